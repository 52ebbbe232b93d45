import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct GateTests {
  private func run(
    _ texts: [String], in folder: TemporaryFolder, _ gates: Pipeline.Gates = Pipeline.Gates(),
    retention: Pipeline.Retention = Pipeline.Retention()
  ) throws -> Runner.Report {
    var pipeline = Pipeline.of(ListTexts(texts), ObeyText(), OutlineWhole(), AddMetric(), WriteTables())
    pipeline.gates = gates
    pipeline.retention = retention
    return try runner(pipeline, folder).run()
  }

  private func runner(_ pipeline: Pipeline, _ folder: TemporaryFolder) -> Runner {
    var settings = Runner.Settings()
    settings.output = folder.path
    return Runner(pipeline, settings: settings)
  }

  private func message(_ body: () throws -> Runner.Report) -> String {
    do {
      _ = try body()
      return ""
    } catch { return (error as? RunFailure)?.kind == .heldBack ? (error as? RunFailure)?.message ?? "" : "\(error)" }
  }

  @Test func `budgets are counts or shares, for the run and for each stage`() throws {
    let folder = try TemporaryFolder()
    let texts = ["keep 1", "reject 2", "reject 3", "unreadable 4"]
    var gates = Pipeline.Gates()
    gates.maxRejected = .count(3)
    gates.maxRejectedByStage = ["obey-text": .share(Share(0.67))]
    #expect(try run(texts, in: folder, gates).books.published == 1)
    gates.maxRejectedByStage["obey-text"] = .count(1)
    gates.maxRejected = .count(2)
    #expect(
      message { try run(texts, in: folder, gates) }.hasPrefix(
        "gate 'max-rejected': 3 of 4 inputs were rejected, more than 2; "
          + "gate 'max-rejected-by-stage': 'obey-text' rejected 2 of 3, more than 1; nothing was published"))
  }

  @Test func `what is usual is the median of the last runs, not the last one`() throws {
    let folder = try TemporaryFolder()
    let long = "keep " + String(repeating: "字", count: 3000)
    _ = try run([long], in: folder)
    _ = try run([long], in: folder)
    // An odd night without a gate.
    _ = try run(["keep 1"], in: folder)
    var gates = Pipeline.Gates()
    gates.minTextPerDocumentRatio = Share(0.5)
    let found = message { try run(["keep 2"], in: folder, gates) }
    #expect(found.hasPrefix("gate 'min-text-per-document-ratio': "), "\(found)")
    #expect(found.contains("in the median of 3 runs; nothing was published"), "\(found)")
    #expect(try run([long], in: folder, gates).books.published == 1)
  }

  @Test func `documents that lack a required metric are counted, whatever their order`() throws {
    let table = { (rows: [(document: Int, metric: String?)]) -> [UInt8] in
      var encoder = RecordEncoder()
      for (document, metric) in rows {
        var one = Document(text: "1件", source: "\(document)")
        one.metrics = [Metric(range: 0..<1, sentence: 0..<1, label: "x", value: 1, unit: "件", rule: "r")]
        one.metrics[0].metric = metric
        if document % 2 == 0 {
          one.metrics[0].segment = nil
        } else {
          one.outline = [Segment(range: 0..<1, level: 1, marker: "", title: "", role: "other", parent: nil)]
          one.metrics[0].segment = 0
        }
        encoder.encode(one)
      }
      return encoder.metrics.bytes
    }
    let bytes = table([(1, "a.b"), (1, "a.b"), (2, "a.b"), (3, "a.bc"), (4, nil), (5, "a.b")])
    #expect(bytes.withUnsafeBytes { GateKeeper.documents(with: "a.b", in: $0) } == 3)
    #expect(bytes.withUnsafeBytes { GateKeeper.documents(with: "a", in: $0) } == 0)
    let folder = try TemporaryFolder()
    var gates = Pipeline.Gates()
    gates.requiredMetrics = ["a.b": .share(Share(0.5))]
    #expect(
      message { try run(["keep 1", "keep 2"], in: folder, gates) }.hasPrefix(
        "gate 'required-metrics': 2 of 2 documents have no 'a.b', more than 50%; nothing was published"))
  }

  @Test func `a run that is held back waits aside until it is accepted or another is published`() throws {
    let folder = try TemporaryFolder()
    let folders = RunFolders(output: folder.path, name: "test")
    var strict = Pipeline.Gates()
    strict.maxRejected = .count(0)
    _ = try run(["keep 1"], in: folder)
    #expect(message { try run(["keep 2", "reject 3"], in: folder, strict) } != "")
    #expect(folders.current == "000001")
    #expect(try folder.read("test/held-back/documents.jsonl").contains("keep 2"))
    let pipeline = Pipeline.of(ListTexts([]), WriteTables())
    #expect(try runner(pipeline, folder).accept().runID == "000002")
    #expect(folders.current == "000002" && folders.heldBack == nil)
    #expect(try folder.read("test/current/changes.jsonl").contains("\"op\":\"update\""))
    #expect(throws: RunFailure.self) { try runner(pipeline, folder).accept() }
    // One that is overtaken goes.
    #expect(message { try run(["keep 4", "reject 3"], in: folder, strict) } != "")
    _ = try run(["keep 5"], in: folder, strict)
    #expect(folders.heldBack == nil && folders.current == "000003")
  }

  @Test func `runs go that neither their number nor their age keeps`() throws {
    let folder = try TemporaryFolder()
    for _ in 1...5 { _ = try run(["keep 1"], in: folder) }
    let folders = RunFolders(output: folder.path, name: "test")
    _ = try run(["keep 1"], in: folder, retention: .init(keepRuns: 3, keepDays: 1))
    #expect(folders.published.count == 6, "all are of today")
    _ = try run(["keep 1"], in: folder, retention: .init(keepRuns: 3))
    #expect(folders.published == ["000005", "000006", "000007"])
    _ = try run(["keep 1"], in: folder, retention: .init(keepDays: 0))
    #expect(folders.published == ["000007", "000008"], "the current run and the one before it stay")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/test/runs").count == 2)
  }
}
