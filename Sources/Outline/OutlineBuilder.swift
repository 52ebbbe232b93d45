/// Puts the candidates of a text together into an outline.
struct OutlineBuilder {
  private struct Draft {
    var start: Int
    var end: Int
    var markerEnd: Int
    var title: Range<Int>
    var level: Int
    var role: Role
    var parent: Int?
  }

  private let text: [UInt8]
  private let marks: PunctuationScanner
  /// For each candidate the next one with the same numbering and the following number; nil if there is none.
  private let followers: [Int?]
  /// For each candidate the next one, itself included, that begins a line.
  private let lineStarts: [Int]
  private let roles: RoleReader
  /// The lines that markup names as headings.
  private let marked: MarkedLines
  /// The end of the front matter: a title's lines before the first sentence or number.
  private let bodyStart: Int

  private var stack = NestingStack()
  private var drafts: [Draft] = []
  /// Whether the last draft's title is still to be found; it ends at the next heading at the latest.
  private var titleIsPending = false
  private var nextStop = 0
  /// The role of a heading without a number, for the list behind it that stands on its level.
  private var carriedRole: Role?
  /// Where the first section begins, with the signs of Markdown before its number.
  private var introEnd: Int?

  init(_ text: [UInt8], _ headings: [MarkedHeading]) {
    self.text = text
    marks = PunctuationScanner(text)
    followers = Self.followers(of: marks.candidates)
    lineStarts = Self.lineStarts(of: marks.candidates)
    let firstStop = marks.stops.first?.lowerBound ?? text.count
    let firstNumber = marks.candidates.first { $0.lead == .lineStart }?.start ?? text.count
    let first = min(firstStop, firstNumber)
    marked = MarkedLines(text, marks.lines, headings)
    var firstMark = text.count
    if let line = marked.first { firstMark = marks.lines[line].lowerBound }
    bodyStart = min(firstMark, marks.lines.last { $0.lowerBound <= first }?.lowerBound ?? 0)
    var roles = RoleReader()
    roles.year = Self.firstYear(in: text, before: min(text.count, bodyStart + 600))
    if bodyStart > 0 { roles.base = roles.role(ofTitle: 0..<bodyStart, in: text) }
    self.roles = roles
  }

  mutating func build() -> [Section] {
    var next = 0
    for line in marks.lines.indices {
      let begins = next < marks.candidates.count && marks.candidates[next].line == line
      if !(begins && marks.candidates[next].lead == .lineStart) {
        if let mark = marked[line] {
          openMarked(mark, line, before: next)
        } else {
          readPlainLine(line, before: next)
        }
      }
      while next < marks.candidates.count, marks.candidates[next].line == line {
        read(next)
        next += 1
      }
      readAnnouncement(atEndOf: line)
    }
    settleTitle(before: text.count)
    for section in stack.open { drafts[section.index].end = text.count }
    return sections()
  }

  // MARK: Numbered headings

  private mutating func read(_ index: Int) {
    let candidate = marks.candidates[index]
    let numbering = candidate.marker.numbering
    guard let number = candidate.marker.number ?? stack.following(numbering) else { return }
    guard isHeading(index, number) else { return }
    let beginsLine = candidate.lead == .lineStart
    // Of two numbers that begin a line (一、（一）…), the signs of Markdown belong to the first.
    let isFirst = index == 0 || marks.candidates[index - 1].line != candidate.line
    let start = beginsLine && isFirst ? text.trimmingBlanks(marks.lines[candidate.line]).lowerBound : candidate.start
    let mark = beginsLine && isFirst ? marked[candidate.line] : nil
    settleTitle(before: start)
    let isAdjacent =
      drafts.last.map { text.isBlank(self.bodyStart(of: $0, before: start)..<start) } ?? false
    let place = stack.place(
      numbering, number, beginsLine: beginsLine, isAdjacent: isAdjacent, markedLevel: mark?.level)
    var listRole: Role?
    if place.continues {
      if place.depth < stack.open.count { listRole = stack.open[place.depth].listRole }
    } else if !beginsLine {
      listRole = roles.role(announcedBy: lead(of: candidate), in: text)
    } else if place.level == 1 {
      listRole = carriedRole
    }
    if place.level == 1 { carriedRole = listRole }
    close(to: place.depth, at: start)
    if introEnd == nil { introEnd = start }
    drafts.append(
      Draft(
        start: candidate.start, end: text.count, markerEnd: candidate.marker.end,
        title: candidate.marker.end..<candidate.marker.end, level: place.level, role: listRole ?? inheritedRole,
        parent: stack.open.last?.index))
    titleIsPending = true
    stack.push(
      OpenSection(
        numbering: numbering, number: number, level: place.level, markedLevel: mark?.level, index: drafts.count - 1,
        beginsLine: beginsLine, line: candidate.line, listRole: listRole))
  }

  private var inheritedRole: Role { stack.open.last.map { drafts[$0.index].role } ?? roles.base }

  /// Whether a candidate is a heading, not a number that happens to stand there.
  private func isHeading(_ index: Int, _ number: Int) -> Bool {
    let candidate = marks.candidates[index]
    let numbering = candidate.marker.numbering
    let predecessor = stack.predecessor(numbering, number, beginsLine: candidate.lead == .lineStart)
    // A list has two items at least.
    let isListed = predecessor != nil || (number == 1 && followers[index] != nil)
    if candidate.marker.isDoubtful { return candidate.lead == .lineStart && stack.continues(numbering, number) }
    switch (candidate.lead, numbering) {
    case (.lineStart, .imperative), (.lineStart, .ordinal), (.lineStart, .adverb), (.lineStart, .decimal),
      (.lineStart, .decimalDeep):
      return isListed
    case (.lineStart, _): return true
    case (_, .part), (_, .chapter), (_, .section), (_, .decimal), (_, .decimalDeep): return false
    case (.stop, .verbal): return true
    case (.stop, _): return isListed
    case (.comma, .verbal), (.comma, .imperative), (.comma, .ordinal), (.comma, .adverb):
      // 一是…，二是…: a list within one sentence stays within its line.
      if let predecessor { return stack.open[predecessor].line == candidate.line }
      return number == 1 && followers[index].map { marks.candidates[$0].line == candidate.line } ?? false
    case (.comma, _): return false
    }
  }

  /// The text before an inline list in its line, with the sentence before.
  private func lead(of candidate: Candidate) -> Range<Int> {
    let line = marks.lines[candidate.line]
    let start = max(line.lowerBound, drafts.last.map { $0.start } ?? 0)
    // 还存在一些不足。主要是：一是…: the announcement may stand one sentence before.
    let stops = marks.stops.partitioningIndex { $0.lowerBound >= candidate.start }
    guard stops >= 2 else { return start..<candidate.start }
    return max(start, marks.stops[stops - 2].upperBound)..<candidate.start
  }

  // MARK: Headings without a number and paragraphs

  private mutating func readPlainLine(_ line: Int, before next: Int) {
    let range = text.trimmingBlanks(marks.lines[line])
    guard range.lowerBound >= bodyStart, !range.isEmpty else { return }
    let firstStop = marks.stops.partitioningIndex { $0.lowerBound >= range.lowerBound }
    let stop =
      firstStop < marks.stops.count ? min(marks.stops[firstStop].lowerBound, range.upperBound) : range.upperBound
    let list = next < marks.candidates.count ? marks.candidates[next].start : text.count
    let head = range.lowerBound..<min(stop, list)
    if head.upperBound == range.upperBound || text.endsWithColon(text.trimmingBlanksAtEnd(head)) {
      if openUnnumbered(head) { return }
    }
    guard inheritedRole == roles.base, let role = roles.role(announcedBy: head, in: text),
      role != roles.base
    else { return }
    // Where the numbers go on below the top, the paragraph belongs to the section that it ends.
    var depth = 0
    if next < marks.candidates.count, lineStarts[next] < marks.candidates.count,
      case let following = marks.candidates[lineStarts[next]], let number = following.marker.number,
      let predecessor = stack.predecessor(following.marker.numbering, number, beginsLine: true), predecessor > 0
    {
      depth = predecessor + 1
    }
    open(
      range.lowerBound, title: range.lowerBound..<range.lowerBound, role: role, depth: max(depth, stack.markedDepth))
  }

  /// Opens the section of a heading that only markup names.
  private mutating func openMarked(_ mark: MarkedLines.Mark, _ line: Int, before next: Int) {
    var depth = stack.depth(ofMarkedLevel: mark.level)
    // Where numbers go on behind it, it belongs to the item before them, unless markup names that one, too.
    if next < marks.candidates.count, lineStarts[next] < marks.candidates.count,
      case let following = marks.candidates[lineStarts[next]], let number = following.marker.number,
      let predecessor = stack.predecessor(following.marker.numbering, number, beginsLine: true), predecessor >= depth,
      stack.open[depth...predecessor].allSatisfy({ $0.markedLevel == nil })
    {
      depth = predecessor + 1
    }
    let role = roles.role(ofHeading: mark.title, in: text)
    let outer = depth > 0 ? drafts[stack.open[depth - 1].index].role : roles.base
    open(
      text.trimmingBlanks(marks.lines[line]).lowerBound, title: mark.title, role: role ?? outer, depth: depth,
      markedLevel: mark.level)
    carriedRole = nil
  }

  /// The last words of a paragraph, where they announce what follows (…。下半年工作计划：).
  private mutating func readAnnouncement(atEndOf line: Int) {
    let range = text.trimmingBlanks(marks.lines[line])
    let after = marks.stops.partitioningIndex { $0.lowerBound >= range.upperBound }
    guard after > 0, marks.stops[after - 1].lowerBound > range.lowerBound, range.lowerBound >= bodyStart else { return }
    openUnnumbered(marks.stops[after - 1].upperBound..<range.upperBound, onlyWithColon: true)
  }

  @discardableResult
  private mutating func openUnnumbered(_ range: Range<Int>, onlyWithColon: Bool = false) -> Bool {
    guard range.lowerBound < range.upperBound, range.lowerBound > bodyStart || drafts.count > 0 else { return false }
    let title = text.trimmingClosingPunctuation(text.trimmingBlanks(range))
    guard !onlyWithColon || text.endsWithColon(range), let role = roles.role(ofHeading: title, in: text),
      !text[title].contains(0x09)
    else { return false }
    // The last words of a numbered heading are its own.
    if let last = drafts.last, last.markerEnd > range.lowerBound { return false }
    open(title.lowerBound, title: title, role: role, depth: stack.markedDepth)
    carriedRole = role
    return true
  }

  private mutating func open(_ start: Int, title: Range<Int>, role: Role, depth: Int, markedLevel: Int? = nil) {
    settleTitle(before: start)
    close(to: depth, at: start)
    if introEnd == nil { introEnd = start }
    let level = (stack.open.last?.level ?? 0) + 1
    drafts.append(
      Draft(
        start: start, end: text.count, markerEnd: start, title: title, level: level, role: role,
        parent: stack.open.last?.index))
    stack.push(
      OpenSection(
        numbering: nil, number: 0, level: level, markedLevel: markedLevel, index: drafts.count - 1, beginsLine: true,
        line: 0, listRole: nil))
  }

  // MARK: Titles and ends

  private mutating func close(to depth: Int, at position: Int) {
    for section in stack.open[depth...] { drafts[section.index].end = position }
    stack.close(to: depth)
  }

  /// Finds the title of the last numbered heading, and its role.
  private mutating func settleTitle(before limit: Int) {
    guard titleIsPending, let last = drafts.indices.last, let section = stack.open.last else { return }
    titleIsPending = false
    let start = drafts[last].markerEnd
    let line = marks.lines[section.line]
    while nextStop < marks.stops.count, marks.stops[nextStop].lowerBound < start { nextStop += 1 }
    var end = min(limit, line.upperBound)
    if nextStop < marks.stops.count { end = min(end, marks.stops[nextStop].lowerBound) }
    let title = text.trimmingClosingPunctuation(text.trimmingLeadingPunctuation(min(start, end)..<end))
    drafts[last].title = title.isEmpty ? start..<start : cutAtColon(title)
    if let role = roles.role(ofHeading: drafts[last].title, in: text) { drafts[last].role = role }
  }

  /// 行政复议工作：全年受理…: a title that runs on and on is what stands before its colon.
  private func cutAtColon(_ title: Range<Int>) -> Range<Int> {
    guard title.count > 120 else { return title }
    let index = marks.colons.partitioningIndex { $0.lowerBound >= title.lowerBound }
    guard index < marks.colons.count, case let colon = marks.colons[index].lowerBound, colon < title.upperBound,
      (12...90).contains(colon - title.lowerBound)
    else { return title }
    return text.trimmingBlanks(title.lowerBound..<colon)
  }

  /// Where the text below a heading begins; the punctuation that closes the heading belongs to it.
  private func bodyStart(of draft: Draft, before limit: Int) -> Int {
    var at = min(draft.title.upperBound, limit)
    while at < limit, case let (code, length) = text.codePoint(at: at, before: limit), code.closesHeading {
      at += length
    }
    return at
  }

  private func sections() -> [Section] {
    var sections: [Section] = []
    let introEnd = introEnd ?? text.count
    let intro = text.trimmingBlanks(0..<introEnd)
    let shift = intro.isEmpty ? 0 : 1
    if !intro.isEmpty {
      let empty = intro.lowerBound..<intro.lowerBound
      sections.append(
        Section(
          range: intro, level: 1, marker: "", title: "", titleRange: empty, role: drafts.isEmpty ? roles.base : .intro,
          parent: nil))
    }
    for draft in drafts {
      sections.append(
        Section(
          range: text.trimmingBlanksAtEnd(draft.start..<draft.end), level: draft.level,
          marker: String(decoding: text[draft.start..<draft.markerEnd], as: UTF8.self),
          title: String(decoding: text[draft.title], as: UTF8.self), titleRange: draft.title, role: draft.role,
          parent: draft.parent.map { $0 + shift }))
    }
    return sections
  }

  // MARK: Looking ahead

  private static func followers(of candidates: [Candidate]) -> [Int?] {
    let numbers = Marker.largest + 2
    var seen = [Int?](repeating: nil, count: Numbering.allCases.count * numbers)
    var followers = [Int?](repeating: nil, count: candidates.count)
    for index in candidates.indices.reversed() {
      let marker = candidates[index].marker
      guard let number = marker.number else { continue }
      let at = Int(marker.numbering.rawValue) * numbers + number
      followers[index] = seen[at + 1]
      seen[at] = index
    }
    return followers
  }

  private static func lineStarts(of candidates: [Candidate]) -> [Int] {
    var lineStarts = [Int](repeating: candidates.count, count: candidates.count)
    var next = candidates.count
    for index in candidates.indices.reversed() {
      if candidates[index].lead == .lineStart { next = index }
      lineStarts[index] = next
    }
    return lineStarts
  }

  private static func firstYear(in text: [UInt8], before end: Int) -> Int? {
    var at = 0
    while at < end {
      if let year = text.year(at: at, before: end) { return year.value }
      let (code, length) = text.codePoint(at: at, before: end)
      at += length
      // A number's later digits begin no year.
      if code.digit != nil {
        while at < end, case let (next, nextLength) = text.codePoint(at: at, before: end), next.digit != nil {
          at += nextLength
        }
      }
    }
    return nil
  }
}
