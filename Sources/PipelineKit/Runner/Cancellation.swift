import Synchronization

/// Asks a run to stop.
///
/// Set from a signal handler, read by the runner between two looks at its workers.
public final class Cancellation: Sendable {
  private let signal = Atomic<Int32>(0)

  /// Makes a request that nobody has made yet.
  public init() {}

  /// Asks the run to stop as the signal would (1: SIGHUP, 2: SIGINT, 15: SIGTERM).
  public func request(signal number: Int32) { signal.store(number, ordering: .relaxed) }

  /// Throws where somebody has asked.
  func check() throws {
    switch signal.load(ordering: .relaxed) {
    case 0: return
    case 1: throw RunFailure(.hungUp, "run: stopped by SIGHUP; nothing was published; run it again")
    case 2: throw RunFailure(.interrupted, "run: stopped by SIGINT; nothing was published; run it again")
    default: throw RunFailure(.terminated, "run: stopped by SIGTERM; nothing was published; run it again")
    }
  }
}
