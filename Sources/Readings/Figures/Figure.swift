import Quantities

/// Whether a figure was reached, is wanted, or tells a change.
public enum FigureKind: String, Sendable, Hashable, CaseIterable {
  /// A result or a state that the report states.
  case actual
  /// What is planned, demanded or promised.
  case target
  /// The earlier figure that a change starts from.
  case baseline
  /// A difference or a growth rate.
  case change
}

/// A quantity of a report with what it counts, and how it relates to the figures beside it.
public struct Figure: Sendable, Hashable {
  /// The number, its unit and where it stands.
  public var quantity: Quantity
  /// The noun phrase that says what is counted or measured; empty where the text gives none.
  public var label: String
  /// The verb of the count (`办理`, `审结`); nil where there is none.
  public var action: String?
  /// Whether the figure was reached, is wanted, or tells a change.
  public var kind: FigureKind
  /// Whether the figure is a difference or a growth rate; a planned one is a `target` and a change.
  public var isChange: Bool
  /// The span of time the figure speaks of, ISO 8601 as in ``PeriodMention``; nil where neither the text nor the
  /// context tells one.
  public var period: String?
  /// The index of the innermost section; nil where no section holds the figure.
  public var section: Int?
  /// The UTF-8 bytes of the sentence.
  public var sentence: Range<Int>
  /// The index of the figure that this one is a share of.
  public var partOf: Int?
  /// The indices of the two counts that a rate divides.
  public var ratioOf: Ratio?
  /// The principle that found the label.
  public var rule: LabelRule
  /// Whether the figure says how far something is from what is no earlier value of it: 较法定期限减少19天.
  public var isDistance = false

  /// The two counts of a rate, as indices of figures.
  public struct Ratio: Sendable, Hashable {
    /// The count above the line.
    public var numerator: Int
    /// The count below the line.
    public var denominator: Int

    /// Makes a pair.
    public init(numerator: Int, denominator: Int) {
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// Makes a figure from its parts.
  public init(
    quantity: Quantity, label: String, action: String? = nil, kind: FigureKind = .actual, isChange: Bool = false,
    period: String? = nil, section: Int? = nil, sentence: Range<Int>, partOf: Int? = nil, ratioOf: Ratio? = nil,
    rule: LabelRule = .beforeFigure
  ) {
    self.quantity = quantity
    self.label = label
    self.action = action
    self.kind = kind
    self.isChange = isChange
    self.period = period
    self.section = section
    self.sentence = sentence
    self.partOf = partOf
    self.ratioOf = ratioOf
    self.rule = rule
  }
}

/// The principle that found a figure's label.
public enum LabelRule: String, Sendable, Hashable, CaseIterable {
  /// The noun phrase before the figure: 办理公证12件.
  case beforeFigure = "before-figure"
  /// The noun phrase after the figure: 12名律师.
  case afterFigure = "after-figure"
  /// The object of the verb after a figure of people served: 为300人次提供咨询.
  case objectAfter = "object-after"
  /// The label of an earlier figure, where the clause has a verb and no noun: 审结9件.
  case inherited
  /// An earlier figure's label put before a noun that depends on one: 化解率, 问题.
  case completed
  /// The label of the whole with the part's own word: (民事7件).
  case part = "list-head"
  /// The subject of the sentence, the paragraph or the heading.
  case topic
  /// The first cell of a table's row.
  case tableRow = "table-row"
  /// Nothing was found.
  case none
}

/// What a report says of itself, as far as its figures depend on it.
public struct ReportContext: Sendable, Hashable {
  /// The span of time that the report covers, ISO 8601 as in ``PeriodMention``.
  public var period: String?
  /// The span of time that its plan covers.
  public var planPeriod: String?

  /// Makes a context.
  public init(period: String? = nil, planPeriod: String? = nil) {
    self.period = period
    self.planPeriod = planPeriod
  }
}
