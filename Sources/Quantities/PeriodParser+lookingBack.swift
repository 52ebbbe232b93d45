/// States, and spans that count from the reference or from a plan.
extension PeriodParser {
  /// 截至2025年底, 截至目前, 目前, 年底.
  func state(at start: Int) -> (CalendarPeriod, Int)? {
    var i = start
    if text[start] == "截", text[start + 1] == "至" || text[start + 1] == "止" {
      i = text[start + 2] == "到" ? start + 3 : start + 2
    }
    for word in ["目前", "当前", "现在", "今"] as [StaticString]
    where i > start && text.has(word, at: i) && !text.has("今年", at: i) {
      guard let reference else { return nil }
      return (.asOf(reference), i + word.scalarCount)
    }
    if i > start {
      guard let (extent, end) = extent(at: text.skippingBlanks(i), Named()) else { return nil }
      return (.asOf(extent.last.lastDay), text[end] == "止" || text[end] == "前" ? end + 1 : end)
    }
    if text.has("目前", at: start) || text.has("迄今", at: start) {
      // 项目前期 and 题目前面 hold the word by accident.
      guard let reference, !Self.endsWithItem.contains(text[start - 1]) else { return nil }
      return (.asOf(reference), start + 2)
    }
    return nil
  }

  /// 近三年, 三年来, 近半年, 前8个月, 去年同期, 年初以来, 全年, 本月.
  func lookingBack(at start: Int) -> (CalendarPeriod, Int)? {
    guard let reference else { return nil }
    for (word, period) in Self.fixed where text.has(word, at: start) {
      let end = start + word.scalarCount
      return (period(reference), word.scalarCount == 2 ? byWord(end) : end)
    }
    return counted(at: start)
  }

  /// 近三年, 三年来, 前8个月, 未来五年: years and months counted from the reference.
  func counted(at start: Int) -> (CalendarPeriod, Int)? {
    guard let reference else { return nil }
    if register == .general, let found = countedSpan(at: start) { return found }
    func span(_ count: Int, _ grain: Grain, _ form: CountedSpan.Form) -> CalendarPeriod {
      .counted(CountedSpan(reference: reference, count: count, grain: grain, form: form))
    }
    for (word, form) in Self.horizons where text.has(word, at: start) {
      let i = text.skippingBlanks(start + word.scalarCount)
      if text.has("半年", at: i) { return (span(6, .month, form), pastWord(i + 2)) }
      guard let (count, grain, end) = grain(at: i), count > 0, count <= 50, grain != .day, grain != .week else {
        return nil
      }
      // 近3月 is no span; the month is.
      guard grain != .month || text[end - 2] == "个" else { return nil }
      return (span(count, grain, form), pastWord(end))
    }
    if text[start] == "前" {
      guard !Self.beforeFront.contains(text[start - 1]), let (count, grain, end) = grain(at: start + 1),
        grain == .month || grain == .quarter,
        grain == .quarter || text[end - 2] == "个", count > 0, count <= (grain == .month ? 12 : 4)
      else { return nil }
      let last = grain == .month ? count : 3 * count
      return (.span(Extent(.month(reference.year, 1), .month(reference.year, last))), end)
    }
    guard let (count, grain, end) = grain(at: start), count > 0, count <= 50, grain == .year || grain == .month,
      grain == .year || text[end - 2] == "个"
    else { return nil }
    let after = pastWord(end)
    return after > end ? (span(count, grain, .recent), after) : nil
  }

  private static let endsWithItem: ScalarSet = "项题科名条节账曲栏剧纲数"
  /// 提前5个月, 目前三季度: 前 ends a word there.
  private static let beforeFront: ScalarSet = "提目之以此先生当眼空超向往从"

  /// The end of 前, 之前 after 年底, which say no more than it does; else `start`.
  private func byWord(_ start: Int) -> Int {
    if text.has("之前", at: start) || text.has("以前", at: start) { return start + 2 }
    return text[start] == "前" && text[start + 1] != "后" ? start + 1 : start
  }

  /// The end of 来, 以来, 多来 at `start`, else `start`.
  private func pastWord(_ start: Int) -> Int {
    let i = text[start] == "多" ? start + 1 : start
    if text.has("以来", at: i) { return i + 2 }
    return text[i] == "来" && text[i + 1] != "自" && text[i + 1] != "访" ? i + 1 : start
  }

  private static let horizons: [(StaticString, CountedSpan.Form)] = [
    ("最近", .recent), ("过去", .recent), ("近", .recent), ("未来", .coming), ("今后", .coming),
  ]

  private static let fixed: [(StaticString, @Sendable (CalendarDate) -> CalendarPeriod)] = [
    ("去年同期", sameSpanLastYear), ("上年同期", sameSpanLastYear), ("上年度同期", sameSpanLastYear),
    ("年初以来", { .since(.year($0.year)) }), ("年初至今", { .since(.year($0.year)) }),
    ("年底", { .asOf(CalendarUnit.year($0.year).lastDay) }), ("年末", { .asOf(CalendarUnit.year($0.year).lastDay) }),
    ("全年", { .span(Extent(.year($0.year))) }),
  ]

  /// What the reported span was a year before: the reference is its last day, so a half year or quarter shows in it.
  @Sendable private static func sameSpanLastYear(_ reference: CalendarDate) -> CalendarPeriod {
    let y = reference.year - 1
    guard reference.day == CalendarDate.days(inMonth: reference.month, of: reference.year), reference.month < 12 else {
      return .span(Extent(.year(y)))
    }
    switch reference.month {
    case 3: return .span(Extent(.quarter(y, 1)))
    case 6: return .span(Extent(.half(y, 1)))
    default: return .span(Extent(.month(y, 1), .month(y, reference.month)))
    }
  }

  /// “十四五”期间: the five years of a plan, which the number counts from the first plan of 1953.
  func plan(at start: Int) -> (CalendarPeriod, Int)? {
    var i = start
    let isQuoted = text[i] == "“"
    if isQuoted { i += 1 }
    guard text[i] == "十", let ordinal = "一二三四五六七八九".unicodeScalars.firstIndex(of: text[i + 1]), text[i + 2] == "五"
    else { return nil }
    i += 3
    if isQuoted {
      guard text[i] == "”" else { return nil }
      i += 1
    }
    let number = 11 + "一二三四五六七八九".unicodeScalars.distance(from: "一二三四五六七八九".unicodeScalars.startIndex, to: ordinal)
    let first = 2021 + 5 * (number - 14)
    for word in ["期间", "时期"] as [StaticString] where text.has(word, at: i) {
      return (.span(Extent(.year(first), .year(first + 4))), i + 2)
    }
    if text.has("以来", at: i) { return (.since(.year(first)), i + 2) }
    if text.has("期末", at: i) { return (.asOf(CalendarUnit.year(first + 4).lastDay), i + 2) }
    if text[i] == "末" { return (.asOf(CalendarUnit.year(first + 4).lastDay), i + 1) }
    return nil
  }

  /// “3·15”国际消费者权益日: a day named by its number, where the name of a day follows.
  func observance(at start: Int) -> (CalendarPeriod, Int)? {
    guard text[start] == "“", let reference else { return nil }
    var i = start + 1
    var numbers: [Int] = []
    while numbers.count < 2 {
      var value = 0
      let from = i
      while text[i].isASCIIDigit, i - from < 3 {
        value = value * 10 + Int(text[i].value - 48)
        i += 1
      }
      guard i > from else { return nil }
      numbers.append(value)
      if numbers.count == 1 {
        guard text[i] == "·" || text[i] == "." || text[i] == "•" || text[i] == "・" else { return nil }
        i += 1
      }
    }
    guard text[i] == "”", let date = Self.date(reference.year, numbers[0], numbers[1]) else { return nil }
    var j = i + 1
    while text[j].isHan, j < i + 16 {
      if text[j] == "日" { return (.span(Extent(.day(date))), i + 1) }
      j += 1
    }
    return nil
  }
}
