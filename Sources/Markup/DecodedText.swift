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
  /// How many malformed bytes were replaced by U+FFFD; 0 unless the caller allowed for some.
  public var replaced: Int

  /// Makes a decoded text from its parts.
  public init(text: String, charset: String, evidence: Evidence, replaced: Int = 0) {
    self.text = text
    self.charset = charset
    self.evidence = evidence
    self.replaced = replaced
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
