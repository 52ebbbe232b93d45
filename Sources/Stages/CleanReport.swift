import Markup
import PipelineKit

/// A report's clean text, with what its page says of it and what each of its lines is.
public struct CleanReport: Sendable {
  /// The document after the strip stages; its text is empty where the page has none of its own.
  public var document: Document
  /// The lines of the text, in their order.
  public var lines: [PageLine]
  /// For each of the document's tables, the lines of the text that are its rows, in their order, as far as they are left.
  public var tableLines: [[(line: Int, row: Int)]]
  /// The links that stand in the text, with their lines.
  public var links: [PageLink]

  /// Finds what was read from the page again in what the later stages have left of its text.
  init(document: Document, page: Page) {
    self.document = document
    guard document.text != page.text else {
      lines = page.lines
      tableLines = page.tables.map { $0.lines.enumerated().map { (line: $1, row: $0) } }
      links = page.links
      return
    }
    let found = LineOrigins(of: document.text, in: page)
    lines = found.lines
    tableLines = page.tables.map { table in
      table.lines.enumerated().compactMap { row, line in found.line[line].map { (line: $0, row: row) } }
    }
    links = page.links.compactMap { link in
      var link = link
      guard let line = found.line[link.line] else { return nil }
      link.line = line
      return link
    }
  }
}

/// Which lines of a page the lines of its text are after parts of it were cut out.
struct LineOrigins {
  /// The lines of the text that is left.
  private(set) var lines: [PageLine] = []
  /// The lines of the text that is left, by the lines of the page.
  private(set) var line: [Int: Int] = [:]

  /// How far ahead a line is looked for; where more lines than these went at once, the rest are plain paragraphs.
  private static let reach = 500

  /// Every line of `text` is what is left of a line of the page, in the same order.
  init(of text: String, in page: Page) {
    let (left, whole) = (Array(text.utf8), Array(page.text.utf8))
    var next = 0
    var start = 0
    while start < left.count {
      let end = left[start...].firstIndex(of: 0x0A) ?? left.count
      let ahead = next..<min(next + Self.reach, page.lines.count)
      let origin = ahead.first { Self.isLeft(left[start..<end], of: whole[page.lines[$0].range]) }
      if let origin {
        line[origin] = lines.count
        next = origin + 1
      }
      lines.append(PageLine(range: start..<end, kind: origin.map { page.lines[$0].kind } ?? .paragraph))
      start = end + 1
    }
  }

  /// Whether the bytes of `part` stand in `whole` in their order.
  private static func isLeft(_ part: ArraySlice<UInt8>, of whole: ArraySlice<UInt8>) -> Bool {
    guard part.count <= whole.count else { return false }
    var rest = part[...]
    for byte in whole where byte == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
