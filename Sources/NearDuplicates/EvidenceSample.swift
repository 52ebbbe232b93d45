/// Figures or names of a text, so chosen that two texts choose the same ones: those whose surroundings hash lowest.
///
/// An entry is a fingerprint of the eight letters before the figure (and of how many figures stand between them and it),
/// and a byte of what it says. Figures whose surroundings occur twice in a text say nothing and are left out, and so are
/// masked ones, which contradict nothing.
struct EvidenceSample {
  /// As many as most reports of 6 kB have; longer ones are compared on as many of theirs.
  static let figureLimit = 40
  static let nameLimit = 12
  /// So many places are for spelled figures before all others: of a masked copy they are often all that can be read.
  private static let spelledLimit = 16

  private(set) var keys: [UInt16] = []
  private(set) var values: [UInt8] = []

  /// Samples the figures of a scan.
  init(figuresOf scan: borrowing TextScan) {
    var entries: [UInt64] = []
    entries.reserveCapacity(scan.figures.count)
    for figure in scan.figures {
      let salt = UInt64(figure.ordinal) + 1
      entries.append(
        Self.entry(scan, figure.place, salt, figure.value, masked: figure.isMasked, spelled: figure.isSpelled))
    }
    choose(&entries, Self.figureLimit)
  }

  /// Samples the names of a scan.
  init(namesOf scan: borrowing TextScan) {
    var entries: [UInt64] = []
    entries.reserveCapacity(scan.names.count)
    for name in scan.names { entries.append(Self.entry(scan, name.place, 0, name.value)) }
    choose(&entries, Self.nameLimit)
  }

  private static let maskedBit: UInt64 = 0x100
  private static let spelledBit: UInt64 = 0x200

  /// From the top: the fingerprint, the order of choosing, what kind it is, and what it says.
  private static func entry(
    _ scan: borrowing TextScan, _ place: Int, _ salt: UInt64, _ value: UInt8, masked: Bool = false,
    spelled: Bool = false
  ) -> UInt64 {
    let raw = UnsafeRawPointer(scan.letters + place)
    let one = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    let two = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    let hash = Mixer.mix(Mixer.fold(one ^ 0xE703_7ED1_A0B4_28DB, two ^ 0x8EBC_6AF0_9C88_C6E3) &+ salt &* Mixer.golden)
    return hash & ~0xFFFF | (masked ? maskedBit : 0) | (spelled ? spelledBit : 0) | UInt64(value)
  }

  private mutating func choose(_ entries: inout [UInt64], _ limit: Int) {
    entries.sort()
    var chosen: [UInt64] = []
    chosen.reserveCapacity(entries.count)
    var at = 0
    while at < entries.count {
      var end = at + 1
      var isClear = entries[at] & Self.maskedBit == 0
      while end < entries.count, entries[end] >> 48 == entries[at] >> 48 {
        if entries[end] & 0xFFFF != entries[at] & 0xFFFF { isClear = false }
        end += 1
      }
      if isClear { chosen.append(entries[at]) }
      at = end
    }
    if chosen.count > limit {
      chosen.sort { $0 << 16 < $1 << 16 }
      let spelled = chosen.filter { $0 & Self.spelledBit != 0 }.prefix(Self.spelledLimit)
      let others = spelled.last.map { last in
        chosen.filter { $0 & Self.spelledBit == 0 || $0 << 16 > last << 16 }
      }
      chosen = (spelled + (others ?? chosen).prefix(limit - spelled.count)).sorted()
    }
    keys = chosen.map { UInt16($0 >> 48) }
    values = chosen.map { UInt8(truncatingIfNeeded: $0) }
  }

  /// How two samples, sorted by their keys, agree.
  struct Agreement: Equatable, Sendable {
    /// The same, where that means something.
    private(set) var equal = 0
    private(set) var different = 0

    @inline(__always)
    init(
      _ keysA: UnsafeRawPointer, _ valuesA: UnsafePointer<UInt8>, _ countA: Int, _ keysB: UnsafeRawPointer,
      _ valuesB: UnsafePointer<UInt8>, _ countB: Int
    ) {
      var a = 0
      var b = 0
      while a < countA, b < countB {
        let keyA = keysA.loadUnaligned(fromByteOffset: a &* 2, as: UInt16.self)
        let keyB = keysB.loadUnaligned(fromByteOffset: b &* 2, as: UInt16.self)
        if keyA == keyB {
          // What is common by its surroundings alone is still the same figure.
          if (valuesA[a] ^ valuesB[b]) & 0x7F != 0 {
            different &+= 1
          } else if (valuesA[a] | valuesB[b]) & 0x80 == 0 {
            equal &+= 1
          }
        }
        a &+= keyA <= keyB ? 1 : 0
        b &+= keyB <= keyA ? 1 : 0
      }
    }
  }
}
