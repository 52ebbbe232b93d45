import Markup
import PipelineKit
import Stages

/// Writes reports as Markdown (CommonMark with pipe tables): title, headings, items, tables, attachments as links.
struct MarkdownPrinter: ReportPrinter {
  private let parts: Set<TextPart>
  private let isOne: Bool
  private var isFirst = true

  init(parts: Set<TextPart>, isOne: Bool) {
    self.parts = parts
    self.isOne = isOne
  }

  mutating func bytes(of report: CleanReport) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(report.document.text.utf8.count * 2 + 64)
    if !isFirst { out += "\n---\n\n".utf8 }
    isFirst = false
    let title = report.document.page?.title
    if parts.contains(.metadata) { writeFacts(of: report.document, into: &out) }
    var blocks = MarkdownBlocks()
    // Without a title the path takes its place, so that each of several reports has a heading.
    if let title { blocks.add(MarkdownText.heading(Array(title.utf8), level: 1)) }
    if !isOne {
      blocks.add(title == nil ? MarkdownText.heading(Array(report.document.source.utf8), level: 1) : path(of: report))
    }
    let text = Array(report.document.text.utf8)
    var lines = report.lines[...]
    // Plain text keeps its title as its first line.
    if let first = lines.first, let title, text[first.range].elementsEqual(title.utf8) { lines = lines.dropFirst() }
    write(lines, of: text, report, into: &blocks)
    return out + blocks.bytes
  }

  private func path(of report: CleanReport) -> [UInt8] { MarkdownText.code(report.document.source) }

  /// YAML in double quotes is JSON, so that no value can be taken for something else.
  private func writeFacts(of document: Document, into out: inout [UInt8]) {
    var writer = JSONWriter()
    func line(_ name: String, _ value: String) {
      writer.removeAll()
      writer.string(value)
      out += "\(name): ".utf8 + writer.bytes + "\n".utf8
    }
    out += "---\n".utf8
    if !isOne { line("path", document.source) }
    if let title = document.page?.title { line("title", title) }
    for (name, value) in ReportFacts(document).entries {
      if case .string(let text) = value { line(name, text) }
      if case .integer(let number) = value { out += "\(name): \(number)\n".utf8 }
      if case .bool(let isTrue) = value { out += "\(name): \(isTrue)\n".utf8 }
    }
    out += "---\n\n".utf8
  }

  private func write(
    _ lines: ArraySlice<PageLine>, of text: [UInt8], _ report: CleanReport, into blocks: inout MarkdownBlocks
  ) {
    var tableOfLine: [Int: Int] = [:]
    for (table, rows) in report.tableLines.enumerated() {
      for row in rows { tableOfLine[row.line] = table }
    }
    let links = report.links.filter { $0.isAttachment || parts.contains(.links) }
    let linksOfLine = Dictionary(grouping: links, by: \.line)
    for index in lines.indices {
      let line = lines[index]
      if let table = tableOfLine[index], report.document.tables.indices.contains(table) {
        // A table is written where its first row stands.
        guard report.tableLines[table].first?.line == index else { continue }
        let rows = report.tableLines[table].filter { report.document.tables[table].rows.indices.contains($0.row) }
        blocks.add(
          MarkdownText.table(
            rows.map { report.document.tables[table].rows[$0.row] }, links: rows.map { linksOfLine[$0.line] ?? [] }))
        continue
      }
      let own = linksOfLine[index] ?? []
      switch line.kind {
      case .heading(let level): blocks.add(MarkdownText.heading(Array(text[line.range]), level: level, links: own))
      case .item: blocks.add("- ".utf8 + MarkdownText.line(text[line.range], links: own), isItem: true)
      case .paragraph, .row: blocks.add(MarkdownText.line(text[line.range], links: own))
      }
    }
  }
}

/// Blocks of Markdown with an empty line between them; items of a list stand close together.
struct MarkdownBlocks {
  private(set) var bytes: [UInt8] = []
  private var endsWithItem = false

  /// Adds a block without its line feed.
  mutating func add(_ block: [UInt8], isItem: Bool = false) {
    if !bytes.isEmpty, !(isItem && endsWithItem) { bytes.append(UInt8(ascii: "\n")) }
    bytes += block
    bytes.append(UInt8(ascii: "\n"))
    endsWithItem = isItem
  }
}
