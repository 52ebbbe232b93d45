/// Days that have a name: by their date, by a weekday of a month, or by their distance from Easter.
///
/// Feasts of lunar calendars (春节, 中秋节, 开斋节) are not read. In reports no holiday is: 国庆节期间 there names an occasion.
enum Holidays {
  /// The holiday named at `start`, of `year`, and where the name ends.
  static func day(_ text: FoldedText, at start: Int, year: Int) -> (CalendarDate, Int)? {
    if let name = fixed.longest(in: text, at: start) {
      let (month, day) = name.value
      return (CalendarDate(year: year, month: month, day: day), start + name.length)
    }
    if let name = weekdays.longest(in: text, at: start) {
      let (month, number, weekday) = name.value
      let first = CalendarDate(year: year, month: month, day: 1)
      let days = (weekday - first.weekday + 7) % 7 + 7 * (number - 1)
      return (first.adding(days: days), start + name.length)
    }
    let isOrthodox = text.has("东正教", at: start)
    let i = isOrthodox ? start + 3 : start
    guard let name = feasts.longest(in: text, at: i) else { return nil }
    var offset = name.value
    var end = i + name.length
    if text.has("翌日", at: end) {
      (offset, end) = (offset + 1, end + 2)
    } else if text.has("前夜", at: end) {
      (offset, end) = (offset - 1, end + 2)
    } else if text.has("星期一", at: end), offset == 0 {
      (offset, end) = (1, end + 3)
    }
    return ((isOrthodox ? orthodoxEaster(year) : easter(year)).adding(days: offset), end)
  }

  private static let fixed = WordTable<(Int, Int)>([
    ("元旦", (1, 1)), ("妇女节", (3, 8)), ("三八妇女节", (3, 8)), ("植树节", (3, 12)), ("国际消费者权益日", (3, 15)), ("愚人节", (4, 1)),
    ("五一国际劳动节", (5, 1)), ("五一劳动节", (5, 1)), ("劳动节", (5, 1)), ("青年节", (5, 4)), ("五四青年节", (5, 4)), ("儿童节", (6, 1)),
    ("六一儿童节", (6, 1)), ("建党节", (7, 1)), ("建军节", (8, 1)), ("八一建军节", (8, 1)), ("教师节", (9, 10)), ("国庆", (10, 1)),
    ("国庆节", (10, 1)), ("十一国庆节", (10, 1)), ("万圣节", (10, 31)), ("国家宪法日", (12, 4)), ("平安夜", (12, 24)), ("圣诞节", (12, 25)),
  ])

  /// The month, which of its weekdays, and the weekday.
  private static let weekdays = WordTable<(Int, Int, Int)>([
    ("母亲节", (5, 2, 7)), ("父亲节", (6, 3, 7)), ("感恩节", (11, 4, 4)),
  ])

  /// Days from Easter Sunday.
  private static let feasts = WordTable<Int>([
    ("忏悔节", -47), ("忏悔火曜日", -47), ("煎饼星期二", -47), ("大斋首日", -46), ("圣灰日", -46), ("圣灰节", -46), ("圣灰星期三", -46),
    ("圣枝主日", -7), ("棕枝主日", -7), ("圣树主日", -7), ("基督苦难主日", -7), ("濯足节", -3), ("圣周四", -3), ("圣周五", -2), ("沈默周五", -2),
    ("主受难节", -2), ("主受难日", -2), ("耶稣受难日", -2), ("耶稣受难节", -2), ("圣周六", -1), ("神圣周六", -1), ("复活节", 0), ("主复活日", 0),
    ("耶稣升天节", 39), ("五旬节", 49), ("圣灵降临节", 49), ("圣灵节庆日", 50), ("圣三一节", 56), ("天主圣三一节", 56), ("圣三主日", 56),
  ])

  /// What the names begin with.
  static let heads: ScalarSet = "元妇三植国愚五劳青儿六建八教十万平圣母父感忏煎大棕基濯沈主耶神复天东"

  /// Easter Sunday of the Gregorian calendar.
  private static func easter(_ year: Int) -> CalendarDate {
    let (century, golden) = (year / 100, year % 19)
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11))
    let days = moon - (year + year / 4 + moon + 2 - century + century / 4) % 7
    let month = 3 + (days + 40) / 44
    return CalendarDate(year: year, month: month, day: days + 28 - 31 * (month / 4))
  }

  /// Easter Sunday of the Julian calendar, as a day of the Gregorian one.
  private static func orthodoxEaster(_ year: Int) -> CalendarDate {
    let moon = (19 * (year % 19) + 15) % 30
    let days = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + moon + 114
    // The calendars lie 13 days apart from 1900 to 2099 and a day more or less in the centuries next to them.
    return CalendarDate(year: year, month: days / 31, day: days % 31 + 1).adding(days: year / 100 - year / 400 - 2)
  }
}
