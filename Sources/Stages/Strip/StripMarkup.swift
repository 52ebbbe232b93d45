import Markup
import PipelineKit

struct StripMarkup: Transform {
  static let name = "strip-markup"
  static let version = 2
  static let documentation = """
    Reduces a page to the report's own text, one paragraph a line.

    HTML loses its tags and everything that is not the report: navigation, breadcrumbs, share and print buttons,
    related links, comments, footers. Plain text loses the lines that a portal has left in it, page numbers and what
    else an export puts on every page; a paragraph that was broken at a fixed width is one line again. What the page
    says of the report (title, date, issuer, source, index number) is kept in the layer `page`. Every other character
    stays as it was; blanks at the ends of paragraphs and empty lines go.

    Rejected: `no-text` (nothing is left, as on a page whose text comes from a script that was not saved).

    ```yaml
    - use: strip-markup
    ```
    """
  static let needs: Set<Layer> = [.source, .text]
  static let adds: Set<Layer> = [.page]
  static let editsText = true

  private let reader = PageReader()

  init(_ options: inout OptionReader) throws {}

  func process(_ document: inout Document) -> Outcome {
    let isPage = document.mediaType == "text/html"
    let page = isPage ? reader.read(markup: document.text) : reader.read(plain: document.text)
    guard !page.text.isEmpty else { return .reject(Failure(code: "no-text", "the page has no text of its own")) }
    document.text = page.text
    document.page = PageFacts(title: page.title, fields: page.fields)
    return .keep
  }
}
