import Testing

@testable import Markup

private func read(_ text: String) -> Page { PageReader().read(plain: text) }

struct PlainPageTests {
  private let first = "今年以来，我局围绕中心工作，共办理行政复议案件三十五件，审结三十一件，纠错率有所下降。"

  @Test func `sets one paragraph a line and changes nothing else`() {
    let page = read(
      "\u{3000}\u{3000}\(first)\r\n\r\n一、 主要  做法\r\n\t（一）“放管服”改革\u{A0}\r\n##paidbegin##\(first)\n##paidend##")
    #expect(page.text == "\(first)\n一、 主要  做法\n（一）“放管服”改革\n##paidbegin##\(first)\n##paidend##")
    #expect(page.title == nil)
  }

  @Test func `removes a portal's lines and keeps their fields`() {
    let page = read(
      """
      临河县司法局2024年法治建设年度报告

      临河县人民政府门户网站  www.example.gov.cn      发布时间:2025-03-31          浏览次数:12
      当前位置：首页 > 信息公开 > 报告
      字体：【大 中 小】 打印 分享

      \(first)

      临河县司法局
      2025年3月28日
      【打印本页】 【关闭窗口】
      上一篇：别县司法局召开会议
      主办：临河县人民政府  备案号：湘ICP备00000000号
      """)
    #expect(page.title == "临河县司法局2024年法治建设年度报告")
    #expect(page.text == "临河县司法局2024年法治建设年度报告\n\(first)\n临河县司法局\n2025年3月28日")
    #expect(page.fields == ["published": "2025-03-31", "site": "临河县人民政府门户网站"])
  }

  @Test(arguments: [
    "各位代表：", "一、2024年主要工作情况", "2024年，我局工作总结如下。", "临河县司法局", "（2024年12月）",
  ])
  func `takes no other first line for a title`(line: String) {
    let page = read("\(line)\n\(first)")
    #expect(page.title == nil || line.hasPrefix("一、"))
    #expect(page.text.hasSuffix(first))
  }

  @Test func `removes what a portal writes above and below`() {
    let page = read(
      """
      首页 | 政务公开 | 办事服务 | 互动交流
      您现在的位置： 首页 > 法定主动公开内容 > 工作总结
      青禾县司法局2024年工作总结
      发布时间：2025-01-08 15:20\u{3000}来源：县司法局\u{3000}作者：张三\u{3000}字号：[大] [中] [小]\u{3000}浏览次数：
      您是第 1256 位访客
      \(first)
      青禾县司法局
      联系电话：0700-1234567
      责任编辑：李四
      扫一扫在手机打开当前页
      打印 关闭
      上一篇：没有了
      下一篇：青禾县司法局2023年工作总结
      相关文章：
      青禾县召开工作会议
      地址：青禾县人民路1号 邮编：400000
      网站地图 | 联系我们 | 隐私声明
      版权所有：青禾县人民政府
      """)
    #expect(page.text == "青禾县司法局2024年工作总结\n\(first)\n青禾县司法局")
    #expect(page.title == "青禾县司法局2024年工作总结")
    #expect(page.fields["published"] == "2025-01-08" && page.fields["source"] == "县司法局")
  }

  @Test(arguments: ["展开剩余80%", "阅读全文", "剩余内容下载需付费"])
  func `keeps what says that the rest is missing`(line: String) {
    #expect(read("\(first)\n\(line)\n打印 关闭").text == "\(first)\n\(line)")
  }

  @Test(arguments: ["联系电话：0700-1234567", "工作总结", "政务公开", "地址：青禾县人民路1号"])
  func `keeps a line that could be a portal's where no portal speaks`(line: String) {
    #expect(read("\(first)\n\(line)").text == "\(first)\n\(line)")
  }

  @Test(
    arguments: [
      (["青禾县司法局", "2024年工作总结"], "青禾县司法局2024年工作总结"),
      (["青禾县人民政府", "关于", "2024年法治政府建设情况的报告"], "青禾县人民政府关于2024年法治政府建设情况的报告"),
      (["青禾县司法局关于2024年工作总结", "和2025年工作计划的报告"], "青禾县司法局关于2024年工作总结和2025年工作计划的报告"),
      (["          真抓实干谋发展", "          青禾司法行政工作总结"], "真抓实干谋发展青禾司法行政工作总结"),
      (["青禾县司法局2024年工作总结", "（2025年1月6日）"], "青禾县司法局2024年工作总结"),
      (["青禾县司法局", "一、2024年工作总结"], nil), (["青禾县司法局", "各位代表："], nil), (["各位代表", "2024年工作总结"], nil),
    ] as [([String], String?)])
  func `a title may stand on several lines, which stay`(lines: [String], title: String?) {
    let page = read((lines + [first]).joined(separator: "\n"))
    #expect(page.title == title)
    #expect(page.text == (lines.map { String($0.drop { $0 == " " }) } + [first]).joined(separator: "\n"))
  }

  @Test(arguments: ["来源：群众来信二十件，均已办结，回复率百分之百，得到各方面的充分肯定和好评。", "打印、复印、扫描等便民服务全部免费，惠及群众两千余人次，受到一致好评。"])
  func `keeps a sentence that begins like a label or a button`(line: String) {
    #expect(read("\(first)\n\(line)\n\(first)").text == "\(first)\n\(line)\n\(first)")
    #expect(read(line).text == line)
  }
}
