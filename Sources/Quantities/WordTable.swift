/// Words with a value each, found by their first (or last) character; the longest wins.
struct WordTable<Value: Sendable>: Sendable {
  /// A word found in a text.
  struct Match {
    var length: Int
    var value: Value
  }

  private struct Entry: Sendable {
    var scalars: [Unicode.Scalar]
    var value: Value
  }

  private var byEdge: [UInt32: [Entry]] = [:]
  private var edges: ScalarSet = ""
  private let backward: Bool

  /// Makes a table of words that are looked for after a position, or, if `backward`, before it.
  init(_ words: [(String, Value)], backward: Bool = false) {
    self.backward = backward
    var allEdges = ""
    for (word, value) in words {
      let scalars = Array(word.unicodeScalars)
      guard let edge = backward ? scalars.last : scalars.first else { continue }
      byEdge[edge.value, default: []].append(Entry(scalars: scalars, value: value))
      allEdges.unicodeScalars.append(edge)
    }
    edges = ScalarSet(stringLiteral: allEdges)
    for key in byEdge.keys { byEdge[key]?.sort { $0.scalars.count > $1.scalars.count } }
  }

  /// The longest word that begins at `index`, or, in a backward table, that ends right before it.
  func longest(in text: FoldedText, at index: Int) -> Match? {
    let edge = text[backward ? index - 1 : index]
    guard edges.contains(edge), let entries = byEdge[edge.value] else { return nil }
    entries: for entry in entries {
      let start = backward ? index - entry.scalars.count : index
      for k in entry.scalars.indices where text[start + k] != entry.scalars[k] { continue entries }
      return Match(length: entry.scalars.count, value: entry.value)
    }
    return nil
  }
}

extension WordTable where Value == Bool {
  /// A table of words alone, parted by blanks.
  init(_ words: String, backward: Bool = false) {
    self.init(words.split(separator: " ").map { (String($0), true) }, backward: backward)
  }

  /// Whether a word of the table stands at `index` (or ends there, in a backward table).
  func matches(_ text: FoldedText, at index: Int) -> Bool { longest(in: text, at: index) != nil }
}
