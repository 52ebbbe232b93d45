/// Where noun phrases begin and end.
extension PhraseReader {
  /// The noun phrase at the end of a range: what stands after the last word that no noun phrase holds.
  func lastNominal(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while end > start, isDropped(end - 1) { end -= 1 }
    var i = end
    while i > start {
      let token = tokens[i - 1]
      let isPart: Bool =
        switch token.kind {
        case .other, .aside, .of, .pause, .word(.noun), .word(.gerund): true
        case .word(.verb), .word(.light): true
        case .word(.preposition): isConjunction(i - 1)
        case .word(.function): i < end && isWord(i - 1, "等")
        default: false
        }
      if !isPart { break }
      i -= 1
    }
    start = max(start, i)
    // 中心现有工作人员7名: who has them is no part of what they are.
    if let stock = tokens[start..<end].lastIndex(where: { $0.wordClass == .noun && text.isWord("现有", $0.range) }),
      stock + 1 < end
    {
      start = stock + 1
    }
    if let of = tokens[start..<end].lastIndex(where: { $0.kind == .of }), of + 1 < end,
      tokens[start..<of].contains(where: { $0.wordClass == .verb || $0.wordClass == .light })
    {
      start = of + 1
    }
    while start < end {
      switch tokens[start].kind {
      case .of, .pause, .aside: start += 1
      case .word(.preposition), .word(.function): start += 1
      default: return start..<end
      }
    }
    return start..<end
  }

  /// A noun phrase with the clause before its 的, which tells whose share is meant: 建立制度的企业.
  func attributed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while end > start, isDropped(end - 1) { end -= 1 }
    while start < end, !tokens[start].isNominal, tokens[start].wordClass != .verb { start += 1 }
    return start..<end
  }

  func isDropped(_ i: Int) -> Bool {
    switch tokens[i].kind {
    case .word(.function), .word(.modal), .word(.scope), .of, .pause, .period: true
    case .word(.preposition): true
    default: false
    }
  }

  func isConjunction(_ i: Int) -> Bool { isWord(i, in: Self.conjunctions) }

  private static let conjunctions: WordList = ["和", "与", "及", "以及", "或", "或者"]

  /// Where the noun phrase of a rate or a measure begins: only words at the head of the piece are verbs there.
  func measureStart(_ range: Range<Int>) -> Int {
    var start = range.lowerBound
    for i in range {
      switch tokens[i].kind {
      case .word(.function), .word(.modal), .word(.scope), .period: start = i + 1
      case .word(.preposition) where !isConjunction(i): start = i + 1
      case .word(.verb), .word(.light):
        if i == start, i + 2 < range.upperBound, !isAttribute(i, end: range.upperBound),
          isWord(i, in: Self.leaders)
        {
          start = i + 1
        }
      // 提高覆盖率, and not 下降幅度.
      case .word(.change) where i == start && i + 1 < range.upperBound:
        let rest = tokens[i + 1].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
        if rest.count >= 9 { start = i + 1 }
      default: break
      }
    }
    return start < range.upperBound ? start : range.lowerBound
  }

  static let leaders: WordList = [
    "实现", "保持", "推动", "提升", "推进", "确保", "完成", "保障", "促进", "规范", "涉及", "投入", "减少", "挽回", "支出", "拨付",
  ]

  /// The measure that the clause before names where it has no figure: 降低投诉量，力争下降20%.
  func measureBefore(_ start: Int) -> Range<Int>? {
    guard start > 1, tokens[start - 1].kind == .comma, Measure.ends(text, at: tokens[start - 2].range.upperBound) else {
      return nil
    }
    let head = self.start(of: start - 1)
    if head > 0, tokens[head - 1].figure != nil { return nil }
    var first = head
    while first < start - 1, !tokens[first].isNominal { first += 1 }
    return span(lastNominal(measureStart(first..<start - 1)..<start - 1))
  }

  func isReaching(_ i: Int) -> Bool {
    if tokens[i].wordClass == .change {
      return text.ends(tokens[i].range, with: "至") || text.ends(tokens[i].range, with: "到")
    }
    return isWord(i, in: Self.reachings)
  }

  private static let reachings: WordList = ["至", "到", "为", "在"]
}
