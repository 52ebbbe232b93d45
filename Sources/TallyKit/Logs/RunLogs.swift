import ArgumentParser
import Foundation
import Logging
import PipelineKit

/// Where a command that runs a pipeline writes what happens: standard error, and a file where one is named.
struct RunLogs {
  let logger: Logger
  let lines: ConsoleLines
  let file: LogFile?

  /// `show` takes a line for standard error; nil is silence.
  init(path: String?, level: Logger.Level?, show: (@Sendable (String) -> Void)?) throws {
    let file = try path.map { try LogFile($0) }
    let lines = ConsoleLines(show: show)
    logger = Logger(label: "tally") { _ in
      var console = ConsoleLog(lines: lines)
      guard let file else {
        if let level { console.logLevel = level }
        return console
      }
      return MultiplexLogHandler([console, LogLines(file, level: level ?? .info)])
    }
    (self.lines, self.file) = (lines, file)
  }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
