/// Finds the pairs of texts that are worth comparing: those that agree in all five bins of a band (locality-sensitive
/// hashing), seldom more than once each.
///
/// Of a crowd, the many that a template brings into one bucket, each meets a few neighbours only; ``CrowdEvidence`` then
/// finds the copies among them.
struct CandidatePairs {
  /// A bucket of more is a crowd.
  static let mostInBucket = 32
  /// Of those that have met in a crowd, no more than this meet again all with all.
  static let few = 8
  /// Of a crowd, each text meets so many of those before it.
  private static let neighbours = 2
  /// A masked copy meets so many reports on either side, to be seen to fit several.
  private static let reportsAsked = 3
  /// Of the first 60 bins two texts that share a template agree in 27, give or take four; two that share a trade, in ten.
  private static let leastOfFirst60 = 14
  private static let leastOfFirst20 = 4

  let groups: TextGroups
  /// By place, in the order in which they were added, which is that of memory: a pass over sketches costs as much as it jumps.
  let nodes: [UInt32]
  let bins: [UnsafeRawPointer]
  /// Most meetings end with a look at these, which lie together.
  private let samples: [SIMD2<UInt64>]

  init(_ groups: TextGroups, minLetters: Int) {
    self.groups = groups
    let isShort = groups.asGiven.contains { groups.sketch(Int($0)).letters < minLetters }
    nodes = isShort ? groups.asGiven.filter { groups.sketch(Int($0)).letters >= minLetters } : groups.asGiven
    bins = nodes.map { groups.sketch(Int($0)).bins }
    samples = bins.map { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
  }

  /// What is known of meetings while bands are gone through.
  private struct Progress {
    /// By place, how many neighbours in a crowd were related.
    var related: [UInt8]
    /// The crowds, by band and key.
    var crowds: Set<UInt64> = []
    /// Pairs of a crowd that were compared, as many as there is room for: what is forgotten is compared again.
    private var compared: [UInt64] = []
    private var comparedShift: UInt64 = 50

    init(_ count: Int) {
      related = [UInt8](repeating: 0, count: count)
    }

    /// Takes room for the pairs of a crowd, whose copies meet by each of their figures; the bands need theirs no more.
    mutating func makeRoom(for count: Int) {
      while comparedShift > 40, 1 << (64 - comparedShift) < 4 * count { comparedShift -= 1 }
      compared = [UInt64](repeating: .max, count: 1 << Int(64 - comparedShift))
    }

    mutating func isNew(_ here: Int, _ there: Int) -> Bool {
      if compared.isEmpty { makeRoom(for: 1) }
      let pair = UInt64(min(here, there)) << 32 | UInt64(max(here, there))
      let slot = Int(truncatingIfNeeded: Mixer.mix(pair) >> comparedShift) & ~3
      for way in slot..<(slot + 4) where compared[way] == pair { return false }
      for way in slot..<(slot + 3) { compared[way] = compared[way + 1] }
      compared[slot + 3] = pair
      return true
    }
  }

  /// Hands each pair to `body`, in no order that says anything; it gives whether the two are related.
  ///
  /// A pair may come more than once.
  func forEach(_ body: (Int, Int) -> Bool) {
    guard nodes.count > 1 else { return }
    var progress = Progress(nodes.count)
    meetInBands(&progress, body)
    let places = progress.related.indices.filter { progress.related[$0] > 0 }.map { UInt32($0) }
    guard places.count > 1 else { return }
    progress.makeRoom(for: places.count)
    CrowdEvidence(self, places).forEachBucket { bucket in
      forEachMeeting(bucket.map { UInt32(truncatingIfNeeded: $0) }) { here, there in
        guard progress.isNew(here, there), isLikely(here, there), mayBeRelated(here, there) else { return }
        _ = meet(here, there, body)
      }
    }
  }

  private func meetInBands(_ progress: inout Progress, _ body: (Int, Int) -> Bool) {
    var table = BandTable(count: nodes.count)
    // By place. Most buckets are of copies that have met before, and are left after a look at this and at the samples; both
    // are held once for all of them.
    var lastMet = [UInt32](repeating: .max, count: nodes.count)
    lastMet.withUnsafeMutableBufferPointer { lastMet in
      samples.withUnsafeBufferPointer { samples in
        for band in 0..<BandKey.bands {
          let among = band % BandTable.bandsAtOnce
          if among == 0 {
            let keys = Array(BandKey.all[band..<(band + BandTable.bandsAtOnce)])
            bins.withUnsafeBufferPointer { bins in
              keys.withUnsafeBufferPointer { keys in table.read { keys[$1].short(bins[$0]) } }
            }
          }
          table.sort(by: among)
          table.forEachBucket { bucket in
            guard bucket.count <= Self.mostInBucket else { return meetInCrowd(bucket, band, &progress, body) }
            for at in 1..<bucket.count {
              let here = UInt32(truncatingIfNeeded: bucket[at])
              for earlier in 0..<at {
                let there = UInt32(truncatingIfNeeded: bucket[earlier])
                // Copies meet in most bands, and each look at them is one into memory far away.
                guard lastMet[Int(here)] != there, Self.isLikely(samples[Int(there)], samples[Int(here)]) else {
                  continue
                }
                if meetAgain(Int(here), Int(there), band, bucket.count, &progress, body) { lastMet[Int(here)] = there }
              }
            }
          }
        }
      }
    }
  }

  /// Hands over two that share a small bucket, unless they have met before; false where they are of a crowd, whose neighbours
  /// meet elsewhere.
  private func meetAgain(
    _ here: Int, _ there: Int, _ band: Int, _ count: Int, _ progress: inout Progress, _ body: (Int, Int) -> Bool
  ) -> Bool {
    let areOfCrowd = progress.related[here] > 0 && progress.related[there] > 0
    if areOfCrowd, count > Self.few { return false }
    guard mayBeRelated(here, there) else { return true }
    let isNew = areOfCrowd ? progress.isNew(here, there) : !haveMet(here, there, before: band, progress.crowds)
    if isNew { _ = meet(here, there, body) }
    return true
  }

  private func meet(_ here: Int, _ there: Int, _ body: (Int, Int) -> Bool) -> Bool {
    body(Int(nodes[here]), Int(nodes[there]))
  }

  // MARK: - Crowds

  private func meetInCrowd(
    _ bucket: UnsafeBufferPointer<UInt64>, _ band: Int, _ progress: inout Progress,
    _ body: (Int, Int) -> Bool
  ) {
    progress.crowds.insert(UInt64(band) << 32 | bucket[0] >> 32)
    let places = bucket.map { UInt32(truncatingIfNeeded: $0) }
    // Whoever has met enough of its template in another band has no need of more.
    let wanting = Set(places.filter { progress.related[Int($0)] < UInt8(Self.neighbours) })
    guard !wanting.isEmpty else { return }
    forEachMeeting(places, all: false) { here, there in
      guard wanting.contains(UInt32(here)), isLikely(here, there), mayBeRelated(here, there), meet(here, there, body)
      else { return }
      progress.related[here] = min(progress.related[here] + 1, UInt8(Self.neighbours))
      progress.related[there] = max(progress.related[there], 1)
    }
  }

  /// Few meet all; of many, each meets its neighbours in the order of their texts, which no order of arrival changes.
  private func forEachMeeting(_ places: [UInt32], all: Bool = true, _ body: (Int, Int) -> Void) {
    if all, places.count <= Self.few {
      for at in places.indices { for earlier in 0..<at { body(Int(places[at]), Int(places[earlier])) } }
      return
    }
    let ordered = places.sorted { nodes[Int($0)] < nodes[Int($1)] }
    let isMasked = ordered.map { groups.sketch(Int(nodes[Int($0)])).isMasked }
    let reports = ordered.indices.filter { !isMasked[$0] }
    var reportsBefore = 0
    for at in ordered.indices {
      let here = Int(ordered[at])
      for earlier in max(0, at - Self.neighbours)..<at { body(here, Int(ordered[earlier])) }
      guard isMasked[at] else {
        reportsBefore += 1
        continue
      }
      let asked = max(0, reportsBefore - Self.reportsAsked)..<min(reports.count, reportsBefore + Self.reportsAsked)
      for report in asked where !(max(0, at - Self.neighbours)..<at).contains(reports[report]) {
        body(here, Int(ordered[reports[report]]))
      }
    }
  }

  // MARK: - Pairs

  @inline(__always)
  private func isLikely(_ here: Int, _ there: Int) -> Bool { Self.isLikely(samples[there], samples[here]) }

  @inline(__always)
  private static func isLikely(_ here: SIMD2<UInt64>, _ there: SIMD2<UInt64>) -> Bool {
    ShingleBins.agreeing(here, there) >= leastOfFirst20
  }

  private func mayBeRelated(_ here: Int, _ there: Int) -> Bool {
    guard ShingleBins.agreeing(bins[here], bins[there], words: 6) >= Self.leastOfFirst60 else { return false }
    return shareScope(groups.head(Int(nodes[here])), groups.head(Int(nodes[there])))
  }

  /// Whether a text that shares a band with the one at a place is worth comparing with it.
  func mayBeRelated(_ place: Int, to record: RecordView) -> Bool {
    let (here, there) = (bins[place], record.sketch.bins)
    return ShingleBins.agreeing(here, there, words: 2) >= Self.leastOfFirst20
      && ShingleBins.agreeing(here, there, words: 6) >= Self.leastOfFirst60
      && shareScope(groups.head(Int(nodes[place])), record)
  }

  @inline(__always)
  private func shareScope(_ a: RecordView, _ b: RecordView) -> Bool {
    a.scope == b.scope || a.scope == 0 || b.scope == 0
  }

  /// Whether two texts met in an earlier band, in no crowd.
  private func haveMet(_ here: Int, _ there: Int, before band: Int, _ crowds: Set<UInt64>) -> Bool {
    for earlier in 0..<band {
      let key = BandKey.all[earlier]
      guard key.full(bins[here]) == key.full(bins[there]) else { continue }
      if crowds.isEmpty { return true }
      if !crowds.contains(UInt64(earlier) << 32 | UInt64(key.short(bins[here]))) { return true }
    }
    return false
  }
}
