/// What a run would do with each input: lists, and where nothing else tells fetches, and compares with the last published run
/// and with what is remembered.
public struct InputPlan: Sendable {
  /// One input.
  public struct Item: Sendable {
    /// Its name.
    public var source: String
    /// `new`, `changed`, `cached` (its results are remembered), `again` (known and unchanged, and worked on all the same),
    /// `retried`, `dropped` or `rejected`.
    public var status: String
    /// The reason in words.
    public var why: String
    /// The stages that work on it, from the first to the last; nil where none does.
    public var redone: String?
  }

  /// The inputs in the order of listing.
  public private(set) var items: [Item] = []
  /// The run that they are compared with.
  public let previous: String?

  private let earlier: PublishedRun?
  private let recall: Recall?
  private let rejects: EarlierRejects
  private let isRowsKept: Bool
  private let steps: [Pipeline.Step]

  /// Lists the inputs of the runner's pipeline; `memory` is what its runs remember, nil where they do not.
  ///
  /// Nothing is written.
  public init(_ runner: Runner, memory: RunMemory? = nil) throws {
    let current = runner.folders.current
    previous = current
    earlier = try current.map { try PublishedRun(folder: runner.folders.folder(of: $0)) }
    let rows = memory?.layout.flatMap { PublishedRows($0, elsewhere: current.map(runner.folders.folder)) }
    isRowsKept = rows.map { $0.layout.sinks == LegFingerprint.sinks(runner.pipeline) } ?? false
    let known = isRowsKept ? rows?.places : nil
    recall = memory.map { Recall(runner.pipeline, memory: $0, copyable: known, runID: "") }
    steps = runner.pipeline.steps
    rejects = EarlierRejects(earlier?.rejects ?? [:], runner.pipeline)
    for (index, step) in steps.enumerated() {
      guard let source = step.stage as? any Source else { continue }
      var listed: [Input] = []
      try source.list { listed.append($0) }
      items += listed.map { item($0, source, index) }
    }
  }

  private func item(_ input: Input, _ source: any Source, _ step: Int) -> Item {
    func item(_ status: String, _ why: String, from first: Int? = nil) -> Item {
      Item(source: input.source, status: status, why: why, redone: first.map(stages(from:)))
    }
    switch input.verdict {
    case .drop(let reason): return item("dropped", reason)
    case .reject(let failure): return item("rejected", failure.message)
    case .keep: break
    }
    if rejects.givenUp(input, source: step) != nil, let reject = rejects.bySource[input.source] {
      return item("rejected", "given up after \(reject.attempts) tries: \(reject.failure.code)")
    }
    if let result = recall?.result(for: input, source: step) { return recalled(result, input) }
    if let known = recall?.unfetched(input), let next = recall?.resumption(known, source: step) {
      return item("again", again(input, step), from: next)
    }
    do {
      let document = try source.fetch(input)
      let content = recall?.content(of: document)
      if let content, let result = recall?.result(for: input, source: step, content: content) {
        return recalled(result, input)
      }
      if let code = earlier?.rejects[input.source]?.failure.code {
        return item("retried", "rejected last time: \(code)", from: step)
      }
      guard let revision = earlier?.revisions[input.source] else {
        return item("new", "not in an earlier run", from: step)
      }
      if revision != document.revision { return item("changed", "other bytes than last time", from: step) }
      let known = recall?.memory.inputs[input.id]
      let next = known.flatMap { $0.content == content ? recall?.resumption($0, source: step) : nil }
      return item("again", again(input, step), from: next ?? step)
    } catch let drop as Drop {
      return item("dropped", drop.reason)
    } catch {
      return item("rejected", (error as? Failure)?.message ?? "\(error)")
    }
  }

  /// An input of which the results are remembered.
  private func recalled(_ result: Leg.Result, _ input: Input) -> Item {
    switch result.outcome {
    case .keep:
      return Item(source: input.source, status: "cached", why: "unchanged")
    case .drop(let reason):
      return Item(source: input.source, status: "cached", why: "unchanged, and dropped: \(reason)")
    case .reject(let failure):
      return Item(source: input.source, status: "cached", why: "unchanged, and rejected: \(failure.code)")
    }
  }

  /// Why an input is worked on that has not changed.
  private func again(_ input: Input, _ step: Int) -> String {
    guard let recall else { return "unchanged; without a 'state' every run is a full run" }
    guard let known = recall.memory.inputs[input.id], let now = recall.legs[step] else {
      return "unchanged, and nothing of it is remembered"
    }
    guard known.leg != now.fingerprint else {
      return isRowsKept
        ? "unchanged, and what is remembered of it cannot be read"
        : "unchanged, but the run that has its rows is gone, or another sink writes them"
    }
    guard let before = recall.memory.legs[known.leg] else { return "unchanged, but the stages have changed" }
    let (stage, why) = now.difference(from: before)
    return "unchanged, but '\(stage)' \(why)"
  }

  /// The stages that work on an input from a step on.
  private func stages(from first: Int) -> String {
    guard let last = steps.lastIndex(where: { $0.kind == .transform }), last > first else {
      return steps[first].name
    }
    return "\(steps[first].name) to \(steps[last].name)"
  }
}
