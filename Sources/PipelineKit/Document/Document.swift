/// A report on its way through the pipeline: where it comes from, its text, and the layers that stages have added.
///
/// Offsets are UTF-8 bytes of `text`; the output has them in code points.
public struct Document: Sendable {
  /// The id, from the source.
  public let id: RecordID
  /// A path relative to the fetch root with `/`, or a URL.
  public let source: String
  /// The SHA-256 of the bytes fetched, in hex; empty where a document is read outside a pipeline.
  public let revision: String
  /// `text/html` or `text/plain`.
  public let mediaType: String
  /// The charset that the bytes were decoded with.
  public let charset: String
  /// What decided the charset: `byte-order-mark`, `transport`, `declaration`, `content`; nil where the source does not say.
  public let charsetEvidence: String?
  /// The text; markup before `strip-markup`, the clean body after the strip stages.
  public var text: String

  /// What the page says of itself.
  public var page: PageFacts?
  /// The tables of data, in the order of the text.
  public var tables: [ReportTable] = []
  /// What stood between paywall markers.
  public var paidSpans: [Range<Int>] = []
  /// Whether the text is only the beginning of the report, as on a page that wants paying for the rest.
  public var isTruncated = false
  /// The sections, in the order of the text.
  public var outline: [Segment] = []
  /// Title, issuer, area, periods, date.
  public var metadata = Metadata()
  /// The figures, in the order of the text.
  public var metrics: [Metric] = []
  /// The arithmetic relations between figures.
  public var checks: [Check] = []
  /// Links to other documents.
  public var duplicates: [DuplicateLink] = []
  /// The document that stands for this one; nil where it stands for itself.
  public var duplicateOf: RecordID?
  /// What was done to the document that somebody may want to know the extent of, by name (`replaced-bytes`): stages add
  /// to it, and the manifest has the sums over all published documents.
  public var counts: [String: Int] = [:]
  private var added: [String: OwnLayer] = [:]

  /// Makes a document as it was fetched.
  public init(
    source: String, revision: String, mediaType: String, charset: String, charsetEvidence: String? = nil,
    replacedBytes: Int = 0, text: String
  ) {
    id = RecordID(source: source)
    self.source = source
    self.revision = revision
    self.mediaType = mediaType
    self.charset = charset
    self.charsetEvidence = charsetEvidence
    self.text = text
    if replacedBytes > 0 { counts[Self.replacedBytesCount] = replacedBytes }
  }

  private static let replacedBytesCount = "replaced-bytes"

  /// How many malformed bytes were replaced by U+FFFD.
  public var replacedBytes: Int { counts[Self.replacedBytesCount, default: 0] }

  /// A layer of another package's own, by its key.
  public subscript<Value: Sendable & Codable>(key: LayerKey<Value>) -> Value? {
    get {
      switch added[key.layer.name] {
      // One that cannot be read is as good as none: it was another version's.
      case .encoded(let bytes): try? CompactDecoder().decode(Value.self, from: bytes)
      case .value(let value): value as? Value
      case nil: nil
      }
    }
    set { added[key.layer.name] = newValue.map { .value($0) } }
  }

  /// Passes over a layer of another package's own.
  mutating func passOwn<Pass: FieldPass>(layer name: String, _ pass: inout Pass) throws {
    var bytes: [UInt8] = []
    switch added[name] {
    case .encoded(let own): bytes = own
    case .value(let value): bytes = try CompactEncoder().encode(value)
    case nil: break
    }
    var isThere = added[name] != nil
    try pass.pass(&isThere)
    try pass.pass(bytes: &bytes)
    if Pass.isReading { added[name] = isThere ? .encoded(bytes) : nil }
  }
}

/// A layer of another package's own.
private enum OwnLayer: Sendable {
  case value(any Sendable & Codable)
  /// As it was stored, until somebody asks for it: its type is known to its key alone.
  case encoded([UInt8])
}

/// The key of a layer that another package adds: its name and the type of its value.
///
/// The value is kept from run to run with the other layers, so that it must be `Codable`.
public struct LayerKey<Value: Sendable & Codable>: Sendable {
  /// The layer, for `needs` and `adds`.
  public let layer: Layer

  /// Makes a key; the name must be nobody else's.
  public init(_ name: String, holdsOffsets: Bool = false) { layer = Layer(name, holdsOffsets: holdsOffsets) }
}
