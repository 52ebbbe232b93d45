import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

/// Grids of statistics in markup, read all the way from the page.
struct TableMetricsTests {
  /// The document of a page that holds a table between paragraphs, read as a report of 2025.
  private func read(_ table: String, before: String = "") throws -> Document {
    let page = """
      <title>报告</title><p>全年工作平稳有序，各项任务按期推进，群众反映良好。</p>\(before)<table>\(table)</table>
      <p>基层力量仍然不足，下一步将继续充实人员，改进服务。</p>
      """
    var document = Document(
      source: "a.html", revision: "", mediaType: MediaType.html.rawValue, charset: "UTF-8", text: page)
    _ = try StripMarkup([:]).process(&document)
    _ = try SegmentOutline([:]).process(&document)
    document.metadata.period = "2025"
    _ = try ExtractMetrics([:]).process(&document)
    _ = try AuditArithmetic([:]).process(&document)
    return document
  }

  /// Rows of cells parted by bars; `^` before a cell with a number has it span so many columns, `v` so many rows.
  private func rows(_ lines: String...) -> String {
    lines.map { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { cell -> String in
        for (mark, name) in [("^", "colspan"), ("v", "rowspan")] where cell.hasPrefix(mark) {
          return "<td \(name)=\(cell.dropFirst().prefix(1))>\(cell.dropFirst(2))</td>"
        }
        return "<td>\(cell)</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }.joined()
  }

  /// What a figure says: as written, value and unit, label, action, and where it is not the rule, kind, period and whole.
  private func written(_ document: Document) -> [String] {
    let text = Array(document.text.utf8)
    return document.metrics.map { metric in
      var parts = [String(decoding: text[metric.range], as: UTF8.self)]
      parts.append((metric.value.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? "?") + (metric.unit ?? ""))
      parts.append(metric.label + (metric.action.map { " " + $0 } ?? ""))
      if metric.qualifier != "exact" { parts.append(metric.qualifier) }
      if metric.kind != "actual" { parts.append(metric.kind) }
      if metric.period != "2025" { parts.append(metric.period ?? "?") }
      if let whole = metric.partOf { parts.append("of \(whole)") }
      if let ratio = metric.ratioOf { parts.append("\(ratio[0])/\(ratio[1])") }
      return parts.joined(separator: "; ")
    }
  }

  private func checks(_ document: Document) -> [String] { document.checks.map { "\($0.holds) \($0.message)" } }

  @Test func `headings over several rows say period and unit together`() throws {
    let table = rows("v2项目|^22025年|^22024年", "件数|人数|件数|人数", "公证|96|98|80|81", "仲裁|30||—|22")
    #expect(
      written(try read(table)) == [
        "96; 96件; 公证", "98; 98人; 公证", "80; 80件; 公证; 2024", "81; 81人; 公证; 2024", "30; 30件; 仲裁", "22; 22人; 仲裁; 2024",
      ])
  }

  @Test func `a column of units gives each row its own, and a heading with a unit has precedence`() throws {
    let table = rows(
      "序号|指标名称|计量单位|2025年|上年同期|同比增减（%）", "1|合同审查|件|1,250|1000|25.0", "2|化解标的额|万元|51.3|60|-14.5", "3|窗口咨询|人次|*|*|*")
    #expect(
      written(try read(table)) == [
        "1,250; 1250件; 合同审查", "1000; 1000件; 合同审查; 2024", "25.0; 25%; 合同审查; change",
        "51.3; 513000元; 化解标的额", "60; 600000元; 化解标的额; 2024", "-14.5; -14.5%; 化解标的额; change",
        "*; ?人次; 窗口咨询", "*; ?人次; 窗口咨询; 2024", "*; ?%; 窗口咨询; change",
      ])
  }

  @Test func `a row that sums up has the others for its parts, and the caption names it`() throws {
    let document = try read(
      rows("类型|案件数（件）", "民事|80", "刑事|30", "行政|10", "合计|120"), before: "<p>表2 法律援助案件分类统计表</p>")
    #expect(
      written(document) == [
        "80; 80件; 民事案件; of 3", "30; 30件; 刑事案件; of 3", "10; 10件; 行政案件; of 3", "120; 120件; 法律援助案件",
      ])
    #expect(checks(document) == ["true 80 + 30 + 10 = 120, stated 120"])
  }

  @Test func `a sum that does not hold is found`() throws {
    let document = try read(rows("类型|案件数（件）", "民事|80", "刑事|30", "行政|12", "合计|120"))
    #expect(checks(document) == ["false 80 + 30 + 12 = 122, stated 120"])
  }

  @Test func `a sum that its rows miss by far is none of theirs`() throws {
    let document = try read(rows("类型|件数", "民事|80", "刑事|30", "合计|420"))
    #expect(document.metrics.allSatisfy { $0.partOf == nil } && document.checks.isEmpty)
  }

  @Test func `rows and columns are summed up apart`() throws {
    let document = try read(
      rows("乡镇|邻里纠纷|婚姻纠纷|合计", "城关镇|10|20|30", "河东乡|5|6|11", "合计|15|26|41"), before: "<p>单位：件</p>")
    #expect(
      written(document) == [
        "10; 10件; 城关镇邻里纠纷; of 2", "20; 20件; 城关镇婚姻纠纷; of 2", "30; 30件; 城关镇; of 8", "5; 5件; 河东乡邻里纠纷; of 5",
        "6; 6件; 河东乡婚姻纠纷; of 5", "11; 11件; 河东乡; of 8", "15; 15件; 邻里纠纷; of 8", "26; 26件; 婚姻纠纷; of 8", "41; 41件; ",
      ])
    #expect(
      checks(document) == [
        "true 10 + 20 = 30, stated 30", "true 5 + 6 = 11, stated 11", "true 30 + 11 = 41, stated 41",
        "true 15 + 26 = 41, stated 41",
      ])
  }

  @Test func `rows after 其中 are parts while they add up`() throws {
    let document = try read(
      rows("项目|单位|数量", "民间纠纷|件|300", "其中：邻里纠纷|件|200", "家庭纠纷|件|100", "执业律师|人|45", "其中：女律师|人|20", "公证员|人|6"))
    #expect(
      written(document) == [
        "300; 300件; 民间纠纷", "200; 200件; 邻里纠纷; of 0", "100; 100件; 家庭纠纷; of 0", "45; 45人; 执业律师", "20; 20人; 女律师; of 3",
        "6; 6人; 公证员",
      ])
    #expect(checks(document) == ["true 200 + 100 = 300, stated 300"])
  }

  @Test func `columns below 其中 are parts of the one before`() throws {
    let document = try read(
      rows("v2年份|v2合同审查（件）|^2其中", "政府合同（件）|企业合同（件）", "2024|50|30|20", "2025|60|35|25"))
    #expect(
      written(document) == [
        "50; 50件; 合同审查; 2024", "30; 30件; 政府合同; 2024; of 0", "20; 20件; 企业合同; 2024; of 0", "60; 60件; 合同审查",
        "35; 35件; 政府合同; of 3", "25; 25件; 企业合同; of 3",
      ])
    #expect(checks(document) == ["true 30 + 20 = 50, stated 50", "true 35 + 25 = 60, stated 60"])
  }

  @Test func `a caption over all columns and lines between the rows name what the rows leave out`() throws {
    let document = try read(
      """
      <tr><th colspan=4>2025年上半年业务数据统计表</th></tr><tr><th colspan=4>单位：件、万元</th></tr>
      <tr><th>项目</th><th>2025年1-6月</th><th>2024年1-6月</th><th>±%</th></tr>
      <tr><td colspan=4>一、法律援助</td></tr><tr><td>受理案件数</td><td>120</td><td>100</td><td>20</td></tr>
      <tr><td colspan=4>二、公证</td></tr><tr><td>收费金额</td><td>45.6</td><td>40</td><td>+14</td></tr>
      <tr><td colspan=4>注：数据截至6月30日。</td></tr>
      """)
    #expect(
      written(document) == [
        "120; 120件; 法律援助案件 受理; 2025-01/2025-06", "100; 100件; 法律援助案件 受理; 2024-01/2024-06",
        "20; 20%; 法律援助案件; change; 2025-01/2025-06", "45.6; 456000元; 收费金额; 2025-01/2025-06",
        "40; 400000元; 收费金额; 2024-01/2024-06", "+14; 14%; 收费金额; change; 2025-01/2025-06",
      ])
    #expect(document.checks.count == 2 && document.checks.allSatisfy(\.holds))
  }

  @Test func `sums below headings that span columns reach no further than these`() throws {
    let document = try read(
      rows(
        "v2被申请人|^2受理|^3审结", "新收|小计|维持|撤销|小计", "公安|10|10|6|2|8", "自然资源|5|5|3|1|4", "合计|15|15|9|3|12"),
      before: "<p>行政复议案件统计（单位：件）</p>")
    let actions = ["新收", "受理", "维持", "撤销", "审结"]
    #expect(document.metrics.map { $0.action ?? "" } == actions + actions + actions)
    #expect(
      document.metrics.map { $0.partOf ?? -1 } == [10, 11, 4, 4, 14, 10, 11, 9, 9, 14, -1, -1, 14, 14, -1])
    #expect(document.checks.count == 6 && document.checks.allSatisfy { $0.holds })
  }

  @Test func `tables one below the other have heads of their own`() throws {
    let document = try read(
      rows("^3第一项") + rows("信息内容|本年制发件数|现行有效件数", "规范性文件|5|31") + rows("^3第二项")
        + rows("信息内容|本年处理决定数量", "行政许可|65"))
    #expect(written(document) == ["5; 5件; 规范性文件 制发", "31; 31件; 规范性文件现行有效", "65; 65; 行政许可处理决定"])
  }

  @Test func `a column headed by a verb says what was done, and a rate knows its counts`() throws {
    let document = try read(
      rows("司法所|受理|办结|结案率", "城关司法所|50|45|90.0", "河东司法所|40|38|95.0"), before: "<p>2025年人民调解案件情况表</p><p>单位：件、%</p>")
    #expect(
      written(document) == [
        "50; 50件; 城关司法所人民调解案件 受理", "45; 45件; 城关司法所人民调解案件 办结", "90.0; 90%; 城关司法所结案率; 1/0",
        "40; 40件; 河东司法所人民调解案件 受理", "38; 38件; 河东司法所人民调解案件 办结", "95.0; 95%; 河东司法所结案率; 4/3",
      ])
    #expect(document.checks.count == 2 && document.checks.allSatisfy { $0.kind == "rate" && $0.holds })
  }

  @Test func `years may name the rows`() throws {
    let document = try read(
      rows("年份|案件数（件）|人数（人）", "2023|100|120", "2024年|110|130", "2025|130|150"), before: "<p>近三年法律援助情况</p>")
    #expect(
      written(document) == [
        "100; 100件; 法律援助案件; 2023", "120; 120人; 法律援助人数; 2023", "110; 110件; 法律援助案件; 2024", "130; 130人; 法律援助人数; 2024",
        "130; 130件; 法律援助案件", "150; 150人; 法律援助人数",
      ])
  }

  @Test func `columns of what was wanted and what was reached`() throws {
    let document = try read(
      rows("任务|单位|目标|完成|完成率", "普法宣传|场次|≥40|46|115%", "调解成功率|%|≥95|98.2|103.4%"))
    #expect(
      written(document) == [
        "≥40; 40场次; 普法宣传; lower_bound; target", "46; 46场次; 普法宣传", "115%; 115%; 普法宣传完成率",
        "≥95; 95%; 调解成功率; lower_bound; target", "98.2; 98.2%; 调解成功率", "103.4%; 103.4%; 调解成功率完成率",
      ])
  }

  @Test func `a grid may be turned round, with its changes in a row and arrows for signs`() throws {
    let document = try read(rows("指标|执业律师|公证员", "2025年（人）|45|6", "2024年（人）|40|8", "增减|↑5|2↓"))
    #expect(
      written(document) == [
        "45; 45人; 执业律师", "6; 6人; 公证员", "40; 40人; 执业律师; 2024", "8; 8人; 公证员; 2024", "↑5; 5人; 执业律师; change",
        "2↓; -2人; 公证员; change",
      ])
  }

  @Test func `names in pairs with figures need no head`() throws {
    let document = try read(rows("公证处|2个|公证员|6人", "鉴定机构|1家|鉴定人|8人"))
    #expect(written(document) == ["2个; 2个; 公证处", "6人; 6人; 公证员", "1家; 1家; 鉴定机构", "8人; 8人; 鉴定人"])
  }

  @Test func `groups of rows have sums of their own`() throws {
    let document = try read(
      rows("类别|项目|件数", "v3法律援助|民事|80", "刑事|40", "小计|120", "v3公证|国内|300", "涉外|50", "小计|350"))
    #expect(
      written(document) == [
        "80; 80件; 法律援助民事; of 2", "40; 40件; 法律援助刑事; of 2", "120; 120件; 法律援助", "300; 300件; 公证国内; of 5",
        "50; 50件; 公证涉外; of 5", "350; 350件; 公证",
      ])
    #expect(document.checks.count == 2 && document.checks.allSatisfy(\.holds))
  }

  @Test func `numbered rows are parts of the row whose number stands above theirs, and share its unit`() throws {
    let document = try read(
      rows("指标|2025年|同比", "一、行政复议案件（件）|60|下降20%", "（一）受理|60|20%", "（二）审结|55|14.6%"))
    #expect(
      written(document) == [
        "60; 60件; 行政复议案件", "20%; 20%; 行政复议案件 下降; change", "60; 60件; 行政复议案件 受理; of 0", "20%; 20%; 行政复议案件; change",
        "55; 55件; 行政复议案件 审结; of 0", "14.6%; 14.6%; 行政复议案件; change",
      ])
  }

  @Test func `classes of age are names`() throws {
    let document = try read(
      rows("年龄|人数", "60岁以上|12", "30岁以下|25"), before: "<p>社区矫正对象年龄结构</p><p>单位：人</p>")
    #expect(written(document) == ["12; 12人; 社区矫正对象60岁以上", "25; 25人; 社区矫正对象30岁以下"])
  }

  @Test func `prose in a cell is read as prose, once`() throws {
    let document = try read(
      rows("序号|工作内容|完成情况", "1|法治宣传|全年开展普法讲座46场，发放手册3000册。", "2|律师服务|审查合同26份，发放资料200份。"))
    #expect(
      written(document) == [
        "46场; 46场; 普法讲座 开展", "3000册; 3000册; 手册 发放", "26份; 26份; 合同 审查", "200份; 200份; 宣传资料 发放",
      ])
  }

  @Test(arguments: [
    ["单位|地址|联系电话|邮编", "城关司法所|人民路12号|6223456|412300", "河东司法所|解放路3号|6223457|412301"],
    ["首页|机构职能|政务公开", "工作动态|通知公告|下载中心"],
    ["序号|时间|内容|地点", "1|2025年3月|法治讲座|会议室3楼", "2|2025年4月|普法宣传|城关镇广场"],
    ["联系人|周某", "值班电话|0731-88881234", "邮政编码|410000", "编号|202513"],
    ["排名|司法所", "1|城关司法所", "2|河东司法所"],
  ])
  func `layouts, contacts and lists of names yield nothing`(lines: [String]) throws {
    let table = lines.map { rows($0) }.joined()
    #expect(written(try read(table)) == [])
  }

  @Test func `what the text says beside a table stays as it is`() throws {
    let table = rows("项目|件数", "公证|96")
    let document = try read(table, before: "<p>全年办理公证96件，开展普法讲座12场。</p>")
    #expect(written(document).prefix(2) == ["96件; 96件; 公证 办理", "12场; 12场; 普法讲座 开展"])
    #expect(document.metrics.count == 3)
  }

  @Test(arguments: 0..<UInt64(60)) func `no two figures share a character, whatever a table holds`(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    let cells = [
      "项目", "合计", "12", "3件", "2025年", "2024", "—", "*", "↑5%", "全年办理案件9件，审结7件。", "其中：民事", "单位：件", "（件）", "", "1",
      "v2公证",
      "^38", "5（2）", "8/3", "60岁以上", "小计",
    ]
    let lines = (0..<1 + random.below(7)).map { _ in
      (0..<1 + random.below(5)).map { _ in cells[random.below(cells.count)] }.joined(separator: "|")
    }
    let document = try read(lines.map { rows($0) }.joined())
    let spans = document.metrics.map(\.range)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }, "\(lines)")
    #expect(spans.allSatisfy { !$0.isEmpty && $0.upperBound <= document.text.utf8.count })
    #expect(document.metrics.allSatisfy { $0.partOf.map(document.metrics.indices.contains) ?? true })
  }

  @Test func `columns may be called whatever they are, also by characters that begin no word`() throws {
    let table = rows("项目|龙岗镇|龘溪镇|😀村", "法律援助案件（件）|50|70|3")
    #expect(
      written(try read(table)) == [
        "50; 50件; 法律援助案件龙岗镇", "70; 70件; 法律援助案件龘溪镇", "3; 3件; 法律援助案件😀村",
      ])
  }
}
