/// Finds, in a few hundred entries, the keys that several of them have.
struct SharedKeys {
  /// Bits by the last ones of a key: whether an entry had them, and whether another did.
  private var once = [UInt64](repeating: 0, count: words)
  private var again = [UInt64](repeating: 0, count: words)
  /// What is left, before and after it is sorted.
  private var kept: [UInt64] = []
  private var sorted: [UInt64] = []
  private var ends = [UInt32](repeating: 0, count: 1 << pileBits)

  private static let words = 128
  /// What is left is put into so many piles by the key's next bits, of one or two each.
  private static let pileBits: UInt32 = 7
  /// Of more, the piles may be high, and are sorted by a method that costs more to start.
  private static let many = 2048

  /// Hands over the entries of each key that several have, in ascending order.
  ///
  /// The keys, in the upper halves of `entries`, are alike from bit `shift` on.
  @inline(__always)
  mutating func forEach(
    in entries: UnsafeBufferPointer<UInt64>, below shift: UInt32, _ body: (UnsafeBufferPointer<UInt64>) -> Void
  ) {
    let count = keep(entries)
    guard count > 1 else { return }
    if count > Self.many {
      kept[..<count].sort()
      swap(&kept, &sorted)
    } else {
      sort(count, below: shift)
    }
    sorted.withUnsafeBufferPointer { BandTable.forEachRun(UnsafeBufferPointer(rebasing: $0[..<count]), body) }
  }

  /// Keeps the entries that may share their key; gives how many there are.
  private mutating func keep(_ entries: UnsafeBufferPointer<UInt64>) -> Int {
    if kept.count < entries.count {
      kept = [UInt64](repeating: 0, count: entries.count)
      sorted = kept
    }
    return once.withUnsafeMutableBufferPointer { once in
      again.withUnsafeMutableBufferPointer { again in
        kept.withUnsafeMutableBufferPointer { kept in
          once.update(repeating: 0)
          again.update(repeating: 0)
          for entry in entries {
            let (word, bit) = Self.mark(entry)
            again[word] |= once[word] & bit
            once[word] |= bit
          }
          var count = 0
          for entry in entries {
            let (word, bit) = Self.mark(entry)
            kept[count] = entry
            count &+= again[word] & bit == 0 ? 0 : 1
          }
          return count
        }
      }
    }
  }

  @inline(__always)
  private static func mark(_ entry: UInt64) -> (word: Int, bit: UInt64) {
    (Int(truncatingIfNeeded: entry >> 38) & (words - 1), 1 << (entry >> 32 & 63))
  }

  private mutating func sort(_ count: Int, below shift: UInt32) {
    // Parts of more than so many bits are none: there are never so few places.
    let down = UInt64(32 + shift - Self.pileBits)
    let mask = UInt64(1) << UInt64(Self.pileBits) - 1
    kept.withUnsafeBufferPointer { kept in
      sorted.withUnsafeMutableBufferPointer { sorted in
        ends.withUnsafeMutableBufferPointer { ends in
          ends.update(repeating: 0)
          for at in 0..<count { ends[Int(kept[at] >> down & mask)] &+= 1 }
          var sum: UInt32 = 0
          for pile in 0..<ends.count {
            let size = ends[pile]
            ends[pile] = sum
            sum &+= size
          }
          for at in 0..<count {
            let pile = Int(kept[at] >> down & mask)
            sorted[Int(ends[pile])] = kept[at]
            ends[pile] &+= 1
          }
        }
        for at in 1..<count {
          let entry = sorted[at]
          var to = at
          while to > 0, sorted[to - 1] > entry {
            sorted[to] = sorted[to - 1]
            to -= 1
          }
          sorted[to] = entry
        }
      }
    }
  }
}
