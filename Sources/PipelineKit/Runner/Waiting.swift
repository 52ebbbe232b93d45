/// A document that went through the leg and waits for the verdicts of the corpus stages.
struct Waiting {
  let id: RecordID
  let result: Leg.Result
  /// The document; nil where what an earlier run wrote of it may do.
  var document: Document?
  /// What the corpus stages have said of it so far.
  var verdict = CorpusVerdict()
  /// The corpus stage that last added checks.
  var checkedBy: Int?
  private let isCopyAnyway: Bool

  init(_ result: Leg.Result) {
    self.result = result
    id = result.document?.id ?? result.input.id
    document = result.document
    isCopyAnyway = result.document?.duplicateOf != nil
  }

  /// Whether another document stands for it.
  var isFolded: Bool { isCopyAnyway || verdict.duplicateOf != nil }

  /// What stages counted in it.
  var counts: [String: Int] { result.counts.merging(verdict.counts, uniquingKeysWith: +) }

  /// The documents that it is linked with.
  var linked: [RecordID] {
    [document?.duplicateOf, verdict.duplicateOf].compactMap { $0 } + (document?.duplicates ?? []).map(\.of)
      + verdict.links.map(\.of)
  }

  /// The documents whose metrics its checks name.
  var compared: [RecordID] {
    ((document?.checks ?? []) + verdict.checks).flatMap { $0.others.map(\.document) }
  }

  /// Adds what one more corpus stage says.
  mutating func add(_ other: CorpusVerdict, from step: Int) {
    verdict.outcome = other.outcome
    verdict.duplicateOf = other.duplicateOf ?? verdict.duplicateOf
    verdict.links += other.links
    verdict.counts.merge(other.counts, uniquingKeysWith: +)
    verdict.checks += other.checks
    if !other.checks.isEmpty { checkedBy = step }
  }

  /// The document with the verdict put into it.
  var judged: Document? {
    guard var document else { return nil }
    document.duplicateOf = verdict.duplicateOf ?? document.duplicateOf
    document.duplicates += verdict.links
    document.counts.merge(verdict.counts, uniquingKeysWith: +)
    document.checks += verdict.checks
    return document
  }
}

extension CorpusVerdict {
  /// A hash of all that enters the rows of the document.
  var digest: UInt64 {
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
