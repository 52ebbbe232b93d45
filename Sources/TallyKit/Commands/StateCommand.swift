import ArgumentParser
import PipelineKit
import StateStore

struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Look after what runs of a pipeline remember: verify, rebuild, prune.",
    discussion: """
      The state can be lost without losing data: the next run then works on every input. 'rebuild' makes it anew from the \
      published runs, which know how they went and what they rejected, and not how they came to be.
      """)

  enum Action: String, CaseIterable, ExpressibleByArgument { case verify, rebuild, prune }

  @Argument(
    help: "verify: look at all of it, and at the rows that it knows; rebuild; prune: remove what nothing needs.")
  var action: Action
  @Argument(help: "The pipeline file.") var pipeline: String
  @Option(help: "The output folder; goes before the one in the file.") var output: String?

  /// Runs that are remembered after pruning.
  private static let kept = 400

  func run() throws {
    let file = try readPipeline(pipeline)
    guard let folder = file.state?.absolute else {
      throw Console.failure("state: '\(pipeline)' names no 'state'", code: 64)
    }
    var settings = Runner.Settings()
    settings.output = output
    let folders = Runner(file, settings: settings).folders
    do {
      switch action {
      case .verify: try verify(folder, file.name, folders)
      case .rebuild: try rebuild(folder, file.name, folders)
      case .prune:
        let store = try StateStore(folder: folder, name: file.name)
        let (runs, bytes) = try store.prune(keeping: Self.kept)
        Console.note("tally: forgot \(runs) runs; '\(store.path)' is \(bytes) bytes smaller")
      }
    } catch { throw Console.failure(error) }
  }

  private func verify(_ folder: String, _ name: String, _ folders: RunFolders) throws {
    let store = try StateStore(folder: folder, name: name)
    try store.verify()
    let memory = try store.memory()
    guard let layout = memory.layout else {
      return Console.note("tally: '\(store.path)' is sound; \(memory.inputs.count) inputs, and no rows to copy")
    }
    if let damage = layout.damage(elsewhere: folders.current.map(folders.folder)) {
      throw RunFailure(.inputOutput, "state: \(damage); the next run works on every input")
    }
    Console.note(
      "tally: '\(store.path)' is sound; \(memory.inputs.count) inputs, and the rows of \(layout.entries.count) documents "
        + "are as they were published")
  }

  private func rebuild(_ folder: String, _ name: String, _ folders: RunFolders) throws {
    let runs = try folders.published.map { try RunManifest(folder: folders.folder(of: $0)).record }
      .sorted { $0.started < $1.started }
    let rejects = try folders.current.map(folders.rejects) ?? []
    let store = try StateStore.rebuilt(folder: folder, name: name, runs: runs, rejects: rejects)
    Console.note(
      "tally: made '\(store.path)' anew: \(runs.count) runs, \(rejects.count) rejects; the next run works on every input"
    )
  }
}
