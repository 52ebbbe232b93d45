import Outline
import PipelineTesting
import Quantities
import Testing

@testable import Readings

/// Tables in plain text.
struct TableFigureTests {
  /// Reads a text as a report of 2025.
  private func read(_ string: String) -> [Figure] { figures(inReport: string, role: nil) }

  /// Value and unit, label, and where they are not the rule, kind, period and whole.
  private func written(_ string: String) -> [String] {
    read(string).map { figure in
      var parts = [(figure.quantity.value.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? "?")]
      parts[0] += figure.quantity.unit ?? ""
      parts.append(figure.label)
      if figure.kind != .actual { parts.append(figure.kind.rawValue) }
      if figure.period != "2025" { parts.append(figure.period ?? "?") }
      if let whole = figure.partOf { parts.append("of \(whole)") }
      return parts.joined(separator: "; ")
    }
  }

  @Test func `columns set with blanks, half or full`() {
    let text = """
      表1 主要业务统计表        单位：件
      项目            2025年      2024年     同比
      公证              120         100       20%
      　　其中：涉外     80          70       14.3%
      合同审查　　　　　300　　　　280　　　　7.1%
      """
    #expect(
      written(text) == [
        "120件; 公证", "100件; 公证; 2024", "20%; 公证; change", "80件; 涉外公证; of 0", "70件; 涉外公证; 2024; of 1",
        "14.3%; 涉外公证; change", "300件; 合同审查", "280件; 合同审查; 2024", "7.1%; 合同审查; change",
      ])
  }

  @Test func `the line above the table says what bodies did`() {
    let text = """
      现将法律援助办理情况公布如下。
      单位：件、人
      乡镇\t案件数\t受援人数
      城关镇\t120\t133
      柳河镇\t45\t50
      合计\t165\t183
      """
    #expect(
      written(text) == [
        "120件; 城关镇法律援助案件; of 4", "133人; 城关镇受援人数; of 5", "45件; 柳河镇法律援助案件; of 4", "50人; 柳河镇受援人数; of 5",
        "165件; 法律援助案件", "183人; 受援人数",
      ])
  }

  @Test func `two rows of headings above columns of blanks, the first without its indent`() {
    let text = """
      2025年            2024年
      项目      件数    人数      件数    人数
      公证       120     130       100     110
      仲裁        30      31        20      21
      """
    #expect(
      written(text) == [
        "120件; 公证", "130人; 公证", "100件; 公证; 2024", "110人; 公证; 2024", "30件; 仲裁", "31人; 仲裁", "20件; 仲裁; 2024",
        "21人; 仲裁; 2024",
      ])
  }

  @Test func `a cell left out leaves its column blank`() {
    let text = """
      项目        2025年      2024年
      公证          120         100
      仲裁                       20
      评查           30          25
      """
    #expect(
      written(text) == ["120; 公证", "100; 公证; 2024", "20; 仲裁; 2024", "30; 评查", "25; 评查; 2024"])
  }

  @Test(arguments: [
    """
    | 项目 | 2025年 | 2024年 |
    |------|-------:|-------:|
    | 公证（件） | 120 | 100 |
    """,
    """
    ┌────┬────┬────┐
    │项目│2025年│上年│
    ├────┼────┼────┤
    │公证│ 120件│ 100件│
    └────┴────┴────┘
    """,
    "项目\t单位\t2025年\t2024年\n公证\t件\t120\t100",
    "｜项目｜件数｜上年件数｜\n｜公证｜120｜100｜",
  ])
  func `cells between upright lines or tabs`(text: String) {
    #expect(written(text) == ["120件; 公证", "100件; 公证; 2024"])
  }

  @Test func `a heading between the rows of a table parts nothing`() {
    let text = "项目\t件数\n一、公证\n国内公证\t300\n二、仲裁\n经济仲裁\t12\n"
    #expect(written(text) == ["300件; 国内公证", "12件; 经济仲裁"])
  }

  @Test func `a second head begins a table of its own`() {
    let text = "项目\t件数\t同比\n公证\t300\t5%\n人员\t人数\t增减\n律师\t45\t3\n"
    #expect(written(text) == ["300件; 公证", "5%; 公证; change", "45人; 律师", "3人; 律师; change"])
  }

  @Test func `two figures in a cell have one label, and those in brackets a unit of their own`() {
    #expect(
      written("项目\t规模\n讲座\t2场，300人次\n公证\t120件（25%）\n") == [
        "2场; 讲座", "300人次; 讲座", "120件; 公证", "25%; 公证",
      ])
  }

  @Test func `the parts of a year and the year may stand in different headings`() {
    #expect(
      written("项目\t2024年上半年\t2025年上半年\n公证（件）\t40\t50\n") == ["40件; 公证; 2024-H1", "50件; 公证; 2025-H1"])
    #expect(written("年份\t上半年（件）\t下半年（件）\n2024年\t40\t50\n").map { $0.suffix(7) } == ["2024-H1", "2024-H2"])
  }

  @Test func `decimals among counts make a change a rate`() {
    let text = "单位：件\n项目\t2025年\t2024年\t同比\n公证\t120\t100\t20.0\n仲裁\t30\t40\t-25.0\n"
    #expect(read(text).filter(\.isChange).map(\.quantity.unit) == ["%", "%"])
    let counts = "单位：件\n项目\t2025年\t2024年\t增减\n公证\t120\t100\t20\n仲裁\t30\t40\t-10\n"
    #expect(read(counts).filter(\.isChange).map(\.quantity.unit) == ["件", "件"])
  }

  @Test(arguments: [
    // Differences, though one column of them has decimals, as what it compares.
    ("项目\t单位\t本年\t上年\t增减\n受理\t件\t130\t100\t30\n挽回损失\t万元\t512.5\t480\t32.5\n", ["件", "元"]),
    ("项目\t2025年（件）\t2024年（件）\t变化\n公证\t130\t100\t30\n仲裁\t30\t40\t-10\n", ["件", "件"]),
    ("单位：件\n项目\t2024年\t2025年\t同比\n公证\t100\t140\t40\n仲裁\t40\t30\t10\n评查\t50\t60\t10\n", ["件", "件", "件"]),
    // Rates, though none has decimals.
    ("单位：件\n项目\t2025年\t2024年\t同比\n公证\t150\t200\t-25\n仲裁\t30\t20\t50\n", ["%", "%"]),
    ("单位：件\n项目\t2025年\t2024年\t增减\n公证\t132\t99\t33\n仲裁\t31\t24\t29\n", ["%", "%"]),
    // Where the numbers don't tell, decimals do.
    ("单位：件\n项目\t2025年\t同比\n公证\t132\t33.3\n仲裁\t31\t29.2\n", ["%", "%"]),
    ("单位：件\n项目\t2025年\t同比\n公证\t132\t33\n仲裁\t31\t7\n", ["件", "件"]),
  ])
  func `what changes are measured in follows from what they compare`(text: String, units: [String]) {
    #expect(read(text).filter(\.isChange).map(\.quantity.unit) == units)
  }

  @Test func `a part among the columns counts in what its whole counts`() {
    let text = "科室\t编制数\t实有人数\t其中：女性\n办公室\t5\t4\t2\n法治科\t4\t4\t1\n"
    #expect(
      written(text) == [
        "5; 办公室编制数", "4人; 办公室", "2人; 办公室女性; of 1", "4; 法治科编制数", "4人; 法治科", "1人; 法治科女性; of 4",
      ])
    #expect(read("科室\t实有人数\t女性\n法治科\t4\t1\n").map(\.quantity.unit) == ["人", nil])
  }

  @Test(arguments: [
    ("年初预算数", FigureKind.target), ("调整预算数", .target), ("全年预算数", .target), ("决算数", .actual), ("预算执行数", .actual),
    ("任务完成数", .actual), ("目标完成情况", .actual), ("完成目标", .target),
  ])
  func `headings of budgets and tasks tell what is wanted from what was reached`(heading: String, kind: FigureKind) {
    let figures = read("科目\t\(heading)（万元）\n基本支出\t890.5\n")
    #expect(figures.map(\.kind) == [kind] && figures.map(\.label) == ["基本支出"])
  }

  @Test func `a sum of something is named for it`() {
    let text = "科目\t决算数（万元）\n财政拨款\t90\n事业收入\t10\n收入合计\t100\n基本支出\t70\n项目支出\t30\n支出合计\t100\n"
    #expect(
      written(text) == [
        "900000元; 财政拨款; of 2", "100000元; 事业收入; of 2", "1000000元; 收入", "700000元; 基本支出; of 5", "300000元; 项目支出; of 5",
        "1000000元; 支出",
      ])
    #expect(
      written("镇\t件数\n城关镇\t9\n柳河镇\t8\n各镇合计\t17\n").map { $0.suffix(4) }.prefix(2).allSatisfy { $0 == "of 2" })
  }

  @Test func `the line above a table of blanks is no row of it, and tells the time`() {
    let text = "表1  2021—2023年行政复议案件情况（单位：件）\n年度  收到申请  受理  审结\n2021年  503  421  398\n2022年  618  540  521\n"
    #expect(
      written(text).prefix(3) == ["503件; 行政复议申请; 2021", "421件; 行政复议案件; 2021", "398件; 行政复议案件; 2021"])
    let months = "附：2025年1-11月信访事项分类表\n类别\t件数（件）\n民事\t180\n刑事\t120\n"
    #expect(written(months) == ["180件; 民事; 2025-01/2025-11", "120件; 刑事; 2025-01/2025-11"])
  }

  @Test func `sums that stand below each other sum up the rows between them`() {
    let text = "类别\t件数\n刑事案件\t10\n民事案件\t20\n合计\t30\n律师业务\t5\n公证业务\t3\n合计\t8\n"
    #expect(read(text).map(\.partOf) == [2, 2, nil, 5, 5, nil])
    // What comes to neither is no sum.
    #expect(read(text.replacing("\t8\n", with: "\t80\n")).map(\.partOf) == [2, 2, nil, nil, nil, nil])
  }

  @Test(arguments: [
    ("表1 法律援助办理情况", "法律援助案件"), ("附表2-1：法律援助办理情况", "法律援助案件"), ("表三、法律援助办理情况", "法律援助案件"), ("图4法律援助办理情况", "法律援助案件"),
    ("表彰对象情况", "对象"), ("图书借阅情况", "图书借阅"),
  ])
  func `the number of a caption is no part of what it says`(caption: String, label: String) {
    let figures = read(caption + "\n项目\t件数\n刑事\t10\n民事\t20\n合计\t30\n")
    #expect(figures.last?.label == label)
  }

  @Test(arguments: [
    ("民事\t9\n", "民事案件"), ("民事案件\t9\n", "民事案件"), ("王某\t9\n", "王某案件"), ("城关镇\t9\n", "城关镇案件"),
  ])
  func `a column of cases completes what names a row`(row: String, label: String) {
    #expect(read("名称\t案件数（件）\n" + row).map(\.label) == [label])
    #expect(read("名称\t件数\n民事\t9\n公证\t8\n").map(\.label) == ["民事", "公证"])
  }

  @Test func `parts of what a verb and the caption name have both`() {
    let text = "法律援助办理情况\n项目\t件数\n受理案件\t120\n其中：农民工\t30\n刑事案件\t20\n办结案件\t90\n"
    let figures = read(text)
    #expect(figures.map(\.action) == ["受理", "受理", nil, "办结"])
    #expect(figures.map(\.label) == ["法律援助案件", "法律援助案件农民工", "刑事案件", "法律援助案件"])
    #expect(figures.map(\.partOf) == [nil, 0, nil, nil])
  }

  @Test(arguments: [("", 1), ("某县各项工作统计\t\t\n", 2)])
  func `rows of words that go on for longer than a head are no head`(title: String, head: Int) {
    let rows = (1...12).map { "第\($0)项\t正常\t未统计\n" }.joined()
    let text = title + "事项\t说明\t2024年（件）\n" + rows + "公证\t正常\t21\n"
    #expect(TableCells.tables(in: Array(text.utf8)).map(\.headRows) == [head])
    #expect(written(text) == ["21件; 公证; 2024"])
  }

  @Test func `headings on several levels are one head`() {
    let text = "项目\t办理情况\t办理情况\n名称\t民事\t刑事\n类别\t件数\t件数\n诉讼\t21\t12\n"
    #expect(TableCells.tables(in: Array(text.utf8)).map(\.headRows) == [3])
  }

  @Test(arguments: [
    "联系人：周某    电话：6223456\n填报日期：2025年12月5日    审核：李某\n县司法局    2025年12月30日",
    "首页 | 机构职能 | 政务公开\n动态 | 公告 | 下载\n12 | 3 | 4",
    "青　禾　县　司　法　局\n年　度　报　告\n2025　年　12　月",
    "第1页　　共3页\n第2页　　共3页\n第3页　　共3页",
  ])
  func `signatures, menus and letters set apart are no tables`(text: String) {
    #expect(
      TableCells.tables(in: Array(text.utf8)).allSatisfy { table in
        table.rows.allSatisfy { $0.cells.allSatisfy(\.figures.isEmpty) }
      })
    #expect(read(text).allSatisfy { $0.rule != .tableRow })
  }

  @Test(arguments: 0..<UInt64(60)) func `reads any lines, no figure twice`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "项目", "合计", "12", "3件", "2025年", "　", "  ", "\t", "|", "│", "\n", "其中：", "*", "-", "单位：件", "（", "）", "%", "。",
      "├──┤",
    ]
    let text = random.bytes(of: pieces, count: 140, noise: 6)
    let quantities = QuantityReader().quantities(in: text)
    #expect(zip(quantities, quantities.dropFirst()).allSatisfy { $0.range.upperBound <= $1.range.lowerBound })
    let figures = FigureReader().figures(
      in: text, quantities: quantities, periods: [], sections: [], sentences: SentenceReader().sentences(in: text),
      context: ReportContext())
    #expect(figures.map(\.quantity) == quantities)
    #expect(figures.indices.allSatisfy { figures[$0].partOf.map { figures.indices.contains($0) } ?? true })
  }
}
