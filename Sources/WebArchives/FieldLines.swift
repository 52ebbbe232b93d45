/// Lines of `Name: value` up to an empty one, as HTTP and WARC write them.
enum FieldLines {
  /// What was read.
  struct Lines {
    var first: String
    var fields: [HTTPHead.Field]
    /// Whether each line but the first is a field.
    var areClean: Bool
    /// Where what follows the empty line begins.
    var end: Int
  }

  /// Reads lines; nil where there is no empty line.
  ///
  /// A line that begins with a blank continues the one before it; line ends may lack their carriage return.
  static func read(_ bytes: ArraySlice<UInt8>) -> Lines? {
    var lines: [String] = []
    var at = bytes.startIndex
    while let end = bytes[at...].firstIndex(of: 0x0A) {
      var line = bytes[at..<end]
      if line.last == 0x0D { line.removeLast() }
      at = end + 1
      if line.isEmpty {
        guard let first = lines.first else { return nil }
        let fields = lines.dropFirst().compactMap(field)
        return Lines(first: first, fields: fields, areClean: fields.count == lines.count - 1, end: at)
      }
      let text = String(decoding: line, as: UTF8.self)
      if line.first == 0x20 || line.first == 0x09, lines.count > 1 {
        lines[lines.count - 1] += " " + text.trimmed
      } else {
        lines.append(text)
      }
    }
    return nil
  }

  private static func field(_ line: String) -> HTTPHead.Field? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    return HTTPHead.Field(
      name: String(line[..<colon]).trimmed, value: String(line[line.index(after: colon)...]).trimmed)
  }
}

/// An answer as it went over the wire.
public struct HTTPMessage: Sendable {
  /// Its head.
  public var head: HTTPHead
  /// Its body, expanded.
  public var body: [UInt8]

  /// Reads the head alone; nil where the bytes do not begin with a whole one.
  public static func head(of bytes: [UInt8]) -> HTTPHead? { headAndEnd(bytes)?.head }

  /// Reads a whole answer; throws ``FetchFailure``.
  public init(_ bytes: [UInt8], coding: ContentCoding) throws(FetchFailure) {
    guard let (head, end) = Self.headAndEnd(bytes) else {
      throw FetchFailure("bad-response", "the record holds no HTTP answer")
    }
    var body = Array(bytes[end...])
    if head["Transfer-Encoding"]?.lowercased().contains("chunked") == true {
      // Some archives keep the field and store the body without its chunks.
      if let joined = Self.joined(body) { body = joined }
    } else if let length = head["Content-Length"].flatMap(Int.init), length > body.count {
      throw FetchFailure("truncated-body", "the answer has \(body.count) of the \(length) bytes that it promises")
    }
    self.head = head
    self.body = try coding.decoded(body, encoding: head["Content-Encoding"])
  }

  private static func headAndEnd(_ bytes: [UInt8]) -> (head: HTTPHead, end: Int)? {
    guard let lines = FieldLines.read(bytes[...]), lines.first.hasPrefix("HTTP/"),
      let status = lines.first.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return (HTTPHead(status: status, fields: lines.fields), lines.end)
  }

  /// The chunks of a body, joined; nil where it does not consist of chunks.
  private static func joined(_ body: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var at = 0
    while let end = body[at...].firstIndex(of: 0x0A) {
      let line = body[at..<end].prefix { $0 != UInt8(ascii: ";") && $0 != 0x0D && $0 != 0x20 }
      guard line.count <= 8, let size = Int(String(decoding: line, as: UTF8.self), radix: 16), size >= 0 else {
        return nil
      }
      if size == 0 { return out }
      guard end + 1 + size <= body.count else { return nil }
      out += body[(end + 1)..<(end + 1 + size)]
      at = end + 1 + size
      if at < body.count, body[at] == 0x0D { at += 1 }
      if at < body.count, body[at] == 0x0A { at += 1 }
    }
    return nil
  }
}
