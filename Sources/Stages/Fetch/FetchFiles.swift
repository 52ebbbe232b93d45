import Glibc
import Markup
import PipelineKit

struct FetchFiles: Source {
  static let name = "fetch-files"
  static let version = 1
  static let documentation = """
    Reads reports from a folder: plain text and HTML, also compressed with gzip.

    Files are found below `root` by patterns on their path (`*` within a folder, `**/` over any number of them,
    `old/**` for all below, `?`, `[abc]`, `{a,b}`), in the order of the bytes of their paths; upper and lower case
    differ. Names that begin with a dot are passed over, and so is what no pattern takes. The charset comes from a
    byte order mark, the file's own declaration and its content, in this order of trust, and a declaration that the
    bytes contradict is not believed: UTF-8, GB18030 (also for GBK and GB2312), Big5, UTF-16, windows-1252. A few
    NULs are left out, and a page may end inside a character. What a file is comes from its name, and from its first
    bytes where it holds a page under another name.

    Rejected: `unreadable`, `too-large`, `empty`, `truncated-gzip`, `damaged-gzip`, `undecodable` (bytes that are text
    in no charset, among them binary files). Dropped: `directory-loop` and `same-folder`
    (each folder is read once, under its own path), `not-a-file`.

    ```yaml
    - use: fetch-files
      with: { root: ../Data/Reports, include: ["**/*.html", "**/*.txt"] }
    ```
    """
  static let adds: Set<Layer> = [.source, .text]
  static let root = Option<FilePath>("root", help: "folder to read, relative to the pipeline file")
  static let include = Option(
    "include", default: ["**/*.{html,htm,shtml,txt,HTML,HTM,SHTML,TXT}", "**/*.{html,htm,shtml,txt}.gz"],
    help: "patterns of paths to read, relative to the root")
  static let exclude = Option("exclude", default: [String](), help: "patterns of paths to leave out")
  static let followLinks = Option("follow-links", default: true, help: "whether links to folders are followed")
  static let maxBytes = Option(
    "max-bytes", default: 64 << 20, range: 1...Int(UInt32.max), help: "largest file, before and after decompression")
  static let badBytes = Option(
    "bad-bytes-per-thousand", default: 0, range: 0...100,
    help: "malformed bytes that are replaced by U+FFFD; a file with more is rejected")
  static let options: [any OptionDeclaration] = [root, include, exclude, followLinks, maxBytes, badBytes]

  private let tree: FileTree
  private let maxBytes: Int
  private let badBytes: Int

  init(_ options: inout OptionReader) throws {
    let root = try options.read(Self.root)
    let include = try options.read(Self.include)
    if include.isEmpty { throw options.mistake("'include' is empty, so that nothing would be read", in: Self.include) }
    tree = FileTree(
      root: root, include: include.map(PathPattern.init), exclude: try options.read(Self.exclude).map(PathPattern.init),
      followsLinks: try options.read(Self.followLinks))
    maxBytes = try options.read(Self.maxBytes)
    badBytes = try options.read(Self.badBytes)
  }

  func list(_ yield: (Input) throws -> Void) throws { try tree.walk(yield) }

  func fetch(_ input: Input) throws -> Document {
    let file = try FileBytes.read(input.locator, limit: maxBytes)
    do { return try document(of: file, input) } catch var failure as Failure {
      failure.revision = Digest.sha256(file)
      throw failure
    }
  }

  private func document(of file: [UInt8], _ input: Input) throws -> Document {
    let bytes = Gzip.isCompressed(file) ? try Gzip.expand(file, limit: maxBytes) : file
    guard !bytes.isEmpty else { throw Failure(code: "empty", "the file is empty") }
    let type = MediaType(path: input.source, bytes: bytes)
    do {
      let decoded = try CharsetDecoder.decode(bytes, looksLikeMarkup: type == .html, tolerance: badBytes)
      return Document(
        source: input.source, revision: Digest.sha256(file), mediaType: type.rawValue, charset: decoded.charset,
        text: decoded.text)
    } catch {
      throw Failure(code: "undecodable", "\(error); is it a text file? 'bad-bytes-per-thousand' lets a few pass")
    }
  }
}
