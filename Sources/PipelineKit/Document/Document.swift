/// A report on its way through the pipeline: where it comes from, its text, and the layers that stages have added.
///
/// Offsets are UTF-8 bytes of `text`; the output has them in code points.
public struct Document: Sendable {
  /// The id, from the source.
  public let id: RecordID
  /// A path relative to the fetch root with `/`, or a URL.
  public let source: String
  /// The SHA-256 of the bytes fetched, in hex.
  public let revision: String
  /// `text/html` or `text/plain`.
  public let mediaType: String
  /// The charset that the bytes were decoded with.
  public let charset: String
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
  private var added: [String: any Sendable] = [:]

  /// Makes a document as it was fetched.
  public init(source: String, revision: String, mediaType: String, charset: String, text: String) {
    id = RecordID(source: source)
    self.source = source
    self.revision = revision
    self.mediaType = mediaType
    self.charset = charset
    self.text = text
  }

  /// A layer of another package's own, by its key.
  public subscript<Value: Sendable>(key: LayerKey<Value>) -> Value? {
    get { added[key.layer.name] as? Value }
    set { added[key.layer.name] = newValue }
  }
}

/// The key of a layer that another package adds: its name and the type of its value.
public struct LayerKey<Value: Sendable>: Sendable {
  /// The layer, for `needs` and `adds`.
  public let layer: Layer

  /// Makes a key; the name must be nobody else's.
  public init(_ name: String, holdsOffsets: Bool = false) { layer = Layer(name, holdsOffsets: holdsOffsets) }
}
