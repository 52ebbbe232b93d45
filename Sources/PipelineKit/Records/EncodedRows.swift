import Glibc

/// A document's lines in the files of all sinks that write lines.
struct EncodedRows: Sendable {
  /// Each file's lines: bytes of their own, or a part of what was read again.
  private(set) var parts: [ArraySlice<UInt8>] = []
  /// How long they are.
  private(set) var extents: [RunLayout.Extent] = []
  /// Each file's lines by their ids; none where runs are not compared in it.
  private(set) var lines: [[IdentifiedLine]] = []

  /// Adds the lines of the next file; `reading` says how they are told from those of another run.
  mutating func append(_ lines: [UInt8], _ reading: LineReading? = nil) throws {
    var count = 0
    var own: [IdentifiedLine] = []
    let hash = try lines.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes.lineEnd(from: start)
        if let reading { own.append(try reading.line(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))) }
        if end < bytes.count { count += 1 }
        start = end + 1
      }
      return RowHash.short(bytes)
    }
    parts.append(lines[...])
    extents.append(RunLayout.Extent(bytes: lines.count, rows: count, hash: hash))
    self.lines.append(own)
  }

  /// Adds the lines that others have in a file.
  mutating func append(_ part: Int, of other: EncodedRows) {
    parts.append(other.parts[part])
    extents.append(other.extents[part])
    lines.append(other.lines[part])
  }

  /// Rows that stood elsewhere meanwhile, as ``pieces`` gave them.
  init(bytes: ArraySlice<UInt8>, extents: [RunLayout.Extent], _ readings: [LineReading?]) {
    var start = bytes.startIndex
    for extent in extents {
      parts.append(bytes[start..<start + extent.bytes])
      start += extent.bytes
    }
    self.extents = extents
    for (place, extent) in extents.enumerated() {
      let count = readings[place] == nil ? 0 : extent.rows
      let size = count * MemoryLayout<IdentifiedLine>.stride
      lines.append(
        [IdentifiedLine](unsafeUninitializedCapacity: count) { target, initialized in
          UnsafeMutableRawBufferPointer(target).copyBytes(from: bytes[start..<start + size])
          initialized = count
        })
      start += size
    }
  }

  init() {}

  /// All of it as bytes, in pieces, but for the extents.
  var pieces: [ArraySlice<UInt8>] { parts + lines.map { $0.withUnsafeBytes { Array($0)[...] } } }

  /// How many bytes they are.
  var count: Int {
    extents.reduce(0) { $0 + $1.bytes } + lines.reduce(0) { $0 + $1.count * MemoryLayout<IdentifiedLine>.stride }
  }
}

/// How lines of a table are told from those of another run.
struct LineReading: Sendable {
  /// The table's file, for messages.
  private let file: String
  /// What every line of it has before its id.
  private let head: [UInt8]
  /// Whether there may be another run's lines to hold them against.
  private let isHashed: Bool

  init(_ table: Table, in file: String, isHashed: Bool) {
    self.file = file
    head = Array(table.rowHead.utf8)
    self.isHashed = isHashed
  }

  /// A line by its id: sixteen hex digits behind the head.
  func line(_ line: UnsafeRawBufferPointer) throws -> IdentifiedLine {
    guard line.count >= head.count + 16, let base = line.baseAddress, memcmp(base, head, head.count) == 0,
      let id = RecordID(hex: UnsafeRawBufferPointer(rebasing: line[head.count..<(head.count + 16)]))
    else {
      throw RunFailure(
        .inputOutput,
        "output: a line of '\(file)' has no id; if the run is damaged, link 'current' to another, or remove it")
    }
    return IdentifiedLine(id: id, hash: isHashed ? RowHash.hash(line) : 0)
  }
}

/// The sinks that write lines: what a worker makes of a document for them.
struct RowSinks: Sendable {
  /// The sinks with their steps, in order.
  let sinks: [(step: Int, sink: any RowSink)]
  /// By file, how its lines are told from another run's; nil where runs are not compared in it.
  let readings: [LineReading?]

  /// `isCompared` is whether there is another run to hold the lines against.
  init(_ pipeline: Pipeline, isCompared: Bool = false) {
    let sinks = pipeline.steps.enumerated().compactMap { step, own in
      (own.stage as? any RowSink).map { (step: step, sink: $0) }
    }
    self.sinks = sinks
    readings = sinks.flatMap { $0.sink.files }.map { file in
      Changes.tables.first { $0.file == file }.map { LineReading($0, in: file, isHashed: isCompared) }
    }
  }

  /// Whether all of them can fold lines.
  var canFold: Bool { sinks.allSatisfy { $0.sink is any FoldingRowSink } }

  /// The lines of a document with what is said of it; nil where a sink has to make them anew.
  func folded(_ rows: EncodedRows, of id: RecordID, _ verdict: CorpusVerdict) throws -> EncodedRows? {
    guard verdict.checks.isEmpty else { return nil }
    var folded = EncodedRows()
    let whole = rows.parts.map { Array($0) }
    var parts = whole[...]
    for (_, sink) in sinks {
      guard let sink = sink as? any FoldingRowSink else { return nil }
      let own = parts.prefix(sink.files.count)
      parts = parts.dropFirst(own.count)
      for part in sink.fold(Array(own), of: id, duplicateOf: verdict.duplicateOf, links: verdict.links) {
        let place = folded.parts.count
        // Arrays that nobody has changed are equal without a look at them.
        if part == whole[place] {
          folded.append(place, of: rows)
        } else {
          try folded.append(part, readings[place])
        }
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
    for part in parts { try rows.append(part, readings[rows.parts.count]) }
  }
}
