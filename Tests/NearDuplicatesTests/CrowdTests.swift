import PipelineTesting
import Testing

@testable import NearDuplicates

/// Many reports of one template, as of a form that a whole country fills in.
struct CrowdTests {
  private func crowd(_ count: Int, _ generator: inout SeededGenerator) -> [SampleReport] {
    let template = SampleReport.template(&generator, sentences: 36)
    return (0..<count).map { _ in SampleReport(template, &generator) }
  }

  private func index(_ texts: [String]) -> DuplicateIndex {
    var index = DuplicateIndex()
    for (id, text) in texts.enumerated() { index.add(DuplicateIndex.Entry(id: UInt64(id), sketch: TextSketch(text))) }
    return index
  }

  @Test(arguments: 0..<UInt64(4))
  func `copies find each other among hundreds of siblings, and no sibling is folded`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let reports = crowd(300, &generator)
    let copies = reports.prefix(40).enumerated().map { at, report in
      switch at % 5 {
      case 0: report.dropping([2, 7, 11]).text
      case 1: report.correcting(1).text
      case 2: report.text(hidden: "XX") { String($0) }
      case 3: report.text { $0 % 3 == 0 ? String($0) : "**" }
      default: "网站首页 > 工作总结 打印本页 关闭窗口\n" + report.text + "主办单位县司法局 技术支持某某科技有限公司"
      }
    }
    let found = Dictionary(uniqueKeysWithValues: index(reports.map(\.text) + copies).resolve().map { ($0.id, $0) })
    for at in reports.indices {
      let own: Set<UInt64> = at < copies.count ? [UInt64(at), UInt64(at + reports.count)] : [UInt64(at)]
      #expect(own.isSuperset(of: [found[UInt64(at)]?.copyOf ?? UInt64(at)]))
    }
    for at in copies.indices {
      let pair = (found[UInt64(at)]?.copyOf, found[UInt64(at + reports.count)]?.copyOf)
      #expect(pair == (nil, UInt64(at)) || pair == (UInt64(at + reports.count), nil))
    }
  }

  @Test func `a crowd is found the same in any order, in parts merged in any way`() {
    var generator = SeededGenerator(seed: 8)
    let reports = crowd(120, &generator)
    let texts =
      reports.map(\.text) + reports.prefix(60).map(\.masked) + reports.prefix(20).map { $0.dropping([4]).text }
    let entries = texts.enumerated().map { DuplicateIndex.Entry(id: UInt64($0), sketch: TextSketch($1)) }
    var parts = (0..<3).map { _ in DuplicateIndex() }
    for entry in entries.shuffled(using: &generator) { parts[generator.below(3)].add(entry) }
    parts[2].merge(parts[0])
    parts[2].merge(parts[1])
    let found = index(texts).resolve()
    #expect(parts[2].resolve() == found)
    #expect(found.allSatisfy { $0.links.count <= 16 })
  }

  @Test func `buckets are the same in however many turns keys are taken`() {
    var generator = SeededGenerator(seed: 13)
    let reports = crowd(200, &generator)
    // Masked ones have few figures left, which are looked for by two.
    let texts =
      reports.map(\.text) + reports.prefix(60).map(\.masked) + reports.prefix(20).map { $0.dropping([4]).text }
    let slabs = index(texts).allSlabs
    withExtendedLifetime(slabs) {
      let groups = TextGroups(DuplicateIndex.records(slabs), DuplicateRules())
      let pairs = CandidatePairs(groups, minLetters: 60)
      func buckets(_ rounds: UInt32) -> [[UInt64]] {
        var found: [[UInt64]] = []
        CrowdEvidence(pairs, pairs.nodes.indices.map { UInt32($0) }, rounds: rounds).forEachBucket {
          found.append(Array($0))
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }
      }
      let expected = buckets(8)
      #expect(expected.count > 1000)
      #expect(buckets(32) == expected)
    }
  }

  @Test func `each of a crowd is compared with as many others, however many there are`() {
    var generator = SeededGenerator(seed: 21)
    let sketches = crowd(600, &generator).map { TextSketch($0.text) }
    func comparisons(_ count: Int) -> Int {
      let slab = RecordSlab(
        copying: sketches.prefix(count).enumerated().reduce(into: []) { bytes, item in
          RecordView.append(DuplicateIndex.Entry(id: UInt64(item.offset), sketch: item.element), to: &bytes)
        })
      return withExtendedLifetime(slab) {
        let records = DuplicateIndex.records([slab])
        var calls = 0
        CandidatePairs(TextGroups(records, DuplicateRules()), minLetters: 60).forEach { _, _ in
          calls += 1
          return true
        }
        return calls
      }
    }
    #expect(comparisons(600) < 5 * comparisons(150))
  }
}
