/// Finds what an earlier run made of an input, and notes what this one makes of it.
///
/// An input is known by its validator, without fetching it, or by what was fetched. Where all stages, their versions and
/// options are the same, so is the result; where they are the same up to some stage, the document is had as that stage left
/// it, and only those behind work on it. A failure that may pass is never recalled.
struct Recall: Sendable {
  /// What earlier runs left; empty in a full run.
  let memory: RunMemory
  /// The fingerprint of the leg for the inputs of each source, by the source's step.
  let legs: [Int: LegFingerprint]
  /// The steps behind the sources.
  let behind: Int
  /// How many transforms there are.
  let transforms: Int
  /// The corpus stages in order.
  let corpora: [any CorpusStage]
  let runID: String
  /// The documents whose rows can be copied, with their places; nil where no earlier run's rows are there, and documents
  /// themselves are needed.
  var copyable: [RecordID: Int]?
  /// The layers of documents; nil where they are not kept.
  let layers: LayerStore?
  /// How many stages from the source on are the same as in each leg that is remembered, by source's step and fingerprint.
  private let common: [Int: [String: Int]]
  /// What is tried again, where that is all that a run does.
  var retry: RetryPlan?

  init(
    _ pipeline: Pipeline, memory: RunMemory, copyable: [RecordID: Int]?, layers: LayerStore? = nil, runID: String
  ) {
    self.memory = memory
    self.copyable = copyable
    self.layers = layers
    self.runID = runID
    let sources = pipeline.steps.prefix { $0.kind == .source }.indices
    let legs = Dictionary(uniqueKeysWithValues: sources.map { ($0, LegFingerprint(pipeline, source: $0)) })
    self.legs = legs
    common = legs.mapValues { now in memory.legs.mapValues { now.common(with: $0) } }
    behind = sources.upperBound
    transforms = pipeline.steps.filter { $0.kind == .transform }.count
    corpora = pipeline.steps.compactMap { $0.stage as? any CorpusStage }
  }

  /// The result for an input that its validator shows to be the same.
  func result(for input: Input, source step: Int) -> Leg.Result? {
    unfetched(input).flatMap { result($0, for: input, source: step) }
  }

  /// What is remembered of an input that its validator shows to be the same; nil where only fetching it would tell.
  func unfetched(_ input: Input) -> RememberedInput? {
    guard let validator = input.validator, let known = memory.inputs[input.id], known.validator == validator else {
      return nil
    }
    return known
  }

  /// The result for an input that was fetched and is the same.
  func result(for input: Input, source step: Int, content: UInt64) -> Leg.Result? {
    guard let known = memory.inputs[input.id], known.content == content else { return nil }
    guard let result = result(known, for: input, source: step) else { return nil }
    if known.validator != input.validator {
      result.findings = result.findings ?? known
      result.findings?.validator = input.validator
    }
    return result
  }

  /// A document as the last stage left it that is still the same.
  struct Restored {
    var document: Document
    var record: LayerRecord
    /// What is remembered of it.
    var known: RememberedInput
    /// The step that works on it next.
    var next: Int
  }

  /// The document of an input that its validator shows to be the same; nil where it cannot be had without fetching it.
  func restored(_ input: Input, source step: Int) -> Restored? {
    unfetched(input).flatMap { restored($0, input, source: step) }
  }

  /// The document of an input that was fetched and is the same; nil where the stages behind the source are others.
  func restored(_ input: Input, source step: Int, content: UInt64) -> Restored? {
    guard let known = memory.inputs[input.id], known.content == content else { return nil }
    return restored(known, input, source: step)
  }

  private func restored(_ known: RememberedInput, _ input: Input, source step: Int) -> Restored? {
    guard let layers, let place = known.layers, let revision = known.revision, known.source == input.source,
      let stages = keptStages(known, source: step), let bytes = layers.bytes(at: place)
    else { return nil }
    let found = LayerRecord.restore(
      bytes, stages: stages, source: input.source, revision: revision, hasTransforms: transforms > 0)
    guard let (document, record) = found else { return nil }
    return Restored(document: document, record: record, known: known, next: self.step(of: record.stages, source: step))
  }

  /// The step at which work on a remembered input whose result no longer holds begins; nil where that is its source.
  func resumption(_ known: RememberedInput, source step: Int) -> Int? {
    keptStages(known, source: step).map { self.step(of: $0, source: step) }
  }

  /// How many stages need not work on a remembered input again, since what they made of it is kept; nil where all must.
  private func keptStages(_ known: RememberedInput, source step: Int) -> Int? {
    guard known.layers != nil else { return nil }
    var stages = min(holding(known, source: step), 1 + transforms)
    switch known.outcome {
    case .kept: break
    case .dropped(let stage, _), .rejected(let stage, _): stages = min(stages, stage)
    }
    // The page itself is not kept.
    return stages > min(1, transforms) ? stages : nil
  }

  /// How many stages, from the source on, are those that worked on an input.
  private func holding(_ known: RememberedInput, source step: Int) -> Int {
    guard let now = legs[step] else { return 0 }
    return known.leg == now.fingerprint ? now.steps.count : common[step]?[known.leg] ?? 0
  }

  /// What is remembered as the result of a leg; nil where it does not hold any more.
  func result(_ known: RememberedInput, for input: Input, source step: Int) -> Leg.Result? {
    guard known.source == input.source, let fingerprint = legs[step]?.fingerprint else { return nil }
    let isSame = known.leg == fingerprint
    let holding = holding(known, source: step)
    let result = Leg.Result(input, sourceStep: step)
    result.revision = known.revision
    result.recalled = known
    if !isSame {
      result.findings = known
      result.findings?.leg = fingerprint
    }
    switch known.outcome {
    case .kept(let signatures, let counts):
      // Without a corpus stage documents are written as they come, so that the rows must be there now.
      guard isSame, let copyable, signatures.count == corpora.count, !corpora.isEmpty || copyable[input.id] != nil
      else { return nil }
      for (corpus, bytes) in zip(corpora, signatures) {
        guard let signature = corpus.decoded(bytes) else { return nil }
        result.signatures.append(signature)
      }
      result.counts = counts
    case .dropped(let stage, let reason):
      guard stage < holding else { return nil }
      result.outcome = .drop(reason: reason)
      result.endedAt = self.step(of: stage, source: step)
    case .rejected(let stage, let failure):
      guard failure.class == .permanent, stage < holding else { return nil }
      result.outcome = .reject(failure)
      result.endedAt = self.step(of: stage, source: step)
    }
    return result
  }

  /// What is to be remembered of a leg's result; nil where it may be another tomorrow.
  func findings(of result: Leg.Result, content: UInt64?) -> RememberedInput? {
    let outcome: RememberedInput.Outcome
    switch (result.outcome, result.endedAt) {
    case (.keep, nil):
      // A signature that cannot be stored costs its document another night's work, and nothing else.
      guard let signatures = result.encodedSignatures else { return nil }
      outcome = .kept(signatures: signatures, counts: result.counts)
    case (.drop(let reason), let end?): outcome = .dropped(stage: stage(of: end), reason: reason)
    case (.reject(let failure), let end?):
      if failure.class == .transient { return nil }
      outcome = .rejected(stage: stage(of: end), failure)
    default: return nil
    }
    return RememberedInput(
      source: result.source, validator: result.input.validator, revision: result.revision, content: content,
      leg: legs[result.sourceStep]?.fingerprint ?? "", outcome: outcome, run: runID)
  }

  /// What tells a fetched document from another of the same source.
  func content(of document: Document) -> UInt64 {
    var key = Fingerprint()
    key.add(document.revision)
    key.add(document.mediaType)
    key.add(document.charset)
    key.add(document.charsetEvidence ?? "")
    for (name, count) in document.counts.sorted(by: { $0.key < $1.key }) { key.add("\(name) \(count)") }
    if let page = document.page {
      key.add(page.title ?? "")
      for (name, value) in page.fields.sorted(by: { $0.key < $1.key }) {
        key.add(name)
        key.add(value)
      }
    }
    return key.bits
  }

  private func stage(of step: Int) -> Int { step < behind ? 0 : step - behind + 1 }
  private func step(of stage: Int, source: Int) -> Int { stage == 0 ? source : behind + stage - 1 }
}
