import ArgumentParser
import Foundation
import PipelineKit
import Stages

/// In this module an option is one of the command line, not one of a stage.
typealias Option = ArgumentParser.Option

/// The command line of Tally, for its own executable and for packages that bring stages of their own.
///
///     Tally.main(stages: builtInStages + [Theirs.self])
public enum Tally {
  /// The stages that pipeline files may use.
  @TaskLocal static var stages: [any Stage.Type] = builtInStages

  /// Parses the command line, runs it, and ends the process with the exit code of the contract.
  public static func main(stages: [any Stage.Type] = builtInStages) -> Never {
    Console.prepare()
    $stages.withValue(stages) { TallyCommand.main() }
    Foundation.exit(0)
  }
}

/// The root of the commands.
struct TallyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tally",
    abstract: "Turns the work reports of Chinese public bodies into data.",
    discussion: """
      A pipeline file lists the stages; 'tally run' works them through and publishes the tables of the run.

      Exit codes: 0 published, 3 published with rejects, 64 bad command line, 65 held back by a gate, 66 no input, \
      69 a source unreachable, 70 internal error, 73 cannot create output, 74 input/output error, 75 another run holds the lock, \
      78 mistake in the pipeline file, 124 deadline passed, 129/130/143 stopped by a signal.
      """,
    version: Manifest.tallyVersion,
    subcommands: [
      RunCommand.self, RetryCommand.self, StatusCommand.self, RunsCommand.self, DiffCommand.self,
      ExplainCommand.self, StateCommand.self, CheckCommand.self, PlanCommand.self,
      StagesCommand.self, InspectCommand.self,
      SchemaCommand.self, TextCommand.self, QuantitiesCommand.self,
    ])
}
