/// Reads what the cells of a text's tables hold, and tells the head of each table from its body.
///
/// A cell that holds a number and at most signs and brackets beside it is a figure. Numbers that name a row (years, serial
/// numbers) and those below a heading for identifiers are none, and neither is a year in the head. Prose in a cell is left
/// to who reads prose.
public struct TableCells: Sendable {
  /// How many rows a head has at most: its title, the unit, headings on four levels, their numbers.
  private static let longestHead = 8

  private let text: [UInt8]
  private let reader: CellReader
  private let units: TableUnits

  /// The tables of `text` (UTF-8), in the order of the text.
  ///
  /// `known` are those whose cells the markup tells, each with its rows as lines of the text; others are found by tabs,
  /// upright lines and wide blanks. A table without any number is left out.
  public static func tables(in text: [UInt8], known: [TextTable] = []) -> [TextTable] {
    let lines = known.compactMap { table in
      table.rows.first.flatMap { first in table.rows.last.map { first.line.lowerBound..<$0.line.upperBound } }
    }
    var found = TableScanner(text, known: lines).tables()
    if found.isEmpty, known.isEmpty { return [] }
    found = (found + known).sorted { ($0.rows.first?.line.lowerBound ?? 0) < ($1.rows.first?.line.lowerBound ?? 0) }
    let cells = TableCells(text)
    return found.flatMap(cells.read)
  }

  private init(_ text: [UInt8]) {
    self.text = text
    reader = CellReader(text)
    units = TableUnits(text)
  }

  private func read(_ given: TextTable) -> [TextTable] {
    var table = given
    var years: Set<Place> = []
    for (r, row) in table.rows.enumerated() {
      for (c, cell) in row.cells.enumerated() {
        let (content, isYear) = reader.read(cell.range)
        // A figure counts once, in its own place; a name holds wherever it reaches.
        let isAgain = cell.isRepeated && content != .words
        table.rows[r].cells[c].content = !isAgain ? content : isYear ? .words : .blank
        if isYear, !isAgain { years.insert(Place(row: r, column: c)) }
      }
    }
    return parts(of: table, years).compactMap { part in
      // Where nothing is a number, there is nothing to tell from one.
      guard part.table.rows.contains(where: { $0.cells.contains { !$0.figures.isEmpty } }) else { return nil }
      var part = part
      settle(&part.table, part.years)
      return part.table
    }
  }

  private struct Place: Hashable {
    var row: Int
    var column: Int
  }

  private typealias Part = (table: TextTable, years: Set<Place>)

  /// The table, or the tables that stand in it one below the other, each with a head of its own.
  private func parts(of table: TextTable, _ years: Set<Place>) -> [Part] {
    func isNumber(_ row: Int, _ column: Int) -> Bool {
      guard case .figures = table.rows[row].cells[column].content else { return false }
      return !years.contains(Place(row: row, column: column))
    }
    let hasNumbers = table.rows.indices.map { r in table.rows[r].cells.indices.contains { isNumber(r, $0) } }
    var columns = [Bool](repeating: false, count: table.columns)
    for r in table.rows.indices {
      for c in table.rows[r].cells.indices where isNumber(r, c) { columns[c] = true }
    }
    /// Words above numbers, and no numbers beside them, head columns.
    let isHead = table.rows.indices.map { r in
      !hasNumbers[r] && !table.spansAll(r)
        && table.rows[r].cells.indices.contains { columns[$0] && table.rows[r].cells[$0].content != .blank }
    }
    var starts = [0]
    let first = hasNumbers.firstIndex(of: true) ?? table.rows.count
    for r in table.rows.indices.dropFirst() where r > first && isHead[r] && !isHead[r - 1] {
      // One heading alone is a remark in the place of a number, unless the rows change there.
      let headings = table.rows[r].cells.indices.count { columns[$0] && table.rows[r].cells[$0].content == .words }
      let changes =
        table.rows[r].line.lowerBound > table.rows[r - 1].line.upperBound + 1
        || table.rows[r].cells.count != table.rows[r - 1].cells.count
      if headings > 1 || headings == 1 && changes { starts.append(r) }
    }
    let byRow = Dictionary(grouping: years, by: \.row)
    return starts.indices.map { index in
      let range = starts[index]..<(index + 1 < starts.count ? starts[index + 1] : table.rows.count)
      var part = TextTable(rows: Array(table.rows[range]))
      var head = 0
      while head < part.rows.count, !hasNumbers[range.lowerBound + head],
        head == 0 || isHead[range.lowerBound + head] || part.spansAll(head - 1) && head == 1
      { head += 1 }
      // Rows of words that go on for longer than any head are what the table is about.
      part.headRows = head <= Self.longestHead ? head : part.hasOneName(0) ? 2 : 1
      part.captions = captions(above: part)
      let own = range.flatMap { byRow[$0] ?? [] }.map { Place(row: $0.row - range.lowerBound, column: $0.column) }
      return (part, Set(own))
    }
  }

  /// The lines above a table, and the rows of its head that are one cell, that may be captions.
  private func captions(above table: TextTable) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var end = (table.rows.first?.line.lowerBound ?? 0) - 1
    while lines.count < 3, end > 0 {
      var start = end
      while start > 0, text[start - 1] != 0x0A, end - start <= 120 { start -= 1 }
      // A paragraph is no caption.
      let isSentence = text[start..<end].suffix(3).elementsEqual("。".utf8)
      guard end - start <= 120, !isSentence, !text[start..<end].contains(0x09) else { break }
      lines.append(start..<end)
      end = start - 1
    }
    lines.reverse()
    for row in 0..<table.headRows {
      if table.spansAll(row), let cell = table.rows[row].cells.first { lines.append(cell.range) }
    }
    return lines.map(unnumbered)
  }

  /// A caption without its number: 表1, 附表2-1：, 表三.
  private func unnumbered(_ caption: Range<Int>) -> Range<Int> {
    func end(of words: [String], at start: Int) -> Int? {
      words.first { text[start..<caption.upperBound].starts(with: $0.utf8) }.map { start + $0.utf8.count }
    }
    func skip(_ words: [String], from start: Int) -> Int {
      var place = start
      while let next = end(of: words, at: place) { place = next }
      return place
    }
    guard let named = end(of: ["附表", "附件", "表", "图"], at: caption.lowerBound) else { return caption }
    let number = skip([" ", "\u{3000}"], from: named)
    let digits = skip(Self.digits, from: number)
    let isWritten = digits > number
    let ended = isWritten ? digits : skip(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"], from: number)
    let rest = skip([" ", "\u{3000}", "：", ":", "、", "．", "."], from: ended)
    // 表2024年 is no number, and neither is 表一 in a word of its own.
    guard rest > (isWritten ? number : ended), rest < caption.upperBound, end(of: ["年"], at: rest) == nil else {
      return caption
    }
    return rest..<caption.upperBound
  }

  private static let digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "-", "—", "."]

  // MARK: What is no amount, and units

  private func settle(_ table: inout TextTable, _ years: Set<Place>) {
    for place in years where place.row < table.headRows { table.rows[place.row].cells[place.column].content = .words }
    settleFirstColumn(&table, years)
    let columns = table.columns
    table.wordColumns = (0..<columns).map { isNaming($0, table) }
    let headings = units.words(ofColumns: (0..<columns).map(table.headings))
    let identify = headings.map { $0.ranges.last.flatMap(identifies) }
    for r in table.body {
      for c in table.rows[r].cells.indices where isIdentifier(r, c, table, heading: identify[c]) {
        table.rows[r].cells[c].content = .words
      }
    }
    let decimals = (0..<columns).map { c in table.body.contains { hasDecimals(table.cell($0, c)) } }
    let changes = ChangeColumns(text)
    let areRates = headings.enumerated().map { $1.isChange ? changes.areRates($0, in: table) : nil }
    for r in table.body {
      let isPlain = table.rows[r].cells.indices.contains { c in
        !decimals[c] && table.rows[r].cells[c].figures.contains { $0.unit == nil }
      }
      var names = units.words([])
      for c in table.rows[r].cells.indices {
        guard case .figures(let figures) = table.rows[r].cells[c].content, figures.contains(where: { $0.unit == nil })
        else { continue }
        let own = table.names(of: r, before: c)
        if own != names.ranges { names = units.words(own) }
        // Decimals in this column alone: a change of counts is then a rate.
        let isRate = areRates[c] ?? (decimals[c] && isPlain)
        let unit = units.unit(of: r, c, in: table, headings[c], names, changeIsRate: isRate)
        guard let unit else { continue }
        table.rows[r].cells[c].content = .figures(
          figures.map { $0.unit == nil ? reader.measured($0, in: unit.written) : $0 })
      }
    }
    settleDifferences(&table)
  }

  /// Gives differences in a row of their own (增减) the unit that the other numbers of the column share.
  private func settleDifferences(_ table: inout TextTable) {
    let columns = table.columns
    let changes = table.body.filter { r in
      table.names(of: r, before: columns).contains { TableWords.isChange(text[$0]) }
    }
    guard !changes.isEmpty else { return }
    var units = [Set<String>](repeating: [], count: columns)
    for r in table.body {
      for (c, cell) in table.rows[r].cells.enumerated() { units[c].formUnion(cell.figures.lazy.compactMap(\.unit)) }
    }
    for r in changes {
      for c in table.rows[r].cells.indices {
        guard case .figures(let figures) = table.rows[r].cells[c].content, figures.count == 1, figures[0].unit == nil,
          !hasDecimals(table.rows[r].cells[c]), units[c].count == 1, let unit = units[c].first
        else { continue }
        table.rows[r].cells[c].content = .figures([reader.measured(figures[0], in: unit)])
      }
    }
  }

  /// Numbers in the first column that name the rows: years, serial numbers, classes.
  private func settleFirstColumn(_ table: inout TextTable, _ years: Set<Place>) {
    let rows = table.body.filter { table.cell($0, 0).map { !$0.figures.isEmpty && !$0.isRepeated } ?? false }
    guard !rows.isEmpty else { return }
    let values = rows.map { row -> Double? in
      let figures = table.rows[row].cells[0].figures
      return figures.count == 1 && figures[0].unit == nil ? figures[0].value : nil
    }
    let isYears = rows.allSatisfy { years.contains(Place(row: $0, column: 0)) }
    let isSerial = values.enumerated().allSatisfy { $1 == Double($0 + 1) } && rows.count > 1
    // 60岁以上, 3-5人: classes, which nobody counts.
    let isClasses = rows.allSatisfy { row in
      table.rows[row].cells[0].figures.allSatisfy {
        $0.valueHigh != nil || $0.qualifier == .lowerBound || $0.qualifier == .upperBound
      }
    }
    // A table whose first column has no heading counts nothing in it.
    let hasHeading = !table.headings(of: 0).isEmpty
    if isYears || isSerial || isClasses || !hasHeading {
      for row in rows { table.rows[row].cells[0].content = .words }
    }
  }

  /// Whether a column names the rows: words in most of its cells, and neither units nor remarks.
  private func isNaming(_ column: Int, _ table: TextTable) -> Bool {
    if let heading = table.headings(of: column).last, TableWords.isBeside(text[heading]) { return false }
    var words = 0
    var figures = 0
    var units = 0
    for r in table.body {
      guard let cell = table.cell(r, column) else { continue }
      switch cell.content {
      case .words:
        // A serial number is no name; a year is one.
        if cell.range.count != 4, text[cell.range].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { continue }
        words += 1
        if self.units.isUnit(cell.range) { units += 1 }
      case .figures: figures += 1
      case .blank: break
      }
    }
    return words > figures && units < words
  }

  /// Whether the numbers below a heading identify something; nil where it doesn't say.
  private func identifies(_ heading: Range<Int>) -> Bool? {
    if TableWords.isIdentifier(text[heading]) { return true }
    return TableWords.isAmount(TextTable.words(of: text[heading])) ? false : nil
  }

  /// Whether the number of a cell is none that counts, where its column's heading says so, or doesn't say otherwise.
  private func isIdentifier(_ row: Int, _ column: Int, _ table: TextTable, heading: Bool?) -> Bool {
    let cell = table.rows[row].cells[column]
    guard case .figures(let figures) = cell.content, figures.allSatisfy({ $0.unit == nil }) else { return false }
    // 0731, 007.
    if cell.range.count > 1, text[cell.range.lowerBound] == 0x30, text[cell.range.lowerBound + 1] != 0x2E {
      return true
    }
    if let heading { return heading }
    return table.names(of: row, before: column).last.map { TableWords.isIdentifier(text[$0]) } ?? false
  }

  private func hasDecimals(_ cell: TextTable.Cell?) -> Bool {
    guard let cell, !cell.figures.isEmpty else { return false }
    return text[cell.range].contains(0x2E)
  }
}

extension TextTable {
  /// `read`, the quantities of a text read as prose, with those of its tables in their place.
  ///
  /// What stands in a cell with a figure, in the head, or at the beginning of a row's name is as the table has it; prose
  /// in a cell keeps its own.
  static func merge(_ read: [Quantity], with tables: [TextTable], in text: [UInt8]) -> [Quantity] {
    guard !tables.isEmpty else { return read }
    var merged: [Quantity] = []
    var rest = read[...]
    for table in tables {
      for (r, row) in table.rows.enumerated() {
        while let next = rest.first, next.range.lowerBound < row.line.lowerBound {
          merged.append(next)
          rest.removeFirst()
        }
        var own: [Quantity] = []
        while let next = rest.first, next.range.lowerBound < row.line.upperBound {
          own.append(next)
          rest.removeFirst()
        }
        let cells = row.cells.filter { !$0.isRepeated }
        let isData = cells.contains { !$0.figures.isEmpty }
        own.removeAll { quantity in
          guard let cell = cells.first(where: { $0.range.overlaps(quantity.range) }), cell.content == .words else {
            return true
          }
          if r < table.headRows || quantity.unit == nil { return true }
          return isData && quantity.range.lowerBound <= cell.range.lowerBound + 12 && !cell.isProse(in: text)
        }
        own += cells.flatMap(\.figures)
        own.sort { $0.range.lowerBound < $1.range.lowerBound }
        merged += own
      }
    }
    return merged + rest
  }
}

extension TextTable.Cell {
  /// Whether it holds clauses rather than a name.
  fileprivate func isProse(in text: [UInt8]) -> Bool {
    var at = range.lowerBound
    while at + 2 < range.upperBound {
      if ["，", "。", "；"].contains(where: { text[at...].starts(with: $0.utf8) }) { return true }
      at += 1
    }
    return false
  }
}
