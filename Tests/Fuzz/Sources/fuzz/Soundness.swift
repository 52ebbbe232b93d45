import Markup
import PipelineKit

/// A text's bytes, of which ranges are asked whether they can be so.
private struct TextBytes {
  let bytes: [UInt8]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Whether a range lies inside the text and cuts no character in two.
  func holds(_ range: Range<Int>) -> Bool {
    range.lowerBound >= 0 && range.upperBound <= bytes.count && isBorder(range.lowerBound) && isBorder(range.upperBound)
  }

  private func isBorder(_ offset: Int) -> Bool { offset == bytes.count || bytes[offset] & 0xC0 != 0x80 }
}

/// Ends the process unless what a page says of its text can be so.
func requireSound(_ page: Page) {
  let text = TextBytes(page.text)
  require(String(validating: text.bytes, as: UTF8.self) != nil, "a page's text is not UTF-8")
  require(page.lines.allSatisfy { text.holds($0.range) }, "a line lies outside the text")
  let lines = page.text.isEmpty ? 0 : text.bytes.count { $0 == 0x0A } + 1
  require(page.lines.count == lines, "\(page.lines.count) lines are told of a text that has \(lines)")
  require(page.links.allSatisfy { page.lines.indices.contains($0.line) }, "a link stands in no line")
  for table in page.tables {
    require(table.lines.count == table.rows.count, "a table's rows are not its lines")
    require(table.lines.allSatisfy(page.lines.indices.contains), "a table's row is no line")
  }
  let fields = Set(page.fields.keys)
  require(fields.isSubset(of: page.evidence.keys), "a field was found nowhere")
  require(fields.isSubset(of: page.statements.keys), "nobody states a field")
}

/// Ends the process unless every layer of a document can be so, and its rows can be written.
func requireSound(_ document: Document, after stage: String) {
  let text = TextBytes(document.text)
  func require(_ condition: Bool, _ rule: String) { if !condition { fail("'\(stage)': \(rule)") } }
  func isMetric(_ index: Int) -> Bool { document.metrics.indices.contains(index) }
  require(String(validating: text.bytes, as: UTF8.self) != nil, "the text is not UTF-8")
  require(document.paidSpans.allSatisfy(text.holds), "a paid span lies outside the text")
  for (index, segment) in document.outline.enumerated() {
    require(text.holds(segment.range), "a segment lies outside the text")
    guard let parent = segment.parent else { continue }
    require(0..<index ~= parent, "a segment's parent does not stand before it")
    require(document.outline[parent].level < segment.level, "a segment is no deeper than its parent")
  }
  for metric in document.metrics {
    require(text.holds(metric.range) && text.holds(metric.sentence), "a metric lies outside the text")
    require(!metric.range.isEmpty, "a metric is nothing")
    require(metric.segment.map(document.outline.indices.contains) ?? true, "a metric stands in no segment")
    require(metric.partOf.map(isMetric) ?? true, "a metric is part of none")
    require(metric.ratioOf?.allSatisfy(isMetric) ?? true, "a metric is a ratio of none")
    require([metric.value, metric.valueHigh].allSatisfy { $0?.isFinite ?? true }, "a metric's value is no number")
  }
  for check in document.checks {
    require(check.terms.allSatisfy(isMetric) && isMetric(check.stated), "a check is of no metric")
    require(check.computed.isFinite && check.tolerance.isFinite, "a check has no number")
  }
}
