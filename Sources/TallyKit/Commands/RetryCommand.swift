import ArgumentParser
import PipelineKit

struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Work on the inputs again that the last run rejected, and on nothing else.",
    discussion: """
      Publishes a run with all other documents as they were; what succeeds leaves 'rejects'. Inputs that have come or \
      changed since the last run are left to the next 'tally run'. The pipeline file must name a 'state'.
      """)

  @OptionGroup var options: RunOptions
  @Option(help: "Only the rejects with this code, as 'tally status' shows it.") var code: String?
  @Option(help: "Only the reject of this source. May be repeated.") var source: [String] = []

  func run() throws {
    if options.cron { try CronGuard.guardProcess() }
    let file = try options.file()
    guard file.state != nil else {
      throw Console.failure(
        "retry: '\(options.pipeline)' names no 'state', without which a run works on everything; use 'tally run'",
        code: 64)
    }
    let retry = Retry(code: code, sources: Set(source))
    var settings = Runner.Settings()
    settings.output = options.output
    let folders = Runner(file, settings: settings).folders
    let rejects: [RejectRecord]
    do { rejects = try folders.current.map(folders.rejects) ?? [] } catch { throw Console.failure(error) }
    guard rejects.contains(where: retry.chooses) else {
      let codes = Set(rejects.map(\.failure.code)).sorted().joined(separator: ", ")
      let known = codes.isEmpty ? "the last run rejected nothing" : "the last run's rejects have \(codes)"
      if !options.cron { Console.note("tally: nothing to try again: \(known)") }
      return
    }
    try options.run(file) { $0.retry = retry }
  }
}
