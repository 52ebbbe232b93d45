/// Parts of years and months.
extension PeriodParser {
  /// A part of `year`: 上半年, 第三季度, 前三季度, 4月22日, 5月中旬, and 第37周 where the year is named.
  func part(at start: Int, year: Int, isNamed: Bool = true) -> (Extent, Int)? {
    switch text[start] {
    case "上", "下", "前", "后":
      if text.has("半年", at: start + 1) {
        let isFirst = text[start] == "上" || text[start] == "前"
        return (Extent(.half(year, isFirst ? 1 : 2)), start + 3)
      }
      return isNamed && text[start] == "前" ? leading(at: start + 1, of: .year(year)) : nil
    case "最": return isNamed ? trailing(at: start, of: .year(year)) : nil
    case "第": return (isNamed ? ordinal(at: start + 1, of: .year(year)) : nil) ?? quarter(at: start + 1, year)
    case "Q":
      return text[start - 1].isASCIIDigit || text[start - 1].isASCIILetter ? nil : quarter(at: start + 1, year)
    default: return quarter(at: start, year) ?? month(at: start, year)
    }
  }

  /// 今天 of 去年今天, 本月 of 去年本月: the day or month of the reference in another year.
  func sameDay(at start: Int, _ year: Int) -> (Extent, Int)? {
    guard register == .general, let reference else { return nil }
    if text.has("本月", at: start) || text.has("同月", at: start) {
      let month = CalendarUnit.month(year, reference.month)
      return withinMonth(month, at: start + 2) ?? (Extent(month), start + 2)
    }
    guard let (day, end) = dayWord(at: start, reference), let date = Self.date(year, day.month, day.day) else {
      return nil
    }
    return (Extent(.day(date)), end)
  }

  /// 三季度, 三四季度, 一季度末, and 1 of Q1.
  private func quarter(at start: Int, _ year: Int) -> (Extent, Int)? {
    guard let count = count(at: start), (1...4).contains(count.low), count.high <= 4 else { return nil }
    var end = text.skippingBlanks(count.end)
    if text.has("季度", at: end) {
      end += 2
    } else if text[start - 1] == "Q", !text[end].isASCIILetter {
      end = count.end
    } else {
      return nil
    }
    let quarter = Extent(.quarter(year, count.low), .quarter(year, count.high))
    switch text[end] {
    case "末", "底": return (Extent(.month(year, count.high * 3)), end + 1)
    case "初" where text[end + 1] != "步": return (Extent(.month(year, count.low * 3 - 2)), end + 1)
    default: return (quarter, end)
    }
  }

  /// 4月, 五六月份, 4月22日, 5月中旬.
  private func month(at start: Int, _ year: Int) -> (Extent, Int)? {
    guard let count = count(at: start), (1...12).contains(count.low), count.high <= 12, !text[start - 1].isASCIIDigit
    else {
      return nil
    }
    let end = text.skippingBlanks(count.end)
    guard text[end] == "月" else { return nil }
    guard count.low == count.high else {
      return (Extent(.month(year, count.low), .month(year, count.high)), text[end + 1] == "份" ? end + 2 : end + 1)
    }
    let month = CalendarUnit.month(year, count.low)
    if let found = withinMonth(month, at: end + 1) { return found }
    // 2月30日 is no date, and no month either.
    if let day = self.count(at: text.skippingBlanks(end + 1)), day.low > 0, text[day.end] == "日" || text[day.end] == "号"
    {
      return nil
    }
    // 三月三 is a festival, and 十五月 no month.
    if !count.isArabic, register == .report, let next = self.count(at: end + 1), !next.isArabic,
      !isConnector(text[next.end])
    {
      return nil
    }
    return (Extent(month), end + 1)
  }

  /// What follows the name of a month and is part of it: a day, 上旬, 份, 底, 第二周.
  func withinMonth(_ unit: CalendarUnit, at start: Int) -> (Extent, Int)? {
    guard case .month(let year, let month) = unit else {
      // 上季度末
      if case .quarter(let year, let quarter) = unit, text[start] == "末" || text[start] == "底" {
        return (Extent(.month(year, quarter * 3)), start + 1)
      }
      return nil
    }
    var i = text.skippingBlanks(start)
    if text[i] == "的" { i = text.skippingBlanks(i + 1) }
    switch text[i] {
    case "份": return (Extent(unit), i + 1)
    case "底", "末", "初": return (Extent(unit), i + 1)
    case "月" where text[i + 1] == "底" || text[i + 1] == "末" || text[i + 1] == "初": return (Extent(unit), i + 2)
    case "上", "中", "下":
      guard text[i + 1] == "旬" else { return nil }
      let first = text[i] == "上" ? 1 : text[i] == "中" ? 11 : 21
      let last = first == 21 ? unit.lastDay.day : first + 9
      return (
        Extent(
          CalendarDate(year: year, month: month, day: first), CalendarDate(year: year, month: month, day: last)), i + 2
      )
    case "第": return ordinal(at: i + 1, of: unit)
    case "前": return leading(at: i + 1, of: unit)
    case "最": return trailing(at: i, of: unit)
    default: return dayNumber(at: i, year, month)
    }
  }

  /// 22日, 22号; 1 of 1-5日 and 5、6日; in any text also 八月十五, 十月31.
  func dayNumber(at start: Int, _ year: Int, _ month: Int) -> (Extent, Int)? {
    guard let count = count(at: start), count.low == count.high, let date = Self.date(year, month, count.low) else {
      return nil
    }
    let end = text.skippingBlanks(count.end)
    if text[end] == "日" || text[end] == "号" { return (Extent(.day(date)), end + 1) }
    if isBareDay(count.end) { return (Extent(.day(date)), count.end) }
    // 五月廿二 counts by the moon.
    guard register == .general, !Self.units.contains(text[count.end]), alphabet.kind(text[start]) != .tens else {
      return nil
    }
    return (Extent(.day(date)), count.end)
  }

  /// Whether 日 follows after the other end of a span or list: 3月1-5日, 3月5、6日.
  private func isBareDay(_ start: Int) -> Bool {
    var i = start
    for _ in 0..<12 {
      guard isConnector(text[i]) || text[i] == "、" || text[i] == "和", let right = count(at: text.skippingBlanks(i + 1))
      else { return false }
      i = text.skippingBlanks(right.end)
      if text[i] == "日" || text[i] == "号" { return true }
    }
    return false
  }

  // MARK: - Counted parts

  /// 前三季度, 前两个季度, 前8个月, 前2周, 前10天: what a year or month begins with.
  private func leading(at start: Int, of unit: CalendarUnit) -> (Extent, Int)? {
    guard let (count, grain, end) = grain(at: start), count > 0 else { return nil }
    switch (unit, grain) {
    case (.year(let y), .quarter) where count <= 4: return (Extent(.month(y, 1), .month(y, count * 3)), end)
    case (.year(let y), .month) where count <= 12: return (Extent(.month(y, 1), .month(y, count)), end)
    case (_, .week):
      let first = Self.week(1, of: unit)
      return (Extent(first, first.adding(days: count * 7 - 1)), end)
    case (_, .day): return (Extent(unit.firstDay, unit.firstDay.adding(days: count - 1)), end)
    default: return nil
    }
  }

  /// 最后4个月, 最后一天, 最后一个星期一: what a year or month ends with.
  private func trailing(at start: Int, of unit: CalendarUnit) -> (Extent, Int)? {
    guard text.has("最后", at: start), let (count, grain, end) = grain(at: text.skippingBlanks(start + 2)), count > 0
    else { return nil }
    let last = unit.lastDay
    switch (unit, grain) {
    case (.year(let y), .month) where count <= 12: return (Extent(.month(y, 13 - count), .month(y, 12)), end)
    case (.year(let y), .quarter) where count <= 4: return (Extent(.month(y, 13 - 3 * count), .month(y, 12)), end)
    case (_, .week):
      if count == 1, let (number, after) = weekday(at: end) {
        return (Extent(.day(last.adding(days: -((last.weekday - number + 7) % 7)))), after)
      }
      let sunday = last.adding(days: -(last.weekday % 7))
      return (Extent(sunday.adding(days: 1 - 7 * count), sunday), end)
    case (_, .day):
      return (count == 1 ? Extent(.day(last)) : Extent(last.adding(days: 1 - count), last), end)
    default: return nil
    }
  }

  /// 第三个月, 第37周, 第一个星期一, 第二天, 第三季度.
  private func ordinal(at start: Int, of unit: CalendarUnit) -> (Extent, Int)? {
    guard let (number, grain, end) = grain(at: start), number > 0 else { return nil }
    switch (unit, grain) {
    case (.year(let y), .quarter) where number <= 4: return quarter(at: start, y) ?? (Extent(.quarter(y, number)), end)
    case (.year(let y), .month) where number <= 12 && text[end - 2] == "个": return (Extent(.month(y, number)), end)
    case (_, .week):
      if let (day, after) = weekday(at: end) {
        let first = unit.firstDay
        return (Extent(.day(first.adding(days: (day - first.weekday + 7) % 7 + 7 * (number - 1)))), after)
      }
      let first = Self.week(number, of: unit)
      return first <= unit.lastDay ? (Extent(first, first.adding(days: 6)), end) : nil
    // 第二天 after a month is the day after something, unless the words are joined: 2月的第二天.
    case (_, .day) where text[start - 2] == "的" || number > 3:
      let date = unit.firstDay.adding(days: number - 1)
      return date <= unit.lastDay ? (Extent(.day(date)), end) : nil
    default: return nil
    }
  }

  /// The first day of a week of a month or year; its first week is the first that begins in it, on a Monday.
  private static func week(_ number: Int, of unit: CalendarUnit) -> CalendarDate {
    let first = unit.firstDay
    return first.adding(days: (8 - first.weekday) % 7 + 7 * (number - 1))
  }

  /// A number and the unit that is counted: 三季度, 两个季度, 8个月, 2周, 10天.
  func grain(at start: Int) -> (count: Int, grain: Grain, end: Int)? {
    guard let count = count(at: text.skippingBlanks(start)), count.low == count.high else { return nil }
    guard let (grain, end) = grainName(at: count.end) else { return nil }
    return (count.low, grain, end)
  }

  func grainName(at start: Int) -> (Grain, Int)? {
    var i = text.skippingBlanks(start)
    if text[i] == "多" { i += 1 }
    if text[i] == "个" { i += 1 }
    if text[i] == "多", i > start { i += 1 }
    switch text[i] {
    case "季" where text[i + 1] == "度": return (.quarter, i + 2)
    case "月": return (.month, i + 1)
    case "周": return (.week, i + 1)
    case "星" where text[i + 1] == "期", "礼" where text[i + 1] == "拜": return (.week, i + 2)
    case "天", "日": return (.day, i + 1)
    case "年" where text[i + 1] != "代": return (.year, i + 1)
    default: return nil
    }
  }

  /// 一 … 日 of 星期一: its number and the end; the week is named before it, or in between (第一个星期一, 上周星期三).
  func weekday(at start: Int) -> (Int, Int)? {
    let number: Int
    switch text[start] {
    case "一": number = 1
    case "二": number = 2
    case "三": number = 3
    case "四": number = 4
    case "五": number = 5
    case "六": number = 6
    case "日", "天": number = 7
    default: return nil
    }
    return (number, start + 1)
  }
}

/// A unit that spans of time are counted in.
enum Grain: Sendable, Hashable {
  case day, week, month, quarter, year
}
