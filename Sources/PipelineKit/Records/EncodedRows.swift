/// A document's lines in the files of all sinks that write lines, one file's behind the other's.
struct EncodedRows: Sendable {
  /// The lines.
  private(set) var bytes: [UInt8] = []
  /// How long each file's part is.
  private(set) var extents: [RunLayout.Extent] = []

  /// Adds the lines of the next file.
  mutating func append(_ lines: [UInt8]) {
    let count = lines.withUnsafeBytes { $0.lineFeeds }
    let hash = lines.withUnsafeBytes(RowHash.short)
    bytes += lines
    extents.append(RunLayout.Extent(bytes: lines.count, rows: count, hash: hash))
  }

  /// Each file's lines.
  var parts: [ArraySlice<UInt8>] {
    var start = 0
    return extents.map { extent in
      defer { start += extent.bytes }
      return bytes[start..<start + extent.bytes]
    }
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  /// Rows that stood elsewhere meanwhile.
  init(bytes: [UInt8], extents: [RunLayout.Extent]) {
    self.bytes = bytes
    self.extents = extents
  }

  init() {}
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
    rows.reserve(parts.reduce(0) { $0 + $1.count })
    for part in parts { rows.append(part) }
  }
}
