/// A line of a plain text, without the blanks around it.
struct PlainLine {
  /// Its bytes in the text; never empty.
  var range: Range<Int>
  /// How far it is indented, in columns.
  var indent = 0
  /// Whether blanks as wide as a Chinese character indent it, as the first line of a paragraph is.
  var isIndentWide = false
  /// Whether an empty line stands before it.
  var hasGapBefore = false
  /// Whether a form feed stands before it.
  var startsPage = false
  /// Whether the end of a page stood before it, which may have cut a paragraph.
  var followsPageEnd = false
  /// Whether it ends with a soft hyphen, which only the end of a line shows.
  var isHyphenated = false
}

/// The lines of a plain text.
struct PlainLines {
  /// The text, without the characters that no reader sees: a byte order mark inside it, a soft hyphen.
  let text: [UInt8]
  var lines: [PlainLine] = []

  init(_ text: [UInt8]) {
    self.text = Self.withoutInvisible(text)
    split()
  }

  /// The bytes of a line.
  func bytes(_ index: Int) -> ArraySlice<UInt8> { text[lines[index].range] }

  private mutating func split() {
    var start = 0
    var at = 0
    var ends = 0
    var startsPage = false
    while true {
      at = Self.nextSign(text, at)
      let length = at < text.count ? Self.endLength(text, at) : 0
      if length == 0, at < text.count {
        at += 1
        continue
      }
      if let line = Self.line(text, start..<at) {
        lines.append(line)
        lines[lines.count - 1].hasGapBefore = ends > 1 && lines.count > 1
        lines[lines.count - 1].startsPage = startsPage
        (ends, startsPage) = (0, false)
      }
      guard at < text.count else { return }
      ends += 1
      if text[at] == 0x0C { startsPage = true }
      at += length
      start = at
    }
  }

  /// The first byte from `start` on with which the end of a line or an invisible character may begin, or the end of the text.
  @inline(__always)
  private static func nextSign(_ text: [UInt8], _ start: Int) -> Int {
    text.withUnsafeBufferPointer { bytes in
      var at = start
      while at < bytes.count {
        let byte = bytes[at]
        // Chinese, other ASCII, and the rest of a character.
        if byte >= 0xE3, byte < 0xEF {
          at += 3
        } else if byte > 0x0D, byte < 0xC2 {
          at += 1
        } else {
          return at
        }
      }
      return bytes.count
    }
  }

  /// How many bytes the end of a line takes that begins at `at`; 0 where none does.
  @inline(__always)
  static func endLength(_ text: [UInt8], _ at: Int) -> Int {
    switch text[at] {
    case 0x0A, 0x0B, 0x0C: return 1
    case 0x0D:
      // Two carriage returns before a line feed come from a file converted twice.
      var end = at + 1
      while end < text.count, text[end] == 0x0D { end += 1 }
      return end < text.count && text[end] == 0x0A ? end + 1 - at : 1
    case 0xC2: return at + 1 < text.count && text[at + 1] == 0x85 ? 2 : 0
    case 0xE2:
      guard at + 2 < text.count, text[at + 1] == 0x80 else { return 0 }
      return text[at + 2] == 0xA8 || text[at + 2] == 0xA9 ? 3 : 0
    default: return 0
    }
  }

  private static func line(_ text: [UInt8], _ whole: Range<Int>) -> PlainLine? {
    var range = Blank.trimmed(text, whole)
    var isHyphenated = false
    while range.count >= 2, text[range.upperBound - 1] == 0xAD, text[range.upperBound - 2] == 0xC2 {
      isHyphenated = true
      range = Blank.trimmed(text, range.lowerBound..<range.upperBound - 2)
    }
    guard !range.isEmpty else { return nil }
    var line = PlainLine(range: range)
    line.isHyphenated = isHyphenated
    var at = whole.lowerBound
    while at < range.lowerBound {
      let length = Blank.length(text, at, range.lowerBound)
      if text[at] == 0x09 {
        line.indent += 4
      } else {
        line.indent += length == 3 ? DisplayWidth.columns(text, at) : 1
      }
      // The ideographic and the em space.
      if text[at] == 0xE3 || length == 3 && text[at] == 0xE2 && text[at + 1] == 0x80 && text[at + 2] == 0x83 {
        line.isIndentWide = true
      }
      at += max(length, 1)
    }
    return line
  }

  /// The text without byte order marks, and without soft hyphens other than at the end of a line.
  private static func withoutInvisible(_ text: [UInt8]) -> [UInt8] {
    var first = nextSign(text, 0)
    while first < text.count, invisibleLength(text, first) == 0 { first = nextSign(text, first + 1) }
    guard first < text.count else { return text }
    var out = Array(text[..<first])
    out.reserveCapacity(text.count)
    var at = first
    while at < text.count {
      let length = invisibleLength(text, at)
      if length == 0 {
        out.append(text[at])
        at += 1
      } else {
        at += length
      }
    }
    return out
  }

  @inline(__always)
  private static func invisibleLength(_ text: [UInt8], _ at: Int) -> Int {
    switch text[at] {
    case 0xEF: return at + 2 < text.count && text[at + 1] == 0xBB && text[at + 2] == 0xBF ? 3 : 0
    case 0xC2:
      guard at + 1 < text.count, text[at + 1] == 0xAD else { return 0 }
      var next = at + 2
      while next < text.count, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
      return next < text.count && endLength(text, next) > 0 ? 0 : 2
    default: return 0
    }
  }
}
