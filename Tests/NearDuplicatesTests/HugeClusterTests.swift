import PipelineTesting
import Testing

@testable import NearDuplicates

/// Thousands of copies of one report: what each costs must not grow with their number.
struct HugeClusterTests {
  /// How many pairs were compared to tell what is whose copy, and whether all were.
  private func questions(_ sketches: [TextSketch]) -> (count: Int, folded: Int) {
    let slab = RecordSlab(
      copying: sketches.enumerated().reduce(into: []) { bytes, item in
        RecordView.append(
          DuplicateIndex.Entry(id: UInt64(item.offset), sketch: item.element, published: Int32(item.offset)), to: &bytes
        )
      })
    return withExtendedLifetime(slab) {
      let records = DuplicateIndex.records([slab])
      let groups = TextGroups(records, DuplicateRules())
      var candidates = 0
      CandidatePairs(groups, minLetters: 60).forEach { a, b in
        candidates += 1
        return PairComparison(groups.sketch(a), groups.sketch(b), DuplicateThresholds()).kind != .unrelated
      }
      var clusters = ClusterBuilder(groups, DuplicateRules())
      clusters.build()
      var standing = Representative(groups, Array(0..<groups.count), DuplicateRules())
      _ = standing.choose()
      let folded = clusters.findings().count { $0.copyOf != nil }
      return (candidates + clusters.questions + standing.questions, folded)
    }
  }

  /// Sketches as of so many texts that differ from the report in a figure, each in another one, and in how much is masked.
  private func copies(_ count: Int, masks: UInt8) -> [TextSketch] {
    var generator = SeededGenerator(seed: 31)
    let report = SampleReport(SampleReport.template(&generator, sentences: 40), &generator)
    let original = TextSketch(report.text)
    let figures = Int(original.rawValue[24])
    return [original]
      + (0..<count).map { at in
        var bytes = original.rawValue
        withUnsafeBytes(of: UInt64(at + 1)) { for (place, byte) in $0.enumerated() { bytes[place] = byte } }
        bytes[22] = masks
        let value = SketchView.Offset.samples + 2 * figures + at % figures
        if masks == 0 { bytes[value] = (bytes[value] ^ UInt8(1 + at / figures % 126)) & 0x7F }
        return TextSketch(rawValue: bytes) ?? original
      }
  }

  @Test(arguments: [0, 12] as [UInt8])
  func `each copy of a report that thousands have costs as much as one of hundreds`(masks: UInt8) {
    let (few, many) = (questions(copies(150, masks: masks)), questions(copies(600, masks: masks)))
    #expect(few.folded == 150 && many.folded == 600)
    #expect(many.count < 6 * few.count)
  }
}
