import Logging

/// What a run has to say on its way, as lines of the command on standard error.
struct ConsoleLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice
  /// Takes the live lines of a run away, so that the message does not stand among them.
  let clear: @Sendable () -> Void

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    clear()
    Console.note("tally: \(event.level): \(event.message)")
  }
}
