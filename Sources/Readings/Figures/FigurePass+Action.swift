import Quantities

/// The verb of a count.
extension FigurePass {
  /// What a clause says was done to what a figure counts.
  struct Said {
    /// The verb; nil where there is none.
    var verb: String?
    /// The count that the figure is a part of.
    var whole: Reading?
    /// Whether the figure goes on with the verb of a list: 受理案件7件，申请3件.
    var continues: Bool
  }

  /// The verb of a figure: its own, or that of an earlier one that it shares.
  func said(
    of phrase: Phrase, _ figure: Int, _ unit: Unit, _ depth: Int, isChange: Bool, sentence: Range<Int>,
    whole: Reading?, earlier: EarlierReadings
  ) -> Said {
    let continues = phrase.rule == .beforeFigure && phrase.noun != nil && phrase.verb == nil && phrase.followsFigure
    var said = Said(verb: nil, whole: whole, continues: continues)
    if phrase.succeeds, let last = earlier.last(where: { $0.unit.isComparable(to: unit) && !$0.isChange }),
      last.sentence == sentence
    {
      said.verb = Self.success(of: last)
      said.whole = last
    } else {
      let own = (isChange ? phrase.change : nil) ?? phrase.verb
      said.verb =
        own.map { String(decoding: text[$0], as: UTF8.self) }
        ?? shared(phrase, figure, unit, depth, continues, sentence, whole, earlier)
    }
    if let word = said.verb, phrase.change != nil { said.verb = Self.rates[word] ?? Self.root(of: word) }
    if phrase.isShare { said.verb = nil }
    if unit.family == .rate, phrase.change == nil, phrase.rule == .beforeFigure, phrase.noun != nil,
      !phrase.verbIsLast, phrase.verb == nil
    {
      said.verb = nil
    }
    return said
  }

  /// The verb of another figure, for one without its own.
  private func shared(
    _ phrase: Phrase, _ figure: Int, _ unit: Unit, _ depth: Int, _ continues: Bool, _ sentence: Range<Int>,
    _ whole: Reading?, _ earlier: EarlierReadings
  ) -> String? {
    if let noun = phrase.noun {
      // 发布短视频45期，总播放量230万次: a measure is not what was done.
      if phrase.rule == .beforeFigure, Measure.ends(text, at: noun.upperBound) { return nil }
      if let verb = whole?.action { return verb }
    }
    if phrase.isTotal { return nil }
    if phrase.noun == nil, phrase.change == nil, let last = readings.last, last.index + 1 == figures.count,
      !last.isChange, last.sentence == sentence, let verb = last.action
    {
      return verb
    }
    if phrase.sharesVerb, let last = earlier.last(where: { $0.depth == depth }), !last.isChange, let verb = last.action
    {
      return verb
    }
    guard phrase.rule == .beforeFigure, let noun = phrase.noun, !phrase.isScoped else { return nil }
    if unit.family == .events || unit.family == .turnout && phrase.isEvent,
      let last = earlier.last(where: {
        $0.depth == depth && ($0.unit.family == .events || $0.unit.family == unit.family)
      }), last.sentence == sentence,
      let verb = last.action, !Self.unshared.contains(verb)
    {
      return verb
    }
    guard let last = earlier.last, last.depth == depth, last.sentence == sentence else { return nil }
    if unit.family == .items, quantities[last.index].unit == quantities[figure].unit,
      text[..<noun.upperBound].suffix(3).elementsEqual(last.label.utf8.suffix(3)), let verb = last.action
    {
      return verb
    }
    let areThings = [unit, last.unit].allSatisfy { $0.family == .items || $0.family == .cases }
    // 事项增至312项，免罚案件90件: only the first of them grew.
    let moved = last.action.map { $0.ends(with: "至") || $0.ends(with: "到") } ?? false
    return continues && last.isObject && areThings && !moved ? last.action : nil
  }

  /// Verbs of how things moved and of who came, which no event goes on with.
  private static let unshared: WordList = [
    "减少", "增加", "下降", "缩短", "压缩", "降低", "提高", "提升", "增长", "避免", "参加", "参与", "受益", "覆盖", "惠及",
  ]

  /// Nouns for a change, with the verb that they stand for.
  private static let rates: [String: String?] = [
    "增速": nil, "增幅": "增长", "涨幅": "增长", "降幅": "下降", "减幅": "减少",
  ]

  /// The verb of a clause that says of earlier cases only that they succeeded.
  private static func success(of reading: Reading) -> String {
    for kind in ["调解", "调处", "化解"] where (reading.action ?? "").holds(kind) || reading.label.holds(kind) {
      return kind + "成功"
    }
    return "成功"
  }

  /// The verb in a word of change: 缩短至 → 缩短.
  private static func root(of word: String) -> String {
    guard word.count > 2, word.ends(with: "至") || word.ends(with: "到") else { return word }
    return String(word.dropLast())
  }
}
