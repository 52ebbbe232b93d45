/// Reads text that was saved from a page without its markup.
enum PlainPage {
  /// The title, the lines and the fields of a text; the title stays its first line, as it is the report's own.
  static func read(_ text: String) -> Page {
    var text = text
    let all = text.withUTF8 { lines(of: Array($0)) }
    let first = all.firstIndex { isProse($0[...]) } ?? all.count
    let last = all.lastIndex { isProse($0[...]) } ?? -1
    var fields = FieldsFound()
    var page = Page(title: nil, text: "")
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for (index, line) in all.enumerated() {
      let isHead = index < first
      let isTail = index > last
      if isHead || isTail, isFurniture(line[...], isHead: isHead, isTail: isTail, &fields) { continue }
      if index == 0, isHead, isTitle(line[...], next: all.dropFirst().first) {
        page.title = String(decoding: line, as: UTF8.self)
      }
      if !out.isEmpty { out.append(0x0A) }
      page.lines.append(PageLine(range: out.count..<out.count + line.count, kind: .paragraph))
      out += line
    }
    page.text = String(decoding: out, as: UTF8.self)
    (page.fields, page.evidence) = (fields.named, fields.origins)
    if page.title != nil { page.evidence["title"] = "first-line" }
    return page
  }

  /// The lines of a text, trimmed, without empty ones.
  static func lines(of text: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    for at in 0...text.count where at == text.count || text[at] == 0x0A || text[at] == 0x0D || text[at] == 0x0C {
      let range = Blank.trimmed(text, start..<at)
      if !range.isEmpty { lines.append(Array(text[range])) }
      start = at + 1
    }
    return lines
  }

  private static func isProse(_ line: ArraySlice<UInt8>) -> Bool {
    let (length, stops, _) = Block.measure(line)
    guard length >= 20, stops >= 1 else { return false }
    return line.count > 400 || InformationLine.read(line)?.isWhole != true && !FurnitureLine.isImprint(line)
  }

  private static func isFurniture(
    _ line: ArraySlice<UInt8>, isHead: Bool, isTail: Bool, _ fields: inout FieldsFound
  ) -> Bool {
    if FurnitureLine.isPath(line) || FurnitureLine.isNeighbour(line) || FurnitureLine.isButtons(line) { return true }
    if FurnitureLine.isCall(line) || isTail && FurnitureLine.isImprint(line) { return true }
    guard let information = InformationLine.read(line), information.isWhole,
      information.labels > 0 || information.hasAddress,
      !(isTail && information.isSignature)
    else { return false }
    fields.add(information, isBeforeText: isHead, followsTitle: isHead)
    return true
  }

  /// Whether a first line is a title and nothing else: one phrase, ending as the titles of papers do.
  private static func isTitle(_ line: ArraySlice<UInt8>, next: [UInt8]?) -> Bool {
    let (length, stops, _) = Block.measure(line)
    guard length >= 4, length <= 80, stops == 0, !line.contains(UInt8(ascii: ":")) else { return false }
    if line.indices.contains(where: { titleBreaks.end(in: line, at: $0) != nil }) { return false }
    if let next, let information = InformationLine.read(next[...]), information.isWhole, information.labels > 0 {
      return true
    }
    var end = line
    // （征求意见稿） and the like may follow.
    if end.suffix(3).elementsEqual("）".utf8) || end.last == UInt8(ascii: ")") {
      let open = end.lastIndex(of: UInt8(ascii: "(")) ?? end.indices.last { end[$0...].starts(with: "（".utf8) }
      if let open, open > end.startIndex { end = end[..<open] }
    }
    return [6, 9].contains { end.count > $0 && titleEnds.contains(end.suffix($0)) }
  }

  private static let titleBreaks = WordList("。 ； ： ！ ？ ，")
  private static let titleEnds = WordList(
    "报告 总结 小结 要点 计划 打算 安排 汇报 方案 意见 通知 公报 公告 情况 思路 规划 述职 材料 年报 决定 办法 规定 讲话 致辞 纪要 简报 综述 清单 举措 设想 部署 自查 发言稿 讲话稿 报告书 说明")
}
