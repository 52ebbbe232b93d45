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
}
