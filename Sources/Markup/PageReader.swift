import Glibc

/// Reads a page, or a text file saved from one, into its title, its own text and what it says of itself.
///
/// Reading never fails: where nothing tells text from furniture, all of it is text.
public struct PageReader: Sendable {
  /// What a reader does with text that may be the report's or the site's.
  public enum Favor: String, Sendable, Hashable, CaseIterable {
    /// Keeps it.
    case recall
    /// Keeps it where it is more likely the report's.
    case balance
    /// Leaves it out.
    case precision
  }

  private let favor: Favor

  /// Makes a reader.
  public init(favor: Favor = .recall) { self.favor = favor }

  /// Reads markup.
  ///
  /// The title is not repeated in the text. Links, pictures and hidden elements leave no trace.
  public func read(markup: String) -> Page {
    var markup = markup
    // Beyond what libxml2 can count, keeping the tags is better than losing the text.
    guard markup.utf8.count < MarkupParser.limit else { return read(plain: markup) }
    let tree = markup.withUTF8 { bytes in
      guard let base = bytes.baseAddress, memchr(base, 0, bytes.count) != nil else { return MarkupParser.parse(bytes) }
      return bytes.filter { $0 != 0 }.withUnsafeBufferPointer { MarkupParser.parse($0) }
    }
    return PageReading.page(of: tree, favor: favor)
  }

  /// Reads plain text: a report that was saved without markup, perhaps with lines of the page around it.
  ///
  /// A first line that is plainly the report's title becomes the title and is not repeated in the text.
  public func read(plain: String) -> Page {
    PlainPage.read(plain)
  }
}
