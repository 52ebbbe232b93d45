/// Finds lines that an editor or an export has broken at a fixed width, and what joins them again.
///
/// Whether a text is wrapped is decided once, by how wide its lines are: most are nearly as wide as any, and they end in the
/// middle of a sentence. Only then single lines are looked at. A text with a paragraph a line stays as it is.
struct LineWraps {
  private var text: PlainLines
  /// The lines between the first and the last of running text.
  private var body: Range<Int>
  private var widths: [Int] = []
  /// Whether each line is a table's row, as far as it has been asked for all of them.
  private var rows: [Bool] = []
  /// The width that lines were broken at; nil where they were not.
  private var limit: Int?
  /// How far a line may stay below the limit, besides what its next word would have needed.
  private var slack: Int { (limit ?? 0) / 12 }
  private var margin = 0
  private var hasMarkedParagraphs = false
  private var isDoubleSpaced = false
  private var isLatin: Bool

  /// Narrower columns are not what people wrap reports to, and lists have lines as short.
  private static let narrowest = 40
  private static let widest = 200
  /// A text with fewer full lines says too little of its width.
  private static let fewest = 4

  /// Finds the wraps between the lines of `body`.
  init(_ text: PlainLines, body: Range<Int>) {
    self.text = text
    self.body = body
    let sample = body.lazy.map { text.lines[$0].range.prefix(600) }.prefix(60)
    let wide = sample.reduce(0) { $0 + Block.measure(text.text[$1]).wide }
    isLatin = wide * 20 < sample.reduce(0) { $0 + $1.count }
    // Most texts have a paragraph a line, which their bytes show already.
    let long = body.count { text.lines[$0].range.count > 3 * Self.widest }
    guard body.count >= 6, long * 20 <= body.count else { return }
    rows = text.lines.indices.map { isRow($0) }
    // Some programs count characters, whatever their width; what they have broken is of one length.
    var byCharacters = self
    byCharacters.decide(widths(ofCharacters: true))
    decide(widths(ofCharacters: false))
    if limit == nil || byCharacters.limit != nil && byCharacters.atLimit > atLimit { self = byCharacters }
  }

  private func widths(ofCharacters: Bool) -> [Int] {
    text.lines.indices.map { index in
      guard body.contains(index) else { return 0 }
      let range = text.lines[index].range
      let own =
        ofCharacters ? 2 * DisplayWidth.characters(text.text, in: range) : DisplayWidth.columns(text.text, in: range)
      return own + text.lines[index].indent
    }
  }

  /// How many lines are as wide as any.
  private var atLimit: Int {
    guard let limit else { return 0 }
    return body.count { widths[$0] >= limit - 2 && widths[$0] <= limit }
  }

  /// Whether a line goes on in the next.
  func isJoined(_ index: Int, _ next: Int) -> Bool {
    let (line, after) = (text.lines[index], text.lines[next])
    if line.isHyphenated, Self.isLetter(text.bytes(index).last), Self.isLower(text.bytes(next).first) { return true }
    guard limit != nil || after.followsPageEnd, body.contains(index) else { return false }
    guard !isRow(index), !isRow(next), !isIndented(next), !LineOpening.isNumbered(text.bytes(next)) else {
      return false
    }
    let isOpen = !SentenceEnd.ends(text.bytes(index))
    if after.followsPageEnd, isOpen, isProse(index), !isEnding(next) {
      // The end of a page has cut a paragraph, in whatever text.
      return limit == nil || isFull(index, next)
    }
    guard limit != nil, isFull(index, next), isDoubleSpaced || !after.hasGapBefore else { return false }
    if isEnding(next) { return false }
    if isOpen { return hasMarkedParagraphs || !isHeading(index) }
    return hasMarkedParagraphs && !after.followsPageEnd
  }

  /// What a joined line puts between itself and the next, and how many bytes of its end go.
  func joint(_ index: Int, _ next: Int) -> (blank: Bool, dropped: Int) {
    let (before, after) = (text.bytes(index), text.bytes(next))
    guard let last = before.last, let first = after.first, last < 0x80, first < 0x80 else { return (false, 0) }
    if text.lines[index].isHyphenated { return (false, 0) }
    let second = before.dropLast().last
    if last == UInt8(ascii: "-"), Self.isLetter(second) {
      return (false, Self.isLower(first) ? 1 : 0)
    }
    if isLatin { return (true, 0) }
    return (Self.isLetter(last) || Self.isLetter(first), 0)
  }

  // MARK: - The whole text

  private mutating func decide(_ widths: [Int]) {
    self.widths = widths
    guard let limit = commonLimit() else { return }
    self.limit = limit
    let rows = body.filter { isRow($0) }
    let wider = body.count { widths[$0] > limit + 4 && !isRow($0) }
    let pairs = body.dropLast().filter { isFull($0, $0 + 1) && !isRow($0) && !isRow($0 + 1) }
    let open = pairs.filter { !SentenceEnd.ends(text.bytes($0)) }
    let prose = pairs.count { Block.measure(text.bytes($0)).stops > 0 || hasPause($0) }
    setMargin()
    // Lists of long lines are full and open as well, but each line begins with its number.
    let gaps = open.count { text.lines[$0 + 1].hasGapBefore }
    isDoubleSpaced = gaps * 10 >= open.count * 9
    let going = open.count {
      !isIndented($0 + 1) && !LineOpening.isNumbered(text.bytes($0 + 1))
        && (isDoubleSpaced || !text.lines[$0 + 1].hasGapBefore)
    }
    let isWrapped =
      pairs.count >= Self.fewest && pairs.count * 10 >= (body.count - rows.count) * 3 && wider * 20 <= body.count
      && open.count * 4 >= pairs.count * 3 && prose * 10 >= pairs.count * 7 && going * 2 >= open.count && going >= 3
    guard isWrapped else {
      self.limit = nil
      return
    }
    setParagraphs()
  }

  /// The width that most lines end just below.
  private func commonLimit() -> Int? {
    var histogram = [Int](repeating: 0, count: Self.widest + 1)
    for index in body where widths[index] <= Self.widest && !isRow(index) { histogram[widths[index]] += 1 }
    var best: (count: Int, top: Int)?
    for top in Self.narrowest...Self.widest where histogram[top] > 0 {
      let count = histogram[(top - top / 12 - 2)...top].reduce(0, +)
      if count > best?.count ?? 0 { best = (count, top) }
    }
    return best?.top
  }

  /// The least indent that more than a few lines have.
  private mutating func setMargin() {
    var counts: [Int: Int] = [:]
    for index in body where !text.lines[index].isIndentWide { counts[text.lines[index].indent, default: 0] += 1 }
    margin = counts.filter { $0.value * 7 >= body.count }.keys.min() ?? 0
  }

  /// Whether paragraphs are told apart by an indent or an empty line.
  private mutating func setParagraphs() {
    var starts = 0
    var marked = 0
    for index in body.dropFirst() where !isFull(index - 1, index) {
      if LineOpening.isNumbered(text.bytes(index)) || isRow(index) || text.lines[index].followsPageEnd { continue }
      starts += 1
      if isIndented(index) || !isDoubleSpaced && text.lines[index].hasGapBefore { marked += 1 }
    }
    hasMarkedParagraphs = starts > 1 && marked * 5 >= starts * 4
  }

  // MARK: - Lines

  /// Whether the next line's first word would not have fitted.
  private func isFull(_ index: Int, _ next: Int) -> Bool {
    guard let limit else { return false }
    return widths[index] + firstWord(next) > limit - slack
  }

  private func isIndented(_ index: Int) -> Bool {
    text.lines[index].isIndentWide || text.lines[index].indent > margin + 1
  }

  private func isProse(_ index: Int) -> Bool {
    let (length, stops, _) = Block.measure(text.bytes(index))
    return length >= 15 && stops > 0
  }

  /// Whether a line has what parts clauses without ending them: 、 in Chinese, words in Latin.
  private func hasPause(_ index: Int) -> Bool {
    let bytes = text.bytes(index)
    if isLatin { return bytes.count { $0 == 0x20 } >= 5 }
    return bytes.indices.contains { bytes[$0] == 0xE3 && bytes[$0...].starts(with: "、".utf8) }
  }

  /// The width of what cannot be parted at a line's start: a Latin word or a Chinese character, with the marks around it.
  private func firstWord(_ index: Int) -> Int {
    let line = text.bytes(index)
    var at = line.startIndex
    while at < line.endIndex, line[at] >= 0xE2, let end = Self.openers.end(in: line, at: at) { at = end }
    if at < line.endIndex, line[at] < 0x80 {
      while at < line.endIndex, line[at] > 0x20, line[at] < 0x80 { at += 1 }
    } else if at < line.endIndex {
      at += line[at] < 0xE0 ? 2 : line[at] < 0xF0 ? 3 : 4
    }
    while at < line.endIndex, line[at] >= 0xE2, let end = Self.marks.end(in: line, at: at) { at = end }
    // No editor leaves more of a line empty than half of a narrow one.
    return min(DisplayWidth.columns(text.text, in: line.startIndex..<min(at, line.endIndex)), Self.narrowest / 2)
  }

  private func isHeading(_ index: Int) -> Bool {
    let line = text.bytes(index)
    return LineOpening.isHeading(line)
      && !line.indices.contains { line[$0] == 0xE3 && line[$0...].starts(with: "。".utf8) }
  }

  /// Whether a line is of the signature: a date, or what stands above one.
  private func isEnding(_ index: Int) -> Bool {
    if Self.isDate(text.bytes(index)) { return true }
    return index + 1 < text.lines.count && !SentenceEnd.ends(text.bytes(index))
      && DisplayWidth.columns(text.text, in: text.lines[index].range) * 2 < limit ?? 2 * Self.narrowest
      && Self.isDate(text.bytes(index + 1))
  }

  /// Whether a line is a day and nothing else.
  private static func isDate(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 60 else { return false }
    var at = line.startIndex
    var parts = 0
    while at < line.endIndex {
      let end = LineOpening.numeral(line, at)
      if end > at {
        at = end
      } else if line[at] == 0x20 || line[at] == UInt8(ascii: "-") || line[at] == UInt8(ascii: ".") {
        if line[at] != 0x20 { parts += 1 }
        at += 1
      } else if let end = dateParts.end(in: line, at: at) {
        parts += 1
        at = end
      } else {
        return false
      }
    }
    return parts >= 2
  }

  /// Whether a line is the row of a table, its cells parted by tabs, bars or many blanks, or a number alone, which may be
  /// a cell or a page's.
  private func isRow(_ index: Int) -> Bool {
    guard rows.isEmpty else { return rows[index] }
    let line = text.bytes(index)
    return line.withUnsafeBufferPointer { bytes in
      if bytes.allSatisfy({ $0 < 0x3A }) { return true }
      var blanks = 0
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte >= 0xE4, byte < 0xEF {
          // Nearly all of a Chinese text.
          blanks = 0
          at += 3
        } else if byte == 0x09 || byte == UInt8(ascii: "|") {
          return true
        } else if byte == 0x20 {
          blanks += 1
          at += 1
        } else if byte == 0xE3, at + 2 < bytes.count, bytes[at + 1] == 0x80, bytes[at + 2] == 0x80 {
          blanks += 2
          at += 3
        } else if byte == 0xE2 || byte == 0xEF, Self.bars.end(in: line, at: line.startIndex + at) != nil {
          return true
        } else {
          blanks = 0
          at += 1
        }
        if blanks >= 4 { return true }
      }
      return false
    }
  }

  private static func isLetter(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
  }

  private static func isLower(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
  }

  private static let marks = WordList("， 。 、 ； ： ！ ？ ） 》 ” ’ 】 〕 ％")
  private static let openers = WordList("（ 《 “ ‘ 【 〔 「")
  private static let bars = WordList("｜ │ ┃ ║")
  private static let dateParts = WordList("年 月 日 〇 ○ o")
}
