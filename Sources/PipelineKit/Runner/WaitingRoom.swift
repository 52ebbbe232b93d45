import Foundation

/// Where documents are until the corpus stages have spoken: in memory as far as the limits go, and on disk behind that.
///
/// Used from the run's thread.
final class WaitingRoom {
  /// What workers ask before they hand over a whole document.
  let holding: Holding
  /// The part of `bytes-in-flight` that documents may hold here: more costs memory and saves little.
  private static let share = 8
  private let rowSinks: RowSinks
  private let spool: RowSpool
  /// The layers that are kept for the next runs; nil where none are.
  private let kept: LayerStore?
  /// The layers that are needed in this run alone.
  private let own: LayerStore
  private let ownFolder: String
  private let hasTransforms: Bool

  init(_ pipeline: Pipeline, _ rowSinks: RowSinks, in staging: StagingFolder, layers: LayerStore?) {
    holding = Holding(limit: max(1, pipeline.limits.bytesInFlight / Self.share))
    self.rowSinks = rowSinks
    spool = RowSpool(path: staging.path + "/.rows")
    kept = layers
    ownFolder = staging.path + "/.layers"
    own = LayerStore(folder: ownFolder)
    hasTransforms = pipeline.steps.contains { $0.stage is any Transform }
  }

  /// Stores the layers that a worker has handed over, and notes where they are.
  func store(_ result: Leg.Result) {
    if let bytes = result.layers.take() {
      result.place = (kept ?? own).append(bytes)
      if result.place == nil, result.outcome == .keep, result.document == nil {
        // What cannot be stored has to be held after all.
        result.document = document(from: bytes, result)
      }
    }
    // What is recalled has its layers where it had them.
    if result.recalled == nil { result.findings?.layers = kept == nil ? nil : result.place }
  }

  /// Takes in a document with its rows.
  func admit(_ result: Leg.Result) throws -> Waiting { Waiting(result, rows: try hold(result)) }

  /// Takes in a document that has been worked on again.
  func renew(_ waiting: inout Waiting, with result: Leg.Result) throws {
    waiting.renew(result, rows: try hold(result))
  }

  private func hold(_ result: Leg.Result) throws -> RowSpool.Place? {
    holding.add(result.document?.footprint ?? 0)
    guard let rows = result.rows else { return nil }
    if holding.isFull { return try spool.append(rows) }
    holding.add(rows.count)
    return .memory(rows)
  }

  /// The rows of a document with what the corpus stages say of it; the sinks' processor time is booked.
  func rows(of waiting: Waiting, at place: RowSpool.Place, _ books: inout Books) throws -> EncodedRows {
    if waiting.verdict.digest == CorpusVerdict.silence { return try spool.rows(at: place) }
    if waiting.latest.document == nil, let rows = try folded(waiting, at: place, &books) { return rows }
    let document = waiting.judged(try document(of: waiting))
    var rows = EncodedRows()
    for (step, sink) in rowSinks.sinks {
      try ThreadTime.measure(&books.steps[step].nanoseconds) { try rowSinks.add(document, of: sink, to: &rows) }
    }
    return rows
  }

  private func folded(_ waiting: Waiting, at place: RowSpool.Place, _ books: inout Books) throws -> EncodedRows? {
    guard let (step, _) = rowSinks.sinks.first else { return nil }
    let rows = try spool.rows(at: place)
    return ThreadTime.measure(&books.steps[step].nanoseconds) { rowSinks.folded(rows, of: waiting.id, waiting.verdict) }
  }

  /// A document as the transforms left it.
  func document(of waiting: Waiting) throws -> Document {
    let result = waiting.latest
    if let document = result.document { return document }
    let bytes = result.place.flatMap { (kept ?? own).bytes(at: $0) }
    guard let document = bytes.flatMap({ document(from: $0, result) }) else {
      throw RunFailure(.inputOutput, "output: what was made of '\(result.source)' cannot be read again; run once more")
    }
    return document
  }

  private func document(from bytes: [UInt8], _ result: Leg.Result) -> Document? {
    LayerRecord.restore(
      bytes, stages: .max, source: result.source, revision: result.revision ?? "", hasTransforms: hasTransforms)?
      .document
  }

  /// Takes away what was put on disk.
  func close() throws {
    spool.remove()
    if FileManager.default.fileExists(atPath: ownFolder) { try FileSystem.remove(ownFolder) }
  }
}
