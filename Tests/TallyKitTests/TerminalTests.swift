import Foundation
import PipelineTesting
import Testing

@testable import TallyKit

/// A run as somebody at a terminal sees it.
struct TerminalTests {
  private func record(_ arguments: [String], environment: [String: String] = ["TERM": "xterm"]) throws -> String {
    let terminal = try PseudoTerminal()
    try terminal.record {
      let process = try SpawnedProcess(Binary.path, arguments, environment: environment, errors: terminal.path)
      let code = try process.wait().code
      #expect(code == 0)
    }
    return terminal.text
  }

  @Test func `a run redraws its lines in place and leaves one summary`() throws {
    let folder = try TemporaryFolder()
    let pipeline = Binary.repository + "/Pipelines/judicial-reports.yaml"
    let text = try record(["run", pipeline, "--output", folder.path])
    #expect(text.contains("\u{1B}[1A\u{1B}[2K"))
    #expect(text.matches(of: /stage +in +kept/).count > 1, "it was drawn more than once")
    let shown = screen(of: text).filter { !$0.isEmpty }
    #expect(shown.count == 12, "\(shown)")
    #expect(shown[0].hasPrefix("stage "))
    #expect(shown[1].hasPrefix("fetch-files"))
    #expect(shown[11].hasPrefix("tally: published run 000001: 28 of 28 documents in "))
  }

  @Test func `a run that fails leaves only what went wrong`() throws {
    let work = try Workspace()
    let terminal = try PseudoTerminal()
    try terminal.record {
      let arguments = ["run", work.pipeline]
      let process = try SpawnedProcess(
        Binary.path, arguments, environment: ["TERM": "xterm"], errors: terminal.path)
      #expect(try process.wait().code == 66)
    }
    let shown = screen(of: terminal.text).filter { !$0.isEmpty }
    #expect(shown == ["tally: error: fetch-files: no input; is the root right, and do the patterns match?"])
  }

  @Test(arguments: [["--progress", "plain"], ["--progress", "none"], []])
  func `nothing is redrawn where it is not wanted or cannot be`(_ options: [String]) throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let environment = ["TERM": options.isEmpty ? "dumb" : "xterm"]
    let text = try record(["run", work.pipeline] + options, environment: environment)
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("tally: published run 000001"))
  }

  @Test func `on a terminal --cron is as silent as elsewhere`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    #expect(try record(["run", work.pipeline, "--cron"]).isEmpty)
  }

  @Test(
    arguments: [
      ([], []), ([1, 1], ["", ""]), ([1, 2, 2, 1], ["", "├ ", "└ ", ""]),
      ([1, 2, 3, 3, 2, 3, 1, 2], ["", "├ ", "│ ├ ", "│ └ ", "└ ", "  └ ", "", "└ "]),
      ([1, 2, 3, 4, 2], ["", "├ ", "│ └ ", "│   └ ", "└ "]),
    ] as [([Int], [String])])
  func `sections are drawn as a tree`(levels: [Int], branches: [String]) {
    #expect(DocumentView.branches(levels) == branches)
  }

  @Test func `inspect fits eighty columns`() throws {
    let pipeline = Binary.repository + "/Pipelines/judicial-reports.yaml"
    let text = Binary.repository + "/Tests/Reports/texts"
    for report in ["county-2024-inline.txt", "police-2023.txt", "five-years-2016-2020.txt"] {
      let result = try Binary.run(["inspect", pipeline, report, "--set", "fetch-files.root=\(text)"])
      #expect(result.code == 0 && result.lines.count > 40)
      for line in result.lines.prefix(while: { !$0.hasPrefix("extract-metrics") }) {
        #expect(TextTable.width(line) <= 80, "\(line)")
      }
    }
  }
}
