import Testing

@testable import Quantities

/// An answer in the text it was read from, as `span = value`.
func shown(_ answer: CaseAnswer, in text: String) -> String {
  var span = ""
  span.unicodeScalars.append(contentsOf: Array(text.unicodeScalars)[answer.range])
  let value =
    switch answer.value {
    case .number(let number): number
    case .range(let low, let high): "\(low ?? "")…\(high ?? "")"
    case .span(let start, let end): "\(start ?? "..")/\(end ?? "..")"
    case .duration(let n, let unit): n + unit
    }
  return "\(span) = \(value)"
}

private func read(_ text: String, _ wanted: Set<String>) -> [String] {
  let day = CalendarDate(year: 2024, month: 5, day: 15)
  return CaseReader().answers(in: Array(text.utf8), wanted: wanted, reference: day).map { shown($0, in: text) }
}

struct CaseReaderTests {
  @Test(arguments: [
    ("一亿零五百", "number", "一亿零五百 = 100000500"), ("-3,000.5", "number", "-3,000.5 = -3000.5"),
    ("负十二", "number", "负十二 = -12"),
    ("8 万3 千", "number", "8 万3 千 = 83000"), ("十万万", "number", "十万万 = 1000000000"), ("一千零十", "number", "一千零十 = 1010"),
    ("四分之一", "number", "四分之一 = 0.25"), ("百分之十二", "percent", "百分之十二 = 12"), ("千分之五", "percent", "千分之五 = 0.5"),
    ("七折", "percent", "七折 = 70"), ("六成", "percent", "六成 = 60"), ("八块三毛", "money", "八块三毛 = 8.3"),
    ("$40", "money", "$40 = 40"),
    ("3到5万元", "money_range", "3到5万元 = 30000…50000"), ("大于5小于9", "number_range", "大于5小于9 = 5…9"),
    ("不少于7", "number_range", "不少于7 = 7…"),
    ("第十二", "ordinal", "第十二 = 12"), ("两小时十分", "duration", "两小时十分 = 7800s"), ("半年", "duration", "半年 = 0.5y"),
    ("明天", "date", "明天 = 2024-05-16/2024-05-17"), ("上周五", "date", "上周五 = 2024-05-10/2024-05-11"),
    ("98年4月", "date_period", "98年4月 = 1998-04-01/1998-05-01"), ("下个月", "date_period", "下个月 = 2024-06-01/2024-07-01"),
  ])
  func `answers with spans in code points and the wanted type`(text: String, type: String, expected: String) {
    #expect(read(text, [type]) == [expected])
  }

  @Test func `answers with all types when none is named`() {
    #expect(Set(read("30元", [])) == ["30 = 30", "30元 = 30"])
  }
}
