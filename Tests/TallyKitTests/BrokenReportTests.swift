import Foundation
import PipelineTesting
import Testing

/// Five hundred broken pages and texts go through one run, and each is accounted for.
struct BrokenReportTests {
  private static let page = """
    <!DOCTYPE html><html><head><meta charset="utf-8"><title>青禾县司法局2024年工作总结</title><script>var a = "</p>";</script></head>
    <body><div id=nav><a href="/?a=1&amp;b=2">首页</a></div><h1>青禾县司法局2024年工作总结</h1><p>发布时间：2025-01-05 来源：青禾县司法局</p>
    <div class=content>
    """ + sampleReport.split(separator: "\n").map { "<p>\($0)</p>" }.joined() + """
      <table><tr><th>项目<th>数量（件）<tr><td>援助</td><td rowspan=2>128</td><tr><td>调解</table>##paidbegin##付费##paidend##
      </div><!-- 注释 --><footer>&copy; 版权所有</footer></body></html>
      """

  private static let pieces = [
    "<", ">", "&#", "<!--", "-->", "</div>", "<script>", "<table>", "<td rowspan=9999 colspan=9999>", "<title>",
    "<textarea>",
    "<![CDATA[", "\u{0}", "一、", "（二）", "1.", "12", "万", "亿", "件", "%", "…", "其中", "合计", "2024年", "99999999999999999999",
    "##paidbegin##", "##paidend##", "\t", "|", "\r", "\u{2028}", "\u{FEFF}", "\u{F0000}", "\u{10FFFF}", "*", "XX", "至",
    "-",
  ]

  /// A report with pieces of others in it, between its characters; two in five with faults in its bytes as well.
  private static func broken(_ number: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: UInt64(number))
    var text = Array((number % 2 == 0 ? page : sampleReport).unicodeScalars)
    for _ in 0...generator.below(6) {
      let piece = pieces[generator.below(pieces.count)]
      let count = generator.below(8) == 0 ? 400 : 1
      text.insert(
        contentsOf: String(repeating: piece, count: count).unicodeScalars, at: generator.below(text.count + 1))
    }
    let bytes = Array(String(String.UnicodeScalarView(text)).utf8)
    return number % 5 < 2 ? generator.broken(bytes) : bytes
  }

  @Test func `five hundred broken reports are each published or rejected, in bounded memory`() throws {
    let work = try Workspace()
    // Otherwise most would be copies of one another, whose figures nobody sees.
    try work.folder.write(try work.folder.read("test.yaml").replacing("  - use: dedupe\n", with: ""), to: "test.yaml")
    let count = 500
    for number in 0..<count { try work.add(Self.broken(number), as: "\(number).\(number % 2 == 0 ? "html" : "txt")") }
    // The shell's limit is on all addresses, of which a run uses a part: whoever grows with what is in a file reaches it.
    let result = try Binary.shell("ulimit -v 2000000; exec tally run '\(work.pipeline)' --progress none --jobs 2")
    #expect(result.code == 3, "\(result.errors)")
    let run = try work.published()
    let rejected = try run.rejectCodes()
    #expect(try run.sources().count + rejected.count == count)
    #expect(try Set(run.sources()).union(rejected.keys).count == count)
    // What cannot be decoded is the input's fault; nothing else is.
    #expect(Set(rejected.values).isSubset(of: ["undecodable", "no-text", "empty"]), "\(Set(rejected.values))")
    #expect(try run.sources().count > count / 2)
    #expect(try run.rows("metrics").count > count)
    for step in run.manifest.stages {
      #expect(step.in == step.out + step.rejected + step.dropped.values.reduce(0, +), "\(step.stage)")
    }
  }

  @Test func `a broken pipeline file is refused with 78, its place, and no output`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let whole = try work.folder.read("test.yaml")
    let broken = [
      whole.replacing("stages:", with: "stages"),
      whole.replacing("  - use: strip-markup", with: "\t- use: strip-markup"),
      whole + whole + whole, whole.replacing("{ root: reports }", with: "{ root: reports"), String(whole.prefix(60)),
      whole.replacing("name: test", with: "name: &a [*a, *a]"), whole.replacing("dedupe", with: "\u{1}"), "\u{FEFF}",
      "{",
    ]
    for text in broken {
      try work.folder.write(text, to: "test.yaml")
      let result = try work.run()
      #expect(result.code == 78, "\(text)\n\(result.errors)")
      #expect(result.errors.contains("test.yaml:") && result.errors.contains(": error: "), "\(result.errors)")
    }
    #expect(!work.folder.contains("out"))
  }
}
