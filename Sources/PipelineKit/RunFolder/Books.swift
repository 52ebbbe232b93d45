/// What became of every input: nothing is lost in silence.
public struct Books: Sendable, Hashable {
  /// One stage's counts.
  public struct Step: Sendable, Hashable {
    /// The stage's name.
    public var name: String
    /// Documents that reached it.
    public var `in` = 0
    /// Documents that went on.
    public var out = 0
    /// Documents left out on purpose, by reason.
    public var dropped: [String: Int] = [:]
    /// How many documents were left out, for whatever reason.
    public var drops: Int { dropped.values.reduce(0, +) }
    /// Documents that failed.
    public var rejected = 0
    /// The processor time that the stage took, nanoseconds; of a corpus stage also that of its verdicts.
    ///
    /// It is no part of what became of the inputs, and books with other times are equal.
    public var nanoseconds: UInt64 = 0

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public static func == (a: Step, b: Step) -> Bool {
      a.name == b.name && a.in == b.in && a.out == b.out && a.dropped == b.dropped && a.rejected == b.rejected
    }

    // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
    public func hash(into hasher: inout Hasher) {
      hasher.combine(name)
      hasher.combine(`in`)
      hasher.combine(out)
    }

    /// Whether in = out + dropped + rejected.
    public var isBalanced: Bool { self.in == out + drops + rejected }
  }

  /// The stages in the order of the pipeline.
  public var steps: [Step]
  /// Inputs that the sources listed.
  public var listed = 0
  /// Documents that the sinks wrote.
  public private(set) var published = 0
  /// What stages counted in the documents that the sinks wrote, by name.
  public private(set) var counts: [String: Int] = [:]
  /// Documents left out on purpose.
  public var dropped: Int { steps.reduce(0) { $0 + $1.drops } }
  /// Documents that failed.
  public var rejected: Int { steps.reduce(0) { $0 + $1.rejected } }

  /// Opens books for stages of these names.
  public init(stages: [String]) { steps = stages.map { Step(name: $0) } }

  /// Books a document's way through the steps of `range`; it ended at `end` with `outcome`, or went through.
  ///
  /// A `count` of -1 takes back what was booked.
  mutating func enter(steps range: Range<Int>, endedAt end: Int?, outcome: Outcome, by count: Int = 1) {
    for index in range.lowerBound..<(end.map { $0 + 1 } ?? range.upperBound) {
      steps[index].in += count
      guard index == end else {
        steps[index].out += count
        continue
      }
      switch outcome {
      case .keep: steps[index].out += count
      case .drop(let reason): steps[index].dropped[reason, default: 0] += count
      case .reject: steps[index].rejected += count
      }
    }
  }

  /// Books a document that the sinks wrote, with what stages counted in it.
  mutating func publish(_ counts: [String: Int]) {
    published += 1
    if !counts.isEmpty { self.counts.merge(counts, uniquingKeysWith: +) }
  }

  /// Throws where the books don't balance: a mistake of our own.
  func audit() throws {
    if let step = steps.first(where: { !$0.isBalanced }) {
      throw RunFailure(
        .internal, "books: '\(step.name)' took \(step.in) and accounts for another number; please report this")
    }
    guard listed == published + dropped + rejected else {
      let sum = "\(published) published + \(dropped) dropped + \(rejected) rejected"
      throw RunFailure(.internal, "books: \(listed) listed, but \(sum); please report this")
    }
  }
}
