/// Reads one number: 1,234.5, 三万五, 3万2千, 一〇五, 十几万, 150余万, 壹拾贰万.
struct NumeralScanner: Sendable {
  private let alphabet = NumeralAlphabet.shared
  /// Whether 点 parts decimals also beside 0…9: 8点5, which in a report is a time of day.
  private let readsSpokenPoints: Bool

  init(readsSpokenPoints: Bool = false) { self.readsSpokenPoints = readsSpokenPoints }

  /// The number that begins at `start`, as long as it gets; nil where none does.
  func scan(_ text: FoldedText, at start: Int) -> Numeral? {
    switch alphabet.kind(text[start]) {
    case .none, .mask, .ordinalMark, .quote, .title, .half: return nil
    case .arabicDigit: if let digits = digitsAlone(text, at: start) { return digits }
    case .chineseDigit where !alphabet.mayContinue(text[start + 1]):
      let value = ExactDecimal(Int128(alphabet.value(text[start])))
      return Numeral(range: start..<start + 1, low: value, high: value, form: .chinese)
    case .chineseDigit, .formalDigit, .scale, .formalScale, .tens, .vague: break
    }
    return sum(text, at: start)
  }

  /// A number of nothing but 0…9, as most are; nil where it may go on.
  @inline(__always)
  private func digitsAlone(_ text: FoldedText, at start: Int) -> Numeral? {
    var end = start
    var value = 0
    while text[end].isASCIIDigit, end - start < 18 {
      value = value * 10 + Int(text[end].value - 48)
      end += 1
    }
    if alphabet.mayContinue(text[end]) { return nil }
    let exact = ExactDecimal(Int128(value))
    return Numeral(range: start..<end, low: exact, high: exact, form: .arabic)
  }

  /// A number of any parts.
  private func sum(_ text: FoldedText, at start: Int) -> Numeral? {
    var sum = NumeralSum()
    var form: Numeral.Form = []
    var i = start
    scan: while true {
      let scalar = text[i]
      switch alphabet.kind(scalar) {
      case .arabicDigit:
        guard !sum.hasPending, let literal = arabic(text, at: i) else { break scan }
        guard sum.isEmpty || continues(text, literal, sum, form) else {
          // 10.1万零100 is no number, and 30万20千 are two.
          if sum.sawZero, form.contains(.fraction) {
            form.insert(.malformed)
            i = literal.end
          }
          break scan
        }
        form.formUnion(literal.form)
        form.insert(.arabic)
        sum.put(literal.value, literal.value, digits: literal.digits)
        i = literal.end
      case .chineseDigit, .formalDigit:
        guard !sum.hasPending else { break scan }
        // 两 counts scales and things, and never ends a number: 两万两 is a weight.
        if !sum.isEmpty, scalar == "两", alphabet.kind(text[i + 1]) != .scale, !sum.sawZero { break scan }
        let end = digitRun(text, from: i)
        if alphabet.kind(scalar) == .formalDigit { form.insert(.formal) }
        guard put(text, i..<end, in: &sum, form: &form) else {
          form.insert(.malformed)
          i = end
          break scan
        }
        i = end
      case .tens:
        guard !sum.hasPending, sum.isEmpty || sum.sawZero || sum.lastScale > 1 else { break scan }
        sum.put(ExactDecimal(Int128(alphabet.value(scalar))), nil, digits: 1)
        sum.scale(1)
        i += 1
      case .scale, .formalScale:
        let power = alphabet.value(scalar)
        // 5千米 is five kilometres, and 千 belongs to the unit.
        if power == 3, form.contains(.arabic), beginsUnit(text, at: i + 1) { break scan }
        if sum.isEmpty, !sum.hasPending {
          if alphabet.kind(scalar) == .formalScale {
            // 拾万 begins a number; 拾 alone, 佰 and 仟 are parts of words and names.
            let next = alphabet.kind(text[i + 1])
            guard power == 1, next == .formalDigit || next == .scale || next == .chineseDigit else { break scan }
            form.insert(.formal)
          }
          if power > 1 { form.insert(.bareScale) }
        } else if power < 4, !sum.hasPending, !sum.sawZero, power > 1 || sum.lastScale < 4 {
          // 百十来个 is about a hundred: no digits say how many.
          if form.contains(.bareScale), i == start + 1, power == 1 {
            form.insert(.malformed)
            i = numeralEnd(text, from: i)
          }
          break scan
        }
        if power >= 4 { form.insert(.largeScale) }
        form.insert(.scaled)
        guard sum.scale(power) else {
          form.insert(.malformed)
          i = numeralEnd(text, from: i)
          break scan
        }
        i += 1
      case .vague
      where scalar == "几" && (sum.lastScale == 1 || sum.sawZero) && !sum.hasPending && !sum.isEmpty:
        sum.put(ExactDecimal(1), ExactDecimal(9), digits: 1)
        form.insert(.vague)
        i += 1
      case .vague where sum.isEmpty && !sum.hasPending && startsVague(text, at: i):
        sum.put(ExactDecimal(2), ExactDecimal(9), digits: 1)
        form.insert(.vague)
        i += 1
      default:
        if scalar == "点", let end = chineseFraction(text, at: i, into: &sum, form: &form) {
          i = end
          continue scan
        }
        // 150余万, 3千多万: the word stands between the number and its scale.
        if scalar == "余" || scalar == "多" || scalar == "来", i > start, alphabet.kind(text[i + 1]) == .scale,
          alphabet.value(text[i + 1]) >= 4
        {
          form.insert(.vague)
          i += 1
          continue scan
        }
        // 五兆六十二亿: 兆 is a scale only inside a number, and a unit of data or a prefix after it.
        if scalar == "兆", sum.hasPending || !sum.isEmpty, continuesAfterTrillion(text, at: i + 1), sum.scale(12) {
          form.formUnion([.largeScale, .scaled])
          i += 1
          continue scan
        }
        break scan
      }
    }
    guard i > start, let total = sum.total() ?? (form.contains(.malformed) ? (.zero, .zero) : nil) else { return nil }
    if !form.contains(.arabic) { form.insert(.chinese) }
    return Numeral(
      range: start..<i, low: total.low, high: total.high, form: form,
      trailingScale: sum.lastWasScale ? sum.lastScale : 0)
  }

  /// Whether the literal goes on the number before it: smaller than the last scale, as 4000 in 3万4000 and 2 in 3万2千.
  private func continues(_ text: FoldedText, _ literal: Literal, _ sum: NumeralSum, _ form: Numeral.Form) -> Bool {
    if form.contains(.fraction) { return false }
    let kind = alphabet.kind(text[literal.end])
    let power = kind == .scale || kind == .formalScale ? alphabet.value(text[literal.end]) : 0
    // 2千零30万: 万 multiplies all that stands before it.
    if power >= 4, sum.lastScale < 4 { return true }
    return power < sum.lastScale && literal.digits + power <= sum.lastScale
  }

  /// Whether 千 before `i` is the prefix of a unit: 千米, 千克, 千瓦, 千卡, 千字节.
  private func beginsUnit(_ text: FoldedText, at i: Int) -> Bool {
    switch text[i] {
    case "米", "克", "瓦", "帕", "卡", "焦", "赫", "伏": true
    case "字": text[i + 1] == "节"
    case "比": text[i + 1] == "特"
    default: false
    }
  }

  private func continuesAfterTrillion(_ text: FoldedText, at i: Int) -> Bool {
    switch alphabet.kind(text[i]) {
    case .chineseDigit, .formalDigit, .formalScale, .tens: true
    case .scale: alphabet.value(text[i]) < 4
    default: text[i] == "元"
    }
  }

  /// The end of the run of digits and scales at `start`, or the farthest that one is long.
  private func numeralEnd(_ text: FoldedText, from start: Int) -> Int {
    var end = start
    scan: while end - start < 40 {
      switch alphabet.kind(text[end]) {
      case .arabicDigit, .chineseDigit, .formalDigit, .scale, .formalScale, .tens: end += 1
      default: break scan
      }
    }
    return end
  }

  private func startsVague(_ text: FoldedText, at i: Int) -> Bool {
    let next = text[i + 1]
    guard alphabet.kind(next) == .scale else { return false }
    // 人数百余 is the number of people and then 百余; 几 has no such words.
    return text[i] == "几" || !NumeralContext.nounsInNumber.contains(text[i - 1])
  }

  private func digitRun(_ text: FoldedText, from start: Int) -> Int {
    let kind = alphabet.kind(text[start])
    var end = start + 1
    // No number has as many; the bound keeps reading linear on any text.
    while end - start < 40, alphabet.kind(text[end]) == kind || (text[end] == "零" && kind == .formalDigit),
      text[end] != "两", text[end] != "俩"
    {
      end += 1
    }
    return end
  }

  /// Puts a run of Chinese digits; false where it makes no number.
  private func put(_ text: FoldedText, _ run: Range<Int>, in sum: inout NumeralSum, form: inout Numeral.Form) -> Bool {
    var start = run.lowerBound
    while start < run.upperBound - 1, alphabet.value(text[start]) == 0, !sum.isEmpty { start += 1 }
    if start > run.lowerBound { sum.sawZero = true }
    let digits = run.upperBound - start
    let first = alphabet.value(text[start])
    if digits == 1 {
      if first == 0, !sum.isEmpty {
        sum.sawZero = true
      } else {
        sum.put(ExactDecimal(Int128(first)), nil, digits: 1)
      }
      return true
    }
    if digits == 2, first > 0 {
      let second = alphabet.value(text[start + 1])
      if second == first + 1 || (first == 3 && second == 5) {
        form.insert(.pair)
        sum.put(ExactDecimal(Int128(first)), ExactDecimal(Int128(second)), digits: 1)
        return true
      }
    }
    // 三零万二零千 is read out digit by digit throughout.
    guard sum.isEmpty || form.contains(.digitString), digits <= 30 else { return false }
    var value: Int128 = 0
    for k in start..<run.upperBound { value = value * 10 + Int128(alphabet.value(text[k])) }
    form.insert(.digitString)
    sum.put(ExactDecimal(value), nil, digits: digits)
    return true
  }

  /// Reads 点五 after a Chinese number; nil where it is no decimal, as in 八点三十.
  private func chineseFraction(
    _ text: FoldedText, at point: Int, into sum: inout NumeralSum, form: inout Numeral.Form
  ) -> Int? {
    let isSpoken = readsSpokenPoints && !form.contains(.grouped)
    guard isSpoken || !form.contains(.arabic), !form.contains(.fraction), !sum.isEmpty || sum.hasPending else {
      return nil
    }
    var end = point + 1
    var value: Int128 = 0
    var hasArabic = form.contains(.arabic)
    while alphabet.kind(text[end]) == .chineseDigit || alphabet.kind(text[end]) == .formalDigit
      || (isSpoken && text[end].isASCIIDigit), text[end] != "两", end - point <= 20
    {
      if text[end].isASCIIDigit { hasArabic = true }
      value = value * 10 + Int128(alphabet.value(text[end]))
      end += 1
    }
    let next = text[end]
    // Beside 0…9 one digit at most is a fraction (8点5), two are minutes (8点30), unless nothing is before 点 (零点77).
    if hasArabic, end > point + 2, form.contains(.arabic) { return nil }
    guard end > point + 1, next != "十", next != "刻",
      next != "分" || text[end + 1] == "之" || text[end + 1] == "钟" || (hasArabic && text[end + 1].endsClause),
      let total = sum.total(),
      let low = ExactDecimal.sum(total.low, ExactDecimal(value, exponent: point + 1 - end))
    else { return nil }
    sum = NumeralSum()
    sum.put(low, nil, digits: 2)
    form.insert(.fraction)
    return end
  }

  /// A number in 0…9 with groups and a fraction.
  private struct Literal {
    var value: ExactDecimal
    var end: Int
    var digits: Int
    var form: Numeral.Form
  }

  private func arabic(_ text: FoldedText, at start: Int) -> Literal? {
    var form: Numeral.Form = []
    var value: Int128 = 0
    var digits = 0
    var i = start
    func read() {
      while text[i].isASCIIDigit {
        if digits < 30 { value = value * 10 + Int128(text[i].value - 48) }
        digits += 1
        i += 1
      }
    }
    read()
    if digits <= 3 {
      while isGroup(text, at: i) {
        i += 1
        read()
        form.insert(.grouped)
      }
    }
    var exponent = 0
    if text[i] == ".", text[i + 1].isASCIIDigit {
      let whole = digits
      i += 1
      read()
      exponent = whole - digits
      form.insert(.fraction)
      // 2025.3.31 and 10.0.0.1 are names.
      while text[i] == ".", text[i + 1].isASCIIDigit {
        i += 1
        read()
        form.insert(.malformed)
      }
    }
    if digits > 30 { form.insert(.malformed) }
    return Literal(value: ExactDecimal(value, exponent: exponent), end: i, digits: digits, form: form)
  }

  /// Whether a separator and exactly three digits stand at `i`; a comma before any other count of digits parts clauses.
  private func isGroup(_ text: FoldedText, at i: Int) -> Bool {
    let separator = text[i]
    guard separator == "," || separator == "\u{A0}" || separator == "\u{2009}" || separator == "\u{202F}" else {
      return false
    }
    return text[i + 1].isASCIIDigit && text[i + 2].isASCIIDigit && text[i + 3].isASCIIDigit && !text[i + 4].isASCIIDigit
  }
}
