import Glibc
import PipelineKit

/// Turns SIGHUP, SIGINT and SIGTERM into a request to stop; a second one ends the process at once.
enum Signals {
  private static let cancellation = Cancellation()
  nonisolated(unsafe) private static var hasReceived = false

  static func install() -> Cancellation {
    // Made here, before a handler could be the first to ask for it.
    let cancellation = cancellation
    onSignals { Signals.receive($0) }
    return cancellation
  }

  /// Has `handler`, which may do only what a signal handler may, take the signals that ask a program to stop.
  static func onSignals(_ handler: @convention(c) (Int32) -> Void) {
    for number in [SIGHUP, SIGINT, SIGTERM] {
      var before = sigaction()
      sigaction(number, nil, &before)
      // Who started the program so that it does not hear a signal (nohup, a shell's background) has a reason.
      if before.__sigaction_handler.sa_handler.map({ unsafeBitCast($0, to: Int.self) }) == 1 { continue }
      signal(number, handler)
    }
  }

  private static func receive(_ number: Int32) {
    if hasReceived { _exit(128 + number) }
    hasReceived = true
    cancellation.request(signal: number)
  }
}
