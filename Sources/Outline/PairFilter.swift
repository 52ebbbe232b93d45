/// Tells quickly that no word of a list begins at a place: a bit for each of the words' first two characters, by a hash.
///
/// Where it says that one may, few times in a hundred none does. The words begin with two characters of three bytes each.
struct PairFilter: Sendable {
  private var bits = [UInt64](repeating: 0, count: 1 << 10)

  init(_ words: [[UInt8]]) {
    for word in words {
      let bit = word.withUnsafeBytes { Self.bit($0, at: 0) }
      bits[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// Whether a word may begin at an index that has five more bytes behind it.
  @inline(__always)
  func mayHold(_ text: UnsafeRawBufferPointer, at index: Int) -> Bool {
    let bit = Self.bit(text, at: index)
    return bits[bit >> 6] >> UInt64(bit & 63) & 1 == 1
  }

  /// The last byte of the first character and the second one are enough to tell pairs apart.
  @inline(__always)
  private static func bit(_ text: UnsafeRawBufferPointer, at index: Int) -> Int {
    Int((text.loadUnaligned(fromByteOffset: index + 2, as: UInt32.self) &* 0x9E37_79B1) >> 16)
  }
}
