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
    "2026年，力争新建法律援助工作站6个。", "到2027年底，村居法律顾问覆盖率达到100%。", "2026年3月，计划举办讲座4场。",
  ])
  func `takes a figure of a year to come for a target wherever it stands`(text: String) {
    #expect(read(text).map(\.kind) == [.target])
  }

  @Test(arguments: ["2026年1月，开展宣传活动12场。", "2025年，力争新建法律援助工作站6个。", "2023年以来，调解纠纷300件。"])
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
}

extension Figure {
  /// Whether the figure is a share in percent.
  fileprivate var unitIsShare: Bool { quantity.unit == "%" && label.hasSuffix("占比") }
}
