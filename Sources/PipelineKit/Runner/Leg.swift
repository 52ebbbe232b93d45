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
  }

  let steps: [Pipeline.Step]
  /// The transforms.
  let transforms: Range<Int>
  /// The corpus stages behind them.
  let corpora: Range<Int>
  /// Stages that crashed the process on a source, from an earlier attempt at this run.
  let crashed: [String: String]

  /// Runs the leg on an input that the source at `step` has listed; `enter` is told of each step before it begins, with
  /// the revision once it is known and the thread's processor time.
  func run(_ input: Input, source step: Int, enter: (Int, String?, UInt64) throws -> Void) throws -> Result {
    var result = Result(source: input.source, sourceStep: step, outcome: input.verdict)
    guard input.verdict == .keep else {
      result.endedAt = step
      return result
    }
    var fetched: Document?
    result.outcome = try attempt(step, &result, enter) { _ in
      guard let source = steps[step].stage as? any Source else { preconditionFailure("step \(step) is no source") }
      fetched = try source.fetch(input)
      return .keep
    }
    if case .reject(let failure) = result.outcome { result.revision = failure.revision }
    guard var document = fetched else {
      result.endedAt = step
      return result
    }
    result.revision = document.revision
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
        return result
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
        return result
      }
    }
    result.document = document
    return result
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
