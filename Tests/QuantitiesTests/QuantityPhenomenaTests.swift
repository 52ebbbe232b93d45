import Foundation
import Testing

/// A row of the catalogue of phenomena, which the documentation shows.
struct Phenomenon: Sendable, CustomTestStringConvertible {
  let family: String
  let example: String
  let reading: String
  let line: Int

  var testDescription: String { "\(family): \(example)" }

  /// The rows of `Phenomena/<name>.tsv`: family, example, reading, limits.
  static func rows(_ name: String) throws -> [Phenomenon] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Phenomena")
    let text = try String(contentsOf: folder.appending(path: name + ".tsv"), encoding: .utf8)
    return try text.split(separator: "\n").enumerated().dropFirst().map { number, line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      try #require(cells.count == 4 && !cells.contains(""), "line \(number + 1) has not four filled cells")
      return Phenomenon(
        family: String(cells[0]), example: String(cells[1]), reading: String(cells[2]), line: number + 1)
    }
  }
}

struct QuantityPhenomenaTests {
  @Test(arguments: try Phenomenon.rows("quantities"))
  func `reads every example of the catalogue as it says`(row: Phenomenon) {
    let found = written(row.example).joined(separator: "; ")
    #expect((found.isEmpty ? "–" : found) == row.reading, "line \(row.line)")
  }

  @Test func `has each example once and keeps families together`() throws {
    let rows = try Phenomenon.rows("quantities")
    #expect(rows.count > 50)
    #expect(Set(rows.map(\.example)).count == rows.count)
    let families = rows.map(\.family)
    let beginnings = zip(families, [""] + families).count { $0 != $1 }
    #expect(beginnings == Set(families).count)
  }
}
