/// A piece of text as Unicode scalars, each with the byte it starts at.
struct Passage {
  private(set) var scalars: [UInt32] = []
  /// The byte offset of each scalar, and the end.
  private(set) var offsets: [Int] = []
  /// Whether the offsets count in the report's text.
  let isInText: Bool

  /// A range of a report's text; bytes that are no UTF-8 count as U+FFFD, one each.
  init(_ text: [UInt8], _ range: Range<Int>) {
    isInText = true
    read(text, range)
  }

  /// A string that is not part of the report's text, such as a page's title.
  init(_ string: String) {
    isInText = false
    let bytes = Array(string.utf8)
    read(bytes, 0..<bytes.count)
  }

  /// The scalars at some indices alone, each where it stood in the text: 司 法 局 without its blanks.
  func picking(_ indices: [Int]) -> Passage {
    var picked = self
    picked.scalars = indices.map { scalars[$0] }
    picked.offsets = indices.map { offsets[$0] } + [indices.last.map { offsets[$0 + 1] } ?? 0]
    return picked
  }

  private mutating func read(_ text: [UInt8], _ range: Range<Int>) {
    let text = text.span.extracting(range)
    var positions: [Int] = []
    // There are no more scalars than bytes.
    scalars = Array(unsafeUninitializedCapacity: text.count) { scalars, count in
      positions = Array(unsafeUninitializedCapacity: text.count + 1) { positions, positionCount in
        var at = 0
        var place = 0
        while at < text.count {
          let (scalar, length) = Self.scalar(of: text, at: at)
          positions[place] = range.lowerBound + at
          scalars[place] = scalar
          place += 1
          at += length
        }
        positions[place] = range.upperBound
        count = place
        positionCount = place + 1
      }
    }
    offsets = positions
  }

  /// The scalar that begins at a byte, and how many bytes it takes.
  @inline(__always)
  private static func scalar(of text: Span<UInt8>, at: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(text[at])
    if first < 0x80 { return (first, 1) }
    if first & 0xF0 == 0xE0, at + 3 <= text.count, text[at + 1] & 0xC0 == 0x80, text[at + 2] & 0xC0 == 0x80 {
      return ((first & 0x0F) << 12 | UInt32(text[at + 1] & 0x3F) << 6 | UInt32(text[at + 2] & 0x3F), 3)
    }
    if first >= 0xC2, first < 0xE0, at + 2 <= text.count, text[at + 1] & 0xC0 == 0x80 {
      return ((first & 0x1F) << 6 | UInt32(text[at + 1] & 0x3F), 2)
    }
    if first >= 0xF0, first < 0xF5, at + 4 <= text.count, text[at + 1] & 0xC0 == 0x80, text[at + 2] & 0xC0 == 0x80,
      text[at + 3] & 0xC0 == 0x80
    {
      let high = (first & 0x07) << 18 | UInt32(text[at + 1] & 0x3F) << 12
      return (high | UInt32(text[at + 2] & 0x3F) << 6 | UInt32(text[at + 3] & 0x3F), 4)
    }
    return (0xFFFD, 1)
  }

  /// The bytes of a line without the blanks at both ends; nil where nothing else is there.
  static func trimmed(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    let bytes = text.span.extracting(line)
    var start = 0
    while start < bytes.count, case let (scalar, length) = scalar(of: bytes, at: start), scalar.isBlankScalar {
      start += length
    }
    var end = bytes.count
    while end > start {
      // A scalar's first byte is the one before it that continues none.
      var last = end - 1
      while last > start, end - last < 4, bytes[last] & 0xC0 == 0x80 { last -= 1 }
      guard case let (scalar, length) = scalar(of: bytes, at: last), last + length == end, scalar.isBlankScalar else {
        break
      }
      end = last
    }
    return start < end ? line.lowerBound + start..<line.lowerBound + end : nil
  }

  var count: Int { scalars.count }

  /// Whether the word stands at the index.
  func has(_ word: Word, at index: Int) -> Bool {
    guard index >= 0, index + word.scalars.count <= count else { return false }
    var offset = 0
    while offset < word.scalars.count {
      guard scalars[index + offset] == word.scalars[offset] else { return false }
      offset += 1
    }
    return true
  }

  /// Whether the word, which has no scalars beyond U+FFFF, stands at the index.
  @inline(__always)
  func has(_ word: StaticString, at index: Int) -> Bool {
    // Mostly the first scalar differs, which the compiler knows where the word is written.
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard index >= 0, index < count, scalars[index] == Self.scalar(of: bytes.span, at: 0).scalar else { return false }
    return has(bytes, at: index)
  }

  private func has(_ word: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    var at = 0
    var place = index
    while at < word.count {
      guard place < count, case let (scalar, length) = Self.scalar(of: word.span, at: at), scalars[place] == scalar
      else { return false }
      at += length
      place += 1
    }
    return true
  }

  /// Whether the range ends with the word.
  func ends(with word: Word, _ range: Range<Int>) -> Bool {
    range.count >= word.scalars.count && has(word, at: range.upperBound - word.scalars.count)
  }

  /// Whether the range ends with the word.
  func ends(with word: StaticString, _ range: Range<Int>) -> Bool {
    let length = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount).count { $0 & 0xC0 != 0x80 }
    return range.count >= length && has(word, at: range.upperBound - length)
  }

  /// The first index of the word in the range.
  func firstIndex(of word: Word, in range: Range<Int>) -> Int? { range.first { has(word, at: $0) } }

  /// Whether any of the words stands in the range.
  func contains(anyOf words: [Word], in range: Range<Int>) -> Bool {
    range.contains { index in words.contains { index + $0.scalars.count <= range.upperBound && has($0, at: index) } }
  }

  func string(_ range: Range<Int>) -> String {
    // No scalar takes more than four bytes.
    String(unsafeUninitializedCapacity: 4 * range.count) { bytes in
      var count = 0
      for scalar in scalars[range] {
        for byte in Unicode.Scalar(scalar).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter {
          bytes[count] = byte
          count += 1
        }
      }
      return count
    }
  }

  /// The bytes of a range in the report's text; nil where the passage is not part of it.
  func bytes(_ range: Range<Int>) -> Range<Int>? {
    isInText ? offsets[range.lowerBound]..<offsets[range.upperBound] : nil
  }

  /// The range of everything but the blanks at both ends.
  var trimmed: Range<Int> {
    let start = scalars.firstIndex { !$0.isBlankScalar } ?? count
    let end = scalars.lastIndex { !$0.isBlankScalar }.map { $0 + 1 } ?? start
    return start..<end
  }

  /// A whole number in digits of half or full width.
  func number(at index: Int) -> (value: Int, end: Int)? {
    var at = index, value = 0
    while at < count, at - index < 6, let digit = scalars[at].digitValue {
      value = value * 10 + digit
      at += 1
    }
    return at > index ? (value, at) : nil
  }
}

extension UInt32 {
  var isBlankScalar: Bool {
    switch self {
    case 0x09...0x0D, 0x20, 0xA0, 0x3000, 0xFEFF, 0x2000...0x200B: true
    default: false
    }
  }

  var digitValue: Int? {
    switch self {
    case 0x30...0x39: Int(self - 0x30)
    case 0xFF10...0xFF19: Int(self - 0xFF10)
    default: nil
    }
  }

  /// The value of a Chinese digit as years have them: 二〇二五.
  var chineseDigitValue: Int? {
    switch self {
    // 〇 ○ ◯ 零 O Ｏ Ο О: all are met for zero.
    case 0x3007, 0x25CB, 0x25EF, 0x96F6, 0x4F, 0xFF2F, 0x39F, 0x41E: 0
    case 0x4E00: 1
    case 0x4E8C: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    default: nil
    }
  }

  var isHan: Bool { (0x3400...0x9FFF).contains(self) || (0x20000...0x3FFFF).contains(self) || self == 0x3007 }

  /// Whether it stands for the hidden part of a name: *市, XX县, ××区, ○○镇.
  var isMask: Bool {
    switch self {
    case 0x2A, 0x58, 0x78, 0xD7, 0xFF0A, 0xFF38, 0xFF58, 0x25CB, 0x25A1, 0x25B3: true
    default: false
    }
  }
}
