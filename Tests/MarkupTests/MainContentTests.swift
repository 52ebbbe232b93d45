import Testing

@testable import Markup

/// Sentences as an article in English has them.
private let sentences = [
  "The council met on Tuesday, and after a long debate it agreed to repair the bridge before the winter comes.",
  "Engineers had warned for years that the northern pillar, which was built in a hurry, might not bear another flood.",
  "The work will begin in May, the mayor said, and the road is to be closed for traffic until the end of August.",
]
private let chinese = [
  "今年以来，我局受理法律援助申请三百二十六件，办结三百零一件，为困难群众挽回损失四百余万元。", "各司法所坚持矛盾纠纷排查，调解成功率保持在较高水平，群众满意度进一步提升，社会秩序平稳。",
]

private func article(_ lines: [String]) -> String { lines.map { "<p>\($0)</p>" }.joined() }
private let body = article(sentences)
private let text = sentences.joined(separator: "\n")

private func read(_ markup: String) -> String { PageReader().read(markup: markup).text }

struct MainContentTests {
  @Test(arguments: [
    "<div><h3>Related stories</h3><div><p>\(sentences[0]) Elsewhere.</p></div></div>",
    "<h3>More from this section</h3><ul><li><a href=a>A bridge falls</a> \(sentences[1])</li><li>x</li></ul>",
    "<section><h2>Comments</h2><p>I, for one, never crossed that bridge, and I never will.</p></section>",
    "<div><h4>相关新闻</h4><p>某县开展宣传活动，受到群众欢迎。</p></div>",
  ])
  func `a heading takes with it what stands under it`(section: String) {
    #expect(read("<div>\(body)\(section)</div>") == text)
  }

  @Test func `a heading in the text takes nothing that is not built as its list`() {
    let line = "Trending"
    #expect(
      read("<div>\(body)<h3>\(line)</h3>\(body)</div>").split(separator: "\n").map(String.init) == sentences + [line]
        + sentences)
    let matters = "<div><p>\(chinese[0])</p><p>相关链接</p><p>\(chinese[1])</p></div>"
    #expect(read(matters).hasPrefix(chinese[0]))
    #expect(read(matters).contains(chinese[1]))
  }

  @Test func `a caption goes with its picture and stays with a table`() {
    let picture = "<figure><img src=a><figcaption>The old bridge, seen from the south, in spring.</figcaption></figure>"
    #expect(read("<div>\(body)\(picture)\(body)</div>") == text + "\n" + text)
    let table = "<figure><figcaption>表1 案件统计</figcaption><table><tr><td>公证</td><td>3</td></tr></table></figure>"
    #expect(read("<div>\(article(chinese))\(table)</div>") == (chinese + ["表1 案件统计", "公证\t3"]).joined(separator: "\n"))
  }

  @Test(arguments: ["img-text", "pic", "photo"])
  func `a text in a box named after its picture stays`(name: String) {
    #expect(
      read("<div><div class=\(name)><img src=a>\(article(chinese))</div></div>") == chinese.joined(separator: "\n"))
  }

  @Test(arguments: ["share", "position", "links"])
  func `a table of data stays whatever its class`(name: String) {
    let rows = [("案件", "件数"), ("民事", "12"), ("刑事", "8")]
    let table = rows.map { "<tr><td>\($0.0)</td><td>\($0.1)</td></tr>" }.joined()
    let text = read("<div>\(article(chinese))<table class=\(name)>\(table)</table></div>")
    #expect(text.hasSuffix("案件\t件数\n民事\t12\n刑事\t8"))
  }

  @Test func `a row among rows of data is data and one among buttons is none`() {
    func table(_ rows: [String]) -> String {
      "<table>" + rows.map { "<tr><td>\($0)</td><td>3</td></tr>" }.joined() + "</table>"
    }
    let data = read("<div>\(article(chinese))\(table(["办件量", "信息条数", "浏览量", "评论"]))</div>")
    #expect(data.hasSuffix("办件量\t3\n信息条数\t3\n浏览量\t3\n评论\t3"))
    #expect(!read("<div>\(article(chinese))\(table(["浏览量", "评论"]))</div>").contains("浏览量"))
  }

  @Test func `a signature in a row behind the text's stays and a list of days does not`() {
    func page(_ last: String) -> String {
      "<table><tr><td>\(article(chinese))</td></tr><tr><td>\(last)</td></tr></table>"
    }
    #expect(read(page("<p>某县司法局</p><p>二〇〇五年七月三日</p>")).hasSuffix("某县司法局\n二〇〇五年七月三日"))
    #expect(read(page("2005年7月3日")).hasSuffix("2005年7月3日"))
    #expect(read(page("<p>2005-07-03</p>")).hasSuffix(chinese[1]))
    #expect(read(page("<p><a href=1>某县动态</a></p><p>2005年7月3日</p>")).hasSuffix(chinese[1]))
  }

  @Test func `other articles and what stands above the title go`() {
    let title = "<title>The bridge of the north - Town News</title>"
    let page = "\(title)<div><p>\(sentences[0]) Breaking.</p><h1>The bridge of the north</h1>\(body)</div>"
    #expect(read(page) == text)
    let others = (0..<4).map { "<article><h2>Story \($0)</h2><p>\(sentences[$0 % 3]) And \($0).</p></article>" }
      .joined()
    #expect(
      read("\(title)<body><main><article><h1>The bridge of the north</h1>\(body)</article>\(others)</main>") == text)
  }

  @Test func `a post that is embedded in a text is part of it and what is off the screen is not`() {
    let post =
      "<div class=social-embed><blockquote><p>What a bridge it was, and how we loved it.</p></blockquote></div>"
    #expect(read("<div>\(body)\(post)\(body)</div>").contains("What a bridge"))
    let hidden =
      "<div style='position: absolute; left: -9999px'>Free downloads, of every kind, for all of you here.</div>"
    #expect(read("<div>\(body)\(hidden)\(body)</div>") == text + "\n" + text)
  }

  @Test(arguments: [
    "<p>By Ann Writer, Nov. 20, 2019</p>", "<p>Updated 9:28 AM, 20 November 2019</p>",
    "<p><a href=x>Read more about it</a></p>",
  ])
  func `a line above an English text that is no sentence is not its own`(line: String) {
    #expect(read("<div>\(line)\(body)</div>") == text)
  }

  @Test(arguments: ["June 9 – Town Hall, Northbridge", "Advice for the year", "Ann Writer"])
  func `a line without a stop stays in an English text`(line: String) {
    #expect(
      read("<div>\(body)<p>\(line)</p>\(body)<p>\(line)</p></div>") == [text, line, text, line].joined(separator: "\n"))
  }

  @Test func `finds an article that only a script of data holds`() {
    let data =
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\"\((sentences + sentences).joined(separator: "\\n"))\"}</script>"
    #expect(read("<div>Loading</div>\(data)") == text + "\n" + text)
  }

  // MARK: - More beside the text than in it

  private static let discussion = (1...30).map {
    "<div class=item><span>读者\($0) 2024-03-0\($0 % 9 + 1) 10:2\($0 % 10)</span><p>\(chinese[$0 % 2])我也来说第\($0)句。</p></div>"
  }.joined()

  @Test func `a discussion longer than what it is about goes`() {
    let post = "<title>法律援助工作情况</title><h1>法律援助工作情况</h1><div class=post>\(article(chinese))</div>"
    #expect(read("<body>\(post)<div>\(Self.discussion)</div></body>") == chinese.joined(separator: "\n"))
    // By its name also where the page has no title.
    #expect(
      read("<body><div class=post>\(article(chinese + chinese))</div><div id=comments>\(Self.discussion)</div></body>")
        == (chinese + chinese).joined(separator: "\n"))
  }

  @Test func `a list of other pages' beginnings longer than the text goes`() {
    let others = (1...20).map {
      "<div class=tl><span>05-1\($0 % 9)</span><p>\(chinese[$0 % 2])第\($0)则。<a href=\($0)>详情</a></p></div>"
    }.joined()
    let page =
      "<title>法律援助工作情况</title><body><main><div><h1>法律援助工作情况</h1><p>\(chinese[0])</p></div><section>\(others)</section></main>"
    #expect(read(page) == chinese[0])
  }

  @Test func `paragraphs in boxes alike are one text`() {
    let boxes = (1...8).map {
      "<div class=col><p>\(chinese[0])之\($0)。</p><p>\(chinese[1])<a href=\($0)>名单</a>。</p></div>"
    }
    .joined()
    let text = read("<title>法律援助工作情况</title><body><main><h1>法律援助工作情况</h1><p>\(chinese[0])</p>\(boxes)</main>")
    #expect(text.split(separator: "\n").count == 17)
  }

  @Test func `a notice of two lines is found under its title among the columns of a portal`() {
    let columns = (1...30).map { "<dl><dt><a href=\($0)>栏目\($0)</a></dt><dd>栏目简介与最新信息</dd></dl>" }.joined()
    let page = "<title>停电通知 - 某县政务网</title><div>\(columns)</div><div><h2>停电通知</h2><p>大厅周六停电，当天不办理业务。</p></div>"
    #expect(read(page) == "大厅周六停电，当天不办理业务。")
  }

  @Test func `a text in a box named after the ads around it is no ad`() {
    let box = "<div id=keyword_ad_area>\(article(chinese + chinese))</div>"
    let page = "<title>海边一日</title><div><h2>海边一日</h2>\(box)</div><div class=ad><p>\(chinese[0])广告。</p></div>"
    #expect(read(page) == (chinese + chinese).joined(separator: "\n"))
  }

  @Test func `a thread keeps its posts and loses the cards of their writers`() {
    let posts = (1...4).map {
      "<div id=p\($0)><table><tr><td class=card><p>网友\($0)</p><p>\($0)00 积分</p></td><td class=body><em>发表于 2024-3-\($0) 08:00</em>"
        + "<div class=t>\(article(chinese + chinese))</div></td></tr></table></div>"
    }.joined()
    let text = read("<title>请教法律援助 - 论坛</title><body><h1>请教法律援助</h1><div>\(posts)</div></body>")
    #expect(text == Array(repeating: chinese, count: 8).joined().joined(separator: "\n"))
  }

  @Test func `what is to be filled in is no text`() {
    let form =
      "<p>请文明发言，用户名：<input name=u> 验证码：<input name=v></p><form><p>发表您的看法，字数不限，欢迎参与。</p><textarea></textarea></form>"
    #expect(read("<div>\(article(chinese + chinese))\(form)</div>") == (chinese + chinese).joined(separator: "\n"))
    // Old pages stand in a form as a whole, with a field that nobody sees.
    let whole = "<form><input type=hidden name=state value=x><div>\(article(chinese))</div></form>"
    #expect(read("<body>\(whole)</body>") == chinese.joined(separator: "\n"))
  }

  @Test func `a credit goes with the picture before it and stays without one`() {
    let credit = "<p>图为公证员上门服务。王五 摄</p>"
    #expect(
      read("<div><p>\(chinese[0])</p><p><img src=a></p>\(credit)<p>\(chinese[1])</p></div>")
        == chinese.joined(separator: "\n"))
    #expect(read("<div><p>\(chinese[0])</p>\(credit)<p>\(chinese[1])</p></div>").contains("王五 摄"))
  }

  @Test func `a frame around nothing gives no text`() {
    #expect(read("<title>部门预算</title><div><h1>部门预算</h1><p>2024-02-28</p><iframe src=a.pdf></iframe></div>") == "")
  }

  @Test func `the whole text is taken from the page's data where it shows the beginning alone`() {
    let whole = (sentences + sentences + sentences).joined(separator: "\\n")
    func page(_ body: String) -> String {
      "<div><h1>The bridge</h1><p>\(sentences[0])</p><p>\(sentences[1])</p><p>Subscribe to read on.</p></div>"
        + "<script type='application/ld+json'>{\"articleBody\":\"\(body)\"}</script>"
    }
    #expect(read(page(whole)) == [text, text, text].joined(separator: "\n"))
    #expect(read(page(sentences[0])).contains(sentences[1]))
  }
}
