extension Array where Element == UInt8 {
  /// The first place of a byte in a range, or the range's end; eight bytes at a time.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int {
    withUnsafeBytes { bytes in
      let bytes = UnsafeRawBufferPointer(rebasing: bytes[..<range.upperBound])
      let pattern = UInt64(byte) &* Self.ones
      var at = range.lowerBound
      while at + 8 <= bytes.count {
        let others = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) ^ pattern
        // The high bit of the lowest byte that is 0, or none, is set; bytes above it may be wrong.
        let found = (others &- Self.ones) & ~others & (Self.ones << 7)
        if found != 0 { return at + found.trailingZeroBitCount / 8 }
        at += 8
      }
      while at < bytes.count, bytes[at] != byte { at += 1 }
      return at
    }
  }

  /// The first place in a range of either of two pairs of bytes, or the range's end; eight places at a time.
  ///
  /// A byte must stand behind the range.
  package func firstIndex(of one: (UInt8, UInt8), or other: (UInt8, UInt8), in range: Range<Int>) -> Int {
    withUnsafeBytes { bytes in
      var at = range.lowerBound
      while at + 9 <= range.upperBound {
        let firsts = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        let seconds = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 1, as: UInt64.self))
        let ones = firsts ^ UInt64(one.0) &* Self.ones | seconds ^ UInt64(one.1) &* Self.ones
        let others = firsts ^ UInt64(other.0) &* Self.ones | seconds ^ UInt64(other.1) &* Self.ones
        let found = ((ones &- Self.ones) & ~ones | (others &- Self.ones) & ~others) & (Self.ones << 7)
        if found != 0 { return at + found.trailingZeroBitCount / 8 }
        at += 8
      }
      while at < range.upperBound, (bytes[at], bytes[at + 1]) != one, (bytes[at], bytes[at + 1]) != other { at += 1 }
      return at
    }
  }

  /// Where the line that holds the byte at `index` ends: at its line feed, or at the end of the text.
  package func lineEnd(from index: Int) -> Int { firstIndex(of: 0x0A, in: index..<count) }

  /// Where the line begins that ends at `end`: behind the line feed before it, or at `start` where it begins before that.
  package func lineStart(before end: Int, from start: Int = 0) -> Int {
    withUnsafeBytes { bytes in
      var at = end
      while at - start >= 8 {
        let others =
          UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at - 8, as: UInt64.self)) ^ 0x0A &* Self.ones
        // The high bit of every byte that is not 0.
        let filled = ((others & ~(Self.ones << 7)) &+ ~(Self.ones << 7)) | others
        let found = ~filled & (Self.ones << 7)
        if found != 0 { return at - found.leadingZeroBitCount / 8 }
        at -= 8
      }
      while at > start, bytes[at - 1] != 0x0A { at -= 1 }
      return at
    }
  }

  /// A 1 in each of eight bytes.
  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// Where the first code point at or after `index` starts that is no character from U+4000 to U+BFFF; `end` if there is
  /// none.
  ///
  /// Most of a Chinese text is such characters, and no mark, bracket, blank or digit is among them.
  @inline(__always)
  func skippingIdeographs(from index: Int, before end: Int) -> Int {
    withUnsafeBytes { bytes in
      var at = index
      // Two at a time: what is left of their bytes, less those of two times U+4000, is 0…7 where they begin, 0 elsewhere.
      let last = Swift.min(end, bytes.count - 2) - 6
      while at <= last {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        guard ((word & 0xC0C0_FFC0_C0FF) &- 0x8080_E480_80E4) & ~0x0700_0007 == 0 else { break }
        at += 6
      }
      while at + 2 < end, bytes[at] &- 0xE4 < 8, bytes[at + 1] & 0xC0 == 0x80, bytes[at + 2] & 0xC0 == 0x80 { at += 3 }
      return at
    }
  }
}
