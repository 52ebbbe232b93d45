/// Characters for private use, U+F0000 and up, that stand in condensed markup for texts that were taken out, each with the number
/// of what it stands for.
enum Placeholder {
  /// How many numbers there are.
  static let limit = 0xFFFE

  /// The first byte of every placeholder.
  static let lead: UInt8 = 0xF3

  /// Writes the placeholder of a number; returns what is behind it.
  @inline(__always)
  static func write(_ number: Int, to out: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    out[0] = lead
    out[1] = 0xB0 | UInt8(truncatingIfNeeded: number >> 12)
    out[2] = 0x80 | UInt8(truncatingIfNeeded: number >> 6 & 0x3F)
    out[3] = 0x80 | UInt8(truncatingIfNeeded: number & 0x3F)
    return out + 4
  }

  /// The number of the placeholder that begins at `bytes`, of which four can be read.
  @inline(__always)
  static func number(_ bytes: UnsafePointer<UInt8>) -> Int {
    Int(bytes[1] & 0x0F) << 12 | Int(bytes[2] & 0x3F) << 6 | Int(bytes[3] & 0x3F)
  }

  /// Whether no character of a page can be taken for a placeholder, and none is a control character, which libxml2 leaves out of
  /// texts.
  static func areFree(in page: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = page.baseAddress else { return true }
    var start = 0
    while start < page.count {
      let end = min(start + 4096, page.count)
      // Without a branch in it, the loop is compiled to one over many bytes at once.
      var taken: UInt8 = 0
      for at in start..<end {
        let byte = base[at]
        taken |= (byte &- 9 >= 0xEA ? 1 : 0) | (byte &- 0x0E < 0x12 ? 1 : 0)
      }
      guard taken == 0 else { return false }
      start = end
    }
    return true
  }

  /// Whether a numeric character reference of so many digits could be one to a placeholder.
  static func couldBeReferred(digits: Int, isHex: Bool) -> Bool { digits >= (isHex ? 5 : 6) }
}
