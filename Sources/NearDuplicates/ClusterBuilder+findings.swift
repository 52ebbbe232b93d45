extension ClusterBuilder {
  /// What there is to say of each document, by id.
  func findings() -> DuplicateFindings {
    var rows: [DuplicateFindings.Row] = []
    // Most documents stand alone, and take nothing here.
    var standing: [Int: RecordView] = [:]
    for root in roots {
      let nodes = members(root).map { Int($0) }
      let first = Representative(groups, nodes, rules).choose()
      standing[root] = first
      for node in nodes { fold(node, into: first, &rows) }
    }
    for (leaf, others) in ambiguous {
      let record = standing[root(leaf)] ?? groups.head(leaf)
      for other in others {
        let report = standing[root(other)] ?? groups.head(other)
        rows.append(
          DuplicateFindings.Row(
            id: record.id, of: report.id, similarity: Float(relate(leaf, other).similarity), relation: .masked,
            isAmbiguous: true))
      }
    }
    linkSiblings(standing, &rows)
    return DuplicateFindings(rows)
  }

  /// Folds the documents of one text into the one that stands for their cluster, or where such copies are not folded,
  /// into one of themselves.
  private func fold(_ node: Int, into first: RecordView, _ rows: inout [DuplicateFindings.Row]) {
    let pair = PairComparison(groups.sketch(node), first.sketch, rules.thresholds)
    let relation: DuplicateRelation = pair.isExact ? .exact : pair.isMasked ? .masked : .near
    var own = first
    if relation != .exact, !rules.folded.contains(relation) {
      own = Representative(groups, [node], rules).choose()
      rows.append(
        DuplicateFindings.Row(id: own.id, of: first.id, similarity: Float(pair.similarity), relation: relation))
    }
    for record in groups.records(of: node) where record.id != own.id {
      let isSame = own.id != first.id || pair.isExact
      let mine: DuplicateRelation = isSame ? .exact : relation
      rows.append(
        DuplicateFindings.Row(
          id: record.id, of: own.id, similarity: isSame ? 1 : Float(pair.similarity), relation: mine,
          isCopy: rules.folded.contains(mine)))
    }
  }

  /// Links what stands for a cluster with what stands for the clusters that share its template.
  private func linkSiblings(_ standing: [Int: RecordView], _ rows: inout [DuplicateFindings.Row]) {
    var links: [Edge] = []
    links.reserveCapacity(siblings.count)
    for edge in siblings {
      let (a, b) = (root(Int(edge.a)), root(Int(edge.b)))
      guard a != b else { continue }
      var link = edge
      (link.a, link.b) = (UInt32(min(a, b)), UInt32(max(a, b)))
      links.append(link)
    }
    // Of two clusters, the most alike of their texts speak.
    Self.sortOnce(&links)
    for link in links {
      let one = standing[Int(link.a)] ?? groups.head(Int(link.a))
      let two = standing[Int(link.b)] ?? groups.head(Int(link.b))
      rows.append(
        DuplicateFindings.Row(
          id: max(one.id, two.id), of: min(one.id, two.id), similarity: link.similarity, relation: .template))
    }
  }
}
