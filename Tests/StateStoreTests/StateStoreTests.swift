import Foundation
import GRDB
import Glibc
import PipelineKit
import PipelineTesting
import Testing

@testable import StateStore

struct StateStoreTests {
  private func failure(_ body: () throws -> Void) -> RunFailure? {
    do {
      try body()
      return nil
    } catch { return error as? RunFailure }
  }

  private func findings(run: String, leg: LegFingerprint) -> RunFindings {
    var layout = RunLayout(folder: "/out/\(run)", manifest: "m", sinks: "s", files: ["a.jsonl", "b.jsonl"])
    let isLayout = layout.append([1] + [UInt8](repeating: 7, count: 16) + [3, 1, 9, 0, 0, 0])
    #expect(isLayout)
    let kept = RememberedInput(
      source: "a/甲.txt", validator: "1.2", revision: "r", content: .max, leg: leg.fingerprint,
      outcome: .kept(signatures: [[1, 2, 3], []], counts: ["x": -2]), run: run,
      layers: LayerPlace(file: 3, start: 1 << 33, count: 0))
    let dropped = RememberedInput(
      source: "b", validator: nil, revision: nil, content: nil, leg: leg.fingerprint,
      outcome: .dropped(stage: 3, reason: "too-short"), run: run)
    let rejected = RememberedInput(
      source: "c", validator: nil, revision: "q", content: 0, leg: leg.fingerprint,
      outcome: .rejected(stage: 0, Failure(code: "empty", "is empty")), run: run)
    return RunFindings(
      run: RunRecord(id: run, status: .published, started: 1.5, ended: 2.5, fingerprint: "f"),
      changed: RememberedInputs([kept, dropped, rejected]), gone: [], layout: layout, legs: [leg],
      rejects: [
        RejectRecord(
          source: "c", revision: "q", stage: "fetch", failure: Failure(code: "empty", "is empty"), attempts: 2,
          firstSeen: "000001")
      ])
  }

  private let leg = LegFingerprint(
    steps: [.init(name: "fetch", version: 1, options: ["root": "d"], files: ["c.yaml": "e"])])

  private func sources(_ memory: RunMemory) throws -> Set<String> {
    var sources: Set<String> = []
    try memory.inputs.forEach { sources.insert($0.source) }
    return sources
  }

  @Test func `what was committed is remembered`() throws {
    let folder = try TemporaryFolder()
    let findings = findings(run: "000001", leg: leg)
    do {
      let state = try StateStore(folder: folder.path + "/State", name: "test")
      #expect(try state.memory().inputs.isEmpty)
      try state.commit(findings)
    }
    let state = try StateStore(folder: folder.path + "/State", name: "test")
    var memory = try state.memory()
    #expect(try sources(memory) == ["a/甲.txt", "b", "c"])
    try findings.changed.forEach { #expect(memory.inputs[$0.id] == $0) }
    #expect(memory.layout == findings.layout)
    #expect(memory.legs == [leg.fingerprint: leg])
    var next = findings
    next.changed = RememberedInputs()
    next.gone = [RecordID(source: "a/甲.txt")]
    next.layout = nil
    try state.commit(next)
    memory = try state.memory()
    #expect(try sources(memory) == ["b", "c"])
    #expect(memory.layout == nil)
  }

  @Test func `a second process is told to wait`() throws {
    let folder = try TemporaryFolder()
    let state = try StateStore(folder: folder.path, name: "test")
    #expect(failure { _ = try StateStore(folder: folder.path, name: "test") }?.kind == .locked)
    #expect(failure { _ = try StateStore(folder: folder.path, name: "other") } == nil)
    withExtendedLifetime(state) {}
  }

  @Test(arguments: [0, 30, 4096])
  func `a damaged file is said with a way out`(_ place: Int) throws {
    let folder = try TemporaryFolder()
    do {
      let state = try StateStore(folder: folder.path, name: "test")
      for run in 0..<40 { try state.commit(findings(run: "\(run)", leg: leg)) }
    }
    let path = folder.path + "/test.sqlite"
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seek(toOffset: UInt64(place))
    try file.write(contentsOf: Data(repeating: 0xA5, count: 3000))
    try file.close()
    let failure = failure { _ = try StateStore(folder: folder.path, name: "test").memory() }
    #expect(failure?.kind == .inputOutput)
    let message = failure?.message ?? ""
    #expect(message.hasPrefix("state: '\(path)' is damaged"), "\(message)")
    #expect(message.hasSuffix("'tally state rebuild PIPELINE' makes it anew from the published runs"))
  }

  @Test func `a file of a newer version is left alone`() throws {
    let folder = try TemporaryFolder()
    do {
      let state = try StateStore(folder: folder.path, name: "test")
      try state.database.write { db in
        try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('from the future')")
      }
    }
    let failure = failure { _ = try StateStore(folder: folder.path, name: "test") }
    #expect(failure?.kind == .inputOutput)
    #expect(failure?.message.contains("was written by a newer version of tally") == true)
  }

  @Test func `a folder that cannot be made says so`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "file")
    #expect(failure { _ = try StateStore(folder: path + "/below", name: "test") }?.kind == .cannotCreate)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func `a folder that nobody may write to says so`() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    #expect(failure { _ = try StateStore(folder: folder.path, name: "test") }?.kind == .cannotCreate)
  }

  @Test func `file systems over a network are told by the kernel's list of mounts`() throws {
    let mounts = """
      22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
      90 22 0:51 / /mnt/reports rw,relatime shared:44 master:2 - nfs4 server:/reports rw,vers=4.2
      91 22 0:52 / /dev/shm rw - tmpfs tmpfs rw

      """
    #expect(NetworkFileSystem.kind(ofDevice: "0:51", in: mounts) == "nfs4")
    #expect(NetworkFileSystem.kind(ofDevice: "0:52", in: mounts) == nil)
    #expect(NetworkFileSystem.kind(ofDevice: "254:0", in: mounts) == nil)
    #expect(NetworkFileSystem.kind(ofDevice: "0:5", in: mounts) == nil)
    let folder = try TemporaryFolder()
    #expect(NetworkFileSystem.kind(of: folder.path) == nil)
  }
}
