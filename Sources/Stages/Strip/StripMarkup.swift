import Markup
import PipelineKit

struct StripMarkup: Transform {
  static let name = "strip-markup"
  static let version = 3
  static let documentation = """
    Reduces a page to the report's own text, one paragraph a line.

    HTML loses its tags and everything that is not the report: navigation, breadcrumbs, share and print buttons,
    related links, comments, footers. Plain text loses the lines that a portal has left in it, page numbers and what
    else an export puts on every page; a paragraph that was broken at a fixed width is one line again. Every other
    character stays as it was; blanks at the ends of paragraphs and empty lines go. A row of a table is a line, its
    cells parted by tabs.

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

  /// Makes the stage; `parts` is what is read beside title and text, as far as somebody looks at it.
  init(favor: PageReader.Favor, parts: PageReader.Parts = .all) { reader = PageReader(favor: favor, parts: parts) }

  func process(_ document: inout Document) -> Outcome {
    let page = page(of: document)
    guard !page.text.isEmpty else { return .reject(Failure(code: "no-text", "the page has no text of its own")) }
    put(page, into: &document)
    return .keep
  }

  /// Reads a document's markup, or the text that was saved without it.
  func page(of document: Document) -> Page {
    let isPage = document.mediaType == MediaType.html.rawValue
    return isPage ? reader.read(markup: document.text) : reader.read(plain: document.text)
  }

  /// Puts what was read into the document.
  func put(_ page: Page, into document: inout Document) {
    document.text = page.text
    document.page = PageFacts(
      title: page.title, fields: page.fields, evidence: page.evidence,
      statements: page.statements.mapValues { all in
        all.map { PageFacts.Statement(value: $0.value, place: $0.place, isIndirect: $0.isIndirect) }
      },
      links: page.links.map { ReportLink(text: $0.text, target: $0.target, isAttachment: $0.isAttachment) },
      headings: headings(of: page))
    document.tables = page.tables.map { table in
      ReportTable(
        rows: table.rows.map { row in
          row.map { ReportTable.Cell(text: $0.text, isHeader: $0.isHeader, isRepeated: $0.isRepeated) }
        })
    }
  }

  private func headings(of page: Page) -> [ReportHeading] {
    let lines = page.lines.compactMap { line -> (range: Range<Int>, level: Int)? in
      guard case .heading(let level) = line.kind else { return nil }
      return (line.range, level)
    }
    guard !lines.isEmpty else { return [] }
    let text = Array(page.text.utf8)
    return lines.map { ReportHeading(text: String(decoding: text[$0.range], as: UTF8.self), level: $0.level) }
  }
}

extension PageReader.Favor: OptionValue {}
