/// The sinks of a run: writes documents, or copies the rows that an earlier run wrote of them, and notes where they are.
final class RowOutput {
  /// The rows of an earlier run; nil where none can be copied.
  let earlier: PublishedRows?
  /// How many documents were copied.
  private(set) var copied = 0
  /// The processor time that each sink took to write documents, nanoseconds; files may have threads of their own beside.
  private(set) var nanoseconds: [UInt64]
  private var writers: [any SinkWriter]
  /// The files of all writers; nil where it is not noted where rows are.
  private let files: [TableFile]?
  private let sinks: String
  private var layout: RunLayout
  /// Whether each document's rows are those of the earlier run.
  private var isCopy: [Bool] = []
  private var hasStayed: [Bool]
  /// Documents next to each other that are to be copied.
  private var pending = 0..<0

  /// Opens the sinks; where `earlier` is given, with the rows that an earlier run left, it is noted where rows are.
  ///
  /// Rows that another version of the sinks wrote are not copied, and a sink of which rows cannot be told apart is written
  /// in full.
  init(_ pipeline: Pipeline, in staging: StagingFolder, noting: Bool, earlier rows: @autoclosure () -> PublishedRows?)
    throws
  {
    writers = try pipeline.steps.compactMap { try ($0.stage as? any Sink)?.open(in: staging) }
    nanoseconds = [UInt64](repeating: 0, count: writers.count)
    let tellable = writers.compactMap { $0 as? any RowSinkWriter }
    files = noting && tellable.count == writers.count ? tellable.flatMap(\.files) : nil
    sinks = LegFingerprint.sinks(pipeline)
    let names = files?.map(\.name) ?? []
    layout = RunLayout(folder: "", manifest: "", sinks: sinks, files: names)
    let found = files == nil ? nil : rows()
    earlier = found?.layout.sinks == sinks && found?.layout.files == names ? found : nil
    hasStayed = [Bool](repeating: false, count: earlier?.layout.entries.count ?? 0)
    files?.forEach { $0.beginMarks() }
  }

  /// Where the earlier run has the rows of a document, of which the corpus stages said the same; nil where it has not.
  func place(of id: RecordID, verdict: UInt64) -> Int? {
    guard let earlier, let place = earlier.places[id], earlier.layout.entries[place].verdict == verdict else {
      return nil
    }
    return place
  }

  /// Writes a document.
  func write(_ document: Document, verdict: UInt64) throws {
    try copyPending()
    for index in writers.indices { try ThreadTime.measure(&nanoseconds[index]) { try writers[index].write(document) } }
    guard let files else { return }
    for index in writers.indices {
      guard var writer = writers[index] as? any RowSinkWriter else { continue }
      try writer.flush()
      writers[index] = writer
    }
    layout.append(.init(id: document.id, verdict: verdict), try files.map { try $0.setMark() })
    isCopy.append(false)
  }

  /// Copies the rows of the document at a place of the earlier run.
  func copy(_ place: Int) throws {
    guard let earlier else { preconditionFailure("there is no earlier run to copy from") }
    copied += 1
    hasStayed[place] = true
    isCopy.append(true)
    layout.append(earlier.layout.entries[place], Array(earlier.extents(at: place)))
    if pending.upperBound == place, !pending.isEmpty {
      pending = pending.lowerBound..<(place + 1)
    } else {
      try copyPending()
      pending = place..<(place + 1)
    }
  }

  /// Makes everything written durable.
  func commit() throws {
    try copyPending()
    for index in writers.indices { try ThreadTime.measure(&nanoseconds[index]) { try writers[index].commit() } }
  }

  /// Where the rows are, once the run has been published; nil where it was not noted.
  func layout(folder: String, manifest: String) -> RunLayout? {
    guard files != nil else { return nil }
    var layout = layout
    layout.folder = folder
    layout.manifest = manifest
    return layout
  }

  /// The parts of a table outside which the rows are the earlier run's; nil where that is not known.
  func parts(of table: Table) -> Changes.Parts? {
    guard let earlier, let file = layout.files.firstIndex(of: table.file) else { return nil }
    let before = hasStayed.indices.filter { !hasStayed[$0] }.map { earlier.range(of: $0..<($0 + 1), file: file) }
    var after: [Range<Int>] = []
    var start = 0
    for (index, isCopy) in isCopy.enumerated() {
      let end = start + layout.extents[index * layout.files.count + file].bytes
      if !isCopy { after.append(start..<end) }
      start = end
    }
    return Changes.Parts(before: before, after: after)
  }

  private func copyPending() throws {
    guard let earlier, let files, !pending.isEmpty else { return }
    for (index, file) in files.enumerated() {
      let (copy, rows) = earlier.copy(of: pending, file: index)
      try file.append(copy, rows: rows)
    }
    pending = 0..<0
  }
}
