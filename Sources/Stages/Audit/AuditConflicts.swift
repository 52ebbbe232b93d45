import PipelineKit
import Readings

struct AuditConflicts: CorpusStage {
  static let name = "audit-conflicts"
  static let version = 1
  static let documentation = """
    Compares what the reports of one body state of one metric and one period, and keeps each difference.

    Two reports speak of one thing where issuer, area, catalogue id, period and unit are the same, and both figures stand
    exactly. What was reached and what a later report remembers of it (去年同期) count as one. The report published later
    has the check, of kind `conflict`: `stated` is its own figure, `terms` is the first report's, `computed` that one's
    value. Behind `dedupe`, copies are not compared with what they are copies of.

    ```yaml
    - use: audit-conflicts
    ```
    """
  static let needs: Set<Layer> = [.source, .metadata, .metrics]
  static let adds: Set<Layer> = [.conflicts]

  struct Signature: Sendable, Codable {
    var id: RecordID
    var source: String
    var published: String?
    var body: ReportingBody?
    var facts: [Fact]
    /// The ids of the metrics that the facts are, in their order.
    var metrics: [RecordID]
    /// What they count, likewise.
    var labels: [String]
  }

  typealias Aggregate = [Signature]

  private let reader = ConflictReader()

  init(_ options: inout OptionReader) throws {}

  func signature(of document: Document) -> Signature {
    let metadata = document.metadata
    var signature = Signature(
      id: document.id, source: document.source, published: document.published, facts: [], metrics: [], labels: [])
    guard let issuer = metadata.issuer, let body = ReportingBody(name: issuer, area: metadata.area) else {
      return signature
    }
    let figures = document.metrics
    let facts = Fact.all(in: figures.map(Figure.init), metrics: figures.map(\.metric))
    guard !facts.isEmpty else { return signature }
    let ids = document.metricIDs
    signature.body = body
    signature.facts = facts
    signature.metrics = facts.map { ids[$0.figure] }
    signature.labels = facts.map { figures[$0.figure].label }
    return signature
  }

  func add(_ signature: Signature, to aggregate: inout Aggregate) {
    if !signature.facts.isEmpty { aggregate.append(signature) }
  }

  func resolve(_ aggregate: Aggregate) -> [RecordID: CorpusVerdict] {
    let sorted = aggregate.sorted { a, b in
      // Behind every date of the calendar.
      let (one, other) = (a.published ?? "~", b.published ?? "~")
      return one == other ? a.source.utf8.lexicographicallyPrecedes(b.source.utf8) : one < other
    }
    let reports = sorted.compactMap { signature in signature.body.map { (body: $0, facts: signature.facts) } }
    var verdicts: [RecordID: CorpusVerdict] = [:]
    for conflict in reader.conflicts(among: reports) {
      let (report, earlier) = (sorted[conflict.report], sorted[conflict.earlier])
      guard let term = earlier.facts.firstIndex(of: conflict.earlierFact),
        let stated = report.facts.firstIndex(of: conflict.fact)
      else { continue }
      var check = Check(
        kind: ArithmeticCheck.Kind.conflict.rawValue, terms: [], stated: conflict.fact.figure,
        computed: conflict.earlierFact.value, holds: false, tolerance: 0,
        message: conflict.message(label: report.labels[stated], source: earlier.source))
      check.others = [MetricReference(document: earlier.id, metric: earlier.metrics[term])]
      verdicts[report.id, default: CorpusVerdict()].checks.append(check)
    }
    return verdicts
  }
}
