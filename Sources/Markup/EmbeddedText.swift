import Glibc

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

  /// The `"articleBody"` of a page's data that begins like the text which it shows and goes on where that is cut.
  static func whole(of beginning: ArraySlice<UInt8>, in tree: MarkupTree, least: Int) -> [UInt8]? {
    let wanted = beginning.filter { $0 > 0x20 }
    for range in tree.scriptRanges {
      guard mayHoldBody(tree.scripts[range]) else { continue }
      var most = least
      guard let body = articleBody(in: tree.scripts[range], most: &most) else { continue }
      if body.lazy.filter({ $0 > 0x20 }).starts(with: wanted) { return body }
    }
    return nil
  }

  /// Whether `articleBody` stands in a script; its capital tells quickly that it does not.
  private static func mayHoldBody(_ script: ArraySlice<UInt8>) -> Bool {
    let key = Array("articleBody".utf8)
    return script.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var at = 7
      while at + 4 <= bytes.count, let found = memchr(base + at, 0x42, bytes.count - at) {
        at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if at + 4 <= bytes.count, key.indices.allSatisfy({ bytes[at - 7 + $0] == key[$0] }) { return true }
        at += 1
      }
      return false
    }
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
      let text = JavaScriptString.unescaped(script[start..<stop])
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
        let text = JavaScriptString.unescaped(script[start..<end])
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
}
