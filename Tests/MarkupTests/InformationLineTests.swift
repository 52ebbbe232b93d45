import Testing

@testable import Markup

private func read(_ line: String) -> InformationLine? { InformationLine.read(Array(line.utf8)[...]) }

struct InformationLineTests {
  @Test(arguments: [
    "发布时间：2024-01-05", "发布日期:2024年1月5日 来源:某某县司法局", "日期：2024/1/5信息来源：某某局字号：[大][中][小]打印本页",
    "2024-01-05 08:30 来源：某某网 编辑：张三 点击：12次 打印 关闭",
    "【字体：大 中 小】【打印】【关闭】", "作者：李四 | 时间：2024.1.5 | 阅读量：1,234",
  ])
  func `knows a line in which a page speaks of itself`(line: String) {
    #expect(read(line)?.isWhole == true)
  }

  @Test(arguments: [
    "来源于群众的意见共有三条", "2024年1月5日召开会议", "联系人：张三 联系电话：12345", "附件：工作要点", "大力推进法治建设", "某某县司法局", "分享经验三次",
  ])
  func `leaves the report's own lines alone`(line: String) {
    #expect(read(line)?.isWhole != true)
  }

  @Test(arguments: [
    ("检查时间：2024-01-05", false), ("统计时间：2023年1月1日至2023年12月31日", false), ("时间：2024-01-05", true),
    ("某县司法局 时间：2024-01-05", true), ("来源：某县司法局时间：2024-01-05", true),
  ])
  func `the time of something else is no day of the page's`(line: String, isOfPage: Bool) {
    let values = read(line)?.values ?? []
    #expect(values.contains { $0.label == .dated } == isOfPage)
    #expect((read(line)?.isWhole == true) == isOfPage)
  }

  @Test(arguments: [
    ("2024-01-05", "2024-01-05"), ("2024年1月5日", "2024-01-05"), ("2024/12/31 10:20:30", "2024-12-31"),
    ("2024.1.5", "2024-01-05"),
  ])
  func `reads a day in every way of writing it`(text: String, iso: String) {
    let bytes = Array(text.utf8)
    let date = PageDate.read(bytes[...], at: 0)
    #expect(date?.iso == iso)
    #expect(date?.end == bytes.count)
  }

  @Test(arguments: ["2024-13-01", "2024-1", "12345-01-01", "20240101", "2024-01-012", "1024-01-01"])
  func `reads no day in other numbers`(text: String) {
    #expect(PageDate.read(Array(text.utf8)[...], at: 0) == nil)
  }
}

struct WesternDateTests {
  @Test(
    arguments: [
      ("November 20, 2019", "2019-11-20"), ("Nov. 20, 2019, 9:28 AM UTC", "2019-11-20"),
      ("20 November 2019", "2019-11-20"),
      ("SEPT. 3, 2021", "2021-09-03"), ("Sep 3 2021", "2021-09-03"), ("9/17/2004 5:54:13 AM", "2004-09-17"),
      ("17/9/2004", "2004-09-17"),
      ("7/5/2005 9:23:57 PM", "2005-07-05"), ("7/5/2005", nil), ("7/5/2005 21:23:57", nil), ("maybe 3, 2021", nil),
      ("May 2021", nil), ("March 32, 2021", nil), ("13/13/2004", nil), ("3 of May 2021", nil),
    ] as [(String, String?)])
  func `reads a day in English where it is one day only`(text: String, iso: String?) {
    #expect(WesternDate.read(Array(text.utf8)[...], at: 0)?.iso == iso)
  }

  @Test func `finds the day of publication behind its label in a broken line`() {
    #expect(
      InformationLine.publication(in: Array("作者： size=\"20\" 发布日期： 9/17/2004 5:54:13 AM".utf8)[...])?.iso
        == "2004-09-17")
    #expect(InformationLine.publication(in: Array("发布时间 2005/05/17 22:11:42 by 某人".utf8)[...])?.iso == "2005-05-17")
    #expect(InformationLine.publication(in: Array("发布时间待定，会议于2024年5月1日召开".utf8)[...])?.iso == nil)
    #expect(InformationLine.publication(in: Array("施行日期：2024年5月1日".utf8)[...])?.iso == nil)
  }

  @Test(arguments: [
    ("来源：群众来信120件", true), ("主题：普法宣传活动36场次", true), ("状态：已办结案件88件", true), ("来源：县司法局", false), ("浏览次数：120次", false),
    ("发布时间：2025-03-31", false), ("责任编辑：王五", false), ("来源：群众来信120件 打印", false),
  ])
  func `a label before a figure with what it counts is a report's own`(text: String, mayState: Bool) throws {
    let line = Array(text.utf8)[...]
    #expect(try #require(InformationLine.read(line)).mayState(line) == mayState)
  }
}
