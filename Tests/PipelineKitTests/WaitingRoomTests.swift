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

  @Test func `rows come back from the file as they were`() throws {
    let folder = try TemporaryFolder()
    let spool = RowSpool(path: folder.path + "/rows")
    var places: [(RowSpool.Place, EncodedRows)] = []
    for number in 0..<50 {
      var rows = EncodedRows()
      for part in 0..<3 { rows.append(Array(String(repeating: "{\(number)}\n", count: number * part * 300).utf8)) }
      places.append((try spool.append(rows), rows))
    }
    for (place, rows) in places.reversed() {
      let back = try spool.rows(at: place)
      #expect(back.parts == rows.parts && back.extents == rows.extents)
    }
    spool.remove()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
