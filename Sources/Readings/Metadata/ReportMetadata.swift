/// What a report says of itself.
public struct ReportMetadata: Sendable, Hashable {
  /// The title; nil where the report bears none.
  public var title: Found<String>?
  /// The agency that reports, as it stands.
  public var issuer: Found<String>?
  /// The areas, from the largest to the report's own.
  public var area: [Found<String>]
  /// What the report covers: `2025`, `2022-H1`, `2024-Q1`, `2024-01/2024-09`.
  public var period: Found<String>?
  /// What its plan covers, written likewise; nil where it has no plan.
  public var planPeriod: Found<String>?
  /// The day of publication as an ISO 8601 date.
  public var published: Found<String>?
  /// The number in the issuer's index of published information.
  public var indexNumber: Found<String>?
  /// Whence the page has the report, as it says.
  public var origin: Found<String>?
  /// What the places that speak of a field say, the most trusted first, which won; those that agree with it confirm it.
  public var candidates: [MetadataField: [Found<String>]] = [:]

  /// Makes metadata from its parts.
  public init(
    title: Found<String>? = nil, issuer: Found<String>? = nil, area: [Found<String>] = [], period: Found<String>? = nil,
    planPeriod: Found<String>? = nil, published: Found<String>? = nil, indexNumber: Found<String>? = nil,
    origin: Found<String>? = nil
  ) {
    self.title = title
    self.issuer = issuer
    self.area = area
    self.period = period
    self.planPeriod = planPeriod
    self.published = published
    self.indexNumber = indexNumber
    self.origin = origin
  }
}

/// What metadata are made of.
public enum MetadataField: String, Sendable, Hashable, CaseIterable {
  case title, issuer, area, period
  case planPeriod = "plan_period"
  case published
  case indexNumber = "index_number"
  case origin
}

/// A value and where it was found.
public struct Found<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The value.
  public var value: Value
  /// The place it was found in.
  public var evidence: Evidence
  /// The UTF-8 bytes of the text that say it; nil where the text does not.
  public var range: Range<Int>?
  /// Where on the page it stands, in the page reader's words; nil for other evidence, and where that is not known.
  public var place: String?

  /// Makes a value with its evidence.
  public init(_ value: Value, _ evidence: Evidence, _ range: Range<Int>? = nil, place: String? = nil) {
    self.value = value
    self.evidence = evidence
    self.range = range
    self.place = place
  }
}

/// The place that a piece of metadata was found in.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  /// The title.
  case title
  /// The running text.
  case text
  /// A heading.
  case heading
  /// The signature at the end.
  case signOff = "sign-off"
  /// The page around the text.
  case page
  /// The path or URL of the document.
  case source
  /// The list of provinces and prefectures.
  case gazetteer
  /// Other metadata: the year after the report's for a plan without a date of its own.
  case inference
}
