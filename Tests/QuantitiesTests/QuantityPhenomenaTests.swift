import Foundation
import PipelineTesting
import Testing

/// A row of the quantities in PHENOMENA.md.
struct Phenomenon: Sendable, CustomTestStringConvertible {
  let family: String
  let example: String
  let reading: String
  let line: Int

  var testDescription: String { "\(family): \(example)" }

  static let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../PHENOMENA.md").path

  static func quantities() throws -> [Phenomenon] {
    try MarkdownTable(below: "Quantities", of: page).rows.map { row in
      try #require(!row.cells.contains(""), "\(row) has an empty cell")
      return Phenomenon(family: row.cells[0], example: row.cells[1], reading: row.cells[2], line: row.line)
    }
  }
}

struct QuantityPhenomenaTests {
  @Test(arguments: try Phenomenon.quantities())
  func `reads every example of the catalogue as it says`(row: Phenomenon) {
    let found = written(row.example).joined(separator: "; ")
    #expect((found.isEmpty ? "–" : found) == row.reading, "line \(row.line)")
  }

  @Test func `has each example once and keeps families together`() throws {
    let rows = try Phenomenon.quantities()
    #expect(rows.count > 50)
    #expect(Set(rows.map(\.example)).count == rows.count)
    let families = rows.map(\.family)
    let beginnings = zip(families, [""] + families).count { $0 != $1 }
    #expect(beginnings == Set(families).count)
  }
}
