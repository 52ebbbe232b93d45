import Testing

@testable import Readings

/// Families of wordings that take a count apart: by kind, by how it ended, by class.
struct DivisionFamilyTests {
  /// For each figure what it counts, with the number of the figure that it is a part of.
  private func parts(_ text: String) -> [String] {
    figures(inReport: text).map { figure in figure.label + (figure.partOf.map { " of \($0)" } ?? "") }
  }

  /// The messages of the checks.
  private func checks(_ text: String) -> [String] {
    ArithmeticReader().checks(of: figures(inReport: text)).map(\.message)
  }

  @Test(arguments: [
    // The count stands in a paragraph before, and the list adds up to it.
    (
      "受理复议案件90件，审结80件。\n从类型看，行政处罚类60件、不履行职责类20件。",
      [nil, 0, 1, 1]
    ),
    // Two divisions of one count, and the second is no part of the first one's last item.
    ("共有律师90人。从类型看，专职律师82人、兼职律师8人。从学历看，研究生20人，占22.2%；从年龄看，35岁以下30人。", [nil, 0, 0, 0, nil, 0]),
    ("受理案件90件。按领域分，公安60件，其他30件。按来源分，网上70件，来访20件。", [nil, 0, 0, 0, 0]),
    // Nothing that it could be a part of.
    ("其他9件。按来源分，网上70件，来访20件。", [nil, nil, nil]),
    ("排查纠纷90件。受理案件80件，按领域划分，公安40件、住建30件、其他20件。", [nil, nil, 1, 1, 1]),
  ])
  func `a list that is announced takes apart what it adds up to, or what the list before it took apart`(
    text: String, wholes: [Int?]
  ) {
    #expect(figures(inReport: text).map(\.partOf) == wholes)
  }

  @Test(arguments: [
    ("在册90人，其中缓刑80人、假释10人；男性70人，女性20人。", [nil, 0, 0, 0, 0]),
    ("在册90人，其中缓刑80人、假释10人；男性70人，女性21人。", [nil, 0, 0, nil, nil]),
    ("走访企业9家；解答咨询4次，提出建议5条。", [nil, nil, nil]),
    ("走访企业9家；建成站点4家，打造品牌5家。", [nil, nil, nil]),
  ])
  func `a list behind a semicolon is of the count that it adds up to`(text: String, wholes: [Int?]) {
    #expect(figures(inReport: text).map(\.partOf) == wholes)
  }

  @Test(arguments: [
    ("审结复议案件80件。已审结案件中，维持60件；驳回复议请求15件；撤销3件、变更2件。", [nil, 0, 0, 0, 0]),
    ("应审结案件90件，实际审结80件，未审结10件。审结案件中，维持70件，撤销10件。", [nil, 0, 0, 1, 1]),
    ("驳回申请54件；确认违法21件、撤销33件、变更4件。", [nil, nil, nil, nil]),
  ])
  func `what became of some is a part of those that were dealt with`(text: String, wholes: [Int?]) {
    #expect(figures(inReport: text).map(\.partOf) == wholes)
  }

  @Test(arguments: [
    ("共有律所74家，其中50人以上规模所4家。", ["律所", "规模所", "50人以上规模所 of 0"]),
    ("现有律师90人，其中35岁以下40人，36至50岁30人。", ["律师", "律师35岁以下 of 0", "律师35岁以下", "律师36至50岁 of 0"]),
    ("请假外出90人次，其中7日以内70人次。", ["请假外出", "请假外出", "请假外出7日以内 of 0"]),
    ("评查案卷90件，评定优秀60件、良好20件、合格10件。", ["案卷", "优秀案卷 of 0", "良好案卷 of 0", "案卷 of 0"]),
  ])
  func `a class is called by its bounds`(text: String, said: [String]) {
    let found = parts(text)
    #expect(found.first == said.first && found.last == said.last, "\(found)")
    #expect(found.count == said.count)
  }

  @Test func `each division of a count is added up, and one that misses it is told`() {
    #expect(
      checks("在册90人，其中缓刑80人、假释10人；男性70人，女性20人。")
        == ["80 + 10 = 90, stated 90", "70 + 20 = 90, stated 90"])
    #expect(
      checks("受理案件90件。按领域分，公安60件，其他30件。按来源分，网上70件，来访21件。")
        == ["60 + 30 = 90, stated 90", "70 + 21 = 91, stated 90"])
  }

  @Test(arguments: [
    ("办案周期由去年的52天缩短至41天，较法定期限减少19天。", []),
    ("办案周期由去年的52天缩短至41天，减少12天。", ["52 to 41 is a change of 11, stated 12"]),
    ("合格率由去年的52%提高至61%，比全市平均水平高3个百分点。", []),
  ])
  func `a distance from something else is no change of what was before`(text: String, messages: [String]) {
    #expect(checks(text) == messages)
  }

  @Test(arguments: [
    ("上年结转9件，应审结90件，未审结10件。", ["行政复议案件/结转", "行政复议案件/应审结", "行政复议案件/未审结"], "行政复议工作报告"),
    ("新接收90人，居住地变更迁出9人，收监执行5人。", ["社区矫正对象/新接收", "社区矫正对象/变更迁出", "社区矫正对象/收监执行"], "社区矫正工作总结"),
    ("走访90人次。", ["/走访"], "青山司法所工作总结"),
  ])
  func `a report of one field speaks of it throughout`(text: String, said: [String], title: String) {
    let found = figures(inReport: title + "\n" + text)
    #expect(found.map { $0.label + "/" + ($0.action ?? "") } == said)
  }

  @Test(arguments: [
    ("受理申请90件，申请人撤回9件。", ["申请", "申请"]), ("新增联络点4个；评查案卷60卷。", ["联络点", "案卷"]),
    ("90名律师人均服务54小时。", ["律师", "律师"]), ("实现9个县覆盖率77.8%。", ["县", "县覆盖率"]),
    ("中心现有工作人员7名，在库律师86名。", ["工作人员", "在库律师"]), ("抽取已结案卷180件。", ["已结案卷"]),
    ("参与人民调解案件90件。", ["人民调解案件"]), ("发放值班补贴28万元。", ["值班补贴"]),
    ("挽回经济损失或取得利益9万元。", ["经济损失或取得利益"]), ("建成中心5个，占55.6%，较年初增加2个。", ["中心", "中心占比", "中心"]),
    ("减少群众跑腿9次，上门服务52次。", ["群众跑腿", "上门服务"]),
  ])
  func `who acts, who has and what stands before is not what is counted`(text: String, labels: [String]) {
    #expect(figures(inReport: text).map(\.label) == labels)
  }
}
