/// A day as it is written in English and other European languages: November 20, 2019; 9/17/2004; 17.9.2004.
enum WesternDate {
  /// Reads a day with its time, if there is one, at `at`; numbers alone only where they cannot be taken for another day.
  static func read(_ bytes: ArraySlice<UInt8>, at start: Int) -> PageDate? {
    guard start < bytes.endIndex, bytes[start] < 0x80, start == bytes.startIndex || !isWord(bytes[start - 1]) else {
      return nil
    }
    var reader = Reader(bytes: bytes, at: start)
    guard PageDate.isDigit(bytes[start]) else { return mayBegin(bytes[start]) ? reader.monthFirst() : nil }
    guard let first = reader.number(2), reader.at < bytes.endIndex else { return nil }
    switch bytes[reader.at] {
    case 0x2F, 0x2E, 0x2D: return reader.numeric(first)
    default: return reader.dayFirst(first)
    }
  }

  /// Whether the name of a month begins with this byte.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case 0x61, 0x64, 0x66, 0x6A, 0x6D, 0x6E, 0x6F, 0x73: true
    default: false
    }
  }

  static func isWord(_ byte: UInt8) -> Bool { PageDate.isDigit(byte) || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  private struct Reader {
    let bytes: ArraySlice<UInt8>
    var at: Int
    /// Whether a year of two digits begins here.
    private var isShortYear: Bool { at + 2 >= bytes.endIndex || !PageDate.isDigit(bytes[at + 2]) }

    /// Reads November 20, 2019, and Nov 20 10:15:00 2019.
    mutating func monthFirst() -> PageDate? {
      guard let month = month(), let day = number(2) else { return nil }
      _ = skipOrdinal()
      guard skip(0x2C) || skip(0x20) else { return nil }
      if let year = number(4) { return finished(year, month, day) }
      // As Unix writes it, the year stands behind the time.
      guard skipTime(), let year = number(4), var date = PageDate(year: year, month: month, day: day, end: at) else {
        return nil
      }
      date.hasTime = true
      return date
    }

    /// Reads 20 November 2019, and 20th of November, 2019.
    mutating func dayFirst(_ day: Int) -> PageDate? {
      let isOrdinal = skipOrdinal()
      skipBlanks()
      if isOrdinal, let end = WesternDate.of.end(in: bytes, at: at) {
        at = end
        skipBlanks()
      }
      guard let month = month() else { return nil }
      _ = skip(0x2C)
      guard let year = number(4) else { return nil }
      return finished(year, month, day)
    }

    /// Reads 9/17/2004, and 17.9.2004.
    ///
    /// Between slashes the month comes first unless it can be none; with AM or PM behind it, it always does. Between dots the day
    /// comes first.
    mutating func numeric(_ first: Int) -> PageDate? {
      let sign = bytes[at]
      at += 1
      guard let second = number(2), at < bytes.endIndex, bytes[at] == sign else { return nil }
      at += 1
      let isShort = isShortYear
      guard let year = isShort ? number(2).map({ 2000 + $0 }) : number(4) else { return nil }
      let date: PageDate?
      if sign == 0x2E {
        date = isShort ? nil : finished(year, second, first)
      } else if second > 12 {
        date = sign == 0x2F ? finished(year, first, second) : nil
      } else if first > 12 {
        date = isShort ? nil : finished(year, second, first)
      } else {
        date = finished(year, first, second)
        guard date?.hasHalfDay == true || first == second && !isShort else { return nil }
      }
      // Of two digits, a year is sure only before a time of day.
      return isShort && date?.hasTime != true ? nil : date
    }

    private func finished(_ year: Int, _ month: Int, _ day: Int) -> PageDate? {
      var cursor = DateCursor(bytes: bytes, at: at)
      while let end = WesternDate.links.end(in: bytes, at: cursor.at) {
        cursor.at = end
        cursor.skipBlanks()
      }
      if let date = cursor.finished(year, month, day), date.hasTime { return date }
      return PageDate(year: year, month: month, day: day, end: at)
    }

    mutating func number(_ digits: Int) -> Int? {
      var value = 0
      let start = at
      while at < bytes.endIndex, at - start < digits, PageDate.isDigit(bytes[at]) {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at > start, at == bytes.endIndex || !PageDate.isDigit(bytes[at]), digits < 4 || at - start == 4 else {
        at = start
        return nil
      }
      return value
    }

    /// 10:15:00, with the blanks behind it.
    private mutating func skipTime() -> Bool {
      let start = at
      while at < bytes.endIndex, PageDate.isDigit(bytes[at]) || bytes[at] == 0x3A { at += 1 }
      guard at - start >= 4, at - start <= 8 else { return false }
      skipBlanks()
      return true
    }

    /// st, nd, rd or th.
    private mutating func skipOrdinal() -> Bool {
      guard let end = WesternDate.ordinals.end(in: bytes, at: at) else { return false }
      at = end
      return true
    }

    /// A month's name, whole or cut short, and the blanks behind it.
    private mutating func month() -> Int? {
      guard at + 3 < bytes.endIndex else { return nil }
      let letters = (bytes[at] | 0x20, bytes[at + 1] | 0x20, bytes[at + 2] | 0x20)
      for (index, name) in WesternDate.months.enumerated()
      where name[0] == letters.0 && name[1] == letters.1 && name[2] == letters.2 {
        var count = 3
        while at + count < bytes.endIndex, count < name.count, bytes[at + count] | 0x20 == name[count] { count += 1 }
        guard at + count < bytes.endIndex, !WesternDate.isWord(bytes[at + count]) else { return nil }
        at += count
        if bytes[at] == 0x2E || bytes[at] == 0x2C { at += 1 }
        skipBlanks()
        return index + 1
      }
      return nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
      guard at < bytes.endIndex, bytes[at] == byte else { return false }
      at += 1
      skipBlanks()
      return true
    }

    private mutating func skipBlanks() { while at < bytes.endIndex, bytes[at] == 0x20 { at += 1 } }
  }

  private static let ordinals = WordList("st nd rd th")
  private static let of = WordList("of")
  /// What stands between a day and its time.
  private static let links = WordList("at | - ·").adding(phrases: [" at ", " | ", " - ", " · ", ", "])

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ].map { Array($0.utf8) }
}
