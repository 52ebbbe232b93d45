import PipelineKit

/// What `--cron` says of a run in trouble: a mail that is read at a glance, of 15 lines at most.
///
/// The last line, which says what happened and what to do, is the command's own and comes behind.
struct TroubleReport {
  /// Lines of a mail.
  static let maxLines = 15
  /// So many reject codes and warnings are shown; with the lines around them that makes eleven.
  private static let shown = 3
  /// An example is cut to so many columns.
  private static let columns = 160

  let lines: [String]

  init(_ end: RunEnd, pipeline: String, warnings: [(message: String, count: Int)], log: String?) {
    let counts = end.counts
    let run = end.runID.isEmpty ? "a run" : "run \(end.runID)"
    var lines = [
      "tally: \(run) of '\(pipeline)' \(Self.words[end.status] ?? ""), exit code \(end.exitCode): \(counts.listed) listed, "
        + "\(counts.published) published, \(counts.dropped) dropped, \(counts.rejected) rejected"
    ]
    let groups = Dictionary(grouping: end.rejects, by: \.failure.code).sorted {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }
    for (code, rejects) in groups.prefix(Self.shown) {
      let example = rejects[0]
      let place = "'\(example.source)': \(example.stage): \(example.failure.message)"
      lines.append(Self.shortened("  \(rejects.count) \(code), as \(place)"))
    }
    if groups.count > Self.shown {
      let others = groups.dropFirst(Self.shown).map(\.value.count).reduce(0, +)
      lines.append("  and \(others) with \(groups.count - Self.shown) other codes")
    }
    for (message, count) in warnings.prefix(Self.shown) {
      lines.append(Self.shortened("  warning\(count > 1 ? " (\(count) times)" : ""): \(message)"))
    }
    if warnings.count > Self.shown { lines.append("  and \(warnings.count - Self.shown) other warnings") }
    if let log { lines.append("  log: \(log)") }
    self.lines = lines.map(Console.visible)
  }

  private static func shortened(_ line: String) -> String { DocumentView.shortened(line, to: columns) }

  private static let words: [RunEnd.Status: String] = [
    .published: "is published with rejects", .heldBack: "was held back", .failed: "failed", .stopped: "was stopped",
  ]
}

extension Diagnostics {
  /// The first mistakes within so many lines, and how many there are beside them.
  func rendered(within room: Int) -> String {
    var few = self
    let all = mistakes.filter { !$0.isWarning }
    for count in stride(from: all.count, to: 0, by: -1) {
      few.mistakes = Array(all.prefix(count))
      let more = all.count > count ? "and \(all.count - count) more\n" : ""
      let text = few.rendered + more
      if text.split(separator: "\n").count <= room { return text }
    }
    return ""
  }
}
