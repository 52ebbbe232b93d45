import WebArchives

/// A choice of elements: `ul`, `.news`, `#list`, `ul.news`, `div#list.open`, and several of them with commas between.
///
/// Of the rest of CSS nothing is known, and a selector that uses it is none.
public struct ElementSelector: Sendable {
  private struct Simple: Sendable {
    var name: String?
    var id: String?
    var classes: [String] = []
  }

  private let alternatives: [Simple]

  /// Reads a selector; nil where it is none.
  public init?(_ text: String) {
    var alternatives: [Simple] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let simple = Self.simple(String(part).trimmed) else { return nil }
      alternatives.append(simple)
    }
    self.alternatives = alternatives
  }

  private static func simple(_ text: String) -> Simple? {
    var simple = Simple()
    var rest = text.unicodeScalars[...]
    func word() -> String? {
      let word = rest.prefix { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_" }
      rest = rest.dropFirst(word.count)
      return word.isEmpty ? nil : String(word)
    }
    if rest.first == "*" { rest = rest.dropFirst() } else { simple.name = word()?.lowercased() }
    while let sign = rest.popFirst() {
      guard sign == "." || sign == "#", let name = word() else { return nil }
      if sign == "." { simple.classes.append(name) } else { simple.id = name }
    }
    return text.isEmpty ? nil : simple
  }

  func matches(_ tag: TagScanner.Tag) -> Bool {
    alternatives.contains { simple in
      if let name = simple.name, tag.name != name { return false }
      if let id = simple.id, tag["id"] != id { return false }
      guard !simple.classes.isEmpty else { return true }
      let classes = (tag["class"] ?? "").split(whereSeparator: \.isWhitespace)
      return simple.classes.allSatisfy { name in classes.contains { $0 == name } }
    }
  }
}
