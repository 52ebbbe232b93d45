import Glibc

/// Reads a page, or a text file saved from one, into its title, its own text and what it says of itself.
///
/// Reading never fails: where nothing tells text from furniture, all of it is text.
public struct PageReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// Reads markup.
  ///
  /// The title is not repeated in the text. Links, pictures and hidden elements leave no trace.
  public func read(markup: String) -> Page {
    var markup = markup
    // Beyond what libxml2 can count, keeping the tags is better than losing the text.
    guard markup.utf8.count < MarkupParser.limit else { return read(plain: markup) }
    let tree = markup.withUTF8 { bytes in
      guard let base = bytes.baseAddress, memchr(base, 0, bytes.count) != nil else { return MarkupParser.parse(bytes) }
      return bytes.filter { $0 != 0 }.withUnsafeBufferPointer { MarkupParser.parse($0) }
    }
    let metadata = PageMetadata(tree)
    var reading = PageReading(tree, metadata)
    reading.read()
    return reading.page
  }

  /// Reads plain text: a report that was saved without markup, perhaps with lines of the page around it.
  ///
  /// A first line that is plainly the report's title becomes the title and is not repeated in the text.
  public func read(plain: String) -> Page {
    PlainPage.read(plain)
  }
}

/// How a page's blocks become its text and fields.
struct PageReading {
  private let tree: MarkupTree
  private let metadata: PageMetadata
  private var list: BlockList
  private var chosen: [Int]
  /// Text that a script would show, in place of the chosen blocks.
  private var embedded: [[UInt8]] = []
  private(set) var page = Page(title: nil, text: "")

  /// Text of fewer characters than this may be a page's frame alone.
  private static let littleText = 120

  init(_ tree: MarkupTree, _ metadata: PageMetadata) {
    self.tree = tree
    self.metadata = metadata
    list = BlockReader.read(tree)
    chosen = MainContent.choose(tree, list, titles: metadata.titles)
  }

  mutating func read() {
    if weight(chosen, list) < Self.littleText { lookForHiddenText() }
    dropWhatPrecedesTitle()
    let lines = chosen.map { list.blocks[$0] }
    let body = lines.firstIndex { isProse($0) }
    let bodyBlock = embedded.isEmpty ? body.map { chosen[$0] } ?? chosen.last ?? 0 : list.blocks.count
    let title = PageTitle.find(in: list, before: bodyBlock, declared: metadata.titles)
    page.title = title?.text
    readFields(around: bodyBlock, title)
    var text: [UInt8] = []
    for line in embedded.isEmpty ? ownLines(lines, title) : embedded[...] {
      if let title, text.isEmpty, title.isRepeated(in: line[...]) { continue }
      if !text.isEmpty { text.append(0x0A) }
      text += line
    }
    page.text = String(decoding: text, as: UTF8.self)
  }

  /// Drops what stands above the heading that `<title>` repeats, where most of the text stands below it.
  private mutating func dropWhatPrecedesTitle() {
    guard let title = PageTitle.heading(in: list, among: chosen, declared: metadata.titles) else { return }
    let above = Array(chosen[..<title])
    if weight(above, list) * 2 < weight(chosen, list) { chosen.removeSubrange(..<title) }
  }

  private func weight(_ chosen: [Int], _ list: BlockList) -> Int { chosen.reduce(0) { $0 + list.blocks[$1].weight } }

  private func isProse(_ block: Block) -> Bool {
    guard block.isProse else { return false }
    let line = list.bytes(of: block)
    return block.range.count > 400
      || InformationLine.read(line, isRow: block.isRow)?.isWhole != true && !FurnitureLine.isImprint(line)
  }

  // MARK: - Text

  /// The lines without those of the site at both ends, and without buttons between them.
  private func ownLines(_ lines: [Block], _ title: PageTitle?) -> ArraySlice<[UInt8]> {
    let first = lines.firstIndex { isProse($0) } ?? lines.count
    let last = lines.lastIndex { isProse($0) } ?? -1
    let total = lines.reduce(0) { $0 + $1.weight }
    let isLatin = LatinLine.isLatin(lines)
    var seen = 0
    var own: [[UInt8]] = []
    for (index, block) in lines.enumerated() {
      let line = list.bytes(of: block)
      // What follows is other pages or a discussion, unless the page begins with them.
      if seen * 2 > total, FurnitureLine.isRelatedHeading(line) { break }
      seen += block.weight
      if FurnitureLine.isButtons(line) || FurnitureLine.isCall(line) { continue }
      if isLatin, LatinLine.isFurniture(line, block, isHead: index < first) { continue }
      if index < first {
        if let title, title.isRepeated(in: line) { continue }
        if FurnitureLine.isPath(line) || isInformation(block) { continue }
      }
      if index > last {
        if FurnitureLine.isNeighbour(line) || FurnitureLine.isImprint(line) || isInformation(block) { continue }
      }
      own.append(Array(line))
    }
    return own[...]
  }

  /// Whether a line speaks of the page; a date alone may be the signature's.
  private func isInformation(_ block: Block) -> Bool {
    guard let line = InformationLine.read(list.bytes(of: block), isRow: block.isRow), line.isWhole else { return false }
    return (line.labels + line.buttons > 0 || line.hasAddress) && !line.isSignature
  }

  // MARK: - Text that is not shown

  private mutating func lookForHiddenText() {
    let shown = weight(chosen, list)
    if let text = EmbeddedText.longest(in: tree, least: max(Self.littleText, 2 * shown)) {
      embedded = Self.lines(of: text)
      return
    }
    let whole = BlockReader.read(tree, includesHidden: true)
    guard whole.blocks.count > list.blocks.count else { return }
    let all = MainContent.choose(tree, whole, titles: metadata.titles)
    if weight(all, whole) > 3 * shown + 60 { (list, chosen) = (whole, all) }
  }

  /// The paragraphs of text that is markup in a string, or has lines.
  private static func lines(of text: [UInt8]) -> [[UInt8]] {
    guard text.contains(UInt8(ascii: "<")) else { return PlainPage.lines(of: text) }
    let tree = text.filter { $0 != 0 }.withUnsafeBufferPointer { MarkupParser.parse($0) }
    let list = BlockReader.read(tree)
    return list.blocks.map { Array(list.bytes(of: $0)) }
  }

  // MARK: - Fields

  private mutating func readFields(around body: Int, _ title: PageTitle?) {
    let last = chosen.last { isProse(list.blocks[$0]) } ?? body
    var fields = FieldsFound()
    var titleSeen = false
    var titleBlock: Int?
    for (index, block) in list.blocks.enumerated() where index < body || index > last || block.isRow {
      let bytes = list.bytes(of: block)
      // A link alone says nothing of this page.
      guard block.range.count <= 700, block.linked < block.range.count else { continue }
      if index < body, let title, title.isRepeated(in: bytes) { (titleSeen, titleBlock) = (true, index) }
      guard let line = InformationLine.read(bytes, isRow: block.isRow) else { continue }
      fields.add(line, isBeforeText: index < body, followsTitle: titleSeen)
    }
    page.fields = fields.named
    if page.fields["published"] == nil {
      page.fields["published"] =
        list.blocks.prefix(body).lazy.compactMap { [list] in InformationLine.publication(in: list.bytes(of: $0)) }.first
        ?? titleBlock.flatMap { dateAlone(after: $0, before: body) } ?? fields.looseDate ?? dateWithTime(before: body)
    }
    for (name, value) in metadata.fields where page.fields[name] == nil { page.fields[name] = value }
    if page.fields["published"] == nil { page.fields["published"] = PageMetadata.scriptedDate(in: tree) }
  }

  /// The one day that stands with its time as an element's whole text above the page's own; nil where there are several.
  private func dateWithTime(before body: Int) -> String? {
    let end = body < list.blocks.count ? list.blocks[body].node : tree.nodes.count
    var found: String?
    for node in 0..<end
    where tree.nodes[node].tag == .text && tree.nodes[node].count >= 12 && tree.nodes[node].count < 60 {
      let text = tree.text(node)
      guard let start = text.firstIndex(where: { $0 > 0x20 }), text[start] >= 0x30, text[start] <= 0x39,
        let date = PageDate.read(text, at: start), date.hasTime, text[date.end...].allSatisfy({ $0 <= 0x20 })
      else { continue }
      if let found, found != date.iso { return nil }
      found = date.iso
    }
    return found
  }

  /// A date that is an element's whole text, between the title and the page's own text.
  private func dateAlone(after title: Int, before body: Int) -> String? {
    let end = body < list.blocks.count ? list.blocks[body].node : tree.nodes.count
    let start = list.blocks[title].node + 1
    var found: String?
    for node in start..<max(start, end) where tree.nodes[node].tag == .text && tree.nodes[node].count < 40 {
      let text = Array(tree.text(node))
      let range = Blank.trimmed(text, 0..<text.count)
      guard !range.isEmpty, let date = PageDate.read(text[range], at: range.lowerBound),
        date.end == range.upperBound
      else { continue }
      found = date.iso
    }
    return found
  }
}

/// The fields that a page's information lines give, the first of each name.
struct FieldsFound {
  private(set) var named: [String: String] = [:]
  /// A date that stands without a label in a line between title and text.
  private(set) var looseDate: String?

  mutating func add(_ line: InformationLine, isBeforeText: Bool, followsTitle: Bool) {
    guard line.isWhole else {
      if isBeforeText, followsTitle, line.unexplained.count <= 90, let date = line.values.last, !date.isLabelled {
        looseDate = date.value
      }
      return
    }
    for (label, value, isLabelled) in line.values {
      guard label != .other, label != .issued else { continue }
      if label == .dated {
        if isBeforeText, named["published"] == nil { named["published"] = value }
        continue
      }
      if !isLabelled {
        // A date alone at the end is the signature's.
        if isBeforeText, line.labels > 0, named["published"] == nil { named["published"] = value }
        if isBeforeText, line.labels == 0 { looseDate = looseDate ?? value }
        continue
      }
      if named[label.rawValue] == nil { named[label.rawValue] = value }
    }
    if line.isHeaded, isBeforeText, named["site"] == nil {
      let name = String(decoding: line.unexplained, as: UTF8.self)
      if ["网", "网站", "平台", "政府", "局"].contains(where: { name.hasSuffix($0) }) { named["site"] = name }
    }
  }
}
