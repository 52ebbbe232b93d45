/// The first lines of an answer: its status and its header fields.
public struct HTTPHead: Sendable, Hashable {
  /// A header field.
  public struct Field: Sendable, Hashable {
    /// The name, as it was written.
    public var name: String
    /// The value, without blanks around it.
    public var value: String

    /// Makes a field.
    public init(name: String, value: String) { (self.name, self.value) = (name, value) }
  }

  /// The status code.
  public var status: Int
  /// The fields in their order.
  public var fields: [Field]

  /// Makes a head.
  public init(status: Int, fields: [Field]) { (self.status, self.fields) = (status, fields) }

  /// The values of all fields of that name, with commas between them; nil where there is none.
  public subscript(name: String) -> String? {
    let name = name.lowercased()
    let values = fields.filter { $0.name.lowercased() == name }.map(\.value)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// What the body is, in small letters and without parameters (`text/html`); nil where the head does not say.
  public var mediaType: String? {
    let type = self["Content-Type"]?.lowercased().prefix { $0 != ";" && $0 != "," }
    return type.map { String($0).trimmed }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The charset that the head gives the body; nil where it does not say.
  public var charset: String? {
    for part in (self["Content-Type"] ?? "").split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard pair.count == 2, pair[0].lowercased() == "charset" else { continue }
      let label = pair[1].filter { $0 != "\"" && $0 != "'" }.trimmed
      return label.isEmpty ? nil : label
    }
    return nil
  }

  /// What an answer is as a source of text.
  public enum Kind: Sendable, Hashable {
    /// A page.
    case html
    /// Text without markup.
    case plain
    /// The head does not say, or says what servers say of files they don't know.
    case unknown
    /// A picture, a PDF: no text.
    case other
  }

  /// What the body is, by its media type.
  public var kind: Kind {
    switch mediaType {
    case nil, "application/octet-stream", "unknown/unknown": .unknown
    case "text/html", "application/xhtml+xml": .html
    case "text/plain": .plain
    default: .other
    }
  }
}
