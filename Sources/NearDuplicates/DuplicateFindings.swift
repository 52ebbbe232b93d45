/// What is said of documents, by their ids.
///
/// It takes 24 bytes a link; a ``DuplicateFinding`` is put together when it is asked for.
public struct DuplicateFindings: RandomAccessCollection, Sendable, Equatable {
  /// One link of one document.
  struct Row: Sendable, Equatable {
    var id: UInt64
    var of: UInt64
    var similarity: Float
    var relation: DuplicateRelation
    /// Whether the other document stands for this one.
    var isCopy = false
    var isAmbiguous = false
  }

  private let rows: [Row]
  /// Where each document's rows begin; one more at the end.
  private let starts: [UInt32]

  init(_ unsorted: consuming [Row]) {
    var rows = unsorted
    rows.sort { a, b in
      if a.id != b.id { return a.id < b.id }
      return a.of != b.of ? a.of < b.of : a.relation.rawValue < b.relation.rawValue
    }
    var starts: [UInt32] = []
    for at in rows.indices {
      if at == 0 || rows[at].id != rows[at - 1].id { starts.append(UInt32(at)) }
    }
    starts.append(UInt32(rows.count))
    self.rows = rows
    self.starts = starts
  }

  /// What is said of some documents, or of others for their sake.
  func involving(_ ids: Set<UInt64>) -> DuplicateFindings {
    DuplicateFindings(rows.filter { ids.contains($0.id) || ids.contains($0.of) })
  }

  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public var startIndex: Int { 0 }
  // swift-format-ignore: AllPublicDeclarationsHaveDocumentation
  public var endIndex: Int { starts.count - 1 }

  /// What is said of one document.
  public subscript(position: Int) -> DuplicateFinding {
    let own = rows[Int(starts[position])..<Int(starts[position + 1])]
    var finding = DuplicateFinding(id: rows[Int(starts[position])].id)
    finding.copyOf = own.first { $0.isCopy }?.of
    finding.isAmbiguous = own.contains { $0.isAmbiguous }
    finding.links = own.map { row in
      // A similarity is an estimate: three places are more than it has.
      let similarity = (Double(row.similarity) * 1000).rounded() / 1000
      return DuplicateFinding.Link(of: row.of, relation: row.relation, similarity: similarity)
    }
    return finding
  }
}
