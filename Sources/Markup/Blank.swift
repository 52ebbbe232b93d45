/// White space at the ends of a paragraph: ASCII, no-break, ideographic, zero-width.
enum Blank {
  /// The range of `bytes` without blanks at its ends.
  static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      let count = length(bytes, start, end)
      if count == 0 { break }
      start += count
    }
    while start < end {
      if isASCIIBlank(bytes[end - 1]) {
        end -= 1
      } else if end - start >= 2, bytes[end - 1] == 0xA0, bytes[end - 2] == 0xC2 {
        end -= 2
      } else if end - start >= 3, length(bytes, end - 3, end) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// The bytes without blanks at their ends, and with one blank for each run of ASCII blanks between them.
  static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for byte in bytes {
      if !isASCIIBlank(byte) { out.append(byte) } else if out.last != 0x20 { out.append(0x20) }
    }
    return Array(out[trimmed(out, 0..<out.count)])
  }

  /// How many bytes of blank begin at `at`; 0 where there is none.
  @inline(__always)
  static func length(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int {
    let first = bytes[at]
    if isASCIIBlank(first) { return 1 }
    if first == 0xC2 { return at + 1 < end && bytes[at + 1] == 0xA0 ? 2 : 0 }
    guard first >= 0xE1, at + 2 < end else { return 0 }
    switch (first, bytes[at + 1], bytes[at + 2]) {
    case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x80...0x8F), (0xEF, 0xBB, 0xBF): return 3
    case (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F...0xA0), (0xE1, 0xA0, 0x8E): return 3
    default: return 0
    }
  }

  @inline(__always)
  static func isASCIIBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
}
