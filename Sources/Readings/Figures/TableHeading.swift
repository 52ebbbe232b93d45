import Quantities

/// What the headings of a column, or the names of a row, say of the figures there.
struct TableHeading: Sendable {
  /// What is counted, as far as the words say it.
  var label = ""
  /// The verb of the count: 受理, 办结.
  var action: String?
  /// The span of time that the words name.
  var period: String?
  /// Whether the words mean the year before: 上年同期.
  var isYearBefore = false
  /// Whether the figures are differences or growth rates.
  var isChange = false
  /// Whether the figures are wanted or reached; nil where the words do not say.
  var kind: FigureKind?
  /// Whether the words mean the sum of others: 合计.
  var total: Total?
  /// Whether the words announce a part: 其中.
  var isPart = false
  /// The depth of the number before the words, 0 without one: 一、 is 1, （一） is 2, Arabic ones are deeper.
  var level = 0
  /// What the last word says that only measures: 件数.
  var measure = ""

  /// How far a sum reaches.
  enum Total: Sendable {
    /// Of a group: 小计.
    case group
    /// Of all: 合计.
    case all
  }

  /// A label before another one's; what both say is said once.
  mutating func append(_ word: String) { label = label.isEmpty ? word : LabelResolver.joined(label, word) }
}

/// Reads headings.
struct TableHeadingReader: Sendable {
  let text: [UInt8]
  let periods: [Quantities.PeriodMention]
  let clean: @Sendable (String) -> String

  /// What cells say together, the outermost first.
  func read(_ cells: [Range<Int>]) -> TableHeading {
    var heading = TableHeading()
    for cell in cells { take(cell, &heading) }
    return heading
  }

  private func take(_ cell: Range<Int>, _ heading: inout TableHeading) {
    var start = cell.lowerBound
    if let mention = mention(in: cell) {
      heading.period = Self.combined(heading.period, periods[mention].period)
      start = periods[mention].range.upperBound
    } else if cell.count == 4, text[cell].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      heading.period = Self.combined(heading.period, String(decoding: text[cell], as: UTF8.self))
      return
    }
    var words = Self.inked(TextTable.words(of: text[start..<cell.upperBound]))
    if start > cell.lowerBound {
      // 2025年度, 2025年底数.
      for rest in ["度", "末", "底", "累计", "全年"] where words.begins(with: rest) { words = words.dropping(rest) }
    }
    if let level = Self.level(&words) { heading.level = level }
    for lead in ["其中：", "其中:", "其中", "#"] where words.begins(with: lead) {
      heading.isPart = true
      words = words.dropping(lead)
      break
    }
    takeWords(words, &heading)
  }

  private func takeWords(_ given: String, _ heading: inout TableHeading) {
    var words = given
    if let change = TableVocabulary.change(in: words) {
      heading.isChange = true
      words = String(words.prefix(change))
      if words.isEmpty { return }
    }
    if let word = TableVocabulary.yearBefore.first(where: { words.begins(with: $0) }) {
      heading.isYearBefore = true
      words = words.dropping(word)
    } else if let word = TableVocabulary.thisYear.first(where: { words.begins(with: $0) }) {
      words = words.dropping(word)
    }
    if !words.ends(with: "率") {
      if let word = TableVocabulary.targets.first(where: { words.begins(with: $0) || words.ends(with: $0) }) {
        let isFirst = words.begins(with: word)
        words = words.dropping(word)
        // 任务完成数: what was reached of it.
        let reached = isFirst ? TableVocabulary.actuals.first { words.begins(with: $0) } : nil
        heading.kind = reached == nil ? .target : .actual
        words = reached.map(words.dropping) ?? words
      } else if let word = TableVocabulary.actuals.first(where: { words.begins(with: $0) }) {
        heading.kind = heading.kind ?? .actual
        words = words.dropping(word)
      }
    }
    if let total = TableVocabulary.total(words) {
      heading.total = total.reach
      if !total.of.isEmpty { name(total.of, &heading) }
      return
    }
    if TableVocabulary.measures.contains(words) {
      heading.measure = words == "案件数" ? "案件" : words
      return
    }
    name(words, &heading)
  }

  /// Takes a verb and a noun: 受理, 受理案件数, 法律援助案件.
  private func name(_ words: String, _ heading: inout TableHeading) {
    guard !words.isEmpty else { return }
    if words.ends(with: "率") {
      heading.append(words)
      return
    }
    var noun = words
    if let verb = TableVocabulary.verb(in: words), !TableVocabulary.nouns.contains(verb) {
      let rest = words.dropping(verb)
      let isAll = rest.isEmpty || TableVocabulary.measures.contains(rest)
      // 罚没金额 is measured, and nothing that is done.
      if isAll || rest.length > 1 && !Measure.ends(Array(rest.utf8), at: rest.utf8.count) {
        heading.action = verb
        noun = isAll ? "" : rest
      }
    }
    noun = clean(noun)
    if noun.length > 3 {
      for tail in ["数量", "件数", "人次", "场次", "数", "情况"]
      where noun.ends(with: tail) && !noun.ends(with: "人数") && !noun.ends(with: "次数") {
        noun = String(noun.dropLast(tail.count))
        break
      }
    }
    if !noun.isEmpty { heading.append(noun) }
  }

  // MARK: Periods

  /// The mention of a period at the beginning of a cell.
  private func mention(in cell: Range<Int>) -> Int? {
    var low = 0
    var high = periods.count
    while low < high {
      let middle = (low + high) / 2
      if periods[middle].range.lowerBound < cell.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low < periods.count, periods[low].range.upperBound <= cell.upperBound else { return nil }
    // 截至2025年底.
    guard periods[low].range.lowerBound <= cell.lowerBound + 6 else { return nil }
    let mention = text[periods[low].range]
    // 去年 is read as a word of comparison, and 去年同期 is one whole.
    return ["去年", "上年"].contains { mention.starts(with: $0.utf8) } ? nil : low
  }

  /// Two spans, of which one names the year and the other a part of it: 2024 and 2025-H1 are 2024-H1.
  static func combined(_ first: String?, _ second: String?) -> String? {
    guard let first, let second else { return first ?? second }
    if first.utf8.count == 4, second.utf8.count > 4, !second.hasPrefix("..") { return moved(second, to: first) }
    if second.utf8.count == 4, first.utf8.count > 4, !first.hasPrefix("..") { return moved(first, to: second) }
    return second
  }

  private static func moved(_ period: String, to year: String) -> String {
    period.split(separator: "/").map { year + $0.dropFirst(4) }.joined(separator: "/")
  }

  // MARK: Words

  /// Words without blanks between their characters: 合　计.
  static func inked(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).filter { $0 != " " && $0 != "\u{3000}" && $0 != "\u{A0}" && $0 != "\t" }
  }

  /// Takes the number before a row's name; its depth.
  private static func level(_ words: inout String) -> Int? {
    let scalars = Array(words.unicodeScalars)
    let chinese: Set<Unicode.Scalar> = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
    let opens = scalars.first == "（" || scalars.first == "("
    var end = opens ? 1 : 0
    let first = end
    guard end < scalars.count else { return nil }
    let isChinese = chinese.contains(scalars[end])
    while end < scalars.count, isChinese ? chinese.contains(scalars[end]) : ("0"..."9").contains(scalars[end]) {
      end += 1
    }
    guard end > first, end - first < 3, end + 1 < scalars.count else { return nil }
    let mark = scalars[end]
    guard opens ? mark == "）" || mark == ")" : ["、", ".", "．"].contains(mark) else { return nil }
    words = String(String.UnicodeScalarView(scalars[(end + 1)...]))
    return (isChinese ? 1 : 3) + (opens ? 1 : 0)
  }
}

extension String {
  /// The text without `word` at its beginning, or else at its end.
  fileprivate func dropping(_ word: String) -> String {
    if begins(with: word) { return String(dropFirst(word.count)) }
    return ends(with: word) ? String(dropLast(word.count)) : self
  }
}
