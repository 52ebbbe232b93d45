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

  /// The text, without a byte order mark and without NULs.
  public var text: String
  /// The charset that was used: `UTF-8`, `GB18030`, `Big5`, `windows-1252`, `UTF-16LE`, `UTF-16BE`.
  public var charset: String
  /// What decided it.
  public var evidence: Evidence
  /// The first charset that the transport or the document names and that was not believed, as it is written there.
  ///
  /// GB2312 and GBK count as believed where GB18030 was used, ISO-8859-1 where windows-1252 was.
  public var disbelieved: String?
  /// How many malformed sequences of bytes were replaced by U+FFFD; 0 unless the caller allowed for some, or a page ends inside a
  /// character.
  public var replaced: Int
  /// How many NULs were left out.
  public var removed: Int

  /// Makes a decoded text from its parts.
  public init(
    text: String, charset: String, evidence: Evidence, disbelieved: String? = nil, replaced: Int = 0, removed: Int = 0
  ) {
    self.text = text
    self.charset = charset
    self.evidence = evidence
    self.disbelieved = disbelieved
    self.replaced = replaced
    self.removed = removed
  }
}

/// Why bytes could not be decoded.
public struct DecodingFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The charset that was tried.
  public var charset: String
  /// What spoke for it.
  public var evidence: DecodedText.Evidence
  /// The offset of the first byte that is not text in it.
  public var offset: Int
  /// How many sequences of bytes are not text in it; control characters, where there are so many that the bytes are no text at all.
  public var malformed: Int

  /// Makes a failure.
  public init(charset: String, offset: Int, malformed: Int = 1, evidence: DecodedText.Evidence = .content) {
    self.charset = charset
    self.evidence = evidence
    self.offset = offset
    self.malformed = malformed
  }

  /// The failure in words.
  public var description: String {
    let more = malformed > 1 ? ", the first of \(malformed) such places" : ""
    switch evidence {
    case .content: return "byte \(offset) is not text in \(charset)\(more)"
    case .byteOrderMark: return "byte \(offset) is not text in \(charset), as its byte order mark says\(more)"
    case .transport: return "byte \(offset) is not text in \(charset), as it was sent\(more)"
    case .declaration: return "byte \(offset) is not text in \(charset), as it declares\(more)"
    }
  }
}
