import Testing

@testable import Quantities

private func read(_ text: String, _ convention: CaseConvention, _ reference: String? = "2024-05-15T08:00:00")
  -> [String]
{
  let scalars = Array(text.unicodeScalars)
  return CaseReader().answers(
    in: Array(text.utf8), wanted: ["date", "date_period"], reference: reference.flatMap(CaseReader.reference),
    convention: convention
  ).map { answer in
    var span = ""
    span.unicodeScalars.append(contentsOf: scalars[answer.range])
    guard case .span(let start, let end) = answer.value else { return span }
    return "\(span) = \(start ?? "..")/\(end ?? "..")"
  }
}

struct CasePeriodTests {
  @Test(arguments: [
    ("三月到五月", CaseConvention.reports, "2024-03-01/2024-06-01"), ("三月到五月", .recognizers, "2024-03-01/2024-05-01"),
    ("近三年", .jionlp, "2022-01-01/2025-01-01"), ("近三年", .recognizers, "2021-05-15/2024-05-15"),
    ("后1年", .recognizers, "2024-05-16/2025-05-16"), ("后1年", .duckling, "2025-01-01/2026-01-01"),
    ("三天后", .reports, "2024-05-18/2024-05-19"), ("三天后", .duckling, "2024-05-16/2024-05-19"),
    ("两年前", .recognizers, "2022-05-15/.."), ("两年前", .duckling, "2022-01-01/2024-01-01"),
    ("下三年", .minlp, "2024-01-01/2027-01-01"), ("接下来三天", .minlp, "2024-05-15/2024-05-18"),
    ("2018年之前", .reports, "../2018-01-01"), ("2018年之前", .jionlp, "../2019-01-01"),
    ("十天以后", .jionlp, "2024-05-25/.."), ("十天以后", .reports, "2024-05-25/2024-05-26"),
  ])
  func `writes spans as the suite of a case does`(text: String, convention: CaseConvention, expected: String) {
    #expect(read(text, convention) == ["\(text) = \(expected)"])
  }

  @Test func `takes the convention from the case's id and the reports' own for others`() {
    #expect(CaseConvention(caseID: "recognizers/DateTime/Chinese/DateParser.json#3") == .recognizers)
    #expect(CaseConvention(caseID: "minlp/time/Examples.scala#9") == .minlp)
    #expect(CaseConvention(caseID: "mine/7") == .reports)
  }

  @Test(arguments: [
    ("2013-02-12T04:30:00", "2013-02-12"), ("partial:{\"year\": 2020, \"month\": 5}", "2020-05-01"),
    ("partial:{\"year\": 1837}", "1837-01-01"), ("2024-13-01", nil), ("soon", nil),
  ])
  func `reads whole and partial references`(text: String, expected: String?) {
    #expect(CaseReader.reference(text)?.iso == expected)
  }

  @Test(arguments: ["这件衣服3.5折", "比分是二十七点三", "编号202403073", "每周三例会", "以上周期"])
  func `finds no dates where there are none`(text: String) {
    #expect(read(text, .reports) == [])
  }
}
