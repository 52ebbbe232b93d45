/// Strings as scripts and their data write them.
enum JavaScriptString {
  /// A string with its escapes resolved.
  static func unescaped(_ string: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(string.count)
    var at = string.startIndex
    while at < string.endIndex {
      guard string[at] == UInt8(ascii: "\\"), at + 1 < string.endIndex else {
        out.append(string[at])
        at += 1
        continue
      }
      let escape = string[at + 1]
      at += 2
      switch escape {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): out.append(0x0A)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "u"):
        guard var unit = hex(string, at) else { continue }
        at += 4
        if unit >= 0xD800, unit < 0xDC00, at + 1 < string.endIndex, string[at] == UInt8(ascii: "\\"),
          let low = hex(string, at + 2), low >= 0xDC00, low < 0xE000
        {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
          at += 6
        }
        if unit > 0, let scalar = Unicode.Scalar(unit) { out += Array(String(Character(scalar)).utf8) }
      default: out.append(escape)
      }
    }
    return out
  }

  private static func hex(_ string: ArraySlice<UInt8>, _ at: Int) -> UInt32? {
    guard at + 4 <= string.endIndex else { return nil }
    var value: UInt32 = 0
    for byte in string[at..<at + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
