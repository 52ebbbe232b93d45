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

  /// The month, where the unit is one or a day.
  var monthNumber: Int? {
    switch self {
    case .month(_, let month): month
    case .day(let date): date.month
    case .year, .half, .quarter: nil
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

  /// The unit of the same length that follows.
  var next: CalendarUnit {
    let first = lastDay.adding(days: 1)
    switch self {
    case .year: return .year(first.year)
    case .half: return .half(first.year, (first.month + 5) / 6)
    case .quarter: return .quarter(first.year, (first.month + 2) / 3)
    case .month: return .month(first.year, first.month)
    case .day: return .day(first)
    }
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
}

/// From the first to the last of the units that a name covers: a single unit, or 前三季度, 5月上旬, a week.
struct Extent: Sendable, Hashable {
  var first: CalendarUnit
  var last: CalendarUnit

  init(_ first: CalendarUnit, _ last: CalendarUnit) {
    self.first = first
    self.last = last
  }

  init(_ unit: CalendarUnit) { self.init(unit, unit) }

  init(_ first: CalendarDate, _ last: CalendarDate) { self.init(.day(first), .day(last)) }

  /// The day, where it is one.
  var day: CalendarDate? {
    if case .day(let date) = first, first == last { return date }
    return nil
  }
}
