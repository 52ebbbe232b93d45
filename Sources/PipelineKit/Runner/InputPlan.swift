/// What a run would do with each input: lists and fetches, and compares with the last published run.
public struct InputPlan: Sendable {
  /// One input.
  public struct Item: Sendable {
    /// Its name.
    public var source: String
    /// `new`, `changed`, `again` (known and unchanged), `retried`, `dropped` or `rejected`.
    public var status: String
    /// The reason in words.
    public var why: String
  }

  /// The inputs in the order of listing.
  public private(set) var items: [Item] = []
  /// The run that they are compared with.
  public let previous: String?

  /// Lists the inputs of the runner's pipeline.
  ///
  /// Nothing is written.
  public init(_ runner: Runner) throws {
    previous = runner.folders.current
    let earlier = try previous.map { try PublishedRun(folder: runner.folders.folder(of: $0)) }
    for step in runner.pipeline.steps {
      guard let source = step.stage as? any Source else { continue }
      try source.list { input in items.append(Self.item(input, source, earlier)) }
    }
  }

  private static func item(_ input: Input, _ source: any Source, _ earlier: PublishedRun?) -> Item {
    func item(_ status: String, _ why: String) -> Item { Item(source: input.source, status: status, why: why) }
    switch input.verdict {
    case .drop(let reason): return item("dropped", reason)
    case .reject(let failure): return item("rejected", failure.message)
    case .keep: break
    }
    do {
      let document = try source.fetch(input)
      if let code = earlier?.rejects[input.source]?.failure.code {
        return item("retried", "rejected last time: \(code)")
      }
      guard let revision = earlier?.revisions[input.source] else { return item("new", "not in an earlier run") }
      if revision != document.revision { return item("changed", "other bytes than last time") }
      return item("again", "unchanged; every run is a full run yet")
    } catch let drop as Drop {
      return item("dropped", drop.reason)
    } catch {
      return item("rejected", (error as? Failure)?.message ?? "\(error)")
    }
  }
}
