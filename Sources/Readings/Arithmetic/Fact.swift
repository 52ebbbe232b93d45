import Quantities

/// A figure that another report of the same body may state too.
public struct Fact: Sendable, Hashable, Codable {
  /// The id in the catalogue.
  public var metric: String
  /// The span of time, ISO 8601.
  public var period: String
  /// The unit as written; empty where there is none.
  public var unit: String
  /// Whether it is planned; what was reached and what a later report remembers of it are one.
  public var isTarget: Bool
  /// The value, stated exactly.
  public var value: Double
  /// The index of the figure in its report.
  public var figure: Int

  /// Makes a fact from its parts.
  public init(metric: String, period: String, unit: String, isTarget: Bool, value: Double, figure: Int) {
    self.metric = metric
    self.period = period
    self.unit = unit
    self.isTarget = isTarget
    self.value = value
    self.figure = figure
  }

  /// The facts among a report's figures, in the order of the text; `metrics` are the figures' ids in the catalogue.
  ///
  /// Masked and approximate figures, changes, and figures without an id or a period are none. Nor is what the report states
  /// with several values: it takes the metric apart (by village, by month), and none of them is the body's own.
  public static func all(in figures: [Figure], metrics: [String?]) -> [Fact] {
    var facts: [Fact] = []
    var places: [Key: Int] = [:]
    var ambiguous: Set<Key> = []
    for (index, figure) in figures.enumerated() {
      guard let metric = metrics[index], let period = figure.period, !figure.isChange, figure.kind != .change else {
        continue
      }
      let unit = figure.quantity.unit ?? ""
      let key = Key(metric: metric, period: period, unit: unit, isTarget: figure.kind == .target)
      let isShare = figure.partOf.map { metrics[$0] == metric } ?? false
      guard let value = figure.quantity.exactValue, !isShare else { continue }
      if let place = places[key] {
        if facts[place].value != value { ambiguous.insert(key) }
        continue
      }
      places[key] = facts.count
      facts.append(
        Fact(
          metric: metric, period: period, unit: unit, isTarget: figure.kind == .target, value: value, figure: index))
    }
    return facts.filter { !ambiguous.contains($0.key) }
  }

  /// What two reports must agree in to speak of one thing.
  struct Key: Hashable {
    var metric: String
    var period: String
    var unit: String
    var isTarget: Bool
  }

  var key: Key { Key(metric: metric, period: period, unit: unit, isTarget: isTarget) }
}

extension Quantity {
  /// The value, where it is one number and stated exactly.
  var exactValue: Double? { !isMasked && qualifier == .exact && valueHigh == nil ? value : nil }
}
