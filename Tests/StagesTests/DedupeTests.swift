import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct DedupeTests {
  private let dedupe: Dedupe

  init() throws { dedupe = try Dedupe([:]) }

  /// Which source stands for which, of documents in this order.
  private func fold(_ documents: [Document]) -> [String: String] {
    var aggregate = dedupe.emptyAggregate()
    for document in documents { dedupe.add(dedupe.signature(of: document), to: &aggregate) }
    return named(dedupe.resolve(aggregate), documents)
  }

  private func named(_ verdicts: [RecordID: CorpusVerdict], _ documents: [Document]) -> [String: String] {
    let names = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.source) })
    return Dictionary(
      uniqueKeysWithValues: verdicts.map { id, verdict in
        (names[id] ?? "?", verdict.duplicateOf.flatMap { names[$0] } ?? "?")
      })
  }

  @Test func `exact copies fold into the first source by its bytes, whatever comes first`() {
    let documents = ["b.txt", "a.txt", "乙.txt", "B.txt"].map { Document(text: "办理案件12件。", source: $0) }
    let expected = ["b.txt": "B.txt", "a.txt": "B.txt", "乙.txt": "B.txt"]
    #expect(fold(documents) == expected)
    #expect(fold(documents.reversed()) == expected)
  }

  @Test func `a copy is kept, with an exact link to the one that stands for it`() throws {
    let first = Document(text: "办理案件12件。", source: "a.txt")
    let copy = Document(text: "办理案件12件。", source: "b.txt")
    var aggregate = dedupe.emptyAggregate()
    for document in [copy, first] { dedupe.add(dedupe.signature(of: document), to: &aggregate) }
    let verdicts = dedupe.resolve(aggregate)
    #expect(verdicts.count == 1)
    let verdict = try #require(verdicts[copy.id])
    #expect(verdict.outcome == .keep && verdict.duplicateOf == first.id)
    #expect(verdict.links == [DuplicateLink(of: first.id, relation: "exact", similarity: 1)])
  }

  @Test(
    arguments: [
      ("办理案件12件。", "办理案件 12 件。\n"), ("办理案件12件，调解9件。", "办理案件１２件,调解9件。"), ("“八五”普法", "\"八五\"普法"),
      ("一\n二", "一二"),
    ])
  func `white space and width make no other report`(one: String, other: String) {
    #expect(fold([Document(text: one, source: "1"), Document(text: other, source: "2")]) == ["2": "1"])
  }

  @Test(
    arguments: [
      ("办理案件12件。", "办理案件13件。"), ("办理案件1.2万件。", "办理案件12万件。"), ("办理案件*件。", "办理案件12件。"),
      ("甲县办理案件12件。", "乙县办理案件12件。"), ("办理案件12件。", "办理案件12件，办结9件。"),
    ])
  func `another figure or name makes another report`(one: String, other: String) {
    #expect(fold([Document(text: one, source: "1"), Document(text: other, source: "2")]).isEmpty)
  }

  @Test func `a first line that repeats the title does not matter`() {
    let plain = Document(text: "办理案件12件。", source: "1")
    var titled = Document(text: "某县司法局工作总结\n办理案件12件。", source: "2")
    #expect(fold([plain, titled]).isEmpty)
    titled.page = PageFacts(title: "某县司法局工作总结")
    #expect(fold([plain, titled]) == ["2": "1"])
    titled.page = nil
    titled.metadata.title = "某县司法局工作总结"
    #expect(fold([plain, titled]) == ["2": "1"])
    titled.text = "某县司法局工作总结办理案件13件。"
    #expect(fold([plain, titled]).isEmpty)
  }

  @Test(arguments: 0..<UInt64(100))
  func `the aggregate is the same from parts in any order and grouping`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let documents = (0..<24).map { Document(text: generator.text(of: ["一", "二"], count: 3), source: "\($0)") }
    let expected = fold(documents)
    var parts = (0..<5).map { _ in dedupe.emptyAggregate() }
    for document in documents.shuffled(using: &generator) {
      dedupe.add(dedupe.signature(of: document), to: &parts[Int.random(in: 0..<5, using: &generator)])
    }
    while parts.count > 1 {
      let part = parts.remove(at: Int.random(in: 0..<parts.count, using: &generator))
      dedupe.merge(part, into: &parts[Int.random(in: 0..<parts.count, using: &generator)])
    }
    #expect(named(dedupe.resolve(parts[0]), documents) == expected)
    #expect(!expected.isEmpty)
  }

  @Test func `a document that stands for others never has one that stands for it`() {
    let texts = ["一", "二", "一", "三", "二", "一"]
    let folded = fold(texts.enumerated().map { Document(text: $1, source: "\($0)") })
    #expect(folded == ["2": "0", "5": "0", "4": "1"])
    #expect(Set(folded.keys).isDisjoint(with: folded.values))
  }
}
