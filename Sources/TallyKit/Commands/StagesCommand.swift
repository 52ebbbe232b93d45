import ArgumentParser
import PipelineKit

struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "List the stages, or show one stage's documentation and options.")

  @Argument(help: "A stage's name.") var name: String?

  func run() throws {
    guard let name else {
      // In the order of a pipeline, whichever list they stand in.
      let rows = StageKind.allCases.flatMap { kind in Tally.stages.filter { $0.kind == kind } }.map {
        [$0.name, $0.kind.rawValue, $0.summary]
      }
      let widths = (0...1).map { column in rows.map { $0[column].count }.max() ?? 0 }
      for row in rows {
        let cells = (0...1).map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
        try Console.print("\(cells[0])  \(cells[1])  \(row[2])")
      }
      return
    }
    guard let stage = Tally.stages.first(where: { $0.name == name }) else {
      let hint = NearestName.suggestion(for: name, among: Tally.stages.map { $0.name })
      throw Console.failure("no stage '\(name)'\(hint.isEmpty ? "; 'tally stages' lists them" : hint)", code: 64)
    }
    try Console.print(stage.page)
  }
}

extension Stage {
  /// Everything that a user can know of the stage.
  static var page: String {
    var text = "\(name) (\(kind.rawValue), version \(version))\n\n\(documentation)\n"
    text += "\nneeds: \(list(needs))\nadds:  \(list(adds))\(editsText ? "; edits the text" : "")\n"
    if options.isEmpty { return text + "\nNo options." }
    text += "\nOptions\n"
    for option in options {
      let range = option.range.map { ", \($0)" } ?? ""
      let value = option.defaultYAML.map { "default \($0)" } ?? "required"
      text += "  \(option.name)  \(option.typeName)\(range)\n      \(option.help)\n      \(value)\n"
    }
    return text.trimmingSuffix("\n")
  }

  private static func list(_ layers: Set<Layer>) -> String {
    layers.isEmpty ? "nothing" : layers.sorted().map(\.name).joined(separator: ", ")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
