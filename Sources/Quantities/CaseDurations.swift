/// Durations and ages: 两个半小时, 五分三十秒, 两年零三个月, 三周大.
extension CaseFigures {
  /// 三周大 is an age.
  func age(_ reading: CaseTyped, _ end: Int) -> CaseTyped? {
    guard text[end + 1] != "会", text[end + 1] != "幅" else { return nil }
    var age = reading
    (age.type, age.end) = ("age", end + 1)
    return age
  }

  /// 五分三十秒: 分 is a minute where seconds follow.
  func minutes(_ reading: inout CaseTyped, at i: Int) -> CaseTyped? {
    guard text[i] == "分", let rest = chain(after: i + 1), rest.seconds < ExactDecimal(60) else { return nil }
    return duration(&reading, "min", i + 1, half: false)
  }

  func duration(_ reading: inout CaseTyped, _ code: String, _ end: Int, half: Bool) -> CaseTyped {
    (reading.type, reading.durationUnit, reading.end) = ("duration", code, end)
    if half {
      reading.low = ExactDecimal.sum(reading.low, ExactDecimal(5, exponent: -1)) ?? reading.low
      reading.high = reading.low
    } else {
      addHalf(&reading)
    }
    if let rest = chain(after: reading.end), let first = Self.seconds(reading.low, code),
      let sum = ExactDecimal.sum(first, rest.seconds)
    {
      (reading.seconds, reading.end) = (sum, rest.end)
    }
    return reading
  }

  /// The smaller parts of a duration, a few at most: 20分钟 of 1小时20分钟, 零三个月 of 两年零三个月.
  func chain(after start: Int, further: Int = 8) -> (seconds: ExactDecimal, end: Int)? {
    var i = start
    while i < start + 3, "零又加余多,、".unicodeScalars.contains(text[i]) || text[i].isBlank { i += 1 }
    guard let part = NumeralScanner().scan(text, at: i), part.low == part.high, !part.form.contains(.malformed) else {
      return nil
    }
    let after = text.skippingBlanks(part.range.upperBound)
    var end = after + 1
    var code = "min"
    if let unit = measures.unit(text, at: after), case .duration(let named, let factor) = unit.measure,
      factor == ExactDecimal(1), i == start || text[start] != ","
    {
      (code, end) = (named, unit.end)
    } else if text[after] == "时" {
      code = "h"
    } else if text[after] != "分" {
      return nil
    }
    guard let seconds = Self.seconds(part.low, code) else { return nil }
    guard further > 0, let rest = chain(after: end, further: further - 1),
      let sum = ExactDecimal.sum(seconds, rest.seconds)
    else { return (seconds, end) }
    return (sum, rest.end)
  }

  private static func seconds(_ value: ExactDecimal, _ unit: String) -> ExactDecimal? {
    let length: Int128 =
      switch unit {
      case "s": 1
      case "min": 60
      case "h": 3600
      case "d": 86_400
      case "w": 604_800
      case "mo": 2_592_000
      case "q": 7_776_000
      default: 31_536_000
      }
    return ExactDecimal.product(value, ExactDecimal(length))
  }
}
