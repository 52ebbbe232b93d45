/// Chooses the paragraphs of a page that are its own text.
///
/// It goes down from the page to the smallest element that still holds nearly all running text, then leaves out what is named or
/// built as furniture. Where the page gives no ground to leave something out, it stays.
struct MainContent {
  let tree: MarkupTree
  private let list: BlockList
  private let favor: PageReader.Favor
  private var blocks: [Block] { list.blocks }
  /// The number of blocks that begin before a node.
  private let before: [Int32]
  private var excluded: [Bool]
  private var sums: Sums
  /// The running text that the page's title heads: its first block; nil where no line is plainly the title.
  private var core: Int?
  private var title: Int?
  /// Whether posts of a thread were found; what stands in one is none.
  private var isThread = false

  /// Sums over the blocks before one.
  private struct Sums {
    var weight: [Int] = [0]
    var bytes: [Int] = [0]
    var linked: [Int] = [0]

    init(_ blocks: [Block], _ excluded: [Bool]) {
      for (block, isExcluded) in zip(blocks, excluded) {
        weight.append(weight[weight.count - 1] + (isExcluded ? 0 : block.weight))
        bytes.append(bytes[bytes.count - 1] + block.range.count)
        linked.append(linked[linked.count - 1] + block.linked)
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
    sums = Sums(list.blocks, excluded)
  }

  /// The blocks that are left of a page, in their order; `titles` are those that it declares.
  static func choose(
    _ tree: MarkupTree, _ list: BlockList, titles: [[UInt8]], _ favor: PageReader.Favor
  ) -> [Int] {
    guard !tree.nodes.isEmpty, !list.blocks.isEmpty else { return [] }
    var content = MainContent(tree, list, favor)
    content.findCore(titles)
    content.excludeFurniture()
    content.excludeOtherArticles(titles)
    content.excludeTeasers()
    content.excludeReplies()
    content.excludeForms()
    content.excludeSections()
    content.excludeCaptions()
    return content.blocks(of: content.container()).filter { !content.excluded[$0] }
  }

  private func blocks(of node: Int) -> Range<Int> { Int(before[node])..<Int(before[Int(tree.nodes[node].end)]) }

  private func weight(_ range: Range<Int>) -> Int { sums.weight[range.upperBound] - sums.weight[range.lowerBound] }

  // MARK: - The title's text

  /// Prose of less weight than this behind a title may be a summary or a notice.
  private static let leastCore = 40

  /// Finds the prose behind the title, which is the page's own however much more text there is elsewhere.
  private mutating func findCore(_ titles: [[UInt8]]) {
    title = PageTitle.line(in: list, declared: titles)
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
  private func isBesideCore(_ own: Range<Int>) -> Bool { core.map { !own.contains($0) } ?? false }

  // MARK: - Furniture

  private mutating func excludeFurniture() {
    let total = sums.weight[blocks.count]
    var node = 0
    while node < tree.nodes.count {
      let tag = tree.nodes[node].tag
      let own = tag == .text ? 0..<0 : blocks(of: node)
      if !own.isEmpty, isFurniture(node, tag, own, of: total) {
        for block in own { excluded[block] = true }
        node = Int(tree.nodes[node].end)
      } else {
        node += 1
      }
    }
    sums = Sums(blocks, excluded)
  }

  private func isFurniture(_ node: Int, _ tag: Tag, _ own: Range<Int>, of total: Int) -> Bool {
    let share = weight(own) * 100 / max(total, 1)
    let isBeside = isBesideCore(own)
    let name = FurnitureElement.name(tree, node)
    guard share < 90 || isBeside else {
      // A discussion may well be ten times as long as what it is about.
      return name == .certain && core == nil && weight(0..<own.lowerBound) >= 2 * Self.leastCore
    }
    if tag == .form, share < 30, !(core.map { own.contains($0) } ?? false), isFilledIn(node) { return true }
    if name == .weak, holdsText(own) { return false }
    // Behind a title, a summary alone is no text beside which another may be furniture.
    let isMinor = share < 40 || isBeside && share < 80
    return name == .certain || isMinor && (name >= .weak || isLinks(tag, own))
  }

  /// Whether blocks are several paragraphs that hardly lead anywhere.
  private func holdsText(_ own: Range<Int>) -> Bool {
    let linked = sums.linked[own.upperBound] - sums.linked[own.lowerBound]
    let bytes = sums.bytes[own.upperBound] - sums.bytes[own.lowerBound]
    return linked * 5 < bytes && own.count { blocks[$0].isProse } >= 3
  }

  /// Whether a form asks for something: old pages stand in one as a whole, which asks for nothing.
  private func isFilledIn(_ form: Int) -> Bool {
    (form..<Int(tree.nodes[form].end)).contains { tree.nodes[$0].tag == .textarea || tree.nodes[$0].tag == .input }
  }

  /// Leaves out lists of other pages' beginnings: three or more elements alike, side by side, each with a line that is a link.
  private mutating func excludeTeasers() {
    let total = sums.weight[blocks.count]
    for parent in tree.nodes.indices where tree.nodes[parent].tag.isBlock && blocks(of: parent).count >= 6 {
      var run: [Int] = []
      var child = parent + 1
      while child < Int(tree.nodes[parent].end) {
        if tree.nodes[child].tag != .text, !tree.nodes[child].tag.isSkipped {
          if let last = run.last, !isAlike(child, last) { endRun(&run, total) }
          run.append(child)
        }
        child = Int(tree.nodes[child].end)
      }
      endRun(&run, total)
    }
    sums = Sums(blocks, excluded)
  }

  private mutating func endRun(_ run: inout [Int], _ total: Int) {
    defer { run.removeAll() }
    guard run.count >= 3 else { return }
    let ranges = run.map { blocks(of: $0) }.filter { !$0.isEmpty }
    let teasers = ranges.count { range in
      range.count >= 2
        && range.contains { blocks[$0].linked * 10 >= blocks[$0].range.count * 9 && blocks[$0].length >= 4 }
    }
    let own = ranges.reduce(0) { $0 + weight($1) }
    guard ranges.count >= 3, teasers * 10 >= ranges.count * 8 else { return }
    guard own * 2 < total || ranges.allSatisfy(isBesideCore) else { return }
    for range in ranges {
      for block in range { excluded[block] = true }
    }
  }

  private func isAlike(_ one: Int, _ other: Int) -> Bool {
    guard tree.nodes[one].tag == tree.nodes[other].tag else { return false }
    guard let name = tree.attribute(.className, of: one), let otherName = tree.attribute(.className, of: other) else {
      return tree.attribute(.className, of: one) == tree.attribute(.className, of: other)
    }
    if name.prefix(12) == otherName.prefix(12) { return true }
    // post-17 post and post-18 post, as blogs name them.
    let words = name.prefix(200).split(separator: 0x20)
    return otherName.prefix(200).split(separator: 0x20).contains { words.contains($0) }
  }

  /// Whether most of an element's text leads elsewhere.
  private func isLinks(_ tag: Tag, _ own: Range<Int>) -> Bool {
    guard tag.isBlock, own.count > 2 else { return false }
    let bytes = sums.bytes[own.upperBound] - sums.bytes[own.lowerBound]
    let linked = sums.linked[own.upperBound] - sums.linked[own.lowerBound]
    return linked * 10 > bytes * 6
  }

  // MARK: - Replies

  /// Leaves out what readers have written to a text: three or more elements alike, side by side, most with the time of writing.
  ///
  /// A thread in which the first post is as good as all of it is a text with replies as well; any other thread stays whole.
  private mutating func excludeReplies() {
    for parent in tree.nodes.indices where tree.nodes[parent].tag.isBlock && blocks(of: parent).count >= 6 {
      var run: [Range<Int>] = []
      var last = -1
      var child = parent + 1
      while child < Int(tree.nodes[parent].end) {
        let own = blocks(of: child)
        if tree.nodes[child].tag != .text, !tree.nodes[child].tag.isSkipped, !own.isEmpty {
          if last >= 0, !isAlike(child, last) { endReplies(&run) }
          run.append(own)
          last = child
        }
        child = Int(tree.nodes[child].end)
      }
      endReplies(&run)
    }
    sums = Sums(blocks, excluded)
  }

  private mutating func endReplies(_ run: inout [Range<Int>]) {
    defer { run.removeAll() }
    guard run.count >= 3, let first = run.first, let core else { return }
    let holdsCore = run.contains { $0.contains(core) }
    let timed = run.count { unit in
      unit.prefix(16).contains { hasTime(blocks[$0]) } || hasTime(blocks[unit.upperBound - 1])
    }
    if timed * 10 >= run.count * 7 {
      if holdsCore, !isThread { excludeUserCards(run) }
      if first.contains(core) {
        let all = weight(first.lowerBound..<run[run.count - 1].upperBound)
        guard weight(first) * 10 >= all * (favor == .recall ? 6 : 3) else { return }
        run.removeFirst()
      } else if holdsCore {
        return
      }
    } else {
      // Beginnings of other texts: each with a line that is no prose at one of its ends, and a way on.
      let teasers = run.count { unit in
        guard let last = unit.last, unit.count >= 2, unit.contains(where: { blocks[$0].linked > 0 }) else {
          return false
        }
        return [unit.lowerBound, last].contains { blocks[$0].length <= 20 && blocks[$0].stops == 0 }
      }
      guard run.count >= 5, !holdsCore, teasers * 10 >= run.count * 8 else { return }
    }
    for unit in run { for block in unit { excluded[block] = true } }
  }

  /// Leaves out what stands beside the posts of a thread: elements that are prose in none of them.
  private mutating func excludeUserCards(_ posts: [Range<Int>]) {
    isThread = true
    var named: Set<[UInt8]> = []
    for post in posts { for block in post where blocks[block].isProse { named.insert(role(of: block)) } }
    for post in posts {
      for block in post where !named.contains(role(of: block)) { excluded[block] = true }
    }
  }

  /// What an element is in a repeated structure: its tag and the nearest class around it.
  private func role(of block: Int) -> [UInt8] {
    let tag = tree.nodes[blocks[block].element].tag.rawValue
    var node = blocks[block].element
    for _ in 0..<8 where node >= 0 {
      if let name = tree.attribute(.className, of: node), !name.isEmpty { return [tag] + name }
      node = Int(tree.nodes[node].parent)
    }
    return [tag]
  }

  /// Leaves out lines in which something is to be filled in: two or more fields.
  private mutating func excludeForms() {
    for index in blocks.indices where !excluded[index] && blocks[index].length <= 200 {
      let next = index + 1 < blocks.count ? blocks[index + 1].node : tree.nodes.count
      let end = min(next, Int(tree.nodes[blocks[index].element].end))
      guard blocks[index].node < end else { continue }
      let fields = (blocks[index].node..<end).count { node in
        switch tree.nodes[node].tag {
        case .textarea, .select: true
        case .input: tree.attribute(.type, of: node).map { !$0.elementsEqual("hidden".utf8) } ?? true
        default: false
        }
      }
      if fields >= 2 { excluded[index] = true }
    }
    sums = Sums(blocks, excluded)
  }

  /// Whether a short line has a day with a time of day in it.
  private func hasTime(_ block: Block) -> Bool {
    guard block.range.count <= 200 else { return false }
    let line = list.bytes(of: block)
    var at = line.startIndex
    while at < line.endIndex {
      if line[at] == 0x31 || line[at] == 0x32, let date = PageDate.read(line, at: at) { return date.hasTime }
      at += 1
    }
    return false
  }

  // MARK: - Other articles

  /// Leaves out the articles beside the one that the page's title heads.
  private mutating func excludeOtherArticles(_ titles: [[UInt8]]) {
    guard let title = PageTitle.heading(in: list, among: Array(blocks.indices), declared: titles) else { return }
    var own = blocks[title].node
    while own >= 0, tree.nodes[own].tag != .article {
      if isBesideAnother(own) { excludeSiblings(of: own) }
      own = Int(tree.nodes[own].parent)
    }
    defer { sums = Sums(blocks, excluded) }
    guard own >= 0, weight(blocks(of: own)) >= 30 else { return }
    var node = 0
    while node < tree.nodes.count {
      guard tree.nodes[node].tag == .article, node == own || Int(tree.nodes[node].end) <= own || node > own else {
        node += 1
        continue
      }
      if node != own { for block in blocks(of: node) { excluded[block] = true } }
      node = Int(tree.nodes[node].end)
    }
  }

  /// Whether an element holds the title with its text and may have other articles beside it.
  private func isBesideAnother(_ node: Int) -> Bool {
    guard let core, tree.nodes[node].tag.isBlock, tree.nodes[node].parent >= 0 else { return false }
    return blocks(of: node).contains(core)
  }

  /// Leaves out the elements beside one that are built like it, where each has a heading that leads to a page of its own.
  private mutating func excludeSiblings(of node: Int) {
    let parent = Int(tree.nodes[node].parent)
    var others: [Range<Int>] = []
    var sibling = parent + 1
    while sibling < Int(tree.nodes[parent].end) {
      let own = blocks(of: sibling)
      if sibling != node, !own.isEmpty, isAlike(sibling, node) { others.append(own) }
      sibling = Int(tree.nodes[sibling].end)
    }
    let headed = others.count { own in
      own.prefix(2).contains { blocks[$0].heading > 0 && blocks[$0].linked * 10 >= blocks[$0].range.count * 9 }
    }
    guard !others.isEmpty, headed * 10 >= others.count * 7 else { return }
    for own in others { for block in own { excluded[block] = true } }
  }

  // MARK: - Sections

  /// Leaves out what stands under a heading such as Related or Comments, as far as the page's structure says that it does: the
  /// rest of the element that the heading begins, or the lists that follow it.
  private mutating func excludeSections() {
    let total = sums.weight[blocks.count]
    for index in blocks.indices where !excluded[index] && blocks[index].length <= 20 && blocks[index].stops == 0 {
      guard FurnitureLine.isSectionHeading(list.bytes(of: blocks[index])) else { continue }
      var node = blocks[index].node
      var parent = Int(tree.nodes[node].parent)
      while parent >= 0, blocks(of: parent).lowerBound == index, weight(blocks(of: parent)) * 10 < total * 6 {
        node = parent
        parent = Int(tree.nodes[node].parent)
      }
      let own = blocks(of: node)
      if own.count > 1 {
        for block in own { excluded[block] = true }
      } else if parent >= 0 {
        excludeLists(after: node, in: parent)
      }
    }
    sums = Sums(blocks, excluded)
  }

  /// Leaves out a heading and the elements behind it that are lists, articles or links.
  private mutating func excludeLists(after heading: Int, in parent: Int) {
    var found = 0
    var sibling = Int(tree.nodes[heading].end)
    while sibling < Int(tree.nodes[parent].end) {
      let own = blocks(of: sibling)
      if !own.isEmpty {
        let tag = tree.nodes[sibling].tag
        guard tag == .ul || tag == .ol || tag == .article || isLinks(tag, own) else { break }
        for block in own { excluded[block] = true }
        found += 1
      }
      sibling = Int(tree.nodes[sibling].end)
    }
    guard found > 0 else { return }
    for block in blocks(of: heading) { excluded[block] = true }
  }

  // MARK: - Captions

  /// Leaves out what stands under a picture; a figure may hold a table, whose caption is the text's own.
  private mutating func excludeCaptions() {
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      let own = blocks(of: node)
      guard !own.isEmpty, own.count <= 4 else { continue }
      guard tree.nodes[node].tag == .figcaption || FurnitureElement.isCaption(tree, node), hasPicture(near: node) else {
        continue
      }
      for block in own { excluded[block] = true }
    }
    sums = Sums(blocks, excluded)
  }

  private func hasPicture(near node: Int) -> Bool {
    var place = node
    for depth in 0...3 {
      if depth > 0 { place = Int(tree.nodes[place].parent) }
      guard place >= 0, Int(tree.nodes[place].end) - place <= 80, blocks(of: place).count <= 6 else { return false }
      var hasPicture = false
      for inside in place..<Int(tree.nodes[place].end) {
        switch tree.nodes[inside].tag {
        case .img, .video, .iframe, .svg, .noscript: hasPicture = true
        case .table: return false
        default: break
        }
      }
      if hasPicture || tree.nodes[place].tag == .figure { return true }
    }
    return false
  }

  // MARK: - The place of the text

  /// The smallest element that holds nearly all of the text; a notice's with its title.
  private func container() -> Int {
    guard let notice, let title else { return container(from: 0) }
    var own = blocks[notice].node
    while own > 0, !blocks(of: own).contains(title) { own = Int(tree.nodes[own].parent) }
    return container(from: own)
  }

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
