import Foundation
import Logging

/// Runs a pipeline: fetch, process, resolve, write aside, audit, publish.
public struct Runner: Sendable {
  /// What the command line decides.
  public struct Settings: Sendable {
    /// How many documents are worked on at once.
    public var jobs: Int = ProcessInfo.processInfo.activeProcessorCount
    /// How many inputs are taken; nil is all.
    public var limit: Int?
    /// The output folder; nil is the sink's own.
    public var output: String?
    /// The run's id; nil is the next number.
    public var runID: String?
    /// Whether a stage that crashes costs its document and not the run.
    ///
    /// The process then starts itself anew with its own arguments, so only a program that owns its process may ask
    /// for it.
    public var restartsAfterCrash = false

    /// Makes settings with a job a core.
    public init() {}
  }

  /// A published run.
  public struct Report: Sendable {
    /// The run's id.
    public var runID: String
    /// Whether `current` leads to it: a run limited to a part of the inputs does not replace a whole one.
    public var isCurrent: Bool
    /// The run's folder.
    public var folder: String
    /// What became of every input.
    public var books: Books
    /// The published files.
    public var files: [TableFile.Summary]
    /// How long it took, seconds.
    public var seconds: Double
  }

  let pipeline: Pipeline
  let settings: Settings
  let cancellation: Cancellation
  let logger: Logger
  let progress: (@Sendable (Books) -> Void)?

  /// Makes a runner; `progress` is called from the run's thread a few times a second.
  public init(
    _ pipeline: Pipeline, settings: Settings = Settings(), cancellation: Cancellation = Cancellation(),
    logger: Logger = Logger(label: "tally"), progress: (@Sendable (Books) -> Void)? = nil
  ) {
    self.pipeline = pipeline
    self.settings = settings
    self.cancellation = cancellation
    self.logger = logger
    self.progress = progress
  }

  /// Where the runs of this pipeline are.
  public var folders: RunFolders {
    let own = pipeline.steps.lazy.compactMap { ($0.stage as? any Sink)?.outputDirectory?.absolute }.first
    let context = ConfigContext(folder: FileManager.default.currentDirectoryPath)
    let output = settings.output.map(context.resolve) ?? own ?? pipeline.folder + "/out"
    return RunFolders(output: output, name: pipeline.name)
  }

  /// Runs and publishes.
  ///
  /// Throws a ``RunFailure`` where nothing was published.
  public func run() throws -> Report {
    let predecessor = settings.restartsAfterCrash ? CrashRestart.takePredecessor() : nil
    let started = predecessor?.started ?? Date()
    let folders = folders
    let lock = try RunLock(folder: folders.path, inherited: predecessor?.lock)
    try folders.recover()
    var crashed: [String: String] = [:]
    let notes = folders.path + "/.crash-notes"
    if settings.restartsAfterCrash {
      if predecessor != nil { crashed = try CrashRestart.read(notes: notes) } else { _ = unlink(notes) }
      try CrashRestart.install(notes: notes, lock: lock.descriptor, started: started)
      for (source, stage) in crashed.sorted(by: { $0.key < $1.key }) {
        logger.warning("'\(stage)' crashed on '\(source)'; the run began anew without it")
      }
    }
    defer { if settings.restartsAfterCrash { _ = unlink(notes) } }
    let runID = settings.runID ?? folders.nextID()
    let previous = folders.current
    let staging = try folders.stage(runID)
    do {
      let execution = Execution(self, runID: runID, crashed: crashed, started: started)
      let books = try execution.process(into: staging, previous: previous.map(folders.folder(of:)))
      let manifest = Manifest(
        runID: runID, pipeline: pipeline, books: books, files: staging.finished, previous: previous,
        limit: settings.limit,
        started: started, ended: Date())
      try FileSystem.write(manifest.json.pretty() + "\n", to: staging.path + "/manifest.json")
      try FileSystem.sync(staging.path + "/manifest.json")
      try execution.check()
      try folders.publish(staging, as: runID, isPart: settings.limit != nil)
      return withExtendedLifetime(lock) {
        Report(
          runID: runID, isCurrent: folders.current == runID, folder: folders.folder(of: runID), books: books,
          files: staging.finished,
          seconds: Date().timeIntervalSince(started))
      }
    } catch {
      do { try staging.remove() } catch {
        // The first failure is the one to tell; the next run clears what is left.
      }
      throw error
    }
  }
}
