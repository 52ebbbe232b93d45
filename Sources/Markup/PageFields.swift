/// What a page says of itself, each with where it was found: in its visible lines first, then where readers don't see it.
struct PageFields {
  private(set) var named: [String: String] = [:]
  private(set) var evidence: [String: String] = [:]
  private let tree: MarkupTree
  private let list: BlockList
  /// The block that the page's own text begins with.
  private let body: Int

  /// Reads the lines above the text, which begins with block `body`, and below it, behind block `last`, and rows of tables.
  static func read(
    _ tree: MarkupTree, _ list: BlockList, _ metadata: PageMetadata, body: Int, last: Int, _ title: PageTitle?
  ) -> PageFields {
    var fields = PageFields(tree: tree, list: list, body: body)
    fields.readLines(last: last, title)
    for (name, field) in metadata.fields { fields.set(name, field.value, field.evidence) }
    if fields.named["published"] == nil { fields.set("published", PageMetadata.scriptedDate(in: tree), "script") }
    return fields
  }

  private init(tree: MarkupTree, list: BlockList, body: Int) {
    (self.tree, self.list, self.body) = (tree, list, body)
  }

  private mutating func set(_ name: String, _ value: String?, _ origin: String) {
    guard let value, named[name] == nil else { return }
    (named[name], evidence[name]) = (value, origin)
  }

  private mutating func readLines(last: Int, _ title: PageTitle?) {
    var found = FieldsFound()
    var titleSeen = false
    var titleBlock: Int?
    for (index, block) in list.blocks.enumerated() where index < body || index > last || block.isRow {
      let bytes = list.bytes(of: block)
      // A link alone says nothing of this page.
      guard block.range.count <= 700, block.linked < block.range.count else { continue }
      if index < body, let title, title.isRepeated(in: bytes) { (titleSeen, titleBlock) = (true, index) }
      guard let line = InformationLine.read(bytes, isRow: block.isRow) else { continue }
      found.add(line, isBeforeText: index < body, followsTitle: titleSeen, origin: block.isRow ? "table" : "line")
    }
    for (name, value) in found.named { set(name, value, found.origins[name] ?? "line") }
    guard named["published"] == nil else { return }
    let labelled = list.blocks.prefix(body).lazy.compactMap { [list] in
      InformationLine.publication(in: list.bytes(of: $0))
    }.first
    set("published", labelled, "line")
    set("published", titleBlock.flatMap { dateAlone(after: $0) } ?? found.looseDate ?? dateWithTime, "line")
  }

  /// The one day that stands with its time as an element's whole text above the page's own; nil where there are several.
  private var dateWithTime: String? {
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
  private func dateAlone(after title: Int) -> String? {
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
  /// Where each was found, by its name.
  private(set) var origins: [String: String] = [:]
  /// A date that stands without a label in a line between title and text.
  private(set) var looseDate: String?

  mutating func add(_ line: InformationLine, isBeforeText: Bool, followsTitle: Bool, origin: String = "line") {
    guard line.isWhole else {
      if isBeforeText, followsTitle, line.unexplained.count <= 90, let date = line.values.last, !date.isLabelled {
        looseDate = date.value
      }
      return
    }
    func set(_ name: String, _ value: String) {
      guard named[name] == nil else { return }
      (named[name], origins[name]) = (value, origin)
    }
    for (label, value, isLabelled) in line.values {
      guard label != .other, label != .issued else { continue }
      if label == .dated {
        if isBeforeText { set("published", value) }
        continue
      }
      if !isLabelled {
        // A date alone at the end is the signature's.
        if isBeforeText, line.labels > 0 { set("published", value) }
        if isBeforeText, line.labels == 0 { looseDate = looseDate ?? value }
        continue
      }
      set(label.rawValue, value)
    }
    if line.isHeaded, isBeforeText {
      let name = String(decoding: line.unexplained, as: UTF8.self)
      if ["网", "网站", "平台", "政府", "局"].contains(where: { name.hasSuffix($0) }) { set("site", name) }
    }
  }
}
