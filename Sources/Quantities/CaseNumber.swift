/// A number as a general recognizer reads it: with sign, fraction, power and suffix.
struct CaseNumber {
  var range: Range<Int>
  var low: ExactDecimal
  var high: ExactDecimal
  /// The first numeral of it, whose form says what the number can be.
  var numeral: Numeral
  /// Whether it was written as a fraction: 四分之一, 3/4, 一半.
  var isRatio = false
  /// Numerator and denominator as they stand, where it is one fraction.
  var terms: (ExactDecimal, ExactDecimal)?
  /// Where the digits end, without a letter that multiplies them (10k).
  var digitsEnd: Int
  /// The power of ten of that letter, or of the 万 or 亿 that ends the number.
  var trailingScale: Int

  /// A whole number that another one may be appended to or divided by.
  fileprivate var isPlain: Bool { !isRatio && digitsEnd == range.upperBound }

  /// The value where the text gives one: 一百二十几亿 is stated as twelve billion and some.
  var stated: ExactDecimal {
    guard numeral.form.contains(.vague), let spread = VagueSpread(low: low, high: high), spread.follows else {
      return low
    }
    return spread.floor
  }
}

/// What 几 or 数 as a digit leaves open.
struct VagueSpread {
  /// Whether digits stand before it (二十几), so that it goes on from 1 to 9; 几十 counts from 2.
  let follows: Bool
  /// The round number below, and the next one.
  let floor: ExactDecimal
  let ceiling: ExactDecimal

  /// The spread between two ends; nil where no single digit of it is open.
  init?(low: ExactDecimal, high: ExactDecimal) {
    guard low < high, let spread = ExactDecimal.sum(high, low.negated)?.withoutTrailingZeros,
      spread.coefficient == 8 || spread.coefficient == 7
    else { return nil }
    follows = spread.coefficient == 8
    let digit = ExactDecimal(1, exponent: spread.exponent)
    let ten = digit.scaled(by: 1)
    guard let below = follows ? ExactDecimal.sum(low, digit.negated) : digit,
      let above = follows ? ExactDecimal.sum(below, ten) : ten
    else { return nil }
    (floor, ceiling) = (below, above)
  }
}

/// Reads the numbers of a case.
struct CaseNumberReader {
  let text: FoldedText
  private let scanner = NumeralScanner(readsSpokenPoints: true)
  private let alphabet = NumeralAlphabet.shared

  init(text: FoldedText) { self.text = text }

  /// The number that begins at `start`, fractions and mixed numbers whole.
  func number(at start: Int) -> CaseNumber? {
    guard var number = part(at: start) else { return nil }
    if let fraction = fraction(number, at: number.range.upperBound) { number = fraction }
    // 三又二分之一, 1 3/5.
    var next = number.range.upperBound
    guard number.isPlain else { return number }
    if text[next] == "又" {
      next += 1
    } else {
      guard text[next].isBlank, number.numeral.form.contains(.arabic) else { return number }
      next = text.skippingBlanks(next)
    }
    guard let second = part(at: next), second.isPlain, !(second.low < .zero),
      let rest = fraction(second, at: second.range.upperBound),
      !(number.numeral.form.contains(.arabic) && text[next - 1].isBlank && text.has("分之", at: second.range.upperBound)),
      let sum = ExactDecimal.sum(number.low, number.low < .zero ? rest.low.negated : rest.low)
    else { return number }
    number.range = number.range.lowerBound..<rest.range.upperBound
    number.digitsEnd = number.range.upperBound
    (number.low, number.high, number.isRatio) = (sum, sum, true)
    return number
  }

  /// A fraction whose first number ends at `end`: 四分之三, 3/4, 三分一 before a unit, 一半.
  private func fraction(_ first: CaseNumber, at end: Int) -> CaseNumber? {
    guard first.isPlain else { return nil }
    var fraction = first
    func close(_ numerator: ExactDecimal, _ denominator: ExactDecimal, _ end: Int) -> CaseNumber? {
      guard let value = ExactDecimal.quotient(numerator, denominator) else { return nil }
      fraction.range = first.range.lowerBound..<end
      fraction.digitsEnd = end
      (fraction.low, fraction.high, fraction.isRatio) = (value, value, true)
      fraction.terms = (numerator, denominator)
      fraction.trailingScale = 0
      return fraction
    }
    if text.has("分之", at: end) {
      guard let numerator = part(at: text.skippingBlanks(end + 2)) else { return nil }
      return close(numerator.low, first.low, numerator.range.upperBound)
    }
    if text[end] == "/", text[first.range.lowerBound - 1] != "/", !text[first.range.lowerBound - 1].isASCIIDigit {
      guard let denominator = part(at: end + 1), text[denominator.range.upperBound] != "/", !(denominator.low < .zero)
      else { return nil }
      return close(first.low, denominator.low, denominator.range.upperBound)
    }
    if text[end] == "分", first.low < ExactDecimal(10), let numerator = part(at: end + 1), numerator.low < first.low,
      numerator.numeral.range.count == 1, MeasureTable.shared.isVolume(text, at: numerator.range.upperBound)
    {
      return close(numerator.low, first.low, numerator.range.upperBound)
    }
    // 一半, 1半, 一半半.
    if text[end] == "半", first.low == ExactDecimal(1), first.numeral.range.count == 1 {
      return close(ExactDecimal(1), ExactDecimal(2), text[end + 1] == "半" ? end + 2 : end + 1)
    }
    return nil
  }

  /// A number without fraction: sign, digits, exponent, suffix.
  private func part(at start: Int) -> CaseNumber? {
    var i = start
    var isNegative = false
    let before = text[start - 1]
    if text[i] == "负" || (isMinus(text[i]) && !before.isASCIIDigit && !before.isASCIILetter) {
      isNegative = true
      i += text.has("负的", at: i) ? 2 : 1
      i = text.skippingBlanks(i)
    }
    guard var number = unsigned(at: i), !number.numeral.form.contains(.malformed) else { return nil }
    number.range = start..<number.range.upperBound
    if isNegative { (number.low, number.high) = (number.low.negated, number.high.negated) }
    return number
  }

  private func unsigned(at start: Int) -> CaseNumber? {
    var digits = start
    if text[start] == "点", text.has("分之", endingAt: start) || text.has("分之负", endingAt: start) {
      guard let tail = scanner.scan(text, at: start + 1), tail.form.isSubset(of: [.chinese, .digitString]) else {
        return nil
      }
      var number = CaseNumber(
        range: start..<tail.range.upperBound, low: tail.low.scaled(by: -tail.range.count), high: .zero, numeral: tail,
        digitsEnd: tail.range.upperBound, trailingScale: 0)
      number.high = number.low
      return number
    }
    if text[start] == "." {
      // .5, but neither the end of 3.5 nor of an ellipsis.
      guard text[start + 1].isASCIIDigit, text[start - 1] != ".", !text[start - 1].isASCIIDigit else { return nil }
      digits += 1
    }
    guard var numeral = scanner.scan(text, at: digits) ?? ten(at: digits) else { return nil }
    if numeral.form.contains(.formal), numeral.range.count == 1, !standsAlone(numeral.range) { return nil }
    if digits > start {
      guard numeral.form == .arabic else { return nil }
      numeral.low = numeral.low.scaled(by: -numeral.range.count)
      numeral.high = numeral.low
      numeral.form.insert(.fraction)
    }
    if numeral.form.contains(.grouped) { endAtCurrency(&numeral) }
    let end = numeral.range.upperBound
    var number = CaseNumber(
      range: start..<end, low: numeral.low, high: numeral.high, numeral: numeral, digitsEnd: end,
      trailingScale: numeral.trailingScale)
    guard numeral.form.contains(.arabic) else { return number }
    if let power = power(number) { return power }
    let letter = text.skippingBlanks(end)
    if let scale = Self.suffix(text[letter]), !text[letter + 1].isASCIILetter, !text[letter + 1].isASCIIDigit {
      (number.low, number.high) = (number.low.scaled(by: scale), number.high.scaled(by: scale))
      number.range = start..<letter + 1
      number.trailingScale = scale
    }
    return number
  }

  /// Cuts $20,300美元 behind the 20: an amount names its currency once, so that the comma parts two.
  private func endAtCurrency(_ numeral: inout Numeral) {
    guard "$¥￥€£".unicodeScalars.contains(text[numeral.range.lowerBound - 1]),
      case .money? = MeasureTable.shared.unit(text, at: numeral.range.upperBound)?.measure,
      let comma = numeral.range.first(where: { text[$0] == "," })
    else { return }
    var value: Int128 = 0
    for k in numeral.range.lowerBound..<comma { value = value * 10 + Int128(text[k].value - 48) }
    numeral.range = numeral.range.lowerBound..<comma
    numeral.low = ExactDecimal(value)
    (numeral.high, numeral.form, numeral.trailingScale) = (numeral.low, .arabic, 0)
  }

  /// 拾 by itself is ten where no word stands around it.
  private func ten(at i: Int) -> Numeral? {
    guard text[i] == "拾" else { return nil }
    let ten = ExactDecimal(10)
    return Numeral(range: i..<i + 1, low: ten, high: ten, form: [.chinese, .formal, .scaled])
  }

  /// 2^5, 2e5.
  private func power(_ base: CaseNumber) -> CaseNumber? {
    let end = base.range.upperBound
    let isPower = text[end] == "^"
    guard isPower || text[end] == "e" || text[end] == "E" else { return nil }
    let sign = isMinus(text[end + 1])
    guard let exponent = scanner.scan(text, at: sign ? end + 2 : end + 1), exponent.form == .arabic,
      exponent.low < ExactDecimal(100), !text[exponent.range.upperBound].isASCIILetter
    else { return nil }
    let n = Int(exponent.low.double)
    var value = base.low
    if isPower {
      var product = ExactDecimal(1)
      for _ in 0..<n {
        guard let next = ExactDecimal.product(product, base.low) else { return nil }
        product = next
      }
      guard let result = sign ? ExactDecimal.quotient(ExactDecimal(1), product) : product else { return nil }
      value = result
    } else {
      value = value.scaled(by: sign ? -n : n)
    }
    var number = base
    number.range = base.range.lowerBound..<exponent.range.upperBound
    (number.low, number.high, number.trailingScale) = (value, value, 0)
    return number
  }

  /// Whether 陆 or 拾 is a digit here and no part of a word (大陆, 收拾, 叁加).
  private func standsAlone(_ range: Range<Int>) -> Bool {
    let (before, next) = (text[range.lowerBound - 1], text[range.upperBound])
    return (!before.isHan || "负之又是为于点元角零".unicodeScalars.contains(before))
      && (!next.isHan || "元圆角分折成点又个".unicodeScalars.contains(next))
  }

  private func isMinus(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "−" || scalar == "﹣"
  }

  private static func suffix(_ letter: Unicode.Scalar) -> Int? {
    switch letter {
    case "k", "K": 3
    case "w", "W": 4
    case "M": 6
    case "G": 9
    case "T": 12
    default: nil
    }
  }
}
