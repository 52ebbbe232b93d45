/// The span of time that a report or its plan covers.
struct ReportPeriod: Hashable {
  enum Part: Hashable {
    case whole
    case half(Int)
    case quarter(Int)
    case months(Int, Int)
  }

  var year: Int
  var part: Part

  /// As ISO 8601 has it, with H1 and Q1 for halves and quarters.
  var text: String {
    switch part {
    case .whole: "\(year)"
    case .half(let half): "\(year)-H\(half)"
    case .quarter(let quarter): "\(year)-Q\(quarter)"
    case .months(let first, let last):
      "\(year)-\(CalendarReader.twoDigits(first))/\(year)-\(CalendarReader.twoDigits(last))"
    }
  }

  /// What a plan covers that says no more than that it comes next.
  var following: ReportPeriod {
    switch part {
    case .whole, .half(2), .quarter(4), .months(_, 12): ReportPeriod(year: year + 1, part: .whole)
    case .half: ReportPeriod(year: year, part: .half(2))
    case .quarter(let quarter): ReportPeriod(year: year, part: .quarter(quarter + 1))
    case .months(_, 9): ReportPeriod(year: year, part: .quarter(4))
    case .months(_, let last): ReportPeriod(year: year, part: .months(last + 1, 12))
    }
  }
}

extension ReportPeriod {
  /// Its first and last month.
  private var months: ClosedRange<Int> {
    switch part {
    case .whole: 1...12
    case .half(let half): half == 1 ? 1...6 : 7...12
    case .quarter(let quarter): 3 * quarter - 2...3 * quarter
    case .months(let first, let last): min(first, last)...max(first, last)
    }
  }

  /// Whether it lies within another.
  func isPart(of other: ReportPeriod) -> Bool {
    year == other.year && other.months.contains(months.lowerBound) && other.months.contains(months.upperBound)
  }
}

/// A mention of a period in a passage.
struct ReportPeriodMention {
  var period: ReportPeriod
  /// Its scalars.
  var range: Range<Int>
  /// Whether it names a year, rather than taking over that of the mention before.
  var namesYear: Bool
}

/// Finds the periods that titles, openings and headings mention.
struct ReportPeriodReader {
  /// The year that 明年 and a bare 下半年 count from, until the passage names one.
  var year: Int?

  func mentions(in passage: Passage, _ range: Range<Int>) -> [ReportPeriodMention] {
    var mentions: [ReportPeriodMention] = []
    var year = self.year
    var at = range.lowerBound
    while at < range.upperBound {
      if let named = CalendarReader.year(passage, at: at) {
        year = named.value
        var end = named.end
        if passage.has("度", at: end), !passage.has("度假", at: end) { end += 1 }
        let part = self.part(passage, at: end)
        mentions.append(
          ReportPeriodMention(
            period: ReportPeriod(year: named.value, part: part?.part ?? .whole), range: at..<(part?.end ?? end),
            namesYear: true)
        )
        at = part?.end ?? end
      } else if let year, let next = passage.longest(of: Self.nextYear, at: at) {
        let end = at + next.scalars.count
        let part = self.part(passage, at: end)
        mentions.append(
          ReportPeriodMention(
            period: ReportPeriod(year: year + 1, part: part?.part ?? .whole), range: at..<(part?.end ?? end),
            namesYear: false))
        at = part?.end ?? end
      } else if let year, let part = part(passage, at: at), part.part != .whole {
        mentions.append(
          ReportPeriodMention(period: ReportPeriod(year: year, part: part.part), range: at..<part.end, namesYear: false)
        )
        at = part.end
      } else {
        at += 1
      }
    }
    return mentions
  }

  private static let nextYear = Word.list("明年 来年 次年 下一年 下一年度 下年 下年度")
  private static let parts: [(word: Word, part: ReportPeriod.Part)] = [
    ("上半年", .half(1)), ("下半年", .half(2)), ("前三季度", .months(1, 9)), ("前三个季度", .months(1, 9)), ("前两季度", .half(1)),
    ("前两个季度", .half(1)), ("全年", .whole),
  ]

  private func part(_ passage: Passage, at index: Int) -> (part: ReportPeriod.Part, end: Int)? {
    for (word, part) in Self.parts where passage.has(word, at: index) { return (part, index + word.scalars.count) }
    let start = passage.has("第", at: index) ? index + 1 : index
    guard let first = CalendarReader.dayNumber(passage, at: start) else { return nil }
    if passage.has("季度", at: first.end), (1...4).contains(first.value) { return (.quarter(first.value), first.end + 2) }
    // 1—9月, 1至6月份
    guard (1...12).contains(first.value), start == index else { return nil }
    var at = first.end
    if passage.has("月", at: at) { at += 1 }
    guard at < passage.count, Self.dashes.contains(passage.scalars[at]),
      let last = CalendarReader.dayNumber(passage, at: at + 1), (first.value + 1...13).contains(last.value),
      last.value <= 12,
      passage.has("月", at: last.end), !passage.has("日", at: last.end + 2)
    else { return nil }
    let end = passage.has("月份", at: last.end) ? last.end + 2 : last.end + 1
    switch (first.value, last.value) {
    case (1, 6): return (.half(1), end)
    case (7, 12): return (.half(2), end)
    case (1, 12): return (.whole, end)
    case (1, 3), (4, 6), (7, 9), (10, 12): return (.quarter(last.value / 3), end)
    default: return (.months(first.value, last.value), end)
    }
  }

  private static let dashes: Set<UInt32> = [0x2D, 0x2014, 0x2013, 0x7E, 0xFF5E, 0x301C, 0xFF0D, 0x81F3, 0x5230]
}
