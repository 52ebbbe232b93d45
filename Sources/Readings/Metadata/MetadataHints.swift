/// What is known of a document beyond its text.
public struct MetadataHints: Sendable, Hashable {
  /// The page's own title, with the site's name as pages have it; nil where there is none.
  public var pageTitle: String?
  /// Where that title stands: `heading` and `line` are places that readers see; nil where that is not known.
  public var titlePlace: String?
  /// What the page says of itself, by field, what is most to be trusted first: `published` and `issued` (ISO 8601 dates),
  /// `source`, `issuer`, `author`, `index-number`, `site`.
  public var statements: [String: [PageStatement]]
  /// The path or URL that the document comes from.
  public var source: String
  /// The day in that path or URL, as an ISO 8601 date; nil where it has none.
  public var sourceDay: String?

  /// Makes hints; all may be left out.
  ///
  /// `fields` has what the page says in one place each.
  public init(
    pageTitle: String? = nil, titlePlace: String? = nil, fields: [String: String] = [:], source: String = "",
    sourceDay: String? = nil
  ) {
    self.init(
      pageTitle: pageTitle, titlePlace: titlePlace, statements: fields.mapValues { [PageStatement($0)] },
      source: source,
      sourceDay: sourceDay)
  }

  /// Makes hints with all that the page says.
  public init(
    pageTitle: String?, titlePlace: String?, statements: [String: [PageStatement]], source: String = "",
    sourceDay: String? = nil
  ) {
    self.pageTitle = pageTitle
    self.titlePlace = titlePlace
    self.statements = statements
    self.source = source
    self.sourceDay = sourceDay
  }
}

/// What one place of a page says of a field.
public struct PageStatement: Sendable, Hashable {
  /// What it says.
  public var value: String
  /// The place, in words; nil where it is not known.
  public var place: String?
  /// Whether it tells only by the way, as an address does the day, and the day of the last change that of publication.
  public var isIndirect: Bool

  /// Makes a statement.
  public init(_ value: String, place: String? = nil, isIndirect: Bool = false) {
    self.value = value
    self.place = place
    self.isIndirect = isIndirect
  }
}
