import Markup
import PipelineKit
import PipelineTesting
import Testing

@testable import TallyKit

struct MarkdownTextTests {
  private func line(_ text: String) -> String {
    String(decoding: MarkdownText.line(Array(text.utf8)[...]), as: UTF8.self)
  }

  @Test(arguments: [
    ("# 标题", "\\# 标题"), ("- 一", "\\- 一"), ("+ 一", "\\+ 一"), ("> 引", "\\> 引"), ("1. 一", "1\\. 一"), ("12) 一", "12\\) 一"),
    ("---", "\\---"), ("===", "\\==="), ("~~~", "\\~\\~\\~"), ("*一*", "\\*一\\*"), ("王**", "王\\*\\*"),
    ("[1]", "\\[1\\]"), ("`a`", "\\`a\\`"), ("a\\b", "a\\\\b"), ("_一_", "\\_一\\_"), ("<p>", "\\<p>"),
    ("&lt;", "\\&lt;"),
    ("###", "\\###"),
  ])
  func `escapes what would be markup`(_ text: String, _ expected: String) { #expect(line(text) == expected) }

  @Test(arguments: [
    "1.5万元", "2024年", "-3.2%", "#1号", "a_b", "3 < 4", "A & B", "一、工作", "98%以上", "+5.2%", "1234567890. 长", "a~b", "1-2名",
  ])
  func `leaves alone what is none`(_ text: String) { #expect(line(text) == text) }

  private func links(_ pairs: (String, String)...) -> [PageLink] {
    pairs.map { PageLink(text: $0.0, target: $0.1, line: 0, isAttachment: true) }
  }

  @Test func `links stand where their words do, in their order, and one that is gone is left out`() {
    let text = Array("附件1、附件1和附件2".utf8)[...]
    let found = MarkdownText.line(text, links: links(("附件1", "a.doc"), ("附件1", "b<c>.doc"), ("附件3", "d"), ("附件2", "e")))
    #expect(String(decoding: found, as: UTF8.self) == "[附件1](<a.doc>)、[附件1](<b\\<c\\>.doc>)和[附件2](<e>)")
  }

  @Test func `a table has a header row, an empty one where it names none, and equally long rows`() {
    func cells(_ texts: [String], header: Bool = false) -> [ReportTable.Cell] {
      texts.map { ReportTable.Cell(text: $0, isHeader: header) }
    }
    let named = MarkdownText.table([cells(["项", "数"], header: true), cells(["a|b"])], links: [[], []])
    #expect(String(decoding: named, as: UTF8.self) == "| 项 | 数 |\n| --- | --- |\n| a\\|b | |")
    let bare = MarkdownText.table([cells(["a", "1"])], links: [links(("a", "x|y"))])
    #expect(String(decoding: bare, as: UTF8.self) == "| | |\n| --- | --- |\n| [a](<x\\|y>) | 1 |")
  }

  @Test(arguments: ["a.html", "a`b", "``", "一 二"])
  func `a code span holds any backticks`(_ text: String) {
    let code = String(decoding: MarkdownText.code(text), as: UTF8.self)
    let fence = code.prefix { $0 == "`" }
    #expect(code.hasSuffix(fence) && !text.contains(fence) && code.contains(text))
  }

  @Test(arguments: 0..<UInt64(200))
  func `without its backslashes a line is the text`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["#", "-", " ", "*", "_", "a", "1", ".", "[", "]", "<", "&", "~", "`", "一", "|", "=", ">", "+", ")"]
    let text = (0..<20).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
    #expect(line(text).replacing("\\", with: "") == text)
  }
}
