/// Chooses the document that stands for a cluster.
struct Representative {
  private let groups: TextGroups
  private let nodes: [Int]
  private let rules: DuplicateRules
  /// How many pairs of texts were compared to tell their versions.
  private(set) var questions = 0

  /// A text is held against the first so many versions; where there are more, they are counters and dates of sites, and
  /// what agrees with none of the first is a version of its own.
  private static let mostVersions = 24

  init(_ groups: TextGroups, _ nodes: [Int], _ rules: DuplicateRules) {
    self.groups = groups
    self.nodes = nodes
    self.rules = rules
  }

  mutating func choose() -> RecordView {
    if nodes.count == 1, groups.records(of: nodes[0]).count == 1 { return groups.head(nodes[0]) }
    let fewestMasks = nodes.map { groups.sketch($0).masks }.min() ?? 0
    let versions = rules.keep.contains(.revised) ? versions() : [:]
    var best: (key: [Int64], record: RecordView)?
    for node in nodes {
      let masks = groups.sketch(node).masks
      let isMasked = fewestMasks == 0 ? masks > 0 : masks >= fewestMasks + 2 + fewestMasks / 2
      for record in groups.records(of: node) {
        let key = rules.keep.map { preference -> Int64 in
          switch preference {
          case .unmasked: isMasked ? 1 : 0
          case .official: Int64(record.trust)
          case .revised: -Int64(versions[node] ?? 0)
          case .longest: -Int64(record.sketch.letters)
          case .earliest: record.published == 0 ? .max : Int64(record.published)
          case .latest: -Int64(record.published)
          }
        }
        if let best, !Self.precedes(key, record, best.key, best.record) { continue }
        best = (key, record)
      }
    }
    return best.unsafelyUnwrapped.record
  }

  private static func precedes(_ a: [Int64], _ recordA: RecordView, _ b: [Int64], _ recordB: RecordView) -> Bool {
    for (x, y) in zip(a, b) where x != y { return x < y }
    return recordA.id < recordB.id
  }

  /// By node, the day on which its figures were first published.
  ///
  /// Texts whose figures agree are one version, whoever repeats it later; a version with another figure is a revision. 0
  /// where there is one version only, or no day is known.
  private mutating func versions() -> [Int: Int32] {
    guard nodes.count > 1 else { return [:] }
    var heads: [(node: Int, first: Int32)] = []
    var versionOf: [Int: Int] = [:]
    for node in nodes {
      let first = groups.records(of: node).map(\.published).filter { $0 > 0 }.min() ?? 0
      let known = heads.prefix(Self.mostVersions).firstIndex { head in
        questions += 1
        return PairComparison(groups.sketch(node), groups.sketch(head.node), rules.thresholds).differentFigures == 0
      }
      guard let known else {
        versionOf[node] = heads.count
        heads.append((node, first))
        continue
      }
      versionOf[node] = known
      if first > 0 { heads[known].first = heads[known].first == 0 ? first : min(heads[known].first, first) }
    }
    return heads.count > 1 ? versionOf.mapValues { heads[$0].first } : [:]
  }
}
