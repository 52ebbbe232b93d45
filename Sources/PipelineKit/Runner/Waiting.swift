/// A document that went through the leg and waits for the verdicts of the corpus stages.
struct Waiting {
  /// What is known of it, held by reference: there are many, and they are handed from list to list.
  private final class Held: Sendable {
    let result: Leg.Result
    let rows: RowSpool.Place?
    let linked: [RecordID]
    let compared: [RecordID]

    init(_ result: Leg.Result, rows: RowSpool.Place?) {
      linked = [result.document?.duplicateOf].compactMap { $0 } + (result.document?.duplicates ?? []).map(\.of)
      compared = (result.document?.checks ?? []).flatMap { $0.others.map(\.document) }
      (result.rows, result.layers, result.computing) = (nil, nil, [])
      // Nobody fetches it again; there are many, and each path has its memory.
      if result.recalled == nil { (result.input.locator, result.input.validator) = ("", nil) }
      self.result = result
      self.rows = rows
    }
  }

  let id: RecordID
  private let held: Held
  /// The result of working on it again, where what an earlier run wrote of it will not do.
  private var renewed: Held?
  /// What the corpus stages have said of it so far.
  var verdict = CorpusVerdict()
  /// The corpus stage that last added checks.
  var checkedBy: Int?
  private let isCopyAnyway: Bool

  /// `rows` is where its rows are; nil where an earlier run wrote some.
  init(_ result: Leg.Result, rows: RowSpool.Place?) {
    held = Held(result, rows: rows)
    id = result.input.id
    isCopyAnyway = result.document?.duplicateOf != nil
  }

  /// The result of the leg.
  var result: Leg.Result { held.result }

  /// The result of the leg's last work on it.
  var latest: Leg.Result { (renewed ?? held).result }

  /// Where its rows are, as long as no corpus stage says anything of it; nil where only an earlier run wrote some.
  var rows: RowSpool.Place? { (renewed ?? held).rows }

  /// Takes the result of working on it again.
  mutating func renew(_ result: Leg.Result, rows: RowSpool.Place?) { renewed = Held(result, rows: rows) }

  /// Its signature for a corpus stage.
  func signature(_ place: Int) -> any Sendable { held.result.signatures[place] }

  /// Whether another document stands for it.
  var isFolded: Bool { isCopyAnyway || verdict.duplicateOf != nil }

  /// What stages counted in it.
  var counts: [String: Int] { result.counts.merging(verdict.counts, uniquingKeysWith: +) }

  /// The documents that it is linked with.
  var linked: [RecordID] {
    (renewed ?? held).linked + [verdict.duplicateOf].compactMap { $0 } + verdict.links.map(\.of)
  }

  /// The documents whose metrics its checks name.
  var compared: [RecordID] {
    (renewed ?? held).compared + verdict.checks.flatMap { $0.others.map(\.document) }
  }

  /// Adds what one more corpus stage says.
  mutating func add(_ other: CorpusVerdict, from step: Int) {
    verdict.outcome = other.outcome
    verdict.duplicateOf = other.duplicateOf ?? verdict.duplicateOf
    verdict.links += other.links
    verdict.counts.merge(other.counts, uniquingKeysWith: +)
    verdict.checks += other.checks
    if !other.checks.isEmpty { checkedBy = step }
  }

  /// A document with the verdict put into it.
  func judged(_ document: Document) -> Document {
    var document = document
    document.duplicateOf = verdict.duplicateOf ?? document.duplicateOf
    document.duplicates += verdict.links
    document.counts.merge(verdict.counts, uniquingKeysWith: +)
    document.checks += verdict.checks
    return document
  }
}

extension CorpusVerdict {
  /// The hash where nothing is said.
  static let silence = CorpusVerdict().digest

  /// A hash of all that enters the rows of the document.
  var digest: UInt64 {
    var key = Fingerprint()
    func add(count: Int) { key.add(word: UInt64(bitPattern: Int64(count))) }
    key.add(word: duplicateOf?.bits ?? 0)
    add(count: links.count)
    for link in links {
      key.add(word: link.of.bits)
      key.add(link.relation)
      key.add(word: link.similarity.bitPattern)
    }
    for check in checks {
      key.add(check.kind)
      add(count: check.terms.count)
      for term in check.terms + [check.stated] { add(count: term) }
      add(count: check.others.count)
      for other in check.others {
        key.add(word: other.document.bits)
        key.add(word: other.metric.bits)
      }
      key.add(word: check.computed.bitPattern)
      key.add(word: check.tolerance.bitPattern)
      key.add(check.holds ? 1 : 0)
      key.add(check.message)
    }
    return key.bits
  }
}
