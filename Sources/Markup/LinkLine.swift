/// Tells the lines of links that lead on to other pages from those that belong to a text, as attachments do.
struct LinkLine {
  private let tree: MarkupTree
  private let list: BlockList
  /// The first link of each block in `list.links`, and the end of the last.
  private let firstLink: [Int32]

  init(_ tree: MarkupTree, _ list: BlockList) {
    self.tree = tree
    self.list = list
    var count = [Int32](repeating: 0, count: list.blocks.count + 1)
    for link in list.links where link.block < list.blocks.count { count[link.block + 1] += 1 }
    for block in 1..<max(count.count, 1) { count[block] += count[block - 1] }
    firstLink = count
  }

  /// Whether a block is made of links, each as long as a headline.
  func isOne(_ index: Int) -> Bool {
    let block = list.blocks[index]
    guard block.linked * 10 >= block.range.count * 8, block.length >= 6 else { return false }
    return !leadsToDocument(index)
  }

  /// Whether a block is made of several links, so that it is a list of other pages by itself.
  func isList(_ index: Int) -> Bool {
    isOne(index) && linkCount(index) >= 2 && list.blocks[index].length >= 5 * linkCount(index)
  }

  /// Whether a block is a row of buttons: several links of a word or two, and little else.
  func isMenu(_ index: Int) -> Bool {
    let block = list.blocks[index]
    let count = linkCount(index)
    guard count >= 2, block.length < 6 * count, block.linked * 10 >= block.range.count * 7, block.stops == 0 else {
      return false
    }
    return !leadsToDocument(index)
  }

  /// Whether a block is nothing but a link to another page.
  func isAlone(_ index: Int) -> Bool {
    let block = list.blocks[index]
    guard linkCount(index) == 1, block.linked * 10 >= block.range.count * 9 else { return false }
    return !leadsToDocument(index) && !list.bytes(of: block).starts(with: "http".utf8)
  }

  /// Whether a line says that documents follow: 附件：.
  static func announcesAnnexes(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 15, line.last == UInt8(ascii: ":") || line.suffix(3).elementsEqual("：".utf8) else {
      return false
    }
    return line.starts(with: "附".utf8) || line.starts(with: "相关附件".utf8)
  }

  private func linkCount(_ index: Int) -> Int { Int(firstLink[index + 1] - firstLink[index]) }

  private func leadsToDocument(_ index: Int) -> Bool {
    (firstLink[index]..<firstLink[index + 1]).contains { at in
      let node = list.links[Int(at)].node
      return Attachment.isOne(tree.collapsedText(in: node)[...], tree.attribute(.href, of: node) ?? [])
    }
  }
}
