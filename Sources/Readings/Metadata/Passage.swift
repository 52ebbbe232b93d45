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
    var at = range.lowerBound
    while at < range.upperBound {
      let first = text[at]
      let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
      offsets.append(at)
      guard length > 0, at + length <= range.upperBound,
        text[(at + 1)..<(at + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
      else {
        scalars.append(0xFFFD)
        at += 1
        continue
      }
      var value = length == 1 ? UInt32(first) : UInt32(first) & (0xFF >> UInt32(length + 1))
      for byte in text[(at + 1)..<(at + length)] { value = value << 6 | UInt32(byte & 0x3F) }
      scalars.append(value)
      at += length
    }
    offsets.append(range.upperBound)
  }

  var count: Int { scalars.count }

  /// Whether the word stands at the index.
  func has(_ word: Word, at index: Int) -> Bool {
    guard index >= 0, index + word.scalars.count <= count else { return false }
    for (offset, scalar) in word.scalars.enumerated() where scalars[index + offset] != scalar { return false }
    return true
  }

  /// Whether the range ends with the word.
  func ends(with word: Word, _ range: Range<Int>) -> Bool {
    range.count >= word.scalars.count && has(word, at: range.upperBound - word.scalars.count)
  }

  /// The first index of the word in the range.
  func firstIndex(of word: Word, in range: Range<Int>) -> Int? { range.first { has(word, at: $0) } }

  /// The longest of the words that stands at the index.
  func longest(of words: [Word], at index: Int) -> Word? {
    words.filter { has($0, at: index) }.max { $0.scalars.count < $1.scalars.count }
  }

  /// Whether any of the words stands in the range.
  func contains(anyOf words: [Word], in range: Range<Int>) -> Bool {
    range.contains { index in words.contains { index + $0.scalars.count <= range.upperBound && has($0, at: index) } }
  }

  func string(_ range: Range<Int>) -> String {
    var string = String.UnicodeScalarView()
    for scalar in scalars[range] { string.append(Unicode.Scalar(scalar) ?? "\u{FFFD}") }
    return String(string)
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

/// A word to look for, as scalars.
struct Word: ExpressibleByStringLiteral, Sendable {
  let scalars: [UInt32]

  init(_ string: some StringProtocol) { scalars = string.unicodeScalars.map(\.value) }

  init(stringLiteral value: String) { self.init(value) }

  /// The words of a list parted by spaces.
  static func list(_ words: String) -> [Word] { words.split(separator: " ").map { Word($0) } }
}

/// Words to look for at every place of a text, by their first scalar.
struct WordIndex: Sendable {
  private let byFirst: [UInt32: [Word]]

  /// Makes an index of the words of a list parted by blanks.
  init(_ words: String) {
    byFirst = Dictionary(grouping: Word.list(words)) { $0.scalars[0] }.mapValues { words in
      words.sorted { $0.scalars.count > $1.scalars.count }
    }
  }

  /// The longest of the words that stands at the index.
  func longest(in passage: Passage, at index: Int) -> Word? {
    guard index >= 0, index < passage.count else { return nil }
    return byFirst[passage.scalars[index]]?.first { passage.has($0, at: index) }
  }

  /// Whether any of the words stands at the index.
  func stands(in passage: Passage, at index: Int) -> Bool { longest(in: passage, at: index) != nil }

  /// The length of the longest word that a range ends with; nil where it ends with none.
  func ending(of range: Range<Int>, in passage: Passage) -> Int? {
    range.first { start in
      byFirst[passage.scalars[start]]?.contains {
        start + $0.scalars.count == range.upperBound && passage.has($0, at: start)
      }
        ?? false
    }.map { range.upperBound - $0 }
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
