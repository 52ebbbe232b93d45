/// Numbered words that are all looked for in a text in one pass.
struct Vocabulary: Sendable {
  /// A word and where it stands, in bytes of the folded text.
  struct Occurrence {
    var word: Int
    var start: Int
    var end: Int
  }

  /// The UTF-8 bytes of each word, folded.
  private(set) var words: [[UInt8]] = []
  /// How many characters each word has.
  private(set) var lengths: [Int] = []
  private var numbers: [[UInt8]: Int] = [:]

  /// A word as it is looked for.
  private struct Key {
    var word: Int
    /// The first sixteen bytes, the first one lowest, and the bits that they take.
    var start: UInt128
    var mask: UInt128
    var size: Int
  }

  /// The words by their first character, in the order of their numbers.
  private var keys: [Key] = []
  /// Where the words of a first character begin in `keys`; a table and no dictionary, since every character of every label
  /// is looked up.
  private var starts = [UInt16](repeating: 0, count: 1 << 16 + 1)

  /// The number of a word, which is added where it is new; nil for a word of nothing but quotation marks and spaces.
  mutating func add(_ word: String) -> Int? {
    let bytes = Self.fold(word)
    guard !bytes.isEmpty else { return nil }
    if let number = numbers[bytes] { return number }
    let number = words.count
    numbers[bytes] = number
    words.append(bytes)
    lengths.append(bytes.count { !Self.continues($0) })
    return number
  }

  /// Makes ready to look for the words, once all are added.
  mutating func index() {
    let codes = words.map { word in word.withUnsafeBufferPointer { Self.code($0, at: 0) } }
    keys = words.indices.sorted { (codes[$0], $0) < (codes[$1], $1) }.map { word in
      words[word].withUnsafeBufferPointer { bytes in
        Key(
          word: word, start: bytes.first16(bytes.indices), mask: .max >> UInt128(128 - 8 * min(bytes.count, 16)),
          size: bytes.count)
      }
    }
    for code in codes { starts[code + 1] += 1 }
    for code in 1..<starts.count { starts[code] += starts[code - 1] }
  }

  /// Every occurrence of every word in folded text, by where it starts; words may overlap.
  func occurrences(in text: UnsafeBufferPointer<UInt8>) -> [Occurrence] {
    var found: [Occurrence] = []
    found.reserveCapacity(text.count / 3 + 1)
    for start in text.indices where !Self.continues(text[start]) {
      let code = Self.code(text, at: start)
      let (first, end) = (Int(starts[code]), Int(starts[code + 1]))
      guard first < end else { continue }
      let rest = text.first16(start..<text.count)
      for number in first..<end {
        let key = keys[number]
        guard (key.start ^ rest) & key.mask == 0, key.size <= text.count - start else { continue }
        if key.size > 16, !Self.stands(words[key.word], in: text, at: start) { continue }
        found.append(Occurrence(word: key.word, start: start, end: start + key.size))
      }
    }
    return found
  }

  /// The UTF-8 bytes of `text` without quotation marks and spaces, full-width ASCII as half-width.
  static func fold(_ text: String) -> [UInt8] { withFolded(text) { Array($0) } }

  /// Calls `body` with the folded text, which is kept nowhere.
  static func withFolded<Result>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    text.withBytes { text in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { bytes in
        body(UnsafeBufferPointer(rebasing: bytes[..<fold(text, into: bytes)]))
      }
    }
  }

  /// Writes the folded text; how many bytes it has.
  private static func fold(
    _ text: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var i = 0
    var count = 0
    while i < text.count {
      let (first, second, third) = (text[i], byte(text, i + 1), byte(text, i + 2))
      var kept: UInt8? = first
      var length = 1
      switch first {
      case 0x20, 0x09, 0x22, 0x27: kept = nil  // spaces, " '
      case 0xC2 where second == 0xA0: (kept, length) = (nil, 2)
      case 0xE2 where second == 0x80 && (0x98...0x9F).contains(third): (kept, length) = (nil, 3)  // ‘’“”
      case 0xE3 where second == 0x80 && (third == 0x80 || (0x88...0x8F).contains(third)):
        (kept, length) = (nil, 3)  // the ideographic space, 〈〉 《》 「」 『』
      case 0xEF where second == 0xBC && third > 0x80 || second == 0xBD && third < 0x9F:
        // U+FF01…U+FF5E are ! … ~ in full width, the quotation marks among them.
        let ascii = (second - 0xBC) << 6 + (third & 0x3F) + 0x20
        (kept, length) = (ascii == 0x22 || ascii == 0x27 ? nil : ascii, 3)
      default: break
      }
      i += length
      if let kept {
        bytes[count] = kept
        count += 1
      }
    }
    return count
  }

  private static func byte(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> UInt8 { i < text.count ? text[i] : 0 }

  private static func continues(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  /// The table's code of the character that begins at `start`.
  ///
  /// Characters beyond the basic plane share codes with others, which costs a comparison and no more.
  private static func code(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    let first = Int(text[start])
    guard first >= 0xC0, start + 1 < text.count else { return first }
    let second = Int(text[start + 1] & 0x3F)
    guard first >= 0xE0, start + 2 < text.count else { return (first & 0x1F) << 6 | second }
    return (first & 0x0F) << 12 | second << 6 | Int(text[start + 2] & 0x3F)
  }

  private static func stands(_ word: [UInt8], in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for offset in word.indices where word[offset] != text[start + offset] { return false }
    return true
  }
}
