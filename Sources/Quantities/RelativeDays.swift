/// Days and weeks that count from the reference: 明天, 下周三, 上个月, 三天后.
enum RelativeDays {
  static func spans(in text: FoldedText, reference: CalendarDate) -> [(
    range: Range<Int>, first: CalendarDate, last: CalendarDate
  )] {
    var found: [(range: Range<Int>, first: CalendarDate, last: CalendarDate)] = []
    var i = 0
    while i < text.count {
      if let (first, last, end) = span(text, at: i, reference) {
        found.append((i..<end, first, last))
        i = end
      } else {
        i += 1
      }
    }
    return found
  }

  private static let days: [(StaticString, Int)] = [
    ("大前天", -3), ("大后天", 3), ("前天", -2), ("前日", -2), ("昨天", -1), ("昨日", -1), ("今天", 0), ("今日", 0), ("明天", 1), ("明日", 1),
    ("后天", 2), ("后日", 2), ("现在", 0),
  ]
  private static let steps: [(StaticString, Int)] = [
    ("上上个", -2), ("下下个", 2), ("上上", -2), ("下下", 2), ("上一个", -1), ("下一个", 1), ("上个", -1), ("下个", 1), ("这个", 0),
    ("上", -1), ("下", 1),
    ("这", 0), ("本", 0), ("今个", 0),
  ]
  private static let weeks: [StaticString] = ["星期", "礼拜", "周"]

  private static func span(_ text: FoldedText, at start: Int, _ reference: CalendarDate) -> (
    CalendarDate, CalendarDate, Int
  )? {
    for (word, offset) in days where text.has(word, at: start) {
      let day = reference.adding(days: offset)
      return (day, day, start + word.scalarCount)
    }
    var i = start
    var step: Int?
    for (word, offset) in steps where text.has(word, at: start) {
      (step, i) = (offset, start + word.scalarCount)
      break
    }
    for week in weeks where text.has(week, at: i) {
      let monday = reference.adding(days: 1 - reference.weekday + 7 * (step ?? 0))
      let end = i + week.scalarCount
      if let weekday = "一二三四五六日天".unicodeScalars.firstIndex(of: text[end]) {
        let number = min("一二三四五六日天".unicodeScalars.distance(from: "一".unicodeScalars.startIndex, to: weekday), 6)
        var day = monday.adding(days: number)
        if step == nil, day <= reference { day = day.adding(days: 7) }
        return (day, day, end + 1)
      }
      if text[end] == "末", step != nil { return (monday.adding(days: 5), monday.adding(days: 6), end + 1) }
      guard step != nil else { return nil }
      return (monday, monday.adding(days: 6), end)
    }
    if let step, text[i] == "月", !text.has("上月", at: start) || step != 0 {
      let day = CalendarDate(year: reference.year, month: reference.month, day: 1).adding(months: step)
      return (day, CalendarUnit.month(day.year, day.month).lastDay, i + 1)
    }
    return nil
  }
}
