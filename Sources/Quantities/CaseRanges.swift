/// Ranges between two figures: 3到5万元, 10000与20000之间, 五块六到五块七.
extension CaseFigures {
  /// Reads the range that `left` begins; where reading goes on, or nil where there is none.
  mutating func range(_ left: CaseNumber, _ typed: [CaseTyped]) -> Int? {
    let start = left.range.lowerBound
    for end in Set(typed.map(\.end) + [left.range.upperBound]).sorted(by: >) {
      var connector = end
      if text.has("(含)", at: connector) { connector += 3 }
      connector = text.skippingBlanks(connector)
      let joins = "与和跟、".unicodeScalars.contains(text[connector])
      guard isConnector(text[connector]) || joins else { continue }
      var at = text.skippingBlanks(connector + 1)
      if text[at] == text[connector], text[at] == "-" || text[at] == "—" { at += 1 }
      guard let right = numbers.number(at: at), !left.isRatio || right.isRatio || !joins else {
        continue
      }
      let rightTyped = self.typed(right)
      let last = max(right.range.upperBound, rightTyped.map(\.end).max() ?? 0)
      let between = text.has("之间", at: last) ? last + 2 : text[last] == "间" ? last + 1 : last
      if joins, between == last { continue }
      var low = left.low
      // 3至5万, 10~15k: the left end shares the scale of the right one unless it has as large a scale of its own.
      let scale = right.trailingScale >= 2 ? right.trailingScale : 0
      if scale > 0, left.trailingScale < min(scale, 4), low < right.low.scaled(by: -scale) {
        low = low.scaled(by: scale)
      }
      guard low < right.low || typed.contains(where: { reading in rightTyped.contains { $0.type == reading.type } })
      else { continue }
      let open = between > last ? opening(before: start) : start
      if low < right.low {
        add(
          open..<max(right.range.upperBound, between > last ? between : 0), "number_range",
          .range(low: low.decimal, high: right.low.decimal))
      }
      for reading in typed where reading.end == end { emit(reading, from: start, left) }
      for side in [left, right] { add(side.range, "number", .number(side.stated.decimal)) }
      for upper in rightTyped {
        emit(upper, from: right.range.lowerBound, right)
        let own = typed.first { $0.type == upper.type && $0.end == end }
        for form in upper.forms {
          let scaled = own?.low ?? inherited(low, right, upper)
          guard let a = ExactDecimal.product(scaled, form), let b = ExactDecimal.product(upper.low, form), a < b else {
            continue
          }
          let span = open..<max(upper.end, between > last ? between : 0)
          add(span, upper.type + "_range", .range(low: a.decimal, high: b.decimal))
          // A span of money is asked for as money too.
          if upper.type == "money" { add(span, "money", .range(low: a.decimal, high: b.decimal)) }
        }
      }
      return max(last, between)
    }
    return nil
  }

  /// The left end with the scale that stands between the right number and its unit: 2-3 万元.
  private func inherited(_ low: ExactDecimal, _ right: CaseNumber, _ upper: CaseTyped) -> ExactDecimal {
    guard upper.type != "temperature", right.low != .zero, let ratio = ExactDecimal.quotient(upper.low, right.low),
      ratio.coefficient == 1, ratio.exponent > 0
    else { return low }
    return low.scaled(by: ratio.exponent)
  }

  /// Where 在, 介于, 位于 before a range begin.
  private func opening(before start: Int) -> Int {
    for word in ["介于", "位于", "处于", "在", "从"] as [StaticString] where text.has(word, endingAt: start) {
      return start - word.scalarCount
    }
    return start
  }
}
