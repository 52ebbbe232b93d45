import PipelineTesting
import Testing

@testable import Markup

private let paragraphs = [
  "过去一年，全县受理法律援助申请三百一十二件，办结二百九十八件，为困难群众挽回损失四百余万元。",
  "各乡镇调解委员会排查矛盾纠纷一千二百余起，调解成功率达到百分之九十八，无一起民转刑案件。",
]
private let body = paragraphs.map { "<p>\($0)</p>" }.joined()

/// The day of a page whose title is followed by `line`.
private func published(below line: String) -> String? {
  PageReader().read(
    markup:
      "<html><head><title>清溪县开展普法宣传活动</title></head><body><h1>清溪县开展普法宣传活动</h1><div>\(line)</div>\(body)</body></html>"
  ).fields["published"]
}

private func published(in page: String) -> String? { PageReader().read(markup: page).fields["published"] }

struct PageDateTests {
  @Test(
    arguments: [
      ("2024年03月31日03:18 清溪晚报", "2024-03-31"), ("http://www.example.com.cn 2005年03月31日03:18 清溪晚报", "2005-03-31"),
      ("2005-01-14 17:02:30 来源:清溪报", "2005-01-14"), ("【时间:2004-9-17】", "2004-09-17"), ("日期：[2005-8-16]", "2005-08-16"),
      ("发表于 2009-3-2 12:30", "2009-03-02"), ("楼主 发表于 2009-3-2 12:30:11 | 只看该作者", "2009-03-02"),
      ("清溪论坛 发布时间 2005/05/17 22:11:42 by 清溪人", "2005-05-17"), ("posted @ 2004-12-27 12:40 清溪人 阅读(12)", "2004-12-27"),
      ("Posted on 二〇〇五年三月三十一日", "2005-03-31"), ("发布日期：二〇二五年十二月二十日", "2025-12-20"),
      ("2022-02-13 07:00 清溪网", "2022-02-13"),
      ("(2004-12-10 11:55:08)", "2004-12-10"), ("作者：张三 发布于：2021-1-29 13:18", "2021-01-29"),
      ("时间：2005.9.7", "2005-09-07"),
      ("发布时间：05-03-31", "2005-03-31"), ("发布时间：20240302", "2024-03-02"), ("发布时间：２０２４年３月２日", "2024-03-02"),
      ("Nov 20, 2019", "2019-11-20"), ("20 November 2019", "2019-11-20"),
      ("Published: November 20th, 2019 at 9:05 am", "2019-11-20"),
      ("发布时间：2019-11-20T23:30:00Z", "2019-11-20"), ("<span>2024</span>年<span>3</span>月<span>2</span>日", "2024-03-02"),
      ("<span>发布时间</span><span>：</span><b>2024-03-02</b>", "2024-03-02"),
      ("<p>发布时间：</p><p>2024-03-02</p>", "2024-03-02"),
      ("<dl><dt>发布日期</dt><dd>2024-03-02</dd></dl>", "2024-03-02"), ("于2005年8月22日发表", "2005-08-22"),
      ("2024年3月2日 星期六 上午10:30 清溪县司法局", "2024-03-02"), ("发信站: 清溪站 (Fri Sep 17 05:54:13 2004)", "2004-09-17"),
      ("11/19/19 06:56 AM EST", "2019-11-19"), ("19.11.2019, 08:57", "2019-11-19"),
      ("原创清溪普法<em>2024-03-02</em>", "2024-03-02"),
      ("来源：清溪报 提交日期：2005-8-22 19:13:18 访问：12 回复：3", "2005-08-22"), ("最后更新：2024-03-02", "2024-03-02"),
    ])
  func `reads the day of publication in every way of writing it`(line: String, day: String) {
    #expect(published(below: line) == day)
  }

  @Test(arguments: [
    "今天是2024年3月2日 星期六", "（2005年8月16日县人大常委会第十次会议通过）", "2021年1月1日起施行", "3小时前", "昨天 12:30", "民国九十四年三月三十一日",
    "2024年3月", "7/5/2005", "成文日期：2024-03-02", "会议时间：2024年3月2日 地点：清溪宾馆", "施行日期：2024-03-02", "2024年2月30日", "02日14:25",
    "发布时间：待定",
    "Copyright © 2000-2019 清溪网", "编号：2024-0302-001",
  ])
  func `takes nothing else for the day of publication`(line: String) {
    #expect(published(below: line) == nil)
  }

  @Test func `takes no day from comments, related pages, statutes or the signature`() {
    #expect(
      published(
        in: """
          <h1>清溪县开展普法宣传活动</h1>\(body)<p>清溪县司法局</p><p>2024年1月5日</p>
          <h3>相关阅读</h3><ul><li><a href=1>别县开展活动 2023-01-02</a></li><li><a href=2>又一县开展活动 2023-01-03</a></li></ul>
          <div class="comment"><time datetime="2024-05-01">五月</time><p>说得好</p></div><p>版权所有 2010-2024</p>
          """) == nil)
  }

  @Test func `trusts a label near the title more than any other day`() {
    let head =
      "<meta name=PubDate content='2024-05-03'><script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"2024-05-04\"}</script>"
    let title = "<h1>清溪县开展普法宣传活动</h1>"
    let table = "<table><tr><td>成文日期</td><td>2024-04-01</td><td>发布日期</td><td>2024-05-02</td></tr></table>"
    #expect(published(in: "\(head)\(table)\(title)<p>发布时间：2024-05-01</p>\(body)") == "2024-05-01")
    #expect(published(in: "\(head)\(table)\(title)\(body)") == "2024-05-02")
    #expect(published(in: "\(head)\(title)<p>2024-05-01</p>\(body)") == "2024-05-01")
    #expect(published(in: "\(head)\(title)\(body)<p>发布日期：2024-06-01</p>") == "2024-05-03")
    #expect(published(in: "\(title)\(body)<p>发布日期：2024-06-01</p>") == "2024-06-01")
    #expect(published(in: "\(title)<p>更新时间：2024-06-01</p><p>2024-05-01 10:30</p>\(body)") == "2024-05-01")
  }

  @Test func `keeps the day of a paper apart from that of its publication`() {
    let page = PageReader().read(
      markup: """
        <table><tr><td>索 引 号：</td><td>01-2024</td><td>发文字号：</td><td>清司〔2024〕7号</td></tr>
        <tr><td>成文日期：</td><td>2024年03月01日</td><td>发布日期：</td><td>2024年03月05日</td></tr></table>\(body)
        """)
    #expect(page.fields["issued"] == "2024-03-01")
    #expect(page.fields["published"] == "2024-03-05")
    #expect(page.fields["document-number"] == "清司〔2024〕7号")
  }

  @Test func `reads an information table of two columns`() {
    let page = PageReader().read(
      markup: """
        <table><tr><td>索引号</td><td>01-2024</td></tr><tr><td>发布机构</td><td>清溪县司法局</td></tr><tr><td>生成日期</td><td>2024-03-05</td></tr>
        <tr><td>文号</td><td>清司〔2024〕7号</td></tr></table>\(body)
        """)
    #expect(
      page.fields == [
        "index-number": "01-2024", "issuer": "清溪县司法局", "published": "2024-03-05", "document-number": "清司〔2024〕7号",
      ])
    #expect(page.evidence.values.allSatisfy { $0 == "table" })
  }

  @Test(
    arguments: [
      ("https://example.gov.cn/sfj/202403/t20240302_123.html", "2024-03-02"),
      ("https://example.cn/2024-03/02/c_1.htm", "2024-03-02"),
      ("https://example.cn/2024/03/02/title", "2024-03-02"), ("https://example.cn/20240302/1.html", "2024-03-02"),
      ("https://example.cn/2024/0302/1.html", "2024-03-02"), ("/n1/2024/0302/c1-2.html", "2024-03-02"),
      ("https://20240302.example.cn/a.html", nil), ("https://example.cn/202403/a.html", nil),
      ("https://example.cn/a?id=20240302", nil), ("https://example.cn/id/20249999.html", nil),
      ("https://example.cn/1234567820240302.html", nil),
    ] as [(String, String?)])
  func `reads the day in a page's own address as the last resort`(address: String, day: String?) {
    #expect(AddressDate.read(address) == day)
    let page = PageReader().read(markup: "<link rel=canonical href='\(address)'>\(body)")
    #expect(page.fields["published"] == day)
    #expect(page.evidence["published"] == day.map { _ in "url" })
  }

  @Test func `reads the attribute of a time element but not one of a comment`() {
    let title = "<h1>清溪县开展普法宣传活动</h1>"
    #expect(published(in: "\(title)<time datetime='2024-03-02T08:00+08:00'>3小时前</time>\(body)") == "2024-03-02")
    #expect(published(in: "<span itemprop=datePublished content='2024-03-02'></span>\(title)\(body)") == "2024-03-02")
    #expect(published(in: "\(title)\(body)<div class=comments><time datetime='2024-03-02'>昨天</time></div>") == nil)
  }

  @Test func `reads the day that all variables of scripts agree on`() {
    #expect(published(in: "<script>var publishTime = \"2024-03-02 10:00\"; var p='x'</script>\(body)") == "2024-03-02")
    #expect(published(in: "<script>{\"publish_time\":1709395200,\"a\":1}</script>\(body)") == "2024-03-03")
    #expect(published(in: "<script>a={pubDate:'2024-03-02'};b={pubDate:'2024-03-05'}</script>\(body)") == nil)
  }

  @Test func `any bytes are read as a line in time that grows with their number`() {
    let pieces: [[UInt8]] =
      [
        "发布时间", "：", "2024-", "03", "-02", " ", "年", "月", "日", "二〇", "来源", "【", "】", "（", "）", "\t", "By ", "记者", "张三",
        "Nov ", "20",
        ", ", "2019", "/", ".", ":", "http://", "今天是", "打印", "=", "|", "\u{3000}",
      ].map { Array($0.utf8) } + [[0xE5], [0xE4, 0xB8], [0xFF], [0x80], [0xF0, 0x9F]]
    var random = SeededGenerator(seed: 5)
    for _ in 0..<3000 {
      let line = (0..<Int.random(in: 0...24, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? []
      }
      for isRow in [false, true] {
        for value in InformationLine.read(line[...], isRow: isRow)?.values ?? [] where value.label == .published {
          #expect(PageDate.read(Array(value.text.utf8)[...], at: 0)?.iso == value.text)
        }
      }
      _ = (InformationLine.publication(in: line[...]), Byline.author(in: line[...]), Byline.reporter(in: line[...]))
      _ = (
        Byline.poster(in: line[...]), Byline.signature(in: line[...]),
        Outlet.author(String(decoding: line, as: UTF8.self))
      )
      _ = (TitleParts.mainPart(line[...]), PageTitle.key(line[...]), JSONFragment.read(line[...], keys: WordList("a")))
      for at in line.indices {
        if let date = PageDate.read(line[...], at: at) { #expect(date.end > at && date.end <= line.count) }
        if let date = WesternDate.read(line[...], at: at) { #expect(date.end > at && date.end <= line.count) }
      }
    }
    // A line that is no line of information is left at once, however long.
    #expect(InformationLine.read(Array(repeating: UInt8(ascii: "x"), count: 1_000_000)[...]) == nil)
    #expect(InformationLine.publication(in: Array(repeating: UInt8(ascii: "p"), count: 1_000_000)[...]) == nil)
  }
}
