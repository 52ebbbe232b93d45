import Logging
import PipelineKit
import Synchronization

/// What a run has to say on its way, as lines of the command on standard error.
///
/// What repeats is shown a few times and then summed up; the log file has all of it. An error ends the run, and the
/// command says it last, so that it is left to the command here.
struct ConsoleLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice
  let lines: ConsoleLines

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    guard event.level < .error else { return }
    let code = event.metadata?["code"].map { "\($0)" }
    lines.take(event.message.description, event.level, of: code, from: "\(event.file):\(event.line)")
  }
}

/// The lines of a console log, counted by what they are: a reject's code, or the place in the program that they come from.
final class ConsoleLines: Sendable {
  /// So many of each are shown.
  private static let shown = 3

  private struct Kind: Hashable {
    var level: Logger.Level
    var name: String
  }

  private let show: (@Sendable (String) -> Void)?
  private let counts = Mutex<[Kind: (code: String?, first: String, count: Int)]>([:])

  /// `show` takes a line; nil keeps all for the end.
  init(show: (@Sendable (String) -> Void)?) { self.show = show }

  func take(_ message: String, _ level: Logger.Level, of code: String?, from place: String) {
    let kind = Kind(level: level, name: code ?? place)
    let count = counts.withLock { counts in
      counts[kind, default: (code, message, 0)].count += 1
      return counts[kind]?.count ?? 0
    }
    // What is asked for in detail is shown in detail.
    if let show, count <= Self.shown || level < .notice { show("tally: \(level): \(Console.visible(message))") }
  }

  /// What was not shown, in a line a kind.
  var rest: [String] {
    counts.withLock { counts in
      counts.filter { $0.key.level >= .notice && $0.value.count > Self.shown }.sorted { $0.key.name < $1.key.name }.map
      {
        let more = $0.value.count - Self.shown
        let what = $0.value.code.map { "rejected, with code '\($0)'" } ?? "like '\($0.value.first)'"
        return "tally: \($0.key.level): \(more) more \(Console.visible(what))"
      }
    }
  }

  /// The warnings that are no rejects: the first of each kind, and how many there were.
  var warnings: [(message: String, count: Int)] {
    counts.withLock { counts in
      counts.filter { $0.key.level == .warning && $0.value.code == nil }.sorted { $0.key.name < $1.key.name }
        .map { ($0.value.first, $0.value.count) }
    }
  }
}
