import Quantities

/// Finds what the figures of a table are parts of: of the row or column that adds them up (合计, 小计), of the row before
/// one that begins with 其中, of the row whose number stands above theirs (一、 above （一）).
struct TableRelations {
  private let reader: TableReader
  private let cells: [TableReader.Place: Int]

  /// The share of a sum that its parts may miss it by and still be meant to add up.
  private static let slack = 0.1
  /// How many rows called 合计 are tried in a table.
  private static let mostTotals = 40

  init(reader: TableReader, cells: [TableReader.Place: Int]) {
    self.reader = reader
    self.cells = cells
  }

  /// Sets `partOf` of the figures in the cells.
  func relate(_ figures: inout [Figure]) {
    var reader = reader
    var parts: [(figure: Int, whole: Int)] = []
    for table in reader.tables.indices {
      let grid = Grid(table, &reader, cells, figures)
      guard !grid.rows.isEmpty else { continue }
      let rows = wholes(ofRows: grid)
      let columns = wholes(ofColumns: grid)
      for (r, row) in grid.rows.enumerated() {
        for c in row.cells.indices {
          guard let figure = row.cells[c] else { continue }
          let across = columns[c].flatMap { row.cells[$0] }
          let whole = across ?? rows[r].flatMap { grid.rows[$0].cells[c] }
          if let whole, grid.mayBePart(figure, of: whole) { parts.append((figure, whole)) }
        }
      }
    }
    for (figure, whole) in parts { figures[figure].partOf = whole }
  }

  /// The figures of a table's body, with what their rows and columns are.
  private struct Grid {
    struct Row {
      var name: TableHeading
      /// The name further left, where the row has several.
      var group: Range<Int>?
      /// By column, the figure.
      var cells: [Int?]
    }

    var rows: [Row] = []
    var columns: [TableHeading]
    /// By column, its headings.
    var headings: [[Range<Int>]]
    private let figures: [Figure]

    init(_ table: Int, _ reader: inout TableReader, _ cells: [TableReader.Place: Int], _ figures: [Figure]) {
      let grid = reader.tables[table]
      let width = grid.columns
      self.figures = figures
      columns = []
      headings = []
      for column in 0..<width {
        columns.append(reader.heading(of: column, in: table))
        headings.append(grid.headings(of: column))
      }
      for row in grid.body {
        let own = (0..<width).map { cells[TableReader.Place(table: table, row: row, column: $0)] }
        guard let column = own.firstIndex(where: { $0 != nil }) else { continue }
        let names = grid.names(of: row, before: column)
        rows.append(
          Row(
            name: reader.name(of: row, before: column, in: table), group: names.count > 1 ? names[0] : nil, cells: own))
      }
    }

    /// The value of a figure that takes part in arithmetic.
    func value(_ figure: Int?) -> Double? {
      guard let figure, figures[figure].quantity.valueHigh == nil, figures[figure].quantity.qualifier == .exact else {
        return nil
      }
      return figures[figure].quantity.value
    }

    func mayBePart(_ part: Int, of whole: Int) -> Bool {
      let (a, b) = (figures[part], figures[whole])
      guard part != whole, !a.isChange, !b.isChange, a.kind == b.kind else { return false }
      if a.quantity.unit == nil, b.quantity.unit == nil { return !a.label.ends(with: "率") && !b.label.ends(with: "率") }
      let unit = Unit(a.quantity.unit)
      return unit.family != .rate && unit.isComparable(to: Unit(b.quantity.unit))
    }
  }

  // MARK: Rows

  /// By row, the row that it is a part of.
  private func wholes(ofRows grid: Grid) -> [Int?] {
    var wholes = [Int?](repeating: nil, count: grid.rows.count)
    takeAnnounced(grid, &wholes)
    takeNumbered(grid, &wholes)
    takeSums(grid, &wholes)
    return wholes
  }

  /// 其中：the rows that begin with it, and those behind up to the one with which they add up.
  private func takeAnnounced(_ grid: Grid, _ wholes: inout [Int?]) {
    var row = 1
    while row < grid.rows.count {
      guard grid.rows[row].name.isPart,
        let whole = (max(0, row - TableReader.reach)..<row).last(where: { !grid.rows[$0].name.isPart }),
        grid.rows[whole].name.total == nil || whole == 0
      else {
        row += 1
        continue
      }
      var end = row
      while end < grid.rows.count, grid.rows[end].name.isPart { end += 1 }
      let named = end
      while end < grid.rows.count, end - named < TableReader.reach, grid.rows[end].name.total == nil,
        !grid.rows[end].name.isPart
      {
        end += 1
        if addsUp(row..<end, to: whole, grid, slack: 0) { break }
      }
      if !addsUp(row..<end, to: whole, grid, slack: 0) { end = named }
      for part in row..<end { wholes[part] = whole }
      row = end
    }
  }

  private func takeNumbered(_ grid: Grid, _ wholes: inout [Int?]) {
    for row in grid.rows.indices.dropFirst() where wholes[row] == nil && grid.rows[row].name.level > 1 {
      let level = grid.rows[row].name.level
      guard
        let whole = (max(0, row - TableReader.reach)..<row).last(where: {
          grid.rows[$0].name.level > 0 && grid.rows[$0].name.level < level
        })
      else {
        continue
      }
      let isWithin = grid.columns.indices.allSatisfy { column in
        guard let part = grid.value(grid.rows[row].cells[column]), let sum = grid.value(grid.rows[whole].cells[column])
        else { return true }
        return part <= sum
      }
      if isWithin { wholes[row] = whole }
    }
  }

  /// 小计 sums up its group, 合计 all rows that are no parts yet, or else those behind the 合计 before it.
  private func takeSums(_ grid: Grid, _ wholes: inout [Int?]) {
    let groups = Dictionary(grouping: grid.rows.indices, by: { grid.rows[$0].group })
    for row in grid.rows.indices where grid.rows[row].name.total == .group {
      let group = grid.rows[row].group == nil ? between(row, grid) : groups[grid.rows[row].group] ?? []
      take(group, for: row, grid, &wholes)
    }
    var before = -1
    for row in grid.rows.indices.lazy.filter({ grid.rows[$0].name.total == .all }).prefix(Self.mostTotals) {
      let isGrouped = grid.rows[row].group != nil
      let isSum = take(
        isGrouped ? groups[grid.rows[row].group] ?? [] : Array(grid.rows.indices), for: row, grid, &wholes)
      if !isSum { take(Array(before + 1..<row), for: row, grid, &wholes) }
      before = row
    }
  }

  /// Makes rows parts of a sum; false where they come to another.
  @discardableResult
  private func take(_ rows: [Int], for whole: Int, _ grid: Grid, _ wholes: inout [Int?]) -> Bool {
    let parts = rows.filter { $0 != whole && wholes[$0] == nil && grid.rows[$0].name.total != .all }
    guard parts.count > 1, addsUp(parts, to: whole, grid, slack: Self.slack) else { return false }
    for part in parts { wholes[part] = whole }
    return true
  }

  /// The rows that 小计 sums up where no name further left holds them together: those up to the next sum.
  private func between(_ row: Int, _ grid: Grid) -> [Int] {
    let before = (0..<row).reversed().prefix { grid.rows[$0].name.total == nil }
    if !before.isEmpty { return before.reversed() }
    return Array((row + 1..<grid.rows.count).prefix { grid.rows[$0].name.total == nil })
  }

  /// Whether rows come to a sum in some column, or miss it by no more than `slack` of it.
  private func addsUp(_ rows: some Collection<Int>, to whole: Int, _ grid: Grid, slack: Double) -> Bool {
    grid.columns.indices.contains { column in
      guard let figure = grid.rows[whole].cells[column], let sum = grid.value(figure), sum > 0 else { return false }
      var parts = 0.0
      for row in rows {
        guard let part = grid.rows[row].cells[column] else { continue }
        guard let value = grid.value(part), grid.mayBePart(part, of: figure) else { return false }
        parts += value
      }
      return abs(parts - sum) <= sum * slack + 1e-6
    }
  }

  // MARK: Columns

  /// By column, the column that it is a part of.
  private func wholes(ofColumns grid: Grid) -> [Int?] {
    var wholes = [Int?](repeating: nil, count: grid.columns.count)
    // 其中: above columns, too, it begins the parts of the one before.
    for (column, heading) in grid.columns.enumerated() where heading.isPart {
      wholes[column] = (0..<column).last { other in
        !grid.columns[other].isPart && !grid.columns[other].isChange && grid.rows.contains { $0.cells[other] != nil }
      }
    }
    for (whole, heading) in grid.columns.enumerated() where heading.total != nil {
      let above = grid.headings[whole].dropLast()
      let parts = grid.columns.indices.filter { column in
        column != whole && wholes[column] == nil && grid.columns[column].total == nil
          && !grid.columns[column].isChange && grid.headings[column].starts(with: above)
          && grid.headings[column].count > above.count
      }
      if isSum(parts, of: whole, grid) { for part in parts { wholes[part] = whole } }
    }
    return wholes
  }

  /// Whether a column comes near the sum of others in half of its rows.
  private func isSum(_ parts: [Int], of whole: Int, _ grid: Grid) -> Bool {
    var near = 0
    var seen = 0
    for row in grid.rows {
      guard let figure = row.cells[whole], let sum = grid.value(figure) else { continue }
      let values = parts.compactMap { row.cells[$0] }.filter { grid.mayBePart($0, of: figure) }.map(grid.value)
      guard values.count > 1, case let known = values.compactMap({ $0 }), known.count == values.count else { continue }
      seen += 1
      if abs(known.reduce(0, +) - sum) <= sum * Self.slack { near += 1 }
    }
    return seen > 0 && 2 * near >= seen
  }
}
