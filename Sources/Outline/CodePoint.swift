/// A code point as a number; comparing numbers is all that reading marks and numerals takes.
typealias CodePoint = UInt32

extension UInt32 {
  /// The code point of a literal.
  static func of(_ scalar: Unicode.Scalar) -> CodePoint { scalar.value }

  /// Whether it is a space, tab, carriage return, no-break space, byte order mark or ideographic space.
  @inline(__always)
  var isBlank: Bool {
    // Nearly all of a Chinese text lies behind it.
    if self > 0x3000 { return self == 0xFEFF }
    return switch self {
    case 0x20, 0x09, 0x0D, 0x0B, 0x0C, 0xA0, 0x3000, 0x200B: true
    case 0x2000...0x200A: true
    default: false
    }
  }

  /// The value of a digit, half or full width.
  var digit: Int? {
    switch self {
    case 0x30...0x39: Int(self - 0x30)
    case 0xFF10...0xFF19: Int(self - 0xFF10)
    default: nil
    }
  }
}

extension Array where Element == UInt8 {
  /// The code point that starts at `index`, and its length in bytes; a byte that starts none counts as U+FFFD.
  @inline(__always)
  func codePoint(at index: Int, before end: Int) -> (code: CodePoint, length: Int) {
    let first = UInt32(self[index])
    if first < 0x80 { return (first, 1) }
    if first >= 0xE0, first < 0xF0, index + 2 < end {
      let second = UInt32(self[index + 1]), third = UInt32(self[index + 2])
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80 {
        return ((first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F, 3)
      }
    }
    return rareCodePoint(at: index, before: end)
  }

  /// The same for code points of two and four bytes, and for bytes that start none.
  @inline(never)
  private func rareCodePoint(at index: Int, before end: Int) -> (code: CodePoint, length: Int) {
    let first = UInt32(self[index])
    if first >= 0xC2, first < 0xE0, index + 1 < end {
      let second = UInt32(self[index + 1])
      if second & 0xC0 == 0x80 { return ((first & 0x1F) << 6 | second & 0x3F, 2) }
    } else if first >= 0xF0, first < 0xF5, index + 3 < end {
      let second = UInt32(self[index + 1]), third = UInt32(self[index + 2]), fourth = UInt32(self[index + 3])
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, fourth & 0xC0 == 0x80 {
        return ((first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F, 4)
      }
    }
    return (0xFFFD, 1)
  }

  /// Where the first code point at or after `index` that is not blank starts; `end` if there is none.
  func skippingBlanks(from index: Int, before end: Int) -> Int {
    var at = index
    while at < end {
      let (code, length) = codePoint(at: at, before: end)
      guard code.isBlank else { return at }
      at += length
    }
    return end
  }

  /// The range without the blanks and line feeds at its ends; empty, at its start, where there is nothing else.
  func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound {
      let (code, length) = codePoint(at: start, before: range.upperBound)
      guard code.isBlank || code == 0x0A else { return trimmingBlanksAtEnd(start..<range.upperBound) }
      start += length
    }
    return range.lowerBound..<range.lowerBound
  }
}
