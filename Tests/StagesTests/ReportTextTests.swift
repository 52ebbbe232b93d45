import Glibc
import Markup
import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct ReportTextTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ text: String, as name: String = "a.html") throws -> CleanReport {
    try ReportText().read(path: try folder.write(text, to: name))
  }

  /// The lines as they stand in the text, with their kinds.
  private func lines(_ report: CleanReport) -> [String] {
    zip(report.lines, texts(report)).map { "\($0.kind): \($1)" }
  }

  private func texts(_ report: CleanReport) -> [String] {
    let bytes = Array(report.document.text.utf8)
    return report.lines.map { line in
      String(decoding: bytes.dropFirst(line.range.lowerBound).prefix(line.range.count), as: UTF8.self)
    }
  }

  private static let page = """
    <title>年度报告</title><h2>一、##paidbegin##工作情况</h2><p>##paidend##</p><p>本资料由用户上传</p>
    <p>全年办理法律援助案件312件，接待群众4501人次。</p>
    <table><tr><th>项目</th><th>件数</th></tr><tr><td>公证</td><td>96</td></tr></table>
    <ul><li>公证##paidbegin##办证##paidend##96件，<a href="a.doc">见附件</a>。</li></ul>
    """

  @Test func `the lines, tables and links stand where they are after markers were cut out`() throws {
    let report = try read(Self.page)
    #expect(
      lines(report) == [
        "heading(level: 2): 一、工作情况", "paragraph: 全年办理法律援助案件312件，接待群众4501人次。",
        "row: 项目\t件数", "row: 公证\t96", "item: 公证办证96件，见附件。",
      ])
    #expect(report.tableLines.map { $0.map(\.line) } == [[2, 3]])
    #expect(report.tableLines.map { $0.map(\.row) } == [[0, 1]])
    #expect(report.links.map(\.line) == [4])
  }

  @Test(arguments: 0..<UInt64(100))
  func `lines tile the text whatever is cut out`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "<p>", "</p>", "<li>", "<tr><td>", "<td>", "<h3>", "正文一段。", "工作", "12件", "##paidbegin##", "##paidend##",
      "docshare", "\n", "（购买后阅读全文）", "<a href=x.pdf>附件</a>", "\u{FFFD}",
    ]
    let page = (0..<60).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
    let report = try read("<body>" + page)
    let text = report.document.text
    let parts = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(texts(report) == parts.map(String.init))
    #expect(report.links.allSatisfy { report.lines.indices.contains($0.line) })
    for (table, rows) in zip(report.document.tables, report.tableLines) {
      #expect(rows.allSatisfy { report.lines[$0.line].kind == .row && table.rows.indices.contains($0.row) })
    }
  }

  @Test func `a page without text keeps its title and is no failure`() throws {
    let report = try read("<title>公告</title><script>load()</script>")
    #expect(report.document.text == "" && report.lines.isEmpty)
    #expect(report.document.page != nil)
  }

  @Test func `is what the stages of a pipeline make of it`() throws {
    let path = try folder.write(Self.page, to: "a.html")
    var document = try FetchFiles(["root": "."], folder: folder.path).fetch(Input(source: "a.html", locator: path))
    _ = try StripMarkup([:]).process(&document)
    _ = try StripPaywall([:]).process(&document)
    let report = try ReportText().read(path: path)
    #expect(report.document.text == document.text && report.document.page == document.page)
    #expect(report.document.tables == document.tables && report.document.charset == document.charset)
  }

  @Test func `a file is read as what it is said to be`() throws {
    let path = try folder.write("<p>一段正文。</p>", to: "a.txt")
    #expect(try ReportText().read(path: path).document.text == "<p>一段正文。</p>")
    #expect(try ReportText().read(path: path, as: .html).document.text == "一段正文。")
  }

  @Test func `reads a stream to its end`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let written = Array("一段正文。\n".utf8)
    #expect(write(ends[1], written, written.count) == written.count)
    close(ends[1])
    defer { close(ends[0]) }
    #expect(try ReportText().read(descriptor: ends[0], source: "-").document.text == "一段正文。")
  }

  @Test func `lists a folder as fetch-files does, under the name it was given`() throws {
    for name in ["b.txt", "a/z.html", "a.htm", ".c.txt", "d.pdf"] { try folder.write("x", to: name) }
    for given in [folder.path, folder.path + "/"] {
      var found: [String] = []
      try ReportText.list(given) { found.append($0.source) }
      #expect(found == ["a.htm", "a/z.html", "b.txt"].map { folder.path + "/" + $0 })
    }
  }
}
