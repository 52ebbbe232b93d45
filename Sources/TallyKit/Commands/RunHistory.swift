import Foundation
import PipelineKit
import StateStore

/// The runs of a pipeline, from their manifests and from the state, which also knows those that published nothing.
struct RunHistory {
  let name: String
  let folders: RunFolders
  /// All runs, the last one first.
  let runs: [RunRecord]
  let isRunning: Bool

  init(_ file: Pipeline, output: String?) throws {
    name = file.name
    var settings = Runner.Settings()
    settings.output = output
    let folders = Runner(file, settings: settings).folders
    self.folders = folders
    isRunning = folders.isRunning
    let known = try file.state.map { try StateStore.runs(folder: $0.absolute, name: file.name) } ?? []
    // A manifest says what was published, and the state what else is known of it.
    let published = try folders.published.map { run in
      var record = try RunManifest(folder: folders.folder(of: run)).record
      record.reused = known.last { $0.id == run && $0.status == .published }?.reused ?? 0
      return record
    }
    var failed = known.filter { $0.status != .published }
    // Without a state the last run is known that told of its end.
    if file.state == nil, let last = try RunHealth.lastRun(in: folders.path),
      let status = RunEnd.Status(rawValue: last.status), status != .published
    {
      failed.append(
        RunRecord(
          id: last.runID ?? "", status: status == .heldBack ? .heldBack : .failed, message: last.message,
          started: RunManifest.seconds(last.started), ended: RunManifest.seconds(last.ended), fingerprint: ""))
    }
    runs = (published + failed).sorted { $0.started > $1.started }
  }

  /// The run that 'current' leads to.
  var last: RunRecord? { folders.current.flatMap { id in runs.first { $0.id == id && $0.status == .published } } }

  /// The runs that published nothing since the last that did, the last one first.
  var failedSince: [RunRecord] {
    runs.filter { $0.status != .published && $0.started > (last?.started ?? 0) }
  }

  func rejects() throws -> [RejectRecord] { try folders.current.map(folders.rejects) ?? [] }

  /// A time for people, in their zone.
  static func time(_ seconds: Double) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter.string(from: Date(timeIntervalSince1970: seconds))
  }

  /// How long ago something was, in the largest unit that it fills.
  static func ago(_ seconds: Double, now: Date = Date()) -> String {
    let age = Int(max(0, now.timeIntervalSince1970 - seconds))
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
    guard let (unit, name) = units.first(where: { age >= $0.0 }) else { return "a moment ago" }
    return age / unit == 1 ? "1 \(name) ago" : "\(age / unit) \(name)s ago"
  }

  /// How long a run took.
  static func seconds(_ run: RunRecord) -> String {
    (run.ended - run.started).formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "en_US_POSIX")))
  }
}
