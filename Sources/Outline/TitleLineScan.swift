/// Looks for titles among the lines of a text, each with what stands before and behind it.
struct TitleLineScan {
  private enum Kind {
    /// It begins with a number.
    case number(Int?)
    /// Markup names it as a heading.
    case marked
    /// It holds a sentence, or is as long as one.
    case prose
    /// Neither.
    case short
  }

  private struct Line {
    var index: Int
    var range: Range<Int>
    var kind: Kind
  }

  private let text: [UInt8]
  /// The lines that hold something.
  private var lines: [Line] = []
  private let bodyLine: Int

  /// The length in bytes beyond which a line is a paragraph: some thirty characters.
  private static let longest = 96

  init(_ text: [UInt8], _ marks: PunctuationScanner, bodyLine: Int, isMarked: (Int) -> Bool) {
    self.text = text
    self.bodyLine = bodyLine
    var stop = 0, candidate = 0
    for (index, whole) in marks.lines.enumerated() {
      while stop < marks.stops.count, marks.stops[stop].lowerBound < whole.lowerBound { stop += 1 }
      while candidate < marks.candidates.count, marks.candidates[candidate].line < index { candidate += 1 }
      let range = text.trimmingBlanks(whole)
      guard !range.isEmpty else { continue }
      let kind: Kind
      if candidate < marks.candidates.count, marks.candidates[candidate].line == index,
        marks.candidates[candidate].lead == .lineStart
      {
        kind = .number(marks.candidates[candidate].marker.number)
      } else if isMarked(index) {
        kind = .marked
      } else if stop < marks.stops.count && marks.stops[stop].lowerBound < whole.upperBound {
        kind = .prose
      } else {
        kind = range.count > Self.longest ? .prose : .short
      }
      lines.append(Line(index: index, range: range, kind: kind))
    }
  }

  /// The lines that read like titles and stand where titles do, each with the next line that holds something.
  func titles(_ roles: RoleReader) -> [(line: Int, title: TitleLines.Title, next: Int?)] {
    var found: [(line: Int, title: TitleLines.Title, next: Int?)] = []
    // The first line is the report's title, and nothing follows the last one.
    for at in lines.indices.dropFirst().dropLast() {
      let line = lines[at], next = lines[at + 1]
      guard case .short = line.kind else { continue }
      let range = text.trimmingClosingPunctuation(line.range)
      if !text[range].contains(0x09), let role = roles.role(ofHeading: range, in: text) {
        guard line.index >= bodyLine || (next.index >= bodyLine && !(at == 1 && text.namesBody(lines[0].range))) else {
          continue
        }
        found.append((line.index, TitleLines.Title(kind: .part(role), range: range), next.index))
      } else if isSubject(line), begins(next), mayFollow(lines[at - 1]) {
        found.append((line.index, TitleLines.Title(kind: .subject, range: range), next.index))
      }
    }
    return found
  }

  /// Whether a passage begins with a line.
  private func begins(_ line: Line) -> Bool {
    switch line.kind {
    case .prose: true
    case .number(let number): number == 1
    case .marked, .short: false
    }
  }

  /// Whether a line has come to its end, so that the next does not go on with it.
  private func mayFollow(_ line: Line) -> Bool {
    switch line.kind {
    case .number, .marked: true
    case .short: isSubject(line) || (line.index < bodyLine && !text.endsWithComma(line.range))
    case .prose: text.endsPassage(line.range)
    }
  }

  /// Whether a line reads like the name of a subject.
  private func isSubject(_ line: Line) -> Bool {
    guard line.range.count <= Self.longest, !text.holdsSpeech(line.range) else { return false }
    let title = text.trimmingClosingPunctuation(line.range)
    let isAnnounced = text.endsWithColon(line.range)
    guard title.upperBound == line.range.upperBound || isAnnounced else { return false }
    // Above the body stand the rest of the title, the issuer, the one addressed.
    if line.index < bodyLine, isAnnounced || text.namesBody(title) || text.namesReport(title) { return false }
    var at = title.lowerBound, letters = 0, commas = 0
    while at < title.upperBound {
      if let year = text.year(at: at, before: title.upperBound) {
        guard line.index >= bodyLine else { return false }
        at = year.end
        continue
      }
      let (code, length) = text.codePoint(at: at, before: title.upperBound)
      if code == .of("，") || code == 0x2C { commas += 1 }
      if code.digit != nil || code.partsFields { return false }
      if code.isHan { letters += 1 }
      at += length
    }
    return letters >= 2 && commas <= 2
  }
}

extension UInt32 {
  /// Whether it parts the fields of a line, rather than the words of a title.
  fileprivate var partsFields: Bool {
    switch self {
    case .of("："), 0x3A, 0x09, 0x7C, .of("｜"), 0x2F, 0x3E, .of("＞"), .of("»"), 0x40, 0x5F, .of("—"): true
    default: false
    }
  }
}

extension Array where Element == UInt8 {
  private static let speech = [
    "其中", "如下", "以下", "下列", "我局", "我们", "各位", "同志们", "尊敬", "现将", "附件", "附：", "来源", "作者", "编辑", "电话", "地址", "上一篇", "下一篇",
    "返回",
    "打印",
    "关闭", "浏览", "字体", "网站", "版权", "谢谢", "目录",
  ]
  private static let speechTable = WordTable(speech.map { ($0, ()) })
  private static let bodies = ["局", "厅", "部", "府", "委", "会", "院", "所", "中心", "处", "办", "办公室", "公司", "社"].map {
    Array($0.utf8)
  }
  private static let reports = [
    "报告", "总结", "小结", "计划", "打算", "汇报", "要点", "安排", "讲话", "发言", "材料", "述职", "公报", "年报", "情况",
  ].map {
    Array($0.utf8)
  }

  /// Whether words stand in the range that speak to somebody or belong to the page.
  func holdsSpeech(_ range: Range<Int>) -> Bool {
    let table = Self.speechTable
    return range.contains { at in self[at] >= 0xE0 && table.word(in: self, at: at, before: range.upperBound) != nil }
  }

  /// Whether a line begins a list of attachments: 附件：1.….
  func namesAttachments(_ line: Range<Int>) -> Bool {
    let range = trimmingBlanks(line)
    guard let first = self[range].first, first == 0xE9 else { return false }
    let isNamed = self[range].starts(with: "附件".utf8)
    guard isNamed || self[range].starts(with: "附".utf8) else { return false }
    let at = skippingBlanks(from: range.lowerBound + (isNamed ? 6 : 3), before: range.upperBound)
    guard at < range.upperBound else { return isNamed }
    let code = codePoint(at: at, before: range.upperBound).code
    return code == .of("：") || code == 0x3A || (isNamed && (code.digit != nil || code.chineseDigit != nil))
  }

  /// Whether the range ends as the names of public bodies do.
  fileprivate func namesBody(_ range: Range<Int>) -> Bool {
    Self.bodies.contains { self[range].suffix($0.count).elementsEqual($0) }
  }

  /// Whether the range ends as the names of reports do.
  fileprivate func namesReport(_ range: Range<Int>) -> Bool {
    Self.reports.contains { self[range].suffix($0.count).elementsEqual($0) }
  }

  fileprivate func endsWithComma(_ range: Range<Int>) -> Bool {
    let code = codePoint(endingAt: range.upperBound, from: range.lowerBound).code
    return code == .of("，") || code == 0x2C || code == .of("、")
  }

  /// Whether the range ends with a mark that ends a sentence or announces what follows.
  fileprivate func endsPassage(_ range: Range<Int>) -> Bool {
    guard range.count >= 3 else { return false }
    switch codePoint(at: range.upperBound - 3, before: range.upperBound).code {
    case .of("。"), .of("！"), .of("？"), .of("；"), .of("："), .of("”"), .of("）"), .of("…"): return true
    default: return [0x21, 0x3A, 0x3B, 0x3F, 0x29, 0x2E].contains(self[range.upperBound - 1])
    }
  }
}
