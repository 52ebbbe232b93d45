/// Reads the figures of a case, each with every type that it can have.
struct CaseFigures {
  let text: FoldedText
  /// Whether the case is a figure by itself, so that every reading of it is asked for.
  let isOpen: Bool

  let numbers: CaseNumberReader
  let units = UnitReader.shared
  let measures = MeasureTable.shared
  let alphabet = NumeralAlphabet.shared
  let qualifiers = QualifierWords.shared
  var found: [CaseAnswer] = []

  init(text: FoldedText, isOpen: Bool) {
    self.text = text
    self.isOpen = isOpen
    numbers = CaseNumberReader(text: text)
  }

  /// All figures, in the order of the text; those of different types may overlap.
  mutating func read() -> [CaseAnswer] {
    var i = 0
    while i < text.count { i = max(figure(at: i) ?? 0, i + 1) }
    joinBounds()
    return found
  }

  mutating func add(_ range: Range<Int>, _ type: String, _ value: CaseValue) {
    found.append(CaseAnswer(range: range, type: type, value: value))
  }

  // MARK: - One figure

  /// Reads what begins at `start`; where reading goes on, or nil where nothing begins.
  private mutating func figure(at start: Int) -> Int? {
    switch alphabet.kind(text[start]) {
    case .arabicDigit, .chineseDigit, .formalDigit, .scale, .formalScale, .tens, .vague: break
    case .ordinalMark: return ordinals(at: start)
    case .half: return half(at: start)
    case .mask, .quote, .title, .none:
      switch text[start] {
      case "负", "-", "−", "﹣", ".": break
      case "对" where text[start + 1] == "折":
        add(start..<start + 2, "percent", .number("50"))
        return start + 2
      default: return impliedOne(at: start)
      }
    }
    if let word = Self.wordsWithNumeral.longest(in: text, at: start) { return start + word.length }
    if let end = rate(at: start) { return end }
    guard let number = numbers.number(at: start) else {
      guard let numeral = NumeralScanner().scan(text, at: start), numeral.form.contains(.malformed) else { return nil }
      return numeral.range.upperBound
    }
    return figure(number)
  }

  /// Reads the figure that `number` begins, as a number, with its unit, and as a range.
  mutating func figure(_ number: CaseNumber) -> Int {
    let start = number.range.lowerBound
    let typed = self.typed(number)
    if let end = range(number, typed) { return end }
    var end = number.range.upperBound
    if isNumber(number, typed) {
      let value = number.stated.decimal
      add(number.range, "number", .number(value))
      if number.isRatio {
        add(number.range, "ratio", .number(value))
        if let (above, below) = number.terms {
          add(number.range, "fraction", .number("\(above.decimal)/\(below.decimal)"))
        }
      }
      if number.numeral.form.contains(.vague) {
        add(number.range, "number_range", .range(low: value, high: nil))
      } else if isVague(end) {
        add(start..<end + 1, "number_range", .range(low: value, high: nil))
      }
      // 百四: four in a hundred.
      if number.numeral.form.contains(.bareScale), number.numeral.range.count == 2,
        alphabet.kind(text[start + 1]) == .chineseDigit
      {
        let rate = ExactDecimal(Int128(alphabet.value(text[start + 1])), exponent: 2 - alphabet.value(text[start]))
        add(number.range, "percent", .number(rate.decimal))
      }
      groups(number)
    }
    if let prefix = Self.currencies.longest(in: text, at: start) {
      add(start - prefix.length..<number.range.upperBound, "money", .number(number.stated.decimal))
    }
    for reading in typed {
      emit(reading, from: start, number)
      end = max(end, reading.end)
    }
    if let fold = fold(number) { end = max(end, fold) }
    bounds(number, typed)
    return end
  }

  /// Whether the number counts as one by itself, and not only with a unit.
  private func isNumber(_ number: CaseNumber, _ typed: [CaseTyped]) -> Bool {
    let numeral = number.numeral
    guard !number.isRatio else { return true }
    let (start, end) = (numeral.range.lowerBound, numeral.range.upperBound)
    if numeral.form.contains(.bareScale), numeral.range.count == 1 { return isVague(end) }
    // 零点 is midnight, and 点零 nothing at all.
    if text[start] == "零", numeral.range.count == 1, text[end] == "点" || text[start - 1] == "点" { return false }
    if !isOpen, numeral.range.count == 2, numeral.form.contains(.digitString), text[start] == text[start + 1],
      typed.isEmpty
    {
      return false
    }
    // 两 counts what a classifier names; before any other word it is a name (两美, 两岸).
    if text[start] == "两", numeral.range.count == 1, text[end].isHan, typed.allSatisfy({ $0.type == "money" }),
      units.unit(text, after: end, apart: false) == nil, !"打双对到至点又分半个来多余成折倍和与或、".unicodeScalars.contains(text[end])
    {
      return false
    }
    return true
  }

  /// Whether 余, 多 or 来 makes the number before `end` an approximate one: 千余, 20多.
  func isVague(_ end: Int) -> Bool {
    text[end] == "余" || text[end] == "多" && text[end + 1] != "于" || text[end] == "来" && text[end + 1] == "个"
  }

  /// 五十打, 三双: dozens and pairs.
  private mutating func groups(_ number: CaseNumber) {
    let end = text[number.range.upperBound] == "一" ? number.range.upperBound + 1 : number.range.upperBound
    switch text[end] {
    case "打":
      guard let count = ExactDecimal.product(number.low, ExactDecimal(12)) else { return }
      add(number.range.lowerBound..<end + 1, "number", .number(count.decimal))
    case "双", "对":
      guard text[end + 1] != "折", let count = ExactDecimal.product(number.low, ExactDecimal(2)) else { return }
      add(number.range.lowerBound..<end + 1, "number", .number(count.decimal))
    case "兆" where !text[end + 1].isHan && !text[end + 1].isASCIILetter:
      add(number.range.lowerBound..<end + 1, "number", .number(number.low.scaled(by: 12).decimal))
    default: break
    }
  }

  private mutating func ordinals(at mark: Int) -> Int? {
    guard let ordinal = numbers.number(at: text.skippingBlanks(mark + 1)) else { return nil }
    let end = ordinal.range.upperBound
    add(mark..<end, "ordinal", .number(ordinal.low.decimal))
    // 第零十 is no rank that anybody has.
    if text[mark + 1] == "零" { add(ordinal.range, "number", .number(ordinal.low.decimal)) }
    guard "和与至到-~".unicodeScalars.contains(text[end]), text[end + 1] == "第",
      let second = numbers.number(at: end + 2), ordinal.low < second.low
    else { return end }
    let last = second.range.upperBound
    add(end + 1..<last, "ordinal", .number(second.low.decimal))
    let close = text.has("之间", at: last) ? last + 2 : text[last] == "间" ? last + 1 : last
    if close > last || text[end] != "和" && text[end] != "与" {
      let open = text[mark - 1] == "在" ? mark - 1 : mark
      add(open..<close, "number_range", .range(low: ordinal.low.decimal, high: second.low.decimal))
    }
    return last
  }

  /// 半成, 半天, 半公升, 半个.
  private mutating func half(at start: Int) -> Int? {
    let half = ExactDecimal(5, exponent: -1)
    if text[start + 1] == "成" || text[start + 1] == "折" {
      add(start..<start + 2, "percent", .number(text[start + 1] == "成" ? "5" : "50"))
      return start + 2
    }
    let blank = Numeral(range: start..<start + 1, low: half, high: half, form: .chinese)
    let number = CaseNumber(
      range: start..<start + 1, low: half, high: half, numeral: blank, digitsEnd: start + 1, trailingScale: 0)
    let typed = self.typed(number)
    for reading in typed { emit(reading, from: start, number) }
    if isOpen, text[start + 1] == "个" { add(start..<start + 2, "number", .number("0.5")) }
    if text[start + 1] == "打" { add(start..<start + 2, "number", .number("6")) }
    bounds(number, typed)
    return typed.map(\.end).max()
  }

  /// 个半小时, 分半, 米九: one of a unit, and a half or some tenths.
  private mutating func impliedOne(at start: Int) -> Int? {
    let before = text[start - 1]
    guard "个分米斤".unicodeScalars.contains(text[start]), !before.isHan, !before.isASCIIDigit,
      text[start + 1] == "半" || alphabet.kind(text[start + 1]) == .chineseDigit
    else { return nil }
    let one = ExactDecimal(1)
    let blank = Numeral(range: start..<start, low: one, high: one, form: .chinese)
    let number = CaseNumber(
      range: start..<start, low: one, high: one, numeral: blank, digitsEnd: start, trailingScale: 0)
    let typed = self.typed(number)
    guard let end = typed.map(\.end).max(), end > start + 1 else { return nil }
    for reading in typed { emit(reading, from: start, number) }
    bounds(number, typed)
    return end
  }

  /// 百分之五, 千分之二到三, 百分百: rates in words.
  private mutating func rate(at start: Int) -> Int? {
    var i = start
    var isNegative = false
    if text[i] == "负" || text[i] == "-" {
      isNegative = true
      i = text.skippingBlanks(i + (text.has("负的", at: i) ? 2 : 1))
    }
    let kind = alphabet.kind(text[i])
    guard kind == .scale || kind == .formalScale, alphabet.value(text[i]) < 8, alphabet.value(text[i]) > 1,
      alphabet.kind(text[i - 1]) == .none || isNegative || i > start || !isDigit(text[i - 1])
    else { return nil }
    if text.has("百分百", at: i) {
      add(start..<i + 3, "percent", .number(isNegative ? "-100" : "100"))
      return i + 3
    }
    let shift = 2 - alphabet.value(text[i])
    guard text.has("分之", at: i + 1) else { return nil }
    let at = text.skippingBlanks(i + 3)
    var value: CaseNumber
    if text[at] == "百", !isDigit(text[at + 1]), alphabet.kind(text[at + 1]) != .scale {
      let hundred = ExactDecimal(100)
      let whole = Numeral(range: at..<at + 1, low: hundred, high: hundred, form: [.chinese, .scaled])
      value = CaseNumber(
        range: at..<at + 1, low: hundred, high: hundred, numeral: whole, digitsEnd: at + 1, trailingScale: 0)
    } else {
      guard let number = numbers.number(at: at) else { return nil }
      value = number
    }
    if isNegative { (value.low, value.high) = (value.low.negated, value.high.negated) }
    let end = value.range.upperBound
    let low = value.low.scaled(by: shift)
    add(start..<end, "percent", .number(low.decimal))
    add(start..<end, "ratio", .number(low.scaled(by: -2).decimal))
    add(value.range, "number", .number(value.low.decimal))
    if isConnector(text[end]) {
      let next = text.skippingBlanks(end + 1)
      let right = text.has("分之", at: next + 1) && text[next] == text[i] ? next + 3 : next
      if let upper = numbers.number(at: right), value.low < upper.low {
        let high = upper.low.scaled(by: shift)
        let range = CaseValue.range(low: low.decimal, high: high.decimal)
        add(start..<upper.range.upperBound, "percent_range", range)
        add(start..<upper.range.upperBound, "number_range", range)
        add(right..<upper.range.upperBound, "percent", .number(high.decimal))
        return upper.range.upperBound
      }
    }
    for type in ["percent_range", "number_range"] { bound(start, end, end, low, type) }
    return end
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch alphabet.kind(scalar) {
    case .arabicDigit, .chineseDigit, .formalDigit, .tens: true
    default: false
    }
  }

  func isConnector(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "—", "–", "~", "到", "至", "−", "∼": true
    default: false
    }
  }

  /// 九折, 八五折, 八点五折: percentages left to pay.
  private mutating func fold(_ number: CaseNumber) -> Int? {
    let end = text.skippingBlanks(number.range.upperBound)
    let form = number.numeral.form
    guard text[end] == "折", number.low < ExactDecimal(100), !(form.contains(.scaled) && form.contains(.chinese))
    else { return nil }
    let isPair = form.contains(.pair)
    var value = number.low.double >= 10 ? number.low : number.low.scaled(by: 1)
    if isPair { value = ExactDecimal.sum(number.low.scaled(by: 1), number.high) ?? value }
    // 7 2 折: the digits are written apart.
    let before = number.range.lowerBound - 1
    var start = number.range.lowerBound
    if text[before].isBlank, text[before - 1].isASCIIDigit, !text[before - 2].isASCIIDigit, number.range.count == 1 {
      let tens = ExactDecimal(Int128(text[before - 1].value - 48), exponent: 1)
      value = ExactDecimal.sum(tens, number.low) ?? value
      start = before - 1
    }
    add(start..<end + 1, "percent", .number(value.decimal))
    return end + 1
  }

  private static let currencies = WordTable(
    "$ ¥ ￥ € £ 人民币 港币 港纸 美元 美金 日元 欧元 英镑 台币 澳币 HK$ US$ HKD USD RMB CNY EUR GBP JPY", backward: true)

  /// Words and places whose numeral counts nothing.
  private static let wordsWithNumeral = WordTable(
    "一切 一看 一些 一下 一起 一直 一般 一定 一样 一旦 一律 一致 一贯 一再 一向 一度 一概 一带 一面 一味 一同 一会 一时 一流 一体 一系列 一边 一共 一如 一经 一举 一番 一连 一并 一心 一线 四川 四处 四周 三亚 三峡 三明 六安 七夕 九江 十足 十分重 十分满 十分好 十分高 百姓 百货 百度 千方百计 万一 万物 数一数二 乱七八糟 五角大楼 五角星 三角形 三角洲 八角形"
  )
}
