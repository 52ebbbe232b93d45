/// What a text is, which decides which words name a time in it.
public enum PeriodRegister: Sendable, Hashable {
  /// A report, which looks back on a period: 今年, 上半年 and 4月22日 count from it. Words that count from the day of
  /// writing (昨天, 下周三, 三天后) say nothing about it and are left alone, and so are numbers that may be dates (3.15).
  case report
  /// Any text: days and weeks count from the reference as the day of speaking, and short forms are dates.
  case general
}

/// Reads one period where it may begin.
///
/// A name is a chain of units, each within the one before: year, half or quarter, month, week, day (明年七月第2周). A chain
/// stands alone, or two of them make from … to; words after it turn it into since, before, after or between.
struct PeriodParser {
  let text: FoldedText
  let reference: CalendarDate?
  let register: PeriodRegister
  let alphabet = NumeralAlphabet.shared
  private let scanner = NumeralScanner()
  private let lastNumber = LastNumber()

  init(text: FoldedText, reference: CalendarDate?, register: PeriodRegister = .report) {
    self.text = text
    self.reference = reference
    self.register = register
  }

  /// The number that begins at `start`.
  ///
  /// Nearly every rule asks for the one that a mention begins with, so that the last one is kept.
  func number(at start: Int) -> Numeral? {
    if lastNumber.start != start {
      lastNumber.numeral = scanner.scan(text, at: start)
      lastNumber.start = start
    }
    return lastNumber.numeral
  }

  /// A number of the text with where it was looked for.
  private final class LastNumber {
    @exclusivity(unchecked) var start = -1
    @exclusivity(unchecked) var numeral: Numeral?
  }

  /// What was named before: in the same list or as the left end of a span, and anywhere in the sentence.
  struct Named {
    var here: CalendarUnit?
    var before: CalendarUnit?
  }

  /// The period that begins at `start`, as long as it gets, and where it ends.
  func period(at start: Int, after named: Named) -> (CalendarPeriod, Int)? {
    if text[start] == "“" || text[start] == "十", let found = plan(at: start) { return found }
    // Dates of the lunar calendar are other days.
    guard text[start - 1] != "闰", !text.has("农历", endingAt: start), !text.has("阴历", endingAt: start) else { return nil }
    switch alphabet.kind(text[start]) {
    case .arabicDigit, .chineseDigit, .scale, .tens:
      // Most numbers are no part of a date, and what follows them shows it.
      guard let numeral = number(at: start) else { return nil }
      let next = text[text.skippingBlanks(numeral.range.upperBound)]
      guard
        Self.afterNumbers.contains(next) || numeral.form.contains(.fraction) || register == .general
          || named.here != nil && (next == "日" || next == "号")
      else { return nil }
      if let found = counted(at: start) { return found }
    default:
      if let found = state(at: start) ?? lookingBack(at: start) ?? observance(at: start) { return found }
    }
    if let (extent, end) = extent(at: start, named) ?? leftEnd(at: start, named) {
      return continued(start, extent, end, named)
    }
    guard register == .general, let (extent, end) = relative(at: start, named) ?? bareDate(at: start) else {
      return nil
    }
    return continued(start, extent, end, named)
  }

  private static let afterNumbers: ScalarSet = "年月季世-—–~至到、和与及./−―"

  /// Where the search goes on after a number that begins no period, so that none is found inside it.
  func afterNumber(at start: Int) -> Int {
    guard text[start].isASCIIDigit else { return start + 1 }
    var i = start
    while text[i].isASCIIDigit || (text[i] == "." || text[i] == ",") && text[i + 1].isASCIIDigit { i += 1 }
    return i
  }

  /// What the words after a name make of it.
  private func continued(_ mention: Int, _ left: Extent, _ start: Int, _ named: Named) -> (CalendarPeriod, Int) {
    let start = left.day == nil ? start : afterClock(at: start)
    if let end = sinceWord(at: start) { return (.since(left.first), end) }
    if let (right, end) = rightEnd(after: start, of: left, named) { return (.fromTo(left, right), end) }
    if let found = bound(left, at: start) { return found }
    if text[start] == "与" || text[start] == "和",
      let (right, end) = extent(at: text.skippingBlanks(start + 1), Named(here: left.last, before: named.before)),
      left.first.firstDay < right.first.firstDay
    {
      let after = text[end] == "之" ? end + 1 : end
      if text[after] == "间" { return (.fromTo(left, right), after + 1) }
    }
    if register == .general, let day = left.day, let (shifted, end) = shifted(day, at: start) {
      return (.span(Extent(.day(shifted))), end)
    }
    // 自2018年 begins a span, though the word that says so stands before it.
    if text[mention - 1] == "自" || text.has("自从", endingAt: mention) { return (.since(left.first), start) }
    return (.span(left), start)
  }

  /// The end of a clock time after a day that goes on (9日零时至16日24时), else `start`: periods are exact to the day.
  private func afterClock(at start: Int) -> Int {
    guard let hour = number(at: start) else { return start }
    var i = hour.range.upperBound
    if text[i] == ":", text[i + 1].isASCIIDigit, text[i + 2].isASCIIDigit { i += 3 }
    guard text[i] == "时" || text[i] == "点" else { return start }
    i += text[i + 1] == "整" || text[i + 1] == "许" ? 2 : 1
    if let minute = number(at: i), text[minute.range.upperBound] == "分" { i = minute.range.upperBound + 1 }
    return i
  }

  /// 以来, 起至今, 到目前: nothing ends the span.
  private func sinceWord(at start: Int) -> Int? {
    var i = start
    if text.has("开始", at: i) { i += 2 } else if text[i] == "起" { i += 1 }
    for word in ["以来", "至今", "到现在", "到目前", "至目前"] as [StaticString] where text.has(word, at: i) {
      return i + word.scalarCount
    }
    return nil
  }

  // MARK: - Since, before and after

  /// 起, 以后, 之前, 及以前: words that leave one end of the span open.
  private func bound(_ extent: Extent, at start: Int) -> (CalendarPeriod, Int)? {
    if text[start] == "起" {
      return Self.afterStart.contains(text[start + 1]) ? nil : (.since(extent.first), start + 1)
    }
    if text.has("开始", at: start), register == .general { return (.since(extent.first), start + 2) }
    let isInclusive = text[start] == "或" || text[start] == "及"
    let i = isInclusive ? start + 1 : start
    for word in ["以前", "之前"] as [StaticString] where text.has(word, at: i) {
      return (isInclusive ? .asOf(extent.last.lastDay) : .before(extent.first), i + 2)
    }
    for word in ["以后", "之后"] as [StaticString] where text.has(word, at: i) {
      guard !isInclusive else { return (.since(extent.first), i + 2) }
      // 2010年之后2018年之前
      if let (right, end) = self.extent(at: i + 2, Named(here: extent.last)),
        right.first.firstDay > extent.last.lastDay,
        text.has("之前", at: end) || text.has("以前", at: end)
      {
        return (.span(Extent(extent.first.firstDay, right.first.firstDay.adding(days: -1))), end + 2)
      }
      return (.after(extent.last), i + 2)
    }
    // 6月30日前 and 年底前 set a day by which; 5月前 is too rare and 9月前后 no bound.
    let isLastDay = extent.day != nil || text[start - 1] == "底" || text[start - 1] == "末"
    if text[start] == "前", isLastDay, !Self.afterFront.contains(text[start + 1]) {
      return (.asOf(extent.last.lastDay), start + 1)
    }
    return nil
  }

  /// 起 begins words of its own before these: 起诉, 起草, 起步.
  private static let afterStart: ScalarSet = "诉草步点火码重来到动源义飞居床家获伏底因降"
  /// 前 begins words of its own before these, or 前三季度.
  private static let afterFront: ScalarSet = "后往来期任提列沿述端景身夕去一二三四五六七八九十两几0123456789"

  // MARK: - From … to

  func isConnector(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "—", "–", "~", "至", "到", "－", "―", "−": true
    default: false
    }
  }

  /// Where the right end of a span may begin: after 至, 起至, —— and blanks.
  private func afterConnector(at start: Int) -> Int? {
    var i = text.skippingBlanks(start)
    if text[i] == "起" { i += 1 } else if text.has("开始", at: i) { i += 2 }
    guard isConnector(text[i]) else { return nil }
    return text.skippingBlanks(text[i + 1] == text[i] ? i + 2 : i + 1)
  }

  /// The right end of a span that begins with `first`, and where it ends.
  private func rightEnd(after end: Int, of left: Extent, _ named: Named) -> (Extent, Int)? {
    guard let start = afterConnector(at: end) else { return nil }
    let here = Named(here: left.last, before: left.last)
    var found: (Extent, Int)?
    if case .year(let from) = left.last, let numeral = number(at: start), let to = year(numeral), from < to,
      text[text.skippingBlanks(numeral.range.upperBound)] != "年"
    {
      found = (Extent(.year(to)), numeral.range.upperBound)
    }
    found = found ?? extent(at: start, here)
    if register == .general { found = found ?? relative(at: start, here) ?? bareDay(at: start, after: left) }
    guard let (right, after) = found, left.first.firstDay < right.first.firstDay else { return nil }
    let last = right.day == nil ? after : afterClock(at: after)
    return (right, text[last] == "止" || text[last] == "间" ? last + 1 : last)
  }

  /// 10 of 1月3至2月10, and 20 of 19到20日 where the left end has no 日 either.
  private func bareDay(at start: Int, after left: Extent) -> (Extent, Int)? {
    guard let day = left.day, let count = count(at: start), !Self.units.contains(text[count.end]),
      let date = Self.date(day.year, day.month, count.low)
    else { return nil }
    return (Extent(.day(date)), count.end)
  }

  static let units: ScalarSet = "年月季周天个点时分秒%万亿千百十元件人"

  /// A left end or a member of a list that takes its unit from what follows: 1 of 1-6月, 2021 of 2021-2025年 and of
  /// 2021、2022年.
  func leftEnd(at start: Int, _ named: Named) -> (Extent, Int)? {
    let previous = text[start - 1]
    guard !previous.isASCIIDigit, previous != ".", previous != "-" else { return nil }
    guard let numeral = number(at: start) else { return nil }
    let end = numeral.range.upperBound
    guard let right = afterConnector(at: end) else { return listed(numeral, named) }
    if let first = year(numeral) {
      guard let other = number(at: right) else { return nil }
      let after = text.skippingBlanks(other.range.upperBound)
      let next = text[after]
      if let last = year(other), first < last {
        let isBare = !next.isHan && !next.isASCIIDigit && next != "-" && next != "."
        return next == "年" || isBare || register == .general ? (Extent(.year(first)), end) : nil
      }
      return next == "年" && shortYear(other) != nil && part(at: after + 1, year: first) != nil
        ? (Extent(.year(first)), end) : nil
    }
    guard let year = named.here?.year ?? reference?.year, let number = Self.small(numeral) else { return nil }
    if let (last, _) = part(at: right, year: year) {
      switch last.first {
      case .month where (1...12).contains(number): return (Extent(.month(year, number)), end)
      case .quarter where (1...4).contains(number): return (Extent(.quarter(year, number)), end)
      default: return nil
      }
    }
    return nil
  }

  /// A member of a list with the unit behind the last: 2021、2022、2023年, 3、4月, 一、二季度.
  private func listed(_ numeral: Numeral, _ named: Named) -> (Extent, Int)? {
    var i = numeral.range.upperBound
    let isYear = year(numeral) != nil
    let isArabic = numeral.form.contains(.arabic)
    // 1、3月份 at the head of a line is a section mark.
    let head = text[text.lastInk(before: numeral.range.lowerBound)]
    guard isYear || head != "\n" && head != "\0" else { return nil }
    for hop in 0..<12 {
      let separator = text[i]
      guard separator == "、" || separator == "和" || separator == "与" || separator == "及" || hop > 0 && separator == ",",
        let next = number(at: i + 1), isArabic == next.form.contains(.arabic),
        isYear == (year(next) != nil),
        Self.small(next) != nil || isYear
      else { break }
      i = next.range.upperBound
    }
    guard i > numeral.range.upperBound else { return nil }
    let end = numeral.range.upperBound
    if let own = year(numeral) { return text[i] == "年" ? (Extent(.year(own)), end) : nil }
    guard let year = named.here?.year ?? reference?.year, let number = Self.small(numeral) else { return nil }
    if text[i] == "月", (1...12).contains(number) { return (Extent(.month(year, number)), end) }
    if text.has("季度", at: i), (1...4).contains(number) { return (Extent(.quarter(year, number)), end) }
    guard text[i] == "日" || text[i] == "号", let month = named.here?.monthNumber,
      let date = Self.date(year, month, number)
    else { return nil }
    return (Extent(.day(date)), end)
  }
}
