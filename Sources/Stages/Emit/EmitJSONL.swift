import PipelineKit

struct EmitJSONL: FoldingRowSink {
  static let name = "emit-jsonl"
  static let version = 1
  static let documentation = """
    Writes the run's tables as JSON lines: documents, segments, metrics, checks, duplicates.

    One JSON object a line, keys in a fixed order, absent values as `null`, offsets in code points. The files appear
    all at once in `<directory>/<pipeline>/runs/<run id>/`, and `current` beside `runs` leads to the last.
    `tally schema TABLE` shows the columns.

    ```yaml
    - use: emit-jsonl
      with: { directory: ../out }
    ```
    """
  static let needs: Set<Layer> = [.source, .text]
  static let directory = Option("directory", default: FilePath("out"), help: "output folder")
  static let options: [any OptionDeclaration] = [directory]

  let outputDirectory: FilePath?

  init(_ options: inout OptionReader) throws {
    outputDirectory = try options.read(Self.directory)
  }

  var files: [String] { RecordEncoder.tables.map(\.file) }

  func rows(of document: Document) -> [[UInt8]] { RecordEncoder.rows(of: document) }

  func fold(_ rows: [[UInt8]], of id: RecordID, duplicateOf: RecordID?, links: [DuplicateLink]) -> [[UInt8]] {
    RecordEncoder.fold(rows, of: id, duplicateOf: duplicateOf, links: links)
  }
}
