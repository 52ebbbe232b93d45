/// Sketches' places by the key of one band, those of equal keys side by side.
///
/// Keys are parted by their first bits into as many as the fastest memory holds; in each part, those that nobody shares are
/// let go before the rest is sorted. So a place costs as much among a million as among a thousand.
struct BandTable {
  /// So many bands' keys are read in one pass over the sketches.
  static let bandsAtOnce = 8
  /// By band and place.
  private var keys: [UInt32]
  /// How many keys a part has, by band and part.
  private var sizes: [UInt32]
  /// Key and place, those of a part one behind the other.
  private var entries: [UInt64]
  /// Where each part ends.
  private var ends: [UInt32]
  private var sharedKeys = SharedKeys()
  private let shift: UInt32

  /// So many places to a part, as a rule.
  private static let part = 512

  init(count: Int) {
    keys = [UInt32](repeating: 0, count: count * Self.bandsAtOnce)
    entries = [UInt64](repeating: 0, count: count)
    var bits: UInt32 = 1
    while count >> Int(bits) > Self.part { bits += 1 }
    shift = 32 - bits
    sizes = [UInt32](repeating: 0, count: Self.bandsAtOnce << Int(bits))
    ends = [UInt32](repeating: 0, count: 1 << Int(bits))
  }

  /// Takes the keys of the next bands: `key` gives that of a place in the first of them, the second and so on.
  @inline(__always)
  mutating func read(_ key: (_ place: Int, _ band: Int) -> UInt32) {
    let (count, parts, shift) = (entries.count, ends.count, shift)
    keys.withUnsafeMutableBufferPointer { keys in
      sizes.withUnsafeMutableBufferPointer { sizes in
        sizes.update(repeating: 0)
        for place in 0..<count {
          for band in 0..<Self.bandsAtOnce {
            let key = key(place, band)
            keys[band &* count &+ place] = key
            sizes[band &* parts &+ Int(key >> shift)] &+= 1
          }
        }
      }
    }
  }

  /// Puts the places into the parts of one of the bands that were read.
  mutating func sort(by band: Int) {
    let (count, parts, shift) = (entries.count, ends.count, shift)
    var start: UInt32 = 0
    for part in 0..<parts {
      ends[part] = start
      start += sizes[band * parts + part]
    }
    keys.withUnsafeBufferPointer { all in
      let keys = all.baseAddress.unsafelyUnwrapped + band * count
      ends.withUnsafeMutableBufferPointer { ends in
        entries.withUnsafeMutableBufferPointer { entries in
          for place in 0..<count {
            let key = keys[place]
            let part = Int(key >> shift)
            entries[Int(ends[part])] = UInt64(key) << 32 | UInt64(place)
            ends[part] &+= 1
          }
        }
      }
    }
  }

  /// Hands over the places of each key that several have, in ascending order.
  @inline(__always)
  mutating func forEachBucket(_ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    let shift = shift
    entries.withUnsafeBufferPointer { entries in
      var start = 0
      for end in ends {
        let end = Int(end)
        sharedKeys.forEach(in: UnsafeBufferPointer(rebasing: entries[start..<end]), below: shift, body)
        start = end
      }
    }
  }

  /// Hands over the entries of each key that several have.
  @inline(__always)
  static func forEachRun(_ entries: UnsafeBufferPointer<UInt64>, _ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    var at = 0
    while at < entries.count {
      var end = at + 1
      while end < entries.count, entries[end] >> 32 == entries[at] >> 32 { end += 1 }
      if end - at > 1 { body(UnsafeBufferPointer(rebasing: entries[at..<end])) }
      at = end
    }
  }
}
