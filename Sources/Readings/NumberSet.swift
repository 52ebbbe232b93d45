/// A set of small numbers, as bits.
struct NumberSet: Sendable {
  private var bits: [UInt64]

  /// Makes a set for the numbers below `count`.
  init(count: Int, _ members: some Sequence<Int> = EmptyCollection()) {
    bits = [UInt64](repeating: 0, count: (count + 63) / 64)
    for member in members { insert(member) }
  }

  mutating func insert(_ number: Int) { bits[number >> 6] |= 1 << UInt64(number & 63) }

  func contains(_ number: Int) -> Bool { bits[number >> 6] & (1 << UInt64(number & 63)) != 0 }

  /// How many members lie in the blocks of 64 numbers before each.
  var countsBeforeBlocks: [Int32] {
    var count: Int32 = 0
    return bits.map { block in
      defer { count += Int32(block.nonzeroBitCount) }
      return count
    }
  }

  /// How many members of the block of a number are below it.
  func countInBlock(below number: Int) -> Int {
    (bits[number >> 6] & (1 << UInt64(number & 63) - 1)).nonzeroBitCount
  }
}
