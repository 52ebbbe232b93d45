/// The readings of a report, the nearest last; a class, so that what looks back at some of them does not copy them.
final class ReadingList {
  /// The walk alone changes it, and never while it looks.
  @exclusivity(unchecked) private(set) var readings: [Reading] = []

  func append(_ reading: Reading) { readings.append(reading) }

  /// The last `count` of the readings from `first` on.
  func last(_ count: Int, from first: Int) -> EarlierReadings {
    EarlierReadings(list: self, range: Swift.max(first, readings.count - count)..<readings.count)
  }
}

/// The readings that a figure looks back at, the nearest last.
struct EarlierReadings: RandomAccessCollection {
  private let list: ReadingList
  private let range: Range<Int>

  fileprivate init(list: ReadingList, range: Range<Int>) {
    self.list = list
    self.range = range
  }

  /// None.
  init() { self.init(list: ReadingList(), range: 0..<0) }

  var startIndex: Int { range.lowerBound }
  var endIndex: Int { range.upperBound }
  subscript(index: Int) -> Reading { list.readings[index] }
}

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
