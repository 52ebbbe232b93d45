/// What is known in the middle of a sentence.
struct SentenceState {
  enum Include {
    /// 其中 was read, no figure after it yet.
    case pending
    /// 从领域看 was read, no figure after it yet.
    case announced
    case whole(Int)
    /// A semicolon came behind the parts: items of one kind go on, anything else does not.
    case lapsed(Int)

    var behindSemicolon: Include? {
      switch self {
      case .pending, .announced: nil
      case .whole(let index), .lapsed(let index): .lapsed(index)
      }
    }
  }

  let sentence: Range<Int>
  /// By depth of brackets: the figure before the opening one.
  var wholes: [Int?] = [nil]
  /// By depth of brackets: the figure that 其中 takes apart.
  var includes: [Include?] = [nil]
  /// The index of the first figure of the sentence.
  let first: Int
  var continuesBaseline = false
  /// What the head of a list before a colon says that its items count.
  var headed: (label: String, rule: LabelRule)?
  /// The period that the clause of a baseline names.
  var baselinePeriod: String?
  /// Whether the last figure outside brackets is one of a list of what there is: 共有律师9名，公证员2名.
  private var isStock = false
  /// The labels that the next figures of 甲率、乙率分别为… take in turn.
  private var distribution: ArraySlice<String> = []
  /// The word of change of the figure before.
  private var moved: Range<Int>?
  /// The word of change that they take with them: 分别增长9%和8%.
  private var change: Range<Int>?

  init(sentence: Range<Int>, first: Int) {
    self.sentence = sentence
    self.first = first
  }

  /// Whether a figure tells what there is: it says so, or goes on with a list that does.
  mutating func tellsStock(_ says: Bool, _ phrase: Phrase, _ unit: Unit, isNested: Bool) -> Bool {
    if isNested || unit.family == .rate { return says }
    isStock =
      says || isStock && phrase.verb == nil && phrase.noun != nil && (unit.family == .people || unit.family == .items)
    return isStock
  }

  /// Takes apart a label that names several things, each with a figure of its own and with the word of change that they share;
  /// gives the first.
  mutating func distribute(_ label: String, _ change: Range<Int>?, completing: (String) -> String) -> String {
    let names = Self.names(in: label).map { completing(String($0)) }
    guard names.count > 1, let first = names.first else { return label }
    distribution = names.dropFirst()
    self.change = change
    return first
  }

  /// The names that a label joins: 参与率和及时率 has two.
  private static func names(in label: String) -> [Substring] {
    var names: [Substring] = []
    let scalars = label.unicodeScalars
    var start = scalars.startIndex
    for at in scalars.indices where "、和及与".unicodeScalars.contains(scalars[at]) {
      let next = scalars.index(after: at)
      if joiningWords.contains(startOf: label[at...]) || joiningWords.contains(endOf: label[..<next]) { continue }
      if start < at { names.append(label[start..<at]) }
      start = next
    }
    return start < scalars.endIndex ? names + [label[start...]] : names
  }

  /// Words that a conjunction is a character of.
  private static let joiningWords: WordList = [
    "参与", "与会", "及时", "及格", "普及", "涉及", "和解", "和谐", "和平", "调和", "总和",
  ]

  /// Gives each of several labels a figure of its own, with the word of change that they share.
  mutating func deal(_ change: Range<Int>?, to labels: [String]) {
    guard labels.count > 1 else { return }
    distribution = labels[...]
    self.change = change
  }

  /// The change of the figure in turn, where it has no words of its own.
  ///
  /// 增长5.6%、7.2%: a bare figure of a list goes on with the change of the one before it.
  mutating func nextChange(_ phrase: Phrase) -> Range<Int>? {
    let moved = self.moved
    self.moved = phrase.change
    guard phrase.noun == nil && phrase.verb == nil else { return nil }
    if !distribution.isEmpty { return change }
    if phrase.isBare, phrase.sharesVerb { self.moved = moved }
    return self.moved
  }

  /// The label in turn, where the figure has no words of its own but the change.
  mutating func nextOfDistribution(_ phrase: Phrase) -> (label: String, rule: LabelRule)? {
    guard phrase.noun == nil, phrase.verb == nil || phrase.change != nil && phrase.change == change,
      let next = distribution.popFirst()
    else {
      distribution = []
      change = nil
      return nil
    }
    return (next, .beforeFigure)
  }
}
