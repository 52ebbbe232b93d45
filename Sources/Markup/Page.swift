/// Text decoded from bytes, with what decided the charset.
public struct DecodedText: Sendable, Hashable {
  /// Where the charset was found.
  public enum Evidence: String, Sendable, Hashable {
    /// A byte order mark.
    case byteOrderMark = "byte-order-mark"
    /// The transport, as in an HTTP header.
    case transport
    /// A declaration in the document.
    case declaration
    /// The bytes themselves.
    case content
  }

  /// The text.
  public var text: String
  /// The charset that was used: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `UTF-16BE`.
  public var charset: String
  /// What decided it.
  public var evidence: Evidence

  /// Makes a decoded text from its parts.
  public init(text: String, charset: String, evidence: Evidence) {
    self.text = text
    self.charset = charset
    self.evidence = evidence
  }
}

/// Why bytes could not be decoded.
public struct DecodingFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The charset that was tried.
  public var charset: String
  /// The offset of the first byte that is not text in it.
  public var offset: Int

  /// Makes a failure.
  public init(charset: String, offset: Int) {
    self.charset = charset
    self.offset = offset
  }

  /// The failure in words.
  public var description: String { "byte \(offset) is not text in \(charset)" }
}

/// What was read from a page.
public struct Page: Sendable, Hashable {
  /// The page's title as it stands in its markup; nil where there is none.
  public var title: String?
  /// The report's own text, one paragraph a line, without furniture.
  public var text: String
  /// What the page says of itself: `published`, `source`, `author`, `issuer`, `index-number`, `site`.
  public var fields: [String: String]

  /// Makes a page from its parts.
  public init(title: String?, text: String, fields: [String: String] = [:]) {
    self.title = title
    self.text = text
    self.fields = fields
  }
}
