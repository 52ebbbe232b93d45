import ArgumentParser
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
  @Option(name: .customLong("run-id"), help: "The run's id (default: the next number).") var runID: String?

  func validate() throws {
    if accept, full || limit != nil || runID != nil {
      throw ValidationError("'--accept' publishes a run as it is; leave '--full', '--limit' and '--run-id' out")
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
    if accept { return try publishHeldBack() }
    try options.run(try options.file()) { settings in
      settings.limit = limit
      settings.isFull = full
      settings.runID = runID
    }
  }

  private func publishHeldBack() throws {
    let file = try options.file()
    var settings = Runner.Settings()
    settings.output = options.output
    let manifest: RunManifest
    do { manifest = try Runner(file, settings: settings, state: file.stateOpener).accept() } catch {
      throw Console.failure(error)
    }
    let (counts, isClean) = (manifest.run, manifest.run.rejected == 0)
    if !(options.cron && isClean) {
      Console.note(
        "tally: published run \(manifest.runID), which was held back: \(counts.published) of \(counts.listed) documents, "
          + "\(counts.dropped) dropped, \(counts.rejected) rejected")
    }
    if !isClean { throw ExitCode(3) }
  }
}
