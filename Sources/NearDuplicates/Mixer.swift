/// The mixing of bits that every hash here is made of: the same on every machine and in every process.
enum Mixer {
  static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// SplitMix64's finisher, a bijection.
  @inline(__always)
  static func mix(_ bits: UInt64) -> UInt64 {
    var x = bits &+ golden
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  /// The two halves of the product, one over the other.
  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// A digest of so many units, with zeroes behind them up to the next eight.
  static func digest(_ units: UnsafePointer<UInt16>, count: Int) -> (UInt64, UInt64) {
    let raw = UnsafeRawPointer(units)
    var a: UInt64 = 0x2D35_8DCC_AA6C_78A5
    var b: UInt64 = 0x8BB8_4B93_962E_ACC9
    var at = 0
    while at < count {
      let one = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at * 2, as: UInt64.self))
      let two =
        at + 4 < count ? UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at * 2 + 8, as: UInt64.self)) : 0
      a = fold(one ^ a, two ^ 0xE703_7ED1_A0B4_28DB) &+ golden
      b = fold(two ^ b, one ^ 0x8EBC_6AF0_9C88_C6E3) &+ golden
      at += 8
    }
    return (mix(a ^ UInt64(count)), mix(b &+ UInt64(count) &* golden))
  }

  /// A digest of bytes, with zeroes behind them up to the next sixteen.
  static func digest(bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    var a: UInt64 = 0x2D35_8DCC_AA6C_78A5
    var b: UInt64 = 0x8BB8_4B93_962E_ACC9
    func word(_ at: Int) -> UInt64 {
      if at + 8 <= bytes.count { return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) }
      return (at..<max(at, bytes.count)).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }
    for at in stride(from: 0, to: bytes.count, by: 16) {
      let (one, two) = (word(at), word(at + 8))
      a = fold(one ^ a, two ^ 0xE703_7ED1_A0B4_28DB) &+ golden
      b = fold(two ^ b, one ^ 0x8EBC_6AF0_9C88_C6E3) &+ golden
    }
    return (mix(a ^ UInt64(bytes.count)), mix(b &+ UInt64(bytes.count) &* golden))
  }
}
