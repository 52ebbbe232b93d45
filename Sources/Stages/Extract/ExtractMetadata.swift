import Markup
import Outline
import PipelineKit
import Readings

struct ExtractMetadata: Transform {
  static let name = "extract-metadata"
  static let version = 2
  static let documentation = """
    Finds whose report it is, of where and when: title, issuer, area, periods, day of publication, index number, origin.

    The index number is what the page calls 索引号, the origin what it calls 来源.

    Each comes from the place that is most to be trusted: the title from the text, then from the page; the issuer from
    title, signature and page, and one named without its place (`县司法局`) as the first of them has it in full; the period
    from title, opening and headings, and from the day only where nothing else says it; the day from what the page
    states, then from the signature, the day that the paper was drawn up, and an address. A masked name stays as it
    stands (`XX县司法局`). What the report does not say is null. `tally inspect` shows where each was found, and which
    other places agree.

    ```yaml
    - use: extract-metadata
    ```
    """
  static let needs: Set<Layer> = [.source, .text, .outline]
  static let adds: Set<Layer> = [.metadata]

  private let reader = MetadataReader()

  init(_ options: inout OptionReader) throws {}

  func process(_ document: inout Document) -> Outcome {
    let found = reader.metadata(
      of: Array(document.text.utf8), sections: document.outline.map(Section.init), hints: hints(of: document))
    var metadata = Metadata()
    metadata.title = found.title?.value
    metadata.issuer = found.issuer?.value
    metadata.area = found.area.map(\.value)
    metadata.period = found.period?.value
    metadata.planPeriod = found.planPeriod?.value
    metadata.published = found.published?.value
    metadata.indexNumber = found.indexNumber?.value
    metadata.origin = found.origin?.value
    let evidence = [
      ("title", found.title), ("issuer", found.issuer), ("area", found.area.last), ("period", found.period),
      ("plan_period", found.planPeriod), ("published", found.published), ("index_number", found.indexNumber),
      ("origin", found.origin),
    ]
    for (name, value) in evidence { metadata.evidence[name] = value.map(place(of:)) }
    for (field, candidates) in found.candidates where !candidates.isEmpty {
      metadata.candidates[field.rawValue] = candidates.map {
        MetadataCandidate(value: $0.value, evidence: place(of: $0))
      }
    }
    document.metadata = metadata
    return .keep
  }

  private func hints(of document: Document) -> MetadataHints {
    let page = document.page
    var statements: [String: [Readings.PageStatement]] = [:]
    for (name, values) in page?.statements ?? [:] {
      statements[name] = values.map { PageStatement($0.value, place: $0.place, isIndirect: $0.isIndirect) }
    }
    return MetadataHints(
      pageTitle: page?.title, titlePlace: page?.evidence["title"], statements: statements, source: document.source,
      sourceDay: AddressDate.day(inSource: document.source))
  }

  /// Where a value was found; for what the page says, also where on the page.
  private func place(of found: Found<String>) -> String {
    found.place.map { "\(found.evidence.rawValue): \($0)" } ?? found.evidence.rawValue
  }
}
