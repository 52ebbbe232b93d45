/// How wide text is in a fixed-width font: a Chinese character takes two columns, a Latin letter one.
enum DisplayWidth {
  /// The columns of the character that begins at `at`; 0 inside a character and for one that takes no place.
  @inline(__always)
  static func columns(_ text: [UInt8], _ at: Int) -> Int {
    let byte = text[at]
    if byte < 0x80 { return 1 }
    if byte < 0xC0 { return 0 }
    if byte < 0xE0 { return 1 }
    if byte >= 0xE3 {
      // Half-width forms.
      guard byte == 0xEF, at + 2 < text.count else { return 2 }
      if text[at + 1] == 0xBD { return text[at + 2] >= 0xA1 ? 1 : 2 }
      return text[at + 1] == 0xBE ? 1 : 2
    }
    guard byte == 0xE2, at + 2 < text.count else { return 1 }
    switch (text[at + 1], text[at + 2]) {
    case (0x80, 0x8B...0x8F), (0x81, 0xA0): return 0
    // Dashes, quotation marks and the ellipsis are wide among Chinese characters.
    case (0x80, 0x83), (0x80, 0x94...0x9D), (0x80, 0xA6): return 2
    case (0x80, _), (0x81, _): return 1
    default: return 2
    }
  }

  /// The columns of a range.
  static func columns(_ text: [UInt8], in range: Range<Int>) -> Int {
    var sum = 0
    for at in range { sum += columns(text, at) }
    return sum
  }

  /// The characters of a range.
  static func characters(_ text: [UInt8], in range: Range<Int>) -> Int {
    var sum = 0
    for at in range where text[at] & 0xC0 != 0x80 { sum += 1 }
    return sum
  }
}
