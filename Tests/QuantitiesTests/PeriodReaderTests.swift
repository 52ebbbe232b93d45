import Testing

@testable import Quantities

private func read(_ text: String, _ reference: CalendarDate? = CalendarDate(year: 2025, month: 6, day: 30)) -> [String]
{
  let bytes = Array(text.utf8)
  return PeriodReader().periods(in: bytes, reference: reference).map {
    String(decoding: bytes[$0.range], as: UTF8.self) + " = " + $0.period
  }
}

struct PeriodReaderTests {
  @Test(arguments: [
    ("2025年", "2025年 = 2025"), ("2024年度工作", "2024年度 = 2024"), ("２０２５年", "２０２５年 = 2025"), ("二〇二五年", "二〇二五年 = 2025"),
    ("二○二五年", "二○二五年 = 2025"), ("2023年度至2024年度", "2023年度至2024年度 = 2023/2024"),
    ("2025年上半年", "2025年上半年 = 2025-H1"), ("上半年", "上半年 = 2025-H1"), ("下半年", "下半年 = 2025-H2"),
    ("2025年第三季度", "2025年第三季度 = 2025-Q3"), ("一季度", "一季度 = 2025-Q1"), ("前三季度", "前三季度 = 2025-01/2025-09"),
    ("2024年前三季度", "2024年前三季度 = 2024-01/2024-09"), ("一至三季度", "一至三季度 = 2025-01/2025-09"),
    ("1-6月", "1-6月 = 2025-01/2025-06"), ("1—5月份", "1—5月份 = 2025-01/2025-05"), ("1至5月", "1至5月 = 2025-01/2025-05"),
    ("2024年1-6月", "2024年1-6月 = 2024-01/2024-06"), ("2024年1月至6月", "2024年1月至6月 = 2024-01/2024-06"),
    ("2021-2025年", "2021-2025年 = 2021/2025"), ("2021年至2025年", "2021年至2025年 = 2021/2025"),
    ("(2021—2025)", "2021—2025 = 2021/2025"),
    ("4月22日", "4月22日 = 2025-04-22"), ("2024年4月22日", "2024年4月22日 = 2024-04-22"), ("5月", "5月 = 2025-05"),
    ("6月底", "6月底 = 2025-06"),
    ("3月1日至5日", "3月1日至5日 = 2025-03-01/2025-03-05"), ("3月1日至4月2日", "3月1日至4月2日 = 2025-03-01/2025-04-02"),
    ("2025-03-31", "2025-03-31 = 2025-03-31"), ("去年3月", "去年3月 = 2024-03"), ("12月中旬", "12月中旬 = 2025-12-11/2025-12-20"),
  ])
  func `reads years, halves, quarters, months, days and spans of them`(text: String, expected: String) {
    #expect(read(text) == [expected])
  }

  @Test(arguments: [
    ("截至2025年底", "截至2025年底 = ../2025-12-31"), ("截至6月底", "截至6月底 = ../2025-06-30"), ("截止目前", "截止目前 = ../2025-06-30"),
    ("目前", "目前 = ../2025-06-30"), ("截至2024年", "截至2024年 = ../2024-12-31"), ("今年以来", "今年以来 = 2025/.."),
    ("2024年以来", "2024年以来 = 2024/.."), ("5月以来", "5月以来 = 2025-05/.."), ("年初以来", "年初以来 = 2025/.."),
    ("年底前", "年底前 = ../2025-12-31"),
    ("近三年", "近三年 = 2023/2025"), ("近半年", "近半年 = 2025-01/2025-06"), ("近3个月", "近3个月 = 2025-04/2025-06"),
    ("前8个月", "前8个月 = 2025-01/2025-08"), ("三年来", "三年来 = 2023/2025"), ("去年", "去年 = 2024"), ("上年", "上年 = 2024"),
    ("去年同期", "去年同期 = 2024-H1"), ("全年", "全年 = 2025"), ("2024年全年", "2024年全年 = 2024"), ("本月", "本月 = 2025-06"),
    ("“十四五”期间", "“十四五”期间 = 2021/2025"), ("十五五时期", "十五五时期 = 2026/2030"), ("明年", "明年 = 2026"),
    ("“3·15”国际消费者权益日", "“3·15” = 2025-03-15"),
  ])
  func `reads states, and spans that look back from the reference`(text: String, expected: String) {
    #expect(read(text) == [expected])
  }

  @Test func `gives a month after another month the same year`() {
    #expect(read("2024年8月和10月") == ["2024年8月 = 2024-08", "10月 = 2024-10"])
  }

  @Test func `takes no year from another clause`() {
    #expect(read("2023年12月31日,12月4日") == ["2023年12月31日 = 2023-12-31", "12月4日 = 2025-12-04"])
  }

  @Test(arguments: ["“八五”普法", "“十四五”规划", "三月三", "2024件", "12345", "13月", "2月30日是", "三个月", "〔2021〕4号", "1.5月"])
  func `leaves names and other numbers alone`(text: String) {
    #expect(read(text) == [])
  }

  @Test func `leaves out what needs a reference when there is none`() {
    #expect(read("上半年,4月22日,2024年5月", nil) == ["2024年5月 = 2024-05"])
  }

  @Test func `counts days over leap years and month ends`() {
    let day = CalendarDate(year: 2024, month: 2, day: 28)
    #expect(day.adding(days: 2) == CalendarDate(year: 2024, month: 3, day: 1))
    #expect(
      CalendarDate(year: 2024, month: 1, day: 31).adding(months: 1) == CalendarDate(year: 2024, month: 2, day: 29))
    #expect(CalendarDate(year: 2025, month: 6, day: 30).weekday == 1)
    for offset in -800_000..<(-799_000) {
      #expect(CalendarDate(dayNumber: offset + 1_500_000).dayNumber == offset + 1_500_000)
    }
  }
}
