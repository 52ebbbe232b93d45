import Foundation
import PipelineTesting
import Testing

/// Runs the package's own `tally`, as a user of it would.
struct OwnStageTests {
  private struct Ended {
    var code: Int32
    var errors: String
  }

  /// Where the executable is built, beside the bundle of the tests.
  private static let folder: URL? = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path + "/own-tally") {
      folder.deleteLastPathComponent()
    }
    return folder.path == "/" ? nil : folder
  }()

  private func tally(_ arguments: [String]) throws -> Ended {
    let process = Process()
    process.executableURL = Self.folder?.appendingPathComponent("own-tally")
    process.arguments = arguments
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "\(text)")
    return Ended(code: process.terminationStatus, errors: text)
  }

  private func pipeline(in folder: TemporaryFolder, _ stage: String) throws -> String {
    let report = String(repeating: "全年办理法律援助案件若干件。", count: 20)
    try folder.write(report, to: "in/a.txt")
    try folder.write(report + "boom", to: "in/b.txt")
    try folder.write("太短。", to: "in/c.txt")
    try folder.write(report + "末", to: "in/d.txt")
    return try folder.write(
      "name: own\nstages:\n  - use: fetch-files\n    with: { root: in }\n\(stage)  - use: emit-jsonl\n", to: "own.yaml")
  }

  private func sources(_ folder: TemporaryFolder) throws -> [String] {
    struct Row: Decodable { var source: String }
    return try folder.read("out/own/current/documents.jsonl").split(separator: "\n").map {
      try JSONDecoder().decode(Row.self, from: Data($0.utf8)).source
    }
  }

  @Test func `a stage of another package runs in a pipeline`() throws {
    let folder = try TemporaryFolder()
    let file = try pipeline(in: folder, "  - use: drop-short\n    with: { min-length: 100 }\n")
    let ended = try tally(["run", file])
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(try sources(folder) == ["a.txt", "b.txt", "d.txt"])
    #expect(try folder.read("out/own/current/manifest.json").contains("\"too-short\": 1"))
  }

  @Test func `its options are checked like any others`() throws {
    let folder = try TemporaryFolder()
    let file = try pipeline(in: folder, "  - use: drop-short\n    with: { min-lenght: 100 }\n")
    let ended = try tally(["check", file])
    #expect(ended.code == 78)
    #expect(ended.errors.contains("unknown option 'min-lenght' of 'drop-short'; did you mean 'min-length'?"))
  }

  @Test(arguments: ["trap", "overflow", "access"], ["1", "3"])
  func `a stage that crashes costs its document and not the run`(_ how: String, _ jobs: String) throws {
    let folder = try TemporaryFolder()
    let file = try pipeline(in: folder, "  - use: trap-on-word\n    with: { how: \(how) }\n")
    let ended = try tally(["run", file, "--jobs", jobs])
    #expect(ended.code == 3, "\(ended.errors)")
    #expect(try sources(folder) == ["a.txt", "c.txt", "d.txt"])
    let rejects = try folder.read("out/own/current/rejects.jsonl")
    #expect(rejects.contains(#""source":"b.txt""#) && rejects.contains(#""stage":"trap-on-word","code":"crashed""#))
    #expect(!folder.contains("out/own/.crash-notes"))
  }

  @Test func `a crash on a file with a line feed in its name costs that file`() throws {
    let folder = try TemporaryFolder()
    let file = try pipeline(in: folder, "  - use: trap-on-word\n")
    try folder.write("boom", to: "in/e\nf.txt")
    let ended = try tally(["run", file])
    #expect(ended.code == 3, "\(ended.errors)")
    #expect(try sources(folder) == ["a.txt", "c.txt", "d.txt"])
    #expect(ended.errors.contains("tally: warning: 'trap-on-word' crashed on 'b.txt'; the run began anew without it"))
  }

  @Test func `crashes by the dozen stay within the lines that cron mails`() throws {
    let folder = try TemporaryFolder()
    let file = try pipeline(in: folder, "  - use: trap-on-word\n")
    for number in 0..<19 { try folder.write("boom \(number)", to: "in/x\(number).txt") }
    let ended = try tally(["run", file, "--cron"])
    let lines = ended.errors.split(separator: "\n")
    #expect(ended.code == 3 && lines.count <= 15, "\(ended.errors)")
    #expect(lines.contains { $0.hasPrefix("  20 crashed, as 'b.txt': trap-on-word: ") }, "\(ended.errors)")
    #expect(lines.last?.hasPrefix("tally: published run 000001: 3 of 23 documents") == true)
  }

  @Test func `a package that fetches nothing from the web builds no network library`() throws {
    let modules = try #require(Self.folder).appendingPathComponent("Modules").path
    let built = try FileManager.default.contentsOfDirectory(atPath: modules).filter { $0.hasSuffix(".swiftmodule") }
    #expect(built.contains("Stages.swiftmodule"))
    #expect(!built.contains { $0.hasPrefix("NIO") || $0.hasPrefix("AsyncHTTPClient") || $0.hasPrefix("WebFetch") })
  }

  @Test func `the time of a run goes on over its restarts`() throws {
    let folder = try TemporaryFolder()
    let file = try pipeline(in: folder, "  - use: trap-on-word\n")
    for number in 0..<400 { try folder.write("boom \(number)", to: "in/x\(number).txt") }
    let text = try folder.read("own.yaml")
    try folder.write("limits: { run-seconds: 0.2 }\n" + text, to: "own.yaml")
    let ended = try tally(["run", file])
    #expect(ended.code == 124, "\(ended.errors.suffix(300))")
    #expect(!folder.contains("out/own/current"))
  }
}
