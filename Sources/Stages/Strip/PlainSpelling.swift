/// Text as it is compared with the words of a site, which hide them from filters: zero-width characters, masks and blanks
/// between letters, full-width letters.
enum PlainSpelling {
  /// Bytes without zero-width characters, blanks and `*`; ASCII letters narrow and small.
  static func of(_ bytes: ArraySlice<UInt8>) -> [UInt8] { with(bytes) { Array($0) } }

  /// Hands on the bytes as `of` spells them, without making an array of them.
  static func with<Result>(_ bytes: ArraySlice<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { out in
        body(UnsafeBufferPointer(start: out.baseAddress, count: spell(bytes, to: out)))
      }
    }
  }

  /// Writes bytes in their plain spelling; returns how many these are.
  private static func spell(_ bytes: UnsafeBufferPointer<UInt8>, to out: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var count = 0
    var at = 0
    while at < bytes.count {
      var byte = bytes[at]
      if byte >= 0xC2 {
        let hidden = hiddenLength(bytes, at)
        if hidden > 0 {
          at += hidden
          continue
        }
        if let narrow = narrow(bytes, at) {
          byte = narrow
          at += 2
        }
      }
      at += 1
      if byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "*") { continue }
      out[count] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      count += 1
    }
    return count
  }

  /// How many bytes the invisible character at `at` takes; 0 where none stands there.
  @inline(__always)
  static func hiddenLength(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
    switch bytes[at] {
    case 0xC2: return at + 1 < bytes.count && bytes[at + 1] == 0xAD ? 2 : 0
    case 0xE2:
      guard at + 2 < bytes.count else { return 0 }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0x80, 0x8B...0x8F), (0x81, 0xA0): return 3
      default: return 0
      }
    case 0xEF: return at + 2 < bytes.count && bytes[at + 1] == 0xBB && bytes[at + 2] == 0xBF ? 3 : 0
    default: return 0
    }
  }

  /// The ASCII character that the full-width form at `at` stands for.
  @inline(__always)
  static func narrow(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt8? {
    guard bytes[at] == 0xEF, at + 2 < bytes.count else { return nil }
    switch (bytes[at + 1], bytes[at + 2]) {
    case (0xBC, 0x81...0xBF): return bytes[at + 2] - 0x60
    case (0xBD, 0x80...0x9E): return bytes[at + 2] - 0x20
    default: return nil
    }
  }
}
