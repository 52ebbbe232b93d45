/// A day of the Gregorian calendar.
public struct CalendarDate: Sendable, Hashable, Comparable {
  /// The year, as in 2025.
  public var year: Int
  /// The month, 1…12.
  public var month: Int
  /// The day of the month, 1…31.
  public var day: Int

  /// Makes a date; the caller answers for its being one.
  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Earlier days come first.
  public static func < (a: CalendarDate, b: CalendarDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

/// A span of time that a text names.
public struct PeriodMention: Sendable, Hashable {
  /// The UTF-8 bytes of the mention.
  public var range: Range<Int>
  /// ISO 8601 as the contract writes it: `2025`, `2022-H1`, `2025-Q3`, `2025-04`, `2025-04-22`, `2025-01/2025-06`,
  /// `../2025-12-31` (a state as of that day), `2024/..` (since).
  public var period: String

  /// Makes a mention.
  public init(range: Range<Int>, period: String) {
    self.range = range
    self.period = period
  }
}

/// Reads the periods of a text against a reference.
public struct PeriodReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The periods of `text` (UTF-8), in the order of the text, never overlapping. `reference` is the day that 今年,
  /// 上半年, 4月22日 count from; without it, mentions that need one are left out.
  public func periods(in text: [UInt8], reference: CalendarDate?) -> [PeriodMention] { [] }
}
