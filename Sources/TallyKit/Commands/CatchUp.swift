import ArgumentParser
import Foundation
import PipelineKit

/// How old something may be: a number with its unit, as in `25h`.
struct Age: ExpressibleByArgument, Equatable {
  private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
  var seconds: Double

  init?(argument: String) {
    guard let unit = argument.last.flatMap({ Self.units[$0] }), let number = Int(argument.dropLast()), number > 0,
      argument.first?.isASCII == true, argument.first?.isNumber == true
    else { return nil }
    seconds = Double(number) * unit
  }
}

/// Whether a run is due that catches up for one that was missed.
struct CatchUp {
  /// How a run ends that would end otherwise if it were tried again: stopped by a signal, or nobody there.
  private static let passing: Set<Int32> = [
    RunFailure.Kind.unreachable, .hungUp, .interrupted, .terminated,
  ].reduce(into: []) { $0.insert($1.rawValue) }

  let folders: RunFolders
  let now: Date

  /// Why no run is due; nil where one is.
  ///
  /// What counts is when a run began: at which hour the next is due does not depend on how long one takes. A run that
  /// failed is not tried again before the others' time, since it would say the same every hour.
  func hindrance(_ age: Age) throws -> String? {
    if folders.isRunning { return "a run is under way" }
    if let id = folders.current {
      let manifest = try RunManifest(folder: folders.folder(of: id))
      if manifest.limit == nil, isYounger(manifest.record.started, age) {
        return "run \(id) began \(RunHistory.ago(manifest.record.started, now: now))"
      }
    }
    guard let last = try RunHealth.lastRun(in: folders.path), !Self.passing.contains(last.exitCode),
      isYounger(RunManifest.seconds(last.started), age)
    else { return nil }
    return "the last run \(last.status), \(RunHistory.ago(RunManifest.seconds(last.started), now: now))"
  }

  /// A time to come is one of a clock that was wrong, and hinders nothing.
  private func isYounger(_ seconds: Double, _ age: Age) -> Bool {
    (0..<age.seconds).contains(now.timeIntervalSince1970 - seconds)
  }
}
