/// What a worker does with an input: fetch it, pass the document through the transforms, and sign it for the corpus
/// stages behind them.
struct Leg: Sendable {
  /// What it gives: handed from thread to thread and changed by the one that has it, so that no copy need be made of it.
  final class Result: @unchecked Sendable {
    /// The input.
    var input: Input
    var revision: String?
    /// The source that listed it.
    var sourceStep: Int
    var outcome = Outcome.keep
    /// The step at which the document ended; nil where it went through.
    var endedAt: Int?
    /// The document, where it is needed behind the leg and memory allows.
    var document: Document?
    /// Its lines in the sinks' files, as long as no corpus stage says anything of it.
    var rows: EncodedRows?
    /// A signature for each corpus stage.
    var signatures: [any Sendable] = []
    /// The same as bytes, where they may be needed once more; nil where they are not, or cannot be had so.
    var encodedSignatures: [[UInt8]]?
    /// The processor time of each step that it reached, nanoseconds.
    var computing: [(step: Int, nanoseconds: UInt64)] = []
    /// What stages counted.
    var counts: [String: Int] = [:]
    /// What an earlier run made of the same input; then there is no document.
    var recalled: RememberedInput?
    /// Whether an earlier run made something of the same input; asked of most results, of which nothing need be copied for it.
    var isRecalled: Bool { if case .some = recalled { true } else { false } }
    /// Whether anything was tried, or a reject of an earlier run stands as it was.
    var isTried = true
    /// What is to be remembered; nil where that is what is remembered already, or nothing is.
    var findings: RememberedInput?
    /// The layers that are to be stored; nil where none are, or they are stored already.
    var layers: [UInt8]?
    /// Where the layers are stored.
    var place: LayerPlace?

    init(_ input: Input, sourceStep: Int) {
      self.input = input
      self.sourceStep = sourceStep
      outcome = input.verdict
    }

    /// The input's name.
    var source: String { input.source }
  }

  let steps: [Pipeline.Step]
  /// The transforms.
  let transforms: Range<Int>
  /// The corpus stages behind them.
  let corpora: Range<Int>
  /// The sinks that write lines.
  let rowSinks: RowSinks
  /// Whether documents are needed behind the leg.
  let handsOverDocuments: Bool
  /// What is held of them there.
  let holding: Holding
  /// Stages that crashed the process on a source, from an earlier attempt at this run.
  let crashed: [String: String]
  /// What is remembered of earlier runs; nil where nothing is to be remembered.
  var recall: Recall?
  /// Whether signatures are needed behind the first corpus stage.
  var keepsSignatures: Bool { recall != nil || corpora.count > 1 }

  /// An input on its way.
  private struct Passage {
    var result: Result
    /// The document; nil where the input has ended.
    var document: Document?
    var content: UInt64?
    /// The step that works on it next.
    var next = 0
    /// What the stages have made of it so far; nil where that is not kept.
    var record: LayerRecord?
    /// Whether stages can still be added to the record.
    var isRecording = true
    /// Where the record is kept already, as long as no stage is added.
    var kept: LayerPlace?

    init(_ result: Result) { self.result = result }

    mutating func take(_ restored: Recall.Restored) {
      result.revision = restored.known.revision
      document = restored.document
      content = restored.known.content
      next = restored.next
      record = restored.record
      kept = restored.known.layers
    }

    mutating func note(_ stage: any Transform.Type) {
      guard isRecording, let document else { return }
      kept = nil
      isRecording = record?.add(document, from: stage) ?? false
    }
  }

  /// What is told of a step before it begins: which input, the step, the revision once it is known, and the thread's
  /// processor time.
  typealias Enter = (_ input: Int, _ step: Int, _ revision: String?, _ nanoseconds: UInt64) throws -> Void

  /// Runs the leg on inputs, each with the source that has listed it.
  ///
  /// Each step takes all of them before the next begins: what it needs, its code before all, is then read into the
  /// processor's caches once for all, and not once for each.
  func run(_ inputs: [(input: Input, source: Int)], enter: Enter) throws -> [Result] {
    var mark = ThreadTime.own
    var passages: [Passage] = []
    passages.reserveCapacity(inputs.count)
    for (index, (input, source)) in inputs.enumerated() {
      var passage = Passage(Result(input, sourceStep: source))
      try fetch(&passage, index, &mark, enter)
      passages.append(passage)
    }
    for step in transforms {
      guard let transform = steps[step].stage as? any Transform else {
        preconditionFailure("step \(step) is no transform")
      }
      try take(&passages, through: step, &mark, enter) { document, _ in
        let outcome = try transform.process(&document)
        if outcome == .keep, let contradiction = document.contradiction {
          throw Failure(code: "broken-layer", "\(contradiction); a mistake of the stage")
        }
        return outcome
      }
    }
    for step in corpora {
      guard let corpus = steps[step].stage as? any CorpusStage else {
        preconditionFailure("step \(step) is no corpus stage")
      }
      try take(&passages, through: step, &mark, enter) { document, result in
        result.signatures.append(try corpus.signature(of: document))
        return .keep
      }
    }
    for (step, sink) in rowSinks.sinks {
      try take(&passages, through: step, &mark, enter) { document, result in
        var rows = result.rows.take() ?? EncodedRows()
        try rowSinks.add(document, of: sink, to: &rows)
        result.rows = rows
        return .keep
      }
    }
    return passages.map(finished)
  }

  /// Fetches an input; it ends here where it cannot be, or where an earlier run has worked on the same.
  private func fetch(_ passage: inout Passage, _ index: Int, _ mark: inout UInt64, _ enter: Enter) throws {
    let (input, step) = (passage.result.input, passage.result.sourceStep)
    guard input.verdict == .keep else {
      passage.result.endedAt = step
      return
    }
    if let restored = recall?.restored(input, source: step) { return passage.take(restored) }
    var fetched: Document?
    passage.result.outcome = try attempt(step, index, &passage.result, &mark, enter) { _ in
      guard let source = steps[step].stage as? any Source else { preconditionFailure("step \(step) is no source") }
      fetched = try source.fetch(input)
      return .keep
    }
    if case .reject(let failure) = passage.result.outcome { passage.result.revision = failure.revision }
    guard let document = fetched else {
      passage.result.endedAt = step
      passage.result.findings = recall?.findings(of: passage.result, content: nil)
      return
    }
    passage.result.revision = document.revision
    passage.content = recall?.content(of: document)
    if let content = passage.content, let known = recall?.result(for: input, source: step, content: content) {
      let computing = passage.result.computing
      passage.result = known
      passage.result.computing = computing
      return
    }
    if let content = passage.content, let restored = recall?.restored(input, source: step, content: content) {
      return passage.take(restored)
    }
    passage.document = document
    passage.next = transforms.lowerBound
    if recall?.layers != nil || handsOverDocuments && holding.isFull {
      passage.record = LayerRecord(document, hasTransforms: !transforms.isEmpty)
    }
  }

  /// Takes all documents that have not ended through a step.
  private func take(
    _ passages: inout [Passage], through step: Int, _ mark: inout UInt64, _ enter: Enter,
    _ work: (inout Document, inout Result) throws -> Outcome
  ) throws {
    for index in passages.indices where passages[index].result.endedAt == nil && passages[index].next <= step {
      // Taken out of its place, so that there is one reference to it while it is changed.
      guard var document = passages[index].document.take() else { continue }
      passages[index].result.outcome = try attempt(step, index, &passages[index].result, &mark, enter) {
        try work(&document, &$0)
      }
      let isKept = passages[index].result.outcome == .keep
      if isKept { passages[index].next = step + 1 } else { passages[index].result.endedAt = step }
      passages[index].document = document
      if isKept, passages[index].record != nil, let transform = steps[step].stage as? any Transform {
        passages[index].note(type(of: transform))
      }
    }
  }

  /// The result of an input that has been through.
  private func finished(_ passage: Passage) -> Result {
    let result = passage.result
    guard let document = passage.document else { return result }
    result.counts = document.counts
    if keepsSignatures, result.outcome == .keep { result.encodedSignatures = encoded(result.signatures) }
    // What refers to other documents before the corpus stages have spoken is not remembered: only they know who is there.
    let refersToOthers = document.duplicateOf != nil || !document.duplicates.isEmpty
    let namesOthers = refersToOthers || document.checks.contains { !$0.others.isEmpty }
    let isHandedOver = result.outcome == .keep && (handsOverDocuments || namesOthers)
    let isStorable = !namesOthers && passage.record?.stages == 1 + transforms.count
    if isHandedOver, !(isStorable && holding.isFull) { result.document = document }
    if !refersToOthers { result.findings = recall?.findings(of: result, content: passage.content) }
    result.place = passage.kept
    let isStored = result.findings != nil && recall?.layers != nil || isHandedOver && result.document == nil
    if isStored, passage.kept == nil { result.layers = passage.record?.bytes }
    // Also where no sink writes lines: it has been worked on.
    if result.outcome == .keep { result.rows = result.rows ?? EncodedRows() }
    return result
  }

  /// Signatures as bytes; nil where a stage's cannot be stored.
  private func encoded(_ signatures: [any Sendable]) -> [[UInt8]]? {
    var encoded: [[UInt8]] = []
    for (step, signature) in zip(corpora, signatures) {
      guard let corpus = steps[step].stage as? any CorpusStage, let bytes = try? corpus.encoded(signature) else {
        return nil
      }
      encoded.append(bytes)
    }
    return encoded
  }

  /// A thrown error is the document's fault, unless it says that it is the run's.
  private func attempt(
    _ step: Int, _ index: Int, _ result: inout Result, _ mark: inout UInt64, _ enter: Enter,
    _ work: (inout Result) throws -> Outcome
  ) throws -> Outcome {
    try enter(index, step, result.revision, mark)
    if crashed[result.source] == steps[step].name {
      return .reject(Failure(code: "crashed", "the stage crashed the process on this document"))
    }
    defer {
      let now = ThreadTime.own
      result.computing.append((step, now - mark))
      mark = now
    }
    do { return try work(&result) } catch let failure as RunFailure {
      throw failure
    } catch let mistakes as Diagnostics {
      throw mistakes
    } catch let failure as Failure {
      return .reject(failure)
    } catch let drop as Drop {
      return .drop(reason: drop.reason)
    } catch {
      return .reject(Failure(code: "stage-failed", "\(error)"))
    }
  }
}
