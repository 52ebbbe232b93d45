/// How a page's blocks become its text, lines, tables, links and fields.
struct PageReading {
  private let tree: MarkupTree
  private let favor: PageReader.Favor
  private let metadata: PageMetadata
  private var list: BlockList
  /// The block that is the title as the page declares it.
  private var titleLine: Int?
  private var chosen: [Int]
  /// Text that a script would show, in place of the chosen blocks.
  private var embedded: (tree: MarkupTree, list: BlockList)?

  /// Text of fewer characters than this may be a page's frame alone.
  private static let littleText = 120

  private init(_ tree: MarkupTree, _ favor: PageReader.Favor) {
    self.tree = tree
    self.favor = favor
    metadata = PageMetadata(tree)
    list = BlockReader.read(tree)
    titleLine = PageTitle.line(in: list, declared: metadata.titles)
    chosen = MainContent.choose(tree, list, title: titleLine, favor)
  }

  /// Reads a page from its tree.
  static func page(of tree: MarkupTree, favor: PageReader.Favor, parts: PageReader.Parts = .all) -> Page {
    var reading = PageReading(tree, favor)
    return reading.read(parts)
  }

  private mutating func read(_ parts: PageReader.Parts) -> Page {
    if weight(chosen, list) < Self.littleText { lookForHiddenText() }
    dropWhatPrecedesTitle()
    let blocks = chosen.map { list.blocks[$0] }
    let body = blocks.firstIndex { isProse($0) }
    let bodyBlock = body.map { chosen[$0] } ?? (embedded == nil ? chosen.last ?? 0 : list.blocks.count)
    if embedded == nil { lookForTheRest(of: blocks) }
    let title = PageTitle.find(in: list, before: bodyBlock, declared: metadata.titles)
    var page = Page(title: title?.text, text: "")
    if parts.contains(.fields) {
      let fields = PageFields.read(tree, list, metadata, body: bodyBlock, last: lastProse ?? bodyBlock, title)
      (page.fields, page.evidence, page.statements) = (fields.named, fields.evidence, fields.statements)
      if let title { page.evidence["title"] = title.evidence }
    }
    if let embedded {
      PageWriter(embedded.tree, embedded.list, parts).write(Array(embedded.list.blocks.indices), title, into: &page)
    } else {
      PageWriter(tree, list, parts).write(ownBlocks(title), title, into: &page)
    }
    return page
  }

  /// Drops what stands above the line that `<title>` repeats, where hardly any of the text stands there.
  private mutating func dropWhatPrecedesTitle() {
    guard let line = titleLine, let title = chosen.firstIndex(of: line) else { return }
    let above = Array(chosen[..<title])
    let isHeading = list.blocks[line].heading == 1 || list.blocks[line].heading == 2
    guard
      isHeading && weight(above, list) * 2 < weight(chosen, list)
        || !above.contains(where: { isProse(list.blocks[$0]) })
    else { return }
    chosen.removeSubrange(..<title)
  }

  private func weight(_ chosen: [Int], _ list: BlockList) -> Int { chosen.reduce(0) { $0 + list.blocks[$1].weight } }

  private var lastProse: Int? { chosen.last { isProse(list.blocks[$0]) } }

  private func isProse(_ block: Block) -> Bool {
    guard block.isProse else { return false }
    let line = list.bytes(of: block)
    return block.range.count > 400
      || InformationLine.read(line, isRow: block.isRow)?.isWhole != true && !FurnitureLine.isImprint(line)
  }

  // MARK: - Text

  /// The chosen blocks without those of the site at both ends, and without buttons and lists of links between them.
  private func ownBlocks(_ title: PageTitle?) -> [Int] {
    let blocks = chosen.map { list.blocks[$0] }
    let first = blocks.firstIndex { isProse($0) } ?? blocks.count
    let last = blocks.lastIndex { isProse($0) && !FurnitureLine.isDisclaimer(list.bytes(of: $0)) } ?? -1
    let total = blocks.reduce(0) { $0 + $1.weight }
    let isLatin = LatinLine.isLatin(blocks)
    let leads = last < 0 ? [] : leadsElsewhere(after: last)
    let isData = rowsOfData()
    var seen = 0
    var own: [Int] = []
    for (index, block) in blocks.enumerated() {
      let line = list.bytes(of: block)
      // What follows is other pages or a discussion, unless the page begins with them, or all of it again.
      if seen * 2 > total {
        if FurnitureLine.isRelatedHeading(line) { break }
        if block.heading > 0, let title, title.isRepeated(in: line) { break }
      }
      seen += block.weight
      if isData[index], leads.isEmpty || !leads[index] {
        own.append(chosen[index])
        continue
      }
      // Whether the rest is missing is for a later stage to see.
      if PlainFurniture.saysRestIsMissing(line) {
        own.append(chosen[index])
        continue
      }
      if isCaption(block, behind: index > 0 ? blocks[index - 1].node : 0) { continue }
      if FurnitureLine.isButtons(line) || FurnitureLine.isCall(line) || FurnitureLine.isPager(line) { continue }
      if isLatin, LatinLine.isFurniture(line, block, isHead: index < first) { continue }
      if !leads.isEmpty, leads[index] { continue }
      if index > last, block.length <= 20, FurnitureLine.isSectionHeading(line) { continue }
      // The heading of a list of other pages.
      if index > last, block.length <= 12, index + 1 < leads.count, leads[index + 1] { continue }
      if index < first {
        if let title, title.isRepeated(in: line) { continue }
        if FurnitureLine.isPath(line) || FurnitureLine.isPrompt(line) { continue }
        if isInformation(block) { continue }
      }
      if index > last {
        if FurnitureLine.isNeighbour(line) || FurnitureLine.isImprint(line) || isInformation(block) { continue }
        if FurnitureLine.isDisclaimer(line) || FurnitureLine.isPrompt(line) { continue }
      }
      own.append(chosen[index])
    }
    // A frame around nothing: a day, a site's name.
    let isFrame =
      first == blocks.count && own.allSatisfy { InformationLine.read(list.bytes(of: list.blocks[$0]))?.isWhole == true }
    return isFrame ? [] : own
  }

  /// Which of the chosen blocks are rows of a table most of which nothing but data explains: 浏览量 among the figures of a report
  /// is one of them.
  private func rowsOfData() -> [Bool] {
    var isData = [Bool](repeating: false, count: chosen.count)
    var start = 0
    while start < chosen.count {
      var end = start + 1
      defer { start = end }
      guard list.blocks[chosen[start]].isRow else { continue }
      let table = tree.nodes[list.blocks[chosen[start]].element].parent
      while end < chosen.count, list.blocks[chosen[end]].isRow,
        tree.nodes[list.blocks[chosen[end]].element].parent == table
      {
        end += 1
      }
      let plain = (start..<end).count { !isOfSite(list.blocks[chosen[$0]]) }
      guard plain >= 2, plain * 2 >= end - start else { continue }
      for index in start..<end { isData[index] = true }
    }
    return isData
  }

  /// Whether a row may be one of buttons, or one in which the page speaks of itself.
  private func isOfSite(_ row: Block) -> Bool {
    let line = list.bytes(of: row)
    return isInformation(row) || FurnitureLine.isButtons(line) || FurnitureLine.isCall(line)
      || FurnitureLine.isPager(line) || FurnitureLine.isNeighbour(line) || FurnitureLine.isImprint(line)
      || FurnitureLine.isPath(line) || FurnitureLine.isDisclaimer(line) || FurnitureLine.isPrompt(line)
  }

  /// Which of the chosen blocks are links to other pages: rows of buttons and lists of headlines anywhere, single links behind
  /// the text.
  private func leadsElsewhere(after last: Int) -> [Bool] {
    let links = LinkLine(tree, list)
    let isLink = chosen.map { links.isOne($0) }
    var isAnnexes = false
    return chosen.indices.map { index in
      // Links alone under 附件： are documents, whatever their addresses.
      let isAlone = links.isAlone(chosen[index])
      isAnnexes = isAnnexes && isAlone || LinkLine.announcesAnnexes(list.bytes(of: list.blocks[chosen[index]]))
      if isAnnexes { return false }
      if links.isMenu(chosen[index]) || index > last && isAlone { return true }
      let block = list.blocks[chosen[index]]
      if block.linked * 2 > block.range.count, FurnitureLine.leadsOn(list.bytes(of: block)) { return true }
      guard isLink[index] else { return false }
      if links.isList(chosen[index]) || favor == .precision { return true }
      return index > 0 && isLink[index - 1] || index + 1 < isLink.count && isLink[index + 1]
    }
  }

  /// Whether a line speaks of the page; a date alone may be the signature's.
  private func isInformation(_ block: Block) -> Bool {
    let bytes = list.bytes(of: block)
    guard let line = InformationLine.read(bytes, isRow: block.isRow), line.isWhole, !line.mayState(bytes) else {
      return false
    }
    if line.values.contains(where: { $0.hasTime && !$0.isLabelled }) { return true }
    return (line.labels + line.buttons > 0 || line.hasAddress) && !line.isSignature
  }

  /// Whether a line behind a picture says who took it; beside recall, any short one.
  private func isCaption(_ block: Block, behind previous: Int) -> Bool {
    guard block.length <= 60, block.heading == 0, !block.isRow else { return false }
    let isCredit = FurnitureLine.isPhotoCredit(list.bytes(of: block))
    guard isCredit || favor != .recall && block.stops == 0 && block.length <= 40 else { return false }
    return (previous..<block.node).contains { tree.nodes[$0].tag == .img }
  }

  // MARK: - Text that is not shown

  private mutating func lookForHiddenText() {
    let shown = weight(chosen, list)
    if let text = EmbeddedText.longest(in: tree, least: max(Self.littleText, 2 * shown)) {
      embedded = Self.blocks(of: text)
      return
    }
    let whole = BlockReader.read(tree, includesHidden: true)
    guard whole.blocks.count > list.blocks.count else { return }
    let line = PageTitle.line(in: whole, declared: metadata.titles)
    let all = MainContent.choose(tree, whole, title: line, favor)
    if weight(all, whole) > 3 * shown + 60 { (list, chosen, titleLine) = (whole, all, line) }
  }

  /// Takes the whole text from the page's data where it shows only the beginning of it.
  private mutating func lookForTheRest(of blocks: [Block]) {
    guard let first = blocks.first(where: { isProse($0) }) else { return }
    let shown = blocks.reduce(0) { $0 + $1.length }
    let beginning = list.bytes(of: first).prefix(60)
    guard let text = EmbeddedText.whole(of: beginning, in: tree, least: shown + shown / 4) else { return }
    embedded = Self.blocks(of: text)
  }

  /// The paragraphs of text that is markup in a string, or has lines.
  private static func blocks(of text: [UInt8]) -> (MarkupTree, BlockList) {
    if text.contains(UInt8(ascii: "<")) {
      let tree = text.filter { $0 != 0 }.withUnsafeBufferPointer { MarkupParser.parse($0) }
      return (tree, BlockReader.read(tree))
    }
    var list = BlockList()
    for line in PlainPage.lines(of: text) {
      let start = list.text.count
      list.text += line
      list.blocks.append(Block(plain: start..<list.text.count, of: line))
    }
    return (MarkupTree(), list)
  }
}
