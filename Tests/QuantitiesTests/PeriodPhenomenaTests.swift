import Foundation
import PipelineTesting
import Testing

@testable import Quantities

/// A row of the periods in PHENOMENA.md: an expression and how it is read.
struct PeriodPhenomenon: Sendable, CustomTestStringConvertible {
  var family: String
  var example: String
  var reference: CalendarDate
  var register: PeriodRegister
  /// Each mention and its period, parted by semicolons; – where there is none.
  var reading: String

  var testDescription: String { "\(family): \(example)" }

  init(_ row: MarkdownTable.Row) throws {
    let day = row.cells[2].split(separator: "-").compactMap { Int($0) }
    try #require(day.count == 3, "\(row) has no day")
    (family, example, reading) = (row.cells[0], row.cells[1], row.cells[4])
    reference = CalendarDate(year: day[0], month: day[1], day: day[2])
    register = try #require(["report": .report, "general": .general][row.cells[3]], "\(row) has no register")
  }

  static func all() throws -> [PeriodPhenomenon] {
    try MarkdownTable(below: "Periods", of: Phenomenon.page).rows.map(PeriodPhenomenon.init)
  }
}

struct PeriodPhenomenaTests {
  @Test func `has examples in every family`() throws {
    let all = try PeriodPhenomenon.all()
    #expect(all.count > 100)
    for (family, rows) in Dictionary(grouping: all, by: \.family) where family != "not the calendar" {
      #expect(rows.count { $0.reading != "–" } >= 3, "\(family) has fewer than three examples")
    }
  }

  @Test(arguments: try PeriodPhenomenon.all())
  func `reads every phenomenon of the catalogue as it says`(row: PeriodPhenomenon) {
    let bytes = Array(row.example.utf8)
    let found = PeriodReader(row.register).periods(in: bytes, reference: row.reference).map {
      String(decoding: bytes[$0.range], as: UTF8.self) + " = " + $0.period
    }
    #expect((found.isEmpty ? "–" : found.joined(separator: "; ")) == row.reading)
  }
}
