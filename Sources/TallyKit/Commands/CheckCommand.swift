import ArgumentParser
import PipelineKit

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check pipeline files without touching data; every mistake in one pass.")

  @Argument(help: "The pipeline files.") var pipelines: [String]
  @OptionGroup var overrides: OverrideOptions

  func run() throws {
    var mistakes = 0
    var isOfCommandLine = true
    for path in pipelines {
      do {
        let (pipeline, warnings) = try PipelineReader(stages: Tally.stages, overrides: overrides.values).read(
          path: path)
        Console.note(warnings.rendered, terminator: "")
        try Console.print("\(path): ok, \(pipeline.steps.count) stages")
      } catch let diagnostics as Diagnostics {
        Console.note(diagnostics.rendered, terminator: "")
        isOfCommandLine = isOfCommandLine && diagnostics.isOfCommandLine
        mistakes += diagnostics.mistakes.filter { !$0.isWarning }.count
      }
    }
    guard mistakes > 0 else { return }
    Console.note("tally: \(mistakes) mistake\(mistakes == 1 ? "" : "s"); correct them and check again")
    throw ExitCode(isOfCommandLine ? 64 : 78)
  }
}
