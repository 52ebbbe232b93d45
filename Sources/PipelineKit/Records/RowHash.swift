/// A quick hash of rows, to find what has changed; no protection against intent.
enum RowHash {
  private static let factor: UInt64 = 0xBF58_476D_1CE4_E5B9

  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 { hash(bytes, copiedTo: nil) }

  /// Eight words of eight bytes at a time, each with a sum of its own, for none has to wait for the other.
  ///
  /// Whoever copies the bytes as well has them fetched from memory once for both.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer, copiedTo target: UnsafeMutableRawPointer?) -> UInt64 {
    func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
      let product = (hash ^ word) &* factor
      return product ^ (product >> 32)
    }
    func mixed(_ hash: UInt64, at place: Int) -> UInt64 {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      target?.storeBytes(of: word, toByteOffset: place, as: UInt64.self)
      return mixed(hash, word)
    }
    var (a, b, c, d) = (UInt64(bytes.count), UInt64(1), UInt64(2), UInt64(3))
    var (e, f, g, h) = (UInt64(4), UInt64(5), UInt64(6), UInt64(7))
    var at = 0
    while at + 64 <= bytes.count {
      (a, b, c, d) = (mixed(a, at: at), mixed(b, at: at + 8), mixed(c, at: at + 16), mixed(d, at: at + 24))
      (e, f, g, h) = (mixed(e, at: at + 32), mixed(f, at: at + 40), mixed(g, at: at + 48), mixed(h, at: at + 56))
      at += 64
    }
    (a, b, c, d) = (mixed(a, e), mixed(b, f), mixed(c, g), mixed(d, h))
    if at + 32 <= bytes.count {
      (a, b, c, d) = (mixed(a, at: at), mixed(b, at: at + 8), mixed(c, at: at + 16), mixed(d, at: at + 24))
      at += 32
    }
    var hash = a
    for part in [b, c, d] { hash = ((hash ^ part) &* factor) ^ (hash >> 29) }
    while at + 8 <= bytes.count {
      hash = mixed(hash, at: at)
      at += 8
    }
    while at < bytes.count {
      target?.storeBytes(of: bytes[at], toByteOffset: at, as: UInt8.self)
      hash = (hash ^ UInt64(bytes[at])) &* 0x0000_0100_0000_01B3
      at += 1
    }
    return hash ^ (hash >> 29)
  }

  /// Half of the hash: enough to see damage.
  static func short(_ bytes: UnsafeRawBufferPointer) -> UInt32 { short(of: hash(bytes)) }

  /// The same of bytes that are copied to `target`, which has room for them.
  static func short(_ bytes: UnsafeRawBufferPointer, copiedTo target: UnsafeMutableRawPointer) -> UInt32 {
    short(of: hash(bytes, copiedTo: target))
  }

  private static func short(of hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 16) }
}
