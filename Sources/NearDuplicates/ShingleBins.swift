/// One-permutation MinHash: every shingle falls into one of the bins, and each bin keeps six bits of its least hash.
///
/// Ten bins lie in a word of eight bytes. Two texts agree in a bin as often as their sets of shingles overlap (their Jaccard
/// similarity), and in one of 64 bins besides. A shingle is five letters: three would be a phrase of the trade, eight would break where sentences
/// change places.
enum ShingleBins {
  /// A multiple of ten, for words, and of five, for bands.
  ///
  /// With 240 the estimate of the similarity is off by .03
  /// (one standard deviation) at .6; one of a thousand pairs at .6 is off by .1.
  static let count = 240
  static let perWord = 10
  static let words = count / perWord
  static let byteCount = 8 * words
  /// How often two bins agree that have nothing in common.
  static let chance = 1.0 / 64
  static let shingle = 5

  /// Fills the bins from letters with blank ones behind them; false where there are no letters.
  static func fill(_ bins: UnsafeMutableRawPointer, letters: UnsafePointer<UInt16>, count letterCount: Int) -> Bool {
    guard letterCount > 0 else {
      bins.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
      return false
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { least in
      least.update(repeating: .max)
      collect(letters, max(1, letterCount - shingle + 1), into: least.baseAddress.unsafelyUnwrapped)
      var word: UInt64 = 0
      for bin in 0..<count {
        // An empty bin borrows from another, always from the same one: otherwise short texts would agree in nothing.
        var from = bin
        var attempt: UInt64 = 0
        while least[from] == .max {
          attempt += 1
          from = Int(Mixer.mix(UInt64(bin) << 32 | attempt) % UInt64(count))
        }
        let place = bin % perWord
        word |= UInt64((least[from] &* 0x9E37_79B1) >> 26) << UInt64(6 * place)
        guard place == perWord - 1 else { continue }
        bins.storeBytes(of: word.littleEndian, toByteOffset: bin / perWord * 8, as: UInt64.self)
        word = 0
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

  /// In how many of the first `words` times ten bins two texts agree.
  @inline(__always)
  static func agreeing(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, words: Int = words) -> Int {
    var sum = 0
    for word in 0..<words { sum &+= agreeing(self.word(a, word), self.word(b, word)) }
    return sum
  }

  /// In how many of twenty bins two texts agree.
  @inline(__always)
  static func agreeing(_ a: SIMD2<UInt64>, _ b: SIMD2<UInt64>) -> Int { agreeing(a.x, b.x) &+ agreeing(a.y, b.y) }

  @inline(__always)
  static func word(_ bins: UnsafeRawPointer, _ word: Int) -> UInt64 {
    UInt64(littleEndian: bins.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self))
  }

  @inline(__always)
  static func bin(_ bins: UnsafeRawPointer, _ bin: Int) -> UInt64 {
    word(bins, bin / perWord) >> UInt64(6 &* (bin % perWord)) & 63
  }

  /// Six bits are all alike where adding to the lower five carries nothing into the highest, and that is not set.
  @inline(__always)
  private static func agreeing(_ a: UInt64, _ b: UInt64) -> Int {
    let low: UInt64 = 0x07DF_7DF7_DF7D_F7DF
    let high: UInt64 = 0x0820_8208_2082_0820
    let x = a ^ b
    return (~(((x & low) &+ low) | x) & high).nonzeroBitCount
  }
}
