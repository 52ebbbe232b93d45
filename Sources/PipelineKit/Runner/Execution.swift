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
    /// What is to be remembered of inputs, in no order.
    var changed: [RememberedInput] = []
    /// The files of layers that will be referred to.
    var layerFiles: Set<Int> = []
    /// The inputs of which nothing is to be remembered any more.
    var gone: [RecordID] = []
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
  private var findings: [RecordID: RememberedInput] = [:]
  /// The inputs of which what was remembered still holds, and those with findings.
  var known: Set<RecordID> = []
  /// The document that took longest, where the log is to say so.
  private var slowest: (source: String, nanoseconds: UInt64)?
  private var lastProgress = ContinuousClock.now

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
    let sources = steps.prefix { $0.stage is any Source }.indices
    let sinks = steps.indices.filter { steps[$0].stage is any Sink }
    let corpora = steps.indices.filter { steps[$0].stage is any CorpusStage }
    let behind = corpora.first ?? sinks.first ?? steps.count
    let rows = try RowOutput(
      pipeline, in: staging, noting: memory != nil,
      earlier: recalls ? memory?.layout.flatMap { PublishedRows($0, elsewhere: previous) } : nil)
    let rowSinks = RowSinks(pipeline)
    let room = WaitingRoom(pipeline, rowSinks, in: staging, layers: layers)
    let recalled = recalls ? memory ?? RunMemory() : RunMemory()
    var leg = Leg(
      steps: steps, transforms: sources.upperBound..<behind, corpora: behind..<(behind + corpora.count),
      rowSinks: rowSinks, handsOverDocuments: rows.needsDocuments || needsDocuments(corpora, rowSinks),
      holding: room.holding,
      crashed: crashed)
    leg.recall = memory.map { _ in
      Recall(
        pipeline, memory: recalled, copyable: rows.earlier.map { Set($0.places.keys) }, layers: layers, runID: runID)
    }
    if settings.retry != nil, rows.earlier == nil || rows.earlier?.layout.folder != previous {
      throw RunFailure(
        .inputOutput,
        "retry: the state does not know the last run; 'tally run' works on everything that it does not know")
    }
    let earlierRejects = EarlierRejects(earlier?.rejects ?? [:], pipeline)
    leg.recall?.retry = settings.retry.map { RetryPlan($0, rejects: earlierRejects) }
    func publish(_ waiting: Waiting) throws {
      let digest = waiting.verdict.digest
      if let place = waiting.rows {
        try rows.write(try room.rows(of: waiting, at: place, &books), of: waiting.id, verdict: digest)
        if rows.needsDocuments { try rows.write(waiting.judged(try room.document(of: waiting)), &books) }
      } else if let place = rows.place(of: waiting.id, verdict: digest) {
        try rows.copy(place)
      } else {
        preconditionFailure("'\(waiting.result.source)' has neither a document nor rows")
      }
      if !waiting.isFolded { standing += 1 }
      for step in sinks { books.enter(steps: step..<(step + 1), endedAt: nil, outcome: .keep) }
      books.publish(waiting.counts)
    }
    var waiting: [Waiting] = []
    try stream(leg, from: sources, earlierRejects, room) { result in
      if corpora.isEmpty {
        try publish(Waiting(result, rows: result.rows.map(RowSpool.Place.memory)))
      } else {
        waiting.append(try room.admit(result))
      }
    }
    if !corpora.isEmpty {
      let judgement = try judge(&waiting, leg, rows, room)
      for (step, document, outcome) in judgement.bookings {
        books.enter(steps: step..<(step + 1), endedAt: outcome == .keep ? nil : step, outcome: outcome)
        note(document.result, outcome, at: step)
      }
      try auditLinks(judgement.standing, elsewhere: judgement.elsewhere)
      for document in judgement.standing {
        try check()
        try publish(document)
      }
    }
    try rows.commit()
    try room.close()
    try staging.create(Table.rejects.file).append(rejects.bytes)
    try staging.finish()
    FaultPoint.written.reach()
    try books.audit()
    try check()
    try Changes.write(to: staging, previous: previous) { table in
      rows.earlier?.layout.folder == previous ? rows.parts(of: table) : nil
    }
    try staging.finish()
    FaultPoint.audited.reach()
    progress?(books)
    var finished = Finished(books: books, rows: rows)
    finished.gates = GateKeeper(
      pipeline: pipeline, books: books, standing: standing, files: staging.finished, folder: staging.path,
      previous: previous)
    guard let memory, let recall = leg.recall else { return finished }
    finished.changed = findings.values.filter { finding in
      var before = memory.inputs[finding.id]
      before?.run = finding.run
      return before != finding
    }
    finished.gone = memory.inputs.keys.filter { !known.contains($0) }
    if let layers { compact(layers, memory, &finished) }
    finished.legs = recall.legs.values.sorted { $0.fingerprint < $1.fingerprint }
    finished.rejects = rejects.records
    return finished
  }

  /// Moves layers out of files that are mostly waste, and notes which files are needed from now on.
  private func compact(_ layers: LayerStore, _ memory: RunMemory, _ finished: inout Finished) {
    let stayed = memory.inputs.lazy.filter { [self] in known.contains($0.key) && findings[$0.key] == nil }.map(\.value)
    var used: [Int: Int] = [:]
    for case let place? in stayed.map(\.layers) { used[place.file, default: 0] += place.count }
    for case let place? in findings.values.lazy.map(\.layers) { used[place.file, default: 0] += place.count }
    let wasteful = layers.wasteful(used)
    finished.layerFiles = Set(used.keys)
    if wasteful.isEmpty { return }
    let moved = layers.move(Array(stayed) + findings.values, outOf: wasteful)
    let ids = Set(moved.map(\.id))
    finished.changed = finished.changed.filter { !ids.contains($0.id) } + moved
    finished.layerFiles = finished.layerFiles.subtracting(wasteful).union(moved.compactMap { $0.layers?.file })
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
        book(result, leg)
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
  /// Corpus stages are booked with their verdicts, but for documents that could not be signed. A `count` of -1 takes the
  /// booking back.
  func book(_ result: Leg.Result, _ leg: Leg, by count: Int = 1) {
    let (source, end) = (result.sourceStep, result.endedAt)
    books.enter(
      steps: source..<(source + 1), endedAt: end == source ? end : nil, outcome: result.outcome, by: count)
    if end != source {
      let upper = end.map { max($0 + 1, leg.transforms.upperBound) } ?? leg.transforms.upperBound
      books.enter(
        steps: leg.transforms.lowerBound..<upper, endedAt: end, outcome: result.outcome, by: count)
    }
    guard count > 0 else { return }
    for (step, nanoseconds) in result.computing { books.steps[step].nanoseconds += nanoseconds }
    if logger.logLevel <= .debug {
      let nanoseconds = result.computing.reduce(0) { $0 + $1.nanoseconds }
      if nanoseconds > slowest?.nanoseconds ?? 0 { slowest = (result.source, nanoseconds) }
    }
    if let end { note(result, result.outcome, at: end) }
    // Of two inputs with one name the first is meant.
    guard result.recalled != nil || result.findings != nil, known.insert(result.input.id).inserted else { return }
    findings[result.input.id] = result.findings
  }

  private func note(_ result: Leg.Result, _ outcome: Outcome, at step: Int) {
    let stage = pipeline.steps[step].name
    switch outcome {
    case .keep: return
    case .drop(let reason): logger.note(result, droppedBy: stage, reason: reason)
    case .reject(let failure):
      let reject = rejects.add(
        source: result.source, revision: result.revision, stage: stage, failure, isTried: result.isTried)
      logger.note(reject)
    }
  }

  private func report() {
    guard let progress, ContinuousClock.now - lastProgress > .milliseconds(100) else { return }
    lastProgress = .now
    progress(books)
  }
}
