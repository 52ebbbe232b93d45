/// A figure already read, as far as later ones lean on it.
///
/// A class, since each figure looks back at many of them.
final class Reading: Sendable {
  let index: Int
  let label: String
  let action: String?
  let unit: Unit
  let depth: Int
  let isChange: Bool
  /// The label of the count that the figure is a part of.
  let wholeLabel: String?
  let sentence: Range<Int>
  /// Who the clause says is served or seen to.
  let beneficiary: String?
  /// Whether the figure counts the object of a verb, so that a list may go on with other objects.
  let isObject: Bool
  /// Whether the figure counts everything up to now: 累计.
  let accumulates: Bool

  init(
    index: Int, label: String, action: String?, unit: Unit, depth: Int, isChange: Bool, wholeLabel: String? = nil,
    sentence: Range<Int>, beneficiary: String? = nil, isObject: Bool = false, accumulates: Bool = false
  ) {
    self.index = index
    self.label = label
    self.action = action
    self.unit = unit
    self.depth = depth
    self.isChange = isChange
    self.wholeLabel = wholeLabel
    self.sentence = sentence
    self.beneficiary = beneficiary
    self.isObject = isObject
    self.accumulates = accumulates
  }
}
