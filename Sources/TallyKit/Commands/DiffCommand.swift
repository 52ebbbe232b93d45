import ArgumentParser
import Foundation
import PipelineKit

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two runs, or two pipeline files over one input: records added, removed, changed.",
    discussion: """
      A run is its folder: 'out/NAME/runs/000007', 'out/NAME/current', or 'out/NAME/held-back', where a run waits that a \
      gate held back. Two pipeline files (.yaml, .yml) are both run in full, into a folder that is removed afterwards.
      """)

  @Argument(help: "The first run's folder, or pipeline file.") var first: String
  @Argument(help: "The second run's folder, or pipeline file.") var second: String
  @Option(help: "Only this table.") var table: String?
  @Option(help: "How many records of each kind are shown; 0 shows numbers alone.") var show = 5
  @Option(help: "Of pipeline files, take only the first N inputs.") var limit: Int?

  func run() throws {
    do {
      guard Self.isPipeline(first) || Self.isPipeline(second) else { return try compare(first, second) }
      guard Self.isPipeline(first), Self.isPipeline(second) else {
        throw RunFailure(.noInput, "diff: '\(first)' and '\(second)' are a run and a pipeline file; name two of a kind")
      }
      let folder = FileManager.default.temporaryDirectory.path + "/tally-diff-\(UUID().uuidString)"
      // What cannot be removed is the system's to clear.
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try compare(try publish(first, in: folder + "/first"), try publish(second, in: folder + "/second"))
    } catch { throw Console.failure(error) }
  }

  private static func isPipeline(_ path: String) -> Bool { [".yaml", ".yml"].contains(where: path.hasSuffix) }

  /// Runs a pipeline file without what it remembers, and gives the run's folder.
  private func publish(_ path: String, in folder: String) throws -> String {
    var file = try readPipeline(path)
    file.gates = Pipeline.Gates()
    // What is compared is no run of the pipeline's.
    file.monitoring = Pipeline.Monitoring()
    var settings = Runner.Settings()
    settings.output = folder
    settings.limit = limit
    return try Runner(file, settings: settings, cancellation: Signals.install()).run().folder
  }

  private func compare(_ before: String, _ after: String) throws {
    for folder in [before, after] { _ = try RunManifest(folder: folder) }
    let difference = try RunDifference(from: before, to: after)
    let tables = difference.tables.filter { table == nil || $0.table == table }
    if tables.isEmpty {
      let known = difference.tables.map(\.table).joined(separator: ", ")
      throw RunFailure(.noInput, "diff: no table '\(table ?? "")' to compare; there are \(known)")
    }
    for table in tables { try show(table) }
  }

  private func show(_ table: RunDifference.TableDifference) throws {
    if table.isEmpty { return try Console.print("\(table.table): the same") }
    let counts = [(table.added.count, "added"), (table.removed.count, "removed"), (table.changed.count, "changed")]
    let words = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var fields: [String: Int] = [:]
    for name in table.changed.flatMap({ $0.fields.map(\.name) }) { fields[name, default: 0] += 1 }
    let changed = fields.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .map { "\($0.key) \($0.value)" }
    let detail = changed.isEmpty ? "" : " (\(changed.joined(separator: ", ")))"
    try Console.print("\(table.table): \(words.joined(separator: ", "))\(detail)")
    for (sign, lines) in [("+", table.added), ("-", table.removed)] {
      for line in lines.prefix(show) { try Console.printVisibly("  \(sign) \(Self.short(line, 200))") }
    }
    for change in table.changed.prefix(show) {
      try Console.printVisibly("  ~ \(Self.short(change.line, 120))")
      for field in change.fields {
        try Console.printVisibly(
          "      \(field.name): \(Self.short(field.before, 60)) → \(Self.short(field.after, 60))")
      }
    }
  }

  private static func short(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length) + "…"
  }
}
