import PipelineKit
import WebArchives

/// Which records of an archive are pages.
enum WARCVerdict {
  /// The types of the standard that hold no page of their own.
  private static let otherTypes: Set<String> = [
    "warcinfo", "request", "metadata", "revisit", "resource", "conversion",
  ]

  /// What becomes of a record; `seen` are the URIs of the pages so far.
  static func of(_ record: WARCRecord, _ seen: inout Set<RecordID>) -> Outcome {
    if record.head["WARC-Segment-Number"] != nil {
      return .reject(Failure(code: "segmented-record", "the record is one part of several, which are not joined"))
    }
    guard record.type == "response" else {
      return .drop(reason: otherTypes.contains(record.type) ? record.type : "other-record")
    }
    if let why = record.head["WARC-Truncated"] {
      return .reject(Failure(code: "truncated-record", "the crawler cut the record short (\(why))"))
    }
    guard let uri = record.uri, !uri.isEmpty else {
      return .reject(Failure(code: "no-uri", "the record does not say what was asked for ('WARC-Target-URI')"))
    }
    guard let head = HTTPMessage.head(of: record.beginning) else {
      return .reject(Failure(code: "bad-response", "the record of '\(uri)' holds no HTTP answer"))
    }
    guard head.status == 200 else { return .drop(reason: "http-status") }
    guard head.kind != .other else { return .drop(reason: "not-a-page") }
    return seen.insert(RecordID(source: uri)).inserted ? .keep : .drop(reason: "same-uri")
  }
}
