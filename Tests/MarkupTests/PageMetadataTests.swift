import Testing

@testable import Markup

private let paragraphs = [
  "过去一年，全县受理法律援助申请三百一十二件，办结二百九十八件，为困难群众挽回损失四百余万元。",
  "各乡镇调解委员会排查矛盾纠纷一千二百余起，调解成功率达到百分之九十八，无一起民转刑案件。",
]
private let body = paragraphs.map { "<p>\($0)</p>" }.joined()

private func read(_ head: String, _ above: String = "", below: String = "") -> Page {
  PageReader().read(markup: "<html><head>\(head)</head><body>\(above)\(body)\(below)</body></html>")
}

private func data(_ json: String) -> Page { read("<script type=\"application/ld+json\">\(json)</script>") }

struct PageMetadataTests {
  @Test func `reads the portal's own elements in any case`() {
    let page = read(
      """
      <META NAME="sitename" CONTENT="清溪县政府网"><meta name="ArticleTitle" content="清溪县普法总结"><meta name="PUBDATE" content="2024-03-02 10:30">
      <meta name="contentSource" content="清溪县司法局"><meta name="Author" content="张三"><meta name="Description" content="一年情况">
      <meta name="Url" content="https://example.gov.cn/1.html">
      """)
    #expect(page.title == "清溪县普法总结")
    #expect(
      page.fields == [
        "site": "清溪县政府网", "published": "2024-03-02", "source": "清溪县司法局", "author": "张三", "description": "一年情况",
        "canonical-url": "https://example.gov.cn/1.html",
      ])
    #expect(page.evidence["published"] == "meta pubdate")
  }

  @Test(arguments: [
    "<meta property='article:published_time' content='2024-03-02T08:00:00+08:00'>",
    "<meta name='DC.date.issued' content='2024-03-02'>",
    "<meta name='weibo:article:create_at' content='2024-03-02 08:00'>",
    "<meta name='parsely-pub-date' content='2024-03-02T00:00:00Z'>",
    "<meta name='sailthru.date' content='Sat, 02 Mar 2024 10:00:00 +0800'>",
    "<meta property='bytedance:published_time' content='2024-03-02'>",
    "<meta itemprop='datePublished' content='2024-03-02'>", "<meta name='publishdate' content='20240302'>",
  ])
  func `reads the day of every vocabulary`(element: String) {
    #expect(read(element).fields["published"] == "2024-03-02")
  }

  @Test(arguments: [
    "admin", "清溪网络公司", "https://example.com/u/1", "Some Forum Team", "本站", "匿名", "管理员", "12345",
  ])
  func `knows an author that is nobody`(name: String) {
    #expect(read("<meta name=author content='\(name)'>").fields["author"] == nil)
  }

  @Test(
    arguments: [
      (
        #"{"@context":"https://schema.org","@type":"NewsArticle","headline":"A","datePublished":"2024-03-02T10:00:00Z","author":"Jane Doe"}"#,
        "Jane Doe"
      ),
      (#"{"@type":"Article","datePublished":"2024-03-02","author":{"@type":"Person","name":"Jane Doe"}}"#, "Jane Doe"),
      (
        #"[{"@type":"BreadcrumbList"},{"@type":["Article","X"],"datePublished":"2024-03-02","author":[{"name":"Jane Doe"},{"name":"张三"}]}]"#,
        "Jane Doe, 张三"
      ),
      (
        ##"{"@graph":[{"@type":"Person","@id":"#p","name":"Jane Doe"},{"@type":"WebPage","datePublished":"2024-03-09"},{"@type":"http://schema.org/Article","datePublished":"2024-03-02","author":{"@id":"#p"}}]}"##,
        "Jane Doe"
      ),
      (
        #"// <![CDATA["# + "\n"
          + #"{"@type":"Article","author":"By Jane Doe, Staff","datePublished":"March 2, 2024"} //]]>"#, "Jane Doe"
      ),
      (#"{"@id":"1","title":"A","pubDate":"2024-03-02T08:00:01"}"#, nil),
      (#"{"@type":"Article",,"datePublished":"2024-03-02" "author":"Jane Doe",}"#, "Jane Doe"),
      (#"{"@type":"Article","x":{"y":["}",1,{"z":"]"}]},"author":"Jane Doe","datePublished":"2024-03-02""#, "Jane Doe"),
      (#"{"@type":"Article","author":"Jane Doe","datePublished":"2024-03-02","articleBody":"half a"#, "Jane Doe"),
      (
        "{\"@type\":\"Article\",\"headline\":\"two\nlines\",\"author\":\"Jane Doe\",\"datePublished\":\"2024-03-02\"}",
        "Jane Doe"
      ),
    ] as [(String, String?)])
  func `reads linked data, whole or broken`(json: String, author: String?) {
    let page = data(json)
    #expect(page.fields["published"] == "2024-03-02")
    #expect(page.fields["author"] == author)
    #expect(page.evidence["published"] == "json-ld")
  }

  @Test(arguments: [
    #"{"@type":"Comment","datePublished":"2024-03-02"}"#, #"{"@type":"Product","datePublished":"2024-03-02"}"#,
    #"{"@type":"Article","comment":[{"datePublished":"2024-03-02"}]}"#, "{", "[[[[[[", "{\"@type\":", "",
    String(repeating: "[{\"@graph\":", count: 5000) + "@type",
  ])
  func `takes nothing from data of other things`(json: String) {
    #expect(data(json).fields["published"] == nil)
  }

  @Test func `takes the day of a change only where there is no other`() {
    #expect(data(#"{"@type":"Article","dateModified":"2024-03-02"}"#).fields["published"] == "2024-03-02")
    #expect(
      data(#"{"@type":"Article","dateModified":"2024-03-05","datePublished":"2024-03-02"}"#).fields["published"]
        == "2024-03-02")
  }
}

struct SourceAndAuthorTests {
  @Test(
    arguments: [
      ("来源：清溪日报", "清溪日报"), ("来源：<a href='/x'>清溪日报</a> 打印", "清溪日报"), ("2024-03-02 来源：清溪日报【字体：大 中 小】", "清溪日报"),
      ("2024年3月2日10:30 清溪在线", "清溪在线"), ("发布时间：2024-03-02 来源：清溪县司法局（宣传科） 浏览次数：7", "清溪县司法局（宣传科）"),
      ("信息来源：清溪县司法局 作者：张三", "清溪县司法局"), ("来源：网络", "网络"), ("来源：", nil), ("来源：本站原创 作者：李四", "本站原创"), ("来源：未知 作者：李四", nil),
      ("<p>来源：</p><p>清溪日报</p>", "清溪日报"),
    ] as [(String, String?)])
  func `reads the source without what follows it`(line: String, source: String?) {
    #expect(read("", "<h1>清溪县普法工作总结</h1><div>\(line)</div>").fields["source"] == source)
  }

  @Test func `takes the source of the head where the line leaves it out`() {
    #expect(read("<meta name=ContentSource content=清溪县司法局>", "<p>来源：</p>").fields["source"] == "清溪县司法局")
  }

  @Test(
    arguments: [
      ("作者：张三", "张三"), ("文/张三", "张三"), ("撰文：张三 李四", "张三 李四"), ("清溪晚报记者 张三 通讯员 李四 清溪报道", "张三 李四"), ("本报记者　张三", "张三"),
      ("By Jane Doe", "Jane Doe"), ("By Jane van Doe and John Roe | March 2, 2024", "Jane van Doe and John Roe"),
      ("清溪人 发表于 2009-3-2 12:30", "清溪人"), ("作者：admin", nil), ("作者：佚名", nil), ("记者从县局获悉", nil), ("By the way", nil),
      ("作者：张三 出自[清溪出版社]", "张三"),
    ] as [(String, String?)])
  func `reads the author of a line`(line: String, author: String?) {
    #expect(read("", "<h1>清溪县普法工作总结</h1><div>\(line)</div>").fields["author"] == author)
  }

  @Test(
    arguments: [("<p>（张三）</p>", "张三"), ("<p>（待续）</p>", nil), ("<p>作者：张三 编辑：李四</p>", "张三"), ("<p>（完）</p>", nil)]
      as [(String, String?)])
  func `reads the author below the text`(line: String, author: String?) {
    #expect(read("", "<h1>清溪县普法工作总结</h1>", below: line).fields["author"] == author)
  }

  @Test func `reads the reporter at the beginning of a report`() {
    let page = read("", "<h1>清溪县普法工作总结</h1><p>本报讯（记者 张三 通讯员李四）昨日，全县普法工作会议召开，各乡镇负责人参加。</p>")
    #expect(page.fields["author"] == "张三 李四")
    #expect(page.evidence["author"] == "text")
  }
}
