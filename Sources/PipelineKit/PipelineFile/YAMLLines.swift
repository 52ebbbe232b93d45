import Yams

/// Where the parser's lines stand in the file.
///
/// YAML ends a line at more characters than editors do: a carriage return alone, U+0085, U+2028, U+2029. One that was
/// pasted into a comment would shift every place behind it.
struct YAMLLines {
  /// The places at which the parser's lines begin.
  private var starts = [Position(line: 1, column: 1)]
  /// The place behind the last character.
  private var end = Position(line: 1, column: 1)

  init(_ text: String) {
    var isBehindReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        end = Position(line: end.line + 1, column: 1)
      } else {
        end = Position(line: end.line, column: end.column + 1)
      }
      // A return and a line feed end one line, not two.
      if scalar == "\n", isBehindReturn { starts.removeLast() }
      if scalar == "\n" || Self.isBreak(scalar) { starts.append(end) }
      isBehindReturn = scalar == "\r"
    }
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// The place in the file of one that the parser names; the end of a file whose last line has none is a line of the
  /// parser's own.
  func position(_ mark: Mark) -> Position {
    guard starts.indices.contains(mark.line - 1) else { return end }
    let start = starts[mark.line - 1]
    return min(Position(line: start.line, column: start.column + mark.column - 1), end)
  }
}
