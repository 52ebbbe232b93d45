/// Reads the phrase of one figure out of the tokens of its sentence.
struct PhraseReader: Sendable {
  let text: [UInt8]
  let tokens: [Token]

  /// The first token of the clause piece that ends at the figure token `at`.
  func start(of at: Int) -> Int {
    var start = at
    while start > 0 {
      let token = tokens[start - 1]
      if token.isBoundary || token.figure != nil { break }
      if case .pause = token.kind, closesItem(start - 1) { break }
      start -= 1
    }
    return start
  }

  /// Whether the mark 、 at `index` comes after a figure of a list, and not inside a noun phrase.
  func closesItem(_ index: Int) -> Bool {
    var i = index - 1
    while i >= 0 {
      switch tokens[i].kind {
      case .figure, .close: return true
      case .comma, .semicolon, .stop, .colon, .open, .cell: return false
      case .pause: return false
      default: i -= 1
      }
      if index - i > 12 { return false }
    }
    return false
  }

  /// Reads the phrase of the figure at token `at`, whose piece of a clause begins at `start`.
  func phrase(at: Int, from start: Int, unit: Unit) -> Phrase {
    if unit.name.equals("番"), let doubling = doubling(start..<at) { return doubling }
    var before = before(ownStart(start, at)..<at, unit: unit)
    if before.noun == nil, before.verb == nil, before.change == nil, start > 1, tokens[start - 1].kind == .colon,
      let named = named(before: start - 1, unit: unit)
    {
      before = named
    }
    if before.isBare || before.verb == nil && before.rule == .beforeFigure,
      let named = classed(at, from: start, before.noun)
    {
      before.noun = named
    }
    if before.isBare, start > 1, tokens[start - 1].kind == .open, tokens[start - 2].figure == nil,
      at + 1 < tokens.count,
      tokens[at + 1].kind == .close
    {
      // 法治公园（1个）、法治广场（18个）: what stands before the bracket is counted in it.
      before = self.before(self.start(of: start - 1)..<start - 1, unit: unit)
    }
    if before.isBare, unit.countsEvents, start > 1, tokens[start - 1].kind == .comma,
      let event = event(before: start - 1)
    {
      (before.noun, before.verb, before.isEvent) = (event.noun, event.verb, true)
    }
    if before.isBare, start > 1, tokens[start - 1].kind == .comma,
      let compared = compared(before: start - 1, unit: unit)
    {
      (before.noun, before.verb, before.verbIsLast) = (compared.noun, compared.verb, compared.verbIsLast)
    }
    if before.verb == nil, let act = actBehind(at), unit.mayAct || act > at + 1 {
      // 尚有2件正在办理: what goes on is not done, and its verb says so.
      before.verb = isWord(act - 1, in: Self.ongoing) ? span(act - 1..<act + 1) : tokens[act].range
    }
    before.isGoal = isGoal(at)
    before.isBound = Self.bounds.contains(endOf: text, tokens[at].range)
    if start > 0, case .pause = tokens[start - 1].kind, before.verb == nil { before.sharesVerb = true }
    if unit.family == .time, before.verb == nil, let verb = verbWithin(at) { before.verb = verb }
    if start > 1, tokens[start - 1].kind == .comma, tokens[start - 2].figure != nil || tokens[start - 2].kind == .close
    {
      before.followsFigure = true
    }
    // 合格率低于60%的单位: the figure is that of the rate before it.
    let isOwn = unit.family == .rate && before.noun.map { Measure.ends(text, at: $0.upperBound) } == true
    if followedByOf(at),
      Self.bounds.contains(endOf: text, tokens[at].range) || at > 0 && isWord(at - 1, in: Self.thresholds)
    {
      // 5人以上的司法所: a class that the bodies are in, and no part of anybody.
      before.isAverage = true
      if unit.countsPeople { return before }
    }
    // 90%以上事项实现网办: with nothing before it, a share is that of what follows.
    let isOfNext = unit.family == .rate && before.isBare
    guard unit.mayPrecedeNoun(before: before) || followedByOf(at) && !isOwn || isOfNext else { return before }
    var phrase = after(at, before: before, unit: unit) ?? before
    if let verb = phrase.verb, text.isWord("完成", verb), let act = actAtEnd(at) { phrase.verb = act }
    return phrase
  }

  /// The class of things that a figure right before another one bounds: 50人以上规模所4家, 35岁以下412人.
  private func classed(_ at: Int, from start: Int, _ noun: Range<Int>?) -> Range<Int>? {
    guard start > 0, tokens[start - 1].figure != nil, at - start <= 8,
      tokens[start..<at].allSatisfy({ $0.isNominal && $0.kind != .of }),
      Self.bounds.contains(endOf: text, tokens[start - 1].range) || text.ends(tokens[start - 1].range, with: "岁")
    else { return nil }
    return tokens[start - 1].range.lowerBound..<tokens[at - 1].range.upperBound
  }

  /// What doubled: 办件量比上年翻了一番.
  private func doubling(_ piece: Range<Int>) -> Phrase? {
    guard let turn = piece.first(where: { text.begins(tokens[$0].range, with: "翻") }) else { return nil }
    var phrase = Phrase()
    phrase.first = piece.lowerBound
    let verb = tokens[turn].range.lowerBound
    phrase.change = verb..<verb + 3
    phrase.verb = phrase.change
    let end = (piece.lowerBound..<turn).first { isWord($0, "较") || isWord($0, "比") || isWord($0, "同比") } ?? turn
    phrase.noun = span(lastNominal(piece.lowerBound..<end))
    return phrase
  }

  /// Takes a word that denies its verb, or only asks for it, into it and out of the noun: 尚未办结案件9件, 不批准逮捕8人,
  /// 应审结9件.
  func deny(_ phrase: inout Phrase) {
    guard let verb = phrase.verb, let denial = Self.denials.first(endOf: text, 0..<verb.lowerBound) else { return }
    let start = verb.lowerBound - denial.utf8.count
    if denial == "应", Self.beforeOught.contains(endOf: text, 0..<start) { return }
    phrase.verb = start..<verb.upperBound
    if let noun = phrase.noun, noun.lowerBound == verb.upperBound, text.ends(noun, with: "类") {
      // 不履行职责类9件: a kind of cases.
      phrase.noun = start..<noun.upperBound
      phrase.verb = nil
      return
    }
    guard let noun = phrase.noun, noun.upperBound == verb.lowerBound else { return }
    phrase.noun = noun.lowerBound < start ? noun.lowerBound..<start : nil
  }

  private static let denials: WordList = ["未再", "未能", "没有", "未", "不", "应"]
  /// What makes another word of 应 behind it.
  private static let beforeOught: WordList = ["响", "供", "相", "对", "适", "反", "回", "效", "感", "呼"]

  /// Where a piece begins after what the figure before it counts: in 3家律所9名律师, 律所 belongs to the 3.
  func ownStart(_ start: Int, _ at: Int) -> Int {
    guard start > 0, tokens[start - 1].figure != nil, start < at,
      tokens[start].kind == .other || tokens[start].wordClass == .noun
    else { return start }
    // 15秒内接通率93%: a measure is that of the figure behind it.
    if Measure.ends(text, at: tokens[at - 1].range.upperBound) { return isWord(start, "内") ? start + 1 : start }
    return nominalEnd(from: start, stopping: at)
  }

  /// What the clause before a comma says was held, where it counts nothing itself: 开展法治宣传，全年9场次.
  private func event(before comma: Int) -> Phrase? {
    let first = self.start(of: comma)
    guard first < comma, first == 0 || tokens[first - 1].figure == nil else { return nil }
    let phrase = before(first..<comma, unit: Unit("次"))
    guard let noun = phrase.noun, !phrase.verbIsLast, phrase.isEvent || Self.events.contains(endOf: text, noun) else {
      return nil
    }
    return phrase
  }

  /// What the clause before a comma says is more or less than something else: 办证量超过上年，达900件.
  private func compared(before comma: Int, unit: Unit) -> Phrase? {
    let first = self.start(of: comma)
    guard first == 0 || tokens[first - 1].figure == nil,
      let comparison = (first..<comma).first(where: { isWord($0, in: Self.comparisons) }),
      comparison > first, comparison + 1 < comma
    else { return nil }
    let phrase = before(first..<comparison, unit: unit)
    return phrase.noun == nil ? nil : phrase
  }

  private static let events: WordList = ["活动", "会议", "行动", "会", "班", "课", "讲座", "讲堂”", "讲堂", "课堂", "课堂”"]

  /// The verb right behind a figure, but for a word that it is all of them: 提案9件全部办结.
  private func actBehind(_ at: Int) -> Int? {
    var i = at + 1
    while i < tokens.count, isWord(i, in: Self.wholly) { i += 1 }
    guard i < tokens.count else { return nil }
    if isWord(i - 1, in: Self.ongoing), tokens[i].wordClass == .gerund || tokens[i].wordClass == .light { return i }
    return tokens[i].wordClass == .verb || isWord(i, "通过") ? i : nil
  }

  private static let wholly: WordList = ["全部", "均", "已", "均已", "全部已", "已全部", "正在"]
  static let ongoing: WordList = ["正在"]

  /// Whether 目标 follows the figure at token `at`: 超额完成200件的目标任务, 距100件目标还差6件.
  private func isGoal(_ at: Int) -> Bool {
    let next = followedByOf(at) ? at + 2 : at + 1
    return next < tokens.count && text.begins(tokens[next].range, with: "目标")
  }

  func followedByOf(_ at: Int) -> Bool { at + 1 < tokens.count && tokens[at + 1].kind == .of }

  func before(_ range: Range<Int>, unit: Unit) -> Phrase {
    var phrase = Phrase()
    var end = range.upperBound
    phrase.first = range.lowerBound
    for i in range {
      if tokens[i].wordClass == .modal {
        phrase.wants = true
        if isWord(i, "力争") { phrase.strives = true }
      }
      if text.begins(tokens[i].range, with: "累计") { phrase.accumulates = true }
      if tokens[i].wordClass == .function, isWord(i, in: Self.beginnings) { phrase.isAtBeginning = true }
    }
    // Words between the phrase and the number.
    strip: while end > range.lowerBound {
      switch tokens[end - 1].kind {
      case .word(.gerund) where isWord(end - 1, "保持"):
        phrase.verb = tokens[end - 1].range
        end -= 1
      case .word(.noun) where isWord(end - 1, "平均"):
        phrase.isAverage = true
        end -= 1
      case .other
      where phrase.change == nil && isWord(end - 1, in: Self.differences) && compares(range.lowerBound..<end):
        phrase.change = tokens[end - 1].range
        end -= 1
      case .word(.preposition) where end == range.upperBound && isWord(end - 1, "通过"):
        // 参考人员500人，通过398人.
        phrase.verb = tokens[end - 1].range
        end -= 1
      case .other where streak(endingAt: end, from: range.lowerBound) != nil:
        end = streak(endingAt: end, from: range.lowerBound) ?? end
      case .word(.function), .word(.modal), .word(.preposition), .of, .word(.scope):
        if text.begins(tokens[end - 1].range, with: "保持") {
          let start = tokens[end - 1].range.lowerBound
          phrase.verb = start..<start + 6
        }
        if text.begins(tokens[end - 1].range, with: "控制") {
          let start = tokens[end - 1].range.lowerBound
          phrase.verb = start..<start + 6
        }
        if isWord(end - 1, "成功") { phrase.succeeds = true }
        if unit.family == .rate, text.begins(tokens[end - 1].range, with: "占比") { phrase.isShare = true }
        if isReaching(end - 1) { phrase.reaches = true }
        if isWord(end - 1, in: Self.averages) || text.begins(tokens[end - 1].range, with: "每") {
          phrase.isAverage = true
        }
        if isWord(end - 1, in: Self.totals) { phrase.isTotal = true }
        end -= 1
      case .period where phrase.change == nil: end -= 1
      case .word(.change) where phrase.change == nil:
        phrase.change = tokens[end - 1].range
        // 增速为5% is how far, where 增至5% is where to.
        if isWord(end - 1, in: Self.rates) { phrase.reaches = false }
        if isReaching(end - 1) { phrase.reaches = true }
        end -= 1
      default: break strip
      }
    }
    if let change = phrase.change, phrase.verb == nil { phrase.verb = change }
    var start = range.lowerBound
    var wish: Range<Int>?
    var isDirected = false
    leading: while start < end {
      switch tokens[start].kind {
      case .word(.modal):
        wish = isWord(start, in: Self.transitiveModals) ? tokens[start].range : nil
        start += 1
      case .word(.function), .period, .pause, .of, .aside: start += 1
      case .word(.scope):
        phrase.isScoped = true
        start += 1
      case .word(.preposition):
        isDirected = isWord(start, "向")
        // 使规范化司法所达到12个: a clause of its own.
        if isWord(start, "使") { phrase.isScoped = true }
        // 以调解方式结案9件: the way of it.
        let way = isWord(start, "以") ? tokens[start..<end].firstIndex { Self.ways.contains(text, $0.range) } : nil
        start = way.map { $0 + 1 < end ? $0 + 1 : start + 1 } ?? start + 1
      case .word(.verb) where endsBefore(start + 1, end), .word(.gerund) where endsBefore(start + 1, end):
        // 复议后诉讼的9件: what came before is not what was done.
        start += 2
      case .word(.noun)
      where start + 1 < end && LabelWords.manners.contains(text, tokens[start].range)
        && acts(start + 1)
        && !Measure.ends(text, at: tokens[end - 1].range.upperBound):
        start += 1
      default: break leading
      }
    }
    if unit.family == .rate,
      let share = tokens[range.lowerBound..<range.upperBound].firstIndex(where: {
        $0.wordClass != nil && text.isWord("占", $0.range)
      })
    {
      phrase.noun = start < share ? span(attributed(start..<share)) : nil
      phrase.verb = nil
      phrase.isShare = true
      return phrase
    }
    if unit.name.ends(with: "百分点"), let distance = range.first(where: { isWord($0, in: Self.distances) }) {
      // 低于全省平均水平0.05个百分点: how far from it something is.
      phrase.change = tokens[distance].range
      phrase.verb = tokens[distance].range
      phrase.noun = span(lastNominal(range.lowerBound..<distance))
      return phrase
    }
    if start == end {
      phrase.verb = phrase.verb ?? wish
      if phrase.change != nil { phrase.noun = measureBefore(range.lowerBound) }
      return phrase
    }
    // 较“七五”末期提高3个百分点: what follows 较 is compared with, and does not change.
    let comparison =
      phrase.change == nil ? nil : (range.lowerBound..<end).first { isWord($0, "较") || isWord($0, "比") }
    if let comparison {
      phrase.noun = span(lastNominal(start..<max(start, comparison)))
      return phrase
    }
    if Measure.ends(text, at: tokens[end - 1].range.upperBound) {
      let head = measureStart(start..<end)
      phrase.noun = span(
        Measure.isShare(text, at: tokens[end - 1].range.upperBound) ? attributed(head..<end) : lastNominal(head..<end))
      if head > range.lowerBound, let noun = phrase.noun, tokens[head - 1].range.upperBound == noun.lowerBound,
        isWord(head - 1, in: Self.mannersOfRates)
      {
        // 快速结案率 is not 结案率.
        phrase.noun = tokens[head - 1].range.lowerBound..<noun.upperBound
      }
      if head > start, tokens[head - 1].wordClass == .verb || tokens[head - 1].wordClass == .change {
        phrase.verb = phrase.verb ?? tokens[head - 1].range
        phrase.moves = tokens[head - 1].wordClass == .change
      }
      return phrase
    }
    if phrase.change != nil {
      phrase.noun = span(lastNominal(start..<end))
      return phrase
    }
    phrase.succeeds = false
    if isDirected, start < end - 1, acts(end - 1), !unit.countsEvents {
      // 向市政府备案19件: whom something was done towards is not what is counted.
      phrase.verb = tokens[end - 1].range
      phrase.verbIsLast = true
      return phrase
    }
    phrase = split(start..<end, into: phrase, unit: unit)
    if phrase.verb == nil, phrase.noun != nil { phrase.verb = wish }
    return phrase
  }

  /// Whether the word at `i` can be a verb.
  private func acts(_ i: Int) -> Bool { tokens[i].wordClass == .verb || tokens[i].wordClass == .gerund }

  /// Whether 后 at `i` ends what came before, and no attribute follows it: in 复议后起诉的案件 the whole is one.
  private func endsBefore(_ i: Int, _ end: Int) -> Bool {
    i + 1 < end && isWord(i, "后") && (tokens[i + 1].kind == .of || !tokens[i..<end].contains { $0.kind == .of })
  }

  /// Whether a piece compares: 比去年多11件.
  private func compares(_ range: Range<Int>) -> Bool { range.contains { isWord($0, "比") || isWord($0, "较") } }

  private static let beginnings: WordList = ["年初", "期初"]
  private static let distances: WordList = ["低于", "高于", "高出", "超出", "低出"]
  private static let comparisons = WordList(["低于", "高于", "超过", "多于", "少于", "大于", "小于", "优于", "超出", "好于"])
  private static let rates: WordList = ["增速", "增幅", "涨幅", "降幅", "减幅"]
  private static let differences: WordList = ["多", "少", "低", "高"]
  private static let ways: WordList = ["方式", "形式"]
  private static let bounds: WordList = ["以上", "以下", "以内"]
  private static let thresholds: WordList = ["超过", "不足", "达到", "超", "满", "不满", "高于", "低于", "多于", "少于"]
  private static let mannersOfRates: WordList = ["快速", "高效", "及时", "实际", "全程", "首次", "当场", "免费", "主动", "自动", "准时"]
  private static let totals: WordList = ["总数", "总量", "总数达"]
  private static let averages: WordList = ["平均", "年均", "月均", "周均", "日均"]

  /// Where 连续三年 begins that ends before the token `end`.
  private func streak(endingAt end: Int, from start: Int) -> Int? {
    guard end - start > 3, isWord(end - 1, in: Self.spans) else { return nil }
    return (max(start, end - 6)..<end - 3).last { isWord($0, "连") && isWord($0 + 1, "续") }
  }

  private static let spans: WordList = ["年", "届", "月", "次"]

  /// Words of wanting that also take an object of their own: 争取资金, 实现目标.
  static let transitiveModals: WordList = ["争取", "实现", "推动"]

  func span(_ range: Range<Int>) -> Range<Int>? {
    guard let first = range.first, let last = range.last else { return nil }
    return tokens[first].range.lowerBound..<tokens[last].range.upperBound
  }
}
