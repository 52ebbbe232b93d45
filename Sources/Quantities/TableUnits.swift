/// Gives bare numbers in the cells of a table the unit that stands in another cell: in the column's heading in
/// parentheses (同比增减（%）), else in a cell of its own to the left in the same row.
enum TableUnits {
  static func fill(_ mentions: inout [QuantityMention], in text: FoldedText) {
    for index in mentions.indices where mentions[index].fillsCell && mentions[index].quantity.unit == nil {
      let start = mentions[index].range.lowerBound
      guard let (unit, scale) = headingUnit(text, start) ?? rowUnit(text, start) else { continue }
      mentions[index].quantity.unit = unit.name
      mentions[index].kind = unit.kind
      if let value = mentions[index].quantity.value {
        // A cell holds a plain decimal; its scale is a power of ten.
        mentions[index].quantity.value = scale == 0 ? value : scaled(text, mentions[index].range, by: scale) ?? value
      }
    }
  }

  private static func scaled(_ text: FoldedText, _ range: Range<Int>, by scale: Int) -> Double? {
    let isNegative = !text[range.lowerBound].isASCIIDigit
    let start = range.lowerBound + (isNegative ? 1 : 0)
    guard let numeral = NumeralScanner().scan(text, at: start) else { return nil }
    let value = numeral.low.scaled(by: scale)
    return (isNegative ? value.negated : value).double
  }

  /// Where the line of `index` begins, or the farthest that a row of a table is long.
  private static func lineStart(_ text: FoldedText, _ index: Int) -> Int {
    var i = index
    while i > 0, text[i - 1] != "\n", index - i < 300 { i -= 1 }
    return i
  }

  /// The unit in parentheses in the heading of the cell's column.
  private static func headingUnit(_ text: FoldedText, _ index: Int) -> (Unit, Int)? {
    var line = lineStart(text, index)
    let column = (line..<index).count { text[$0] == "\t" }
    var heading = line
    // The table is the run of lines with tabs; no table is long enough for the walk to matter.
    var rows = 0
    while line > 0, rows < 200 {
      let above = lineStart(text, line - 1)
      guard (above..<line).contains(where: { text[$0] == "\t" }) else { break }
      (heading, line, rows) = (above, above, rows + 1)
    }
    var i = heading
    var tabs = 0
    while tabs < column {
      if text[i] == "\n" || text[i] == "\0" { return nil }
      if text[i] == "\t" { tabs += 1 }
      i += 1
    }
    while text[i] != "\t", text[i] != "\n", text[i] != "\0" {
      if text[i] == "(", let found = unit(text, from: i + 1, to: ")") { return found }
      i += 1
    }
    return nil
  }

  /// The nearest cell to the left that holds nothing but a unit.
  private static func rowUnit(_ text: FoldedText, _ index: Int) -> (Unit, Int)? {
    let line = lineStart(text, index)
    var i = index - 1
    while i >= line {
      if i == line || text[i - 1] == "\t", let found = unit(text, from: i, to: "\t") { return found }
      i -= 1
    }
    return nil
  }

  /// A unit, with a scale before it, from `start` up to `closing`.
  private static func unit(_ text: FoldedText, from start: Int, to closing: Unicode.Scalar) -> (Unit, Int)? {
    var i = text.skippingBlanks(start)
    for prefix in ["单位:"] as [StaticString] where text.has(prefix, at: i) { i += prefix.scalarCount }
    var scale = 0
    while text[i] == "万" || text[i] == "亿" {
      scale += text[i] == "万" ? 4 : 8
      i += 1
    }
    guard let match = WordTable<Unit>.units.longest(in: text, at: i),
      text[text.skippingBlanks(i + match.length)] == closing
    else { return nil }
    return (match.value, scale)
  }
}
