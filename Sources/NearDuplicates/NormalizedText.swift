import Crypto

/// A text reduced to what a reader would call the same: without blanks, widths and punctuation folded.
public enum NormalizedText {
  /// The SHA-256 of the normalised text in hex.
  ///
  /// Two texts have the same one exactly where they differ only in white space, in full-width or half-width forms, or
  /// in the style of quotes.
  public static func digest(of text: String) -> String {
    var hash = SHA256()
    var block: [UInt8] = []
    block.reserveCapacity(1 << 16)
    for scalar in text.unicodeScalars {
      guard let folded = fold(scalar) else { continue }
      block.append(contentsOf: UTF8.encode(folded).map { Array($0) } ?? [])
      if block.count >= 1 << 16 - 8 {
        hash.update(data: block)
        block.removeAll(keepingCapacity: true)
      }
    }
    hash.update(data: block)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The character that stands for `scalar`; nil for white space and for what cannot be seen.
  static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0...0x20, 0x7F...0xA0, 0x200B...0x200F, 0x2028...0x202F, 0x3000, 0xFEFF: nil
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
    case 0x3001, 0x3002: scalar
    case 0x2018, 0x2019: "'"
    case 0x201C, 0x201D: "\""
    default: scalar
    }
  }
}
