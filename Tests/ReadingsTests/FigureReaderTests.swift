import Outline
import PipelineTesting
import Quantities
import Testing

@testable import Readings

/// Reads a text as a report of 2025 with a plan for 2026.
private func figures(_ string: String, isPlan: Bool = false) -> [Figure] {
  figures(inReport: string, role: isPlan ? .plan : .achievements, planPeriod: "2026")
}

private func labels(_ string: String) -> [String] { figures(string).map(\.label) }

struct FigureLabelTests {
  @Test(arguments: [
    ("全年办理仲裁案件31件。", "仲裁案件", "办理"),
    ("各级调解组织调处邻里纠纷208件。", "邻里纠纷", "调处"),
    ("共开展各类普法活动46场。", "普法活动", "开展"),
    ("开展矛盾纠纷排查12次。", "矛盾纠纷排查", "开展"),
    ("组织律师为中小企业提供合同审查75次。", "中小企业合同审查", "提供"),
    ("参与调解医疗纠纷9起。", "医疗纠纷", "参与调解"),
    ("提出修改意见34条。", "修改意见", "提出"),
    ("审查镇政府报送的合同草案18份。", "合同草案", "审查"),
  ])
  func `takes the noun phrase before a figure, and its verb`(text: String, label: String, action: String) throws {
    let figure = try #require(figures(text).first)
    #expect(figure.label == label)
    #expect(figure.action == action)
    #expect(figure.rule == .beforeFigure)
  }

  @Test(arguments: [
    ("组建5名骨干律师组成的团队。", "骨干律师", "组建"),
    ("27家行政执法单位完成年报。", "行政执法单位", "完成"),
    ("升级改造9个司法所。", "司法所", "升级改造"),
    ("挑选3名熟悉外贸的律师，组建人才库。", "律师", "挑选"),
  ])
  func `takes the noun phrase after a figure`(text: String, label: String, action: String) throws {
    let figure = try #require(figures(text).first)
    #expect(figure.label == label)
    #expect(figure.action == action)
    #expect(figure.rule == .afterFigure)
  }

  @Test func `gives each of two figures in a row the noun after it`() {
    #expect(labels("全县4家律师事务所31名律师参加值班。") == ["律师事务所", "律师"])
  }

  @Test func `takes the object of the verb that follows people served`() throws {
    let figure = try #require(figures("全年为900余人次提供法律咨询服务。").first)
    #expect(figure.label == "法律咨询服务")
    #expect(figure.action == "提供")
    #expect(figure.rule == .objectAfter)
  }

  @Test func `inherits the label where a clause has a verb alone`() {
    let read = figures("受理仲裁案件40件，审结36件。")
    #expect(read.map(\.label) == ["仲裁案件", "仲裁案件"])
    #expect(read.map(\.action) == ["受理", "审结"])
    #expect(read[1].rule == .inherited)
  }

  @Test func `keeps the label for a second count of the same event`() {
    #expect(labels("组织法治讲座15场900余人次。") == ["法治讲座", "法治讲座"])
  }

  @Test func `completes a short rate with what it is the rate of`() {
    #expect(labels("排查矛盾纠纷300件，化解率达97%。").last == "矛盾纠纷化解率")
    #expect(labels("行政机关负责人出庭应诉率100%。") == ["行政机关负责人出庭应诉率"])
  }

  @Test func `completes a bare head with the topic`() {
    #expect(labels("行政复议能力不断增强，全年受理案件52件。") == ["行政复议案件"])
  }

  @Test func `deals out a list of rates over a list of figures`() {
    let read = labels("安置帮教对象衔接率、安置率和帮教率分别为98%、97%和96%。")
    #expect(read.map { $0.suffix(3) } == ["衔接率", "安置率", "帮教率"])
  }

  @Test func `leaves words inside quotation marks whole`() {
    #expect(labels("培训“法律明白人”80名。") == ["“法律明白人”"])
  }

  @Test func `keeps a character of a noun that is a function word elsewhere`() {
    #expect(labels("发现不合格案卷3份。") == ["不合格案卷"])
  }

  @Test func `reads the rows of a table by its head`() {
    let read = figures("项目\t2025年\t2024年\t同比增减\n人民调解员\t812人\t790人\t2.8%\n")
    #expect(read.suffix(3).map(\.label) == ["人民调解员", "人民调解员", "人民调解员"])
    #expect(read.suffix(3).map(\.period) == ["2025", "2024", "2025"])
    #expect(read.suffix(3).map(\.isChange) == [false, false, true])
  }
}

struct FigureKindTests {
  @Test func `takes a reached value for a value and a difference for a change`() {
    let read = figures("调解成功率提升至96%，投诉量同比下降12%。")
    #expect(read.map(\.kind) == [.actual, .change])
    #expect(read.map(\.isChange) == [false, true])
  }

  @Test func `takes the figures of a plan for targets`() {
    let read = figures("力争办理法律援助案件突破300件，年均增长4%。", isPlan: true)
    #expect(read.map(\.kind) == [.target, .target])
    #expect(read.map(\.isChange) == [false, true])
    #expect(read.map(\.period) == ["2026", "2026"])
  }

  @Test func `takes the whole year of a plan for the plan's year, and a figure of the year before for a result`() {
    let read = figures("全年开展普法宣传60场。2025年办理公证300件，力争突破330件。", isPlan: true)
    #expect(read.map(\.kind) == [.target, .actual, .target])
    #expect(read.map(\.period) == ["2026", "2025", "2026"])
  }

  @Test func `takes what a change starts from for a baseline`() {
    let read = figures("将公证办理时限从10个工作日缩短至3个工作日。")
    #expect(read.map(\.kind) == [.baseline, .actual])
    #expect(read.map(\.label) == ["公证办理时限", "公证办理时限"])
    #expect(read.map(\.action) == ["缩短", "缩短"])
  }

  @Test func `gives last year's baseline the year before`() {
    let read = figures("仲裁案件由上年的80件增加到96件，增长20%。")
    #expect(read.map(\.kind) == [.baseline, .actual, .change])
    #expect(read.map(\.period) == ["2024", "2025", "2025"])
  }
}

struct ComparedFigureTests {
  @Test(arguments: [
    "受理案件总量比2024年的80件增加16件。", "受理案件总量较2024年的80件减少16件。", "受理案件总量比上年的80件增加16件。",
  ])
  func `takes the figure that another is compared with for a baseline`(_ text: String) {
    let read = figures(text)
    #expect(read.map(\.kind) == [.baseline, .change])
    #expect(read.map(\.period) == ["2024", "2025"])
  }

  @Test(arguments: ["较好完成8件实事，新增2件。", "比赛收到作品80件，增加奖项6个。"])
  func `takes no figure for a baseline that nothing is compared with`(_ text: String) {
    #expect(!figures(text).contains { $0.kind == .baseline })
  }
}

struct FigurePeriodTests {
  @Test(arguments: [
    ("3月举办培训班2期，培训司法所长40人。", ["2025-03", "2025-03"]),
    ("2023年以来投入资金90万元。", ["2023/.."]),
    ("今年以来，共审查合同17份。", ["2025"]),
    ("截至2025年9月底，在册社区矫正对象88人。", ["../2025-09-30"]),
    ("截至目前，共走访企业48家。", ["2025"]),
    ("目前，全县已建成调解中心6个。", ["../2025-12-31"]),
    ("办理行政复议案件60件（含去年结转7件），审结50件。", ["2025", "../2024-12-31", "2025"]),
    ("受理案件50件，较2024年增长8%。", ["2025", "2025"]),
  ])
  func `takes the period that governs the clause`(text: String, periods: [String]) {
    #expect(figures(text).map(\.period) == periods)
  }
}

struct FigureRelationTests {
  @Test func `makes the list in brackets part of the figure before it`() {
    let read = figures("在册社区矫正对象90人（缓刑81人、假释5人、暂予监外执行4人），接收33人。")
    #expect(read.map(\.partOf) == [nil, 0, 0, 0, nil])
    #expect(read[1].label == "社区矫正对象缓刑")
    #expect(read[4].label == "社区矫正对象")
  }

  @Test func `makes the list after 其中 part of the figure before it, while the unit is the same`() {
    let read = figures("办理法律援助案件120件，其中民事案件80件、刑事案件40件，接待咨询300人次。")
    #expect(read.map(\.partOf) == [nil, 0, 0, nil])
    #expect(read[1].label == "法律援助民事案件")
  }

  @Test func `makes an outcome part of what was closed, and that part of what came in`() {
    let read = figures("受理行政复议案件40件，审结30件，其中维持20件、撤销4件。")
    #expect(read.map(\.partOf) == [nil, 0, 1, 1])
  }

  @Test func `takes a count apart where the next ones add up to it`() {
    let read = figures("审核备案文件30件，准予备案24件，要求纠正6件。")
    #expect(read.map(\.partOf) == [nil, 0, 0])
  }

  @Test func `leaves unrelated counts alone, also where they add up`() {
    let read = figures("走访企业30家，聘请法律顾问10家，培训商户20家。")
    #expect(read.allSatisfy { $0.partOf == nil })
  }

  @Test func `finds the two counts of a rate by name`() {
    let read = figures("受理仲裁案件40件，审结30件，结案率75%。")
    #expect(read[2].ratioOf == Figure.Ratio(numerator: 1, denominator: 0))
  }
}

struct FigureReaderPropertyTests {
  @Test(arguments: 0..<UInt64(40)) func `reads any bytes, one figure a quantity`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "办理", "案件", "12件", "（", "）", "，", "。", "其中", "从", "3天", "缩短至", "1天", "率", "88%", "、", "\t", "\n", "“", "占", "的",
      "同比", "分别为",
    ]
    let text = random.bytes(of: pieces, count: 120, noise: 12)
    var quantities: [Quantity] = []
    var position = 0
    while position < text.count {
      let end = min(text.count, position + 1 + random.below(6))
      if random.below(4) == 0 {
        quantities.append(
          Quantity(range: position..<end, value: Double(random.below(50)), unit: ["件", "%", nil][random.below(3)]))
      }
      position = end
    }
    let middle = text.count / 2
    let read = FigureReader().figures(
      in: text, quantities: quantities, periods: [PeriodMention(range: 0..<1, period: "2025-03-15")], sections: [],
      sentences: [0..<middle, middle..<text.count], context: ReportContext())
    #expect(read.map(\.quantity) == quantities)
    for (index, figure) in read.enumerated() {
      #expect(figure.partOf.map { $0 < index } ?? true)
      #expect(figure.ratioOf.map { $0.numerator < index && $0.denominator < index } ?? true)
    }
    for check in ArithmeticReader().checks(of: read) {
      #expect(read.indices.contains(check.stated))
      #expect(check.terms.allSatisfy(read.indices.contains))
    }
  }
}
