import Foundation
import PipelineKit
import PipelineTesting
import Stages
import Testing
import WebStages

/// The commands beside `tally run`, and the options of `tally run` that change what it says.
struct CommandsTests {
  /// Every stage of the executable.
  private static let stages = builtInStages + webStages
  static let judicial = Binary.repository + "/Pipelines/judicial-reports.yaml"

  /// Whether a text would do anything on a terminal but print itself.
  private func steers(_ text: String) -> Bool {
    text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value) }
  }

  @Test func `check names the file and goes on to the next`() throws {
    let folder = try TemporaryFolder()
    let bad = try folder.write("name: a\nstages:\n  - use: fetch-file\n", to: "bad.yaml")
    let result = try Binary.run(["check", bad, Self.judicial])
    #expect(result.code == 78)
    #expect(result.output == "\(Self.judicial): ok, 9 stages\n")
    #expect(result.errors.contains("\(bad):3:10: error: unknown stage 'fetch-file'; did you mean 'fetch-files'?\n"))
    #expect(result.errors.contains("    3 |   - use: fetch-file\n      |          ^^^^^^^^^^\n"))
  }

  @Test func `plan shows stages, layers and what is new, known and bad`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    try work.add("", as: "empty.txt")
    let before = try Binary.run(["plan", work.pipeline])
    #expect(before.code == 0)
    #expect(before.lines[1] == "1. fetch-files       needs -                        adds source, text")
    #expect(
      before.lines.suffix(2) == ["rejected  empty.txt  (the file is empty)", "new  good.txt  (not in an earlier run)"])
    _ = try work.run()
    try work.add(sampleReport + "又一段。\n", as: "good.txt")
    let after = try Binary.run(["plan", work.pipeline])
    #expect(after.lines.last == "changed  good.txt  (other bytes than last time)")
    #expect(try work.runs() == ["000001"], "a plan writes nothing")
  }

  @Test func `plan has a form for diagrams and one for programs`() throws {
    let mermaid = try Binary.run(["plan", Self.judicial, "--format", "mermaid"])
    #expect(mermaid.lines.first == "flowchart TD")
    #expect(mermaid.lines.contains("  s0 -->|source, text| s1"))
    // The sample reports may have been run in this folder before.
    let empty = try TemporaryFolder()
    let json = try JSON(try Binary.run(["plan", Self.judicial, "--format", "json", "--output", empty.path]).output)
    #expect(json["pipeline"] == .string("judicial-reports"))
    #expect(json["stages"]?.array?.first?["stage"] == .string("fetch-files"))
    #expect(json["inputs"]?.array?.first?["status"] == .string("new"))
  }

  @Test func `stages lists every stage with its kind`() throws {
    let lines = try Binary.run(["stages"]).lines
    let order: [Substring: Int] = ["source": 0, "transform": 1, "corpus": 2, "sink": 3]
    let names = lines.map { $0.prefix { $0 != " " } }
    #expect(Set(names.map(String.init)) == Set(Self.stages.map { $0.name }) && names.count == Self.stages.count)
    let kinds = lines.map { $0.split(separator: " ")[1] }
    #expect(kinds == kinds.sorted { kind, next in order[kind, default: 9] < order[next, default: 9] })
  }

  @Test(arguments: stages.map { $0.name })
  func `a stage's page has its documentation and every option`(_ name: String) throws {
    let stage = try #require(Self.stages.first { $0.name == name })
    let page = try Binary.run(["stages", name])
    #expect(page.code == 0)
    #expect(page.output.hasPrefix("\(name) ("))
    #expect(page.output.contains("- use: \(name)"), "an example")
    for option in stage.options { #expect(page.output.contains("  \(option.name)  \(option.typeName)")) }
  }

  @Test(arguments: [
    (["stages", "strip-markpu"], "tally: error: no stage 'strip-markpu'; did you mean 'strip-markup'?"),
    (["stages", "translate"], "tally: error: no stage 'translate'; 'tally stages' lists them"),
    (["schema", "metric"], "tally: error: no table 'metric'; did you mean 'metrics'?"),
    (
      ["schema", "translate"],
      "tally: error: no table 'translate'; there are documents, segments, metrics, checks, duplicates, rejects, changes, "
        + "pipeline"
    ),
  ])
  func `an unknown name is answered with the nearest or with all`(_ arguments: [String], _ line: String) throws {
    let result = try Binary.run(arguments)
    #expect(result.code == 64)
    #expect(result.lastLine == line)
  }

  @Test func `inspect shows what each stage made of a report`() throws {
    let result = try Binary.run(["inspect", Self.judicial, "hunan/qinglan-2024.html"])
    #expect(result.code == 0, "\(result.errors)")
    for stage in ["fetch-files: hunan/qinglan-2024.html", "strip-markup:", "segment-outline:", "extract-metrics:"] {
      #expect(result.lines.contains(stage))
    }
    #expect(result.output.contains("achievements"))
    #expect(result.lines.contains { $0.hasPrefix("  issuer") && $0.contains("司法局") })
    #expect(result.output.matches(of: /\n  \d+ metrics\n/).count == 1)
    #expect(!steers(result.output))
  }

  @Test func `inspect says how the charset was decided and what was replaced, and a run how much in all`() throws {
    let work = try Workspace()
    let body = Array(sampleReport.replacing("\n", with: "</p><p>").utf8)
    try work.add(Array("<meta charset=utf-8><p>".utf8) + body + [0xFF] + body, as: "page.html")
    let result = try Binary.run(["inspect", work.pipeline, "page.html"])
    #expect(result.lines[1].hasPrefix("  text/html, UTF-8 (declaration), 1 bytes replaced, "))
    #expect(try work.run().lastLine.contains("1 of 1 documents in "))
    #expect(try work.run().lastLine.contains(" s, replaced-bytes 1; look: "))
    try work.add(body, as: "page.html")
    #expect(try work.run().lastLine.contains(" s; look: "))
  }

  @Test(arguments: [
    (
      "办理法律援助案件**件，调解成功率**%。", "masked: a copy in which names or figures are blanked out; folded",
      ["126 → **, blanked out"]
    ),
    ("办理法律援助案件126件， 调解成功率98.5%。", "exact: the same text but for blanks, punctuation and width; folded", []),
  ])
  func `inspect says how two reports are related and why`(
    _ sentence: String, _ verdict: String, _ figures: [String]
  ) throws {
    let folder = try TemporaryFolder()
    let rest = """
      坚持把公共法律服务延伸到村居，全年解答群众咨询5120人次，组织律师值班236次，走访困难家庭418户。
      人民调解组织排查矛盾1892次，选聘专职人民调解员86名，开展业务培训24场次。
      发放普法读本23000份，培训农村法治带头人512名，举办广场宣传68场次，覆盖全部乡镇和社区。
      """
    let one = try folder.write("办理法律援助案件126件，调解成功率98.5%。\n" + rest, to: "a.txt")
    let other = try folder.write(sentence + "\n" + rest, to: "b.txt")
    let result = try Binary.run(["inspect", one, other])
    #expect(result.code == 0 && result.lines.first == verdict, "\(result.output)\(result.errors)")
    for line in figures { #expect(result.lines.contains("      " + line)) }
  }

  @Test func `inspect names the report of two that cannot be read`() throws {
    let result = try Binary.run([
      "inspect", Self.judicial.replacing("Pipelines/judicial-reports.yaml", with: "README.md"), "no.txt",
    ])
    #expect(result.code == 66)
    #expect(result.errors.contains("'no.txt': the file cannot be read: no such file or directory (unreadable)"))
  }

  @Test func `inspect takes a path too, and suggests the nearest source`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    #expect(try Binary.run(["inspect", work.pipeline, work.folder.path + "/reports/good.txt"]).code == 0)
    let result = try Binary.run(["inspect", work.pipeline, "god.txt"])
    #expect(result.code == 66)
    #expect(result.lastLine.contains("lists no 'god.txt'; did you mean 'good.txt'?"))
  }

  @Test func `no document and no file name steers the terminal`() throws {
    let work = try Workspace()
    try work.add(sampleReport.replacing("法律援助", with: "\u{1B}[2J\u{9B}2J法律援助"), as: "a\u{1B}[31m.txt")
    let inspect = try Binary.run(["inspect", work.pipeline, "a\u{1B}[31m.txt"])
    #expect(inspect.output.contains("␛[2J") && !steers(inspect.output))
    #expect(!steers(try Binary.run(["plan", work.pipeline]).output))
  }

  @Test(arguments: ["pipeline"] + Table.all.map(\.name))
  func `schema prints a JSON Schema`(_ table: String) throws {
    let result = try Binary.run(["schema", table])
    #expect(result.code == 0)
    let schema = try JSON(result.output)
    #expect(schema["$schema"] == .string("https://json-schema.org/draft/2020-12/schema"))
    #expect(schema["type"] == .string("object"))
    if table == "pipeline" { #expect(try Binary.run(["schema"]).output == result.output) }
  }

  @Test func `--set goes before the file, and a wrong one is a mistake`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "a.txt")
    try work.add(sampleReport, as: "b.htm")
    #expect(try work.run("--set", "fetch-files.include=['*.txt']").code == 0)
    #expect(try work.published().sources() == ["a.txt"])
    let wrong = try work.run("--set", "fetch-files.inclde=x")
    #expect(wrong.code == 64)
    #expect(wrong.errors.contains("unknown option 'inclde' of 'fetch-files'; did you mean 'include'?"))
    #expect(try work.run("--set", "fetch.root=x").errors.contains("the pipeline has no stage 'fetch'"))
  }

  @Test func `--limit takes the first inputs, --run-id names the run, --output places it`() throws {
    let work = try Workspace()
    for name in ["a.txt", "b.txt", "c.txt"] { try work.add(sampleReport + name, as: name) }
    let elsewhere = try TemporaryFolder()
    #expect(try work.run("--limit", "2", "--run-id", "nightly-1", "--output", elsewhere.path).code == 0)
    let run = try PublishedRun(elsewhere.path + "/test/runs/nightly-1")
    #expect(run.manifest.run_id == "nightly-1")
    #expect(try run.sources() == ["a.txt", "b.txt"])
    #expect(!work.folder.contains("out"))
  }

  @Test(arguments: ["auto", "plain", "none"])
  func `without a terminal no control character is written`(_ style: String) throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let result = try work.run("--progress", style)
    #expect(!steers(result.errors))
    #expect(result.errors.contains("per second") == (style != "none"))
    #expect(result.lastLine.contains("metrics.jsonl"))
  }

  @Test func `the summary leads to a table that has lines`() throws {
    let work = try Workspace()
    try work.add("没有数字的一段话。\n", as: "good.txt")
    #expect(try work.run().lastLine.hasSuffix("documents.jsonl'"))
  }
}
