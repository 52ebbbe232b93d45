import ArgumentParser
import PipelineKit

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema (2020-12) of an output table or of the pipeline file.",
    discussion: "Without a table: the pipeline file, for editors. Tables: "
      + Table.all.map(\.name).joined(separator: ", ") + ".")

  @Argument(help: "A table's name, or 'pipeline'.") var table = "pipeline"

  func run() throws {
    if table == "pipeline" { return try Console.print(PipelineSchema(stages: Tally.stages).json.pretty()) }
    guard let found = Table.all.first(where: { $0.name == table }) else {
      let names = Table.all.map(\.name) + ["pipeline"]
      let hint = NearestName.suggestion(for: table, among: names)
      let all = hint.isEmpty ? "; there are \(names.joined(separator: ", "))" : hint
      throw Console.failure("no table '\(table)'\(all)", code: 64)
    }
    try Console.print(found.jsonSchema.pretty())
  }
}
