/// Sketches' places by the key of one band, those of equal keys side by side.
///
/// Sorted into parts of a few by the key's first bits, and each part by itself: all but one step goes through memory from
/// end to end, where a table of chains costs a look into far memory for each place.
struct BandTable {
  /// So many bands' keys are read in one pass over the sketches.
  static let bandsAtOnce = 4
  /// By band and place.
  private var keys: [UInt32]
  /// Key and place.
  private var entries: [UInt64]
  private var ends: [UInt32]
  private let shift: UInt32

  /// So many places to a part, as a rule.
  private static let part = 4
  /// Parts of more are sorted by a method that costs more to start.
  private static let manyInPart = 64

  init(count: Int) {
    keys = [UInt32](repeating: 0, count: count * Self.bandsAtOnce)
    entries = [UInt64](repeating: 0, count: count)
    var bits: UInt32 = 1
    while count >> Int(bits) > Self.part { bits += 1 }
    shift = 32 - bits
    ends = [UInt32](repeating: 0, count: 1 << Int(bits))
  }

  /// Takes the keys of the next bands: `key` gives that of a place in the first of them, the second and so on.
  @inline(__always)
  mutating func read(_ key: (_ place: Int, _ band: Int) -> UInt32) {
    let count = entries.count
    keys.withUnsafeMutableBufferPointer { keys in
      for place in 0..<count {
        for band in 0..<Self.bandsAtOnce { keys[band &* count &+ place] = key(place, band) }
      }
    }
  }

  /// Puts the places in the order of their keys in one of the bands that were read.
  mutating func sort(by band: Int) {
    let shift = shift
    let count = entries.count
    keys.withUnsafeBufferPointer { all in
      let keys = all.baseAddress.unsafelyUnwrapped + band * count
      ends.withUnsafeMutableBufferPointer { ends in
        entries.withUnsafeMutableBufferPointer { entries in
          ends.update(repeating: 0)
          for place in 0..<count { ends[Int(keys[place] >> shift)] &+= 1 }
          var sum: UInt32 = 0
          for part in 0..<ends.count {
            let size = ends[part]
            ends[part] = sum
            sum &+= size
          }
          for place in 0..<count {
            let part = Int(keys[place] >> shift)
            entries[Int(ends[part])] = UInt64(keys[place]) << 32 | UInt64(place)
            ends[part] &+= 1
          }
        }
      }
    }
  }

  /// Hands over the places of each key that several have, in ascending order.
  mutating func forEachBucket(_ body: (Slice<UnsafeBufferPointer<UInt64>>) -> Void) {
    entries.withUnsafeMutableBufferPointer { entries in
      var start = 0
      for end in ends {
        let end = Int(end)
        if end - start > Self.manyInPart {
          entries[start..<end].sort()
        } else if end - start > 1 {
          Self.insertionSort(entries, start, end)
        }
        if end - start > 1 { Self.forEachRun(UnsafeBufferPointer(entries)[start..<end], body) }
        start = end
      }
    }
  }

  @inline(__always)
  private static func insertionSort(_ entries: UnsafeMutableBufferPointer<UInt64>, _ start: Int, _ end: Int) {
    for at in (start + 1)..<end {
      let entry = entries[at]
      var to = at
      while to > start, entries[to - 1] > entry {
        entries[to] = entries[to - 1]
        to -= 1
      }
      entries[to] = entry
    }
  }

  /// Hands over the entries of each key that several have.
  @inline(__always)
  static func forEachRun(
    _ entries: Slice<UnsafeBufferPointer<UInt64>>, _ body: (Slice<UnsafeBufferPointer<UInt64>>) -> Void
  ) {
    var at = entries.startIndex
    while at < entries.endIndex {
      var end = at + 1
      while end < entries.endIndex, entries[end] >> 32 == entries[at] >> 32 { end += 1 }
      if end - at > 1 { body(entries[at..<end]) }
      at = end
    }
  }
}
