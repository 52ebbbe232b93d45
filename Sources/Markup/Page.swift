/// What was read from a page.
public struct Page: Sendable, Hashable {
  /// The page's title as it stands in its markup; nil where there is none.
  public var title: String?
  /// The report's own text, one paragraph a line, without furniture.
  public var text: String
  /// What the page says of itself: `published`, `source`, `author`, `issuer`, `index-number`, `document-number`, `site`.
  public var fields: [String: String]

  /// Makes a page from its parts.
  public init(title: String?, text: String, fields: [String: String] = [:]) {
    self.title = title
    self.text = text
    self.fields = fields
  }
}
