/// A metric of the catalogue: what it means, and how a figure of it is recognised.
public struct CatalogEntry: Sendable, Hashable {
  /// What kind of quantity a metric is, which decides how its figures may be added up.
  public enum Measure: String, Sendable, Hashable, CaseIterable {
    /// Counted over a period; periods add up.
    case flow
    /// Counted at a moment; moments don't add up.
    case stock
    /// A share of something, in percent.
    case rate
    /// Money.
    case amount
    /// A length of time.
    case duration
  }

  /// One way in which reports word the metric: words that its label has or lacks, its verbs and its units.
  ///
  /// Words are compared without quotation marks and spaces, full-width letters, digits and brackets as half-width ones.
  public struct Pattern: Sendable, Hashable {
    /// Words that all stand in the label.
    public var all: [String]
    /// Words of which at least one stands in the label; empty for no matter.
    public var any: [String]
    /// Words that do not stand in the label.
    public var none: [String]
    /// What may stand in the label beside `all`, `any` and the neutral words; nil for anything.
    public var rest: [String]?
    /// Verbs of the figure, `-` for none; nil for any verb or none.
    public var actions: [String]?
    /// Units of the figure; nil for the metric's own.
    public var units: [String]?

    /// Makes a pattern; one without a word in `all` or `any` fits nothing.
    public init(
      all: [String] = [], any: [String] = [], none: [String] = [], rest: [String]? = nil, actions: [String]? = nil,
      units: [String]? = nil
    ) {
      self.all = all
      self.any = any
      self.none = none
      self.rest = rest
      self.actions = actions
      self.units = units
    }
  }

  /// The id that figures carry, as in `legal_aid.cases_handled`.
  public var id: String
  /// The name, as in 办理法律援助案件数.
  public var name: String
  /// The name in English.
  public var englishName: String
  /// The unit that figures of the metric are counted in, whatever classifier a report writes.
  public var unit: String
  /// What kind of quantity it is.
  public var measure: Measure
  /// The field of work that it belongs to.
  public var topic: String
  /// The id of the metric that it is a part of; nil for none.
  public var parent: String?
  /// What is counted, and what is not.
  public var definition: String
  /// The ways in which reports word it.
  public var recognise: [Pattern]

  /// Makes an entry from its fields.
  public init(
    id: String, name: String, englishName: String, unit: String, measure: Measure, topic: String, parent: String? = nil,
    definition: String, recognise: [Pattern]
  ) {
    self.id = id
    self.name = name
    self.englishName = englishName
    self.unit = unit
    self.measure = measure
    self.topic = topic
    self.parent = parent
    self.definition = definition
    self.recognise = recognise
  }
}
