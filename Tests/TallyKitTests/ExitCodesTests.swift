import Foundation
import Glibc
import PipelineTesting
import Testing

/// How `tally run` ends: the exit code, and the last line on standard error.
struct ExitCodesTests {
  /// A situation, by what it does to a workspace that holds one good report and how it runs it.
  struct Situation: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var code: Int32
    var lastLine: String
    var run: @Sendable (Workspace) throws -> Binary.Result
  }

  static let situations: [Situation] = [
    .init(testDescription: "all is well", code: 0, lastLine: "tally: published run 000001: 1 of 1 documents in ") {
      try $0.run()
    },
    .init(testDescription: "an input is bad", code: 3, lastLine: "1 rejected; see why: cat '") {
      try $0.add("", as: "empty.txt")
      return try $0.run()
    },
    .init(testDescription: "an unknown option", code: 64, lastLine: "See 'tally run --help' for more information.") {
      try $0.run("--job", "2")
    },
    .init(testDescription: "--jobs out of range", code: 64, lastLine: "See 'tally run --help'") {
      try $0.run("--jobs", "0")
    },
    .init(testDescription: "--jobs is no number", code: 64, lastLine: "See 'tally run --help'") {
      try $0.run("--jobs", "many")
    },
    .init(testDescription: "no pipeline", code: 64, lastLine: "See 'tally run --help'") { _ in
      try Binary.run(["run"])
    },
    .init(testDescription: "an unknown command", code: 64, lastLine: "See 'tally --help'") { _ in
      try Binary.run(["rnu"])
    },
    .init(testDescription: "an empty output", code: 64, lastLine: "See 'tally run --help'") {
      try $0.run("--output", "")
    },
    .init(
      testDescription: "a gate holds the run back", code: 65,
      lastLine: "tally: error: gate 'max-rejected': 1 of 2 inputs were rejected, more than 12.5%; nothing was published"
    ) {
      try $0.add("", as: "empty.txt")
      let text = try $0.folder.read("test.yaml")
      try $0.folder.write("gates: { max-rejected: 12.5% }\n" + text, to: "test.yaml")
      return try $0.run()
    },
    .init(
      testDescription: "an empty folder", code: 66,
      lastLine: "tally: error: fetch-files: no input; is the root right, and do the patterns match?"
    ) {
      try $0.run("--set", "fetch-files.include=['*.pdf']")
    },
    .init(
      testDescription: "a missing root", code: 66, lastLine: "tally: error: fetch-files: root 'nowhere' is no folder ("
    ) {
      try $0.run("--set", "fetch-files.root=nowhere")
    },
    .init(
      testDescription: "an output below a file", code: 73, lastLine: ": file exists; choose another with --output"
    ) {
      try $0.run("--output", $0.pipeline + "/below")
    },
    .init(
      testDescription: "an output that nobody can create", code: 73, lastLine: "tally: error: output: cannot create"
    ) {
      try $0.run("--output", "/proc/out")
    },
    .init(testDescription: "a run id that is taken", code: 73, lastLine: "run '000001' exists in '") {
      _ = try $0.run()
      return try $0.run("--run-id", "000001")
    },
    .init(testDescription: "another run holds the lock", code: 75, lastLine: "another run of this pipeline holds '") {
      let path = try $0.folder.write("", to: "out/test/.lock")
      let lock = open(path, O_RDWR | O_CLOEXEC)
      defer { close(lock) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw POSIXError(.EWOULDBLOCK) }
      return try $0.run()
    },
    .init(testDescription: "no such pipeline file", code: 78, lastLine: "tally: 1 mistake in '") { _ in
      try Binary.run(["run", "nowhere.yaml"])
    },
    .init(
      testDescription: "the deadline of the run passes", code: 124, lastLine: "run: longer than 'run-seconds' (0.01)"
    ) {
      try $0.addPlenty()
      let text = try $0.folder.read("test.yaml")
      try $0.folder.write("limits: { run-seconds: 0.01 }\n" + text, to: "test.yaml")
      return try $0.run()
    },
  ]

  @Test(arguments: situations)
  func `a run ends with the code of the contract and says why`(_ situation: Situation) throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let result = try situation.run(work)
    #expect(result.code == situation.code, "\(result.errors)")
    #expect(result.lastLine.contains(situation.lastLine), "\(result.lastLine)")
    #expect(result.output.isEmpty, "standard output is for data")
  }

  @Test func `every mistake of a file is shown in one pass, each at its place`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      version: 7
      name: a/b
      stat: ../State
      max-rejected: 5%
      limits: { document-seconds: 0, run-second: 3 }
      gates: { max-rejected: 200% }
      stages:
        - use: fetch-files
          with: { include: ["*"], max-byte: 4 }
        - use: strip-markpu
        - strip-paywall
        - use: segment-outline
          wiht: {}
        - use: extract-metrics
          catalog: a.yaml
        - use: emit-jsonl
          with: [out]

      """, to: "bad.yaml")
    let result = try Binary.run(["check", path])
    #expect(result.code == 78)
    let mistakes = result.errors.split(separator: "\n").filter { $0.hasPrefix(path) }
    let places = mistakes.map { String($0.dropFirst(path.count + 1).prefix { $0 != ":" }) }
    #expect(places == ["1", "2", "3", "4", "5", "5", "6", "8", "9", "10", "11", "13", "15", "17"])
    #expect(mistakes.allSatisfy { $0.contains(": error: ") }, "\(mistakes)")
    #expect(result.lastLine == "tally: 14 mistakes; correct them and check again")
    #expect(try Binary.run(["run", path]).code == 78)
    #expect(!folder.contains("out"))
  }

  @Test(arguments: [
    (SIGTERM, Int32(143), "SIGTERM"), (SIGINT, 130, "SIGINT"), (SIGHUP, 129, "SIGHUP"), (SIGKILL, 137, nil),
  ])
  func `a run stopped in the middle publishes nothing, and the next clears up`(
    _ signal: Int32, _ code: Int32, _ name: String?
  ) throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "0.txt")
    #expect(try work.run("--run-id", "before").code == 0)
    try work.addPlenty()
    let process = try SpawnedProcess(Binary.path, ["run", work.pipeline])
    let isUnderWay = try process.runs { (try? work.runs())?.contains(".staging-000001") == true }
    try #require(isUnderWay)
    process.send(signal)
    let result = try process.wait()
    #expect(result.code == code)
    if let name {
      #expect(result.lastLine == "tally: error: run: stopped by \(name); nothing was published; run it again")
      #expect(try work.runs() == ["before"])
      let health = try JSON(work.folder.read("out/test/status.json"))
      #expect(health["last_run"]?["status"]?.string == "stopped")
      #expect(health["last_run"]?["exit_code"]?.integer == Int(code))
      #expect(health["last_success"]?["run_id"]?.string == "before")
    } else {
      #expect(try work.runs() == [".staging-000001", "before"])
    }
    #expect(try work.published().manifest.run_id == "before")
    #expect(try work.run("--set", "fetch-files.include=['0.txt', '*1.txt']").code == 0)
    #expect(try work.runs() == ["000001", "before"])
    #expect(try work.published().manifest.run_id == "000001")
  }

  @Test func `a run with a name of its own does not become current again`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    _ = try work.run("--run-id", "zebra")
    _ = try work.run()
    #expect(try work.run("--set", "fetch-files.include=['*.pdf']").code == 66)
    #expect(try work.published().manifest.run_id == "000001")
  }

  @Test(arguments: [["schema", "metrics"], ["stages"], ["text", "REPORT"]])
  func `a reader that goes away ends a command quietly`(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let report = try folder.write(String(repeating: sampleReport, count: 1000), to: "report.txt")
    let words = arguments.map { $0 == "REPORT" ? "'\(report)'" : $0 }.joined(separator: " ")
    // The first reader reads a line, the second nothing at all.
    for reader in ["head -n 1", "true"] {
      let result = try Binary.shell("{ tally \(words); echo $? >'\(folder.path)/code'; } | \(reader)")
      #expect(result.errors.isEmpty, "\(result.errors)")
      #expect(try folder.read("code") == "0\n")
    }
  }

  @Test(arguments: ["schema metrics", "text REPORT"])
  func `output that cannot be written is never exit code 0`(_ command: String) throws {
    let folder = try TemporaryFolder()
    let report = try folder.write(String(repeating: sampleReport, count: 1000), to: "report.txt")
    let result = try Binary.shell("tally \(command.replacing("REPORT", with: report)) >/dev/full")
    #expect(result.code == 74)
    #expect(result.lastLine == "tally: error: standard output cannot be written: no space left on device")
  }
}
