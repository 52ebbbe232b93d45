/// The lines of a text that markup names as headings, whether a page's (`<h2>`) or that of Markdown (`##`).
///
/// Pages also use headings for their looks: for a report's title, its date, a paragraph in bold. Those do not count.
struct MarkedLines {
  /// What markup says of a line.
  struct Mark {
    /// The level, from 1 for the outermost.
    var level: Int
    /// The line's text, without the signs of Markdown and the mark that closes it.
    var title: Range<Int>
  }

  /// For each line its mark, if it has one; empty if none has.
  private var marks: [Mark?] = []

  /// The length in bytes beyond which a line is a paragraph: some sixty characters.
  private static let longest = 180
  /// How many headings may follow each other with nothing in between; more are a list or mere looks.
  private static let longestRun = 3

  init(_ text: [UInt8], _ lines: [Range<Int>], _ headings: [MarkedHeading]) {
    var found: [Mark?] = []
    var indices: [[UInt8]: [Int]] = [:]
    for index in headings.indices.reversed() { indices[Array(headings[index].text.utf8), default: []].append(index) }
    var next = 0
    // The lines that hold something.
    var filled: [Int] = []
    for (number, line) in lines.enumerated() {
      let range = text.trimmingBlanks(line)
      if !range.isEmpty { filled.append(number) }
      var mark: Mark?
      if let (level, content) = text.markdownHeading(range) {
        mark = Mark(level: level, title: content)
      } else if !indices.isEmpty, !range.isEmpty, range.count <= Self.longest {
        let key = Array(text[range])
        // Headings keep their order; one that was taken out of the text is passed over.
        while let index = indices[key]?.last {
          indices[key]?.removeLast()
          guard index >= next else { continue }
          mark = Mark(level: headings[index].level, title: range)
          next = index + 1
          break
        }
      }
      if let title = mark?.title { mark?.title = text.trimmingClosingPunctuation(title) }
      found.append(mark.flatMap { Self.isHeading($0, in: text, before: range.upperBound) ? $0 : nil })
    }
    Self.dropRuns(&found, filled)
    Self.dropTitle(&found, filled)
    if found.contains(where: { $0 != nil }) { marks = found }
  }

  /// The mark of a line.
  subscript(line: Int) -> Mark? { marks.isEmpty ? nil : marks[line] }

  /// The first line that has a mark.
  var first: Int? { marks.firstIndex { $0 != nil } }

  private static func isHeading(_ mark: Mark, in text: [UInt8], before end: Int) -> Bool {
    guard !mark.title.isEmpty, mark.title.count <= longest, !text[mark.title].contains(0x09) else { return false }
    var at = mark.title.lowerBound, hasLetter = false
    while at < end {
      let (code, length) = text.codePoint(at: at, before: end)
      if code == .of("。") || code == .of("！") || code == .of("？") { return false }
      // A date or a number alone says nothing about what follows.
      if code.digit == nil, !code.isBlank, code >= 0x41, code.chineseDigit == nil, code != .of("年"), code != .of("月"),
        code != .of("日"), code != .of("〇")
      {
        hasLetter = true
      }
      at += length
    }
    return hasLetter && !(text.endsWithColon(mark.title.lowerBound..<end) && text.isAddress(mark.title))
  }

  /// Drops what nothing follows, and headings that follow each other like the items of a list.
  private static func dropRuns(_ marks: inout [Mark?], _ filled: [Int]) {
    var start = 0
    while start < filled.count {
      var end = start
      while end < filled.count, marks[filled[end]] != nil { end += 1 }
      if end == filled.count || end - start > longestRun { for at in start..<end { marks[filled[at]] = nil } }
      start = end + 1
    }
  }

  /// Drops the report's own title: the headings at its very start whose level no later one reaches.
  private static func dropTitle(_ marks: inout [Mark?], _ filled: [Int]) {
    guard let first = filled.first, let level = marks[first]?.level else { return }
    var end = 0
    while end < filled.count, marks[filled[end]]?.level == level { end += 1 }
    guard !filled[end...].contains(where: { marks[$0].map { $0.level <= level } ?? false }) else { return }
    for at in 0..<end { marks[filled[at]] = nil }
  }
}

extension Array where Element == UInt8 {
  /// The level and text of a Markdown heading (`## 主要成效 ##`); nil for `#1` or `#话题#`, which have no blank.
  func markdownHeading(_ line: Range<Int>) -> (level: Int, content: Range<Int>)? {
    var at = line.lowerBound
    while at < line.upperBound, self[at] == 0x23 { at += 1 }
    let level = at - line.lowerBound
    guard (1...6).contains(level), at < line.upperBound, self[at] == 0x20 || self[at] == 0x09 else { return nil }
    var content = trimmingBlanks(at..<line.upperBound)
    var end = content.upperBound
    while end > content.lowerBound, self[end - 1] == 0x23 { end -= 1 }
    if end == content.lowerBound { return nil }
    if end < content.upperBound, self[end - 1] == 0x20 { content = trimmingBlanks(content.lowerBound..<end) }
    return (level, content)
  }

  /// Whether a line speaks to those who listen: 各位代表, 尊敬的领导.
  fileprivate func isAddress(_ line: Range<Int>) -> Bool {
    self[line].starts(with: "各位".utf8) || self[line].starts(with: "尊敬的".utf8) || self[line].starts(with: "同志们".utf8)
  }
}
