import Outline
import Quantities
import Testing

@testable import Readings

/// Reads a text as a report of 2025.
private func read(_ string: String) -> [Figure] { figures(inReport: string) }

/// Families of wordings: what a principle covers, and beside it what it leaves alone.
struct LabelFamilyTests {
  @Test(arguments: [
    ("我镇有调委会9个.调解员30人", ["调委会", "调解员"]),
    ("任务较好地完成了.走访商户40户", ["商户"]),
    ("●评查案卷12卷；●走访商户40户", ["案卷", "商户"]),
    ("升级2.0版系统3套", ["2.0版系统"]),
    ("使用V.2系统3套", ["V.2系统"]),
  ])
  func `takes a typist's full stop and a bullet for ends, and a point inside a name for none`(
    text: String, labels: [String]
  ) {
    #expect(read(text).map(\.label) == labels)
  }

  @Test(arguments: [
    ("审查合同9份，规范性文件3件，重大决策2件。", ["审查", "审查", "审查"]),
    ("发放手册900册，购物袋300个。", ["发放", "发放"]),
    ("新建长廊2处，宣传栏6块。", ["新建", "新建"]),
    ("案件审结9件，调解员4人。", ["审结", nil]),
    ("审查合同9份，调解员4人。", ["审查", nil]),
  ])
  func `lets a list go on with the verb before its first item, where the items are of a kind`(
    text: String, actions: [String?]
  ) {
    #expect(read(text).map(\.action) == actions)
  }

  @Test(arguments: [
    ("调解纠纷30件，成功28件。", "调解成功"), ("委托调解案件30件，成功28件。", "调解成功"), ("化解信访积案30件，成功28件。", "化解成功"),
  ])
  func `makes what succeeded a part of what was tried`(text: String, action: String) {
    let figures = read(text)
    #expect(figures[1].action == action)
    #expect(figures[1].partOf == 0)
    #expect(figures[1].label == figures[0].label)
  }

  @Test(arguments: ["调解纠纷30件，成功化解上访8件。", "调解纠纷30件，成功创建示范所2个。"])
  func `takes no success of something else for a part`(text: String) {
    #expect(read(text)[1].partOf == nil)
  }

  @Test(arguments: [
    ("完成3个司法所改建。", "改建"), ("完成5个乡镇执法案卷评查。", "评查"), ("12名负责人完成年度述法。", "述法"),
    ("完成年度报告3份。", "完成"), ("完成普法活动6场，", "完成"),
  ])
  func `finds the act that was completed at the end of the clause`(text: String, action: String) {
    #expect(read(text).first?.action == action)
  }

  @Test(arguments: [
    ("全县12个司法所中有3个面积不达标。", 0), ("14个社区中“无讼社区”仍有5个。", 0), ("全市9家公证处中2家实行改革。", 0),
  ])
  func `makes a count out of a group part of the group`(text: String, whole: Int) {
    #expect(read(text)[1].partOf == whole)
  }

  @Test(arguments: ["12个司法所集中培训3个乡镇。", "12个司法所参加，其他工作中有3个难点。"])
  func `takes two counts that only stand together for no group`(text: String) {
    #expect(read(text).allSatisfy { $0.partOf == nil })
  }

  @Test(arguments: [
    "排查纠纷90件，化解85件，其中邻里纠纷50件，婚姻纠纷40件。",
    "受理纠纷70件，调解成功66件，其中土地纠纷30件，邻里纠纷25件，其他15件。",
    "调处纠纷80件，防止群体性上访4件。其中：婚姻纠纷30件，邻里纠纷50件。",
  ])
  func `gives a list of parts to the count that it adds up to`(text: String) {
    #expect(read(text).dropFirst(2).allSatisfy { $0.partOf == 0 })
  }

  @Test(arguments: [
    "排查纠纷90件，化解85件，其中邻里纠纷45件，婚姻纠纷40件。", "排查纠纷90件，化解85件，其中邻里纠纷20件，婚姻纠纷30件。",
  ])
  func `leaves a list with the count next to it where no other one fits`(text: String) {
    #expect(read(text).dropFirst(2).allSatisfy { $0.partOf == 1 })
  }

  @Test(arguments: [
    "排查纠纷90件。受理案件80件，按领域划分，公安40件、住建30件、其他20件。", "调解纠纷65件。走访家庭50户，其中困难家庭35户、残疾家庭30户。",
  ])
  func `leaves a list in the sentence of its count, though another count before would fit`(text: String) {
    #expect(read(text).dropFirst(2).allSatisfy { $0.partOf == 1 })
  }

  @Test(arguments: [
    ("受理案件50件，审结40件，其中胜诉20件，胜诉率40%。", 1), ("受理案件50件，审结40件，其中胜诉30件，胜诉率75%。", 1),
    ("调解纠纷50件，调解成功40件，成功率80%。", 0),
  ])
  func `divides an outcome by what it is part of, though another count would fit`(text: String, whole: Int) {
    let figures = read(text)
    #expect(figures.last?.ratioOf == Figure.Ratio(numerator: figures.count - 2, denominator: whole))
  }

  @Test(arguments: [
    "2026年，力争新建法律援助工作站6个。", "力争全年新建法律援助工作站6个。", "到2027年底，村居法律顾问覆盖率达到100%。", "2026年3月，计划举办讲座4场。",
  ])
  func `takes a figure of a year to come for a target wherever it stands`(text: String) {
    #expect(read(text).map(\.kind) == [.target])
  }

  @Test(arguments: ["2026年1月，开展宣传活动12场。", "2025年，推动新建法律援助工作站6个。", "2023年以来，调解纠纷300件。"])
  func `takes no target from the time reported on, or from the weeks before a report comes out`(text: String) {
    #expect(read(text).map(\.kind) == [.actual])
  }

  @Test func `goes back to the whole behind a list of parts`() {
    let figures = read("受理法律援助案件61件，其中民事33件、刑事28件；结案47件。")
    #expect(figures[3].label == figures[0].label)
    #expect(figures[3].partOf == 0)
  }

  @Test(arguments: [
    ("建立合规制度的企业占比40%。", "建立合规制度的企业占比"), ("临近退休人员占33%。", "临近退休人员占比"), ("持有资格证书的审核人员占61%。", "持有资格证书的审核人员占比"),
    ("案卷优秀率40%。", "案卷优秀率"), ("发放占道经营告知书40份。", "占道经营告知书"),
  ])
  func `keeps with a share what tells whose share it is`(text: String, label: String) {
    let figure = read(text).first
    #expect(figure?.label == label)
    #expect(figure?.unitIsShare != true || figure?.action == nil)
  }

  @Test(arguments: [
    ("知晓率达88%，较“七五”普法末期提高3.1个百分点。", "知晓率"), ("办案量达80件，比2024年增长5%。", "办案量"),
    ("投诉量降至9件，较上年下降10%。", "投诉量"),
  ])
  func `takes what follows 较 and 比 for what is compared with`(text: String, label: String) {
    let figures = read(text)
    #expect(figures[1].label == figures[0].label)
    #expect(figures[1].label.hasSuffix(label))
  }

  @Test(arguments: [
    ("审查合同、文件等其他重大事项9件。", "其他重大事项"), ("调处了工地坠落赔偿案等重大疑难纠纷3起。", "重大疑难纠纷"),
    ("开展春节、两会等重要时段专项排查6次。", "重要时段专项排查"),
    ("开展宪法宣传周、民法典宣传月等活动9场。", "宪法宣传周、民法典宣传月等活动"), ("发现材料缺页、告知不充分等瑕疵9处。", "材料缺页、告知不充分等瑕疵"),
  ])
  func `lets a full name behind 等 stand for its list, and keeps the list before a bare one`(
    text: String, label: String
  ) {
    #expect(read(text).first?.label == label)
  }

  @Test(arguments: [
    ("建成法律服务工作站16个、工作室90个。", "法律服务工作室"), ("办理公证30件，节假日办理公证2件。", "节假日公证"),
    ("各科受理申请数：一科21件，二科16件。", "二科申请"),
    ("建成法治公园6个、长廊9个。", "长廊"), ("印制宣传册60本、折页90份。", "折页"),
  ])
  func `completes an item from the list that it stands in`(text: String, label: String) {
    #expect(read(text).last?.label == label)
  }

  @Test func `an item takes the heading of its list however many stand before it, and none behind a stop`() {
    let items = (1...60).map { "第\($0)科\($0 + 100)件" }.joined(separator: "，")
    let rows = read("各科受理申请数：\(items)。").map(\.label)
    #expect(rows.count == 60 && rows.first == "第1科申请" && rows.last == "第60科申请", "\(rows)")
    #expect(read("各科受理申请数：一科21件。二科16件。").last?.label != "二科申请")
  }

  @Test(arguments: [
    ("收到行政复议申请17件，审结11件。", "行政复议案件"), ("收到行政复议申请17件，办结9件。", "行政复议案件"),
    ("收到行政复议申请17件，受理15件，维持6件。", "行政复议案件"), ("收到行政复议申请17件，同比增长9%。", "行政复议申请"),
    ("收到资助申请17份，通过11份。", "资助申请"),
  ])
  func `calls an application that was taken on a case`(text: String, label: String) {
    #expect(read(text).last?.label == label)
  }

  @Test(arguments: [
    ("累计接收社区矫正对象900人，累计解除700人，现在册200人。", [nil, 0, 0]), ("累计列管社区矫正对象900人，期满解除700人。", [nil, 0]),
    ("累计接收社区矫正对象900人，现有在册200人。", [nil, 0]), ("新接收社区矫正对象90人，期满解除70人。", [nil, nil]),
    ("在册社区矫正对象90人，新接收20人，解除矫正9人。", [nil, nil, nil]),
  ])
  func `counts those who left among those who ever came, and not among this year's`(text: String, wholes: [Int?]) {
    #expect(read(text).map(\.partOf) == wholes)
  }

  @Test(arguments: [
    ("帮助企业避免损失60万元。", "企业损失"), ("公众提出意见90条。", "公众意见"), ("跨区域协作办理案件3件。", "跨区域协作案件"),
    ("公证处减免费用3万元。", "公证费用"), ("某局提出修改意见9条。", "修改意见"),
  ])
  func `says of a bare noun whose it is`(text: String, label: String) {
    #expect(read(text).first?.label == label)
  }

  @Test(arguments: [
    ("6个部门与3家律所签订协议。", ["签订", "签订"]), ("9名律师共同作出部署。", ["部署"]), ("在3个工作日内办结。", ["办结"]),
    ("17次会议、9次座谈由各所进行。", [nil, "进行"]), ("12个县中有3个设立窗口。", [nil, "设立"]),
  ])
  func `looks for the verb behind a list of those who act`(text: String, actions: [String?]) {
    #expect(read(text).map(\.action) == actions)
  }

  /// Of each figure, what it counts, its verb, its kind where it is not actual, its period where it is not 2025, its whole.
  private func said(_ text: String) -> [String] {
    read(text).map { figure in
      var said = figure.label
      if let action = figure.action { said += "/" + action }
      if figure.kind != .actual { said += " \(figure.kind.rawValue)" }
      if figure.period != "2025" { said += " \(figure.period ?? "-")" }
      if let whole = figure.partOf { said += " of \(whole)" }
      return said
    }
  }

  @Test(arguments: [
    ("收到行政复议申请73件，不予受理6件，告知处理3件。", ["行政复议申请/收到", "行政复议案件/不予受理", "行政复议案件/告知处理"]),
    ("收到举报9件，不予立案2件。", ["举报/收到", "举报/不予立案"]),
    ("审查文件9件，不予备案2件。", ["文件/审查", "文件/不予备案"]),
    // What was decided is a thing of its own.
    ("作出不予受理决定6份。", ["不予受理决定/作出"]), ("制发告知书12份。", ["告知书/制发"]),
  ])
  func `a refusal is done to what was asked for`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("召开办公室会议3次，研究议题11个。", "办公室会议议题"), ("召开局务会2次，审议会务事项5个。", "局务会会务事项"),
    ("办理民事案9件，案件总量大。", "民事案"), ("办理法律援助案件90件，案件质量提升，评查卷宗30件。", "法律援助卷宗"),
  ])
  func `an owner and its noun share words, and no single characters`(text: String, label: String) {
    #expect(read(text).last?.label == label)
  }

  @Test(arguments: [
    ("评查执法案卷88卷，其中许可32卷、处罚56卷，发现问题41个。", "执法案卷问题"),
    ("办理案件90件，其中民事30件，发现问题4个。", "案件问题"),
    ("评查处罚案卷56卷，发现问题41个。", "处罚案卷问题"),
  ])
  func `what was found in a list was found in its whole`(text: String, label: String) {
    #expect(read(text).last?.label == label)
  }

  @Test(arguments: [
    ("负责人出庭应诉率连续三年保持100%。", ["负责人出庭应诉率/保持"]), ("成功率连续5年达98%。", ["成功率"]), ("全县连续两届获评先进单位3个。", ["先进单位/获评"]),
    ("连续犯罪案件3件。", ["连续犯罪案件"]),
  ])
  func `for how long something has held is no part of its name`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("发放宣传品2万份，受教育群众4万人。", ["宣传品/发放", "群众/受教育"]), ("印发手册90册，惠及群众800人。", ["手册/印发", "群众/惠及"]),
    ("开展宣讲9场，惠及群众800人。", ["宣讲/开展", "宣讲群众/惠及"]), ("建成服务站9个，覆盖群众800人。", ["服务站/建成", "服务站群众/覆盖"]),
  ])
  func `readers of what was handed out are people of their own`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("审查规范性文件23件，向市政府备案19件。", ["规范性文件/审查", "规范性文件/备案"]), ("办理建议47件，向社会公开30件。", ["建议/办理", "建议/公开"]),
    ("向市政府报送材料19份。", ["材料/报送"]),
  ])
  func `whom something was done towards is not what is counted`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("压减申请材料16%。", ["申请材料/压减 change"]), ("减少审批环节30%，", ["审批环节/减少 change"]), ("提高覆盖率5个百分点。", ["覆盖率/提高 change"]),
    ("提高采纳率73%。", ["采纳率/提高"]), ("下降幅度为5%。", ["下降幅度 change"]), ("案件增速为5%。", ["案件 change"]),
    ("案件增长率为5%。", ["案件增长率 change"]), ("投诉率下降为5%。", ["投诉率/下降"]), ("达标率提高至95%。", ["达标率/提高"]),
    ("比去年多出212万元。", ["/多出 change"]), ("人均办案86件，比上年多11件。", ["人均办案", "人均办案/多 change"]),
  ])
  func `a verb that moves things tells how far they moved`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("办理案件9件，业务收费8万元，分别增长7%和6%。", ["案件/办理", "业务收费", "案件/增长 change", "业务收费/增长 change"]),
    ("培训律师90人、公证员30人，分别占75%、25%。", ["律师/培训", "公证员/培训", "律师占比", "公证员占比"]),
    ("办理案件9件，同比增长7%。", ["案件/办理", "案件/增长 change"]),
  ])
  func `changes and shares are handed out in order`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("新建规范化司法所5个，全市司法所126个。", ["规范化司法所/新建", "司法所"]), ("新增执业律师9人，全县律师96人。", ["执业律师/新增", "律师"]),
    ("新建规范化司法所5个，提升司法所3个。", ["规范化司法所/新建", "规范化司法所/提升"]),
  ])
  func `all of a place are not those of before`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("创建国家级示范项目1个、省级2个。", ["国家级示范项目/创建", "省级示范项目/创建"]), ("办理甲类案件9件、乙类8件。", ["甲类案件/办理", "乙类案件/办理"]),
    ("创建示范项目1个、基地2个。", ["示范项目/创建", "基地/创建"]),
  ])
  func `an attribute alone takes the noun of the one before`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("培育“法律明白人”412人（村均2人）。", ["“法律明白人”/培育", "“法律明白人”村均/培育"]), ("接听咨询5432通，日均30通。", ["咨询/接听", "咨询/接听"]),
    ("招录协理员60名，每所平均3人。", ["协理员/招录", "协理员/招录"]), ("每万人拥有律师5.1名。", ["每万人律师/拥有 ../2025-12-31"]),
  ])
  func `an average is part of nothing`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("人民调解组织243个。", ["人民调解组织"]), ("现有行业协会组织9个。", ["行业协会组织"]), ("组织律师90人。", ["律师/组织"]),
    ("由县局组织活动9场。", ["活动/组织"]),
  ])
  func `an organization behind a noun organizes nothing`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("开展论证会6场。", ["论证会/开展"]), ("下发督办函9份。", ["督办函/下发"]), ("印发整改单9份。", ["整改单/印发"]), ("督办案件9件。", ["案件/督办"]),
    ("审查书籍9册。", ["书籍/审查"]),
  ])
  func `a verb before one character is the front of a noun`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("审查领导批示、会议纪要等涉法事务67件。", ["领导批示、会议纪要等涉法事务/审查"]), ("开展文件的清理工作1次。", ["文件的清理/开展"]),
    ("行政复议案件16件，占已结案件的16.7%。", ["行政复议案件", "行政复议案件占比"]), ("一是办结率100%。", ["办结率"]),
    ("发布短视频45期，总播放量23万次，点赞9万次。", ["短视频/发布", "短视频总播放量", "短视频/点赞"]),
    ("审结复议案件208件，经调解、和解终止83件。", ["复议案件/审结", "复议案件/调解、和解终止 of 0"]),
    ("年初在册社区矫正对象90人。", ["社区矫正对象/在册 ../2024-12-31"]), ("政法专项编制48名，实有41人。", ["政法专项编制", "政法专项编制/实有"]),
  ])
  func `reads what stands around names, verbs and shares`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("配备顾问158名。办理案件721件；其中为1002名农民工讨薪。", ["顾问/配备", "案件/办理", "农民工讨薪"]),
    ("社区矫正对象变更居住地18人。", ["社区矫正对象居住地/变更"]),
    ("再犯罪率0.12%，低于全省平均水平0.05个百分点。", ["再犯罪率", "再犯罪率/低于 change"]),
    ("开展业务培训5次、参训190人次，电话汇报120次。", ["业务培训/开展", "业务培训/参训", "电话汇报/开展"]),
    ("事项增至312项，免罚案件1023件。", ["事项/增至", "免罚案件"]), ("发布原创作品187条。", ["原创作品/发布"]),
    ("——行政复议案件调解率不低于35%。", ["行政复议案件调解率"]),
    ("开展“12·4”宪法宣传周系列活动76场，参与群众5万人次。", ["“12·4”宪法宣传周系列活动/开展", "宪法宣传周系列活动群众/参与"]),
    ("开展调查评估35件，按期完成率100%，评估意见采信率88%。", ["调查评估/开展", "调查评估按期完成率", "评估意见采信率"]),
    ("修订行政裁量权基准15项，涉及10个领域，裁量幅度平均收窄35%。", ["行政裁量权基准/修订", "行政裁量权基准领域/涉及", "裁量幅度/收窄 change"]),
    ("征集法治文艺作品90件，获一等奖1个、二等奖2个。", ["法治文艺作品/征集", "法治文艺作品一等奖/获", "法治文艺作品二等奖/获"]),
  ])
  func `reads later clauses for themselves`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("承接省级下放事项21项。", ["下放事项/承接"]), ("办理上级交办案件9件。", ["交办案件/办理"]), ("收到部门移送线索7条。", ["移送线索/收到"]),
    ("移送线索7条。", ["线索/移送"]), ("下放事项21项。", ["事项/下放"]),
  ])
  func `what was handed over is not handed over again`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("公证收费103万元。", ["公证收费"]), ("拨付救助资金9万元。", ["救助资金/拨付"]), ("制发监督意见书18份、监督决定书3份。", ["监督意见书/制发", "监督决定书/制发"]),
    ("下发整改通知书11份。", ["整改通知书/下发"]), ("办理公证9件，公证收费3万元。", ["公证/办理", "公证收费"]),
    // What follows is what was done.
    ("调解纠纷9件。", ["纠纷/调解"]), ("审查合同9份。", ["合同/审查"]), ("罚没款8万元。", ["罚没款"]), ("罚没8万元。", ["/罚没"]),
  ])
  func `a verb before the name of a document or of money is a part of it`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("受理复议案件90件，以调解方式结案20件。", ["复议案件/受理", "复议案件/结案 of 0"]), ("受理复议案件90件，复议后起诉7件。", ["复议案件/受理", "复议案件/起诉"]),
    ("收到调查评估函9件，按时回复9件。", ["调查评估函/收到", "调查评估函/回复"]), ("申请司法确认9件。", ["司法确认/申请"]),
    ("申请材料9件。", ["申请材料"]), ("审核后的文件9件。", ["文件"]), ("到庭率90%。", ["到庭率"]), ("在校学生90人。", ["在校学生"]),
    ("多元化解纠纷9件。", ["纠纷/化解"]), ("按时办结率99%。", ["按时办结率"]),
  ])
  func `the way and the occasion of an act are not counted`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("对158件以市政府名义签订的合同进行合法性审查。", ["合同/审查"]), ("对3份以县政府名义印发的文件开展评估。", ["文件/评估"]),
    ("以市政府名义签订合同9件。", ["合同/签订"]),
  ])
  func `an attribute between a figure and its noun is passed over`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("办理公证90件，其中涉外9件、涉港澳台8件。", ["公证/办理", "涉外公证/办理 of 0", "涉港澳台公证/办理 of 0"]),
    ("完成鉴定业务90例，其中法医临床鉴定80例、法医毒物鉴定10例，采信率100%。", ["鉴定业务/完成", "法医临床鉴定/完成 of 0", "法医毒物鉴定/完成 of 0", "鉴定业务采信率"]),
    ("聘用干警49人，其中35岁以下干警17人。", ["干警/聘用", "35岁以下干警/聘用 of 0"]),
    ("服务群众900人，其中60岁以上300人。", ["群众/服务", "群众60岁以上/服务 of 0"]),
    ("建成1个中心、15个服务站。", ["中心/建成", "服务站/建成"]), ("12个所中有3个获评先进。", ["所", "所/获评 of 0"]),
  ])
  func `parts are named as far as they do not name themselves`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    (
      "受理诉求9件，办结率98%，满意率96%，分别提高0.4个和1.2个百分点。",
      ["诉求/受理", "诉求办结率", "诉求满意率", "诉求办结率/提高 change", "诉求满意率/提高 change"]
    ),
    ("甲区、乙区收入9万元，增长5%、7%。", ["甲区、乙区收入", "甲区、乙区收入/增长 change", "甲区、乙区收入/增长 change"]),
    ("罚款9万元，提速75%、3个站点。", ["罚款", "罚款/提速 change", "站点"]),
    ("诈骗案件发案数、损失数同比分别下降31.5%、27.8%。", ["诈骗案件发案数/下降 change", "诈骗案件损失数/下降 change"]),
    ("出庭率78%，比全省平均水平低9个百分点。", ["出庭率", "出庭率/低 change"]), ("新登记企业9户，同比增长5%，总量突破90户。", ["企业/新登记", "企业/增长 change", "企业"]),
  ])
  func `changes of rates are handed out, and end with themselves`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("全市法院受理各类案件900件，审执结800件。", ["案件/受理", "案件/审执结"]), ("检察机关批准逮捕80件。", ["检察机关/批准逮捕"]),
    ("全市一审行政诉讼案件90件，行政机关败诉9件。", ["一审行政诉讼案件", "一审行政诉讼案件/败诉 of 0"]),
  ])
  func `what other bodies do is not of this field`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("纠纷调解：148件；法律援助：9件；社区矫正：在册23人。", ["纠纷调解", "法律援助", "社区矫正对象/在册 ../2025-12-31"]),
    ("受理案件：30件，办结：28件。", ["案件/受理", "案件/办结 of 0"]), ("法律援助案件：民事9件，刑事8件。", ["民事法律援助案件", "刑事法律援助案件"]),
    ("服务对象：900人。", ["服务对象"]), ("1.公证：办理90件。", ["公证/办理"]),
    // Words that only announce, or have a sentence of their own.
    ("具体情况如下：9件。", [""]), ("三是加强监管：检查9次。", ["检查"]), ("其中：民事9件。", ["民事"]),
  ])
  func `what stands before a colon is what is counted`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("制作展板16块，解答群众咨询60人次，受教育群众90人次。", ["展板/制作", "群众咨询/解答", "群众/受教育"]),
    ("开展宣传9场，制作展板16块，受教育群众90人次。", ["宣传/开展", "展板/制作", "宣传群众/受教育"]),
    ("服务4.3万人口。", ["人口/服务"]), ("对23名社区矫正对象逐人制定方案。", ["社区矫正对象/制定"]), ("办理因私外出审批9人次。", ["因私外出审批/办理"]),
    ("因病死亡9人。", ["因病死亡"]),
  ])
  func `people reached are not the people before them`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("审理案件90件，平均办案周期38天，较法定期限缩短22天。", ["案件/审理", "案件平均办案周期", "案件平均办案周期/缩短 change"]),
    ("化解率98%，较“七五”末期提高3个百分点。", ["化解率", "化解率/提高 change"]),
    ("全区调解组织调解纠纷632件，其中镇街调委会调解387件。", ["纠纷/调解", "镇街调委会纠纷/调解 of 0"]), ("司法所调解9件。", ["矛盾纠纷/调解"]),
    ("司法所调解会9场。", ["司法所调解会"]), ("同行评估优良率94%。", ["同行评估优良率"]), ("收案96件，办结90件，未结6件。", ["/收案", "/办结 of 0", "/未结 of 0"]),
  ])
  func `reads what a clause leaves to the one before`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("新建阵地37处，总数达289处。", ["阵地/新建", "阵地"]), ("新培养法律明白人20名，使总数达到80名以上。", ["法律明白人/培养", "法律明白人"]),
    ("新增企业3万户，总量突破20万户。", ["企业/新增", "企业"]), ("新建阵地37处，覆盖镇街12个。", ["阵地/新建", "镇街/覆盖"]),
  ])
  func `a total was not done`(text: String, said: [String]) { #expect(self.said(text) == said) }

  @Test(arguments: [
    ("合格率低于90%的单位3家。", ["合格率", "单位"]), ("持证率不足七成的乡镇有6个。", ["持证率", "乡镇"]), ("满意度达98%的窗口12个。", ["满意度", "窗口"]),
    ("近七成的纠纷在村级化解。", ["纠纷/化解"]), ("30%的案件当庭宣判。", ["案件/宣判"]),
  ])
  func `a rate before its figure is what the figure is of, whatever has it`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("加强调解员培训，全年不少于4期，培训率达90%以上。", ["调解员培训/加强", "调解员培训率"]),
    ("深入开展法治宣传，累计30场次。", ["法治宣传/开展"]), ("组织主题党日活动，共12次。", ["主题党日活动/组织"]),
    ("控制在1‰以内。加强管理，共90件。", ["/控制", ""]), ("受理案件90件，共12次。", ["案件/受理", "案件/受理"]),
  ])
  func `an event is named in the clause before its number`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("受理线索90条，移送公安机关12条，移交县纪委3条。", ["线索/受理", "线索/移送", "线索/移交"]),
    ("移送公安机关12件，转交法律援助中心9件。", ["案件/移送", "案件/转交"]), ("报送市政府草案9件。", ["市政府草案/报送"]), ("移送线索9条。", ["线索/移送"]),
    ("编发简报36期，省级以上媒体采用21篇，市级媒体采用48篇。", ["简报/编发", "省级以上媒体简报/采用", "市级媒体简报/采用"]),
  ])
  func `who gets or prints something is not what is counted`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("在2024年建成8个的基础上，再新建6个调解室。", ["调解室/建成 2024", "调解室/新建"]), ("在已建成8个的基础上，新建站点6个。", ["站点/建成", "站点/新建"]),
    ("按照每万人不少于3名的标准配备调解员。", ["调解员/配备"]), ("90%以上事项实现网办，60%案件当庭宣判。", ["事项/实现", "案件/宣判"]),
    ("规范化司法所占比达到90%。", ["规范化司法所占比"]),
    ("公证办证量突破2000件。", ["公证办证量"]), ("办好“法治大讲堂”，每月1期。", ["“法治大讲堂”/办好"]), ("积极争取资金20万元。", ["资金/争取"]),
    ("同比增长10%，办结案件90件。", ["/增长 change", "案件/办结"]), ("按期建成9个站点。", ["站点/建成"]),
  ])
  func `what a figure counts may be said behind it`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("共有专职律师56人，兼职律师3人、公职律师28名。", ["../2025-12-31", "../2025-12-31", "../2025-12-31"]),
    ("尚有律所9家、律师80名，办理案件30件。", ["../2025-12-31", "../2025-12-31", "2025"]),
    ("办理案件30件，共有律师9名。", ["2025", "../2025-12-31"]), ("共有律师9名，占比30%，新增2名。", ["../2025-12-31", "2025", "2025"]),
  ])
  func `a list of what there is goes on with it`(text: String, periods: [String]) {
    #expect(read(text).map(\.period) == periods)
  }

  @Test(arguments: [
    ("财政拨款收入860万元，支出790万元，其中人员经费520万元，公用经费110万元。", ["财政拨款收入", "财政拨款支出/支出", "人员经费/支出 of 1", "公用经费/支出 of 1"]),
    ("三公经费支出18万元。", ["三公经费/支出"]), ("办理行政检查90次，罚没金额20万元。", ["行政检查/办理", "罚没金额"]),
    ("调解纠纷90件，涉案金额20万元。", ["纠纷/调解", "纠纷涉案金额"]), ("评查案卷90卷，其中优秀8卷、不合格2卷。", ["案卷/评查", "优秀案卷/评查 of 0", "不合格案卷/评查 of 0"]),
    ("满意率90%，快速结案率85%。", ["满意率", "快速结案率"]), ("议案12件、提案9件全部办结。", ["议案", "提案/办结"]),
    ("为困难村开展体检12次（每村每月1次）。", ["困难村体检/开展", "困难村体检/开展"]), ("召开组织生活会2次。", ["组织生活会/召开"]),
    ("争取用房9间，开展联合检查12次。", ["用房/争取", "联合检查/开展"]), ("向上争取资金560万元。", ["资金/争取"]),
    ("下发督察整改通知书12份，送达通知书3份。", ["督察整改通知书/下发", "督察整改通知书/送达"]), ("工作人员96人，其中5人以上的司法所8个。", ["工作人员", "工作人员", "司法所"]),
    ("收到政府信息公开申请56件，予以公开38件，不予公开3件。", ["政府信息公开申请/收到", "政府信息公开申请/予以公开", "政府信息公开申请/不予公开"]),
    ("配备电脑3台、执法记录仪16台、手持终端22部。", ["电脑/配备", "执法记录仪/配备", "手持终端/配备"]),
    ("代理诉讼案件90件，其中行政诉讼代理6件。", ["诉讼案件/代理", "行政诉讼案件/代理 of 0"]),
    ("发布信息90条，其中政策解读12条。", ["信息/发布", "政策解读/发布 of 0"]), ("开展评估90件，平均用时6天。", ["评估/开展", "平均用时"]), ("执法检查9次。", ["执法检查"]),
    (
      "评查案卷90卷，其中行政许可40卷；优秀60卷、合格25卷、不合格5卷。",
      ["案卷/评查", "行政许可/评查 of 0", "优秀案卷/评查 of 0", "案卷/合格 of 0", "不合格案卷/评查 of 0"]
    ),
    ("律师90人，考核优秀20人、称职70人。", ["律师", "律师优秀/考核", "称职律师/考核 of 0"]), ("优秀9人。", ["优秀"]),
    ("调解纠纷900件，其中乡镇调委会160件、行业性专业性调委会20件。", ["纠纷/调解", "乡镇调委会纠纷/调解 of 0", "行业性专业性调委会纠纷/调解 of 0"]),
    ("安置帮教：重点帮教对象36人。", ["重点安置帮教对象"]), ("县政府被诉行政案件18件。", ["行政案件/被诉"]),
    ("（一）社区矫正：在册86人；（二）安置帮教：在册268人。", ["社区矫正对象/在册 ../2025-12-31", "安置帮教对象/在册 ../2025-12-31"]),
    (
      "完成司法鉴定90例，其中：临床鉴定60例，占67%；病理鉴定30例；收费9万元。",
      ["司法鉴定/完成", "临床鉴定/完成 of 0", "临床鉴定占比", "病理鉴定/完成 of 0", "收费"]
    ),
    ("受理案件90件，其中刑事28件；结案47件。", ["案件/受理", "刑事案件/受理 of 0", "案件/结案 of 0"]),
    ("接听电话90个，解答率100%，其中婚姻家庭类占28%。", ["电话/接听", "电话解答率", "婚姻家庭类占比"]),
    ("建成法治公园（1个）、法治广场（18个）。", ["法治公园/建成", "法治广场"]),
    ("收到投诉90件，其中有效投诉80件，2件正在办理。", ["投诉/收到", "有效投诉/收到 of 0", "投诉/正在办理 of 0"]),
    ("修改村规民约17份。", ["村规民约/修改"]), ("帮助5家企业审查合同40份。", ["企业/审查", "合同/审查"]),
    ("排查纠纷90件，尚有8件正在调处。", ["纠纷/排查", "纠纷/正在调处 ../2025-12-31"]),
    ("警调对接平台受理纠纷90件，化解80件。", ["警调对接纠纷/受理", "警调对接纠纷/化解 of 0"]), ("平台受理纠纷90件。", ["纠纷/受理"]),
    ("召开常委会会议研究议题9个。", ["议题/研究"]), ("召开会议9次。", ["会议/召开"]),
    ("免收公证费61万元，30%的公证事项予以容缺受理。", ["公证费/免收", "公证事项/容缺受理"]),
    ("办理公证90件，其中涉外公证26件，增加8件。", ["公证/办理", "涉外公证/办理 of 0", "涉外公证/增加 change"]),
    ("开展人员培训2期，第一期120人，第二期160人。", ["人员培训/开展", "人员培训", "人员培训"]),
    ("劳动争议86件、交通事故64件、其他28件。", ["劳动争议", "交通事故", "其他"]), ("会见在押人员9人次。", ["在押人员/会见"]),
    ("邻里纠纷86件、山林纠纷64件、其他28件。", ["邻里纠纷", "山林纠纷", "其他纠纷"]), ("新购电脑24台，新配备打印机2台。", ["电脑/新购", "打印机/配备"]),
    ("12348热线、微信公众号共解答咨询326人次，其中热线186人次。", ["群众咨询/解答", "群众咨询热线/解答 of 0"]),
    (
      "乡镇（街道）司法所186个，其中独立办公的168个，占90.3%。",
      ["乡镇（街道）司法所", "乡镇（街道）司法所独立办公 of 0", "司法所独立办公占比"]
    ),
    ("审查招标文件9份、政府采购合同26份。", ["招标文件/审查", "政府采购合同/审查"]), ("发放慰问品36份。", ["慰问品/发放"]),
    ("派驻人员36人，受理事项90件。", ["人员/派驻", "事项/受理"]), ("投入38万元为6个司法所更新设备，投入22万元用于改造。", ["资金/投入", "司法所/更新", "资金/投入"]),
    ("预算经费90万元，已拨付60万元。", ["预算经费", "预算经费/拨付"]),
    ("发放联系卡90张，解决问题26个。", ["联系卡/发放", "问题/解决"]), ("检查企业90家，发现问题26个。", ["企业/检查", "企业问题/发现"]),
    ("设置听证室9个、接待窗口8个。", ["听证室/设置", "接待窗口/设置"]), ("外聘法律顾问36名。", ["法律顾问/外聘"]),
    ("出动宣传车6台次，受教育群众900人次。", ["宣传车/出动", "群众/受教育"]),
  ])
  func `money, grades, ways and rates have names of their own`(text: String, said: [String]) {
    #expect(self.said(text) == said)
  }

  @Test(arguments: [
    ("收案96件，上季度结转21件，办结101件。", "2025-Q4", ["2025-Q4", "../2025-09-30", "2025-Q4"]),
    ("收案96件，上年结转21件，办结101件。", "2025-Q3", ["2025-Q3", "../2024-12-31", "2025-Q3"]),
    ("1-9月收案96件，上年结转21件，办结101件。", "2025-Q3", ["2025-01/2025-09", "../2024-12-31", "2025-01/2025-09"]),
  ])
  func `what was carried over stood there when the time before ended`(text: String, period: String, periods: [String]) {
    #expect(figures(inReport: text, period: period).map(\.period) == periods)
  }

  @Test(arguments: [
    ("附：2025年业务数据", FigureKind.actual), ("附件2：统计表", .actual), ("附表 业务情况", .actual), ("附：2026年任务清单", .target),
    ("附近村庄", .target), ("明年重点", .target),
  ])
  func `an annex behind a plan is no plan, unless it says so`(line: String, kind: FigureKind) {
    let planned = figures(inReport: "建成站点3个。\n\(line)\n调解纠纷148件。", role: .plan, planPeriod: "2026")
    #expect(planned.map(\.kind) == [.target, kind])
  }

  @Test func `the whole year of a plan for its second half is the year`() {
    let planned = figures(inReport: "全年办理案件520件，下半年建成站点3个。", role: .plan, planPeriod: "2025-H2")
    #expect(planned.map(\.period) == ["2025", "2025-H2"])
    #expect(figures(inReport: "全年办理案件520件。", role: .plan, planPeriod: "2026").map(\.period) == ["2026"])
  }
}

extension Figure {
  /// Whether the figure is a share in percent.
  fileprivate var unitIsShare: Bool { quantity.unit == "%" && label.hasSuffix("占比") }
}
