import Foundation
import PipelineTesting
import Synchronization
import Testing

@testable import PipelineKit

struct RunnerTests {
  private func run(
    _ pipeline: Pipeline, in folder: TemporaryFolder, jobs: Int = 2, limit: Int? = nil,
    cancellation: Cancellation = Cancellation()
  ) throws -> Runner.Report {
    var settings = Runner.Settings()
    settings.jobs = jobs
    settings.limit = limit
    settings.output = folder.path
    return try Runner(pipeline, settings: settings, cancellation: cancellation).run()
  }

  private func failure(of run: () throws -> Runner.Report) -> RunFailure? {
    do {
      _ = try run()
      return nil
    } catch { return error as? RunFailure }
  }

  @Test func `every way that a document can end is booked, and the books balance`() throws {
    let folder = try TemporaryFolder()
    let texts = ["keep 1", "drop 2", "reject 3", "throw 4", "unreadable 5", "keep 6"]
    let report = try run(.of(ListTexts(texts), ObeyText(), WriteTables()), in: folder)
    #expect(report.books.listed == 6)
    #expect(report.books.published == 2)
    #expect(report.books.dropped == 1)
    #expect(report.books.rejected == 3)
    #expect(report.books.steps.map(\.in) == [6, 5, 2])
    #expect(report.books.steps[1].dropped == ["told-to": 1])
    let rejects = try folder.read("test/current/rejects.jsonl").split(separator: "\n")
    #expect(rejects.count == 3)
    #expect(rejects[0].contains(#""source":"2.txt""#) && rejects[0].contains(#""code":"told-to""#))
    #expect(rejects[1].contains(#""code":"stage-failed""#))
    #expect(rejects[2].contains(#""stage":"list-texts""#) && rejects[2].contains(#""class":"transient""#))
  }

  @Test func `what a source finds to be no input while it fetches is dropped and counted`() throws {
    let folder = try TemporaryFolder()
    let report = try run(.of(ListTexts(["keep 1", "picture 2", "keep 3"]), ObeyText(), WriteTables()), in: folder)
    #expect(report.books.published == 2 && report.books.dropped == 1 && report.books.rejected == 0)
    #expect(report.books.steps[0].dropped == ["no-text": 1])
    #expect(report.books.steps.map(\.in) == [3, 2, 2])
  }

  @Test(arguments: 0..<UInt64(40))
  func `books balance and bytes are equal under random outcomes and any number of jobs`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let words = ["keep", "keep", "drop", "reject", "throw", "unreadable"]
    let texts = (0..<30).map { _ in
      "\(words[Int.random(in: 0..<6, using: &generator)]) \(Int.random(in: 0..<9, using: &generator))"
    }
    let pipeline = Pipeline.of(ListTexts(texts), ObeyText(), AddWord(), OutlineWhole(), KeepFirst(), WriteTables())
    let first = try TemporaryFolder()
    let second = try TemporaryFolder()
    let report = try run(pipeline, in: first, jobs: 1)
    _ = try run(pipeline, in: second, jobs: 4)
    #expect(report.books.steps.filter { !$0.isBalanced }.isEmpty)
    #expect(report.books.listed == report.books.published + report.books.dropped + report.books.rejected)
    for table in Table.all {
      let path = "test/current/\(table.file)"
      #expect(try first.read(path) == second.read(path), "\(table.name)")
    }
  }

  @Test(arguments: [1, 4])
  func `what stages count is summed up over the published documents`(jobs: Int) throws {
    let folder = try TemporaryFolder()
    // The last is a copy of the first and is dropped after it was counted.
    let texts = ["count 1", "keep 2", "count 3", "drop 4", "count 1"]
    let report = try run(.of(ListTexts(texts), ObeyText(), KeepFirst(), WriteTables()), in: folder, jobs: jobs)
    #expect(report.books.counts == ["told": 4, "a": 2])
    let manifest = try folder.read("test/current/manifest.json").filter { !$0.isWhitespace }
    #expect(manifest.contains(#""counts":{"a":2,"told":4},"#))
    _ = try run(.of(ListTexts(["keep 1"]), ObeyText(), WriteTables()), in: folder, jobs: jobs)
    #expect(try folder.read("test/current/manifest.json").contains("\"counts\": {}"))
  }

  @Test func `documents come out in the order of listing, however long each takes`() throws {
    let folder = try TemporaryFolder()
    let texts = (0..<500).map { "keep \($0)" }
    _ = try run(.of(ListTexts(texts), ObeyText(), WriteTables()), in: folder, jobs: 8)
    let rows = try folder.read("test/current/documents.jsonl").split(separator: "\n")
    #expect(rows.count == 500)
    #expect(zip(rows, texts).allSatisfy { $0.contains("\"text\":\"\($1)\"") })
  }

  @Test func `a stage that overruns costs its document and not the run`() throws {
    let folder = try TemporaryFolder()
    var pipeline = Pipeline.of(ListTexts(["keep 1", "hang 2", "keep 3"]), ObeyText(), WriteTables())
    pipeline.limits.documentSeconds = 0.2
    let report = try run(pipeline, in: folder, jobs: 1)
    // A worker that has taken several documents at once loses one of them alone.
    let texts = (0..<60).map { $0 == 9 || $0 == 11 ? "hang \($0)" : "keep \($0)" }
    var large = Pipeline.of(ListTexts(texts), ObeyText(), AddWord(), WriteTables())
    large.limits.documentSeconds = 0.2
    let other = try TemporaryFolder()
    let largeReport = try run(large, in: other, jobs: 1)
    ObeyText.isReleased.store(true, ordering: .relaxed)
    #expect(report.books.published == 2)
    let rejects = try folder.read("test/current/rejects.jsonl")
    #expect(rejects.contains(#""stage":"obey-text","code":"deadline","class":"transient""#))
    #expect(rejects.contains(#""source":"1.txt""#))
    #expect(largeReport.books.published == 58 && largeReport.books.rejected == 2)
    let lines = try other.read("test/current/documents.jsonl").split(separator: "\n")
    let kept = texts.filter { $0.hasPrefix("keep") }
    #expect(lines.count == 58)
    for (line, text) in zip(lines, kept) { #expect(line.contains("\"\(text) word\"")) }
  }

  @Test func `more is never under way than the limits allow`() throws {
    let folder = try TemporaryFolder()
    var pipeline = Pipeline.of(ListTexts((0..<200).map { "keep \($0)" }), ObeyText(), WriteTables())
    pipeline.limits.documentsInFlight = 1
    pipeline.limits.bytesInFlight = 1
    #expect(try run(pipeline, in: folder, jobs: 4).books.published == 200)
  }

  @Test func `a fault of the run ends it and publishes nothing`() throws {
    let folder = try TemporaryFolder()
    let failure = failure { try run(.of(ListTexts(["keep 1", "stop 2"]), ObeyText(), WriteTables()), in: folder) }
    #expect(failure == RunFailure(.inputOutput, "the text stops the run"))
    #expect(!folder.contains("test/current"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/test/runs").isEmpty)
  }

  @Test func `a sink that fails leaves yesterday's run in place`() throws {
    let folder = try TemporaryFolder()
    _ = try run(.of(ListTexts(["keep 1", "keep 2"]), WriteTables()), in: folder)
    let failure = failure { try run(.of(ListTexts(["keep 1", "keep 2"]), WriteDocuments(failsAt: 1)), in: folder) }
    #expect(failure?.kind == .inputOutput)
    #expect(try folder.read("test/current/documents.jsonl").split(separator: "\n").count == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/test/runs") == ["000001"])
  }

  @Test func `nothing listed is no input`() throws {
    let folder = try TemporaryFolder()
    #expect(failure { try run(.of(ListTexts([]), WriteTables()), in: folder) }?.kind == .noInput)
  }

  @Test func `a limit takes the first inputs`() throws {
    let folder = try TemporaryFolder()
    let report = try run(.of(ListTexts((0..<50).map { "keep \($0)" }), WriteTables()), in: folder, limit: 7)
    #expect(report.books.listed == 7)
  }

  @Test(arguments: [(Int32(2), RunFailure.Kind.interrupted), (15, .terminated)])
  func `a request to stop ends the run with the signal's code`(_ signal: Int32, _ kind: RunFailure.Kind) throws {
    let folder = try TemporaryFolder()
    let cancellation = Cancellation()
    cancellation.request(signal: signal)
    let pipeline = Pipeline.of(ListTexts(["keep 1"]), WriteTables())
    #expect(failure { try run(pipeline, in: folder, cancellation: cancellation) }?.kind == kind)
    #expect(!folder.contains("test/current"))
  }

  @Test func `a deadline of the run ends it`() throws {
    let folder = try TemporaryFolder()
    var pipeline = Pipeline.of(ListTexts((0..<100_000).map { "keep \($0)" }), ObeyText(), WriteTables())
    pipeline.limits.runSeconds = 0.000_001
    #expect(failure { try run(pipeline, in: folder) }?.kind == .deadline)
  }

  @Test func `too many rejects hold the run back`() throws {
    let folder = try TemporaryFolder()
    var pipeline = Pipeline.of(ListTexts(["keep 1", "reject 2", "keep 3", "keep 4"]), ObeyText(), WriteTables())
    pipeline.gates.maxRejected = .share(Share(0.25))
    #expect(try run(pipeline, in: folder).books.published == 3)
    pipeline.gates.maxRejected = .count(0)
    #expect(failure { try run(pipeline, in: folder) }?.kind == .heldBack)
    #expect(RunFolders(output: folder.path, name: "test").current == "000001")
  }

  @Test func `a document that crashed an earlier attempt is rejected untouched`() throws {
    let pipeline = Pipeline.of(ListTexts(["stop 1"]), ObeyText())
    let leg = Leg(
      steps: pipeline.steps, transforms: 1..<2, corpora: 2..<2, rowSinks: RowSinks(pipeline), handsOverDocuments: false,
      holding: Holding(limit: 1), crashed: ["0.txt": "obey-text"])
    let result = try leg.run([(Input(source: "0.txt", locator: "stop 1"), 0)]) { _, _, _, _ in }[0]
    #expect(result.endedAt == 1)
    #expect(result.outcome == .reject(Failure(code: "crashed", "the stage crashed the process on this document")))
  }

  @Test func `a stage that marks what is not there costs its document and not the run`() throws {
    struct MarkBeyond: Transform {
      static let name = "mark-beyond"
      static let version = 1
      static let documentation = "Marks a span behind the text."
      static let adds: Set<Layer> = [.paidSpans]
      init() {}
      init(_ options: inout OptionReader) throws {}
      func process(_ document: inout Document) -> Outcome {
        document.paidSpans = document.text == "inside" ? [0..<6] : document.text == "件" ? [0..<1] : [0..<7]
        return .keep
      }
    }
    let folder = try TemporaryFolder()
    let report = try run(.of(ListTexts(["inside", "beyond", "件"]), MarkBeyond(), WriteTables()), in: folder)
    #expect(report.books.published == 1)
    #expect(try folder.read("test/current/rejects.jsonl").matches(of: /"code":"broken-layer"/).count == 2)
  }

  @Test func `a limited run does not take the place of a whole one`() throws {
    let folder = try TemporaryFolder()
    let pipeline = Pipeline.of(ListTexts(["keep 1", "keep 2", "keep 3"]), WriteTables())
    #expect(try run(pipeline, in: folder).isCurrent)
    let part = try run(pipeline, in: folder, limit: 1)
    #expect(!part.isCurrent && part.books.listed == 1)
    #expect(try folder.read("test/current/documents.jsonl").split(separator: "\n").count == 3)
    #expect(try folder.read("test/runs/000002/manifest.json").contains("\"limit\": 1"))
    let whole = try run(pipeline, in: folder)
    #expect(whole.isCurrent && whole.runID == "000003")
    #expect(try folder.read("test/current/changes.jsonl").isEmpty, "compared with the last whole run")
  }

  @Test func `two inputs of one name: the second is rejected`() throws {
    let folder = try TemporaryFolder()
    let report = try run(.of(ListTexts(["keep 1"]), ListTexts(["keep 2"]), WriteTables()), in: folder)
    #expect(report.books.published == 1 && report.books.rejected == 1)
    #expect(try folder.read("test/current/rejects.jsonl").contains(#""code":"same-source""#))
    #expect(try folder.read("test/current/documents.jsonl").contains("keep 1"))
  }

  @Test func `a night in which everything is rejected does not pass the gate of metrics`() throws {
    let folder = try TemporaryFolder()
    var settings = Runner.Settings()
    settings.output = folder.path
    try folder.write(
      #"{"run":{"published":2},"files":[{"name":"metrics.jsonl","rows":10}],"previous_run":null}"#,
      to: "test/runs/000001/manifest.json")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/test/current", withDestinationPath: "runs/000001")
    var pipeline = Pipeline.of(ListTexts(["reject 1"]), ObeyText(), WriteTables())
    pipeline.gates.minMetricsPerDocumentRatio = Share(0.5)
    #expect(failure { try run(pipeline, in: folder) }?.kind == .heldBack)
  }

  @Test func `a reject counts its attempts from run to run`() throws {
    let folder = try TemporaryFolder()
    for _ in 1...2 { _ = try run(.of(ListTexts(["reject 1", "keep 2"]), ObeyText(), WriteTables()), in: folder) }
    #expect(try folder.read("test/current/rejects.jsonl").contains(#""attempts":2,"first_seen":"000001""#))
  }

  @Test func `a copy of what is not published is a mistake of our own`() throws {
    let linkNowhere = JudgeAll { ids in ids.map { ($0, CorpusVerdict(duplicateOf: RecordID(bits: 1))) } }
    let folder = try TemporaryFolder()
    #expect(
      failure { try run(.of(ListTexts(["keep 1"]), linkNowhere, WriteTables()), in: folder) }?.kind == .internal)
  }

  @Test func `a corpus stage sees what an earlier one left standing`() throws {
    let folder = try TemporaryFolder()
    let seen = Mutex<[Int]>([])
    let foldSecond = JudgeAll { ids in [(ids[1], CorpusVerdict(duplicateOf: ids[0]))] }
    let count = JudgeAll { ids in
      seen.withLock { $0.append(ids.count) }
      return []
    }
    let pipeline = Pipeline.of(ListTexts(["keep 1", "keep 2", "keep 3"]), foldSecond, count, WriteTables())
    #expect(try run(pipeline, in: folder).books.published == 3)
    #expect(seen.withLock { $0 } == [2])
  }

  @Test func `the manifest says how long each stage computed`() throws {
    let folder = try TemporaryFolder()
    _ = try run(.of(ListTexts(["keep 1", "keep 2"]), ObeyText(), KeepFirst(), WriteTables()), in: folder)
    let data = Data(try folder.read("test/current/manifest.json").utf8)
    let manifest = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let stages = try #require(manifest["stages"] as? [[String: Any]])
    let seconds = stages.compactMap { $0["cpu_seconds"] as? Double }
    #expect(seconds.count == 4)
    #expect(seconds.filter { $0 <= 0 }.isEmpty)
  }

  @Test func `a check of a figure that is not there is a mistake of the stage`() throws {
    let folder = try TemporaryFolder()
    let check = Check(kind: "conflict", terms: [], stated: 0, computed: 1, holds: false, tolerance: 0, message: "")
    let compare = JudgeAll { ids in ids.map { ($0, CorpusVerdict(checks: [check])) } }
    let failure = failure { try run(.of(ListTexts(["keep 1"]), compare, WriteTables()), in: folder) }
    #expect(failure?.kind == .internal)
    #expect(failure?.message.contains("judge-all: check 0 refers to no metric") == true)
  }

  @Test func `a check against the metric of a document that is not published is a mistake of our own`() throws {
    let folder = try TemporaryFolder()
    var check = Check(kind: "conflict", terms: [0], stated: 0, computed: 1, holds: false, tolerance: 0, message: "")
    check.others = [MetricReference(document: RecordID(bits: 1), metric: RecordID(bits: 2))]
    let compare = JudgeAll { [check] ids in ids.map { ($0, CorpusVerdict(checks: [check])) } }
    let failure = failure { try run(.of(ListTexts(["keep 1"]), AddMetric(), compare, WriteTables()), in: folder) }
    #expect(failure?.kind == .internal)
    #expect(failure?.message.contains("is compared with '\(RecordID(bits: 1))'") == true)
  }

  @Test func `a run with nothing left never takes the place of one that had documents`() throws {
    let folder = try TemporaryFolder()
    _ = try run(.of(ListTexts(["reject 1"]), ObeyText(), WriteTables()), in: folder)
    #expect(try run(.of(ListTexts(["keep 1"]), ObeyText(), WriteTables()), in: folder).books.published == 1)
    let pipeline = Pipeline.of(ListTexts(["reject 1"]), ObeyText(), WriteTables())
    #expect(failure { try run(pipeline, in: folder) }?.kind == .heldBack)
    #expect(try folder.read("test/current/documents.jsonl").contains("keep 1"))
  }
}
