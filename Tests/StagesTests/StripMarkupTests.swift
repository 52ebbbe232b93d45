import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct StripMarkupTests {
  private func process(_ text: String, mediaType: String = "text/html") throws -> (Document, Outcome) {
    var document = Document(text: text, source: "report", mediaType: mediaType)
    let outcome = try StripMarkup([:]).process(&document)
    return (document, outcome)
  }

  private static let page = """
    <html><head><title>2025年上半年工作总结 - 某县司法局</title><style>p { color: red }</style></head><body>
    <div class="nav"><a href="/">首页</a> &gt; <a href="/gk">政务公开</a></div>
    <div class="article"><h1>2025年上半年工作总结</h1>
    <div class="info">发布时间：2025-07-08　来源：某县司法局</div>
    <div class="content"><p>&emsp;&emsp;上半年，全县办理法律援助案件<b>126</b>件，同比增长8%，受援人满意率达到99%以上。</p>
    <p>一、主要工作</p><p>共调解纠纷300件，调解成功296件，成功率98.7%，没有发生因调解不及时而激化的案件。</p></div></div>
    <div class="footer">版权所有 某县人民政府 备案号12345</div><script>var a = "<p>文字</p>";</script></body></html>
    """

  @Test func `leaves of a page the report, one paragraph a line`() throws {
    let (document, outcome) = try process(Self.page)
    #expect(outcome == .keep)
    let lines = document.text.split(separator: "\n")
    #expect(lines.contains("上半年，全县办理法律援助案件126件，同比增长8%，受援人满意率达到99%以上。"))
    #expect(lines.contains("一、主要工作"))
    for furniture in ["首页", "版权所有", "备案号", "color", "var a", "<", "&"] {
      #expect(!document.text.contains(furniture), "\(furniture)")
    }
  }

  @Test func `keeps what the page says of the report`() throws {
    let page = try #require(try process(Self.page).0.page)
    #expect(page.title == "2025年上半年工作总结")
    #expect(page.fields["published"] == "2025-07-08")
  }

  @Test func `plain text keeps its characters, angle brackets too`() throws {
    let (document, _) = try process("  工作总结  \n\n办理<民法典>案件&公证12件\n", mediaType: "text/plain")
    #expect(document.text == "工作总结\n办理<民法典>案件&公证12件")
  }

  @Test(
    arguments: [
      ("<html><body><script>render()</script></body></html>", "text/html"), ("", "text/html"), (" \n ", "text/plain"),
    ])
  func `rejects what has no text of its own`(text: String, mediaType: String) throws {
    let (document, outcome) = try process(text, mediaType: mediaType)
    #expect(outcome == .reject(Failure(code: "no-text", "the page has no text of its own")))
    #expect(document.text == text)
  }

  @Test(arguments: 0..<UInt64(100))
  func `any soup of tags is stripped or rejected, and leaves no tag that it knows`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "<p>", "</p>", "<div>", "</div>", "<table><tr><td>", "</table>", "<b", ">", "文字", "12件。", "<script>", "</script>",
      "<!--", "-->", "&lt", "&#x3c;", "\u{0}", "\n", "<br/>", "</",
    ]
    let (document, outcome) = try process(generator.text(of: pieces, count: 40))
    if outcome == .keep {
      for line in document.text.split(separator: "\n", omittingEmptySubsequences: false) { #expect(!line.isEmpty) }
      #expect(!document.text.contains("<p>") && !document.text.contains("</div>"))
    }
  }
}
