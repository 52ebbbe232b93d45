import Crypto

/// An id that is the same from run to run: 64 bits, written as sixteen lower-case hex digits.
public struct RecordID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// The bits.
  public let bits: UInt64

  /// Makes an id from its bits.
  public init(bits: UInt64) { self.bits = bits }

  /// The id of a document: the first 64 bits of its source's SHA-256.
  public init(source: String) {
    var bits: UInt64 = 0
    for byte in SHA256.hash(data: Array(source.utf8)).prefix(8) { bits = bits << 8 | UInt64(byte) }
    self.bits = bits
  }

  /// The id of a part of the document: of a kind of record, at a place that is its own.
  public func part(_ table: UInt64, at place: Int) -> RecordID {
    var x = bits &+ 0x9E37_79B9_7F4A_7C15 &* (table << 32 &+ UInt64(bitPattern: Int64(place)) &+ 1)
    // SplitMix64's finisher: a bijection, so that two parts of one document never meet.
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return RecordID(bits: x ^ (x >> 31))
  }

  /// The id of sixteen lower-case hex digits; nil where the bytes are others.
  init?(hex digits: UnsafeRawBufferPointer) {
    guard digits.count == 16 else { return nil }
    var bits: UInt64 = 0
    for byte in digits {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) else { return nil }
      bits = bits << 4 | UInt64(byte - (isDigit ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
    self.bits = bits
  }

  /// Sixteen lower-case hex digits.
  public var description: String {
    String(unsafeUninitializedCapacity: 16) { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      writeHex(to: base)
      return 16
    }
  }

  /// Writes the sixteen digits.
  func writeHex(to target: UnsafeMutablePointer<UInt8>) {
    for place in 0..<16 {
      target[place] = Self.hexDigit(UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * place)) & 15)
    }
  }

  /// The lower-case hex digit of a number below sixteen.
  static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  /// By the bits, which is the order of the text form.
  public static func < (a: RecordID, b: RecordID) -> Bool { a.bits < b.bits }
}

/// Hashes of bytes.
public enum Digest {
  /// The SHA-256 of `bytes` in lower-case hex.
  public static func sha256(_ bytes: [UInt8]) -> String {
    hex(SHA256.hash(data: bytes))
  }

  static func hex(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
