import Foundation
import PipelineTesting
import Testing

/// `tally text` as somebody uses it who knows nothing else of Tally.
struct TextCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.page, to: "pages/a.html")
    try folder.write(sampleReport, to: "pages/b/c.txt")
  }

  private func run(_ arguments: String..., input: String = "") throws -> Binary.Result {
    try Binary.run(["text"] + arguments, input: input, in: folder.path)
  }

  static let page = """
    <html><head><meta charset="utf-8"><title>青禾县司法局2024年工作总结_青禾县政府</title></head><body>
    <h1>青禾县司法局2024年工作总结</h1><p>发布时间：2025-01-08 来源：县司法局</p>
    <p>2024年，县司法局扎实履职，全年受理法律援助案件128件，其中民事案件96件。</p>
    <h3>一、#1 工作</h3><ul><li>公证办证320件。</li><li>1. 社区矫正对象42人，王**等a_b人受到_表扬_。</li></ul>
    <table><tr><th>项目</th><th>件数</th></tr><tr><td>民事|商事</td><td>96</td></tr><tr><td>刑事</td><td>32</td></tr></table>
    <p>附件：<a href="files/s 1.xlsx">统计表.xlsx</a>，另见<a href="/x.html">说明</a>。</p></body></html>
    """
  static let text = """
    2024年，县司法局扎实履职，全年受理法律援助案件128件，其中民事案件96件。
    一、#1 工作
    公证办证320件。
    1. 社区矫正对象42人，王**等a_b人受到_表扬_。
    项目\t件数
    民事|商事\t96
    刑事\t32
    附件：统计表.xlsx，另见说明。

    """

  // MARK: - Formats

  @Test func `one report is its text, from a file or from standard input`() throws {
    #expect(try run("pages/a.html").output == Self.text)
    #expect(try run(input: Self.page).output == Self.text)
    #expect(try run("-", input: Self.page).output == Self.text)
    #expect(try run("pages/b/c.txt").output == sampleReport)
    #expect(try Binary.shell("cat pages/b/c.txt | tally text", in: folder.path).output == sampleReport)
  }

  @Test func `text can say before and after it what the page says of itself`() throws {
    let head = """
      title: 青禾县司法局2024年工作总结
      published: 2025-01-08
      source: 县司法局
      charset: UTF-8
      charset_evidence: declaration
      replaced_bytes: 0
      media_type: text/html
      truncated: false


      """
    let links = """

      attachment: 统计表.xlsx <files/s 1.xlsx>
      link: 说明 </x.html>

      """
    #expect(try run("pages/a.html", "--with", "metadata,links").output == head + Self.text + links)
  }

  @Test func `several texts stand under their paths, as head has them`() throws {
    let expected = "==> pages/a.html <==\n\(Self.text)\n==> pages/b/c.txt <==\n\(sampleReport)"
    #expect(try run("pages", "--format", "text").output == expected)
  }

  static let markdown = """
    # 青禾县司法局2024年工作总结

    2024年，县司法局扎实履职，全年受理法律援助案件128件，其中民事案件96件。

    ### 一、#1 工作

    - 公证办证320件。
    - 1\\. 社区矫正对象42人，王\\*\\*等a_b人受到\\_表扬\\_。

    | 项目 | 件数 |
    | --- | --- |
    | 民事\\|商事 | 96 |
    | 刑事 | 32 |

    附件：[统计表.xlsx](<files/s 1.xlsx>)，另见说明。

    """

  @Test func `markdown has headings, items, tables and attachments, and escapes what is none`() throws {
    #expect(try run("pages/a.html", "--format", "markdown").output == Self.markdown)
    let linked = Self.markdown.replacing("另见说明", with: "另见[说明](</x.html>)")
    #expect(try run("pages/a.html", "--format", "markdown", "--with", "links,tables").output == linked)
  }

  @Test func `markdown has metadata as front matter that is also JSON`() throws {
    let output = try run("pages/a.html", "--format", "markdown", "--with", "metadata").output
    let head = """
      ---
      title: "青禾县司法局2024年工作总结"
      published: "2025-01-08"
      source: "县司法局"
      charset: "UTF-8"
      charset_evidence: "declaration"
      replaced_bytes: 0
      media_type: "text/html"
      truncated: false
      ---


      """
    #expect(output == head + Self.markdown)
  }

  @Test func `several reports in markdown are parted by a rule, and each says where it is from`() throws {
    try folder.write("没有标题的一段话，就这些。\n", to: "d.txt")
    let output = try run("pages/a.html", "d.txt", "--format", "markdown").output
    let first = Self.markdown.replacing("总结\n", with: "总结\n\n`pages/a.html`\n")
    #expect(output == first + "\n---\n\n# d.txt\n\n没有标题的一段话，就这些。\n")
  }

  @Test func `json is one object a line with path, title and text, and nothing else unless asked for`() throws {
    let text = Self.text.dropLast().replacing("\n", with: "\\n").replacing("\t", with: "\\t")
    let line = #"{"path":"pages/a.html","title":"青禾县司法局2024年工作总结","text":"\#(text)""#
    #expect(try run("pages/a.html", "--format", "json").output == line + "}\n")
    let metadata =
      #","published":"2025-01-08","source":"县司法局","author":null,"issuer":null,"index_number":null,"#
      + #""document_number":null,"site":null,"canonical_url":null,"description":null,"#
      + #""evidence":{"published":"line","source":"line","title":"heading"},"charset":"UTF-8","#
      + #""charset_evidence":"declaration","replaced_bytes":0,"media_type":"text/html","truncated":false}"#
    #expect(try run("pages/a.html", "--format", "json", "--with", "metadata").output == line + metadata + "\n")
  }

  @Test func `json has tables cell by cell, links, and lines in code points`() throws {
    let parts = ["--with", "tables", "--with", "links,lines"]
    let report = try JSON(try Binary.run(["text", "pages/a.html", "--format", "json"] + parts, in: folder.path).output)
    let rows = report["tables"]?.array?.first?["rows"]?.array
    #expect(
      rows?.map { $0.array?.map { $0["text"]?.string ?? "" } ?? [] } == [
        ["项目", "件数"], ["民事|商事", "96"], ["刑事", "32"],
      ])
    #expect(rows?[0].array?.map { $0["header"]?.bool } == [true, true])
    #expect(
      report["links"]?.array?.first == (try JSON(#"{"text":"统计表.xlsx","target":"files/s 1.xlsx","attachment":true}"#)))
    let text = Array((report["text"]?.string ?? "").unicodeScalars)
    let lines = try #require(report["lines"]?.array)
    #expect(lines.count == 8)
    #expect(lines[1] == (try JSON(#"{"kind":"heading","level":3,"start":41,"end":48}"#)))
    #expect(
      lines.map { $0["kind"]?.string } == ["paragraph", "heading", "item", "item", "row", "row", "row", "paragraph"])
    let shown = lines.map { line in
      let (start, end) = (line["start"]?.integer ?? 0, line["end"]?.integer ?? 0)
      return text.dropFirst(start).prefix(max(0, end - start)).map(String.init).joined()
    }
    #expect(shown == Self.text.split(separator: "\n").map(String.init))
  }

  // MARK: - Inputs

  @Test func `folders are searched in the order of the bytes of the paths, and hidden names passed over`() throws {
    for name in ["z.txt", "B.htm", "b.shtml", "b/d.HTML", ".x.txt", ".git/y.txt", "e.pdf"] {
      try folder.write("一段正文。", to: "pages/" + name)
    }
    let result = try run("pages/b", "pages")
    let paths = try result.lines.map { try JSON($0)["path"]?.string }
    let inside = ["pages/b/c.txt", "pages/b/d.HTML"]
    #expect(paths == inside + ["pages/B.htm", "pages/a.html", "pages/b.shtml"] + inside + ["pages/z.txt"])
    #expect(result.code == 0)
  }

  @Test func `paths come one a line or NUL-separated, from a file or from standard input`() throws {
    try folder.write("一段正文。", to: "名 字\n.txt")
    let both = try run("pages/a.html", "pages/b").output
    #expect(both.split(separator: "\n").count == 2)
    #expect(try run("--paths-from", "-", input: "pages/a.html\r\n\npages/b/c.txt").output == both)
    let list = try folder.write("pages/b\n", to: "list")
    #expect(try run("pages/a.html", "--paths-from", list).output == both)
    let result = try run("--paths-from", "-", "-0", input: "pages/a.html\0名 字\n.txt\0")
    #expect(try result.lines.map { try JSON($0)["path"]?.string } == ["pages/a.html", "名 字\n.txt"])
    #expect(try run("--paths-from", "-").output == "")
  }

  @Test func `what an input is can be said`() throws {
    #expect(try run("--plain", input: "<html><p>一段正文。</p>").output == "<html><p>一段正文。</p>\n")
    #expect(try run("--html", input: "<p>一段正文。</p>").output == "一段正文。\n")
  }

  @Test func `favor says what becomes of text that may be the site's`() throws {
    for favor in ["recall", "balance", "precision"] {
      #expect(try run("pages/a.html", "--favor", favor).output.contains("全年受理法律援助案件128件"))
    }
  }

  @Test func `a page in another charset is read, with its few bad bytes counted`() throws {
    let body: [UInt8] = [0xB9, 0xA4, 0xD7, 0xF7, 0xD7, 0xDC, 0xBD, 0xE1, 0xA1, 0xA3]
    let head = Array("<meta charset=gb2312><p>".utf8)
    let bytes = head + (0..<60).flatMap { _ in body } + [0xFF, 0x20] + body
    try folder.write(bytes, to: "gbk.html")
    let report = try JSON(try run("gbk.html", "--format", "json", "--with", "metadata").output)
    #expect(report["text"]?.string?.hasPrefix("工作总结。工作总结。") == true)
    #expect(report["charset"] == .string("GB18030") && report["charset_evidence"] == .string("declaration"))
    #expect(report["replaced_bytes"] == .number(1))
    try folder.write(bytes + (0..<300).flatMap { _ in [0xFF, 0x20, 0x81] }, to: "bad.html")
    let result = try run("bad.html")
    #expect(result.code == 74 && result.output.isEmpty)
    #expect(result.lastLine.hasSuffix("; is it a text file? (undecodable)"))
  }

  // MARK: - What goes wrong

  @Test func `a file that cannot be read costs no other its output`() throws {
    let result = try run("pages/a.html", "missing.txt", "pages/b/c.txt")
    #expect(result.code == 74)
    #expect(result.output == (try run("pages").output))
    #expect(
      result.errors == """
        tally: error: missing.txt: the file cannot be read: no such file or directory (unreadable)
        tally: error: 1 of 3 files could not be read

        """)
    let one = try run("missing.txt")
    #expect(one.code == 74)
    #expect(one.errors.split(separator: "\n").count == 1)
  }

  @Test func `a page without text of its own is no error`() throws {
    try folder.write("<title>公告</title><script>load()</script>", to: "empty.html")
    let result = try run("empty.html", "pages/a.html")
    #expect(result.code == 0)
    #expect(try JSON(result.lines[0])["text"] == .string(""))
    #expect(try run("empty.html").output == "")
  }

  @Test func `nothing to read in a folder, or no list, is no input`() throws {
    try folder.write("x", to: "other/a.pdf")
    let result = try run("other")
    #expect(result.code == 66 && result.output.isEmpty)
    #expect(result.lastLine.hasPrefix("tally: error: other: nothing to read in this folder: "))
    #expect(try run("other", "pages").lines.count == 2)
    #expect(try run("--paths-from", "missing.txt").code == 66)
  }

  @Test(arguments: [
    (["--format", "yaml"], "'text', 'markdown' or 'json'"),
    (["--with", "metadata,all"], "'tables', 'links' or 'lines'"),
    (["--favor", "speed"], "'recall', 'balance' or 'precision'"),
    (["--with", "tables"], "needs '--format json' or 'markdown'"),
    (["--with", "lines", "--format", "markdown"], "'--with lines' needs '--format json'"),
    (["-", "-"], "standard input can be read only once"), (["-0"], "--paths-from"),
    (["http://example.cn/a.html"], "nothing is fetched; save the page, or pipe it: curl"),
  ])
  func `a wrong command line is said in plain words`(_ arguments: [String], _ words: String) throws {
    let result = try Binary.run(["text"] + arguments)
    #expect(result.code == 64)
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test func `a URL in a list is an input that cannot be read`() throws {
    let result = try run("--paths-from", "-", input: "https://example.cn/a.html\npages/a.html\n")
    #expect(result.code == 74 && result.lines.count == 1)
    #expect(result.errors.contains("is a URL, and nothing is fetched"))
  }

  @Test func `a reader that goes away ends it quietly`() throws {
    let list = Array(repeating: "pages/a.html", count: 2000).joined(separator: "\n")
    try folder.write(list, to: "list")
    let result = try Binary.shell("{ tally text --paths-from list; echo $? >code; } | head -n 1", in: folder.path)
    #expect(result.lines.count == 1 && result.errors.isEmpty)
    #expect(try folder.read("code") == "0\n")
  }

  // MARK: - On a terminal

  @Test func `on a terminal nothing in a page or its name steers it`() throws {
    try folder.write("正文\u{1B}[2J一段。\n第二\t段。\n", to: "a\u{1B}.txt")
    let terminal = try PseudoTerminal()
    try terminal.record {
      let arguments = ["text", "a\u{1B}.txt", "--format", "text", "missing\u{1B}"]
      let process = try SpawnedProcess(
        Binary.path, arguments, folder: folder.path, output: terminal.path, errors: terminal.path)
      #expect(try process.wait().code == 74)
    }
    #expect(!terminal.text.contains("\u{1B}"))
    #expect(terminal.text.contains("正文␛[2J一段。") && terminal.text.contains("第二\t段。"))
    #expect(terminal.text.contains("missing␛: the file cannot be read"))
  }

  @Test func `many files show how far it is, where the results go elsewhere`() throws {
    for number in 0..<60 { try folder.write("一段正文。", to: "many/\(number).txt") }
    func record(_ arguments: [String]) throws -> String {
      let terminal = try PseudoTerminal()
      try terminal.record {
        let process = try SpawnedProcess(
          Binary.path, ["text"] + arguments, environment: ["TERM": "xterm"], folder: folder.path, errors: terminal.path)
        #expect(try process.wait().code == 0)
      }
      return terminal.text
    }
    let text = try record(["many"])
    #expect(text.contains("tally: 49 files read, "))
    #expect(screen(of: text).filter { !$0.isEmpty } == [], "it is taken away in the end")
    #expect(try record(["many", "--progress", "none"]).isEmpty)
    #expect(try record(["pages"]).isEmpty)
  }
}
