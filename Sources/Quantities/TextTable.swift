/// A table in a text, its cells on a grid.
///
/// Every row is a line of the text. A cell that spans several columns or rows stands in each of them.
public struct TextTable: Sendable, Hashable {
  /// What a cell holds.
  public enum Content: Sendable, Hashable {
    /// Nothing, or a dash for nothing.
    case blank
    /// Words, a year, a serial number or an identifier.
    case words
    /// One quantity or several, and nothing beside them.
    case figures([Quantity])
  }

  /// A cell.
  public struct Cell: Sendable, Hashable {
    /// The UTF-8 bytes of what stands in it, without blanks around it.
    public var range: Range<Int>
    /// Whether the grid repeats it here from the column to its left or the row above.
    public var isRepeated: Bool
    /// What it holds.
    public var content = Content.words

    /// Makes a cell.
    public init(range: Range<Int>, isRepeated: Bool = false) {
      self.range = range
      self.isRepeated = isRepeated
    }

    /// The quantities that it holds.
    public var figures: [Quantity] {
      if case .figures(let figures) = content { figures } else { [] }
    }
  }

  /// A row.
  public struct Row: Sendable, Hashable {
    /// The UTF-8 bytes of its line.
    public var line: Range<Int>
    /// Its cells, one for each column; rows may end early.
    public var cells: [Cell]

    /// Makes a row.
    public init(line: Range<Int>, cells: [Cell]) {
      self.line = line
      self.cells = cells
    }
  }

  /// How many rows a name holds on at most.
  static let reach = 200

  /// Its rows, those of the head first.
  public var rows: [Row]
  /// How many rows are headings of columns.
  public internal(set) var headRows = 0
  /// The lines right above it, the nearest last, as far as they may be its caption or state its unit.
  public internal(set) var captions: [Range<Int>] = []
  /// The columns that hold words: they name the rows.
  var wordColumns: [Bool] = []

  /// Makes a table of rows; what their cells hold is not read yet.
  public init(rows: [Row]) { self.rows = rows }

  /// The rows without the head.
  public var body: Range<Int> { headRows..<rows.count }

  /// How many columns the widest row has.
  public var columns: Int { rows.reduce(0) { max($0, $1.cells.count) } }

  /// The cell at a place of the grid; nil outside.
  public func cell(_ row: Int, _ column: Int) -> Cell? {
    column >= 0 && rows.indices.contains(row) && column < rows[row].cells.count ? rows[row].cells[column] : nil
  }

  /// The headings of a column from the top down, each once; one that spans the whole table is none.
  public func headings(of column: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for row in 0..<headRows {
      guard let cell = cell(row, column), cell.content != .blank, found.last != cell.range, !spansAll(row) else {
        continue
      }
      found.append(cell.range)
    }
    return found
  }

  /// The words of a heading without the unit that it states: 案件数（件） is 案件数.
  public static func words(of heading: ArraySlice<UInt8>) -> ArraySlice<UInt8> { TableUnits.words(of: heading) }

  /// Whether one cell fills a row.
  func spansAll(_ row: Int) -> Bool {
    let cells = rows[row].cells
    return cells.count > 1 && cells.allSatisfy { $0.range == cells[0].range }
  }

  /// Whether a row holds one thing, in one cell or over several.
  func hasOneName(_ row: Int) -> Bool {
    let named = rows[row].cells.lazy.filter { $0.content != .blank }
    return named.first.map { first in named.allSatisfy { $0.range == first.range } } ?? false
  }

  /// The cells that name the row of a cell, from the left: the words in the columns before it.
  ///
  /// Where a column is left blank below a name, the name holds on.
  public func names(of row: Int, before column: Int) -> [Range<Int>] {
    guard headRows > 0 else {
      // Without a head, a name stands right before its figure.
      for c in stride(from: min(column, rows[row].cells.count) - 1, through: 0, by: -1) {
        if let cell = cell(row, c), cell.content == .words { return [cell.range] }
      }
      return []
    }
    var last = column - 1
    while last >= 0, !isName(last) { last -= 1 }
    var first = last
    while first > 0, isName(first - 1) { first -= 1 }
    guard last >= 0 else { return [] }
    var names: [Range<Int>] = []
    for c in first...last {
      var r = row
      while r > headRows, row - r < Self.reach, cell(r, c).map({ $0.content == .blank }) ?? true { r -= 1 }
      // A name further left ends what stood below the one before it.
      if r < row, c > first, (first..<c).contains(where: { cell(row, $0)?.content == .words }) { continue }
      if let cell = cell(r, c), cell.content == .words, names.last != cell.range { names.append(cell.range) }
    }
    return names
  }

  private func isName(_ column: Int) -> Bool { column < wordColumns.count && wordColumns[column] }
}
