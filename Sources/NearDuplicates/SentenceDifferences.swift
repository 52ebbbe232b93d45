/// What two reports have in common, sentence by sentence, and what tells them apart.
///
/// For people who look at a pair; the sketches decide without it.
public struct SentenceDifferences: Sendable, Hashable {
  /// Two sentences that say the same with other words or figures.
  public struct Pair: Sendable, Hashable {
    /// The sentence of the first text.
    public var first: String
    /// The sentence of the second text.
    public var second: String
    /// The figures that differ, in order; nil where the sentences do not have the same number of them.
    public var figures: [FigurePair]?
  }

  /// A figure of each of two sentences, at the same place.
  public struct FigurePair: Sendable, Hashable {
    /// The figure of the first sentence, as it stands: `126`, `**`.
    public var first: String
    /// The figure of the second.
    public var second: String
    /// Whether exactly one of the two is blanked out, which contradicts nothing.
    public var isMasked: Bool
  }

  /// How many sentences both have.
  public private(set) var shared = 0
  /// Sentences that both have with some other words or figures, in the order of the first text.
  public private(set) var changed: [Pair] = []
  /// Sentences of the first text that the second has nothing like.
  public private(set) var onlyFirst: [String] = []
  /// Sentences of the second text that the first has nothing like.
  public private(set) var onlySecond: [String] = []

  /// Compares the sentences of two texts; blanks and width make no difference, nor does the order.
  public init(_ first: [String], _ second: [String]) {
    let (a, b) = (first.map(Sentence.init), second.map(Sentence.init))
    var places: [[UInt32]: [Int]] = [:]
    for (index, sentence) in b.enumerated().reversed() { places[sentence.characters, default: []].append(index) }
    var isTaken = Array(repeating: false, count: b.count)
    var rest: [Int] = []
    for (index, sentence) in a.enumerated() {
      if let place = places[sentence.characters]?.popLast() {
        isTaken[place] = true
        shared += 1
      } else {
        rest.append(index)
      }
    }
    // The same words first, whatever the figures; then the nearest that is near enough.
    var wordings: [[UInt32]: [Int]] = [:]
    for index in b.indices.reversed() where !isTaken[index] { wordings[b[index].words, default: []].append(index) }
    var partners: [Int: Int] = [:]
    for index in rest {
      guard let place = wordings[a[index].words]?.popLast() else { continue }
      partners[index] = place
      isTaken[place] = true
    }
    for index in rest where partners[index] == nil {
      let nearest = b.indices.filter { !isTaken[$0] }.max {
        a[index].likeness(to: b[$0]) < a[index].likeness(to: b[$1])
      }
      guard let nearest, a[index].likeness(to: b[nearest]) >= Self.likeness else { continue }
      partners[index] = nearest
      isTaken[nearest] = true
    }
    for index in rest {
      if let place = partners[index] {
        changed.append(
          Pair(first: first[index], second: second[place], figures: Self.figures(a[index].figures, b[place].figures)))
      } else {
        onlyFirst.append(first[index])
      }
    }
    onlySecond = b.indices.filter { !isTaken[$0] }.map { second[$0] }
  }

  /// The share of pairs of characters that two sentences have in common from which they count as one, changed.
  private static let likeness = 0.6

  private static func figures(_ a: [String], _ b: [String]) -> [FigurePair]? {
    guard a.count == b.count else { return nil }
    return zip(a, b).filter { $0 != $1 }.map { one, other in
      FigurePair(first: one, second: other, isMasked: Sentence.isMask(one) != Sentence.isMask(other))
    }
  }
}

/// A sentence as it is compared: folded as the sketches are, but that a number by itself is a figure wherever it stands.
private struct Sentence {
  private typealias Code = FoldingTable.Code

  /// The codes of its characters without blanks and punctuation.
  let characters: [UInt32]
  /// Those that are neither figure nor mask.
  let words: [UInt32]
  /// The runs of the others, as they stand but for their width.
  let figures: [String]
  private let pairs: [UInt64: Int]

  init(_ text: String) {
    let scalars = text.unicodeScalars.map { ($0, Self.code($0)) }.filter { !Self.isBlank($0.1) }
    var characters: [UInt32] = []
    var words: [UInt32] = []
    var figures: [String] = []
    var run = String.UnicodeScalarView()
    for (at, (scalar, code)) in scalars.enumerated() {
      let isPoint = code == Code.point && !run.isEmpty && at + 1 < scalars.count && Self.isDigit(scalars[at + 1].1)
      if isPoint || Self.isDigit(code) || Self.isMask(code) {
        run.append(Self.narrow(scalar))
        characters.append(code)
        continue
      }
      let isBehindRun = !run.isEmpty
      if isBehindRun { figures.append(String(run)) }
      run = String.UnicodeScalarView()
      if Self.isMark(code) {
        // What parts two figures has a meaning: 9、8 is not 98.
        if isBehindRun { characters.append(UInt32(Code.mark)) }
        continue
      }
      if characters.last == UInt32(Code.mark) { characters.removeLast() }
      characters.append(code)
      words.append(code)
    }
    if !run.isEmpty { figures.append(String(run)) }
    var pairs: [UInt64: Int] = [:]
    for (one, other) in zip(words, words.dropFirst()) { pairs[UInt64(one) << 32 | UInt64(other), default: 0] += 1 }
    (self.characters, self.words, self.figures, self.pairs) = (characters, words, figures, pairs)
  }

  /// The rare characters beyond the plane are letters.
  private static func code(_ scalar: Unicode.Scalar) -> UInt32 {
    scalar.value > 0xFFFF ? scalar.value : UInt32(FoldingTable.shared.codes[Int(scalar.value)])
  }

  private static func isBlank(_ code: UInt32) -> Bool {
    code == Code.blank || code == Code.newline || code == Code.invisible
  }

  private static func isMark(_ code: UInt32) -> Bool { code > Code.blank && code < Code.digit }

  private static func isDigit(_ code: UInt32) -> Bool { code >= Code.digit && code < Code.mask }

  /// 某 is a word of the sentence, which a reader wants to see.
  private static func isMask(_ code: UInt32) -> Bool { code >= Code.mask && code < Code.mask + 4 }

  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  /// Whether a run of figures holds a mask.
  static func isMask(_ figure: String) -> Bool { figure.unicodeScalars.contains { isMask(code($0)) } }

  /// The share of pairs of characters in common, 0…1.
  func likeness(to other: Sentence) -> Double {
    let all = max(0, words.count - 1) + max(0, other.words.count - 1)
    guard all > 0 else { return 0 }
    let common = pairs.reduce(0) { $0 + min($1.value, other.pairs[$1.key] ?? 0) }
    return 2 * Double(common) / Double(all)
  }
}
