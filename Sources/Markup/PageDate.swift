/// A day as it is written in a page's information lines.
struct PageDate {
  /// The day, as `2025-03-31`.
  var iso: String
  /// The end of the date, of the day of the week and of the time of day behind it.
  var end: Int

  /// Whether a time of day follows the day.
  var hasTime = false
  /// Whether that time is of a clock of twelve hours, in the English way.
  var hasHalfDay = false
  /// Whether it is written with 年, 月 and 日.
  var isSpelled = false

  /// Reads 2025-03-31, 2025/3/31, 2025.3.31, 2025年3月31日, 二〇二五年三月三十一日, with or without a time of day, at `at`.
  ///
  /// Behind a label, where nothing else is expected, 05-3-31 and 20250331 are days as well.
  static func read(_ bytes: ArraySlice<UInt8>, at start: Int, isLabelled: Bool = false) -> PageDate? {
    guard start < bytes.endIndex, mayBegin(bytes[start]) else { return nil }
    if start > bytes.startIndex, isDigit(bytes[start - 1]), isDigit(bytes[start]) { return nil }
    var cursor = DateCursor(bytes: bytes, at: start)
    guard let (year, digits) = cursor.number(upTo: isLabelled ? 8 : 4) else { return cursor.spelled() }
    switch digits {
    case 4: return cursor.date(of: year)
    case 2 where isLabelled: return cursor.date(of: year < 80 ? 2000 + year : 1900 + year)
    case 8: return cursor.finished(year / 10000, year / 100 % 100, year % 100)
    default: return nil
    }
  }

  /// The first day with a time of day behind it in a line.
  static func firstWithTime(in line: ArraySlice<UInt8>) -> PageDate? {
    var at = line.startIndex
    while at < line.endIndex {
      // A year begins with 1 or 2.
      if line[at] == 0x31 || line[at] == 0x32, let date = read(line, at: at), date.hasTime { return date }
      at += 1
    }
    return nil
  }

  /// Where a second day or its number begins, as in 3月1日至3月31日 and 2025-03-01 ~ 2025-03-31; nil where none follows.
  func rangeEnd(in line: ArraySlice<UInt8>) -> Int? {
    var cursor = DateCursor(bytes: line, at: min(end, line.endIndex))
    cursor.skipBlanks()
    guard let sign = DateWords.ranges.end(in: line, at: cursor.at) else { return nil }
    cursor.at = sign
    cursor.skipBlanks()
    let start = cursor.at
    return cursor.number(upTo: 4) == nil ? nil : start
  }

  /// A day, if there is such a one; a year beyond all plausible ones is that of a placeholder or an expiry (2099-12-31).
  init?(year: Int, month: Int, day: Int, end: Int) {
    guard (1990...2049).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(year, month) else {
      return nil
    }
    iso = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    self.end = end
  }

  private static func days(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a date may begin with this byte: a digit, one of full width, or 一 or 二.
  private static func mayBegin(_ byte: UInt8) -> Bool { isDigit(byte) || byte == 0xEF || byte == 0xE4 }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}

/// Reads the parts of a date one after the other.
struct DateCursor {
  let bytes: ArraySlice<UInt8>
  var at: Int

  /// The rest of a date behind its year.
  fileprivate mutating func date(of year: Int) -> PageDate? {
    guard let first = sign(), first != .month, first != .day, let month = number(upTo: 2), let second = sign(),
      second == (first == .year ? .month : first), let day = number(upTo: 2)
    else { return nil }
    return finished(year, month.value, day.value, isSpelled: first == .year)
  }

  /// A date in Chinese numerals.
  fileprivate mutating func spelled() -> PageDate? {
    var year = 0
    for _ in 0..<4 {
      guard let digit = numeral(), digit < 10 else { return nil }
      year = year * 10 + digit
    }
    guard sign() == .year, let month = spelledNumber(), sign() == .month, let day = spelledNumber() else { return nil }
    return finished(year, month, day, isSpelled: true)
  }

  /// The date with what belongs to it: 日, the day of the week, the time of day.
  mutating func finished(_ year: Int, _ month: Int, _ day: Int, isSpelled: Bool = false) -> PageDate? {
    if at < bytes.endIndex, PageDate.isDigit(bytes[at]) { return nil }
    guard var date = PageDate(year: year, month: month, day: day, end: at) else { return nil }
    date.isSpelled = isSpelled
    let afterDay = at
    if sign() != .day { at = afterDay }
    date.end = trimmedEnd(afterDay)
    skipBlanks()
    if let end = DateWords.weekdays.end(in: bytes, at: at) {
      at = end
      date.end = at
      skipBlanks()
    }
    if at < bytes.endIndex, bytes[at] | 0x20 == 0x74 { at += 1 }
    readTime(into: &date)
    return date
  }

  /// The end of what was read, without the blanks behind it.
  private func trimmedEnd(_ least: Int) -> Int {
    var end = at
    while end > least, bytes[end - 1] == 0x20 { end -= 1 }
    return end
  }

  // MARK: - Time of day

  private mutating func readTime(into date: inout PageDate) {
    if at < bytes.endIndex, bytes[at] == 0x2C { at += 1 }
    skipBlanks()
    if let end = DateWords.halves.end(in: bytes, at: at) {
      at = end
      skipBlanks()
    }
    guard let hour = number(upTo: 2), hour.value < 25, skipColon(), let minute = number(upTo: 2), minute.value < 60
    else { return }
    date.end = at
    date.hasTime = true
    if at < bytes.endIndex, bytes[at] == 0x3A || DateWords.minutes.end(in: bytes, at: at) != nil, skipColon() {
      date.end = at
      if number(upTo: 2) != nil {
        date.end = DateWords.seconds.end(in: bytes, at: at) ?? at
        at = date.end
      }
    }
    // 2019-11-20T10:00:00.000+08:00, 10:00Z
    if at < bytes.endIndex, bytes[at] == 0x2E {
      while let next = digitEnd(at + 1) { (at, date.end) = (next - 1, next) }
    }
    at = date.end
    if at + 5 < bytes.endIndex, bytes[at] == 0x2B || bytes[at] == 0x2D, PageDate.isDigit(bytes[at + 1]),
      PageDate.isDigit(bytes[at + 2]), bytes[at + 3] == 0x3A || PageDate.isDigit(bytes[at + 3])
    {
      at += 1
      while at < bytes.endIndex, PageDate.isDigit(bytes[at]) || bytes[at] == 0x3A { at += 1 }
      date.end = at
    } else if at < bytes.endIndex, bytes[at] == 0x5A {
      date.end = at + 1
    }
    skipBlanks()
    if let end = DateWords.englishHalves.end(in: bytes, at: at) {
      date.hasHalfDay = true
      date.end = end
    }
  }

  private func digitEnd(_ at: Int) -> Int? { at < bytes.endIndex && PageDate.isDigit(bytes[at]) ? at + 1 : nil }

  /// Passes over a colon of either width, 时 or 分.
  private mutating func skipColon() -> Bool {
    guard at < bytes.endIndex else { return false }
    if bytes[at] == 0x3A {
      at += 1
    } else if let end = DateWords.minutes.end(in: bytes, at: at) {
      at = end
    } else {
      return false
    }
    return true
  }

  // MARK: - Numbers and signs

  mutating func skipBlanks() {
    while at < bytes.endIndex {
      if bytes[at] == 0x20 || bytes[at] == 0x09 {
        at += 1
      } else if bytes[at] == 0xC2, at + 1 < bytes.endIndex, bytes[at + 1] == 0xA0 {
        at += 2
      } else if bytes[at] == 0xE3, at + 2 < bytes.endIndex, bytes[at + 1] == 0x80, bytes[at + 2] == 0x80 {
        at += 3
      } else {
        return
      }
    }
  }

  /// A number in digits of either width and how many they are.
  mutating func number(upTo most: Int) -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while at < bytes.endIndex, digits < most {
      if PageDate.isDigit(bytes[at]) {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      } else if bytes[at] == 0xEF, at + 2 < bytes.endIndex, bytes[at + 1] == 0xBC, (0x90...0x99).contains(bytes[at + 2])
      {
        value = value * 10 + Int(bytes[at + 2] - 0x90)
        at += 3
      } else {
        break
      }
      digits += 1
    }
    return digits > 0 ? (value, digits) : nil
  }

  private mutating func sign() -> DateWords.Sign? {
    skipBlanks()
    defer { skipBlanks() }
    guard at < bytes.endIndex else { return nil }
    switch bytes[at] {
    case 0x2D: return take(1, .dash)
    case 0x2F: return take(1, .slash)
    case 0x2E: return take(1, .dot)
    default: break
    }
    guard bytes[at] >= 0xE2, let (word, end) = DateWords.signs.find(in: bytes, at: at, gaps: false) else { return nil }
    at = end
    return DateWords.kinds[word]
  }

  private mutating func take(_ count: Int, _ sign: DateWords.Sign) -> DateWords.Sign {
    at += count
    return sign
  }

  /// 〇…九, 十 as 10.
  private mutating func numeral() -> Int? {
    guard let (word, end) = DateWords.numerals.find(in: bytes, at: at, gaps: false) else { return nil }
    at = end
    return DateWords.values[word]
  }

  /// 三, 十二, 二十, 三十一.
  private mutating func spelledNumber() -> Int? {
    guard var value = numeral() else { return nil }
    if value < 10 {
      let afterFirst = at
      guard numeral() == 10 else {
        at = afterFirst
        return value
      }
      value *= 10
    }
    let afterTens = at
    guard let ones = numeral(), ones < 10 else {
      at = afterTens
      return value
    }
    return value + ones
  }
}

/// The words of dates.
enum DateWords {
  /// What parts the numbers of a date.
  enum Sign { case dash, slash, dot, year, month, day }

  static let signs = WordList("年 月 日 号 ／ ． － — – ﹣")
  /// What each of `signs` is, in their order.
  static let kinds: [Sign] = signs.words.map {
    switch String(decoding: $0, as: UTF8.self) {
    case "年": .year
    case "月": .month
    case "日", "号": .day
    case "／": .slash
    case "．": .dot
    default: .dash
    }
  }
  /// What stands between the two days of a range; a dash alone may part a date from what follows it.
  static let ranges = WordList("至 到 ~ ～ —— -- 〜")
  static let weekdays = WordList(
    ["星期", "周", "礼拜"].flatMap { week in
      "一二三四五六日天".flatMap { ["\(week)\($0)", "(\(week)\($0))", "（\(week)\($0)）", "，\(week)\($0)", ",\(week)\($0)"] }
    }.joined(separator: " "))
  static let halves = WordList("上午 下午 中午 晚上 凌晨 早上 傍晚 am pm 上午： 下午：")
  static let minutes = WordList("： 时 点 分 ﹕")
  static let seconds = WordList("秒 分")
  static let englishHalves = WordList("am pm a.m. p.m. am. pm.")
  static let numerals = WordList("〇 ○ Ｏ 零 0 ０ o Ο О ◯ 一 二 三 四 五 六 七 八 九 十")
  /// The value of each of `numerals`, in their order.
  static let values: [Int] = numerals.words.map {
    switch String(decoding: $0, as: UTF8.self) {
    case "一": 1
    case "二": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    case "十": 10
    default: 0
    }
  }
}
