extension Document {
  /// What a layer says that cannot be so: a range outside the text or inside a character, an index of nothing.
  ///
  /// The runner asks after each stage that adds offsets, so that a stage's mistake costs the document and not the run.
  var contradiction: String? {
    let utf8 = text.utf8
    func isBroken(_ range: Range<Int>) -> Bool {
      guard range.lowerBound >= 0, range.upperBound <= utf8.count else { return true }
      return [range.lowerBound, range.upperBound].contains { offset in
        offset < utf8.count && utf8[utf8.index(utf8.startIndex, offsetBy: offset)] & 0xC0 == 0x80
      }
    }
    if paidSpans.contains(where: isBroken) { return "a paid span lies outside the text" }
    for (index, segment) in outline.enumerated() {
      if isBroken(segment.range) { return "segment \(index) lies outside the text" }
      if let parent = segment.parent, !(0..<index).contains(parent) { return "segment \(index) has no such parent" }
    }
    for (index, metric) in metrics.enumerated() {
      if isBroken(metric.range) || isBroken(metric.sentence) { return "metric \(index) lies outside the text" }
      if let segment = metric.segment, !outline.indices.contains(segment) {
        return "metric \(index) has no such segment"
      }
      let others = [metric.partOf].compactMap { $0 } + (metric.ratioOf ?? [])
      if others.contains(where: { !metrics.indices.contains($0) }) { return "metric \(index) refers to no metric" }
      if [metric.value, metric.valueHigh].contains(where: { $0?.isFinite == false }) {
        return "metric \(index) has a value that is no number"
      }
    }
    for (index, check) in checks.enumerated() {
      if (check.terms + [check.stated]).contains(where: { !metrics.indices.contains($0) }) {
        return "check \(index) refers to no metric"
      }
      if !check.computed.isFinite || !check.tolerance.isFinite { return "check \(index) has no number" }
    }
    return nil
  }
}
