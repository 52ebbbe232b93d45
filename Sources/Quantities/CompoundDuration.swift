/// Durations of several parts: 1小时20分钟, 3年6个月, 一年零三个月, 两年半.
///
/// The value counts the smallest part (80 分钟, 42 个月), which keeps it whole. 个月 are not turned into days: their length
/// differs, and 3个月15天 stay two quantities.
struct CompoundDuration {
  private let scanner = NumeralScanner()
  private let units = UnitReader.shared

  /// The whole of a duration that begins with `value` of `unit`, whose words end at `end`; nil where no part follows.
  func whole(of value: ExactDecimal, _ unit: Unit, _ text: FoldedText, after end: Int) -> (ExactDecimal, Unit, Int)? {
    guard let part = part(text, after: end), let factor = Self.factor(from: unit.name, to: part.unit.name),
      let larger = ExactDecimal.product(value, ExactDecimal(factor)), let sum = ExactDecimal.sum(larger, part.value)
    else { return nil }
    return whole(of: sum, part.unit, text, after: part.end) ?? (sum, part.unit, part.end)
  }

  /// Whether a smaller part or 半 follows the unit that ends at `end`.
  func continues(_ unit: Unit, _ text: FoldedText, after end: Int) -> Bool {
    if isHalf(text, at: end) { return true }
    guard let part = part(text, after: end) else { return false }
    return Self.factor(from: unit.name, to: part.unit.name) != nil
  }

  /// Whether 半 at `index` is half of the unit before it, and not the beginning of a word (半价).
  func isHalf(_ text: FoldedText, at index: Int) -> Bool {
    guard text[index] == "半" else { return false }
    let next = text[index + 1]
    return !next.isHan || "的内以左时来之多后前".unicodeScalars.contains(next)
  }

  private func part(_ text: FoldedText, after end: Int) -> (value: ExactDecimal, unit: Unit, end: Int)? {
    let start = text[end] == "零" || text[end] == "又" ? end + 1 : end
    guard let number = scanner.scan(text, at: start), number.low == number.high,
      number.form.isDisjoint(with: [.malformed, .vague])
    else { return nil }
    let after = number.range.upperBound
    if let unit = units.unit(text, after: after, apart: false), unit.unit.kind == .duration, !unit.isVague,
      !unit.hasHalf
    {
      return (number.low, unit.unit, unit.end)
    }
    // 2小时30分: elsewhere 分 is a score.
    guard text[after] == "分", text[after + 1].endsClause else { return nil }
    return (number.low, Unit(name: "分钟", kind: .duration), after + 1)
  }

  /// How many of the smaller unit make the larger one; nil where that is not so or differs.
  private static func factor(from larger: String, to smaller: String) -> Int128? {
    switch (larger, smaller) {
    case ("年", "个月"): 12
    case ("周", "天"), ("个星期", "天"): 7
    case ("天", "小时"), ("天", "个小时"): 24
    case ("小时", "分钟"), ("个小时", "分钟"), ("个钟头", "分钟"): 60
    case ("分钟", "秒"), ("分钟", "秒钟"): 60
    default: nil
    }
  }
}
