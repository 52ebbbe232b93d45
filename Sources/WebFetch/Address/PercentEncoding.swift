/// One spelling for one path: what may be written without a percent sign is, everything else is not.
enum PercentEncoding {
  /// `bytes` with unreserved characters decoded, hex digits in capitals, and every byte encoded that is neither unreserved
  /// nor in `kept`; a percent sign that begins no escape is encoded itself.
  static func normalized(_ bytes: some Collection<UInt8>, keeping kept: StaticString) -> [UInt8] {
    let bytes = Array(bytes)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "%"), at + 2 < bytes.count, let high = hex(bytes[at + 1]), let low = hex(bytes[at + 2]) {
        let value = high << 4 | low
        if isUnreserved(value) { out.append(value) } else { escape(value, into: &out) }
        at += 3
        continue
      }
      if isUnreserved(byte) || contains(kept, byte) { out.append(byte) } else { escape(byte, into: &out) }
      at += 1
    }
    return out
  }

  private static func contains(_ kept: StaticString, _ byte: UInt8) -> Bool {
    (0..<kept.utf8CodeUnitCount).contains { kept.utf8Start[$0] == byte }
  }

  private static func escape(_ byte: UInt8, into out: inout [UInt8]) {
    let digits: StaticString = "0123456789ABCDEF"
    out += [UInt8(ascii: "%"), digits.utf8Start[Int(byte >> 4)], digits.utf8Start[Int(byte & 15)]]
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
