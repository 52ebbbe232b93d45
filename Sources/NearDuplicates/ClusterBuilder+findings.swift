extension ClusterBuilder {
  /// What there is to say of each document, by id.
  func findings() -> DuplicateFindings {
    var rows: [DuplicateFindings.Row] = []
    let standing = standing(&rows)
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

  /// What stands for each cluster of more than one document, into which the others are folded.
  private func standing(_ rows: inout [DuplicateFindings.Row]) -> Standing {
    var sizes = [UInt32](repeating: 0, count: groups.count)
    for node in 0..<groups.count { sizes[root(node)] += 1 }
    var entries: [UInt64] = []
    for node in 0..<groups.count where sizes[root(node)] > 1 || groups.records(of: node).count > 1 {
      entries.append(UInt64(root(node)) << 32 | UInt64(node))
    }
    sizes = []
    entries.sort()
    var standing = Standing()
    var at = 0
    while at < entries.count {
      let root = entries[at] >> 32
      var nodes: [Int] = []
      while at < entries.count, entries[at] >> 32 == root {
        nodes.append(Int(truncatingIfNeeded: entries[at] & 0xFFFF_FFFF))
        at += 1
      }
      var representative = Representative(groups, nodes, rules)
      let first = representative.choose()
      standing.append(first, for: Int(root))
      for node in nodes { fold(node, into: first, &rows) }
    }
    return standing
  }

  /// Folds the documents of one text into the one that stands for their cluster, or where such copies are not folded,
  /// into one of themselves.
  private func fold(_ node: Int, into first: RecordView, _ rows: inout [DuplicateFindings.Row]) {
    let pair = PairComparison(groups.sketch(node), first.sketch, rules.thresholds)
    let relation: DuplicateRelation = pair.isExact ? .exact : pair.isMasked ? .masked : .near
    var own = first
    if relation != .exact, !rules.folded.contains(relation) {
      var representative = Representative(groups, [node], rules)
      own = representative.choose()
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
  private func linkSiblings(_ standing: Standing, _ rows: inout [DuplicateFindings.Row]) {
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

/// The documents that stand for clusters, by root; most documents stand alone, and take nothing here.
private struct Standing {
  private var roots: [UInt32] = []
  private var records: [RecordView] = []

  /// Roots come in ascending order.
  mutating func append(_ record: RecordView, for root: Int) {
    roots.append(UInt32(root))
    records.append(record)
  }

  subscript(root: Int) -> RecordView? {
    var (low, high) = (0, roots.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(roots[middle]) < root { low = middle + 1 } else { high = middle }
    }
    return low < roots.count && Int(roots[low]) == root ? records[low] : nil
  }
}
