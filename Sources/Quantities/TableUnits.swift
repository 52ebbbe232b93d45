/// Finds the unit of a bare number in a table: in the heading of its column, in its row, or in the caption.
///
/// 案件数（件） and 单位：万元 state one, 件数 and 人次 are one, and a cell of its own may hold it (件).
struct TableUnits {
  /// A unit as a table states it.
  struct Statement: Equatable {
    /// The unit with the power of ten before it: 万元.
    var written: String
    var kind: UnitKind

    static let percent = Statement(written: "%", kind: .percent)

    var isRate: Bool { kind == .percent || kind == .points }
  }

  /// What the headings of a column, or the names of a row, say of the unit of its bare numbers.
  struct Words {
    /// The words, those next to the numbers last.
    var ranges: [Range<Int>] = []
    /// The unit that they state: 案件数（件）.
    fileprivate var stated: Statement?
    /// The unit that they count in: 受援人数.
    fileprivate var counted: Statement?
    /// What the columns count that a change compares.
    fileprivate var compared: Statement?
    /// Whether any of them names a share, and whether any names a change.
    fileprivate var isRate = false
    fileprivate(set) var isChange = false
    /// Whether the last of them names a share, and whether it names growth.
    fileprivate var endsInRate = false
    fileprivate var endsInGrowth = false
  }

  private let text: [UInt8]
  private let units = WordTable<Unit>.units

  init(_ text: [UInt8]) { self.text = text }

  /// What words say of a unit: to be asked once for a column or a row, and not by each of its cells.
  func words(_ ranges: [Range<Int>]) -> Words {
    var words = Words()
    words.ranges = ranges
    words.stated = ranges.reversed().lazy.compactMap(stated).first
    words.counted = ranges.reversed().lazy.compactMap(counted).first
    words.isRate = ranges.contains { TableWords.isRate(text[$0]) }
    words.isChange = ranges.contains { TableWords.isChange(text[$0]) }
    words.endsInRate = ranges.last.map { TableWords.isRate(text[$0]) } ?? false
    words.endsInGrowth = ranges.last.map { TableWords.isGrowth(text[$0]) } ?? false
    return words
  }

  /// What the headings of each column say.
  ///
  /// 其中：女性 counts in what the column counts that it is a part of, 人数, and a change in
  /// what it compares.
  func words(ofColumns headings: [[Range<Int>]]) -> [Words] {
    var columns: [Words] = []
    var whole: Int?
    for (column, ranges) in headings.enumerated() {
      columns.append(words(ranges))
      if columns[column].isChange, let whole {
        columns[column].compared = columns[whole].stated ?? columns[whole].counted
        continue
      }
      guard let last = ranges.last, text[last].starts(with: "其中".utf8) else {
        whole = column
        continue
      }
      guard let whole else { continue }
      columns[column].stated = columns[column].stated ?? columns[whole].stated
      columns[column].counted = columns[column].counted ?? columns[whole].counted
    }
    return columns
  }

  /// The unit of the bare numbers of a cell below `headings` and beside `names`; nil where nothing states one.
  ///
  /// `changeIsRate` tells what a change is whose headings do not say it: 同比.
  func unit(
    of row: Int, _ column: Int, in table: TextTable, _ headings: Words, _ names: Words, changeIsRate: Bool
  ) -> Statement? {
    if let unit = headings.stated { return unit }
    if headings.endsInGrowth || headings.isRate || headings.isChange && changeIsRate { return .percent }
    if let unit = names.stated { return unit }
    if names.endsInRate { return .percent }
    for c in stride(from: min(column, table.rows[row].cells.count) - 1, through: 0, by: -1) {
      let cell = table.rows[row].cells[c]
      if cell.content == .words, let unit = whole(cell.range) { return unit }
    }
    if headings.isChange, let unit = headings.compared { return unit }
    let stated = caption(table, words: names.ranges + headings.ranges)
    if let counted = headings.counted ?? names.counted {
      // 单位：万人 says more of 人数 than the word does, and 单位：万元 says nothing of it.
      return stated.map { $0.written.hasSuffix(counted.written) } ?? false ? stated : counted
    }
    return above(row, column, in: table) ?? stated
  }

  /// The unit that a row's name states for the rows below it, whose names begin with 其中 or a number in brackets.
  private func above(_ row: Int, _ column: Int, in table: TextTable) -> Statement? {
    for r in stride(from: row, through: max(table.headRows, row - TextTable.reach), by: -1) {
      guard let name = table.names(of: r, before: column).last else { return nil }
      if r < row, let unit = stated(in: name) { return unit }
      if !["其中", "（", "("].contains(where: { text[name].starts(with: $0.utf8) }) { return nil }
    }
    return nil
  }

  /// Whether a cell holds a unit and nothing else.
  func isUnit(_ range: Range<Int>) -> Bool { whole(range) != nil }

  /// The words of a heading without the unit that it states.
  static func words(of heading: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let reader = TableUnits(Array(heading))
    guard let open = reader.statement(in: 0..<heading.count)?.open else { return heading }
    return heading[..<(heading.startIndex + open)]
  }

  // MARK: Statements

  /// The unit that a heading or a name states.
  private func stated(in range: Range<Int>) -> Statement? {
    if let found = statement(in: range) { return found.unit }
    return whole(range)
  }

  /// The unit that the words count in: 受援人数, 咨询人次.
  private func counted(in range: Range<Int>) -> Statement? {
    let words = TableUnits.words(of: text[range])
    for (ending, unit) in TableWords.counts where words.suffix(ending.count).elementsEqual(ending) {
      return Statement(written: unit, kind: .count)
    }
    return nil
  }

  /// The unit in brackets or behind a stroke at the end of words, and where the bracket or stroke stands.
  private func statement(in range: Range<Int>) -> (unit: Statement, open: Int)? {
    var at = range.upperBound - 1
    while at >= range.lowerBound {
      let length = opens(at)
      if length > 0 {
        var inner = at + length..<range.upperBound
        for closing in ["）", ")"] where text[inner].suffix(closing.utf8.count).elementsEqual(closing.utf8) {
          inner = inner.lowerBound..<inner.upperBound - closing.utf8.count
        }
        if let unit = whole(withoutLead(inner)) { return (unit, at) }
      }
      at -= 1
    }
    // 同比增长%.
    if range.count > 1, text[range.upperBound - 1] == 0x25 {
      return (.percent, range.upperBound - 1)
    }
    return nil
  }

  private func opens(_ at: Int) -> Int {
    if text[at] == 0x28 || text[at] == 0x2F { return 1 }
    guard at + 2 < text.count, text[at] == 0xEF, text[at + 1] == 0xBC else { return 0 }
    return text[at + 2] == 0x88 || text[at + 2] == 0x8F ? 3 : 0
  }

  /// What stands behind 单位：.
  private func withoutLead(_ range: Range<Int>) -> Range<Int> {
    for lead in ["计量单位", "单位"] where text[range].starts(with: lead.utf8) {
      var start = range.lowerBound + lead.utf8.count
      for colon in ["：", ":"] where text[start..<range.upperBound].starts(with: colon.utf8) {
        start += colon.utf8.count
      }
      return text.trimmingTableBlanks(start..<range.upperBound)
    }
    return text.trimmingTableBlanks(range)
  }

  /// The unit that words are from end to end.
  private func whole(_ range: Range<Int>) -> Statement? {
    guard !range.isEmpty, range.count <= 24 else { return nil }
    let folded = FoldedText(Array(text[range]))
    var i = 0
    while "百千万亿".unicodeScalars.contains(folded[i]) { i += 1 }
    guard let match = units.longest(in: folded, at: i) else { return nil }
    i += match.length
    guard i == folded.count || folded[i] == "/" else { return nil }
    return Statement(written: String(decoding: text[range], as: UTF8.self), kind: match.value.kind)
  }

  // MARK: Captions

  /// The unit that the lines above a table state; of several, the one that the words of row and column speak of.
  private func caption(_ table: TextTable, words: [Range<Int>]) -> Statement? {
    for line in table.captions.reversed() {
      guard let start = mark(in: line) else { continue }
      let units = list(start..<line.upperBound)
      if units.isEmpty { continue }
      return units.count == 1 ? units[0] : fitting(units, words)
    }
    return nil
  }

  /// Where the units that a line states begin.
  private func mark(in line: Range<Int>) -> Int? {
    var at = line.upperBound - 6
    while at >= line.lowerBound {
      if text[at...].starts(with: "单位".utf8) {
        for colon in ["：", ":"] where text[(at + 6)..<line.upperBound].starts(with: colon.utf8) {
          return at + 6 + colon.utf8.count
        }
      }
      at -= 1
    }
    return nil
  }

  private func list(_ range: Range<Int>) -> [Statement] {
    var units: [Statement] = []
    var start = range.lowerBound
    for i in range.lowerBound...range.upperBound {
      let isEnd = i == range.upperBound
      let length = isEnd ? 0 : parting(i)
      guard isEnd || length > 0 else { continue }
      if start <= i, let unit = whole(text.trimmingTableBlanks(start..<i)) {
        units.append(unit)
      }
      start = i + length
    }
    return units
  }

  /// How many bytes of a mark between units stand at `i`.
  private func parting(_ i: Int) -> Int {
    if text[i] == 0x2C || text[i] == 0x28 || text[i] == 0x29 || text[i] == 0x20 { return 1 }
    for mark in ["、", "，", "；", "（", "）", "）", "/"] where text[i...].starts(with: mark.utf8) { return mark.utf8.count }
    return 0
  }

  private func fitting(_ units: [Statement], _ words: [Range<Int>]) -> Statement? {
    for range in words.reversed() {
      if let named = units.last(where: { holds(range, $0.written) }) { return named }
      if TableWords.isRate(text[range]) { return units.first { $0.isRate } }
      if TableWords.isMoney(text[range]), let money = units.first(where: { $0.kind == .money }) { return money }
    }
    return units.first { $0.kind == .count } ?? units.first
  }

  private func holds(_ range: Range<Int>, _ word: String) -> Bool {
    let bytes = Array(word.utf8)
    guard bytes.count <= range.count else { return false }
    return (range.lowerBound...(range.upperBound - bytes.count)).contains { text[$0...].starts(with: bytes) }
  }
}
