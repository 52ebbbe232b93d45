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

  /// How many days `month` of `year` has.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  /// The date as ISO 8601 writes it: `2025-04-22`.
  public var iso: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Days since 1 March of the year 0, as the proleptic calendar counts.
  var dayNumber: Int {
    let y = month <= 2 ? year - 1 : year
    let shifted = (month + 9) % 12
    return y * 365 + floorDivision(y, 4) - floorDivision(y, 100) + floorDivision(y, 400) + (shifted * 153 + 2) / 5 + day
      - 1
  }

  init(dayNumber: Int) {
    let era = floorDivision(dayNumber, 146_097)
    let inEra = dayNumber - era * 146_097
    let yearOfEra = (inEra - inEra / 1_460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * inYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: inYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The day `days` later.
  func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + days) }

  /// The same day `months` later, or the last of that month where it has none.
  func adding(months: Int) -> CalendarDate {
    let index = year * 12 + month - 1 + months
    let (y, m) = (floorDivision(index, 12), index - floorDivision(index, 12) * 12 + 1)
    return CalendarDate(year: y, month: m, day: min(day, Self.days(inMonth: m, of: y)))
  }

  /// The Monday of its week.
  var monday: CalendarDate { adding(days: 1 - weekday) }

  /// 1 for Monday … 7 for Sunday.
  var weekday: Int { let d = (dayNumber + 2) % 7; return (d < 0 ? d + 7 : d) + 1 }
}

private func floorDivision(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((-a + b - 1) / b) }
