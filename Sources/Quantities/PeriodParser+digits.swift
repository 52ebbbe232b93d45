/// Dates in digits.
extension PeriodParser {
  /// 2025-04-22, 2025.4.22, 2025/4/22; in any text also 2025 04 22, 20250422, 4/22/2025, 22-4-2025 and 25-4-22.
  func fullDate(at start: Int) -> (Extent, Int)? {
    guard text[start].isASCIIDigit, !text[start - 1].isASCIIDigit else { return nil }
    guard register == .general || text[start + 3].isASCIIDigit && text[start + 5].isASCIIDigit else { return nil }
    guard let parts = digitParts(at: start) else { return nil }
    if parts.count == 1, parts[0].digits == 8, register == .general, !text[parts[0].end].isASCIIDigit {
      let value = parts[0].value
      return Self.date(value / 10_000, value / 100 % 100, value % 100).flatMap {
        (1900...2100).contains($0.year) ? (Extent(.day($0)), parts[0].end) : nil
      }
    }
    guard parts.count == 3, !text[parts[2].end].isASCIIDigit else { return nil }
    let (a, b, c) = (parts[0], parts[1], parts[2])
    let date: CalendarDate?
    if a.digits == 4, b.digits < 3, c.digits < 3 {
      date = Self.date(a.value, b.value, c.value)
    } else if register == .general, a.digits < 3, b.digits < 3,
      c.digits == 4 || c.digits == 2 || a.digits == 2 && c.digits == 1
    {
      // The year is the part with four digits, else the only one with two; it stands last unless it can only be first.
      let isFirst = c.digits < 2
      let year = isFirst ? a : c
      let full = year.digits == 4 ? year.value : year.value < 50 ? 2000 + year.value : 1900 + year.value
      let isMonthFirst = isFirst || text[a.end] == "/"
      let (first, second) = isFirst ? (b.value, c.value) : (a.value, b.value)
      date =
        isMonthFirst
        ? Self.date(full, first, second) ?? Self.date(full, second, first)
        : Self.date(full, second, first) ?? Self.date(full, first, second)
    } else {
      date = nil
    }
    return date.map { (Extent(.day($0)), c.end) }
  }

  /// Up to three numbers with the same sign between them.
  private func digitParts(at start: Int) -> [(value: Int, digits: Int, end: Int)]? {
    var parts: [(value: Int, digits: Int, end: Int)] = []
    var i = start
    var separator: Unicode.Scalar = "\0"
    while true {
      var value = 0
      let from = i
      while text[i].isASCIIDigit, i - from < 9 {
        value = value * 10 + Int(text[i].value - 48)
        i += 1
      }
      guard i > from else { return nil }
      parts.append((value, i - from, i))
      let isSeparator =
        text[i] == "-" || text[i] == "." || text[i] == "/" || text[i] == " " && register == .general
      guard parts.count < 3, isSeparator, text[i + 1].isASCIIDigit, separator == "\0" || text[i] == separator else {
        return parts
      }
      separator = text[i]
      i += 1
    }
  }

  /// 2018, 6·30, 09-01, 2/15, 3.3: digits that stand alone and can be a year, or a month and a day.
  func bareDate(at start: Int) -> (Extent, Int)? {
    guard text[start].isASCIIDigit, !text[start - 1].isASCIIDigit, text[start - 1] != ".", text[start - 1] != "-" else {
      return nil
    }
    var i = start
    var numbers = [0, 0]
    var lengths = [0, 0]
    var separator: Unicode.Scalar = "\0"
    for k in 0..<2 {
      while text[i].isASCIIDigit, lengths[k] < 5 {
        numbers[k] = numbers[k] * 10 + Int(text[i].value - 48)
        lengths[k] += 1
        i += 1
      }
      if k == 0, lengths[0] < 3, "-/.·".unicodeScalars.contains(text[i]), text[i + 1].isASCIIDigit {
        separator = text[i]
        i += 1
      }
      if separator == "\0" { break }
    }
    if separator == "\0" {
      let isYear = lengths[0] == 4 && (1900...2100).contains(numbers[0])
      // 2018件 counts, and 2018. begins a decimal.
      guard isYear, !text[i].isASCIIDigit, text[i] != ".", text[i] != "-", text[i] != "%",
        text[i].isBlank || text[i].endsClause || text[i] == "看"
      else { return nil }
      return text[start - 1].endsClause ? (Extent(.year(numbers[0])), i) : nil
    }
    let isPadded = lengths[0] == 2 && lengths[1] == 2
    guard separator != "-" || isPadded, lengths[1] < 3, text[start - 1].endsClause, text[i].endsClause, let reference,
      let date = Self.date(reference.year, numbers[0], numbers[1])
    else { return nil }
    return (Extent(.day(date)), i)
  }
}
