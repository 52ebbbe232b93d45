/// Reads one period where it may begin.
struct PeriodParser {
  let text: FoldedText
  let reference: CalendarDate?
  let scanner = NumeralScanner()
  let alphabet = NumeralAlphabet.shared

  init(text: FoldedText, reference: CalendarDate?) {
    self.text = text
    self.reference = reference
  }

  /// The period that begins at `start`, as long as it gets, and where it ends.
  ///
  /// `inherited` is the year named right before.
  func period(at start: Int, inherited: Int?) -> (CalendarPeriod, Int)? {
    if let found = plan(at: start) { return found }
    if alphabet.kind(text[start]) == .arabicDigit || alphabet.kind(text[start]) == .chineseDigit || text[start] == "十" {
      // Most numbers are no part of a date, and what follows them shows it.
      guard let numeral = scanner.scan(text, at: start) else { return nil }
      let next = text[text.skippingBlanks(numeral.range.upperBound)]
      guard Self.afterNumbers.contains(next) || numeral.form.contains(.fraction) else { return nil }
      if let found = counted(at: start) { return found }
    } else if let found = state(at: start) ?? lookingBack(at: start) ?? observance(at: start) {
      return found
    }
    guard let (first, firstEnd) = unit(at: start, year: inherited) ?? leftEnd(at: start, year: inherited) else {
      return nil
    }
    var (last, end) = (first, firstEnd)
    if case .year(let year) = first, text[firstEnd] == "前",
      let (right, rightEnd) = countedQuarters(at: firstEnd + 1, year: year)
    {
      return (.span(.month(year, 1), right), rightEnd)
    }
    if let (right, rightEnd) = rightEnd(after: firstEnd, of: first) { (last, end) = (right, rightEnd) }
    for word in ["以来", "至今"] as [StaticString] where text.has(word, at: end) && first == last {
      return (.since(first), end + 2)
    }
    return (.span(first, last), end)
  }

  private static let afterNumbers: ScalarSet = "年月季个-—–~至到./−―"

  /// Where the search goes on after a number that begins no period, so that none is found inside it.
  func afterNumber(at start: Int) -> Int {
    guard text[start].isASCIIDigit else { return start + 1 }
    var i = start
    while text[i].isASCIIDigit || (text[i] == "." || text[i] == ",") && text[i + 1].isASCIIDigit { i += 1 }
    return i
  }

  // MARK: - Units of the calendar

  /// A year, half, quarter, month or day at `start`.
  func unit(at start: Int, year inherited: Int?) -> (CalendarUnit, Int)? {
    if let found = numericDate(at: start) { return found }
    if let (year, end) = yearName(at: start) {
      var next = text.skippingBlanks(end)
      if text[next] == "的" { next += 1 }
      if let part = part(at: next, year: year) ?? leftEnd(at: next, year: year) { return part }
      if text.has("全年", at: next) { return (.year(year), next + 2) }
      if text[end] == "底" || text[end] == "末" { return (.day(CalendarUnit.year(year).lastDay), end + 1) }
      if text.has("年初", at: end) { return (.month(year, 1), end + 2) }
      if text.has("年底", at: end) || text.has("年末", at: end) { return (.day(CalendarUnit.year(year).lastDay), end + 2) }
      return (.year(year), text[end] == "度" ? end + 1 : end)
    }
    guard let year = inherited ?? reference?.year else { return nil }
    if text.has("年底", at: start) || text.has("年末", at: start) {
      return (.day(CalendarUnit.year(year).lastDay), start + 2)
    }
    return part(at: start, year: year)
  }

  /// 2025-04-22, 2025.4.22, 2025/4/22.
  private func numericDate(at start: Int) -> (CalendarUnit, Int)? {
    guard text[start + 3].isASCIIDigit, text[start + 5].isASCIIDigit, text[start].isASCIIDigit,
      !text[start - 1].isASCIIDigit
    else { return nil }
    var numbers: [Int] = []
    var i = start
    var separator: Unicode.Scalar = "\0"
    while true {
      var value = 0
      let from = i
      while text[i].isASCIIDigit, i - from < 5 {
        value = value * 10 + Int(text[i].value - 48)
        i += 1
      }
      guard i - from == (numbers.isEmpty ? 4 : i - from), i > from, i - from <= 4 else { return nil }
      numbers.append(value)
      if numbers.count == 3 { break }
      guard text[i] == "-" || text[i] == "." || text[i] == "/", separator == "\0" || text[i] == separator else {
        return nil
      }
      separator = text[i]
      i += 1
    }
    guard !text[i].isASCIIDigit, let date = Self.date(numbers[0], numbers[1], numbers[2]) else { return nil }
    return (.day(date), i)
  }

  /// 2025年, 二〇二五年, 今年, 去年.
  private func yearName(at start: Int) -> (Int, Int)? {
    if let reference {
      for (word, offset) in Self.relativeYears where text.has(word, at: start) {
        return (reference.year + offset, start + word.scalarCount)
      }
    }
    guard let numeral = scanner.scan(text, at: start) else { return nil }
    let end = text.skippingBlanks(numeral.range.upperBound)
    guard text[end] == "年" else { return nil }
    if let year = Self.year(numeral) { return (year, end + 1) }
    // 98年4月: two digits name a year only where a part of it follows.
    guard numeral.range.count == 2, numeral.form == .arabic, !text[start - 1].isASCIIDigit,
      let short = Self.small(numeral),
      part(at: end + 1, year: 2000) != nil
    else { return nil }
    return (short < 50 ? 2000 + short : 1900 + short, end + 1)
  }

  private static let relativeYears: [(StaticString, Int)] = [
    ("本年度", 0), ("今年", 0), ("本年", 0), ("上年度", -1), ("去年", -1), ("上年", -1), ("前年", -2), ("明年", 1), ("来年", 1),
    ("上一年", -1), ("下一年", 1),
  ]

  /// A part of `year`: 上半年, 第三季度, 前三季度, 4月, 4月22日, 5月中旬.
  private func part(at start: Int, year: Int) -> (CalendarUnit, Int)? {
    if text.has("上半年", at: start) { return (.half(year, 1), start + 3) }
    if text.has("下半年", at: start) { return (.half(year, 2), start + 3) }
    let i = text[start] == "第" ? start + 1 : start
    guard let numeral = scanner.scan(text, at: i), let number = Self.small(numeral) else { return nil }
    let end = text.skippingBlanks(numeral.range.upperBound)
    if text.has("季度", at: end), (1...4).contains(number) { return (.quarter(year, number), end + 2) }
    guard i == start, text[end] == "月", (1...12).contains(number), !text[start - 1].isASCIIDigit else { return nil }
    var after = end + 1
    let day = text.skippingBlanks(after)
    if let dayNumeral = scanner.scan(text, at: day) {
      let dayEnd = text.skippingBlanks(dayNumeral.range.upperBound)
      if let day = Self.small(dayNumeral), text[dayEnd] == "日" || text[dayEnd] == "号" || isBareDay(dayNumeral),
        let date = Self.date(year, number, day)
      {
        return (.day(date), text[dayEnd] == "日" || text[dayEnd] == "号" ? dayEnd + 1 : dayNumeral.range.upperBound)
      }
      // 三月三 is a festival.
      if numeral.form.contains(.chinese), dayNumeral.form.contains(.chinese), !isConnector(text[dayEnd]) { return nil }
    }
    if text[after] == "份" { after += 1 }
    if text[after] == "底" || text[after] == "末" || text[after] == "初" { after += 1 }
    return (.month(year, number), after)
  }

  /// The left end of 3月1-5日.
  private func isBareDay(_ numeral: Numeral) -> Bool {
    guard isConnector(text[numeral.range.upperBound]), let right = scanner.scan(text, at: numeral.range.upperBound + 1)
    else {
      return false
    }
    return text[right.range.upperBound] == "日" || text[right.range.upperBound] == "号"
  }

  // MARK: - From … to

  private func isConnector(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "—", "–", "~", "至", "到", "－", "―", "−": true
    default: false
    }
  }

  /// A left end that takes its unit from the right one: 1 of 1-6月, 2021 of 2021-2025年, 前三 of 前三季度.
  private func leftEnd(at start: Int, year inherited: Int?) -> (CalendarUnit, Int)? {
    let previous = text[start - 1]
    guard !previous.isASCIIDigit, previous != ".", previous != "-" else { return nil }
    if text[start] == "前", let year = inherited ?? reference?.year { return firstOfMany(at: start + 1, year: year) }
    guard let numeral = scanner.scan(text, at: start), isConnector(text[numeral.range.upperBound]) else { return nil }
    let end = numeral.range.upperBound
    let right = text.skippingBlanks(text[end + 1] == text[end] ? end + 2 : end + 1)
    if let first = Self.year(numeral) {
      guard let other = scanner.scan(text, at: right), let last = Self.year(other), first < last else { return nil }
      let next = text[text.skippingBlanks(other.range.upperBound)]
      return next == "年" || !next.isHan && !next.isASCIIDigit && next != "-" ? (.year(first), end) : nil
    }
    guard let year = inherited ?? reference?.year, let number = Self.small(numeral),
      let (last, _) = part(at: right, year: year)
    else { return nil }
    switch last {
    case .month where (1...12).contains(number): return (.month(year, number), end)
    case .quarter where (1...4).contains(number): return (.quarter(year, number), end)
    default: return nil
    }
  }

  /// 三季度 of 前三季度, which begins with the first.
  private func firstOfMany(at start: Int, year: Int) -> (CalendarUnit, Int)? {
    guard let numeral = scanner.scan(text, at: start), let number = Self.small(numeral), (1...4).contains(number) else {
      return nil
    }
    let end = numeral.range.upperBound
    return text.has("季度", at: end) || text.has("个季度", at: end) ? (.month(year, 1), start - 1) : nil
  }

  /// The right end of a span that begins with `first`, and where it ends.
  private func rightEnd(after end: Int, of first: CalendarUnit) -> (CalendarUnit, Int)? {
    if text[end] == "前", let (last, after) = countedQuarters(at: end + 1, year: first.year) { return (last, after) }
    guard isConnector(text[end]) else { return nil }
    let start = text.skippingBlanks(text[end + 1] == text[end] ? end + 2 : end + 1)
    if case .year(let from) = first, let numeral = scanner.scan(text, at: start), let to = Self.year(numeral), from < to
    {
      let after = text.skippingBlanks(numeral.range.upperBound)
      guard text[after] == "年" else { return (.year(to), numeral.range.upperBound) }
      // 2024年8月至2025年3月 ends with a month.
      if part(at: after + 1, year: to) == nil { return (.year(to), text[after + 1] == "度" ? after + 2 : after + 1) }
    }
    if case .day(let date) = first, let numeral = scanner.scan(text, at: start), let day = Self.small(numeral),
      text[numeral.range.upperBound] == "日" || text[numeral.range.upperBound] == "号",
      let last = Self.date(date.year, date.month, day), date < last
    {
      return (.day(last), numeral.range.upperBound + 1)
    }
    guard let (last, after) = unit(at: start, year: first.year), first.firstDay < last.firstDay else { return nil }
    switch (first, last) {
    case (.year, .year), (.half, .half), (.quarter, .quarter), (.month, .month), (.day, .day): return (last, after)
    default: return (.day(last.lastDay), after)
    }
  }

  private func countedQuarters(at start: Int, year: Int) -> (CalendarUnit, Int)? {
    guard let numeral = scanner.scan(text, at: start), let number = Self.small(numeral), (1...4).contains(number) else {
      return nil
    }
    let end = numeral.range.upperBound
    if text.has("季度", at: end) { return (.month(year, number * 3), end + 2) }
    return text.has("个季度", at: end) ? (.month(year, number * 3), end + 3) : nil
  }

  // MARK: - Numbers

  /// A whole number below 100.
  static func small(_ numeral: Numeral) -> Int? {
    guard numeral.low == numeral.high, !numeral.form.contains(.malformed), numeral.low.exponent >= 0 else { return nil }
    let value = numeral.low.double
    return value >= 0 && value < 100 ? Int(value) : nil
  }

  /// A year written with four digits.
  static func year(_ numeral: Numeral) -> Int? {
    guard numeral.range.count == 4, !numeral.form.contains(.scaled), !numeral.form.contains(.fraction) else {
      return nil
    }
    let value = Int(numeral.low.double)
    return (1900...2100).contains(value) ? value : nil
  }

  static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
    guard (1...12).contains(month), day >= 1, day <= CalendarDate.days(inMonth: month, of: year) else { return nil }
    return CalendarDate(year: year, month: month, day: day)
  }
}
