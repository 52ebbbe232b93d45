import Foundation
import Logging

/// Runs a pipeline: fetch, process, resolve, write aside, audit, publish.
public struct Runner: Sendable {
  /// What the command line decides.
  public struct Settings: Sendable {
    /// How many documents are worked on at once.
    public var jobs: Int = ProcessInfo.processInfo.activeProcessorCount
    /// Whether what is kept from earlier runs is left aside, and every input worked on.
    public var isFull = false
    /// Which rejects of the last run are worked on, and nothing else is; nil is an ordinary run.
    public var retry: Retry?
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
    /// How many documents' rows were taken from an earlier run.
    public var reused: Int
    /// How long it took, seconds.
    public var seconds: Double
  }

  let pipeline: Pipeline
  let settings: Settings
  let cancellation: Cancellation
  var logger: Logger
  let progress: (@Sendable (Books) -> Void)?
  let ended: (@Sendable (RunEnd) -> Void)?
  let openState: (@Sendable () throws -> any RunState)?

  /// Makes a runner; `progress` is called from the run's thread a few times a second, `ended` once with how the
  /// run ended, unless another one holds the lock.
  ///
  /// `state` opens what runs remember, once the run holds its lock; without it every run is a full one.
  public init(
    _ pipeline: Pipeline, settings: Settings = Settings(), cancellation: Cancellation = Cancellation(),
    logger: Logger = Logger(label: "tally"), state: (@Sendable () throws -> any RunState)? = nil,
    progress: (@Sendable (Books) -> Void)? = nil, ended: (@Sendable (RunEnd) -> Void)? = nil
  ) {
    openState = state
    self.pipeline = pipeline
    self.settings = settings
    self.cancellation = cancellation
    self.logger = logger
    self.progress = progress
    self.ended = ended
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
    try named().runAlone()
  }

  /// This runner, with the pipeline's name in whatever it logs.
  private func named() -> Runner {
    var runner = self
    runner.logger[metadataKey: "pipeline"] = "\(pipeline.name)"
    return runner
  }

  private func runAlone() throws -> Report {
    let predecessor = settings.restartsAfterCrash ? CrashRestart.takePredecessor() : nil
    var course = Course(runID: settings.runID ?? "", started: predecessor?.started ?? Date())
    let lock = try lock(inherited: predecessor?.lock)
    defer { withExtendedLifetime(lock) {} }
    do {
      let report = try run(under: lock, isRestarted: predecessor != nil, &course)
      let end = RunEnd(
        published: report.runID, started: course.started, ended: Date(), counts: .init(report.books),
        rejects: course.execution?.rejects.records ?? [])
      course.logging(self).tell(end, report.books)
      return report
    } catch {
      note(error, course)
      let end = RunEnd(
        error, runID: course.runID, started: course.started, books: course.execution?.books,
        rejects: course.execution?.rejects.records ?? [])
      course.logging(self).tell(end, course.execution?.books)
      throw error
    }
  }

  /// What is known of a run while it is under way, to be told however it ends.
  private struct Course {
    var runID: String
    var started: Date
    var state: (any RunState)?
    var execution: Execution?

    /// The runner, with the run's id in whatever it logs.
    func logging(_ runner: Runner) -> Runner {
      var runner = runner
      runner.logger[metadataKey: "run"] = "\(runID)"
      return runner
    }
  }

  private func lock(inherited: Int32? = nil) throws -> RunLock {
    do { return try RunLock(folder: folders.path, inherited: inherited) } catch {
      logger.error("nothing was run: \((error as? RunFailure)?.message ?? "\(error)")")
      throw error
    }
  }

  private func run(under lock: RunLock, isRestarted: Bool, _ course: inout Course) throws -> Report {
    try folders.recover()
    course.runID = settings.runID ?? folders.nextID()
    let runner = course.logging(self)
    var crashed: [String: String] = [:]
    let notes = folders.path + "/.crash-notes"
    if settings.restartsAfterCrash {
      if isRestarted { crashed = try CrashRestart.read(notes: notes) } else { _ = unlink(notes) }
      try CrashRestart.install(notes: notes, lock: lock.descriptor, started: course.started)
      for (source, stage) in crashed.sorted(by: { $0.key < $1.key }) {
        runner.logger.warning("'\(stage)' crashed on '\(source)'; the run began anew without it")
      }
    }
    defer { if settings.restartsAfterCrash { _ = unlink(notes) } }
    runner.logger.info("run \(course.runID) began", metadata: ["file": "\(pipeline.path)"])
    // A part of the inputs says nothing of the others, so that there is nothing to remember.
    course.state = settings.limit == nil ? try openState?() : nil
    return try runner.publish(&course, crashed: crashed)
  }

  /// Publishes the run that a gate held back, as it is, and gives its manifest.
  ///
  /// What it found out of its inputs is not remembered: the next run works on them again.
  public func accept() throws -> RunManifest {
    let started = Date()
    let lock = try named().lock()
    defer { withExtendedLifetime(lock) {} }
    try folders.recover()
    let state = try openState?()
    let manifest = try folders.accept()
    try state?.note(manifest.record)
    let end = RunEnd(
      published: manifest.runID, started: started, ended: Date(), counts: manifest.run,
      rejects: try folders.rejects(of: manifest.runID))
    Course(runID: manifest.runID, started: started).logging(named()).tell(end, nil)
    return manifest
  }

  private func publish(_ course: inout Course, crashed: [String: String]) throws -> Report {
    let (runID, state, started) = (course.runID, course.state, course.started)
    let folders = folders
    let previous = folders.current
    let memory = try state?.memory()
    let store = memory == nil ? nil : state?.layersFolder.map(LayerStore.init)
    let layers = pipeline.retention.keepsLayers ? store : nil
    // What a run left that came to nothing goes, and everything where layers are no longer kept.
    store?.sweep(keeping: layers == nil ? [] : memory?.inputs.layersFiles ?? [])
    func attempt(recalls: Bool) throws -> Report {
      let staging = try folders.stage(runID)
      FaultPoint.staged.reach()
      do {
        let execution = Execution(
          self, runID: runID, crashed: crashed, started: started, memory: memory, layers: layers)
        course.execution = execution
        let finished = try execution.process(
          into: staging, previous: previous.map(folders.folder(of:)), recalls: recalls)
        let ended = Date()
        let manifest = Manifest(
          runID: runID, pipeline: pipeline, books: finished.books, files: staging.finished, previous: previous,
          limit: settings.limit, started: started, ended: ended)
        let text = manifest.json.pretty() + "\n"
        try FileSystem.write(text, to: staging.path + "/manifest.json")
        try FileSystem.sync(staging.path + "/manifest.json")
        FaultPoint.described.reach()
        do { try finished.gates?.check() } catch {
          // A part says nothing of what is usual, and is not worth keeping.
          if settings.limit == nil { try folders.holdBack(staging) }
          throw error
        }
        try execution.check()
        try folders.publish(staging, as: runID, isPart: settings.limit != nil)
        var record = RunRecord(
          id: runID, status: .published, started: started.timeIntervalSince1970, ended: ended.timeIntervalSince1970,
          fingerprint: pipeline.fingerprint)
        record.take(finished.books, reused: finished.rows.copied)
        let layout = finished.rows.layout(
          folder: folders.folder(of: runID), manifest: Digest.sha256(Array(text.utf8)))
        if let failure = layers?.finish() { logger.warning("\(failure); the next run works on more than it need") }
        do {
          try state?.commit(
            RunFindings(
              run: record, changed: finished.inputs?.changed ?? RememberedInputs(),
              gone: finished.inputs?.gone ?? [], layout: layout, legs: finished.legs, rejects: finished.rejects))
        } catch let failure as RunFailure {
          throw RunFailure(failure.kind, "run \(runID) is published, and only its memory is lost: \(failure.message)")
        }
        layers?.sweep(keeping: finished.inputs?.layerFiles ?? [])
        FaultPoint.committed.reach()
        try folders.clear(pipeline.retention, keeping: previous)
        return Report(
          runID: runID, isCurrent: folders.current == runID, folder: folders.folder(of: runID),
          books: finished.books, files: staging.finished, reused: finished.rows.copied,
          seconds: Date().timeIntervalSince(started))
      } catch {
        do { try staging.remove() } catch {
          // The first failure is the one to tell; the next run clears what is left.
        }
        throw error
      }
    }
    do { return try attempt(recalls: !settings.isFull) } catch let damage as PublishedRows.Damage {
      logger.warning("'\(damage.path)' is not as it was published; every input is worked on again")
      return try attempt(recalls: false)
    }
  }

  /// Notes that a run published nothing, and why.
  private func note(_ error: any Error, _ course: Course) {
    guard let state = course.state else { return }
    let failure = error as? RunFailure
    let record = RunRecord(
      id: course.runID, status: failure?.kind == .heldBack ? .heldBack : .failed,
      message: failure?.message ?? "\(error)", started: course.started.timeIntervalSince1970,
      ended: Date().timeIntervalSince1970, fingerprint: pipeline.fingerprint)
    do { try state.note(record) } catch {
      logger.warning("what happened cannot be remembered: \((error as? RunFailure)?.message ?? "\(error)")")
    }
  }
}

extension RunRecord {
  /// Takes over the counts of the books.
  mutating func take(_ books: Books, reused: Int) {
    (listed, published, dropped, rejected) = (books.listed, books.published, books.dropped, books.rejected)
    self.reused = reused
  }
}
