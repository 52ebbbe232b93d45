/// Changes, stocks and lists of parts.
extension PhraseReader {
  /// Whether the figure at token `at` is where a change starts: 从5天缩短至1天, 比上年的60件增加6件.
  func startsChange(at: Int, from start: Int) -> Bool {
    guard let origin = origin(in: start..<at) else { return isComparedWith(at, from: start) }
    // 较上年增加9件、增长9%: what moved before the figure is what it tells.
    if tokens[origin..<at].contains(where: { $0.wordClass == .change }) { return false }
    var i = at + 1
    while i < tokens.count, i < at + 10 {
      switch tokens[i].kind {
      case .word(.change): return true
      case .figure: return leads(at, to: i) || isComparedWith(at, from: start)
      case .comma, .stop, .semicolon: return isComparedWith(at, from: start)
      default: i += 1
      }
    }
    return false
  }

  /// Whether a verb leads from one figure to another of the same unit: 由8份精简为3份, 从60人发展到90人.
  private func leads(_ from: Int, to target: Int) -> Bool {
    guard target > from + 1, Self.ends.contains(endOf: text, 0..<tokens[target].range.lowerBound) else { return false }
    return text[tokens[from].range].suffix(3).elementsEqual(text[tokens[target].range].suffix(3))
  }

  private static let ends: WordList = ["到", "至", "为", "成"]

  /// Whether nothing but a time before it stands between a word that compares and a figure, and a change follows:
  /// 与上年的200件相比，减少9件.
  private func isComparedWith(_ at: Int, from start: Int) -> Bool {
    var head = at - 1
    while head > start, tokens[head].kind == .of || isTime(head) { head -= 1 }
    guard head >= start, head < at - 1, isTime(head + 1), isWord(head, in: Self.comparing) else { return false }
    let behind = tokens[(at + 1)...].prefix(16).prefix { $0.figure == nil && $0.kind != .stop }
    return behind.contains { $0.wordClass == .change }
  }

  private func isTime(_ i: Int) -> Bool {
    if case .period = tokens[i].kind { return true }
    return tokens[i].wordClass == .function && isWord(i, in: Self.lastYears)
  }

  private static let comparing: WordList = ["与", "同", "较", "比", "对比", "相比", "相较"]

  /// The word that introduces where a change starts: 从 or 由; 比 or 较 where a time or a standard follows, as 比8件多 compares
  /// with no earlier figure.
  private func origin(in piece: Range<Int>) -> Int? {
    tokens[piece].lastIndex { token in
      switch token.wordClass {
      case .preposition: Self.origins.contains(text, token.range)
      case .function:
        (text.isWord("比", token.range) || text.isWord("较", token.range))
          && (mention(in: piece) != nil || namesLastYear(in: piece)
            || Self.standardsCompared.contains(startOf: text, token.range.upperBound..<bytes(of: piece).upperBound))
      default: false
      }
    }
  }

  private static let origins: WordList = ["从", "由", "将", "把"]

  /// Whether the piece compares with something that is no time: 较法定期限减少19天.
  func comparesWithOther(in piece: Range<Int>) -> Bool {
    piece.contains { i in
      guard tokens[i].wordClass == .function, isWord(i, "比") || isWord(i, "较"), i + 1 < piece.upperBound,
        tokens[i + 1].isNominal || tokens[i + 1].wordClass == .scope
      else { return false }
      return mention(in: i..<piece.upperBound) == nil
    }
  }

  /// What something is compared with that is no time: 比法定60日缩短28日.
  private static let standardsCompared: WordList = ["法定", "规定", "承诺", "原", "要求", "平均", "全省平均", "全市平均", "全国平均"]

  /// Whether a baseline is said to be last year's: 由上年的60件.
  func namesLastYear(in piece: Range<Int>) -> Bool {
    tokens[piece].contains { token in
      token.wordClass == .function && Self.lastYears.contains(text, token.range)
    }
  }

  private static let lastYears: WordList = ["上年", "去年", "上年度", "上年同期", "去年同期"]

  /// The period named last in the piece before a figure, by its index.
  func mention(in piece: Range<Int>) -> Int? {
    for token in tokens[piece].reversed() {
      if case .period(let mention) = token.kind { return mention }
    }
    return nil
  }

  /// The noun phrase before 从, 由, 比 or 较.
  func subjectOfChange(in piece: Range<Int>) -> Range<Int>? {
    guard let source = origin(in: piece) else { return nil }
    if source > piece.lowerBound, Measure.ends(text, at: tokens[source - 1].range.upperBound) {
      // 调解成功率由96%升至98%: a measure may begin with a verb.
      return span(lastNominal(measureStart(piece.lowerBound..<source)..<source))
    }
    var first = piece.lowerBound
    while first < source, !tokens[first].isNominal { first += 1 }
    guard first < source else { return nil }
    return tokens[first].range.lowerBound..<tokens[source - 1].range.upperBound
  }

  /// Whether a noun of the piece stands behind 从, 由, 比 or 较, and so says what is changed from: 比法定60日缩短28日.
  func isBehindOrigin(_ noun: Range<Int>, in piece: Range<Int>) -> Bool {
    guard let origin = origin(in: piece), noun.lowerBound < bytes(of: piece).upperBound else { return false }
    return noun.lowerBound >= tokens[origin].range.upperBound
  }

  /// Whether the clause of the figure states what there is rather than what was done.
  func isStock(at: Int, from start: Int, verb: Range<Int>?) -> Bool {
    if let verb, !Self.stockWords.contains(text, verb), !Self.ongoing.contains(startOf: text, verb) { return false }
    func tells(_ token: Token) -> Bool {
      (token.wordClass == .function || token.wordClass == .verb) && Self.stockWords.contains(text, token.range)
    }
    if tokens[start..<at].contains(where: tells) { return true }
    // 12个司法所共有工作人员60名: what has them is there, too.
    guard verb == nil else { return false }
    let after = tokens[(at + 1)...].drop { $0.isNominal }
    return after.startIndex > at + 1 && after.first.map(tells) == true
  }

  static let stockWords: WordList = ["在册", "在矫", "现有", "共有", "尚有", "在编", "拥有"]

  /// Whether the figure at token `at` is the share that something has of the figure right before it: 占总数43件的62.8%.
  func dividesFigure(at: Int, from start: Int) -> Bool {
    guard start > 0, tokens[start - 1].figure != nil, at > start, tokens[start..<at].allSatisfy({ $0.kind == .of })
    else { return false }
    return tokens[self.start(of: start - 1)..<start - 1].contains { $0.wordClass != nil && text.isWord("占", $0.range) }
  }

  /// Whether a word of summing up stands right before the figure at token `at`; 共 does so where nothing else stands there.
  func isTotal(before at: Int, isBare: Bool) -> Bool {
    guard at > 0, tokens[at - 1].wordClass == .function else { return false }
    return isWord(at - 1, in: Self.sums) || isBare && isWord(at - 1, "共")
  }

  private static let sums: WordList = ["合计", "总计", "共计"]

  /// Whether the figure before token `at` stands in a clause that says what is built upon: 在建成8个的基础上，.
  func buildsUpon(figureBefore at: Int) -> Bool {
    guard let figure = tokens[..<at].lastIndex(where: { $0.figure != nil }),
      let comma = tokens[figure..<at].firstIndex(where: { $0.kind == .comma })
    else { return false }
    return text.ends(0..<tokens[comma].range.lowerBound, with: "基础上")
  }

  /// The bytes of a range of tokens.
  func bytes(of range: Range<Int>) -> Range<Int> {
    tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound
  }

  /// Whether the words of the piece before a figure deal a list of names out over a list of figures.
  func distributes(in piece: Range<Int>) -> Bool {
    tokens[piece].contains { $0.wordClass == .function && text.begins($0.range, with: "分别") }
  }

  /// How many figures stand in a list that the one at token `at` begins: 7%、6%和5%.
  func listed(from at: Int) -> Int {
    var count = 1
    var i = at + 1
    while i + 1 < tokens.count, tokens[i].kind == .pause || isConjunction(i), tokens[i + 1].figure != nil {
      count += 1
      i += 2
    }
    return count
  }

  /// Whether the tokens before the comma at `i` say that a list of parts follows: 从领域看，按类型划分，.
  func announcesParts(before comma: Int) -> Bool {
    guard comma > 1 else { return false }
    var start = comma
    while start > 0, !tokens[start - 1].isBoundary, comma - start < 12 {
      if tokens[start - 1].figure != nil { return false }
      start -= 1
    }
    guard start < comma - 1 else { return false }
    return isWord(start, in: Self.divisions) && endsSpan(start..<comma, in: Self.divisionEnds)
  }

  private static let divisions: WordList = ["从", "按", "按照", "根据"]
  private static let divisionEnds: WordList = ["看", "分", "分类", "统计", "来看", "区分"]

  /// How many tokens behind its colon an item of a list stands at most: what has no stop for longer is no list.
  private static let longestList = 600

  /// The phrase before a colon that says what each item of a list counts: 各科室办理案件数：一科9件，二科8件; 案件：民事9件，刑事8件.
  func header(before at: Int, of item: Range<Int>?, unit: Unit) -> Phrase? {
    let near = tokens[max(0, at - Self.longestList)..<at]
    let head = near.lastIndex {
      switch $0.kind {
      case .colon, .stop, .semicolon, .cell: true
      default: false
      }
    }
    guard let colon = head, colon > 0, tokens[colon].kind == .colon else { return nil }
    if let item, LabelWords.attributes.contains(text, item) {
      return named(before: colon, unit: unit)
    }
    guard text.ends(0..<tokens[colon].range.lowerBound, with: "数") else { return nil }
    var phrase = before(start(of: colon)..<colon, unit: unit)
    guard let noun = phrase.noun, noun.count > 3, phrase.verb != nil else { return nil }
    phrase.noun = noun.lowerBound..<noun.upperBound - 3
    return phrase
  }

  /// The phrase before a colon, where it is short and a noun is all or the last of it: 受理案件：9件.
  func named(before colon: Int, unit: Unit) -> Phrase? {
    let first = start(of: colon)
    guard colon - first <= 8, colon > first, !endsSpan(first..<colon, in: Self.announcements),
      first == 0 || tokens[first - 1].figure == nil
    else { return nil }
    let phrase = before(first..<colon, unit: unit)
    return phrase.noun == nil && phrase.verb == nil || phrase.change != nil ? nil : phrase
  }

  /// Words before a colon that only say that something follows.
  private static let announcements: WordList = ["如下", "情况", "以下", "下列", "数据", "包括", "其中", "分别为"]

  /// The figure token that the one at `at` is counted out of: 12个所中有3个.
  func group(of at: Int) -> Int? {
    guard let previous = tokens[..<at].lastIndex(where: { $0.figure != nil }), at - previous < 24 else { return nil }
    let between = tokens[previous + 1..<at]
    guard !between.contains(where: \.isBoundary),
      let of = between.firstIndex(where: { text.isWord("中", $0.range) }), of > previous + 1,
      !isWord(of - 1, in: Self.beforeMiddle), !isWord(of + 1, in: Self.afterMiddle),
      tokens[previous + 1..<of].allSatisfy({ $0.isNominal || $0.kind == .aside })
    else { return nil }
    return previous
  }

  /// 集中, 高中 and 初中 are words, and so are 中心 and 中学.
  private static let beforeMiddle: WordList = ["集", "高", "初"]
  private static let afterMiddle: WordList = ["心", "学", "小学", "医", "队", "层"]

  /// What was done to those that a phrase without a figure takes apart: 审结 in 已审结案件中，.
  func actTakenApart(before comma: Int) -> String? {
    guard comma > 2, isWord(comma - 1, "中") else { return nil }
    let first = start(of: comma)
    guard comma - first < 10, !tokens[first..<comma].contains(where: { $0.figure != nil }),
      first == 0 || tokens[first - 1].figure == nil,
      let verb = tokens[first..<comma].last(where: { $0.wordClass == .verb })
    else { return nil }
    return String(decoding: text[verb.range], as: UTF8.self)
  }

  /// Whether the comma at `i` ends a phrase such as 参评的80卷案卷中，and which figure stands in it.
  func takesApart(before comma: Int) -> Bool {
    guard comma > 1, isWord(comma - 1, "中") else { return false }
    var i = comma - 2
    while i >= 0, comma - i < 24, !tokens[i].isBoundary {
      if tokens[i].figure != nil { return true }
      i -= 1
    }
    return false
  }
}
