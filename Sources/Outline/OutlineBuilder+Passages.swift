/// Headings without a number, and text that changes its role without a heading.
extension OutlineBuilder {
  // MARK: Lines

  /// Opens the section of a heading that only markup names.
  mutating func openMarked(_ mark: MarkedLines.Mark, _ line: Int, before next: Int) {
    var depth = stack.depth(ofMarkedLevel: mark.level)
    // Where numbers go on behind it, it belongs to the item before them, unless markup names that one, too.
    if let item = itemGoingOn(from: next), item >= depth,
      stack.open[depth...item].allSatisfy({ $0.markedLevel == nil })
    {
      depth = item + 1
    }
    let role = roles.role(ofHeading: mark.title, in: text)
    let outer = depth > 0 ? drafts[stack.open[depth - 1].index].role : roles.base
    open(
      text.trimmingBlanks(marks.lines[line]).lowerBound, title: mark.title, role: role ?? outer, depth: depth,
      markedLevel: mark.level)
    carriedRole = nil
  }

  /// Opens the section of a line that heads a passage without a number.
  mutating func openTitle(_ title: TitleLines.Title, before next: Int) {
    switch title.kind {
    case .part(let role):
      open(
        title.range.lowerBound, title: title.range, role: role, depth: depthOfPassage(before: next), kind: .part)
      carriedRole = role
    case .subject:
      let depth = max(depthOfSubject(before: next), stack.markedDepth)
      let outer = depth > 0 ? drafts[stack.open[depth - 1].index].role : roles.base
      open(title.range.lowerBound, title: title.range, role: outer, depth: depth, kind: .subject)
      carriedRole = nil
    }
  }

  /// How many sections enclose a part, or a paragraph with a role of its own.
  ///
  /// Where the numbers go on below the top, it belongs to the section that it ends.
  private func depthOfPassage(before next: Int) -> Int {
    max(itemGoingOn(from: next).map { $0 > 0 ? $0 + 1 : 0 } ?? 0, stack.markedDepth)
  }

  /// How many sections enclose a subject.
  private func depthOfSubject(before next: Int) -> Int {
    if let index = lookahead.lineStart(from: next), marks.candidates[index].marker.number == 1,
      let akin = stack.open.firstIndex(where: {
        $0.beginsLine && $0.numbering?.isAkin(to: marks.candidates[index].marker.numbering) == true
      })
    {
      // The list starts over: the subject stands beside the one above the last list, or beside its items.
      return akin > 0 && stack.open[akin - 1].unnumbered == .subject ? akin - 1 : akin
    }
    if let last = stack.open.lastIndex(where: { $0.unnumbered == .subject }) { return last }
    if let innermost = stack.open.lastIndex(where: { $0.beginsLine && $0.numbering != nil }) { return innermost + 1 }
    guard titles.nestsSubjects else { return 0 }
    return (stack.open.lastIndex { $0.unnumbered == .part } ?? -1) + 1
  }

  /// The index of the open section that the next number at the start of a line follows.
  private func itemGoingOn(from next: Int) -> Int? {
    guard let index = lookahead.lineStart(from: next), case let following = marks.candidates[index].marker,
      let number = following.number
    else { return nil }
    return stack.predecessor(following.numbering, number, beginsLine: true)
  }

  /// Reads the first sentence of a line that begins with no number, which may announce a list or another role.
  mutating func readPlainLine(_ line: Int, before next: Int) {
    let range = text.trimmingBlanks(marks.lines[line])
    guard range.lowerBound >= bodyStart, !range.isEmpty else { return }
    let firstStop = marks.stops.partitioningIndex { $0.lowerBound >= range.lowerBound }
    let stop =
      firstStop < marks.stops.count ? min(marks.stops[firstStop].lowerBound, range.upperBound) : range.upperBound
    let list = next < marks.candidates.count ? marks.candidates[next].start : text.count
    let head = range.lowerBound..<min(stop, list)
    if openLead(head, before: next) { return }
    if let role = roles.role(announcedBy: head, in: text), role != inheritedRole {
      openPassage(range.lowerBound..<range.lowerBound, role, before: next)
    } else if stack.open.isEmpty, !drafts.isEmpty {
      // A change of role has ended with its paragraph.
      open(
        range.lowerBound, title: range.lowerBound..<range.lowerBound, role: roles.base, depth: 0,
        kind: .paragraphs)
    }
  }

  /// Opens the section of paragraphs with a role of their own.
  ///
  /// Where numbers go on below the top, they belong to the item before them; else they are a section beside those before.
  private mutating func openPassage(_ title: Range<Int>, _ role: Role, before next: Int) {
    if let item = itemGoingOn(from: next), item > 0 {
      open(title.lowerBound, title: title, role: role, depth: item + 1, kind: .paragraphs)
    } else {
      open(title.lowerBound, title: title, role: role, depth: max(stack.partDepth, stack.markedDepth))
      carriedRole = role
    }
  }

  /// Opens the section of words before a colon that tell a role (不足之处：学习不够).
  private mutating func openLead(_ head: Range<Int>, before next: Int) -> Bool {
    let index = marks.colons.partitioningIndex { $0.lowerBound >= head.lowerBound }
    guard index < marks.colons.count, marks.colons[index].lowerBound < head.upperBound else { return false }
    return openUnnumbered(head.lowerBound..<marks.colons[index].upperBound, before: next)
  }

  // MARK: Sentences

  /// Reads the lists within a line, and the sentences that turn to what is wrong or planned.
  mutating func readLists(_ candidates: Range<Int>, _ line: Int) {
    let range = marks.lines[line].lowerBound..<text.trimmingBlanksAtEnd(marks.lines[line]).upperBound
    var next = candidates.lowerBound
    var stop = marks.stops.partitioningIndex { $0.lowerBound >= range.lowerBound }
    while stop < marks.stops.count, marks.stops[stop].lowerBound < range.upperBound {
      let isSentence = text.codePoint(at: marks.stops[stop].lowerBound, before: range.upperBound).code.endsSentence
      let start = text.skippingBlanks(from: marks.stops[stop].upperBound, before: range.upperBound)
      stop += 1
      while next < candidates.upperBound, marks.candidates[next].start <= start {
        read(next)
        next += 1
      }
      guard isSentence, start >= bodyStart, start < range.upperBound,
        !(next > candidates.lowerBound && marks.candidates[next - 1].start == start)
      else { continue }
      var end = stop < marks.stops.count ? min(marks.stops[stop].lowerBound, range.upperBound) : range.upperBound
      if next < candidates.upperBound { end = min(end, marks.candidates[next].start) }
      readTurn(start..<end, line)
    }
    while next < candidates.upperBound {
      read(next)
      next += 1
    }
    if let last = stack.open.last, last.unnumbered == .sentence, last.line == line {
      settleTitle(before: range.upperBound)
      close(to: stack.open.count - 1, at: range.upperBound)
    }
  }

  /// Sets the rest of a paragraph apart where a sentence turns to another role.
  private mutating func readTurn(_ sentence: Range<Int>, _ line: Int) {
    // The last words of a line may announce what follows it.
    guard
      !(sentence.upperBound == text.trimmingBlanksAtEnd(marks.lines[line]).upperBound && text.endsWithColon(sentence)),
      let role = roles.role(announcedBy: sentence, in: text)
    else { return }
    settleTitle(before: sentence.lowerBound)
    guard role != inheritedRole else { return }
    let depth = stack.open.last?.unnumbered?.isRun == true ? stack.open.count - 1 : stack.open.count
    open(
      sentence.lowerBound, title: sentence.lowerBound..<sentence.lowerBound, role: role, depth: depth,
      kind: .sentence, line: line)
  }

  /// The last words of a paragraph, where they announce what follows (…。下半年工作计划：).
  mutating func readAnnouncement(atEndOf line: Int, before next: Int) {
    let range = text.trimmingBlanks(marks.lines[line])
    let after = marks.stops.partitioningIndex { $0.lowerBound >= range.upperBound }
    guard after > 0, marks.stops[after - 1].lowerBound > range.lowerBound, range.lowerBound >= bodyStart else { return }
    let words = text.trimmingBlanks(marks.stops[after - 1].upperBound..<range.upperBound)
    guard text.endsWithColon(words), !openUnnumbered(words, before: next),
      drafts.last.map({ $0.markerEnd <= words.lowerBound }) ?? true,
      let role = roles.role(announcedBy: words, in: text), role != inheritedRole
    else { return }
    open(words.lowerBound, title: words.lowerBound..<words.lowerBound, role: role, depth: stack.markedDepth)
    carriedRole = role
  }

  /// Opens the section of words that tell a role, if they do.
  private mutating func openUnnumbered(_ range: Range<Int>, before next: Int) -> Bool {
    guard range.lowerBound < range.upperBound, range.lowerBound > bodyStart || drafts.count > 0 else { return false }
    let title = text.trimmingClosingPunctuation(text.trimmingBlanks(range))
    guard let role = roles.role(ofHeading: title, in: text), !text[title].contains(0x09),
      stack.open.isEmpty || role != inheritedRole
    else { return false }
    // The last words of a numbered heading are its own.
    if let last = drafts.last, last.markerEnd > range.lowerBound { return false }
    // 我们也清醒地认识到存在的不足： announces, rather than heads.
    openPassage(text.holdsSpeech(title) ? title.lowerBound..<title.lowerBound : title, role, before: next)
    return true
  }
}
