/// A heading that the markup of a page has named as one: `<h2>`.
public struct MarkedHeading: Sendable, Hashable {
  /// Its text, as it stands on a line of the report.
  public var text: String
  /// Its level, from 1 for the outermost.
  public var level: Int

  /// Makes a heading.
  public init(text: String, level: Int) {
    self.text = text
    self.level = level
  }
}
