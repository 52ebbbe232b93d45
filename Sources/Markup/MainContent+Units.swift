/// What stands beside a text in several pieces alike: beginnings of other texts, replies, other articles.
extension MainContent {
  // MARK: - Beginnings of other texts

  /// Leaves out lists of other pages' beginnings: three or more elements alike, side by side, each with a line that is a link.
  mutating func excludeTeasers() {
    let total = sums.weight[blocks.count]
    var run: [Int] = []
    for parent in tree.nodes.indices where blocks(of: parent).count >= 6 && tree.nodes[parent].tag.isBlock {
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
    sumUp()
  }

  private mutating func endRun(_ run: inout [Int], _ total: Int) {
    defer { run.removeAll(keepingCapacity: true) }
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
      exclude(range)
    }
  }

  private func isAlike(_ one: Int, _ other: Int) -> Bool {
    guard tree.nodes[one].tag == tree.nodes[other].tag else { return false }
    guard let name = tree.attribute(.className, of: one), let otherName = tree.attribute(.className, of: other) else {
      return tree.attribute(.className, of: one) == tree.attribute(.className, of: other)
    }
    if name.prefix(12) == otherName.prefix(12) { return true }
    // post-17 post and post-18 post, as blogs name them.
    return Self.shareWord(name.prefix(200), otherName.prefix(200))
  }

  /// Whether a word stands in both of two lists that are parted by blanks.
  private static func shareWord(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    var rest = one
    while let word = nextWord(&rest) {
      var others = other
      while let next = nextWord(&others) { if next == word { return true } }
    }
    return false
  }

  /// Takes the first word off a list that is parted by blanks; nil where none is left.
  private static func nextWord(_ list: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let start = list.firstIndex(where: { $0 != 0x20 }) else { return nil }
    let end = list[start...].firstIndex(of: 0x20) ?? list.endIndex
    defer { list = list[end...] }
    return list[start..<end]
  }

  // MARK: - Replies

  /// Leaves out what readers have written to a text: three or more elements alike, side by side, most with the time of writing.
  ///
  /// A thread in which the first post is as good as all of it is a text with replies as well; any other thread stays whole.
  mutating func excludeReplies() {
    var run: [Range<Int>] = []
    for parent in tree.nodes.indices where blocks(of: parent).count >= 6 && tree.nodes[parent].tag.isBlock {
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
    sumUp()
  }

  private mutating func endReplies(_ run: inout [Range<Int>]) {
    defer { run.removeAll(keepingCapacity: true) }
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
    for unit in run { exclude(unit) }
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
  mutating func excludeOtherArticles() {
    guard let title, blocks[title].heading == 1 || blocks[title].heading == 2 else { return }
    var own = blocks[title].node
    while own >= 0, tree.nodes[own].tag != .article {
      if isBesideAnother(own) { excludeSiblings(of: own) }
      own = Int(tree.nodes[own].parent)
    }
    defer { sumUp() }
    guard own >= 0, weight(blocks(of: own)) >= 30 else { return }
    var node = 0
    while node < tree.nodes.count {
      guard tree.nodes[node].tag == .article, node == own || Int(tree.nodes[node].end) <= own || node > own else {
        node += 1
        continue
      }
      if node != own { exclude(blocks(of: node)) }
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
    for own in others { exclude(own) }
  }
}
