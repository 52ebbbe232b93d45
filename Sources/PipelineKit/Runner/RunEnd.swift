import Foundation

/// How a run ended, whatever came of it: what is kept for those who watch the pipeline, and told to whoever ran it.
public struct RunEnd: Sendable {
  /// What came of a run.
  public enum Status: String, Sendable, CaseIterable {
    /// Its folder stands among the runs.
    case published
    /// A gate held it back.
    case heldBack = "held-back"
    /// It failed.
    case failed
    /// A signal stopped it.
    case stopped
  }

  /// The run's id; empty where it failed before it had one.
  public var runID: String
  /// What came of it.
  public var status: Status
  /// The exit code that says so.
  public var exitCode: Int32
  /// Why nothing was published, and what to do; nil where all went well.
  public var message: String?
  /// When it began.
  public var started: Date
  /// When it ended.
  public var ended: Date
  /// What became of the inputs, as far as it came.
  public var counts: RunManifest.Counts
  /// The inputs that failed.
  public var rejects: [RejectRecord]

  /// How long it took, seconds.
  public var seconds: Double { ended.timeIntervalSince(started) }

  /// A run that was published.
  init(published runID: String, started: Date, ended: Date, counts: RunManifest.Counts, rejects: [RejectRecord]) {
    self.runID = runID
    (status, exitCode) = (.published, counts.rejected == 0 ? 0 : 3)
    (self.started, self.ended, self.counts, self.rejects) = (started, ended, counts, rejects)
  }

  /// A run that published nothing; `books` is how far it came.
  init(_ error: any Error, runID: String, started: Date, books: Books?, rejects: [RejectRecord]) {
    self.runID = runID
    let failure = error as? RunFailure
    status =
      switch failure?.kind {
      case .heldBack: .heldBack
      case .hungUp, .interrupted, .terminated: .stopped
      default: .failed
      }
    exitCode = (failure?.kind ?? .internal).rawValue
    message = failure?.message ?? "\(error)"
    (self.started, ended) = (started, Date())
    counts = RunManifest.Counts(books ?? Books(stages: []))
    // What stood ready was not published.
    counts.published = 0
    self.rejects = rejects
  }
}

extension Runner {
  /// Tells of the end of a run wherever somebody may look for it: health files, log, and whoever called.
  func tell(_ end: RunEnd, _ books: Books?) {
    for step in books?.steps ?? [] {
      logger.info(
        "\(step.name): \(step.in) in, \(step.out) out, \(step.drops) dropped, \(step.rejected) rejected",
        metadata: [
          "stage": "\(step.name)", "in": .stringConvertible(step.in), "out": .stringConvertible(step.out),
          "dropped": .stringConvertible(step.drops), "rejected": .stringConvertible(step.rejected),
          "cpu_seconds": .stringConvertible(Double(step.nanoseconds) / 1e9),
        ])
    }
    let counts = end.counts
    let numbers =
      "\(counts.listed) listed, \(counts.published) published, \(counts.dropped) dropped, \(counts.rejected) rejected"
    let message = end.message.map { "run \(end.runID) \(end.status.rawValue): \($0)" }
    logger.log(
      level: message == nil ? .info : .error, "\(message ?? "run \(end.runID) published: \(numbers)")",
      metadata: [
        "status": "\(end.status.rawValue)", "exit_code": .stringConvertible(end.exitCode),
        "seconds": .stringConvertible(end.seconds), "listed": .stringConvertible(counts.listed),
        "published": .stringConvertible(counts.published), "dropped": .stringConvertible(counts.dropped),
        "rejected": .stringConvertible(counts.rejected),
      ])
    // A part of the inputs is for trying, and says nothing of the pipeline's health.
    if settings.limit == nil {
      let textfile = pipeline.monitoring.textfile?.absolute
      for fault in RunHealth(pipeline.name, end, folders).write(to: folders.path, textfile: textfile) {
        // The run is as it is; whoever watches will see that nothing is heard of it.
        logger.warning("the health of the pipeline cannot be written: \(fault.message)")
      }
    }
    ended?(end)
  }
}
