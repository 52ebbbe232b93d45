import Foundation

/// Where documents are until the corpus stages have spoken: in memory as far as the limits go, and on disk behind that.
///
/// Of each, whatever its length, some thirty bytes stay in memory: its id, where the rest is, and where what is said of it.
/// Used from the run's thread.
final class WaitingRoom {
  /// What workers ask before they hand over a whole document.
  let holding: Holding
  /// The documents in the order of listing.
  private(set) var ids: [RecordID] = []
  /// The part of `bytes-in-flight` that documents may hold here: more costs memory and saves little.
  private static let share = 8

  private struct Flags: OptionSet {
    let rawValue: UInt8
    /// Its rows are here; without, an earlier run has them.
    static let hasRows = Flags(rawValue: 1)
    /// Another document stands for it, whatever is said.
    static let isCopyAnyway = Flags(rawValue: 2)
    /// Another document stands for it.
    static let isFolded = Flags(rawValue: 4)
    /// A corpus stage has left it out.
    static let hasEnded = Flags(rawValue: 8)
    /// It is no longer there: its source has changed in the meantime.
    static let isGone = Flags(rawValue: 16)
    /// It was linked or compared with others before.
    static let refersToOthers = Flags(rawValue: 32)
    /// Stages have counted something in it.
    static let hasCounts = Flags(rawValue: 64)
  }

  /// What is held in memory of a document.
  private struct Held {
    var rows: EncodedRows?
    var document: Document?
    /// Signatures that cannot be put aside.
    var signatures: [any Sendable]?
  }

  private var flags: [Flags] = []
  /// Where what is known of each is put aside.
  private var places: [Int] = []
  /// Where what is said of each is put aside; -1 where nothing is.
  private var verdictPlaces: [Int] = []
  /// The documents by id; empty until they are asked for by it.
  private var byID: [UInt32] = []
  private var held: [Int: Held] = [:]

  private let rowSinks: RowSinks
  private let known: RecordSpool
  private let verdicts: RecordSpool
  private let rows: RecordSpool
  /// The layers that are kept for the next runs; nil where none are.
  private let kept: LayerStore?
  /// The layers that are needed in this run alone.
  private let own: LayerStore
  private let ownFolder: String
  private let hasTransforms: Bool
  /// What earlier runs left, with the signatures of documents that have not changed.
  private let remembered: RememberedInputs
  /// Whether signatures may be asked for once their documents are here.
  private let keepsSignatures: Bool

  /// `remembered` is what results are recalled from, and `keepsSignatures` whether a signature may be asked for.
  init(
    _ pipeline: Pipeline, _ rowSinks: RowSinks, in staging: StagingFolder, layers: LayerStore?,
    remembered: RememberedInputs, keepsSignatures: Bool
  ) {
    holding = Holding(limit: max(1, pipeline.limits.bytesInFlight / Self.share))
    self.rowSinks = rowSinks
    self.remembered = remembered
    known = RecordSpool(path: staging.path + "/.known")
    verdicts = RecordSpool(path: staging.path + "/.verdicts")
    rows = RecordSpool(path: staging.path + "/.rows")
    kept = layers
    ownFolder = staging.path + "/.layers"
    own = LayerStore(folder: ownFolder)
    hasTransforms = pipeline.steps.contains { $0.kind == .transform }
    self.keepsSignatures = keepsSignatures
  }

  /// Stores the layers that a worker has handed over, and notes where they are.
  func store(_ result: Leg.Result) {
    if let bytes = result.layers.take() {
      result.place = (kept ?? own).append(bytes)
      if result.place == nil, result.outcome == .keep, result.document == nil {
        // What cannot be stored has to be held after all.
        result.document = restored(bytes, result.source, result.revision)
      }
    }
    // What is recalled has its layers where it had them.
    if !result.isRecalled { result.findings?.layers = kept == nil ? nil : result.place }
  }

  // MARK: - Documents

  /// Takes in a document.
  func admit(_ result: Leg.Result) throws {
    ids.append(result.input.id)
    flags.append([])
    places.append(0)
    verdictPlaces.append(-1)
    byID = []
    try put(result, at: ids.count - 1)
  }

  /// Takes in a document that has been worked on again.
  func renew(_ document: Int, with result: Leg.Result) throws { try put(result, at: document) }

  /// Lets a document go whose source has changed in the meantime.
  func remove(_ document: Int) { flags[document] = .isGone }

  private func put(_ result: Leg.Result, at document: Int) throws {
    var waiting = Waiting(result)
    var own = Held(document: result.document)
    holding.add(result.document?.footprint ?? 0)
    if let made = result.rows {
      if holding.isFull {
        waiting.rows = try rows.append(made.pieces)
      } else {
        own.rows = made
        holding.add(made.count)
      }
    }
    if !keepsSignatures {
      waiting.signatures = nil
    } else if waiting.signatures == nil, waiting.recalled == nil {
      own.signatures = result.signatures
    }
    let isHeld = own.rows != nil || own.document != nil || own.signatures != nil
    held[document] = isHeld ? own : nil
    // What has been said of it still holds where it was worked on again.
    flags[document].formIntersection([.isFolded, .hasEnded])
    if result.rows != nil { flags[document].insert(.hasRows) }
    if result.document?.duplicateOf != nil { flags[document].formUnion([.isCopyAnyway, .isFolded]) }
    if !waiting.linked.isEmpty || !waiting.compared.isEmpty { flags[document].insert(.refersToOthers) }
    if !waiting.counts.isEmpty { flags[document].insert(.hasCounts) }
    places[document] = try known.append(try waiting.bytes())
  }

  /// What is known of a document.
  func waiting(_ document: Int) throws -> Waiting {
    guard let waiting = Waiting(bytes: try known.record(at: places[document])) else {
      throw RunFailure(.inputOutput, "output: what was put aside of '\(ids[document])' cannot be read; run once more")
    }
    return waiting
  }

  /// Its signature for a corpus stage, the `place`th.
  func signature(of document: Int, _ place: Int, _ corpus: any CorpusStage) throws -> any Sendable {
    if let signatures = held[document]?.signatures { return signatures[place] }
    let signatures = hasRows(document) ? try waiting(document).signatures : remembered[ids[document]]?.signatures
    guard let bytes = signatures?[place], let signature = corpus.decoded(bytes) else {
      throw RunFailure(.inputOutput, "output: the signature of '\(ids[document])' cannot be read; run once more")
    }
    return signature
  }

  /// Which of them has an id; nil where none has.
  func document(_ id: RecordID) -> Int? {
    if byID.count != ids.count {
      let ids = ids
      byID = ids.indices.map { UInt32($0) }
      byID.sort { ids[Int($0)] < ids[Int($1)] }
    }
    var (low, high) = (0, byID.count)
    while low < high {
      let middle = (low + high) / 2
      if ids[Int(byID[middle])] < id { low = middle + 1 } else { high = middle }
    }
    guard low < byID.count, ids[Int(byID[low])] == id else { return nil }
    return flags[Int(byID[low])].contains(.isGone) ? nil : Int(byID[low])
  }

  /// Whether its rows are here, as long as no corpus stage says anything of it; otherwise an earlier run has some.
  func hasRows(_ document: Int) -> Bool { flags[document].contains(.hasRows) }

  /// Whether another document stands for it.
  func isFolded(_ document: Int) -> Bool { flags[document].contains(.isFolded) }

  /// Whether no corpus stage has left it out.
  func isStanding(_ document: Int) -> Bool { flags[document].isDisjoint(with: [.hasEnded, .isGone]) }

  /// The documents that have not ended, in the order of listing.
  var standing: some Sequence<Int> { ids.indices.lazy.filter { [self] in isStanding($0) } }

  /// Whether anything that is known of it may name another document.
  func refersToOthers(_ document: Int) -> Bool {
    verdictPlaces[document] >= 0 || flags[document].contains(.refersToOthers)
  }

  /// The documents that it was linked or compared with before.
  func references(_ document: Int) throws -> (linked: [RecordID], compared: [RecordID]) {
    guard flags[document].contains(.refersToOthers) else { return ([], []) }
    let waiting = try waiting(document)
    return (waiting.linked, waiting.compared)
  }

  /// Whether stages have counted something in it.
  func hasCounts(_ document: Int) -> Bool { flags[document].contains(.hasCounts) }

  // MARK: - What is said of them

  /// Forgets what has been said.
  func forgetVerdicts() {
    for document in ids.indices {
      verdictPlaces[document] = -1
      flags[document].remove(.hasEnded)
      if !flags[document].contains(.isCopyAnyway) { flags[document].remove(.isFolded) }
    }
  }

  /// Notes what one more corpus stage says of a document.
  func add(_ verdict: CorpusVerdict, to document: Int) throws {
    var whole = try self.verdict(on: document)
    whole.add(verdict)
    var writer = FieldWriter()
    try whole.pass(&writer)
    verdictPlaces[document] = try verdicts.append(writer.bytes)
    if whole.duplicateOf != nil { flags[document].insert(.isFolded) }
    if verdict.outcome != .keep { flags[document].insert(.hasEnded) }
  }

  /// What has been said of a document so far.
  func verdict(on document: Int) throws -> CorpusVerdict {
    var verdict = CorpusVerdict()
    guard verdictPlaces[document] >= 0 else { return verdict }
    var reader = FieldReader(reader: CompactReader(try verdicts.record(at: verdictPlaces[document], expecting: 128)))
    do { try verdict.pass(&reader) } catch {
      throw RunFailure(.inputOutput, "output: the verdict on '\(ids[document])' cannot be read; run once more")
    }
    return verdict
  }

  // MARK: - What becomes of them

  /// The rows of a document with what the corpus stages say of it; the sinks' processor time is booked.
  func rows(of document: Int, _ waiting: Waiting, _ verdict: CorpusVerdict, _ books: inout Books) throws -> EncodedRows
  {
    if verdict.digest == CorpusVerdict.silence { return try rows(of: document, waiting) }
    if held[document]?.document == nil, let (step, _) = rowSinks.sinks.first {
      let rows = try rows(of: document, waiting)
      let folded = try ThreadTime.measure(&books.steps[step].nanoseconds) {
        try rowSinks.folded(rows, of: ids[document], verdict)
      }
      if let folded { return folded }
    }
    let judged = verdict.judged(try self.document(document, waiting))
    var rows = EncodedRows()
    for (step, sink) in rowSinks.sinks {
      try ThreadTime.measure(&books.steps[step].nanoseconds) { try rowSinks.add(judged, of: sink, to: &rows) }
    }
    return rows
  }

  private func rows(of document: Int, _ waiting: Waiting) throws -> EncodedRows {
    if let rows = held[document]?.rows { return rows }
    guard let place = waiting.rows else { return EncodedRows() }
    // Beside its bytes each line has an id and a hash.
    let count = waiting.extents.reduce(0) { $0 + $1.bytes + $1.rows * MemoryLayout<IdentifiedLine>.stride }
    return EncodedRows(
      bytes: try rows.slice(at: place, expecting: count), extents: waiting.extents, rowSinks.readings)
  }

  /// A document as the transforms left it.
  func document(_ document: Int, _ waiting: Waiting) throws -> Document {
    if let document = held[document]?.document { return document }
    let bytes = waiting.layers.flatMap { (kept ?? own).bytes(at: $0) }
    guard let found = bytes.flatMap({ restored($0, waiting.source, waiting.revision) }) else {
      throw lost(waiting.source)
    }
    return found
  }

  /// The document of a result that need not wait.
  func document(of result: Leg.Result) throws -> Document {
    if let document = result.document { return document }
    let bytes = result.place.flatMap { (kept ?? own).bytes(at: $0) }
    guard let found = bytes.flatMap({ restored($0, result.source, result.revision) }) else {
      throw lost(result.source)
    }
    return found
  }

  /// Lets the memory go that a document holds, once it is written.
  func release(_ document: Int) { held[document] = nil }

  /// Takes away what was put on disk.
  func close() throws {
    if FileManager.default.fileExists(atPath: ownFolder) { try FileSystem.remove(ownFolder) }
  }

  private func restored(_ bytes: [UInt8], _ source: String, _ revision: String?) -> Document? {
    LayerRecord.restore(
      bytes, stages: .max, source: source, revision: revision ?? "", hasTransforms: hasTransforms)?.document
  }

  private func lost(_ source: String) -> RunFailure {
    RunFailure(.inputOutput, "output: what was made of '\(source)' cannot be read again; run once more")
  }
}
