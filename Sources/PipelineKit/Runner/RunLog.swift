import Logging

/// What a run writes into its log of single documents; nothing is formed where nobody listens.
extension Logger {
  func note(_ source: String, droppedBy stage: String, reason: String) {
    debug(
      "\(stage) dropped '\(source)': \(reason)",
      metadata: [
        "source": "\(source)", "document": "\(RecordID(source: source))", "stage": "\(stage)", "reason": "\(reason)",
      ])
  }

  func note(slowest source: String, nanoseconds: UInt64) {
    debug(
      "'\(source)' took longest",
      metadata: [
        "source": "\(source)", "document": "\(RecordID(source: source))",
        "cpu_seconds": .stringConvertible(Double(nanoseconds) / 1e9),
      ])
  }

  func note(_ reject: RejectRecord) {
    let failure = reject.failure
    warning(
      "\(reject.stage) rejected '\(reject.source)': \(failure.message)",
      metadata: [
        "source": "\(reject.source)", "document": "\(RecordID(source: reject.source))", "stage": "\(reject.stage)",
        "code": "\(failure.code)", "class": "\(failure.class.rawValue)",
        "attempts": .stringConvertible(reject.attempts), "first_seen": "\(reject.firstSeen)",
      ])
  }
}
