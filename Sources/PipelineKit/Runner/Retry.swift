/// Which of the rejects of the last run are tried again.
public struct Retry: Sendable, Hashable {
  /// Only those with this code; nil is any.
  public var code: String?
  /// Only those of these sources; empty is any.
  public var sources: Set<String>

  /// Makes a choice; without arguments all.
  public init(code: String? = nil, sources: Set<String> = []) {
    self.code = code
    self.sources = sources
  }

  /// Whether it chooses an input that failed.
  public func chooses(_ reject: RejectRecord) -> Bool {
    (code == nil || code == reject.failure.code) && (sources.isEmpty || sources.contains(reject.source))
  }
}

/// What a retry does with each input: the chosen rejects are worked on, all others stay as they are, and what the last run
/// did not know is left to the next.
struct RetryPlan: Sendable {
  /// What is to be done with an input.
  enum Step {
    case work
    case take(Leg.Result)
    case leave
  }

  private let retry: Retry
  private let rejects: EarlierRejects

  init(_ retry: Retry, rejects: EarlierRejects) {
    self.retry = retry
    self.rejects = rejects
  }

  func step(for input: Input, source step: Int, _ recall: Recall) -> Step {
    // What cannot even be listed has no other way.
    guard input.verdict == .keep else { return .work }
    if let reject = rejects.bySource[input.source] {
      guard !retry.chooses(reject), let result = rejects.result(for: input, source: step) else { return .work }
      // A failure that the input deserves stays remembered.
      result.recalled = recall.memory.inputs[input.id]
      return .take(result)
    }
    guard let known = recall.memory.inputs[input.id] else { return .leave }
    // Of a pipeline that has changed since, earlier results are none.
    return recall.result(known, for: input, source: step).map(Step.take) ?? .work
  }
}

/// The rejects of the last run, and those among them that are not tried any more.
struct EarlierRejects: Sendable {
  let bySource: [String: RejectRecord]
  private let steps: [String]
  private let attempts: Int

  init(_ bySource: [String: RejectRecord], _ pipeline: Pipeline) {
    self.bySource = bySource
    steps = pipeline.steps.map(\.name)
    attempts = pipeline.limits.fetchAttempts
  }

  /// The reject of an input as it stood, with nothing tried; nil where there is none, or the pipeline has no such stage now.
  func result(for input: Input, source step: Int) -> Leg.Result? {
    guard let reject = bySource[input.source], let end = steps.firstIndex(of: reject.stage) else { return nil }
    let result = Leg.Result(input, sourceStep: step)
    result.revision = reject.revision
    result.outcome = .reject(reject.failure)
    result.endedAt = end
    result.isTried = false
    return result
  }

  /// The same where the input has been asked for too often.
  ///
  /// An input whose validator would show that it is another now costs nothing to look at, and is not given up.
  func givenUp(_ input: Input, source step: Int) -> Leg.Result? {
    guard attempts > 0, input.validator == nil, input.verdict == .keep, let reject = bySource[input.source],
      reject.attempts >= attempts, reject.stage == steps[step]
    else { return nil }
    return result(for: input, source: step)
  }
}
