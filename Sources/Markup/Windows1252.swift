/// The charset windows-1252, which is what old pages mean by iso-8859-1.
enum Windows1252 {
  /// The characters of the bytes 0x80…0x9F; 0 where there is none.
  private static let upper: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]

  /// Whether a byte is no character.
  static func isUndefined(_ byte: UInt8) -> Bool { byte >= 0x80 && byte < 0xA0 && upper[Int(byte - 0x80)] == 0 }

  /// The UTF-8 of the character of a byte; U+FFFD where it has none.
  static func characters(of byte: UInt8) -> [UInt8] {
    guard byte >= 0x80 else { return [byte] }
    let value = byte < 0xA0 ? upper[Int(byte - 0x80)] : UInt16(byte)
    guard let scalar = Unicode.Scalar(value == 0 ? 0xFFFD : value) else { return [] }
    return Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
