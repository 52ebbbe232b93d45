import Foundation
import Glibc
import PipelineTesting
import Testing

/// `status.json` and `tally.prom`, by which others see how a pipeline is.
struct HealthTests {
  private func status(_ work: Workspace) throws -> JSON { try JSON(work.folder.read("out/test/status.json")) }

  /// The samples of a textfile, by name and labels.
  private func samples(_ text: String) throws -> [String: Double] {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    return Dictionary(
      uniqueKeysWithValues: try lines.map { line in
        let space = try #require(line.lastIndex(of: " "))
        return (String(line[..<space]), try #require(Double(line[line.index(after: space)...])))
      })
  }

  @Test func `a run leaves its end, the last success and the time of each stage`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    try work.add("", as: "empty.txt")
    let before = Date().timeIntervalSince1970
    #expect(try work.run().code == 3)
    let health = try status(work)
    #expect(health["schema"]?.string == "tally.status/1" && health["pipeline"]?.string == "test")
    let last = try #require(health["last_run"])
    #expect(last["run_id"]?.string == "000001" && last["status"]?.string == "published")
    #expect(last["exit_code"]?.integer == 3 && last["message"] == .null)
    let counts = JSON.object([
      "listed": .number(2), "published": .number(1), "dropped": .number(0), "rejected": .number(1),
    ])
    #expect(last["counts"] == counts)
    let success = try #require(health["last_success"])
    #expect(success["run_id"]?.string == "000001" && success["counts"] == counts)
    let stages = try #require(success["stages"]?.array)
    #expect(stages.first?["stage"]?.string == "fetch-files" && stages.first?["rejected"]?.integer == 1)
    #expect(stages.count == 9 && stages.allSatisfy { ($0["cpu_seconds"]?.number ?? -1) >= 0 })

    let text = try work.folder.read("out/test/tally.prom")
    let found = try samples(text)
    #expect(found[#"tally_last_run_exit_code{pipeline="test"}"#] == 3)
    #expect(found[#"tally_documents{pipeline="test",state="published"}"#] == 1)
    #expect(found[#"tally_documents{pipeline="test",state="dropped"}"#] == 0)
    #expect(found[#"tally_documents{pipeline="test",state="rejected"}"#] == 1)
    #expect(found[#"tally_stage_cpu_seconds{pipeline="test",stage="strip-markup"}"#] != nil)
    for time in ["tally_last_run_timestamp_seconds", "tally_last_success_timestamp_seconds"] {
      let value = try #require(found[time + #"{pipeline="test"}"#])
      // To the millisecond, as the manifest has it.
      #expect((before - 0.001...Date().timeIntervalSince1970).contains(value))
    }
    // Each metric says what it means and of what type it is, before its samples.
    let names = Set(found.keys.map { $0.prefix { $0 != "{" } })
    for name in names {
      #expect(text.contains("# HELP \(name) ") && text.contains("# TYPE \(name) gauge\n\(name){"), "\(name)")
    }
    #expect(names.count == 6 && text.hasSuffix("\n"))
    let others = try FileManager.default.contentsOfDirectory(atPath: work.output + "/test").sorted()
    #expect(others == [".lock", "current", "runs", "status.json", "tally.prom"])
  }

  @Test func `a run that is held back is the last run, and not the last success`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    #expect(try work.run().code == 0)
    try work.add("", as: "empty.txt")
    try work.folder.write("gates: { max-rejected: 0 }\n" + work.folder.read("test.yaml"), to: "test.yaml")
    #expect(try work.run().code == 65)
    let held = try status(work)
    #expect(held["last_run"]?["run_id"]?.string == "000002" && held["last_run"]?["status"]?.string == "held-back")
    #expect(held["last_run"]?["exit_code"]?.integer == 65)
    #expect(held["last_run"]?["message"]?.string?.hasPrefix("gate 'max-rejected': 1 of 2 inputs") == true)
    #expect(held["last_run"]?["counts"]?["published"]?.integer == 0)
    #expect(held["last_run"]?["counts"]?["rejected"]?.integer == 1)
    #expect(held["last_success"]?["run_id"]?.string == "000001")
    #expect(try work.run("--accept").code == 3)
    let accepted = try status(work)
    #expect(accepted["last_run"]?["status"]?.string == "published")
    #expect(accepted["last_success"]?["run_id"]?.string == "000002")
    #expect(try work.run("--accept").code == 66)
    #expect(try status(work) == accepted, "what was no run has not ended")
  }

  @Test func `before the first success there is none to be seen`() throws {
    let work = try Workspace()
    #expect(try work.run().code == 66)
    #expect(try status(work)["last_success"] == .null)
    let found = try samples(work.folder.read("out/test/tally.prom"))
    #expect(found[#"tally_last_success_timestamp_seconds{pipeline="test"}"#] == 0)
    #expect(found[#"tally_last_run_exit_code{pipeline="test"}"#] == 66)
    let shown = try Binary.run(["status", work.pipeline])
    #expect(shown.output.contains("last run  none was published yet"))
    #expect(shown.output.contains("(a moment ago):\n          fetch-files: no input"), "\(shown.output)")
  }

  @Test func `a second run beside a first and a run of a part leave the health alone`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    #expect(try work.run("--limit", "1").code == 0)
    #expect(!work.folder.contains("out/test/status.json") && !work.folder.contains("out/test/tally.prom"))
    _ = try work.run()
    let before = try status(work)
    let lock = open(work.output + "/test/.lock", O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try work.run().code == 75)
    #expect(try status(work) == before)
  }

  @Test func `the textfile goes where the pipeline file says, and a folder that is not there costs a warning`() throws {
    let work = try Workspace(head: "monitoring: { textfile: node/tally.prom }")
    try work.add(sampleReport, as: "good.txt")
    let without = try work.run()
    #expect(without.code == 0)
    #expect(
      without.errors.contains("tally: warning: the health of the pipeline cannot be written: output: cannot write"))
    #expect(try status(work)["last_run"]?["exit_code"]?.integer == 0)
    try FileManager.default.createDirectory(atPath: work.folder.path + "/node", withIntermediateDirectories: true)
    #expect(try work.run().errors.contains("warning") == false)
    #expect(try samples(work.folder.read("node/tally.prom"))[#"tally_last_run_exit_code{pipeline="test"}"#] == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: work.folder.path + "/node") == ["tally.prom"])
    #expect(!work.folder.contains("out/test/tally.prom"))
    // What two pipelines would publish is compared aside.
    let before = try work.folder.read("node/tally.prom")
    let other = try work.folder.write(
      work.folder.read("test.yaml").replacing("  - use: dedupe\n", with: ""), to: "other.yaml")
    #expect(try Binary.run(["diff", work.pipeline, other]).code == 0)
    #expect(try work.folder.read("node/tally.prom") == before)
  }

  @Test func `status says how long ago the last success was`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    _ = try work.run()
    let path = "out/test/runs/000001/manifest.json"
    let text = try work.folder.read(path)
    let ended = try #require(try JSON(text)["ended"]?.string)
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for (seconds, words) in [(90.0, "1 minute ago"), (7300, "2 hours ago"), (26 * 3600, "1 day ago")] {
      try work.folder.write(
        text.replacing(ended, with: Date(timeIntervalSinceNow: -seconds).formatted(style)), to: path)
      #expect(try Binary.run(["status", work.pipeline]).output.contains(" (\(words)), in "), "\(words)")
    }
  }
}
