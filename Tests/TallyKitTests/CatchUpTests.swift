import Foundation
import Glibc
import PipelineKit
import PipelineTesting
import Testing

@testable import TallyKit

/// `tally run --if-older-than`.
struct CatchUpTests {
  @Test(arguments: [
    ("90s", 90.0), ("20m", 1200), ("25h", 90_000), ("2d", 172_800), ("25", nil), ("h", nil), ("0h", nil), ("-1h", nil),
    ("+1h", nil), ("1.5h", nil), ("25 h", nil), ("２h", nil), ("", nil),
  ])
  func `an age is a whole number with its unit`(_ text: String, _ seconds: Double?) {
    #expect(Age(argument: text)?.seconds == seconds)
  }

  /// The folder of a pipeline whose last run began so many hours ago and ended with `code`.
  private func folders(_ folder: TemporaryFolder, hours: Double, code: Int, now: Date) throws -> RunFolders {
    let began = now.addingTimeInterval(-hours * 3600).formatted(.iso8601)
      .replacing("Z", with: ".000Z")
    try folder.write(
      """
      { "last_run": { "run_id": "000007", "status": "failed", "exit_code": \(code), "message": null,
        "started": "\(began)", "ended": "\(began)" } }
      """, to: "test/status.json")
    return RunFolders(output: folder.path, name: "test")
  }

  @Test(arguments: [
    (24.0, 65, "the last run failed, 1 day ago"), (2, 124, "the last run failed, 2 hours ago"), (26, 65, nil),
    (2, 69, nil), (2, 129, nil), (2, 130, nil), (2, 143, nil), (-5, 65, nil),
  ])
  func `a failed run counts as run, unless it was stopped or nobody was there`(
    _ hours: Double, _ code: Int, _ hindrance: String?
  ) throws {
    let (folder, now) = (try TemporaryFolder(), Date())
    let folders = try folders(folder, hours: hours, code: code, now: now)
    #expect(try CatchUp(folders: folders, now: now).hindrance(Age(argument: "25h")!) == hindrance)
  }

  @Test func `a run is caught up for once, and not beside one that is under way`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let first = try work.run("--if-older-than", "25h")
    #expect(first.code == 0 && first.lastLine.hasPrefix("tally: published run 000001"))
    let second = try work.run("--if-older-than", "25h")
    #expect(second.code == 0 && second.lastLine == "tally: nothing to do: run 000001 began a moment ago")
    #expect(try work.run("--if-older-than", "25h", "--cron").errors.isEmpty)
    #expect(try work.runs() == ["000001"])
    // A day and a half goes by.
    let path = "out/test/runs/000001/manifest.json"
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for file in [path, "out/test/status.json"] {
      let began = try JSON(work.folder.read(file))
      let time = try #require((began["started"] ?? began["last_run"]?["started"])?.string)
      let past = Date(timeIntervalSinceNow: -130_000).formatted(style)
      try work.folder.write(work.folder.read(file).replacing(time, with: past), to: file)
    }
    let lock = open(work.output + "/test/.lock", O_RDWR | O_CLOEXEC)
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let beside = try work.run("--if-older-than", "25h")
    #expect(beside.code == 0 && beside.lastLine == "tally: nothing to do: a run is under way")
    close(lock)
    #expect(try work.run("--if-older-than", "25h").lastLine.hasPrefix("tally: published run 000002"))
    #expect(try work.run("--if-older-than", "25", "--cron").code == 64)
    #expect(try work.run("--if-older-than", "25h", "--accept").code == 64)
  }
}
