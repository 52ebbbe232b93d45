/// Days, weeks and spans that count from the reference as the day of speaking: 明天, 下周三, 月底, 前两天, 三天后.
///
/// Weeks begin on Monday. 下周三 is the Wednesday of next week and 周三 the next one from today on, today included.
extension PeriodParser {
  /// 明天, 下周三, 上上周末, 月底, 29日, 国庆节.
  func relative(at start: Int, _ named: Named) -> (Extent, Int)? {
    guard let reference else { return nil }
    for (words, first, last) in Self.dayLists where text.has(words, at: start) {
      return (Extent(reference.adding(days: first), reference.adding(days: last)), start + words.scalarCount)
    }
    if text.has("今明两年", at: start) {
      return (Extent(.year(reference.year), .year(reference.year + 1)), start + 4)
    }
    if let (day, end) = dayWord(at: start, reference) { return (Extent(.day(day)), end) }
    if let found = week(at: start, reference) { return found }
    // 腊月初十, 正月初一 and 每月底 name no part of the present month.
    if text[start] == "月", text[start + 1] == "底" || text[start + 1] == "初" || text[start + 1] == "末",
      !Self.beforeLunarMonth.contains(text[start - 1]), alphabet.isPlain(text[start - 1])
    {
      return (Extent(.month(reference.year, reference.month)), start + 2)
    }
    if let count = count(at: start), text[text.skippingBlanks(count.end)] == "日" || text[count.end] == "号",
      count.low == count.high, !text[start - 1].isASCIIDigit
    {
      let end = text.skippingBlanks(count.end) + 1
      guard text[start - 1] != "月", !Self.afterCountedDays.contains(text[end]) else { return nil }
      // The 29th in a February without one is the next 29th.
      let first = CalendarDate(year: reference.year, month: reference.month, day: 1)
      let next = first.adding(months: 1)
      return (Self.date(first.year, first.month, count.low) ?? Self.date(next.year, next.month, count.low))
        .map { (Extent(.day($0)), end) }
    }
    guard Holidays.heads.contains(text[start]) else { return nil }
    return Holidays.day(text, at: start, year: named.here?.year ?? reference.year).map { (Extent(.day($0)), $1) }
  }

  private static let beforeLunarMonth: ScalarSet = "腊正冬闰每"
  /// 29日内 and 29日后 count days.
  private static let afterCountedDays: ScalarSet = "内前后之以游"

  /// 昨天, 大后天; a day of a day: 明天的后天.
  func dayWord(at start: Int, _ reference: CalendarDate) -> (CalendarDate, Int)? {
    guard Self.dayHeads.contains(text[start]) else { return nil }
    for (word, offset) in Self.days where text.has(word, at: start) {
      let (day, end) = (reference.adding(days: offset), start + word.scalarCount)
      // 《明日之后》 is a title.
      guard !text.has("《", at: start - 1) else { return nil }
      if text[end] == "的", let found = dayWord(at: end + 1, day) { return found }
      return (day, end)
    }
    return nil
  }

  private static let dayHeads: ScalarSet = "大前昨今明后尋寻聽听本当"
  private static let days: [(StaticString, Int)] = [
    ("大前天", -3), ("大前日", -3), ("大后天", 3), ("大后日", 3), ("前天", -2), ("前日", -2), ("昨天", -1), ("昨日", -1), ("尋日", -1),
    ("寻日", -1), ("今天", 0), ("今日", 0), ("本日", 0), ("当日", 0), ("明天", 1), ("明日", 1), ("聽日", 1), ("听日", 1), ("后天", 2),
    ("后日", 2),
  ]
  /// Days in a row that share their last character.
  private static let dayLists: [(StaticString, Int, Int)] = [
    ("明后大后三天", 1, 3), ("明天后天大后天三天", 1, 3), ("今天明天后天三天", 0, 2), ("今明后三天", 0, 2), ("今明两天", 0, 1), ("明后两天", 1, 2),
    ("明后天", 1, 2), ("昨今两天", -1, 0),
  ]

  // MARK: - Weeks

  /// 上周, 下下星期, 本周末, 上周三, 周三.
  private func week(at start: Int, _ reference: CalendarDate) -> (Extent, Int)? {
    let (offset, name) = step(at: start) ?? (0, start)
    let isStepped = name > start
    let end: Int
    if text[name] == "周" {
      end = name + 1
    } else if text.has("星期", at: name) || text.has("礼拜", at: name) {
      end = name + 2
    } else {
      return nil
    }
    // 每周三 comes again and again; 以上周期 holds 上周 by accident.
    guard text[start - 1] != "每", text[start - 1] != "以", !Self.afterWeek.contains(text[end]) else { return nil }
    let monday = reference.monday.adding(days: 7 * offset)
    var next = end
    // 上周星期三
    if isStepped, text.has("星期", at: end) || text.has("礼拜", at: end) {
      next = end + 2
    } else if text[end] == "周" {
      next = end + 1
    }
    if let (number, after) = weekday(at: next) {
      let day = monday.adding(days: number - 1)
      return (Extent(.day(isStepped || day >= reference ? day : day.adding(days: 7))), after)
    }
    guard isStepped else { return nil }
    if text[end] == "末" { return (Extent(monday.adding(days: 5), monday.adding(days: 6)), end + 1) }
    return (Extent(monday, monday.adding(days: 6)), end)
  }

  /// 周 begins words of its own before these: 周期, 周边, 周年.
  private static let afterWeek: ScalarSet = "期边围年转密全岁长知刊报详延折旋"

  // MARK: - Counted spans

  /// 前两天, 未来一周, 最近三个月; 三天后, 两年前, 三周内.
  func countedSpan(at start: Int) -> (CalendarPeriod, Int)? {
    guard let reference else { return nil }
    for (word, form) in Self.directions where text.has(word, at: start) {
      let i = text.skippingBlanks(start + word.scalarCount)
      // 上半年 is a half of the year, 近半年 six months.
      guard word.scalarCount > 1 || text[start] == "近" || text[i] != "半", let (count, grain, end) = amount(at: i) else {
        return nil
      }
      // 前三季度 counts from the beginning of the year.
      guard text[end - 1] != "度" || text[end - 3] == "个" else { return nil }
      let isInside = text.has("之内", at: end) || text.has("以内", at: end)
      let isWhole = text[start] == "下"
      let span = CountedSpan(reference: reference, count: count, grain: grain, form: form, isWhole: isWhole)
      return (.counted(span), isInside ? end + 2 : text[end] == "内" || text[end] == "里" ? end + 1 : end)
    }
    guard let (count, grain, end) = amount(at: start),
      grain != .month || text[end - 1] != "月" || text[end - 2] == "个" || text[end - 2] == "多"
    else { return nil }
    for (word, form, isOpen) in Self.distances where text.has(word, at: end) {
      let after = end + word.scalarCount
      guard word.scalarCount > 1 || !Self.afterDistance.contains(text[after]) else { return nil }
      let span = CountedSpan(reference: reference, count: count, grain: grain, form: form, isOpen: isOpen)
      // 一年前的今天
      if form == .ago || form == .ahead, text[after] == "的",
        let (day, last) = dayWord(at: after + 1, span.shifted(by: form == .ago ? -count : count))
      {
        return (.span(Extent(.day(day))), last)
      }
      return (.counted(span), after)
    }
    return nil
  }

  /// 前后 and 后期 after a number are no distance.
  private static let afterDistance: ScalarSet = "后前期续来往任提列置者部"

  /// 三天, 两个月, 一年半, 半年.
  private func amount(at start: Int) -> (Int, Grain, Int)? {
    if text.has("半年", at: start) { return (6, .month, start + 2) }
    // 07年以后 names a year.
    guard let (count, grain, end) = grain(at: start), count > 0, !text[start - 1].isASCIIDigit, text[start] != "0",
      text[start] != "零"
    else { return nil }
    if grain == .year, text[end] == "半" { return (count * 12 + 6, .month, end + 1) }
    return (count, grain, end)
  }

  private static let directions: [(StaticString, CountedSpan.Form)] = [
    ("最近", .recent), ("过去", .recent), ("近", .recent), ("往前", .past), ("向前", .past), ("上", .past), ("前", .past),
    ("未来", .coming), ("接下来", .coming), ("今后", .coming), ("往后", .coming), ("向后", .coming), ("后面", .coming),
    ("之后", .coming),
    ("下", .coming), ("后", .coming), ("再过", .ahead), ("过", .ahead),
  ]
  private static let distances: [(StaticString, CountedSpan.Form, Bool)] = [
    ("以前", .ago, true), ("之前", .ago, true), ("前", .ago, false), ("以后", .ahead, true), ("之后", .ahead, true),
    ("后", .ahead, false), ("以内", .within, false), ("之内", .within, false), ("内", .within, false),
  ]

  /// A day counted from the one named: 2月13号31天前, 明天的一个月以前, 2月13号后的第3天.
  func shifted(_ day: CalendarDate, at start: Int) -> (CalendarDate, Int)? {
    if text.has("后的第", at: start), let (count, grain, end) = grain(at: start + 3), grain == .day {
      return (day.adding(days: count), end)
    }
    let i = text[start] == "的" ? start + 1 : start
    guard let (count, grain, end) = grain(at: i) else { return nil }
    for (word, form, _) in Self.distances where text.has(word, at: end) && form != .within {
      let span = CountedSpan(reference: day, count: count, grain: grain, form: form)
      return (span.shifted(by: form == .ago ? -count : count), end + word.scalarCount)
    }
    return nil
  }
}
