import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct DedupeTests {
  private func verdicts(_ documents: [Document], _ options: [String: String] = [:]) throws -> [String: CorpusVerdict] {
    let dedupe = try Dedupe(options)
    var aggregate = dedupe.emptyAggregate()
    for document in documents { dedupe.add(dedupe.signature(of: document), to: &aggregate) }
    let names = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.source) })
    return Dictionary(uniqueKeysWithValues: dedupe.resolve(aggregate).map { (names[$0] ?? "?", $1) })
  }

  /// The source that stands for each folded one.
  private func fold(_ documents: [Document], _ options: [String: String] = [:]) throws -> [String: String] {
    let names = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.source) })
    return try verdicts(documents, options).compactMapValues { $0.duplicateOf.flatMap { names[$0] } }
  }

  /// A report long enough to be told by its wording, with these figures in it.
  private static func report(_ figures: [String], county: String = "青山") -> String {
    let sentences = [
      "\(county)县司法局坚持把纠纷化解在基层，全年排查各类矛盾#件", "人民调解组织调解成功#件，涉及当事人#人", "开展法治讲座和宪法宣传活动#场",
      "发放普法读本和宣传折页#册", "受理法律援助申请#件，为困难群众挽回损失#万元", "在册社区矫正对象#人，组织集中教育#次",
      "审查行政规范性文件#件，办理行政复议案件#件",
    ]
    var text = sentences.joined(separator: "。\n") + "。"
    for figure in figures {
      guard let place = text.firstRange(of: "#") else { break }
      text.replaceSubrange(place, with: figure)
    }
    return text
  }

  private static let figures = ["412", "398", "1206", "35", "8600", "127", "96", "83", "24", "17", "58"]
  private static let others = ["377", "351", "988", "41", "7200", "146", "112", "69", "31", "22", "73"]
  private let original = Self.report(Self.figures)

  @Test func `exact copies fold into the one with the lowest id, whatever comes first`() throws {
    let documents = ["b.txt", "a.txt", "乙.txt", "B.txt"].map { Document(text: "办理案件12件。", source: $0) }
    let first = try #require(documents.min { $0.id < $1.id }).source
    let expected = Dictionary(uniqueKeysWithValues: documents.map(\.source).filter { $0 != first }.map { ($0, first) })
    #expect(try fold(documents) == expected)
    #expect(try fold(documents.reversed()) == expected)
  }

  @Test(
    arguments: [
      ("办理案件12件。", "办理案件 12 件。\n"), ("办理案件12件，调解9件。", "办理案件１２件,调解9件。"), ("“八五”普法", "\"八五\"普法"),
      ("一\n二", "一二"),
    ])
  func `white space, punctuation and width make no other report`(one: String, other: String) throws {
    #expect(try fold([Document(text: one, source: "1"), Document(text: other, source: "2")]).count == 1)
  }

  @Test(
    arguments: [
      ("办理案件12件。", "办理案件13件。"), ("办理案件1.2万件。", "办理案件12万件。"), ("办理案件*件。", "办理案件12件。"),
      ("甲县办理案件12件。", "乙县办理案件12件。"), ("办理案件12件。", "办理案件12件，办结9件。"),
    ])
  func `in a short text another figure or name makes another report`(one: String, other: String) throws {
    #expect(try fold([Document(text: one, source: "1"), Document(text: other, source: "2")]).isEmpty)
  }

  @Test func `a first line that repeats the title does not matter`() throws {
    let plain = Document(text: "办理案件12件。", source: "1")
    var titled = Document(text: "某县司法局工作总结\n办理案件12件。", source: "2")
    #expect(try fold([plain, titled]).isEmpty)
    titled.page = PageFacts(title: "某县司法局工作总结")
    #expect(try fold([plain, titled]).count == 1)
    titled.page = nil
    titled.metadata.title = "某县司法局工作总结"
    #expect(try fold([plain, titled]).count == 1)
    titled.text = "某县司法局工作总结办理案件13件。"
    #expect(try fold([plain, titled]).isEmpty)
  }

  @Test func `each relation has its link, and a template is never folded`() throws {
    let texts = [
      "original": original, "near": original.replacing("发放普法读本和宣传折页8600册。\n", with: ""),
      "masked": Self.report(Array(repeating: "**", count: 11)), "template": Self.report(Self.others, county: "白水"),
    ]
    let documents = texts.sorted { $0.key < $1.key }.map { Document(text: $0.value, source: $0.key) }
    let found = try verdicts(documents)
    let id = RecordID(source: "original")
    #expect(found["near"]?.duplicateOf == id && found["near"]?.links.map(\.relation) == ["near"])
    #expect(found["masked"]?.duplicateOf == id)
    #expect(found["masked"]?.links == [DuplicateLink(of: id, relation: "masked", similarity: 1)])
    #expect(found["template"]?.duplicateOf == nil && found["original"]?.duplicateOf == nil)
    let templates = found.values.flatMap(\.links).filter { $0.relation == "template" }
    #expect(templates.count == 1)
  }

  @Test func `only the relations named in fold are folded`() throws {
    let documents = [
      Document(text: original, source: "1"), Document(text: original + " ", source: "2"),
      Document(text: Self.report(Array(repeating: "*", count: 11)), source: "3"),
    ]
    #expect(try fold(documents).count == 2)
    #expect(try fold(documents, ["fold": "[exact]"]).count == 1)
    #expect(try verdicts(documents, ["fold": "[exact]"])["3"]?.links.map(\.relation) == ["masked"])
    #expect(try fold(documents, ["fold": "[]"]).isEmpty)
  }

  @Test func `a masked copy that fits two reports alike stands, is linked to both, and counts`() throws {
    let documents = [
      Document(text: original, source: "1"), Document(text: Self.report(Self.others), source: "2"),
      Document(text: Self.report(Array(repeating: "*", count: 11)), source: "3"),
    ]
    let masked = try #require(try verdicts(documents)["3"])
    #expect(masked.duplicateOf == nil && masked.counts == ["ambiguous-copies": 1])
    #expect(Set(masked.links.map(\.of)) == Set(documents.prefix(2).map(\.id)))
  }

  @Test(
    arguments: [
      ("sites/www.qingshan.gov.cn/1.html", "sites/www.doc88.com/1.html"),
      ("https://qs.gov.cn/a?b", "https://user@shop.example:80/"),
      ("other.example/1", "https://www.docin.com/p-1.html"), ("sub.gov.cn/gov.txt", "govcn/gov.cn"),
    ])
  func `an official host stands for others, and any for a shop`(better: String, worse: String) throws {
    let documents = [Document(text: original, source: better), Document(text: original + "\n", source: worse)]
    #expect(try fold(documents) == [worse: better])
  }

  @Test func `what was cut off or sold comes from a shop, and the page's own address counts`() throws {
    var sold = Document(text: original, source: "1")
    sold.paidSpans = [0..<3]
    var cut = Document(text: original, source: "2")
    cut.isTruncated = true
    var official = Document(text: original, source: "3")
    official.page = PageFacts(title: nil, fields: ["canonical-url": "http://sfj.qingshan.gov.cn/1.html"])
    #expect(Set(try fold([sold, cut, official]).values) == ["3"])
    #expect(try fold([sold, Document(text: original, source: "4")]) == ["1": "4"])
  }

  @Test func `a revision stands for what it corrects, and keep says otherwise`() throws {
    var first = Document(text: original, source: "1")
    first.metadata.published = "2025-01-20"
    var revised = Document(text: original.replacing("412件", with: "421件"), source: "2")
    revised.page = PageFacts(title: nil, fields: ["published": "2025-02-03"])
    #expect(try fold([first, revised]) == ["1": "2"])
    #expect(try fold([first, revised], ["keep": "[earliest]"]) == ["2": "1"])
  }

  @Test func `with the scope of an area only its reports are compared`() throws {
    var documents = ["甲县", "乙县", nil].enumerated().map { at, area in
      var document = Document(text: original + String(repeating: " ", count: at), source: "\(at)")
      document.metadata.area = area.map { ["某省", $0] } ?? []
      return document
    }
    #expect(try fold(documents).count == 2)
    #expect(try fold(Array(documents.prefix(2)), ["scope": "same-area"]).isEmpty)
    documents[1].metadata.area = documents[0].metadata.area
    #expect(try fold(Array(documents.prefix(2)), ["scope": "same-area"]).count == 1)
  }

  @Test(
    arguments: [
      (["fold": "[template]"], "must be one of exact | near | masked, not"),
      (["min-overlap": "0.2"], "must be from 0.5 to 1.0"),
      (["keep": "[longst]"], "did you mean"),
    ])
  func `a wrong option says what would be right`(options: [String: String], message: String) {
    let error = #expect(throws: Diagnostics.self) { try Dedupe(options) }
    #expect(error.map { "\($0)".contains(message) } ?? false, "\(String(describing: error))")
  }

  @Test(arguments: 0..<UInt64(60))
  func `the aggregate is the same from parts in any order and grouping`(seed: UInt64) throws {
    let dedupe = try Dedupe([:])
    var generator = SeededGenerator(seed: seed)
    let documents = (0..<24).map { Document(text: generator.text(of: ["一", "二"], count: 3), source: "\($0)") }
    var whole = dedupe.emptyAggregate()
    for document in documents { dedupe.add(dedupe.signature(of: document), to: &whole) }
    var parts = (0..<5).map { _ in dedupe.emptyAggregate() }
    for document in documents.shuffled(using: &generator) {
      dedupe.add(dedupe.signature(of: document), to: &parts[generator.below(5)])
    }
    while parts.count > 1 {
      let part = parts.remove(at: generator.below(parts.count))
      dedupe.merge(part, into: &parts[generator.below(parts.count)])
    }
    let (expected, found) = (dedupe.resolve(whole), dedupe.resolve(parts[0]))
    #expect(found.mapValues(\.duplicateOf) == expected.mapValues(\.duplicateOf))
    #expect(found.mapValues(\.links) == expected.mapValues(\.links))
    // No document that stands for others has one that stands for it.
    #expect(Set(expected.keys).isDisjoint(with: Set(expected.values.compactMap(\.duplicateOf))))
    #expect(!expected.isEmpty)
  }

  @Test func `a signature is had back from its bytes, and from no others`() throws {
    let dedupe = try Dedupe([:])
    var document = Document(text: original, source: "www.qingshan.gov.cn/a.html")
    document.metadata.published = "2025-03-31"
    let bytes = dedupe.bytes(of: dedupe.signature(of: document))
    let back = try #require(dedupe.signature(from: bytes))
    #expect(dedupe.bytes(of: back) == bytes && back.id == document.id && back.published == 2025_03_31)
    #expect(back.trust == .official && !back.isEarlier)
    #expect(dedupe.signature(from: []) == nil && dedupe.signature(from: bytes.dropLast()) == nil)
    #expect(dedupe.signature(from: bytes + [0]) == nil)
  }

  // MARK: Earlier runs

  /// Writes documents as a run publishes them, and gives a stage that compares with them.
  private func dedupe(after documents: [Document], in folder: TemporaryFolder) throws -> Dedupe {
    var encoder = RecordEncoder()
    for document in documents { encoder.encode(document) }
    let path = try folder.write(String(decoding: encoder.documents.bytes, as: UTF8.self), to: "documents.jsonl")
    return try Dedupe(["earlier": "[\(path)]"])
  }

  private func verdicts(_ dedupe: Dedupe, _ documents: [Document]) throws -> [RecordID: CorpusVerdict] {
    var aggregate = dedupe.emptyAggregate()
    try dedupe.earlier { id, signature in
      if !documents.contains(where: { $0.id == id }) { dedupe.add(signature, to: &aggregate) }
    }
    for document in documents { dedupe.add(dedupe.signature(of: document), to: &aggregate) }
    return dedupe.resolve(aggregate)
  }

  @Test func `a copy of what was published before is folded into it, by its id`() throws {
    let folder = try TemporaryFolder()
    let before = Document(text: original, source: "https://www.a.gov.cn/1.html")
    let copy = Document(text: original.replacing("，", with: ","), source: "https://b.example/2.html")
    let verdicts = try verdicts(try dedupe(after: [before], in: folder), [copy])
    #expect(verdicts[copy.id]?.duplicateOf == before.id)
    #expect(verdicts[copy.id]?.links == [DuplicateLink(of: before.id, relation: "exact", similarity: 1)])
    #expect(verdicts.count == 1)
  }

  @Test func `a masked copy published before does not stand for the report, which has a link to it`() throws {
    let folder = try TemporaryFolder()
    let before = Document(text: Self.report(Self.figures.map { _ in "**" }), source: "https://doc88.com/1.html")
    let report = Document(text: original, source: "https://www.a.gov.cn/1.html")
    let verdicts = try verdicts(try dedupe(after: [before], in: folder), [report])
    #expect(verdicts[report.id]?.duplicateOf == nil)
    #expect(verdicts[report.id]?.links.map(\.of) == [before.id])
    #expect(verdicts[report.id]?.links.map(\.relation) == ["masked"])
  }

  @Test func `a report of a template that was published before is linked`() throws {
    let folder = try TemporaryFolder()
    let before = Document(text: original, source: "a/1.html")
    let sibling = Document(text: Self.report(Self.others, county: "柳河"), source: "b/1.html")
    let verdicts = try verdicts(try dedupe(after: [before], in: folder), [sibling])
    #expect(verdicts[sibling.id]?.duplicateOf == nil)
    #expect(verdicts[sibling.id]?.links.map(\.relation) == ["template"])
  }

  @Test func `earlier runs that are not there or are damaged end the run`() throws {
    let folder = try TemporaryFolder()
    let damaged = try folder.write("{\"schema\":", to: "documents.jsonl")
    for (path, message) in [
      ("/nowhere", "dedupe: 'earlier' has no documents in '/nowhere'; name a run's folder"),
      (damaged, "dedupe: line 1 of 'earlier' in '\(damaged)' is no document; is the run whole?"),
    ] {
      #expect(throws: RunFailure(.inputOutput, message)) {
        try Dedupe(["earlier": "[\(path)]"]).earlier { _, _ in }
      }
    }
  }
}
