import Foundation
import Glibc

/// The folders of a pipeline's runs: `<output>/<pipeline>/runs/<run id>/`, and `current`, a link to the last published.
///
/// A run is published by one rename, and `current` follows by another. A run that was stopped between the two is rolled
/// forward by the next.
public struct RunFolders: Sendable {
  /// `<output>/<pipeline>`.
  public let path: String
  private var runs: String { path + "/runs" }
  private static let stagingPrefix = ".staging-"

  /// The folders of the pipeline `name` under `output`.
  public init(output: String, name: String) { path = output + "/" + name }

  /// The folder of a run.
  public func folder(of run: String) -> String { runs + "/" + run }

  /// The last published run; nil where there is none.
  public var current: String? {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/current") else { return nil }
    return target.split(separator: "/").last.map(String.init)
  }

  /// The published runs in the order of their ids.
  public var published: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The rejects of a published run, in the order of their sources.
  public func rejects(of run: String) throws -> [RejectRecord] {
    try PublishedRun(rejectsOf: folder(of: run)).rejects.values.sorted { $0.source < $1.source }
  }

  /// Whether a run is under way now, by the kernel's list of locks: to try the lock would keep a run out.
  public var isRunning: Bool {
    var status = stat()
    guard stat(path + "/.lock", &status) == 0, let locks = FileManager.default.contents(atPath: "/proc/locks") else {
      return false
    }
    return String(decoding: locks, as: UTF8.self).split(separator: "\n").contains { line in
      line.contains(" FLOCK ") && line.contains(":\(status.st_ino) ")
    }
  }

  /// The folder of the last run, where a gate held it back; nil where the last run was published, or failed otherwise.
  public var heldBack: String? {
    let folder = path + "/" + Self.heldBackName
    return FileManager.default.fileExists(atPath: folder + "/manifest.json") ? folder : nil
  }

  /// The folder in which a run stands that a gate has held back.
  static let heldBackName = "held-back"

  /// Makes the folders, clears what a stopped run left, and rolls an interrupted publication forward.
  ///
  /// Needs the lock.
  func recover() throws {
    try FileSystem.makeFolder(runs)
    if let current, !FileManager.default.fileExists(atPath: folder(of: current) + "/manifest.json") {
      throw RunFailure(
        .inputOutput,
        "output: 'current' leads to run '\(current)', which is not there; "
          + "remove '\(path)/current', or link it to a published run")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: runs) where name.hasPrefix(Self.stagingPrefix) {
      try FileSystem.remove(runs + "/" + name)
    }
    if let last = unlinkedSuccessor() { try point(to: last) }
  }

  /// The run that was published after `current` and is not linked yet; nil where `current` is the last.
  ///
  /// A run's manifest names the one before it. The order of names does not tell: people may choose them.
  private func unlinkedSuccessor() -> String? {
    // A run without a manifest is none of ours, or damaged; it is no successor in either case.
    var waiting = published.compactMap { run in
      (try? PreviousRun(folder: folder(of: run))).flatMap { $0.limit == nil ? (run, $0.previous_run) : nil }
    }
    var last = current
    while let index = waiting.lastIndex(where: { $0.0 != last && $0.1 == last }) {
      last = waiting.remove(at: index).0
    }
    return last == current ? nil : last
  }

  /// The id of the next run: one more than the last, six digits, so that equal input gives equal ids.
  func nextID() -> String {
    let last = published.compactMap { Int($0) }.max() ?? 0
    let digits = String(last + 1)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  func stage(_ run: String) throws -> StagingFolder {
    guard !FileManager.default.fileExists(atPath: folder(of: run)) else {
      throw RunFailure(.cannotCreate, "output: run '\(run)' exists in '\(path)'; choose another --run-id")
    }
    return try StagingFolder(path: runs + "/" + Self.stagingPrefix + run)
  }

  /// Publishes a finished folder: all of it at once.
  ///
  /// A run of a part of the inputs does not take the place of a whole one.
  func publish(_ staging: StagingFolder, as run: String, isPart: Bool) throws {
    try FileSystem.sync(staging.path)
    try FileSystem.rename(staging.path, to: folder(of: run))
    FaultPoint.renamed.reach()
    try FileSystem.sync(runs)
    if !isPart || current == nil { try point(to: run) }
  }

  /// Keeps a finished run aside that a gate does not let pass, in the place of an earlier one.
  func holdBack(_ staging: StagingFolder) throws {
    try discardHeldBack()
    try FileSystem.sync(staging.path)
    try FileSystem.rename(staging.path, to: path + "/" + Self.heldBackName)
    try FileSystem.sync(path)
  }

  /// Removes a run that was held back, if there is one.
  private func discardHeldBack() throws {
    let folder = path + "/" + Self.heldBackName
    guard FileManager.default.fileExists(atPath: folder) else { return }
    try discard(folder)
  }

  /// Removes a folder so that nobody sees a part of it: what is left under the other name, the next run clears.
  private func discard(_ folder: String) throws {
    let aside = runs + "/" + Self.stagingPrefix + "removed-" + URL(fileURLWithPath: folder).lastPathComponent
    try FileSystem.rename(folder, to: aside)
    try FileSystem.remove(aside)
  }

  /// Publishes the run that a gate held back, and gives its manifest.
  ///
  /// Needs the lock. The run must have been made behind the one that is current.
  func accept() throws -> RunManifest {
    guard let held = heldBack else {
      throw RunFailure(.noInput, "accept: no run is held back in '\(path)'; 'tally run' makes one")
    }
    let manifest = try RunManifest(folder: held)
    guard manifest.previousRun == current, !FileManager.default.fileExists(atPath: folder(of: manifest.runID)) else {
      throw RunFailure(
        .noInput,
        "accept: run '\(manifest.runID)' was held back before run '\(current ?? "none")' was published; run again")
    }
    try FileSystem.rename(held, to: folder(of: manifest.runID))
    try FileSystem.sync(runs)
    try point(to: manifest.runID)
    return manifest
  }

  /// Removes the runs that are older than is kept, and one that was held back before this one was published.
  ///
  /// The current run and the one before it always stay.
  func clear(_ retention: Pipeline.Retention, keeping previous: String?) throws {
    try discardHeldBack()
    guard retention.keepRuns != nil || retention.keepDays != nil else { return }
    var old: [(run: String, ended: Double)] = []
    for run in published where run != current && run != previous {
      // A folder without a manifest of this version is none of ours, and stays.
      guard let manifest = try? RunManifest(folder: folder(of: run)) else { continue }
      old.append((run, manifest.record.ended))
    }
    old.sort { $0.ended > $1.ended }
    let oldest = Date().timeIntervalSince1970 - Double(retention.keepDays ?? 0) * 86_400
    let staying = 1 + (previous == nil ? 0 : 1)
    for (place, run) in old.enumerated() {
      let isLate = retention.keepRuns.map { place + staying < $0 } ?? false
      let isYoung = retention.keepDays != nil && run.ended > oldest
      if !isLate, !isYoung { try discard(folder(of: run.run)) }
    }
  }

  private func point(to run: String) throws {
    let link = path + "/.current-new"
    _ = unlink(link)
    guard symlink("runs/" + run, link) == 0 else {
      throw RunFailure(.inputOutput, "output: cannot link '\(link)': \(FileSystem.reason)")
    }
    FaultPoint.linking.reach()
    try FileSystem.rename(link, to: path + "/current")
    try FileSystem.sync(path)
    FaultPoint.linked.reach()
  }
}

/// Keeps a second run of the same pipeline out, by `flock` on a file beside the runs.
///
/// The system frees it with the process, however that ends.
final class RunLock: Sendable {
  let descriptor: Int32

  /// Takes the lock, or that of the process which this one replaced, where `inherited` is indeed a descriptor of it.
  init(folder: String, inherited: Int32? = nil) throws {
    try FileSystem.makeFolder(folder)
    let path = folder + "/.lock"
    if let inherited, Self.isSame(inherited, path), flock(inherited, LOCK_EX | LOCK_NB) == 0 {
      descriptor = inherited
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      return
    }
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RunFailure(
        .cannotCreate, "output: cannot create '\(path)': \(FileSystem.reason); choose another with --output")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      defer { close(descriptor) }
      guard errno == EWOULDBLOCK else {
        throw RunFailure(.inputOutput, "output: cannot lock '\(path)': \(FileSystem.reason)")
      }
      throw RunFailure(.locked, "output: another run of this pipeline holds '\(path)'; wait for it to end")
    }
  }

  deinit { close(descriptor) }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var (open, named) = (stat(), stat())
    guard fstat(descriptor, &open) == 0, stat(path, &named) == 0 else { return false }
    return open.st_dev == named.st_dev && open.st_ino == named.st_ino
  }
}
