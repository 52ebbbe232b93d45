import PipelineTesting
import Testing

@testable import Markup

/// Three paragraphs as a report has them.
private let paragraphs = [
  "过去一年，我局坚持服务为民，全年受理公证申请四百二十一件，办结四百一十件，群众满意度稳步提升。",
  "在人民调解方面，各乡镇调解委员会排查矛盾纠纷一千二百余起，调解成功率达到百分之九十八，无一起民转刑案件。",
  "下一步，我们将继续加强队伍建设，完善各项制度，推动基层法律服务再上新台阶。",
]
private let body = paragraphs.joined(separator: "\n")

private func read(_ markup: String) -> Page { PageReader().read(markup: markup) }

struct PageReaderTests {
  @Test func `keeps the report and its signature and drops what stands around them`() {
    let page = read(
      """
      <html><head><title>临河县司法局年度总结_临河县政府网</title><meta name="SiteName" content="临河县政府网"></head><body>
      <ul><li><a href="/">首页</a></li><li><a href="/a">要闻</a></li><li><a href="/b">公开</a></li></ul>
      <div>当前位置：<a href="/">首页</a> &gt; <a href="/c">总结</a></div>
      <h1>临河县司法局年度总结</h1>
      <div>发布时间：2024-02-05 10:30　来源：临河县司法局　浏览次数：88　字体：【大 中 小】 打印</div>
      <div>\(paragraphs.map { "<p>　　\($0)</p>" }.joined())<p align=right>临河县司法局</p><p align=right>2024年1月30日</p></div>
      <div>上一篇：<a href="/1">别县司法局开展普法活动</a></div><div>主办：临河县政府办 湘ICP备00000000号</div></body></html>
      """)
    #expect(page.title == "临河县司法局年度总结")
    #expect(page.text == body + "\n临河县司法局\n2024年1月30日")
    #expect(page.fields == ["published": "2024-02-05", "source": "临河县司法局", "site": "临河县政府网"])
  }

  @Test func `reads a page of nested tables parted by breaks`() {
    let page = read(
      """
      <TABLE><TR><TD><A HREF=/>首页</A></TD><TD><A HREF=/x>动态</A></TD></TR><TR><TD COLSPAN=2><TABLE><TR>
      <TD><A HREF=1>某某县司法局召开学习会议</A><BR><A HREF=2>某某县司法局开展下乡活动</A><BR><A HREF=3>更多工作动态信息</A></TD>
      <TD><FONT>&nbsp;&nbsp;\(paragraphs.joined(separator: "<BR>&nbsp;&nbsp;"))<BR></FONT></TD></TR></TABLE></TD></TR></TABLE>
      """)
    #expect(page.text == body)
  }

  @Test func `sets a row of figures as one line with its cells parted by tabs`() {
    let page = read(
      """
      <p>\(paragraphs[0])</p><table><tr><th>项目</th><th>数量</th></tr><tr><td><p>公证</p></td><td> 410 <br>件</td></tr>
      <tr><td>&nbsp;</td><td></td></tr></table><p>\(paragraphs[1])</p>
      """)
    #expect(page.text == "\(paragraphs[0])\n项目\t数量\n公证\t410 件\n\(paragraphs[1])")
  }

  @Test func `takes no date of a signature or a statute for the day of publication`() {
    let page = read(
      "<h1>工作总结</h1><p>根据2021年1月1日起施行的规定，\(paragraphs[0])</p><p>\(paragraphs[1])</p><p>日期：2024年3月1日</p>")
    #expect(page.fields["published"] == nil)
    #expect(page.text.hasSuffix("日期：2024年3月1日"))
  }

  @Test func `prefers the day that the page shows to the one in its head`() {
    let page = read(
      "<meta name=PubDate content='2024-05-01'><p>发布日期：2024年4月8日</p><p>\(paragraphs[0])</p><p>\(paragraphs[1])</p>")
    #expect(page.fields["published"] == "2024-04-08")
    #expect(read("<meta name=PubDate content='2024-05-01'><p>\(body)</p>").fields["published"] == "2024-05-01")
  }

  @Test func `reads the fields of the index table and leaves it out`() {
    let page = read(
      """
      <div><table><tr><td>索 引 号：</td><td>001/2024-17</td><td>发布机构：</td><td>临河县司法局</td></tr>
      <tr><td>主题分类</td><td>司法</td><td>发布日期</td><td>2024-02-06</td></tr></table>
      \(paragraphs.map { "<p>\($0)</p>" }.joined())</div>
      """)
    #expect(page.fields == ["index-number": "001/2024-17", "issuer": "临河县司法局", "published": "2024-02-06"])
    #expect(page.text == body)
  }

  @Test func `finds the text that a script would show`() {
    let markup = paragraphs.map { "<p>\($0)<\\/p>" }.joined()
    #expect(read("<div>加载中</div><script>var x={\"title\":\"总结\",\"content\":\"\(markup)\"};</script>").text == body)
    let escaped = paragraphs.map { "&lt;p&gt;\($0)&lt;/p&gt;" }.joined()
    #expect(read("<div id=box></div><textarea style='display:none'>\(escaped)</textarea>").text == body)
  }

  @Test func `leaves hidden words out of a paragraph and markers in it`() {
    let page = read(
      "<p>\(paragraphs[0])</p><p>本文<span style='display: none'>禁止转载</span>共三部分，##paidbegin##其中第一部分如下，请看。##paidend##</p>"
    )
    #expect(page.text == "\(paragraphs[0])\n本文共三部分，##paidbegin##其中第一部分如下，请看。##paidend##")
  }

  @Test func `keeps a list of matters and drops a list of links`() {
    let items = ["完善制度", "加强培训", "强化督导"]
    let page = read(
      """
      <div><p>\(paragraphs[0])</p><ol>\(items.map { "<li>\($0)</li>" }.joined())</ol><p>\(paragraphs[1])</p></div>
      <ul>\((1...5).map { "<li><a href='\($0)'>其他单位第\($0)份工作总结</a></li>" }.joined())</ul>
      """)
    #expect(page.text == "\(paragraphs[0])\n完善制度\n加强培训\n强化督导\n\(paragraphs[1])")
  }

  @Test func `a charset that the markup declares changes nothing in decoded text`() {
    #expect(read("<meta charset=gb2312><p>\(body)</p>").text == body.replacing("\n", with: ""))
    #expect(read("<p>前\u{0}后，\(paragraphs[0])</p>").text == "前后，" + paragraphs[0])
  }

  @Test(arguments: ["<div>", "<b>x", "<table><tr><td>x", "<a href=", "<ul><li>", "</div>", "<!--", "&#"])
  func `reads any depth of nesting`(piece: String) {
    let page = read(String(repeating: piece, count: piece == "<div>" ? 100_000 : 10_000) + "</p>")
    #expect(page.title == nil)
  }

  @Test func `reads stray end tags under open elements in linear time`() {
    let markup =
      String(repeating: "<b>", count: 20_000) + "<p>\(paragraphs[0])</p>" + String(repeating: "</div>", count: 20_000)
    #expect(read(markup).text == paragraphs[0])
  }

  @Test func `any tag soup is read into trimmed lines`() {
    let pieces = [
      "<p>", "</p>", "<div class=nav>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<a href=x>", "</a>", "<br>",
      "<pre>", "\n", "\u{0}",
      "正文，", "一二三四五六七八九十一二三四五六七八九十，。", "发布时间：", "2024-01-0", "2024-01-02", "来源", "：", "&nbsp;", "&#0;", "<script>\"",
      "</script>", "<!--", "-->",
      "<textarea>", "<title>", "\"", "<", ">", "&", "\u{3000}", "\t", "<h1>", "</h1>", "当前位置", "上一篇：", "【", "】",
      "<span style=display:none>", "é", "𠮷",
    ]
    var random = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let soup = (0..<Int.random(in: 0...60, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      for page in [read(soup), PageReader().read(plain: soup)] {
        #expect(
          page.text.isEmpty
            || page.text.split(separator: "\n", omittingEmptySubsequences: false).allSatisfy {
              !$0.isEmpty && $0.last != " "
            })
      }
      let noise = String(decoding: (0..<80).map { _ in UInt8.random(in: 0...255, using: &random) }, as: UTF8.self)
      _ = read("<p>" + noise)
      _ = PageReader().read(plain: noise)
    }
  }
}
