/// Reads the outline of a report.
///
/// A heading begins with a number (一、 （一） 1. ① 一是 第一， 首先， …) at the start of a line or, in running text, after a
/// sentence, a clause or a colon. Its title runs to the first mark that ends a sentence or clause, or to the end of the
/// line. Levels follow the document's own nesting. A line that markup names as a heading (`<h2>`, `##`) is one without a
/// number, and so is a short line that tells a role (下半年工作计划：) or, if there are several, names a subject. Text that
/// turns to what is wrong or planned begins a section without heading; the text before the first heading is a section
/// of the role `intro`. Reading takes time in proportion to the text, and any bytes will do.
public struct OutlineReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The sections of `text` (UTF-8, one paragraph a line), in the order of the text.
  ///
  /// They nest and never cross. A heading of the markup that stands on no line of the text counts for nothing.
  ///
  /// - Parameters:
  ///   - headings: the headings that the page's markup names, in the order of the page.
  ///   - title: the report's title, where it stands outside the text.
  public func sections(in text: [UInt8], headings: [MarkedHeading] = [], title: String? = nil) -> [Section] {
    var builder = OutlineBuilder(text, headings, title: title)
    return builder.build()
  }
}
