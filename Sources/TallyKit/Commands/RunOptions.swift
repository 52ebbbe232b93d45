import ArgumentParser
import Foundation
import Logging
import PipelineKit

/// What the commands that run a pipeline have in common: options, and how the end of a run is told.
struct RunOptions: ParsableArguments {
  @Argument(help: "The pipeline file.") var pipeline: String
  @Option(name: .customLong("set"), help: "Set an option: stage.option=value. May be repeated.")
  var overrides: [String] = []
  @Option(help: "How many documents are worked on at once (default: the number of cores).") var jobs: Int?
  @Flag(help: "Say nothing when all went well; for cron.") var cron = false
  @Option(help: "How progress is shown: auto, plain or none.") var progress: ProgressStyle = .auto
  @Option(help: "The output folder; goes before the one in the file.") var output: String?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("'--jobs' must be from 1 to 1024, not \(jobs)") }
    if output?.isEmpty == true { throw ValidationError("'--output' cannot be empty; give a folder") }
  }

  /// Reads the pipeline file.
  func file() throws -> Pipeline { try readPipeline(pipeline, set: overrides, isSilent: cron) }

  /// Runs the pipeline, tells what came of it, and throws the exit code where that is not 0.
  func run(_ file: Pipeline, _ change: (inout Runner.Settings) -> Void) throws {
    var settings = Runner.Settings()
    if let jobs { settings.jobs = jobs }
    settings.output = output
    settings.restartsAfterCrash = true
    change(&settings)
    let isShown = progress != .none && !cron
    let display = isShown ? Progress(isLive: progress == .auto && Progress.isTerminal) : nil
    let logger = Logger(label: "tally") { _ in ConsoleLog { display?.clear() } }
    let runner = Runner(
      file, settings: settings, cancellation: Signals.install(), logger: logger, state: file.stateOpener,
      progress: { display?.show($0) })
    let report: Runner.Report
    do { report = try runner.run() } catch {
      display?.clear()
      throw Console.failure(error)
    }
    display?.clear()
    let isClean = report.books.rejected == 0
    if !(cron && isClean) { summarize(report) }
    if !isClean { throw ExitCode(3) }
  }

  private func summarize(_ report: Runner.Report) {
    if progress != .none, !cron {
      for line in StageTable(report.books, seconds: report.seconds).lines { Console.note(line) }
      let files = report.files.map { "\($0.name.replacing(".jsonl", with: "")) \($0.rows)" }
      Console.note(files.joined(separator: " · "))
    }
    let seconds = report.seconds.formatted(.number.precision(.fractionLength(1)))
    var counts = "\(report.books.published) of \(report.books.listed) documents in \(seconds) s"
    for (name, count) in report.books.counts.sorted(by: { $0.key < $1.key }) { counts += ", \(name) \(count)" }
    if report.reused > 0 { counts += ", \(report.reused) unchanged" }
    if report.books.dropped > 0 { counts += ", \(report.books.dropped) dropped" }
    if report.books.rejected > 0 {
      counts += ", \(report.books.rejected) rejected; see why: cat '\(report.folder)/rejects.jsonl'"
    } else {
      let hasMetrics = report.files.contains { $0.name == Table.metrics.file && $0.rows > 0 }
      let table = hasMetrics ? Table.metrics : .documents
      counts += "; look: head -n 3 '\(report.folder)/\(table.file)'"
    }
    if !report.isCurrent { counts = "\(counts); limited, so that 'current' stays" }
    Console.note("tally: published run \(report.runID): \(counts)")
  }
}

extension ProgressStyle: ExpressibleByArgument {}
