/// The sinks of a run: writes the rows of documents, or copies those that an earlier run wrote, and notes where they are.
final class RowOutput {
  /// The rows of an earlier run; nil where none can be copied.
  let earlier: PublishedRows?
  /// How many documents were copied.
  private(set) var copied = 0
  /// Whether some sink takes whole documents, so that there are no rows to copy.
  let needsDocuments: Bool
  private var writers: [(step: Int, writer: any SinkWriter)]
  private let files: [TableFile]
  private let sinks: String
  private var layout: RunLayout
  /// Whether it is noted where rows are.
  private let isNoting: Bool
  /// By file, the lines that were not copied; nil where runs are not compared in it.
  private let written: [LineBuckets?]
  private var hasStayed: [Bool]
  /// Documents next to each other that are to be copied.
  private var pending = 0..<0

  /// Opens the sinks; `earlier` is where an earlier run left rows, and `noting` whether the next run wants to know where these are.
  ///
  /// Rows that another version of the sinks wrote are not copied, and none where a sink takes whole documents.
  init(
    _ pipeline: Pipeline, _ rowSinks: RowSinks, in staging: StagingFolder, noting: Bool,
    earlier rows: @autoclosure () -> PublishedRows?
  ) throws {
    writers = try pipeline.steps.enumerated().compactMap { step, own in
      try (own.stage as? any DocumentSink).map { (step, try $0.open(in: staging)) }
    }
    isNoting = noting
    needsDocuments = !writers.isEmpty
    files = try rowSinks.files.map(staging.create)
    written = zip(rowSinks.files, rowSinks.readings).map { file, reading in
      reading.map { _ in LineBuckets(path: staging.path + "/.after-" + file) }
    }
    sinks = LegFingerprint.sinks(pipeline)
    let names = files.map(\.name)
    layout = RunLayout(folder: "", manifest: "", sinks: sinks, files: names)
    let found = needsDocuments ? nil : rows()
    earlier = found?.layout.sinks == sinks && found?.layout.files == names ? found : nil
    hasStayed = [Bool](repeating: false, count: earlier?.layout.entries.count ?? 0)
  }

  /// Where the earlier run has the rows of a document, of which the corpus stages said the same; nil where it has not.
  func place(of id: RecordID, verdict: UInt64) -> Int? {
    guard let earlier, let place = earlier.places[id], earlier.layout.entries[place].verdict == verdict else {
      return nil
    }
    return place
  }

  /// Writes a document's rows; `verdict` is what the corpus stages said of it.
  func write(_ rows: EncodedRows, of id: RecordID, verdict: UInt64) throws {
    try copyPending()
    for (place, file) in files.enumerated() {
      try file.append(rows.parts[place], rows: rows.extents[place].rows)
      for line in rows.lines[place] { try written[place]?.append(line) }
    }
    if isNoting { layout.append(.init(id: id, verdict: verdict), rows.extents) }
  }

  /// Hands a document to the sinks that take whole ones, booking their processor time.
  func write(_ document: Document, _ books: inout Books) throws {
    for (place, (step, _)) in writers.enumerated() {
      try ThreadTime.measure(&books.steps[step].nanoseconds) { try writers[place].writer.write(document) }
    }
  }

  /// Copies the rows of the document at a place of the earlier run.
  func copy(_ place: Int) throws {
    guard let earlier else { preconditionFailure("there is no earlier run to copy from") }
    copied += 1
    hasStayed[place] = true
    layout.append(earlier.layout.entries[place], earlier.extents(at: place))
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
    for place in writers.indices { try writers[place].writer.commit() }
  }

  /// Where the rows are, once the run has been published; nil where none can be copied from it.
  func layout(folder: String, manifest: String) -> RunLayout? {
    guard isNoting, !needsDocuments else { return nil }
    var layout = layout
    layout.folder = folder
    layout.manifest = manifest
    return layout
  }

  /// What is known of a table when it is compared with the run in a folder; nil where it has to be read.
  func known(of table: Table, since previous: String?) -> Changes.Known? {
    guard let file = files.firstIndex(where: { $0.name == table.file }), let written = written[file] else { return nil }
    guard let earlier, earlier.layout.folder == previous else {
      // What was copied from another run is not among the lines.
      return copied == 0 ? Changes.Known(before: nil, after: written) : nil
    }
    let gone = hasStayed.indices.filter { !hasStayed[$0] }.map { earlier.range(of: $0..<($0 + 1), file: file) }
    return Changes.Known(before: gone, after: written)
  }

  private func copyPending() throws {
    guard let earlier, !pending.isEmpty else { return }
    for (index, file) in files.enumerated() {
      let (part, rows) = earlier.copy(of: pending, file: index)
      try file.append(part, rows: rows)
    }
    pending = 0..<0
  }
}
