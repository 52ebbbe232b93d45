import Outline
import PipelineKit
import Quantities
import Readings

// Between the layers of a document and the types of the plain libraries, which have never heard of a document.

extension Section {
  init(_ segment: Segment) {
    let title = segment.range.lowerBound + segment.marker.utf8.count
    self.init(
      range: segment.range, level: segment.level, marker: segment.marker, title: segment.title,
      titleRange: title..<min(segment.range.upperBound, title + segment.title.utf8.count),
      role: Role(word: segment.role) ?? .other, parent: segment.parent)
  }
}

extension Metric {
  init(_ figure: Figure, catalog: Catalog?) {
    // A change of a metric is another quantity than the metric.
    let isChange = figure.isChange || figure.kind == .change
    self.init(
      range: figure.quantity.range, sentence: figure.sentence, segment: figure.section,
      metric: isChange ? nil : catalog?.id(label: figure.label, action: figure.action, unit: figure.quantity.unit),
      label: figure.label, action: figure.action, value: figure.quantity.value, valueHigh: figure.quantity.valueHigh,
      unit: figure.quantity.unit, isMasked: figure.quantity.isMasked, qualifier: figure.quantity.qualifier.rawValue,
      kind: figure.kind.rawValue, isChange: figure.isChange, period: figure.period, partOf: figure.partOf,
      ratioOf: figure.ratioOf.map { [$0.numerator, $0.denominator] }, rule: figure.rule.rawValue)
  }
}

extension Figure {
  init(_ metric: Metric) {
    let quantity = Quantity(
      range: metric.range, value: metric.value, valueHigh: metric.valueHigh, unit: metric.unit,
      qualifier: Qualifier(word: metric.qualifier) ?? .exact, isMasked: metric.isMasked)
    let ratio = metric.ratioOf.flatMap { $0.count == 2 ? Ratio(numerator: $0[0], denominator: $0[1]) : nil }
    self.init(
      quantity: quantity, label: metric.label, action: metric.action,
      kind: FigureKind(word: metric.kind) ?? .actual,
      isChange: metric.isChange, period: metric.period, section: metric.segment, sentence: metric.sentence,
      partOf: metric.partOf, ratioOf: ratio, rule: LabelRule(word: metric.rule) ?? .none)
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The case of a word; a few short words are sooner compared one by one than as `init(rawValue:)` does it.
  fileprivate init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == word }) else { return nil }
    self = found
  }
}
