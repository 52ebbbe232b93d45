import NearDuplicates
import PipelineKit

extension Dedupe {
  struct Aggregate: Sendable {
    var index = DuplicateIndex()
    /// What earlier runs published.
    var known = DuplicateIndex()
    var earlier: Set<RecordID> = []
  }

  func earlier(_ yield: (RecordID, Signature) throws -> Void) throws {
    for run in published {
      guard let sketches, let key = try run.key(besides: sketchedBy) else {
        try run.read { try yield($0.id, earlierSignature(of: $0)) }
        continue
      }
      let cache = SketchCache(folder: sketches.absolute, place: run.place, key: key)
      let isRead = try cache.read { entry in
        let signature = Signature(entry, isEarlier: true)
        try yield(signature.id, signature)
      }
      guard !isRead else { continue }
      try cache.write { keep in
        try run.read { document in
          let signature = earlierSignature(of: document)
          try keep(signature.entry)
          try yield(signature.id, signature)
        }
      }
    }
  }

  private func earlierSignature(of document: Document) -> Signature {
    var signature = signature(of: document)
    signature.isEarlier = true
    return signature
  }

  func emptyAggregate() -> Aggregate { Aggregate() }

  func add(_ signature: Signature, to aggregate: inout Aggregate) {
    guard signature.isEarlier else { return aggregate.index.add(signature.entry) }
    aggregate.earlier.insert(signature.id)
    aggregate.known.add(signature.entry)
  }

  func merge(_ other: Aggregate, into aggregate: inout Aggregate) {
    aggregate.index.merge(other.index)
    aggregate.known.merge(other.known)
    aggregate.earlier.formUnion(other.earlier)
  }

  /// With so many times as many known documents as new ones, the new ones are looked up; it says the same.
  private static let fewNew = 10

  private func findings(_ aggregate: Aggregate) -> DuplicateFindings {
    if aggregate.known.count > Self.fewNew * aggregate.index.count {
      return KnownDuplicates(aggregate.known, rules: rules).find(aggregate.index)
    }
    var all = aggregate.index
    all.merge(aggregate.known)
    return all.resolve(rules)
  }

  func resolve(_ aggregate: Aggregate) -> [RecordID: CorpusVerdict] {
    var verdicts: [RecordID: CorpusVerdict] = [:]
    resolve(aggregate) { verdicts[$0] = $1 }
    return verdicts
  }

  func resolve(_ aggregate: Aggregate, _ body: (RecordID, CorpusVerdict) throws -> Void) rethrows {
    let findings = findings(aggregate)
    var turned = turnedLinks(findings, aggregate.earlier)
    for finding in findings {
      let id = RecordID(bits: finding.id)
      guard !aggregate.earlier.contains(id) else { continue }
      var verdict = CorpusVerdict(duplicateOf: finding.copyOf.map { RecordID(bits: $0) })
      // All are in the order of the ids of whom they were found with.
      let own = turned.removeValue(forKey: id) ?? []
      verdict.links = own.filter { $0.of < id } + finding.links.map(DuplicateLink.init) + own.filter { $0.of > id }
      if finding.isAmbiguous { verdict.counts["ambiguous-copies"] = 1 }
      try body(id, verdict)
    }
    for (id, links) in turned { try body(id, CorpusVerdict(links: links)) }
  }

  /// What was published is not published again: of a link of one, the document of this run has it.
  private func turnedLinks(_ findings: DuplicateFindings, _ earlier: Set<RecordID>) -> [RecordID: [DuplicateLink]] {
    if earlier.isEmpty { return [:] }
    var turned: [RecordID: [DuplicateLink]] = [:]
    for finding in findings where earlier.contains(RecordID(bits: finding.id)) {
      for link in finding.links.map(DuplicateLink.init) where !earlier.contains(link.of) {
        turned[link.of, default: []].append(
          DuplicateLink(of: RecordID(bits: finding.id), relation: link.relation, similarity: link.similarity))
      }
    }
    return turned
  }
}

extension DuplicateLink {
  fileprivate init(_ link: DuplicateFinding.Link) {
    self.init(of: RecordID(bits: link.of), relation: link.relation.rawValue, similarity: link.similarity)
  }
}

extension Dedupe {
  func bytes(of signature: Signature) -> [UInt8] { signature.entry.record }

  func signature(from bytes: [UInt8]) -> Signature? {
    DuplicateIndex.Entry(record: bytes).map { Signature($0, isEarlier: false) }
  }
}

extension Dedupe.Signature {
  /// What is kept of a document, of this run or, with `isEarlier`, published by another.
  init(_ entry: DuplicateIndex.Entry, isEarlier: Bool) {
    self.init(
      id: RecordID(bits: entry.id), sketch: entry.sketch, published: entry.published, trust: entry.trust,
      scope: entry.scope, isEarlier: isEarlier)
  }

  var entry: DuplicateIndex.Entry {
    DuplicateIndex.Entry(id: id.bits, sketch: sketch, published: published, trust: trust, scope: scope)
  }
}
