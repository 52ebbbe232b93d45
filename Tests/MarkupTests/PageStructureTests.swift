import Testing

@testable import Markup

private let paragraph = "全县共受理法律援助申请三百一十二件，审结二百九十八件，为困难群众挽回损失四百余万元。"

private func read(_ body: String) -> Page {
  PageReader().read(markup: "<html><head><title>年度情况</title></head><body>\(body)</body></html>")
}

private func texts(_ page: Page) -> [String] {
  page.lines.map { String(decoding: Array(page.text.utf8)[$0.range], as: UTF8.self) }
}

struct PageStructureTests {
  @Test(arguments: [[], .fields, .tables, .links, [.fields, .links], .all] as [PageReader.Parts])
  func `leaves empty what was not asked for, and the rest as it is`(parts: PageReader.Parts) {
    let markup = """
      <title>年度情况</title><h1>年度情况</h1><p>发布时间：2025-03-31 来源：清溪县司法局</p><p>\(paragraph)</p>
      <table><tr><td>公证</td><td>12</td></tr></table><p>\(paragraph)<a href="a.doc">附件</a></p>
      """
    var expected = PageReader().read(markup: markup)
    #expect(!expected.fields.isEmpty && expected.tables.count == 1 && expected.links.count == 1)
    if !parts.contains(.fields) { (expected.fields, expected.evidence, expected.statements) = ([:], [:], [:]) }
    if !parts.contains(.tables) { expected.tables = [] }
    if !parts.contains(.links) { expected.links = [] }
    #expect(PageReader(parts: parts).read(markup: markup) == expected)
  }

  @Test func `says of each line what it is`() {
    let page = read(
      "<h2>一、总体情况</h2><p>\(paragraph)</p><ul><li>接待来访</li><li>解答咨询</li></ul><h3>（一）公证</h3>"
        + "<table><tr><td>公证</td><td>12</td></tr></table><p>\(paragraph)</p>")
    #expect(
      page.lines.map(\.kind) == [
        .heading(level: 2), .paragraph, .item, .item, .heading(level: 3), .row, .paragraph,
      ])
    #expect(texts(page) == page.text.split(separator: "\n").map(String.init))
  }

  @Test func `sets a cell that spans others into each of its places`() {
    let page = read(
      """
      <p>\(paragraph)</p><table><thead><tr><th rowspan=2>所</th><th colspan=2>案件</th></tr><tr><th>民事</th><th>刑事</th></tr></thead>
      <tbody><tr><td>城关</td><td>30</td><td>4</td></tr></tbody></table><p>\(paragraph)</p>
      """)
    #expect(
      page.tables.map { $0.rows.map { $0.map(\.text) } } == [
        [["所", "案件", "案件"], ["所", "民事", "刑事"], ["城关", "30", "4"]]
      ])
    #expect(
      page.tables[0].rows.map { $0.map(\.isHeader) } == [
        [true, true, true], [true, true, true], [false, false, false],
      ])
    #expect(page.tables[0].lines == [1, 2, 3])
    #expect(page.text.contains("所\t案件\n民事\t刑事\n城关\t30\t4"))
  }

  @Test(arguments: ["999999999999999999999", "0", "-3", "x"])
  func `does not believe a cell that spans more than a table can have`(span: String) {
    let page = read(
      "<p>\(paragraph)</p><table><tr><td colspan=\(span) rowspan=\(span)>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    )
    #expect(page.tables.count == 1)
    #expect(page.tables[0].rows.allSatisfy { $0.count <= 200 })
    #expect(page.text.hasSuffix("甲\t1\n乙\t2"))
  }

  @Test func `takes a first row of words above figures for the header`() {
    let page = read(
      "<p>\(paragraph)</p><table><tr><td>年份</td><td>件数</td></tr><tr><td>2023</td><td>40</td></tr></table>"
        + "<p>\(paragraph)</p><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>")
    #expect(page.tables.map { $0.rows[0][0].isHeader } == [true, false])
    #expect(page.tables.map(\.lines) == [[1, 2], [4, 5]])
  }

  @Test func `keeps two tables apart and leaves a layout's rows out`() {
    let page = read(
      "<table><tr><td><p>\(paragraph)</p><p>\(paragraph)</p><table><tr><td>甲</td><td>1</td></tr></table>"
        + "<table><tr><td>乙</td><td>2</td></tr></table></td></tr></table>")
    #expect(page.tables.map { $0.rows.map { $0.map(\.text) } } == [[["甲", "1"]], [["乙", "2"]]])
  }

  @Test func `tells links to documents from links to pages`() {
    let page = read(
      """
      <p>\(paragraph)详见<a href="/zc/7.html">法律援助条例</a>，<a href="#top">返回</a><a href="javascript:void(0)">打印</a>。</p>
      <p>附件：<a href="files/P0201.docx?v=2">统计表</a></p><p><a href="/down?id=9">附件2：名册.xls</a></p>
      """)
    #expect(page.links.map(\.target) == ["/zc/7.html", "files/P0201.docx?v=2", "/down?id=9"])
    #expect(page.links.map(\.isAttachment) == [false, true, true])
    #expect(page.links.map { texts(page)[$0.line].contains($0.text) } == [true, true, true])
  }

  @Test func `says where the title and each field was found`() {
    let page = PageReader().read(
      markup: """
        <html><head><title>清溪县司法局年度总结-清溪县政府网</title><meta name="ContentSource" content="清溪县司法局">
        <meta property="og:url" content="/sfj/1.html"><link rel="canonical" href="https://example.gov.cn/sfj/1.html"></head>
        <body><h1>清溪县司法局年度总结</h1><p>发布时间：2024-03-02</p><p>\(paragraph)</p><p>\(paragraph)</p></body></html>
        """)
    #expect(
      page.fields == [
        "published": "2024-03-02", "source": "清溪县司法局", "canonical-url": "https://example.gov.cn/sfj/1.html",
        "site": "清溪县政府网",
      ])
    #expect(
      page.evidence == [
        "title": "heading", "published": "line", "source": "meta contentsource", "canonical-url": "link canonical",
        "site": "title-element",
      ])
    #expect(page.statements.mapValues { $0.first?.value } == page.fields)
  }

  @Test func `cells that span others do not multiply a page`() {
    let cell = String(repeating: "法", count: 2000)
    let rows = String(repeating: "<tr><td>司法局案件<td>案件数量</tr>", count: 300)
    let page = PageReader().read(
      markup: "<table><tr><td rowspan=2000 colspan=200>\(cell)<td>乙</tr>\(rows)</table>")
    let bytes = page.tables.flatMap(\.rows).joined().reduce(0) { $0 + $1.text.utf8.count }
    #expect(page.tables.first?.rows.count == 301)
    #expect(bytes > 10 * cell.utf8.count && bytes < 3 << 20)
  }
}
