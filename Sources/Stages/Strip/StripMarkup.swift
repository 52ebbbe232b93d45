import Markup
import PipelineKit

struct StripMarkup: Transform {
  static let name = "strip-markup"
  static let version = 2
  static let documentation = """
    Reduces a page to the report's own text, one paragraph a line.

    HTML loses its tags and everything that is not the report: navigation, breadcrumbs, share and print buttons,
    related links, comments, footers. Plain text loses the lines that a portal has left in it. Every other character
    stays as it was; blanks at the ends of paragraphs and empty lines go. A row of a table is a line, its cells parted
    by tabs.

    What the page says of the report (title, date, issuer, source, author, index number, address) and its links are
    kept in the layer `page`, its tables cell by cell in the layer `tables`.

    Where it is unsure whether text is the report's, `favor: recall` keeps it and `favor: precision` leaves it out.

    Rejected: `no-text` (nothing is left, as on a page whose text comes from a script that was not saved).

    ```yaml
    - use: strip-markup
      with: { favor: recall }
    ```
    """
  static let needs: Set<Layer> = [.source, .text]
  static let adds: Set<Layer> = [.page, .tables]
  static let editsText = true
  static let favor = Option(
    "favor", default: PageReader.Favor.recall,
    help: "what to do with text that may be the site's: keep it (recall) or not")
  static let options: [any OptionDeclaration] = [favor]

  private let reader: PageReader

  init(_ options: inout OptionReader) throws { self.init(favor: try options.read(Self.favor)) }

  init(favor: PageReader.Favor) { reader = PageReader(favor: favor) }

  func process(_ document: inout Document) -> Outcome {
    let page = strip(&document)
    return page.text.isEmpty ? .reject(Failure(code: "no-text", "the page has no text of its own")) : .keep
  }

  /// Puts what was read from the page into the document, and gives what a document has no place for too: its lines.
  func strip(_ document: inout Document) -> Page {
    let isPage = document.mediaType == MediaType.html.rawValue
    let page = isPage ? reader.read(markup: document.text) : reader.read(plain: document.text)
    document.text = page.text
    document.page = PageFacts(
      title: page.title, fields: page.fields, evidence: page.evidence,
      links: page.links.map { ReportLink(text: $0.text, target: $0.target, isAttachment: $0.isAttachment) })
    document.tables = page.tables.map { table in
      ReportTable(rows: table.rows.map { $0.map { ReportTable.Cell(text: $0.text, isHeader: $0.isHeader) } })
    }
    return page
  }
}

extension PageReader.Favor: OptionValue {}
