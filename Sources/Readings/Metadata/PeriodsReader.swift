import Outline

/// Finds what a report and its plan cover.
struct PeriodsReader {
  let text: [UInt8]
  let frame: ReportFrame
  let sections: [Section]

  private static let planNouns = Word.list("计划 打算 安排 要点 思路 规划 谋划 部署 展望 目标 设想")
  private static let resultNouns = Word.list("总结 报告 情况 汇报 小结 回顾 成效 年报")
  /// How far into a paragraph its opening goes, in scalars.
  private static let opening = 120

  /// The periods of the title, and for each whether it is the plan's: what stands behind it up to the next one decides.
  private func titled(_ title: TitlePassage?) -> [(mention: ReportPeriodMention, isPlan: Bool)] {
    guard let title else { return [] }
    let mentions = ReportPeriodReader(year: nil).mentions(in: title.passage, title.range)
    return mentions.enumerated().map { index, mention in
      let end = index + 1 < mentions.count ? mentions[index + 1].range.lowerBound : title.range.upperBound
      let words = mention.range.upperBound..<end
      let first = { (nouns: [Word]) in
        words.first { at in nouns.contains { title.passage.has($0, at: at) && at + $0.scalars.count <= end } }
      }
      let plan = first(Self.planNouns), result = first(Self.resultNouns)
      return (mention, plan.map { plan in result.map { plan < $0 } ?? true } ?? false)
    }
  }

  /// What the report covers, by each place that says so, the most trusted first.
  func periods(title: TitlePassage?) -> [Found<ReportPeriod>] {
    let titled = titled(title)
    let own = titled.first { !$0.isPlan } ?? titled.first
    var found: [Found<ReportPeriod>] = []
    if let own, let title { found.append(Found(own.mention.period, .title, title.bytes(own.mention.range))) }
    return found + [opening(), heading()].compactMap { $0 }
  }

  /// The period of the report: the most trusted one, unless its plan shows that it ends earlier.
  func period(among candidates: [Found<ReportPeriod>]) -> Found<ReportPeriod>? {
    guard let found = candidates.first, found.value.part == .whole else { return candidates.first }
    // A plan for the rest of the year shows that a report on "2024" covers what lies before it.
    for section in planSections where !section.titleRange.isEmpty {
      let passage = Passage(text, section.titleRange)
      for mention in ReportPeriodReader(year: found.value.year).mentions(in: passage, 0..<passage.count)
      where mention.period.year == found.value.year {
        switch mention.period.part {
        case .half(2):
          return Found(ReportPeriod(year: found.value.year, part: .half(1)), .inference, section.titleRange)
        case .quarter(4):
          return Found(ReportPeriod(year: found.value.year, part: .months(1, 9)), .inference, section.titleRange)
        default: break
        }
      }
    }
    return found
  }

  private func opening() -> Found<ReportPeriod>? {
    for line in frame.firstLines.prefix(4) where !frame.headings.contains(line.lowerBound) {
      let passage = Passage(text, line)
      // A date (2025年3月31日) says when, not what for.
      let mention = ReportPeriodReader(year: nil).mentions(in: passage, 0..<min(passage.count, Self.opening))
        .first { CalendarReader.date(passage, at: $0.range.lowerBound) == nil }
      if let mention { return Found(mention.period, .text, passage.bytes(mention.range)) }
    }
    return nil
  }

  private func heading() -> Found<ReportPeriod>? {
    for section in sections where section.role != .plan && !section.titleRange.isEmpty {
      let passage = Passage(text, section.titleRange)
      if let mention = ReportPeriodReader(year: nil).mentions(in: passage, 0..<passage.count).first {
        return Found(mention.period, .heading, passage.bytes(mention.range))
      }
    }
    return nil
  }

  /// The outermost sections on plans.
  private var planSections: [Section] {
    sections.filter { section in section.role == .plan && section.parent.map { sections[$0].role != .plan } ?? true }
  }

  func planPeriod(title: TitlePassage?, after own: ReportPeriod?) -> Found<String>? {
    let plans = planSections
    guard let first = plans.first else { return nil }
    if let plan = titled(title).first(where: { $0.isPlan }), let title {
      return Found(plan.mention.period.text, .title, title.bytes(plan.mention.range))
    }
    for section in plans where !section.titleRange.isEmpty {
      let passage = Passage(text, section.titleRange)
      if let mention = next(in: passage, passage.count, after: own) {
        return Found(mention.period.text, .heading, passage.bytes(mention.range))
      }
    }
    for section in plans {
      let start = max(section.titleRange.upperBound, section.range.lowerBound)
      let passage = Passage(text, start..<min(section.range.upperBound, start + 3 * Self.opening))
      if let mention = next(in: passage, passage.count, after: own) {
        // One step of a plan (力争四季度…) is not all that it covers.
        if let following = own?.following, mention.period.isPart(of: following) {
          return Found(following.text, mention.period == following ? .text : .inference, passage.bytes(mention.range))
        }
        return Found(mention.period.text, .text, passage.bytes(mention.range))
      }
    }
    return own.map { Found($0.following.text, .inference, first.range) }
  }

  /// The first mention of a time after the report's own.
  private func next(in passage: Passage, _ end: Int, after own: ReportPeriod?) -> ReportPeriodMention? {
    ReportPeriodReader(year: own?.year).mentions(in: passage, 0..<end).first { mention in
      guard let own else { return true }
      if mention.period.year != own.year { return mention.period.year == own.year + 1 }
      return mention.period != own && mention.period.part != .whole && own.part != .whole
    }
  }
}
