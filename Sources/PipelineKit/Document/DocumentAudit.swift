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
    // By index: a copy of a metric takes longer than to look at it.
    for index in outline.indices {
      if isBroken(outline[index].range) { return "segment \(index) lies outside the text" }
      if let parent = outline[index].parent, !(0..<index).contains(parent) {
        return "segment \(index) has no such parent"
      }
    }
    for index in metrics.indices {
      if isBroken(metrics[index].range) || isBroken(metrics[index].sentence) {
        return "metric \(index) lies outside the text"
      }
      if let segment = metrics[index].segment, !outline.indices.contains(segment) {
        return "metric \(index) has no such segment"
      }
      if !isMetric(metrics[index].partOf) || !(metrics[index].ratioOf?.allSatisfy(isMetric) ?? true) {
        return "metric \(index) refers to no metric"
      }
      if !isNumber(metrics[index].value) || !isNumber(metrics[index].valueHigh) {
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
