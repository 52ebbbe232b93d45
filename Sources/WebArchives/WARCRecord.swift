/// The head of a record of a WARC file (ISO 28500), and where it is.
public struct WARCRecord: Sendable, Hashable {
  /// Where the record begins in its file, in bytes; of a compressed one, where its gzip member does.
  public var offset: Int
  /// Its header fields.
  public var head: HTTPHead
  /// The bytes of its block.
  public var length: Int
  /// The beginning of its block.
  public var beginning: [UInt8]

  /// What kind of record it is, in small letters (`response`).
  public var type: String { head["WARC-Type"]?.lowercased() ?? "" }
  /// The URI that was asked for, without the angle brackets that some writers put around it.
  public var uri: String? {
    guard let uri = head["WARC-Target-URI"] else { return nil }
    return uri.hasPrefix("<") && uri.hasSuffix(">") ? String(uri.dropFirst().dropLast()) : uri
  }

  /// How much of a block is read while listing: enough for the head of an HTTP answer.
  static let beginningBytes = 1 << 14
  /// The most that a record's head may hold.
  static let maxHeadBytes = 1 << 16

  /// Reads the head of a record at the beginning of `bytes`; nil where there is none.
  static func head(of bytes: ArraySlice<UInt8>) -> (head: HTTPHead, length: Int, end: Int)? {
    guard let (first, fields, end) = FieldLines.read(bytes), first.hasPrefix("WARC/") else { return nil }
    let head = HTTPHead(status: 0, fields: fields)
    guard let length = head["Content-Length"].flatMap(Int.init), length >= 0 else { return nil }
    return (head, length, end)
  }
}

/// What a WARC file holds at one place.
public enum WARCEntry: Sendable, Hashable {
  /// A record, whole as far as its head tells.
  case record(WARCRecord)
  /// Bytes that are no record, or not all of one: where, and what is wrong.
  case fault(offset: Int, FetchFailure)
}
