import Yams

/// Reads YAML into nodes with places.
///
/// Scalars stay as written: who reads them knows their type, and the parser is not asked to tell it, which would take as
/// long as all the rest.
enum YAMLText {
  /// The document of `text`, and every syntax mistake that the parser can say at once.
  static func read(_ text: String) -> (node: ConfigNode?, mistakes: [Mistake]) {
    var text = text
    var mistakes: [Mistake] = []
    var marks: RepeatMarks?
    while true {
      let lines = YAMLLines(text)
      do {
        return (
          try Yams.compose(yaml: text, .basic).map { try convert($0, of: text, lines, marks?.used ?? []) }, mistakes
        )
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let first = lines.position(context.mark)
        var free = marks ?? RepeatMarks(in: text)
        defer { marks = free }
        guard let key = keys.first, let mark = free.take(), let second = rename(key, to: mark, after: first, in: &text)
        else { return (nil, mistakes + [Mistake("key '\(keys.first ?? "")' stands twice; keep one", at: first)]) }
        mistakes.append(Mistake("key '\(key)' stands twice in the same mapping; keep one", at: second))
      } catch let error as YamlError {
        return (nil, mistakes + [mistake(of: error, lines)])
      } catch {
        return (nil, mistakes + [error as? Mistake ?? Mistake("\(error)")])
      }
    }
  }

  /// What stands at the end of second and further keys of one name, so that the rest of the mapping can still be read.
  ///
  /// A third key needs another mark than the second, or the two were equal again. The text is parsed once for each: of
  /// a file that repeats more keys than there are marks the first ones are told.
  private struct RepeatMarks {
    private var free: [Unicode.Scalar]
    private(set) var used: Set<Unicode.Scalar> = []

    init(in text: String) {
      // Characters that nobody writes; a text that has them all the same keeps them.
      let all = (0xE000..<0xE014).compactMap(Unicode.Scalar.init)
      let taken = Set(text.unicodeScalars.lazy.filter(all.contains))
      free = all.filter { !taken.contains($0) }
    }

    mutating func take() -> Unicode.Scalar? {
      let mark = free.popLast()
      if let mark { used.insert(mark) }
      return mark
    }
  }

  /// Marks the next `key` of the mapping that has one at `first`, and says where it stands.
  private static func rename(
    _ key: String, to mark: Unicode.Scalar, after first: Position, in text: inout String
  ) -> Position? {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    let letters = Array(key.unicodeScalars)
    // An empty key has no character that could be marked.
    guard !letters.isEmpty else { return nil }
    for line in max(0, first.line - 1)..<lines.count {
      let onSameLine = line == first.line - 1
      let columns = onSameLine ? Array(first.column..<max(first.column, lines[line].count)) : [first.column - 1]
      for column in columns where lines[line].dropFirst(column).starts(with: letters) {
        let after = lines[line].dropFirst(column + letters.count).first { $0 != " " }
        let before = column > 0 ? lines[line][column - 1] : " "
        guard after == ":", " -{,".unicodeScalars.contains(before) else { continue }
        lines[line][column + letters.count - 1] = mark
        text = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
        return Position(line: line + 1, column: column + 1, length: letters.count)
      }
    }
    return nil
  }

  /// A scalar or flow collection as JSON, every scalar a string.
  static func json(_ text: String) throws -> JSONValue? {
    try Yams.compose(yaml: text, .basic).map { try convert($0, of: text, YAMLLines(text)).json }
  }

  /// The nodes of a text; throws a ``Mistake`` where aliases of aliases make them more than anybody could have written.
  private static func convert(
    _ node: Node, of text: String, _ lines: YAMLLines, _ marks: Set<Unicode.Scalar> = []
  ) throws -> ConfigNode {
    // Without aliases a value takes a byte; what is below a few thousand values hurts nobody.
    var conversion = Conversion(lines: lines, marks: marks, left: text.utf8.count + 10_000)
    return try conversion.convert(node)
  }

  private struct Conversion {
    let lines: YAMLLines
    let marks: Set<Unicode.Scalar>
    /// How many nodes there may yet be.
    var left: Int

    mutating func convert(_ node: Node) throws -> ConfigNode {
      let start = node.mark.map { lines.position($0) } ?? Position(line: 1, column: 1)
      func place(_ length: Int) -> Position { Position(line: start.line, column: start.column, length: length) }
      left -= 1
      guard left >= 0 else {
        throw Mistake("aliases ('*name') repeat more than the file may hold; write the values out")
      }
      switch node {
      case .scalar(let scalar):
        let length = lengthOfFirstLine(scalar.string)
        if scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
          return ConfigNode(.empty, at: place(length))
        }
        let quotes = scalar.style == .doubleQuoted || scalar.style == .singleQuoted ? 2 : 0
        return ConfigNode(.scalar(scalar.string), at: place(length + quotes))
      case .sequence(let items): return ConfigNode(.sequence(try items.map { try convert($0) }), at: place(1))
      case .mapping(let members):
        let own = try members.map { (key: try convert($0.key), value: try convert($0.value)) }
        let kept =
          marks.isEmpty ? own : own.filter { !($0.key.scalar?.unicodeScalars.last.map(marks.contains) ?? false) }
        return ConfigNode(.mapping(kept), at: place(1))
      case .alias: return ConfigNode(.empty, at: place(1))
      }
    }
  }

  /// How many code points the first line has that is not empty; 1 where there is none.
  private static func lengthOfFirstLine(_ text: String) -> Int {
    var length = 0
    for byte in text.utf8 where byte & 0xC0 != 0x80 {
      if byte != 0x0A { length += 1 } else if length > 0 { break }
    }
    return max(length, 1)
  }

  private static func mistake(of error: YamlError, _ lines: YAMLLines) -> Mistake {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return Mistake("not YAML: \(problem)", at: lines.position(mark))
    case .reader(let problem, let offset, _, _):
      return Mistake("not YAML: \(problem)\(offset.map { " at byte \($0)" } ?? "")")
    default: return Mistake("not YAML: \(error)")
    }
  }
}
