/// A part of a document that a stage adds and others need.
public struct Layer: Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
  /// The name, as plans and messages show it.
  public let name: String
  /// Whether the layer holds offsets into the text, so that the text may not change any more.
  public let holdsOffsets: Bool

  /// Makes a layer; a package that adds one of its own takes a name that no other has.
  public init(_ name: String, holdsOffsets: Bool = false) {
    self.name = name
    self.holdsOffsets = holdsOffsets
  }

  /// Makes a layer without offsets.
  public init(stringLiteral value: String) { self.init(value) }

  /// By name.
  public static func < (a: Layer, b: Layer) -> Bool { a.name < b.name }

  /// Where the document comes from: id, source, revision, media type, charset.
  public static let source: Layer = "source"
  /// The text.
  public static let text: Layer = "text"
  /// What the page says of itself: title, date, issuer.
  public static let page: Layer = "page"
  /// The tables of data, cell by cell.
  public static let tables: Layer = "tables"
  /// What stood between paywall markers.
  public static let paidSpans = Layer("paid-spans", holdsOffsets: true)
  /// Whether the rest of the text is missing.
  public static let truncated: Layer = "truncated"
  /// The sections.
  public static let outline = Layer("outline", holdsOffsets: true)
  /// Title, issuer, area, periods, date.
  public static let metadata: Layer = "metadata"
  /// The figures.
  public static let metrics = Layer("metrics", holdsOffsets: true)
  /// The arithmetic relations between figures.
  public static let checks: Layer = "checks"
  /// The relations between its figures and those of other documents.
  public static let conflicts: Layer = "conflicts"
  /// Links to other documents.
  public static let duplicates: Layer = "duplicates"
}
