/// Documents that are known, in which new ones are looked up: whether they are copies of these, or of each other.
///
/// The answer for a new document is that which ``DuplicateIndex/resolve(_:)`` gives over all, at the cost of a few sketches: the
/// texts that it is related to, and whatever these are copies of and share a template with, are gathered and resolved by
/// themselves. Where these are a large part of all, as the many that one form brings together can be, all are resolved.
/// Beside the sketches a document takes some 470 bytes.
public struct KnownDuplicates: @unchecked Sendable {
  private let known: DuplicateIndex
  private let slabs: [RecordSlab]
  private let bands: BandIndex
  private let rules: DuplicateRules

  /// Where so large a part of what is known has to be gathered, all of it is as quickly resolved.
  private static let most = 8

  /// Makes documents known.
  public init(_ known: DuplicateIndex, rules: DuplicateRules = DuplicateRules()) {
    self.known = known
    self.rules = rules
    slabs = known.allSlabs
    bands = BandIndex(
      CandidatePairs(TextGroups(DuplicateIndex.records(slabs), rules), minLetters: rules.thresholds.minLetters))
  }

  /// How many documents are known.
  public var count: Int { known.count }

  /// The bytes that looking up takes, besides the sketches.
  public var byteCount: Int { bands.byteCount }

  /// What is said of new documents, and of known ones for their sake; by id.
  ///
  /// A known document that is among the new ones is replaced by it.
  public func find(_ new: DuplicateIndex) -> DuplicateFindings {
    find(new, gathering: max(64, known.count / Self.most))
  }

  func find(_ new: DuplicateIndex, gathering most: Int) -> DuplicateFindings {
    let newSlabs = new.allSlabs
    return withExtendedLifetime((slabs, newSlabs)) {
      let records = DuplicateIndex.records(newSlabs)
      let ids = Set(records.map(\.id))
      var search = NeighbourSearch(bands, records, rules, replaced: ids, most: most)
      let old = search.gather() ?? DuplicateIndex.records(slabs)
      let all = records + old.filter { !ids.contains($0.id) }
      guard all.count > 1 else { return DuplicateFindings([]) }
      return DuplicateIndex.resolve(all, rules).involving(ids)
    }
  }
}
