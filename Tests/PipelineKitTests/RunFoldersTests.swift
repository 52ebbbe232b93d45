import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct RunFoldersTests {
  private func publish(_ texts: [String], in folder: TemporaryFolder) throws {
    var settings = Runner.Settings()
    settings.output = folder.path
    _ = try Runner(.of(ListTexts(texts), WriteTables()), settings: settings).run()
  }

  private func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/test/runs").sorted()
  }

  @Test func `runs are numbered, and current leads to the last`() throws {
    let folder = try TemporaryFolder()
    try publish(["a"], in: folder)
    try publish(["a", "b"], in: folder)
    #expect(try names(folder) == ["000001", "000002"])
    #expect(try folder.read("test/current/documents.jsonl").split(separator: "\n").count == 2)
    let first = try folder.read("test/runs/000001/changes.jsonl").split(separator: "\n")
    #expect(
      first == [#"{"schema":"tally.change/1","op":"insert","table":"documents","id":"\#(RecordID(source: "0.txt"))"}"#])
    let second = try folder.read("test/runs/000002/changes.jsonl").split(separator: "\n")
    #expect(second.count == 1 && second[0].contains("\"\(RecordID(source: "1.txt"))\""))
  }

  @Test func `what changed and what went is said by id`() throws {
    let folder = try TemporaryFolder()
    try publish(["a", "b"], in: folder)
    try publish(["x"], in: folder)
    let changes = try folder.read("test/current/changes.jsonl").split(separator: "\n")
    let ids = (update: RecordID(source: "0.txt"), delete: RecordID(source: "1.txt"))
    let wanted = [(ids.update, "update"), (ids.delete, "delete")].sorted { $0.0 < $1.0 }.map { id, op in
      #"{"schema":"tally.change/1","op":"\#(op)","table":"documents","id":"\#(id)"}"#
    }
    #expect(changes.map(String.init) == wanted)
  }

  @Test func `the manifest says what each file holds`() throws {
    let folder = try TemporaryFolder()
    try publish(["a", "b", "c"], in: folder)
    let data = Data(try folder.read("test/current/manifest.json").utf8)
    let manifest = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let files = try #require(manifest["files"] as? [[String: Any]])
    #expect(files.count == Table.all.count)
    for file in files {
      let name = try #require(file["name"] as? String)
      let text = try folder.read("test/current/" + name)
      #expect(file["bytes"] as? Int == text.utf8.count)
      #expect(file["rows"] as? Int == text.split(separator: "\n").count)
      #expect(file["sha256"] as? String == Digest.sha256(Array(text.utf8)))
    }
  }

  @Test func `what a killed run left is cleared by the next`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{", to: "test/runs/.staging-000001/documents.jsonl")
    try publish(["a"], in: folder)
    #expect(try names(folder) == ["000001"])
  }

  @Test func `a run that was renamed but not linked is rolled forward`() throws {
    let folder = try TemporaryFolder()
    try publish(["a"], in: folder)
    try publish(["a", "b"], in: folder)
    let link = folder.path + "/test/current"
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "runs/000001")
    let folders = RunFolders(output: folder.path, name: "test")
    try folders.recover()
    #expect(folders.current == "000002")
  }

  @Test func `two runs at once: the second is told to wait`() throws {
    let folder = try TemporaryFolder()
    let lock = try RunLock(folder: folder.path + "/test")
    #expect {
      try publish(["a"], in: folder)
    } throws: { error in
      (error as? RunFailure)?.kind == .locked
    }
    withExtendedLifetime(lock) {}
  }

  @Test func `a run id is used once`() throws {
    let folder = try TemporaryFolder()
    var settings = Runner.Settings()
    settings.output = folder.path
    settings.runID = "first"
    let pipeline = Pipeline.of(ListTexts(["a"]), WriteTables())
    #expect(try Runner(pipeline, settings: settings).run().runID == "first")
    #expect {
      try Runner(pipeline, settings: settings).run()
    } throws: { error in
      (error as? RunFailure)?.kind == .cannotCreate
    }
  }

  @Test func `a link that leads nowhere is said with a way out`() throws {
    let folder = try TemporaryFolder()
    try publish(["a"], in: folder)
    try FileManager.default.removeItem(atPath: folder.path + "/test/runs/000001")
    #expect {
      try publish(["a"], in: folder)
    } throws: { error in
      (error as? RunFailure)?.kind == .inputOutput && (error as? RunFailure)?.message.contains("remove '") == true
    }
  }

  @Test func `a descriptor that is not the lock's is not taken for it`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/test"
    let lock = try RunLock(folder: path, inherited: 0)
    #expect(lock.descriptor != 0)
    let again = try RunLock(folder: path, inherited: lock.descriptor)
    #expect(again.descriptor == lock.descriptor)
    #expect(throws: RunFailure.self) { try RunLock(folder: path) }
    withExtendedLifetime(lock) {}
  }

  @Test func `notes of crashes name any file, and one that comes back ends the run`() throws {
    let folder = try TemporaryFolder()
    try folder.write("strip\0a\nb\t.txt\0emit\0c.txt\0", to: "notes")
    #expect(try CrashRestart.read(notes: folder.path + "/notes") == ["a\nb\t.txt": "strip", "c.txt": "emit"])
    #expect(try CrashRestart.read(notes: folder.path + "/none").isEmpty)
    try folder.write("strip\0a\0strip\0a\0", to: "notes")
    #expect(throws: RunFailure.self) { try CrashRestart.read(notes: folder.path + "/notes") }
  }
}
