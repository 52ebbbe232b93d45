/// The rejects of a run, with what earlier runs say of them.
struct RejectLedger {
  private(set) var records: [RejectRecord] = []
  private var writer = JSONWriter()
  private let earlier: PublishedRun?
  private let runID: String

  /// Opens a ledger; `earlier` is the run whose rejects are counted on.
  init(earlier: PublishedRun?, runID: String) {
    self.earlier = earlier
    self.runID = runID
  }

  /// The lines of the table.
  var bytes: [UInt8] { writer.bytes }

  /// Adds an input that failed; one that was not tried has as many attempts as before.
  @discardableResult
  mutating func add(
    source: String, revision: String?, stage: String, _ failure: Failure, isTried: Bool
  ) -> RejectRecord {
    let before = earlier?.rejects[source]
    let record = RejectRecord(
      source: source, revision: revision, stage: stage, failure: failure,
      attempts: (before?.attempts ?? 0) + (isTried ? 1 : 0), firstSeen: before?.firstSeen ?? runID)
    records.append(record)
    writer.record(.rejects) { row in
      row.member("source", source)
      row.member("revision", revision)
      row.member("stage", stage)
      row.member("code", failure.code)
      row.member("class", failure.class.rawValue)
      row.member("message", failure.message)
      row.member("attempts", record.attempts)
      row.member("first_seen", record.firstSeen)
    }
    return record
  }
}
