extension CorpusVerdict {
  /// Adds what one more corpus stage says.
  mutating func add(_ other: CorpusVerdict) {
    outcome = other.outcome
    duplicateOf = other.duplicateOf ?? duplicateOf
    links += other.links
    counts.merge(other.counts, uniquingKeysWith: +)
    checks += other.checks
  }

  /// A document with the verdict put into it.
  func judged(_ document: Document) -> Document {
    var document = document
    document.duplicateOf = duplicateOf ?? document.duplicateOf
    document.duplicates += links
    document.counts.merge(counts, uniquingKeysWith: +)
    document.checks += checks
    return document
  }

  /// The hash where nothing is said.
  static let silence = CorpusVerdict().hash()

  /// Whether nothing is said that enters the rows of the document, as of most.
  var isSilent: Bool { duplicateOf == nil && links.isEmpty && checks.isEmpty }

  /// A hash of all that enters the rows of the document.
  var digest: UInt64 { isSilent ? Self.silence : hash() }

  private func hash() -> UInt64 {
    var key = Fingerprint()
    func add(count: Int) { key.add(word: UInt64(bitPattern: Int64(count))) }
    key.add(word: duplicateOf?.bits ?? 0)
    add(count: links.count)
    for link in links {
      key.add(word: link.of.bits)
      key.add(link.relation)
      key.add(word: link.similarity.bitPattern)
    }
    for check in checks {
      key.add(check.kind)
      add(count: check.terms.count)
      for term in check.terms + [check.stated] { add(count: term) }
      add(count: check.others.count)
      for other in check.others {
        key.add(word: other.document.bits)
        key.add(word: other.metric.bits)
      }
      key.add(word: check.computed.bitPattern)
      key.add(word: check.tolerance.bitPattern)
      key.add(check.holds ? 1 : 0)
      key.add(check.message)
    }
    return key.bits
  }
}

/// What enters a document: what becomes of it is booked elsewhere.
extension CorpusVerdict: Passable {
  static var blank: CorpusVerdict { CorpusVerdict() }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&duplicateOf)
    try pass.pass(&links)
    try pass.pass(&checks)
    try pass.pass(&counts)
  }
}

extension DuplicateLink: Passable {
  static var blank: DuplicateLink { DuplicateLink(of: .blank, relation: "", similarity: 0) }
  mutating func pass(_ pass: inout some FieldPass) throws {
    try pass.pass(&of)
    try pass.pass(&relation)
    try pass.pass(&similarity)
  }
}
