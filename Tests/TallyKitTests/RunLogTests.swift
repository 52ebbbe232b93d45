import Foundation
import Glibc
import PipelineKit
import PipelineTesting
import Testing

@testable import TallyKit

/// The log of a run, as JSON lines and on the console.
struct RunLogTests {
  private func workspace(head: String = "") throws -> Workspace {
    let work = try Workspace(head: head)
    try work.add(sampleReport, as: "good.txt")
    for number in 0..<5 { try work.add("", as: "empty\(number).txt") }
    return work
  }

  private func lines(_ work: Workspace, _ name: String) throws -> [JSON] {
    try work.folder.read(name).split(separator: "\n").map { try JSON(String($0)) }
  }

  @Test func `each line is an object with time, level, run and pipeline, and what concerns a document names it`() throws
  {
    let work = try workspace()
    #expect(try work.run("--log", work.folder.path + "/logs/tally.jsonl").code == 3)
    let lines = try lines(work, "logs/tally.jsonl")
    let time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/
    for line in lines {
      #expect(try time.wholeMatch(in: #require(line["time"]?.string)) != nil)
      #expect(line["run"]?.string == "000001" && line["pipeline"]?.string == "test")
      #expect(line["message"]?.string?.isEmpty == false)
    }
    #expect(lines.first?["message"]?.string == "run 000001 began")
    let rejects = lines.filter { $0["code"] != nil }
    #expect(rejects.compactMap { $0["source"]?.string } == (0..<5).map { "empty\($0).txt" })
    let first = try #require(rejects.first)
    #expect(first["level"]?.string == "warning" && first["stage"]?.string == "fetch-files")
    #expect(first["code"]?.string == "empty" && first["attempts"]?.integer == 1)
    #expect(first["document"]?.string == "\(RecordID(source: "empty0.txt"))")
    let stages = lines.filter { $0["cpu_seconds"] != nil }
    #expect(stages.count == 9 && stages[0]["in"]?.integer == 6 && stages[0]["rejected"]?.integer == 5)
    let last = try #require(lines.last)
    #expect(last["status"]?.string == "published" && last["level"]?.string == "info")
    #expect(last["exit_code"]?.integer == 3 && last["listed"]?.integer == 6 && last["published"]?.integer == 1)
  }

  @Test func `the level says what is written, and a second run adds its lines`() throws {
    let work = try workspace(head: "monitoring: { log: tally.jsonl }\ngates: { max-rejected: 1 }")
    let failed = try work.run("--log-level", "error")
    #expect(failed.code == 65)
    let errors = try lines(work, "tally.jsonl")
    #expect(errors.count == 1 && errors[0]["status"]?.string == "held-back")
    #expect(errors[0]["message"]?.string?.hasPrefix("run 000001 held-back: gate 'max-rejected'") == true)
    _ = try work.run("--log-level", "debug")
    let all = try lines(work, "tally.jsonl")
    #expect(all.contains { $0["message"]?.string == "'good.txt' took longest" && $0["source"]?.string == "good.txt" })
    #expect(all[0] == errors[0] && all.count > 10)
    #expect(try work.run("--log-level", "loud").code == 64)
  }

  @Test func `what a stage drops stands in a detailed log`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    try work.add("<p>正文", as: "preview.html")
    let path = work.folder.path + "/tally.jsonl"
    let set = "strip-paywall.truncated=drop"
    try work.add(sampleReport + "\n还剩12页未读，继续阅读\n", as: "cut.txt")
    _ = try work.run("--log", path, "--log-level", "debug", "--set", set)
    let dropped = try lines(work, "tally.jsonl").filter { $0["reason"] != nil }
    let counted = try work.published().manifest.run.dropped
    #expect(counted > 0 && dropped.count == counted)
    #expect(dropped.first?["level"]?.string == "debug" && dropped.first?["stage"]?.string == "strip-paywall")
    #expect(dropped.first?["source"]?.string == "cut.txt")
  }

  @Test func `the console shows three rejects of a code and counts the others, the log has all`() throws {
    let work = try workspace()
    let result = try work.run("--progress", "none", "--log", work.folder.path + "/tally.jsonl")
    let shown = result.errors.split(separator: "\n")
    #expect(shown.filter { $0.hasPrefix("tally: warning: fetch-files rejected 'empty") }.count == 3)
    #expect(shown.contains("tally: warning: 2 more rejected, with code 'empty'"))
    #expect(try lines(work, "tally.jsonl").filter { $0["code"] != nil }.count == 5)
    // Without a file the level is that of standard error.
    let detailed = try work.run("--progress", "none", "--log-level", "info").errors
    #expect(detailed.contains("tally: info: run 000002 began\n"))
    #expect(try work.run("--progress", "none", "--log-level", "error").errors.split(separator: "\n").count == 1)
    let none = try work.run("--cron", "--log-level", "info")
    #expect(none.code == 64 && none.lastLine.contains("'--log-level' has no effect with '--cron' and without '--log'"))
  }

  @Test func `what keeps a run from beginning stands in the log too`() throws {
    let work = try workspace()
    let path = work.folder.path + "/tally.jsonl"
    let lock = open(try work.folder.write("", to: "out/test/.lock"), O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try work.run("--log", path).code == 75)
    #expect(try work.run("--log", path, "--set", "dedupe.kep=1").code == 64)
    let lines = try lines(work, "tally.jsonl")
    try #require(lines.count == 2)
    #expect(lines.allSatisfy { $0["level"]?.string == "error" })
    #expect(lines[0]["message"]?.string?.contains("another run of this pipeline holds") == true)
    #expect(lines[1]["message"]?.string?.contains("--set") == true)
  }

  @Test func `a log that cannot be opened is said before anything runs, one that cannot be written costs no run`()
    throws
  {
    let work = try workspace()
    let bad = try work.run("--log", work.pipeline + "/below.jsonl")
    #expect(bad.code == 73 && bad.lastLine.hasPrefix("tally: error: log: cannot open '"))
    #expect(!work.folder.contains("out"))
    let full = try work.run("--log", "/dev/full")
    #expect(full.code == 3)
    #expect(full.errors.contains("tally: warning: the log cannot be written: no space left on device\n"))
  }

  @Test func `a log that has grown is moved aside when it is opened, and five are kept`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.jsonl"
    for number in 0..<9 { try LogFile(path, maxBytes: 10).append(Array("line number \(number)\n".utf8)) }
    #expect(try folder.read("a.jsonl") == "line number 8\n")
    for number in 1...5 { #expect(try folder.read("a.jsonl.\(number)") == "line number \(8 - number)\n") }
    #expect(!folder.contains("a.jsonl.6"))
    try LogFile(path, maxBytes: 14).append(Array("more\n".utf8))
    #expect(try folder.read("a.jsonl") == "line number 8\nmore\n", "it has not grown beyond")
  }

  @Test func `who waits while another moves the log aside writes to the new one`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a line that is long enough\n", to: "a.jsonl")
    let other = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(other) }
    var status = stat()
    try #require(flock(other, LOCK_EX) == 0 && fstat(other, &status) == 0)
    let ended = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      // What it has written, or not, is seen below.
      try? LogFile(path, maxBytes: 20).append(Array("new\n".utf8))
      ended.signal()
    }
    var hasEnded = false
    while !hasEnded, !Self.isAwaited(status.st_ino) { hasEnded = ended.wait(timeout: .now() + 0.01) == .success }
    rename(path, path + ".1")
    try folder.write("", to: "a.jsonl")
    flock(other, LOCK_UN)
    if !hasEnded { ended.wait() }
    #expect(try folder.read("a.jsonl") == "new\n")
    #expect(try folder.read("a.jsonl.1") == "a line that is long enough\n")
    #expect(!folder.contains("a.jsonl.2"))
  }

  /// Whether somebody waits for a lock on the file.
  private static func isAwaited(_ file: ino_t) -> Bool {
    let locks = FileManager.default.contents(atPath: "/proc/locks") ?? Data()
    return String(decoding: locks, as: UTF8.self).split(separator: "\n").contains {
      $0.contains("-> FLOCK") && $0.contains(":\(file) ")
    }
  }
}
