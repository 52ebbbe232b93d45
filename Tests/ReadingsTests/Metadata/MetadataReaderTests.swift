import Outline
import PipelineTesting
import Testing

@testable import Readings

private func metadata(_ text: String, pageTitle: String? = nil, fields: [String: String] = [:]) -> ReportMetadata {
  let bytes = Array(text.utf8)
  return MetadataReader().metadata(
    of: bytes, sections: OutlineReader().sections(in: bytes), hints: MetadataHints(pageTitle: pageTitle, fields: fields)
  )
}

private let body = "\n过去一年，我局做了许多工作。\n一、主要成效\n办理80件。\n二、下一步打算\n办理90件。"

struct TitleTests {
  @Test(arguments: [
    "蒸阳区司法局2024年工作总结及2025年工作计划", "关于蒸阳区司法局2024年工作情况的报告", "2024年法治政府建设年度报告", "司法行政工作要点", "蒸阳区司法局2024年述职述廉（第二稿）",
    "XX县司法局2024年上半年工作总结",
  ])
  func `takes the first line where it reads like a title`(title: String) {
    let found = metadata(title + body).title
    #expect(found == Found(title, .title, 0..<title.utf8.count))
  }

  @Test(arguments: [
    "2024年，我局办理案件80件。", "一、2024年工作总结", "2024年工作情况如下：", "各位领导：", "2024年，全区司法行政工作在区委领导下稳步推进", "办理80件",
  ])
  func `invents no title`(line: String) {
    #expect(metadata(line + body).title == nil)
  }

  @Test func `joins a title on two lines`() {
    let found = metadata("蒸阳区司法局\n关于2024年工作情况的报告" + body).title
    #expect(found?.value == "蒸阳区司法局关于2024年工作情况的报告")
    #expect(found?.range == 0..<("蒸阳区司法局\n关于2024年工作情况的报告".utf8.count))
  }

  @Test(arguments: [
    "蒸阳区司法局2024年工作总结_蒸阳区人民政府门户网站", "蒸阳区司法局2024年工作总结 - 百度文库", "蒸阳区司法局2024年工作总结", "政务公开|蒸阳区司法局2024年工作总结|蒸阳区司法局",
  ])
  func `takes the page's title without the site's name`(pageTitle: String) {
    #expect(metadata("过去一年，我局做了许多工作。", pageTitle: pageTitle).title == Found("蒸阳区司法局2024年工作总结", .page))
  }

  @Test(arguments: ["蒸阳区人民政府门户网站", "首页", "", "  "])
  func `takes no site for a title`(pageTitle: String) {
    #expect(metadata("过去一年，我局做了许多工作。", pageTitle: pageTitle).title == nil)
  }
}

struct IssuerTests {
  @Test(arguments: [
    ("蒸阳区司法局2024年工作总结", "蒸阳区司法局"), ("关于蒸阳区司法局2024年工作情况的报告", "蒸阳区司法局"), ("2024年云溪苗族自治县司法局工作总结", "云溪苗族自治县司法局"),
    ("*市司法局2024年工作总结", "*市司法局"), ("XX县人民政府关于2024年法治政府建设情况的报告", "XX县人民政府"), ("湖南省怀化市某江县司法局2024年工作总结", "湖南省怀化市某江县司法局"),
    ("蒸州县市场监督管理局2024年工作总结", "蒸州县市场监督管理局"),
  ])
  func `finds the agency in the title`(title: String, issuer: String) {
    let found = metadata(title + body).issuer
    #expect(found?.value == issuer && found?.evidence == .title)
  }

  @Test func `finds the agency in the signature`() {
    let found = metadata("2024年，我局办理80件。\n蒸阳区司法局\n2025年1月3日").issuer
    #expect(found?.value == "蒸阳区司法局" && found?.evidence == .signOff)
    #expect(metadata("2024年，我局办理80件。\n蒸阳区司法局　　2025年1月3日").issuer?.value == "蒸阳区司法局")
  }

  @Test func `finds the agency in the opening`() {
    let found = metadata("2024年，在市司法局的指导下，蒸阳区司法局在区委领导下办理80件。").issuer
    #expect(found == Found("蒸阳区司法局", .text, 40..<58))
    #expect(metadata("2024年，在衡州市司法局的指导下，我局办理80件。").issuer == nil)
    #expect(metadata("2024年，各区司法局和全市律师办理80件。").issuer == nil)
  }

  @Test func `finds the agency on the page`() {
    #expect(metadata("2024年办理80件。", fields: ["issuer": "蒸阳区司法局"]).issuer == Found("蒸阳区司法局", .page))
    #expect(metadata("2024年办理80件。", fields: ["source": "来源：蒸阳区司法局"]).issuer == Found("蒸阳区司法局", .page))
  }

  @Test func `names the bureau or government of the title's area`() {
    let title = "蒸阳区2024年法治政府建设年度报告\n"
    #expect(metadata(title + "2024年，我局办理80件。").issuer == Found("蒸阳区司法局", .inference))
    #expect(metadata(title + "2024年，我区办理80件。").issuer == Found("蒸阳区人民政府", .inference))
  }
}

struct AreaTests {
  @Test(arguments: [
    ("湖南省怀化市某江县司法局2024年工作总结", ["湖南省", "怀化市", "某江县"]), ("衡阳市司法局2024年工作总结", ["湖南省", "衡阳市"]),
    ("吉林省吉林市司法局2024年工作总结", ["吉林省", "吉林市"]), ("广西壮族自治区司法厅2024年工作总结", ["广西壮族自治区"]),
    ("津市市司法局2024年工作总结", ["湖南省", "常德市", "津市市"]),
    ("沙市区司法局2024年工作总结", ["湖北省", "荆州市", "沙市区"]), ("蒸州县司法局2024年工作总结", ["蒸州县"]), ("蒸阳区2024年法治政府建设年度报告", ["蒸阳区"]),
    ("湘西土家族苗族自治州司法局2024年工作总结", ["湖南省", "湘西土家族苗族自治州"]), ("浦西新区司法局2024年工作总结", ["浦西新区"]),
  ])
  func `reads the areas of a name`(title: String, area: [String]) {
    #expect(metadata(title + body).area.map(\.value) == area)
  }

  @Test func `adds the areas that the text names`() {
    let area = metadata("某江县司法局2024年工作总结\n2024年，按怀化市司法局要求，办理80件。").area
    #expect(area.map(\.value) == ["湖南省", "怀化市", "某江县"])
    #expect(area.map(\.evidence) == [.gazetteer, .text, .title])
    #expect(metadata("某江县司法局2024年工作总结\n赴长沙市、杭州市学习。").area.map(\.value) == ["某江县"])
    #expect(metadata("XX县司法局2024年工作总结\n执行《XX市管理办法》。").area.map(\.value) == ["XX市", "XX县"])
  }
}

struct PeriodTests {
  @Test(arguments: [
    ("蒸阳区司法局2024年工作总结及2025年工作计划", "2024", "2025"), ("蒸阳区司法局2024年上半年工作总结及下半年工作计划", "2024-H1", "2024-H2"),
    ("蒸阳区司法局2024年前三季度工作总结和四季度工作打算", "2024-01/2024-09", "2024-Q4"), ("蒸阳区司法局2024年工作总结", "2024", "2025"),
    ("蒸阳区司法局2024年第一季度工作总结", "2024-Q1", "2024-Q2"), ("蒸阳区司法局2024年1—8月工作总结", "2024-01/2024-08", "2024-09/2024-12"),
    ("蒸阳区司法局二〇二四年度工作总结和明年工作思路", "2024", "2025"), ("蒸阳区司法局２０２４年1-6月份工作情况报告", "2024-H1", "2024-H2"),
  ])
  func `reads the title's periods`(title: String, period: String, plan: String) {
    let found = metadata(title + body)
    #expect(found.period?.value == period && found.period?.evidence == .title)
    #expect(found.planPeriod?.value == plan)
  }

  @Test func `reads the opening's period, and no date`() {
    #expect(metadata("2024年上半年，我局办理80件。").period == Found("2024-H1", .text, 0..<16))
    #expect(metadata("根据2023年5月6日的通知，现将2024年工作报告如下。").period?.value == "2024")
  }

  @Test func `reads a half year off the plan for the other half`() {
    let found = metadata("2024年，我局办理80件。\n一、甲\n办理80件。\n二、下半年工作计划\n办理90件。")
    #expect(found.period?.value == "2024-H1" && found.planPeriod?.value == "2024-H2")
  }

  @Test func `has no plan's period without a plan`() {
    #expect(metadata("蒸阳区司法局2024年工作总结及2025年工作计划\n2024年，我局办理80件。\n一、甲\n办理80件。").planPeriod == nil)
  }

  @Test func `reads the plan's period in its heading or text`() {
    let text = "2024年，我局办理80件。\n一、甲\n办理80件。\n"
    #expect(metadata(text + "二、2025年工作打算\n办理90件。").planPeriod?.evidence == .heading)
    #expect(metadata(text + "二、下一步打算\n2025年，办理90件。").planPeriod?.evidence == .text)
    #expect(metadata(text + "二、下一步打算\n办理90件。").planPeriod?.evidence == .inference)
    #expect(metadata(text + "二、明年打算\n办理90件。").planPeriod?.value == "2025")
  }
}

struct PublicationTests {
  @Test(arguments: [
    "2025年3月31日", "二〇二五年三月三十一日", "２０２５年３月３１日", "2025-03-31", "2025.3.31", "2025/3/31", "2025 年 3 月 31 日",
    "（2025年3月31日）",
  ])
  func `reads the signature's date`(date: String) throws {
    let text = "2024年，我局办理80件。\n蒸阳区司法局\n\(date)\n"
    let published = try #require(metadata(text).published)
    #expect(published.value == "2025-03-31" && published.evidence == .signOff)
    let range = try #require(published.range)
    #expect(date.contains(String(decoding: Array(text.utf8)[range], as: UTF8.self)))
  }

  @Test func `prefers the page's date`() {
    let text = "2024年，我局办理80件。\n蒸阳区司法局\n2025年3月31日"
    #expect(metadata(text, fields: ["published": "2025-04-02 10:30"]).published == Found("2025-04-02", .page))
    #expect(metadata("蒸阳区门户网站　发布时间：2025-04-02\n" + text).published?.value == "2025-04-02")
  }

  @Test func `takes no other date for the day of publication`() {
    #expect(metadata("2024年，我局办理80件。\n2024年12月4日，开展宣传活动。").published == nil)
    #expect(metadata("2024年，我局办理80件。\n2024年13月4日").published == nil)
  }
}

struct MetadataPropertyTests {
  @Test(arguments: 0..<UInt64(200))
  func `reads any bytes, with evidence within the text`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "蒸阳区", "司法局", "人民政府", "2024年", "上半年", "工作总结", "及", "计划", "\n", "\n", "一、", "下一步打算", "二〇二五年三月", "三日", "湖南省", "怀化市",
      "*市", "关于", "，",
      "。", "（", "）", " ", "发布时间：", "2025-0", "1-6月", "我局", "县司法局",
    ]
    let text = random.bytes(of: pieces, count: random.below(60), noise: 20)
    let hint = String(decoding: text.prefix(40), as: UTF8.self)
    let found = MetadataReader().metadata(
      of: text, sections: OutlineReader().sections(in: text),
      hints: MetadataHints(pageTitle: hint, fields: ["issuer": hint, "published": hint]))
    for value in [found.title, found.issuer, found.period, found.planPeriod, found.published].compactMap({ $0 })
      + found.area
    {
      #expect(!value.value.isEmpty)
      if let range = value.range { #expect(range.lowerBound >= 0 && range.upperBound <= text.count && !range.isEmpty) }
    }
  }
}
