import Testing

@testable import Markup

private let paragraphs = [
  "过去一年，全县受理法律援助申请三百一十二件，办结二百九十八件，为困难群众挽回损失四百余万元。",
  "各乡镇调解委员会排查矛盾纠纷一千二百余起，调解成功率达到百分之九十八，无一起民转刑案件。",
]
private let body = paragraphs.map { "<p>\($0)</p>" }.joined()

private func main(_ title: String) -> String {
  String(decoding: TitleParts.mainPart(Array(title.utf8)[...]), as: UTF8.self)
}

struct PageTitleTests {
  @Test(
    arguments: [
      ("清溪县普法工作总结_清溪县司法局网站", "清溪县普法工作总结"), ("清溪县普法工作总结-清溪县人民政府", "清溪县普法工作总结"),
      ("清溪县普法工作总结-工作动态-清溪县司法局门户网站", "清溪县普法工作总结"), ("清溪县普法工作总结 | 清溪在线", "清溪县普法工作总结"),
      ("清溪县普法工作总结——以2024年为例_清溪网", "清溪县普法工作总结——以2024年为例"), ("【清溪网】清溪县普法工作总结", "清溪县普法工作总结"),
      ("清溪网-清溪县普法工作总结", "清溪县普法工作总结"), ("清溪-白河高速公路今日开通 - 清溪网", "清溪-白河高速公路今日开通"),
      ("清溪县普法工作总结_新闻中心_清溪网", "清溪县普法工作总结"), ("清溪县普法工作总结--清溪日报", "清溪县普法工作总结"),
      ("清溪-白河公路_清溪网", "清溪-白河公路"), ("Covid-19 in Brookside | The Brook Times", "Covid-19 in Brookside"),
      ("清溪县普法工作总结", "清溪县普法工作总结"), ("清溪县普法工作总结｜清溪发布", "清溪县普法工作总结"), ("清溪县普法工作总结 - 正文", "清溪县普法工作总结"),
      ("清溪县2023-2024年度普法工作总结-清溪网", "清溪县2023-2024年度普法工作总结"),
    ])
  func `parts the title from the names of site and sections`(title: String, part: String) {
    #expect(main(title) == part)
  }

  @Test(
    arguments: [
      ("<title>清溪论坛</title><p>清溪论坛 &gt; 文学</p><p>山间纪行之一</p><p>作者：张三 时间：2005-8-22 19:13</p>", "山间纪行之一", "line"),
      ("<title>欢迎访问清溪网</title><p>山间纪行之一</p><p>发布日期：2005-8-22</p>", "山间纪行之一", "line"),
      ("<title>清溪新闻网</title><h1>清溪新闻网</h1><h2>山间纪行之一</h2>", "山间纪行之一", "heading"),
      ("<p>主题：山间纪行之一</p><p>作者：张三 时间：2005-8-22 19:13</p>", "山间纪行之一", "line"),
      ("<title>山间纪行 - 清溪百科，自由的百科全书</title><h1>山间纪行</h1><p>清溪百科，自由的百科全书</p>", "山间纪行", "heading"),
      ("<title>清溪网</title><meta property='og:title' content='山间纪行之一'>", "山间纪行之一", "title-element"),
      ("<title>正文</title><p>山间纪行之一</p>", "山间纪行之一", "line"),
      ("<title>山间纪行之一_清溪网</title><h1><a href=/>清溪网</a></h1><p>山间纪行之一</p>", "山间纪行之一", "heading"),
      ("<title>山间纪行之一_清溪网</title>", "山间纪行之一", "title-element"), ("<title>1</title><p>1</p>", nil, nil),
      ("<title>关于普法工作的汇报</title><h1>关于普法工作的汇报</h1><p>清溪县司法局</p>", "关于普法工作的汇报", "heading"),
      ("<h2>2024年普法情况通报</h2><p>2025-01-15 清溪县司法局</p>", "2024年普法情况通报", "heading"),
      ("<title>普法信息年报-清溪日报</title>", "普法信息年报", "title-element"),
    ] as [(String, String?, String?)])
  func `finds the title where it stands`(head: String, title: String?, evidence: String?) {
    let page = PageReader().read(markup: head + body)
    #expect(page.title == title)
    #expect(page.evidence["title"] == evidence)
    #expect(title.map { !page.text.contains($0) } ?? true)
  }
}
