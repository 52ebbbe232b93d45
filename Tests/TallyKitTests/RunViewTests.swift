import Foundation
import PipelineTesting
import Testing

/// `tally diff`, `tally explain`, `tally plan --why` and `tally state`.
struct RunViewTests {
  private func workspace(head: String = "state: State") throws -> Workspace {
    let work = try Workspace(head: head)
    try work.add(sampleReport, as: "a.txt")
    try work.add(sampleReport.replacing("青禾", with: "红枫").replacing("1020", with: "77"), as: "b.txt")
    return work
  }

  private func output(_ arguments: String...) throws -> Binary.Result {
    let result = try Binary.run(arguments)
    #expect(result.code == 0, "\(result.errors)")
    return result
  }

  private func pause() { Thread.sleep(forTimeInterval: 3.1) }

  @Test func `diff says what was added, removed and changed, field by field`() throws {
    let work = try workspace()
    _ = try work.run()
    try work.add(sampleReport.replacing("1020件", with: "1021件"), as: "a.txt")
    try FileManager.default.removeItem(atPath: work.folder.path + "/reports/b.txt")
    _ = try work.run()
    let runs = work.output + "/test/runs/"
    let lines = try output("diff", runs + "000001", runs + "000002").lines
    #expect(lines.first == "documents: 1 removed, 1 changed (revision 1, text 1)")
    #expect(lines.contains { $0.hasPrefix("  - {\"schema\":\"tally.document/2\"") && $0.contains("\"b.txt\"") })
    #expect(lines.contains("      value: 1020 → 1021"))
    #expect(lines.contains("      text: \"1020件\" → \"1021件\""))
    #expect(lines.contains("rejects: the same"))
    let numbers = try output("diff", runs + "000002", work.output + "/test/current", "--show", "0").lines
    #expect(
      numbers == ["documents", "segments", "metrics", "checks", "duplicates", "rejects"].map { "\($0): the same" })
    let bad = try Binary.run(["diff", runs + "000001", runs + "000009"])
    #expect(bad.code == 74 && bad.lastLine.contains("is it a published run?"))
  }

  @Test func `diff of two pipeline files runs both and leaves nothing`() throws {
    let work = try workspace()
    let text = try work.folder.read("test.yaml")
    let other = try work.folder.write(
      text.replacing("        - use: dedupe\n", with: "").replacing("  - use: dedupe\n", with: ""), to: "other.yaml")
    let lines = try output("diff", work.pipeline, other).lines
    #expect(lines.first == "documents: 1 changed (duplicate_of 1)", "the two are copies")
    #expect(lines.contains { $0.hasPrefix("duplicates: 1 removed") }, "\(lines)")
    #expect(!work.folder.contains("out") && !work.folder.contains("State"))
  }

  @Test func `explain leads from a metric to its sentence`() throws {
    let work = try workspace()
    _ = try work.run()
    let rows = try work.published().rows("metrics")
    let row = try #require(rows.first { $0["text"]?.string == "96件" })
    let id = try #require(row["id"]?.string)
    let lines = try output("explain", work.output + "/test/current", id).lines
    #expect(lines[0].hasPrefix("metric    \(id)"))
    #expect(lines.contains("value     96 件, written 96件"))
    #expect(lines.contains { $0.hasPrefix("source    a.txt, characters ") || $0.hasPrefix("source    b.txt") })
    #expect(lines.contains("section   一、2024年工作开展情况 › （一）法律援助 (achievements)"), "\(lines)")
    #expect(lines.contains { $0.hasPrefix("sentence  ") && $0.contains("【96件】") })
    #expect(lines.contains { $0.hasPrefix("part of   128件 ") })
    #expect(lines.contains { $0.hasPrefix("run       000001: fetch-files 2, strip-markup ") })
    let none = try Binary.run(["explain", work.output + "/test/current", "ffff"])
    #expect(none.code == 66 && none.lastLine == "tally: error: explain: run '000001' has no metric 'ffff'")
  }

  @Test func `plan says what is cached, what is worked on again, and why`() throws {
    let work = try workspace()
    #expect(
      try output("plan", work.pipeline, "--why").lines.last?.hasPrefix(
        "2 new: not in an earlier run; redone: fetch-files to ") == true)
    _ = try work.run()
    pause()
    // Written too lately for its validator to be trusted, the first run left none; this one does.
    _ = try work.run()
    #expect(
      try output("plan", work.pipeline).lines.suffix(2) == ["cached  a.txt  (unchanged)", "cached  b.txt  (unchanged)"])
    let option = try output("plan", work.pipeline, "--why", "--set", "strip-paywall.drop-notice-lines=false")
    #expect(
      option.lines.last
        == "2 again: unchanged, but 'strip-paywall' option 'drop-notice-lines' has changed; redone: strip-paywall to audit-arithmetic"
    )
    try work.add("", as: "c.txt")
    _ = try work.run()
    pause()
    _ = try work.run()
    #expect(
      try output("plan", work.pipeline, "--why").lines.suffix(2) == [
        "2 cached: unchanged", "1 cached: unchanged, and rejected: empty",
      ])
    try FileManager.default.removeItem(atPath: work.folder.path + "/out")
    #expect(
      try output("plan", work.pipeline, "--why").lines.contains {
        $0.contains("the run that has its rows is gone") || $0.contains("not in an earlier run")
      })
  }

  @Test func `a state is verified, pruned, and made anew from the published runs`() throws {
    let work = try workspace()
    try work.add("", as: "c.txt")
    _ = try work.run()
    _ = try work.run()
    #expect(
      try Binary.run(["state", "verify", work.pipeline]).lastLine.hasSuffix(
        "3 inputs, and the rows of 2 documents are as they were published"))
    #expect(try Binary.run(["state", "prune", work.pipeline]).lastLine.hasPrefix("tally: forgot 0 runs; "))
    let table = work.output + "/test/current/metrics.jsonl"
    let whole = try String(contentsOfFile: table, encoding: .utf8)
    try Data(whole.replacing("96件", with: "97件").utf8).write(
      to: URL(fileURLWithPath: work.output + "/test/runs/000002/metrics.jsonl"))
    let damaged = try Binary.run(["state", "verify", work.pipeline])
    #expect(
      damaged.code == 74 && damaged.lastLine.contains("metrics.jsonl' is not as it was published"), "\(damaged.errors)")
    try work.folder.write(String(repeating: "no database", count: 99), to: "State/test.sqlite")
    #expect(try work.run().code == 74)
    let rebuilt = try Binary.run(["state", "rebuild", work.pipeline])
    #expect(rebuilt.lastLine.hasSuffix("2 runs, 1 rejects; the next run works on every input"), "\(rebuilt.errors)")
    #expect(try output("runs", work.pipeline).lines.count == 3)
    #expect(try work.run().code == 3)
    #expect(try work.run().lastLine.contains("2 unchanged"))
    #expect(try String(contentsOfFile: table, encoding: .utf8) == whole)
  }

  @Test func `a first run that was held back has nothing to be compared with`() throws {
    let work = try workspace(head: "gates: { max-rejected: 0 }\nstate: State")
    try work.add("", as: "c.txt")
    #expect(try work.run().code == 65)
    #expect(
      try output("status", work.pipeline).lines.last
        == "next      look at '\(work.output)/test/held-back', which was held back, then run again, or with --accept")
  }

  @Test func `a run that was held back can be looked at and accepted`() throws {
    let work = try workspace(head: "gates: { max-rejected: 0 }\nstate: State")
    #expect(try work.run().code == 0)
    try work.add("", as: "c.txt")
    let held = try work.run()
    #expect(held.code == 65)
    #expect(
      held.lastLine.contains("gate 'max-rejected': 1 of 3 inputs were rejected, more than 0; nothing was published"))
    let status = try output("status", work.pipeline).lines
    #expect(
      status.last
        == "next      look at what was held back: tally diff '\(work.output)/test/current' '\(work.output)/test/held-back'"
    )
    #expect(
      try output("diff", work.output + "/test/current", work.output + "/test/held-back").lines.contains(
        "rejects: 1 added"))
    let accepted = try work.run("--accept")
    #expect(accepted.code == 3)
    #expect(
      accepted.lastLine == "tally: published run 000002, which was held back: 2 of 3 documents, 0 dropped, 1 rejected")
    #expect(try work.published().manifest.run_id == "000002")
    #expect(try work.run("--accept").code == 66)
    #expect(try output("runs", work.pipeline).lines.count == 4)
  }
}
