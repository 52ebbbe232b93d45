/// Reads one quantity where a number or a mask begins.
///
/// Each reader notes the quantity, if there is one, in `found`, and says where reading goes on.
struct QuantityParser {
  let text: FoldedText
  let reading: QuantityReading

  let scanner = NumeralScanner()
  let unitReader = UnitReader.shared
  let durations = CompoundDuration()
  let qualifiers = QualifierWords.shared
  let alphabet = NumeralAlphabet.shared
  /// Quotations that begin with a number: a name that is quoted once stays one without the quotes.
  var quotedNames: [Range<Int>] = []
  /// The quantities read so far.
  private(set) var found: [Quantity] = []

  init(text: FoldedText, reading: QuantityReading) {
    self.text = text
    self.reading = reading
  }

  /// Reads the number at `start`.
  mutating func stated(at start: Int) -> Int {
    guard let numeral = scanner.scan(text, at: start) else { return start + 1 }
    let end = numeral.range.upperBound
    if text[start].isASCIIDigit, text[end - 1].isASCIIDigit {
      // 3*件, 12.*%.
      if text[end] == "*" || (text[end] == "." && text[end + 1] == "*") { return masked(at: start) }
      if text[end] == "/", let share = share(numeral) { return share }
    }
    if let after = endOfIdentifier(numeral) { return after }
    if text[end] == "分", text[end + 1] == "之" {
      // 三个百分之百 is a slogan.
      guard text[start - 1] == "个", reading == .report else { return fraction(numeral) }
      return text[end + 2] == "百" ? end + 3 : end + 2
    }
    if numeral.form.contains(.malformed) { return end }
    if let dot = sectionDot(numeral), let item = scanner.scan(text, at: dot + 1),
      let unit = unitReader.unit(text, after: item.range.upperBound, apart: true), unit.unit.kind == .count
    {
      return dot + 1
    }
    let unit = unitReader.unit(text, after: end, apart: true)
    if let end = range(numeral, unit) { return end }
    guard let unit = acceptedUnit(numeral, unit) else { return bare(numeral) }
    return measured(numeral, to: numeral, unit)
  }

  /// Where an identifier or a date ends that the number belongs to; nil where it is no part of one.
  private func endOfIdentifier(_ numeral: Numeral) -> Int? {
    let (start, end) = (numeral.range.lowerBound, numeral.range.upperBound)
    let before = text[start - 1]
    if before.isASCIILetter || before == "_" { return end }
    // The path of an address.
    if before == "/" || before == ".", text[start - 2].isASCIILetter { return end }
    if numeral.form.contains(.formal) && !isFormal(numeral) { return start + 1 }
    if before == "+", reading == .report, !numeral.form.contains(.scaled) { return end }
    // Clock times and scores: 8:30.
    if text[end] == ":", text[end + 1].isASCIIDigit, let next = scanner.scan(text, at: end + 1) {
      return next.range.upperBound
    }
    if text[end] == "年", isYear(numeral) { return end + 1 }
    return nil
  }

  func isYear(_ numeral: Numeral) -> Bool {
    guard !numeral.form.contains(.scaled), !numeral.form.contains(.grouped) else { return false }
    return numeral.form.contains(.digitString) || numeral.range.count == 4
  }

  /// Whether 壹…玖 stand as digits and not in words (队伍, 大陆).
  func isFormal(_ numeral: Numeral) -> Bool {
    if numeral.range.count > 1 { return true }
    let next = text[numeral.range.upperBound]
    return next == "元" || next == "圆" || next == "角" || next == "分"
  }

  /// The dot after a section number at the head of a line: "1.2名律师" is item 1 and two lawyers.
  ///
  /// Nobody counts a fifth of a lawyer, but 1.2万人次 is a decimal there too.
  private func sectionDot(_ numeral: Numeral) -> Int? {
    let start = numeral.range.lowerBound
    guard numeral.form.contains(.fraction), numeral.form.contains(.arabic), !numeral.form.contains(.scaled) else {
      return nil
    }
    let before = text[text.lastInk(before: start)]
    guard before == "\n" || before == "\0" else { return nil }
    return (start..<min(start + 3, numeral.range.upperBound)).first { text[$0] == "." }
  }

  /// Reads 百分之五, 三分之一.
  private mutating func fraction(_ denominator: Numeral) -> Int {
    let (start, after) = (denominator.range.lowerBound, denominator.range.upperBound + 2)
    let name: String? =
      switch denominator.low {
      case ExactDecimal(1, exponent: 2): "%"
      case ExactDecimal(1, exponent: 3): "‰"
      case ExactDecimal(1, exponent: 4): "‱"
      default: nil
      }
    let unit = Unit(name: name ?? "", kind: .percent)
    if alphabet.kind(text[after]) == .mask, name != nil {
      add(start..<maskEnd(after), nil, nil, unit, vague: false)
      return maskEnd(after)
    }
    guard let numerator = scanner.scan(text, at: after), !numerator.form.contains(.malformed) else { return after }
    var end = numerator.range.upperBound
    guard name != nil else {
      let divisor = denominator.low.double
      if divisor != 0 { add(start..<end, numerator.low.double / divisor, nil, nil, vague: false) }
      return end
    }
    var high: Double?
    if isConnector(text[end]) {
      var right = end + 1
      if let again = scanner.scan(text, at: right), text[again.range.upperBound] == "分",
        text[again.range.upperBound + 1] == "之"
      {
        right = again.range.upperBound + 2
      }
      if let upper = scanner.scan(text, at: right), numerator.low < upper.low {
        high = upper.low.double
        end = upper.range.upperBound
      }
    }
    add(start..<end, numerator.low.double, high, unit, vague: numerator.form.contains(.vague))
    return end
  }

  /// A range whose left end is `left`: 1-2名, 3至5万元, 80%-90%.
  private mutating func range(_ left: Numeral, _ unit: UnitMention?) -> Int? {
    let leftUnit = unit.flatMap { $0.isApart ? nil : $0 }
    var connector = left.range.upperBound
    // 20余-30余件: what makes the left end vague is said again of the right one.
    if text[connector] == "余" || text[connector] == "多", isConnector(text[connector + 1]) { connector += 1 }
    if !isConnector(text[connector]) {
      guard let leftUnit, isConnector(text[leftUnit.end]) else { return nil }
      connector = leftUnit.end
      // 由60件到80件 tells of a change: two figures.
      let before = text[text.lastInk(before: left.range.lowerBound)]
      if text[connector] == "到" || text[connector] == "至", before == "由" || before == "从" || before == "自" {
        return nil
      }
    }
    var rightStart = connector + 1
    if text[rightStart] == text[connector], text[connector] == "—" || text[connector] == "-" { rightStart += 1 }
    guard let right = scanner.scan(text, at: text.skippingBlanks(rightStart)), !right.form.contains(.malformed) else {
      return nil
    }
    if text[right.range.upperBound] == "年", isYear(right) { return right.range.upperBound + 1 }
    let whole = Numeral(
      range: left.range.lowerBound..<right.range.upperBound, low: right.low, high: right.high,
      form: left.form.union(right.form))
    let rightUnit = unitReader.unit(text, after: whole.range.upperBound, apart: true)
    guard let unit = acceptedUnit(whole, rightUnit) else {
      // A range without unit, of dates for the most part, is no quantity, and neither end is one.
      return connector == left.range.upperBound ? right.range.upperBound : nil
    }
    if connector > left.range.upperBound, let leftUnit, leftUnit.unit.kind != unit.unit.kind { return nil }
    var low = left
    // 3至5万, 两到三百: the left end shares the scale of the right one unless it has as large a scale of its own.
    let scale = right.trailingScale >= 2 ? right.trailingScale : 0
    if scale > 0, left.trailingScale < min(scale, 4), left.low < right.low.scaled(by: -scale) {
      low.low = left.low.scaled(by: scale)
      low.high = low.low
    }
    guard low.low < right.low else { return nil }
    var upper = right
    upper.range = whole.range
    upper.form = whole.form
    return measured(low, to: upper, unit)
  }

  /// Whether a minus sign stands before the number: at the head of a cell, or after a verb, but not in 3-5 or 0731-8.
  func isNegative(_ start: Int) -> Bool {
    guard text[start - 1] == "-" || text[start - 1] == "−" || text[start - 1] == "﹣" else { return false }
    let before = text[start - 2]
    return before.endsClause || before == "为" || before == "达" || before.isBlank
  }

  /// A number without unit: a quantity only where a cell, a rate or its own form says so.
  private mutating func bare(_ numeral: Numeral) -> Int {
    var (start, end) = (numeral.range.lowerBound, numeral.range.upperBound)
    let next = end
    if isNegative(start) { start -= 1 }
    let sign = start < numeral.range.lowerBound
    let value = (sign ? numeral.low.negated : numeral.low).double
    if fillsCell(start..<end) {
      add(start..<end, value, nil, nil, vague: false)
      return next
    }
    let isZero = numeral.form.contains(.chinese) && numeral.low == .zero && text[start] == "零"
    guard numeral.form.contains(.arabic) || isZero else { return next }
    // ¥5000, $300万.
    if numeral.form.contains(.arabic), let currency = Self.currencies.longest(in: text, at: start) {
      let high = numeral.high == numeral.low ? nil : numeral.high.double
      let unit = Unit(name: currency.value, kind: .money)
      return add(start..<end, value, high, unit, vague: numeral.form.contains(.vague))
    }
    let vague = text[end] == "余" && numeral.form.contains(.arabic) && numeral.range.count <= 8
    if vague { end += 1 }
    let isAmount =
      !isZero
      && (vague || numeral.form.contains(.largeScale) || (numeral.form.contains(.grouped) && !text[end].endsClause))
    guard isAmount || statesMeasure(start, end) else { return next }
    let high = numeral.high == numeral.low ? nil : numeral.high.double
    return max(next, add(start..<end, value, high, nil, vague: vague || numeral.form.contains(.vague)))
  }

  /// Whether the number in `range` is all that a cell of a table holds, the first cell of the row left out.
  func fillsCell(_ range: Range<Int>) -> Bool {
    let after = text[text.skippingBlanks(range.upperBound)]
    return text[text.lastInk(before: range.lowerBound)] == "\t"
      && (after == "\t" || after == "\n" || after == "\r" || after == "\0")
  }

  /// Whether a rate or total is stated to be the number: 脱管率为0.
  func statesMeasure(_ start: Int, _ end: Int) -> Bool {
    guard text[end].endsClause || qualifiers.after(text, end) != nil, text[end] != "、", text[end] != ":",
      end - start <= 8
    else {
      return false
    }
    var i = text.lastInk(before: start)
    if let bound = qualifiers.before(text, start) { i = text.lastInk(before: bound.start) }
    var copula = false
    if text[i] == "为" || text[i] == "达" || text[i] == "是" || text[i] == "到" || text[i] == "至" || text[i] == "在" {
      copula = true
      // 保持在, 降低至, 达到, 控制为: up to two characters of a verb.
      for back in 1...4 where NumeralContext.measuredNouns.contains(text[i - back]) { return true }
    }
    return !copula && text[i] == "率"
  }

  /// Notes a quantity with what the words around state, bounds before and after; the end of its last word.
  @discardableResult
  mutating func add(_ range: Range<Int>, _ value: Double?, _ high: Double?, _ unit: Unit?, vague: Bool) -> Int {
    var qualifier: Qualifier = vague ? .approx : .exact
    var end = range.upperBound
    if let before = qualifiers.before(text, range.lowerBound) { qualifier = Self.stronger(before.qualifier, qualifier) }
    if let after = qualifiers.after(text, end) {
      qualifier = Self.stronger(after.qualifier, qualifier)
      end = after.end
    } else if let unit, unit.kind == .duration || unit.kind == .calendar, text[end] == "内", qualifier == .exact {
      qualifier = .upperBound
    }
    found.append(
      Quantity(
        range: text.bytes(range.lowerBound..<end), value: value, valueHigh: high,
        unit: unit.flatMap { $0.name.isEmpty ? nil : $0.name }, qualifier: qualifier, isMasked: value == nil))
    return end
  }

  /// A bound says more than about.
  private static func stronger(_ a: Qualifier, _ b: Qualifier) -> Qualifier {
    switch (a, b) {
    case (.exact, _): b
    case (.approx, .lowerBound), (.approx, .upperBound): b
    default: a
    }
  }
}
