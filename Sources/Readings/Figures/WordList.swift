/// A few short words that texts are compared with, as numbers: a comparison takes an instruction or two.
///
/// Words have one to sixteen bytes of UTF-8. Comparison is by bytes, as in the comparisons of labels.
struct WordList: Sendable, ExpressibleByArrayLiteral {
  private struct Word {
    /// The bytes, the first one lowest.
    var start: UInt128
    var startMask: UInt128
    /// The bytes, the last one highest.
    var end: UInt128
    var endMask: UInt128
    var size: Int
  }

  /// The words as given.
  let words: [String]
  private let table: [Word]
  /// What a text must have at its start, or at its end, for any word to stand there.
  private let starts: Filter
  private let ends: Filter

  /// Tells most texts that none of the words begins or ends, by two bytes.
  ///
  /// A word's last two bytes, and its second and third, say more of a character than the first, which many share.
  private struct Filter {
    private var bits: [4 of UInt64] = [0, 0, 0, 0]

    init(_ pairs: some Sequence<UInt16?>) {
      for pair in pairs {
        guard let pair else {
          // A word too short to tell lets everything pass.
          bits = [.max, .max, .max, .max]
          return
        }
        let slot = Self.slot(pair)
        bits[slot >> 6] |= 1 << UInt64(slot & 63)
      }
    }

    @inline(__always)
    func passes(_ pair: UInt16) -> Bool {
      let slot = Self.slot(pair)
      return bits[slot >> 6] & (1 << UInt64(slot & 63)) != 0
    }

    @inline(__always)
    private static func slot(_ pair: UInt16) -> Int { Int((pair &* 0x9E37) >> 8) }
  }

  /// The last two bytes of a word or text, of its last sixteen.
  @inline(__always)
  private static func lastPair(_ end: UInt128) -> UInt16 { UInt16(truncatingIfNeeded: end >> 112) }

  /// The second and the third byte of a word or text, of its first sixteen.
  @inline(__always)
  private static func innerPair(_ start: UInt128) -> UInt16 { UInt16(truncatingIfNeeded: start >> 8) }

  init(arrayLiteral words: String...) { self.init(words) }

  init(_ words: [String]) {
    self.words = words
    table = words.map { word in
      word.withBytes { bytes in
        precondition((1...16).contains(bytes.count), "words have one to sixteen bytes")
        let unused = UInt128(128 - 8 * bytes.count)
        return Word(
          start: bytes.first16(bytes.indices), startMask: UInt128.max >> unused, end: bytes.last16(bytes.indices),
          endMask: UInt128.max << unused, size: bytes.count)
      }
    }
    starts = Filter(table.lazy.map { $0.size < 3 ? nil : Self.innerPair($0.start) })
    ends = Filter(table.lazy.map { $0.size < 2 ? nil : Self.lastPair($0.end) })
  }

  /// The number of the first word that the bytes of `range` are.
  @inline(__always)
  func firstIndex(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard range.count <= 16 else { return nil }
    let start = text.first16(range)
    guard starts.passes(Self.innerPair(start)) else { return nil }
    return table.firstIndex { $0.start == start && $0.size == range.count }
  }

  /// The number of the first word that the bytes of `range` begin with.
  func firstIndex(startOf text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    let start = text.first16(range)
    guard starts.passes(Self.innerPair(start)) else { return nil }
    return table.firstIndex { ($0.start ^ start) & $0.startMask == 0 && $0.size <= range.count }
  }

  /// The number of the first word that the bytes of `range` end with.
  func firstIndex(endOf text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    let end = text.last16(range)
    guard ends.passes(Self.lastPair(end)) else { return nil }
    return table.firstIndex { ($0.end ^ end) & $0.endMask == 0 && $0.size <= range.count }
  }

  /// `range` without the words that it begins with, each tried once in turn; something is left of it.
  func droppingStarts(of text: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var rest = range
    for word in table where rest.count > word.size {
      let start = text.withUnsafeBufferPointer { $0.first16(rest) }
      if (word.start ^ start) & word.startMask == 0 { rest = rest.dropFirst(word.size) }
    }
    return rest
  }

  /// `range` without the words that it ends with, each tried once in turn; something is left of it.
  func droppingEnds(of text: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var rest = range
    for word in table where rest.count > word.size {
      let end = text.withUnsafeBufferPointer { $0.last16(rest) }
      if (word.end ^ end) & word.endMask == 0 { rest = rest.dropLast(word.size) }
    }
    return rest
  }
}

/// Bytes of a text.
extension WordList {
  /// Whether the bytes of `range` are one of the words.
  func contains(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    text.withUnsafeBufferPointer { firstIndex(of: $0, range) } != nil
  }

  /// Whether the bytes of `range` begin with one of the words.
  func contains(startOf text: [UInt8], _ range: Range<Int>) -> Bool {
    text.withUnsafeBufferPointer { firstIndex(startOf: $0, range) } != nil
  }

  /// Whether the bytes of `range` end with one of the words.
  func contains(endOf text: [UInt8], _ range: Range<Int>) -> Bool {
    text.withUnsafeBufferPointer { firstIndex(endOf: $0, range) } != nil
  }

  /// The first of the words that the bytes of `range` end with.
  func first(endOf text: [UInt8], _ range: Range<Int>) -> String? {
    text.withUnsafeBufferPointer { firstIndex(endOf: $0, range) }.map { words[$0] }
  }
}

/// Labels and verbs.
extension WordList {
  func contains(_ label: some StringProtocol) -> Bool {
    label.withBytes { firstIndex(of: $0, $0.indices) } != nil
  }

  /// Whether the label begins with one of the words.
  func contains(startOf label: some StringProtocol) -> Bool {
    label.withBytes { firstIndex(startOf: $0, $0.indices) } != nil
  }

  /// Whether the label ends with one of the words.
  func contains(endOf label: some StringProtocol) -> Bool { first(endOf: label) != nil }

  /// The first of the words that the label ends with.
  func first(endOf label: some StringProtocol) -> String? {
    label.withBytes { firstIndex(endOf: $0, $0.indices) }.map { words[$0] }
  }

  /// Whether one of the words stands in the label.
  func contains(partOf label: some StringProtocol) -> Bool {
    label.withBytes { bytes in
      // A word begins where a character does.
      bytes.indices.contains { bytes[$0] & 0xC0 != 0x80 && firstIndex(startOf: bytes, $0..<bytes.count) != nil }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first sixteen bytes of a range as a number, the first one lowest; where there are fewer, the rest is 0.
  @inline(__always)
  func first16(_ range: Range<Int>) -> UInt128 {
    let size = Swift.min(range.count, 16)
    guard let base = baseAddress else { return 0 }
    let start = UnsafeRawPointer(base + range.lowerBound)
    guard range.lowerBound + 16 <= count else { return Self.number(start, size) }
    return UInt128(littleEndian: start.loadUnaligned(as: UInt128.self)) & UInt128.max >> UInt128(128 - 8 * size)
  }

  /// The last sixteen bytes of a range as a number, the last one highest; where there are fewer, the rest is 0.
  @inline(__always)
  func last16(_ range: Range<Int>) -> UInt128 {
    let size = Swift.min(range.count, 16)
    guard let base = baseAddress else { return 0 }
    let end = UnsafeRawPointer(base + range.upperBound)
    guard range.upperBound >= 16 else { return Self.number(end - size, size) << UInt128(128 - 8 * size) }
    return UInt128(littleEndian: (end - 16).loadUnaligned(as: UInt128.self)) & UInt128.max << UInt128(128 - 8 * size)
  }

  /// Fewer than sixteen bytes as a number, the first one lowest.
  private static func number(_ start: UnsafeRawPointer, _ size: Int) -> UInt128 {
    // The words at both ends, which may overlap.
    if size >= 8 {
      let low = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
      let high = UInt64(littleEndian: (start + size - 8).loadUnaligned(as: UInt64.self))
      return UInt128(low) | UInt128(high) &<< UInt128(8 * (size - 8))
    }
    if size >= 4 {
      let low = UInt32(littleEndian: start.loadUnaligned(as: UInt32.self))
      let high = UInt32(littleEndian: (start + size - 4).loadUnaligned(as: UInt32.self))
      return UInt128(UInt64(low) | UInt64(high) &<< UInt64(8 * (size - 4)))
    }
    var bits: UInt64 = 0
    for i in 0..<size { bits |= UInt64(start.load(fromByteOffset: i, as: UInt8.self)) &<< UInt64(8 * i) }
    return UInt128(bits)
  }
}

extension [UInt8] {
  /// Whether the bytes of `range` are `word`.
  @inline(__always)
  func isWord(_ word: StaticString, _ range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && holds(word, at: range.lowerBound)
  }

  /// Whether the bytes of `range` begin with `word`.
  @inline(__always)
  func begins(_ range: Range<Int>, with word: StaticString) -> Bool {
    range.count >= word.utf8CodeUnitCount && holds(word, at: range.lowerBound)
  }

  /// Whether the bytes of `range` end with `word`.
  @inline(__always)
  func ends(_ range: Range<Int>, with word: StaticString) -> Bool {
    range.count >= word.utf8CodeUnitCount && holds(word, at: range.upperBound - word.utf8CodeUnitCount)
  }

  /// Whether `word` stands at `start`, where the text is long enough for it.
  @inline(__always)
  func holds(_ word: StaticString, at start: Int) -> Bool {
    let size = word.utf8CodeUnitCount
    precondition(start >= 0 && start + size <= count)
    return withUnsafeBufferPointer { text in
      for k in 0..<size where text[start + k] != word.utf8Start[k] { return false }
      return true
    }
  }
}
