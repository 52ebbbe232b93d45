/// Finds the pairs of texts that are worth comparing: those that agree in all five bins of a band (locality-sensitive
/// hashing), once each.
///
/// 48 bands are of neighbouring bins and 48 take every 48th, so that each bin serves in two. A pair whose letters are .5 alike
/// meets in a band with a chance of .95, one at .6 with .9995, and two reports of one trade (.1) with .001.
struct CandidatePairs {
  static let rows = 5
  static let neighbouring = ShingleBins.count / rows
  static let bands = 2 * neighbouring
  /// So many bands are hashed in one pass over the sketches.
  private static let bandsAtOnce = 2
  /// Of the first 64 bins two texts that share a template agree in 28, give or take four; two that share a trade, in ten.
  private static let leastOfFirst64 = 14
  private static let leastOfFirst16 = 3

  private let groups: TextGroups
  private let minLetters: Int

  init(_ groups: TextGroups, minLetters: Int) {
    self.groups = groups
    self.minLetters = minLetters
  }

  /// Hands each pair to `body`, in no order that says anything.
  func forEach(_ body: (Int, Int) -> Void) {
    var nodes = (0..<groups.count).filter { groups.sketch($0).letters >= minLetters }.map { UInt32($0) }
    guard nodes.count > 1 else { return }
    // In the order of memory: a pass over sketches costs as much as it jumps.
    nodes.sort { groups.head(Int($0)).base < groups.head(Int($1)).base }
    let bins = nodes.map { groups.sketch(Int($0)).bins }
    let samples = bins.map { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
    var slots = 16
    while slots < nodes.count { slots *= 2 }
    var heads = [UInt32](repeating: 0, count: slots)
    var next = [UInt32](repeating: 0, count: nodes.count)
    var lastMet = [UInt32](repeating: .max, count: nodes.count)
    var keys = [UInt32](repeating: 0, count: nodes.count * Self.bandsAtOnce)
    for first in stride(from: 0, to: Self.bands, by: Self.bandsAtOnce) {
      for (place, bins) in bins.enumerated() {
        for band in 0..<Self.bandsAtOnce {
          keys[band * nodes.count + place] = UInt32(
            truncatingIfNeeded: Mixer.mix(Self.key(bins, first + band)) >> 32)
        }
      }
      for band in 0..<Self.bandsAtOnce {
        let own = (band * nodes.count)..<((band + 1) * nodes.count)
        meetings(keys[own], samples, &heads, &next) { here, there in
          // Copies meet in most bands, and each look at them is one into memory far away.
          guard lastMet[here] != UInt32(there) else { return }
          lastMet[here] = UInt32(there)
          let (a, b) = (Int(nodes[there]), Int(nodes[here]))
          if areWorthComparing(a, b, metIn: first + band) { body(a, b) }
        }
      }
    }
  }

  /// Puts the texts into a table by the keys of one band; whoever is there already with the same key meets.
  private func meetings(
    _ keys: ArraySlice<UInt32>, _ samples: [SIMD2<UInt64>], _ heads: inout [UInt32], _ next: inout [UInt32],
    _ body: (Int, Int) -> Void
  ) {
    let mask = UInt32(heads.count - 1)
    heads.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    keys.withUnsafeBufferPointer { keys in
      for place in keys.indices {
        let slot = Int(keys[place] & mask)
        var other = heads[slot]
        while other != 0 {
          let there = Int(other) - 1
          if keys[there] == keys[place],
            // Most meetings end here, before they cost a look into memory.
            ShingleBins.agreeing(samples[there], samples[place]) >= Self.leastOfFirst16
          {
            body(place, there)
          }
          other = next[there]
        }
        next[place] = heads[slot]
        heads[slot] = UInt32(place + 1)
      }
    }
  }

  /// Whether two texts may be related, and meet here for the first time.
  private func areWorthComparing(_ a: Int, _ b: Int, metIn band: Int) -> Bool {
    let (recordA, recordB) = (groups.head(a), groups.head(b))
    let (binsA, binsB) = (recordA.sketch.bins, recordB.sketch.bins)
    guard ShingleBins.agreeing(binsA, binsB, words: 8) >= Self.leastOfFirst64 else { return false }
    if recordA.scope != recordB.scope, recordA.scope != 0, recordB.scope != 0 { return false }
    for earlier in 0..<band where Self.key(binsA, earlier) == Self.key(binsB, earlier) { return false }
    return true
  }

  /// The five bins of a band.
  @inline(__always)
  private static func key(_ bins: UnsafeRawPointer, _ band: Int) -> UInt64 {
    if band < neighbouring {
      let four = bins.loadUnaligned(fromByteOffset: band &* rows, as: UInt32.self)
      return UInt64(UInt32(littleEndian: four)) << 8
        | UInt64(bins.load(fromByteOffset: band &* rows &+ 4, as: UInt8.self))
    }
    var key: UInt64 = 0
    for row in 0..<rows {
      key = key << 8 | UInt64(bins.load(fromByteOffset: band &- neighbouring &+ row &* neighbouring, as: UInt8.self))
    }
    return key
  }
}
