/// What a worker does with one input: fetch it, pass the document through the transforms, and sign it for the corpus
/// stages behind them.
struct Leg: Sendable {
  /// What it gives.
  struct Result: Sendable {
    var source: String
    var revision: String?
    /// The source that listed it.
    var sourceStep: Int
    var outcome = Outcome.keep
    /// The step at which the document ended; nil where it went through.
    var endedAt: Int?
    var document: Document?
    /// A signature for each corpus stage.
    var signatures: [any Sendable] = []
    /// The processor time of each step that it reached, nanoseconds.
    var computing: [(step: Int, nanoseconds: UInt64)] = []
    /// The thread's processor time when the last step ended.
    var mark = ThreadTime.own
    /// The input.
    var input: Input
    /// What stages counted.
    var counts: [String: Int] = [:]
    /// What an earlier run made of the same input; then there is no document.
    var recalled: RememberedInput?
    /// Whether anything was tried, or a reject of an earlier run stands as it was.
    var isTried = true
    /// What is to be remembered; nil where that is what is remembered already, or nothing is.
    var findings: RememberedInput?

    init(_ input: Input, sourceStep: Int) {
      self.input = input
      self.sourceStep = sourceStep
      source = input.source
      outcome = input.verdict
    }
  }

  let steps: [Pipeline.Step]
  /// The transforms.
  let transforms: Range<Int>
  /// The corpus stages behind them.
  let corpora: Range<Int>
  /// Stages that crashed the process on a source, from an earlier attempt at this run.
  let crashed: [String: String]
  /// What is remembered of earlier runs; nil where nothing is to be remembered.
  var recall: Recall?

  /// Runs the leg on an input that the source at `step` has listed; `enter` is told of each step before it begins, with
  /// the revision once it is known and the thread's processor time.
  func run(_ input: Input, source step: Int, enter: (Int, String?, UInt64) throws -> Void) throws -> Result {
    var result = Result(input, sourceStep: step)
    guard input.verdict == .keep else {
      result.endedAt = step
      return result
    }
    try work(on: input, source: step, &result, enter)
    return result
  }

  private func work(
    on input: Input, source step: Int, _ result: inout Result, _ enter: (Int, String?, UInt64) throws -> Void
  ) throws {
    var fetched: Document?
    result.outcome = try attempt(step, &result, enter) { _ in
      guard let source = steps[step].stage as? any Source else { preconditionFailure("step \(step) is no source") }
      fetched = try source.fetch(input)
      return .keep
    }
    if case .reject(let failure) = result.outcome { result.revision = failure.revision }
    guard var document = fetched else {
      result.endedAt = step
      result.findings = recall?.findings(of: result, content: nil)
      return
    }
    result.revision = document.revision
    let content = recall?.content(of: document)
    if let content, let known = recall?.result(for: input, source: step, content: content) {
      result = known
      return
    }
    try pass(&document, &result, enter)
    if result.outcome == .keep {
      result.document = document
      result.counts = document.counts
    }
    // What refers to other documents before the corpus stages have spoken is not remembered: only they know who is there.
    let refersToOthers = document.duplicateOf != nil || !document.duplicates.isEmpty
    if !refersToOthers { result.findings = recall?.findings(of: result, content: content) }
  }

  /// Takes a document through the transforms and signs it.
  private func pass(
    _ document: inout Document, _ result: inout Result, _ enter: (Int, String?, UInt64) throws -> Void
  ) throws {
    for step in transforms {
      guard let transform = steps[step].stage as? any Transform else {
        preconditionFailure("step \(step) is no transform")
      }
      result.outcome = try attempt(step, &result, enter) { _ in
        let outcome = try transform.process(&document)
        if outcome == .keep, let contradiction = document.contradiction {
          throw Failure(code: "broken-layer", "\(contradiction); a mistake of the stage")
        }
        return outcome
      }
      guard result.outcome == .keep else {
        result.endedAt = step
        return
      }
    }
    for step in corpora {
      guard let corpus = steps[step].stage as? any CorpusStage else {
        preconditionFailure("step \(step) is no corpus stage")
      }
      result.outcome = try attempt(step, &result, enter) { result in
        result.signatures.append(try corpus.signature(of: document))
        return .keep
      }
      guard result.outcome == .keep else {
        result.endedAt = step
        return
      }
    }
  }

  /// A thrown error is the document's fault, unless it says that it is the run's.
  private func attempt(
    _ step: Int, _ result: inout Result, _ enter: (Int, String?, UInt64) throws -> Void,
    _ work: (inout Result) throws -> Outcome
  ) throws -> Outcome {
    try enter(step, result.revision, result.mark)
    if crashed[result.source] == steps[step].name {
      return .reject(Failure(code: "crashed", "the stage crashed the process on this document"))
    }
    defer {
      let now = ThreadTime.own
      result.computing.append((step, now - result.mark))
      result.mark = now
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
