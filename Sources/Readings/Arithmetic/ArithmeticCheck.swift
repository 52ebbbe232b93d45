/// An arithmetic relation between figures of a report, computed again.
public struct ArithmeticCheck: Sendable, Hashable {
  /// What is computed.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Parts that are meant to add up to a whole.
    case sum
    /// A rate of two counts, or a growth rate between two values.
    case rate
    /// A difference of two values.
    case difference
    /// The same figure stated twice with the same value.
    case restated
    /// The same figure stated twice with different values.
    case conflict
  }

  /// What is computed.
  public var kind: Kind
  /// The indices of the figures that the computation takes, in its order.
  public var terms: [Int]
  /// The index of the figure that states the result.
  public var stated: Int
  /// The result.
  public var computed: Double
  /// Whether the stated value is the computed one, within the tolerance.
  public var holds: Bool
  /// How far the stated value may be from the computed one: half a unit of its last decimal, or 0.
  public var tolerance: Double
  /// The relation in plain words: `7 + 6 + 6 + 1 = 20, stated 20`.
  public var message: String

  /// Makes a check from its parts.
  public init(
    kind: Kind, terms: [Int], stated: Int, computed: Double, holds: Bool, tolerance: Double, message: String
  ) {
    self.kind = kind
    self.terms = terms
    self.stated = stated
    self.computed = computed
    self.holds = holds
    self.tolerance = tolerance
    self.message = message
  }
}
