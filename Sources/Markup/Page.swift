/// What was read from a page.
public struct Page: Sendable, Hashable {
  /// The page's title as it stands in its markup; nil where there is none.
  public var title: String?
  /// The report's own text, one paragraph a line, without furniture.
  public var text: String
  /// What each line of the text is, in their order.
  public var lines: [PageLine]
  /// The tables of data whose rows are lines of the text.
  public var tables: [PageTable]
  /// The links that stand in the text.
  public var links: [PageLink]
  /// What the page says of itself: `published`, `issued`, `source`, `author`, `issuer`, `index-number`, `document-number`, `site`,
  /// `location` (where the site's owner resides), `canonical-url`, `description`.
  public var fields: [String: String]
  /// Where each field was found, by its name; `title` for the title.
  public var evidence: [String: String]
  /// All that the page says of each field, what is most to be trusted first, which stands in `fields` as well.
  public var statements: [String: [Statement]]

  /// What one place of a page says of a field.
  public struct Statement: Sendable, Hashable {
    /// What it says.
    public var value: String
    /// The place, as `line`, `table`, `meta pubdate` or `url`.
    public var place: String
    /// Whether it tells only by the way, as an address does the day, and the day of the last change that of publication.
    public var isIndirect: Bool

    /// Makes a statement.
    public init(value: String, place: String, isIndirect: Bool = false) {
      self.value = value
      self.place = place
      self.isIndirect = isIndirect
    }
  }

  /// Makes a page from its parts.
  public init(
    title: String?, text: String, lines: [PageLine] = [], tables: [PageTable] = [], links: [PageLink] = [],
    fields: [String: String] = [:], evidence: [String: String] = [:], statements: [String: [Statement]] = [:]
  ) {
    self.title = title
    self.text = text
    self.lines = lines
    self.tables = tables
    self.links = links
    self.fields = fields
    self.evidence = evidence
    self.statements = statements
  }
}

/// A line of a page's text: a paragraph, a heading, an item of a list or a row of a table.
public struct PageLine: Sendable, Hashable {
  /// What markup says that a line is.
  public enum Kind: Sendable, Hashable {
    case paragraph
    /// A heading of level 1…6.
    case heading(level: Int)
    /// An item of a list.
    case item
    /// A row of a table, its cells parted by tabs.
    case row
  }

  /// Where it stands, in UTF-8 bytes of the text, without the line feed.
  public var range: Range<Int>
  /// What it is.
  public var kind: Kind

  /// Makes a line.
  public init(range: Range<Int>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}

/// A table of data, its cells on a grid: a cell that spans several columns or rows stands in each of them.
public struct PageTable: Sendable, Hashable {
  /// A cell of the grid.
  public struct Cell: Sendable, Hashable {
    /// What stands in it.
    public var text: String
    /// Whether it names its column or row rather than giving a value.
    public var isHeader: Bool
    /// Whether it stands in another place of its row's line or of a row above, and only reaches here.
    public var isRepeated: Bool

    /// Makes a cell.
    public init(text: String, isHeader: Bool, isRepeated: Bool = false) {
      self.text = text
      self.isHeader = isHeader
      self.isRepeated = isRepeated
    }
  }

  /// The lines of the text that are its rows, as indices into `Page.lines`.
  public var lines: [Int]
  /// Its rows, one for each of `lines`.
  public var rows: [[Cell]]

  /// Makes a table.
  public init(lines: [Int], rows: [[Cell]]) {
    self.lines = lines
    self.rows = rows
  }
}

/// A link in a page's text.
public struct PageLink: Sendable, Hashable {
  /// The words that lead there.
  public var text: String
  /// Where it leads, as it stands in the markup: absolute or relative to the page.
  public var target: String
  /// The line of the text that it stands in, as an index into `Page.lines`.
  public var line: Int
  /// Whether it leads to a document to download: 附件, a `.docx`, a `.pdf`.
  public var isAttachment: Bool

  /// Makes a link.
  public init(text: String, target: String, line: Int, isAttachment: Bool) {
    self.text = text
    self.target = target
    self.line = line
    self.isAttachment = isAttachment
  }
}
