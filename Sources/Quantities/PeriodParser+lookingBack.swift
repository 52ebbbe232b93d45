/// States, and spans that count from the reference or from a plan.
extension PeriodParser {
  /// 截至2025年底, 截至目前, 目前, 年底.
  func state(at start: Int) -> (CalendarPeriod, Int)? {
    var i = start
    for word in ["截至到", "截止到", "截至", "截止"] as [StaticString] where text.has(word, at: start) {
      i = start + word.scalarCount
      break
    }
    for word in ["目前", "当前", "现在", "今"] as [StaticString]
    where i > start && text.has(word, at: i) && !text.has("今年", at: i) {
      guard let reference else { return nil }
      return (.asOf(reference), i + word.scalarCount)
    }
    if i > start {
      guard let (unit, end) = unit(at: text.skippingBlanks(i), year: nil) else { return nil }
      return (.asOf(unit.lastDay), text[end] == "止" ? end + 1 : end)
    }
    if text.has("目前", at: start) || text.has("迄今", at: start) {
      guard let reference else { return nil }
      return (.asOf(reference), start + 2)
    }
    return nil
  }

  /// 近三年, 三年来, 近半年, 前8个月, 去年同期, 年初以来, 全年, 本月.
  func lookingBack(at start: Int) -> (CalendarPeriod, Int)? {
    guard let reference else { return nil }
    for (word, period) in Self.fixed where text.has(word, at: start) {
      return (period(reference), start + word.scalarCount)
    }
    return counted(at: start)
  }

  /// 近三年, 三年来, 前8个月: years and months counted back from the reference.
  func counted(at start: Int) -> (CalendarPeriod, Int)? {
    guard let reference else { return nil }
    var i = start
    let isNear = text.has("过去", at: i) || text[i] == "近"
    if isNear { i += text[i] == "近" ? 1 : 2 }
    if isNear, text.has("半年", at: i) { return (months(6, to: reference), i + 2) }
    let isFront = text[i] == "前" && !isNear
    if isFront { i += 1 }
    guard let numeral = scanner.scan(text, at: i), let count = Self.small(numeral), count > 0, count <= 50 else {
      return nil
    }
    let end = numeral.range.upperBound
    if text[end] == "年", !isFront, numeral.range.count < 3 {
      let isPast = text[end + 1] == "来" || text.has("以来", at: end + 1) || text.has("多来", at: end + 1)
      guard isNear || isPast else { return nil }
      let after = !isPast ? end + 1 : text[end + 1] == "来" ? end + 2 : end + 3
      return (.span(.year(reference.year - count + 1), .year(reference.year)), after)
    }
    if text.has("个月", at: end), isNear || isFront, count <= 12 {
      let period =
        isFront
        ? CalendarPeriod.span(.month(reference.year, 1), .month(reference.year, count)) : months(count, to: reference)
      return (period, end + 2)
    }
    return nil
  }

  private static let fixed: [(StaticString, @Sendable (CalendarDate) -> CalendarPeriod)] = [
    ("去年同期", sameSpanLastYear), ("上年同期", sameSpanLastYear), ("上年度同期", sameSpanLastYear),
    ("年初以来", { .since(.year($0.year)) }), ("年初至今", { .since(.year($0.year)) }),
    ("年底", { .asOf(CalendarUnit.year($0.year).lastDay) }), ("年末", { .asOf(CalendarUnit.year($0.year).lastDay) }),
    ("全年", { .span(.year($0.year), .year($0.year)) }),
    ("本月", { .span(.month($0.year, $0.month), .month($0.year, $0.month)) }),
    (
      "上月",
      {
        let d = $0.adding(months: -1); return .span(.month(d.year, d.month), .month(d.year, d.month))
      }
    ),
    (
      "上个月",
      {
        let d = $0.adding(months: -1); return .span(.month(d.year, d.month), .month(d.year, d.month))
      }
    ),
    ("本季度", { .span(.quarter($0.year, ($0.month + 2) / 3), .quarter($0.year, ($0.month + 2) / 3)) }),
    ("今天", { .span(.day($0), .day($0)) }), ("今日", { .span(.day($0), .day($0)) }),
  ]

  /// What the reported span was a year before: the reference is its last day, so a half year or quarter shows in it.
  @Sendable private static func sameSpanLastYear(_ reference: CalendarDate) -> CalendarPeriod {
    let y = reference.year - 1
    guard reference.day == CalendarDate.days(inMonth: reference.month, of: reference.year), reference.month < 12 else {
      return .span(.year(y), .year(y))
    }
    switch reference.month {
    case 3: return .span(.quarter(y, 1), .quarter(y, 1))
    case 6: return .span(.half(y, 1), .half(y, 1))
    default: return .span(.month(y, 1), .month(y, reference.month))
    }
  }

  private func months(_ count: Int, to reference: CalendarDate) -> CalendarPeriod {
    let first = reference.adding(months: 1 - count)
    return .span(.month(first.year, first.month), .month(reference.year, reference.month))
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
      return (.span(.year(first), .year(first + 4)), i + 2)
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
      if text[j] == "日" { return (.span(.day(date), .day(date)), i + 1) }
      j += 1
    }
    return nil
  }
}
