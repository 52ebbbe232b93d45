/// A section of a report: a heading and the text under it, or a run of text without a heading.
public struct Section: Sendable, Hashable {
  /// The UTF-8 bytes from the heading's marker to the end of the section, with its subsections.
  public var range: Range<Int>
  /// The nesting level, from 1.
  public var level: Int
  /// The numbering as it stands: `一、`, `(一)`, `1.`, `一是`; empty for a section without one.
  public var marker: String
  /// The heading without its marker and its closing punctuation; empty for a section without one.
  public var title: String
  /// The UTF-8 bytes of the title; empty where there is none.
  public var titleRange: Range<Int>
  /// What the section is about.
  public var role: Role
  /// The index of the enclosing section in the outline; nil at the top.
  public var parent: Int?

  /// Makes a section from its parts.
  public init(
    range: Range<Int>, level: Int, marker: String, title: String, titleRange: Range<Int>, role: Role, parent: Int?
  ) {
    self.range = range
    self.level = level
    self.marker = marker
    self.title = title
    self.titleRange = titleRange
    self.role = role
    self.parent = parent
  }
}
