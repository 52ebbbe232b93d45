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
  func occurrences(in text: [UInt8]) -> [Occurrence] {
    var found: [Occurrence] = []
    text.withUnsafeBufferPointer { text in
      for start in text.indices where !Self.continues(text[start]) {
        let code = Self.code(text, at: start)
        let (first, end) = (Int(starts[code]), Int(starts[code + 1]))
        guard first < end else { continue }
        let rest = text.first16(start..<text.count)
        for key in keys[first..<end] where (key.start ^ rest) & key.mask == 0 && key.size <= text.count - start {
          if key.size > 16, !Self.stands(words[key.word], in: text, at: start) { continue }
          found.append(Occurrence(word: key.word, start: start, end: start + key.size))
        }
      }
    }
    return found
  }

  /// The UTF-8 bytes of `text` without quotation marks and spaces, full-width ASCII as half-width.
  static func fold(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20, 0x09, 0x3000, 0xA0: continue  // spaces
      case 0x22, 0x27, 0x2018...0x201F, 0x3008...0x300F, 0xFF02, 0xFF07: continue  // "" '' “” 〈〉 《》 「」 『』
      case 0xFF01...0xFF5E: bytes.append(UInt8(scalar.value - 0xFEE0))
      default: bytes.append(contentsOf: scalar.utf8)
      }
    }
    return bytes
  }

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
