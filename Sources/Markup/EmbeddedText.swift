/// Finds text that a page holds for a script to show: in text areas and in the strings of scripts.
enum EmbeddedText {
  /// The longest such text, as UTF-8; nil where there is none of `least` characters.
  static func longest(in tree: MarkupTree, least: Int) -> [UInt8]? {
    var best: [UInt8] = []
    var most = least
    var next = 0
    for node in tree.nodes.indices where tree.nodes[node].tag == .textarea && node >= next {
      next = Int(tree.nodes[node].end)
      let text = tree.allText(in: node)
      let length = wideCharacters(text[...])
      if length > most { (best, most) = (text, length) }
    }
    for range in tree.scriptRanges {
      if let string = longestString(in: tree.scripts[range], most: &most) { best = string }
      if let body = articleBody(in: tree.scripts[range], most: &most) { best = body }
    }
    return best.isEmpty ? nil : best
  }

  /// The `"articleBody"` of a script of data, in whatever writing, if it is longer than `most` characters.
  private static func articleBody(in script: ArraySlice<UInt8>, most: inout Int) -> [UInt8]? {
    var at = script.startIndex
    while let key = script[at...].firstIndex(of: UInt8(ascii: "\"")) {
      at = key + 1
      guard let end = bodyKeys.end(in: script, at: at) else { continue }
      let signs = script[end...].prefix { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
      guard signs.endIndex < script.endIndex, script[signs.endIndex] == UInt8(ascii: "\"") else { continue }
      let start = signs.endIndex + 1
      var stop = start
      while stop < script.endIndex, script[stop] != UInt8(ascii: "\"") {
        stop += script[stop] == UInt8(ascii: "\\") ? 2 : 1
      }
      stop = min(stop, script.endIndex)
      let text = unescaped(script[start..<stop])
      let length = Block.measure(text[...]).length
      if length > most {
        most = length
        return text
      }
      at = stop
    }
    return nil
  }

  private static let bodyKeys = WordList("articlebody\"")

  /// The longest string of a script that holds more than `most` wide characters, unescaped.
  private static func longestString(in script: ArraySlice<UInt8>, most: inout Int) -> [UInt8]? {
    var best: [UInt8]?
    var at = script.startIndex
    var hasTemplates = true
    while at < script.endIndex {
      let quote = script[at]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") || hasTemplates && quote == UInt8(ascii: "`")
      else {
        at += 1
        continue
      }
      let start = at + 1
      var end = start
      while end < script.endIndex, script[end] != quote, quote == UInt8(ascii: "`") || script[end] != 0x0A {
        end += script[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      end = min(end, script.endIndex)
      // Most strings are short: only what may be long enough is unescaped.
      if end - start > most * 3 {
        let text = unescaped(script[start..<end])
        let length = wideCharacters(text[...])
        if length > most { (best, most) = (text, length) }
      }
      // An apostrophe that opens no string ends with its line; none is looked at twice, so that the time stays linear.
      if quote == UInt8(ascii: "`"), end == script.endIndex {
        hasTemplates = false
        at = start
      } else {
        at = end + 1
      }
    }
    return best
  }

  private static func wideCharacters(_ text: ArraySlice<UInt8>) -> Int { text.count { $0 >= 0xE3 && $0 <= 0xE9 } }

  /// A string with its JavaScript escapes resolved.
  private static func unescaped(_ string: ArraySlice<UInt8>) -> [UInt8] {
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
