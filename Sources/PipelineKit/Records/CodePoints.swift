/// Turns UTF-8 byte offsets of a text into code point offsets, which is what Python, DuckDB and Spark count.
public struct CodePoints: Sendable {
  private static let stride = 128
  private let bytes: [UInt8]
  /// The code points before each block of `stride` bytes.
  private let before: [Int]

  /// Counts the code points of `text` once.
  public init(_ text: String) {
    bytes = Array(text.utf8)
    var counts = [0]
    counts.reserveCapacity(bytes.count / Self.stride + 1)
    var count = 0
    for start in Swift.stride(from: 0, to: bytes.count, by: Self.stride) {
      for byte in bytes[start..<min(start + Self.stride, bytes.count)] where byte & 0xC0 != 0x80 { count += 1 }
      counts.append(count)
    }
    before = counts
  }

  /// The code points before the byte at `offset`.
  public func offset(_ offset: Int) -> Int {
    let block = offset / Self.stride
    var count = before[block]
    for byte in bytes[(block * Self.stride)..<offset] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The text of a range of bytes.
  public func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The bytes of a range.
  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }
}
