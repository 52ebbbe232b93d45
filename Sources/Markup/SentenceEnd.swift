/// Tells whether a line ends where a sentence does.
enum SentenceEnd {
  /// Whether a line ends with a mark that closes a sentence or announces what follows, brackets and quotes aside.
  static func ends(_ line: ArraySlice<UInt8>) -> Bool {
    var rest = line
    while rest.count >= 1 {
      if let last = rest.last, last < 0x80 {
        switch last {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"): rest = rest.dropLast()
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"), UInt8(ascii: ":"): return true
        default: return false
        }
        continue
      }
      guard rest.count >= 3 else { return false }
      let sign = rest.suffix(3)
      guard closers.contains(sign) else {
        return enders.contains(sign)
      }
      rest = rest.dropLast(3)
    }
    return false
  }

  private static let closers = WordList("” ’ ） 》 】 』 」 〕 ］")
  private static let enders = WordList("。 ！ ？ ； ： … ． ｡")
}
