/// Turns a page's tree into its paragraphs, as a browser would part them.
struct BlockReader {
  private let tree: MarkupTree
  private let includesHidden: Bool
  private let rows: RowKinds
  private var list = BlockList()

  /// An element that is open, and what closing it undoes.
  private struct Frame {
    var node: Int
    var end: Int
    var tag: Tag
    /// The block element that it is, or stands in.
    var block: Int
    var heading: UInt8
    /// The first paragraph that its text may stand in, and how much text there was before.
    var firstBlock: Int
    var textBefore: Int
  }

  private var frames: [Frame] = []
  private var links = 0
  private var items = 0
  private var preformatted = 0
  /// The depth of frames at which the row of a data table is open; nil outside.
  private var row: Int?
  private var cells = 0

  // The paragraph that is being read.
  private var start = 0
  private var firstNode = -1
  private var linked = 0
  private var gap = Gap.none

  private enum Gap { case none, blank, line }

  private init(_ tree: MarkupTree, includesHidden: Bool) {
    self.tree = tree
    self.includesHidden = includesHidden
    rows = RowKinds(tree)
    list.text.reserveCapacity(tree.bytes.count)
  }

  /// The paragraphs of a page; hidden elements only where `includesHidden`.
  static func read(_ tree: MarkupTree, includesHidden: Bool = false) -> BlockList {
    var reader = BlockReader(tree, includesHidden: includesHidden)
    reader.readAll()
    return reader.list
  }

  private mutating func readAll() {
    var node = 0
    while node < tree.nodes.count {
      while let last = frames.last, last.end <= node { close() }
      let tag = tree.nodes[node].tag
      let end = Int(tree.nodes[node].end)
      if tag == .text {
        append(node)
      } else if tag.isSkipped || !includesHidden && tree.isHidden(node) {
        if tag.isBlock { breakLine() }
        node = end
        continue
      } else {
        open(tag, node, end)
      }
      node += 1
    }
    while !frames.isEmpty { close() }
    flush()
    // They come in the order in which they end.
    list.links.sort { ($0.block, $0.node) < ($1.block, $1.node) }
  }

  private mutating func open(_ tag: Tag, _ node: Int, _ end: Int) {
    switch tag {
    case .tr:
      breakLine()
      if row == nil, rows.isData(node) {
        row = frames.count
        cells = 0
      }
    case .td, .th:
      if row != nil { beginCell() } else { breakLine() }
    case .a: links += 1
    case .li:
      breakLine()
      items += 1
    case .pre:
      preformatted += 1
      breakLine()
    default: if tag.isBlock { breakLine() }
    }
    let heading = tag.headingLevel > 0 ? tag.headingLevel : frames.last?.heading ?? 0
    let block = tag.isBlock ? node : frames.last?.block ?? 0
    frames.append(
      Frame(
        node: node, end: end, tag: tag, block: block, heading: heading, firstBlock: list.blocks.count,
        textBefore: list.text.count))
  }

  private mutating func close() {
    let frame = frames.removeLast()
    switch frame.tag {
    case .a:
      links -= 1
      // Without text, as around a picture, it leaves no trace.
      if list.text.count > frame.textBefore { list.links.append((frame.node, frame.firstBlock)) }
    case .li:
      breakLine(from: frame)
      items -= 1
    case .pre:
      breakLine()
      preformatted -= 1
    case .tr:
      if row == frames.count {
        flush(from: frame)
        row = nil
      } else {
        breakLine(from: frame)
      }
    default: if frame.tag.isBlock { breakLine(from: frame) }
    }
  }

  private mutating func beginCell() {
    gap = .none
    if cells > 0 { list.text.append(0x09) }
    cells += 1
  }

  /// Ends a paragraph; within a row it only parts words.
  private mutating func breakLine(from frame: Frame? = nil) {
    if row != nil { gap = .blank } else { flush(from: frame) }
  }

  // MARK: - Text

  private mutating func append(_ node: Int) {
    let from = Int(tree.nodes[node].start)
    let to = from + Int(tree.nodes[node].count)
    let before = list.text.count
    if preformatted > 0, row == nil {
      appendPreformatted(node, from, to)
    } else {
      appendCollapsed(node, from, to)
    }
    if links > 0, list.text.count > before { linked += list.text.count - before }
  }

  private mutating func appendCollapsed(_ node: Int, _ from: Int, _ to: Int) {
    var at = from
    while at < to {
      let byte = tree.bytes[at]
      if Blank.isASCIIBlank(byte) {
        if byte == 0x0A || byte == 0x0D { gap = .line } else if gap == .none { gap = .blank }
        at += 1
        continue
      }
      let stop = gapStart(after: at, to)
      if firstNode < 0 { firstNode = node }
      if gap != .none {
        if needsBlank(before: at) { list.text.append(0x20) }
        gap = .none
      }
      list.text.append(contentsOf: tree.bytes[at..<stop])
      at = stop
    }
  }

  /// Where white space begins behind `at`; a blank between two words is one already.
  private func gapStart(after at: Int, _ end: Int) -> Int {
    tree.bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return end }
      var stop = ByteScan.findLow(base, at + 1, end)
      while stop < end {
        if Blank.isASCIIBlank(base[stop]) {
          guard base[stop] == 0x20, stop + 1 < end, !Blank.isASCIIBlank(base[stop + 1]) else { break }
        }
        stop = ByteScan.findLow(base, stop + 1, end)
      }
      return stop
    }
  }

  /// Whether a gap shows as a blank: not at the start of a line or cell, and not where a line of Chinese was broken.
  private func needsBlank(before at: Int) -> Bool {
    let count = list.text.count
    guard count > start, list.text[count - 1] != 0x09 else { return false }
    return !(gap == .line && count - start >= 3 && isWide(list.text[count - 3]) && isWide(tree.bytes[at]))
  }

  /// Whether a byte leads a character of three bytes without blanks around it: CJK and its punctuation.
  private func isWide(_ lead: UInt8) -> Bool { lead >= 0xE2 && lead <= 0xE9 || lead == 0xEF }

  private mutating func appendPreformatted(_ node: Int, _ from: Int, _ to: Int) {
    var at = from
    while at < to {
      var stop = at
      while stop < to, tree.bytes[stop] != 0x0A, tree.bytes[stop] != 0x0D { stop += 1 }
      if stop > at {
        if firstNode < 0 { firstNode = node }
        list.text.append(contentsOf: tree.bytes[at..<stop])
      }
      if stop < to { flush() }
      at = stop + 1
    }
  }

  private mutating func flush(from closing: Frame? = nil) {
    defer {
      start = list.text.count
      firstNode = -1
      linked = 0
      gap = .none
    }
    guard firstNode >= 0 else {
      list.text.removeLast(list.text.count - start)
      return
    }
    if row != nil { trimCells() }
    let range = Blank.trimmed(list.text, start..<list.text.count)
    guard !range.isEmpty else { return }
    let kept = row == nil ? range : start..<range.upperBound
    let (length, stops, wide) = Block.measure(list.text[kept])
    let frame = closing ?? frames.last
    list.blocks.append(
      Block(
        range: kept, node: firstNode, element: frame?.block ?? 0, linked: linked, stops: stops, length: length,
        wide: wide,
        heading: frame?.heading ?? 0, isRow: row != nil, isItem: items > 0))
  }

  /// Trims each cell of the row that ends.
  private mutating func trimCells() {
    var out: [UInt8] = []
    var cell = start
    for at in start...list.text.count where at == list.text.count || list.text[at] == 0x09 {
      if cell > start { out.append(0x09) }
      out += list.text[Blank.trimmed(list.text, cell..<at)]
      cell = at + 1
    }
    list.text.replaceSubrange(start..., with: out)
  }
}

/// Which rows are rows of data, one line each, rather than a layout's.
struct RowKinds {
  private var layout: [Bool]
  private let tree: MarkupTree

  /// Marks what holds a table or a row of its own, in time linear in the tree.
  init(_ tree: MarkupTree) {
    self.tree = tree
    layout = Array(repeating: false, count: tree.nodes.count)
    for node in tree.nodes.indices where tree.nodes[node].tag == .table || tree.nodes[node].tag == .tr {
      var above = Int(tree.nodes[node].parent)
      while above >= 0, !layout[above] {
        layout[above] = true
        above = Int(tree.nodes[above].parent)
      }
    }
  }

  /// Whether a row has several cells, none of which holds a table or long text of several paragraphs.
  func isData(_ row: Int) -> Bool {
    guard !layout[row] else { return false }
    var cells = 0
    var bytes = 0
    var paragraphs = 0
    var node = row + 1
    while node < Int(tree.nodes[row].end) {
      switch tree.nodes[node].tag {
      case .td, .th:
        cells += 1
        bytes = 0
        paragraphs = 0
      case .text: bytes += Int(tree.nodes[node].count)
      case .h1, .h2, .form, .article, .section: return false
      case let tag: if tag.isBlock { paragraphs += 1 }
      }
      if bytes > 300, paragraphs > 1 { return false }
      node += 1
    }
    return cells > 1
  }
}
