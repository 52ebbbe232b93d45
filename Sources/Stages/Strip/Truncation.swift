/// Tells whether a text is a preview: a notice says that the rest is missing, or it breaks off before one.
enum Truncation {
  /// How many characters may follow a notice at the end of a text, for a signature and a date; with more, or with a
  /// sentence, the text goes on.
  private static let mostAfter = 40

  /// Whether a notice that stood at `place` has taken the rest of the text's place.
  static func isMarked(by notice: SiteNotice, at place: Int, in text: [UInt8]) -> Bool {
    let after = text[min(place, text.count)...]
    // In the middle of a line the text goes on behind the notice.
    if let next = after.first, next != 0x0A, place > 0, text[place - 1] != 0x0A { return false }
    guard after.count(where: { $0 & 0xC0 != 0x80 && $0 > 0x20 }) <= mostAfter,
      after.firstRange(of: Array("。".utf8)) == nil
    else { return false }
    return notice.saysRestIsMissing || breaksOff(text[..<min(place, text.count)])
  }

  /// Whether a text ends with an ellipsis, as the beginning of a longer one does.
  static func endsWithEllipsis(_ text: [UInt8]) -> Bool {
    let line = lastLine(text[...])
    var rest = line
    var signs = 0
    while true {
      if rest.suffix(3).elementsEqual("…".utf8) {
        rest = rest.dropLast(3)
        signs += 3
      } else if rest.last == UInt8(ascii: ".") {
        rest = rest.dropLast()
        signs += 1
      } else {
        break
      }
    }
    return signs >= 3 && rest.count >= 12
  }

  /// Whether a text ends within a sentence; a heading and a signature are none.
  private static func breaksOff(_ text: ArraySlice<UInt8>) -> Bool {
    let line = lastLine(text)
    guard line.count >= 18, !ends.contains(where: { line.suffix($0.count).elementsEqual($0) }) else { return false }
    return line.count >= 60 || line.firstRange(of: Array("，".utf8)) != nil || line.contains(UInt8(ascii: ","))
      || line.firstRange(of: Array("。".utf8)) != nil
  }

  private static func lastLine(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let last = text.lastIndex(where: { $0 > 0x20 }) else { return [] }
    let start = text[...last].lastIndex(of: 0x0A).map { $0 + 1 } ?? text.startIndex
    return text[start...last]
  }

  private static let ends = ["。", "！", "？", "；", "：", ".", "!", "?", ";", ":", "”", "）", "》", ")", "\""].map {
    Array($0.utf8)
  }
}
