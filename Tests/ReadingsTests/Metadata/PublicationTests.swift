import Outline
import Testing

@testable import Readings

private let body = """
  2024年，我局认真履行职责，各项工作取得新进展。
  一、主要工作
  办理案件80件，调解纠纷300件，挽回损失20万元。

  """

private func read(_ text: String, _ hints: MetadataHints = MetadataHints()) -> ReportMetadata {
  let bytes = Array(text.utf8)
  return MetadataReader().metadata(of: bytes, sections: OutlineReader().sections(in: bytes), hints: hints)
}

private func lines(_ line: String) -> ReportMetadata { read("2024年法治政府建设工作总结\n\(line)\n" + body) }

struct PortalLineTests {
  @Test(
    arguments: [
      ("来源：县司法局 发布时间：2025-01-15 浏览：12", "县司法局"), ("2025-01-15 来源：青山县司法局", "青山县司法局"),
      ("2025-01-15 10:20　青山县司法局", "青山县司法局"),
      ("青山县司法局　2025-01-15", "青山县司法局"), ("信息来源：青山县司法局　更新时间：2025-01-15 09:00:00　阅读：56次", "青山县司法局"),
      ("稿源：青山县融媒体中心　时间：2025/1/15", "青山县融媒体中心"), ("发布日期：2025年1月15日　来源：本站", "本站"), ("发布时间：2025-01-15", nil),
      ("2025-01-15 16:20", nil),
    ] as [(String, String?)])
  func `reads a portal's line with and without labels`(line: String, origin: String?) throws {
    let found = lines(line)
    #expect(found.published?.value == "2025-01-15" && found.published?.evidence == .page)
    #expect(found.origin?.value == origin)
    let range = try #require(found.published?.range)
    #expect(line.contains(String(decoding: Array("2024年法治政府建设工作总结\n\(line)\n".utf8)[range], as: UTF8.self)))
  }

  @Test(arguments: [
    "索引号：000014349/2025-00012　发布机构：青山县司法局　公开日期：2025-01-15", "索 引 号: 000014349/2025-00012 发布单位: 青山县司法局 发布日期: 2025-01-15",
    "信息索引号：000014349/2025-00012 | 发文机关：青山县司法局 | 发布时间：2025年1月15日",
  ])
  func `reads index number and issuer`(line: String) {
    let found = lines(line)
    #expect(found.indexNumber?.value == "000014349/2025-00012" && found.issuer?.value == "青山县司法局")
    #expect(found.published?.value == "2025-01-15")
  }

  @Test(arguments: [
    "发布时间：2025-01-15至2025-02-15", "公示时间：2025年1月15日至1月20日", "会议时间：2025-01-15", "发布时间：2099-12-31", "案件来源：群众来信",
    "来源：", "——2025年1月15日在全县司法行政工作会议上",
  ])
  func `takes no range, no event and no placeholder for the day`(line: String) {
    #expect(lines(line).published == nil)
    #expect(lines(line).origin == nil)
  }

  @Test func `a label within a report is none of the page's`() {
    let found = read("2024年工作总结\n" + body + "（三）线索来源：群众来信。\n二、其他工作\n调解300件，来源：乡镇。\n三、结语\n继续努力。")
    #expect(found.origin == nil && found.indexNumber == nil)
  }
}

struct DayOrderTests {
  private let signed = "2024年工作总结\n" + body + "青山县司法局\n2025年1月10日"

  private func hints(_ statements: [PageStatement], issued: String? = nil, sourceDay: String? = nil) -> MetadataHints {
    MetadataHints(
      pageTitle: nil, titlePlace: nil,
      statements: ["published": statements, "issued": issued.map { [PageStatement($0)] } ?? []], sourceDay: sourceDay)
  }

  @Test func `the page's word goes before the signature, the signature before the rest`() {
    let address = PageStatement("2025-01-16", place: "url", isIndirect: true)
    let line = PageStatement("2025-01-15", place: "line")
    let all = read(signed, hints([line, address], issued: "2025-01-08", sourceDay: "2025-01-17"))
    #expect(
      all.candidates[.published]?.map(\.value) == [
        "2025-01-15", "2025-01-10", "2025-01-08", "2025-01-16", "2025-01-17",
      ])
    #expect(all.candidates[.published]?.map(\.evidence) == [.page, .signOff, .page, .page, .source])
    #expect(all.candidates[.published]?.map(\.place) == ["line", nil, nil, "url", nil])
    #expect(read(signed, hints([address], issued: "2025-01-08")).published?.evidence == .signOff)
    #expect(read("2024年工作总结\n" + body, hints([address], issued: "2025-01-08")).published?.value == "2025-01-08")
    #expect(read("2024年工作总结\n" + body, hints([address], sourceDay: "2025-01-17")).published?.value == "2025-01-16")
    #expect(read("2024年工作总结\n" + body, hints([], sourceDay: "2025-01-17")).published == Found("2025-01-17", .source))
  }

  @Test(arguments: ["2099-12-31", "1900-01-01", "2025-02-30", "2025-13-01", "2025-01-15至2025-01-20", "2025", ""])
  func `what is no plausible day is passed over`(day: String) {
    #expect(read(signed, hints([PageStatement(day, place: "meta pubdate")])).published?.evidence == .signOff)
  }

  @Test func `the report's own date under its title comes behind its signature`() {
    #expect(lines("（2024年12月30日）").published == Found("2024-12-30", .text, lines("（2024年12月30日）").published?.range))
    #expect(read("2024年工作总结\n（2024年12月30日）\n" + body + "青山县司法局\n2025年1月10日").published?.value == "2025-01-10")
  }
}

struct PageTitleOrderTests {
  private func title(_ text: String, _ pageTitle: String, _ place: String?) -> Found<String>? {
    read(text, MetadataHints(pageTitle: pageTitle, titlePlace: place)).title
  }

  @Test func `a heading that readers see goes before a line of the text that names no agency`() {
    let text = "2024年工作回顾\n" + body
    #expect(title(text, "青山县司法局2024年工作总结", "heading")?.value == "青山县司法局2024年工作总结")
    #expect(title("青山县司法局关于2024年工作的报告\n" + body, "2024年工作报告", "heading")?.value == "青山县司法局关于2024年工作的报告")
    #expect(title(text, "青山县司法局2024年工作总结", "title-element")?.value == "2024年工作回顾")
  }

  @Test(arguments: ["年终盘点 | 2024年，青山司法交出这样一份答卷", "青山县司法局2024年1-6月工作总结", "守正创新谱新篇——青山县司法局2024年工作纪实"])
  func `what readers see is taken whole`(pageTitle: String) {
    #expect(title(body, pageTitle, "heading") == Found(pageTitle, .page, place: "heading"))
  }

  @Test(arguments: [
    ("青山县司法局2024年1-6月工作总结-青山县人民政府", "青山县司法局2024年1-6月工作总结"), ("2023—2024年工作总结_青山县司法局", "2023—2024年工作总结"),
    ("青山县人民政府 - 2024年工作总结", "2024年工作总结"),
  ])
  func `a dash within a number parts nothing`(pageTitle: String, own: String) {
    #expect(title(body, pageTitle, nil)?.value == own)
  }

  @Test(arguments: [
    ("青山县司法局\n关于2024年工作情况的报告", "青山县司法局关于2024年工作情况的报告"), ("青山县司法局2024年上半年工作总结\n及下半年工作计划", "青山县司法局2024年上半年工作总结及下半年工作计划"),
    ("青山县普法办公室\n关于2024年普法工作总结及\n2025年工作计划的报告", "青山县普法办公室关于2024年普法工作总结及2025年工作计划的报告"),
    ("青山县司法局文件\n青司〔2024〕4号\n青山县司法局\n关于2024年工作情况的报告", "青山县司法局关于2024年工作情况的报告"),
  ])
  func `joins the lines of a broken title`(head: String, joined: String) {
    #expect(read(head + "\n" + body).title?.value == joined)
  }

  @Test(
    arguments: [
      ("青山县司法局2024年工作总结\n青山县司法局　2025年1月15日", "青山县司法局2024年工作总结"), ("青山县司法局2024年工作总结\n及时雨工程简介", "青山县司法局2024年工作总结"),
      ("◆县司法局召开2024年工作总结会", nil),
    ] as [(String, String?)])
  func `joins nothing else`(head: String, own: String?) {
    #expect(read(head + "\n" + body).title?.value == own)
  }
}
