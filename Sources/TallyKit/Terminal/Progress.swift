import Foundation
import PipelineKit
import Synchronization

/// How a run shows how far it is.
enum ProgressStyle: String, CaseIterable {
  /// Live lines on a terminal, plain lines elsewhere.
  case auto
  /// A line now and then, without control characters.
  case plain
  /// Nothing.
  case none
}

/// Shows a run's books while it runs: a line a stage, redrawn in place, or a plain line now and then.
final class Progress: Sendable {
  private static let plainSeconds = 10.0
  private let isLive: Bool
  private let started = Date()
  private struct Drawn {
    var lines = 0
    var at = Date()
  }
  private let drawn = Mutex(Drawn())

  init(isLive: Bool) { self.isLive = isLive }

  /// Whether standard error is a terminal that can redraw lines.
  static var isTerminal: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The width of the terminal.
  private static var columns: Int {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Shows a run's books.
  func show(_ books: Books) {
    show(
      live: { StageTable(books, seconds: $0).lines },
      plain: "\(books.listed) listed, \(books.published) published, \(books.rejected) rejected")
  }

  /// Shows how many files have been read.
  func show(files: Int, failed: Int) {
    let counts = "\(files) files read" + (failed > 0 ? ", \(failed) failed" : "")
    show(live: { ["tally: \(counts), \(Int(Double(files) / max($0, 0.001))) per second"] }, plain: counts)
  }

  /// Draws the live lines for so many seconds, or now and then the plain words.
  private func show(live: (Double) -> [String], plain: String) {
    let seconds = Date().timeIntervalSince(started)
    drawn.withLock { drawn in
      if isLive {
        // A line that wraps would take two rows, and the next redraw would leave one behind.
        let lines = live(seconds).map { DocumentView.shortened($0, to: Self.columns) }
        Console.note(Self.erase(drawn.lines) + lines.joined(separator: "\n"))
        drawn.lines = lines.count
      } else if Date().timeIntervalSince(drawn.at) >= Self.plainSeconds {
        drawn.at = Date()
        Console.note("tally: \(Int(seconds)) s: \(plain)")
      }
    }
  }

  /// Takes the live lines away.
  func clear() {
    drawn.withLock { drawn in
      if drawn.lines > 0 { Console.note(Self.erase(drawn.lines), terminator: "") }
      drawn.lines = 0
    }
  }

  private static func erase(_ lines: Int) -> String {
    lines == 0 ? "" : String(repeating: "\u{1B}[1A\u{1B}[2K", count: lines)
  }
}

/// The books as a table for people.
struct StageTable {
  let lines: [String]

  init(_ books: Books, seconds: Double) {
    let rows = books.steps.map { step in
      let dropped = step.dropped.values.reduce(0, +)
      let rate = seconds > 0 ? Int((Double(step.in) / seconds).rounded()) : 0
      let computing = Double(step.nanoseconds) / 1e9
      return [
        step.name, "\(step.in)", "\(step.out)", "\(dropped)", "\(step.rejected)", "\(rate)",
        computing.formatted(.number.precision(.fractionLength(2)).grouping(.never)),
      ]
    }
    lines = TextTable(header: ["stage", "in", "kept", "dropped", "rejected", "per second", "CPU s"], rows: rows).lines
  }
}

/// Columns of text: the first flush left, the others flush right, as wide as a terminal shows them.
struct TextTable {
  let lines: [String]

  init(header: [String], rows: [[String]]) {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
    lines = all.map { row in
      let cells = row.enumerated().map { column, cell in
        let pad = String(repeating: " ", count: widths[column] - Self.width(cell))
        return column == 0 ? cell + pad : pad + cell
      }
      return cells.joined(separator: "  ")
    }
  }

  static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + $1.columns } }
}
