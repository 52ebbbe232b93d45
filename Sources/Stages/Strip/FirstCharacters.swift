/// The characters that something looked for in a text may begin with; nearly all others are passed over by this alone.
struct FirstCharacters: Sendable {
  /// A bit for each character of up to three bytes; longer ones share a few.
  private var bits = [UInt8](repeating: 0, count: Self.count / 8)

  /// Whether none of them is from U+4000 to U+BFFF, as most of a Chinese text is.
  private var isWithoutIdeographs = true

  /// How many codes there are.
  static let count = 1 << 16

  /// The first characters of words in UTF-8.
  init(of words: some Sequence<[UInt8]>) {
    for word in words where !word.isEmpty {
      let code = word.withUnsafeBufferPointer { Self.code($0, 0) }
      bits[code >> 3] |= 1 << UInt8(code & 7)
      if code >= 0x4000, code < 0xC000 { isWithoutIdeographs = false }
    }
  }

  /// The code of the character that begins at `at`: its scalar where it has three bytes, else its first byte.
  @inline(__always)
  static func code(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    guard bytes[at] >= 0xE0, at + 2 < bytes.count else { return Int(bytes[at]) }
    return Int(bytes[at] & 0x0F) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
  }

  /// Whether the character that begins at `at` is one of them; true for some others too.
  @inline(__always)
  func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    bits.withUnsafeBufferPointer { Self.holds($0, Self.code(bytes, at)) }
  }

  /// The first place in `range`, which begins with a character, where one of them may stand; the end of `range` without one.
  @inline(__always)
  func next(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    bits.withUnsafeBufferPointer { bits in
      let text = UnsafeRawBufferPointer(bytes)
      var at = range.lowerBound
      while at < range.upperBound {
        let lead = bytes[at]
        if lead < 0x80 {
          if Self.holds(bits, Int(lead)) { break }
          at &+= 1
          continue
        }
        if isWithoutIdeographs, case let next = Self.skipIdeographs(text, at), next > at {
          at = next
          continue
        }
        if at &+ 4 <= text.count {
          // The four bytes from here on, the first of them highest: most characters have three.
          let word = UInt32(bigEndian: text.loadUnaligned(fromByteOffset: at, as: UInt32.self))
          if word & 0xF0C0_C000 == 0xE080_8000 {
            let first = word >> 12 & 0xF000
            let rest = word >> 10 & 0x0FC0 | word >> 8 & 0x3F
            if Self.holds(bits, Int(first | rest)) { break }
            at &+= 3
            continue
          }
        }
        if Self.holds(bits, Self.code(bytes, at)) { break }
        at &+= Self.width(lead)
      }
      return min(at, range.upperBound)
    }
  }

  /// Where a run of characters from U+4000 to U+BFFF ends that begins at `start`, or a character before.
  @inline(__always)
  private static func skipIdeographs(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var at = start
    while at &+ 8 <= text.count {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      // What is left of the bytes of two such characters, less those of two times U+4000, is 0…7 where they begin, 0 elsewhere.
      guard ((word & 0xC0C0_FFC0_C0FF) &- 0x8080_E480_80E4) & ~0x0700_0007 == 0 else { break }
      at &+= 6
    }
    return at
  }

  /// How many bytes the character has that begins with `lead`.
  @inline(__always)
  static func width(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

  @inline(__always)
  private static func holds(_ bits: UnsafeBufferPointer<UInt8>, _ code: Int) -> Bool {
    bits[code >> 3] & 1 << UInt8(code & 7) != 0
  }
}
