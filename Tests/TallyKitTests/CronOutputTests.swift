import Foundation
import Glibc
import PipelineTesting
import Testing

@testable import PipelineKit
@testable import TallyKit

/// What `tally run --cron` prints, which cron mails: nothing, or 15 lines at most.
struct CronOutputTests {
  private func lines(_ result: Binary.Result) -> [String] { result.errors.split(separator: "\n").map(String.init) }

  @Test func `a run with rejects says how it ended, an example of each code, where the log is and what to do`() throws {
    let work = try Workspace(head: "monitoring: { log: tally.jsonl }")
    try work.add(sampleReport, as: "good.txt")
    #expect(try work.run("--cron").errors.isEmpty)
    for number in 0..<40 { try work.add("", as: "empty\(number).txt") }
    try work.add([0xFF, 0xFE, 0x00], as: "broken.txt")
    let result = try work.run("--cron")
    let lines = lines(result)
    #expect(result.code == 3 && result.output.isEmpty)
    #expect(
      lines.first
        == "tally: run 000002 of 'test' is published with rejects, exit code 3: 42 listed, 1 published, 0 dropped, 41 rejected"
    )
    try #require(lines.count == 5)
    #expect(lines[1].hasPrefix("  40 empty, as 'empty0.txt': fetch-files: the file is empty"))
    #expect(lines[2].hasPrefix("  1 ") && lines[2].contains("'broken.txt'"))
    #expect(lines[3] == "  log: \(work.folder.path)/tally.jsonl")
    #expect(lines[4].hasPrefix("tally: published run 000002: 1 of 42") && lines[4].contains("see why: cat '"))
  }

  @Test func `a run that is held back is one paragraph, and one that another keeps out a line`() throws {
    let work = try Workspace(head: "gates: { max-rejected: 0 }")
    try work.add("", as: "empty.txt")
    let held = try work.run("--cron")
    #expect(held.code == 65)
    try #require(lines(held).count == 3)
    #expect(lines(held)[0].contains("run 000001 of 'test' was held back, exit code 65"))
    #expect(held.lastLine.hasPrefix("tally: error: gate 'max-rejected'") && held.lastLine.hasSuffix("with --accept"))
    let lock = open(work.output + "/test/.lock", O_RDWR | O_CLOEXEC)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let locked = try work.run("--cron")
    #expect(locked.code == 75 && lines(locked).count == 1)
  }

  @Test func `of many mistakes the first are shown, and how many there are`() throws {
    let work = try Workspace(head: (0..<40).map { "key-\($0): 1" }.joined(separator: "\n"))
    let result = try work.run("--cron")
    let lines = lines(result)
    #expect(result.code == 78 && lines.count == 14, "four mistakes of three lines, and two")
    try #require(lines.count > 12)
    #expect(lines[0].hasPrefix("\(work.pipeline):2:1: error: unknown key 'key-0'"))
    #expect(lines[12] == "and 36 more")
    #expect(
      result.lastLine
        == "tally: 40 mistakes in '\(work.pipeline)'; nothing was run; correct them, then: tally check \(work.pipeline)"
    )
    #expect(lines.count < (try work.run().errors.split(separator: "\n").count))
    #expect(try lines.count > 0 && self.lines(work.run("--cron", "--unknown")).count <= 15)
  }

  @Test func `many codes, warnings and line feeds in names stay within 15 lines`() {
    let rejects = (0..<60).map { number in
      RejectRecord(
        source: "a\n\(number)", revision: nil, stage: "stage",
        failure: Failure(code: "code-\(number % 6)", String(repeating: "长", count: 500)), attempts: 1, firstSeen: "1")
    }
    var books = Books(stages: [])
    books.listed = 60
    let end = RunEnd(
      RunFailure(.heldBack, "gate"), runID: "000001", started: Date(), books: books, rejects: rejects)
    let warnings = (0..<5).map { ("warning\n\($0)", 7) }
    let lines = TroubleReport(end, pipeline: "p", warnings: warnings, log: "/a/b").lines
    #expect(lines.count == 10 && lines.count + 2 <= TroubleReport.maxLines)
    #expect(lines.allSatisfy { !$0.contains("\n") && TextTable.width($0) <= 160 })
    #expect(lines[1].hasPrefix("  10 code-0, as 'a␊0': stage: 长长"))
    #expect(lines[4] == "  and 30 with 3 other codes" && lines[5] == "  warning (7 times): warning␊0")
    #expect(lines[8] == "  and 2 other warnings" && lines[9] == "  log: /a/b")
  }

  @Test(arguments: [(0, 0), (1, 1), (15, 15), (16, 15), (4000, 15)])
  func `of what a stage prints by itself the first line and the last stay`(_ printed: Int, _ kept: Int) {
    var tail = ErrorTail(room: 15)
    let text = (0..<printed).map { "line \($0)\n" }.joined()
    for part in Array(text.utf8).chunks(of: 7) { tail.append(part) }
    #expect(tail.lines.count == kept)
    guard printed > 15 else { return #expect(tail.lines == (0..<printed).map { "line \($0)" }) }
    #expect(tail.lines.first == "line 0" && tail.lines.last == "line \(printed - 1)")
    #expect(tail.lines[1] == "(\(printed - 14) lines left out)")
  }

  @Test func `a line without an end is kept, and not all of a long one`() {
    var tail = ErrorTail(room: 15)
    tail.append(Array(repeating: UInt8(ascii: "x"), count: 1 << 20)[...])
    #expect(tail.lines.count == 1 && tail.lines[0].utf8.count == 1 << 14)
  }

  @Test func `a run that the system kills says so all the same`() throws {
    let work = try Workspace()
    try work.addPlenty()
    let guarded = try SpawnedProcess(Binary.path, ["run", work.pipeline, "--cron"])
    let isUnderWay = try guarded.runs { (try? work.runs())?.contains(".staging-000001") == true }
    try #require(isUnderWay)
    let worker = try #require(guarded.children.first)
    kill(worker, SIGKILL)
    let result = try guarded.wait()
    #expect(result.code == 128 + SIGKILL)
    #expect(result.errors == "tally: error: run: ended by signal 9 (killed); the next run clears up; run it again\n")
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `a signal is handed on, and the run ends as it does without cron`(_ signal: Int32) throws {
    let work = try Workspace()
    try work.addPlenty()
    let guarded = try SpawnedProcess(Binary.path, ["run", work.pipeline, "--cron"])
    let isUnderWay = try guarded.runs { (try? work.runs())?.contains(".staging-000001") == true }
    try #require(isUnderWay)
    guarded.send(signal)
    let result = try guarded.wait()
    #expect(result.code == 128 + signal)
    #expect(result.lastLine.contains("nothing was published; run it again"))
    #expect(lines(result).first?.contains("run 000001 of 'test' was stopped, exit code \(128 + signal)") == true)
    #expect(try work.runs().isEmpty)
  }
}

extension Array {
  fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
