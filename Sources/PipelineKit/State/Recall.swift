/// Finds what an earlier run made of an input, and notes what this one makes of it.
///
/// An input is known by its validator, without fetching it, or by what was fetched. In either case the stages, their
/// versions and options must be the same. A failure that may pass is never recalled.
struct Recall: Sendable {
  /// What earlier runs left; empty in a full run.
  let memory: RunMemory
  /// The fingerprint of the leg for the inputs of each source, by the source's step.
  let legs: [Int: LegFingerprint]
  /// The steps behind the sources.
  let behind: Int
  /// The corpus stages in order.
  let corpora: [any CorpusStage]
  let runID: String
  /// The documents whose rows can be copied.
  let copyable: Set<RecordID>
  /// What is tried again, where that is all that a run does.
  var retry: RetryPlan?

  init(_ pipeline: Pipeline, memory: RunMemory, copyable: Set<RecordID>, runID: String) {
    self.memory = memory
    self.copyable = copyable
    self.runID = runID
    let sources = pipeline.steps.prefix { $0.stage is any Source }.indices
    legs = Dictionary(uniqueKeysWithValues: sources.map { ($0, LegFingerprint(pipeline, source: $0)) })
    behind = sources.upperBound
    corpora = pipeline.steps.compactMap { $0.stage as? any CorpusStage }
  }

  /// The result for an input that its validator shows to be the same.
  func result(for input: Input, source step: Int) -> Leg.Result? {
    guard let validator = input.validator, let known = memory.inputs[input.id], known.validator == validator else {
      return nil
    }
    return result(known, for: input, source: step)
  }

  /// The result for an input that was fetched and is the same.
  func result(for input: Input, source step: Int, content: UInt64) -> Leg.Result? {
    guard let known = memory.inputs[input.id], known.content == content else { return nil }
    guard var result = result(known, for: input, source: step) else { return nil }
    if known.validator != input.validator {
      result.findings = known
      result.findings?.validator = input.validator
    }
    return result
  }

  /// What is remembered as the result of a leg; nil where it does not hold any more.
  func result(_ known: RememberedInput, for input: Input, source step: Int) -> Leg.Result? {
    guard known.source == input.source, known.leg == legs[step]?.fingerprint else { return nil }
    var result = Leg.Result(input, sourceStep: step)
    result.revision = known.revision
    result.recalled = known
    switch known.outcome {
    case .kept(let signatures, let counts):
      // Without a corpus stage documents are written as they come, so that the rows must be there now.
      guard signatures.count == corpora.count, !corpora.isEmpty || copyable.contains(input.id) else { return nil }
      for (corpus, bytes) in zip(corpora, signatures) {
        guard let signature = corpus.signature(from: bytes) else { return nil }
        result.signatures.append(signature)
      }
      result.counts = counts
    case .dropped(let stage, let reason):
      result.outcome = .drop(reason: reason)
      result.endedAt = self.step(of: stage, source: step)
    case .rejected(let stage, let failure):
      if failure.class == .transient { return nil }
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
      var signatures: [[UInt8]] = []
      for (corpus, signature) in zip(corpora, result.signatures) {
        // A signature that cannot be stored costs its document another night's work, and nothing else.
        guard let bytes = try? corpus.encoded(signature) else { return nil }
        signatures.append(bytes)
      }
      outcome = .kept(signatures: signatures, counts: result.document?.counts ?? result.counts)
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

extension Input {
  /// The id that the document will have.
  var id: RecordID { RecordID(source: source) }
}
