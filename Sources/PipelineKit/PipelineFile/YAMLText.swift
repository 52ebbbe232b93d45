import Yams

/// Reads YAML into nodes with places.
///
/// Scalars stay as written: who reads them knows their type, and the parser is not asked to tell it, which would take as
/// long as all the rest.
enum YAMLText {
  /// Stands at the end of a second key of the same name, so that the rest of the mapping can still be read.
  private static let repeated: Unicode.Scalar = "\u{E000}"

  /// The document of `text`, and every syntax mistake that the parser can say at once.
  static func read(_ text: String) -> (node: ConfigNode?, mistakes: [Mistake]) {
    var text = text
    var mistakes: [Mistake] = []
    while true {
      do {
        return (try Yams.compose(yaml: text, .basic).map(convert), mistakes)
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let first = Position(line: context.mark.line, column: context.mark.column)
        guard let key = keys.first, let second = rename(key, after: first, in: &text) else {
          return (nil, mistakes + [Mistake("key '\(keys.first ?? "")' stands twice; keep one", at: first)])
        }
        mistakes.append(Mistake("key '\(key)' stands twice in the same mapping; keep one", at: second))
      } catch let error as YamlError {
        return (nil, mistakes + [mistake(of: error)])
      } catch {
        return (nil, mistakes + [Mistake("\(error)")])
      }
    }
  }

  /// Marks the next `key` of the mapping that has one at `first`, and says where it stands.
  private static func rename(_ key: String, after first: Position, in text: inout String) -> Position? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
    let letters = Array(key.unicodeScalars)
    for line in max(0, first.line - 1)..<lines.count {
      let onSameLine = line == first.line - 1
      let columns = onSameLine ? Array(first.column..<max(first.column, lines[line].count)) : [first.column - 1]
      for column in columns where lines[line].dropFirst(column).starts(with: letters) {
        let after = lines[line].dropFirst(column + letters.count).first { $0 != " " }
        let before = column > 0 ? lines[line][column - 1] : " "
        guard after == ":", " -{,".unicodeScalars.contains(before) else { continue }
        lines[line][column + letters.count - 1] = repeated
        text = lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
        return Position(line: line + 1, column: column + 1, length: letters.count)
      }
    }
    return nil
  }

  /// A scalar or flow collection as JSON, every scalar a string.
  static func json(_ text: String) throws -> JSONValue? {
    try Yams.compose(yaml: text, .basic).map { convert($0).json }
  }

  private static func convert(_ node: Node) -> ConfigNode {
    let line = node.mark?.line ?? 1
    let column = node.mark?.column ?? 1
    func place(_ length: Int) -> Position { Position(line: line, column: column, length: length) }
    switch node {
    case .scalar(let scalar):
      let length = lengthOfFirstLine(scalar.string)
      if scalar.style == .plain, ["", "~", "null"].contains(scalar.string) {
        return ConfigNode(.empty, at: place(length))
      }
      let quotes = scalar.style == .doubleQuoted || scalar.style == .singleQuoted ? 2 : 0
      return ConfigNode(.scalar(scalar.string), at: place(length + quotes))
    case .sequence(let items): return ConfigNode(.sequence(items.map(convert)), at: place(1))
    case .mapping(let members):
      let own = members.map { (key: convert($0.key), value: convert($0.value)) }
      return ConfigNode(.mapping(own.filter { $0.key.scalar?.unicodeScalars.last != repeated }), at: place(1))
    case .alias: return ConfigNode(.empty, at: place(1))
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

  private static func mistake(of error: YamlError) -> Mistake {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return Mistake("not YAML: \(problem)", at: Position(line: mark.line, column: mark.column))
    case .reader(let problem, let offset, _, _):
      return Mistake("not YAML: \(problem)\(offset.map { " at byte \($0)" } ?? "")")
    default: return Mistake("not YAML: \(error)")
    }
  }
}
