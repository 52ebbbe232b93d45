import Foundation
import Testing

@testable import Quantities

/// A row of `Phenomena/periods.tsv`: an expression and how it is read.
struct PeriodPhenomenon: Sendable, CustomTestStringConvertible {
  var family: String
  var example: String
  var reference: CalendarDate
  var register: PeriodRegister
  /// Each mention and its period, parted by semicolons; — where there is none.
  var reading: String

  var testDescription: String { "\(family): \(example)" }

  init?(_ line: Substring) {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard cells.count == 6 else { return nil }
    let day = cells[2].split(separator: "-").compactMap { Int($0) }
    guard day.count == 3, cells[3] == "report" || cells[3] == "general" else { return nil }
    (family, example, reading) = (cells[0], cells[1], cells[4])
    reference = CalendarDate(year: day[0], month: day[1], day: day[2])
    register = cells[3] == "general" ? .general : .report
  }

  static let lines: [Substring] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Phenomena/periods.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { $0 }
  }()

  static let all = lines.compactMap(PeriodPhenomenon.init)
}

struct PeriodPhenomenaTests {
  @Test func `has rows that can be read, with examples and limits in every family`() {
    #expect(PeriodPhenomenon.all.count == PeriodPhenomenon.lines.count)
    #expect(PeriodPhenomenon.all.count > 100)
    for (family, rows) in Dictionary(grouping: PeriodPhenomenon.all, by: \.family) where family != "not the calendar" {
      #expect(rows.count { $0.reading != "—" } >= 3, "\(family) has fewer than three examples")
    }
  }

  @Test(arguments: PeriodPhenomenon.all)
  func `reads every phenomenon of the catalogue as it says`(row: PeriodPhenomenon) {
    let bytes = Array(row.example.utf8)
    let found = PeriodReader(row.register).periods(in: bytes, reference: row.reference).map {
      String(decoding: bytes[$0.range], as: UTF8.self) + " = " + $0.period
    }
    #expect((found.isEmpty ? "—" : found.joined(separator: "; ")) == row.reading)
  }
}
