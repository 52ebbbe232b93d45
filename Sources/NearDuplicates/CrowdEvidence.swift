/// Brings the copies in a crowd together: texts that share a template, where only figures and names tell whose a text is.
///
/// Copies have figures in common, each with its surroundings; of thousands of reports a hundred have the same one, and hardly
/// two the same three. So a text goes into a bucket for three at a time of its figures, in their order, and of its names;
/// one with few figures left into one for every two, where those with many look for it. Texts without any are told by
/// their letters, many bins at a time.
struct CrowdEvidence {
  private let pairs: CandidatePairs
  private let places: [UInt32]

  /// With fewer figures than this, every two are a key.
  private static let few = 12
  /// Words of bins to a key of letters: of texts .87 alike a tenth of a percent agree in as many as fifty.
  private static let wordsOfKey = 5
  /// Keys are taken in turns, so that the table has room for an eighth of them, and of many texts' for less.
  private let rounds: UInt32
  /// So many texts' keys make a large table.
  private static let many = 10_000

  /// `rounds` is in how many turns keys are taken, which changes no bucket; nil is as many as the number of texts asks for.
  init(_ pairs: CandidatePairs, _ places: [UInt32], rounds: UInt32? = nil) {
    self.pairs = pairs
    self.places = places
    self.rounds = rounds ?? (places.count > Self.many ? 32 : 8)
  }

  /// Hands over what several have in common, as entries whose lower half is a place.
  func forEachBucket(_ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    var entries: [UInt64] = []
    var (figures, names): ([UInt32], [UInt32]) = ([], [])
    for round in 0..<rounds {
      entries.removeAll(keepingCapacity: true)
      // What those with few figures are to be found by; a bit may stand for several keys.
      var sought: [UInt32] = []
      for place in places {
        sketch(place).collect(&figures, &names)
        guard figures.count < Self.few else { continue }
        forEachTwo(figures, round) { key in
          sought.append(key)
          entries.append(UInt64(key) << 32 | UInt64(place))
        }
      }
      let filter = KeyFilter(sought)
      sought = []
      for place in places {
        sketch(place).collect(&figures, &names)
        if figures.count >= Self.few {
          if !filter.isEmpty {
            forEachTwo(figures, round) { key in
              if filter.mayContain(key) { entries.append(UInt64(key) << 32 | UInt64(place)) }
            }
          }
          forEachThree(figures, round) { entries.append(UInt64($0) << 32 | UInt64(place)) }
        }
        forEachThree(names, round) { entries.append(UInt64($0) << 32 | UInt64(place)) }
        forEachOfLetters(place, round) { entries.append(UInt64($0) << 32 | UInt64(place)) }
      }
      entries.sort()
      entries.withUnsafeBufferPointer { BandTable.forEachRun($0, body) }
    }
  }

  private func sketch(_ place: UInt32) -> SketchView { pairs.groups.sketch(Int(pairs.nodes[Int(place)])) }

  @inline(__always)
  private func isOf(_ round: UInt32, _ token: UInt32) -> Bool { token % rounds == round }

  @inline(__always)
  private static func key(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: Mixer.mix((UInt64(a) << 32 | UInt64(b)) ^ (UInt64(c) &* Mixer.golden)) >> 32)
  }

  @inline(__always)
  private func forEachTwo(_ tokens: [UInt32], _ round: UInt32, _ body: (UInt32) -> Void) {
    for (at, first) in tokens.enumerated() where isOf(round, first) {
      for second in tokens[(at + 1)...] { body(Self.key(first, second, 0)) }
    }
  }

  /// Neighbours, and those with one between them that the other text may not have.
  @inline(__always)
  private func forEachThree(_ tokens: [UInt32], _ round: UInt32, _ body: (UInt32) -> Void) {
    for (at, first) in tokens.enumerated() where at + 2 < tokens.count && isOf(round, first) {
      body(Self.key(first, tokens[at + 1], tokens[at + 2]))
      guard at + 3 < tokens.count else { continue }
      body(Self.key(first, tokens[at + 1], tokens[at + 3]))
      body(Self.key(first, tokens[at + 2], tokens[at + 3]))
    }
  }

  private func forEachOfLetters(_ place: UInt32, _ round: UInt32, _ body: (UInt32) -> Void) {
    let band = Int(round)
    guard (band + 1) * Self.wordsOfKey <= ShingleBins.words else { return }
    let bins = pairs.bins[Int(place)]
    var hash = UInt64(band)
    for word in 0..<Self.wordsOfKey {
      hash = Mixer.mix(hash ^ ShingleBins.word(bins, band * Self.wordsOfKey + word))
    }
    body(UInt32(truncatingIfNeeded: hash >> 32))
  }
}

/// Tells of most keys that they are not among the given ones.
private struct KeyFilter {
  private var bits: [UInt64] = []
  private var mask: UInt32 = 0

  init(_ keys: [UInt32]) {
    guard !keys.isEmpty else { return }
    var size = 1024
    while size < 16 * keys.count { size *= 2 }
    mask = UInt32(size - 1)
    bits = [UInt64](repeating: 0, count: size / 64)
    for key in keys { bits[Int((key & mask) >> 6)] |= 1 << UInt64(key & 63) }
  }

  var isEmpty: Bool { bits.isEmpty }

  @inline(__always)
  func mayContain(_ key: UInt32) -> Bool { bits[Int((key & mask) >> 6)] >> UInt64(key & 63) & 1 != 0 }
}
