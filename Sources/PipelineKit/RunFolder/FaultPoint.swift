import Foundation
import Glibc

/// The steps of publishing at which a test may kill the process, to see that the next run finishes or clears what is left.
///
/// Armed by the environment variable `TALLY_FAULT_POINT`; otherwise reaching one costs a comparison.
package enum FaultPoint: String, CaseIterable, Sendable {
  /// The staging folder is there.
  case staged
  /// All tables are written and durable.
  case written
  /// The gates are passed and `changes.jsonl` is there.
  case audited
  /// The manifest is there.
  case described
  /// The folder has its own name.
  case renamed
  /// The link that is to be `current` is there.
  case linking
  /// `current` leads to the run.
  case linked
  /// The state has the run, and has not committed.
  case committing
  /// All is done.
  case committed

  private static let armed = ProcessInfo.processInfo.environment["TALLY_FAULT_POINT"].flatMap(FaultPoint.init)

  /// Says that the process is here; an armed point ends it as a power cut would.
  package func reach() {
    if Self.armed == self { kill(getpid(), SIGKILL) }
  }
}
