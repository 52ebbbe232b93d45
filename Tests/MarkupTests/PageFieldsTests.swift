import Testing

@testable import Markup

private let paragraph = "全县共受理法律援助申请三百一十二件，审结二百九十八件，为困难群众挽回损失四百余万元，群众满意度持续提升。"

private func read(_ head: String, _ top: String, _ foot: String = "") -> Page {
  PageReader().read(
    markup:
      "<html><head>\(head)</head><body>\(top)<div><p>\(paragraph)</p><p>\(paragraph)</p></div>\(foot)</body></html>")
}

struct LabelledElementsTests {
  @Test(arguments: [
    "<dl><dt>索&ensp;引&ensp;号：</dt><dd>0143/2025-00031</dd></dl><dl><dt>发布机构：</dt><dd>清溪县司法局</dd></dl>",
    "<div><label>索 引 号</label><span>0143/2025-00031</span><label>发文机关</label><span>清溪县司法局</span></div>",
    "<table><tr><th>索引号</th><td>0143/2025-00031</td><th>文　号</th><td></td></tr><tr><th>发布机构</th><td>清溪县司法局</td><th>有效性</th><td>有效</td></tr></table>",
    "<ul><li><b>信息索引号</b> 0143/2025-00031</li><li><b>发布单位：</b>清溪县司法局</li></ul>",
    "<p><em>索引号:</em><i>0143/2025-00031</i><em>公开机构:</em><i>清溪县司法局</i></p>",
  ])
  func `reads a label and its value in elements of their own`(top: String) {
    let page = read("", top + "<h1>清溪县年度总结</h1>")
    #expect(page.fields["index-number"] == "0143/2025-00031")
    #expect(page.fields["issuer"] == "清溪县司法局")
  }

  @Test(arguments: [
    "<p>来源：清溪日报 <a href='/vip'>免费下载全文</a></p>", "<p><span>来源：清溪日报</span>　<span>有十二人参与</span></p>",
    "<p>来源：<a href='/x'>清溪日报</a> 我要纠错</p>",
  ])
  func `a value ends with its element`(top: String) {
    #expect(read("", "<h1>清溪县年度总结</h1>" + top).fields["source"] == "清溪日报")
  }

  @Test(arguments: [
    "<p><a>来源</a> <a>发布机构</a> <a>政策解读</a></p>", "<table><tr><th>索引号</th><th>发布机构</th></tr></table>",
    "<p><span>索引号</span><span>发布机构</span><span>标题</span></p>",
  ])
  func `names of columns have no values`(top: String) {
    let page = read("", "<h1>清溪县年度总结</h1>" + top)
    #expect(page.fields["index-number"] == nil && page.fields["source"] == nil)
  }
}

struct KeylessSourceTests {
  @Test(arguments: [
    "<p><time datetime='2025-01-15'>2025年01月15日</time>　清溪县农业农村局</p>", "<div><i>2025-01-15</i> <i>清溪县司法局</i></div>",
    "<p>清溪县人民政府办公室 2025-01-15</p>",
  ])
  func `a body beside the date under the title is the source`(top: String) {
    let page = read("", "<h1>关于年度情况的通报</h1>" + top)
    #expect(page.fields["published"] == "2025-01-15")
    #expect(page.fields["source"]?.hasPrefix("清溪县") == true)
  }

  @Test(arguments: ["<p>2025-01-15 县司法局召开会议</p>", "<p>（2025年1月15日）</p>"])
  func `nothing else is`(top: String) {
    #expect(read("", "<h1>关于年度情况的通报</h1>" + top).fields["source"] == nil)
  }

  @Test func `the signature stays in the text`() {
    let page = PageReader().read(
      markup: "<h1>关于年度情况的通报</h1><div><p>\(paragraph)</p><p>\(paragraph)</p><p>清溪县司法局 2025年1月15日</p></div>")
    #expect(page.text.hasSuffix("清溪县司法局 2025年1月15日"))
  }
}

struct StatementTests {
  @Test func `all places that say a field are kept, the most trusted first`() {
    let page = read(
      "<meta name=PubDate content='2025-01-16'><meta name=ContentSource content='清溪县司法局办公室'>"
        + "<meta property='article:modified_time' content='2025-02-01'><link rel=canonical href='/202501/t20250115_12.html'>",
      "<h1>清溪县年度总结</h1><p>发布时间：2025-01-15 来源：清溪县司法局</p>")
    let published = page.statements["published"] ?? []
    #expect(published.map(\.value) == ["2025-01-15", "2025-01-16", "2025-02-01", "2025-01-15"])
    #expect(published.map(\.place) == ["line", "meta pubdate", "meta article:modified_time", "url"])
    #expect(published.map(\.isIndirect) == [false, false, true, true])
    #expect(page.statements["source"]?.map(\.value) == ["清溪县司法局", "清溪县司法局办公室"])
    #expect(page.fields["published"] == "2025-01-15" && page.evidence["published"] == "line")
  }

  @Test func `a line's day of change stands for that of publication, a meta element's hardly`() {
    let line = read("", "<h1>清溪县年度总结</h1><p>更新时间：2025-01-15</p>").statements["published"]
    #expect(line?.map(\.isIndirect) == [false])
    let meta = read("<meta property='article:modified_time' content='2025-01-15'>", "<h1>清溪县年度总结</h1>")
    #expect(meta.statements["published"]?.map(\.isIndirect) == [true])
  }

  @Test(arguments: ["发布时间：2025-01-15至2025-02-15", "公示日期 2025年1月15日 ~ 2025年1月20日", "发布时间：2099-12-31", "发布日期：2025-02-30"])
  func `a range and a placeholder are no day of publication`(line: String) {
    #expect(read("", "<h1>清溪县年度总结</h1><p>\(line)</p>").fields["published"] == nil)
  }

  @Test(arguments: [
    "二0二五年一月十五日", "二〇二五年一月十五日", "二○二五年一月十五日", "二０二五年一月十五日", "2025年1月15日",
  ])
  func `reads a spelled day however its zero is typed`(day: String) {
    #expect(read("", "<h1>清溪县年度总结</h1><p>发布日期：\(day)</p>").fields["published"] == "2025-01-15")
  }

  @Test func `发布 before a body names the issuer`() {
    let page = read("", "<h1>清溪县年度总结</h1><p>发布：清溪县司法局　发布时间：2025-01-15 15:07</p>")
    #expect(page.fields["issuer"] == "清溪县司法局" && page.fields["published"] == "2025-01-15")
    #expect(read("", "<h1>清溪县年度总结</h1><p>发布：2025-01-15</p>").fields["published"] == "2025-01-15")
  }
}

struct SiteFieldTests {
  @Test(arguments: [
    ("<title>年度总结_清溪县人民政府</title>", "", "清溪县人民政府"), ("<title>清溪县人民政府网站 - 年度总结</title>", "", "清溪县人民政府网站"),
    ("<title>年度总结</title>", "<p>主办：清溪县人民政府　承办：清溪县人民政府办公室</p>", "清溪县人民政府"),
    ("<title>年度总结</title>", "<p>版权所有：清溪县司法局 湘ICP备05000001号</p>", "清溪县司法局"),
    ("<meta name=SiteName content=清溪县司法局><title>年度总结_清溪县人民政府</title>", "", "清溪县司法局"),
  ])
  func `says whose site it is`(head: String, foot: String, site: String) {
    #expect(read(head, "<h1>年度总结</h1>", foot).fields["site"] == site)
  }

  @Test func `and where its owner resides`() {
    let page = read("<title>年度总结</title>", "<h1>年度总结</h1>", "<p>地址：内蒙古自治区赤峰市清溪旗锦山镇 邮编：024400</p>")
    #expect(page.fields["location"] == "内蒙古自治区赤峰市清溪旗锦山镇")
  }

  @Test(arguments: ["<p>主办法律服务活动12场</p>", "<p>版权所有</p>", "<p>活动地址见附件</p>"])
  func `other lines say nothing of it`(foot: String) {
    let page = read("<title>年度总结</title>", "<h1>年度总结</h1>", foot)
    #expect(page.fields["site"] == nil && page.fields["location"] == nil)
  }
}

struct ScriptFieldTests {
  private func shell(_ data: String) -> Page {
    let text = String(repeating: "<p>\(paragraph)</p>", count: 6).replacing("/", with: "\\/")
    return PageReader().read(
      markup: "<html><head><title>年度总结</title></head><body><div id=app></div>"
        + "<script>window.__STATE__={\"detail\":{\(data),\"content\":\"\(text)\"}}</script></body></html>")
  }

  @Test func `reads what a script's data say of the page that it shows`() {
    let page = shell(#""indexNo":"0143\/2025-00031","source":"清溪县司法局","pubDate":"2025-01-15 17:45""#)
    #expect(page.fields["index-number"] == "0143/2025-00031" && page.fields["source"] == "清溪县司法局")
    #expect(page.evidence["source"] == "script")
  }

  @Test(arguments: [
    #""list":[{"source":"清溪日报"},{"source":"清溪晚报"}],"pubDate":"2025-01-15""#, #""source":"","pubDate":"2025-01-15""#,
    #""source":12,"pubDate":"2025-01-15""#, #""resource":"清溪日报","pubDate":"2025-01-15""#,
  ])
  func `several values, none, or another key say nothing`(data: String) {
    #expect(shell(data).fields["source"] == nil)
  }
}

struct BrokenTitleTests {
  @Test(arguments: [
    ("<title>关于年度情况的报告_清溪县人民政府</title>", "<h1>清溪县司法局<br>关于年度情况的报告</h1>", "清溪县司法局关于年度情况的报告"),
    ("<title>年度总结</title>", "<h2>清溪县司法局<br/>年度总结</h2>", "清溪县司法局年度总结"),
    (
      "<meta name=ArticleTitle content=清溪县司法局关于年度情况的报告><title>关于年度情况的报告</title>",
      "<div class=t>清溪县司法局<br>关于年度情况的报告</div>", "清溪县司法局关于年度情况的报告"
    ),
  ])
  func `a title that an element breaks is whole`(head: String, top: String, title: String) {
    let page = read(head, top + "<p>发布时间：2025-01-15</p>")
    #expect(page.title == title)
    #expect(page.text == paragraph + "\n" + paragraph)
  }

  @Test(arguments: [
    "<h1>年度总结<br>（2025年1月15日）</h1>", "<h1>年度总结<br>——在全县会议上</h1>", "<h1>年度总结</h1><h2>清溪县司法局</h2>",
    "<h1>年度总结<br>2025-01-15 10:20</h1>",
  ])
  func `what stands under it is none of it`(top: String) {
    #expect(read("<title>年度总结</title>", top).title == "年度总结")
  }
}

struct SourceAddressTests {
  @Test(arguments: [
    ("https://www.qingxi.gov.cn/202501/t20250115_1.html", "2025-01-15"),
    ("http://qingxi.gov.cn/art/2025/1/15/art_12_3.html", "2025-01-15"),
    ("www.qingxi.gov.cn/2025-01/15/content_1.html", "2025-01-15"), ("reports/t20250115_12345.html", "2025-01-15"),
  ])
  func `reads the day of an address, also of one that a mirror made a path of`(source: String, day: String) {
    #expect(AddressDate.day(inSource: source) == day)
  }

  @Test(arguments: [
    "2025-01-15/report.html", "crawl/20250115/report.html", "www.qingxi.gov.cn/202501/report.html",
    "a/b/t20259999_1.html", "report.txt",
    "2025.01.15/2025/01/15/a.html", "",
  ])
  func `no other path has one`(source: String) {
    #expect(AddressDate.day(inSource: source) == nil)
  }
}
