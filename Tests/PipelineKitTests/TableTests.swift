import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct TableTests {
  /// A document with every layer, every optional value once there and once not.
  private var document: Document {
    var document = Document(text: "一、成效\n办理案件12件，办结*件，办结率80%。", source: "县/报告.txt")
    document.paidSpans = [0..<3]
    document.outline = [
      Segment(range: 0..<61, level: 1, marker: "一、", title: "成效", role: "achievements", parent: nil),
      Segment(range: 13..<61, level: 2, marker: "", title: "", role: "other", parent: 0),
    ]
    document.metadata.title = "报告"
    document.metadata.area = ["甲省", "乙县"]
    var first = Metric(range: 25..<30, sentence: 13..<61, label: "案件", value: 12, unit: "件", rule: "test")
    first.segment = 0
    first.metric = "cases"
    first.action = "办理"
    first.period = "2024"
    first.valueHigh = 13
    var second = Metric(range: 39..<43, sentence: 13..<61, label: "案件", value: nil, unit: "件", rule: "test")
    second.isMasked = true
    second.partOf = 0
    var third = Metric(range: 55..<58, sentence: 13..<61, label: "办结率", value: 80, unit: nil, rule: "test")
    third.ratioOf = [1, 0]
    document.metrics = [first, second, third]
    document.checks = [
      Check(kind: "rate", terms: [1, 0], stated: 2, computed: 80, holds: true, tolerance: 0.5, message: "m")
    ]
    document.duplicates = [DuplicateLink(of: RecordID(source: "x"), relation: "exact", similarity: 1)]
    return document
  }

  private func lines(_ writer: JSONWriter) -> [String] {
    String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `every line has the table's keys in the table's order`() throws {
    var encoder = RecordEncoder()
    encoder.encode(document)
    let written: [(Table, JSONWriter)] = [
      (.documents, encoder.documents), (.segments, encoder.segments), (.metrics, encoder.metrics),
      (.checks, encoder.checks), (.duplicates, encoder.duplicates),
    ]
    for (table, writer) in written {
      #expect(!writer.bytes.isEmpty)
      for line in lines(writer) {
        let places = try (["schema"] + table.columns.map(\.name)).map { key in
          try #require(line.range(of: "\"\(key)\":"), "\(table.name) has no \(key)").lowerBound
        }
        #expect(places == places.sorted(), "\(table.name)")
        let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object.count == table.columns.count + 1)
        #expect(object["schema"] as? String == table.schema)
      }
    }
  }

  @Test func `references are ids of other lines`() throws {
    var encoder = RecordEncoder()
    encoder.encode(document)
    let rows = try lines(encoder.metrics).map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(rows[1]["part_of"] as? String == rows[0]["id"] as? String)
    let ids = try rows.map { try #require($0["id"] as? String) }
    #expect(rows[2]["ratio_of"] as? [String] == [ids[1], ids[0]])
    #expect(rows[0]["part_of"] is NSNull && rows[1]["value"] is NSNull)
    #expect(rows[0]["text"] as? String == "12件")
    #expect(rows[0]["start"] as? Int == 9 && rows[0]["end"] as? Int == 12)
    #expect(Set(ids).count == 3)
  }

  @Test func `a copy has its row and its links and nothing else`() {
    var copy = document
    copy.duplicateOf = RecordID(source: "x")
    var encoder = RecordEncoder()
    encoder.encode(copy)
    #expect(lines(encoder.documents).count == 1 && lines(encoder.duplicates).count == 1)
    #expect(encoder.metrics.bytes.isEmpty && encoder.segments.bytes.isEmpty && encoder.checks.bytes.isEmpty)
  }

  @Test func `an edit elsewhere and a corrected figure leave ids alone`() {
    func ids(_ document: Document) -> [RecordID] { RecordIDs(document, CodePoints(document.text)).metrics }
    let before = document
    var after = Document(text: "新的一段\n" + before.text.replacing("12件", with: "19件"), source: before.source)
    after.metrics = before.metrics.map { metric in
      var moved = metric
      moved.range = (metric.range.lowerBound + 13)..<(metric.range.upperBound + 13)
      moved.sentence = (metric.sentence.lowerBound + 13)..<(metric.sentence.upperBound + 13)
      return moved
    }
    #expect(ids(before) == ids(after))
    var other = Document(text: before.text, source: "another.txt")
    other.metrics = before.metrics
    #expect(Set(ids(before)).isDisjoint(with: ids(other)))
  }

  @Test func `every table has a schema with every key required`() throws {
    for table in Table.all {
      let text = table.jsonSchema.pretty()
      let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect((object["required"] as? [String])?.count == table.columns.count + 1)
      #expect(object["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    }
  }
}
