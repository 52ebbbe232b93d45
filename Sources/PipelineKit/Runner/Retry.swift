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
  private let rejects: [String: RejectRecord]
  private let steps: [String]

  init(_ retry: Retry, rejects: [String: RejectRecord], _ pipeline: Pipeline) {
    self.retry = retry
    self.rejects = rejects
    steps = pipeline.steps.map(\.name)
  }

  func step(for input: Input, source step: Int, _ recall: Recall) -> Step {
    // What cannot even be listed has no other way.
    guard input.verdict == .keep else { return .work }
    if let reject = rejects[input.source] {
      guard !retry.chooses(reject), let end = steps.firstIndex(of: reject.stage) else { return .work }
      var result = Leg.Result(input, sourceStep: step)
      result.revision = reject.revision
      result.outcome = .reject(reject.failure)
      result.endedAt = end
      result.isTried = false
      // A failure that the input deserves stays remembered.
      result.recalled = recall.memory.inputs[input.id]
      return .take(result)
    }
    guard let known = recall.memory.inputs[input.id] else { return .leave }
    // Of a pipeline that has changed since, earlier results are none.
    return recall.result(known, for: input, source: step).map(Step.take) ?? .work
  }
}
