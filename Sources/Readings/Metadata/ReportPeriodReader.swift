/// A mention of a period in a passage.
struct ReportPeriodMention {
  var period: ReportPeriod
  /// Its scalars.
  var range: Range<Int>
  /// Whether it names a year, rather than taking over that of the mention before.
  var namesYear: Bool
  /// Whether it is one month, which openings name for an event as well.
  var isMonth: Bool { period.months.count == 1 }
}

/// Finds the periods that titles, openings and headings mention.
struct ReportPeriodReader {
  /// The year of parts that name none; nil to pass them over.
  var year: Int?

  /// The mentions in the range, in its order; a day (2025年3月31日) mentions none.
  func mentions(in passage: Passage, _ range: Range<Int>) -> [ReportPeriodMention] {
    var mentions: [ReportPeriodMention] = []
    var year = self.year
    var at = range.lowerBound
    while at < range.upperBound {
      guard Self.beginnings.contains(passage.scalars[at]) else {
        at += 1
        continue
      }
      if let day = CalendarReader.date(passage, at: at) {
        at = day.end
      } else if let found = span(passage, at: at) {
        mentions.append(found)
        year = found.period.year
        at = found.range.upperBound
      } else if let year, let next = Self.nextYear.longest(in: passage, at: at) {
        let found = rest(of: year + 1, passage, from: at, behind: at + next.scalars.count, namesYear: false)
        mentions.append(found)
        at = found.range.upperBound
      } else if let year, let part = part(passage, at: at), part.months.count < 12 {
        let period = ReportPeriod(year: year, months: part.months)
        mentions.append(ReportPeriodMention(period: period, range: at..<part.end, namesYear: false))
        at = part.end
      } else {
        at += 1
      }
    }
    return mentions
  }

  /// What days, years and parts of a year begin with.
  private static let beginnings = ScalarSet(
    "0123456789０１２３４５６７８９〇○◯零OＯΟО一二三四五六七八九十廿卅上下前后全第明来次")

  /// The parts of a year that name none themselves, in a passage without a year: 上半年工作总结.
  func part(in passage: Passage, _ range: Range<Int>) -> (months: ClosedRange<Int>, range: Range<Int>)? {
    for at in range where Self.beginnings.contains(passage.scalars[at]) {
      if let part = part(passage, at: at), part.end <= range.upperBound { return (part.months, at..<part.end) }
    }
    return nil
  }

  // MARK: - Years

  /// A period that names its year: 2024年上半年, 2021-2025年, 2023年12月至2024年11月, “十四五”.
  private func span(_ passage: Passage, at index: Int) -> ReportPeriodMention? {
    if let years = years(passage, at: index) {
      return ReportPeriodMention(period: years.period, range: index..<years.end, namesYear: true)
    }
    guard let year = CalendarReader.year(passage, at: index) else { return nil }
    let first = rest(of: year.value, passage, from: index, behind: year.end, namesYear: true)
    // 2023年12月至2024年11月, 2022年至2024年
    var next = first.range.upperBound
    if let joint = Self.joint(passage, at: next) {
      next = joint
      if let year = CalendarReader.year(passage, at: next) {
        let last = rest(of: year.value, passage, from: next, behind: year.end, namesYear: true)
        if let period = ReportPeriod(from: first.period, to: last.period) {
          return ReportPeriodMention(period: period, range: index..<last.range.upperBound, namesYear: true)
        }
      }
    }
    return first
  }

  /// The part that follows a year, or all of it.
  private func rest(
    of year: Int, _ passage: Passage, from index: Int, behind end: Int, namesYear: Bool
  ) -> ReportPeriodMention {
    var end = end
    if passage.has("度", at: end), !passage.has("度假", at: end) { end += 1 }
    if let part = part(passage, at: end) ?? month(passage, at: end) {
      let period = ReportPeriod(year: year, months: part.months)
      return ReportPeriodMention(period: period, range: index..<part.end, namesYear: namesYear)
    }
    return ReportPeriodMention(period: ReportPeriod(year: year), range: index..<end, namesYear: namesYear)
  }

  /// Several years: 2021-2025年, 2021至2025年, “十四五”.
  private func years(_ passage: Passage, at index: Int) -> (period: ReportPeriod, end: Int)? {
    if passage.has("十", at: index), passage.has("五", at: index + 2) {
      // The fourteenth plan is that of 2021 to 2025.
      guard let digit = passage.scalars[index + 1].chineseDigitValue, (1...5).contains(digit),
        index == 0 || !passage.scalars[index - 1].isHan || passage.scalars[index - 1].endsClauseWord
      else { return nil }
      let first = 2021 + 5 * (digit - 4)
      return (ReportPeriod(years: first...first + 4), index + 3)
    }
    if index > 0, passage.scalars[index - 1].digitValue != nil { return nil }
    guard let first = CalendarReader.yearNumber(passage, at: index), let next = Self.joint(passage, at: first.end),
      let last = CalendarReader.year(passage, at: next), last.value > first.value, last.value - first.value <= 10
    else { return nil }
    return (ReportPeriod(years: first.value...last.value), passage.has("度", at: last.end) ? last.end + 1 : last.end)
  }

  private static let nextYear = WordIndex("明年 来年 次年 下一年 下一年度 下年 下年度")

  // MARK: - Parts of a year

  private static let parts: [(word: Word, months: ClosedRange<Int>)] = partNames.map { (Word($0), $1) }
  private static let partNames: [(String, ClosedRange<Int>)] = [
    ("上半年", 1...6), ("下半年", 7...12), ("前半年", 1...6), ("后半年", 7...12), ("前三季度", 1...9), ("前三个季度", 1...9),
    ("前两季度", 1...6), ("前两个季度", 1...6), ("前二季度", 1...6), ("全年", 1...12),
  ]

  /// A part that needs no year before it to be known as one: 上半年, 第三季度, 1—9月, 前10个月, 10月份.
  private func part(_ passage: Passage, at index: Int) -> (months: ClosedRange<Int>, end: Int)? {
    for (word, months) in Self.parts where passage.has(word, at: index) { return (months, index + word.scalars.count) }
    if index > 0, passage.scalars[index - 1].digitValue != nil { return nil }
    let isOrdinal = passage.has("第", at: index)
    let start = isOrdinal || passage.has("前", at: index) ? index + 1 : index
    guard let first = CalendarReader.dayNumber(passage, at: start) else { return nil }
    if start > index, !isOrdinal {
      guard (1...12).contains(first.value), passage.has("个月", at: first.end) else { return nil }
      return (1...first.value, first.end + 2)
    }
    if let quarters = quarters(passage, from: first) { return quarters }
    return isOrdinal ? nil : monthRange(passage, from: first)
  }

  /// 一季度, 1-3季度, 一、二季度; the ordinal may be repeated.
  private func quarters(
    _ passage: Passage, from first: (value: Int, end: Int)
  ) -> (months: ClosedRange<Int>, end: Int)? {
    guard (1...4).contains(first.value) else { return nil }
    if passage.has("季度", at: first.end) { return (3 * first.value - 2...3 * first.value, first.end + 2) }
    var at = first.end
    if passage.has("、", at: at) {
      at += 1
    } else if let joint = Self.joint(passage, at: at) {
      at = joint
    } else {
      return nil
    }
    if passage.has("第", at: at) { at += 1 }
    guard let last = CalendarReader.dayNumber(passage, at: at), passage.has("季度", at: last.end),
      last.value > first.value, last.value <= 4
    else { return nil }
    return (3 * first.value - 2...3 * last.value, last.end + 2)
  }

  /// 1—9月, 1至6月份, 1月-10月, 10月份.
  private func monthRange(
    _ passage: Passage, from first: (value: Int, end: Int)
  ) -> (months: ClosedRange<Int>, end: Int)? {
    guard (1...12).contains(first.value) else { return nil }
    if passage.has("月份", at: first.end) { return (first.value...first.value, first.end + 2) }
    var at = first.end
    if passage.has("月", at: at) { at += 1 }
    guard let joint = Self.joint(passage, at: at), let last = CalendarReader.dayNumber(passage, at: joint),
      last.value > first.value, last.value <= 12, passage.has("月", at: last.end), !isDay(passage, behind: last.end + 1)
    else { return nil }
    return (first.value...last.value, passage.has("月份", at: last.end) ? last.end + 2 : last.end + 1)
  }

  /// A month right behind its year: 2024年10月.
  private func month(_ passage: Passage, at index: Int) -> (months: ClosedRange<Int>, end: Int)? {
    guard let number = CalendarReader.dayNumber(passage, at: index), (1...12).contains(number.value),
      passage.has("月", at: number.end), !isDay(passage, behind: number.end + 1)
    else { return nil }
    return (number.value...number.value, number.end + 1)
  }

  private func isDay(_ passage: Passage, behind index: Int) -> Bool {
    guard let day = CalendarReader.dayNumber(passage, at: index) else { return false }
    return passage.has("日", at: day.end) || passage.has("号", at: day.end)
  }

  /// The end of a dash or 至 at the index, with blanks around it.
  private static func joint(_ passage: Passage, at index: Int) -> Int? {
    var at = index
    while passage.has(" ", at: at) { at += 1 }
    guard at < passage.count, dashes.contains(passage.scalars[at]) else { return nil }
    while at < passage.count, dashes.contains(passage.scalars[at]) { at += 1 }
    while passage.has(" ", at: at) { at += 1 }
    return at
  }

  private static let dashes: ScalarSet = [0x2D, 0x2014, 0x2013, 0x7E, 0xFF5E, 0x301C, 0xFF0D, 0x81F3, 0x5230]
}

extension UInt32 {
  /// Whether a word may end here that 十四五 follows: 在十四五期间, 的十四五.
  fileprivate var endsClauseWord: Bool { Self.particles.contains(self) }
  private static let particles = ScalarSet("在的和及对与是将")
}
