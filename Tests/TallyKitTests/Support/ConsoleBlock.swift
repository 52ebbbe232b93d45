import Foundation

/// A fenced block of Markdown that shows a terminal: commands behind `$ `, and under each what it prints.
///
///     ```console
///     $ tally check Pipelines/minimal.yaml
///     Pipelines/minimal.yaml: ok, … stages
///     ```
///
/// `…` on a line of its own stands for any number of lines, and within a line for any text. A command that shows no
/// output may print what it likes. A line that ends with a backslash goes on in the next.
struct ConsoleBlock: CustomStringConvertible, Sendable {
  struct Step: Sendable {
    var command: String
    var output: [String]
  }

  /// The line of its fence, from 1.
  var line: Int
  var steps: [Step] = []
  var description: String { "line \(line)" }

  /// The console blocks of a text.
  static func all(in text: String) -> [ConsoleBlock] {
    var blocks: [ConsoleBlock] = []
    var open: ConsoleBlock?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).enumerated() {
      guard var block = open else {
        if line == "```console" { open = ConsoleBlock(line: index + 1) }
        continue
      }
      if line == "```" {
        blocks.append(block)
        open = nil
        continue
      }
      let last = block.steps.count - 1
      if last >= 0, block.steps[last].output.isEmpty, block.steps[last].command.hasSuffix("\\") {
        block.steps[last].command.removeLast()
        block.steps[last].command += line
      } else if line.hasPrefix("$ ") {
        block.steps.append(Step(command: String(line.dropFirst(2)), output: []))
      } else if last >= 0 {
        block.steps[last].output.append(line)
      }
      open = block
    }
    return blocks
  }
}

extension ConsoleBlock.Step {
  /// Whether what a command printed is what is shown.
  func matches(_ printed: String) -> Bool {
    guard !output.isEmpty else { return true }
    var lines = printed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return Self.matches(output[...], lines[...]) { shown, line in
      let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
      guard parts.count > 1, let head = parts.first, let tail = parts.last else { return shown == line }
      guard line.hasPrefix(head), line.hasSuffix(tail), line.count >= head.count + tail.count else { return false }
      var rest = line.dropFirst(head.count).dropLast(tail.count)
      for part in parts.dropFirst().dropLast() where !part.isEmpty {
        guard let found = rest.range(of: part) else { return false }
        rest = rest[found.upperBound...]
      }
      return true
    }
  }

  private static func matches(
    _ shown: ArraySlice<String>, _ lines: ArraySlice<String>, _ isSame: (String, String) -> Bool
  ) -> Bool {
    guard let first = shown.first else { return lines.isEmpty }
    if first.trimmingCharacters(in: .whitespaces) == "…" {
      let behind = shown.dropFirst()
      return (0...lines.count).contains { matches(behind, lines.dropFirst($0), isSame) }
    }
    guard let line = lines.first, isSame(first, line) else { return false }
    return matches(shown.dropFirst(), lines.dropFirst(), isSame)
  }
}
