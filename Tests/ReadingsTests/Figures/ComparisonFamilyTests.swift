import Testing

@testable import Readings

/// Families of wordings that set a figure beside others: another year's, its whole, what it is a share of.
struct ComparisonFamilyTests {
  /// What is counted and done, and where they are not the rule, kind, period, whole and the two counts of a rate.
  private func said(_ text: String) -> [String] {
    figures(inReport: text).map { figure in
      var said = figure.label
      if let action = figure.action { said += "/" + action }
      if figure.kind != .actual { said += " \(figure.kind.rawValue)" }
      if figure.period != "2025" { said += " \(figure.period ?? "-")" }
      if let whole = figure.partOf { said += " of \(whole)" }
      if let ratio = figure.ratioOf { said += " \(ratio.numerator)/\(ratio.denominator)" }
      return said
    }
  }

  @Test(arguments: [
    ("受理投诉90件，较上年增加9件、增长11%。", ["投诉/受理", "投诉/增加 change", "投诉/增长 change"]),
    ("走访企业46户，比2023年减少6户、下降12%。", ["企业/走访", "企业/减少 change", "企业/下降 change"]),
    ("投诉较上年的99件减少9件。", ["投诉/减少 baseline 2024", "投诉/减少 change"]),
  ])
  func `what moved before a figure is what it tells, and no figure of the year compared with`(
    text: String, said: [String]
  ) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("调解纠纷90件，是去年的1.5倍，制作短视频9条。", [String?](repeating: "2025", count: 3)),
    ("起诉62人，为上年同期的1.3倍，追回损失9万元。", [String?](repeating: "2025", count: 3)),
    ("收到申请90件，上年为80件，增长12.5%，受理85件。", ["2025", "2024", "2025", "2025"]),
    ("收到申请90件，2024年80件，受理85件。", ["2025", "2024", "2025"]),
    // A year that goes on is no aside.
    ("2023年受理30件，2024年40件，办结38件。", ["2023", "2024", "2024"]),
    ("2024年受理40件，办结38件。", ["2024", "2024"]),
    ("受理案件60件（1月9件、2月8件）。", ["2025", "2025-01", "2025-02"]),
  ])
  func `a year that something is only compared with does not go on`(text: String, periods: [String?]) {
    #expect(figures(inReport: text).map(\.period) == periods)
  }

  @Test(arguments: [
    ("与上年的200件相比，法律援助案件增加30件。", ["法律援助案件 baseline 2024", "法律援助案件/增加 change"]),
    ("较2024年的45件，应诉案件减少5件。", ["行政应诉案件 baseline 2024", "应诉案件/减少 change"]),
    ("受理法律援助案件90件（上年80件），结案70件。", ["法律援助案件/受理", "法律援助案件/受理 2024", "法律援助案件/结案 of 0"]),
    ("受理法律援助案件90件（1月10件）。", ["法律援助案件/受理", "法律援助案件/受理 2025-01 of 0"]),
    ("受理法律援助案件90件，上年为80件，结案70件。", ["法律援助案件/受理", "法律援助案件/受理 2024", "法律援助案件/结案 of 0"]),
  ])
  func `another year's count is where a change starts, and no part`(text: String, said: [String]) {
    let found = self.said(text)
    #expect(found.count == said.count && zip(found, said).allSatisfy { $0.hasSuffix($1.suffix(12)) }, "\(found)")
  }

  @Test(arguments: [
    ("办理期限为32天，比法定60日缩短28天。", ["办理期限", "办理期限/缩短 baseline", "办理期限/缩短 change"]),
    ("等候时间比原来的15分钟减少10分钟。", ["等候时间/减少 baseline", "等候时间/减少 change"]),
    ("将96个网格调整为118个。", ["网格/调整 baseline", "网格/调整"]),
    ("将3个窗口合并为1个。", ["窗口/合并 baseline", "窗口/合并"]),
    ("把原来的6个科室精简为4个。", ["科室/精简 baseline", "科室/精简"]),
    // Who is sent somewhere, and what is added to something, are not changed from.
    ("将5名律师选派至3个乡镇。", ["律师/选派", "乡镇/选派"]),
    ("比全市平均水平高12个百分点。", ["/高 change"]),
  ])
  func `a change may start at a standard, or at what is made into another count`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("目标任务120件，实际完成130件。", ["目标任务 target", "目标任务/完成"]),
    ("超额完成全年200件的目标任务。", ["目标任务/完成 target"]),
    ("下达任务100件，完成112件。", ["任务/下达 target", "任务/完成"]),
    ("开展宣讲84场，距全年100场目标还差16场。", ["宣讲/开展", "宣讲/开展 target", "宣讲/还差"]),
    ("办结率目标值为95%。", ["办结率目标值 target"]),
    // Tasks that are counted, and work that is called after them.
    ("完成重点任务12项，落实目标任务8个。", ["重点任务/完成", "目标任务/落实"]),
    ("目标任务完成率105%。", ["目标任务完成率"]),
  ])
  func `what is called a goal is one, and what was done no part of it`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("对行为人进行训诫36人次。", ["行为人/训诫"]), ("组织律师对企业进行走访86家次。", ["企业/走访"]),
    ("开展调解120次，进行回访46人次。", ["调解/开展", "回访/回访"]), ("进行法治宣讲9场。", ["法治宣讲/进行"]),
    ("参训人员实际参加118人。", ["参训人员/参加"]), ("解决实际问题12个。", ["实际问题/解决"]),
  ])
  func `what is done to somebody is the word behind 进行, and how many in fact names nothing`(
    text: String, said: [String]
  ) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("公证办证量超过去年同期水平，达900件。", ["公证办证量"]), ("满意率高于全省平均水平，达98%。", ["满意率"]),
    ("调解案件数量多于诉讼案件数量，为900件。", ["调解案件"]), ("结案数量超过上年，群众满意率达98%。", ["群众满意率"]),
    ("调解成功率高于全市平均水平2个百分点。", ["调解成功率/高于 change"]),
  ])
  func `what is more than something else is what the next figure counts`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(
    arguments: [
      ("现有干部58人，其中党员19人，占比32.8%。", "1/0"), ("收到申请90件，其中市本级45件，占50%。", "1/0"),
      ("网上信访27件，占信访总量43件的62.8%。", "0/1"),
      // 占 of something else: 297 of 449 is by chance.
      ("调处家庭纠纷801件、邻里纠纷449件、林地纠纷297件，以上纠纷占总数的66.1%。", nil), ("办理公证90件，占全市总数的5%。", nil),
    ] as [(String, String?)])
  func `a share has the count before it and its whole`(text: String, counts: String?) {
    #expect(figures(inReport: text).last?.ratioOf.map { "\($0.numerator)/\($0.denominator)" } == counts)
  }

  @Test func `one of two counts that are called alike is not what a rate divides`() {
    #expect(
      figures(inReport: "发现问题200个，当场整改120个，限期整改80个，整改率95%。").last?.ratioOf == nil
        && figures(inReport: "发现问题200个，整改190个，整改率95%。").last?.ratioOf == Figure.Ratio(numerator: 1, denominator: 0))
  }

  @Test func `a change is that of the value before it only where both are of the same`() {
    let checks = { ArithmeticReader().checks(of: figures(inReport: $0)).map(\.holds) }
    #expect(checks("办结率由90%提高到95%，满意率提高2个百分点。") == [] && checks("办结率由90%提高到95%，提高2个百分点。") == [false])
  }

  @Test(
    arguments: [
      ("上报事件90件，办结80件。", [nil, 0]), ("受理纠纷90件，成功调处80件。", [nil, 0]),
      // What is there was not dealt with as a case is, and advice is not among what it was taken from.
      ("新建调解室9处，整改8处。", [nil, nil]), ("征集意见90条，吸收采纳8条。", [nil, nil]),
      ("审结案件90件（含上年结转4件），未审结8件。在审结案件中，维持40件。", [nil, 0, nil, 0]),
      ("建成长廊1条（长120米）。", [nil, nil]), ("全县化解纠纷900件，其中化解超过50件的有3个乡镇。", [nil, nil, nil]),
      ("全县有律师12名、公证员5名、鉴定人7名。", [nil, nil, nil]), ("全县律师12名，公职律师5名、社会律师7名。", [nil, 0, 0]),
      ("刑事案件56件，民事案件27件，合计83件。", [2, 2, nil]), ("公安28件、税务72件，两者共计100件。", [2, 2, nil]),
      ("刑事案件56件，民事案件27件，合计90件。", [nil, nil, nil]),
      ("培训20期800人次，其中线上12期500人次、线下8期300人次。", [nil, nil, 0, 1, 0, 1]),
      ("完成项目28个，成交9亿元，其中建设13个5亿元，采购15个4亿元。", [nil, nil, 0, 1, 0, 1]),
      ("培训20期，其中线上12期500人次。", [nil, 0, nil]),
    ] as [(String, [Int?])])
  func `what is part of what`(text: String, wholes: [Int?]) {
    #expect(figures(inReport: text).map(\.partOf) == wholes)
  }

  @Test(arguments: [
    ("刑事案件56件，民事案件27件，合计83件。", "案件"), ("专职调解员5名，兼职调解员7名，合计12名。", "调解员"),
    ("公安28件、税务72件，合计100件。", "税务"),
  ])
  func `a total of parts has the name that they share`(text: String, label: String) {
    #expect(figures(inReport: text).last?.label == label)
  }

  @Test func `an item of a list that is a whole keeps its own name`() {
    #expect(
      figures(inReport: "受理来信、来访90件，其中来信40件，来访50件。").map(\.label) == ["来信、来访", "来信", "来访"]
        && figures(inReport: "受理来信90件，其中信40件。").map(\.label) == ["来信", "来信"])
  }

  @Test(arguments: [
    ("15秒内接通率93%，按时办结率99%。", ["", "接通率", "按时办结率"]), ("8个行业覆盖率95%。", ["行业", "行业覆盖率"]),
    ("3家律所9名律师。", ["律所", "律师"]), ("在去年建成8个的基础上，再新建6个调解室。", ["调解室", "调解室"]),
    ("提出8件，法院改判2件。", ["", "法院改判"]),
  ])
  func `a figure takes the name of the next one only where that builds upon it`(text: String, labels: [String]) {
    #expect(figures(inReport: text).map(\.label) == labels)
  }

  @Test(arguments: [
    ("尚未办结案件12件。", "案件/未办结"), ("没有办结案件3件。", "案件/没有办结"), ("复议后未再提起诉讼的72件。", "诉讼/未再提起"),
    ("不断完善制度12项。", "制度/完善"),
  ])
  func `what was not done is not said to be done`(text: String, said: String) {
    #expect(self.said(text) == [said])
  }

  @Test(arguments: [
    ("参与率、满意率分别为90%和99%。", ["参与率", "满意率"]), ("事项及时受理率、按期办结率分别为98%和99%。", ["及时受理率", "按期办结率"]),
    ("及时率和参与率分别为98%和99%。", ["及时率", "参与率"]),
  ])
  func `a character of a word parts no names`(text: String, labels: [String]) {
    #expect(figures(inReport: text).map(\.label) == labels)
  }

  @Test(arguments: [
    ("抽调人员23人，其中调解员6名、心理咨询师2名。", ["人员/抽调", "调解员/抽调 of 0", "心理咨询师/抽调 of 0"]),
    ("受理审查起诉案件40件。", ["审查起诉案件/受理"]), ("受理诉求90件，其中咨询类60件。", ["诉求/受理", "咨询类诉求/受理 of 0"]),
    ("咨询法律问题60件。", ["法律问题/咨询"]),
  ])
  func `a verb in the name of a kind or a trade was not done`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("力争2026年调解成功率达到98%。", "target 2026"), ("明年新建调解室2个。", "target 2026"), ("2026年6月底前，新建调解室2个。", "target 2026"),
    ("计划2026年底前完成培训300人次。", "target 2026"), ("2026年1月，办理案件9件。", "actual 2026-01"),
    ("截至2026年1月底，办理案件9件。", "actual 2025"), ("2025年6月底前，新建调解室2个。", "actual 2025"),
    ("明年是关键之年，今年办理案件9件。", "actual 2025"),
  ])
  func `what is to be done in a year to come is its target`(text: String, said: String) {
    #expect(figures(inReport: text).map { "\($0.kind.rawValue) \($0.period ?? "-")" } == [said])
  }

  @Test(arguments: [
    ("证明材料由8份精简为3份。", ["baseline", "actual"]), ("志愿者从60人发展到90余人。", ["baseline", "actual"]),
    ("调解组织由30个整合成18个。", ["baseline", "actual"]), ("由省局负责的9件案件移交到8个县。", ["actual", "actual"]),
    ("由律师办理案件9件，公证80件。", ["actual", "actual"]),
  ])
  func `a verb leads from where something was to where it is`(text: String, kinds: [String]) {
    #expect(figures(inReport: text).map(\.kind.rawValue) == kinds)
  }

  @Test(arguments: [
    ("调解成功率由96%升至98%。", ["调解成功率", "调解成功率"]), ("调处成功率从90%提升至95%。", ["调处成功率", "调处成功率"]),
    ("按期办结率由90%提升至95%。", ["按期办结率", "按期办结率"]), ("公证员由9名增至12名。", ["公证员", "公证员"]),
    ("领域纠错率9%，高出全市平均水平2个百分点。", ["领域纠错率", "领域纠错率"]),
  ])
  func `a rate that moved keeps the verb in its name`(text: String, labels: [String]) {
    #expect(figures(inReport: text).map(\.label) == labels)
  }

  @Test(arguments: ["上年积存", "上年度遗留", "2024年转入", "上年结转"])
  func `what was left from the year before stood at its end`(words: String) {
    #expect(
      figures(inReport: "受理案件45件（含\(words)6件），办结9件。").map(\.period) == ["2025", "../2024-12-31", "2025"])
  }

  @Test(arguments: [
    ("安装摄像头320路。", ["320路"]), ("上门服务40趟，组建巡逻队伍12队。", ["40趟", "12队"]), ("处置警情560警次。", ["560警次"]),
    ("走过3路口，见诸第12版面。", []), ("乘坐5路公交车。", []),
  ])
  func `classifiers that are words of their own end a clause`(text: String, found: [String]) {
    #expect(
      figures(inReport: text).map { String(decoding: Array(text.utf8)[$0.quantity.range], as: UTF8.self) } == found)
  }

  @Test(arguments: [
    ("下一步，新建调解室2个。", "target"), ("力争全年完成交易额540亿元。", "target"), ("今后，培训调解员9名。", "target"),
    ("为下一步工作新建调解室2个。", "actual"), ("今后的工作由9名律师负责。", "actual"),
  ])
  func `what comes next is wanted`(text: String, kind: String) {
    #expect(figures(inReport: text).map(\.kind.rawValue) == [kind])
  }

  @Test(arguments: [
    ("新收一审应诉案件46件，一审审结43件。", ["一审应诉案件", "一审应诉案件"]), ("新收一审案件46件，二审审结4件。", ["一审案件", "二审案件"]),
    ("报送信息90条，市级采用8条，省级采用7条。", ["信息", "市级信息", "省级信息"]),
  ])
  func `a level takes the place of another`(text: String, labels: [String]) {
    #expect(figures(inReport: text).map(\.label) == labels)
  }

  @Test(arguments: [
    ("办理公证60件，比上年翻一番。", "公证/翻 change"), ("信息采用量同比翻了两番。", "信息采用量/翻 change"), ("翻修调解室9间。", "调解室/翻修"),
  ])
  func `what doubled changed`(text: String, said: String) {
    #expect(self.said(text).last == said)
  }

  @Test func `what there was when a year began is of the day before it`() {
    #expect(
      figures(inReport: "年初在册社区矫正对象14人，目前在矫13人。").map(\.period) == ["../2024-12-31", "../2025-12-31"]
        && figures(inReport: "年初以来办理案件14件。").map(\.period) == ["2025"])
  }
}
