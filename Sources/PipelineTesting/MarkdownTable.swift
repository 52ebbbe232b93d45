import Foundation

/// A table of a Markdown page, for tests that hold a page's examples against the program.
public struct MarkdownTable: Sendable {
  /// A row below the head: its cells, without blanks around them.
  public struct Row: Sendable, CustomStringConvertible {
    /// The cells.
    public var cells: [String]
    /// The line of the page, from 1.
    public var line: Int
    /// The line and the first two cells.
    public var description: String { "line \(line): " + cells.prefix(2).joined(separator: ": ") }
  }

  /// The names of the columns.
  public var columns: [String]
  /// The rows, in the order of the page.
  public var rows: [Row]

  /// The first table below a heading (`Periods`) of the page at `path`; rows of another width than the head are an error.
  public init(below heading: String, of path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("#") && $0.drop { $0 == "#" } == " " + heading }),
      let head = lines[start...].firstIndex(where: { $0.hasPrefix("|") })
    else { throw Missing(message: "'\(path)' has no table below '\(heading)'") }
    columns = Self.cells(lines[head])
    rows = []
    for line in (head + 2)..<lines.count {
      guard lines[line].hasPrefix("|") else { break }
      let row = Row(cells: Self.cells(lines[line]), line: line + 1)
      guard row.cells.count == columns.count else {
        throw Missing(message: "line \(line + 1) of '\(path)' has not \(columns.count) cells")
      }
      rows.append(row)
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
      $0.trimmingCharacters(in: .whitespaces)
    }
  }

  private struct Missing: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
  }
}
