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

  /// What is read of a page beside its title, text and lines; what nobody asks for costs no time.
  public struct Parts: OptionSet, Sendable, Hashable {
    /// The bits of the parts.
    public let rawValue: UInt8

    /// Makes parts of their bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `Page.fields` and `Page.evidence`; those of plain text are read in any case.
    public static let fields = Parts(rawValue: 1)
    /// `Page.tables`.
    public static let tables = Parts(rawValue: 2)
    /// `Page.links`.
    public static let links = Parts(rawValue: 4)
    /// All of them.
    public static let all: Parts = [.fields, .tables, .links]
  }

  private let favor: Favor
  private let parts: Parts

  /// Makes a reader; parts that are not asked for are empty in what it reads, the rest is the same.
  public init(favor: Favor = .recall, parts: Parts = .all) {
    self.favor = favor
    self.parts = parts
  }

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
    return PageReading.page(of: tree, favor: favor, parts: parts)
  }

  /// Reads plain text: a report that was saved without markup, perhaps with lines of the page around it.
  ///
  /// A first line that is plainly the report's title becomes the title and is not repeated in the text.
  public func read(plain: String) -> Page {
    PlainPage.read(plain)
  }
}
