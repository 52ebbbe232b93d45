import ArgumentParser
import Foundation
import Logging
import PipelineKit
import Synchronization

/// What the commands that run a pipeline have in common: options, and how the end of a run is told.
struct RunOptions: ParsableArguments {
  @Argument(help: "The pipeline file.") var pipeline: String
  @OptionGroup var overrides: OverrideOptions
  @Option(help: "How many documents are worked on at once (default: the number of cores).") var jobs: Int?
  @Flag(help: "Say nothing when all went well, and at most 15 lines when not; for cron.") var cron = false
  @Option(help: "How progress is shown: auto, plain or none.") var progress: ProgressStyle = .auto
  @Option(help: "The output folder; goes before the one in the file.") var output: String?
  @Option(help: "Add log lines to this file, as JSON; goes before the one in the file.") var log: String?
  @Option(
    help: ArgumentHelp(
      "What is logged: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).",
      discussion: "By default 'info' in a log file; without one it is for standard error, by default 'notice'."))
  var logLevel: Logger.Level?

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("'--jobs' must be from 1 to 1024, not \(jobs)") }
    if output?.isEmpty == true { throw ValidationError("'--output' cannot be empty; give a folder") }
    if log?.isEmpty == true { throw ValidationError("'--log' cannot be empty; give a file") }
  }

  /// Reads the pipeline file.
  func file() throws -> Pipeline {
    do {
      let (pipeline, warnings) = try PipelineReader(stages: Tally.stages, overrides: overrides.values).read(
        path: pipeline)
      if !cron { Console.note(warnings.rendered, terminator: "") }
      return pipeline
    } catch {
      if let log, let diagnostics = error as? Diagnostics {
        let logger = try logs(at: log).logger
        for mistake in diagnostics.mistakes where !mistake.isWarning {
          let place = mistake.position.map { ":\($0.line):\($0.column)" } ?? ""
          logger.error("\(diagnostics.path)\(place): \(mistake.message)")
        }
      }
      throw Console.failure(error, within: cron ? TroubleReport.maxLines : nil)
    }
  }

  /// Runs the pipeline, tells what came of it, and throws the exit code where that is not 0.
  func run(_ file: Pipeline, _ change: (inout Runner.Settings) -> Void) throws {
    try work(on: file, change) { summary(of: try $0.run()) }
  }

  /// Publishes the run that a gate held back.
  func accept(_ file: Pipeline) throws {
    try work(on: file, { _ in }) { runner in
      let manifest = try runner.accept()
      let counts = manifest.run
      return [
        "tally: published run \(manifest.runID), which was held back: \(counts.published) of \(counts.listed) documents, "
          + "\(counts.dropped) dropped, \(counts.rejected) rejected"
      ]
    }
  }

  /// Has a runner work, and shows the lines that it ends with, or why it failed.
  private func work(
    on file: Pipeline, _ change: (inout Runner.Settings) -> Void, _ body: (Runner) throws -> [String]
  ) throws {
    var settings = Runner.Settings()
    if let jobs { settings.jobs = jobs }
    settings.output = output
    settings.restartsAfterCrash = true
    change(&settings)
    let display = progress != .none && !cron ? Progress(isLive: progress == .auto && Progress.isTerminal) : nil
    let logs = try logs(at: log ?? file.monitoring.log?.absolute) { line in
      display?.clear()
      Console.note(line)
    }
    let ended = Mutex<RunEnd?>(nil)
    let runner = Runner(
      file, settings: settings, cancellation: Signals.install(), logger: logs.logger, state: file.stateOpener,
      progress: { display?.show($0) }, ended: { end in ended.withLock { $0 = end } })
    let result = Result { try body(runner) }
    display?.clear()
    let end = ended.withLock { $0 }
    if cron, end?.exitCode == 0 { return }
    let fault = logs.file?.failure.map { "tally: warning: the log cannot be written: \($0)" }
    let trouble = end.map { end in
      TroubleReport(end, pipeline: file.name, warnings: logs.lines.warnings, log: logs.file?.path).lines
    }
    for line in (cron ? trouble ?? [] : logs.lines.rest) + (fault.map { [$0] } ?? []) { Console.note(line) }
    do { for line in try result.get() { Console.note(line) } } catch { throw Console.failure(error) }
    if let code = end?.exitCode, code != 0 { throw ExitCode(code) }
  }

  private func logs(at path: String?, show: (@Sendable (String) -> Void)? = nil) throws -> RunLogs {
    if cron, path == nil, logLevel != nil {
      throw Console.failure("'--log-level' has no effect with '--cron' and without '--log'", code: 64)
    }
    do { return try RunLogs(path: path, level: logLevel, show: cron ? nil : show) } catch {
      throw Console.failure(error)
    }
  }

  private func summary(of report: Runner.Report) -> [String] {
    var lines: [String] = []
    if progress != .none, !cron {
      lines += StageTable(report.books, seconds: report.seconds).lines
      let files = report.files.map { "\($0.name.replacing(".jsonl", with: "")) \($0.rows)" }
      lines.append(files.joined(separator: " · "))
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
    return lines + ["tally: published run \(report.runID): \(counts)"]
  }
}

extension ProgressStyle: ExpressibleByArgument {}
