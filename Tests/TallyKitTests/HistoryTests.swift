import Foundation
import PipelineTesting
import Testing

/// `tally status`, `tally runs` and `tally retry`.
struct HistoryTests {
  private func workspace() throws -> Workspace {
    let work = try Workspace(head: "state: State")
    try work.add(sampleReport, as: "good.txt")
    try work.add("", as: "empty.txt")
    try work.add([0xFF, 0x00, 0x81], as: "binary.txt")
    return work
  }

  private func lines(_ command: String, _ work: Workspace) throws -> [String] {
    let result = try Binary.run([command, work.pipeline])
    #expect(result.code == 0, "\(result.errors)")
    return result.lines
  }

  @Test func `status says what was published, what is rejected and what to do`() throws {
    let work = try workspace()
    #expect(
      try lines("status", work)[1...] == ["last run  none was published yet", "next      tally run \(work.pipeline)"])
    #expect(try work.run().code == 3)
    let lines = try lines("status", work)
    #expect(lines[0] == "pipeline test")
    #expect(lines[1].hasPrefix("last run  000001, published 20"))
    #expect(lines[2] == "          1 of 3 documents, 0 dropped, 2 rejected")
    #expect(lines[3] == "rejected  1 empty, since run 000001, tried up to 1 times")
    #expect(lines[4] == "          empty.txt: the file is empty")
    #expect(lines.last == "next      when the inputs are mended: tally retry \(work.pipeline)")
  }

  @Test func `a run that failed since the last published one is seen`() throws {
    let work = try workspace()
    #expect(try work.run().code == 3)
    #expect(try work.run("--set", "fetch-files.include=['*.pdf']").code == 66)
    let status = try lines("status", work)
    #expect(status.contains { $0.hasPrefix("since     1 run published nothing") })
    #expect(status.contains { $0.contains("fetch-files: no input") })
    let runs = try lines("runs", work)
    #expect(runs.count == 3)
    #expect(runs[1].hasPrefix("000002 ") && runs[1].contains(" failed ") && runs[1].contains("fetch-files: no input"))
    #expect(runs[2].hasPrefix("000001 * ") && runs[2].contains(" published "))
  }

  @Test func `runs are listed without a state as well`() throws {
    let work = try Workspace()
    #expect(try Binary.run(["runs", work.pipeline]).output.isEmpty)
    try work.add(sampleReport, as: "good.txt")
    #expect(try work.run().code == 0)
    #expect(try work.run().code == 0)
    #expect(try lines("runs", work).dropFirst().map { String($0.prefix(8)) } == ["000002 *", "000001  "])
  }

  @Test func `a retry heals what it is asked for and leaves all else as it was`() throws {
    let work = try workspace()
    #expect(try work.run().code == 3)
    let before = try work.published().rows("rejects")
    try work.add(sampleReport.replacing("青禾", with: "红枫").replacing("1020", with: "77"), as: "empty.txt")
    try work.add(sampleReport, as: "new.txt")
    let result = try Binary.run(["retry", work.pipeline, "--code", "empty", "--progress", "none"])
    #expect(result.code == 3, "\(result.errors)")
    let run = try work.published()
    #expect(run.manifest.run_id == "000002")
    #expect(try run.sources() == ["empty.txt", "good.txt"])
    #expect(try run.rows("rejects") == before.filter { $0["code"]?.string != "empty" }, "the other was not tried")
    let changes = try run.rows("changes").filter { $0["table"]?.string == "documents" }
    #expect(changes.count == 1 && changes[0]["op"]?.string == "insert")
    let nothing = try Binary.run(["retry", work.pipeline, "--code", "empty"])
    #expect(nothing.code == 0)
    #expect(nothing.lastLine == "tally: nothing to try again: the last run's rejects have undecodable")
    // The next run takes what is new.
    #expect(try work.run().code == 3)
    #expect(try work.published().sources() == ["empty.txt", "good.txt", "new.txt"])
  }

  @Test func `a retry without a state says what to do`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let result = try Binary.run(["retry", work.pipeline])
    #expect(result.code == 64)
    #expect(result.lastLine.hasSuffix("names no 'state', without which a run works on everything; use 'tally run'"))
  }

  @Test func `a retry of which the state knows nothing is refused`() throws {
    let work = try workspace()
    #expect(try work.run().code == 3)
    try FileManager.default.removeItem(atPath: work.folder.path + "/State")
    let result = try Binary.run(["retry", work.pipeline])
    #expect(result.code == 74)
    #expect(result.lastLine.contains("retry: the state does not know the last run"))
    #expect(try work.published().manifest.run_id == "000001")
  }
}
