/// What a third-party case asks for, as a plain value.
public enum CaseValue: Sendable, Hashable {
  /// A number, as a decimal without exponent.
  case number(String)
  /// A range; nil where an end is open.
  case range(low: String?, high: String?)
  /// A span of time in ISO 8601 with an exclusive end; nil where an end is open.
  case span(start: String?, end: String?)
  /// A duration: a decimal and one of `s`, `min`, `h`, `d`, `w`, `mo`, `y`.
  case duration(String, unit: String)
}

/// A figure read in a third-party case.
public struct CaseAnswer: Sendable, Hashable {
  /// The code points of the figure.
  public var range: Range<Int>
  /// The type of the case format that the figure has, as `number`, `percent`, `money_range` or `date`.
  public var type: String
  /// What it says.
  public var value: CaseValue
}

/// Answers third-party cases for Chinese numbers and periods.
///
/// It reads every number, as a general recognizer does: names, slogans and single digits too. Reports are read by
/// `QuantityReader` and `PeriodReader`. Clock times, holidays and the lunar calendar are not read.
public struct CaseReader: Sendable {
  private let scanner = NumeralScanner()
  private let units = UnitReader()
  private let qualifiers = QualifierWords.shared
  private let alphabet = NumeralAlphabet.shared

  /// Makes a reader.
  public init() {}

  /// The figures of `text` (UTF-8).
  ///
  /// `wanted` names the types to answer with, all where it is empty; figures of different
  /// types may then overlap. `reference` is the day that relative dates count from, and `convention` how spans of time are
  /// written.
  public func answers(
    in text: [UInt8], wanted: Set<String>, reference: CalendarDate?, convention: CaseConvention = .reports
  ) -> [CaseAnswer] {
    let whole = FoldedText(text)
    let (decoded, origins) = whole.joiningNumbers()
    var found: [CaseAnswer] = []
    var i = 0
    while i < decoded.count {
      guard let (answers, next) = figure(decoded, at: i, wanted: wanted) else {
        i += 1
        continue
      }
      found += answers
      i = max(next, i + 1)
    }
    found += periodAnswers(in: decoded, reference: reference, convention: convention)
    joinBounds(&found, in: decoded)
    return found.compactMap { answer in
      guard wanted.isEmpty || wanted.contains(answer.type) else { return nil }
      var answer = answer
      answer.range = origins[answer.range.lowerBound]..<origins[answer.range.upperBound - 1] + 1
      return answer
    }
  }

  /// Makes one range of 大于10小于20.
  private func joinBounds(_ found: inout [CaseAnswer], in text: FoldedText) {
    let open = found.indices.filter { found[$0].type == "number_range" }
    for (a, b) in zip(open, open.dropFirst()) {
      guard case .range(let low, let high) = found[a].value, case .range(let lower, let higher) = found[b].value,
        (low == nil) != (lower == nil), (high == nil) != (higher == nil),
        found[b].range.lowerBound >= found[a].range.upperBound,
        (found[a].range.upperBound..<found[b].range.lowerBound).allSatisfy({
          "并且,同时的又而 ".unicodeScalars.contains(text[$0])
        })
      else { continue }
      found[b] = answer(
        found[a].range.lowerBound..<found[b].range.upperBound, "number_range",
        .range(low: low ?? lower, high: high ?? higher))
      found[a].type = ""
    }
    found.removeAll { $0.type.isEmpty }
  }

  // MARK: - One figure

  /// A number with its sign, fractions multiplied out.
  private struct Figure {
    var start: Int
    var end: Int
    var low: ExactDecimal
    var high: ExactDecimal
    var numeral: Numeral
    var ratio: Double?
  }

  private func number(_ text: FoldedText, at start: Int) -> Figure? {
    var i = start
    var isNegative = false
    let before = text[start - 1]
    if text[i] == "负" || text[i] == "-" && !before.isASCIIDigit {
      isNegative = true
      i = text.skippingBlanks(i + 1)
    }
    guard var numeral = scanner.scan(text, at: i), !numeral.form.contains(.malformed) else { return nil }
    if numeral.form.contains(.formal), numeral.range.count == 1, before.isHan || text[i + 1].isHan { return nil }
    if isNegative {
      numeral.low = numeral.low.negated
      numeral.high = numeral.high.negated
    }
    return Figure(start: start, end: numeral.range.upperBound, low: numeral.low, high: numeral.high, numeral: numeral)
  }

  private func figure(_ text: FoldedText, at start: Int, wanted: Set<String>) -> ([CaseAnswer], next: Int)? {
    switch alphabet.kind(text[start]) {
    case .arabicDigit, .chineseDigit, .formalDigit, .scale, .formalScale, .tens, .vague: break
    case .ordinalMark:
      guard let ordinal = number(text, at: start + 1) else { return nil }
      return ([answer(start..<ordinal.end, "ordinal", .number(ordinal.low.decimal))], ordinal.end)
    case .half where text[start + 1] == "成" || text[start + 1] == "折":
      return ([answer(start..<start + 2, "percent", .number("5"))], start + 2)
    case .half:
      guard let unit = units.unit(text, after: start + 1, apart: true), let code = Self.durations[unit.unit.name] else {
        return nil
      }
      return ([answer(start..<unit.end, "duration", .duration("0.5", unit: code))], unit.end)
    default: guard text[start] == "负" || text[start] == "-" else { return nil }
    }
    guard let left = number(text, at: start) else {
      guard let numeral = scanner.scan(text, at: start), numeral.form.contains(.malformed) else { return nil }
      return ([], numeral.range.upperBound)
    }
    if text.has("分之", at: left.end) { return fraction(text, left) }
    if let range = range(text, left) { return range }
    var answers = [answer(left.start..<left.end, "number", .number(left.low.decimal))]
    var end = left.end
    var bounded = (type: "number_range", end: left.end, low: left.low)
    if left.numeral.form.contains(.vague), left.low == left.high {
      answers.append(answer(left.start..<left.end, "number_range", .range(low: left.low.decimal, high: nil)))
    }
    if let prefix = Self.currencies.longest(in: text, at: left.start) {
      answers.append(answer(left.start - prefix.length..<left.end, "money", .number(left.low.decimal)))
    }
    if let unit = units.unit(text, after: left.end, apart: true), let typed = typed(text, left, unit) {
      answers.append(typed.answer)
      if left.low < left.high {
        let ends = CaseValue.range(low: typed.low.decimal, high: left.high.scaled(by: unit.scale).decimal)
        answers.append(answer(typed.answer.range, typed.answer.type + "_range", ends))
      }
      end = typed.answer.range.upperBound
      bounded = (typed.answer.type + "_range", end, typed.low)
    } else if let fold = fold(text, left) {
      answers.append(fold)
      end = fold.range.upperBound
    }
    if let bound = bound(text, left.start, bounded.end, bounded.low, bounded.type) { answers.append(bound) }
    return (answers, end)
  }

  private func answer(_ range: Range<Int>, _ type: String, _ value: CaseValue) -> CaseAnswer {
    CaseAnswer(range: range, type: type, value: value)
  }

  /// 不少于3, 500多亿, 三斤以上: a range with an open end.
  private func bound(_ text: FoldedText, _ start: Int, _ end: Int, _ value: ExactDecimal, _ type: String)
    -> CaseAnswer?
  {
    var range = start..<end
    var side: Qualifier?
    if let after = qualifiers.after(text, end) {
      range = start..<after.end
      side = after.qualifier
    } else if let before = qualifiers.before(text, start), (before.start..<start).allSatisfy({ !text[$0].isASCIIDigit })
    {
      range = before.start..<end
      side = before.qualifier
    }
    switch side {
    case .lowerBound: return answer(range, type, .range(low: value.decimal, high: nil))
    case .upperBound: return answer(range, type, .range(low: nil, high: value.decimal))
    default: return nil
    }
  }

  private func fraction(_ text: FoldedText, _ denominator: Figure) -> ([CaseAnswer], next: Int)? {
    guard let numerator = number(text, at: text.skippingBlanks(denominator.end + 2)) else { return nil }
    let span = denominator.start..<numerator.end
    guard denominator.low != .zero else { return nil }
    var answers = [answer(span, "number", .number("\(numerator.low.double / denominator.low.double)"))]
    if denominator.low.coefficient == 1, denominator.low.exponent >= 2 {
      answers.append(answer(span, "percent", .number(numerator.low.scaled(by: 2 - denominator.low.exponent).decimal)))
      if denominator.low.exponent == 2 { answers.removeFirst() }
    }
    return (answers, numerator.end)
  }

  private func range(_ text: FoldedText, _ left: Figure) -> ([CaseAnswer], next: Int)? {
    let leftUnit = units.unit(text, after: left.end, apart: false)
    for connector in [left.end, leftUnit?.end ?? left.end] {
      switch text[connector] {
      case "-", "—", "–", "~", "到", "至", "～": break
      default: continue
      }
      guard let right = number(text, at: text.skippingBlanks(connector + 1)) else { continue }
      var low = left.low
      let scale = right.numeral.trailingScale >= 2 ? right.numeral.trailingScale : 0
      if scale > 0, left.numeral.trailingScale < min(scale, 4), low < right.low.scaled(by: -scale) {
        low = low.scaled(by: scale)
      }
      guard low < right.low else { continue }
      let bare = answer(left.start..<right.end, "number_range", .range(low: low.decimal, high: right.low.decimal))
      guard let unit = units.unit(text, after: right.end, apart: true), let typed = typed(text, right, unit) else {
        return connector == left.end ? ([bare], right.end) : nil
      }
      let end = typed.answer.range.upperBound
      return (
        [
          bare,
          answer(left.start..<end, typed.answer.type + "_range", .range(low: low.decimal, high: typed.low.decimal)),
        ], end
      )
    }
    return nil
  }

  /// The figure with its unit: money, a percentage, a measure, a duration, an age.
  private func typed(_ text: FoldedText, _ figure: Figure, _ unit: UnitMention) -> (
    answer: CaseAnswer, low: ExactDecimal
  )? {
    var value = figure.low.scaled(by: unit.scale)
    if unit.hasHalf { value = ExactDecimal.sum(value, ExactDecimal(5, exponent: -1)) ?? value }
    var end = unit.end
    func halved() {
      if text[end] == "半", let sum = ExactDecimal.sum(value, ExactDecimal(5, exponent: -1)) {
        value = sum
        end += 1
      }
    }
    let type: String
    switch unit.unit.kind {
    case .percent, .points: type = "percent"
    case .tenths:
      value = value.scaled(by: 1)
      type = "percent"
    case .money:
      (value, end) = Coins().adding(to: value, text, at: end)
      type = "money"
    case .measure:
      halved()
      type = "dimension"
    case .age:
      halved()
      type = "age"
    case .multiple:
      guard unit.unit.name != "折" else { return nil }
      type = "multiple"
    case .duration, .calendar:
      halved()
      guard let code = Self.durations[unit.unit.name] else { return nil }
      if let chain = chain(text, after: end), let first = Self.seconds(value, code) {
        let total = first + chain.seconds
        return (answer(figure.start..<chain.end, "duration", .duration("\(total)", unit: "s")), value)
      }
      return (answer(figure.start..<end, "duration", .duration(value.decimal, unit: code)), value)
    case .count, .score: return nil
    }
    return (answer(figure.start..<end, type, .number(value.decimal)), value)
  }

  /// The smaller parts of a duration: 20分钟 of 1小时20分钟, 零三个月 of 两年零三个月.
  private func chain(_ text: FoldedText, after start: Int) -> (seconds: Double, end: Int)? {
    var i = start
    if text[i] == "零" || text[i] == "又" || text[i] == "加" { i += 1 }
    guard let part = scanner.scan(text, at: i) else { return nil }
    let after = part.range.upperBound
    var end = after + 1
    var code = "min"
    if let unit = units.unit(text, after: after, apart: true), let named = Self.durations[unit.unit.name] {
      (code, end) = (named, unit.end)
    } else if text[after] != "分" {
      return nil
    }
    guard let seconds = Self.seconds(part.low, code) else { return nil }
    guard let rest = chain(text, after: end) else { return (seconds, end) }
    return (seconds + rest.seconds, rest.end)
  }

  private static func seconds(_ value: ExactDecimal, _ unit: String) -> Double? {
    let lengths: [String: Double] = [
      "s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800, "mo": 2_592_000, "y": 31_536_000,
    ]
    return lengths[unit].map { $0 * value.double }
  }

  private static let currencies = WordTable("$ ¥ ￥ € £ 人民币 人民幣 港币 港幣 美元 美金 日元 HK$ HKD USD RMB CNY", backward: true)

  private static let durations = [
    "天": "d", "日": "d", "个工作日": "d", "个小时": "h", "小时": "h", "个钟头": "h", "分钟": "min", "秒": "s", "秒钟": "s", "周": "w",
    "个星期": "w", "个月": "mo", "年": "y",
  ]

  /// 九折, 八五折, 八点五折: percentages left to pay.
  private func fold(_ text: FoldedText, _ figure: Figure) -> CaseAnswer? {
    let end = text.skippingBlanks(figure.end)
    guard text[end] == "折", figure.low < ExactDecimal(100) else { return nil }
    let isPair = figure.numeral.form.contains(.pair) || figure.low.double >= 10
    let value =
      figure.numeral.form.contains(.pair)
      ? ExactDecimal.sum(figure.low.scaled(by: 1), figure.high) ?? figure.low
      : isPair ? figure.low : figure.low.scaled(by: 1)
    return answer(figure.start..<end + 1, "percent", .number(value.decimal))
  }
}

extension ExactDecimal {
  /// The number without exponent: `612500`, `0.05`.
  var decimal: String {
    var digits = String(coefficient.magnitude)
    if exponent > 0, coefficient != 0 { digits += String(repeating: "0", count: exponent) }
    if exponent < 0 {
      let places = -exponent
      if digits.count <= places { digits = String(repeating: "0", count: places - digits.count + 1) + digits }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    return coefficient < 0 ? "-" + digits : digits
  }
}
