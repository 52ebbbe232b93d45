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

/// A year, half, quarter, month or day of the calendar.
enum CalendarUnit: Sendable, Hashable {
  case year(Int)
  case half(Int, Int)
  case quarter(Int, Int)
  case month(Int, Int)
  case day(CalendarDate)

  var year: Int {
    switch self {
    case .year(let y), .half(let y, _), .quarter(let y, _), .month(let y, _): y
    case .day(let date): date.year
    }
  }

  var firstDay: CalendarDate {
    switch self {
    case .year(let y): CalendarDate(year: y, month: 1, day: 1)
    case .half(let y, let h): CalendarDate(year: y, month: h * 6 - 5, day: 1)
    case .quarter(let y, let q): CalendarDate(year: y, month: q * 3 - 2, day: 1)
    case .month(let y, let m): CalendarDate(year: y, month: m, day: 1)
    case .day(let date): date
    }
  }

  var lastDay: CalendarDate {
    let month: (Int, Int)
    switch self {
    case .year(let y): month = (y, 12)
    case .half(let y, let h): month = (y, h * 6)
    case .quarter(let y, let q): month = (y, q * 3)
    case .month(let y, let m): month = (y, m)
    case .day(let date): return date
    }
    return CalendarDate(year: month.0, month: month.1, day: CalendarDate.days(inMonth: month.1, of: month.0))
  }

  var iso: String {
    let y = CalendarDate.padded(year, 4)
    switch self {
    case .year: return y
    case .half(_, let h): return "\(y)-H\(h)"
    case .quarter(_, let q): return "\(y)-Q\(q)"
    case .month(_, let m): return "\(y)-\(CalendarDate.padded(m, 2))"
    case .day(let date): return date.iso
    }
  }

  /// The same part of another year.
  func inYear(_ year: Int) -> CalendarUnit {
    switch self {
    case .year: .year(year)
    case .half(_, let h): .half(year, h)
    case .quarter(_, let q): .quarter(year, q)
    case .month(_, let m): .month(year, m)
    case .day(let date):
      .day(
        CalendarDate(
          year: year, month: date.month, day: min(date.day, CalendarDate.days(inMonth: date.month, of: year))))
    }
  }
}

/// A span of time: a unit, from unit to unit, up to a day, or since a unit.
enum CalendarPeriod: Sendable, Hashable {
  case span(CalendarUnit, CalendarUnit)
  case asOf(CalendarDate)
  case since(CalendarUnit)

  var iso: String {
    switch self {
    case .span(.quarter(let y, let q), .quarter(let z, let r)) where (y, q) != (z, r):
      // ISO 8601 has no quarters; spans of them are written in months.
      "\(CalendarUnit.month(y, q * 3 - 2).iso)/\(CalendarUnit.month(z, r * 3).iso)"
    case .span(let a, let b): a == b ? a.iso : "\(a.iso)/\(b.iso)"
    case .asOf(let date): "../\(date.iso)"
    case .since(let unit): "\(unit.iso)/.."
    }
  }
}
