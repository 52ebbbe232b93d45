/// A pattern with its words and units as numbers.
struct CompiledPattern: Sendable {
  /// The entry it belongs to.
  let entry: Int
  let all: [Int]
  let any: [Int]
  let none: [Int]
  /// The verbs; nil for any verb or none.
  let actions: [Int]?
  /// Whether `-` is one of the verbs.
  let takesNoVerb: Bool
  let units: [Int]
  /// What the label may consist of; nil for anything.
  private(set) var allowed: NumberSet?
  private let rest: [Int]?

  init(
    _ pattern: CatalogEntry.Pattern, of entry: CatalogEntry, at index: Int, vocabulary: inout Vocabulary,
    units: inout [[UInt8]: Int]
  ) {
    func numbers(_ words: [String]) -> [Int] { words.compactMap { vocabulary.add($0) } }
    self.entry = index
    all = numbers(pattern.all)
    any = numbers(pattern.any)
    none = numbers(pattern.none)
    rest = pattern.rest.map(numbers)
    actions = pattern.actions.map { numbers($0.filter { $0 != "-" }) }
    takesNoVerb = pattern.actions?.contains("-") ?? true
    self.units = (pattern.units ?? [entry.unit]).map { unit in
      let folded = Vocabulary.fold(unit)
      if let number = units[folded] { return number }
      units[folded] = units.count
      return units.count - 1
    }
  }

  /// Completes what the label may consist of, once all words of the catalogue are numbered.
  mutating func allow(neutral: [Int], count: Int) {
    allowed = rest.map { NumberSet(count: count, all + any + $0 + neutral) }
  }
}
