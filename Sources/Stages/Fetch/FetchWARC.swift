import PipelineKit
import WebArchives

struct FetchWARC: Source {
  static let name = "fetch-warc"
  static let version = 1
  static let documentation = """
    Reads pages from WARC files, the archives that crawlers write.

    Files are found below `root` by patterns on their path, as `fetch-files` finds them: plain files, and files in which
    each record is a gzip member of its own, as the standard recommends. Of each file one record at a time is read, so
    that its size does not matter. The pages are the records of type `response` with status 200 whose content is HTML or
    plain text; what packed and chunked the answer is undone. A document's source is the URI that was asked for
    (`WARC-Target-URI`); of several records with one URI the first counts. The charset comes from a byte order mark, the
    answer's header, the page's own declaration and its content, as with `fetch-files`.

    Rejected, one by one, while the file goes on: `truncated-record`, `damaged-record` (the next record is looked for
    behind the damage), `joined-records` (several in one gzip member), `no-uri`, `segmented-record`, `bad-response`,
    `truncated-body`, `damaged-encoding`, `unknown-encoding`, `too-compressed`, `too-large`, `empty`, `undecodable`; and a
    file that is `unreadable`. Such an input is named by its file and the place in it, in bytes. Dropped: records of
    other types (`warcinfo`, `request`, `metadata`, `revisit`, `resource`, `conversion`, `other-record`), `not-a-page`
    (another media type), `http-status` (another status than 200), `same-uri`, and what `fetch-files` drops of folders.

    ```yaml
    - use: fetch-warc
      with: { root: ../Data/Archive }
    ```
    """
  static let adds: Set<Layer> = [.source, .text]
  static let root = Option<FilePath>("root", help: "folder to read, relative to the pipeline file")
  static let include = Option(
    "include", default: ["**/*.warc", "**/*.warc.gz"], help: "patterns of paths to read, relative to the root")
  static let exclude = Option("exclude", default: [String](), help: "patterns of paths to leave out")
  static let maxBytes = Option(
    "max-bytes", default: 64 << 20, range: 1...Int(UInt32.max), help: "largest record, before and after decompression")
  static let maxExpansion = Option(
    "max-expansion", default: 100, range: 1...100_000, help: "most that a packed answer above 1 MiB may grow by")
  static let badBytes = Option(
    "bad-bytes-per-thousand", range: 0...100,
    help: "malformed bytes that become U+FFFD, more reject the page; null is 2 for pages, 0 for text")
  static let options: [any OptionDeclaration] = [root, include, exclude, maxBytes, maxExpansion, badBytes]

  private let tree: FileTree
  private let decoder: FileDecoder
  private let coding: ContentCoding

  init(_ options: inout OptionReader) throws {
    tree = try FileTree(
      &options, root: Self.root, include: Self.include, exclude: Self.exclude, followsLinks: true, stage: Self.name)
    decoder = FileDecoder(maxBytes: try options.read(Self.maxBytes), badBytes: try options.read(Self.badBytes))
    coding = ContentCoding(maxBytes: decoder.maxBytes, maxRatio: try options.read(Self.maxExpansion))
  }

  func list(_ yield: (Input) throws -> Void) throws {
    var seen: Set<RecordID> = []
    try tree.walk { file in
      guard file.verdict == .keep else { return try yield(file) }
      let archive: WARCFile
      do throws(FetchFailure) { archive = try WARCFile(path: file.locator) } catch {
        var input = file
        input.verdict = .reject(Failure(error))
        return try yield(input)
      }
      while let entry = archive.next() { try yield(input(entry, of: file, &seen)) }
    }
  }

  func fetch(_ input: Input) throws -> Document {
    guard let blank = input.locator.firstIndex(of: " "), let offset = Int(input.locator[..<blank]) else {
      preconditionFailure("an input is found by its place and its file")
    }
    do {
      let path = String(input.locator[input.locator.index(after: blank)...])
      let block = try WARCFile(path: path).block(at: offset, limit: decoder.maxBytes)
      let message = try HTTPMessage(block, coding: coding)
      return try decoder.document(of: message.body, source: input.source, head: message.head)
    } catch let failure as FetchFailure { throw Failure(failure) }
  }

  private func input(_ entry: WARCEntry, of file: Input, _ seen: inout Set<RecordID>) -> Input {
    switch entry {
    case .fault(let offset, let failure):
      return Input(source: "\(file.source):\(offset)", locator: file.locator, verdict: .reject(Failure(failure)))
    case .record(let record):
      let verdict = WARCVerdict.of(record, &seen)
      let place = "\(file.source):\(record.offset)"
      return Input(
        source: verdict == .keep ? record.uri ?? place : place, locator: "\(record.offset) \(file.locator)",
        bytes: record.length, verdict: verdict)
    }
  }
}
