import PipelineTesting
import Testing

@testable import NearDuplicates

struct KnownDuplicatesTests {
  private typealias Entry = DuplicateIndex.Entry

  private func index(_ entries: some Sequence<Entry>) -> DuplicateIndex {
    var index = DuplicateIndex()
    for entry in entries { index.add(entry) }
    return index
  }

  /// Families of siblings with copies of every kind, reports that stand alone, and short ones.
  private func entries(_ generator: inout SeededGenerator, families: Int = 2) -> [Entry] {
    var texts = ["办理案件12件。", "办理案件 12 件", "办理案件13件。", ""]
    for _ in 0..<families {
      let first = SampleReport(SampleReport.template(&generator), &generator)
      for report in [first, first.sibling(&generator), first.sibling(&generator, sameBody: true)] {
        texts += [report.text, report.text.replacing("。", with: " "), report.masked, report.dropping([2, 7]).text]
        texts += [report.correcting(1).text, report.text(hidden: "XX") { $0 % 3 == 0 ? String($0) : "×" }]
      }
      texts.append(SampleReport(SampleReport.template(&generator, sentences: 14), &generator).text)
    }
    return texts.enumerated().map { at, text in
      Entry(
        id: UInt64(at * 7919 % 1009), sketch: TextSketch(text), published: Int32(20_240_000 + at % 5),
        scope: UInt32(at % 7 == 0 ? 0 : 1 + generator.below(9) / 8))
    }
  }

  @Test(arguments: 0..<UInt64(3))
  func `a document that is looked up has the links that it has when all are resolved at once`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let all = entries(&generator)
    let resolved = index(all).resolve()
    for entry in all {
      let known = KnownDuplicates(index(all.filter { $0.id != entry.id }))
      #expect(known.find(index([entry])) == resolved.involving([entry.id]))
    }
  }

  @Test(arguments: 0..<UInt64(12))
  func `so have many that are looked up together, and those that are known already are replaced`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let all = entries(&generator)
    let new = all.shuffled(using: &generator).prefix(1 + generator.below(20))
    let ids = Set(new.map(\.id))
    var old = all.filter { !ids.contains($0.id) }
    // What these documents said before.
    for (id, other) in zip(ids.sorted().prefix(4), all) { old.append(Entry(id: id, sketch: other.sketch)) }
    var rules = DuplicateRules()
    if seed % 3 == 0 { rules.folded = [.exact] }
    let found = KnownDuplicates(index(old.shuffled(using: &generator)), rules: rules).find(index(new))
    #expect(found == index(all).resolve(rules).involving(ids))
  }

  @Test(arguments: 0..<UInt64(4))
  func `in a crowd the answer is the same, from the crowds alone and from all`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let template = SampleReport.template(&generator, sentences: 36)
    let reports = (0..<(30 + 20 * Int(seed))).map { _ in SampleReport(template, &generator) }
    var texts = reports.map(\.text) + reports.prefix(20).map(\.masked) + [reports[3].dropping([5]).text]
    for _ in 0..<20 { texts.append(SampleReport(SampleReport.template(&generator), &generator).text) }
    let all = texts.enumerated().map { Entry(id: UInt64($0), sketch: TextSketch($1)) }
    let resolved = index(all).resolve()
    for held in [[3], [UInt64(reports.count), 7], [UInt64(reports.count + 20)]] as [Set<UInt64>] {
      let known = KnownDuplicates(index(all.filter { !held.contains($0.id) }))
      let new = index(all.filter { held.contains($0.id) })
      #expect(known.find(new) == resolved.involving(held))
      #expect(known.find(new, gathering: all.count) == resolved.involving(held))
    }
  }

  @Test func `only what has a say is gathered: copies, siblings with theirs, and these ones' siblings`() {
    var generator = SeededGenerator(seed: 12)
    let all = entries(&generator, families: 6).map { Entry(id: $0.id, sketch: $0.sketch) }
    let (slabs, lone) = (index(all.dropLast()).allSlabs, index(all.suffix(1)).allSlabs)
    withExtendedLifetime((slabs, lone)) {
      let texts = CandidatePairs(TextGroups(DuplicateIndex.records(slabs), DuplicateRules()), minLetters: 60)
      var search = NeighbourSearch(
        BandIndex(texts), DuplicateIndex.records(lone), DuplicateRules(), replaced: [], most: 1000)
      // The last text stands alone, but for some sentences.
      let gathered = search.gather()
      #expect((gathered?.count ?? .max) < 3)
    }
  }

  @Test func `nothing is known, nothing new, and nothing alike`() {
    let empty = DuplicateIndex()
    let one = index([Entry(id: 1, sketch: TextSketch("办理案件12件。"))])
    #expect(KnownDuplicates(empty).find(one).isEmpty)
    #expect(KnownDuplicates(one).find(empty).isEmpty)
    #expect(KnownDuplicates(one).find(index([Entry(id: 2, sketch: TextSketch("办理案件13件。"))])).isEmpty)
    #expect(KnownDuplicates(one).find(index([Entry(id: 2, sketch: TextSketch("办理案件 12 件"))])).count == 1)
  }
}
