/// Names of years, and of what stands without one.
extension PeriodParser {
  /// A chain of units that begins at `start`: 2024年3月5日, 去年上半年, 上月, 20世纪90年代.
  func extent(at start: Int, _ named: Named) -> (Extent, Int)? {
    if let found = fullDate(at: start) ?? decade(at: start) { return found }
    if let (year, end) = yearName(at: start, named) { return withinYear(year, at: end) }
    if let (month, end) = relativeMonth(at: start, named) { return withinMonth(month, at: end) ?? (Extent(month), end) }
    guard let year = named.here?.year ?? reference?.year else { return nil }
    if text.has("年底", at: start) || text.has("年末", at: start) {
      return (Extent(.day(CalendarUnit.year(year).lastDay)), start + 2)
    }
    if let month = named.here?.monthNumber, let (day, end) = dayNumber(at: start, year, month) { return (day, end) }
    return part(at: start, year: year, isNamed: named.here != nil)
  }

  /// What follows the name of a year: a part of it, or what ends the name.
  private func withinYear(_ year: Int, at end: Int) -> (Extent, Int) {
    var next = text.skippingBlanks(end)
    if text[next] == "的" { next = text.skippingBlanks(next + 1) }
    if register == .general, Holidays.heads.contains(text[next]),
      let (day, after) = Holidays.day(text, at: next, year: year)
    {
      return (Extent(.day(day)), after)
    }
    if let found = sameDay(at: next, year) ?? part(at: next, year: year) ?? leftEnd(at: next, Named(here: .year(year)))
    {
      return found
    }
    if text.has("全年", at: next) { return (Extent(.year(year)), next + 2) }
    let lastDay = Extent(.day(CalendarUnit.year(year).lastDay))
    if text.has("年底", at: end) || text.has("年末", at: end) { return (lastDay, end + 2) }
    if text.has("年初", at: end) { return (Extent(.month(year, 1)), end + 2) }
    switch text[end] {
    case "底": return (lastDay, end + 1)
    case "末": return (lastDay, end + 1)
    // 2025年初次 is the year and 初次.
    case "初" where !Self.afterBeginning.contains(text[end + 1]): return (Extent(.month(year, 1)), end + 1)
    case "度": return (Extent(.year(year)), end + 1)
    default: return (Extent(.year(year)), end)
    }
  }

  private static let afterBeginning: ScalarSet = "次步中审级始任选心赛创"

  // MARK: - Years

  /// 2025年, 二〇二五年, 今年, 次年.
  private func yearName(at start: Int, _ named: Named) -> (Int, Int)? {
    if let (year, end) = relativeYear(at: start, named) { return (year, end) }
    if register == .general, let found = eraYear(at: start) { return found }
    guard let numeral = number(at: start) else { return nil }
    let end = text.skippingBlanks(numeral.range.upperBound)
    guard text[end] == "年", !text[start - 1].isASCIIDigit else { return nil }
    if let year = year(numeral) { return (year, end + 1) }
    guard let short = shortYear(numeral) else { return nil }
    // 98年4月, 19年底: two digits name a year where a part of it follows, and else only as no duration is written.
    let next = text[end + 1]
    let isNamed = numeral.form.contains(.digitString) || text[start] == "0" || next == "版" || short < 2000
    guard next == "底" || next == "末" || register == .general && isNamed || part(at: end + 1, year: short) != nil else {
      return nil
    }
    return (short, end + 1)
  }

  /// The year that two digits stand for.
  func shortYear(_ numeral: Numeral) -> Int? {
    guard numeral.range.count == 2, numeral.form == .arabic || numeral.form == [.chinese, .digitString],
      let short = Self.small(numeral)
    else { return nil }
    return short < 50 ? 2000 + short : 1900 + short
  }

  private func relativeYear(at start: Int, _ named: Named) -> (Int, Int)? {
    guard Self.relativeYearHeads.contains(text[start]) else { return nil }
    if let before = named.before {
      for (word, offset) in Self.yearsAfterNamed where text.has(word, at: start) {
        return (before.year + offset, start + word.scalarCount)
      }
    }
    guard let reference else { return nil }
    for (word, offset) in Self.relativeYears where text.has(word, at: start) {
      let end = start + word.scalarCount
      // 60岁以上年龄段, 以前年度, 今后年均 hold the words by accident.
      guard !Self.beforeNoYear.contains(text[start - 1]), text[end] != "龄", text[end] != "纪", text[end] != "轻" else {
        return nil
      }
      return (reference.year + offset, end)
    }
    guard register == .general else { return nil }
    for (word, offset) in Self.spokenYears where text.has(word, at: start) {
      return (reference.year + offset, start + word.scalarCount)
    }
    return nil
  }

  private static let relativeYearHeads: ScalarSet = "今本上去前明来下大后这次翌同当第"
  private static let beforeNoYear: ScalarSet = "以此之今"
  private static let relativeYears: [(StaticString, Int)] = [
    ("本年度", 0), ("今年", 0), ("本年", 0), ("上年度", -1), ("去年", -1), ("上年", -1), ("上一年", -1), ("前年", -2), ("大前年", -3),
    ("明年", 1), ("来年", 1), ("下一年", 1),
  ]
  private static let spokenYears: [(StaticString, Int)] = [("这一年", 0), ("后年", 2), ("大后年", 3)]
  private static let yearsAfterNamed: [(StaticString, Int)] = [
    ("次年", 1), ("翌年", 1), ("第二年", 1), ("同年", 0), ("当年", 0),
  ]

  /// 民国三年, 康熙二十年: the years of an era.
  ///
  /// The first of them is 元年; months keep their number, though theirs were lunar.
  private func eraYear(at start: Int) -> (Int, Int)? {
    for (era, last) in Self.eras where text.has(era, at: start) {
      let i = start + era.scalarCount
      if text.has("元年", at: i) { return (last + 1, i + 2) }
      guard let count = count(at: i), text[count.end] == "年", count.low > 0 else { return nil }
      return (last + count.low, count.end + 1)
    }
    return nil
  }

  /// Eras with the year before their first.
  private static let eras: [(StaticString, Int)] = [
    ("民国", 1911), ("宣统", 1908), ("光绪", 1874), ("同治", 1861), ("咸丰", 1850), ("道光", 1820), ("嘉庆", 1795), ("乾隆", 1735),
    ("雍正", 1722), ("康熙", 1661), ("顺治", 1643),
  ]

  /// 20世纪90年代, 上世纪80年代, 九十年代.
  private func decade(at start: Int) -> (Extent, Int)? {
    var i = start
    var century: Int?
    for (word, offset) in Self.centuries where text.has(word, at: start) {
      // A report of this century speaks of it without a reference too.
      century = ((reference?.year ?? 2000) / 100 + offset) * 100
      i = start + word.scalarCount
    }
    if century == nil, let count = count(at: start), text.has("世纪", at: text.skippingBlanks(count.end)), count.low > 0,
      count.low < 23
    {
      century = (count.low - 1) * 100
      i = text.skippingBlanks(count.end) + 2
    }
    if let tens = number(at: i), text.has("年代", at: tens.range.upperBound),
      let value = Self.small(tens) ?? year(tens), value % 10 == 0,
      !Self.afterDecade.contains(text[tens.range.upperBound + 2])
    {
      // 50年代 … 90年代 are those of the last century, 10年代 and 20年代 of this one.
      let first = value > 100 ? value : (century ?? (value >= 30 ? 1900 : 2000)) + value
      return (Extent(.year(first), .year(first + 9)), tens.range.upperBound + 2)
    }
    guard let century, i > start else { return nil }
    return (Extent(.year(century), .year(century + 99)), i)
  }

  private static let centuries: [(StaticString, Int)] = [("上个世纪", -1), ("上世纪", -1), ("本世纪", 0)]
  /// 代 begins words of its own before these: 2020年代表, 代理.
  private static let afterDecade: ScalarSet = "表理办收为书码言偿缴"

  // MARK: - Months and quarters by their distance

  /// 本月, 上个月, 下下月, 本季度, 上个季度, 同月.
  private func relativeMonth(at start: Int, _ named: Named) -> (CalendarUnit, Int)? {
    guard let reference else { return nil }
    if let before = named.before, let month = before.monthNumber {
      for word in ["同月", "当月"] as [StaticString] where text.has(word, at: start) && text[start + 2] != "亮" {
        return (.month(before.year, month), start + 2)
      }
    }
    guard let (offset, i) = step(at: start), text[i] == "月" || text.has("季度", at: i) else { return nil }
    let isQuarter = text[i] == "季"
    // 以上月份 and 当月 (each month's own) name no month of the calendar.
    guard text[start - 1] != "以", register == .general || abs(offset) < 2 && text[start] != "当" && text[start] != "同"
    else { return nil }
    let day = CalendarDate(year: reference.year, month: reference.month, day: 1)
      .adding(months: isQuarter ? 3 * offset : offset)
    return isQuarter
      ? (.quarter(day.year, (day.month + 2) / 3), i + 2) : (.month(day.year, day.month), i + 1)
  }

  /// 本, 这个, 上一个, 下下: how many units before or after the present one.
  func step(at start: Int) -> (Int, Int)? {
    var i = start
    var offset = 0
    switch text[start] {
    case "上", "下":
      let sign = text[start] == "上" ? -1 : 1
      while text[i] == text[start], abs(offset) < 5 {
        offset += sign
        i += 1
      }
    case "本", "这", "当", "同": i += 1
    case "今" where register == .general: i += 1
    default: return nil
    }
    // 这一周 is this week, and 下两周 the next two.
    if text[i] == "一", text[i + 1] != "季" { i += 1 }
    if text[i] == "个" { i += 1 }
    return (offset, i)
  }

  // MARK: - Numbers

  /// A small whole number, or two neighbouring ones (三四季度).
  struct Count {
    var low: Int
    var high: Int
    var end: Int
    var isArabic: Bool
    var digits: Int
  }

  func count(at start: Int) -> Count? {
    guard let numeral = number(at: start) else { return nil }
    let end = numeral.range.upperBound
    let isArabic = numeral.form.contains(.arabic)
    if let value = Self.small(numeral) {
      return Count(low: value, high: value, end: end, isArabic: isArabic, digits: numeral.range.count)
    }
    guard numeral.form == [.chinese, .pair], numeral.low.exponent == 0, numeral.low.coefficient < 12 else { return nil }
    return Count(
      low: Int(numeral.low.coefficient), high: Int(numeral.high.coefficient), end: end, isArabic: false, digits: 2)
  }

  /// A whole number below 100.
  static func small(_ numeral: Numeral) -> Int? {
    guard numeral.low == numeral.high, !numeral.form.contains(.malformed), numeral.low.exponent >= 0,
      numeral.range.count < 5
    else { return nil }
    let value = numeral.low.double
    return value >= 0 && value < 100 ? Int(value) : nil
  }

  /// A year written with four digits, or in words (两千零四).
  func year(_ numeral: Numeral) -> Int? {
    guard numeral.low == numeral.high, !numeral.form.contains(.fraction) else { return nil }
    // Order numbers have more digits than any whole number holds.
    guard let value = Int(exactly: numeral.low.double.rounded()) else { return nil }
    if numeral.form.contains(.scaled) {
      return !numeral.form.contains(.arabic) && (2000...2099).contains(value) && numeral.range.count > 3 ? value : nil
    }
    let earliest = register == .general ? 1000 : 1900
    return numeral.range.count == 4 && (earliest...2100).contains(value) ? value : nil
  }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
    guard (1...12).contains(month), day >= 1, day <= CalendarDate.days(inMonth: month, of: year) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }
}
