/// A day as it is written in English: November 20, 2019; 9/17/2004.
enum WesternDate {
  /// Reads a day with its time, if there is one, at `at`; numbers alone only where they cannot be taken for another day.
  static func read(_ bytes: ArraySlice<UInt8>, at start: Int) -> PageDate? {
    guard start < bytes.endIndex, start == bytes.startIndex || !isWord(bytes[start - 1]) else { return nil }
    var reader = Reader(bytes: bytes, at: start)
    let first = reader.number(2)
    if let first, reader.skip(0x2F) { return reader.numeric(first) }
    if first != nil { reader.skipBlanks() }
    guard let month = reader.month() else { return nil }
    guard let day = first ?? reader.number(2), (1...31).contains(day),
      first != nil || reader.skip(0x2C) || reader.skip(0x20),
      let year = reader.number(4), (1990...2099).contains(year)
    else { return nil }
    return PageDate(year, month, day, bytes, reader.at)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  private struct Reader {
    let bytes: ArraySlice<UInt8>
    var at: Int

    /// 9/17/2004: the month comes first unless it can be none; with AM or PM behind it, it always does.
    mutating func numeric(_ first: Int) -> PageDate? {
      guard let second = number(2), skip(0x2F), let year = number(4), (1990...2099).contains(year) else { return nil }
      if (1...12).contains(first), (13...31).contains(second) { return PageDate(year, first, second, bytes, at) }
      if (13...31).contains(first), (1...12).contains(second) { return PageDate(year, second, first, bytes, at) }
      let date = PageDate(year, first, second, bytes, at)
      return (1...12).contains(first) && (1...12).contains(second) && date.hasHalfDay ? date : nil
    }

    mutating func number(_ digits: Int) -> Int? {
      var value = 0
      let start = at
      while at < bytes.endIndex, at - start < digits, bytes[at] >= 0x30, bytes[at] <= 0x39 {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at > start, at == bytes.endIndex || bytes[at] < 0x30 || bytes[at] > 0x39 else { return nil }
      return digits < 4 || at - start == 4 ? value : nil
    }

    /// A month's name, whole or cut short, and the blanks behind it.
    mutating func month() -> Int? {
      let rest = bytes[at...].prefix(10).map { $0 | 0x20 }
      for (index, name) in WesternDate.months.enumerated() where rest.starts(with: name.prefix(3)) {
        var count = 3
        while count < rest.count, count < name.count, rest[count] == name[count] { count += 1 }
        guard at + count < bytes.endIndex, !WesternDate.isWord(bytes[at + count]) else { return nil }
        at += count
        if bytes[at] == 0x2E || bytes[at] == 0x2C { at += 1 }
        skipBlanks()
        return index + 1
      }
      return nil
    }

    mutating func skip(_ byte: UInt8) -> Bool {
      guard at < bytes.endIndex, bytes[at] == byte else { return false }
      at += 1
      skipBlanks()
      return true
    }

    mutating func skipBlanks() { while at < bytes.endIndex, bytes[at] == 0x20 { at += 1 } }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ].map { Array($0.utf8) }
}
