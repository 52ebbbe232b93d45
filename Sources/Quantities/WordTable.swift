/// Words with a value each, found by their first (or last) character; the longest wins.
struct WordTable<Value: Sendable>: Sendable {
  /// A word found in a text.
  struct Match {
    var length: Int
    var value: Value
  }

  private let index: WordIndex
  private let values: [Value]

  /// Makes a table of words that are looked for after a position, or, if `backward`, before it.
  init(_ words: [(String, Value)], backward: Bool = false) {
    let sorted = words.enumerated().sorted { WordIndex.precedes($0, $1, backward: backward) }
    index = WordIndex(sorted.map { Array($0.element.0.unicodeScalars) }, backward: backward)
    values = sorted.map { $0.element.1 }
  }

  /// The longest word that begins at `index`, or, in a backward table, that ends right before it.
  @inline(__always)
  func longest(in text: FoldedText, at index: Int) -> Match? {
    guard let (word, length) = self.index.longest(in: text, at: index) else { return nil }
    return Match(length: length, value: values[word])
  }

  /// The length of the longest word there; 0 where there is none.
  @inline(__always)
  func length(in text: FoldedText, at index: Int) -> Int { self.index.longest(in: text, at: index)?.length ?? 0 }
}

extension WordTable where Value == Bool {
  /// A table of words alone, parted by blanks.
  init(_ words: String, backward: Bool = false) {
    self.init(words.split(separator: " ").map { (String($0), true) }, backward: backward)
  }

  /// Whether a word of the table stands at `index` (or ends there, in a backward table).
  @inline(__always)
  func matches(_ text: FoldedText, at index: Int) -> Bool { length(in: text, at: index) > 0 }
}

/// The words of a table in one row of scalars, ordered by edge and then by length.
///
/// A class, so that a reader that holds many tables is cheap to copy.
private final class WordIndex: Sendable {
  private let scalars: [Unicode.Scalar]
  /// Where each word begins in `scalars`; one more entry closes the last.
  private let starts: [Int32]
  /// The first word of each edge, in the order of the edges; one more entry closes the last.
  private let firstWords: [Int32]
  private let edges: ScalarSet
  /// How many edges lie in the blocks of 64 codes before each.
  private let edgesBefore: [Int32]
  private let isBackward: Bool

  /// Orders words by their edge, the longest of one edge first, the first named of equals first.
  static func precedes<Value>(
    _ a: (offset: Int, element: (String, Value)), _ b: (offset: Int, element: (String, Value)), backward: Bool
  ) -> Bool {
    let (left, right) = (a.element.0.unicodeScalars, b.element.0.unicodeScalars)
    let (edge, other) = backward ? (left.last, right.last) : (left.first, right.first)
    if edge != other { return (edge?.value ?? 0) < (other?.value ?? 0) }
    return left.count != right.count ? left.count > right.count : a.offset < b.offset
  }

  /// Takes words in the order of `precedes`.
  init(_ words: [[Unicode.Scalar]], backward: Bool) {
    isBackward = backward
    var scalars: [Unicode.Scalar] = []
    var starts: [Int32] = [0]
    var edges: [Unicode.Scalar] = []
    var firstWords: [Int32] = []
    for (position, word) in words.enumerated() {
      guard let edge = backward ? word.last : word.first else { preconditionFailure("a word of a table is empty") }
      if edges.last != edge {
        edges.append(edge)
        firstWords.append(Int32(position))
      }
      scalars += word
      starts.append(Int32(scalars.count))
    }
    firstWords.append(Int32(words.count))
    self.scalars = scalars
    self.starts = starts
    self.firstWords = firstWords
    self.edges = ScalarSet(edges)
    edgesBefore = self.edges.countsBeforeBlocks
  }

  @inline(__always)
  func longest(in text: FoldedText, at index: Int) -> (word: Int, length: Int)? {
    let edge = text[isBackward ? index - 1 : index]
    return edges.contains(edge) ? longest(in: text, at: index, edge: edge) : nil
  }

  private func longest(in text: FoldedText, at index: Int, edge: Unicode.Scalar) -> (word: Int, length: Int)? {
    let number = Int(edgesBefore[Int(edge.value >> 6)]) + edges.countInBlock(before: edge)
    words: for word in Int(firstWords[number])..<Int(firstWords[number + 1]) {
      let first = Int(starts[word])
      let length = Int(starts[word + 1]) - first
      let start = isBackward ? index - length : index
      for k in 0..<length where text[start + k] != scalars[first + k] { continue words }
      return (word, length)
    }
    return nil
  }
}
