import PipelineKit
import Quantities

/// Finds the rows of a document's tables again in the lines of its text.
///
/// A row is a line with the cells that are its own, parted by tabs, without the empty ones at its end. A table of which a
/// row is not found, since a part of the text was cut out, is left to who reads the text alone.
enum TableLines {
  static func tables(_ tables: [ReportTable], in text: [UInt8]) -> [TextTable] {
    var found: [TextTable] = []
    var position = 0
    for table in tables {
      guard let read = self.table(table, in: text, from: position), let last = read.rows.last else { continue }
      found.append(read)
      position = last.line.upperBound
    }
    return found
  }

  private static func table(_ table: ReportTable, in text: [UInt8], from start: Int) -> TextTable? {
    var rows: [TextTable.Row] = []
    var position = start
    for row in table.rows {
      let own = row.filter { !$0.isRepeated }.map { Array($0.text.utf8) }
      var line = Array(own.joined(separator: [0x09]))
      while line.last == 0x09 { line.removeLast() }
      guard !line.isEmpty else { continue }
      guard let range = find(line, in: text, from: position) else { return nil }
      rows.append(self.row(row, range, above: rows.last?.cells ?? [], text))
      position = range.upperBound
    }
    return rows.isEmpty ? nil : TextTable(rows: rows)
  }

  /// The next line of the text that reads `line`.
  private static func find(_ line: [UInt8], in text: [UInt8], from start: Int) -> Range<Int>? {
    var at = start
    while at < text.count {
      if text[at] == 0x0A {
        at += 1
        continue
      }
      let end = text[at...].firstIndex(of: 0x0A) ?? text.count
      if end - at == line.count, text[at..<end].elementsEqual(line) { return at..<end }
      at = end + 1
    }
    return nil
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
