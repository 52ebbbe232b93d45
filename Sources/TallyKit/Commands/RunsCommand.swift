import ArgumentParser
import PipelineKit

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the runs of a pipeline, the last one first; with a state also those that failed.")

  @Argument(help: "The pipeline file.") var pipeline: String
  @Option(help: "The output folder; goes before the one in the file.") var output: String?
  @Option(help: "How many runs are listed.") var last = 20

  func run() throws {
    let file = try readPipeline(pipeline)
    let history: RunHistory
    do { history = try RunHistory(file, output: output) } catch { throw Console.failure(error) }
    if history.runs.isEmpty { return Console.note("tally: '\(history.name)' has no runs yet; tally run \(pipeline)") }
    let rows = history.runs.prefix(max(1, last)).map { run -> [String] in
      let isPublished = run.status == .published
      let counts = [run.listed, run.published, run.dropped, run.rejected, run.reused]
      let mark = isPublished && run.id == history.folders.current ? " *" : ""
      return [run.id + mark, RunHistory.time(run.started), RunHistory.seconds(run), run.status.rawValue]
        + counts.map { isPublished ? "\($0)" : "" } + [run.message ?? ""]
    }
    let header = [
      "run", "began", "seconds", "status", "listed", "published", "dropped", "rejected", "unchanged", "",
    ]
    for line in TextTable(header: Array(header.dropLast()), rows: rows.map { Array($0.dropLast()) }).lines.enumerated()
    {
      let message = line.offset == 0 ? "" : rows[line.offset - 1].last ?? ""
      try Console.printVisibly(message.isEmpty ? line.element : "\(line.element)  \(message)")
    }
  }
}
