import Outline
import Quantities

/// One walk over a report.
struct FigurePass {
  let text: [UInt8]
  let quantities: [Quantity]
  private let periods: [Quantities.PeriodMention]
  private let sections: [Section]
  private let context: ReportContext
  private let tokenizer = Tokenizer()
  private let labels: LabelResolver
  private let relations = Relations()
  private var resolver: PeriodResolver
  private var table: TableReader
  private var walk: SectionWalk
  private(set) var figures: [Figure] = []
  private let list = ReadingList()
  private var mention = 0
  /// The start of the line that the walk is in.
  private var paragraph = 0
  private var scanned = 0
  /// The wholes of brackets that the last sentence left open, and its end.
  private var carried: (wholes: [Int?], end: Int)?
  /// The first figure of each cell of a table.
  private var cells: [TableReader.Place: Int] = [:]
  /// The first reading of the paragraph.
  private var firstReading = 0

  var readings: [Reading] { list.readings }

  /// How far back a figure looks for another one to lean on.
  private static let reach = 16

  init(
    text: [UInt8], quantities: [Quantity], periods: [Quantities.PeriodMention], sections: [Section],
    context: ReportContext, tables: [TextTable]
  ) {
    self.text = text
    self.quantities = quantities
    self.periods = periods
    self.sections = sections
    self.context = context
    labels = LabelResolver(text: text)
    resolver = PeriodResolver(text: text, periods: periods, context: context)
    table = TableReader(text: text, tables: tables, periods: periods, context: context, labels: labels)
    walk = SectionWalk(sections: sections)
    figures.reserveCapacity(quantities.count)
  }

  /// Reads the figures of one sentence.
  mutating func read(_ sentence: Range<Int>, figures range: Range<Int>) {
    enterParagraph(of: sentence.lowerBound)
    guard !table.tables.isEmpty else { return readProse(sentence, figures: range) }
    var i = range.lowerBound
    while i < range.upperBound {
      guard let cell = table.cell(at: quantities[i].range.lowerBound) else {
        var end = i + 1
        while end < range.upperBound, table.cell(at: quantities[end].range.lowerBound) == nil { end += 1 }
        readProse(sentence, figures: i..<end)
        i = end
        continue
      }
      var end = i + 1
      while end < range.upperBound, cell.range.contains(quantities[end].range.lowerBound) { end += 1 }
      if cell.isFigure {
        readCell(i..<end, at: cell.place)
      } else {
        // Prose in a cell is read apart from the cells beside it.
        readProse(sentence.clamped(to: cell.range), figures: i..<end)
      }
      i = end
    }
  }

  private mutating func readProse(_ sentence: Range<Int>, figures range: Range<Int>) {
    while mention < periods.count, periods[mention].range.lowerBound < sentence.lowerBound { mention += 1 }
    var last = mention
    while last < periods.count, periods[last].range.lowerBound < sentence.upperBound { last += 1 }
    let tokens = tokenizer.tokens(
      in: text, sentence: sentence, quantities: quantities, figures: range, periods: periods, mentions: mention..<last)
    var state = SentenceState(sentence: sentence, first: figures.count)
    // A bracket may hold more than one sentence.
    if let carried, carried.end >= paragraph, tokens.contains(where: { $0.kind == .close }) {
      state.wholes = carried.wholes
      state.includes = carried.wholes.map { _ in nil }
    }
    readSentence(tokens, &state)
  }

  private mutating func readSentence(_ tokens: [Token], _ state: inout SentenceState) {
    let phrases = PhraseReader(text: text, tokens: tokens)
    resolver.begin()
    for i in tokens.indices {
      resolver.take(i, of: tokens)
      switch tokens[i].kind {
      case .open:
        let whole = i > 0 && tokens[i - 1].figure != nil && !readings.isEmpty ? readings.count - 1 : nil
        state.wholes.append(whole)
        state.includes.append(nil)
      case .close:
        if state.wholes.count > 1 {
          state.wholes.removeLast()
          state.includes.removeLast()
        }
      case .semicolon: state.includes[state.includes.count - 1] = state.includes.last.flatMap { $0?.behindSemicolon }
      case .stop: state.includes[state.includes.count - 1] = nil
      case .word(.function) where text.begins(tokens[i].range, with: "其中"):
        state.includes[state.includes.count - 1] = .pending
      case .comma:
        if phrases.announcesParts(before: i) {
          state.includes[state.includes.count - 1] = .announced
        } else if let act = phrases.actTakenApart(before: i),
          let whole = list.last(Self.reach, from: firstReading).last(where: {
            !$0.isChange && Relations.did($0.action, act)
          })
        {
          state.includes[state.includes.count - 1] = .whole(whole.index)
        } else if phrases.takesApart(before: i), let last = readings.last {
          state.includes[state.includes.count - 1] = .whole(last.index)
        }
      case .figure(let figure): readFigure(figure, at: i, phrases: phrases, state: &state)
      default: break
      }
    }
    relations.refit(&figures, readings: readings, from: state.first)
    relations.addUp(&figures, readings: readings, from: max(firstReading, state.first - 4), in: text)
    relations.addUpAgain(&figures, readings: readings, from: state.first, in: text)
    carried = state.wholes.count > 1 ? (state.wholes, state.sentence.upperBound) : nil
  }

  private mutating func readFigure(_ figure: Int, at i: Int, phrases: PhraseReader, state: inout SentenceState) {
    let unit = Unit(quantities[figure].unit)
    let start = phrases.start(of: i)
    var phrase = phrases.phrase(at: i, from: start, unit: unit)
    phrases.deny(&phrase)
    let position = quantities[figure].range.lowerBound
    let section = walk.section(at: position)
    let isPlan = walk.isPlan(at: position, in: text)
    let earlier = list.last(Self.reach, from: firstReading)
    let depth = state.wholes.count - 1
    // What an item of a headed list is called, before what the head says is counted.
    var item: Range<Int>?
    var isHeaded = false
    if phrase.verb == nil, let header = phrases.header(before: i, of: phrase.noun, unit: unit) {
      item = phrase.noun
      isHeaded = true
      phrase.noun = header.noun
      phrase.verb = header.verb
    }
    if case .announced = state.includes[depth] {
      state.includes[depth] = announced(unit, at: i, phrases, earlier).map { .whole($0) }
    }
    var whole = whole(of: unit, phrase: phrase, depth: depth, earlier: earlier, state: &state)
    if let outer = whole, phrase.isBare, depth > 0, let mention = phrases.mention(in: start..<i),
      PeriodResolver.isBefore(periods[mention].period, figures[outer.index].period)
    {
      // 受理90件（上年80件）: another year's count is no part of it.
      whole = nil
    }
    if whole == nil, phrases.group(of: i) != nil, let last = readings.last, last.unit.name.equals(unit.name),
      !unit.name.isEmpty,
      unit.family != .rate, last.sentence == state.sentence
    {
      whole = last
    }
    // Named as the first count of the part is, and a part of the second count of the whole.
    let second = whole == nil ? alongside(unit, phrase, state) : nil
    let place = LabelResolver.Place(
      unit: unit, depth: depth,
      earlier: isHeadedByField(phrase, start, phrases) ? list.last(0, from: firstReading) : earlier,
      whole: whole, sentence: state.sentence.lowerBound..<position,
      paragraph: min(paragraph, state.sentence.lowerBound)..<state.sentence.lowerBound, titles: walk.titles)
    let isBaseline = phrases.startsChange(at: i, from: start)
    // 从5天缩短至1天: the second figure has the label of the first one.
    if let previous = readings.last, state.continuesBaseline, phrase.reaches || phrase.change != nil, phrase.noun == nil
    {
      finish(
        figure, phrase, label: (previous.label, .inherited), unit, depth, section, isPlan, isBaseline: false,
        isStock: false, sentence: state.sentence, whole: nil, earlier: earlier)
      state.continuesBaseline = false
      if let action = figures[figures.count - 1].action { figures[figures.count - 2].action = action }
      return
    }
    if isBaseline {
      // 由上年的60件增至66件: a period named here is the baseline's own.
      state.baselinePeriod =
        phrases.mention(in: start..<i).map { periods[$0].period }
        ?? (phrases.namesLastYear(in: start..<i) ? context.period.flatMap(PeriodResolver.yearBefore) : nil)
    }
    if isBaseline {
      phrase.noun =
        phrases.subjectOfChange(in: start..<i)
        ?? phrase.noun.flatMap { phrases.isBehindOrigin($0, in: start..<i) ? nil : $0 }
    }
    if let change = state.nextChange(phrase) { phrase.change = change }
    if phrase.noun == nil, phrase.change != nil || phrase.isShare, phrases.distributes(in: start..<i) {
      // 办理案件9件，业务收费8万元，分别增长7%和6%; 分别占7%和6%.
      let arePoints = unit.name.ends(with: "百分点")
      let counts = earlier.filter {
        $0.sentence == state.sentence && !$0.isChange && ($0.unit.family == .rate) == arePoints
      }
      state.deal(
        phrase.change, to: counts.suffix(phrases.listed(from: i)).map { phrase.isShare ? $0.label + "占比" : $0.label })
    }
    let share = partOfShare(phrases, at: i, from: start, unit, earlier)
    if share != nil { phrase.isShare = true }
    var label =
      share ?? state.nextOfDistribution(phrase) ?? (isHeaded ? state.headed : nil)
      ?? labels.label(of: phrase, at: place)
    if isHeaded {
      state.headed = label
      if let item { label.label = labels.clean(item) + label.label }
    }
    if let event = phrase.event {
      let name = labels.clean(phrases.bytes(of: event))
      if !label.label.holds(name) { label.label = name + label.label }
    }
    if phrases.distributes(in: start..<i) {
      let noun = label.label.split(separator: "、").last.flatMap { LabelWords.afterAttribute(String($0)) }
      let first = label.label.prefix { $0 != "、" && $0 != "和" }
      label.label = state.distribute(label.label, phrase.change) { name in
        if name.length < 5, first.length - name.length > 3, let mark = name.last, mark == first.last,
          Self.marks.contains(mark)
        {
          // 诈骗案件发案数、损失数: each is a number of the same.
          return first.dropLast(name.count) + name
        }
        if let noun, LabelWords.attributes.contains(endOf: name) { return name + noun }
        return name.length <= 5 ? (labels.owner(of: name, place) ?? "") + name : name
      }
    }
    let isStock = state.tellsStock(
      phrases.isStock(at: i, from: start, verb: phrase.verb), phrase, unit, isNested: depth > 0)
    finish(
      figure, phrase, label: label, unit, depth, section, isPlan, isBaseline: isBaseline, isStock: isStock,
      sentence: state.sentence, whole: whole ?? second,
      earlier: earlier, baselinePeriod: state.baselinePeriod)
    state.continuesBaseline = isBaseline
    if figures[figures.count - 1].isChange, phrases.comparesWithOther(in: start..<i) {
      figures[figures.count - 1].isDistance = true
    }
    if phrases.isTotal(before: i, isBare: phrase.isBare) {
      relations.sumUp(&figures, readings: readings, to: figures.count - 1)
    }
    let before = figures.count - 2
    if before >= state.first, figures[before].label.isEmpty, figures[before].quantity.unit == quantities[figure].unit,
      figures[before].kind == .baseline || phrases.buildsUpon(figureBefore: i)
    {
      // 在去年建成8个的基础上，再新建6个调解室: what both count is said once, with the second.
      figures[before].label = label.label
    }
  }

  private mutating func finish(
    _ figure: Int, _ phrase: Phrase, label: (label: String, rule: LabelRule), _ unit: Unit, _ depth: Int,
    _ section: Int?, _ isPlan: Bool, isBaseline: Bool, isStock: Bool, sentence: Range<Int>, whole: Reading?,
    earlier: EarlierReadings, baselinePeriod: String? = nil
  ) {
    let isChange = !isBaseline && tellsChange(phrase, label: label.label, unit: unit)
    let said = said(
      of: phrase, figure, unit, depth, isChange: isChange, sentence: sentence, whole: whole, earlier: earlier)
    let (action, whole) = (said.verb, said.whole)
    let reading = Reading(
      index: figures.count, label: label.label, action: action, unit: unit, depth: depth, isChange: isChange,
      wholeLabel: whole?.label, sentence: sentence, beneficiary: phrase.beneficiary.map(labels.clean),
      isObject: action != nil && phrase.rule == .beforeFigure && phrase.noun != nil && !phrase.verbIsLast
        && (phrase.verb != nil || said.continues), accumulates: phrase.accumulates)
    var kind: FigureKind = isBaseline ? .baseline : isChange ? .change : .actual
    let isTarget =
      isPlan && (phrase.wants || !resolver.looksBack) || phrase.strives
      || resolver.looksAhead(wants: phrase.wants)
    if isTarget || phrase.isGoal || namesGoal(phrase.noun, action, unit), !isBaseline { kind = .target }
    var period = resolver.period(of: reading, kind: kind, phrase: phrase, isPlan: isTarget, isStock: isStock)
    if action?.ends(with: "转入") == true, let past = resolver.leavePast() {
      // 上年转入9件; those who moved in this year did so in it.
      period = past
    } else if action.map(LabelWords.carriedOver.contains(endOf:)) == true || isStock && phrase.isAtBeginning {
      let year = context.period.flatMap(PeriodResolver.yearBefore)?.prefix(4)
      period = resolver.leavePast() ?? year.map { "../\($0)-12-31" } ?? period
    }
    if isBaseline, let baselinePeriod { period = baselinePeriod }
    let leans = phrase.noun == nil || phrase.verbIsLast || label.rule != .beforeFigure
    var partOf: Int?
    var ratioOf: Figure.Ratio?
    if !isChange, !isBaseline {
      if unit.family != .rate {
        let isAverage = phrase.isAverage || label.label.ends(with: "均")
        partOf =
          isAverage
          ? nil
          : (leans ? wholeBefore(reading, quantities[figure], phrase, earlier, period, kind) : nil) ?? whole?.index
        if let partOf, kind == .actual, figures[partOf].sentence == sentence {
          period = resolver.period(ofPart: period, of: figures[partOf].period)
        }
      }
      if unit.family == .rate { ratioOf = ratio(of: reading, quantities[figure], earlier) }
    }
    figures.append(
      Figure(
        quantity: quantities[figure], label: label.label, action: action, kind: kind, isChange: isChange,
        period: period, section: section, sentence: sentence, partOf: partOf, ratioOf: ratioOf, rule: label.rule))
    list.append(reading)
  }

  /// The label of a share whose whole stands right before it: 网上信访27件，占总数43件的62.8%.
  private func partOfShare(
    _ phrases: PhraseReader, at i: Int, from start: Int, _ unit: Unit, _ earlier: EarlierReadings
  ) -> (label: String, rule: LabelRule)? {
    guard unit.family == .rate, phrases.dividesFigure(at: i, from: start), let whole = earlier.last,
      let part = earlier.dropLast().last, part.sentence == whole.sentence, part.unit.isComparable(to: whole.unit),
      !part.label.isEmpty
    else { return nil }
    return (part.label + "占比", .beforeFigure)
  }

  /// The earlier count that what became of some of it is a part of.
  private func wholeBefore(
    _ reading: Reading, _ quantity: Quantity, _ phrase: Phrase, _ earlier: EarlierReadings, _ period: String?,
    _ kind: FigureKind
  ) -> Int? {
    let closes = phrase.verb.map { Self.successes.contains(endOf: text, 0..<$0.lowerBound) } ?? false
    let whole = relations.whole(
      of: reading, value: quantity.isMasked ? nil : quantity.value, closes: closes, leansOn: earlier, figures, period)
    // 目标任务120件，实际完成130件: what was done is no part of what was to be done.
    return whole.flatMap { figures[$0].kind == .target && kind != .target ? nil : $0 }
  }

  private static let successes: WordList = ["成功", "实际"]

  /// Whether a count is called what was to be done, and not done: 目标任务80场; 完成任务3项 are tasks.
  private func namesGoal(_ noun: Range<Int>?, _ action: String?, _ unit: Unit) -> Bool {
    guard let noun, LabelWords.goals.contains(endOf: text, noun), unit.family != .items else { return false }
    return action.map { !LabelWords.meeting.contains(endOf: $0) } ?? true
  }

  /// Whether a bare clause stands behind a colon whose head names a field of work: （二）安置帮教：在册90人.
  private func isHeadedByField(_ phrase: Phrase, _ start: Int, _ phrases: PhraseReader) -> Bool {
    guard phrase.noun == nil, start > 1, phrases.tokens[start - 1].kind == .colon,
      case let head = phrases.start(of: start - 1)..<start - 1, !head.isEmpty, phrases.tokens[start - 2].figure == nil
    else { return false }
    return labels.topics.last(in: phrases.bytes(of: head)) != nil
  }

  /// The whole that brackets or 其中 put before a figure.
  private func whole(
    of unit: Unit, phrase: Phrase, depth: Int, earlier: EarlierReadings, state: inout SentenceState
  ) -> Reading? {
    let level = state.includes.count - 1
    if let noun = phrase.noun, Measure.ends(text, at: noun.upperBound) { return nil }
    if let include = state.includes[level] {
      switch include {
      case .announced: return nil
      case .pending:
        // Where the sentence counted something before, the whole is among it.
        let isOwn = earlier.last.map { $0.sentence == state.sentence } ?? false
        let found = earlier.last {
          $0.depth <= depth && !$0.isChange && $0.unit.isComparable(to: unit)
            && (!isOwn || $0.sentence == state.sentence)
        }
        // 请假90人次，其中7日以内70人次: the bound only says which of them.
        if found == nil, phrase.isBound { return nil }
        state.includes[level] = found.map { .whole($0.index) }
        return found
      case .whole(let index):
        let whole = readings[index]
        guard unit.isComparable(to: whole.unit) else { return nil }
        let verb = phrase.verb.map { String(decoding: text[$0], as: UTF8.self) } ?? ""
        let isOwn = !verb.isEmpty && !phrase.verbIsLast && phrase.rule == .beforeFigure && !Relations.isOutcome(verb)
        if isOwn, let noun = phrase.noun, !shares(noun, with: whole.label) {
          state.includes[level] = nil
          return nil
        }
        return whole
      case .lapsed(let index):
        // 审结案件中，维持80件；驳回10件: how the others ended.
        if let verb = phrase.verb, readings[index].unit.name.equals(unit.name),
          Relations.isOutcome(String(decoding: text[verb], as: UTF8.self)),
          Relations.closers.contains(endOf: readings[index].action ?? "")
        {
          state.includes[level] = .whole(index)
          return readings[index]
        }
        // 其中：临床鉴定80例，占64%；病理鉴定40例: the list goes on.
        if phrase.verb == nil, let noun = phrase.noun, readings[index].unit.name.equals(unit.name),
          let part = earlier.last(where: { $0.wholeLabel != nil && $0.depth == depth }), shares(noun, with: part.label)
        {
          state.includes[level] = .whole(index)
          return readings[index]
        }
      }
    }
    if let index = state.wholes[level] {
      return readings[index].unit.isComparable(to: unit) ? readings[index] : nil
    }
    let isGraded = phrase.verb.map { LabelWords.grading.contains(text, $0) } ?? true
    let grade = phrase.noun == nil ? phrase.verb : isGraded ? phrase.noun : nil
    guard let grade, LabelWords.grades.contains(text, grade) || phrase.noun == nil && text.isWord("合格", grade) else {
      return nil
    }
    // 评查案卷90卷，处罚50卷、许可40卷；优秀60卷: a grade is that of all of them.
    return earlier.last {
      $0.sentence == state.sentence && $0.depth <= depth && !$0.isChange && $0.wholeLabel == nil
        && $0.unit.name.equals(unit.name) && !Relations.isOutcome($0.action ?? "")
        && !LabelWords.grades.contains(endOf: $0.label)
    }
  }

  /// What a list that 从领域看 announces takes apart: the count that it adds up to, or what the list before it took apart.
  private func announced(_ unit: Unit, at i: Int, _ phrases: PhraseReader, _ earlier: EarlierReadings) -> Int? {
    var sum = 0.0
    var sums: [Double] = []
    var count = 0
    list: for token in phrases.tokens[i...] {
      switch token.kind {
      case .figure(let figure) where quantities[figure].unit == quantities[phrases.tokens[i].figure ?? figure].unit:
        guard let value = quantities[figure].exactValue else { break list }
        sum += value
        count += 1
      case .semicolon, .stop:
        if count > 1 { sums.append(sum) }
      default: break
      }
    }
    if count > 1 { sums.append(sum) }
    func isWhole(_ reading: Reading) -> Bool {
      reading.depth == 0 && !reading.isChange && reading.unit.isComparable(to: unit)
        && figures[reading.index].kind == .actual
    }
    let first = phrases.tokens[i].figure.flatMap { quantities[$0].exactValue }
    /// What the last count before is a part of, or the count itself, where the list's first item fits into it.
    func outermost(_ reading: Reading?) -> Int? {
      guard var whole = reading?.index else { return nil }
      while let outer = figures[whole].partOf { whole = outer }
      if let first, let value = figures[whole].quantity.exactValue, value < first { return nil }
      return whole
    }
    let sentence =
      earlier.last?.sentence.contains(phrases.tokens[i].range.lowerBound) == true ? earlier.last?.sentence : nil
    if let sentence, let whole = outermost(earlier.last { isWhole($0) && $0.sentence == sentence }) { return whole }
    let all = list.last(Self.longReach, from: 0)
    for sum in Set(sums).sorted(by: >) {
      if let whole = all.last(where: { isWhole($0) && figures[$0.index].quantity.exactValue == sum }) {
        return whole.index
      }
    }
    return outermost(earlier.last(where: isWhole))
  }

  /// How far back a list that is announced looks for what it adds up to.
  private static let longReach = 64

  /// The second count of a whole, for the second count of a part: 培训20期800人次，其中线上12期500人次.
  private func alongside(_ unit: Unit, _ phrase: Phrase, _ state: SentenceState) -> Reading? {
    guard phrase.isBare, case .whole(let whole) = state.includes[state.includes.count - 1], let part = readings.last,
      figures[part.index].partOf == whole, whole + 1 < part.index,
      case let second = readings[whole + 1], second.unit.isComparable(to: unit), !second.isChange,
      second.sentence == readings[whole].sentence, figures[second.index].partOf == nil
    else { return nil }
    return second
  }

  private func shares(_ noun: Range<Int>, with label: String) -> Bool {
    let string = labels.clean(noun)
    return string.lastPoints(2).equals(label.lastPoints(2))
  }

  private func tellsChange(_ phrase: Phrase, label: String, unit: Unit) -> Bool {
    if unit.family == .rate, Self.growths.contains(endOf: label) { return true }
    if unit.family == .rate, phrase.moves { return unit.name.ends(with: "百分点") || !Measure.ends(label) }
    return phrase.change != nil && !phrase.reaches
  }

  private static let growths: WordList = ["增长率", "下降率", "上升率", "增幅", "降幅", "减幅", "增速", "增长幅度", "下降幅度", "上升幅度", "压缩幅度"]

  /// The last characters of measures.
  private static let marks: Set<Character> = ["率", "数", "量", "额", "度"]

  /// The two counts that a figure divides, where it is a rate.
  private func ratio(of reading: Reading, _ quantity: Quantity, _ earlier: EarlierReadings) -> Figure.Ratio? {
    relations.ratio(
      of: reading, value: quantity.isMasked ? nil : quantity.value, places: decimals(of: quantity),
      isShare: Self.shares.contains(endOf: text, 0..<quantity.range.lowerBound), earlier: earlier, figures: figures)
  }

  private static let shares: WordList = ["占", "占比", "占比为", "占比达", "占比达到"]

  private func decimals(of quantity: Quantity) -> Int {
    var count = 0
    var isAfterPoint = false
    for byte in text[quantity.range] {
      if byte == 0x2E {
        isAfterPoint = true
      } else if isAfterPoint, byte >= 0x30, byte <= 0x39 {
        count += 1
      } else if isAfterPoint {
        break
      }
    }
    return count
  }

  /// Reads the figures of a cell.
  private mutating func readCell(_ range: Range<Int>, at place: TableReader.Place) {
    for i in range {
      let position = quantities[i].range.lowerBound
      let section = walk.section(at: position)
      var figure = table.figure(of: quantities[i], at: place, isPlan: walk.isPlan(at: position, in: text))
      figure.section = section
      let reading = Reading(
        index: figures.count, label: figure.label, action: figure.action, unit: Unit(figure.quantity.unit), depth: 0,
        isChange: figure.isChange, sentence: figure.sentence)
      if !figure.isChange {
        figure.ratioOf = ratio(of: reading, figure.quantity, list.last(Self.reach, from: firstReading))
      }
      if i == range.lowerBound { cells[place] = figures.count }
      figures.append(figure)
      list.append(reading)
    }
  }

  /// Finds the wholes that the figures of tables are parts of.
  mutating func relateCells() {
    guard !cells.isEmpty else { return }
    TableRelations(reader: table, cells: cells).relate(&figures)
  }

  private mutating func enterParagraph(of position: Int) {
    guard scanned < position else { return }
    let start = text.lineStart(before: position, from: scanned)
    if start > scanned {
      paragraph = start
      firstReading = readings.count
    }
    scanned = position
  }
}
