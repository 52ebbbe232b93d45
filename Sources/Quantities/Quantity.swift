/// How a stated value bounds the true one.
public enum Qualifier: String, Sendable, Hashable, CaseIterable {
  /// The value as it stands.
  case exact
  /// About the value: 余, 多, 约, 近, 左右.
  case approx
  /// The value or more: 超, 突破, 不低于, 以上.
  case lowerBound = "lower_bound"
  /// The value or less: 不超过, 以内, 以下.
  case upperBound = "upper_bound"
}

/// A quantity that a text states: a number with its unit, or a mask in place of the number.
public struct Quantity: Sendable, Hashable {
  /// The UTF-8 bytes of the mention: from the number (or mask) through its unit and a following 以上, 以内, 余.
  public var range: Range<Int>
  /// The number with 万 and 亿 multiplied out; nil where it is masked.
  public var value: Double?
  /// The upper end of a range; nil for a single number.
  public var valueHigh: Double?
  /// The unit or classifier without 万, 亿, 余 (`件`, `人次`, `元`, `%`, `个工作日`); nil where none is written.
  public var unit: String?
  /// How the value bounds the true one, from words before, inside and after the number.
  public var qualifier: Qualifier
  /// Whether the number is blanked out (`*件`, `XX人次`).
  public var isMasked: Bool

  /// Makes a quantity from its parts.
  public init(
    range: Range<Int>, value: Double?, valueHigh: Double? = nil, unit: String?, qualifier: Qualifier = .exact,
    isMasked: Bool = false
  ) {
    self.range = range
    self.value = value
    self.valueHigh = valueHigh
    self.unit = unit
    self.qualifier = qualifier
    self.isMasked = isMasked
  }
}
