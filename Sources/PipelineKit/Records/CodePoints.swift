/// Turns UTF-8 byte offsets of a text into code point offsets, which is what Python, DuckDB and Spark count.
public struct CodePoints: Sendable {
  private static let stride = 64
  private let bytes: [UInt8]
  /// The code points before each block of `stride` bytes.
  private let before: [Int]

  /// Counts the code points of `text` once.
  public init(_ text: String) {
    bytes = Array(text.utf8)
    before = bytes.withUnsafeBytes { bytes in
      var counts = [0]
      counts.reserveCapacity(bytes.count / Self.stride + 2)
      var count = 0
      for start in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
        count += Self.count(bytes, start..<min(start + Self.stride, bytes.count))
        counts.append(count)
      }
      return counts
    }
  }

  /// The code points before the byte at `offset`.
  public func offset(_ offset: Int) -> Int {
    let block = offset / Self.stride
    return before[block] + bytes.withUnsafeBytes { Self.count($0, (block * Self.stride)..<offset) }
  }

  /// The text of a range of bytes.
  public func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Calls `body` with the bytes of a range.
  func withBytes<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  /// The bytes in a range that begin a code point, eight at a time; the range is no longer than a block.
  private static func count(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "an offset lies outside the text")
    // Eight counts side by side, none of which outgrows its byte in a block.
    var counts: UInt64 = 0
    var continuing = 0
    var at = range.lowerBound
    while at + 8 <= range.upperBound {
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      counts &+= (word >> 7) & ~(word >> 6) & 0x0101_0101_0101_0101
      at += 8
    }
    while at < range.upperBound {
      if bytes[at] & 0xC0 == 0x80 { continuing += 1 }
      at += 1
    }
    return range.count - continuing - Int((counts &* 0x0101_0101_0101_0101) >> 56)
  }
}
