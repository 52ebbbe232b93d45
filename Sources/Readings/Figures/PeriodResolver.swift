import Quantities

/// Follows the periods named in a sentence and tells which one a figure speaks of.
struct PeriodResolver: Sendable {
  let text: [UInt8]
  let periods: [Quantities.PeriodMention]
  let context: ReportContext
  /// The period that governs from here on, until another one does.
  private(set) var governing: String?
  /// What governed before the mention that does.
  private var displaced: String?
  /// Whether the mention that governs says which year it means.
  private var namesYear = false
  /// Whether the mention that governs is a day by which something is to be done: 2026年6月底前.
  private var isDeadline = false
  /// Whether the sentence says that it speaks of what comes next: 下一步，.
  private var isAhead = false
  /// What governed outside the brackets that are open.
  private var outer: [String?] = []
  private var isFresh = false
  /// Whether the last figure only tells what it was in the year before.
  private var isAside = false
  /// The commas since the last figure or mention.
  private var idle = 0
  /// The last year that the report covers.
  private let coveredYear: Substring?

  init(text: [UInt8], periods: [Quantities.PeriodMention], context: ReportContext) {
    self.text = text
    self.periods = periods
    self.context = context
    coveredYear = context.period?.split(separator: "/").last?.prefix(4)
  }

  /// Whether a period lies in a year before that of another.
  static func isBefore(_ period: String, _ other: String?) -> Bool {
    guard let other, !other.hasPrefix("../"), !period.hasPrefix("../") else { return false }
    return period.prefix(4) < other.prefix(4)
  }

  /// Begins a sentence: what governed before is over.
  mutating func begin() {
    governing = nil
    displaced = nil
    outer = []
    (isFresh, isAside, isAhead) = (false, false, false)
  }

  /// Takes in the token at `i`.
  mutating func take(_ i: Int, of tokens: [Token]) {
    if i == 0, Self.nextSteps.contains(startOf: text, tokens[0].range.lowerBound..<text.count) { isAhead = true }
    switch tokens[i].kind {
    case .period(let mention):
      guard standsAtHead(i, of: tokens) || isAdverbial(i, of: tokens), !isComparison(i, of: tokens),
        !isAttribute(i, of: tokens)
      else { return }
      if i > 0, case .period = tokens[i - 1].kind, periods[mention].period.utf8.count == 10 {
        // Days in a row (“3·8”“3·15”) are occasions of a year, not the time of what follows.
        governing = nil
        return
      }
      displaced = governing
      governing = periods[mention].period
      let words = periods[mention].range
      namesYear =
        text[words].prefix(16).filter { $0 >= 0x30 && $0 <= 0x39 }.count >= 4
        || Self.nextYears.contains(startOf: text, words)
      isDeadline = text.ends(words, with: "前") || text.begins(words.upperBound..<text.count, with: "前")
      isFresh = true
      idle = 0
    case .word(.scope):
      // 3月12日…获奖，全县达标率…: a day ends where the whole county is spoken of.
      if !isFresh, let period = governing, period.utf8.count == 10 || period.hasSuffix("/.."),
        standsAtHead(i, of: tokens)
      {
        governing = nil
      }
    case .word(.function):
      if Self.now.contains(text, tokens[i].range), standsAtHead(i, of: tokens), governing?.hasPrefix("../") != true {
        governing = context.period.map(Self.asOf)
      }
    case .word(.noun), .word(.gerund), .other:
      if goesBack(i, of: tokens), let day = dayNamed(before: tokens[i].range.lowerBound) {
        (governing, namesYear) = (day, false)
        (isFresh, idle) = (true, 0)
      }
    case .figure:
      idle = 0
      isAside = comparesBefore(i, of: tokens)
    case .open: outer.append(governing)
    case .close:
      if let restored = outer.popLast() { governing = restored }
    case .comma, .semicolon:
      isFresh = false
      idle += 1
      // 收到90件，上年为80件，办结85件: what was before is said aside.
      if isAside { governing = displaced }
      isAside = false
      // 在去年建成8个的基础上，: what is built upon is of its own time.
      if text.ends(0..<tokens[i].range.lowerBound, with: "基础上") { governing = displaced }
      // A day or a month is left behind at a semicolon, or once two clauses have gone by without a figure.
      if let period = governing, period.utf8.count == 7 || period.utf8.count == 10, !period.hasPrefix("../"),
        period != context.period, tokens[i].kind == .semicolon || idle > 4
      {
        governing = nil
      }
    case .stop: governing = nil
    default: break
    }
  }

  /// Whether a figure in a plan speaks of the time reported on: 2025年办理公证300件 before what 2026 is to bring.
  var looksBack: Bool {
    governing != nil && namesYear && governing == context.period && context.planPeriod != context.period
  }

  /// Whether a figure of a report speaks of what is to come: of a year behind the one reported on, or its end; of a part of that
  /// year only where it is wanted, since reports come out when the next year has begun.
  func looksAhead(wants: Bool) -> Bool {
    if isAhead { return true }
    guard namesYear, let governing, let coveredYear, !governing.hasSuffix("/.."),
      case let named = governing.utf8.lastIndex(of: 0x2F).map({ governing[governing.index(after: $0)...] })
        ?? governing[...],
      named.prefix(4) > coveredYear
    else { return false }
    return wants || isDeadline || named.utf8.count == 4 || named.hasSuffix("-12-31")
  }

  /// The end of the period that governs, where it lies before what the report covers, and leaves it behind: 上季度结转9件，办结8件.
  mutating func leavePast() -> String? {
    guard let governing, let own = context.period, let end = Self.end(of: governing), end < Self.span(own).prefix(7)
    else {
      return nil
    }
    self.governing = displaced
    return "../" + end
  }

  /// The period of a figure.
  func period(of reading: Reading, kind: FigureKind, phrase: Phrase, isPlan: Bool, isStock: Bool) -> String? {
    let own = isPlan ? context.planPeriod ?? context.period : context.period
    let isStock = isStock || Self.isStock(reading)
    guard let governing else {
      if isStock, kind == .actual, let own { return Self.asOf(own) }
      return own
    }
    if governing.hasPrefix("../") {
      // 2026年底前: what is to be done by then is that year's.
      if isPlan, isDeadline, let own, case let year = governing.dropFirst(3).prefix(4), year > own.prefix(4) {
        return String(year)
      }
      if reading.isChange || kind == .baseline { return own }
      if reading.unit.family == .rate { return Self.isShareOfWhatStands(reading.label) ? governing : own }
      let stands = reading.action.map(Self.states) ?? (reading.unit.family == .people || reading.unit.family == .items)
      return isStock || stands ? governing : own
    }
    if isPlan, looksBack { return own }
    if isPlan, !namesYear, let own, governing.prefix(4) == context.period?.prefix(4) {
      // 全年, 下半年 and 6月 in a plan are those of the plan's year.
      let isOther = governing.utf8.count == 4 && !own.hasPrefix(governing)
      return isOther ? own : String(own.prefix(4) + governing.dropFirst(4))
    }
    // Since the beginning of the year that the report covers: all of what it covers.
    if let own, governing.hasSuffix("/.."), governing.prefix(4) == own.prefix(4) { return own }
    if let own, governing == own || governing.prefix(4) == own.prefix(4) && Self.span(governing) == Self.span(own) {
      return isStock && kind == .actual ? Self.asOf(own) : own
    }
    return governing
  }

  /// Whether 活动期间 or 活动当天 stands at the head of a clause: the event is the one named before, and so is its day.
  @inline(__always)
  private func goesBack(_ i: Int, of tokens: [Token]) -> Bool {
    let start = tokens[i].range.lowerBound
    let rest = start..<min(start + 12, text.count)
    return (text.isWord("活动期间", rest) || text.isWord("活动当天", rest)) && standsAtHead(i, of: tokens)
  }

  /// The day named last before `position` in its paragraph, no further back than the sentence before.
  private func dayNamed(before position: Int) -> String? {
    var start = position
    var stops = 0
    while start > 0, text[start - 1] != 0x0A, position - start < 1_200 {
      // 。 ends in 0x82 after E3 80.
      if text[start - 1] == 0x82, start > 2, text[start - 2] == 0x80, text[start - 3] == 0xE3 {
        stops += 1
        if stops == 2 { break }
      }
      start -= 1
    }
    return periods.last {
      $0.range.lowerBound >= start && $0.range.upperBound <= position && $0.period.utf8.count == 10
        && !$0.period.hasPrefix("../")
    }?.period
  }

  private static let nextSteps: WordList = ["下一步，", "下步，", "今后，", "接下来，", "下一阶段，", "下一步,", "下步,", "今后,"]
  private static let nextYears: WordList = ["明年", "来年", "次年", "下一年"]
  private static let now: WordList = ["目前", "截至目前", "截止目前", "至今"]

  /// Whether a verb leaves something standing, so that a day's count is of what there is.
  private static func states(_ action: String) -> Bool {
    standing.contains(endOf: action)
  }

  private static let standing: WordList = ["建成", "建立", "设立", "成立", "组建", "聘请", "在册", "有"]

  /// Whether what is counted is there rather than done, as its verb or noun tells: 拥有, 队伍, 所均.
  private static func isStock(_ reading: Reading) -> Bool {
    if let action = reading.action { return possessions.contains(action) }
    return reading.unit.family == .people && (reading.label.ends(with: "队伍") || reading.label.ends(with: "所均"))
  }

  private static let possessions: WordList = ["拥有", "现有"]

  /// Whether a rate is a share of what there is, not of what was done: 覆盖率, 持证率.
  private static func isShareOfWhatStands(_ label: String) -> Bool {
    standingShares.contains(endOf: label)
  }

  private static let standingShares: WordList = ["覆盖率", "普及率", "持证率", "占比", "配备率", "入驻率"]

  /// The period of a part of a figure, whose own words name none: what is said of the whole as of a day holds for it.
  func period(ofPart period: String?, of whole: String?) -> String? {
    guard governing == nil || governing == whole, let whole, whole.hasPrefix("../"), period == context.period else {
      return period
    }
    return whole
  }

  /// The end of a period as the day of a state: 2025 → ../2025-12-31.
  static func asOf(_ period: String) -> String {
    guard let end = end(of: period) else { return period }
    return "../" + end
  }

  /// The first and the last month of a period, as written; the same for 2025-H1 and 2025-01/2025-06.
  private static func span(_ period: String) -> String {
    let months: (first: String, last: String)
    switch period.utf8.count {
    case 4: months = ("01", "12")
    case 7:
      guard let part = parts.first(where: { period.ends(with: $0.name) }) else { return period }
      months = part.months
    default: return period
    }
    let year = period.prefix(4)
    return "\(year)-\(months.first)/\(year)-\(months.last)"
  }

  private static let parts: [(name: String, months: (first: String, last: String))] = [
    ("-H1", ("01", "06")), ("-H2", ("07", "12")), ("-Q1", ("01", "03")), ("-Q2", ("04", "06")), ("-Q3", ("07", "09")),
    ("-Q4", ("10", "12")),
  ]

  private static func end(of period: String) -> String? {
    let part = period.split(separator: "/").last.map(String.init) ?? period
    if part == ".." { return nil }
    switch part.utf8.count {
    case 4: return part + "-12-31"
    case 10: return part
    case 7:
      let year = String(part.prefix(4))
      switch part.suffix(2) {
      case "H1", "Q2": return year + "-06-30"
      case "H2", "Q4": return year + "-12-31"
      case "Q1": return year + "-03-31"
      case "Q3": return year + "-09-30"
      default:
        guard let month = Int(part.suffix(2)), let number = Int(year), (1...12).contains(month) else { return nil }
        let isLeap = number % 4 == 0 && number % 100 != 0 || number % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return part + "-\(days)"
      }
    default: return nil
    }
  }

  /// The same span a year before: 2025-H1 → 2024-H1.
  static func yearBefore(_ period: String) -> String? {
    guard let year = Int(period.prefix(4)) else { return nil }
    let parts = period.split(separator: "/").map { part in
      Int(part.prefix(4)) == year ? "\(year - 1)" + part.dropFirst(4) : String(part)
    }
    return parts.joined(separator: "/")
  }

  private func standsAtHead(_ i: Int, of tokens: [Token]) -> Bool {
    var i = i - 1
    while i >= 0 {
      switch tokens[i].kind {
      case .word(.function), .word(.scope), .word(.preposition), .word(.modal), .period, .aside: i -= 1
      case .comma, .semicolon, .stop, .colon, .cell, .open: return true
      // 1月9件、2月8件: of a list of figures each may have its own time.
      case .pause where i + 2 < tokens.count && tokens[i + 2].figure != nil && i > 0 && tokens[i - 1].figure != nil:
        return true
      // 如在“3·15”…日: an example says when, too.
      case .other where text.isWord("如", tokens[i].range): i -= 1
      default: return false
      }
    }
    return true
  }

  /// Whether nothing but a year before the one reported on stands between a comma and the figure, behind another figure.
  private func comparesBefore(_ i: Int, of tokens: [Token]) -> Bool {
    guard isFresh, let governing, let coveredYear, governing.prefix(4) < coveredYear,
      displaced == nil || displaced?.prefix(4) == coveredYear
    else { return false }
    var head = i - 1
    while head >= 0, tokens[head].wordClass == .function || tokens[head].wordClass == .preposition { head -= 1 }
    guard head > 0, case .period = tokens[head].kind, tokens[head - 1].kind == .comma else { return false }
    return tokens[..<head].contains { $0.figure != nil }
  }

  /// Whether a mention stands between a subject and its verb: 其团队全年办理案件.
  ///
  /// Before 的 it only tells which ones are meant (去年受理的案件).
  private func isAdverbial(_ i: Int, of tokens: [Token]) -> Bool {
    guard i > 0, tokens[i - 1].kind == .other || tokens[i - 1].wordClass == .noun else { return false }
    return hasVerb(after: i, of: tokens) && !hasAttribute(after: i, of: tokens)
  }

  /// Whether a mention only tells which things something is done to: 对2023年受理的案件开展评查.
  private func isAttribute(_ i: Int, of tokens: [Token]) -> Bool {
    guard i > 0, tokens[i - 1].wordClass == .preposition else { return false }
    return Self.objectMarks.contains(text, tokens[i - 1].range) && hasVerb(after: i, of: tokens)
      && hasAttribute(after: i, of: tokens)
  }

  private func hasVerb(after i: Int, of tokens: [Token]) -> Bool {
    let next = tokens[(i + 1)...].first { $0.wordClass != .function }
    return next?.wordClass == .verb || next?.wordClass == .light
  }

  /// Whether 的 stands between the mention and the figure of its clause.
  private func hasAttribute(after i: Int, of tokens: [Token]) -> Bool {
    tokens[(i + 1)...].prefix { !$0.isBoundary && $0.figure == nil }.contains { $0.kind == .of }
  }

  /// Whether a mention is only what something is measured against: 较2023年增长.
  private func isComparison(_ i: Int, of tokens: [Token]) -> Bool {
    guard i > 0, tokens[i - 1].kind == .word(.function) || tokens[i - 1].kind == .word(.preposition) else {
      return false
    }
    return Self.comparisons.contains(text, tokens[i - 1].range)
  }

  private static let objectMarks: WordList = ["对", "将", "把", "就", "针对"]
  private static let comparisons: WordList = ["较", "比", "与", "同", "由", "从", "相比", "是", "为", "约为", "达", "相当于", "占"]
}
