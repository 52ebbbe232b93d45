/// What a page says of itself, each with where it was found: in its visible lines first, then where readers don't see it.
struct PageFields {
  private var found = FieldsFound()
  private let tree: MarkupTree
  private let list: BlockList
  /// The block that the page's own text begins with, and the last of it.
  private let body: Int
  private let last: Int
  /// The block that is the title, above the text; nil where there is none.
  private let titleBlock: Int?

  var named: [String: String] { found.named }
  var evidence: [String: String] { found.origins }
  var statements: [String: [Page.Statement]] { found.statements }

  /// No line in which a page speaks of itself is longer, in bytes.
  private static let longestLine = 700

  /// Reads the lines above the text, which begins with block `body`, and below it, behind block `last`, and rows of tables.
  static func read(
    _ tree: MarkupTree, _ list: BlockList, _ metadata: PageMetadata, body: Int, last: Int, _ title: PageTitle?
  ) -> PageFields {
    var fields = PageFields(tree, list, body: body, last: last, title)
    fields.readLines(title)
    fields.readBylines()
    fields.readMarks(metadata)
    for (name, field) in metadata.fields { fields.found.offer(name, field.value, .metadata, field.evidence) }
    fields.readSite(metadata)
    fields.readLastResorts(metadata)
    return fields
  }

  private init(_ tree: MarkupTree, _ list: BlockList, body: Int, last: Int, _ title: PageTitle?) {
    (self.tree, self.list, self.body, self.last) = (tree, list, body, last)
    titleBlock = title.flatMap { title in
      list.blocks.prefix(body + 1).lastIndex { title.isRepeated(in: list.bytes(of: $0)) }
    }
  }

  // MARK: - Lines

  private mutating func readLines(_ title: PageTitle?) {
    // A label at the end of a line, whose value stands in the next.
    var open: [UInt8] = []
    for (index, block) in list.blocks.enumerated() where index < body || index > last || block.isRow {
      let bytes = list.bytes(of: block)
      guard bytes.count <= Self.longestLine else { continue }
      // A link alone says nothing of this page, except as the value of a label.
      guard block.linked < bytes.count || !open.isEmpty else { continue }
      let joined = open.isEmpty || bytes.count > Outlet.longest ? nil : open + bytes
      open.removeAll()
      guard maySpeak(bytes) || joined != nil || isLabel(bytes) else { continue }
      read(joined.map { $0[...] } ?? bytes, block, index, title, &open)
    }
    if found.trustInDate ?? .address > .among { readBrokenLines() }
    if found.trustInDate ?? .address > .among { readDatesAlone() }
  }

  private mutating func read(
    _ line: ArraySlice<UInt8>, _ block: Block, _ index: Int, _ title: PageTitle?, _ open: inout [UInt8]
  ) {
    var line = line
    // The title may stand in one line with what follows it.
    var followsTitle = titleBlock.map { index > $0 } ?? false
    if !followsTitle, index <= body, let title, let rest = title.rest(of: line) {
      (line, followsTitle) = (rest, true)
    }
    let origin = block.isRow ? "table" : "line"
    defer {
      let values = LabelledElements.values(in: tree, block.node..<end(of: index))
      found.add(values, isBeforeText: index < body, followsTitle: followsTitle, origin: origin)
    }
    guard let read = InformationLine.read(line, isRow: block.isRow) else { return }
    if isLabel(line) {
      open = Array(line) + Array("：".utf8)
    } else if read.isOpen {
      open = Array(line)
    }
    if saysWhere(after: index), read.values.allSatisfy({ $0.label == .dated }) { return }
    found.add(read, isBeforeText: index < body, followsTitle: followsTitle, origin: origin)
    guard index + 1 == titleBlock, !read.isClock, read.unexplained.isEmpty, let date = read.values.first,
      date.label == .published, !date.isLabelled
    else { return }
    found.offer("published", date.text, .aboveTitle, "line")
  }

  /// The node behind the texts of a block.
  private func end(of index: Int) -> Int {
    let next = index + 1 < list.blocks.count ? list.blocks[index + 1].node : tree.nodes.count
    return max(list.blocks[index].node, next)
  }

  /// Whether a line has a colon, a digit or a tab, as any line has that says something.
  private func maySpeak(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      for at in bytes.indices {
        let byte = bytes[at]
        if byte >= 0x30 && byte <= 0x3A || byte == 0x09 { return true }
        // ： and digits of full width, 二〇〇五年
        if byte == 0xEF, at + 1 < bytes.count, bytes[at + 1] == 0xBC { return true }
        if byte == 0xE5, at + 2 < bytes.count, bytes[at + 1] == 0xB9, bytes[at + 2] == 0xB4 { return true }
      }
      return false
    }
  }

  /// Whether a line is a label alone, without a colon, as the name of an entry in a list is.
  private func isLabel(_ line: ArraySlice<UInt8>) -> Bool {
    line.count >= 6 && line.count <= 24 && InformationWords.labels.contains(line)
  }

  /// Whether the next line says where: what 时间 says before it is when something took place.
  private func saysWhere(after index: Int) -> Bool {
    guard index + 1 < list.blocks.count else { return false }
    let next = list.bytes(of: list.blocks[index + 1])
    return Self.places.end(in: next, at: next.startIndex) != nil
  }

  private static let places = WordList("地点 会议地点 活动地点 地址 主讲 主持 参会 出席")

  /// Looks in the lines between title and text that are more than information for a label or a time of day.
  private mutating func readBrokenLines() {
    let start = titleBlock.map { $0 + 1 } ?? max(body - 40, 0)
    for block in list.blocks[min(start, body)..<min(body, list.blocks.count)] where block.linked < block.range.count {
      let line = list.bytes(of: block)
      guard line.count <= Self.longestLine, maySpeak(line) else { continue }
      if let date = InformationLine.publication(in: line) {
        found.offer("published", date.iso, titleBlock == nil ? .aboveText : .labelledAbove, "line")
      } else if !block.isProse, InformationLine.read(line)?.isClock != true,
        let date = PageDate.firstWithTime(in: line)
      {
        found.offer("published", date.iso, titleBlock == nil ? .aboveText : .among, "line")
      }
    }
  }

  /// Looks between title and text for an element that holds a day alone, although its line says more; without a title, for the
  /// one day with its time above the text.
  private mutating func readDatesAlone() {
    let end = body < list.blocks.count ? list.blocks[body].node : tree.nodes.count
    let start = titleBlock.map { list.blocks[$0].node + 1 } ?? 0
    var timed: String?
    for node in start..<max(start, end)
    where tree.nodes[node].tag == .text && tree.nodes[node].count >= 8 && tree.nodes[node].count <= 60 {
      let text = tree.text(node)
      let own = Outlet.trimmed(text)
      guard let date = PageDate.read(text, at: own.lowerBound) ?? WesternDate.read(text, at: own.lowerBound),
        date.end == own.upperBound
      else { continue }
      if titleBlock != nil { return found.offer("published", date.iso, .alone, "line") }
      guard date.hasTime else { continue }
      if let timed, timed != date.iso { return }
      timed = date.iso
    }
    found.offer("published", timed, .aboveText, "line")
  }

  // MARK: - Bylines

  /// Looks for an author around the text: right above it, at its beginning and right behind it.
  private mutating func readBylines() {
    guard found.statements["author"] == nil, body < list.blocks.count else { return }
    let above = max(titleBlock ?? body - 4, body - 12, 0)..<body
    let behind = min(last + 1, list.blocks.count)..<min(last + 5, list.blocks.count)
    for index in Array(above) + Array(behind) {
      let block = list.blocks[index]
      let line = list.bytes(of: block)
      guard !block.isRow, block.heading == 0 || index > last, !block.isProse else { continue }
      // Below the text By may begin the credit of a picture.
      let name =
        (index < body ? Byline.english(in: line) : nil) ?? Byline.author(in: line)
        ?? (index > last ? Byline.signature(in: line) : nil)
        ?? (maySpeak(line) ? Byline.poster(in: line) : nil)
      if let name = name.flatMap({ Outlet.author($0) }) {
        found.offer("author", name, index < body ? .timed : .lastLines, "line")
        return
      }
    }
    found.offer("author", Byline.reporter(in: list.bytes(of: list.blocks[body])), .withinText, "text")
  }

  // MARK: - Where readers don't look

  private mutating func readMarks(_ metadata: PageMetadata) {
    guard !metadata.marked.isEmpty, body < list.blocks.count else { return }
    let end = last + 1 < list.blocks.count ? list.blocks[last + 1].node : tree.nodes.count
    let title = titleBlock.map { list.blocks[$0].node } ?? 0
    let day = MarkedElement.published(tree, metadata.marked, before: end, after: title)
    if metadata.fields["published"] == nil { found.offer("published", day, .metadata, "time-element") }
    found.offer("author", MarkedElement.author(tree, metadata.marked, before: end), .metadata, "microdata")
  }

  /// Whose site it is, by the title and by the lines at the bottom.
  private mutating func readSite(_ metadata: PageMetadata) {
    for title in metadata.titles { found.offer("site", TitleParts.site(in: title[...]), .lastLines, "title-element") }
    for block in list.blocks[min(last + 1, list.blocks.count)...] where block.linked < block.range.count {
      for (name, value) in Imprint.fields(in: list.bytes(of: block)) {
        found.offer(name, value, .withinText, "imprint")
      }
    }
  }

  /// What may be right where nothing better is found.
  private mutating func readLastResorts(_ metadata: PageMetadata) {
    if found.trustInDate ?? .address > .metadata {
      found.offer("published", ScriptDate.published(in: tree), .metadata, "script")
    }
    // A page that a script sets up: its text or its day stands in the script's data.
    if body >= list.blocks.count || found.statements["published"]?.first?.place == "script" {
      for (name, value) in ScriptFields.values(in: tree) {
        found.offer(name, name == "source" ? Outlet.source(value) : value, .metadata, "script")
      }
    }
    if found.trustInDate ?? .address > .withinText { readLabelsWithin() }
    if let modified = metadata.modified { found.offer("published", modified.value, .updated, modified.evidence) }
    if let address = found.statements["canonical-url"]?.first {
      found.offer("published", AddressDate.read(address.value), .address, "url")
    }
  }

  /// Looks for the line of a forum or log that says between its texts, or behind the first, when it was posted.
  private mutating func readLabelsWithin() {
    for block in list.blocks[min(body, list.blocks.count)...] {
      guard !block.isProse, block.range.count <= 240, block.linked < block.range.count else { continue }
      let line = list.bytes(of: block)
      guard maySpeak(line), let date = InformationLine.publication(in: line), date.hasTime else { continue }
      found.offer("published", date.iso, .withinText, "line")
      found.offer("author", Byline.poster(in: line).flatMap { Outlet.author($0) }, .withinText, "line")
      return
    }
  }
}
