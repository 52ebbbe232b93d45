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

/// A span of time: what a name covers, from one to another, up to, since, before or after.
enum CalendarPeriod: Sendable, Hashable {
  /// What one name covers: 2025年, 上半年, 前三季度, 5月上旬.
  case span(Extent)
  /// From … to, both ends named and both within the span.
  case fromTo(Extent, Extent)
  /// A state as of the end of a day: 截至6月底, 目前, 12月31日前.
  case asOf(CalendarDate)
  /// From the beginning of a unit on: 2024年以来, 3月1日起.
  case since(CalendarUnit)
  /// Up to the beginning of a unit: 2018年以前.
  case before(CalendarUnit)
  /// From the end of a unit on: 2018年以后.
  case after(CalendarUnit)
  /// Counted in units from the reference: 近三年, 三天后.
  case counted(CountedSpan)

  var iso: String {
    switch self {
    case .span(let extent): Self.iso(extent.first, extent.last)
    case .fromTo(let a, let b): Self.iso(a.first, b.last)
    case .asOf(let date): "../\(date.iso)"
    case .since(let unit): "\(unit.iso)/.."
    case .before(let unit): "../\(unit.firstDay.adding(days: -1).iso)"
    case .after(let unit): "\(unit.next.iso)/.."
    case .counted(let span): span.period.iso
    }
  }

  /// The unit named last, whose year and month hold for what a list goes on with.
  var named: CalendarUnit? {
    switch self {
    case .span(let extent): extent.first
    case .fromTo(_, let end): end.last
    case .since(let unit), .before(let unit), .after(let unit): unit
    case .asOf, .counted: nil
    }
  }

  private static func iso(_ first: CalendarUnit, _ last: CalendarUnit) -> String {
    if first == last { return first.iso }
    switch (first, last) {
    case (.year, .year), (.month, .month), (.day, .day): return "\(first.iso)/\(last.iso)"
    case (.half, .half), (.quarter, .quarter), (.month, .quarter), (.month, .half), (.quarter, .half):
      // ISO 8601 has neither quarters nor halves; spans of them are written in months.
      let (a, b) = (first.firstDay, last.lastDay)
      return "\(CalendarUnit.month(a.year, a.month).iso)/\(CalendarUnit.month(b.year, b.month).iso)"
    default: return "\(first.firstDay.iso)/\(last.lastDay.iso)"
    }
  }
}
