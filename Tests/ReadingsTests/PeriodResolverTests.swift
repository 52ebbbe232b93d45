import Outline
import Quantities
import Testing

@testable import Readings

/// The periods of the figures of a text, read as a report of 2025.
private func periods(_ string: String) -> [String?] { figures(inReport: string).map(\.period) }

struct PeriodResolverTests {
  @Test(arguments: [
    ("5月6日，该所获评先进，其团队上半年代理案件87件。", ["2025-H1"]),
    ("3月8日，王律师获奖，所在律所2024年办理案件31件。", ["2024"]),
    ("6月1日，李某当选，带领的团队前三季度开展讲座12场。", ["2025-01/2025-09"]),
    ("对2023年受理的案件开展评查46件。", ["2025"]),
    ("较2024年办理案件的数量增加12件。", ["2025"]),
  ])
  func `lets a period between subject and verb govern, but none before 的`(text: String, expected: [String]) {
    #expect(periods(text) == expected)
  }

  @Test(arguments: [
    ("截至6月底，建成工作站14个，实体平台覆盖率100%。", ["../2025-06-30", "../2025-06-30"]),
    ("截至年底，建成驿站3个，持证率达95%。", ["../2025-12-31", "../2025-12-31"]),
    ("拥有示范村3个、示范社区9个。", ["../2025-12-31", "../2025-12-31"]),
    ("调解员队伍达214人，其中专职35人。", ["../2025-12-31", "../2025-12-31"]),
    ("全县12个司法所共有工作人员60名。", ["../2025-12-31", "../2025-12-31"]),
    ("截至6月底，办理案件80件，办结率98%。", ["2025", "2025"]),
    ("培训调解员300人，其中新任45人。", ["2025", "2025"]),
  ])
  func `reads what there is as a state, its parts and shares too`(text: String, expected: [String]) {
    #expect(periods(text) == expected)
  }

  @Test(arguments: [
    ("3月29日，举办法治游园。活动期间，发放手册500册。", ["2025-03-29"]),
    ("5月7日，开展集中宣传，活动当天接待群众40人次。", ["2025-05-07"]),
    ("如在“4·15”全民国家安全教育日，开展宣传，摆放展板，发放资料600份。", ["2025-04-15"]),
    ("3月29日，举办法治游园。\n活动期间，发放手册500册。", ["2025"]),
    ("3月29日，举办法治游园。当日出证率达80%。", ["2025"]),
  ])
  func `goes back to the day of an event within its paragraph`(text: String, expected: [String]) {
    #expect(periods(text) == expected)
  }
}
