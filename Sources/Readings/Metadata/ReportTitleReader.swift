/// Finds the title of a report, in its first lines or in the title of its page.
struct ReportTitleReader {
  /// The longest title, in scalars.
  private static let longest = 80
  private static let nouns = Word.list(
    "报告 年报 总结 小结 计划 打算 汇报 要点 情况 安排 材料 思路 规划 公报 通报 综述 回顾 展望 报告书 述职 工作 总结报告 成效")
  private static let sentenceMarks: Set<UInt32> = [
    0x3002, 0xFF1B, 0xFF01, 0xFF1F, 0xFF1A, 0x3A, 0x3B, 0x21, 0x3F, 0x09,
  ]

  /// Whether a line reads like a title: no sentence, and a report's name at its end or an agency and a year in it.
  func isTitle(_ passage: Passage, _ range: Range<Int>) -> Bool {
    guard range.count >= 4, range.count <= Self.longest,
      !passage.scalars[range].contains(where: Self.sentenceMarks.contains)
    else { return false }
    let end = endWithoutBracket(passage, range)
    guard end > range.lowerBound else { return false }
    let hasNoun = Self.nouns.contains { passage.has($0, at: end - $0.scalars.count) }
    let names = AgencyReader().first(in: passage, range, strict: false) != nil
    let dated = range.contains { CalendarReader.year(passage, at: $0) != nil }
    if names && dated { return CalendarReader.date(passage, at: range.lowerBound) == nil }
    return hasNoun && (names || dated || passage.contains(anyOf: ["工作", "司法", "法治", "述职", "总结"], in: range))
  }

  /// Where the title ends without what stands behind it in brackets: （第一期）, (2024年1月).
  private func endWithoutBracket(_ passage: Passage, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    guard let last = passage.scalars[range].last, last == 0x29 || last == 0xFF09,
      let open = passage.scalars[range].lastIndex(where: { $0 == 0x28 || $0 == 0xFF08 })
    else { return end }
    end = open
    while end > range.lowerBound, passage.scalars[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// The title in the first lines, before the first sentence and the first heading.
  ///
  /// A title may stand on two lines.
  func title(in text: [UInt8], firstLines lines: [Range<Int>], headings: Set<Int>) -> Found<String>? {
    for (index, line) in lines.enumerated() {
      if headings.contains(line.lowerBound) || line.count > 4 * Self.longest { return nil }
      let passage = Passage(text, line)
      if index + 1 < lines.count, !headings.contains(lines[index + 1].lowerBound), isOpenLine(passage) {
        let next = Passage(text, lines[index + 1])
        let joined = Passage(passage.string(passage.trimmed) + next.string(next.trimmed))
        if next.count <= Self.longest, isTitle(joined, joined.trimmed), !startsWithAgency(next) {
          return Found(joined.string(joined.trimmed), .title, line.lowerBound..<lines[index + 1].upperBound)
        }
      }
      if isTitle(passage, passage.trimmed) {
        return Found(passage.string(passage.trimmed), .title, passage.bytes(passage.trimmed))
      }
      // Prose has begun.
      if passage.scalars.contains(where: { $0 == 0x3002 || $0 == 0xFF0C }) { return nil }
    }
    return nil
  }

  /// Whether a line is the first half of a title: an agency alone, or one that ends in 关于 or 的.
  private func isOpenLine(_ passage: Passage) -> Bool {
    let range = passage.trimmed
    guard range.count >= 3, range.count <= Self.longest else { return false }
    if passage.has("关于", at: range.upperBound - 2) || passage.has("的", at: range.upperBound - 1) { return true }
    return AgencyReader().first(in: passage, range, strict: false).map { $0.range == range } ?? false
  }

  private func startsWithAgency(_ passage: Passage) -> Bool {
    AgencyReader().first(in: passage, passage.trimmed, strict: false)?.range.lowerBound == passage.trimmed.lowerBound
  }

  private static let siteWords = Word.list(
    "网 网站 门户 人民政府 平台 百度 文库 频道 首页 搜狐 澎湃 客户端 公众号 豆丁 道客 政务公开 信息公开 公开目录 栏目 新闻 动态 资讯 官网 文档 下载 司法行政")
  private static let separators: Set<UInt32> = [
    0x5F, 0x7C, 0xFF5C, 0x2D, 0x2014, 0x2013, 0xB7, 0x3E, 0xBB, 0xFF3F, 0xFF0D,
  ]

  /// The report's title in the title of its page, without the site's name; nil where only the site is named.
  func title(ofPage pageTitle: String) -> Found<String>? {
    let passage = Passage(pageTitle)
    let whole = passage.trimmed
    guard !whole.isEmpty else { return nil }
    var segments: [Range<Int>] = []
    var start = whole.lowerBound
    for at in whole where Self.separators.contains(passage.scalars[at]) {
      segments.append(start..<at)
      start = at + 1
    }
    segments.append(start..<whole.upperBound)
    let trimmed = segments.map { trim(passage, $0) }.filter { !$0.isEmpty }
    // A hyphen may belong to the title; what reads like a title from the first segment on is as long as it goes.
    if let first = trimmed.first(where: { isTitle(passage, $0) }) {
      return Found(passage.string(first), .page)
    }
    guard let first = trimmed.first, let last = trimmed.last else { return nil }
    let joined =
      first
      .lowerBound..<(trimmed.first { $0 != first && isSite(passage, $0) }.map { previousEnd(trimmed, $0) }
      ?? last.upperBound)
    if isTitle(passage, joined) { return Found(passage.string(joined), .page) }
    return isSite(passage, first) || first.count < 6 ? nil : Found(passage.string(first), .page)
  }

  private func previousEnd(_ segments: [Range<Int>], _ segment: Range<Int>) -> Int {
    segments.last { $0.upperBound < segment.lowerBound }?.upperBound ?? segment.lowerBound
  }

  private func trim(_ passage: Passage, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound, end = range.upperBound
    while start < end, passage.scalars[start] == 0x20 || passage.scalars[start] == 0x3000 { start += 1 }
    while end > start, passage.scalars[end - 1] == 0x20 || passage.scalars[end - 1] == 0x3000 { end -= 1 }
    return start..<end
  }

  private func isSite(_ passage: Passage, _ range: Range<Int>) -> Bool {
    passage.contains(anyOf: Self.siteWords, in: range) && !isTitle(passage, range)
  }
}
