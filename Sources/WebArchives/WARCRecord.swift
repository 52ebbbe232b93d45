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
  ///
  /// A head that was cut goes on with the head of the next record: what is no field, or stands there twice, tells, so that the
  /// next record is not taken for the end of this one.
  static func head(of bytes: ArraySlice<UInt8>) -> (head: HTTPHead, length: Int, end: Int)? {
    guard let lines = FieldLines.read(bytes), lines.areClean, isVersion(lines.first) else { return nil }
    let head = HTTPHead(status: 0, fields: lines.fields)
    let isDouble = ["warc-type", "warc-target-uri", "content-length"].contains { name in
      lines.fields.count { $0.name.lowercased() == name } > 1
    }
    guard !isDouble, let length = head["Content-Length"].flatMap(Int.init), length >= 0 else { return nil }
    return (head, length, lines.end)
  }

  private static func isVersion(_ line: String) -> Bool {
    line.hasPrefix("WARC/")
      && line.utf8.dropFirst(5).allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
  }
}

/// What a WARC file holds at one place.
public enum WARCEntry: Sendable, Hashable {
  /// A record, whole as far as its head tells.
  case record(WARCRecord)
  /// Bytes that are no record, or not all of one: where, and what is wrong.
  case fault(offset: Int, FetchFailure)
}
