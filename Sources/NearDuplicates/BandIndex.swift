/// Places of sketches by their keys in all bands, to be looked up: some 430 bytes a document.
///
/// An entry is a place and, above it, as much of the key as there is room for, so that hardly a sketch is looked at in vain.
struct BandIndex {
  let texts: CandidatePairs
  /// By band and part; a part's entries lie together.
  private var entries: [UInt32]
  /// Where each part begins in its band, by band; one more at the end.
  private var starts: [UInt32]
  /// The places in buckets of so many that each meets a few of the others only.
  private(set) var crowd: Set<UInt32> = []
  private let partBits: Int
  private let placeBits: Int

  /// So many entries to a part, as a rule: a cache line is fetched whole.
  private static let part = 8
  /// So many bands' keys are read in one pass over the sketches.
  private static let bandsAtOnce = 8

  init(_ texts: CandidatePairs) {
    self.texts = texts
    let count = texts.nodes.count
    var bits = 1
    while count >> bits > Self.part { bits += 1 }
    partBits = bits
    placeBits = Int.bitWidth - max(1, count).leadingZeroBitCount
    entries = [UInt32](repeating: 0, count: count * BandKey.bands)
    starts = [UInt32](repeating: 0, count: (1 << bits + 1) * BandKey.bands)
    var keys = [UInt32](repeating: 0, count: count * Self.bandsAtOnce)
    for first in stride(from: 0, to: BandKey.bands, by: Self.bandsAtOnce) {
      let among = Array(BandKey.all[first..<(first + Self.bandsAtOnce)])
      for place in 0..<count {
        for band in 0..<Self.bandsAtOnce { keys[band * count + place] = among[band].short(texts.bins[place]) }
      }
      for band in 0..<Self.bandsAtOnce { sort(keys[(band * count)..<((band + 1) * count)], into: first + band) }
    }
  }

  var byteCount: Int { 4 * (entries.count + starts.count) }

  private mutating func sort(_ keys: ArraySlice<UInt32>, into band: Int) {
    let own = band * (1 << partBits + 1)
    let base = band * keys.count
    // Counted one part further on, so that in the end each number is where its part begins.
    for key in keys { starts[own + part(of: key) + 1] += 1 }
    for part in 0..<(1 << partBits) { starts[own + part + 1] += starts[own + part] }
    var next = Array(starts[own..<(own + 1 << partBits)])
    for (place, key) in keys.enumerated() {
      let part = part(of: key)
      entries[base + Int(next[part])] = tag(of: key) | UInt32(place)
      next[part] += 1
    }
    for part in 0..<(1 << partBits) {
      guard starts[own + part + 1] - starts[own + part] > CandidatePairs.mostInBucket else { continue }
      let places = entries[(base + Int(starts[own + part]))..<(base + Int(starts[own + part + 1]))].map {
        $0 & placeMask
      }
      let byKey = places.map { UInt64(keys[keys.startIndex + Int($0)]) << 32 | UInt64($0) }.sorted()
      byKey.withUnsafeBufferPointer { entries in
        BandTable.forEachRun(entries) { bucket in
          guard bucket.count > CandidatePairs.mostInBucket else { return }
          crowd.formUnion(bucket.map { UInt32(truncatingIfNeeded: $0) })
        }
      }
    }
  }

  @inline(__always)
  private func part(of key: UInt32) -> Int { Int(key >> UInt32(32 - partBits)) }

  /// The bits of a key behind those of its part, above a place.
  @inline(__always)
  private func tag(of key: UInt32) -> UInt32 { (key << UInt32(partBits)) & ~placeMask }

  private var placeMask: UInt32 { placeBits >= 32 ? .max : 1 << UInt32(placeBits) - 1 }

  /// Hands over the places that have a key in a band.
  @inline(__always)
  func forEachPlace(of key: UInt32, in band: Int, _ body: (UInt32) -> Void) {
    let own = band * (1 << partBits + 1) + part(of: key)
    let base = band * texts.nodes.count
    let (tag, placeMask) = (tag(of: key), placeMask)
    for at in Int(starts[own])..<Int(starts[own + 1]) {
      let entry = entries[base + at]
      let place = entry & placeMask
      if entry & ~placeMask == tag, BandKey.all[band].short(texts.bins[Int(place)]) == key { body(place) }
    }
  }
}
