extension Document {
  /// What a layer says that cannot be so: a range outside the text or inside a character, an index of nothing.
  ///
  /// The runner asks after each stage that adds offsets, so that a stage's mistake costs the document and not the run.
  var contradiction: String? {
    var text = text
    return text.withUTF8 { contradiction(with: $0) }
  }

  private func contradiction(with text: UnsafeBufferPointer<UInt8>) -> String? {
    func isBoundary(_ offset: Int) -> Bool { offset == text.count || text[offset] & 0xC0 != 0x80 }
    func isBroken(_ range: Range<Int>) -> Bool {
      range.lowerBound < 0 || range.upperBound > text.count || !isBoundary(range.lowerBound)
        || !isBoundary(range.upperBound)
    }
    func isMetric(_ index: Int?) -> Bool { index.map(metrics.indices.contains) ?? true }
    func isNumber(_ value: Double?) -> Bool { value?.isFinite ?? true }
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
      if !isMetric(metric.partOf) || !(metric.ratioOf?.allSatisfy(isMetric) ?? true) {
        return "metric \(index) refers to no metric"
      }
      if !isNumber(metric.value) || !isNumber(metric.valueHigh) {
        return "metric \(index) has a value that is no number"
      }
    }
    for (index, check) in checks.enumerated() {
      if !check.terms.allSatisfy(isMetric) || !isMetric(check.stated) { return "check \(index) refers to no metric" }
      if !check.computed.isFinite || !check.tolerance.isFinite { return "check \(index) has no number" }
    }
    return nil
  }
}
