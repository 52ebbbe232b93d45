import Foundation
import Logging

/// One execution of a pipeline, from listing to files that are ready to be published.
final class Execution {
  /// What an execution gives beside the files.
  struct Finished {
    var books: Books
    var rows: RowOutput
    /// What is still to be passed.
    var gates: GateKeeper?
    /// What is to be remembered of inputs; nil where nothing is.
    var inputs: InputLedger.Findings?
    var legs: [LegFingerprint] = []
    var rejects: [RejectRecord] = []
  }

  let pipeline: Pipeline
  private let settings: Runner.Settings
  private let progress: (@Sendable (Books) -> Void)?
  /// Throws when the run is to stop.
  let check: @Sendable () throws -> Void
  private let logger: Logger
  private let runID: String
  private let crashed: [String: String]
  private let memory: RunMemory?
  private let layers: LayerStore?
  var books: Books
  private(set) var rejects = RejectLedger(earlier: nil, runID: "")
  /// Published documents that no other stands for.
  private var standing = 0
  /// What is to be remembered of inputs; nil where nothing is.
  var inputs: InputLedger?
  /// The document that took longest, where the log is to say so.
  private var slowest: (source: String, nanoseconds: UInt64)?
  private var lastProgress = ContinuousClock.now
  /// So many signatures are handed to a corpus stage at once: to ask for the time takes longer than one of them.
  private static let signaturesAtOnce = 64

  /// `memory` is what earlier runs left, nil where nothing is to be remembered; `layers` is where those of documents are kept.
  init(
    _ runner: Runner, runID: String, crashed: [String: String], started: Date, memory: RunMemory?, layers: LayerStore?
  ) {
    self.layers = layers
    pipeline = runner.pipeline
    settings = runner.settings
    progress = runner.progress
    logger = runner.logger
    self.runID = runID
    self.crashed = crashed
    self.memory = memory
    books = Books(stages: runner.pipeline.steps.map(\.name))
    let cancellation = runner.cancellation
    let seconds = runner.pipeline.limits.runSeconds
    check = {
      try cancellation.check()
      if seconds > 0, Date().timeIntervalSince(started) > seconds {
        throw RunFailure(
          .deadline,
          "run: longer than 'run-seconds' (\(seconds)) allows; nothing was published; raise it, or use more '--jobs'")
      }
    }
  }

  /// Fills the staging folder and gives the books, balanced, with the gates still to be passed.
  ///
  /// `previous` is a run's folder; `recalls` is whether results of earlier runs may be taken. Throws
  /// ``PublishedRows/Damage`` where an earlier run's files turn out not to be what they were.
  func process(into staging: StagingFolder, previous: String?, recalls: Bool) throws -> Finished {
    let earlier = try previous.map { try PublishedRun(rejectsOf: $0) }
    rejects = RejectLedger(earlier: earlier, runID: runID)
    let steps = pipeline.steps
    // The checker has seen to it that the kinds stand in this order.
    let sources = steps.prefix { $0.kind == .source }.indices
    let sinks = steps.indices.filter { steps[$0].kind == .sink }
    let corpora = steps.indices.filter { steps[$0].kind == .corpus }
    let behind = corpora.first ?? sinks.first ?? steps.count
    let rowSinks = RowSinks(pipeline, isCompared: previous != nil)
    let rows = try RowOutput(
      pipeline, rowSinks, in: staging, noting: memory != nil,
      earlier: recalls ? memory?.layout.flatMap { PublishedRows($0, elsewhere: previous) } : nil)
    let isAnew = rows.earlier == nil
    let earlierLines = try isAnew ? previous.map { try EarlierLines(in: $0, aside: staging.path + "/.before-") } : nil
    let room = WaitingRoom(
      pipeline, rowSinks, in: staging, layers: layers, remembered: memory?.inputs ?? RememberedInputs(),
      keepsSignatures: memory != nil || corpora.count > 1)
    inputs = memory.map { InputLedger(earlier: $0.inputs, path: staging.path + "/.inputs") }
    let recalled = recalls ? memory ?? RunMemory() : RunMemory()
    var leg = Leg(
      steps: steps, transforms: sources.upperBound..<behind, corpora: behind..<(behind + corpora.count),
      rowSinks: rowSinks, handsOverDocuments: rows.needsDocuments || needsDocuments(corpora, rowSinks),
      holding: room.holding,
      crashed: crashed)
    leg.recall = memory.map { _ in
      Recall(
        pipeline, memory: recalled, copyable: rows.earlier?.places, layers: layers, runID: runID)
    }
    if settings.retry != nil, rows.earlier == nil || rows.earlier?.layout.folder != previous {
      throw RunFailure(
        .inputOutput,
        "retry: the state does not know the last run; 'tally run' works on everything that it does not know")
    }
    let earlierRejects = EarlierRejects(earlier?.rejects ?? [:], pipeline)
    leg.recall?.retry = settings.retry.map { RetryPlan($0, rejects: earlierRejects) }
    let output = Output(rows: rows, room: room, sinks: sinks)
    var first = corpora.first.flatMap { (steps[$0].stage as? any CorpusStage)?.round() }
    var signatures: [any Sendable] = []
    try stream(leg, from: sources, earlierRejects, room) { result in
      guard let corpus = corpora.first else { return try publish(result, output) }
      try room.admit(result)
      if result.document?.duplicateOf == nil { signatures.append(result.signatures[0]) }
      if signatures.count == Self.signaturesAtOnce { add(&signatures, to: &first, corpus) }
    }
    if let corpus = corpora.first {
      add(&signatures, to: &first, corpus)
      let judgement = try judge(first.take(), leg, rows, room)
      try book(judgement, room)
      try auditLinks(room, elsewhere: judgement.elsewhere)
      for document in room.standing {
        try check()
        try publish(document, output)
      }
    }
    try rows.commit()
    try room.close()
    try staging.create(Table.rejects.file).append(rejects.bytes)
    let known = Dictionary(
      uniqueKeysWithValues: Changes.tables.compactMap { table in
        rows.known(of: table, since: previous).map { (table.name, $0) }
      })
    // Tables that need not be read again are made durable while they are compared.
    if known.count == Changes.tables.count { try staging.end() } else { try staging.finish() }
    try Changes.write(to: staging, previous: previous, earlierLines) { known[$0.name] }
    try staging.finish()
    FaultPoint.written.reach()
    try books.audit()
    try check()
    FaultPoint.audited.reach()
    progress?(books)
    var finished = Finished(books: books, rows: rows)
    finished.gates = GateKeeper(
      pipeline: pipeline, books: books, standing: standing, files: staging.finished, folder: staging.path,
      previous: previous)
    guard let recall = leg.recall else { return finished }
    finished.inputs = try inputs?.close(layers)
    finished.legs = recall.legs.values.sorted { $0.fingerprint < $1.fingerprint }
    finished.rejects = rejects.records
    return finished
  }

  /// Hands signatures to the round of a corpus stage.
  private func add(_ signatures: inout [any Sendable], to round: inout (any CorpusRound)?, _ step: Int) {
    ThreadTime.measure(&books.steps[step].nanoseconds) { for signature in signatures { round?.add(signature) } }
    signatures.removeAll(keepingCapacity: true)
  }

  /// Where documents go once all is known of them.
  private struct Output {
    let rows: RowOutput
    let room: WaitingRoom
    let sinks: [Int]
  }

  /// Publishes a document of which no corpus stage has anything to say.
  private func publish(_ result: Leg.Result, _ output: Output) throws {
    let id = result.input.id
    if let made = result.rows {
      try output.rows.write(made, of: id, verdict: CorpusVerdict.silence)
      if output.rows.needsDocuments {
        try output.rows.write(output.room.document(of: result), &books)
      }
    } else {
      try copy(id, verdict: CorpusVerdict.silence, output)
    }
    publish(isFolded: result.document?.duplicateOf != nil, result.counts, output)
  }

  /// Publishes a document that has waited.
  private func publish(_ document: Int, _ output: Output) throws {
    let room = output.room
    let id = room.ids[document]
    let verdict = try room.verdict(on: document)
    // Of most documents that have not changed, nothing that was put aside is needed.
    let waiting = room.hasRows(document) || room.hasCounts(document) ? try room.waiting(document) : nil
    if let waiting, room.hasRows(document) {
      try output.rows.write(try room.rows(of: document, waiting, verdict, &books), of: id, verdict: verdict.digest)
      if output.rows.needsDocuments {
        try output.rows.write(verdict.judged(try room.document(document, waiting)), &books)
      }
      room.release(document)
    } else {
      try copy(id, verdict: verdict.digest, output)
    }
    let counts = waiting?.counts.merging(verdict.counts, uniquingKeysWith: +) ?? verdict.counts
    publish(isFolded: room.isFolded(document), counts, output)
  }

  private func copy(_ id: RecordID, verdict: UInt64, _ output: Output) throws {
    guard let place = output.rows.place(of: id, verdict: verdict) else {
      preconditionFailure("'\(id)' has neither a document nor rows")
    }
    try output.rows.copy(place)
  }

  private func publish(isFolded: Bool, _ counts: [String: Int], _ output: Output) {
    if !isFolded { standing += 1 }
    for step in output.sinks { books.enter(steps: step..<(step + 1), endedAt: nil, outcome: .keep) }
    books.publish(counts)
  }

  /// Whether the corpus stages may say what cannot be put into rows that are made already.
  private func needsDocuments(_ corpora: [Int], _ rowSinks: RowSinks) -> Bool {
    if corpora.isEmpty { return false }
    let hasChecks = corpora.contains { type(of: pipeline.steps[$0].stage).adds.contains(.conflicts) }
    return hasChecks || !rowSinks.canFold
  }

  /// Runs the leg over what the sources list, books every way a document can end, and hands on what went through, in
  /// the order of listing.
  private func stream(
    _ leg: Leg, from sources: Range<Int>, _ rejects: EarlierRejects, _ room: WaitingRoom,
    _ hand: (Leg.Result) throws -> Void
  ) throws {
    let pool = try pool(leg)
    let lister = Lister(pipeline: pipeline, limit: settings.limit, pool: pool, recall: leg.recall, rejects: rejects)
    do {
      try SystemThread.start { lister.list(sources) }
      while let result = try pool.next() {
        room.store(result)
        try book(result, leg)
        if result.outcome == .keep { try hand(result) }
        books.listed = pool.listed
        report()
      }
    } catch {
      pool.fail(error)
      throw error
    }
    books.listed = pool.listed
    if let slowest { logger.note(slowest: slowest.source, nanoseconds: slowest.nanoseconds) }
    if books.listed == 0 {
      let names = pipeline.steps[sources].map(\.name).joined(separator: ", ")
      throw RunFailure(.noInput, "\(names): no input; is the root right, and do the patterns match?")
    }
  }

  func pool(_ leg: Leg) throws -> WorkerPool {
    try WorkerPool(leg: leg, jobs: max(1, settings.jobs), limits: pipeline.limits, logger: logger, check: check)
  }

  /// Books a document's way through its source and the transforms, and what is to be remembered of it.
  ///
  /// Corpus stages are booked with their verdicts, but for documents that could not be signed.
  func book(_ result: Leg.Result, _ leg: Leg) throws {
    let (source, end) = (result.sourceStep, result.endedAt)
    books.enter(steps: source..<(source + 1), endedAt: end == source ? end : nil, outcome: result.outcome)
    if end != source {
      let upper = end.map { max($0 + 1, leg.transforms.upperBound) } ?? leg.transforms.upperBound
      books.enter(steps: leg.transforms.lowerBound..<upper, endedAt: end, outcome: result.outcome)
    }
    for (step, nanoseconds) in result.computing { books.steps[step].nanoseconds += nanoseconds }
    if logger.logLevel <= .debug {
      let nanoseconds = result.computing.reduce(0) { $0 + $1.nanoseconds }
      if nanoseconds > slowest?.nanoseconds ?? 0 { slowest = (result.source, nanoseconds) }
    }
    if let end { note(result.source, result.revision, result.outcome, at: end, isTried: result.isTried) }
    try inputs?.note(result)
  }

  /// Takes back the booking of a document that went through the transforms.
  func unbook(_ waiting: Waiting, _ leg: Leg) {
    for steps in [waiting.sourceStep..<(waiting.sourceStep + 1), leg.transforms] {
      books.enter(steps: steps, endedAt: nil, outcome: .keep, by: -1)
    }
    inputs?.withdraw(RecordID(source: waiting.source))
  }

  func note(_ source: String, _ revision: String?, _ outcome: Outcome, at step: Int, isTried: Bool = true) {
    let stage = pipeline.steps[step].name
    switch outcome {
    case .keep: return
    case .drop(let reason): logger.note(source, droppedBy: stage, reason: reason)
    case .reject(let failure):
      let reject = rejects.add(source: source, revision: revision, stage: stage, failure, isTried: isTried)
      logger.note(reject)
    }
  }

  private func report() {
    guard let progress, ContinuousClock.now - lastProgress > .milliseconds(100) else { return }
    lastProgress = .now
    progress(books)
  }
}
