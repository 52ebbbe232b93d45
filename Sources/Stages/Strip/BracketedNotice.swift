/// A notice of a document site in brackets of any kind: short, and about reading on.
///
/// Reports speak of paying and members too (政府付费, 律师协会会员), so such a word counts only beside one of reading; and
/// where one bracket stands in another, only the inner one can be the site's.
struct BracketedNotice: Sendable {
  private static let brackets = [
    ("【", "】"), ("[", "]"), ("（", "）"), ("(", ")"), ("==", "=="), ("……", "……"), ("〖", "〗"), ("《《", "》》"),
  ].map { (open: Array($0.0.utf8), close: Array($0.1.utf8)) }
  /// What only a site says.
  private static let phrases = bytes([
    "开通会员", "试读", "未完待续", "剩余内容", "余下内容", "下载完整", "下载全文", "继续阅读", "阅读全文",
  ])
  private static let paying = bytes(["付费", "会员", "vip", "购买后", "充值"])
  private static let reading = bytes(["阅读", "查看", "浏览", "下载", "全文", "完整", "剩余", "其余", "余下", "解锁", "专享"])
  /// What says that there is more than can be read.
  private static let rest = bytes(["试读", "未完", "剩余", "余下", "其余", "剩下", "继续阅读", "未读", "预览", "待续", "阅读", "查看", "浏览"])
  /// About forty characters: longer brackets are the report's own.
  private static let maxBytes = 120

  /// How many brackets inside a bracket are looked at: a notice has one or none, and a text of brackets alone must not
  /// cost more than its length.
  private static let maxInner = 4

  /// Whether a line is one bracket, or has one that opens or closes on another line: then only its brackets may be a notice.
  static func isBracketed(_ line: ArraySlice<UInt8>) -> Bool {
    let plain = PlainSpelling.of(line)
    var depth = 0
    for (open, close) in brackets where open != close {
      let opens = plain.indices.count { plain[$0...].starts(with: open) }
      let closes = plain.indices.count { plain[$0...].starts(with: close) }
      if opens != closes { return true }
      depth += opens
    }
    guard depth == 1 else { return false }
    return brackets.contains { open, close in plain.starts(with: open) && plain.suffix(close.count).elementsEqual(close)
    }
  }

  /// What a bracket may begin with.
  static let first = FirstCharacters(of: brackets.map(\.open))

  /// Whether a bracket may begin with these three bytes; for nearly every place of a text this ends the matter.
  @inline(__always)
  static func mayOpen(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "["), UInt8(ascii: "("): true
    case UInt8(ascii: "="): second == UInt8(ascii: "=")
    case 0xE2: second == 0x80 && third == 0xA6
    case 0xE3: second == 0x80 && (third == 0x90 || third == 0x96 || third == 0x8A)
    case 0xEF: second == 0xBC && third == 0x88
    default: false
    }
  }

  /// How many bytes the notice that begins at `i` takes with its brackets, and what it says; nil where none begins there.
  func read(in bytes: [UInt8], at i: Int) -> (length: Int, notice: SiteNotice)? {
    for bracket in brackets(in: bytes, at: i) {
      guard let notice = notice(bytes[bracket.content]) else { continue }
      let inner = bracket.content.lazy.filter { !brackets(in: bytes, at: $0).isEmpty }.prefix(Self.maxInner)
      let hasNotice = inner.contains { at in
        brackets(in: bytes, at: at).contains { self.notice(bytes[$0.content]) != nil }
      }
      if !hasNotice { return (bracket.end - i, notice) }
    }
    return nil
  }

  /// The brackets that open at `i` and close in the same line, not far off.
  private func brackets(in bytes: [UInt8], at i: Int) -> [(content: Range<Int>, end: Int)] {
    guard i + 2 < bytes.count, Self.mayOpen(bytes[i], bytes[i + 1], bytes[i + 2]) else { return [] }
    return bytes.withUnsafeBufferPointer { bytes in
      var found: [(content: Range<Int>, end: Int)] = []
      for (open, close) in Self.brackets where Self.stands(open, bytes, i) {
        var at = i + open.count
        let end = min(bytes.count, at + Self.maxBytes)
        while at < end, bytes[at] != UInt8(ascii: "\n"), !Self.stands(close, bytes, at) { at += 1 }
        if at + close.count <= end, bytes[at] != UInt8(ascii: "\n") {
          found.append((i + open.count..<at, at + close.count))
        }
      }
      return found
    }
  }

  private static func stands(_ word: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at + word.count <= bytes.count else { return false }
    for i in word.indices where bytes[at + i] != word[i] { return false }
    return true
  }

  private func notice(_ content: ArraySlice<UInt8>) -> SiteNotice? {
    let plain = PlainSpelling.of(content)
    return plain.withUnsafeBufferPointer { plain in
      func holds(_ words: [[UInt8]]) -> Bool {
        plain.indices.contains { at in words.contains { $0[0] == plain[at] && Self.stands($0, plain, at) } }
      }
      if holds(Self.phrases) || holds(Self.paying) && holds(Self.reading) {
        return SiteNotice(saysRestIsMissing: holds(Self.rest))
      }
      return SiteNotice.read(content)
    }
  }

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }
}
