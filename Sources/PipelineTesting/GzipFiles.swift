/// Gzip files for tests.
public enum GzipFiles {
  /// One member that stores `content` as it is; a file of up to 65,535 bytes.
  public static func stored(_ content: [UInt8]) -> [UInt8] {
    let count = UInt16(content.count)
    let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    let block: [UInt8] = [1] + little(count) + little(~count)
    return header + block + content + little(crc(content)) + little(UInt32(content.count))
  }

  /// One member that holds ten thousand times the letter a in 45 bytes.
  public static let tenThousand: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1, 0x01, 0x0D, 0x00, 0x00, 0x00, 0xC2, 0xA0,
    0xAC, 0xEF, 0x5F, 0xC2, 0x1C, 0x6E, 0x40, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xC0, 0xBF, 0x01,
    0x97, 0xD4, 0x7E, 0x46, 0x10, 0x27, 0x00, 0x00,
  ]

  private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
