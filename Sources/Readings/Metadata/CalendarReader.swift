/// Reads years and dates as titles, openings and signatures write them.
enum CalendarReader {
  /// The years that a report may speak of, plans far ahead among them.
  private static let years = 1949...2199
  /// The years that a report may be published in: what lies beyond is a placeholder or an expiry (2099-12-31).
  private static let publicationYears = 1978...2049

  /// A year with 年: 2025年, ２０２５年, 二〇二五年.
  static func year(_ passage: Passage, at index: Int) -> (value: Int, end: Int)? {
    guard let number = yearNumber(passage, at: index), case let mark = skipBlanks(passage, number.end),
      passage.has("年", at: mark)
    else { return nil }
    return (number.value, mark + 1)
  }

  /// The number of a year, in four digits or Chinese ones.
  static func yearNumber(_ passage: Passage, at index: Int) -> (value: Int, end: Int)? {
    if index > 0, passage.scalars[index - 1].digitValue != nil { return nil }
    let value: Int, end: Int
    if let number = passage.number(at: index), number.end - index == 4 {
      (value, end) = number
    } else if let number = chineseYear(passage, at: index) {
      (value, end) = number
    } else {
      return nil
    }
    return years.contains(value) ? (value, end) : nil
  }

  /// Whether a year's number may begin with a character, which few do.
  private static func mayBeginYear(_ scalar: UInt32) -> Bool {
    scalar.digitValue != nil || scalar == 0x4E00 || scalar == 0x4E8C  // 一, 二
  }

  /// Whether a date may stand in a range of a text; most lines have no figure and neither 一 nor 二.
  static func mayHoldDate(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    range.contains { at in
      switch text[at] {
      case 0x30...0x39, 0xEF: true
      case 0xE4: at + 1 < range.upperBound && (text[at + 1] == 0xB8 || text[at + 1] == 0xBA)
      default: false
      }
    }
  }

  private static func chineseYear(_ passage: Passage, at index: Int) -> (Int, Int)? {
    guard index + 4 <= passage.count,
      passage.scalars[index].chineseDigitValue == 2 || passage.scalars[index].chineseDigitValue == 1
    else { return nil }
    var value = 0
    for scalar in passage.scalars[index..<index + 4] {
      // 二0二四: the key for zero is the nearest one.
      guard let digit = scalar.chineseDigitValue ?? (scalar.digitValue == 0 ? 0 : nil) else { return nil }
      value = value * 10 + digit
    }
    return (value, index + 4)
  }

  /// A day as an ISO 8601 date: 2025年3月31日, 二〇二五年三月三十一日, 2025-03-31, 2025.3.31, 2025/3/31.
  ///
  /// A date that begins a range (2025-03-01至2025-03-31) is one as well; see ``beginsRange(_:behind:)``.
  static func date(_ passage: Passage, at index: Int) -> (iso: String, end: Int)? {
    guard index < passage.count, mayBeginYear(passage.scalars[index]) else { return nil }
    if let year = year(passage, at: index) {
      guard let month = monthNumber(passage, at: skipBlanks(passage, year.end)),
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

  /// Whether what follows a date makes it the beginning of a span: 至, a dash or ～, and a number.
  static func beginsRange(_ passage: Passage, behind index: Int) -> Bool {
    var at = skipBlanks(passage, index)
    guard at < passage.count,
      [0x81F3, 0x5230, 0x2D, 0x2014, 0x2013, 0x7E, 0xFF5E, 0x301C].contains(passage.scalars[at])
    else { return false }
    while at < passage.count, passage.scalars[at].digitValue == nil, at - index < 6 { at += 1 }
    return at < passage.count && (passage.scalars[at].digitValue != nil || chineseYear(passage, at: at) != nil)
  }

  static func skipBlanks(_ passage: Passage, _ index: Int) -> Int {
    var at = index
    while at < passage.count, passage.scalars[at].isBlankScalar { at += 1 }
    return at
  }

  private static func monthNumber(_ passage: Passage, at index: Int) -> (value: Int, end: Int)? {
    passage.has("元月", at: index) ? (1, index + 1) : dayNumber(passage, at: index)
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
      } else if passage.has("廿", at: at) || passage.has("卅", at: at), at == index {
        value = passage.has("廿", at: at) ? 20 : 30
      } else {
        break
      }
      at += 1
    }
    return at > index ? (value + last, at) : nil
  }

  private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard publicationYears.contains(year), (1...12).contains(month), (1...days(year, month)).contains(day) else {
      return nil
    }
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
