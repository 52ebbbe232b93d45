import Foundation
import PipelineTesting
import Testing

@testable import Readings

/// A row of the figures in PHENOMENA.md: a sentence of a report of 2025, and what its figures say.
struct FigurePhenomenon: Sendable, CustomTestStringConvertible {
  let family: String
  let example: String
  let reading: String

  var testDescription: String { "\(family): \(example)" }

  static func all() throws -> [FigurePhenomenon] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../PHENOMENA.md").path
    return try MarkdownTable(below: "Figures", of: page).rows.map { row in
      FigurePhenomenon(family: row.cells[0], example: row.cells[1], reading: row.cells[2])
    }
  }

  /// The figures of the example as the page writes them.
  var written: String {
    let sentence = example.replacing("⏎", with: "\n").replacing("⇥", with: "\t")
    let text = Array(sentence.utf8)
    let figures = figures(inReport: sentence)
    func name(_ index: Int) -> String { String(decoding: text[figures[index].quantity.range], as: UTF8.self) }
    let lines = figures.indices.map { index in
      let figure = figures[index]
      var parts = [figure.label.isEmpty ? "-" : figure.label] + [figure.action].compactMap { $0 }
      if figure.kind != .actual { parts.append(figure.kind.rawValue) }
      if figure.isChange, figure.kind != .change { parts.append("change") }
      if let period = figure.period, period != "2025" { parts.append(period) }
      if let whole = figure.partOf { parts.append("of " + name(whole)) }
      if let ratio = figure.ratioOf { parts.append(name(ratio.numerator) + " / " + name(ratio.denominator)) }
      return name(index) + " = " + parts.joined(separator: ", ")
    }
    return lines.isEmpty ? "–" : lines.joined(separator: "; ")
  }
}

struct FigurePhenomenaTests {
  @Test(arguments: try FigurePhenomenon.all())
  func `says of every example of the catalogue what the page says`(row: FigurePhenomenon) {
    #expect(row.written == row.reading)
  }
}
