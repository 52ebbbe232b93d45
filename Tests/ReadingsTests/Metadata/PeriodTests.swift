import Outline
import Testing

@testable import Readings

private func read(_ text: String, published: String? = nil) -> ReportMetadata {
  let bytes = Array(text.utf8)
  let fields = published.map { ["published": $0] } ?? [:]
  return MetadataReader().metadata(
    of: bytes, sections: OutlineReader().sections(in: bytes), hints: MetadataHints(fields: fields))
}

private let rest = """

  一、主要工作
  办理案件80件，调解纠纷300件。
  二、下一步工作打算
  继续努力，办理案件90件。
  """

struct TitledPeriodTests {
  @Test(arguments: [
    ("青山县司法局2024年10月份工作总结", "2024-10", "2024-11"), ("青山县司法局2024年1-10月工作总结", "2024-01/2024-10", "2024-11/2024-12"),
    ("青山县司法局2024年前10个月工作总结", "2024-01/2024-10", "2024-11/2024-12"), ("青山县司法局2024年第一、二季度工作总结", "2024-H1", "2024-H2"),
    ("青山县司法局2021—2023年工作总结", "2021/2023", "2024"), ("青山县司法局2021年至2023年工作总结", "2021/2023", "2024"),
    ("青山县司法局2023年12月至2024年11月工作总结", "2023-12/2024-11", "2024-12"), ("青山县司法局“十四五”工作总结", "2021/2025", "2026/2030"),
    ("青山县“八五”普法工作总结", "2021/2025", "2026/2030"), ("青山县“七五”普法工作总结", "2016/2020", "2021/2025"),
    ("青山县司法局2024年度目标任务完成情况的报告", "2024", "2025"), ("青山县司法局2024年12月工作总结", "2024-12", "2025"),
    ("青山县司法局2024年三季度工作总结及四季度工作计划", "2024-Q3", "2024-Q4"),
  ])
  func `reads spans of years, quarters and months`(title: String, period: String, plan: String) {
    let found = read(title + "\n各项工作有序推进。" + rest)
    #expect(found.period?.value == period && found.period?.evidence == .title)
    #expect(found.planPeriod?.value == plan)
  }

  @Test(
    arguments: [
      ("青山县司法局上半年工作总结", "2024年以来，各项工作有序推进。", nil, "2024-H1"),
      ("青山县司法局上半年工作总结", "今年以来，各项工作有序推进。", "2024-07-03", "2024-H1"),
      ("青山县司法局下半年工作总结", "各项工作有序推进。", "2025-01-03", "2024-H2"), ("青山县司法局三季度工作总结", "各项工作有序推进。", "2024-10-08", "2024-Q3"),
      ("青山县司法局11月份工作总结", "各项工作有序推进。", "2024-12-02", "2024-11"),
    ] as [(String, String, String?, String)])
  func `a part of a year takes the year from the opening or the day`(
    title: String, opening: String, day: String?, period: String
  ) {
    #expect(read(title + "\n" + opening + rest, published: day).period?.value == period)
  }

  @Test(arguments: [
    ("青山县司法局2024年工作总结", "按照“十四五”规划，各项工作有序推进。", "2024"), ("青山县“八五”普法中期评估报告", "2023年，普法工作有序推进。", "2023"),
    ("青山县司法局2024年12月4日宪法宣传活动总结", "2024年，普法工作有序推进。", "2024"), ("青山县司法局第2024号工作报告", "2023年，普法工作有序推进。", "2023"),
  ])
  func `leaves alone what names no span of the report`(title: String, opening: String, period: String) {
    #expect(read(title + "\n" + opening + rest).period?.value == period)
  }
}

struct OpeningPeriodTests {
  @Test(arguments: [
    ("2024年12月4日是国家宪法日。现将2024年工作情况报告如下：", "2024"), ("根据《实施纲要（2021-2025年）》要求，现将2024年度情况报告如下：", "2024"),
    ("2024年，各项工作有序推进。现将上半年工作情况报告如下：", "2024-H1"), ("受县政府委托，现将2022年1月至2024年6月工作情况报告如下：", "2022-01/2024-06"),
    ("各位领导：\n下面，现就2024年一季度工作汇报如下：", "2024-Q1"),
  ])
  func `what announces the report goes before what else its opening names`(opening: String, period: String) {
    let found = read("青山县司法局工作报告\n" + opening + rest).period
    #expect(found?.value == period && found?.evidence == .text)
  }

  @Test func `a line under the title tells the period`() {
    let text = "青山县司法行政业务数据通报\n（2021年第二季度）\n说明：同比与2020年二季度比较。" + rest
    #expect(read(text).period?.value == "2021-Q2")
    // The day of a meeting and the number of a bulletin tell none.
    for line in ["（2021年5月6日）", "——2021年5月6日在县人大常委会会议上", "2021年第5期（总第20期）"] {
      #expect(read("青山县司法行政业务数据通报\n\(line)\n2020年，工作有序推进。" + rest).period?.value == "2020")
    }
  }

  @Test(arguments: [
    ("各项工作有序推进。", "2025-01-20", "2024"), ("各项工作有序推进。", "2024-12-20", "2024"),
    ("上半年，各项工作有序推进。", "2024-07-05", "2024-H1"),
    ("今年以来，各项工作有序推进。", "2024-03-05", "2024"), ("2026年将迎来新的任务，各项工作有序推进。", "2024-12-05", "2024"),
  ])
  func `the day of publication tells the year where nothing else does`(opening: String, day: String, period: String) {
    let found = read("青山县司法局工作总结\n" + opening + rest, published: day).period
    #expect(found == Found(period, .inference))
  }

  @Test(arguments: ["青山县司法局20XX年工作总结", "青山县司法局*年工作总结", "青山县司法局20**年上半年工作总结"])
  func `a year that is blanked out is not inferred`(title: String) {
    #expect(read(title + "\n各项工作有序推进。" + rest, published: "2025-01-15").period == nil)
  }

  @Test func `without any day there is no period`() {
    #expect(read("青山县司法局工作总结\n今年以来，各项工作有序推进。" + rest).period == nil)
  }
}

struct PlanPeriodTests {
  @Test(arguments: [
    ("2025年工作打算", "2025"), ("明年工作思路", "2025"), ("下一步工作打算", "2025"), ("2025年上半年工作安排", "2025-H1"),
    ("“十五五”时期工作思路", "2026/2030"), ("下一步谋划“十五五”工作打算", "2025"),
  ])
  func `reads the plan's period in its heading`(heading: String, plan: String) {
    let text = "青山县司法局2024年工作总结\n各项工作有序推进。\n一、主要工作\n办理案件80件。\n二、\(heading)\n办理案件90件。"
    #expect(read(text).planPeriod?.value == plan)
  }

  @Test func `a plan for the half year that is on covers all of it`() {
    let text = "关于安全排查的自查报告\n2022年5月至7月，我局开展排查。现将2022年5月至7月情况报告如下：\n一、情况\n办理80件。\n二、下一步打算\n2022年下半年，我局将办理90件。"
    #expect(read(text).period?.value == "2022-05/2022-07")
    #expect(read(text).planPeriod?.value == "2022-H2")
  }

  @Test func `a mere plan covers its title's year`() {
    let found = read("2024年法律援助工作要点\n一、扩大覆盖面\n办理案件80件。\n二、提高质量\n抽查20本。")
    #expect(found.period?.value == "2024" && found.planPeriod?.value == "2024")
    #expect(read("2024年法律援助工作总结\n一、扩大覆盖面\n办理案件80件。\n二、提高质量\n抽查20本。").planPeriod == nil)
  }
}
