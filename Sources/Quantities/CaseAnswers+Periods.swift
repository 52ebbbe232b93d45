/// How a suite of third-party cases writes spans of time.
///
/// The suites contradict each other, so no single reading can answer them all. ``PeriodReader`` reads as reports need it; what
/// differs from that in a suite's answers is written here and nowhere else:
///
/// | words | reports | Recognizers | Duckling | MiNLP | JioNLP |
/// |---|---|---|---|---|---|
/// | 三月到五月 | ends with May | ends as May begins | with May | with May | with May |
/// | 近三年, 后1年 | whole years | counted to the day | whole years | from today | whole years |
/// | 三天后 | that day | that day | the three days | that day | that day |
/// | 下三年 | after this year | to the day | after this year | with this year | after this year |
/// | 2018年之前 | ends before 2018 | before 2018 | before 2018 | before 2018 | ends with 2018 |
/// | 十天以后 | that day | from that day | the ten days | that day | from that day |
public enum CaseConvention: String, Sendable, Hashable, CaseIterable {
  case reports, recognizers, duckling, minlp, jionlp

  /// The convention of the suite that a case's `id` begins with, as `recognizers/DateTime/…#3`.
  public init(caseID id: String) {
    self = CaseConvention(rawValue: String(id.prefix { $0 != "/" })) ?? .reports
  }
}

extension CaseReader {
  /// The day that a case's `ref` names, as `2013-02-12T04:30:00` or `partial:{"year": 2020, "month": 5}`.
  ///
  /// What a partial one leaves out is its first month or day; nil where there is no year.
  public static func reference(_ text: String) -> CalendarDate? {
    var numbers: [Int] = []
    for part in text.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).prefix(3) {
      guard let number = Int(part) else { break }
      numbers.append(number)
    }
    guard let year = numbers.first, (1...9999).contains(year) else { return nil }
    let month = numbers.count > 1 ? numbers[1] : 1
    let day = numbers.count > 2 ? numbers[2] : 1
    return PeriodParser.date(year, month, day)
  }

  func periodAnswers(in text: FoldedText, reference: CalendarDate?, convention: CaseConvention) -> [CaseAnswer] {
    // Without a reference the values are not asked for, only where the mentions stand.
    let anchor = reference ?? CalendarDate(year: 2000, month: 1, day: 1)
    return PeriodReader(.general).spans(in: text, reference: anchor).compactMap { range, period in
      let (first, last) = ends(of: period, convention)
      var type = "date_period"
      if case .span(let extent) = period, extent.day != nil { type = "date" }
      return CaseAnswer(range: range, type: type, value: .span(start: first?.iso, end: last?.iso))
    }
  }

  /// The first day and the day after the last; nil where an end is open.
  private func ends(of period: CalendarPeriod, _ convention: CaseConvention) -> (CalendarDate?, CalendarDate?) {
    switch period {
    case .span(let extent): return (extent.first.firstDay, extent.last.lastDay.adding(days: 1))
    case .fromTo(let left, let right):
      let end = right.last.lastDay.adding(days: 1)
      return (left.first.firstDay, convention == .recognizers ? right.first.firstDay : end)
    case .asOf(let date): return (nil, convention == .recognizers ? date : date.adding(days: 1))
    case .since(let unit): return (unit.firstDay, nil)
    case .before(let unit): return (nil, convention == .jionlp ? unit.lastDay.adding(days: 1) : unit.firstDay)
    case .after(let unit):
      if case .day(let date) = unit, convention == .recognizers { return (date, nil) }
      return (unit.next.firstDay, nil)
    case .counted(let span): return ends(of: span, convention)
    }
  }

  private func ends(of span: CountedSpan, _ convention: CaseConvention) -> (CalendarDate?, CalendarDate?) {
    let (today, n) = (span.reference, span.count)
    switch (convention, span.form) {
    case (.recognizers, .recent), (.recognizers, .past): return (span.shifted(by: -n), today)
    case (.recognizers, .coming): return (today.adding(days: 1), span.shifted(by: n).adding(days: 1))
    case (.recognizers, .ago): return (span.shifted(by: -n), nil)
    case (.recognizers, .ahead): return (span.shifted(by: n), nil)
    case (.duckling, .ago): return (span.unit(-n).first.firstDay, span.unit(0).first.firstDay)
    case (.duckling, .ahead): return (span.unit(1).first.firstDay, span.unit(n).last.lastDay.adding(days: 1))
    case (.minlp, .coming) where span.grain != .day && span.isWhole:
      return (span.unit(0).first.firstDay, span.unit(n).first.firstDay)
    case (.minlp, .coming), (.minlp, .recent): return (today, span.shifted(by: n))
    case (.jionlp, .ago) where span.isOpen: return (nil, span.unit(-n).last.lastDay.adding(days: 1))
    case (.jionlp, .ahead) where span.isOpen: return (span.unit(n).first.firstDay, nil)
    case (.jionlp, .within): return (today, span.shifted(by: n).adding(days: 1))
    default: return (span.extent.first.firstDay, span.extent.last.lastDay.adding(days: 1))
    }
  }
}
