/// A generator of random numbers that gives the same ones for the same seed on every machine (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Makes a generator.
  public init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var x = state
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  /// Bytes of any value.
  public mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

  /// A text of pieces, chosen at random.
  public mutating func text(of pieces: [String], count: Int) -> String {
    (0..<count).map { _ in pieces[Int(next() % UInt64(pieces.count))] }.joined()
  }

  /// A number from 0 up to, not including, `bound`.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// The bytes with one to four faults: some changed, left out, doubled, put in, or all cut off behind a place.
  public mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) where !bytes.isEmpty {
      let start = below(bytes.count)
      let end = min(bytes.count, start + 1 + below(40))
      switch below(6) {
      case 0: bytes[start] = UInt8(below(256))
      case 1: bytes[start] ^= 1 << UInt8(below(8))
      case 2: bytes.removeSubrange(start..<end)
      case 3: bytes.insert(contentsOf: Array(bytes[start..<end]), at: below(bytes.count + 1))
      case 4: bytes.insert(contentsOf: self.bytes(1 + below(40)), at: start)
      default: bytes.removeSubrange(start...)
      }
    }
    return bytes
  }

  /// The bytes of pieces, chosen at random; one in `noise` is a byte of any value instead, so that not all is UTF-8.
  public mutating func bytes(of pieces: [String], count: Int, noise: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count {
      if below(noise) == 0 { bytes.append(UInt8(below(256))) } else { bytes += Array(pieces[below(pieces.count)].utf8) }
    }
    return bytes
  }
}
