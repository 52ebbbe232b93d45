/// Finds the title of a report, in its first lines or in the title of its page.
struct ReportTitleReader {
  /// The longest title, in scalars.
  private static let longest = 80
  private static let nouns = Word.list(
    "报告 年报 总结 小结 计划 打算 汇报 要点 情况 安排 材料 思路 规划 公报 通报 综述 回顾 展望 报告书 述职 工作 成效 简报 方案 亮点 纪实 讲话 发言 述廉 措施 进展 提纲 自查 概况 台账 通知 动态 专报 快报 通讯 月报 季报 半年报 说明 清单 公示 公告 白皮书 决算 预算 决算公开 预算公开"
  )
  private static let sentenceMarks: ScalarSet = [
    0x3002, 0xFF1B, 0xFF01, 0xFF1F, 0xFF1A, 0x3A, 0x3B, 0x21, 0x3F, 0x09,
  ]

  /// What reports are about.
  private static let matters = Word.list("工作 司法 法治 述职 总结")
  private static let bullets = ScalarSet("◆●■★▲◇○□☆△◎▶·•※－-—")

  /// Whether a line reads like a title: no sentence, and a report's name at its end or an agency and a year in it.
  func isTitle(_ passage: Passage, _ range: Range<Int>) -> Bool {
    guard range.count >= 4, range.count <= Self.longest,
      !passage.scalars[range].contains(where: Self.sentenceMarks.contains),
      !Self.bullets.contains(passage.scalars[range.lowerBound])
    else { return false }
    let end = endWithoutBracket(passage, range)
    guard end > range.lowerBound else { return false }
    let hasNoun = Self.nouns.contains { passage.has($0, at: end - $0.scalars.count) }
    let names = AgencyReader().first(in: passage, range, .name).map { !$0.isAbbreviated } ?? false
    let dated = range.contains { CalendarReader.year(passage, at: $0) != nil }
    // 蒸阳区司法局 2025年1月3日 signs, or stands under a title.
    if names && dated && !hasNoun { return !range.contains { CalendarReader.date(passage, at: $0) != nil } }
    return hasNoun && (names || dated || passage.contains(anyOf: Self.matters, in: range))
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

  // MARK: - The text's title

  /// The titles that text and page have, the most trusted first.
  ///
  /// The text's own goes before the page's, unless readers see the page's above the text and only that says whose report it is.
  func titles(of text: [UInt8], _ frame: ReportFrame, _ hints: MetadataHints) -> [Found<String>] {
    let own = title(in: text, firstLines: frame.firstLines, headings: frame.headings)
    guard let pageTitle = hints.pageTitle else { return own.map { [$0] } ?? [] }
    // The first lines of a plain text, in which the page's reader found a title.
    if hints.titlePlace == "first-lines" {
      let range = frame.firstLines.first.flatMap { String(decoding: text[$0], as: UTF8.self) == pageTitle ? $0 : nil }
      return [own, Found(pageTitle, .title, range)].compactMap { $0 }
    }
    let onPage = title(ofPage: pageTitle, place: hints.titlePlace)
    let isSeen = hints.titlePlace == "heading" || hints.titlePlace == "line"
    let ownFirst = own.map { namesAgency($0.value) } ?? false || !isSeen
    return (ownFirst ? [own, onPage] : [onPage, own]).compactMap { $0 }
  }

  private func namesAgency(_ title: String) -> Bool {
    let passage = Passage(title)
    return AgencyReader().first(in: passage, passage.trimmed, .name).map { !$0.isAbbreviated } ?? false
  }

  /// The title in the first lines, before the first sentence and the first heading; it may stand on several.
  func title(in text: [UInt8], firstLines lines: [Range<Int>], headings: [Int]) -> Found<String>? {
    for (index, line) in lines.enumerated() {
      if headings.contains(line.lowerBound) || line.count > 4 * Self.longest { return nil }
      let passage = Passage(text, line)
      var joined = passage.string(passage.trimmed)
      var last = index
      var found: Found<String>?
      if isTitle(passage, passage.trimmed) { found = Found(joined, .title, passage.bytes(passage.trimmed)) }
      while last + 1 < min(lines.count, index + Self.mostLines), !headings.contains(lines[last + 1].lowerBound) {
        let next = Passage(text, lines[last + 1])
        guard next.count <= Self.longest, goesOn(Passage(text, lines[last]), next) else { break }
        joined += next.string(next.trimmed)
        last += 1
        let whole = Passage(joined)
        if isTitle(whole, whole.trimmed), endsLikeTitle(next, next.trimmed) {
          found = Found(joined, .title, line.lowerBound..<lines[last].upperBound)
        }
      }
      if let found { return found }
      // Prose has begun.
      if passage.scalars.contains(where: { $0 == 0x3002 || $0 == 0xFF0C }) { return nil }
    }
    return nil
  }

  private static let mostLines = 3

  /// Whether a title may go on from a line to the next: the first is an agency alone or ends in 关于, 的 or 及, or the second
  /// begins with 及 and the like.
  private func goesOn(_ passage: Passage, _ next: Passage) -> Bool {
    let range = passage.trimmed
    let rest = next.trimmed
    guard range.count >= 3, range.count <= Self.longest, let first = rest.first,
      !next.scalars[rest].contains(where: Self.sentenceMarks.contains)
    else { return false }
    let joins = AgencyWords.joints.contains(next.scalars[first]) || next.has("暨", at: first)
    if joins, endsLikeTitle(next, rest) { return true }
    guard !startsWithAgency(next) else { return false }
    return Self.openEnds.contains { passage.ends(with: $0, range) } || AgencyReader().whole(passage, range) != nil
  }

  private static let openEnds = Word.list("关于 的 及 和 与 暨 、")

  private func endsLikeTitle(_ passage: Passage, _ range: Range<Int>) -> Bool {
    let end = endWithoutBracket(passage, range)
    return Self.nouns.contains { passage.ends(with: $0, range.lowerBound..<max(end, range.lowerBound)) }
  }

  private func startsWithAgency(_ passage: Passage) -> Bool {
    AgencyReader().first(in: passage, passage.trimmed, .name)?.range.lowerBound == passage.trimmed.lowerBound
  }

  // MARK: - The page's title

  private static let siteWords = Word.list(
    "网 网站 门户 人民政府 平台 百度 文库 频道 首页 搜狐 澎湃 客户端 公众号 豆丁 道客 政务公开 信息公开 公开目录 栏目 新闻 动态 资讯 官网 文档 下载 司法行政")
  /// Signs that part a title from names of sites and sections wherever they stand.
  private static let strongSigns: ScalarSet = [0x5F, 0x7C, 0xFF5C, 0x3E, 0xBB, 0xFF3F, 0x4E28]
  /// Signs that do so where the other side names one, and may belong to a title: 1-6月, 一年回眸——….
  private static let weakSigns: ScalarSet = [0x2D, 0x2014, 0x2013, 0xB7, 0xFF0D]

  /// The report's title in the title of its page, without the names of site and sections; nil where only these are named.
  func title(ofPage pageTitle: String, place: String? = nil) -> Found<String>? {
    let passage = Passage(pageTitle)
    // The page's reader has left out what is the site's.
    if place != nil {
      return passage.trimmed.isEmpty ? nil : Found(passage.string(passage.trimmed), .page, place: place)
    }
    let groups = parts(passage, passage.trimmed, at: Self.strongSigns)
      .map { group in withoutSites(passage, parts(passage, group, at: Self.weakSigns)) }.filter { !$0.isEmpty }
    let own = groups.filter { !isSite(passage, $0) }
    guard let best = own.first(where: { isTitle(passage, $0) }) ?? own.first else { return nil }
    guard isTitle(passage, best) || best.count >= 6 else { return nil }
    return Found(passage.string(best), .page, place: place)
  }

  private func parts(_ passage: Passage, _ range: Range<Int>, at signs: ScalarSet) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for at in range where signs.contains(passage.scalars[at]) && !isWithinNumber(passage, at) {
      parts.append(start..<at)
      start = at + 1
    }
    parts.append(start..<range.upperBound)
    return parts.map { trim(passage, $0) }.filter { !$0.isEmpty }
  }

  /// Whether a dash joins two numbers: 1-6月, 2023—2024年.
  private func isWithinNumber(_ passage: Passage, _ index: Int) -> Bool {
    guard index > 0, index + 1 < passage.count else { return false }
    return [index - 1, index + 1].allSatisfy { passage.scalars[$0].digitValue != nil || passage.has("月", at: $0) }
  }

  /// What lies between the first and the last part that name no site.
  private func withoutSites(_ passage: Passage, _ parts: [Range<Int>]) -> Range<Int> {
    var own = parts[...]
    while own.count > 1, let last = own.last, isSite(passage, last) || isAgency(passage, last) { own.removeLast() }
    while own.count > 1, let first = own.first, isSite(passage, first) { own.removeFirst() }
    guard let first = own.first, let last = own.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  private func trim(_ passage: Passage, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound, end = range.upperBound
    while start < end, passage.scalars[start].isBlankScalar { start += 1 }
    while end > start, passage.scalars[end - 1].isBlankScalar { end -= 1 }
    return start..<end
  }

  private func isSite(_ passage: Passage, _ range: Range<Int>) -> Bool {
    passage.contains(anyOf: Self.siteWords, in: range) && !isTitle(passage, range)
  }

  private func isAgency(_ passage: Passage, _ range: Range<Int>) -> Bool {
    AgencyReader().whole(passage, range) != nil
  }
}
