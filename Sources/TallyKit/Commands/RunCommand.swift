import ArgumentParser
import Foundation
import PipelineKit

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a pipeline: fetch, process, audit, publish.",
    discussion: """
      The output is '<output>/<pipeline>/runs/<run id>/', and '<output>/<pipeline>/current' leads to the last \
      published run. A run that fails publishes nothing.
      """)

  @OptionGroup var options: RunOptions
  @Flag(help: "Work on every input, whatever is kept from earlier runs.") var full = false
  @Flag(help: "Publish the run that a gate held back, as it is; nothing is worked on.") var accept = false
  @Option(help: "Take only the first N inputs.") var limit: Int?
  @Option(
    help: ArgumentHelp(
      "Run only if the last run began longer ago, as in 25h (s, m, h, d), and none is under way.",
      discussion: "Catches up for a night that was missed. One that failed counts as run, unless it was stopped."))
  var ifOlderThan: Age?
  @Option(name: .customLong("run-id"), help: "The run's id (default: the next number).") var runID: String?

  func validate() throws {
    if accept, full || limit != nil || runID != nil || ifOlderThan != nil {
      throw ValidationError(
        "'--accept' publishes a run as it is; leave '--full', '--limit', '--if-older-than' and '--run-id' out")
    }
    if let limit, limit < 1 { throw ValidationError("'--limit' must be at least 1, not \(limit)") }
    let isNameByte: (UInt8) -> Bool = { byte in
      UnicodeScalar(byte).properties.isAlphabetic && byte < 0x80 || "0123456789-_.".utf8.contains(byte)
    }
    if let runID, runID.isEmpty || runID.hasPrefix(".") || !runID.utf8.allSatisfy(isNameByte) {
      throw ValidationError("'--run-id' names a folder: letters, digits, '-', '_' and '.', not '.' at the beginning")
    }
  }

  func run() throws {
    if options.cron { try CronGuard.guardProcess() }
    let file = try options.file()
    if accept { return try options.accept(file) }
    if let age = ifOlderThan, let hindrance = try hindrance(file, age) {
      if !options.cron { Console.note("tally: nothing to do: \(hindrance)") }
      return
    }
    try options.run(file) { settings in
      settings.limit = limit
      settings.isFull = full
      settings.runID = runID
    }
  }

  private func hindrance(_ file: Pipeline, _ age: Age) throws -> String? {
    var settings = Runner.Settings()
    settings.output = options.output
    do {
      return try CatchUp(folders: Runner(file, settings: settings).folders, now: Date()).hindrance(age)
    } catch { throw Console.failure(error) }
  }
}
