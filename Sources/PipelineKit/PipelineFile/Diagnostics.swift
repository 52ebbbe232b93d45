/// Mistakes of a pipeline file in the form that a terminal and an editor understand.
public struct Diagnostics: Error, Sendable {
  /// The file, as the user named it.
  public var path: String
  /// The file's text.
  public var text: String
  /// The mistakes in the order of the file.
  public var mistakes: [Mistake]

  /// Makes diagnostics; the mistakes are sorted by place.
  public init(path: String, text: String, mistakes: [Mistake]) {
    self.path = path
    self.text = text
    let none = Position(line: 0, column: 0)
    var seen: Set<Mistake> = []
    self.mistakes = mistakes.filter { seen.insert($0).inserted }
      .enumerated().sorted { a, b in
        let (left, right) = (a.element.position ?? none, b.element.position ?? none)
        return left == right ? a.offset < b.offset : left < right
      }.map(\.element)
  }

  /// Whether every mistake is one of the command line's `--set`, and none the file's.
  public var isOfCommandLine: Bool {
    let errors = mistakes.filter { !$0.isWarning }
    return !errors.isEmpty && errors.allSatisfy { $0.position == nil && $0.message.hasPrefix("--set") }
  }

  /// Whether any of the mistakes keeps the pipeline from running.
  public var hasErrors: Bool { mistakes.contains { !$0.isWarning } }

  /// `path:line:column: error: …`, the line and a caret under the place, for each mistake.
  public var rendered: String {
    // By bytes: as a character, "\r\n" is no "\n".
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    return mistakes.map { mistake in
      let severity = mistake.isWarning ? "warning" : "error"
      guard let place = mistake.position else { return "\(path): \(severity): \(mistake.message)\n" }
      var out = "\(path):\(place.line):\(place.column): \(severity): \(mistake.message)\n"
      if lines.indices.contains(place.line - 1) {
        out += quote(String(Substring(lines[place.line - 1])), at: place)
      }
      return out
    }.joined()
  }

  private func quote(_ line: String, at place: Position) -> String {
    let scalars = Array(line.unicodeScalars.filter { $0 != "\r" })
    let number = String(place.line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
    let blank = String(repeating: " ", count: gutter.count - 2) + "| "
    let before = scalars.prefix(place.column - 1).map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.columns) }
    let under = scalars.dropFirst(place.column - 1).prefix(place.length).reduce(0) { $0 + $1.columns }
    let shown = String(String.UnicodeScalarView(scalars))
    return "\(gutter)\(shown)\n\(blank)\(before.joined())\(String(repeating: "^", count: max(1, under)))\n"
  }
}

extension Unicode.Scalar {
  /// The columns that the character takes on a terminal.
  public var columns: Int {
    switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      2
    default: properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
