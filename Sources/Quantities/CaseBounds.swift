/// Ranges with an open end: 不少于3, 三斤以上, 比十大, 大于10小于20.
extension CaseFigures {
  mutating func bounds(_ number: CaseNumber, _ typed: [CaseTyped]) {
    let start = number.range.lowerBound
    bound(start, number.range.upperBound, typed.map(\.end).max() ?? 0, number.stated, "number_range")
    for reading in typed {
      for form in reading.forms {
        let value = ExactDecimal.product(reading.low, form) ?? reading.low
        bound(start, reading.end, reading.end, value, reading.type + "_range")
      }
    }
  }

  /// 不少于3, 500多亿, 三斤以上: a range with an open end; the word stands after `end` or after the unit.
  mutating func bound(_ start: Int, _ end: Int, _ unitEnd: Int, _ value: ExactDecimal, _ type: String) {
    var side: Qualifier?
    var range = start..<end
    if let after = qualifiers.after(text, end) {
      (range, side) = (start..<after.end, after.qualifier)
    } else if unitEnd > end, let after = qualifiers.after(text, unitEnd) {
      (range, side) = (start..<after.end, after.qualifier)
    } else if let word = Self.boundsBefore.longest(in: text, at: start), let qualifier = word.value {
      (range, side) = (start - word.length..<end, qualifier)
    } else if let before = qualifiers.before(text, start), (before.start..<start).allSatisfy({ !text[$0].isASCIIDigit })
    {
      (range, side) = (before.start..<end, before.qualifier)
    } else if text[start - 1] == "比", let last = [end, unitEnd].first(where: { Self.compared[text[$0]] != nil }) {
      (range, side) = (start - 1..<last + 1, Self.compared[text[last]])
    } else if text.has("等于", endingAt: start) {
      return add(start - 2..<end, type, .range(low: value.decimal, high: value.decimal))
    }
    switch side {
    case .lowerBound: add(range, type, .range(low: value.decimal, high: nil))
    case .upperBound: add(range, type, .range(low: nil, high: value.decimal))
    default: break
    }
  }

  /// Makes one range of 大于10小于20.
  mutating func joinBounds() {
    let open = found.indices.filter { found[$0].type == "number_range" }
    for (a, b) in zip(open, open.dropFirst()) {
      guard case .range(let low, let high) = found[a].value, case .range(let lower, let higher) = found[b].value,
        (low == nil) != (lower == nil), (high == nil) != (higher == nil),
        found[b].range.lowerBound >= found[a].range.upperBound,
        (found[a].range.upperBound..<found[b].range.lowerBound).allSatisfy({
          "并且,同时的又而但 ".unicodeScalars.contains(text[$0])
        })
      else { continue }
      found[b].range = found[a].range.lowerBound..<found[b].range.upperBound
      found[b].value = .range(low: low ?? lower, high: high ?? higher)
      found[a].type = ""
    }
    found.removeAll { $0.type.isEmpty }
  }

  private static let compared: [Unicode.Scalar: Qualifier] = [
    "大": .lowerBound, "高": .lowerBound, "多": .lowerBound, "长": .lowerBound, "重": .lowerBound,
    "小": .upperBound, "低": .upperBound, "少": .upperBound, "短": .upperBound, "轻": .upperBound,
  ]

  /// Words that bound a number in general text; in reports 过 is the end of other verbs.
  private static let boundsBefore = WordTable<Qualifier?>(
    words("过 多过 大过 高过 起码 >= > ≥", .lowerBound) + words("<= < ≤ 少过 低过", .upperBound)
      + words("通过 经过 超过 不过 不超过 越过 错过 去过 来过 做过 有过 吃过 看过", nil),
    backward: true)

  private static func words(_ list: String, _ side: Qualifier?) -> [(String, Qualifier?)] {
    list.split(separator: " ").map { (String($0), side) }
  }
}
