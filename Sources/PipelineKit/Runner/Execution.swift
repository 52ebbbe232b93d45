import Foundation
import Logging

/// One execution of a pipeline, from listing to files that are ready to be published.
final class Execution {
  private let pipeline: Pipeline
  private let settings: Runner.Settings
  private let progress: (@Sendable (Books) -> Void)?
  /// Throws when the run is to stop.
  let check: @Sendable () throws -> Void
  private let logger: Logger
  private let runID: String
  private let crashed: [String: String]
  private var books: Books
  private var rejects = JSONWriter()
  private var earlier: PublishedRun?
  private var lastProgress = ContinuousClock.now

  init(_ runner: Runner, runID: String, crashed: [String: String], started: Date) {
    pipeline = runner.pipeline
    settings = runner.settings
    progress = runner.progress
    logger = runner.logger
    self.runID = runID
    self.crashed = crashed
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

  /// Fills the staging folder and gives the books, balanced and past the gates.
  ///
  /// `previous` is a run's folder.
  func process(into staging: StagingFolder, previous: String?) throws -> Books {
    earlier = try previous.map { try PublishedRun(rejectsOf: $0) }
    let steps = pipeline.steps
    // The checker has seen to it that the kinds stand in this order.
    let sources = steps.prefix { $0.stage is any Source }.indices
    let sinks = steps.indices.filter { steps[$0].stage is any Sink }
    let corpora = steps.indices.filter { steps[$0].stage is any CorpusStage }
    let behind = corpora.first ?? sinks.first ?? steps.count
    let leg = Leg(
      steps: steps, transforms: sources.upperBound..<behind, corpora: behind..<(behind + corpora.count),
      crashed: crashed)
    var writers = try sinks.map { step -> any SinkWriter in
      guard let sink = steps[step].stage as? any Sink else { preconditionFailure("step \(step) is no sink") }
      return try sink.open(in: staging)
    }
    func publish(_ document: Document) throws {
      for (index, step) in sinks.enumerated() {
        try ThreadTime.measure(&books.steps[step].nanoseconds) { try writers[index].write(document) }
        books.enter(steps: step..<(step + 1), endedAt: nil, outcome: .keep)
      }
      books.publish(document)
    }
    var waiting: [(document: Document, signatures: [any Sendable])] = []
    try stream(leg, from: sources) { document, signatures in
      if corpora.isEmpty { try publish(document) } else { waiting.append((document, signatures)) }
    }
    let present = corpora.isEmpty ? [] : Set(waiting.map(\.document.id))
    var elsewhere: Set<RecordID> = []
    for (place, step) in corpora.enumerated() {
      guard let corpus = steps[step].stage as? any CorpusStage else { continue }
      try check()
      var round = corpus.round()
      let verdicts = try ThreadTime.measure(&books.steps[step].nanoseconds) {
        for (document, signatures) in waiting where document.duplicateOf == nil { round.add(signatures[place]) }
        elsewhere.formUnion(try round.addEarlier(besides: present))
        return round.resolve()
      }
      try apply(verdicts, of: step, to: &waiting)
    }
    try auditLinks(waiting.map(\.document), elsewhere: elsewhere)
    for (document, _) in waiting {
      try check()
      try publish(document)
    }
    for (index, step) in sinks.enumerated() {
      try ThreadTime.measure(&books.steps[step].nanoseconds) { try writers[index].commit() }
    }
    try staging.create(Table.rejects.file).append(rejects.bytes)
    try staging.finish()
    try books.audit()
    try passGates(staging, previous: previous)
    try check()
    try Changes.write(to: staging, previous: previous)
    try staging.finish()
    progress?(books)
    return books
  }

  /// Runs the leg over what the sources list, books every way a document can end, and hands on what went through, in
  /// the order of listing.
  private func stream(
    _ leg: Leg, from sources: Range<Int>, _ hand: (Document, [any Sendable]) throws -> Void
  ) throws {
    let pool = WorkerPool(
      leg: leg, jobs: max(1, settings.jobs), limits: pipeline.limits, logger: logger, check: check)
    let lister = Lister(pipeline: pipeline, limit: settings.limit, pool: pool)
    Thread.detachNewThread { lister.list(sources) }
    do {
      while let result = try pool.next() {
        book(result, leg)
        if result.outcome == .keep, let document = result.document { try hand(document, result.signatures) }
        books.listed = pool.listed
        report()
      }
    } catch {
      pool.fail(error)
      throw error
    }
    books.listed = pool.listed
    if books.listed == 0 {
      let names = pipeline.steps[sources].map(\.name).joined(separator: ", ")
      throw RunFailure(.noInput, "\(names): no input; is the root right, and do the patterns match?")
    }
  }

  /// Books a document's way through its source and the transforms.
  ///
  /// Corpus stages are booked with their verdicts, but for documents that could not be signed.
  private func book(_ result: Leg.Result, _ leg: Leg) {
    let (source, end) = (result.sourceStep, result.endedAt)
    books.enter(steps: source..<(source + 1), endedAt: end == source ? end : nil, outcome: result.outcome)
    if end != source {
      let upper = end.map { max($0 + 1, leg.transforms.upperBound) } ?? leg.transforms.upperBound
      books.enter(steps: leg.transforms.lowerBound..<upper, endedAt: end, outcome: result.outcome)
    }
    for (step, nanoseconds) in result.computing { books.steps[step].nanoseconds += nanoseconds }
    if let end { note(result.source, result.revision, result.outcome, at: end) }
  }

  private func note(_ source: String, _ revision: String?, _ outcome: Outcome, at step: Int) {
    guard case .reject(let failure) = outcome else { return }
    rejects.record(.rejects) { row in
      row.member("source", source)
      row.member("revision", revision)
      row.member("stage", pipeline.steps[step].name)
      row.member("code", failure.code)
      row.member("class", failure.class.rawValue)
      row.member("message", failure.message)
      row.member("attempts", (earlier?.attempts[source] ?? 0) + 1)
      row.member("first_seen", earlier?.firstSeen[source] ?? runID)
    }
  }

  private func apply(
    _ verdicts: [RecordID: CorpusVerdict], of step: Int,
    to waiting: inout [(document: Document, signatures: [any Sendable])]
  ) throws {
    for index in waiting.indices {
      guard let verdict = verdicts[waiting[index].document.id] else { continue }
      waiting[index].document.duplicateOf = verdict.duplicateOf ?? waiting[index].document.duplicateOf
      waiting[index].document.duplicates += verdict.links
      waiting[index].document.counts.merge(verdict.counts) { $0 + $1 }
      waiting[index].document.checks += verdict.checks
      if !verdict.checks.isEmpty, let contradiction = waiting[index].document.contradiction {
        let name = pipeline.steps[step].name
        throw RunFailure(
          .internal, "\(name): \(contradiction) in '\(waiting[index].document.source)'; a mistake of the stage")
      }
    }
    waiting.removeAll { document, _ in
      let outcome = verdicts[document.id]?.outcome ?? .keep
      books.enter(steps: step..<(step + 1), endedAt: outcome == .keep ? nil : step, outcome: outcome)
      note(document.source, document.revision, outcome, at: step)
      return outcome != .keep
    }
  }

  /// A copy's figures stand with the document that it was folded into, so that one must be there, or have been published
  /// elsewhere.
  private func auditLinks(_ documents: [Document], elsewhere: Set<RecordID>) throws {
    let ids = elsewhere.union(documents.map(\.id))
    let standing = Set(documents.filter { $0.duplicateOf == nil }.map(\.id))
    for document in documents {
      let others = [document.duplicateOf].compactMap { $0 } + document.duplicates.map(\.of)
      if let missing = others.first(where: { !ids.contains($0) }) {
        throw RunFailure(
          .internal, "books: '\(document.source)' is a copy of '\(missing)', which is not published; please report this"
        )
      }
      guard document.duplicateOf == nil else { continue }
      let compared = document.checks.flatMap { $0.others.map(\.document) }
      if let missing = compared.first(where: { !standing.contains($0) }) {
        throw RunFailure(
          .internal,
          "books: '\(document.source)' is compared with '\(missing)', whose metrics are not published; please report this"
        )
      }
    }
  }

  private func passGates(_ staging: StagingFolder, previous: String?) throws {
    let remedy = "nothing was published, and 'current' stays; look at the inputs, or change 'gates'"
    if let most = pipeline.gates.maxRejected, Double(books.rejected) > most.value * Double(books.listed) {
      throw RunFailure(
        .heldBack,
        "gate 'max-rejected': \(books.rejected) of \(books.listed) inputs were rejected, more than \(most); \(remedy)"
      )
    }
    // The earlier manifest is read only where a gate asks for it.
    guard books.published == 0 || pipeline.gates.minMetricsPerDocumentRatio != nil,
      let earlier = try previous.map(PreviousRun.init(folder:))
    else { return }
    if books.published == 0, earlier.run.published > 0 {
      throw RunFailure(
        .heldBack, "gate: none of \(books.listed) inputs is left, and the previous run had some; \(remedy)")
    }
    guard let least = pipeline.gates.minMetricsPerDocumentRatio, let before = earlier.metricsPerDocument,
      let rows = staging.finished.first(where: { $0.name == Table.metrics.file })?.rows
    else { return }
    let now = books.published == 0 ? 0 : Double(rows) / Double(books.published)
    if now < before * least.value {
      throw RunFailure(
        .heldBack, "gate 'min-metrics-per-document-ratio': \(now) metrics a document, \(before) before; \(remedy)")
    }
  }

  private func report() {
    guard let progress, ContinuousClock.now - lastProgress > .milliseconds(100) else { return }
    lastProgress = .now
    progress(books)
  }
}
