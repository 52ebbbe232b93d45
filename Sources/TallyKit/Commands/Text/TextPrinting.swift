import ArgumentParser
import Glibc
import PipelineKit
import Stages

/// Reads one input after another, prints each at once, and counts what could not be read.
struct TextPrinting {
  /// From so many files on, somebody at a terminal is shown how far it is.
  private static let manyFiles = 48

  private let reader: ReportText
  private let mediaType: MediaType?
  private var printer: any ReportPrinter
  private let saysReplaced: Bool
  private let progress: Progress?
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private var taken = 0
  private var failed = 0
  private var hasEmptyFolder = false
  private var drawnAt: ContinuousClock.Instant?

  init(
    reader: ReportText, mediaType: MediaType?, printer: any ReportPrinter, isQuiet: Bool, progress style: ProgressStyle
  ) {
    self.reader = reader
    self.mediaType = mediaType
    self.printer = printer
    saysReplaced = !isQuiet && isatty(STDERR_FILENO) == 1
    // Where the results go to the same terminal, they show well enough how far it is.
    let isLive = style == .auto && !isTerminal && Progress.isTerminal
    progress = isLive || style == .plain ? Progress(isLive: isLive) : nil
  }

  /// Reads an input and prints it; what it throws is about the output.
  mutating func take(_ input: TextInputs.Input) throws {
    switch input {
    case .file(let path): try print(path, Result { try reader.read(path: path, as: mediaType) })
    case .standardInput:
      if isatty(STDIN_FILENO) == 1 { Console.note("tally: reading standard input; Ctrl-D ends it") }
      let read = Result { try reader.read(descriptor: STDIN_FILENO, source: "-", as: mediaType) }
      try print("standard input", read)
    case .fault(let path, let message): fail(path, message)
    case .emptyFolder(let path):
      hasEmptyFolder = true
      progress?.clear()
      Console.note(
        "tally: error: \(Console.visible(path)): nothing to read in this folder: no .html, .htm, .shtml or .txt, nor .gz of these"
      )
    }
  }

  /// Ends with the exit code that says what could not be read.
  func end(isOne: Bool) throws {
    progress?.clear()
    if failed > 0 {
      if isOne { throw ExitCode(74) }
      throw Console.failure("\(failed) of \(taken) files could not be read", code: 74)
    }
    if hasEmptyFolder { throw ExitCode(66) }
  }

  private mutating func print(_ name: String, _ read: Result<CleanReport, any Error>) throws {
    let report: CleanReport
    do { report = try read.get() } catch let failure as Failure {
      return fail(name, "\(failure.message) (\(failure.code))")
    }
    taken += 1
    let bytes = printer.bytes(of: report)
    try Console.write(isTerminal ? Console.visible(lines: bytes) : bytes)
    let document = report.document
    if saysReplaced, document.replacedBytes > 0 {
      progress?.clear()
      let bytes = document.replacedBytes == 1 ? "1 malformed byte" : "\(document.replacedBytes) malformed bytes"
      Console.note("tally: note: \(Console.visible(name)): \(bytes) of \(document.charset) replaced by U+FFFD")
    }
    showProgress()
  }

  private mutating func fail(_ name: String, _ message: String) {
    taken += 1
    failed += 1
    progress?.clear()
    let shown = name.isEmpty ? "''" : Console.visible(name)
    Console.note("tally: error: \(shown): \(Console.visible(message))")
  }

  private mutating func showProgress() {
    guard let progress, taken > Self.manyFiles else { return }
    let now = ContinuousClock.now
    if let drawnAt, now - drawnAt < .milliseconds(100) { return }
    drawnAt = now
    progress.show(files: taken, failed: failed)
  }
}
