/// Reads the tables that rows of a page's text stand in.
struct TableReader {
  private let tree: MarkupTree
  private let list: BlockList

  /// Columns and rows beyond these are not filled by a cell that claims to span them.
  private static let widest = 200
  private static let deepest = 2000

  init(_ tree: MarkupTree, _ list: BlockList) {
    self.tree = tree
    self.list = list
  }

  /// How much cells may fill beside their own places, in bytes: far more than in any table that was written, and not the
  /// thousandfold of it.
  private var room: Int { (1 << 20) + 16 * list.text.count }

  /// The tables of the rows among `blocks`, in their order; `lines` tells the line of each.
  func tables(of blocks: [Int], lines: [Int]) -> [PageTable] {
    var tables: [PageTable] = []
    var open = -1
    var grid = Grid(room: room)
    for index in blocks where list.blocks[index].isRow {
      let row = list.blocks[index].element
      let table = self.table(around: row)
      if table != open {
        if let last = tables.indices.last { tables[last].rows = grid.rows }
        tables.append(PageTable(lines: [], rows: []))
        (open, grid) = (table, Grid(room: grid.room))
      }
      tables[tables.count - 1].lines.append(lines[index])
      grid.append(cells(of: row, list.blocks[index]))
    }
    if let last = tables.indices.last { tables[last].rows = grid.rows }
    return tables.map(withHeader)
  }

  private func table(around row: Int) -> Int {
    var node = row
    while node > 0, tree.nodes[node].tag != .table { node = Int(tree.nodes[node].parent) }
    return node
  }

  /// The cells of a row as they stand in its line, with what the markup says of each.
  private func cells(of row: Int, _ block: Block) -> [Grid.Cell] {
    let texts = list.bytes(of: block).split(separator: 0x09, omittingEmptySubsequences: false)
    var cells: [Grid.Cell] = []
    var isHead = false
    var above = Int(tree.nodes[row].parent)
    while above >= 0, tree.nodes[above].tag != .table {
      isHead = isHead || tree.nodes[above].tag == .thead
      above = Int(tree.nodes[above].parent)
    }
    for node in row..<Int(tree.nodes[row].end) where tree.nodes[node].tag == .td || tree.nodes[node].tag == .th {
      let text = cells.count < texts.count ? String(decoding: texts[cells.count], as: UTF8.self) : ""
      cells.append(
        Grid.Cell(
          cell: PageTable.Cell(text: text, isHeader: isHead || tree.nodes[node].tag == .th),
          columns: span(.colspan, node, upTo: Self.widest), rows: span(.rowspan, node, upTo: Self.deepest)))
    }
    return cells
  }

  /// What an attribute says of how far a cell goes; pages write anything there.
  private func span(_ name: AttributeName, _ node: Int, upTo most: Int) -> Int {
    guard let value = tree.attribute(name, of: node) else { return 1 }
    var number = 0
    for byte in value.drop(while: { $0 <= 0x20 }) {
      guard byte >= 0x30, byte <= 0x39 else { break }
      number = min(number * 10 + Int(byte - 0x30), most)
    }
    return max(number, 1)
  }

  /// A table whose markup names no header has one in its first row, where that has words alone and others have figures.
  private func withHeader(_ table: PageTable) -> PageTable {
    guard table.rows.count > 1, !table.rows.contains(where: { $0.contains(where: \.isHeader) }) else { return table }
    let first = table.rows[0]
    guard first.count > 1, first.allSatisfy({ !$0.text.isEmpty && !Self.hasDigit($0) }),
      table.rows.dropFirst().contains(where: { $0.contains(where: Self.hasDigit) })
    else { return table }
    var table = table
    table.rows[0] = first.map { PageTable.Cell(text: $0.text, isHeader: true, isRepeated: $0.isRepeated) }
    return table
  }

  private static func hasDigit(_ cell: PageTable.Cell) -> Bool { cell.text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 } }

  /// Lays cells out so that one that spans several columns or rows stands in each of them.
  private struct Grid {
    struct Cell {
      var cell: PageTable.Cell
      var columns: Int
      var rows: Int
    }

    private(set) var rows: [[PageTable.Cell]] = []
    /// What is left for cells that span others; without it, each stands in its own place alone.
    private(set) var room: Int
    /// By column: the cell of a row above that reaches down, and how many rows more it does.
    private var hanging: [(cell: PageTable.Cell, rows: Int)?] = []

    init(room: Int) { self.room = room }

    mutating func append(_ cells: [Cell]) {
      if room <= 0 { hanging.removeAll() }
      var row: [PageTable.Cell] = []
      defer { rows.append(row) }
      var rest = cells[...]
      while row.count < TableReader.widest {
        let column = row.count
        if column < hanging.count, let above = hanging[column] {
          row.append(above.cell.repeated)
          room -= Self.cost(above.cell)
          hanging[column] = above.rows > 1 ? (above.cell, above.rows - 1) : nil
          continue
        }
        guard let next = rest.popFirst() else {
          // What hangs further right still belongs to this row.
          guard hanging[min(column, hanging.count)...].contains(where: { $0 != nil }) else { break }
          row.append(PageTable.Cell(text: "", isHeader: false, isRepeated: true))
          continue
        }
        for offset in 0..<min(next.columns, TableReader.widest - column) {
          // Further right, a cell from above stands in the way.
          if offset > 0, room <= 0 { break }
          if offset > 0 { room -= Self.cost(next.cell) }
          if offset > 0, column + offset < hanging.count, hanging[column + offset] != nil { break }
          row.append(offset > 0 ? next.cell.repeated : next.cell)
          if next.rows > 1, room > 0 {
            while hanging.count <= column + offset { hanging.append(nil) }
            hanging[column + offset] = (next.cell, next.rows - 1)
          }
        }
      }
    }

    private static func cost(_ cell: PageTable.Cell) -> Int { cell.text.utf8.count + 32 }
  }
}

extension PageTable.Cell {
  /// The cell where it spans another place than its own.
  fileprivate var repeated: PageTable.Cell { PageTable.Cell(text: text, isHeader: isHeader, isRepeated: true) }
}
