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
///
/// The suites contradict each other, and a span is answered in every form that one of them asks for:
/// - A measure as written, and in metres, grams or millilitres: 3斤 is 3 and 1500. Reports keep it as written.
/// - Coins in 元 and in 分: 2角 is 0.2 and 20. In reports they are decimals of the 元.
/// - 千 before a unit that knows it as a prefix: 三千帕 is 3000 帕 and 3 千帕.
/// - 百四, 千五: 140 and 1500, and as rates 4 % and 0.5 %. Reports have neither form.
/// - A dozen multiplies (五打 is 60); a pair is counted by pairs and by pieces (五双 is 5 and 10).
/// - 一百二十几亿 is the round number before 几 (12,000,000,000, its range open above); reports keep both ends, 121…129亿.
/// - 一一 is 11 where the whole input is a number; in running text a doubled digit is a name (九九).
/// - 10折 is no discount; 三八折 is 38 %.
public struct CaseReader: Sendable {
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
    var figures = CaseFigures(text: decoded, isOpen: wanted.isEmpty)
    var found = figures.read()
    found += periodAnswers(in: decoded, reference: reference, convention: convention)
    return found.compactMap { answer in
      guard wanted.isEmpty || wanted.contains(answer.type) else { return nil }
      var answer = answer
      answer.range = origins[answer.range.lowerBound]..<origins[answer.range.upperBound - 1] + 1
      return answer
    }
  }
}
