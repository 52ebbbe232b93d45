import Foundation

extension Execution {
  /// What the corpus stages make of the documents, beside what the waiting room has of each.
  struct Judgement {
    /// By stage: how many documents it took, and those that ended there, in order.
    var bookings: [(step: Int, taken: Int, ended: [(document: Int, outcome: Outcome)])] = []
    /// Documents of earlier runs that others may be linked with.
    var elsewhere: Set<RecordID> = []
    /// The corpus stage that added checks to a document last.
    var checkedBy: [Int: Int] = [:]
  }

  /// Judges the documents, and works again on those of which an earlier run's rows will not do, because other things are
  /// said of them now.
  ///
  /// `first` has their signatures for the first stage. Where one of the documents comes out otherwise, since its source has
  /// changed in the meantime, all are judged again.
  func judge(
    _ first: (any CorpusRound)?, _ leg: Leg, _ rows: RowOutput, _ room: WaitingRoom
  ) throws -> Judgement {
    var first = first
    while true {
      let judgement = try verdicts(on: room, leg.corpora, first.take())
      let lacking = try room.standing.filter { document in
        guard !room.hasRows(document) else { return false }
        return rows.place(of: room.ids[document], verdict: try room.verdict(on: document).digest) == nil
      }
      if try lacking.isEmpty || work(on: lacking, leg, room) {
        try auditChecks(judgement, room)
        return judgement
      }
      room.forgetVerdicts()
    }
  }

  /// Fetches inputs again and runs the leg on them, whatever is remembered; whether all came out as they were.
  private func work(on documents: [Int], _ leg: Leg, _ room: WaitingRoom) throws -> Bool {
    var leg = leg
    leg.recall?.copyable = nil
    leg.recall?.retry = nil
    let pool = try pool(leg)
    let known = try documents.map { document in
      let waiting = try room.waiting(document)
      guard let input = waiting.input else { preconditionFailure("'\(waiting.source)' has rows") }
      return (input: input, step: waiting.sourceStep, content: waiting.recalled?.content)
    }
    var isSame = true
    do {
      try SystemThread.start {
        do {
          for (input, step, _) in known { try pool.submit(input, source: step) }
          pool.close()
        } catch { pool.fail(error) }
      }
      var next = 0
      while let result = try pool.next() {
        let (document, content) = (documents[next], known[next].content)
        next += 1
        room.store(result)
        if result.outcome == .keep, result.findings?.content == content {
          try room.renew(document, with: result)
          continue
        }
        isSame = false
        unbook(try room.waiting(document), leg)
        try book(result, leg)
        if result.outcome == .keep { try room.renew(document, with: result) } else { room.remove(document) }
      }
    } catch {
      pool.fail(error)
      throw error
    }
    return isSame
  }

  /// Asks one stage after the other; `first` is the first one's round, where it has all signatures already.
  private func verdicts(
    on room: WaitingRoom, _ corpora: Range<Int>, _ first: (any CorpusRound)?
  ) throws -> Judgement {
    var judgement = Judgement()
    var first = first
    for (place, step) in corpora.enumerated() {
      guard let corpus = pipeline.steps[step].stage as? any CorpusStage else { continue }
      try check()
      var round = first.take()
      let mayCheck = type(of: corpus).adds.contains(.conflicts)
      var said: [(document: Int, outcome: Outcome)] = []
      let taken = room.standing.reduce(0) { count, _ in count + 1 }
      try ThreadTime.measure(&books.steps[step].nanoseconds) {
        if round == nil {
          var own = corpus.round()
          for document in room.standing where !room.isFolded(document) {
            own.add(try room.signature(of: document, place, corpus))
          }
          round = own
        }
        judgement.elsewhere.formUnion(try round?.addEarlier { room.document($0) != nil } ?? [])
        try round?.resolve { id, verdict in
          guard let document = room.document(id), room.isStanding(document) else { return }
          if !verdict.checks.isEmpty {
            guard mayCheck else {
              throw RunFailure(
                .internal,
                "\(pipeline.steps[step].name): adds checks, and 'adds' does not name 'conflicts'; a mistake of the stage"
              )
            }
            judgement.checkedBy[document] = step
          }
          if verdict.outcome != .keep { said.append((document, verdict.outcome)) }
          try room.add(verdict, to: document)
        }
      }
      judgement.bookings.append((step, taken, said.sorted { $0.document < $1.document }))
    }
    return judgement
  }

  /// Books the documents' way through the corpus stages.
  func book(_ judgement: Judgement, _ room: WaitingRoom) throws {
    for (step, taken, ended) in judgement.bookings {
      books.enter(steps: step..<(step + 1), endedAt: nil, outcome: .keep, by: taken - ended.count)
      for (document, outcome) in ended {
        books.enter(steps: step..<(step + 1), endedAt: step, outcome: outcome)
        let waiting = try room.waiting(document)
        note(waiting.source, waiting.revision, outcome, at: step)
      }
    }
  }

  /// Checks that corpus stages have added name figures that are there.
  private func auditChecks(_ judgement: Judgement, _ room: WaitingRoom) throws {
    for document in room.standing {
      guard let step = judgement.checkedBy[document], room.hasRows(document) else { continue }
      let waiting = try room.waiting(document)
      let judged = try room.verdict(on: document).judged(try room.document(document, waiting))
      guard let contradiction = judged.contradiction else { continue }
      let name = pipeline.steps[step].name
      throw RunFailure(.internal, "\(name): \(contradiction) in '\(waiting.source)'; a mistake of the stage")
    }
  }

  /// A copy's figures stand with the document that it was folded into, so that one must be there, or have been published
  /// elsewhere.
  func auditLinks(_ room: WaitingRoom, elsewhere: Set<RecordID>) throws {
    func place(_ id: RecordID) -> Int? { room.document(id).flatMap { room.isStanding($0) ? $0 : nil } }
    for document in room.standing where room.refersToOthers(document) {
      func source() throws -> String { try room.waiting(document).source }
      let (before, verdict) = (try room.references(document), try room.verdict(on: document))
      let linked = before.linked + [verdict.duplicateOf].compactMap { $0 } + verdict.links.map(\.of)
      if let missing = linked.first(where: { !elsewhere.contains($0) && place($0) == nil }) {
        throw RunFailure(
          .internal,
          "books: '\(try source())' is a copy of '\(missing)', which is not published; please report this")
      }
      guard !room.isFolded(document) else { continue }
      let compared = before.compared + verdict.checks.flatMap { $0.others.map(\.document) }
      if let missing = compared.first(where: { place($0).map(room.isFolded) ?? true }) {
        throw RunFailure(
          .internal,
          "books: '\(try source())' is compared with '\(missing)', whose metrics are not published; "
            + "please report this")
      }
    }
  }
}
