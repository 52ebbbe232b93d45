import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit
@testable import Stages

struct EmitJSONLTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes documents as a run would.
  private func write(_ documents: [Document]) throws {
    let staging = try StagingFolder(path: folder.path + "/run")
    let sink = try EmitJSONL([:])
    let files = try sink.files.map(staging.create)
    for document in documents {
      for (file, lines) in zip(files, sink.rows(of: document)) { try file.append(lines) }
    }
    try staging.finish()
  }

  private func rows(_ table: Table) throws -> [[String: Any]] {
    try folder.read("run/" + table.file).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `writes a file for each table, also where it has no rows`() throws {
    try write([])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/run").sorted()
    #expect(names == ["checks.jsonl", "documents.jsonl", "duplicates.jsonl", "metrics.jsonl", "segments.jsonl"])
    for name in names { #expect(try folder.read("run/" + name) == "") }
  }

  @Test func `a document's records are in their tables and lead to one another`() throws {
    var document = Document(text: "一、𠮷县工作\n办理12件，其中9件")
    let all = document.text.utf8.count
    document.outline = [Segment(range: 0..<all, level: 1, marker: "一、", title: "𠮷县工作", role: "other", parent: nil)]
    let sentence = (all - 24)..<all
    document.metrics = [(6, 11), (20, 24)].map { start, end in
      Metric(
        range: (all - 24 + start)..<(all - 24 + end), sentence: sentence, label: "案件", value: 12, unit: "件",
        rule: "none")
    }
    document.metrics[0].segment = 0
    document.metrics[1].partOf = 0
    document.checks = [
      Check(kind: "sum", terms: [1], stated: 0, computed: 9, holds: false, tolerance: 0, message: "9, stated 12")
    ]
    try write([document])
    let row = try #require(try rows(.documents).first)
    #expect(row["text"] as? String == document.text && row["title"] is NSNull)
    let segment = try #require(try rows(.segments).first)
    #expect(segment["document_id"] as? String == document.id.description)
    // Offsets count code points: a character beyond the basic plane is one.
    #expect(segment["end"] as? Int == document.text.unicodeScalars.count)
    let metrics = try rows(.metrics)
    #expect(metrics.map { $0["text"] as? String } == ["12件", "9件"])
    #expect(metrics[0]["segment_id"] as? String == segment["id"] as? String)
    #expect(metrics[1]["part_of"] as? String == metrics[0]["id"] as? String)
    let check = try #require(try rows(.checks).first)
    #expect(check["stated"] as? String == metrics[0]["id"] as? String)
    #expect((check["terms"] as? [String])?.first == metrics[1]["id"] as? String)
  }

  @Test func `a copy has its row and its link, and no figures`() throws {
    let first = Document(text: "办理12件", source: "a.txt")
    var copy = Document(text: "办理12件", source: "b.txt")
    copy.metrics = [Metric(range: 6..<11, sentence: 0..<11, label: "案件", value: 12, unit: "件", rule: "none")]
    copy.duplicateOf = first.id
    copy.duplicates = [DuplicateLink(of: first.id, relation: "exact", similarity: 1)]
    try write([first, copy])
    #expect(try rows(.documents).map { $0["duplicate_of"] as? String } == [nil, first.id.description])
    #expect(try rows(.duplicates).first?["of"] as? String == first.id.description)
    #expect(try rows(.metrics).isEmpty)
  }

  @Test func `one line a document in the order of writing, also where the text has line feeds and the block is full`()
    throws
  {
    let long = String(repeating: "案\n", count: 100_000)
    let documents = (0..<5).map { Document(text: long + "\($0)", source: "\($0).txt") }
    try write(documents)
    #expect(try rows(.documents).map { $0["source"] as? String } == documents.map(\.source))
    #expect(try rows(.documents).map { $0["text"] as? String } == documents.map(\.text))
  }

  @Test func `the output folder stands beside the pipeline file unless the file says more`() throws {
    #expect(try EmitJSONL([:], folder: "/jobs").outputDirectory?.absolute == "/jobs/out")
    #expect(try EmitJSONL(["directory": "../data"], folder: "/jobs").outputDirectory?.absolute == "/data")
  }
}
