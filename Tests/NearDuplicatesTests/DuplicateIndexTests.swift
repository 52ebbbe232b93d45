import PipelineTesting
import Testing

@testable import NearDuplicates

struct DuplicateIndexTests {
  private typealias Entry = DuplicateIndex.Entry

  private func resolve(_ texts: [String], _ rules: DuplicateRules = DuplicateRules()) -> [UInt64: DuplicateFinding] {
    resolve(texts.enumerated().map { Entry(id: UInt64($0), sketch: TextSketch($1)) }, rules)
  }

  private func resolve(_ entries: [Entry], _ rules: DuplicateRules = DuplicateRules()) -> [UInt64: DuplicateFinding] {
    var index = DuplicateIndex()
    for entry in entries { index.add(entry) }
    return Dictionary(uniqueKeysWithValues: index.resolve(rules).map { ($0.id, $0) })
  }

  /// Families of siblings, each with copies of every kind, and reports that stand alone.
  private func corpus(_ generator: inout SeededGenerator) -> [String] {
    var texts: [String] = []
    for _ in 0..<4 {
      let first = SampleReport(SampleReport.template(&generator), &generator)
      for report in [first, first.sibling(&generator), first.sibling(&generator, sameBody: true)] {
        texts += [report.text, report.text.replacing("。", with: " "), report.masked, report.dropping([2, 7]).text]
        texts += [report.correcting(1).text, report.text(hidden: "XX") { $0 % 3 == 0 ? String($0) : "×" }]
      }
      texts.append(SampleReport(SampleReport.template(&generator, sentences: 14), &generator).text)
    }
    return texts
  }

  @Test(arguments: 0..<UInt64(40))
  func `finds the same in any order, in parts merged in any way`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let entries = corpus(&generator).enumerated().map { at, text in
      Entry(id: UInt64(at * 7919 % 1009), sketch: TextSketch(text), published: Int32(20_240_000 + at % 5))
    }
    var whole = DuplicateIndex()
    for entry in entries { whole.add(entry) }
    var parts = (0..<6).map { _ in DuplicateIndex() }
    for entry in entries.shuffled(using: &generator) { parts[generator.below(6)].add(entry) }
    while parts.count > 1 {
      let part = parts.remove(at: generator.below(parts.count))
      parts[generator.below(parts.count)].merge(part)
    }
    #expect(parts[0].count == entries.count)
    #expect(parts[0].resolve() == whole.resolve())
  }

  @Test(arguments: 0..<UInt64(40))
  func `siblings of one template are linked and never folded, each with its masked copies`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let template = SampleReport.template(&generator)
    let reports = (0..<6).map { _ in SampleReport(template, &generator) }
    // A third of the figures left, so that each masked copy can be told whose it is.
    let texts = reports.map(\.text) + reports.map { report in report.text { $0 % 3 == 0 ? String($0) : "**" } }
    let found = resolve(texts)
    for at in reports.indices {
      #expect(found[UInt64(at)]?.copyOf == nil)
      #expect(found[UInt64(at + reports.count)]?.copyOf == UInt64(at))
    }
    let linked = found.values.flatMap { finding in
      finding.links.filter { $0.relation == .template }.map { ($0.of, finding.id) }
    }
    #expect(Set(linked.flatMap { [$0, $1] }) == Set(0..<6))
  }

  @Test(arguments: 0..<UInt64(40))
  func `a masked copy without figures joins no two reports, and is ambiguous between them`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let report = SampleReport(SampleReport.template(&generator), &generator)
    let other = report.sibling(&generator, sameBody: true)
    let found = resolve([report.text, other.text, report.masked])
    #expect(found[0]?.copyOf == nil && found[1]?.copyOf == nil)
    let masked = try #require(found[2])
    #expect(masked.isAmbiguous && masked.copyOf == nil)
    #expect(masked.links.filter { $0.relation == .masked }.map(\.of) == [0, 1])
    // Of one report alone it is a copy.
    let alone = resolve([report.text, report.masked])
    #expect(alone[1]?.copyOf == 0 && alone[1]?.links.map(\.relation) == [.masked])
  }

  @Test(arguments: 0..<UInt64(40))
  func `one figure left tells whose masked copy it is`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let report = SampleReport(SampleReport.template(&generator), &generator)
    var other = report.sibling(&generator, sameBody: true)
    for at in other.figures.indices where other.figures[at] == report.figures[at] { other.figures[at] += 1 }
    let shown = Set(report.figures.prefix(8))
    let masked = report.text { shown.contains($0) ? String($0) : "*" }
    #expect(resolve([report.text, other.text, masked])[2]?.copyOf == 0)
    #expect(resolve([other.text, report.text, masked])[2]?.copyOf == 1)
  }

  @Test(arguments: 0..<UInt64(20))
  func `an excerpt that fits two bodies' reports joins them not`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let report = SampleReport(SampleReport.template(&generator), &generator)
    var other = report.sibling(&generator, sameBody: true)
    // The first eight figures are the same in both, and the excerpt has no others.
    for at in 0..<8 { other.figures[at] = report.figures[at] }
    let excerpt = report.dropping(Set(8..<30))
    let found = resolve([report.text, other.text, excerpt.text])
    #expect(found[0]?.copyOf == nil && found[1]?.copyOf == nil)
  }

  @Test func `the similarity of a chain does not add up: every copy is one of what stands for it`() {
    var generator = SeededGenerator(seed: 5)
    let report = SampleReport(SampleReport.template(&generator), &generator)
    let found = resolve([report.text, report.dropping([1]).text, report.dropping([1, 2, 3]).text, report.masked])
    #expect([1, 2, 3].allSatisfy { found[$0]?.copyOf == 0 })
    #expect(found[0] == nil)
    #expect(found[3]?.links == [DuplicateFinding.Link(of: 0, relation: .masked, similarity: 1)])
  }

  @Test func `relations that are not folded are linked`() {
    var generator = SeededGenerator(seed: 9)
    let report = SampleReport(SampleReport.template(&generator), &generator)
    let near = report.dropping([4]).text
    var rules = DuplicateRules()
    rules.folded = [.exact]
    let found = resolve([report.text, near, near + "\n", report.masked, report.text + " "], rules)
    #expect(found[1]?.copyOf == nil && found[1]?.links.map(\.relation) == [.near])
    #expect(found[2]?.copyOf == 1)
    #expect(found[3]?.copyOf == nil && found[3]?.links.map(\.relation) == [.masked])
    #expect(found[4]?.copyOf == 0)
  }

  @Test func `documents of different scopes are not compared`() {
    var generator = SeededGenerator(seed: 11)
    let report = SampleReport(SampleReport.template(&generator), &generator)
    let sketches = [TextSketch(report.text), TextSketch(report.dropping([4]).text), TextSketch(report.masked)]
    let found = resolve(zip(sketches, [1, 2, 0]).enumerated().map { Entry(id: UInt64($0), sketch: $1.0, scope: $1.1) })
    #expect(found[0]?.copyOf == nil && found[1]?.copyOf == nil)
  }

  @Test func `empty texts are no copies of each other`() {
    #expect(resolve(["", " ", "。", "一"]).isEmpty)
  }

  @Test func `a family of hundreds has a link or two for each`() {
    var generator = SeededGenerator(seed: 3)
    let template = SampleReport.template(&generator)
    let found = resolve((0..<300).map { _ in SampleReport(template, &generator).text })
    #expect(found.values.allSatisfy { $0.copyOf == nil })
    #expect((299...600).contains(found.values.reduce(0) { $0 + $1.links.count }))
  }
}

struct RepresentativeTests {
  private func standing(_ entries: [DuplicateIndex.Entry], keep: [DuplicateRules.Preference]? = nil) -> UInt64? {
    var index = DuplicateIndex()
    for entry in entries { index.add(entry) }
    var rules = DuplicateRules()
    if let keep { rules.keep = keep }
    let over = Set(index.resolve(rules).compactMap(\.copyOf))
    return over.count == 1 ? over.first : nil
  }

  private let report: SampleReport

  init() {
    var generator = SeededGenerator(seed: 17)
    report = SampleReport(SampleReport.template(&generator), &generator)
  }

  private func entry(
    _ id: UInt64, _ text: String, _ published: Int32 = 0, _ trust: DuplicateIndex.HostTrust = .unknown
  ) -> DuplicateIndex.Entry {
    DuplicateIndex.Entry(id: id, sketch: TextSketch(text), published: published, trust: trust)
  }

  @Test func `who shows the figures comes before who is official`() {
    #expect(standing([entry(1, report.masked, 0, .official), entry(2, report.text, 0, .shop)]) == 2)
  }

  @Test func `an official host comes before a shop and before a longer text`() {
    let short = report.dropping([3]).text
    #expect(standing([entry(1, report.text, 0, .shop), entry(2, short, 0, .official)]) == 2)
    #expect(standing([entry(1, report.text, 0, .shop), entry(2, short)]) == 2)
  }

  @Test func `a revision comes before what it corrects, also where that is repeated later`() {
    let revised = report.correcting(1).text
    let entries = [
      entry(1, report.text, 20_240_301), entry(2, revised, 20_240_310), entry(3, report.text + "\n", 20_240_401),
    ]
    #expect(standing(entries) == 2)
    #expect(standing(entries, keep: [.earliest]) == 1)
    #expect(standing(entries, keep: [.latest]) == 3)
  }

  @Test func `a later copy with sentences missing is no revision`() {
    #expect(standing([entry(1, report.dropping([3]).text, 20_240_401), entry(2, report.text, 20_240_301)]) == 2)
  }

  @Test func `in the end the id decides`() {
    #expect(standing([entry(9, report.text), entry(4, report.text), entry(6, report.text)]) == 4)
    #expect(standing([entry(9, report.text), entry(4, report.dropping([3]).text)], keep: []) == 4)
  }
}
