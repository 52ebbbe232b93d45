/// Finds the line that heads a text where nothing names it: right above the line with the date, or above the text.
enum HeadLine {
  /// Its index among the blocks; nil where what stands there is no title.
  static func find(in list: BlockList, before body: Int) -> Int? {
    let end = min(body, list.blocks.count)
    let information = (max(end - 12, 0)..<min(end + 2, list.blocks.count)).first { index in
      let block = list.blocks[index]
      guard block.range.count <= 400, block.linked < block.range.count,
        let line = InformationLine.read(list.bytes(of: block), isRow: block.isRow), !line.isClock
      else { return false }
      return (line.isWhole || line.labels > 0)
        && line.values.contains {
          $0.label == .published && ($0.isLabelled || $0.hasTime) || $0.label == .dated || $0.label == .author
        }
    }
    if let information, let line = top(of: list, above: information) { return line }
    return top(of: list, above: end)
  }

  private static let arrows = WordList("» › ＞ > -> → ﹥ ≫")

  /// The first of the lines right above block `end` that may be a title, if they are few.
  private static func top(of list: BlockList, above end: Int) -> Int? {
    var found: [Int] = []
    var index = end - 1
    while index >= max(end - 6, 0), found.count < 5 {
      if isCandidate(list, index) {
        found.append(index)
      } else if !isShort(list, index) {
        break
      }
      index -= 1
    }
    guard let last = found.last else {
      // The title of an entry of a log leads to the entry itself.
      let above = end - 1
      return above > 0 && isCandidate(list, above, mayBeLink: true)
        && list.blocks[above - 1].linked < list.blocks[above - 1].range.count ? above : nil
    }
    return found.count < 5 ? last : found.first
  }

  /// Whether a line is a name or a date, as may stand between title and text.
  private static func isShort(_ list: BlockList, _ index: Int) -> Bool {
    let block = list.blocks[index]
    return block.range.count <= 24 && !block.isRow && !block.isItem
  }

  private static func isCandidate(_ list: BlockList, _ index: Int, mayBeLink: Bool = false) -> Bool {
    let block = list.blocks[index]
    guard block.length >= 4, block.length <= 60, mayBeLink || block.linked * 2 <= block.range.count else {
      return false
    }
    let line = TitleParts.withoutLabel(list.bytes(of: block))
    // A row of several cells is no heading.
    guard !line.contains(0x09), !FurnitureLine.isPath(line), !FurnitureLine.isCall(line), !TitleParts.isSite(line),
      !TitleParts.isSection(line), !line.suffix(3).elementsEqual("。".utf8), !line.suffix(3).elementsEqual("：".utf8),
      !line.suffix(3).elementsEqual("…".utf8)
    else { return false }
    if line.indices.contains(where: { arrows.end(in: line, at: $0) != nil }) { return false }
    guard let read = InformationLine.read(line) else { return true }
    return !read.isWhole && read.labels == 0 && !read.isClock
  }
}
