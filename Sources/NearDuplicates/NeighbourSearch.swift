/// Gathers the known documents that decide what is said of new ones.
///
/// These are, first, the copies of the new ones, the copies of these, and so on; then the siblings of all of them, with their
/// copies; and last the siblings that these have, as a text is linked with the nearest only. Where one of them is of a crowd,
/// whose members meet by their place in it, all crowds are gathered.
struct NeighbourSearch {
  private let known: BandIndex
  private let records: [RecordView]
  private let fresh: BandIndex
  private let rules: DuplicateRules
  private let replaced: Set<UInt64>
  private let most: Int
  private var gathered: Set<UInt32> = []
  private var asked: Set<UInt32> = []
  private var copies: [UInt32] = []
  private var siblings: [UInt32] = []
  private var places: [UInt32] = []
  private var meetsCrowd = false

  init(_ known: BandIndex, _ records: [RecordView], _ rules: DuplicateRules, replaced: Set<UInt64>, most: Int) {
    self.known = known
    self.records = records
    self.rules = rules
    self.replaced = replaced
    self.most = most
    fresh = BandIndex(CandidatePairs(TextGroups(records, rules), minLetters: rules.thresholds.minLetters))
  }

  /// The known documents' records; nil where they are so many, or make a crowd with the new ones, that all have a part in it.
  mutating func gather() -> [RecordView]? {
    let groups = fresh.texts.groups
    for node in 0..<groups.count {
      let head = groups.head(node)
      if let same = known.texts.groups.node(of: head) { note(same, isSibling: false) }
      guard ask(head) else { return nil }
    }
    guard askCopies() else { return nil }
    copies = siblings
    // What these are siblings of is gathered, and not asked.
    guard askCopies() else { return nil }
    if meetsCrowd { gathered.formUnion(known.crowd.map { known.texts.nodes[Int($0)] }) }
    guard gathered.count <= most else { return nil }
    return gathered.sorted().flatMap { known.texts.groups.records(of: Int($0)) }
  }

  /// Asks the copies that have come up for their neighbours, and so on.
  private mutating func askCopies() -> Bool {
    while let node = copies.popLast() {
      guard asked.insert(node).inserted else { continue }
      guard ask(known.texts.groups.head(Int(node))) else { return false }
    }
    return true
  }

  private mutating func note(_ node: UInt32, isSibling: Bool) {
    gathered.insert(node)
    guard !asked.contains(node) else { return }
    if isSibling { siblings.append(node) } else { copies.append(node) }
  }

  /// Notes the known neighbours of a text; false where it makes a crowd with new ones, or too many are gathered.
  private mutating func ask(_ record: RecordView) -> Bool {
    let sketch = record.sketch
    guard sketch.letters >= rules.thresholds.minLetters else { return true }
    places.removeAll(keepingCapacity: true)
    var isOfCrowd = false
    var company: [UInt32] = []
    for band in 0..<BandKey.bands {
      let key = BandKey.all[band].short(sketch.bins)
      let before = places.count
      known.forEachPlace(of: key, in: band) { places.append($0) }
      let old = places.count - before
      var inBucket = old
      fresh.forEachPlace(of: key, in: band) { _ in inBucket += 1 }
      // Whether those of a crowd meet depends on how many there are.
      if inBucket > CandidatePairs.few { company += places[before...] }
      if old > CandidatePairs.mostInBucket {
        isOfCrowd = true
      } else if inBucket > CandidatePairs.mostInBucket {
        return false
      }
    }
    if isOfCrowd {
      meetsCrowd = true
      gathered.formUnion(company.map { known.texts.nodes[Int($0)] })
    }
    places.sort()
    var last = UInt32.max
    for place in places where place != last {
      last = place
      let (node, texts) = (known.texts.nodes[Int(place)], known.texts)
      guard isThere(Int(node)), texts.mayBeRelated(Int(place), to: record) else { continue }
      let pair = PairComparison(sketch, texts.groups.sketch(Int(node)), rules.thresholds)
      if pair.kind != .unrelated { note(node, isSibling: pair.kind == .sibling) }
    }
    return gathered.count <= most
  }

  private func isThere(_ node: Int) -> Bool {
    known.texts.groups.records(of: node).contains { !replaced.contains($0.id) }
  }
}
