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

  /// The words by the buckets of their first two characters, in the order of their numbers.
  private var keys: [Key] = []
  /// Where the words of a bucket begin in `keys`; a table and no dictionary, since every character of every label is looked
  /// up.
  private var starts = [UInt16](repeating: 0, count: buckets + 1)
  private static let buckets = 1 << 13

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
    let buckets = words.map { word in
      word.withUnsafeBufferPointer { bytes in
        let second = Self.next(bytes, 0)
        return Self.bucket(Self.code(bytes, at: 0), second < bytes.count ? Self.code(bytes, at: second) : nil)
      }
    }
    keys = words.indices.sorted { (buckets[$0], $0) < (buckets[$1], $1) }.map { word in
      words[word].withUnsafeBufferPointer { bytes in
        Key(
          word: word, start: bytes.first16(bytes.indices), mask: .max >> UInt128(128 - 8 * min(bytes.count, 16)),
          size: bytes.count)
      }
    }
    for bucket in buckets { starts[bucket + 1] += 1 }
    for bucket in 1..<starts.count { starts[bucket] += starts[bucket - 1] }
  }

  /// Every occurrence of every word in folded text, by where it starts; words may overlap.
  func occurrences(in text: UnsafeBufferPointer<UInt8>) -> [Occurrence] {
    var found: [Occurrence] = []
    guard !text.isEmpty else { return found }
    found.reserveCapacity(text.count / 3 + 1)
    var start = 0
    var code = Self.code(text, at: 0)
    while start < text.count {
      let next = Self.next(text, start)
      add(Self.bucket(code, nil), text, start, to: &found)
      if next < text.count {
        let second = Self.code(text, at: next)
        add(Self.bucket(code, second), text, start, to: &found)
        code = second
      }
      start = next
    }
    return found
  }

  /// Adds the words of a bucket that stand at `start`.
  @inline(__always)
  private func add(_ bucket: Int, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, to found: inout [Occurrence]) {
    let (first, end) = (Int(starts[bucket]), Int(starts[bucket + 1]))
    if first < end { add(first..<end, text, start, to: &found) }
  }

  private func add(
    _ numbers: Range<Int>, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, to found: inout [Occurrence]
  ) {
    let rest = text.first16(start..<text.count)
    for number in numbers {
      let key = keys[number]
      guard (key.start ^ rest) & key.mask == 0, key.size <= text.count - start else { continue }
      if key.size > 16, !Self.stands(words[key.word], in: text, at: start) { continue }
      found.append(Occurrence(word: key.word, start: start, end: start + key.size))
    }
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

  /// Where the character behind the one at `start` begins.
  @inline(__always)
  private static func next(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var next = start + 1
    while next < text.count, continues(text[next]) { next += 1 }
    return next
  }

  /// The bucket of words that begin with two characters, or that are one; others share it, which costs a comparison.
  @inline(__always)
  private static func bucket(_ first: Int, _ second: Int?) -> Int {
    let pair = UInt64(first) << 16 | UInt64(second ?? 0)
    return Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) >> 51)
  }

  /// A number for the character that begins at `start`.
  ///
  /// Characters beyond the basic plane share theirs with others.
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
