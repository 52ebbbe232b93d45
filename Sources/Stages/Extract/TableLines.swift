import PipelineKit
import Quantities

/// Finds the rows of a document's tables again in the lines of its text.
///
/// A row is a line with the cells that are its own, parted by tabs, without the empty ones at its end. A table of which a
/// row is not found, since a part of the text was cut out, is left to who reads the text alone.
enum TableLines {
  /// How many lines ahead a row is looked for.
  private static let reach = 2000

  static func tables(_ tables: [ReportTable], in text: [UInt8]) -> [TextTable] {
    guard !tables.isEmpty else { return [] }
    let lines = text.split(separator: 0x0A)
    var found: [TextTable] = []
    var next = 0
    for table in tables {
      var line = next
      guard let read = self.table(table, in: text, lines, &line) else { continue }
      found.append(read)
      next = line
    }
    return found
  }

  private static func table(
    _ table: ReportTable, in text: [UInt8], _ lines: [ArraySlice<UInt8>], _ next: inout Int
  ) -> TextTable? {
    var rows: [TextTable.Row] = []
    for row in table.rows {
      let own = row.filter { !$0.isRepeated }.map { Array($0.text.utf8) }
      var line = Array(own.joined(separator: [0x09]))
      while line.last == 0x09 { line.removeLast() }
      guard !line.isEmpty else { continue }
      let ahead = next..<min(next + reach, lines.count)
      guard let index = ahead.first(where: { lines[$0].count == line.count && lines[$0].elementsEqual(line) }) else {
        return nil
      }
      rows.append(self.row(row, lines[index].startIndex..<lines[index].endIndex, above: rows.last?.cells ?? [], text))
      next = index + 1
    }
    return rows.isEmpty ? nil : TextTable(rows: rows)
  }

  private static func row(
    _ row: [ReportTable.Cell], _ line: Range<Int>, above: [TextTable.Cell], _ text: [UInt8]
  ) -> TextTable.Row {
    var cells: [TextTable.Cell] = []
    var next = line.lowerBound
    for (column, cell) in row.enumerated() {
      if cell.isRepeated {
        // It reaches here from above or from the left.
        let origins = (column < above.count ? [above[column].range] : []) + (cells.last.map { [$0.range] } ?? [])
        let origin = origins.first { text[$0].elementsEqual(cell.text.utf8) }
        cells.append(TextTable.Cell(range: origin ?? line.upperBound..<line.upperBound, isRepeated: true))
      } else {
        let start = min(next, line.upperBound)
        let end = min(start + cell.text.utf8.count, line.upperBound)
        cells.append(TextTable.Cell(range: start..<end))
        next = end + 1
      }
    }
    return TextTable.Row(line: line, cells: cells)
  }
}
