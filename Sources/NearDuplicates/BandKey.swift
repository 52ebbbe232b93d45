/// Which five bins make one band, and where they lie.
///
/// 48 bands are of neighbouring bins and 48 take every 48th, so that each bin serves in two. A pair whose letters are .5 alike
/// meets in a band with a chance of .95, one at .6 with .9995, and two reports of one trade (.1) with .001.
struct BandKey {
  static let rows = 5
  static let bands = 2 * neighbouring
  /// By band.
  static let all = (0..<bands).map { BandKey($0) }

  private static let neighbouring = ShingleBins.count / rows

  /// How far the words are in which the bins lie, in bytes, and how far up each bin is in its word.
  private var words: InlineArray<5, UInt8> = .init(repeating: 0)
  private var shifts: InlineArray<5, UInt8> = .init(repeating: 0)

  private init(_ band: Int) {
    for row in 0..<Self.rows {
      let bin =
        band < Self.neighbouring ? band * Self.rows + row : band - Self.neighbouring + row * Self.neighbouring
      words[row] = UInt8(bin / ShingleBins.perWord * 8)
      shifts[row] = UInt8(6 * (bin % ShingleBins.perWord))
    }
  }

  /// The five bins.
  @inline(__always)
  func full(_ bins: UnsafeRawPointer) -> UInt64 {
    var key: UInt64 = 0
    for row in 0..<Self.rows {
      let word = UInt64(littleEndian: bins.loadUnaligned(fromByteOffset: Int(words[row]), as: UInt64.self))
      key = key << 6 | word &>> UInt64(shifts[row]) & 63
    }
    return key
  }

  /// 32 bits of a hash of them.
  @inline(__always)
  func short(_ bins: UnsafeRawPointer) -> UInt32 { UInt32(truncatingIfNeeded: Mixer.mix(full(bins)) >> 32) }
}
