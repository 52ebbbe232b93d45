extension UInt32 {
  /// Whether it may close a heading without being part of it.
  var closesHeading: Bool {
    switch self {
    case .of("。"), .of("："), .of("；"), .of("，"), .of("、"), 0x3A, 0x3B, 0x2C, 0xFF61: true
    default: false
    }
  }
}

extension Array where Element == UInt8 {
  /// Whether the range holds nothing but blanks and line feeds.
  func isBlank(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      let (code, length) = codePoint(at: at, before: range.upperBound)
      guard code.isBlank || code == 0x0A else { return false }
      at += length
    }
    return true
  }

  /// The range without the blanks and marks that part a number from its title.
  func trimmingLeadingPunctuation(_ range: Range<Int>) -> Range<Int> {
    var at = range.lowerBound
    while at < range.upperBound {
      let (code, length) = codePoint(at: at, before: range.upperBound)
      guard code.isBlank || code.closesHeading || code.isDot else { break }
      at += length
    }
    return at..<range.upperBound
  }

  /// The range without the marks that close a heading, and the blanks before them.
  func trimmingClosingPunctuation(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound {
      let (code, length) = codePoint(endingAt: end, from: range.lowerBound)
      guard code.isBlank || code.closesHeading else { break }
      end -= length
    }
    return range.lowerBound..<end
  }

  /// The range without the blanks and line feeds at its end.
  func trimmingBlanksAtEnd(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound {
      let (code, length) = codePoint(endingAt: end, from: range.lowerBound)
      guard code.isBlank || code == 0x0A else { break }
      end -= length
    }
    return range.lowerBound..<end
  }

  /// Whether the range ends with a colon.
  func endsWithColon(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let code = codePoint(endingAt: range.upperBound, from: range.lowerBound).code
    return code == .of("：") || code == 0x3A
  }

  /// The code point that ends at `end`, and its length in bytes.
  func codePoint(endingAt end: Int, from start: Int) -> (code: CodePoint, length: Int) {
    var at = end - 1
    while at > start, self[at] & 0xC0 == 0x80, end - at < 4 { at -= 1 }
    let (code, length) = codePoint(at: at, before: end)
    return at + length == end ? (code, length) : (0xFFFD, 1)
  }

}

extension Array {
  /// The first index whose element, and all after it, satisfy the condition.
  func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
