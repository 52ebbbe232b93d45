import ArgumentParser
import Glibc
import PipelineKit
import Synchronization

/// Standard output and standard error, and how a command ends.
enum Console {
  private static let blockBytes = 1 << 16
  /// Whether somebody may be waiting for each line: on a terminal, or at the other end of a pipe.
  private static let isWatched: Bool = {
    var status = stat()
    return fstat(STDOUT_FILENO, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
  }()
  private static let buffer = Mutex<[UInt8]>([])

  /// Sees to it that what is buffered gets out at the end, and that a reader who has gone away shows as an error
  /// rather than a signal.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    // What is lost with the last block must show in the exit code, whatever it was going to be.
    atexit {
      do { try Console.flush() } catch {
        if let code = error as? ExitCode, code != .success { _exit(code.rawValue) }
      }
    }
  }

  /// Writes to standard output.
  static func print(_ text: String, terminator: String = "\n") throws {
    try write(Array((text + terminator).utf8))
  }

  /// Writes a line that quotes a document or a file's name: what would steer the terminal is shown as a symbol.
  static func printVisibly(_ line: String) throws { try print(visible(line)) }

  /// `text` with symbols in place of what would steer a terminal.
  static func visible(_ text: String) -> String {
    let visible = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.value {
      case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
      case 0x7F..<0xA0: "\u{FFFD}"
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(visible))
  }

  /// The same for a text of several lines: line feeds and tabs stay.
  static func visible(lines bytes: [UInt8]) -> [UInt8] {
    let parts = bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for part in parts {
      out += visible(String(decoding: part, as: UTF8.self)).utf8
      if part.endIndex < bytes.endIndex { out.append(bytes[part.endIndex]) }
    }
    return out
  }

  /// Writes bytes to standard output; a reader that has gone away (`tally … | head`) ends the command quietly.
  static func write(_ bytes: [UInt8]) throws {
    let isDue = buffer.withLock { buffer in
      buffer += bytes
      return buffer.count >= blockBytes || isWatched
    }
    if isDue { try flush() }
  }

  /// Writes out what is buffered.
  static func flush() throws {
    let bytes = buffer.withLock { buffer in
      defer { buffer = [] }
      return buffer
    }
    guard !bytes.isEmpty else { return }
    guard !put(bytes, to: STDOUT_FILENO) else { return }
    if errno == EPIPE { throw ExitCode(0) }
    throw failure("standard output cannot be written: \(String(cString: strerror(errno)).lowercased())", code: 74)
  }

  /// Writes all bytes; false where that fails, as `errno` says.
  private static func put(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return false }
        rest = rest.dropFirst(written)
      }
      return true
    }
  }

  /// Writes to standard error.
  static func note(_ text: String, terminator: String = "\n") {
    // There is no place left to say that standard error cannot be written.
    _ = put(Array((text + terminator).utf8), to: STDERR_FILENO)
  }

  /// Says what went wrong, and gives the exit code to throw.
  static func failure(_ message: String, code: Int32) -> ExitCode {
    // A command that fails has shown what it could; that it fails is what counts now.
    try? flush()
    note("tally: error: \(message)")
    return ExitCode(code)
  }

  /// The same for an error of the libraries; mistakes of a file take at most `room` lines, the last one included.
  static func failure(_ error: any Error, within room: Int? = nil) -> any Error {
    switch error {
    case let diagnostics as Diagnostics:
      note(room.map { diagnostics.rendered(within: $0 - 1) } ?? diagnostics.rendered, terminator: "")
      let count = diagnostics.mistakes.filter { !$0.isWarning }.count
      let mistakes = count == 1 ? "1 mistake" : "\(count) mistakes"
      if diagnostics.isOfCommandLine {
        note("tally: \(mistakes) on the command line; nothing was run")
      } else {
        let remedy = "correct \(count == 1 ? "it" : "them"), then: tally check \(diagnostics.path)"
        note("tally: \(mistakes) in '\(diagnostics.path)'; nothing was run; \(remedy)")
      }
      return ExitCode(diagnostics.isOfCommandLine ? 64 : 78)
    case let failure as RunFailure: return self.failure(failure.message, code: failure.kind.rawValue)
    case let failure as Failure: return self.failure("\(failure.message) (\(failure.code))", code: 74)
    case let code as ExitCode: return code
    default: return self.failure("\(error); please report this", code: 70)
    }
  }
}

/// Reads a pipeline for a command, prints its warnings, and turns mistakes into exit code 78 (64 for those of `--set`).
func readPipeline(_ path: String, set overrides: [String] = [], isSilent: Bool = false) throws -> Pipeline {
  do {
    let (pipeline, warnings) = try PipelineReader(stages: Tally.stages, overrides: overrides).read(path: path)
    if !isSilent { Console.note(warnings.rendered, terminator: "") }
    return pipeline
  } catch {
    throw Console.failure(error)
  }
}
