/// Reads the characters of GB18030 that one or two bytes stand for, which are nearly all of a page.
///
/// iconv reads the others; it takes several times as long.
enum GBPairs {
  /// By a character's two bytes, the scalar that they stand for; 0 where iconv must say.
  private static let scalars: [UInt16] = {
    // Each on a line, so that what is no character spoils no other.
    var lines: [UInt8] = []
    lines.reserveCapacity(3 << 15)
    for lead in 0x81...0xFE as ClosedRange<UInt8> {
      for trail in 0x40...0xFE as ClosedRange<UInt8> where trail != 0x7F {
        lines.append(lead)
        lines.append(trail)
        lines.append(0x0A)
      }
    }
    let text = lines.withUnsafeBufferPointer { Transcoder.iconvOutput($0) }
    var scalars = [UInt16](repeating: 0, count: 1 << 16)
    var start = 0
    for pair in stride(from: 0, to: lines.count, by: 3) {
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      if let scalar = scalar(text[start..<end]), scalar != 0xFFFD {
        scalars[Int(lines[pair]) << 8 | Int(lines[pair + 1])] = scalar
      }
      start = end + 1
    }
    return scalars
  }()

  /// The scalar whose UTF-8 the bytes are, if they are two or three.
  private static func scalar(_ bytes: ArraySlice<UInt8>) -> UInt16? {
    let at = bytes.startIndex
    switch bytes.count {
    case 2: return UInt16(bytes[at] & 0x1F) << 6 | UInt16(bytes[at + 1] & 0x3F)
    case 3:
      return UInt16(bytes[at] & 0x0F) << 12 | UInt16(bytes[at + 1] & 0x3F) << 6 | UInt16(bytes[at + 2] & 0x3F)
    default: return nil
    }
  }

  /// Appends the characters from `start` on as UTF-8, up to one that only iconv can read; returns where that stands.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, to text: inout [UInt8]) -> Int {
    var at = start
    let left = bytes.count - start
    // Two bytes become three at most.
    text.append(addingCapacity: left + left / 2 + 8) { span in
      span.withUnsafeMutableBufferPointer { buffer, used in
        var out = buffer.baseAddress! + used
        scalars.withUnsafeBufferPointer { at = read(bytes, at, $0, to: &out) }
        used = out - buffer.baseAddress!
      }
    }
    return at
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ scalars: UnsafeBufferPointer<UInt16>,
    to out: inout UnsafeMutablePointer<UInt8>
  ) -> Int {
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        out[0] = byte
        out += 1
        at += 1
        at = copyASCII(bytes, at, to: &out)
        continue
      }
      guard at + 1 < bytes.count else { return at }
      let scalar = scalars[Int(byte) << 8 | Int(bytes[at + 1])]
      if scalar >= 0x800 {
        out[0] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
        out[1] = 0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F)
        out[2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
        out += 3
      } else if scalar > 0 {
        out[0] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
        out[1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
        out += 2
      } else {
        return at
      }
      at += 2
    }
    return at
  }

  /// Copies ASCII eight bytes at a time, as long as there is nothing else.
  @inline(__always)
  private static func copyASCII(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, to out: inout UnsafeMutablePointer<UInt8>
  ) -> Int {
    var at = start
    while at + 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      UnsafeMutableRawPointer(out).storeBytes(of: word, as: UInt64.self)
      out += 8
      at += 8
    }
    return at
  }
}
