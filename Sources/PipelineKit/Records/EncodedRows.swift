/// A document's lines in the files of all sinks that write lines.
struct EncodedRows: Sendable {
  /// Each file's lines.
  private(set) var parts: [[UInt8]] = []
  /// How long they are.
  private(set) var extents: [RunLayout.Extent] = []

  /// Adds the lines of the next file.
  mutating func append(_ lines: [UInt8]) {
    let (count, hash) = lines.withUnsafeBytes { ($0.lineFeeds, RowHash.short($0)) }
    parts.append(lines)
    extents.append(RunLayout.Extent(bytes: lines.count, rows: count, hash: hash))
  }

  /// Rows that stood elsewhere meanwhile, one file's behind the other's.
  init(bytes: [UInt8], extents: [RunLayout.Extent]) {
    var start = 0
    for extent in extents {
      parts.append(Array(bytes[start..<start + extent.bytes]))
      start += extent.bytes
    }
    self.extents = extents
  }

  init() {}

  /// How many bytes they are.
  var count: Int { extents.reduce(0) { $0 + $1.bytes } }
}

/// The sinks that write lines: what a worker makes of a document for them.
struct RowSinks: Sendable {
  /// The sinks with their steps, in order.
  let sinks: [(step: Int, sink: any RowSink)]

  init(_ pipeline: Pipeline) {
    sinks = pipeline.steps.enumerated().compactMap { step, own in
      (own.stage as? any RowSink).map { (step, $0) }
    }
  }

  /// Whether all of them can fold lines.
  var canFold: Bool { sinks.allSatisfy { $0.sink is any FoldingRowSink } }

  /// The lines of a document with what is said of it; nil where a sink has to make them anew.
  func folded(_ rows: EncodedRows, of id: RecordID, _ verdict: CorpusVerdict) -> EncodedRows? {
    guard verdict.checks.isEmpty else { return nil }
    var folded = EncodedRows()
    var parts = rows.parts[...]
    for (_, sink) in sinks {
      guard let sink = sink as? any FoldingRowSink else { return nil }
      let own = parts.prefix(sink.files.count)
      parts = parts.dropFirst(own.count)
      for part in sink.fold(Array(own), of: id, duplicateOf: verdict.duplicateOf, links: verdict.links) {
        folded.append(part)
      }
    }
    return folded
  }

  /// The names of the files of all of them.
  var files: [String] { sinks.flatMap { $0.sink.files } }

  /// All lines of a document, as it stands now.
  func rows(of document: Document) throws -> EncodedRows {
    var rows = EncodedRows()
    for (_, sink) in sinks { try add(document, of: sink, to: &rows) }
    return rows
  }

  /// Adds the lines of one sink.
  func add(_ document: Document, of sink: any RowSink, to rows: inout EncodedRows) throws {
    let parts = try sink.rows(of: document)
    precondition(parts.count == sink.files.count, "a sink gives lines for each of its files")
    for part in parts { rows.append(part) }
  }
}
