/// A number with its unit: a percentage, money, a measure, a duration, an age.
struct CaseTyped {
  var type: String
  var end: Int
  var low: ExactDecimal
  var high: ExactDecimal
  /// What the value is multiplied with for each way to state it: as written, in the base unit.
  var forms: [ExactDecimal] = [ExactDecimal(1)]
  /// The unit of a duration in the case format.
  var durationUnit: String?
  /// The whole seconds of a duration of several parts.
  var seconds: ExactDecimal?
  /// Where it begins, if a word before the number belongs to it.
  var start: Int?
}

extension CaseFigures {
  mutating func emit(_ reading: CaseTyped, from start: Int, _ number: CaseNumber) {
    let range = (reading.start ?? start)..<reading.end
    for form in reading.forms {
      guard let low = ExactDecimal.product(reading.low, form), let high = ExactDecimal.product(reading.high, form)
      else {
        continue
      }
      if let unit = reading.durationUnit {
        if let seconds = reading.seconds {
          add(range, reading.type, .duration(seconds.decimal, unit: "s"))
        } else {
          add(range, reading.type, .duration(low.decimal, unit: unit))
        }
      } else {
        add(range, reading.type, .number(low.decimal))
      }
      if low < high { add(range, reading.type + "_range", .range(low: low.decimal, high: high.decimal)) }
      if reading.type == "money" { addBlur(number, low, high, range) }
    }
  }

  /// The round amounts that a vague one lies between: 150余万元 below 160万, 几百元 from 100 to 1000, 二十几元 from 20 to 30.
  private mutating func addBlur(_ number: CaseNumber, _ low: ExactDecimal, _ high: ExactDecimal, _ range: Range<Int>) {
    if number.numeral.form.contains(.vague), let spread = VagueSpread(low: low, high: high) {
      add(range, "money_range", .range(low: spread.floor.decimal, high: spread.ceiling.decimal))
      add(range, "money", .number(spread.floor.decimal))
    } else if low == high, number.numeral.form.contains(.vague) || isVague(number.range.upperBound) {
      let step = ExactDecimal(1, exponent: low.withoutTrailingZeros.exponent)
      guard let next = ExactDecimal.sum(low, step) else { return }
      add(range, "money_range", .range(low: low.decimal, high: next.decimal))
    }
  }

  /// The readings of the number with the unit after it.
  func typed(_ number: CaseNumber) -> [CaseTyped] {
    var found: [CaseTyped] = []
    if let reading = counted(number) { found.append(reading) }
    if let reading = measured(number, from: number.range.upperBound) {
      found.append(reading)
    } else if number.digitsEnd < number.range.upperBound {
      // 3000M: the letter is no 百万 but a unit.
      var bare = number
      let power = ExactDecimal(1).scaled(by: -number.trailingScale)
      bare.low = ExactDecimal.product(number.low, power) ?? number.low
      bare.high = ExactDecimal.product(number.high, power) ?? number.high
      if let reading = measured(bare, from: number.digitsEnd) { found.append(reading) }
      if number.trailingScale <= 4 {
        found.append(CaseTyped(type: "money", end: number.range.upperBound, low: number.low, high: number.high))
      }
    }
    return found
  }

  /// Percentages, shares, multiples, ages: units that reports have too.
  private func counted(_ number: CaseNumber) -> CaseTyped? {
    guard let unit = units.unit(text, after: number.range.upperBound, apart: true) else { return nil }
    var reading = CaseTyped(
      type: "", end: unit.end, low: number.low.scaled(by: unit.scale), high: number.high.scaled(by: unit.scale))
    switch unit.unit.kind {
    case .percent:
      reading.type = "percent"
      reading.low = reading.low.scaled(by: unit.unit.name == "‰" ? -1 : 0)
      reading.high = reading.low
    case .points: reading.type = "percent"
    case .tenths:
      guard !NumeralContext.wordsWithShare.contains(text[unit.end]) else { return nil }
      reading.type = "percent"
      (reading.low, reading.high) = (reading.low.scaled(by: 1), reading.high.scaled(by: 1))
      // 六成五 is 65 %, 两成半 25 %.
      if text[unit.end] == "半" {
        reading.low = ExactDecimal.sum(reading.low, ExactDecimal(5)) ?? reading.low
        (reading.high, reading.end) = (reading.low, unit.end + 1)
      } else if alphabet.kind(text[unit.end]) == .chineseDigit {
        let digit = ExactDecimal(Int128(alphabet.value(text[unit.end])))
        reading.low = ExactDecimal.sum(reading.low, digit) ?? reading.low
        (reading.high, reading.end) = (reading.low, unit.end + 1)
      }
    case .multiple:
      guard unit.unit.name != "折" else { return nil }
      reading.type = "multiple"
    case .age:
      reading.type = "age"
      addHalf(&reading)
    case .score:
      let next = text[unit.end]
      guard !next.isHan || next == "以" || next == "之" || next == "左" else { return nil }
      reading.type = "rating"
    default: return nil
    }
    return reading
  }

  func addHalf(_ reading: inout CaseTyped) {
    let half = ExactDecimal(reading.low < .zero ? -5 : 5, exponent: -1)
    guard text[reading.end] == "半", let low = ExactDecimal.sum(reading.low, half) else { return }
    (reading.low, reading.high, reading.end) = (low, low, reading.end + 1)
  }

  /// Measures, money, temperatures and durations.
  private func measured(_ number: CaseNumber, from end: Int) -> CaseTyped? {
    var i = end
    var reading = CaseTyped(type: "", end: end, low: number.low, high: number.high)
    func skipVague() {
      if text[i] == "余" || text[i] == "多" || text[i] == "来" { i += 1 }
    }
    skipVague()
    i = text.skippingBlanks(i)
    guard i - end <= 3 else { return nil }
    // 30 万元, 两个亿卢布, 1万(含)元.
    let scaled = text[i] == "个" ? i + 1 : i
    var scale = 0
    var j = scaled
    while alphabet.kind(text[j]) == .scale, alphabet.value(text[j]) >= 4 {
      scale += alphabet.value(text[j])
      j += 1
    }
    if scale > 0 {
      i = j
      (reading.low, reading.high) = (reading.low.scaled(by: scale), reading.high.scaled(by: scale))
    }
    skipVague()
    if text.has("(含)", at: i) { i += 3 }
    // 两个半小时, 个半月.
    var half = false
    if text[i] == "半" || (text[i] == "个" && text[i + 1] == "半") || (text[i] == "分" && text[i + 1] == "半") {
      let unit = text[i] == "半" ? i + 1 : i + 2
      if text[i] == "分" {
        let isMinute = text[unit] == "钟" || !text[unit].isHan
        guard isMinute else { return nil }
        return duration(&reading, "min", text[unit] == "钟" ? unit + 1 : unit, half: true)
      }
      if text[i] == "个" {
        if let named = measures.unit(text, at: unit), case .duration(let code, _) = named.measure {
          return duration(&reading, code, named.end, half: true)
        }
        if text[unit] == "月" { return duration(&reading, "mo", unit + 1, half: true) }
        if !text[unit].isHan, isOpen {
          reading.type = "money"
          reading.end = unit - 1
          addHalf(&reading)
          return reading
        }
      }
      half = text[i] == "半"
      if half, let named = measures.unit(text, at: unit), case .duration(let code, _) = named.measure {
        return duration(&reading, code, named.end, half: true)
      }
      return nil
    }
    guard let (measure, unitEnd) = measures.unit(text, at: i) else {
      if units.unit(text, after: i, apart: false) == nil, let foreign = measures.foreignCurrency(text, at: i) {
        (reading.type, reading.end) = ("money", foreign)
        return reading
      }
      return coins(&reading, at: i, number) ?? minutes(&reading, at: i)
    }
    reading.end = unitEnd
    switch measure {
    case .temperature: return temperature(&reading, number)
    case .money:
      reading.type = "money"
      addHalf(&reading)
      addCoins(&reading)
      if text[reading.end] == "钱" { reading.end += 1 }
      if text.has("RMB", at: reading.end) || text.has("CNY", at: reading.end) { reading.end += 3 }
      return reading
    case .coin(let power):
      if power == -2, let minutes = minutes(&reading, at: i) { return minutes }
      reading.type = "money"
      (reading.low, reading.high) = (reading.low.scaled(by: power), reading.high.scaled(by: power))
      addCoins(&reading, below: power)
      if text[reading.end] == "钱" { reading.end += 1 }
      // Some count coins by themselves.
      reading.forms.append(ExactDecimal(100))
      return reading
    case .duration(let code, let factor):
      if text[unitEnd] == "大", let age = age(reading, unitEnd) { return age }
      (reading.low, reading.high) = (
        ExactDecimal.product(reading.low, factor) ?? reading.low,
        ExactDecimal.product(reading.high, factor) ?? reading.high
      )
      return duration(&reading, code, unitEnd, half: false)
    case .dimension(let factor): return dimension(&reading, factor, number, unitStart: i)
    case .volume(let factor): return dimension(&reading, factor, number, unitStart: i)
    }
  }

  // MARK: - Money

  /// 三个一毫四, 个九: 个 for 元, where the case is an amount.
  private func coins(_ reading: inout CaseTyped, at i: Int, _ number: CaseNumber) -> CaseTyped? {
    guard isOpen, text[i] == "个", alphabet.kind(text[i + 1]) == .chineseDigit else { return nil }
    reading.type = "money"
    reading.end = i + 1
    addCoins(&reading)
    return reading.end > i + 1 ? reading : nil
  }

  /// Adds 角 and 分 after an amount: 三块四分, 五元六角七, 五块六.
  private func addCoins(_ reading: inout CaseTyped, below whole: Int = 0) {
    let scanner = NumeralScanner()
    for power in [-1, -2] where power < whole {
      let digit = text[reading.end] == "零" ? reading.end + 1 : reading.end
      guard let part = scanner.scan(text, at: digit), part.low < ExactDecimal(10), part.low == part.high else { return }
      let after = part.range.upperBound
      var unit = 0
      var end = after
      if let (measure, unitEnd) = measures.unit(text, at: after), case .coin(let coin) = measure {
        (unit, end) = (coin, unitEnd)
      } else if part.form == .chinese, part.range.count == 1,
        !text[after].isHan || text.has("到", at: after)
          || text.has("至", at: after) || text.has("钱", at: after)
      {
        unit = power
      } else {
        return
      }
      guard unit <= power, text[end] != "之", let sum = ExactDecimal.sum(reading.low, part.low.scaled(by: unit)) else {
        return
      }
      (reading.low, reading.high, reading.end) = (sum, sum, end)
      if unit == -2 { return }
    }
  }

  // MARK: - Measures

  private func dimension(
    _ reading: inout CaseTyped, _ factor: ExactDecimal?, _ number: CaseNumber, unitStart: Int
  ) -> CaseTyped {
    reading.type = "dimension"
    if let factor, factor != ExactDecimal(1) { reading.forms.append(factor) }
    // 三千比特 is three kilobits.
    let last = number.numeral.range.upperBound - 1
    if unitStart == last + 1, text[last] == "千", !number.numeral.form.contains(.arabic),
      measures.unit(text, at: last)?.end == reading.end
    {
      reading.forms.append(ExactDecimal(1, exponent: -3))
    }
    let end = reading.end
    addHalf(&reading)
    guard reading.end == end, let part = NumeralScanner().scan(text, at: end), part.low == part.high else {
      return reading
    }
    let after = part.range.upperBound
    if part.range.count <= 2, part.form == .chinese || part.form == [.chinese, .digitString],
      !text[after].isHan || text.has("左右", at: after)
    {
      // 三米九, 一米七五.
      let sum = ExactDecimal.sum(reading.low, part.low.scaled(by: -part.range.count)) ?? reading.low
      (reading.low, reading.high, reading.end) = (sum, sum, after)
    } else if let factor, let (measure, unitEnd) = measures.unit(text, at: after),
      case .dimension(let smaller?) = measure,
      smaller < factor, let share = ExactDecimal.quotient(smaller, factor),
      let rest = ExactDecimal.product(part.low, share), let sum = ExactDecimal.sum(reading.low, rest)
    {
      // 六斤八两.
      (reading.low, reading.high, reading.end) = (sum, sum, unitEnd)
    }
    return reading
  }

  private func temperature(_ reading: inout CaseTyped, _ number: CaseNumber) -> CaseTyped {
    reading.type = "temperature"
    addHalf(&reading)
    let after = reading.end + 1
    if alphabet.kind(text[reading.end]) == .chineseDigit, !text[after].isHan {
      let tenth = ExactDecimal(Int128(alphabet.value(text[reading.end])), exponent: -1)
      reading.low = ExactDecimal.sum(reading.low, tenth) ?? reading.low
      (reading.high, reading.end) = (reading.low, after)
    }
    var start = number.range.lowerBound
    if text.has("零下", endingAt: start) {
      (reading.low, reading.high) = (reading.low.negated, reading.high.negated)
      start -= 2
    }
    for scale in ["华氏温度", "摄氏温度", "华氏", "摄氏", "开氏"] as [StaticString] where text.has(scale, endingAt: start) {
      start -= scale.scalarCount
      break
    }
    if start < number.range.lowerBound { reading.start = start }
    return reading
  }
}
