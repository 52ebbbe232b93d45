/// Which words of a piece of a clause are its verbs, and what is left as its noun.
extension PhraseReader {
  /// Splits a piece of a clause into subject, verb and object.
  func split(_ range: Range<Int>, into given: Phrase, unit: Unit) -> Phrase {
    var phrase = given
    if range.count == 2, isWord(range.lowerBound, "申请"), let act = tokens[range.lowerBound + 1].wordClass,
      act == .verb || act == .gerund
    {
      // 申请司法确认9件: what is applied for is counted.
      phrase.verb = tokens[range.lowerBound].range
      phrase.noun = tokens[range.lowerBound + 1].range
      return phrase
    }
    var verbs: [Range<Int>] = []
    var i = range.lowerBound
    var isHead = true
    while i < range.upperBound {
      let token = tokens[i]
      guard isVerb(i, isHead: isHead, end: range.upperBound), !isFront(i, range.upperBound, unit) else {
        switch token.kind {
        case .word(.function), .word(.scope), .period, .word(.modal): isHead = true
        default: isHead = false
        }
        i += 1
        continue
      }
      if let last = verbs.last, last.upperBound == i, i + 1 < range.upperBound,
        isWord(last.upperBound - 1, in: Self.takers)
      {
        i += 1
        continue
      }
      var end = i + 1
      while end < range.upperBound, joins(end, to: end - 1, end: range.upperBound) { end += 1 }
      verbs.append(i..<end)
      i = end
      isHead = false
    }
    if let pause = tokens[range].firstIndex(where: { $0.kind == .pause }),
      let close = range.last(where: { $0 > pause && isWord($0, "等") })
    {
      // 开展送达、参与调解等事务9件: the verbs of a list that 等 closes are names of its items.
      let first = verbs.first?.lowerBound
      verbs.removeAll {
        $0.lowerBound > pause && $0.lowerBound < close || $0.upperBound == pause && $0.lowerBound != first
      }
    }
    if let last = verbs.last, last.upperBound == range.upperBound {
      // 撤回、终止9件: verbs in a list are one verb.
      var first = last.lowerBound
      if first - 2 >= range.lowerBound, tokens[first - 1].wordClass == .gerund, tokens[first - 2].kind == .pause {
        // 调解、和解终止: the last of them ends the case in its way.
        first -= 1
      }
      while first - 2 >= range.lowerBound, tokens[first - 1].kind == .pause,
        tokens[first - 2].wordClass == .verb || tokens[first - 2].wordClass == .gerund
      { first -= 2 }
      if first < last.lowerBound {
        verbs.removeAll { $0.lowerBound >= first }
        verbs.append(first..<last.upperBound)
      }
    }
    // 报送的草案: a verb before 的 belongs to the attribute, unless it opens the piece.
    if let of = tokens[range].lastIndex(where: { $0.kind == .of }) {
      let head = leadingVerb(range)
      verbs.removeAll { $0.lowerBound < of && $0.lowerBound != head }
      // 开展文件的清理工作1次: behind it a verb names what was done, where one before says that it was.
      if verbs.count > 1 { verbs.removeAll { $0.lowerBound == of + 1 && $0.upperBound < range.upperBound } }
    }
    if let verb = verbs.last, !isWord(verb.lowerBound, "提出") {
      phrase.beneficiary = beneficiary(in: given.first..<verb.lowerBound)
    }
    if let last = verbs.last, last.count > 1, last.upperBound == range.upperBound, isWord(last.lowerBound, "进行") {
      // 对行为人进行训诫9人次: what was done to them is the second word; to nobody named, it is what is counted.
      let object = lastNominal(range.lowerBound..<last.lowerBound)
      phrase.verb = span(last.lowerBound + 1..<last.upperBound)
      phrase.noun = span(object) ?? phrase.verb
      phrase.isEvent = object.isEmpty
      phrase.verbIsLast = !object.isEmpty
      return phrase
    }
    guard var verb = verbs.last else {
      phrase.noun = span(lastNominal(range))
      phrase.isEvent = lastNominal(range).last.map { tokens[$0].wordClass == .gerund } ?? false
      return phrase
    }
    if verb.upperBound == range.upperBound {
      // 因条件不成熟暂缓3件: a reason is not what is counted.
      if tokens[given.first..<verb.lowerBound].contains(where: { Self.reasons.contains(text, $0.range) }) {
        phrase.verb = span(verb)
        phrase.verbIsLast = true
        return phrase
      }
      if unit.family == .events, verb.lowerBound == range.lowerBound,
        tokens[verb].allSatisfy({ $0.wordClass == .gerund })
      {
        // 巡回宣讲9场: the word is the event.
        phrase.noun = span(verb)
        phrase.isEvent = true
        return phrase
      }
      guard verbs.count > 1, tokens[verbs[verbs.count - 2].lowerBound].wordClass != .change else {
        let isCut = verb.lowerBound > range.lowerBound && isWord(verb.lowerBound - 1, "为")
        if verb.count > 1, tokens[verb.lowerBound].wordClass == .gerund, tokens[verb.upperBound - 1].wordClass == .verb,
          !unit.countsPeople, !isWord(verb.lowerBound, in: Self.procedures),
          !(verb.lowerBound > 0 && isWord(verb.lowerBound - 1, "经"))
        {
          // 预警处置9条: what is dealt with are the warnings.
          phrase.noun = span(verb.lowerBound..<verb.upperBound - 1)
          phrase.verb = span(verb.upperBound - 1..<verb.upperBound)
          phrase.verbIsLast = true
          return phrase
        }
        phrase.verb = span(verb)
        phrase.noun = isCut ? nil : span(lastNominal(range.lowerBound..<verb.lowerBound))
        phrase.verbIsLast = true
        return phrase
      }
      let earlier = verbs[verbs.count - 2]
      let completes = isSpan(earlier, "完成") && !unit.countsEvents
      if completes {
        phrase.verb = span(verb)
        phrase.noun = span(lastNominal(earlier.upperBound..<verb.lowerBound))
        phrase.verbIsLast = true
        return phrase
      }
      guard earlier.upperBound < verb.lowerBound else {
        phrase.verb = span(earlier.lowerBound..<verb.upperBound)
        phrase.verbIsLast = true
        phrase.noun = span(lastNominal(range.lowerBound..<earlier.lowerBound))
        return phrase
      }
      verb = earlier
    }
    phrase.verb = span(verb)
    phrase.moves = tokens[verb.lowerBound].wordClass == .change
    if verb.count > 1, isWord(verb.lowerBound, "接收"), tokens[verb.upperBound - 1].wordClass == .gerund {
      phrase.verb = span(verb.lowerBound + 1..<verb.upperBound)
    }
    // 收到部门报送文件9件: who sent them is said on the way.
    if verbs.count > 1, span(verb).map({ Self.sendings.contains(text, $0) }) == true,
      verbs[verbs.count - 2].upperBound < verb.lowerBound
    {
      phrase.verb = span(verbs[verbs.count - 2])
    }
    if verbs.count > 1, Self.documents.contains(endOf: text, bytes(of: range)),
      let sent = verbs.dropLast().last(where: { isWord($0.upperBound - 1, in: Self.takers) })
    {
      // 下发督察整改通知书9份: what a document is about is no act.
      verb = sent
      phrase.verb = span(verb)
    }
    let object = lastNominal(verb.upperBound..<range.upperBound)
    if verbs.count > 1, isWord(verb.lowerBound, in: Self.transfers), object.lowerBound == verb.upperBound {
      phrase.verb = span(verbs[verbs.count - 2])
      phrase.noun = span(verb.lowerBound..<object.upperBound)
      return phrase
    }
    phrase.noun = span(object)
    phrase.isEvent = object.last.map { tokens[$0].wordClass == .gerund } ?? false
    if unit.family == .people, tokens[verb.lowerBound].wordClass == .verb, !object.isEmpty,
      object.lowerBound == verb.upperBound, tokens[object].allSatisfy({ $0.wordClass == .gerund })
    {
      // 遴选培训60人: both are done to people.
      phrase.verb = span(verb.lowerBound..<object.upperBound)
      phrase.noun = span(lastNominal(range.lowerBound..<verb.lowerBound))
      phrase.verbIsLast = true
      return phrase
    }
    let agent = lastNominal(range.lowerBound..<verb.lowerBound)
    if agent.upperBound == verb.lowerBound { phrase.agent = span(agent) }
    if isWord(verb.lowerBound, "完成"), verb.count == 1, !unit.countsEvents {
      // 完成合同审查9个: what is completed is the reviewing, what is counted are the contracts.
      let event = action(in: object)
      if let noun = phrase.noun, event.lowerBound > noun.lowerBound, event.upperBound == noun.upperBound,
        !text.isWord("报告", event)
      {
        phrase.verb = event
        phrase.noun = noun.lowerBound..<event.lowerBound
      }
    }
    return phrase
  }

  /// Whether a word that may be verb or noun is the front of a noun: of money (公证收费8万元) or of a document (监督决定书9份).
  private func isFront(_ i: Int, _ end: Int, _ unit: Unit) -> Bool {
    guard tokens[i].wordClass == .gerund, i + 2 == end, tokens[i + 1].wordClass == .noun else { return false }
    return unit.family == .money || unit.name.equals("份") && Self.documents.contains(endOf: text, tokens[i + 1].range)
  }

  private static let documents: WordList = ["书", "函", "单", "表"]
  /// Verbs of handing over, before what was handed over: 承接下放事项9项, 办理交办案件9件.
  private static let transfers: WordList = ["下放", "交办", "移送", "移交", "转办", "转来"]
  private static let reasons: WordList = ["因", "由于"]
  private static let sendings: WordList = ["报送", "提交", "申报"]

  /// Things done to a case before it ends, which are no cases themselves: 审查受理20件 counts no reviews.
  static let procedures: WordList = ["审查", "审核", "调解", "核查", "检查", "调查", "研究", "审批", "复核", "评审", "听证"]

  /// The noun phrase between 为 or 对 and the verb.
  func beneficiary(in range: Range<Int>) -> Range<Int>? {
    guard
      let at = range.last(where: {
        tokens[$0].wordClass == .preposition && (isWord($0, "为") || isWord($0, "对")) || isWord($0, "帮助")
      })
    else { return nil }
    var first = at + 1
    while first < range.upperBound, !tokens[first].isNominal { first += 1 }
    var last = first
    while last < range.upperBound, tokens[last].isNominal { last += 1 }
    guard last > first, tokens[last..<range.upperBound].allSatisfy({ $0.wordClass == .function }) else { return nil }
    return span(first..<last)
  }

  /// The first token of the piece that is neither function word nor scope nor period, where a verb may open it.
  func leadingVerb(_ range: Range<Int>) -> Int? {
    range.first {
      switch tokens[$0].kind {
      case .word(.function), .word(.scope), .word(.modal), .period: false
      default: true
      }
    }
  }

  /// Whether the token at `i` acts as the verb of its clause.
  func isVerb(_ i: Int, isHead: Bool, end: Int) -> Bool {
    switch tokens[i].kind {
    // 人民调解组织243个: 组织 opens what it organizes, and behind a noun is one.
    case .word(.light) where i + 1 == end && i > 0 && tokens[i - 1].isNominal && isWord(i, "组织"):
      return false
    case .word(.light), .word(.verb):
      return !isAttribute(i, end: end)
    case .word(.change):
      return i + 1 < end
    case .word(.gerund) where i + 1 < end && tokens[i + 1].isNominal && isWord(i, in: Self.intransitives):
      return false
    case .word(.gerund):
      return (isHead || followsAgent(i, end: end) || endsBehindBody(i, end: end)) && !isAttribute(i, end: end)
        && !(i + 1 < end && tokens[i + 1].wordClass == .verb && isAttribute(i + 1, end: end))
    default: return false
    }
  }

  /// Verbs that hold their object and take no other: in 执法车辆9台 it says which cars.
  private static let intransitives: WordList = [
    "执法", "就业", "体检", "请假", "退休", "应诉", "诉讼", "座谈", "考试", "演出", "谈话", "信访", "讲座", "竞赛", "演练", "会诊", "报名", "阅卷", "履职",
    "复议",
  ]

  /// Whether a word that may be verb or noun ends the clause of a body that does it: 村居调委会调解9件.
  func endsBehindBody(_ i: Int, end: Int) -> Bool {
    i + 1 == end && i > 1 && tokens[i - 1].isNominal && endsSpan(max(0, i - 4)..<i, in: Self.handlers)
  }

  private static let handlers: WordList = ["调委会", "委员会", "公证处", "司法所", "矫正中心", "法律服务所", "仲裁委", "鉴定所"]

  /// Whether a word that may be verb or noun comes after someone who acts and before what is acted on: 机关党支部发展党员.
  func followsAgent(_ i: Int, end: Int) -> Bool {
    guard i > 0, i + 1 < end, tokens[i - 1].isNominal, tokens[i + 1].isNominal, tokens[i + 1].wordClass != .gerund
    else { return false }
    return endsSpan(max(0, i - 4)..<i, in: Self.agents)
  }

  static let agents: WordList = [
    "支部", "部", "中心", "所", "室", "站", "团", "队", "机构", "组织", "部门", "单位", "机关", "律师", "委", "会", "本人", "企业", "政府", "会议",
  ]

  /// Whether a verb's next character makes it the front of a noun (培训 + 班).
  func isAttribute(_ i: Int, end: Int) -> Bool {
    guard i + 1 < end, tokens[i + 1].kind == .other else { return false }
    return isWord(i + 1, in: Self.nounEndings) || i + 2 == end && isWord(i + 1, in: Self.nounHeads)
  }

  static let nounEndings: WordList = ["员", "师", "率", "班", "室", "者", "型", "类", "性", "度", "站", "量", "所"]

  /// Single characters that a verb makes the front of a noun where nothing follows: 督办函, 论证会.
  private static let nounHeads: WordList = [
    "函", "书", "单", "表", "卡", "会", "证", "队", "组", "课", "稿", "牌", "信", "费", "金", "网", "群", "栏", "屏", "岗", "团", "处", "厅",
    "点", "款",
  ]

  /// Verbs whose object may begin with a verb: 提出修改意见.
  static let takers: WordList = [
    "提出", "出具", "制定", "发出", "下达", "开出", "给予", "作出", "收到", "办理", "提供", "开展", "形成", "下发", "制发", "签发", "颁发",
  ]

  /// Verbs that another verb follows as a verb: 参与调解纠纷.
  static let assistants: WordList = ["参与", "主持", "帮助", "协助", "指导", "协调", "督促"]

  func joins(_ i: Int, to previous: Int, end: Int) -> Bool {
    switch tokens[i].kind {
    case .word(.gerund):
      return i + 1 < end && tokens[i + 1].isNominal && tokens[i + 1].wordClass != .gerund
        && (isWord(previous, in: Self.assistants)
          || isWord(previous, "接收") && isWord(i, in: Self.procedures))
    case .word(.verb), .word(.light):
      return !isAttribute(i, end: end) && !(i + 1 < end && isWord(previous, in: Self.takers))
    case .word(.preposition):
      return i + 1 < end && isConjunction(i) && tokens[i + 1].wordClass == .verb && tokens[previous].wordClass == .verb
    case .word(.function):
      return i + 1 < end && (isWord(i, "并") || isWord(i, "及时")) && tokens[i + 1].wordClass == .verb
    default: return false
    }
  }
}
