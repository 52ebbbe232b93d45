import Foundation
import Glibc
import PipelineKit
import PipelineTesting
import Testing

/// A run that is killed, and what the next one makes of what it left.
struct CrashTests {
  /// How many runs are killed at random moments; more of them are asked for by hand.
  private static let count = ProcessInfo.processInfo.environment["TALLY_CRASHES"].flatMap { Int($0) } ?? 200
  /// In so many workspaces at once.
  private static let workspaces = 2

  private let work: Workspace
  /// The same inputs, whose runs nobody kills.
  private let twin: Workspace

  init() throws {
    let head = "state: State\ngates: { max-rejected: 50% }"
    work = try Workspace(head: head)
    twin = try Workspace(head: head)
    for number in 0..<3 { try add(number, figure: 100) }
    try add("", as: "empty.txt")
  }

  private func add(_ text: String, as name: String) throws {
    for workspace in [work, twin] { try workspace.add(text, as: name) }
  }

  private func add(_ number: Int, figure: Int) throws {
    try add(
      sampleReport.replacing("青禾县", with: "青禾\(["东", "西", "南"][number])县").replacing("1020", with: "\(figure)"),
      as: "\(number).txt")
  }

  /// Every record that the changes of all runs leave, as whoever applies one run after another has them.
  private func applied(_ workspace: Workspace) throws -> Set<String> {
    var records: Set<String> = []
    for run in try workspace.runs() {
      for row in try PublishedRun(workspace.output + "/test/runs/" + run).rows("changes") {
        let record = [row["table"], row["id"]].map { $0?.string ?? "" }.joined(separator: " ")
        switch row["op"]?.string {
        case "insert": #expect(records.insert(record).inserted, "\(record) comes twice")
        case "delete": #expect(records.remove(record) != nil, "\(record) was not there")
        default: #expect(records.contains(record), "\(record) was not there")
        }
      }
    }
    return records
  }

  /// Both have published the same; how often the empty file was met depends on how many runs there were.
  private func expectEqual() throws {
    for table in Table.all where ![Table.changes.name, Table.rejects.name].contains(table.name) {
      #expect(try work.published().bytes(table.file) == twin.published().bytes(table.file), "\(table.name)")
    }
    #expect(try work.published().rejectCodes() == twin.published().rejectCodes())
    #expect(try applied(work) == applied(twin))
    #expect(try work.runs().allSatisfy { !$0.hasPrefix(".") }, "nothing is left aside")
    #expect(try work.runs().last == work.published().manifest.run_id)
  }

  @Test(arguments: FaultPoint.allCases)
  func `killed at any step of publishing, the next run finishes or clears what is left`(_ point: FaultPoint) throws {
    #expect(try work.run().code == 3)
    #expect(try twin.run().code == 3)
    try add(1, figure: 777)
    // What is published twice comes twice to whoever applies the changes of run after run.
    try add(sampleReport.replacing("青禾县", with: "红枫县").replacing("1020", with: "55"), as: "new.txt")
    #expect(try twin.run().code == 3)
    let killed = try Binary.run(["run", work.pipeline], environment: ["TALLY_FAULT_POINT": point.rawValue])
    #expect(killed.code == 128 + SIGKILL)
    // Readers see one run or the other, whole.
    let isPublished = [.linked, .committing, .committed].contains(point)
    #expect(try work.published().manifest.run_id == (isPublished ? "000002" : "000001"))
    let again = try work.run()
    #expect(again.code == 3, "\(again.errors)")
    try expectEqual()
    #expect(try work.run().code == 3)
    try expectEqual()
  }

  /// From when on a run is killed, a random time later.
  ///
  /// Times from the start alone would often miss the short steps, and more so on a machine that is busy.
  private enum Since: CaseIterable {
    case start, staging, publication
  }

  /// What a killed run had done, as far as its folders tell.
  private enum Progress: Hashable {
    case nothing, staged, renamed, published, ended
  }

  /// Starts a run, kills it, and says how far it was.
  private func kill(since: Since, after microseconds: Int) throws -> Progress {
    let folders = RunFolders(output: work.output, name: "test")
    let (current, published) = (folders.current, folders.published)
    let process = try SpawnedProcess(Binary.path, ["run", work.pipeline])
    _ = try process.runs(polling: 200) {
      switch since {
      case .start: true
      case .staging: isStaging || folders.current != current
      case .publication: folders.current != current
      }
    }
    usleep(UInt32(microseconds))
    process.send(SIGKILL)
    guard try process.wait().code == 128 + SIGKILL else { return .ended }
    if folders.current != current { return .published }
    if folders.published != published { return .renamed }
    return isStaging ? .staged : .nothing
  }

  private var isStaging: Bool { (try? work.runs().contains { $0.hasPrefix(".") }) ?? false }

  @Test(arguments: 0..<workspaces)
  func `killed at random moments and started again, runs publish what undisturbed ones do`(_ part: Int) throws {
    var generator = SeededGenerator(seed: UInt64(7 + part))
    #expect(try work.run().code == 3)
    let start = Date()
    #expect(try work.run().code == 3)
    let duration = Date().timeIntervalSince(start) * 1e6
    var hits: [Progress: Int] = [:]
    for round in 0..<Self.count / Self.workspaces {
      try add(round % 3, figure: 1000 + generator.below(9000))
      let since = Since.allCases[round % Since.allCases.count]
      // About what is left of a run from there on.
      let most = duration * (since == .start ? 1.1 : since == .staging ? 0.5 : 0.1)
      hits[try kill(since: since, after: Int(most * Double(generator.below(1000)) / 1000)), default: 0] += 1
      if generator.below(3) > 0 {
        let again = try work.run()
        #expect(again.code == 3, "\(again.errors)")
      }
    }
    let last = try work.run()
    #expect(last.code == 3, "\(last.errors)")
    #expect(try twin.run().code == 3)
    try expectEqual()
    // A kill that always came too late or too early would show nothing.
    for progress in [Progress.nothing, .staged, .published] { #expect(hits[progress, default: 0] > 2, "\(hits)") }
  }

  /// Whether a file system can be mounted here, as root may.
  private static let canMount: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    guard mount("tmpfs", folder.path, "tmpfs", 0, "size=64k") == 0 else { return false }
    umount2(folder.path, Int32(MNT_DETACH))
    return true
  }()

  @Test(.enabled(if: canMount, "only root may mount a small file system"), arguments: [64, 200])
  func `a full disk publishes nothing, and the next run goes on`(_ kilobytes: Int) throws {
    #expect(try twin.run().code == 3)
    let disk = work.folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try #require(mount("tmpfs", disk, "tmpfs", 0, "size=\(kilobytes)k") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    let text = try work.folder.read("test.yaml").replacing("state: State", with: "state: disk/State")
      .replacing("use: emit-jsonl", with: "use: emit-jsonl\n    with: { directory: disk/out }")
    try work.folder.write(text, to: "test.yaml")
    // The disk is full at some moment of the first run, or of one that follows.
    var failed: Binary.Result?
    for _ in 0..<8 where failed == nil {
      let result = try work.run("--full")
      if result.code != 3 { failed = result }
    }
    let failure = try #require(failed)
    #expect([73, 74].contains(failure.code), "\(failure.errors)")
    #expect(
      failure.lastLine.contains("no space left") || failure.lastLine.contains("no space is left"), "\(failure.lastLine)"
    )
    try #require(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "size=8m") == 0)
    let again = try work.run()
    #expect(again.code == 3, "\(again.errors)")
    let published = try PublishedRun(disk + "/out/test/current")
    for table in [Table.documents, .segments, .metrics, .checks, .duplicates] {
      #expect(try published.bytes(table.file) == twin.published().bytes(table.file), "\(table.name)")
    }
  }

  @Test(
    .enabled(if: canMount, "only root may mount a file system that nobody may write to"), arguments: ["out", "State"])
  func `a folder that cannot be written to leaves yesterday's data`(_ name: String) throws {
    #expect(try work.run().code == 3)
    let folder = work.folder.path + "/" + name
    try #require(mount(folder, folder, "none", UInt(MS_BIND), nil) == 0)
    defer { umount2(folder, Int32(MNT_DETACH)) }
    try #require(mount("none", folder, "none", UInt(MS_BIND | MS_REMOUNT | MS_RDONLY), nil) == 0)
    let result = try work.run()
    #expect([73, 74].contains(result.code), "\(result.errors)")
    #expect(try work.published().manifest.run_id == "000001")
    #expect(result.lastLine.contains("read-only"), "\(result.lastLine)")
  }
}
