/// What the page says of itself, outside the report's text.
public struct PageFacts: Sendable, Hashable {
  /// The page's title, without the site's name.
  public var title: String?
  /// Fields of the page by name: `published`, `issued`, `source`, `author`, `issuer`, `index-number`, `document-number`, `site`,
  /// `location`, `canonical-url`, `description`.
  public var fields: [String: String]
  /// Where each field was found, by its name; `title` for the title.
  public var evidence: [String: String]
  /// All that the page says of each field, what is most to be trusted first, which stands in `fields` as well.
  public var statements: [String: [Statement]]
  /// The links in the report's text.
  public var links: [ReportLink]
  /// The lines of the report that the markup names as headings, in order.
  public var headings: [ReportHeading]

  /// What one place of a page says of a field.
  public struct Statement: Sendable, Hashable {
    /// What it says.
    public var value: String
    /// The place in words; nil where it is not known.
    public var place: String?
    /// Whether it tells only by the way, as an address does the day, and the day of the last change that of publication.
    public var isIndirect: Bool

    /// Makes a statement.
    public init(value: String, place: String?, isIndirect: Bool = false) {
      self.value = value
      self.place = place
      self.isIndirect = isIndirect
    }
  }

  /// Makes the facts of a page; without `statements` each field has one.
  public init(
    title: String?, fields: [String: String] = [:], evidence: [String: String] = [:],
    statements: [String: [Statement]]? = nil, links: [ReportLink] = [], headings: [ReportHeading] = []
  ) {
    self.title = title
    self.fields = fields
    self.evidence = evidence
    self.statements =
      statements
      ?? Dictionary(uniqueKeysWithValues: fields.map { ($0, [Statement(value: $1, place: evidence[$0])]) })
    self.links = links
    self.headings = headings
  }
}

/// A line of the report that the markup names as a heading.
public struct ReportHeading: Sendable, Hashable {
  /// The line.
  public var text: String
  /// Its level, 1…6.
  public var level: Int

  /// Makes a heading.
  public init(text: String, level: Int) {
    self.text = text
    self.level = level
  }
}

/// A link in the report's text.
public struct ReportLink: Sendable, Hashable {
  /// The words that lead there.
  public var text: String
  /// Where it leads, as the page has it: absolute or relative to the page.
  public var target: String
  /// Whether it leads to a document to download.
  public var isAttachment: Bool

  /// Makes a link.
  public init(text: String, target: String, isAttachment: Bool) {
    self.text = text
    self.target = target
    self.isAttachment = isAttachment
  }
}

/// A table of data in the report, on a grid: a cell that spans several columns or rows stands in each of them.
///
/// Its rows are lines of the text too, the cells parted by tabs; a spanning cell stands there once.
public struct ReportTable: Sendable, Hashable {
  /// A cell.
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

  /// Its rows.
  public var rows: [[Cell]]

  /// Makes a table.
  public init(rows: [[Cell]]) { self.rows = rows }
}

/// Whose report it is, of when and where; nil and empty where the report does not say.
public struct Metadata: Sendable, Hashable {
  /// The title.
  public var title: String?
  /// The agency as it stands.
  public var issuer: String?
  /// The areas, largest to smallest.
  public var area: [String] = []
  /// What the report covers, ISO 8601.
  public var period: String?
  /// What its plan covers, ISO 8601.
  public var planPeriod: String?
  /// The day of publication, ISO 8601.
  public var published: String?
  /// The number in the issuer's index of published information.
  public var indexNumber: String?
  /// Whence the page has the report, as it says (来源).
  public var origin: String?
  /// Where each was found, by the name of its column in the output.
  public var evidence: [String: String] = [:]
  /// What each place that speaks of it says, by the same name, the most trusted first; the first one is the value.
  public var candidates: [String: [MetadataCandidate]] = [:]

  /// Makes empty metadata.
  public init() {}
}

/// What one place says of a piece of metadata.
public struct MetadataCandidate: Sendable, Hashable {
  /// What it says.
  public var value: String
  /// Where it was found.
  public var evidence: String

  /// Makes a candidate.
  public init(value: String, evidence: String) {
    self.value = value
    self.evidence = evidence
  }
}

/// A section of the outline.
public struct Segment: Sendable, Hashable {
  /// Where it stands, with its subsections, in UTF-8 bytes of the text.
  public var range: Range<Int>
  /// The nesting level, from 1.
  public var level: Int
  /// The numbering as it stands; empty where there is none.
  public var marker: String
  /// The heading; empty where there is none.
  public var title: String
  /// What it is about: achievements, problems, plan, intro, other.
  public var role: String
  /// The index of the enclosing segment in the outline.
  public var parent: Int?

  /// Makes a segment from its parts.
  public init(range: Range<Int>, level: Int, marker: String, title: String, role: String, parent: Int?) {
    self.range = range
    self.level = level
    self.marker = marker
    self.title = title
    self.role = role
    self.parent = parent
  }
}

/// A figure that the report states.
public struct Metric: Sendable, Hashable {
  /// Where it stands, in UTF-8 bytes of the text.
  public var range: Range<Int>
  /// The sentence around it.
  public var sentence: Range<Int>
  /// The index of its segment in the outline.
  public var segment: Int?
  /// The id in the catalogue.
  public var metric: String?
  /// What is counted.
  public var label: String
  /// The verb of the count.
  public var action: String?
  /// The number; nil where it is masked.
  public var value: Double?
  /// The upper end of a range.
  public var valueHigh: Double?
  /// The unit.
  public var unit: String?
  /// Whether the number is blanked out.
  public var isMasked: Bool
  /// exact, approx, lower_bound, upper_bound.
  public var qualifier: String
  /// actual, target, baseline, change.
  public var kind: String
  /// Whether the figure is a difference or a growth rate.
  public var isChange: Bool
  /// The span of time it speaks of, ISO 8601.
  public var period: String?
  /// The index of the metric that it is part of.
  public var partOf: Int?
  /// The indices of numerator and denominator of a rate.
  public var ratioOf: [Int]?
  /// What read it.
  public var rule: String

  /// Makes a metric of a figure; the rest may be set by name.
  public init(
    range: Range<Int>, sentence: Range<Int>, segment: Int? = nil, metric: String? = nil, label: String,
    action: String? = nil, value: Double?, valueHigh: Double? = nil, unit: String?, isMasked: Bool = false,
    qualifier: String = "exact", kind: String = "actual", isChange: Bool = false, period: String? = nil,
    partOf: Int? = nil, ratioOf: [Int]? = nil, rule: String
  ) {
    self.range = range
    self.sentence = sentence
    self.segment = segment
    self.metric = metric
    self.label = label
    self.action = action
    self.value = value
    self.valueHigh = valueHigh
    self.unit = unit
    self.isMasked = isMasked
    self.qualifier = qualifier
    self.kind = kind
    self.isChange = isChange
    self.period = period
    self.partOf = partOf
    self.ratioOf = ratioOf
    self.rule = rule
  }
}

/// An arithmetic relation between figures, verified.
public struct Check: Sendable, Hashable {
  /// sum, rate, difference, restated, conflict.
  public var kind: String
  /// The indices of the metrics that enter.
  public var terms: [Int]
  /// The metrics of other documents that enter, behind `terms`.
  public var others: [MetricReference] = []
  /// The index of the metric that states the result.
  public var stated: Int
  /// What the terms give.
  public var computed: Double
  /// Whether it agrees with what is stated.
  public var holds: Bool
  /// The difference that still counts as agreement.
  public var tolerance: Double
  /// The relation in words.
  public var message: String

  /// Makes a check from its parts.
  public init(
    kind: String, terms: [Int], stated: Int, computed: Double, holds: Bool, tolerance: Double, message: String
  ) {
    self.kind = kind
    self.terms = terms
    self.stated = stated
    self.computed = computed
    self.holds = holds
    self.tolerance = tolerance
    self.message = message
  }
}

/// A metric of another document.
public struct MetricReference: Sendable, Hashable, Codable {
  /// The document; it must be published with its metrics.
  public var document: RecordID
  /// The metric, by the id that its row has.
  public var metric: RecordID

  /// Makes a reference from its parts.
  public init(document: RecordID, metric: RecordID) {
    self.document = document
    self.metric = metric
  }
}

/// A link from one document to another.
public struct DuplicateLink: Sendable, Hashable {
  /// The other document.
  public var of: RecordID
  /// exact, near, masked, template.
  public var relation: String
  /// How alike the two are, 0…1.
  public var similarity: Double

  /// Makes a link.
  public init(of: RecordID, relation: String, similarity: Double) {
    self.of = of
    self.relation = relation
    self.similarity = similarity
  }
}
