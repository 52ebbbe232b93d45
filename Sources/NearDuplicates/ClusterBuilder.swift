/// Puts texts together that are copies, from what pairs of them say.
///
/// First the reports whose figures can be read: pairs that are copies are joined, the most alike first, unless that would
/// put two reports into one cluster of which somebody's figures say that they are two. Then the masked copies, each by itself:
/// a masked copy agrees with every report of its template, so that it joins the report that its figures (or else its
/// letters) speak for, and never joins two clusters. Where they speak for none, it is ambiguous. What is masked and has
/// no report is put together at last, where the figures left in it agree.
struct ClusterBuilder {
  /// A pair that is related.
  struct Edge {
    var a: UInt32
    var b: UInt32
    var similarity: Float
    var equal: UInt8
    var kind: PairComparison.Kind
  }

  let groups: TextGroups
  let rules: DuplicateRules
  private(set) var siblings: [Edge] = []
  /// By masked node that fits several clusters alike: one node of each.
  private(set) var ambiguous: [Int: [Int]] = [:]
  private var edges: [Edge] = []
  private var parent: [UInt32] = []
  /// The first nodes of a cluster, by its root, which are asked before it grows; only for those of more than one.
  private var spokesmen: [UInt32: [UInt32]] = [:]
  /// How many pairs were compared once the candidates were: what a cluster costs besides its edges.
  private(set) var questions = 0

  /// A cluster is held against so many nodes of another before they are joined.
  private static let mostAsked = 8
  /// What two clusters' similarities to a masked copy must differ by to decide: twice the error of the difference.
  private static let clearSimilarity: Float = 0.05
  /// As many more figures must a cluster have in common with a masked copy than the next one.
  private static let clearFigures = 3
  /// Of a crowd, a masked copy fits thousands: so many are named besides the first.
  private static let mostRivals = 7

  init(_ groups: TextGroups, _ rules: DuplicateRules) {
    self.groups = groups
    self.rules = rules
  }

  mutating func build() {
    compare()
    parent = (0..<UInt32(groups.count)).map { $0 }
    let isMasked = (0..<groups.count).map { groups.sketch($0).isMasked }
    let copies = edges.filter { $0.kind == .copy }.sorted(by: Self.precedes)
    for edge in copies where !isMasked[Int(edge.a)] && !isMasked[Int(edge.b)] { join(edge) }
    flatten()
    attachMasked(isMasked)
    for edge in copies where isMasked[Int(edge.a)] && isMasked[Int(edge.b)] {
      guard isFree(Int(edge.a), isMasked), isFree(Int(edge.b), isMasked) else { continue }
      join(edge)
    }
    // The findings need the room.
    edges = []
    spokesmen = [:]
    flatten()
  }

  /// The most alike first; then by the texts themselves, never by the order of arrival.
  private static func precedes(_ x: Edge, _ y: Edge) -> Bool {
    if x.similarity != y.similarity { return x.similarity > y.similarity }
    return x.a != y.a ? x.a < y.a : x.b < y.b
  }

  // MARK: - Pairs

  private mutating func compare() {
    var found: [Edge] = []
    var templates: [Edge] = []
    let most = max(1 << 16, 4 * groups.count)
    let groups = groups
    let thresholds = rules.thresholds
    CandidatePairs(groups, minLetters: thresholds.minLetters).forEach { a, b in
      let pair = PairComparison(groups.sketch(a), groups.sketch(b), thresholds)
      guard pair.kind != .unrelated else { return false }
      let (low, high) = a < b ? (a, b) : (b, a)
      let edge = Edge(
        a: UInt32(low), b: UInt32(high), similarity: Float(pair.similarity),
        equal: UInt8(clamping: pair.equalFigures), kind: pair.kind)
      if pair.kind == .sibling {
        templates.append(edge)
        if templates.count > most { Self.thin(&templates) }
      } else {
        found.append(edge)
      }
      return true
    }
    Self.thin(&templates)
    Self.sortOnce(&found)
    edges = found
    siblings = templates
  }

  /// Sorts edges and leaves one of each pair, which may have met more than once: the most alike.
  static func sortOnce(_ edges: inout [Edge]) {
    edges.sort { x, y in
      if x.b != y.b { return x.b < y.b }
      return x.a != y.a ? x.a < y.a : x.similarity > y.similarity
    }
    var kept = 0
    for edge in edges {
      if kept > 0, edges[kept - 1].a == edge.a, edges[kept - 1].b == edge.b { continue }
      edges[kept] = edge
      kept += 1
    }
    edges.removeSubrange(kept...)
  }

  /// Keeps the two most alike of each node's siblings among those before it.
  ///
  /// So a family of a thousand has two thousand links at most, and not half a million. Which are kept does not depend on when
  /// this is done.
  private static func thin(_ edges: inout [Edge]) {
    let most = 2
    sortOnce(&edges)
    edges.sort { x, y in x.b != y.b ? x.b < y.b : precedes(x, y) }
    var kept: [Edge] = []
    var ofNode = 0
    for edge in edges {
      ofNode = kept.last?.b == edge.b ? ofNode + 1 : 0
      if ofNode < most { kept.append(edge) }
    }
    edges = kept
  }

  // MARK: - Clusters

  /// The least node of a node's cluster, once all are built.
  func root(_ node: Int) -> Int { Int(parent[node]) }

  /// The least node of a node's cluster while clusters grow.
  private mutating func find(_ node: Int) -> Int {
    var at = node
    while parent[at] != at {
      parent[at] = parent[Int(parent[at])]
      at = Int(parent[at])
    }
    return at
  }

  /// Lets every node know its root, which comes before it, or has taken it as a leaf.
  private mutating func flatten() {
    for node in parent.indices { parent[node] = parent[Int(parent[node])] }
  }

  private func spokesmen(of root: Int) -> [UInt32] { spokesmen[UInt32(root)] ?? [UInt32(root)] }

  /// Joins two nodes' clusters, unless their figures contradict each other somewhere.
  private mutating func join(_ edge: Edge) {
    let (a, b) = (find(Int(edge.a)), find(Int(edge.b)))
    guard a != b else { return }
    let (ofA, ofB) = (spokesmen(of: a), spokesmen(of: b))
    if ofA.count > 1 || ofB.count > 1 {
      for x in ofA {
        for y in ofB {
          questions += 1
          if relate(Int(x), Int(y)).kind == .sibling { return }
        }
      }
    }
    let (root, other) = (min(a, b), max(a, b))
    parent[other] = UInt32(root)
    spokesmen[UInt32(other)] = nil
    spokesmen[UInt32(root)] = Array((ofA + ofB).sorted().prefix(Self.mostAsked))
  }

  func relate(_ a: Int, _ b: Int) -> PairComparison {
    PairComparison(groups.sketch(a), groups.sketch(b), rules.thresholds)
  }

  // MARK: - Masked copies

  /// What a cluster of reports says for a masked copy.
  private struct Claim {
    var root: Int
    var node: Int
    var equal: Int
    var similarity: Float

    /// Of one cluster, the node most alike speaks: in others' sentences figures agree by chance.
    func isCloser(than other: Claim) -> Bool {
      if similarity != other.similarity { return similarity > other.similarity }
      return equal != other.equal ? equal > other.equal : node < other.node
    }

    func precedes(_ other: Claim) -> Bool {
      if equal != other.equal { return equal > other.equal }
      return similarity != other.similarity ? similarity > other.similarity : root < other.root
    }
  }

  private mutating func attachMasked(_ isMasked: [Bool]) {
    var offers: [Int: [Edge]] = [:]
    for edge in edges where isMasked[Int(edge.a)] != isMasked[Int(edge.b)] {
      offers[Int(isMasked[Int(edge.a)] ? edge.a : edge.b), default: []].append(edge)
    }
    // All are judged by the clusters of reports alone, so that none sees what became of another.
    var leaves: [(leaf: Int, root: Int)] = []
    for (leaf, edges) in offers {
      let claims = claims(on: leaf, edges)
      guard let best = claims.first else { continue }
      let rivals = claims.dropFirst().filter { rival in
        best.equal - rival.equal < Self.clearFigures && best.similarity - rival.similarity < Self.clearSimilarity
      }
      if rivals.isEmpty {
        leaves.append((leaf, best.root))
      } else {
        ambiguous[leaf] = [best.node] + rivals.prefix(Self.mostRivals).map(\.node)
      }
    }
    for (leaf, root) in leaves { parent[leaf] = UInt32(root) }
  }

  /// The clusters that a masked copy could be of, the likeliest first.
  private mutating func claims(on leaf: Int, _ edges: [Edge]) -> [Claim] {
    var claims: [Int: Claim] = [:]
    for edge in edges {
      let node = Int(edge.a) == leaf ? Int(edge.b) : Int(edge.a)
      let claim = Claim(root: root(node), node: node, equal: Int(edge.equal), similarity: edge.similarity)
      if claims[claim.root].map({ claim.isCloser(than: $0) }) ?? true { claims[claim.root] = claim }
    }
    return claims.values.sorted { $0.precedes($1) }.filter { !isContradicted(leaf, by: $0.root) }
  }

  /// Whether a cluster's figures speak against a masked copy.
  ///
  /// The members that are most alike decide, and all of them: they have most of the sentences, where others may lack the one
  /// that tells or have a site's own figures around it, and one of them may be a revision.
  private mutating func isContradicted(_ leaf: Int, by root: Int) -> Bool {
    let asked = spokesmen(of: root).map { relate(leaf, Int($0)) }
    questions += asked.count
    let closest = (asked.map(\.similarity).max() ?? 0) - Double(Self.clearSimilarity)
    return !asked.contains { $0.similarity >= closest && $0.kind != .sibling }
  }

  /// Whether a masked node belongs to no cluster of reports and fits none.
  private func isFree(_ node: Int, _ isMasked: [Bool]) -> Bool { isMasked[root(node)] && ambiguous[node] == nil }
}
