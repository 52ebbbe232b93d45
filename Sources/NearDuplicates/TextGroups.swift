/// Documents by their text: those of one digest (and scope) are one node, so that a text that a hundred sites have is
/// compared once.
struct TextGroups {
  /// All records, those of a node one behind the other, by id.
  private(set) var records: [RecordView]
  /// Where each node's records begin; one more at the end.
  private(set) var starts: [Int32] = []
  /// The nodes in the order of the records that were given.
  private(set) var asGiven: [UInt32]

  init(_ unsorted: [RecordView], _ rules: DuplicateRules) {
    // Most comparisons end in the first 64 bits, which are kept beside the place.
    var keys = unsorted.enumerated().map { (digest: $1.sketch.digest.0, at: UInt32($0)) }
    keys.sort { a, b in
      if a.digest != b.digest { return a.digest < b.digest }
      return Self.precedes(unsorted[Int(a.at)], unsorted[Int(b.at)])
    }
    asGiven = [UInt32](repeating: .max, count: unsorted.count)
    records = []
    records.reserveCapacity(unsorted.count)
    for key in keys {
      let record = unsorted[Int(key.at)]
      if let last = records.last, Self.areOneText(last, record) {
        // The same document added twice.
        if last.id == record.id { continue }
      } else {
        asGiven[Int(key.at)] = UInt32(starts.count)
        starts.append(Int32(records.count))
      }
      records.append(record)
    }
    starts.append(Int32(records.count))
    asGiven.removeAll { $0 == .max }
  }

  private static func precedes(_ a: RecordView, _ b: RecordView) -> Bool {
    let (digestA, digestB) = (a.sketch.digest.1, b.sketch.digest.1)
    if digestA != digestB { return digestA < digestB }
    if a.scope != b.scope { return a.scope < b.scope }
    if a.id != b.id { return a.id < b.id }
    return a.published < b.published
  }

  private static func areOneText(_ a: RecordView, _ b: RecordView) -> Bool {
    a.id == b.id || a.sketch.digest == b.sketch.digest && a.scope == b.scope && a.sketch.hasContent
  }

  var count: Int { starts.count - 1 }

  /// Any record of the node: they have the same sketch.
  @inline(__always)
  func head(_ node: Int) -> RecordView { records[Int(starts[node])] }

  @inline(__always)
  func sketch(_ node: Int) -> SketchView { head(node).sketch }

  /// The node that another record's text belongs to.
  func node(of record: RecordView) -> UInt32? {
    let digest = record.sketch.digest.0
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if sketch(middle).digest.0 < digest { low = middle + 1 } else { high = middle }
    }
    while low < count, sketch(low).digest.0 == digest {
      if Self.areOneText(head(low), record) { return UInt32(low) }
      low += 1
    }
    return nil
  }

  func records(of node: Int) -> ArraySlice<RecordView> { records[Int(starts[node])..<Int(starts[node + 1])] }
}
