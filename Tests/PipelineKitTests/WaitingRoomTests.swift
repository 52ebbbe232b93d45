import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

/// ``FoldByWord`` without what it says of figures.
private struct FoldOnly: CorpusStage {
  static let name = "fold-only"
  static let version = 1
  static let documentation = "Folds and links."
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.duplicates]
  init(_ options: inout OptionReader) throws {}
  init() {}

  func signature(of document: Document) -> FoldByWord.Signature { FoldByWord().signature(of: document) }
  func resolve(_ aggregate: [FoldByWord.Signature]) -> [RecordID: CorpusVerdict] {
    FoldByWord().resolve(aggregate).mapValues { verdict in
      var verdict = verdict
      verdict.checks = []
      // Some are linked and stand for themselves.
      if verdict.links.first.map({ $0.similarity > 0.3 }) == true { verdict.duplicateOf = nil }
      return verdict
    }
  }
}

/// Documents that wait for the corpus stages.
struct WaitingRoomTests {
  private let texts = (0..<60).map { number in
    "keep k\(number % 23) \(number) 件" + String(repeating: "字", count: number)
  }

  private func run(_ pipeline: Pipeline, in folder: TemporaryFolder, bytesInFlight: Int? = nil) throws {
    var settings = Runner.Settings()
    settings.output = folder.path
    settings.jobs = 2
    var pipeline = pipeline
    if let bytesInFlight { pipeline.limits.bytesInFlight = bytesInFlight }
    _ = try Runner(pipeline, settings: settings).run()
  }

  private func pipeline(_ sink: any Sink, conflicts: Bool = true) -> Pipeline {
    conflicts
      ? .of(ListTexts(texts), AddWord(), OutlineWhole(), AddMetric(), FoldByWord(), KeepFirst(), sink)
      : .of(ListTexts(texts), AddWord(), OutlineWhole(), AddMetric(), FoldOnly(), KeepFirst(), sink)
  }

  private func expectEqual(_ one: TemporaryFolder, _ other: TemporaryFolder) throws {
    for table in Table.all {
      #expect(try one.read("test/current/" + table.file) == other.read("test/current/" + table.file), "\(table.name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: other.path + "/test/current").count == 8)
  }

  @Test(arguments: [1, 10_000, 100_000])
  func `what waits on disk is published as what waits in memory`(_ bytes: Int) throws {
    let (memory, disk) = (try TemporaryFolder(), try TemporaryFolder())
    try run(pipeline(WriteTables()), in: memory)
    try run(pipeline(WriteTables()), in: disk, bytesInFlight: bytes)
    try expectEqual(memory, disk)
  }

  @Test(arguments: [1, 1 << 28])
  func `folded rows are those of the folded document`(_ bytes: Int) throws {
    let (folded, anew) = (try TemporaryFolder(), try TemporaryFolder())
    try run(pipeline(WriteTables(), conflicts: false), in: folded, bytesInFlight: bytes)
    try run(pipeline(WriteRows(), conflicts: false), in: anew, bytesInFlight: bytes)
    try expectEqual(folded, anew)
    #expect(try folded.read("test/current/duplicates.jsonl").contains("near"))
  }

  @Test(arguments: [1, 1 << 28])
  func `a sink that takes whole documents gets them as they were judged`(_ bytes: Int) throws {
    let (rows, documents) = (try TemporaryFolder(), try TemporaryFolder())
    try run(pipeline(WriteTables()), in: rows)
    try run(pipeline(WriteDocuments()), in: documents, bytesInFlight: bytes)
    try expectEqual(rows, documents)
  }

  @Test func `what is known of a document comes back from disk as it was`() throws {
    let result = Leg.Result(Input(source: "a/甲.html", locator: "/a", bytes: 7, validator: "1.2"), sourceStep: 1)
    result.revision = "r"
    result.counts = ["x": 2]
    result.place = LayerPlace(file: 3, start: 1 << 40, count: 5)
    result.encodedSignatures = [[1, 2], []]
    var rows = EncodedRows()
    try rows.append(Array("{}\n{}\n".utf8))
    result.rows = rows
    var document = Document(text: "甲", source: "a/甲.html")
    document.duplicateOf = RecordID(bits: .max)
    document.duplicates = [DuplicateLink(of: RecordID(bits: 1), relation: "near", similarity: 0.5)]
    result.document = document
    var waiting = Waiting(result)
    waiting.rows = 9
    let back = try #require(Waiting(bytes: try waiting.bytes()))
    #expect(back.source == "a/甲.html" && back.revision == "r" && back.sourceStep == 1 && back.counts == ["x": 2])
    #expect(back.layers == result.place && back.signatures == [[1, 2], []] && back.rows == 9 && back.recalled == nil)
    #expect(back.linked == [RecordID(bits: .max), RecordID(bits: 1)] && back.compared.isEmpty)
    #expect(back.extents == rows.extents)
    result.recalled = RememberedInput(
      source: "a/甲.html", validator: "1.2", revision: "r", content: 4, leg: "l",
      outcome: .kept(signatures: [[3]], counts: [:]), run: "1")
    result.encodedSignatures = nil
    let recalled = try #require(Waiting(bytes: try Waiting(result).bytes()))
    #expect(recalled.input == result.input && recalled.recalled?.content == 4)
    // They are remembered already.
    #expect(recalled.signatures == nil)
    #expect(Waiting(bytes: [1, 2, 3]) == nil)
  }
}
