/// Sets the rows of a table whose cells stand below each other, parted by blanks, on a grid.
struct AlignedRows {
  private let text: [UInt8]

  init(_ text: [UInt8]) { self.text = text }

  /// The rows on a grid with a cell for each column; none where the lines are no table of numbers.
  ///
  /// The rows with as many cells as most have show where the columns stand. In a row with fewer of them, each cell goes
  /// where it stands; above the first numbers, cells share the columns.
  func aligned(_ rows: [TextTable.Row]) -> [TextTable.Row] {
    guard rows.count > 2 else { return [] }
    let isData = rows.map(holdsNumbers)
    var counts: [Int: Int] = [:]
    for (row, isData) in zip(rows, isData) where isData { counts[row.cells.count, default: 0] += 1 }
    guard let width = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, width > 1,
      let first = isData.firstIndex(of: true), let last = isData.lastIndex(of: true),
      case let whole = rows.indices.filter({ isData[$0] && rows[$0].cells.count == width }), whole.count > 1
    else { return [] }
    var columns = rows[whole[0]].cells.indices.map { extent(rows[whole[0]].cells[$0], in: rows[whole[0]]) }
    for index in whole.dropFirst() {
      for (c, cell) in rows[index].cells.enumerated() {
        let other = extent(cell, in: rows[index])
        columns[c] = min(columns[c].lowerBound, other.lowerBound)..<max(columns[c].upperBound, other.upperBound)
      }
    }
    var head: [TextTable.Row] = []
    for row in rows[..<first].reversed() {
      if head.count == 3 || row.cells.contains(where: { text[$0.range].starts(with: "单位".utf8) }) { break }
      // 表1  各镇案件情况: the line above the table, however it is spaced.
      if row.cells.count == 2, row.cells.first.map({ numbersCaption($0.range) }) == true { break }
      head.append(row.cells.count < width ? spread(row, over: columns) : row)
    }
    var grid = Array(head.reversed())
    for index in first...last where isData[index] {
      let row = rows[index]
      if row.cells.count == width {
        grid.append(row)
      } else if let placed = place(row, in: columns) {
        grid.append(placed)
      }
    }
    return grid.count > 2 ? grid : []
  }

  /// Whether most cells behind the first one begin with a number, and none is a sentence.
  private func holdsNumbers(_ row: TextTable.Row) -> Bool {
    let numbers = row.cells.dropFirst().count { cell in
      var at = cell.range.lowerBound
      if at < cell.range.upperBound, text[at] == 0x2D || text[at] == 0x2B { at += 1 }
      guard at < cell.range.upperBound, cell.range.count <= 36, !isYear(cell.range) else { return false }
      if text[at] == 0x2A || text[at] >= 0x30 && text[at] <= 0x39 { return true }
      // Digits of full width.
      return at + 2 < text.count && text[at] == 0xEF && text[at + 1] == 0xBC && (0x90...0x99).contains(text[at + 2])
    }
    return numbers > 0 && 2 * numbers >= row.cells.count - 1
      && row.cells.allSatisfy { !text[$0.range].suffix(3).elementsEqual("。".utf8) && $0.range.count <= 90 }
  }

  /// 表1, 附表二.
  private func numbersCaption(_ cell: Range<Int>) -> Bool {
    guard let name = ["附表", "表", "图"].first(where: { text[cell].starts(with: $0.utf8) }) else { return false }
    let number = String(decoding: text[cell].dropFirst(name.utf8.count), as: UTF8.self)
    return !number.isEmpty && number.allSatisfy { "0123456789-—一二三四五六七八九十".contains($0) }
  }

  /// 2025, 2025年.
  private func isYear(_ range: Range<Int>) -> Bool {
    guard range.count >= 4, text[range].prefix(4).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    let century = text[range].prefix(2)
    guard century.elementsEqual("19".utf8) || century.elementsEqual("20".utf8) else { return false }
    return range.count == 4 || text[range].dropFirst(4).starts(with: "年".utf8)
  }

  /// Where a cell stands in its line, in columns of half width.
  private func extent(_ cell: TextTable.Cell, in row: TextTable.Row) -> Range<Int> {
    let start = text.width(row.line.lowerBound..<cell.range.lowerBound)
    return start..<start + max(1, text.width(cell.range))
  }

  private func distance(_ a: Range<Int>, _ b: Range<Int>) -> Int {
    abs(a.lowerBound + a.upperBound - b.lowerBound - b.upperBound)
  }

  /// The column nearest to a place.
  private func nearest(_ place: Range<Int>, _ columns: [Range<Int>]) -> Int {
    columns.indices.min { distance(columns[$0], place) < distance(columns[$1], place) } ?? 0
  }

  private func blank(in row: TextTable.Row) -> TextTable.Cell {
    TextTable.Cell(range: row.line.upperBound..<row.line.upperBound)
  }

  /// A row of the head with fewer cells than there are columns.
  ///
  /// Where its cells share the columns of numbers evenly, they do so; what stood before them was blank, and may be lost.
  private func spread(_ row: TextTable.Row, over columns: [Range<Int>]) -> TextTable.Row {
    let numbers = columns.count - 1
    if numbers % row.cells.count == 0 {
      let share = numbers / row.cells.count
      let cells = (0..<numbers).map { c in
        TextTable.Cell(range: row.cells[c / share].range, isRepeated: c % share > 0)
      }
      return TextTable.Row(line: row.line, cells: [blank(in: row)] + cells)
    }
    let places = row.cells.map { extent($0, in: row) }
    var previous = -1
    return TextTable.Row(
      line: row.line,
      cells: columns.indices.map { c in
        let next = nearest(columns[c], places)
        // The column of names is headed by what stands above it alone.
        if c == 0, nearest(places[next], columns) > 0, !places[next].overlaps(columns[0]) { return blank(in: row) }
        defer { previous = next }
        return TextTable.Cell(range: row.cells[next].range, isRepeated: previous == next)
      })
  }

  private func place(_ row: TextTable.Row, in columns: [Range<Int>]) -> TextTable.Row? {
    var cells = columns.indices.map { _ in blank(in: row) }
    var last = -1
    for cell in row.cells {
      let column = nearest(extent(cell, in: row), columns)
      guard column > last else { return nil }
      cells[column] = cell
      last = column
    }
    return TextTable.Row(line: row.line, cells: cells)
  }
}
