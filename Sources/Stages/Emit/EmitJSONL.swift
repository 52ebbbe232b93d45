import PipelineKit

struct EmitJSONL: Sink {
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

  func open(in folder: StagingFolder) throws -> any SinkWriter { try TableWriter(folder) }
}

/// The open tables of a run.
struct TableWriter: RowSinkWriter {
  /// Records are encoded into blocks of this size before they are handed to the files.
  private static let blockBytes = 1 << 18
  private var encoder = RecordEncoder()
  private let documents, segments, metrics, checks, duplicates: TableFile

  init(_ folder: StagingFolder) throws {
    documents = try folder.create(Table.documents.file)
    segments = try folder.create(Table.segments.file)
    metrics = try folder.create(Table.metrics.file)
    checks = try folder.create(Table.checks.file)
    duplicates = try folder.create(Table.duplicates.file)
  }

  var files: [TableFile] { [documents, segments, metrics, checks, duplicates] }

  mutating func write(_ document: Document) throws {
    encoder.encode(document)
    if encoder.documents.bytes.count + encoder.metrics.bytes.count >= Self.blockBytes { try flush() }
  }

  mutating func commit() throws { try flush() }

  mutating func flush() throws {
    try documents.append(encoder.documents.bytes)
    try segments.append(encoder.segments.bytes)
    try metrics.append(encoder.metrics.bytes)
    try checks.append(encoder.checks.bytes)
    try duplicates.append(encoder.duplicates.bytes)
    encoder.removeAll()
  }
}
