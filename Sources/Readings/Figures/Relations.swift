import Quantities

extension [UInt8] {
  /// Whether a semicolon stands in a range of the text.
  fileprivate func holdsSemicolon(_ range: Range<Int>) -> Bool {
    guard range.count < 200 else { return false }
    return range.contains { self[$0] == 0x3B || begins($0..<range.upperBound, with: "；") }
  }
}

/// Finds the whole that a figure is part of, and the two counts of a rate.
struct Relations: Sendable {
  /// Verbs of a case that came in.
  private static let openers: WordList = [
    "办理", "受理", "收到", "收案", "新收", "指派", "排查", "发现", "反馈", "查摆", "调解", "调处", "公布", "审查", "清理", "收集", "摸排", "列管", "梳理",
    "查找", "参考", "清查",
    "审结", "办结", "交办", "评查", "抽查",
  ]
  /// Verbs of a case that came to its end.
  static let closers: WordList = ["审结", "办结", "结案", "化解", "整改", "调解成功", "调处成功", "期满解矫", "成功", "采纳", "清理", "印发"]
  /// Verbs that say how it ended; what they count is part of what was closed.
  private static let outcomes: WordList = [
    "维持", "终止", "驳回", "撤销", "撤回", "和解", "确认违法", "责令履行", "纠错", "败诉", "胜诉", "收监", "迁出", "废止", "修改", "继续有效", "宣布失效",
    "准予备案", "要求纠正",
    "合格",
  ]

  /// Verbs of those who left a register, or are on it still.
  private static let departures: WordList = ["解除", "迁出", "在册", "解矫"]

  /// Whether a verb says how cases ended.
  static func isOutcome(_ verb: String) -> Bool { outcomes.contains(partOf: verb) }

  /// Whether an action is `act`, and neither its denial nor what ought to be: 实际审结, and not 未审结 or 应审结.
  static func did(_ action: String?, _ act: String) -> Bool {
    guard let action, action.holds(act) else { return false }
    return !negations.contains(startOf: action) && !action.begins(with: "应")
  }

  /// The whole of a figure whose clause names an outcome of cases that came before it.
  ///
  /// `closes` says that the clause itself calls it a success: 成功调处8件.
  func whole(
    of reading: Reading, value: Double?, closes: Bool, leansOn earlier: EarlierReadings, _ figures: [Figure],
    _ period: String?
  ) -> Int? {
    guard let action = reading.action else { return nil }
    let isOutcome = Self.isOutcome(action)
    let isCloser =
      !isOutcome && (closes || Self.closers.contains(endOf: action) || Self.closers.contains(startOf: action))
    if Self.departures.contains(partOf: action), let whole = register(of: reading, earlier) {
      return whole
    }
    guard isOutcome || isCloser else { return nil }
    for candidate in earlier.suffix(8).reversed() {
      guard candidate.depth <= reading.depth, candidate.unit.isComparable(to: reading.unit), !candidate.isChange else {
        continue
      }
      if candidate.unit.family == .items, !candidate.unit.name.equals(reading.unit.name) { continue }
      // 受理90件，上年为80件，结案70件: of this year's.
      if let own = figures[candidate.index].period, PeriodResolver.isBefore(own, period) { continue }
      let isSame = candidate.label.equals(reading.label)
      if candidate.wholeLabel != nil, !isSame { continue }
      guard isSame else { return nil }
      let before = candidate.action ?? ""
      // 未审结8件: nothing became of those.
      if Self.isOutcome(before) || Self.negations.contains(startOf: before)
        || LabelWords.carriedOver.contains(endOf: before)
      {
        continue
      }
      if isCloser, Self.closers.contains(endOf: before) { continue }
      if before.isEmpty || Self.openers.contains(partOf: before) || Self.closers.contains(partOf: before) {
        return candidate.index
      }
      guard closes || Self.ends.contains(endOf: action), let value, let all = figures[candidate.index].quantity.value,
        value <= all
      else { return nil }
      return Self.makers.contains(startOf: before) ? nil : candidate.index
    }
    return nil
  }

  /// Verbs of an end that whatever came in before it has come to; advice that was taken is no part of what was asked for.
  private static let ends: WordList = ["审结", "办结", "结案", "化解", "整改"]
  private static let negations: WordList = ["未", "不", "没有", "尚未"]
  /// Verbs that leave something behind, which is not dealt with as a case is.
  private static let makers: WordList = ["新", "建", "打造", "发放", "下发", "印发", "修订", "制定", "开展", "举办", "制作", "出台"]

  /// The count of all persons ever taken on that those who left or are left are part of.
  private func register(of reading: Reading, _ earlier: EarlierReadings) -> Int? {
    earlier.suffix(6).last {
      let action = $0.action ?? ""
      return $0.unit.isComparable(to: reading.unit) && $0.sentence == reading.sentence
        && reading.label.ends(with: $0.label)
        && (action.holds("列管") || $0.accumulates && action.holds("接收"))
        && (action.holds("列管") || reading.accumulates || (reading.action ?? "").holds("在册"))
    }?.index
  }

  /// Takes the figures right after a count for its parts where they add up to it and none has an object of its own.
  func addUp(_ figures: inout [Figure], readings: [Reading], from first: Int, in text: [UInt8]) {
    var index = first
    while index + 2 < figures.count {
      // 律师12名、公证员5名、鉴定人7名: an item of a list is none that the next ones add up to.
      let isItem = text.begins(figures[index].quantity.range.upperBound..<text.count, with: "、")
      if !isItem, let parts = parts(of: index, figures, readings, in: text), let end = parts.last {
        for part in parts { figures[part].partOf = index }
        index = end
      } else {
        index += 1
      }
    }
  }

  /// Takes a list behind a semicolon for the parts of an earlier count of its sentence that it adds up to: 在册90人，其中缓刑80人、
  /// 假释10人；男性70人，女性20人.
  func addUpAgain(_ figures: inout [Figure], readings: [Reading], from first: Int, in text: [UInt8]) {
    var start = first + 1
    while start < figures.count {
      defer { start += 1 }
      let gap = figures[start - 1].quantity.range.upperBound..<figures[start].quantity.range.lowerBound
      guard figures[start].partOf == nil, text.holdsSemicolon(gap) else { continue }
      var sum = 0.0
      for end in start..<min(figures.count, start + Self.longestList) {
        guard let value = figures[end].quantity.exactValue, figures[end].partOf == nil, figures[end].kind == .actual,
          readings[end].action == nil, readings[end].sentence == readings[start].sentence,
          readings[end].depth == readings[start].depth, readings[end].unit.isComparable(to: readings[start].unit)
        else { break }
        sum += value
        guard end > start, sum >= Self.leastTotal,
          !text.begins(figures[end].quantity.range.upperBound..<text.count, with: "、"),
          let whole = (max(0, start - Self.longestList)..<start).last(where: {
            figures[$0].quantity.exactValue == sum && figures[$0].kind == .actual && !figures[$0].isChange
              && readings[$0].sentence == readings[start].sentence && readings[$0].depth == readings[start].depth
              && readings[$0].unit.name.equals(readings[start].unit.name)
          })
        else { continue }
        for part in start...end { figures[part].partOf = whole }
        start = end
        break
      }
    }
  }

  /// The least count that a list far behind it is taken to add up to: smaller ones do so by chance.
  private static let leastTotal = 20.0

  /// Takes the counts right before a total for its parts where they add up to it: 刑事56件，民事27件，合计83件.
  func sumUp(_ figures: inout [Figure], readings: [Reading], to total: Int) {
    guard let sum = figures[total].quantity.exactValue, figures[total].partOf == nil else { return }
    var rest = sum
    var first = total
    while rest > 0, first > 0, total - first < Self.longestList {
      let part = first - 1
      guard let value = figures[part].quantity.exactValue, value > 0, figures[part].partOf == nil,
        figures[part].kind == figures[total].kind, readings[part].sentence == readings[total].sentence,
        readings[part].depth == readings[total].depth, readings[part].unit.isComparable(to: readings[total].unit)
      else { return }
      rest -= value
      first = part
    }
    guard rest == 0, total - first > 1 else { return }
    for part in first..<total { figures[part].partOf = total }
    let names = (first..<total).map { figures[$0].label }
    let shared = names.dropFirst().reduce(names[0]) { $0.sharedEnd(with: $1) }
    guard shared.length > 1 else { return }
    // 刑事案件, 民事案件: the words that they share, most of two characters, and no half of the one before.
    let points = Substring(shared).unicodeScalars
    let start = points.indices.first { Lexicon.standard.beginsName(points[$0...]) }
    figures[total].label = String(start.map { points[$0...] } ?? points.dropFirst(points.count % 2))
  }

  /// The most items that a list of parts is looked for in.
  private static let longestList = 12

  private func parts(of whole: Int, _ figures: [Figure], _ readings: [Reading], in text: [UInt8]) -> [Int]? {
    guard let total = figures[whole].quantity.exactValue, total >= 3, figures[whole].partOf == nil,
      figures[whole].kind == .actual
    else { return nil }
    var sum = 0.0
    var parts: [Int] = []
    for index in whole + 1..<min(figures.count, whole + 1 + Self.longestList) {
      // 办证90件，增长5%。国内80件，涉外10件: how it grew does not part a count from its list.
      if parts.isEmpty, readings[index].isChange || readings[index].unit.family == .rate { continue }
      guard let value = figures[index].quantity.exactValue, readings[index].unit.isComparable(to: readings[whole].unit),
        readings[index].depth == readings[whole].depth, figures[index].kind == .actual,
        figures[index].partOf ?? whole == whole,
        leans(readings[index], on: readings[whole], figures[index].rule)
      else { return nil }
      sum += value
      parts.append(index)
      if sum > total { return nil }
      if sum == total {
        // 驳回54件；确认违法21件、撤销33件、变更4件: a list that goes on does not end with its sum.
        let goesOn = text.begins(figures[index].quantity.range.upperBound..<text.count, with: "、")
        return parts.count > 1 && !goesOn ? parts : nil
      }
    }
    return nil
  }

  /// Gives lists of parts to the earlier count that they add up to, where the one next to them is another.
  ///
  /// 排查90件，化解85件，其中邻里50件、婚姻40件: the list takes the first count apart.
  func refit(_ figures: inout [Figure], readings: [Reading], from first: Int) {
    var start = first
    while start < figures.count {
      guard let whole = figures[start].partOf, whole < start else {
        start += 1
        continue
      }
      var end = start
      var sum = 0.0
      var isExact = true
      while end < figures.count, figures[end].partOf == whole {
        if let value = figures[end].quantity.exactValue { sum += value } else { isExact = false }
        end += 1
      }
      if isExact, end - start > 1, figures[whole].quantity.exactValue != sum,
        let other = (max(0, whole - 8)..<start).last(where: {
          figures[$0].quantity.exactValue == sum && readings[$0].unit.isComparable(to: readings[start].unit)
            && (readings[whole].sentence != readings[start].sentence
              || readings[$0].sentence == readings[start].sentence)
        })
      {
        for part in start..<end {
          figures[part].partOf = other
          let old = readings[whole].label
          if figures[part].label == "其他" + old { figures[part].label = "其他" + readings[other].label }
          if figures[part].action == figures[whole].action { figures[part].action = figures[other].action }
        }
      }
      start = end
    }
  }

  private func leans(_ part: Reading, on whole: Reading, _ rule: LabelRule) -> Bool {
    if part.label.equals(whole.label) { return part.action != whole.action }
    return (rule == .inherited || rule == .part || part.action == nil && rule == .beforeFigure)
      && part.action.map { !Self.openers.contains(partOf: $0) } ?? true
  }

  /// The two counts that a rate divides, where their names say so or their quotient does.
  ///
  /// `isShare` says that nothing but 占 stands before it: 其中党员19人，占32.8%.
  func ratio(
    of rate: Reading, value: Double?, places: Int, isShare: Bool, earlier: EarlierReadings, figures: [Figure]
  ) -> Figure.Ratio? {
    guard rate.unit.family == .rate, !rate.isChange else { return nil }
    if rate.label.ends(with: "占比") {
      return share(rate, value: value, places: places, isBare: isShare, earlier, figures)
    }
    guard rate.label.ends(with: "率") else { return nil }
    let near = earlier.suffix(8).filter {
      $0.unit.family != .rate && !$0.isChange
        && $0.unit.family != .money && $0.unit.family != .time && figures[$0.index].kind != .target
        && figures[$0.index].kind != .baseline
    }
    guard near.count >= 2 else { return nil }
    let stem = rate.label.lastPoints(3).dropLast()
    let isWord = stem.length == 2
    let isEnd = stem.equals("结案") || stem.equals("办结")
    let isSuccess = stem.equals("成功")
    let isNamed = { (reading: Reading) -> Bool in
      guard isWord, reading.sentence == rate.sentence else { return false }
      let action = reading.action ?? ""
      return action.holds(stem) || isEnd && (action.holds("办结") || action.holds("审结"))
        || isSuccess && action.ends(with: "成功")
        || reading.label.holds(stem) && reading.label.ends(with: "案件") && action.isEmpty
    }
    if let named = near.last(where: isNamed) {
      let whole = figures[named.index].partOf
      // 受理47件，审结44件，其中胜诉35件: the rate is of what the outcome is said to be part of, whether it fits or not.
      if let whole, earlier.contains(where: { $0.index == whole && $0.sentence == rate.sentence }),
        Self.isOutcome(named.action ?? ""), !rate.label.holds("综合")
      {
        return Figure.Ratio(numerator: named.index, denominator: whole)
      }
      if let value,
        let fitting = near.last(where: {
          $0.index != named.index && ($0.sentence == rate.sentence || $0.label == named.label)
            && fits(named, $0, value, places, figures)
        })
      {
        return Figure.Ratio(numerator: named.index, denominator: fitting.index)
      }
      // 综合纠错率 counts several outcomes together, and no one of them is its numerator.
      if rate.label.holds("综合") { return nil }
      // 当场整改20个，限期整改10个，整改率95%: nor is one of two that are called alike.
      if near.contains(where: { $0.index != named.index && isNamed($0) && figures[$0.index].partOf == whole }) {
        return nil
      }
      return whole.map { Figure.Ratio(numerator: named.index, denominator: $0) }
    }
    guard let value, places > 0, let last = near.last, last.sentence == rate.sentence else { return nil }
    for denominator in near.dropLast().reversed()
    where denominator.sentence == rate.sentence && fits(last, denominator, value, places, figures) {
      return Figure.Ratio(numerator: last.index, denominator: denominator.index)
    }
    return nil
  }

  /// The two counts of a share: the count before it and its whole, or two that stand near and come to it.
  private func share(
    _ rate: Reading, value: Double?, places: Int, isBare: Bool, _ earlier: EarlierReadings, _ figures: [Figure]
  ) -> Figure.Ratio? {
    let near = earlier.suffix(6).filter { $0.sentence == rate.sentence && $0.unit.family != .rate && !$0.isChange }
    guard let value, let last = near.last else { return nil }
    let whole = figures[last.index].partOf
    if isBare, let whole, last.index + 1 == rate.index {
      return Figure.Ratio(numerator: last.index, denominator: whole)
    }
    func isShare(_ part: Reading, of all: Reading) -> Bool {
      (all.index == whole || places > 0 && rate.label.begins(with: part.label))
        && fits(part, all, value, places, figures)
    }
    // 网上信访27件，占总量43件的62.8%: the whole may stand behind its part.
    for other in near.dropLast().reversed() {
      if isShare(last, of: other) { return Figure.Ratio(numerator: last.index, denominator: other.index) }
      if isShare(other, of: last) { return Figure.Ratio(numerator: other.index, denominator: last.index) }
    }
    return nil
  }

  private func fits(_ a: Reading, _ b: Reading, _ value: Double, _ places: Int, _ figures: [Figure]) -> Bool {
    guard a.unit.isComparable(to: b.unit), let n = figures[a.index].quantity.value,
      let d = figures[b.index].quantity.value, d > 0,
      n <= d
    else { return false }
    var step = 1.0
    for _ in 0..<places { step /= 10 }
    return abs(n / d * 100 - value) <= step * 0.501
  }
}
