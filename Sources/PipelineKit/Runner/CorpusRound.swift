/// A corpus stage with its signatures, whatever their type.
protocol CorpusRound {
  mutating func add(_ signature: any Sendable)
  func resolve() -> [RecordID: CorpusVerdict]
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

  func resolve() -> [RecordID: CorpusVerdict] { stage.resolve(aggregate) }
}

extension CorpusStage {
  func round() -> any CorpusRound { CorpusAggregate(self) }
}
