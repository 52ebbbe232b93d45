import Outline
import PipelineKit

struct SegmentOutline: Transform {
  static let name = "segment-outline"
  static let version = 4
  static let documentation = """
    Finds the outline: numbered headings of any style and nesting, and what each section is about.

    Headings stand on their own line or begin a paragraph, also several in one paragraph (一是…。二是…。). Lines that the
    page's markup (`<h2>`) or Markdown (`##`) names as headings count, too; so do short lines that tell a role
    (下半年工作计划：) or, if there are several, name a subject. Levels come from the document's own use of its marks.

    The role of a section (achievements, problems, plan, intro, other) comes from its heading's words, or from the sentence
    that announces it, and goes down to its subsections. Text that turns to another role within a section is a segment
    without marker and title. What stands before the first heading is one, too, and a report without headings is one
    such segment.

    ```yaml
    - use: segment-outline
    ```
    """
  static let needs: Set<Layer> = [.text]
  static let adds: Set<Layer> = [.outline]

  private let reader = OutlineReader()

  init(_ options: inout OptionReader) throws {}

  func process(_ document: inout Document) -> Outcome {
    // The title heads the whole report, not a section of it.
    let title = document.page?.title
    let headings = (document.page?.headings ?? []).filter { $0.text != title }
      .map { MarkedHeading(text: $0.text, level: $0.level) }
    document.outline = reader.sections(in: Array(document.text.utf8), headings: headings, title: title).map { section in
      Segment(
        range: section.range, level: section.level, marker: section.marker, title: section.title,
        role: section.role.rawValue, parent: section.parent)
    }
    return .keep
  }
}
