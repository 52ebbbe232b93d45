/// A day as it is written in a page's information lines.
struct PageDate {
  /// The day, as `2025-03-31`.
  var iso: String
  /// The end of the date and of the time of day behind it.
  var end: Int

  /// Whether a time of day follows the day.
  var hasTime = false
  /// Whether that time is of a clock of twelve hours.
  var hasHalfDay = false

  /// Reads 2025-03-31, 2025/3/31, 2025.3.31, 2025年3月31日, with or without a time of day, at `at`.
  static func read(_ bytes: ArraySlice<UInt8>, at start: Int) -> PageDate? {
    var at = start
    func number(_ digits: ClosedRange<Int>) -> Int? {
      var value = 0
      var count = 0
      while at < bytes.endIndex, count < digits.upperBound, bytes[at] >= 0x30, bytes[at] <= 0x39 {
        value = value * 10 + Int(bytes[at] - 0x30)
        count += 1
        at += 1
      }
      return count >= digits.lowerBound ? value : nil
    }
    func skip(_ signs: [String]) -> Bool {
      while at < bytes.endIndex, bytes[at] == 0x20 { at += 1 }
      guard let sign = signs.first(where: { bytes[at...].starts(with: $0.utf8) }) else { return false }
      at += sign.utf8.count
      while at < bytes.endIndex, bytes[at] == 0x20 { at += 1 }
      return true
    }
    if start > bytes.startIndex, bytes[start - 1] >= 0x30, bytes[start - 1] <= 0x39 { return nil }
    guard let year = number(4...4), (1990...2099).contains(year), skip(["-", "/", ".", "年", "—"]),
      let month = number(1...2), (1...12).contains(month), skip(["-", "/", ".", "月", "—"]),
      let day = number(1...2), (1...31).contains(day)
    else { return nil }
    if at < bytes.endIndex, bytes[at] >= 0x30, bytes[at] <= 0x39 { return nil }
    let afterDay = at
    if !skip(["日", "T"]) { at = afterDay }
    return PageDate(year, month, day, bytes, at)
  }

  init(_ year: Int, _ month: Int, _ day: Int, _ bytes: ArraySlice<UInt8>, _ at: Int) {
    let pad = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    iso = "\(year)-\(pad(month))-\(pad(day))"
    end = Self.timeEnd(bytes, at)
    hasTime = end > at
    let behind = bytes[end...].drop { $0 == 0x20 }.prefix(2)
    if hasTime, behind.last.map({ $0 | 0x20 }) == 0x6D,
      behind.first.map({ $0 | 0x20 == 0x61 || $0 | 0x20 == 0x70 }) == true
    {
      hasHalfDay = true
      end = behind.endIndex
    }
  }

  /// The end of a time of day at `at`, or `at`.
  private static func timeEnd(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int {
    var end = at
    while end < bytes.endIndex, bytes[end] == 0x20 { end += 1 }
    let start = end
    var colons = 0
    while end < bytes.endIndex {
      switch bytes[end] {
      case 0x30...0x39: break
      case 0x3A: colons += 1
      default: return colons > 0 ? end : at
      }
      end += 1
    }
    return colons > 0 && end > start ? end : at
  }
}
