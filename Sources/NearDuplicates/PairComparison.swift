/// How two texts are related.
public enum DuplicateRelation: String, Sendable, Hashable, CaseIterable {
  /// The same text but for blanks, punctuation and width.
  case exact
  /// The same report with other sentences, furniture or order, or with a few figures corrected.
  case near
  /// The same report with names or figures blanked out in one of the two.
  case masked
  /// The same wording with another body's figures.
  case template
}

/// What two sketches say of each other.
///
/// The letters tell whether two texts share their wording, and the figures whose wording it is: copies agree in them, the
/// reports of two bodies that use one template do not, and a correction changes one or two.
public struct PairComparison: Sendable, Hashable {
  /// How alike the letters are: the share of five-letter shingles that both have among those that either has.
  public let similarity: Double
  /// The share of the shorter one's shingles that the longer one has, so that added furniture costs nothing.
  public let containment: Double
  /// Figures in the same surroundings that are the same; dates and others that many reports share don't count.
  public let equalFigures: Int
  /// Figures in the same surroundings that differ; any.
  public let differentFigures: Int
  /// Names of areas in the same surroundings that are the same.
  public let equalNames: Int
  /// Names of areas in the same surroundings that differ.
  public let differentNames: Int
  /// Whether the two are the same text.
  public let isExact: Bool
  /// Whether one of the two has names or figures blanked out that the other shows.
  public let isMasked: Bool
  let kind: Kind

  /// What follows from it.
  enum Kind: UInt8, Sendable {
    /// Too little in common.
    case unrelated
    /// One wording, two bodies.
    case sibling
    /// Nothing contradicts a copy, and too few figures can be read to say that it is one.
    case compatible
    /// A copy by its figures, or by its text where it has none.
    case copy
  }

  /// What the two are to each other; nil where they have too little in common, or too little that can be read.
  public var relation: DuplicateRelation? {
    switch kind {
    case .unrelated: nil
    case .sibling: .template
    case .compatible, .copy: isExact ? .exact : isMasked ? .masked : .near
    }
  }

  /// Compares two texts by their sketches.
  public init(_ a: TextSketch, _ b: TextSketch, thresholds: DuplicateThresholds = DuplicateThresholds()) {
    self = a.bytes.withUnsafeBytes { a in
      b.bytes.withUnsafeBytes { b in
        PairComparison(
          SketchView(a.baseAddress.unsafelyUnwrapped), SketchView(b.baseAddress.unsafelyUnwrapped), thresholds)
      }
    }
  }

  init(_ a: SketchView, _ b: SketchView, _ thresholds: DuplicateThresholds) {
    isExact = a.digest == b.digest && a.hasContent
    let (fewer, more) = a.masks < b.masks ? (a.masks, b.masks) : (b.masks, a.masks)
    // A sentence with a mask may be missing from a copy; that is no masking.
    isMasked = fewer == 0 ? more > 0 : more >= fewer + 2 + fewer / 2
    let share = Double(ShingleBins.agreeing(a.bins, b.bins)) / Double(ShingleBins.count)
    // Some pairs of bins agree by chance.
    similarity = isExact ? 1 : max(0, (share - ShingleBins.chance) / (1 - ShingleBins.chance))
    let shorter = max(1, min(a.letters, b.letters) - ShingleBins.shingle + 1)
    let longer = max(1, max(a.letters, b.letters) - ShingleBins.shingle + 1)
    containment = isExact ? 1 : min(1, similarity / (1 + similarity) * Double(shorter + longer) / Double(shorter))
    guard isExact || containment >= thresholds.template && shorter >= thresholds.minLetters else {
      (equalFigures, differentFigures, equalNames, differentNames) = (0, 0, 0, 0)
      kind = .unrelated
      return
    }
    let figures = a.figures(against: b)
    let names = a.names(against: b)
    equalFigures = figures.equal
    differentFigures = figures.different
    equalNames = names.equal
    differentNames = names.different
    kind =
      isExact
      ? .copy
      : Self.judge(
        equalFigures, differentFigures, equalNames, differentNames, similarity, containment, thresholds,
        masked: a.isMasked || b.isMasked)
  }

  private static func judge(
    _ equal: Int, _ different: Int, _ equalNames: Int, _ differentNames: Int, _ similarity: Double,
    _ containment: Double, _ thresholds: DuplicateThresholds, masked: Bool
  ) -> Kind {
    // Few figures can be read in a masked copy, and one that differs is seldom a correction besides.
    let corrected = masked ? thresholds.corrected / 3 : thresholds.corrected
    let isContradicted = Double(different) > corrected * Double(equal + different)
    // With two or three figures a correction and another body's report look alike; then the names decide.
    let few = equal + different < 4 && !masked
    if isContradicted, !few || different > equal || differentNames > 0 { return .sibling }
    // Copies hardly ever differ in a name; but many equal figures outweigh it, for a copy may call its county 甲县.
    if equal < 8, differentNames > 1 ? differentNames * 3 > equalNames : differentNames > equalNames && equal == 0 {
      return .sibling
    }
    guard containment >= thresholds.copy else { return .unrelated }
    if equal >= 3, !isContradicted { return .copy }
    if masked { return .compatible }
    // Without figures only the text is left.
    return containment >= 0.8 && similarity >= 0.6 ? .copy : .unrelated
  }
}

/// Where the lines between copies, templates and other texts are drawn.
public struct DuplicateThresholds: Sendable, Hashable {
  /// The containment from which two texts can be copies, where their figures agree.
  public var copy: Double
  /// The containment from which two texts share a template, where their figures differ.
  public var template: Double
  /// The share of the figures that may differ between a report and its revision.
  ///
  /// Revisions differ in .03 to .12 of them, reports of two bodies that share a template and a quarter of their figures in
  /// .45 and more.
  public var corrected: Double
  /// How many letters a text must have to be told from others by anything but its digest.
  public var minLetters: Int

  /// Draws the lines.
  public init(copy: Double = 0.6, template: Double = 0.6, corrected: Double = 0.3, minLetters: Int = 60) {
    self.copy = copy
    self.template = template
    self.corrected = corrected
    self.minLetters = minLetters
  }
}
