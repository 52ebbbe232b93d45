/// What a file holds: by its name, and by its first bytes where a page has another name.
enum MediaType: String {
  case html = "text/html"
  case plain = "text/plain"

  init(path: String, bytes: [UInt8]) {
    let lower = path.lowercased()
    let name = lower.hasSuffix(".gz") ? String(lower.dropLast(3)) : lower
    let isNamedHTML = [".html", ".htm", ".shtml", ".xhtml"].contains { name.hasSuffix($0) }
    self = isNamedHTML || Self.beginsAsPage(bytes) ? .html : .plain
  }

  /// Byte order marks: UTF-8, UTF-16 either way, GB18030.
  private static let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x84, 0x31, 0x95, 0x33]]

  private static func beginsAsPage(_ bytes: [UInt8]) -> Bool {
    let mark = marks.first { bytes.starts(with: $0) } ?? []
    // UTF-16 has a NUL beside each letter of a tag; without them both encodings look the same.
    let head = bytes.dropFirst(mark.count).prefix(1024).filter { $0 != 0 }
    let text = head.drop { $0 <= 0x20 }.prefix(16)
    let lower = String(decoding: text, as: UTF8.self).lowercased()
    return ["<!doctype html", "<html", "<head", "<body"].contains { lower.hasPrefix($0) }
  }
}
