/// Goes through the tags of a page, a sitemap or a feed in one pass, as forgiving as such pages need.
///
/// Comments, declarations and, in pages, the insides of scripts and styles are passed over.
struct TagScanner {
  enum Token {
    case start(Tag)
    /// The name in small letters, without its prefix (`atom:link` is `link`).
    case end(name: String)
    case text(String)
  }

  struct Tag {
    /// The name in small letters, without its prefix.
    var name: String
    /// Whether it ends itself (`<link/>`).
    var isClosed: Bool
    fileprivate var attributes: [(name: String, value: String)]

    /// The value of an attribute, its references resolved.
    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  private let bytes: [UInt8]
  private let isXML: Bool
  private var at = 0
  /// The element whose inside is no markup.
  private var raw: String?

  init(_ text: String, isXML: Bool) { (bytes, self.isXML) = (Array(text.utf8), isXML) }

  /// The next tag or text; nil at the end.
  mutating func next() -> Token? {
    while at < bytes.count {
      if let name = raw {
        skipRaw(name)
        raw = nil
        continue
      }
      guard bytes[at] == UInt8(ascii: "<") else { return text() }
      if starts("<!--") {
        skip(behind: "-->", from: at + 4)
      } else if starts("<![CDATA[") {
        let start = at + 9
        skip(behind: "]]>", from: start)
        let end = max(start, min(at - 3, bytes.count))
        return .text(String(decoding: bytes[min(start, end)..<end], as: UTF8.self))
      } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "!") || bytes[at + 1] == UInt8(ascii: "?") {
        skip(behind: ">", from: at + 2)
      } else if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "/") {
        at += 2
        let name = self.name()
        skip(behind: ">", from: at)
        return .end(name: name)
      } else if at + 1 < bytes.count, Self.isLetter(bytes[at + 1]) {
        return .start(tag())
      } else {
        return text()
      }
    }
    return nil
  }

  private mutating func text() -> Token {
    let start = at
    at = bytes[(at + 1)...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    return .text(CharacterReferences.resolved(bytes[start..<at]))
  }

  private mutating func tag() -> Tag {
    at += 1
    var tag = Tag(name: name(), isClosed: false, attributes: [])
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      if bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: "/") {
        tag.isClosed = bytes[at] == UInt8(ascii: "/")
        at += 1
        continue
      }
      tag.isClosed = false
      let start = at
      while at < bytes.count, bytes[at] > 0x20, !"=>/".utf8.contains(bytes[at]) || at == start { at += 1 }
      let key = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
      tag.attributes.append((key, value()))
    }
    at = min(at + 1, bytes.count)
    if !isXML, !tag.isClosed, ["script", "style", "textarea", "title", "xmp"].contains(tag.name) { raw = tag.name }
    return tag
  }

  /// What stands behind an equals sign, if one follows.
  private mutating func value() -> String {
    skipBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else { return "" }
    at += 1
    skipBlanks()
    guard at < bytes.count else { return "" }
    let start: Int
    let end: Int
    if bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") {
      start = at + 1
      end = bytes[start...].firstIndex(of: bytes[at]) ?? bytes.count
      at = min(end + 1, bytes.count)
    } else {
      start = at
      end = bytes[start...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ">") } ?? bytes.count
      at = end
    }
    return CharacterReferences.resolved(bytes[start..<end])
  }

  private mutating func name() -> String {
    let start = at
    while at < bytes.count, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ">"), bytes[at] != UInt8(ascii: "/") { at += 1 }
    let name = String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
    return name.split(separator: ":").last.map(String.init) ?? name
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
  }

  private mutating func skip(behind mark: StaticString, from: Int) {
    at = min(from, bytes.count)
    while at < bytes.count {
      if starts(mark) {
        at += mark.utf8CodeUnitCount
        return
      }
      at += 1
    }
  }

  private mutating func skipRaw(_ name: String) {
    let end = Array(name.utf8)
    while let sign = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = sign
      let rest = bytes[sign...].dropFirst(2).prefix(end.count).map { $0 | 0x20 }
      if sign + 1 < bytes.count, bytes[sign + 1] == UInt8(ascii: "/"), rest == end { return }
      at += 1
    }
    at = bytes.count
  }

  private func starts(_ mark: StaticString) -> Bool {
    let count = mark.utf8CodeUnitCount
    return at + count <= bytes.count && (0..<count).allSatisfy { bytes[at + $0] == mark.utf8Start[$0] }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}

/// The few character references that addresses and feeds are written with.
enum CharacterReferences {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
  ]

  static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var out: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "&"), let end = bytes[at...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
        let text = character(String(decoding: bytes[(at + 1)..<end], as: UTF8.self))
      {
        out += Array(text.utf8)
        at = end + 1
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func character(_ name: String) -> String? {
    if let known = names[name] { return known }
    guard name.hasPrefix("#") else { return nil }
    let digits = name.dropFirst()
    let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return value.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}
