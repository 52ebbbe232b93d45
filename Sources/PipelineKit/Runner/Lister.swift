/// Feeds a pool with what the sources list.
struct Lister: Sendable {
  private struct Enough: Error {}

  /// Inputs whose results are known are handed over so many at a time.
  private static let batch = 64

  let pipeline: Pipeline
  let limit: Int?
  let pool: WorkerPool
  /// What is remembered of earlier runs; nil where nothing is.
  var recall: Recall?
  /// What the last run rejected.
  let rejects: EarlierRejects

  /// Lists every source in order.
  ///
  /// A source's fault fails the pool, and so ends the run.
  func list(_ sources: Range<Int>) {
    var seen: Set<RecordID> = []
    var known: [Leg.Result] = []
    func handOver() throws {
      if known.isEmpty { return }
      try pool.submit(known)
      known.removeAll(keepingCapacity: true)
    }
    do {
      for step in sources {
        guard let source = pipeline.steps[step].stage as? any Source else { continue }
        try source.list { input in
          if let limit, seen.count >= limit { throw Enough() }
          var input = input
          if !seen.insert(input.id).inserted {
            let fault = "another input has the same name, and ids come from names; give the sources different roots"
            input.verdict = .reject(Failure(code: "same-source", fault))
          }
          switch self.step(for: input, source: step) {
          case .take(let result):
            known.append(result)
            if known.count >= Self.batch { try handOver() }
          case .work:
            try handOver()
            try pool.submit(input, source: step)
          case .leave: break
          }
        }
      }
      try handOver()
      pool.close()
    } catch is Enough {
      do { try handOver() } catch { pool.fail(error) }
      pool.close()
    } catch let failure as RunFailure {
      pool.fail(failure)
    } catch {
      pool.fail(RunFailure(.inputOutput, "listing: \(error)"))
    }
  }

  /// What is to be done with an input.
  private func step(for input: Input, source step: Int) -> RetryPlan.Step {
    if let retry = recall?.retry, let recall { return retry.step(for: input, source: step, recall) }
    if let result = rejects.givenUp(input, source: step) { return .take(result) }
    guard input.verdict == .keep, let result = recall?.result(for: input, source: step) else { return .work }
    return .take(result)
  }
}
