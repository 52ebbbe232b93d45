import Outline

/// Finds what a report and its plan cover.
struct PeriodsReader {
  let text: [UInt8]
  let frame: ReportFrame
  let sections: [Section]

  private static let planNouns = Word.list("计划 打算 安排 要点 思路 规划 谋划 部署 展望 目标 设想 任务")
  private static let resultNouns = Word.list("总结 报告 情况 汇报 小结 回顾 成效 年报 述职 纪实 综述 进展 评估")
  private static let conjunctions = ScalarSet("及和与暨、")
  private static let later = Word.list("下一步 下步 今后 下阶段 下一阶段 接下来")
  /// How far into a paragraph its opening goes, in scalars.
  private static let opening = 120

  // MARK: - The report's own period

  /// What the report covers, by each place that says so, the most trusted first.
  ///
  /// A part of a year without the year (上半年工作总结) takes it from the opening, the headings, or the day of publication. Where
  /// nothing says a period, the day tells the year.
  func periods(title: TitlePassage?, published: String?) -> [Found<ReportPeriod>] {
    let day = published.flatMap(PublicationMonth.init)
    // What begins after the day of publication is only looked forward to.
    let stated = [opening(), heading()].compactMap { $0 }.filter { found in
      day.map { found.value.months.lowerBound <= 12 * $0.year + $0.month - 1 } ?? true
    }
    let told = hidesYear(title) ? nil : day
    let titled = titled(title, year: stated.first?.value.years.lowerBound, told)
    let own = titled.first { !$0.isPlan } ?? titled.first
    var found: [Found<ReportPeriod>] = []
    if let own, let title { found.append(Found(own.mention.period, .title, title.bytes(own.mention.range))) }
    found += [subtitle(title)].compactMap { $0 } + stated
    if found.isEmpty, let told { found.append(Found(inferred(from: told, title), .inference)) }
    return found
  }

  /// The periods of the title, and for each whether it is the plan's: what stands behind it up to the next one decides.
  private func titled(
    _ title: TitlePassage?, year: Int? = nil, _ day: PublicationMonth? = nil
  ) -> [(mention: ReportPeriodMention, isPlan: Bool)] {
    guard let title else { return [] }
    if let law = lawPopularization(title) { return [law] }
    var mentions = ReportPeriodReader(year: nil).mentions(in: title.passage, title.range)
    if mentions.isEmpty, let part = ReportPeriodReader(year: nil).part(in: title.passage, title.range),
      let year = year ?? day?.year(of: part.months)
    {
      mentions = ReportPeriodReader(year: year).mentions(in: title.passage, title.range)
    }
    // “十四五” names a plan that a year's report may serve.
    if mentions.contains(where: { $0.period.years.count == 1 }) {
      mentions.removeAll { $0.period.years.count == 5 && title.passage.has("十", at: $0.range.lowerBound) }
    }
    return mentions.enumerated().map { index, mention in
      let end = index + 1 < mentions.count ? mentions[index + 1].range.lowerBound : title.range.upperBound
      return (mention, isPlan(title.passage, mention.range.upperBound..<end))
    }
  }

  /// “八五”普法 names the five years of its plan, the eighth of which ended in 2025; a review half-way covers less.
  private func lawPopularization(_ title: TitlePassage) -> (mention: ReportPeriodMention, isPlan: Bool)? {
    let passage = title.passage
    guard !title.range.contains(where: { CalendarReader.year(passage, at: $0) != nil || passage.has("中期", at: $0) })
    else { return nil }
    for at in title.range.dropLast() {
      guard let number = passage.scalars[at].chineseDigitValue, (1...9).contains(number), passage.has("五", at: at + 1),
        case let behind = at + 2 < passage.count && !passage.scalars[at + 2].isHan ? at + 3 : at + 2,
        passage.has("普法", at: behind)
      else { continue }
      let first = 1986 + 5 * (number - 1)
      let mention = ReportPeriodMention(
        period: ReportPeriod(years: first...first + 4), range: at..<at + 2, namesYear: true)
      return (mention, isPlan(passage, behind..<title.range.upperBound))
    }
    return nil
  }

  /// Whether words name a plan: of what is joined by 和, the first that names anything decides by its last noun.
  private func isPlan(_ passage: Passage, _ words: Range<Int>) -> Bool {
    var start = words.lowerBound
    while start < words.upperBound {
      let end =
        passage.scalars[start..<words.upperBound].firstIndex(where: Self.conjunctions.contains) ?? words.upperBound
      var isPlan: Bool?
      for at in start..<end {
        if Self.later.contains(where: { passage.has($0, at: at) }) { break }
        if Self.planNouns.contains(where: { passage.has($0, at: at) }) { isPlan = true }
        if Self.resultNouns.contains(where: { passage.has($0, at: at) }) { isPlan = false }
      }
      if let isPlan { return isPlan }
      start = end + 1
    }
    return false
  }

  /// The period of the report: the most trusted one, unless its plan shows that it ends earlier.
  func period(among candidates: [Found<ReportPeriod>]) -> Found<ReportPeriod>? {
    guard let found = candidates.first, found.value.isWhole, found.value.years.count == 1 else {
      return candidates.first
    }
    // A plan for the rest of the year shows that a report on "2024" covers what lies before it.
    for section in planSections where !section.titleRange.isEmpty {
      let passage = Passage(text, section.titleRange)
      for mention in ReportPeriodReader(year: found.value.year).mentions(in: passage, 0..<passage.count) {
        for months in [1...6, 1...9] {
          let before = ReportPeriod(year: found.value.year, months: months)
          if before.following == mention.period { return Found(before, .inference, section.titleRange) }
        }
      }
    }
    return found
  }

  /// What a short line between title and text says: （2021年第二季度）, 2024年1—6月.
  private func subtitle(_ title: TitlePassage?) -> Found<ReportPeriod>? {
    for line in frame.firstLines.prefix(5) where line.lowerBound < frame.opening.first?.lowerBound ?? 0 {
      let passage = Passage(text, line)
      let range = passage.trimmed
      if let own = title?.bytes(0..<(title?.passage.count ?? 0)), own.overlaps(line) { continue }
      guard range.count <= 20, !passage.scalars.contains(where: { $0 == 0xFF1A || $0 == 0x3A }) else { continue }
      // A number of a bulletin (2024年第11期) tells its year alone.
      if let mention = ReportPeriodReader(year: nil).mentions(in: passage, range).first,
        range.count <= mention.range.count + 4
      {
        return Found(mention.period, .text, passage.bytes(mention.range))
      }
    }
    return nil
  }

  /// What the first paragraphs say, above all where they announce the report (现将2024年工作情况报告如下).
  private func opening() -> Found<ReportPeriod>? {
    var first: Found<ReportPeriod>?
    for line in frame.opening where !frame.headings.contains(line.lowerBound) {
      let passage = Passage(text, line)
      let head = 0..<min(passage.count, Self.opening)
      if first == nil, let mention = mentions(passage, head, year: nil).first {
        first = Found(mention.period, .text, passage.bytes(mention.range))
      }
      if let at = passage.scalars.indices.first(where: { at in Self.announcements.contains { passage.has($0, at: at) } }
      ) {
        let end = passage.scalars[at...].firstIndex { $0 == 0x3002 || $0 == 0xFF1B } ?? passage.count
        if let mention = mentions(passage, at..<end, year: first?.value.year).first {
          return Found(mention.period, .text, passage.bytes(mention.range))
        }
        break
      }
    }
    return first
  }

  private static let announcements = Word.list("现将 现就 现对")

  /// The periods that running text mentions: a month may be that of an event, and the name of a plan or law has years of its own.
  private func mentions(_ passage: Passage, _ range: Range<Int>, year: Int?) -> [ReportPeriodMention] {
    ReportPeriodReader(year: year).mentions(in: passage, range).filter { mention in
      guard !mention.isMonth || passage.ends(with: "份", mention.range), !passage.has("十", at: mention.range.lowerBound)
      else { return false }
      // 同比 and 与2020年二季度比较 name what the figures are held against.
      let end = mention.range.upperBound
      if Self.comparisons.contains(where: { passage.has($0, at: end) }) { return false }
      let before = passage.scalars[..<mention.range.lowerBound]
      return before.count { $0 == 0x300A } <= before.count { $0 == 0x300B }
    }
  }

  private static let comparisons = Word.list("比 相比 同期 同比 增长 末")

  private func heading() -> Found<ReportPeriod>? {
    for section in sections where section.role != .plan && mayNameYear(section.titleRange) {
      let passage = Passage(text, section.titleRange)
      if let mention = mentions(passage, 0..<passage.count, year: nil).first {
        return Found(mention.period, .heading, passage.bytes(mention.range))
      }
    }
    return nil
  }

  /// Whether a title holds 年, or 五 as in “十四五”: without them no year is named, and most titles need not be read.
  private func mayNameYear(_ title: Range<Int>) -> Bool {
    var at = title.lowerBound
    while at + 2 < title.upperBound {
      switch (text[at], text[at + 1], text[at + 2]) {
      case (0xE5, 0xB9, 0xB4), (0xE4, 0xBA, 0x94): return true
      default: at += 1
      }
    }
    return false
  }

  /// Whether title or opening have a year that is blanked out (20XX年): what is hidden is not inferred.
  private func hidesYear(_ title: TitlePassage?) -> Bool {
    let passages = [title?.passage].compactMap { $0 } + frame.opening.prefix(1).map { Passage(text, $0) }
    return passages.contains { passage in
      (1..<max(min(passage.count, Self.opening), 1)).contains {
        passage.has("年", at: $0) && passage.scalars[$0 - 1].isMask
      }
    }
  }

  /// What a report covers that says no year, by the day of its publication.
  private func inferred(from day: PublicationMonth, _ title: TitlePassage?) -> ReportPeriod {
    if let title, isPlan(title.passage, title.range) {
      return ReportPeriod(year: day.month > 10 ? day.year + 1 : day.year)
    }
    for line in frame.opening {
      let passage = Passage(text, line)
      let head = 0..<min(passage.count, Self.opening)
      if let part = ReportPeriodReader(year: nil).part(in: passage, head) {
        return ReportPeriod(year: day.year(of: part.months), months: part.months)
      }
      if head.contains(where: { passage.has("今年", at: $0) && $0 + 2 <= head.upperBound }) {
        return ReportPeriod(year: day.year)
      }
    }
    // By the end of March it is the year before that there is something to report on.
    return ReportPeriod(year: day.month <= 3 ? day.year - 1 : day.year)
  }

  // MARK: - The plan's period

  /// The outermost sections on plans.
  private var planSections: [Section] {
    sections.filter { section in section.role == .plan && section.parent.map { sections[$0].role != .plan } ?? true }
  }

  func planPeriod(title: TitlePassage?, after own: ReportPeriod?) -> Found<String>? {
    let plans = planSections
    if plans.isEmpty {
      // A mere plan whose sections say nothing of their role.
      guard let title, let plan = titled(title).first, titled(title).allSatisfy(\.isPlan) else { return nil }
      return Found(plan.mention.period.text, .title, title.bytes(plan.mention.range))
    }
    let first = plans[0]
    if let plan = titled(title, year: own?.year).first(where: { $0.isPlan }), let title {
      return Found(plan.mention.period.text, .title, title.bytes(plan.mention.range))
    }
    for section in plans where !section.titleRange.isEmpty {
      let passage = Passage(text, section.titleRange)
      if let mention = next(in: passage, passage.count, after: own) ?? fiveYears(in: passage, after: own) {
        return Found(mention.period.text, .heading, passage.bytes(mention.range))
      }
    }
    for section in plans {
      let start = max(section.titleRange.upperBound, section.range.lowerBound)
      let passage = Passage(text, start..<min(section.range.upperBound, start + 3 * Self.opening))
      guard let mention = next(in: passage, passage.count, after: own) else { continue }
      // One step of a plan (力争四季度…) is not all that it covers, and a plan for the rest of the year may look beyond.
      if let own, case let following = own.following,
        mention.period.isPart(of: following)
          || mention.period.year > own.year && own.year == following.year && own.months.upperBound % 12 < 8
      {
        return Found(following.text, mention.period == following ? .text : .inference, passage.bytes(mention.range))
      }
      return Found(mention.period.text, .text, passage.bytes(mention.range))
    }
    return own.map { Found($0.following.text, .inference, first.range) }
  }

  /// The five years that a heading begins with, which need not begin with the next: “十五五”时期工作思路.
  private func fiveYears(in passage: Passage, after own: ReportPeriod?) -> ReportPeriodMention? {
    ReportPeriodReader(year: nil).mentions(in: passage, 0..<passage.count).first { mention in
      mention.period.years.count == 5 && mention.range.lowerBound <= 1
        && mention.period.months.lowerBound > own?.months.upperBound ?? 0
    }
  }

  /// The first mention of a time right after the report's own.
  private func next(in passage: Passage, _ end: Int, after own: ReportPeriod?) -> ReportPeriodMention? {
    ReportPeriodReader(year: own?.year).mentions(in: passage, 0..<end).first { mention in
      guard let own else { return true }
      return mention.period.months.lowerBound > own.months.lowerBound
        && mention.period.months.upperBound > own.months.upperBound && mention.period.years.lowerBound <= own.year + 1
    }
  }
}

/// The month that a report was published in.
struct PublicationMonth {
  let year: Int
  let month: Int

  /// Reads an ISO 8601 date.
  init?(_ day: String) {
    let numbers = day.split(separator: "-").compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    (year, month) = (numbers[0], numbers[1])
  }

  /// The year of which a report published now covers these months: they are over, or nearly so.
  func year(of months: ClosedRange<Int>) -> Int { months.upperBound <= month + 1 ? year : year - 1 }
}
