/// Chooses the paragraphs of a page that are its own text.
///
/// It goes down from the page to the smallest element that still holds nearly all running text, then leaves out what is named or
/// built as furniture. Where the page gives no ground to leave something out, it stays.
struct MainContent {
  let tree: MarkupTree
  let list: BlockList
  let favor: PageReader.Favor
  var blocks: [Block] { list.blocks }
  /// The number of blocks that begin before a node.
  private let before: [Int32]
  var excluded: [Bool]
  private(set) var sums: Sums
  /// The running text that the page's title heads: its first block; nil where no line is plainly the title.
  private(set) var core: Int?
  private(set) var title: Int?
  /// Whether posts of a thread were found; what stands in one is none.
  var isThread = false

  /// Sums over the blocks before one.
  struct Sums {
    var weight: [Int]
    var bytes: [Int]
    var linked: [Int]

    init(_ blocks: [Block]) {
      weight = Array(repeating: 0, count: blocks.count + 1)
      (bytes, linked) = (weight, weight)
      for (index, block) in blocks.enumerated() {
        weight[index + 1] = weight[index] + block.weight
        bytes[index + 1] = bytes[index] + block.range.count
        linked[index + 1] = linked[index] + block.linked
      }
    }

    /// Weighs again, after blocks were left out.
    mutating func weigh(_ blocks: [Block], without excluded: [Bool]) {
      for index in blocks.indices {
        weight[index + 1] = weight[index] + (excluded[index] ? 0 : blocks[index].weight)
      }
    }
  }

  private init(_ tree: MarkupTree, _ list: BlockList, _ favor: PageReader.Favor) {
    self.tree = tree
    self.favor = favor
    self.list = list
    var before = [Int32](repeating: 0, count: tree.nodes.count + 1)
    for block in list.blocks { before[block.node + 1] += 1 }
    for node in 1..<max(before.count, 1) { before[node] += before[node - 1] }
    self.before = before
    excluded = Array(repeating: false, count: list.blocks.count)
    sums = Sums(list.blocks)
  }

  /// The blocks that are left of a page, in their order; `title` is the one that is its title, if that is known.
  static func choose(
    _ tree: MarkupTree, _ list: BlockList, title: Int?, _ favor: PageReader.Favor
  ) -> [Int] {
    guard !tree.nodes.isEmpty, !list.blocks.isEmpty else { return [] }
    var content = MainContent(tree, list, favor)
    content.title = title
    content.findCore()
    content.excludeFurniture()
    content.excludeOtherArticles()
    content.excludeTeasers()
    content.excludeReplies()
    content.excludeForms()
    content.excludeSections()
    content.excludeCaptions()
    let own = content.blocks(of: content.container())
    return (own.lowerBound..<content.signatureEnd(after: own.upperBound)).filter { !content.excluded[$0] }
  }

  func blocks(of node: Int) -> Range<Int> { Int(before[node])..<Int(before[Int(tree.nodes[node].end)]) }

  mutating func exclude(_ range: Range<Int>) { for block in range { excluded[block] = true } }

  /// Counts again, after blocks were left out.
  mutating func sumUp() { sums.weigh(list.blocks, without: excluded) }

  func weight(_ range: Range<Int>) -> Int { sums.weight[range.upperBound] - sums.weight[range.lowerBound] }

  // MARK: - The title's text

  /// Prose of less weight than this behind a title may be a summary or a notice.
  static let leastCore = 40

  /// Finds the prose behind the title, which is the page's own however much more text there is elsewhere.
  private mutating func findCore() {
    guard let title else { return }
    var weight = 0
    var first: Int?
    for index in (title + 1)..<max(blocks.count, title + 1) {
      guard blocks[index].isProse, !isInFurniture(blocks[index].node) else { continue }
      first = first ?? index
      weight += blocks[index].weight
      if weight >= Self.leastCore { break }
    }
    if weight >= Self.leastCore { core = first }
  }

  /// The first line behind a title that is a heading, where the page has no other prose: a notice of a line or two.
  private var notice: Int? {
    guard core == nil, let title, blocks[title].heading > 0, !blocks.contains(where: \.isProse) else { return nil }
    return ((title + 1)..<max(blocks.count, title + 1)).first { index in
      let block = blocks[index]
      return block.length >= 10 && block.stops > 0 && block.linked == 0 && !isInformation(block)
        && !isInFurniture(block.node)
    }
  }

  private func isInformation(_ block: Block) -> Bool {
    InformationLine.read(list.bytes(of: block), isRow: block.isRow)?.isWhole == true
  }

  /// Whether a node stands in an element that is named as furniture, at whatever depth.
  private func isInFurniture(_ node: Int) -> Bool {
    var above = Int(tree.nodes[node].parent)
    while above >= 0 {
      if FurnitureElement.name(tree, above) >= .likely { return true }
      above = Int(tree.nodes[above].parent)
    }
    return false
  }

  /// Whether blocks are beside the text that the title heads.
  func isBesideCore(_ own: Range<Int>) -> Bool { core.map { !own.contains($0) } ?? false }

  // MARK: - The place of the text

  /// The smallest element that holds nearly all of the text; a notice's with its title.
  private func container() -> Int {
    guard let notice, let title else { return container(from: 0) }
    var own = blocks[notice].node
    while own > 0, !blocks(of: own).contains(title) { own = Int(tree.nodes[own].parent) }
    return container(from: own)
  }

  /// Where the signature ends that stands right behind the text, as old pages have it in a row of its own: a day in full, and
  /// above it who signs.
  private func signatureEnd(after end: Int) -> Int {
    var next = end
    while next < min(end + Self.longestSignature, blocks.count), !excluded[next] {
      let block = blocks[next]
      let line = list.bytes(of: block)
      guard block.linked == 0, block.stops == 0, block.length <= 30, !block.isRow, block.heading == 0 else { break }
      next += 1
      if let date = PageDate.read(line, at: line.startIndex), !date.hasTime, date.end == line.endIndex,
        line.suffix(3).elementsEqual("日".utf8)
      {
        return next
      }
      guard !isInformation(block), !FurnitureLine.isImprint(line) else { break }
    }
    return end
  }

  /// In lines.
  private static let longestSignature = 3

  private func container(from start: Int) -> Int {
    var node = start
    while true {
      let own = weight(blocks(of: node))
      var best = -1
      var most = 0
      var child = node + 1
      while child < Int(tree.nodes[node].end) {
        if !tree.nodes[child].tag.isParagraph {
          let weight = weight(blocks(of: child))
          if weight > most { (best, most) = (child, weight) }
        }
        child = Int(tree.nodes[child].end)
      }
      guard best >= 0, most * 10 >= own * 9 else { return node }
      // An inline element, or one paragraph among others, is no place of its own.
      guard tree.nodes[best].tag.isBlock || blocks(of: best).count > 1 else { return node }
      node = best
    }
  }
}
