import PipelineKit

struct FetchFiles: Source {
  static let name = "fetch-files"
  static let version = 2
  static let documentation = """
    Reads reports from a folder: plain text and HTML, also compressed with gzip.

    Files are found below `root` by patterns on their path (`*` within a folder, `**/` over any number of them,
    `old/**` for all below, `?`, `[abc]`, `{a,b}`), in the order of the bytes of their paths; upper and lower case
    differ. Names that begin with a dot are passed over, and so is what no pattern takes. The charset comes from a
    byte order mark, the file's own declaration and its content, in this order of trust, and a declaration that the
    bytes contradict is not believed: UTF-8, GB18030 (also for GBK and GB2312), Big5, UTF-16, windows-1252. A few
    NULs are left out, and a page may end inside a character. What a file is comes from its name, and from its first
    bytes where it holds a page under another name.

    A page may hold a few malformed bytes, which templates and cut characters leave in it: up to two in a thousand
    become U+FFFD. In a text file one is enough to reject it, for there it tells that the file is damaged or no text.
    `bad-bytes-per-thousand` sets one bound for both. How many were replaced is summed up in the manifest
    (`counts`, `replaced-bytes`).

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
    "bad-bytes-per-thousand", range: 0...100,
    help: "malformed bytes that become U+FFFD, more reject the file; null is 2 for pages, 0 for text")
  static let options: [any OptionDeclaration] = [root, include, exclude, followLinks, maxBytes, badBytes]

  private let tree: FileTree
  private let decoder: FileDecoder

  init(_ options: inout OptionReader) throws {
    let followsLinks = try options.read(Self.followLinks)
    tree = try FileTree(
      &options, root: Self.root, include: Self.include, exclude: Self.exclude, followsLinks: followsLinks,
      stage: Self.name)
    decoder = FileDecoder(maxBytes: try options.read(Self.maxBytes), badBytes: try options.read(Self.badBytes))
  }

  func list(_ yield: (Input) throws -> Void) throws { try tree.walk(yield) }

  func fetch(_ input: Input) throws -> Document {
    let file = try FileBytes.read(input.locator, limit: decoder.maxBytes)
    let revision = Digest.sha256(file)
    do { return try decoder.document(of: file, source: input.source, revision: revision) } catch var failure as Failure
    {
      failure.revision = revision
      if failure.code == "undecodable" { failure.message += " 'bad-bytes-per-thousand' lets a few pass" }
      throw failure
    }
  }
}
