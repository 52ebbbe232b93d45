/// What stands after a figure.
extension PhraseReader {
  func nominalEnd(from start: Int, stopping: Int) -> Int {
    var i = start
    while i < stopping, tokens[i].isNominal {
      if i > start, tokens[i].wordClass == .gerund && followsAgent(i, end: stopping) || turnsInto(i) { break }
      i += 1
    }
    return i
  }

  /// Whether the word at `i` begins what there is of something for each: 90名律师人均服务54小时, 三个县每万人拥有律师9名.
  private func isPerEach(_ i: Int) -> Bool {
    tokens[i].wordClass == .noun && (isWord(i, in: Self.averaged) || text.begins(tokens[i].range, with: "每"))
  }

  private static let averaged: WordList = ["人均", "户均", "村均", "所均", "案均", "平均"]

  /// Whether the word at `i` makes another count of one: 将96个网格调整为118个.
  func turnsInto(_ i: Int) -> Bool {
    guard i + 2 < tokens.count, tokens[i + 2].figure != nil, isReaching(i + 1) else { return false }
    return tokens[i].wordClass == .gerund || tokens[i].wordClass == .verb || isWord(i, "合并")
  }

  func after(_ at: Int, before: Phrase, unit: Unit) -> Phrase? {
    var start = at + 1
    let hasOf = start < tokens.count && tokens[start].kind == .of
    if hasOf { start += 1 }
    guard start < tokens.count else { return nil }
    switch tokens[start].kind {
    case .other, .word(.noun): break
    case .word(.gerund) where hasOf || before.noun == nil: break
    case .word(.verb), .word(.light), .word(.gerund):
      return objectAfter(start, before: before) ?? relativeAfter(start, before: before)
    case .word(.preposition) where before.noun == nil && isWord(start, "以"):
      return named(behind: start, before: before)
    default: return nil
    }
    var end = start
    while end < tokens.count {
      let token = tokens[end]
      guard token.isNominal, token.kind != .of else { break }
      if isWord(end, "中"), !isWord(end - 1, "集"), end + 1 == tokens.count || !tokens[end + 1].isNominal { break }
      if end > start,
        token.wordClass == .gerund && followsAgent(end, end: tokens.count) || turnsInto(end) || isPerEach(end)
      {
        break
      }
      end += 1
    }
    // 3名熟悉外贸的律师 counts who stands after 的; 6个县区的律师 counts what stands before it.
    if end < tokens.count, tokens[end].kind == .of, unit.countsPeople {
      let noun = end + 1..<nominalEnd(from: end + 1, stopping: tokens.count)
      if !noun.isEmpty {
        start = noun.lowerBound
        end = noun.upperBound
      }
    }
    if end < tokens.count, tokens[end].figure != nil, end > start + 1, tokens[end - 1].wordClass == .noun,
      Measure.ends(text, at: tokens[end - 1].range.upperBound)
    {
      // 9个县覆盖率77.8%: the measure is that of the figure behind it.
      end -= 1
    }
    while end > start, tokens[end - 1].kind == .of || tokens[end - 1].kind == .pause { end -= 1 }
    // 8个部门重点开展督察: an adverb of two characters, as words such as 重点领域 begin with it.
    let event = eventAfter(end)
    if end - start > 2, isSpan(end - 2..<end, "重点") { end -= 2 }
    if end == start || end == start + 1 && isWord(start, in: Self.positions) { return nil }
    if hasOf, endsSpan(start..<end, in: Self.standards) { return behindStandard(end, before: before) }
    var phrase = before
    phrase.noun = span(start..<end)
    phrase.rule = .afterFigure
    phrase.verbIsLast = false
    phrase.change = nil
    // Who acts is named by the act; what is acted on has a name of its own.
    if unit.countsPeople || endsSpan(start..<end, in: Self.actors),
      (span(start..<end)?.count ?? 0) <= 12, let event, (span(event)?.count ?? 0) <= 18
    {
      phrase.event = event
    }
    if before.verb == nil || before.verb.map({ Self.causatives.contains(text, $0) }) == true {
      phrase.verb = event.map { action(in: $0) } ?? verbAfter(end, isList: unit.mayAct) ?? before.verb
    }
    return phrase
  }

  /// What is done by a standard that counts: 按每村3名的标准配备调解员.
  private func behindStandard(_ start: Int, before: Phrase) -> Phrase? {
    guard start < tokens.count, tokens[start].wordClass == .verb,
      case let end = nominalEnd(from: start + 1, stopping: tokens.count), end > start + 1
    else { return nil }
    var phrase = before
    phrase.verb = tokens[start].range
    phrase.noun = span(start + 1..<end)
    phrase.rule = .objectAfter
    return phrase
  }

  /// What a count with 的 may only measure: a standard, a basis.
  private static let standards: WordList = ["标准", "基础", "基础上", "比例", "要求", "规模", "速度"]

  static let positions: WordList = ["内", "前", "后", "中", "里", "左", "右", "下", "起", "多", "余", "个"]

  /// Endings of bodies that do things.
  static let actors = WordList(agents.words + ["乡镇", "街道", "村", "社区", "县", "市", "区", "镇", "乡", "学校"])

  /// Verbs whose object acts: 组织3家单位签订.
  static let causatives: WordList = ["组织", "督促", "指导", "协调", "邀请", "推动", "进行", "开展", "实现", "争取", "帮助", "协助"]

  /// The event that a light verb after a subject names, as token range: 9个部门开展法治督察.
  func eventAfter(_ start: Int) -> Range<Int>? {
    var i = start
    while i < tokens.count, i < start + 4,
      [.word(.function), .word(.preposition)].contains(tokens[i].kind) || isWord(i, "重点")
    { i += 1 }
    guard i < tokens.count, isWord(i, "开展") || isWord(i, "进行") else { return nil }
    i += 1
    while i < tokens.count, tokens[i].wordClass == .function { i += 1 }
    let first = i
    while i < tokens.count, tokens[i].isNominal || tokens[i].wordClass == .verb, i < first + 10 { i += 1 }
    return i > first && (i == tokens.count || tokens[i].isBoundary) ? first..<i : nil
  }

  /// The verb in the name of an event: 现场述法 → 述法.
  func action(in event: Range<Int>) -> Range<Int> {
    var first = event.upperBound
    while first > event.lowerBound, tokens[first - 1].wordClass == .gerund || tokens[first - 1].wordClass == .verb {
      first -= 1
    }
    return span(first..<event.upperBound) ?? span(event) ?? 0..<0
  }

  @inline(__always)
  func isWord(_ i: Int, _ word: StaticString) -> Bool { text.isWord(word, tokens[i].range) }

  func isWord(_ i: Int, in words: WordList) -> Bool { words.contains(text, tokens[i].range) }

  /// Whether the bytes of a range of tokens are `word`.
  func isSpan(_ range: Range<Int>, _ word: StaticString) -> Bool {
    span(range).map { text.isWord(word, $0) } ?? false
  }

  /// Whether the bytes of a range of tokens end with one of the words.
  func endsSpan(_ range: Range<Int>, in words: WordList) -> Bool {
    span(range).map { words.contains(endOf: text, $0) } ?? false
  }

  /// The verb that follows a subject: 37家单位完成….
  func verbAfter(_ start: Int, isList: Bool) -> Range<Int>? {
    var i = start
    // Who acts may be a list with figures of its own: 12个村与3家律所签订协议.
    while i < tokens.count, i < start + 28 {
      switch tokens[i].kind {
      case .word(.light):
        // 进行了现场述法, 作出部署: what was done is the second word.
        if let event = eventAfter(i) { return action(in: event) }
        let isAct = i + 1 < tokens.count && [.verb, .gerund].contains(tokens[i + 1].wordClass)
        return isAct && (i + 2 == tokens.count || tokens[i + 2].isBoundary) ? tokens[i + 1].range : tokens[i].range
      case .word(.verb): return tokens[i].range
      // 帮助5家企业审查合同.
      case .word(.gerund) where followsAgent(i, end: tokens.count): return tokens[i].range
      case .word(.modal) where isWord(i, "实现"): return tokens[i].range
      case .word(.preposition) where isWord(i, "通过"): return tokens[i].range
      case .word(.function), .word(.preposition), .other, .word(.noun), .period, .word(.scope), .aside:
        if isWord(i, "中") { return nil }
        i += 1
      case .figure where isList, .pause where isList: i += 1
      default: return nil
      }
    }
    return nil
  }

  /// The act that the clause of a figure ends with: 完成5个司法所升级改造.
  func actAtEnd(_ at: Int) -> Range<Int>? {
    var end = at + 1
    while end < tokens.count, !tokens[end].isBoundary { end += 1 }
    guard end - 1 > at, let kind = tokens[end - 1].wordClass, kind == .verb || kind == .gerund else { return nil }
    return tokens[end - 1].range
  }

  /// What is done within a time: 在5日内办结.
  func verbWithin(_ at: Int) -> Range<Int>? {
    var i = at + 1
    while i < tokens.count, isWord(i, "内") || isWord(i, "之内") || tokens[i].wordClass == .function { i += 1 }
    return i < tokens.count && tokens[i].wordClass == .verb ? tokens[i].range : nil
  }

  /// The object of the verb after a figure that a preposition introduces: 为300人次提供法律咨询.
  func objectAfter(_ verb: Int, before: Phrase) -> Phrase? {
    guard introduced(verb - 2) else { return nil }
    var end = verb + 1
    while end < tokens.count, tokens[end].isNominal || tokens[end].kind == .pause { end += 1 }
    guard end > verb + 1 else { return nil }
    var phrase = before
    phrase.noun = span(verb + 1..<end)
    phrase.verb = tokens[verb].range
    phrase.verbIsLast = false
    phrase.rule = .objectAfter
    return phrase
  }

  /// The noun after 的 and the act behind it: 对9件以政府名义签订的合同进行审查.
  private func named(behind start: Int, before: Phrase) -> Phrase? {
    guard let of = tokens[start...].prefix(20).firstIndex(where: { $0.kind == .of || $0.isBoundary }),
      tokens[of].kind == .of, case let end = nominalEnd(from: of + 1, stopping: tokens.count), end > of + 1
    else { return nil }
    var phrase = before
    phrase.noun = span(of + 1..<end)
    phrase.verb = eventAfter(end).map { action(in: $0) } ?? before.verb
    phrase.rule = .afterFigure
    return phrase
  }

  /// The noun after 的 where the figure is followed by a clause about it: 4名熟悉外贸的律师.
  func relativeAfter(_ start: Int, before: Phrase) -> Phrase? {
    guard before.noun == nil, before.verb != nil else { return nil }
    var i = start
    while i < tokens.count, i < start + 40 {
      switch tokens[i].kind {
      case .of:
        var end = i + 1
        while end < tokens.count, tokens[end].isNominal { end += 1 }
        guard end > i + 1, end == tokens.count || tokens[end].isBoundary else { return nil }
        var phrase = before
        phrase.noun = span(i + 1..<end)
        phrase.verbIsLast = false
        phrase.rule = .afterFigure
        return phrase
      case .figure, .stop, .semicolon, .open, .cell: return nil
      default: i += 1
      }
    }
    return nil
  }

  func introduced(_ i: Int) -> Bool {
    guard i >= 0, tokens[i].wordClass == .preposition || tokens[i].wordClass == .function else { return false }
    return isWord(i, "为") || (i > 0 && isWord(i - 1, "为"))
  }
}
