/// Finds the title of a plain text among the lines above the first paragraph.
enum PlainTitle {
  /// The title, which may stand on two or three lines; nil where the first line is none.
  ///
  /// - Parameters:
  ///   - end: The first line of running text.
  ///   - isDescribed: Whether a line stood under the first in which the page speaks of itself.
  static func find(in text: PlainLines, before end: Int, isDescribed: Bool) -> String? {
    guard end > 0, !text.lines.isEmpty else { return nil }
    let first = text.bytes(0)
    if isPhrase(first), Block.measure(first).length >= 4, !isNumbered(first), isDescribed || endsLikeTitle(first) {
      // 关于2024年工作总结 / 和2025年工作计划的报告
      if end > 1, goesOn(text.bytes(1)), isPhrase(text.bytes(1)), endsLikeTitle(text.bytes(1)) {
        return joined(text, 2)
      }
      return String(decoding: first, as: UTF8.self)
    }
    var count = 1
    while count < min(end, 3), isPart(text, count - 1), isPhrase(text.bytes(count)), !isNumbered(text.bytes(count)) {
      count += 1
      if endsLikeTitle(text.bytes(count - 1)) { return joined(text, count) }
    }
    return nil
  }

  /// Whether a line is a phrase without a break in it.
  private static func isPhrase(_ line: ArraySlice<UInt8>) -> Bool {
    let (length, stops, _) = Block.measure(line)
    guard length >= 2, length <= 80, stops == 0, !line.contains(UInt8(ascii: ":")) else { return false }
    return !line.indices.contains { line[$0] >= 0xE3 && breaks.end(in: line, at: $0) != nil }
  }

  /// Whether a line ends as the titles of papers do; （征求意见稿） and the like may follow.
  private static func endsLikeTitle(_ line: ArraySlice<UInt8>) -> Bool {
    guard Block.measure(line).length >= 4 else { return false }
    var end = line
    if end.suffix(3).elementsEqual("）".utf8) || end.last == UInt8(ascii: ")") {
      let open = end.lastIndex(of: UInt8(ascii: "(")) ?? end.indices.last { end[$0...].starts(with: "（".utf8) }
      if let open, open > end.startIndex { end = end[..<open] }
    }
    return [6, 9].contains { end.count > $0 && ends.contains(end.suffix($0)) }
  }

  /// Whether a line is only a part of a title: whose paper it is, what it is about, or a centred line.
  private static func isPart(_ text: PlainLines, _ index: Int) -> Bool {
    let line = text.bytes(index)
    guard isPhrase(line), !isNumbered(line), Block.measure(line).length <= 40 else { return false }
    let isCentred = [index, index + 1].allSatisfy { $0 < text.lines.count && text.lines[$0].indent >= 6 }
    return isCentred || [3, 6, 9].contains { line.count >= $0 && partEnds.contains(line.suffix($0)) }
  }

  private static func isNumbered(_ line: ArraySlice<UInt8>) -> Bool { LineOpening.isNumbered(line) }

  /// Whether a line begins with a word that joins it to what stands before.
  private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
    joints.end(in: line, at: line.startIndex) != nil
  }

  private static func joined(_ text: PlainLines, _ count: Int) -> String {
    var out = Array(text.bytes(0))
    for index in 1..<count {
      let next = text.bytes(index)
      if let last = out.last, let first = next.first, last < 0x80, first < 0x80 { out.append(0x20) }
      out += next
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static let breaks = WordList("。 ； ： ！ ？ ，")
  private static let joints = WordList("和 及 与 暨 以及 的")
  private static let partEnds = WordList("局 厅 委 府 院 办 所 中心 部 处 会 站 司 署 委员会 关于 的 年 年度 半年 季度")
  private static let ends = WordList(
    "报告 总结 小结 要点 计划 打算 安排 汇报 方案 意见 通知 公报 公告 情况 思路 规划 述职 材料 年报 决定 办法 规定 讲话 致辞 纪要 简报 综述 清单 举措 设想 部署 自查 发言稿 讲话稿 报告书 说明")
}
