/// Puts the candidates of a text together into an outline.
struct OutlineBuilder {
  /// A section whose end may not have come yet.
  struct Draft {
    var start: Int
    var end: Int
    var markerEnd: Int
    var title: Range<Int>
    var level: Int
    var role: Role
    var parent: Int?
    /// Whether it is a run of text that only its role sets apart.
    var isRun = false
  }

  let text: [UInt8]
  let marks: PunctuationScanner
  /// What comes after each candidate.
  let lookahead: Lookahead
  let roles: RoleReader
  /// The lines that markup names as headings.
  let marked: MarkedLines
  /// The lines that head a passage without a number.
  let titles: TitleLines
  /// The end of the front matter: a title's lines before the first heading or sentence.
  let bodyStart: Int

  var stack: NestingStack
  var drafts: [Draft] = []
  /// Whether the last draft's title is still to be found; it ends at the next heading at the latest.
  private var titleIsPending = false
  private var nextStop = 0
  /// The role of a heading without a number, for the list behind it that stands on its level.
  var carriedRole: Role?
  /// Where the first section begins, with the signs of Markdown before its number.
  private var introEnd: Int?

  init(_ text: [UInt8], _ headings: [MarkedHeading], title: String?) {
    self.text = text
    let marks = PunctuationScanner(text)
    self.marks = marks
    lookahead = Lookahead(marks.candidates)
    let marked = MarkedLines(text, marks.lines, headings)
    self.marked = marked
    let firstStop = marks.stops.first?.lowerBound ?? text.count
    let firstNumber = marks.candidates.first { $0.lead == .lineStart }?.start ?? text.count
    let first = min(firstStop, firstNumber)
    var bodyLine = max(0, marks.lines.partitioningIndex { $0.lowerBound > first } - 1)
    if let line = marked.first { bodyLine = min(bodyLine, line) }
    let title = Array((title ?? "").utf8)
    let body = marks.lines.isEmpty ? 0 : marks.lines[bodyLine].lowerBound
    var roles = RoleReader()
    roles.year =
      text.firstYear(before: body) ?? title.firstYear(before: title.count)
      ?? text.firstYear(before: min(text.count, body + Self.opening))
    // Only what comes before the body may call the report a plan, be it in the text or outside.
    roles.base = body > 0 ? roles.role(ofTitle: 0..<body, in: text) : roles.role(ofTitle: title.indices, in: title)
    titles = TitleLines(text, marks, bodyLine: bodyLine, roles: roles) { marked[$0] != nil }
    bodyStart = titles.first.map { min(body, marks.lines[$0].lowerBound) } ?? body
    if bodyStart > 0, bodyStart < body { roles.base = roles.role(ofTitle: 0..<bodyStart, in: text) }
    self.roles = roles
    stack = NestingStack(enclosed: titles.enclosed)
  }

  mutating func build() -> [Section] {
    var next = 0, isInAttachments = false, hasOwnNumbers = false
    for line in marks.lines.indices {
      let first = next
      while next < marks.candidates.count, marks.candidates[next].line == line { next += 1 }
      let candidates = first..<next
      if text.namesAttachments(marks.lines[line]) {
        isInAttachments = true
      } else if isInAttachments {
        // Names with numbers of their own begin with the first: 附件：一、…二、….
        let number = candidates.first.flatMap(chineseNumber)
        hasOwnNumbers = hasOwnNumbers || number == 1
        isInAttachments = isShort(line) && (hasOwnNumbers || !(candidates.first.map(goesOn) ?? false))
      }
      if !isInAttachments { hasOwnNumbers = false }
      if isInAttachments { continue }
      if !(candidates.first.map { marks.candidates[$0].lead == .lineStart } ?? false) {
        settleTitle(before: marks.lines[line].lowerBound)
        if let mark = marked[line] {
          openMarked(mark, line, before: first)
          continue
        }
        if let title = titles[line] {
          openTitle(title, before: first)
          continue
        }
        readPlainLine(line, before: first)
      }
      readLists(candidates, line)
      readAnnouncement(atEndOf: line, before: next)
    }
    settleTitle(before: text.count)
    for section in stack.open { drafts[section.index].end = text.count }
    return sections()
  }

  /// Whether a candidate takes up the numbers of the headings before an attachment that stands among them: 二、 behind 附：.
  private func goesOn(_ index: Int) -> Bool {
    chineseNumber(index).map { stack.continues(marks.candidates[index].marker.numbering, $0) } ?? false
  }

  /// The number of a candidate that begins a line, where it is no arabic one.
  private func chineseNumber(_ index: Int) -> Int? {
    let candidate = marks.candidates[index]
    return candidate.lead == .lineStart && !candidate.marker.numbering.isArabic ? candidate.marker.number : nil
  }

  /// Whether a line is too short for a passage.
  private func isShort(_ line: Int) -> Bool {
    let range = marks.lines[line]
    let stop = marks.stops.partitioningIndex { $0.lowerBound >= range.lowerBound }
    return range.count <= Self.shortLine
      && !(stop < marks.stops.count && marks.stops[stop].lowerBound < range.upperBound)
  }

  // MARK: Numbered headings

  mutating func read(_ index: Int) {
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
      listRole = role(announcing: candidate)
      if listRole == nil, let last = stack.open.last, drafts[last.index].isRun { listRole = drafts[last.index].role }
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

  var inheritedRole: Role { stack.open.last.map { drafts[$0.index].role } ?? roles.base }

  /// Whether a candidate is a heading, not a number that happens to stand there.
  private func isHeading(_ index: Int, _ number: Int) -> Bool {
    let candidate = marks.candidates[index]
    let numbering = candidate.marker.numbering
    let predecessor = stack.predecessor(numbering, number, beginsLine: candidate.lead == .lineStart)
    // A list has two items at least.
    let isListed = predecessor != nil || (number == 1 && lookahead.followers[index] != nil)
    if candidate.marker.isDoubtful { return candidate.lead != .comma && stack.continues(numbering, number) }
    switch (candidate.lead, numbering) {
    case (.lineStart, .imperative), (.lineStart, .ordinal), (.lineStart, .adverb), (.lineStart, .decimal),
      (.lineStart, .decimalDeep), (.lineStart, .chineseBare), (.lineStart, .latin):
      return isListed
    case (.lineStart, _):
      // 110、119联动: no list begins there, and none has come so far.
      return number <= Self.largestFirst || !numbering.isArabic || predecessor != nil
        || lookahead.followers[index] != nil
    case (_, .part), (_, .chapter), (_, .section), (_, .decimal), (_, .decimalDeep), (_, .chineseBare): return false
    case (.stop, .verbal): return true
    case (.stop, _): return isListed
    case (.comma, .verbal), (.comma, .imperative), (.comma, .ordinal), (.comma, .adverb):
      // 一是…，二是…: a list within one sentence stays within its line.
      if let predecessor { return stack.open[predecessor].line == candidate.line }
      return number == 1
        && lookahead.followers[index].map { marks.candidates[$0].line == candidate.line } ?? false
    case (.comma, _): return false
    }
  }

  /// The length in bytes up to which a line may be the name of an attachment.
  private static let shortLine = 180
  /// How many bytes of the body may name the year that the report is about.
  private static let opening = 600
  /// The largest number that a list may begin with where the text is cut or numbers were forgotten.
  private static let largestFirst = 20

  /// The role that the words before an inline list tell, in its line and below the last heading.
  private func role(announcing candidate: Candidate) -> Role? {
    let line = marks.lines[candidate.line]
    let start = max(line.lowerBound, drafts.last.map { $0.start } ?? 0)
    let stops = marks.stops.partitioningIndex { $0.lowerBound >= candidate.start }
    func lead(_ count: Int, before end: Int) -> Range<Int> {
      let lead = stops >= count ? max(start, marks.stops[stops - count].upperBound) : start
      return min(lead, end)..<end
    }
    let last = lead(1, before: candidate.start)
    if let role = roles.role(announcedBy: last, in: text) { return role }
    if text.endsWithColon(last), let role = roles.role(ofHeading: text.trimmingClosingPunctuation(last), in: text) {
      return role
    }
    // 还存在一些不足。主要是：一是…: the announcement may stand one sentence before.
    guard last.count <= Self.longestLink else { return nil }
    return roles.role(announcedBy: lead(2, before: last.lowerBound), in: text)
  }

  /// The length in bytes of words that do no more than join a list to the sentence before: 主要表现在以下几个方面：.
  private static let longestLink = 45

  // MARK: Titles and ends

  mutating func open(
    _ start: Int, title: Range<Int>, role: Role, depth: Int, markedLevel: Int? = nil,
    kind: OpenSection.Unnumbered = .passage, line: Int = 0
  ) {
    settleTitle(before: start)
    close(to: depth, at: start)
    if introEnd == nil { introEnd = start }
    let level = (stack.open.last?.level ?? 0) + 1
    drafts.append(
      Draft(
        start: start, end: text.count, markerEnd: start, title: title, level: level, role: role,
        parent: stack.open.last?.index, isRun: title.isEmpty))
    stack.push(
      OpenSection(
        numbering: nil, number: 0, unnumbered: kind, level: level, markedLevel: markedLevel, index: drafts.count - 1,
        beginsLine: true, line: line, listRole: nil))
  }

  mutating func close(to depth: Int, at position: Int) {
    for section in stack.open[depth...] { drafts[section.index].end = position }
    stack.close(to: depth)
  }

  /// Finds the title of the last numbered heading, and its role.
  mutating func settleTitle(before limit: Int) {
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

  /// 行政复议工作：全年受理…: a title is what stands before its colon.
  private func cutAtColon(_ title: Range<Int>) -> Range<Int> {
    let index = marks.colons.partitioningIndex { $0.lowerBound >= title.lowerBound }
    guard index < marks.colons.count, case let colon = marks.colons[index].lowerBound, colon < title.upperBound,
      (6...90).contains(colon - title.lowerBound)
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
          range: intro, level: 1, marker: "", title: "", titleRange: empty,
          role: (drafts.first?.isRun ?? true) ? roles.base : .intro,
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
}
