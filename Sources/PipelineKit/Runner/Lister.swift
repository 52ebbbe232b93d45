/// Feeds a pool with what the sources list.
struct Lister: Sendable {
  private struct Enough: Error {}

  let pipeline: Pipeline
  let limit: Int?
  let pool: WorkerPool

  /// Lists every source in order.
  ///
  /// A source's fault fails the pool, and so ends the run.
  func list(_ sources: Range<Int>) {
    var seen: Set<RecordID> = []
    do {
      for step in sources {
        guard let source = pipeline.steps[step].stage as? any Source else { continue }
        try source.list { input in
          if let limit, seen.count >= limit { throw Enough() }
          var input = input
          if !seen.insert(RecordID(source: input.source)).inserted {
            let fault = "another input has the same name, and ids come from names; give the sources different roots"
            input.verdict = .reject(Failure(code: "same-source", fault))
          }
          try pool.submit(input, source: step)
        }
      }
      pool.close()
    } catch is Enough {
      pool.close()
    } catch let failure as RunFailure {
      pool.fail(failure)
    } catch {
      pool.fail(RunFailure(.inputOutput, "listing: \(error)"))
    }
  }
}
