import PipelineKit
import Quantities

/// The day that 今年, 上半年 and 4月22日 count from: the last day of the report's period, or the day of publication.
enum ReferenceDate {
  static func of(_ metadata: Metadata) -> CalendarDate? {
    metadata.period.flatMap(lastDay) ?? metadata.published.flatMap(lastDay)
  }

  /// The last day of an ISO 8601 period, as far as the contract writes them.
  static func lastDay(of period: String) -> CalendarDate? {
    let end = period.split(separator: "/").last.map(String.init) ?? period
    let parts = end.split(separator: "-")
    guard let first = parts.first, let year = Int(first), (1900...2200).contains(year) else { return nil }
    guard parts.count > 1 else { return CalendarDate(year: year, month: 12, day: 31) }
    let month: Int
    switch parts[1].first {
    case "H": month = parts[1] == "H1" ? 6 : 12
    case "Q": month = 3 * (Int(parts[1].dropFirst()) ?? 4)
    default: month = Int(parts[1]) ?? 0
    }
    guard (1...12).contains(month) else { return nil }
    let last = CalendarDate.days(inMonth: month, of: year)
    guard parts.count > 2 else { return CalendarDate(year: year, month: month, day: last) }
    guard let day = Int(parts[2]), (1...last).contains(day) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }
}
