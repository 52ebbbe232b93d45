/// The metrics that figures are recognised as, by label, verb and unit.
///
/// Of several patterns that fit a figure, the one with the longest words wins (all of `all`, the longest of `any`, and the
/// verb, in characters), then the earlier one. A verb fits where it is one of the pattern's, alone or after neutral words
/// (累计接收 where the pattern has 接收). A figure without a verb, or with a neutral one (达到), fits `-`, and it fits a verb that
/// stands in its label (在册社区矫正对象).
///
/// A class, since its many tables never change and each look-up would copy references to them all.
public final class Catalog: Sendable {
  /// The metrics, in the order given.
  public let entries: [CatalogEntry]

  /// The ids of the metrics: an entry is large, and copied to be asked for its id.
  private let ids: [String]
  private let vocabulary: Vocabulary
  private let neutral: NumberSet
  /// The units of all patterns, folded.
  private let units: [[UInt8]]
  private let patterns: [CompiledPattern]
  /// The patterns to try for each word that stands in a label: a pattern is listed under the word of `all` that the fewest
  /// others are listed under, or under each word of `any`.
  private let patternsByWord: [[Int]]
  private let memory = CatalogMemory()

  /// Makes a catalogue; `neutral` are words that say nothing about what is counted, in a label or as a verb.
  public init(entries: [CatalogEntry], neutral: [String] = []) {
    var vocabulary = Vocabulary()
    var units: [[UInt8]: Int] = [:]
    let neutralWords = neutral.compactMap { vocabulary.add($0) }
    var patterns: [CompiledPattern] = []
    for (index, entry) in entries.enumerated() {
      for pattern in entry.recognise {
        patterns.append(CompiledPattern(pattern, of: entry, at: index, vocabulary: &vocabulary, units: &units))
      }
    }
    vocabulary.index()
    let count = vocabulary.words.count
    let neutralSet = NumberSet(count: count, neutralWords)
    var byWord = [[Int]](repeating: [], count: count)
    for index in patterns.indices {
      patterns[index].allow(neutral: neutralWords, count: count)
      // The longer word where both are as rare: it stands in fewer labels.
      let key = patterns[index].all.min {
        (byWord[$0].count, -vocabulary.lengths[$0], $0) < (byWord[$1].count, -vocabulary.lengths[$1], $1)
      }
      for word in key.map({ [$0] }) ?? patterns[index].any { byWord[word].append(index) }
    }
    self.entries = entries
    ids = entries.map(\.id)
    self.vocabulary = vocabulary
    self.neutral = neutralSet
    self.units = units.sorted { $0.value < $1.value }.map(\.key)
    self.patterns = patterns
    patternsByWord = byWord
  }

  /// The id of the metric that a figure states; nil where none fits.
  ///
  /// A growth rate or a difference is not told from its metric here: the caller knows which figures are changes.
  public func id(label: String, action: String?, unit: String?) -> String? {
    let question = CatalogMemory.Question(label: label, action: action, unit: unit)
    return memory.answer(to: question) { recognise(label: label, action: action, unit: unit) }
  }

  private func recognise(label: String, action: String?, unit: String?) -> String? {
    var unitNumber: Int?
    if let unit, !unit.isEmpty {
      // A unit that no pattern has fits none.
      guard let number = Vocabulary.withFolded(unit, { unit in units.firstIndex { unit.elementsEqual($0) } }) else {
        return nil
      }
      unitNumber = number
    }
    let label = words(of: label)
    guard !label.occurrences.isEmpty else { return nil }
    let verb = verb(action)
    var best: (score: Int, pattern: Int)?
    for occurrence in label.occurrences {
      for index in patternsByWord[occurrence.word] {
        guard let score = score(of: patterns[index], label, verb, unit: unitNumber) else { continue }
        if let best, (-best.score, best.pattern) <= (-score, index) { continue }
        best = (score, index)
      }
    }
    return best.map { ids[patterns[$0.pattern].entry] }
  }

  /// How many characters of the figure the pattern accounts for; nil where it does not fit.
  private func score(of pattern: CompiledPattern, _ label: Words, _ verb: Verb, unit: Int?) -> Int? {
    if let unit, !pattern.units.contains(unit) { return nil }
    var score = 0
    for word in pattern.all {
      guard label.has(word) else { return nil }
      score += vocabulary.lengths[word]
    }
    if !pattern.any.isEmpty {
      guard let longest = longest(of: pattern.any, where: label.has) else { return nil }
      score += longest.length
    }
    for word in pattern.none where label.has(word) { return nil }
    var verbInLabel: Int?
    if let actions = pattern.actions {
      if let own = longest(of: actions, where: verb.ends) {
        score += own.length
      } else {
        guard verb.isNeutral else { return nil }
        if let inLabel = longest(of: actions, where: label.has) {
          score += inLabel.length
          verbInLabel = inLabel.word
        } else if !pattern.takesNoVerb {
          return nil
        }
      }
    }
    if let allowed = pattern.allowed {
      guard label.isCovered(where: { allowed.contains($0) || $0 == verbInLabel }) else { return nil }
    }
    return score
  }

  private func longest(of words: [Int], where holds: (Int) -> Bool) -> (word: Int, length: Int)? {
    var best: (word: Int, length: Int)?
    for word in words where vocabulary.lengths[word] > best?.length ?? 0 && holds(word) {
      best = (word, vocabulary.lengths[word])
    }
    return best
  }

  private func words(of text: String) -> Words {
    Vocabulary.withFolded(text) { Words(occurrences: vocabulary.occurrences(in: $0), length: $0.count) }
  }

  private func verb(_ action: String?) -> Verb {
    guard let action, !action.isEmpty else {
      return Verb(words: Words(occurrences: [], length: 0), neutral: neutral, isNeutral: true)
    }
    let words = words(of: action)
    return Verb(words: words, neutral: neutral, isNeutral: words.isCovered(where: neutral.contains))
  }
}

/// A figure's verb, or none.
private struct Verb {
  let words: Words
  let neutral: NumberSet
  /// Whether the verb is neutral words alone.
  let isNeutral: Bool

  /// Whether the verb is the word, alone or after neutral words.
  func ends(_ word: Int) -> Bool {
    words.occurrences.contains {
      $0.word == word && $0.end == words.length && words.isCovered(upTo: $0.start, where: neutral.contains)
    }
  }
}

/// The words that stand in a text.
private struct Words {
  let occurrences: [Vocabulary.Occurrence]
  /// How many bytes the text has, folded.
  let length: Int

  /// There are a few only, so that looking through them is faster than a set of them is made.
  func has(_ word: Int) -> Bool { occurrences.contains { $0.word == word } }

  /// Whether the words that `holds` is true of leave nothing of the text, or of its first `end` bytes, over.
  func isCovered(upTo end: Int? = nil, where holds: (Int) -> Bool) -> Bool {
    let end = end ?? length
    var reached = 0
    for occurrence in occurrences where occurrence.end <= end && holds(occurrence.word) {
      guard occurrence.start <= reached else { return false }
      reached = max(reached, occurrence.end)
    }
    return reached >= end
  }
}
