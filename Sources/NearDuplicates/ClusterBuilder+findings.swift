extension ClusterBuilder {
  /// What there is to say of each document, by id.
  func findings() -> [DuplicateFinding] {
    var findings: [UInt64: DuplicateFinding] = [:]
    // Most documents stand alone, and take nothing here.
    var standing: [Int: RecordView] = [:]
    for root in roots {
      let nodes = members(root).map { Int($0) }
      let first = Representative(groups, nodes, rules).choose()
      standing[root] = first
      for node in nodes { fold(node, into: first, &findings) }
    }
    for (leaf, others) in ambiguous {
      let record = standing[root(leaf)] ?? groups.head(leaf)
      var finding = findings[record.id] ?? DuplicateFinding(id: record.id)
      finding.isAmbiguous = true
      for other in others {
        let report = standing[root(other)] ?? groups.head(other)
        finding.links.append(link(of: report, relate(leaf, other).similarity, .masked))
      }
      findings[record.id] = finding
    }
    linkSiblings(standing, &findings)
    for id in findings.keys { findings[id]?.links.sort { $0.of < $1.of } }
    return findings.values.sorted { $0.id < $1.id }
  }

  /// Folds the documents of one text into the one that stands for their cluster, or where such copies are not folded,
  /// into one of themselves.
  private func fold(_ node: Int, into first: RecordView, _ findings: inout [UInt64: DuplicateFinding]) {
    let pair = PairComparison(groups.sketch(node), first.sketch, rules.thresholds)
    let relation: DuplicateRelation = pair.isExact ? .exact : pair.isMasked ? .masked : .near
    var own = first
    if relation != .exact, !rules.folded.contains(relation) {
      own = Representative(groups, [node], rules).choose()
      findings[own.id] = DuplicateFinding(id: own.id, links: [link(of: first, pair.similarity, relation)])
    }
    for record in groups.records(of: node) where record.id != own.id {
      let isSame = own.id != first.id || pair.isExact
      let mine: DuplicateRelation = isSame ? .exact : relation
      let similarity = isSame ? 1 : pair.similarity
      findings[record.id] = DuplicateFinding(
        id: record.id, copyOf: rules.folded.contains(mine) ? own.id : nil, links: [link(of: own, similarity, mine)])
    }
  }

  /// Links what stands for a cluster with what stands for the clusters that share its template.
  private func linkSiblings(_ standing: [Int: RecordView], _ findings: inout [UInt64: DuplicateFinding]) {
    var best: [[Int]: Float] = [:]
    for edge in siblings {
      let (a, b) = (root(Int(edge.a)), root(Int(edge.b)))
      guard a != b else { continue }
      best[[min(a, b), max(a, b)]] = max(best[[min(a, b), max(a, b)]] ?? 0, edge.similarity)
    }
    for (pair, similarity) in best {
      let one = standing[pair[0]] ?? groups.head(pair[0])
      let two = standing[pair[1]] ?? groups.head(pair[1])
      let (earlier, later) = one.id < two.id ? (one, two) : (two, one)
      findings[later.id, default: DuplicateFinding(id: later.id)].links.append(
        link(of: earlier, Double(similarity), .template))
    }
  }

  /// A similarity is an estimate: three places are more than it has.
  private func link(of record: RecordView, _ similarity: Double, _ relation: DuplicateRelation)
    -> DuplicateFinding.Link
  {
    DuplicateFinding.Link(of: record.id, relation: relation, similarity: (similarity * 1000).rounded() / 1000)
  }
}
