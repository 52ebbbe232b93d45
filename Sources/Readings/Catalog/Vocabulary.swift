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
  /// Where `buckets` has the words that begin with a character, plus one; 0 for none.
  ///
  /// A table and no dictionary, since every character of every label is looked up.
  private var bucketOf = [UInt16](repeating: 0, count: 1 << 16)
  private var buckets: [[Int]] = []
  private var numbers: [[UInt8]: Int] = [:]

  /// The number of a word, which is added where it is new; nil for a word of nothing but quotation marks and spaces.
  mutating func add(_ word: String) -> Int? {
    let bytes = Self.fold(word)
    guard !bytes.isEmpty else { return nil }
    if let number = numbers[bytes] { return number }
    let number = words.count
    numbers[bytes] = number
    words.append(bytes)
    lengths.append(bytes.count { !Self.continues($0) })
    let key = Self.key(bytes, at: 0)
    if bucketOf[key] == 0 {
      buckets.append([])
      bucketOf[key] = UInt16(buckets.count)
    }
    buckets[Int(bucketOf[key]) - 1].append(number)
    return number
  }

  /// Every occurrence of every word in folded text, by where it starts; words may overlap.
  func occurrences(in text: [UInt8]) -> [Occurrence] {
    var found: [Occurrence] = []
    for start in text.indices where !Self.continues(text[start]) {
      let bucket = Int(bucketOf[Self.key(text, at: start)])
      guard bucket > 0 else { continue }
      for word in buckets[bucket - 1] where Self.stands(words[word], in: text, at: start) {
        found.append(Occurrence(word: word, start: start, end: start + words[word].count))
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

  /// The table's key of the character that begins at `start`.
  ///
  /// Characters beyond the basic plane share keys with others, which costs a comparison and no more.
  private static func key(_ text: [UInt8], at start: Int) -> Int {
    let first = Int(text[start])
    guard first >= 0xC0, start + 1 < text.count else { return first }
    let second = Int(text[start + 1] & 0x3F)
    guard first >= 0xE0, start + 2 < text.count else { return (first & 0x1F) << 6 | second }
    return (first & 0x0F) << 12 | second << 6 | Int(text[start + 2] & 0x3F)
  }

  private static func stands(_ word: [UInt8], in text: [UInt8], at start: Int) -> Bool {
    guard start + word.count <= text.count else { return false }
    for offset in word.indices where word[offset] != text[start + offset] { return false }
    return true
  }
}
