import Quantities

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

  /// The whole of a figure whose clause names an outcome of cases that came before it.
  func whole(of reading: Reading, leansOn earlier: EarlierReadings) -> Int? {
    guard let action = reading.action else { return nil }
    let isOutcome = Self.isOutcome(action)
    let isCloser = !isOutcome && (Self.closers.contains(endOf: action) || Self.closers.contains(startOf: action))
    if Self.departures.contains(partOf: action), let whole = register(of: reading, earlier) {
      return whole
    }
    guard isOutcome || isCloser else { return nil }
    for candidate in earlier.suffix(8).reversed() {
      guard candidate.depth <= reading.depth, candidate.unit.isComparable(to: reading.unit), !candidate.isChange else {
        continue
      }
      if candidate.unit.family == .items, !candidate.unit.name.equals(reading.unit.name) { continue }
      let isSame = candidate.label.equals(reading.label)
      if candidate.wholeLabel != nil, !isSame { continue }
      guard isSame else { return nil }
      let before = candidate.action ?? ""
      if Self.isOutcome(before) { continue }
      if isCloser, Self.closers.contains(endOf: before) { continue }
      if before.isEmpty || Self.openers.contains(partOf: before) || Self.closers.contains(partOf: before) {
        return candidate.index
      }
      return nil
    }
    return nil
  }

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
  func addUp(_ figures: inout [Figure], readings: [Reading], from first: Int) {
    var index = first
    while index + 2 < figures.count {
      if let parts = parts(of: index, figures, readings), let end = parts.last {
        for part in parts { figures[part].partOf = index }
        index = end
      } else {
        index += 1
      }
    }
  }

  /// The most items that a list of parts is looked for in.
  private static let longestList = 12

  private func parts(of whole: Int, _ figures: [Figure], _ readings: [Reading]) -> [Int]? {
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
      if sum == total { return parts.count > 1 ? parts : nil }
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
  func ratio(
    of rate: Reading, value: Double?, places: Int, earlier: EarlierReadings, figures: [Figure]
  ) -> Figure.Ratio? {
    guard rate.unit.family == .rate, !rate.isChange, rate.label.ends(with: "率") else { return nil }
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
    let named = near.last { reading in
      guard isWord, reading.sentence == rate.sentence else { return false }
      let action = reading.action ?? ""
      return action.holds(stem) || isEnd && (action.holds("办结") || action.holds("审结"))
        || isSuccess && action.ends(with: "成功")
        || reading.label.holds(stem) && reading.label.ends(with: "案件") && action.isEmpty
    }
    if let named {
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
      return whole.map { Figure.Ratio(numerator: named.index, denominator: $0) }
    }
    guard let value, places > 0, let last = near.last, last.sentence == rate.sentence else { return nil }
    for denominator in near.dropLast().reversed()
    where denominator.sentence == rate.sentence && fits(last, denominator, value, places, figures) {
      return Figure.Ratio(numerator: last.index, denominator: denominator.index)
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
