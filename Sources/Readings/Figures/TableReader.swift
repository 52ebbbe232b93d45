import Quantities

/// Reads the rows of a table: one line each, cells parted by tabs, the label in the first one, periods in the head.
struct TableReader: Sendable {
  let text: [UInt8]
  let periods: [Quantities.PeriodMention]
  let context: ReportContext

  /// A line of a table.
  struct Row: Sendable {
    var line: Range<Int>
    var label: Range<Int>
  }

  /// What the head says of a column.
  struct Column: Sendable {
    var period: String?
    var isChange = false
  }

  private var columns: [Column] = []
  /// The line looked at last, and its first tab.
  private var current = 0..<0
  private var tab: Int?
  /// The end of the last line read as part of the table that `columns` belongs to.
  private var end = -1

  init(text: [UInt8], periods: [Quantities.PeriodMention], context: ReportContext) {
    self.text = text
    self.periods = periods
    self.context = context
  }

  /// The row around `position`; nil outside tables.
  mutating func row(around position: Int) -> Row? {
    if !current.contains(position) {
      current = line(around: position)
      tab = text[current].firstIndex(of: 0x09)
    }
    guard let tab else { return nil }
    let line = current
    if end < 0 || line.lowerBound > end + 1 { readHead(above: line.lowerBound) }
    end = max(end, line.upperBound)
    return Row(line: line, label: line.lowerBound..<tab)
  }

  /// The column of a position in a row.
  func column(of position: Int, in row: Row) -> Column {
    var index = 0
    for byte in text[row.line.lowerBound..<position] where byte == 0x09 { index += 1 }
    return index < columns.count ? columns[index] : Column()
  }

  private func line(around position: Int) -> Range<Int> {
    var start = position
    while start > 0, text[start - 1] != 0x0A { start -= 1 }
    var end = position
    while end < text.count, text[end] != 0x0A { end += 1 }
    return start..<end
  }

  /// Reads the first line of the block of lines with tabs that ends before `position`.
  private mutating func readHead(above position: Int) {
    var head: Range<Int>?
    var start = position
    while start > 0 {
      let above = line(around: start - 1)
      if above.upperBound == end { return }
      guard text[above].contains(0x09) else { break }
      head = above
      start = above.lowerBound
    }
    columns = []
    guard let head else { return }
    for cell in text[head].split(separator: 0x09, omittingEmptySubsequences: false) {
      columns.append(column(cell.startIndex..<cell.endIndex))
    }
  }

  private func column(_ cell: Range<Int>) -> Column {
    let words = String(decoding: text[cell], as: UTF8.self)
    var column = Column()
    column.isChange = ["增减", "增长", "增幅", "同比", "变化"].contains { words.holds($0) }
    if column.isChange { return column }
    if let first = firstMention(from: cell.lowerBound), periods[first].range.upperBound <= cell.upperBound {
      column.period = periods[first].period
    } else if words.holds("上年") || words.holds("去年") {
      column.period = context.period.flatMap(PeriodResolver.yearBefore)
    }
    return column
  }

  private func firstMention(from position: Int) -> Int? {
    var low = 0
    var high = periods.count
    while low < high {
      let middle = (low + high) / 2
      if periods[middle].range.lowerBound < position { low = middle + 1 } else { high = middle }
    }
    return low < periods.count ? low : nil
  }
}
