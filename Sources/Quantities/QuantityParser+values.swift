/// What a number becomes with its unit: coins, halves, smaller parts, shares and signs counted in.
extension QuantityParser {
  /// Notes the quantity from `low` to `high`, which are one number unless it is a range; the end of its last word.
  mutating func measured(_ low: Numeral, to high: Numeral, _ unit: UnitMention) -> Int {
    var isVague = unit.isVague || high.form.contains(.vague) || high.form.contains(.pair)
    let (least, most) = (low.low.scaled(by: unit.scale), high.high.scaled(by: unit.scale))
    if unit.unit.kind == .count, !unit.hasHalf, !isNegative(low.range.lowerBound) {
      // As most are: a count is what it says.
      return add(
        low.range.lowerBound..<unit.end, least.double, least == most ? nil : most.double, unit.unit, vague: isVague)
    }
    var amount = Amount(low: least, high: most, unit: unit.unit, end: unit.end)
    if unit.hasHalf { amount.add(ExactDecimal(5, exponent: -1)) }
    switch unit.unit.kind {
    case .money: money(&amount, low.range.lowerBound)
    case .tenths: tenths(&amount)
    case .multiple where amount.unit.name == "折":
      amount = discount(amount, low, high)
      isVague = unit.isVague
    case .duration, .calendar:
      if amount.isSingle, !isVague { duration(&amount) }
    case .temperature:
      if text.has("零下", endingAt: low.range.lowerBound) {
        (amount.low, amount.high) = (amount.high.negated, amount.low.negated)
      }
    default: break
    }
    var start = low.range.lowerBound
    if isNegative(start) {
      (amount.low, amount.high) = (amount.low.negated, amount.high.negated)
      start -= 1
    }
    return add(
      start..<amount.end, amount.low.double, amount.isSingle ? nil : amount.high.double, amount.unit, vague: isVague)
  }

  /// The value of a quantity while its words are read.
  private struct Amount {
    var low: ExactDecimal
    var high: ExactDecimal
    var unit: Unit
    var end: Int

    var isSingle: Bool { low == high }

    mutating func add(_ part: ExactDecimal) {
      low = ExactDecimal.sum(low, part) ?? low
      high = ExactDecimal.sum(high, part) ?? high
    }
  }

  /// 5元3角; 元 after a sign or name of another currency.
  private func money(_ amount: inout Amount, _ start: Int) {
    guard amount.unit.name == "元" else { return }
    if amount.isSingle {
      (amount.low, amount.end) = Coins().adding(to: amount.low, text, at: amount.end)
      amount.high = amount.low
    }
    if let currency = QuantityParser.currencies.longest(in: text, at: start) { amount.unit.name = currency.value }
  }

  /// 三成 is 30 %, 六成五 65 %.
  private func tenths(_ amount: inout Amount) {
    (amount.low, amount.high) = (amount.low.scaled(by: 1), amount.high.scaled(by: 1))
    amount.unit.name = "%"
    guard amount.isSingle, alphabet.kind(text[amount.end]) == .chineseDigit, text[amount.end] != "两",
      !text[amount.end + 1].isHan || "的以左".unicodeScalars.contains(text[amount.end + 1])
    else { return }
    amount.add(ExactDecimal(Int128(alphabet.value(text[amount.end]))))
    amount.end += 1
  }

  /// 八折 and 九五折 leave 80 % and 95 % to pay.
  private func discount(_ amount: Amount, _ low: Numeral, _ high: Numeral) -> Amount {
    var discount = amount
    if high.form.contains(.pair) {
      discount.low = ExactDecimal.sum(low.low.scaled(by: 1), high.high) ?? low.low
    } else if low.low < ExactDecimal(10) {
      discount.low = low.low.scaled(by: 1)
    }
    discount.high = discount.low
    discount.unit.name = "%"
    return discount
  }

  /// 两年半, 1小时20分钟.
  private func duration(_ amount: inout Amount) {
    if durations.isHalf(text, at: amount.end) {
      amount.add(ExactDecimal(5, exponent: -1))
      amount.end += 1
    } else if let (value, unit, end) = durations.whole(of: amount.low, amount.unit, text, after: amount.end) {
      (amount.low, amount.high, amount.unit, amount.end) = (value, value, unit, end)
    }
  }

  /// 半小时, 半个月: half of a duration, where the words around measure one (半年一总结 does not).
  mutating func half(at start: Int) -> Int {
    guard let unit = unitReader.unit(text, after: start + 1, apart: false), unit.unit.kind == .duration,
      unit.start == start + 1, !unit.hasHalf, !unit.isVague,
      !text[start - 1].isHan || "约近仅需为至到的超用时在了每共达".unicodeScalars.contains(text[start - 1])
        || qualifiers.before(text, start) != nil,
      !text[unit.end].isHan || "以内左的之".unicodeScalars.contains(text[unit.end])
    else { return start + 1 }
    return add(start..<unit.end, 0.5, nil, unit.unit, vague: false)
  }

  /// 1/3 where a share is stated: 占1/3, 超1/2.
  ///
  /// Elsewhere it is a date, or a page and how many there are.
  mutating func share(_ above: Numeral) -> Int? {
    let (start, slash) = (above.range.lowerBound, above.range.upperBound)
    guard above.form == .arabic, let below = scanner.scan(text, at: slash + 1), below.form == .arabic,
      above.low < below.low, below.low < ExactDecimal(101), text[below.range.upperBound] != "/",
      "占的过".unicodeScalars.contains(text[start - 1]) || qualifiers.before(text, start) != nil
        || qualifiers.after(text, below.range.upperBound) != nil
    else { return nil }
    return add(start..<below.range.upperBound, above.low.double / below.low.double, nil, nil, vague: false)
  }

  /// Signs and names of currencies before an amount, with the unit that they make of 元.
  static let currencies = WordTable<String>(
    [
      ("元", "¥ ￥ RMB CNY 人民币"), ("美元", "$ US$ USD 美元 美金"), ("港元", "HK$ HKD 港币 港元"), ("欧元", "€ EUR 欧元"),
      ("英镑", "£ GBP 英镑"), ("日元", "日元 JPY"), ("澳门元", "澳门币 MOP"), ("新台币", "新台币 台币"),
    ].flatMap { unit, words in words.split(separator: " ").map { (String($0), unit) } },
    backward: true)
}
