/// A corpus stage with its signatures, whatever their type.
protocol CorpusRound {
  mutating func add(_ signature: any Sendable)
  /// Adds the documents of earlier runs that are not among `present`, and gives their ids.
  mutating func addEarlier(besides present: (RecordID) -> Bool) throws -> Set<RecordID>
  /// Hands on the verdicts, one of a document.
  func resolve(_ body: (RecordID, CorpusVerdict) throws -> Void) throws
}

/// The one aggregate of a run in one process.
struct CorpusAggregate<S: CorpusStage>: CorpusRound {
  private let stage: S
  private var aggregate: S.Aggregate

  init(_ stage: S) {
    self.stage = stage
    aggregate = stage.emptyAggregate()
  }

  mutating func add(_ signature: any Sendable) {
    guard let own = signature as? S.Signature else { preconditionFailure("a signature of another stage") }
    stage.add(own, to: &aggregate)
  }

  mutating func addEarlier(besides present: (RecordID) -> Bool) throws -> Set<RecordID> {
    var added: Set<RecordID> = []
    try stage.earlier { id, signature in
      if !present(id), added.insert(id).inserted { stage.add(signature, to: &aggregate) }
    }
    return added
  }

  func resolve(_ body: (RecordID, CorpusVerdict) throws -> Void) throws { try stage.resolve(aggregate, body) }
}

extension CorpusStage {
  /// A signature as bytes, to be remembered.
  func encoded(_ signature: any Sendable) throws -> [UInt8] {
    guard let own = signature as? Signature else { preconditionFailure("a signature of another stage") }
    return try bytes(of: own)
  }

  /// A remembered signature, of whatever type it is; nil where the bytes are none.
  func decoded(_ bytes: [UInt8]) -> (any Sendable)? { signature(from: bytes) }

  func round() -> any CorpusRound { CorpusAggregate(self) }
}
