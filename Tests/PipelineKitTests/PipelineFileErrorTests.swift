import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

/// Each row: a file, and every line that begins with `test.yaml:` of what is said about it.
struct PipelineFileErrorTests {
  private static let tail = "  - use: write-tables\n"

  private func messages(_ text: String, environment: [String: String] = [:], set: [String] = []) -> [String] {
    var reader = PipelineReader(stages: testStages, environment: environment)
    reader.overrides = set
    do {
      return try reader.read(text, path: "test.yaml").warnings.mistakes.map(\.message)
    } catch let diagnostics as Diagnostics {
      return diagnostics.rendered.split(separator: "\n").filter { $0.hasPrefix("test.yaml") }.map(String.init)
    } catch {
      return ["\(error)"]
    }
  }

  @Test(arguments: [
    (
      "name: a\nstages:\n  - use: list-texts\n    with: { cuont: 3 }\n" + tail,
      "test.yaml:4:13: error: unknown option 'cuont' of 'list-texts'; did you mean 'count'?"
    ),
    (
      "name: a\nstages:\n  - use: list-texts\n    with: { count: many }\n" + tail,
      "test.yaml:4:20: error: 'count' of 'list-texts' must be a whole number, not 'many'"
    ),
    (
      "name: a\nstages:\n  - use: list-texts\n    with: { count: -1 }\n" + tail,
      "test.yaml:4:20: error: 'count' of 'list-texts' must be from 0 to 100000, not -1"
    ),
    (
      "name: a\nstages:\n  - use: list-texts\n    count: 3\n" + tail,
      "test.yaml:4:5: error: 'count' is an option of 'list-texts'; put it under 'with:'"
    ),
    (
      "name: a\nstages:\n  - use: list-text\n" + tail,
      "test.yaml:3:10: error: unknown stage 'list-text'; did you mean 'list-texts'?"
    ),
    (
      "name: a\nstages:\n  - use: translate\n" + tail,
      "test.yaml:3:10: error: unknown stage 'translate'; available: list-texts, obey-text, add-word, outline-whole, "
        + "keep-first, write-tables"
    ),
    (
      "name: a\nstages:\n  - use: list-texts\n    whit: {}\n" + tail,
      "test.yaml:4:5: error: unknown key 'whit' of a stage; did you mean 'with'?"
    ),
    (
      "name: a\nstages:\n  - list-texts\n" + tail,
      "test.yaml:3:5: error: a stage is a mapping with 'use' and 'with', not 'list-texts'; write '- use: list-texts'"
    ),
    ("stages:\n  - use: list-texts\n" + tail, "test.yaml:1:1: error: missing key 'name' of the pipeline file"),
    ("name: a\n", "test.yaml:1:1: error: missing key 'stages': the list of stages, each '- use: NAME'"),
    (
      "name: a/b\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:1:7: error: 'name' must be letters, digits, '-' and '_', as a folder is named after it; not 'a/b'"
    ),
    (
      "version: 2\nname: a\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:1:10: error: 'version' of the pipeline file must be from 1 to 1, not 2"
    ),
    (
      "nmae: a\nname: a\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:1:1: error: unknown key 'nmae' of the pipeline file; did you mean 'name'?"
    ),
    (
      "name: a\nmax-rejected: 5%\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:1: error: 'max-rejected' belongs under 'gates:'"
    ),
    (
      "name: a\ngates: { max-rejected: 5.5 }\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:24: error: 'max-rejected' of 'gates' must be a count (20) or a share from 0% to 100%, not '5.5'"
    ),
    (
      "name: a\ngates: { max-rejected-by-stage: { list-text: 5% } }\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:1: error: 'max-rejected-by-stage': the pipeline has no stage 'list-text'; did you mean 'list-texts'?"
    ),
    (
      "name: a\ngates: { required-metrics: { a.b: many } }\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:35: error: 'required-metrics' of 'gates' must have for 'a.b' a count (20) or a share from 0% to 100%, not 'many'"
    ),
    (
      "name: a\nretention: { keep-runs: 1 }\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:25: error: 'keep-runs' of 'retention' must be from 2 to 1000000, not 1"
    ),
    (
      "name: a\nname: b\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:1: error: key 'name' stands twice in the same mapping; keep one"
    ),
    (
      "# a\u{2028}# b\u{85}# c\r# d\nname: a\u{2028}\nstages: # \u{2029}\n  - use: list-text\n" + tail,
      "test.yaml:4:10: error: unknown stage 'list-text'; did you mean 'list-texts'?"
    ),
    (
      "name: a # \r\r\nstages:\n  - use: list-text # \r\n" + tail,
      "test.yaml:3:10: error: unknown stage 'list-text'; did you mean 'list-texts'?"
    ),
    (
      "name: a # \r\r\nname: b\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:1: error: key 'name' stands twice in the same mapping; keep one"
    ),
    ("a:\n  '': a\n  '': b\n", "test.yaml:2:3: error: key '' stands twice; keep one"),
    ("name: a # \u{2028}stages: {", "test.yaml:1:21: error: not YAML: did not find expected node content"),
    (
      "name: a\nname: b\nname: c\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:3:1: error: key 'name' stands twice in the same mapping; keep one"
    ),
    (
      "name: a\nname\u{E000}: b\nstages:\n  - use: list-texts\n" + tail,
      "test.yaml:2:1: error: unknown key 'name\u{E000}' of the pipeline file; there are version, name, state, gates, "
        + "limits, monitoring, retention, stages"
    ),
    (
      String(repeating: "name: a\n", count: 1000),
      "test.yaml:21:1: error: key 'name' stands twice in the same mapping; keep one"
    ),
    (
      "a: &a [1, 1, 1, 1]\n"
        + zip("bcdefghijkl", "abcdefghijk").map { "\($0): &\($0) [*\($1), *\($1), *\($1), *\($1)]\n" }.joined(),
      "test.yaml: error: aliases ('*name') repeat more than the file may hold; write the values out"
    ),
    (
      "name: a\nstages:\n  - use: add-word\n" + tail,
      "test.yaml:3:10: error: no source: the first stage must be one of 'list-texts'"
    ),
    (
      "name: a\nstages:\n  - use: list-texts\n",
      "test.yaml:3:10: error: no sink: nothing would be written; end with one of 'write-tables'"
    ),
    ("", "test.yaml: error: the file is empty; it needs 'name' and 'stages'"),
    ("- a\n", "test.yaml:1:1: error: a pipeline file is a mapping with 'name' and 'stages', not a list"),
    ("name: 'a\n", "test.yaml:2:1: error: not YAML: found unexpected end of stream"),
  ])
  func `a mistake is said with its place and remedy`(_ text: String, _ message: String) {
    #expect(messages(text).contains(message), "\(messages(text))")
  }

  @Test func `layers that nobody adds name both lines`() {
    struct NeedsOutline: Transform {
      static let name = "needs-outline"
      static let version = 1
      static let documentation = "Needs an outline."
      static let needs: Set<Layer> = [.outline]
      init(_ options: inout OptionReader) throws {}
      func process(_ document: inout Document) -> Outcome { .keep }
    }
    let reader = PipelineReader(stages: testStages + [NeedsOutline.self], environment: [:])
    let late = "name: a\nstages:\n  - use: list-texts\n  - use: needs-outline\n  - use: outline-whole\n" + Self.tail
    let never = "name: a\nstages:\n  - use: list-texts\n  - use: needs-outline\n" + Self.tail
    func message(_ text: String) -> String? {
      #expect(throws: Diagnostics.self) { try reader.read(text, path: "t") }?.mistakes.first?.message
    }
    #expect(
      message(late)
        == "'needs-outline' (line 4) needs 'outline', which no stage above adds; 'outline-whole' (line 5) adds it; move it above"
    )
    #expect(
      message(never)
        == "'needs-outline' (line 4) needs 'outline', which no stage above adds; put 'outline-whole' above")
  }

  @Test func `a stage that edits text stands before whoever keeps offsets into it`() {
    let text = "name: a\nstages:\n  - use: list-texts\n  - use: outline-whole\n  - use: add-word\n" + Self.tail
    #expect(
      messages(text) == [
        "test.yaml:5:10: error: 'add-word' edits the text after 'outline-whole' (line 4) has put offsets into it in "
          + "'outline'; move it above line 4"
      ])
  }

  @Test func `sources come first and nothing comes after a sink`() {
    let text =
      "name: a\nstages:\n  - use: list-texts\n  - use: add-word\n  - use: list-texts\n  - use: write-tables\n  - use: add-word\n"
    #expect(
      messages(text) == [
        "test.yaml:5:10: error: 'list-texts': a source stands before every other stage; move it above 'add-word' (line 4)",
        "test.yaml:7:10: error: 'add-word': nothing stands behind a sink; move it above 'write-tables' (line 6)",
      ])
  }

  @Test func `twelve mistakes are said in one pass`() {
    let text = """
      nmae: reports
      version: 2
      state: [a]
      gates: { max-rejected: lots, min-ratio: 1 }
      limits: { document-seconds: fast }
      stages:
        - use：list-texts
          with: { count: 3，cuont: 4 }
        - use: add-wrod
        - use: obey-text
          wiht: {}
        - use: outline-whole
          with: { deep: true }
        - list
        - use: write-tables
          directory: out
      """
    let found = messages(text)
    #expect(found.count >= 12, "\(found)")
    for line in [1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 14, 16] {
      #expect(found.contains { $0.hasPrefix("test.yaml:\(line):") }, "nothing about line \(line)")
    }
  }

  @Test func `the caret stands under the place, also behind wide characters`() throws {
    let text = "name: a\nstages:\n  - use: list-texts\n    with: { 数量: 1, cuont: 3 }\n" + Self.tail
    let diagnostics = #expect(throws: Diagnostics.self) {
      try PipelineReader(stages: testStages, environment: [:]).read(text, path: "t")
    }
    let lines = try #require(diagnostics).rendered.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "    4 |     with: { 数量: 1, cuont: 3 }")
    #expect(lines[2] == "      |             ^^^^")
    #expect(lines[5] == "      |                      ^^^^^")
  }

  @Test func `the line is shown whatever ends it`() throws {
    let text = "name: a\r\nstages:\r\n  - use: list-text\r\n" + Self.tail
    let diagnostics = #expect(throws: Diagnostics.self) {
      try PipelineReader(stages: testStages, environment: [:]).read(text, path: "t")
    }
    #expect(try #require(diagnostics).rendered.contains("\n    3 |   - use: list-text\n      |          ^^^^^^^^^\n"))
  }

  @Test(arguments: [
    ("name：a", "test.yaml:1:5: error: full-width colon '：' after a key; write ': '"),
    ("name: a\nstages:\n\t- use: list-texts", "test.yaml:3:1: error: a tab cannot indent; use spaces"),
    (
      "name: a\nstages:\n\u{3000}- use: list-texts",
      "test.yaml:3:1: error: a full-width blank (U+3000) cannot indent; use spaces"
    ),
    (
      "name: a\nstages:\n\u{A0}- use: list-texts",
      "test.yaml:3:1: error: a no-break space (U+00A0) cannot indent; use spaces"
    ),
    (
      "name: a\nstages: [{ use: list-texts，with: {} }]",
      "test.yaml:2:27: error: full-width comma '，' in a list; write ','"
    ),
    ("name: a # \r\r\nstages：", "test.yaml:2:7: error: full-width colon '：' after a key; write ': '"),
    ("name: “a” # b", "test.yaml:1:7: error: curly quotes around a value; write '\"'"),
  ])
  func `what a Chinese keyboard leaves is named`(_ text: String, _ message: String) {
    #expect(messages(text).contains(message), "\(messages(text))")
  }

  @Test(arguments: [
    "# 注释：，“”\nname: a\nstages:\n  - use: list-texts\n",
    "name: \"a\"\nstages:\n  - use: list-texts # 名称：列表，\n", "\u{FEFF}name: a\nstages:\n  - use: list-texts\n",
    "name: a\r\nstages:\r\n  - use: list-texts\r\n",
    "name: a\nstages:\n  - use: list-texts\n    with: { count: \"3\" }\n",
  ])
  func `comments, quoted texts, a mark at the beginning and line ends are left alone`(_ text: String) {
    #expect(messages(text + Self.tail).isEmpty)
  }

  @Test func `references are replaced in values only, after parsing`() throws {
    let text = "name: ${env:NAME}\nstages:\n  - use: list-texts\n    with: { count: \"${env:COUNT:-7}\" }\n" + Self.tail
    let reader = PipelineReader(stages: testStages, environment: ["NAME": "a"])
    let pipeline = try reader.read(text, path: "t").pipeline
    #expect(pipeline.name == "a")
    #expect((pipeline.steps[0].stage as? ListTexts)?.texts.count == 7)
    #expect(pipeline.steps[0].written.map(\.value) == ["${env:COUNT:-7}"])
    #expect(
      messages(text).contains(
        "test.yaml:1:7: error: environment variable 'NAME' is not set; set it, or write '${env:NAME:-default}'"))
    #expect(
      messages("name: ${nev:X}\nstages:\n  - use: list-texts\n" + Self.tail).first?.contains(
        "unknown reference '${nev:X}'") == true)
  }

  @Test func `a file gives a value, and one that never ends or is not there a mistake`() throws {
    let folder = try TemporaryFolder()
    let paths = ["name": "from-a-file\n", "empty": ""].mapValues { Array($0.utf8) }
    for (name, bytes) in paths { try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/" + name)) }
    func read(_ path: String) throws -> Pipeline {
      let text = "name: \"a${file:\(path)}\"\nstages:\n  - use: list-texts\n" + Self.tail
      return try PipelineReader(stages: testStages, environment: [:]).read(text, path: "test.yaml").pipeline
    }
    #expect(try read(folder.path + "/name").name == "afrom-a-file")
    #expect(try read(folder.path + "/empty").name == "a")
    for (path, reason) in ["/dev/zero": "has more than 1048576 bytes", folder.path + "/none": "cannot be read"] {
      #expect { try read(path) } throws: { ($0 as? Diagnostics)?.rendered.contains("' \(reason)") == true }
    }
  }

  @Test func `options of the command line go before those of the file`() throws {
    let text = "name: a\nstages:\n  - use: list-texts\n    with: { count: 3 }\n" + Self.tail
    var reader = PipelineReader(stages: testStages, environment: [:], overrides: ["list-texts.count=5"])
    #expect((try reader.read(text, path: "t").pipeline.steps[0].stage as? ListTexts)?.texts.count == 5)
    reader.overrides = ["list-texts.cuont=5"]
    #expect(
      messages(text, set: reader.overrides) == [
        "test.yaml: error: --set: unknown option 'cuont' of 'list-texts'; did you mean 'count'?"
      ])
    #expect(
      messages(text, set: ["other.count=5"]) == [
        "test.yaml: error: --set other.count=5: the pipeline has no stage 'other'"
      ])
    #expect(messages(text, set: ["count"]) == ["test.yaml: error: --set count: write 'stage.option=value'"])
  }

  @Test func `a wrong option hides neither a missing sink nor a missing layer`() {
    let found = messages("name: a\nstages:\n  - use: list-texts\n    with: { cuont: 3 }\n  - use: outline-whole\n")
    #expect(found.count == 2 && found[1].contains("no sink"), "\(found)")
  }

  @Test(arguments: [
    (
      "keep-first", "add-word",
      "test.yaml:5:10: error: 'add-word': only sinks stand behind a stage that looks at all "
        + "documents; move it above 'keep-first' (line 4)"
    ),
    (
      "outline-whole", "outline-whole",
      "test.yaml:5:10: error: 'outline-whole' adds 'outline' a second time, after "
        + "'outline-whole' (line 4); keep one of them"
    ),
    (
      "write-tables", "write-tables",
      "test.yaml:5:10: error: 'write-tables' stands twice (line 4), and both would write "
        + "the same files; keep one"
    ),
  ])
  func `what could only go wrong is said before anything runs`(_ first: String, _ second: String, _ message: String) {
    let text = "name: a\nstages:\n  - use: list-texts\n  - use: \(first)\n  - use: \(second)\n"
    #expect(messages(text + (first == "write-tables" ? "" : Self.tail)).contains(message), "\(messages(text))")
  }

  @Test func `what a reference stands for is never shown`() {
    let file = "name: a\nstages:\n  - use: list-texts\n    with: { count: \"${env:SECRET}\" }\n" + Self.tail
    for secret in ["hunter2", "-7"] {
      let found = messages(file, environment: ["SECRET": secret])
      #expect(found.count == 1 && found[0].contains("${env:SECRET}") && !found[0].contains(secret), "\(found)")
    }
  }

  @Test func `a full-width colon in a text of a right file is left alone`() {
    let text =
      "name: a\nstages:\n  - use: list-texts\n  - use: write-tables\n    with:\n      directory: |\n        VIP：下载\n"
    #expect(messages(text).isEmpty)
  }

  @Test func `the fingerprint knows lists, versions and what references stand for`() throws {
    func fingerprint(_ count: String, _ environment: [String: String] = [:]) throws -> String {
      let text = "name: a\nstages:\n  - use: list-texts\n    with: { count: \(count) }\n" + Self.tail
      return try PipelineReader(stages: testStages, environment: environment).read(text, path: "t").pipeline.fingerprint
    }
    #expect(try fingerprint("3") == fingerprint("\"3\""))
    #expect(try fingerprint("3") != fingerprint("4"))
    #expect(try fingerprint("\"${env:N}\"", ["N": "3"]) != fingerprint("\"${env:N}\"", ["N": "4"]))
    #expect(ConfigNode(.sequence([ConfigNode(.scalar("a, b"))])).json.compact == #"["a, b"]"#)
  }
}
