import Outline
import Quantities

/// Says what the figures in the cells of tables count, when, and of what kind they are.
///
/// The names of the row and the headings of the column say it together; where they leave it out, the caption does.
struct TableReader {
  /// A cell with a figure.
  struct Place: Sendable, Hashable {
    var table: Int
    var row: Int
    var column: Int
  }

  /// How many rows before it a part may stand behind its whole.
  static let reach = 40

  let tables: [TextTable]
  private let text: [UInt8]
  private let context: ReportContext
  private let labels: LabelResolver
  private let headings: TableHeadingReader
  /// The table of the last position, or the next one behind it.
  private var current = 0
  /// What is read once of a table, for all of its figures.
  private struct Memory {
    var table = -1
    /// By column.
    var headings: [TableHeading?] = []
    /// By the words that name a row.
    var names: [[Range<Int>]: TableHeading] = [:]
    /// The latest span that the headings name.
    var latest: String??
    /// What the captions and the line above count.
    var topic: Topic??
    /// The time within one year that the captions name.
    var captionPeriod: String??
    /// What the captions say that the table is of.
    var caption: String?
  }

  /// What is known of the table that was last asked for.
  private var memory = Memory()

  init(
    text: [UInt8], tables: [TextTable], periods: [Quantities.PeriodMention], context: ReportContext,
    labels: LabelResolver
  ) {
    self.text = text
    self.tables = tables
    self.context = context
    self.labels = labels
    headings = TableHeadingReader(text: text, periods: periods) {
      LabelResolver.clean(Array($0.utf8), 0..<$0.utf8.count)
    }
  }

  /// The cell around a position, and whether it holds figures alone.
  ///
  /// Positions ascend from call to call.
  mutating func cell(at position: Int) -> (place: Place, range: Range<Int>, isFigure: Bool)? {
    while current < tables.count, tables[current].rows[tables[current].rows.count - 1].line.upperBound <= position {
      current += 1
    }
    guard current < tables.count else { return nil }
    let rows = tables[current].rows
    guard rows[0].line.lowerBound <= position else { return nil }
    var low = 0
    var high = rows.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if rows[middle].line.lowerBound <= position { low = middle } else { high = middle }
    }
    guard rows[low].line.contains(position),
      let column = rows[low].cells.firstIndex(where: { $0.range.contains(position) && !$0.isRepeated })
    else { return nil }
    let cell = rows[low].cells[column]
    return (
      Place(table: current, row: low, column: column), cell.range,
      low >= tables[current].headRows && !cell.figures.isEmpty
    )
  }

  /// A quantity of a cell as a figure, without its section and what it is a part of.
  mutating func figure(of quantity: Quantity, at place: Place, isPlan: Bool) -> Figure {
    let table = tables[place.table]
    let column = heading(of: place.column, in: place.table)
    let names = table.names(of: place.row, before: place.column)
    let row = name(names)
    let word = change(before: quantity.range.lowerBound, at: place)
    let isChange = column.isChange || row.isChange || word != nil
    var period = TableHeadingReader.combined(column.period, row.period)
    if column.isYearBefore || row.isYearBefore, !column.isChange {
      period = (period ?? context.period).flatMap(PeriodResolver.yearBefore)
    }
    if isChange { period = period ?? latest(in: place.table) }
    period = period ?? captionPeriod(of: place.table) ?? context.period
    var kind = column.kind ?? row.kind ?? .actual
    // In a plan, what is not said to be reached is wanted.
    if isPlan, column.kind == nil, row.kind == nil, period == context.period || period == context.planPeriod {
      kind = .target
    }
    if isPlan, kind == .target { period = context.planPeriod ?? period }
    if isChange, kind == .actual { kind = .change }
    let whole = row.isPart || row.level > 1 ? whole(above: place) : nil
    let action = word ?? (isChange ? nil : column.action ?? row.action ?? whole?.action)
    // What was carried over stood there when the year before ended.
    if action.map(LabelWords.carriedOver.contains(endOf:)) == true,
      let year = context.period.flatMap(PeriodResolver.yearBefore)?.prefix(4)
    {
      period = "../\(year)-12-31"
    }
    let unit = isChange ? changed(at: place) : Unit(quantity.unit)
    return Figure(
      quantity: quantity, label: label(row, of: whole, column, place, unit), action: action, kind: kind,
      isChange: isChange,
      period: period, sentence: table.rows[place.row].line, rule: .tableRow)
  }

  /// The unit of what changed: that of the first figure of the row.
  private func changed(at place: Place) -> Unit {
    Unit(tables[place.table].rows[place.row].cells.lazy.compactMap(\.figures.first).first?.unit)
  }

  /// The headings of a column.
  mutating func heading(of column: Int, in table: Int) -> TableHeading {
    remember(table)
    if let read = memory.headings[column] { return read }
    let read = headings.read(tables[table].headings(of: column))
    memory.headings[column] = read
    return read
  }

  /// What names a row, the columns of names taken together.
  mutating func name(of row: Int, before column: Int, in table: Int) -> TableHeading {
    remember(table)
    return name(tables[table].names(of: row, before: column))
  }

  private mutating func name(_ names: [Range<Int>]) -> TableHeading {
    if let read = memory.names[names] { return read }
    let read = headings.read(names)
    memory.names[names] = read
    return read
  }

  private mutating func remember(_ table: Int) {
    guard memory.table != table else { return }
    memory = Memory(table: table, headings: Array(repeating: nil, count: tables[table].columns))
  }

  /// The word for a change that stands in a cell before its figure: 下降3.5%.
  private func change(before position: Int, at place: Place) -> String? {
    let cell = tables[place.table].rows[place.row].cells[place.column].range
    guard position > cell.lowerBound else { return nil }
    let words = TableHeadingReader.inked(text[cell.lowerBound..<position])
    return ["增长", "下降", "上升", "减少", "增加", "提高", "降低", "提升"].first { words.ends(with: $0) }
  }

  private mutating func label(
    _ row: TableHeading, of whole: TableHeading?, _ column: TableHeading, _ place: Place, _ unit: Unit
  ) -> String {
    var label = row.label
    if let whole, case let name = whole.total == nil ? whole.label : "",
      case let subject = name.isEmpty ? topic(at: place)?.subject(of: unit) ?? "" : name, !subject.isEmpty
    {
      label = label.isEmpty ? subject : part(label, of: subject)
    }
    if !column.label.isEmpty { label = label.isEmpty ? column.label : LabelResolver.joined(label, column.label) }
    let isGeneric = LabelWords.generic.contains(label)
    let isBody = column.label.isEmpty && TableVocabulary.bodies.contains { label.ends(with: $0) }
    // 60岁以上: a class of what the caption names.
    let isClass = LabelResolver.isClass(label)
    guard label.isEmpty || isGeneric || isBody || isClass else { return counted(label, by: column) }
    // The caption says what is counted, where neither row nor column does.
    let topic = topic(at: place)
    if isGeneric { return topic.map { LabelResolver.joined($0.name, label) } ?? label }
    if isClass { return topic.map { ($0.subject(of: unit) ?? $0.name) + label } ?? label }
    let measure = column.measure.isEmpty ? row.measure : column.measure
    let isCounted = measure.isEmpty || measure == "件数"
    guard let topic else {
      guard label.isEmpty else { return counted(label, by: column) }
      // Where a verb is all there is, it names what was done.
      let own = isCounted ? row.action ?? column.action ?? captionName(of: place.table) : measure
      return own.isEmpty ? measure : own
    }
    let subject = isCounted ? topic.subject(of: unit) ?? topic.name : LabelResolver.joined(topic.name, measure)
    return isBody && subject.ends(with: label) ? label : LabelResolver.joined(label, subject)
  }

  /// A name with what its column counts of it: 民事 below 案件数 is 民事案件.
  private func counted(_ label: String, by column: TableHeading) -> String {
    column.measure == "案件" ? LabelResolver.joined(label, column.measure) : label
  }

  /// What the line above a place counts, or the captions of its table.
  private mutating func topic(at place: Place) -> Topic? {
    subheading(above: place).flatMap { labels.topics.last(in: $0) } ?? topic(of: place.table)
  }

  /// The line without cells that stands between a row and those above it.
  private func subheading(above place: Place) -> Range<Int>? {
    let rows = tables[place.table].rows
    for r in stride(from: place.row, to: max(0, place.row - Self.reach), by: -1) {
      let gap = rows[r - 1].line.upperBound..<rows[r].line.lowerBound
      if gap.count > 1 { return gap.count < 120 ? gap : nil }
    }
    return nil
  }

  /// What the captions of a table count, or the line above them.
  private mutating func topic(of table: Int) -> Topic? {
    remember(table)
    if let topic = memory.topic { return topic }
    let lines = tables[table].captions.reversed() + [lineAbove(tables[table])]
    let topic = lines.lazy.compactMap { [labels] in labels.topics.last(in: $0) }.first
    memory.topic = .some(topic)
    return topic
  }

  /// The line of prose above a table and its captions: 现将办理情况公布如下.
  private func lineAbove(_ table: TextTable) -> Range<Int> {
    var end = text.lineStart(before: table.captions.first?.lowerBound ?? table.rows[0].line.lowerBound)
    while end > 0, text[end - 1] == 0x0A { end -= 1 }
    return text.lineStart(before: end)..<end
  }

  /// The latest span that headings of columns name, where they compare two.
  private mutating func latest(in table: Int) -> String? {
    remember(table)
    if let latest = memory.latest { return latest }
    let named = Set(memory.headings.indices.compactMap { heading(of: $0, in: table).period })
    let latest = named.count < 3 ? named.max() : nil
    memory.latest = .some(latest)
    return latest
  }

  /// What a caption says the table is of: 行政处罚情况统计表 is of 行政处罚.
  private mutating func captionName(of table: Int) -> String {
    remember(table)
    if let caption = memory.caption { return caption }
    let caption = captionName(tables[table].captions)
    memory.caption = caption
    return caption
  }

  /// The time that a caption names, where it lies within one year: 2024年1—11月案件分类表.
  private mutating func captionPeriod(of table: Int) -> String? {
    remember(table)
    if let period = memory.captionPeriod { return period }
    let period = tables[table].captions.reversed().lazy.compactMap { [headings] in headings.read([$0]).period }.first
    let isOneYear = period.map { period in period.split(separator: "/").allSatisfy { $0.prefix(4) == period.prefix(4) }
    }
    memory.captionPeriod = .some(isOneYear == true ? period : nil)
    return memory.captionPeriod ?? nil
  }

  private func captionName(_ captions: [Range<Int>]) -> String {
    for line in captions.reversed() {
      var words = headings.read([line]).label
      if words.begins(with: "单位") || words.begins(with: "计量单位") { continue }
      while let tail = TableVocabulary.captionTails.first(where: { words.ends(with: $0) && words != $0 }) {
        words = String(words.dropLast(tail.count))
      }
      if !words.isEmpty, words.length <= 20 { return words }
    }
    return ""
  }

  /// The names of the row that a part belongs to.
  private mutating func whole(above place: Place) -> TableHeading? {
    let own = name(of: place.row, before: place.column, in: place.table)
    for r in stride(from: place.row - 1, through: max(tables[place.table].headRows, place.row - Self.reach), by: -1) {
      let other = name(of: r, before: place.column, in: place.table)
      if own.isPart ? !other.isPart : other.level > 0 && other.level < own.level { return other }
    }
    return nil
  }

  /// A part's name with what it is a part of, where it does not say it itself.
  private func part(_ name: String, of whole: String) -> String {
    var phrase = Phrase()
    phrase.rule = .part
    let reading = Reading(
      index: 0, label: whole, action: nil, unit: Unit(nil), depth: 0, isChange: false, sentence: 0..<0)
    let place = LabelResolver.Place(
      unit: Unit(nil), depth: 0, earlier: EarlierReadings(), whole: reading, sentence: 0..<0, paragraph: 0..<0,
      titles: [])
    return labels.part(name, of: reading, phrase: phrase, place).label
  }
}
