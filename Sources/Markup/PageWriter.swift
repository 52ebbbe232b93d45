/// Writes blocks of a page as its text, one a line, with what each line is and the tables and links that stand in them.
struct PageWriter {
  private let tree: MarkupTree
  private let list: BlockList
  private let parts: PageReader.Parts

  init(_ tree: MarkupTree, _ list: BlockList, _ parts: PageReader.Parts) {
    self.tree = tree
    self.list = list
    self.parts = parts
  }

  /// Writes the blocks of `own`, in their order, into the page; a title that the first of them repeats is left out.
  func write(_ own: [Int], _ title: PageTitle?, into page: inout Page) {
    var text: [UInt8] = []
    var lines: [PageLine] = []
    // The line of each block, or -1.
    var lineOfBlock = [Int](repeating: -1, count: list.blocks.count)
    text.reserveCapacity(own.reduce(0) { $0 + list.blocks[$1].range.count + 1 })
    lines.reserveCapacity(own.count)
    for index in own {
      let block = list.blocks[index]
      let line = list.bytes(of: block)
      if let title, lines.isEmpty, title.isRepeated(in: line) { continue }
      if !lines.isEmpty { text.append(0x0A) }
      let start = text.count
      text += line
      lineOfBlock[index] = lines.count
      lines.append(PageLine(range: start..<text.count, kind: kind(of: block)))
    }
    page.text = String(checking: text)
    page.lines = lines
    if parts.contains(.tables) {
      page.tables = TableReader(tree, list).tables(of: own.filter { lineOfBlock[$0] >= 0 }, lines: lineOfBlock)
    }
    if parts.contains(.links) { page.links = links(lineOfBlock) }
  }

  private func kind(of block: Block) -> PageLine.Kind {
    if block.isRow { return .row }
    if block.heading > 0 { return .heading(level: Int(block.heading)) }
    return block.isItem ? .item : .paragraph
  }

  // MARK: - Links

  private func links(_ lineOfBlock: [Int]) -> [PageLink] {
    list.links.compactMap { node, block in
      // A link in what was no paragraph at the end has none.
      guard block < lineOfBlock.count, lineOfBlock[block] >= 0, let target = tree.attribute(.href, of: node),
        !target.isEmpty
      else { return nil }
      let text = tree.collapsedText(in: node)
      guard !text.isEmpty, !target.starts(with: "javascript:".utf8), target.first != UInt8(ascii: "#") else {
        return nil
      }
      return PageLink(
        text: String(decoding: text, as: UTF8.self), target: String(decoding: target, as: UTF8.self),
        line: lineOfBlock[block],
        isAttachment: Attachment.isOne(text[...], target))
    }
  }
}

/// Tells a link to a document from one to another page.
enum Attachment {
  /// Whether the words or the target of a link are those of a document to download.
  static func isOne(_ text: ArraySlice<UInt8>, _ target: ArraySlice<UInt8>) -> Bool {
    let path = target.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return hasExtension(path) || hasExtension(text) || text.starts(with: "附件".utf8) || isDownload(target)
  }

  /// Whether an address asks for a file: down.jsp?id=3, view?file=a.pdf.
  private static func isDownload(_ target: ArraySlice<UInt8>) -> Bool {
    guard !target.starts(with: "javascript:".utf8), let query = target.firstIndex(of: UInt8(ascii: "?")) else {
      return false
    }
    if target[query...].split(separator: UInt8(ascii: "&")).contains(where: hasExtension) { return true }
    let page = target[..<query].split(separator: UInt8(ascii: "/")).last ?? []
    return page.prefix { $0 != UInt8(ascii: ".") }.split { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
      .contains { downloads.contains($0) }
  }

  private static let downloads = WordList(
    "down download downfile downloadfile filedown filedownload attach attachment attachments annex getfile")

  private static func hasExtension(_ name: ArraySlice<UInt8>) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), name.endIndex - dot <= 6 else { return false }
    return extensions.contains(name[(dot + 1)...])
  }

  private static let extensions = WordList("doc docx xls xlsx ppt pptx pdf wps et ofd zip rar 7z rtf csv txt tif ceb")
}
