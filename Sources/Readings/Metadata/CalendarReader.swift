/// Reads years and dates as titles, openings and signatures write them.
enum CalendarReader {
  /// A year with 年: 2025年, ２０２５年, 二〇二五年.
  static func year(_ passage: Passage, at index: Int) -> (value: Int, end: Int)? {
    let value: Int, end: Int
    if index > 0, passage.scalars[index - 1].digitValue != nil { return nil }
    if let number = passage.number(at: index), number.end - index == 4 {
      (value, end) = number
    } else if let number = chineseYear(passage, at: index) {
      (value, end) = number
    } else {
      return nil
    }
    let mark = skipBlanks(passage, end)
    guard (1949...2199).contains(value), passage.has("年", at: mark) else { return nil }
    return (value, mark + 1)
  }

  private static func chineseYear(_ passage: Passage, at index: Int) -> (Int, Int)? {
    guard index + 4 <= passage.count,
      passage.scalars[index].chineseDigitValue == 2 || passage.scalars[index].chineseDigitValue == 1
    else { return nil }
    var value = 0
    for at in index..<index + 4 {
      guard let digit = passage.scalars[at].chineseDigitValue else { return nil }
      value = value * 10 + digit
    }
    return (value, index + 4)
  }

  /// A day as an ISO 8601 date: 2025年3月31日, 二〇二五年三月三十一日, 2025-03-31, 2025.3.31, 2025/3/31.
  static func date(_ passage: Passage, at index: Int) -> (iso: String, end: Int)? {
    if let year = year(passage, at: index) {
      guard let month = dayNumber(passage, at: skipBlanks(passage, year.end)),
        case let afterMonth = skipBlanks(passage, month.end), passage.has("月", at: afterMonth),
        let day = dayNumber(passage, at: skipBlanks(passage, afterMonth + 1)),
        case let afterDay = skipBlanks(passage, day.end),
        passage.has("日", at: afterDay) || passage.has("号", at: afterDay)
      else { return nil }
      return iso(year.value, month.value, day.value).map { ($0, afterDay + 1) }
    }
    guard index == 0 || passage.scalars[index - 1].digitValue == nil, let year = passage.number(at: index),
      year.end - index == 4, year.end < passage.count
    else { return nil }
    let separator = passage.scalars[year.end]
    guard [0x2D, 0x2E, 0x2F, 0xFF0D, 0xFF0E, 0xFF0F].contains(separator), let month = passage.number(at: year.end + 1),
      month.end < passage.count, passage.scalars[month.end] == separator, let day = passage.number(at: month.end + 1),
      day.end - month.end <= 3
    else { return nil }
    return iso(year.value, month.value, day.value).map { ($0, day.end) }
  }

  private static func skipBlanks(_ passage: Passage, _ index: Int) -> Int {
    var at = index
    while at < passage.count, passage.scalars[at] == 0x20 || passage.scalars[at] == 0x3000 { at += 1 }
    return at
  }

  /// A number up to thirty-one in digits or Chinese: 3, 03, 三, 十一, 三十一, 廿三.
  static func dayNumber(_ passage: Passage, at index: Int) -> (value: Int, end: Int)? {
    if let number = passage.number(at: index) { return number.end - index <= 2 ? number : nil }
    var at = index, value = 0, last = 0
    while at < passage.count, at - index < 3 {
      if let digit = passage.scalars[at].chineseDigitValue {
        last = digit
      } else if passage.has("十", at: at) {
        value += 10 * max(last, 1)
        last = 0
      } else {
        break
      }
      at += 1
    }
    return at > index ? (value + last, at) : nil
  }

  private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard (1949...2199).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
