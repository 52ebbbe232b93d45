/// Tells the lines of a text in Latin script that are not its own.
///
/// Such texts are made of sentences, so that a line that is none, before the first of them, belongs to the page.
enum LatinLine {
  /// Whether a text is in Latin script throughout.
  static func isLatin(_ lines: [Block]) -> Bool {
    lines.reduce(0) { $0 + $1.wide } * 20 < lines.reduce(0) { $0 + $1.range.count }
  }

  /// Whether a line is of the page; `isHead` before the first sentence.
  static func isFurniture(_ line: ArraySlice<UInt8>, _ block: Block, isHead: Bool) -> Bool {
    guard !block.isRow, block.heading == 0 else { return false }
    // A link alone that is as long as a headline leads to another page.
    if block.linked * 10 >= line.count * 9, block.length >= 8, !line.starts(with: "http".utf8) { return true }
    if leads.end(in: line, at: line.startIndex) != nil, block.linked * 3 >= line.count { return true }
    if calls.end(in: line, at: line.startIndex) != nil, line.count < 300 { return true }
    guard isHead, line.count < 120, !endsSentence(line) else { return false }
    return bylines.end(in: line, at: line.startIndex) != nil || block.linked > 0 || hasYear(line)
  }

  /// Whether a line has the number of a year in it, as a date has.
  private static func hasYear(_ line: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    for at in line.startIndex...line.endIndex {
      if at < line.endIndex, line[at] >= 0x30, line[at] <= 0x39 {
        digits += 1
        continue
      }
      if digits == 4,
        line[at - 4] == 0x31 && line[at - 3] == 0x39 || line[at - 4] == 0x32 && line[at - 3] == 0x30
      {
        return true
      }
      digits = 0
    }
    return false
  }

  private static func endsSentence(_ line: ArraySlice<UInt8>) -> Bool {
    let end = line.lastIndex { !closers.contains($0) && $0 < 0x80 } ?? line.startIndex
    return line.isEmpty || enders.contains(line[end])
  }

  private static let closers: [UInt8] = Array("\")'".utf8)
  private static let enders: [UInt8] = Array(".!?:".utf8)
  private static let bylines = WordList("").adding(phrases: ["by ", "posted ", "published ", "updated ", "written by"])
  private static let leads = WordList("related: more:").adding(phrases: [
    "read more", "read also", "also read", "see more", "see also", "more on", "more from", "watch:",
  ])
  private static let calls = WordList("advertisement").adding(phrases: [
    "subscribe to", "sign up for", "sign up to", "get the latest", "follow us", "follow @", "like us on", "join us on",
    "download our app", "have a tip?", "listen to our", "follow him on", "follow her on", "follow me on",
    "share this", "this entry was posted", "filed under", "posted in", "tagged with", "tagged:", "tags:",
  ])
}
