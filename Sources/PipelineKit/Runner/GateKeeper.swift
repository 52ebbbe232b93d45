import Foundation

/// Holds a finished run against the gates of its pipeline, and against what the last good runs were like.
struct GateKeeper {
  /// So many runs before this one say what is usual; one odd night is then not the measure of the next.
  private static let usualRuns = 7

  let pipeline: Pipeline
  let books: Books
  /// Documents that stand for themselves.
  let standing: Int
  let files: [TableFile.Summary]
  /// The folder that the run is written in.
  let folder: String
  /// The folder of the previous run.
  let previous: String?

  /// Throws a ``RunFailure`` that names every gate which does not hold, with what was found.
  func check() throws {
    let faults = try emptiness() + rejected() + ratios() + missing()
    guard !faults.isEmpty else { return }
    let remedy =
      "nothing was published, and 'current' stays; look at '\(RunFolders.heldBackName)' beside it, then run again, "
      + "change 'gates', or publish it with --accept"
    throw RunFailure(.heldBack, faults.joined(separator: "; ") + "; " + remedy)
  }

  /// A run with nothing left never takes the place of one that had documents.
  private func emptiness() throws -> [String] {
    guard books.published == 0, let previous, try PreviousRun(folder: previous).run.published > 0 else { return [] }
    return ["gate: none of \(books.listed) inputs is left, and the previous run had some"]
  }

  private func rejected() -> [String] {
    var faults: [String] = []
    if let most = pipeline.gates.maxRejected, most.isExceeded(by: books.rejected, of: books.listed) {
      faults.append(
        "gate 'max-rejected': \(books.rejected) of \(books.listed) inputs were rejected, more than \(most)")
    }
    for step in books.steps {
      guard let most = pipeline.gates.maxRejectedByStage[step.name],
        most.isExceeded(by: step.rejected, of: step.in)
      else { continue }
      faults.append(
        "gate 'max-rejected-by-stage': '\(step.name)' rejected \(step.rejected) of \(step.in), more than \(most)")
    }
    return faults
  }

  private func ratios() throws -> [String] {
    let gates: [(name: String, least: Share?, what: String, value: (Int, (String) -> PreviousRun.File?) -> Double?)] = [
      (
        "min-metrics-per-document-ratio", pipeline.gates.minMetricsPerDocumentRatio, "metrics a document",
        { published, file in file(Table.metrics.file).map { Double($0.rows) / Double(published) } }
      ),
      (
        "min-text-per-document-ratio", pipeline.gates.minTextPerDocumentRatio, "bytes of text a document",
        { published, file in file(Table.documents.file)?.bytes.map { Double($0) / Double(published) } }
      ),
    ]
    return try gates.compactMap { gate in
      guard let least = gate.least else { return nil }
      let usual = try earlierRuns().compactMap { run in
        run.run.published == 0 ? nil : gate.value(run.run.published) { name in run.files.first { $0.name == name } }
      }.sorted()
      guard !usual.isEmpty else { return nil }
      let own = files.map { PreviousRun.File(name: $0.name, rows: $0.rows, bytes: $0.bytes) }
      let value = gate.value(books.published) { name in own.first { $0.name == name } }
      guard let value else { return nil }
      let now = books.published == 0 ? 0 : value
      let median = (usual[(usual.count - 1) / 2] + usual[usual.count / 2]) / 2
      guard now < median * least.value else { return nil }
      let runs = usual.count == 1 ? "the previous run" : "the median of \(usual.count) runs"
      return "gate '\(gate.name)': \(Self.rounded(now)) \(gate.what), \(Self.rounded(median)) in \(runs)"
    }
  }

  /// The whole runs before this one, the last one first, as each names the one before it; those that were removed end it.
  private func earlierRuns() throws -> [PreviousRun] {
    guard let previous else { return [] }
    var runs = [try PreviousRun(folder: previous)]
    let above = URL(fileURLWithPath: previous).deletingLastPathComponent().path
    while runs.count < Self.usualRuns, let before = runs.last?.previous_run,
      FileManager.default.fileExists(atPath: "\(above)/\(before)/manifest.json")
    { runs.append(try PreviousRun(folder: "\(above)/\(before)")) }
    return runs.filter { $0.limit == nil }
  }

  private func missing() throws -> [String] {
    guard !pipeline.gates.requiredMetrics.isEmpty, standing > 0 else { return [] }
    guard let file = MappedFile(folder + "/" + Table.metrics.file) else { return [] }
    // Its bytes are there as long as the file is.
    return withExtendedLifetime(file) {
      pipeline.gates.requiredMetrics.sorted { $0.key < $1.key }.compactMap { metric, most in
        var released = 0
        let without =
          standing
          - Self.documents(with: metric, in: file.bytes) { place in
            guard place - released > MappedFile.windowBytes else { return }
            released = MappedFile.release(file.bytes, from: released, upTo: place)
          }
        guard most.isExceeded(by: without, of: standing) else { return nil }
        return "gate 'required-metrics': \(without) of \(standing) documents have no '\(metric)', more than \(most)"
      }
    }
  }

  /// How many documents have a metric, by the rows of the table, in which those of one document stand together.
  ///
  /// `passed` is told up to where rows have been looked at.
  static func documents(
    with metric: String, in rows: UnsafeRawBufferPointer, passed: (Int) -> Void = { _ in }
  ) -> Int {
    var wanted = JSONWriter()
    wanted.key("metric")
    wanted.string(metric)
    wanted.key("label")
    // As ``RecordEncoder`` begins a row, with ids of sixteen digits.
    let head = Table.metrics.rowHead.utf8.count + 16 + "\",\"document_id\":\"".utf8.count
    let segment = head + 16 + "\",\"segment_id\":".utf8.count
    var count = 0
    var last: UnsafeRawBufferPointer?
    var start = 0
    while start < rows.count {
      passed(start)
      let end = rows.lineEnd(from: start)
      let row = UnsafeRawBufferPointer(rebasing: rows[start..<end])
      start = end + 1
      guard row.count > segment else { continue }
      let place = segment + (row[segment] == UInt8(ascii: "n") ? 4 : 18) + 1
      guard row.count >= place + wanted.bytes.count,
        row[place..<(place + wanted.bytes.count)].elementsEqual(wanted.bytes)
      else { continue }
      let document = UnsafeRawBufferPointer(rebasing: row[head..<(head + 16)])
      if last.map({ !$0.elementsEqual(document) }) ?? true { count += 1 }
      last = document
    }
    return count
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
