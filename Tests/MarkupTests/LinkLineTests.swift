import Testing

@testable import Markup

private let paragraphs = [
  "全市公证机构去年办理公证事项二万余件，其中涉外公证三千件，群众等候时间比前一年缩短一半。",
  "各律师事务所参与公益服务，值班律师每周到看守所两次，为没有委托辩护人的当事人提供帮助。",
]

private func read(_ inner: String, favor: PageReader.Favor = .recall) -> [String] {
  let markup = "<body><div class=con><p>\(paragraphs[0])</p>\(inner)<p>\(paragraphs[1])</p></div></body>"
  return PageReader(favor: favor).read(markup: markup).text.split(separator: "\n").map(String.init)
}

struct LinkLineTests {
  @Test(arguments: [
    "<p><a href=1>某市召开公证质量大会</a> <a href=2>公证员深入社区答疑</a> <a href=3>遗嘱库开放登记</a></p>",
    "<table><tr><td><a href=1>某市召开公证质量大会</a></td><td><a href=2>公证员深入社区答疑活动</a></td></tr></table>",
    "<p><a href=1>某市召开公证质量推进大会</a></p><p><a href=2>公证员深入社区开展答疑活动</a></p>",
    "<p>延伸阅读：<a href=1>某市召开公证质量推进大会</a></p>", "<p><a href=1>点击查看大图</a></p>",
    "<p><a href=a>微博</a> <a href=b>微信</a> <a href=c>空间</a></p>",
    "<p>第1页/共3页 <a href=1>上一页</a> | <a href=2>下一页</a></p>",
    "<p>[<a href=1>1</a>] [<a href=2>2</a>] <a href=2>下一页</a></p>",
  ])
  func `links to other pages are no part of the text`(inner: String) {
    #expect(read(inner) == paragraphs)
  }

  @Test(arguments: [
    ("<p><a href=a.docx>公证机构名录</a></p><p><a href=b.xlsx>公证收费标准表</a></p>", ["公证机构名录", "公证收费标准表"]),
    ("<p><a href=/d?1>附件1：公证机构一览表</a></p><p><a href=/d?2>附件2：收费标准一览表</a></p>", ["附件1：公证机构一览表", "附件2：收费标准一览表"]),
    (
      "<p><a href='/down.jsp?id=3'>公证机构名录</a></p><p><a href='/view?file=b.pdf'>公证收费标准表</a></p>",
      ["公证机构名录", "公证收费标准表"]
    ),
    (
      "<p>附件：</p><p><a href=/a/3.html>1.公证机构名录</a></p><p><a href=/a/4.html>2.公证收费标准表</a></p>",
      ["附件：", "1.公证机构名录", "2.公证收费标准表"]
    ),
    ("<p>依据<a href=1>《中华人民共和国公证法》</a>和<a href=2>《公证程序规则》</a>办理。</p>", ["依据《中华人民共和国公证法》和《公证程序规则》办理。"]),
    ("<p><a href=1>《某市公证服务若干规定》</a></p>", ["《某市公证服务若干规定》"]), ("<p>首页</p><p>第三页</p>", ["首页", "第三页"]),
  ])
  func `links that the text itself makes stay`(inner: String, kept: [String]) {
    #expect(read(inner).filter { !paragraphs.contains($0) } == kept.filter { $0 != "首页" })
  }

  @Test func `links under 附件 behind the text stay and others go`() {
    func page(_ heading: String) -> String {
      "<div><p>\(paragraphs[0])</p><p>\(paragraphs[1])</p><p>\(heading)</p><p><a href=/a/4.html>公证收费标准一览表</a></p></div>"
    }
    #expect(PageReader().read(markup: page("附件：")).text.hasSuffix("附件：\n公证收费标准一览表"))
    #expect(PageReader().read(markup: page("近期热读")).text.hasSuffix(paragraphs[1]))
  }

  @Test func `a single headline in the text goes where precision is favoured`() {
    let inner = "<p><a href=1>某市召开公证质量推进大会</a></p>"
    #expect(read(inner).count == 3)
    #expect(read(inner, favor: .precision) == paragraphs)
  }

  @Test func `links alone behind the text go with the heading above them`() {
    let page = "<div><p>\(paragraphs[0])</p><p>\(paragraphs[1])</p><p>本周热读</p><p><a href=1>某市召开公证质量推进大会</a></p></div>"
    #expect(PageReader().read(markup: page).text == paragraphs.joined(separator: "\n"))
  }
}
