/// What is known of a document beyond its text.
public struct MetadataHints: Sendable, Hashable {
  /// The page's own title, with the site's name as pages have it; nil where there is none.
  public var pageTitle: String?
  /// What the page says of itself: `published` (ISO 8601 date), `source`, `issuer`, `index-number`, `site`.
  public var fields: [String: String]
  /// The path or URL that the document comes from.
  public var source: String

  /// Makes hints; all may be left out.
  public init(pageTitle: String? = nil, fields: [String: String] = [:], source: String = "") {
    self.pageTitle = pageTitle
    self.fields = fields
    self.source = source
  }
}
