/// What a document site says of a text in place of the rest of it: 剩余内容需付费阅读, 试读结束, 登录后查看全文.
///
/// A notice is told by two things: it has a word of unlocking beside one of reading or of what is left, and it is made of
/// such words and hardly any other. So the report's own sentences about paying, members and downloads are none.
struct SiteNotice {
  /// Whether it says that there is more than can be read: what is left, that this is a preview, how to read on.
  var saysRestIsMissing: Bool

  /// The longest line that can be one: a site's explanation of its preview.
  static let maxBytes = 300

  /// Reads a line or what stands in brackets; nil where it is no notice.
  ///
  /// - Parameter isStrict: Whether every word must be a site's, as where nothing marks the beginning of the notice.
  static func read(_ bytes: ArraySlice<UInt8>, isStrict: Bool = false) -> SiteNotice? {
    guard bytes.count <= maxBytes, bytes.count >= 4 else { return nil }
    return notice(WordCount(bytes), isStrict: isStrict)
  }

  /// Reads a line: whether it is a notice, and whether it is made of a site's words alone, as a piece of a notice that markup
  /// has cut.
  static func readLine(_ bytes: ArraySlice<UInt8>) -> (notice: SiteNotice?, isPiece: Bool) {
    guard bytes.count <= maxBytes, bytes.count >= 4 else { return (nil, false) }
    let count = WordCount(bytes)
    let isPiece =
      bytes.count <= 60 && count.unknown == 0 && !count.isNumbered && count.known > count.otherCharacters
    return (notice(count, isStrict: false), isPiece)
  }

  private static func notice(_ count: WordCount, isStrict: Bool) -> SiteNotice? {
    guard count.isNotice, count.unknown * 5 <= (isStrict ? 0 : count.known) else { return nil }
    return SiteNotice(saysRestIsMissing: count.saysRestIsMissing)
  }

  /// How many words of each kind a line has.
  private struct WordCount {
    var keys = 0, reads = 0, uses = 0, wholes = 0, rest = 0, ends = 0, previews = 0, asks = 0, things = 0
    /// Characters in words of a site, and others; counting ends where there are too many others for a notice.
    var known = 0, unknown = 0, otherCharacters = 0
    var isNumbered = false

    /// Room for the longest word.
    private static let longestWord = 30

    init(_ line: ArraySlice<UInt8>) {
      // A character of a known word takes three bytes, and a notice has five of them for each other character.
      let mostUnknown = line.count / 15
      // So many others mostly stand in the first third of a line.
      let head = line.count / 3 + Self.longestWord
      if line.count > head {
        self.init(spelling: line.prefix(head), isWhole: false, mostUnknown)
        if unknown > mostUnknown { return }
      }
      self.init(spelling: line, isWhole: true, mostUnknown)
    }

    /// Reads a line or its beginning, at the end of which a word may be cut; counting ends behind `mostUnknown` others.
    private init(spelling line: ArraySlice<UInt8>, isWhole: Bool, _ mostUnknown: Int) {
      PlainSpelling.with(line) { bytes in
        isNumbered = Self.beginsWithNumber(bytes)
        count(bytes, to: isWhole ? bytes.count : bytes.count - Self.longestWord, mostUnknown)
      }
    }

    private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>, to end: Int, _ mostUnknown: Int) {
      var at = 0
      var isQuoted = false
      let words = NoticeWords.table
      while at < end, unknown <= mostUnknown {
        if bytes[at] == 0xE2 || bytes[at] == 0xE3, let quote = Self.quote(bytes, at) {
          // What is quoted may be anything: 回复“工作总结”.
          isQuoted = quote
          at += 3
        } else if isQuoted {
          at += FirstCharacters.width(bytes[at])
        } else if let (meaning, length) = words.word(in: bytes, at: at) {
          let characters = bytes[at] < 0x80 ? 1 : length / 3
          add(meaning)
          known += characters
          if meaning == .other || meaning == .thing { otherCharacters += characters }
          at += length
        } else {
          if Self.isLetter(bytes, at) { unknown += 1 }
          at += FirstCharacters.width(bytes[at])
        }
      }
    }

    private mutating func add(_ meaning: NoticeWords.Meaning) {
      switch meaning {
      case .key: keys += 1
      case .read: reads += 1
      case .use: uses += 1
      case .whole: wholes += 1
      case .rest: rest += 1
      case .end: ends += 1
      case .preview: previews += 1
      case .ask: asks += 1
      case .thing: things += 1
      case .other: break
      }
    }

    var isNotice: Bool {
      guard !isNumbered else { return false }
      if previews > 0 { return wholes + rest + ends > 0 || asks + things > 0 && known >= 5 }
      let uses = reads + uses
      if keys > 0 {
        return rest > 0 || wholes > 0 && uses + asks > 0 || uses > 0 && (asks > 0 || things > 0 && unknown == 0)
      }
      // Without a key only a site's own words make a notice: 还有12页未读, 点击下载完整版, 展开剩余内容.
      guard unknown == 0, known <= 20 else { return false }
      return rest > 0 && rest + wholes + uses + asks > 1 && known >= 4 || uses > 0 && wholes > 0
    }

    var saysRestIsMissing: Bool { rest > 0 || previews > 0 || keys > 0 && reads > 0 }

    /// Whether a line begins as headings and items of a report do: 一、 (二) 3.
    private static func beginsWithNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
      var at = 0
      if bytes.first == UInt8(ascii: "(") { at += 1 }
      let start = at
      while at < bytes.count {
        if bytes[at] >= 0x30, bytes[at] <= 0x39 {
          at += 1
        } else if numerals.contains(where: { bytes[at...].starts(with: $0) }) {
          at += 3
        } else {
          break
        }
      }
      guard at > start, at < bytes.count else { return false }
      return bytes[at] == UInt8(ascii: ")") || bytes[at] == UInt8(ascii: ".") || bytes[at...].starts(with: "、".utf8)
    }

    private static let numerals = "一二三四五六七八九十".map { Array(String($0).utf8) }

    /// Whether a quotation mark at `at` opens; nil where none stands there.
    private static func quote(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool? {
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
      case (0xE2, 0x80, 0x9C), (0xE2, 0x80, 0x98), (0xE3, 0x80, 0x8C), (0xE3, 0x80, 0x8E): return true
      case (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x99), (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F): return false
      default: return nil
      }
    }

    /// Whether a letter or an ideograph begins at `at`.
    private static func isLetter(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
      let byte = bytes[at]
      return byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A && byte < 0x80 || byte >= 0xE4 && byte <= 0xED || byte >= 0xF0
        || byte == 0xE3 && at + 1 < bytes.count && bytes[at + 1] >= 0x90
    }
  }
}
