/// The body that speaks in a report.
public struct ReportingBody: Sendable, Hashable, Codable {
  /// Its name, as it stands.
  public var name: String
  /// The names of its area, largest to smallest.
  public var area: [String]

  /// Makes a body; nil where a part of the name is blanked out, or no area tells it from others of the name.
  public init?(name: String, area: [String]) {
    guard !area.isEmpty, !(area + [name]).contains(where: Self.isBlankedOut) else { return nil }
    self.name = name
    self.area = area
  }

  /// Whether a part of a name is hidden; 某 and ■ hide names too, but stand in other words of a report.
  private static func isBlankedOut(_ name: String) -> Bool {
    name.unicodeScalars.contains { $0.value.isMask || $0 == "某" || $0 == "■" }
  }

  /// The smallest area with what the name says beside it: 青山县司法局, 湖北省青山县司法局 and 县司法局 are one in their area.
  var key: String {
    var rest = name[...]
    while let place = area.first(where: { rest.hasPrefix($0) }) { rest = rest.dropFirst(place.count) }
    if let level = rest.first, "省市县区州旗".contains(level) { rest = rest.dropFirst() }
    return (area.last ?? "") + rest
  }

  /// Whether the areas may be one: the one names the other's, perhaps with some left out.
  func mayBe(_ other: Self) -> Bool {
    let (short, long) = area.count <= other.area.count ? (area, other.area) : (other.area, area)
    var rest = long[...]
    return short.allSatisfy { name in
      guard let place = rest.firstIndex(of: name) else { return false }
      rest = rest[(place + 1)...]
      return true
    }
  }
}

/// Finds facts that reports of one body state with different values.
public struct ConflictReader: Sendable {
  /// A fact of one report against that of an earlier one.
  public struct Conflict: Sendable, Hashable {
    /// The place of the report among those given, and its fact.
    public var report: Int
    /// The fact.
    public var fact: Fact
    /// The place of the earlier report.
    public var earlier: Int
    /// The fact there.
    public var earlierFact: Fact

    /// The conflict in plain words; the fact counts `label`, and the earlier report is `source`.
    public func message(label: String, source: String) -> String {
      "\(label) in \(fact.period) is \(earlierFact.value.plain) in '\(source)', stated \(fact.value.plain)"
    }
  }

  /// Makes a reader.
  public init() {}

  /// The conflicts among `reports`, which come in the order in which they were published: each fact against the first
  /// report that states it.
  public func conflicts(among reports: [(body: ReportingBody, facts: [Fact])]) -> [Conflict] {
    var first: [Topic: [(report: Int, fact: Fact)]] = [:]
    var conflicts: [Conflict] = []
    for (index, report) in reports.enumerated() {
      let body = report.body.key
      for fact in report.facts {
        let topic = Topic(body: body, fact: fact.key)
        guard let earlier = first[topic]?.first(where: { reports[$0.report].body.mayBe(report.body) }) else {
          first[topic, default: []].append((index, fact))
          continue
        }
        if earlier.fact.value != fact.value {
          conflicts.append(
            Conflict(report: index, fact: fact, earlier: earlier.report, earlierFact: earlier.fact))
        }
      }
    }
    return conflicts
  }

  private struct Topic: Hashable {
    var body: String
    var fact: Fact.Key
  }
}
