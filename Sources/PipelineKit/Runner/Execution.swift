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
    /// The inputs of which nothing is to be remembered any more.
    var gone: [RecordID] = []
    var legs: [LegFingerprint] = []
    var rejects: [RejectRecord] = []
  }

  private let pipeline: Pipeline
  private let settings: Runner.Settings
  private let progress: (@Sendable (Books) -> Void)?
  /// Throws when the run is to stop.
  let check: @Sendable () throws -> Void
  private let logger: Logger
  private let runID: String
  private let crashed: [String: String]
  private let memory: RunMemory?
  private(set) var books: Books
  private(set) var rejects = RejectLedger(earlier: nil, runID: "")
  /// Published documents that no other stands for.
  private var standing = 0
  private var findings: [RecordID: RememberedInput] = [:]
  /// The inputs of which what was remembered still holds, and those with findings.
  private var known: Set<RecordID> = []
  /// The document that took longest, where the log is to say so.
  private var slowest: (source: String, nanoseconds: UInt64)?
  private var lastProgress = ContinuousClock.now

  /// `memory` is what earlier runs left; nil where nothing is to be remembered.
  init(_ runner: Runner, runID: String, crashed: [String: String], started: Date, memory: RunMemory?) {
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
    // Without rows to copy every document is needed, so that there is nothing to recall.
    let recalled = rows.earlier == nil ? RunMemory() : memory ?? RunMemory()
    var leg = Leg(
      steps: steps, transforms: sources.upperBound..<behind, corpora: behind..<(behind + corpora.count),
      crashed: crashed)
    leg.recall = memory.map { _ in
      Recall(pipeline, memory: recalled, copyable: Set((rows.earlier?.places ?? [:]).keys), runID: runID)
    }
    if settings.retry != nil, rows.earlier == nil || rows.earlier?.layout.folder != previous {
      throw RunFailure(
        .inputOutput,
        "retry: the state does not know the last run; 'tally run' works on everything that it does not know")
    }
    leg.recall?.retry = settings.retry.map { RetryPlan($0, rejects: earlier?.rejects ?? [:], pipeline) }
    func publish(_ waiting: Waiting) throws {
      let digest = waiting.verdict.digest
      if let document = waiting.judged {
        try rows.write(document, verdict: digest)
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
    try stream(leg, from: sources) { result in
      if corpora.isEmpty { try publish(Waiting(result)) } else { waiting.append(Waiting(result)) }
    }
    if !corpora.isEmpty {
      let judgement = try judge(&waiting, leg, rows)
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
    for (step, nanoseconds) in zip(sinks, rows.nanoseconds) { books.steps[step].nanoseconds += nanoseconds }
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
    finished.legs = recall.legs.values.sorted { $0.fingerprint < $1.fingerprint }
    finished.rejects = rejects.records
    return finished
  }

  /// Runs the leg over what the sources list, books every way a document can end, and hands on what went through, in
  /// the order of listing.
  private func stream(_ leg: Leg, from sources: Range<Int>, _ hand: (Leg.Result) throws -> Void) throws {
    let pool = pool(leg)
    let lister = Lister(pipeline: pipeline, limit: settings.limit, pool: pool, recall: leg.recall)
    Thread.detachNewThread { lister.list(sources) }
    do {
      while let result = try pool.next() {
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

  private func pool(_ leg: Leg) -> WorkerPool {
    WorkerPool(leg: leg, jobs: max(1, settings.jobs), limits: pipeline.limits, logger: logger, check: check)
  }

  /// Books a document's way through its source and the transforms, and what is to be remembered of it.
  ///
  /// Corpus stages are booked with their verdicts, but for documents that could not be signed. A `count` of -1 takes the
  /// booking back.
  private func book(_ result: Leg.Result, _ leg: Leg, by count: Int = 1) {
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

  /// What the corpus stages make of the documents: those that stand, in order, with their verdicts, and the way of each
  /// through the stages.
  private struct Judgement {
    var standing: [Waiting]
    var bookings: [(step: Int, document: Waiting, outcome: Outcome)] = []
    /// Documents of earlier runs that others may be linked with.
    var elsewhere: Set<RecordID> = []
  }

  /// Judges the documents, and works again on those of which an earlier run's rows will not do, because other things are
  /// said of them now.
  ///
  /// Where one of them comes out otherwise, since its source has changed in the meantime, all are judged again.
  private func judge(_ waiting: inout [Waiting], _ leg: Leg, _ rows: RowOutput) throws -> Judgement {
    while true {
      var judgement = try verdicts(on: waiting, leg.corpora)
      let lacking = judgement.standing.indices.filter { index in
        let document = judgement.standing[index]
        return !document.hasDocument && rows.place(of: document.id, verdict: document.verdict.digest) == nil
      }
      if lacking.isEmpty { return judgement }
      let again = try work(on: lacking.map { judgement.standing[$0].result }, leg)
      var isSame = true
      for (index, result) in zip(lacking, again) {
        let before = judgement.standing[index].result
        if result.outcome == .keep, result.findings?.content == before.recalled?.content {
          judgement.standing[index].renew(result)
          continue
        }
        isSame = false
        known.remove(before.input.id)
        book(before, leg, by: -1)
        book(result, leg)
        let place = waiting.firstIndex { $0.id == before.input.id }
        guard let place else { continue }
        if result.outcome == .keep { waiting[place] = Waiting(result) } else { waiting.remove(at: place) }
      }
      if isSame {
        try auditChecks(judgement.standing)
        return judgement
      }
    }
  }

  /// Fetches inputs again and runs the leg on them, whatever is remembered.
  private func work(on known: [Leg.Result], _ leg: Leg) throws -> [Leg.Result] {
    var leg = leg
    leg.recall = Recall(pipeline, memory: RunMemory(), copyable: [], runID: runID)
    let pool = pool(leg)
    let inputs = known.map { ($0.input, $0.sourceStep) }
    Thread.detachNewThread {
      do {
        for (input, step) in inputs { try pool.submit(input, source: step) }
        pool.close()
      } catch { pool.fail(error) }
    }
    var results: [Leg.Result] = []
    do {
      while let result = try pool.next() { results.append(result) }
    } catch {
      pool.fail(error)
      throw error
    }
    return results
  }

  private func verdicts(on waiting: [Waiting], _ corpora: Range<Int>) throws -> Judgement {
    var judgement = Judgement(standing: waiting)
    let present = Set(waiting.map(\.id))
    for (place, step) in corpora.enumerated() {
      guard let corpus = pipeline.steps[step].stage as? any CorpusStage else { continue }
      try check()
      var round = corpus.round()
      let verdicts = try ThreadTime.measure(&books.steps[step].nanoseconds) {
        for document in judgement.standing where !document.isFolded { round.add(document.signature(place)) }
        judgement.elsewhere.formUnion(try round.addEarlier(besides: present))
        return round.resolve()
      }
      var standing: [Waiting] = []
      standing.reserveCapacity(judgement.standing.count)
      for var document in judgement.standing {
        if let verdict = verdicts[document.id] { document.add(verdict, from: step) }
        let outcome = verdicts[document.id]?.outcome ?? .keep
        judgement.bookings.append((step, document, outcome))
        if outcome == .keep { standing.append(document) }
      }
      judgement.standing = standing
    }
    try auditChecks(judgement.standing)
    return judgement
  }

  /// A check of a figure that is not there is a mistake of the stage that made it.
  private func auditChecks(_ documents: [Waiting]) throws {
    for waiting in documents {
      guard let step = waiting.checkedBy, let contradiction = waiting.judged?.contradiction else { continue }
      let name = pipeline.steps[step].name
      throw RunFailure(.internal, "\(name): \(contradiction) in '\(waiting.result.source)'; a mistake of the stage")
    }
  }

  /// A copy's figures stand with the document that it was folded into, so that one must be there, or have been published
  /// elsewhere.
  private func auditLinks(_ documents: [Waiting], elsewhere: Set<RecordID>) throws {
    let ids = elsewhere.union(documents.map(\.id))
    let standing = Set(documents.filter { !$0.isFolded }.map(\.id))
    for document in documents {
      let source = document.result.source
      if let missing = document.linked.first(where: { !ids.contains($0) }) {
        throw RunFailure(
          .internal, "books: '\(source)' is a copy of '\(missing)', which is not published; please report this")
      }
      guard !document.isFolded else { continue }
      if let missing = document.compared.first(where: { !standing.contains($0) }) {
        throw RunFailure(
          .internal,
          "books: '\(source)' is compared with '\(missing)', whose metrics are not published; please report this")
      }
    }
  }

  private func report() {
    guard let progress, ContinuousClock.now - lastProgress > .milliseconds(100) else { return }
    lastProgress = .now
    progress(books)
  }
}
