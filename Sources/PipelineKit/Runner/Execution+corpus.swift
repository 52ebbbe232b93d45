import Foundation

extension Execution {
  /// What the corpus stages make of the documents: those that stand, in order, with their verdicts, and the way of each
  /// through the stages.
  struct Judgement {
    var standing: [Waiting]
    var bookings: [(step: Int, document: Waiting, outcome: Outcome)] = []
    /// Documents of earlier runs that others may be linked with.
    var elsewhere: Set<RecordID> = []
  }

  /// Judges the documents, and works again on those of which an earlier run's rows will not do, because other things are
  /// said of them now.
  ///
  /// Where one of them comes out otherwise, since its source has changed in the meantime, all are judged again.
  func judge(
    _ waiting: inout [Waiting], _ leg: Leg, _ rows: RowOutput, _ room: WaitingRoom
  ) throws -> Judgement {
    while true {
      var judgement = try verdicts(on: waiting, leg.corpora)
      let lacking = judgement.standing.indices.filter { index in
        let document = judgement.standing[index]
        return document.rows == nil && rows.place(of: document.id, verdict: document.verdict.digest) == nil
      }
      let again = lacking.isEmpty ? [] : try work(on: lacking.map { judgement.standing[$0].result }, leg)
      var isSame = true
      for (index, result) in zip(lacking, again) {
        room.store(result)
        let before = judgement.standing[index].result
        if result.outcome == .keep, result.findings?.content == before.recalled?.content {
          try room.renew(&judgement.standing[index], with: result)
          continue
        }
        isSame = false
        known.remove(before.input.id)
        book(before, leg, by: -1)
        book(result, leg)
        let place = waiting.firstIndex { $0.id == before.input.id }
        guard let place else { continue }
        if result.outcome == .keep { waiting[place] = try room.admit(result) } else { waiting.remove(at: place) }
      }
      if isSame {
        try auditChecks(judgement.standing, room)
        return judgement
      }
    }
  }

  /// Fetches inputs again and runs the leg on them, whatever is remembered.
  private func work(on known: [Leg.Result], _ leg: Leg) throws -> [Leg.Result] {
    var leg = leg
    leg.recall?.copyable = nil
    leg.recall?.retry = nil
    let pool = try pool(leg)
    let inputs = known.map { ($0.input, $0.sourceStep) }
    var results: [Leg.Result] = []
    do {
      try SystemThread.start {
        do {
          for (input, step) in inputs { try pool.submit(input, source: step) }
          pool.close()
        } catch { pool.fail(error) }
      }
      while let result = try pool.next() { results.append(result) }
    } catch {
      pool.fail(error)
      throw error
    }
    return results
  }

  private func verdicts(on waiting: [Waiting], _ corpora: Range<Int>) throws -> Judgement {
    var judgement = Judgement(standing: waiting)
    let present = Set(waiting.map(\.id))
    for (place, step) in corpora.enumerated() {
      guard let corpus = pipeline.steps[step].stage as? any CorpusStage else { continue }
      try check()
      var round = corpus.round()
      let verdicts = try ThreadTime.measure(&books.steps[step].nanoseconds) {
        for document in judgement.standing where !document.isFolded { round.add(document.signature(place)) }
        judgement.elsewhere.formUnion(try round.addEarlier(besides: present))
        return round.resolve()
      }
      if !type(of: corpus).adds.contains(.conflicts), verdicts.values.contains(where: { !$0.checks.isEmpty }) {
        let name = pipeline.steps[step].name
        throw RunFailure(
          .internal, "\(name): adds checks, and 'adds' does not name 'conflicts'; a mistake of the stage")
      }
      var standing: [Waiting] = []
      standing.reserveCapacity(judgement.standing.count)
      for var document in judgement.standing {
        if let verdict = verdicts[document.id] { document.add(verdict, from: step) }
        let outcome = verdicts[document.id]?.outcome ?? .keep
        judgement.bookings.append((step, document, outcome))
        if outcome == .keep { standing.append(document) }
      }
      judgement.standing = standing
    }
    return judgement
  }

  /// A check of a figure that is not there is a mistake of the stage that made it.
  private func auditChecks(_ documents: [Waiting], _ room: WaitingRoom) throws {
    for waiting in documents {
      guard let step = waiting.checkedBy, waiting.rows != nil,
        let contradiction = waiting.judged(try room.document(of: waiting)).contradiction
      else { continue }
      let name = pipeline.steps[step].name
      throw RunFailure(.internal, "\(name): \(contradiction) in '\(waiting.result.source)'; a mistake of the stage")
    }
  }

  /// A copy's figures stand with the document that it was folded into, so that one must be there, or have been published
  /// elsewhere.
  func auditLinks(_ documents: [Waiting], elsewhere: Set<RecordID>) throws {
    let ids = elsewhere.union(documents.map(\.id))
    let standing = Set(documents.filter { !$0.isFolded }.map(\.id))
    for document in documents {
      let source = document.result.source
      if let missing = document.linked.first(where: { !ids.contains($0) }) {
        throw RunFailure(
          .internal, "books: '\(source)' is a copy of '\(missing)', which is not published; please report this")
      }
      guard !document.isFolded else { continue }
      if let missing = document.compared.first(where: { !standing.contains($0) }) {
        throw RunFailure(
          .internal,
          "books: '\(source)' is compared with '\(missing)', whose metrics are not published; please report this")
      }
    }
  }
}
