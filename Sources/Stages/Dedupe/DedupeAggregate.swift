import NearDuplicates
import PipelineKit

extension Dedupe {
  struct Aggregate: Sendable {
    var index = DuplicateIndex()
    var earlier: Set<RecordID> = []
  }

  func earlier(_ yield: (RecordID, Signature) throws -> Void) throws {
    for run in published {
      try run.read { document in
        var signature = signature(of: document)
        signature.isEarlier = true
        try yield(document.id, signature)
      }
    }
  }

  func emptyAggregate() -> Aggregate { Aggregate() }

  func add(_ signature: Signature, to aggregate: inout Aggregate) {
    if signature.isEarlier { aggregate.earlier.insert(signature.id) }
    aggregate.index.add(
      DuplicateIndex.Entry(
        id: signature.id.bits, sketch: signature.sketch, published: signature.published, trust: signature.trust,
        scope: signature.scope))
  }

  func merge(_ other: Aggregate, into aggregate: inout Aggregate) {
    aggregate.index.merge(other.index)
    aggregate.earlier.formUnion(other.earlier)
  }

  func resolve(_ aggregate: Aggregate) -> [RecordID: CorpusVerdict] {
    var verdicts: [RecordID: CorpusVerdict] = [:]
    for finding in aggregate.index.resolve(rules) {
      let id = RecordID(bits: finding.id)
      let links = finding.links.map {
        DuplicateLink(of: RecordID(bits: $0.of), relation: $0.relation.rawValue, similarity: $0.similarity)
      }
      guard !aggregate.earlier.contains(id) else {
        // What was published is not published again: the document of this run has the link.
        for link in links where !aggregate.earlier.contains(link.of) {
          verdicts[link.of, default: CorpusVerdict()].links.append(
            DuplicateLink(of: id, relation: link.relation, similarity: link.similarity))
        }
        continue
      }
      var verdict = verdicts[id] ?? CorpusVerdict()
      verdict.duplicateOf = finding.copyOf.map { RecordID(bits: $0) }
      verdict.links += links
      if finding.isAmbiguous { verdict.counts["ambiguous-copies"] = 1 }
      verdicts[id] = verdict
    }
    return verdicts
  }
}
