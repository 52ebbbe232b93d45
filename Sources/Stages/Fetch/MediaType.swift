/// What a file holds: by its name, and by its first bytes where a page has another name.
public enum MediaType: String, Sendable, Hashable {
  /// A page.
  case html = "text/html"
  /// Text without markup.
  case plain = "text/plain"

  init(path: String, bytes: [UInt8]) {
    self = Self.isNamedPage(path) || Self.beginsAsPage(bytes) ? .html : .plain
  }

  private static let endings = [".html", ".htm", ".shtml", ".xhtml"].map { Array($0.utf8) }

  private static func isNamedPage(_ path: String) -> Bool {
    // The longest ending with `.gz` behind it.
    var name = path.utf8.suffix(9).map(lowercased)[...]
    if name.suffix(3).elementsEqual(".gz".utf8) { name = name.dropLast(3) }
    return endings.contains { name.suffix($0.count).elementsEqual($0) }
  }

  /// Byte order marks: UTF-8, UTF-16 either way, GB18030.
  private static let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x84, 0x31, 0x95, 0x33]]
  /// What only a page has, and has early.
  private static let tags = ["!doctype html", "html", "head", "body", "meta", "title", "link"].map { Array($0.utf8) }
  /// How far into a file such a tag is looked for: a comment, an XML declaration or a wrapper may stand before it.
  private static let reach = 4096

  /// Whether a file begins with a tag, and has one that only a page has within its first few kilobytes.
  private static func beginsAsPage(_ bytes: [UInt8]) -> Bool {
    let mark = marks.first { bytes.starts(with: $0) } ?? []
    let head = bytes[mark.count...].prefix(reach).drop { $0 <= 0x20 }
    guard head.first == UInt8(ascii: "<") else { return false }
    // UTF-16 has a NUL beside each letter of a tag; without them both encodings look the same.
    let text = head.filter { $0 != 0 }.map(lowercased)
    guard text.count > 1, isLetter(text[1]) || text[1] == UInt8(ascii: "!") || text[1] == UInt8(ascii: "?") else {
      return false
    }
    return text.indices.contains { at in
      text[at] == UInt8(ascii: "<")
        && tags.contains { tag in
          let end = at + 1 + tag.count
          return text[(at + 1)...].starts(with: tag) && (end == text.count || !isLetter(text[end]))
        }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
