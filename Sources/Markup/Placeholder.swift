/// Characters for private use that stand in condensed markup for what was taken out, each with the number of what it stands for.
enum Placeholder {
  /// A text: U+F0000 and up.
  case text
  /// The attributes of a tag: U+100000 and up.
  case tag

  /// How many numbers there are of either kind.
  static let limit = 0xFFFE

  private var lead: UInt8 { self == .text ? 0xF3 : 0xF4 }
  private var second: UInt8 { self == .text ? 0xB0 : 0x80 }

  /// Writes the placeholder of a number; returns what is behind it.
  @inline(__always)
  func write(_ number: Int, to out: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
    out[0] = lead
    out[1] = second | UInt8(truncatingIfNeeded: number >> 12)
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
