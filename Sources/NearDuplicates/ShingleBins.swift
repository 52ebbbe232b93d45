/// One-permutation MinHash: every shingle falls into one of the bins, and each bin keeps eight bits of its least hash.
///
/// Two texts agree in a bin as often as their sets of shingles overlap (their Jaccard similarity), and in one of 256
/// bins besides. A shingle is five letters: three would be a phrase of the trade, eight would break where sentences
/// change places.
enum ShingleBins {
  /// A multiple of eight, for words, and of five, for bands.
  ///
  /// With 240 the estimate of the similarity is off by .03
  /// (one standard deviation) at .6; one of a thousand pairs at .6 is off by .1.
  static let count = 240
  static let shingle = 5

  /// Fills the bins from letters with blank ones behind them; false where there are no letters.
  static func fill(_ bins: UnsafeMutablePointer<UInt8>, letters: UnsafePointer<UInt16>, count letterCount: Int) -> Bool
  {
    guard letterCount > 0 else {
      bins.update(repeating: 0, count: count)
      return false
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { least in
      least.update(repeating: .max)
      collect(letters, max(1, letterCount - shingle + 1), into: least.baseAddress.unsafelyUnwrapped)
      for bin in 0..<count {
        // An empty bin borrows from another, always from the same one: otherwise short texts would agree in nothing.
        var from = bin
        var attempt: UInt64 = 0
        while least[from] == .max {
          attempt += 1
          from = Int(Mixer.mix(UInt64(bin) << 32 | attempt) % UInt64(count))
        }
        bins[bin] = UInt8(truncatingIfNeeded: (least[from] &* 0x9E37_79B1) >> 24)
      }
    }
    return true
  }

  private static func collect(
    _ letters: UnsafePointer<UInt16>, _ shingles: Int, into least: UnsafeMutablePointer<UInt32>
  ) {
    let raw = UnsafeRawPointer(letters)
    for at in 0..<shingles {
      let four = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at &* 2, as: UInt64.self))
      var x = (four &* 0xA24B_AED4_963E_E407) ^ (UInt64(letters[at &+ 4]) &* 0x9FB2_1C65_1E98_DF25)
      x = (x ^ (x >> 32)) &* 0xD6E8_FEB8_6659_FD93
      x ^= x >> 32
      let bin = Int(truncatingIfNeeded: ((x >> 32) &* UInt64(count)) >> 32)
      // The largest value means an empty bin.
      let value = UInt32(truncatingIfNeeded: x) & 0xFFFF_FFFE
      least[bin] = min(least[bin], value)
    }
  }

  /// In how many of the first `words` times eight bins two texts agree.
  @inline(__always)
  static func agreeing(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, words: Int = count / 8) -> Int {
    var sum: UInt64 = 0
    for word in 0..<words {
      sum &+= equalBytes(
        a.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self),
        b.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self))
    }
    return total(sum)
  }

  /// In how many of sixteen bins two texts agree.
  @inline(__always)
  static func agreeing(_ a: SIMD2<UInt64>, _ b: SIMD2<UInt64>) -> Int {
    total(equalBytes(a.x, b.x) &+ equalBytes(a.y, b.y))
  }

  /// A one in each byte that is equal in both.
  @inline(__always)
  private static func equalBytes(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let x = a ^ b
    return ~(((x & low) &+ low) | x | low) >> 7
  }

  /// The sum of the bytes, of which none is more than thirty.
  @inline(__always)
  private static func total(_ bytes: UInt64) -> Int {
    let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ ((bytes >> 8) & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
  }
}
