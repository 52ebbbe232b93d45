import Outline
import PipelineKit
import Readings

struct ExtractMetadata: Transform {
  static let name = "extract-metadata"
  static let version = 1
  static let documentation = """
    Finds whose report it is, of where and when: title, issuer, area, period, plan period, day of publication.

    Each comes from the place that is most to be trusted: the title from the text, then from the page; the period from
    title, opening and headings; the date from the page, then from the signature. A masked name stays as it stands
    (`XX县司法局`). What the report does not say is null. `tally inspect` shows where each was found.

    ```yaml
    - use: extract-metadata
    ```
    """
  static let needs: Set<Layer> = [.source, .text, .outline]
  static let adds: Set<Layer> = [.metadata]

  private let reader = MetadataReader()

  init(_ options: inout OptionReader) throws {}

  func process(_ document: inout Document) -> Outcome {
    let hints = MetadataHints(
      pageTitle: document.page?.title, fields: document.page?.fields ?? [:], source: document.source)
    let found = reader.metadata(
      of: Array(document.text.utf8), sections: document.outline.map(Section.init), hints: hints)
    var metadata = Metadata()
    metadata.title = found.title?.value
    metadata.issuer = found.issuer?.value
    metadata.area = found.area.map(\.value)
    metadata.period = found.period?.value
    metadata.planPeriod = found.planPeriod?.value
    metadata.published = found.published?.value
    let evidence = [
      ("title", found.title), ("issuer", found.issuer), ("area", found.area.last), ("period", found.period),
      ("plan_period", found.planPeriod), ("published", found.published),
    ]
    for (name, value) in evidence { metadata.evidence[name] = value?.evidence.rawValue }
    // Where on the page, for what the page itself says.
    for name in ["title", "published"] where metadata.evidence[name] == Evidence.page.rawValue {
      if let place = document.page?.evidence[name] { metadata.evidence[name] = "page: \(place)" }
    }
    for (field, candidates) in found.candidates where !candidates.isEmpty {
      metadata.candidates[field.rawValue] = candidates.map {
        MetadataCandidate(value: $0.value, evidence: $0.evidence.rawValue)
      }
    }
    document.metadata = metadata
    return .keep
  }
}
