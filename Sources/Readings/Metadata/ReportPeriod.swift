/// The span of time that a report or its plan covers, in whole months.
struct ReportPeriod: Hashable {
  /// Its first and last month, counted from January of the year 0.
  let months: ClosedRange<Int>

  /// A year.
  init(year: Int) { months = 12 * year...12 * year + 11 }

  /// A part of a year, by its months 1…12.
  init(year: Int, months: ClosedRange<Int>) {
    self.months = 12 * year + months.lowerBound - 1...12 * year + months.upperBound - 1
  }

  /// The years from one to another.
  init(years: ClosedRange<Int>) { months = 12 * years.lowerBound...12 * years.upperBound + 11 }

  /// From the beginning of one period to the end of another; nil where that is before its beginning.
  init?(from first: ReportPeriod, to last: ReportPeriod) {
    guard first.months.lowerBound <= last.months.upperBound else { return nil }
    months = first.months.lowerBound...last.months.upperBound
  }

  /// The year that it begins in, and that it ends in.
  var years: ClosedRange<Int> { months.lowerBound / 12...months.upperBound / 12 }
  /// The year that it ends in.
  var year: Int { years.upperBound }
  /// Whether it is made of whole years.
  var isWhole: Bool { months.lowerBound % 12 == 0 && months.upperBound % 12 == 11 }

  /// As ISO 8601 has it, with H1 and Q1 for halves and quarters.
  var text: String {
    if isWhole { return years.count == 1 ? "\(year)" : "\(years.lowerBound)/\(years.upperBound)" }
    if years.count == 1 {
      switch (months.lowerBound % 12, months.count) {
      case (0, 6): return "\(year)-H1"
      case (6, 6): return "\(year)-H2"
      case (let first, 3) where first % 3 == 0: return "\(year)-Q\(first / 3 + 1)"
      default: break
      }
    }
    let first = Self.text(ofMonth: months.lowerBound)
    return months.count == 1 ? first : "\(first)/\(Self.text(ofMonth: months.upperBound))"
  }

  private static func text(ofMonth month: Int) -> String {
    "\(month / 12)-\(CalendarReader.twoDigits(month % 12 + 1))"
  }

  /// What a plan covers that says no more than that it comes next: the next half, quarter or month, the rest of the year,
  /// the next year, the next five years.
  var following: ReportPeriod {
    let next = months.upperBound + 1
    let following = ReportPeriod(year: year + 1)
    if isWhole { return years.count == 5 ? ReportPeriod(years: year + 1...year + 5) : following }
    if next % 12 == 0 { return following }
    let isUnit = months.count == 1 || months.count == 3 && months.lowerBound % 3 == 0
    let last = isUnit ? next + months.count - 1 : 12 * year + 11
    return ReportPeriod(months: next...last)
  }

  private init(months: ClosedRange<Int>) { self.months = months }

  /// Whether it lies within another.
  func isPart(of other: ReportPeriod) -> Bool {
    other.months.contains(months.lowerBound) && other.months.contains(months.upperBound)
  }
}
