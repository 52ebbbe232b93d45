import Foundation
import PipelineKit
import PipelineTesting
import Testing

/// `state:` in a pipeline file, as its user sees it.
struct IncrementalRunTests {
  private func workspace(reports: Int = 6) throws -> Workspace {
    let work = try Workspace(head: "state: State")
    for number in 0..<reports { try add(number, to: work) }
    return work
  }

  private func add(_ number: Int, to work: Workspace, cases: Int = 128) throws {
    // Each body has figures of its own, lest they be copies of one report.
    let text = sampleReport.replacing("青禾县", with: "青禾\(["东", "西", "南", "北", "中", "上", "下"][number % 7])县")
      .replacing("1020", with: "\(1020 + 13 * number)").replacing("96", with: "\(40 + 3 * number)")
    try work.add(text.replacing("128", with: "\(cases + 7 * number)"), as: "\(number).txt")
  }

  /// Waits until changes of the files would show: within two seconds of the last they would not.
  private func pause() { Thread.sleep(forTimeInterval: 3.1) }

  /// The tables of a full run that follows the same previous runs.
  private func fullTables(_ work: Workspace, _ arguments: [String] = []) throws -> [String: [UInt8]] {
    let twin = work.folder.path + "/twin"
    if FileManager.default.fileExists(atPath: twin) { try FileManager.default.removeItem(atPath: twin) }
    try FileManager.default.copyItem(atPath: work.output, toPath: twin)
    // Without its state the pipeline knows nothing of earlier runs.
    let text = try work.folder.read("test.yaml").replacing("state: State", with: "")
    let path = try work.folder.write(text, to: "stateless.yaml")
    let result = try Binary.run(["run", path, "--output", twin] + arguments)
    #expect(result.code == 0 || result.code == 3, "\(result.errors)")
    return try PublishedRun(twin + "/test/current").tables()
  }

  @Test func `nights with built-in stages publish what full runs would`() throws {
    let work = try workspace()
    #expect(try work.run().code == 0)
    pause()
    // Nothing has changed.
    var expected = try fullTables(work)
    var result = try work.run()
    #expect(result.lastLine.contains("6 unchanged"), "\(result.lastLine)")
    #expect(try work.published().tables() == expected)
    // One changes, one is a new copy of another, one goes, one is broken.
    try add(1, to: work, cases: 300)
    try work.add(try work.folder.read("reports/2.txt") + "打印本页\n", as: "2-copy.txt")
    try FileManager.default.removeItem(atPath: work.folder.path + "/reports/3.txt")
    try work.add([0xFF, 0x00, 0x81], as: "broken.txt")
    expected = try fullTables(work)
    result = try work.run()
    #expect(result.code == 3)
    #expect(try work.published().tables() == expected)
    // The one that stood for its copy goes: the copy stands now.
    let standing = try work.published().rows("documents").first { $0["duplicate_of"] != .null }
    let copy = try #require(standing?["source"]?.string)
    try FileManager.default.removeItem(
      atPath: work.folder.path + "/reports/" + (copy == "2.txt" ? "2-copy.txt" : "2.txt"))
    expected = try fullTables(work)
    #expect(try work.run().code == 3)
    #expect(try work.published().tables() == expected)
    #expect(try work.published().rows("documents").allSatisfy { $0["duplicate_of"] == .null })
    // An option changes.
    expected = try fullTables(work, ["--set", "strip-paywall.drop-notice-lines=false"])
    #expect(try work.run("--set", "strip-paywall.drop-notice-lines=false").code == 3)
    #expect(try work.published().tables() == expected)
  }

  @Test(
    arguments: [
      ("strip-markup.favor=precision", "strip-markup"), ("strip-paywall.drop-notice-lines=false", "strip-paywall"),
      ("extract-metrics.catalog=catalog.yaml", "extract-metrics"), ("dedupe.fold=[exact]", "dedupe"),
    ])
  func `an option that changes redoes the stages from its own on, and publishes what a full run would`(
    _ option: String, _ first: String
  ) throws {
    let work = try Workspace(head: "state: State")
    for path in try FileManager.default.subpathsOfDirectory(atPath: Binary.repository + "/Data/Reports") {
      let from = Binary.repository + "/Data/Reports/" + path
      if let bytes = FileManager.default.contents(atPath: from), !path.hasSuffix(".warc") {
        try work.add([UInt8](bytes), as: path.replacing("/", with: "-"))
      }
    }
    let catalog = try String(contentsOfFile: Binary.repository + "/Pipelines/Catalogs/judicial.yaml", encoding: .utf8)
    try work.folder.write(catalog, to: "catalog.yaml")
    pause()
    #expect([0, 3].contains(try work.run().code))
    let plan = try Binary.run(["plan", work.pipeline, "--why", "--set", option])
    let redone = first == "dedupe" ? "redone: dedupe" : "redone: \(first) to audit-arithmetic"
    #expect(plan.output.contains("again: unchanged, but '\(option.prefix { $0 != "." })' option"), "\(plan.output)")
    // The pages themselves are not kept: they are read again where they are to be stripped otherwise.
    let isFetched = first == "strip-markup"
    #expect(plan.output.contains(isFetched ? "redone: fetch-files to audit" : redone), "\(plan.output)")
    let expected = try fullTables(work, ["--set", option])
    let result = try work.run("--set", option)
    #expect([0, 3].contains(result.code))
    #expect(try work.published().tables() == expected)
    // The stages before it have taken no time.
    let idle = try work.published().manifest.stages.prefix { $0.stage != first }.filter { $0.stage != "fetch-files" }
    #expect(idle.allSatisfy { $0.cpu_seconds == 0 }, "\(idle)")
  }

  @Test func `--full works on every input`() throws {
    let work = try workspace(reports: 2)
    #expect(try work.run().code == 0)
    let result = try work.run("--full")
    #expect(result.code == 0 && !result.lastLine.contains("unchanged"), "\(result.lastLine)")
  }

  @Test func `a damaged state ends the run with 74 and publishes nothing`() throws {
    let work = try workspace(reports: 2)
    #expect(try work.run().code == 0)
    try work.folder.write("no database at all, but long enough to be taken for one\n", to: "State/test.sqlite")
    let result = try work.run()
    #expect(result.code == 74)
    #expect(result.lastLine.contains("is damaged"), "\(result.lastLine)")
    #expect(try work.runs() == ["000001"])
  }

  @Test func `a part of the inputs neither reads nor changes the state`() throws {
    let work = try workspace(reports: 3)
    #expect(try work.run().code == 0)
    #expect(try work.run("--limit", "1").code == 0)
    pause()
    #expect(try work.run().lastLine.contains("3 unchanged"))
  }

  @Test func `a file written within the last two seconds is read again`() throws {
    let work = try workspace(reports: 1)
    _ = try work.run()
    let before = try work.published().tables()
    // Another text of the same length, at once: only reading it tells.
    let text = try work.folder.read("reports/0.txt")
    try work.add(text.replacing("350", with: "530"), as: "0.txt")
    _ = try work.run()
    #expect(try work.published().tables()["metrics"] != before["metrics"])
  }
}
