import Markup
import PipelineKit

/// Pieces of Markdown, with what would be taken for markup escaped.
enum MarkdownText {
  /// A heading; those deeper than Markdown goes are of its last level.
  static func heading(_ text: [UInt8], level: Int, links: [PageLink] = []) -> [UInt8] {
    var words = inline(text[...], links)
    // A `#` at the end would be taken for a closing mark.
    if words.last == UInt8(ascii: "#") { words.insert(UInt8(ascii: "\\"), at: words.count - 1) }
    return [UInt8](repeating: UInt8(ascii: "#"), count: min(max(level, 1), 6)) + [0x20] + words
  }

  /// A paragraph, or what follows the mark of an item.
  static func line(_ text: ArraySlice<UInt8>, links: [PageLink] = []) -> [UInt8] {
    let words = inline(text, links)
    guard let mark = blockMark(words) else { return words }
    return words[..<mark] + [UInt8(ascii: "\\")] + words[mark...]
  }

  /// A code span.
  static func code(_ text: String) -> [UInt8] {
    var fence = "`"
    while text.contains(fence) { fence += "`" }
    let pad = fence.utf8.count > 1 ? " " : ""
    return Array((fence + pad + text.replacing("\n", with: " ") + pad + fence).utf8)
  }

  /// A pipe table; a header row is needed, so that a table without one has an empty one.
  static func table(_ rows: [[ReportTable.Cell]], links: [[PageLink]]) -> [UInt8] {
    let columns = rows.map(\.count).max() ?? 0
    var out: [UInt8] = []
    func write(_ cells: [[UInt8]]) {
      out.append(UInt8(ascii: "|"))
      for column in 0..<columns {
        out.append(0x20)
        if column < cells.count, !cells[column].isEmpty { out += cells[column] + [0x20] }
        out.append(UInt8(ascii: "|"))
      }
      out.append(UInt8(ascii: "\n"))
    }
    func cells(_ row: Int) -> [[UInt8]] {
      var rest = links[row][...]
      return rows[row].map { inline(Array($0.text.utf8)[...], &rest, isCell: true) }
    }
    let hasHeader = rows.first?.contains(where: \.isHeader) == true
    write(hasHeader ? cells(0) : [])
    out += "|\(String(repeating: " --- |", count: columns))\n".utf8
    for row in rows.indices.dropFirst(hasHeader ? 1 : 0) { write(cells(row)) }
    return out.dropLast()
  }

  private static func inline(_ text: ArraySlice<UInt8>, _ links: [PageLink]) -> [UInt8] {
    var rest = links[...]
    return inline(text, &rest, isCell: false)
  }

  /// Text with its links, which stand in it in their order; those that are found are taken from `links`.
  private static func inline(_ text: ArraySlice<UInt8>, _ links: inout ArraySlice<PageLink>, isCell: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count + 16)
    var at = text.startIndex
    // One that is not found stands in another cell, or went with what was cut out.
    links.removeAll { link in
      guard let range = text[at...].firstRange(of: Array(link.text.utf8)), !range.isEmpty else { return false }
      escape(text[at..<range.lowerBound], isCell, into: &out)
      out.append(UInt8(ascii: "["))
      escape(text[range], isCell, into: &out)
      out += "](<".utf8
      for byte in link.target.utf8 where byte >= 0x20 {
        let ends = byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\\")
        if ends || isCell && byte == UInt8(ascii: "|") { out.append(UInt8(ascii: "\\")) }
        out.append(byte)
      }
      out += ">)".utf8
      at = range.upperBound
      return true
    }
    escape(text[at...], isCell, into: &out)
    return out
  }

  /// Appends text with a backslash before whatever would be markup within a line.
  private static func escape(_ text: ArraySlice<UInt8>, _ isCell: Bool, into out: inout [UInt8]) {
    for at in text.indices {
      let byte = text[at]
      let next = at + 1 < text.endIndex ? text[at + 1] : 0x20
      switch byte {
      case UInt8(ascii: "\n"): out.append(0x20)
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"):
        out += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "|") where isCell, UInt8(ascii: "~") where next == byte || out.last == byte:
        out += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "_") where !(at > text.startIndex && isWord(text[at - 1]) && isWord(next)):
        // Between letters it is never emphasis.
        out += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "<") where isWord(next) || [0x21, 0x2F, 0x3F].contains(next):
        out += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "&") where isWord(next) || next == UInt8(ascii: "#"):
        out += [UInt8(ascii: "\\"), byte]
      default: out.append(byte)
      }
    }
  }

  /// Where a line would be taken for a heading, an item, a quotation, a rule or a fence, and a backslash prevents it.
  private static func blockMark(_ line: [UInt8]) -> Int? {
    guard let first = line.first else { return nil }
    let second = line.count > 1 ? line[1] : 0x20
    switch first {
    case UInt8(ascii: ">"), UInt8(ascii: "~"), UInt8(ascii: "="): return 0
    case UInt8(ascii: "#"): return line.first { $0 != first }.map { $0 == 0x20 || $0 == 0x09 } ?? true ? 0 : nil
    case UInt8(ascii: "+"): return second == 0x20 || second == 0x09 ? 0 : nil
    case UInt8(ascii: "-"): return second == 0x20 || second == 0x09 || second == first ? 0 : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = line.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      guard digits <= 9, digits < line.count else { return nil }
      let isMark = line[digits] == UInt8(ascii: ".") || line[digits] == UInt8(ascii: ")")
      let behind = digits + 1 < line.count ? line[digits + 1] : 0x20
      return isMark && (behind == 0x20 || behind == 0x09) ? digits : nil
    default: return nil
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
