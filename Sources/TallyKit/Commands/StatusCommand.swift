import ArgumentParser
import Foundation
import PipelineKit

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the last run and its health: what was published, what failed since, what is rejected.")

  @Argument(help: "The pipeline file.") var pipeline: String
  @Option(help: "The output folder; goes before the one in the file.") var output: String?

  /// Rejects that are listed by name, of each code.
  private static let shown = 3

  func run() throws {
    let file = try readPipeline(pipeline)
    do { for line in try lines(RunHistory(file, output: output)) { try Console.printVisibly(line) } } catch {
      throw Console.failure(error)
    }
  }

  private func lines(_ history: RunHistory) throws -> [String] {
    var lines = ["pipeline \(history.name)" + (history.isRunning ? ", a run is under way" : "")]
    let failed = history.failedSince
    if let last = history.last {
      let published = "\(RunHistory.time(last.ended)) (\(RunHistory.ago(last.ended)))"
      lines.append("last run  \(last.id), published \(published), in \(RunHistory.seconds(last)) s")
      lines.append(
        "          \(last.published) of \(last.listed) documents, \(last.dropped) dropped, \(last.rejected) rejected")
    } else {
      lines.append("last run  none was published yet")
    }
    if let latest = failed.first {
      let runs = failed.count == 1 ? "1 run" : "\(failed.count) runs"
      lines.append(
        "since     \(runs) published nothing, the last one \(RunHistory.time(latest.ended)) (\(RunHistory.ago(latest.ended))):"
      )
      lines.append("          \(latest.message ?? latest.status.rawValue)")
    }
    let rejects = try history.rejects()
    for (code, group) in Dictionary(grouping: rejects, by: \.failure.code).sorted(by: { $0.key < $1.key }) {
      let oldest = group.map(\.firstSeen).min() ?? ""
      let tries = group.map(\.attempts).max() ?? 0
      lines.append("rejected  \(group.count) \(code), since run \(oldest), tried up to \(tries) times")
      for reject in group.prefix(Self.shown) { lines.append("          \(reject.source): \(reject.failure.message)") }
      if group.count > Self.shown { lines.append("          and \(group.count - Self.shown) more") }
    }
    lines.append("next      \(advice(history, failed, rejects))")
    return lines
  }

  private func advice(_ history: RunHistory, _ failed: [RunRecord], _ rejects: [RejectRecord]) -> String {
    if history.isRunning { return "wait for the run that is under way" }
    if let held = history.folders.heldBack {
      if history.last == nil { return "look at '\(held)', which was held back, then run again, or with --accept" }
      return "look at what was held back: tally diff '\(history.folders.path)/current' '\(held)'"
    }
    if !failed.isEmpty || history.last == nil { return "tally run \(pipeline)" }
    return rejects.isEmpty ? "nothing to do" : "when the inputs are mended: tally retry \(pipeline)"
  }
}
