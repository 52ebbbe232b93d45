/// Completes what a phrase leaves out from earlier figures and from the topic.
struct LabelResolver {
  let text: [UInt8]
  let topics: TopicFinder
  /// The first line.
  private let title: Range<Int>

  init(text: [UInt8]) {
    self.text = text
    topics = TopicFinder(text)
    title = 0..<(text.firstIndex(of: 0x0A) ?? 0)
  }

  /// Where a figure stands among the others.
  struct Place {
    var unit: Unit
    var depth: Int
    /// Earlier figures of the paragraph, the nearest last.
    var earlier: EarlierReadings
    /// The whole that a list of parts belongs to.
    var whole: Reading?
    /// The bytes of the sentence up to the figure.
    var sentence: Range<Int>
    /// The bytes of the paragraph up to the sentence.
    var paragraph: Range<Int>
    /// The titles of the sections around the figure, innermost first.
    var titles: [Range<Int>]
  }

  /// An owner's name before a noun of its own; what both say is said once: 法律援助案件, 案件总量.
  ///
  /// One character is no word, but for 案: 会议 and 议题 have nothing in common.
  static func joined(_ owner: String, _ noun: String) -> String {
    let shared = owner.overlap(with: noun)
    if shared == 3, !owner.ends(with: "案") { return owner + noun }
    return owner + noun[noun.utf8.index(noun.startIndex, offsetBy: shared)...]
  }

  /// The label of a phrase and the principle that found it.
  func label(of phrase: Phrase, at place: Place) -> (label: String, rule: LabelRule) {
    guard let range = phrase.noun, case let noun = clean(range), !noun.isEmpty, !LabelWords.adverbs.contains(noun),
      !(phrase.verbIsLast && LabelWords.grounds.contains(noun))
    else {
      return inherited(phrase, place)
    }
    // 举办培训2期，第一期120人: which of them is no name.
    if noun.begins(with: "第"), noun.length <= 4, Self.ordinals.contains(endOf: noun) { return inherited(phrase, place) }
    // 服务4.3万人口: the unit took the first character of what it counts.
    if noun.equals("口"), place.unit.countsPeople { return ("人口", phrase.rule) }
    if noun.utf8.count == 6, noun.equals("其他"), let other = other(place) { return (noun + other, .completed) }
    if let verb = phrase.verb, phrase.verbIsLast, place.unit.family == .cases, clean(verb).ends(with: "办证") {
      // 为老人上门办证5件: the verb holds what is counted.
      return (LabelWords.bodies.contains(endOf: noun) ? "公证" : noun + "公证", .completed)
    }
    if let whole = place.whole, !whole.label.isEmpty, place.unit.isComparable(to: whole.unit), !phrase.isShare {
      return part(noun, of: whole, phrase: phrase, place)
    }
    if phrase.rule == .objectAfter { return (noun, .objectAfter) }
    if phrase.isShare { return (noun + "占比", .beforeFigure) }
    if place.unit.family == .rate && phrase.rule == .beforeFigure || Measure.ends(noun) {
      return measured(noun, phrase, place)
    }
    return dependent(noun, phrase, place) ?? acted(noun, phrase, place) ?? toldApart(noun, phrase, place)
      ?? persons(noun, place) ?? longer(than: noun, phrase, place).map { ($0, .completed) } ?? subjects(noun, place)
      ?? generic(noun, phrase, place) ?? (noun, phrase.rule)
  }

  private static let ordinals: WordList = ["期", "批", "场", "轮", "次"]

  /// The nearest earlier figure that this one may share its label with; of `unmeasured` ones only counts, since nothing is done
  /// to a measure (总播放量230万次，点赞9万次).
  func nearest(_ place: Place, unmeasured: Bool = false) -> Reading? {
    var fallback: Reading?
    if place.unit.family == .items,
      let same = place.earlier.last(where: {
        $0.depth <= place.depth && $0.unit.name.equals(place.unit.name) && !$0.label.isEmpty
          && !(unmeasured && Measure.ends($0.label)) && $0.sentence.lowerBound == place.sentence.lowerBound
      })
    {
      return same
    }
    for reading in place.earlier.reversed() where reading.depth <= place.depth {
      if reading.label.isEmpty || reading.unit.family == .rate && place.unit.family != .rate { continue }
      if unmeasured, Measure.ends(reading.label) { continue }
      if reading.sentence.lowerBound == place.sentence.lowerBound || place.unit.isComparable(to: reading.unit) {
        if fallback != nil, reading.sentence.lowerBound != place.sentence.lowerBound { return fallback }
        if place.unit.isComparable(to: reading.unit) { return reading }
        if fallback == nil { fallback = reading }
      }
    }
    return fallback
  }

  /// What a short rate is the rate of: the last thing counted, or the field of work.
  func owner(of rate: String, _ place: Place) -> String? {
    let ofCases =
      LabelWords.caseRates.contains(startOf: rate)
      && place.earlier.contains { $0.sentence.lowerBound == place.sentence.lowerBound && $0.unit.family == .cases }
    for reading in place.earlier.reversed() where reading.sentence.lowerBound == place.sentence.lowerBound {
      if reading.unit.family == .rate || reading.label.isEmpty || reading.isChange { continue }
      // 发放补贴9万元，办公面积320平方米: money has rates and no other measures.
      if reading.unit.family == .money, place.unit.family != .rate || Measure.ends(reading.label) { continue }
      if reading.unit.family != .cases, ofCases { continue }
      if reading.depth > place.depth { continue }
      // A time is that of an event or a case, not of the people who wait for it.
      if place.unit.family == .time, reading.unit.countsPeople, reading.unit.family == .people { continue }
      if rate.begins(with: reading.label) { return nil }
      return stem(of: isOfWhole(rate, behind: reading, place) ? reading.wholeLabel ?? reading.label : reading.label)
    }
    guard let topic = topic(place) else { return nil }
    return rate.holds(topic.name) ? nil : topic.name
  }

  /// Whether a rate behind a list of parts is that of their whole: 鉴定9例，其中临床鉴定5例、毒物鉴定4例，采信率98%.
  private func isOfWhole(_ rate: String, behind part: Reading, _ place: Place) -> Bool {
    guard let whole = part.wholeLabel, !part.label.holds(rate.firstPoints(2)) else { return false }
    return place.earlier.last { $0.index < part.index }?.wholeLabel == whole
  }

  /// A label without what it owes to its own completion, so that chains do not grow.
  func stem(of label: String) -> String {
    if let of = label.unicodeScalars.lastIndex(of: "的"), label.unicodeScalars[..<of].last != "标" {
      return String(label[label.unicodeScalars.index(after: of)...])
    }
    guard label.length > 12 else { return label }
    guard let closing = label.lastIndex(of: "”") else {
      let end = label.lastPoints(8)
      // Of what stands in brackets nothing: 乡镇（街道）司法所独立办公.
      guard let bracket = end.lastIndex(of: "）"), !end.contains("（") else {
        let points = end.unicodeScalars
        let word = points.indices.prefix(3).first { Lexicon.standard.beginsName(points[$0...]) }
        return String(word.map { points[$0...] } ?? points)
      }
      return String(end[end.index(after: bracket)...])
    }
    // Of a name in quotation marks all or nothing.
    let rest = label[label.index(after: closing)...]
    return rest.isEmpty ? label : String(rest)
  }

  /// The field of work that a figure stands in.
  func topic(_ place: Place) -> Topic? {
    if let topic = topics.last(in: place.sentence) { return topic }
    let before = topics.last(in: place.paragraph)
    for title in place.titles {
      guard let topic = topics.last(in: title) else { continue }
      // 社区矫正与安置帮教: of two fields in a title the one that the paragraph spoke of last.
      if let before, before != topic, String(decoding: text[title], as: UTF8.self).holds(before.name) { return before }
      return topic
    }
    return before ?? reportTopic(place)
  }

  /// The field that the report's own title names: 社区矫正工作总结; of two the one that the report spoke of last.
  private func reportTopic(_ place: Place) -> Topic? {
    guard place.sentence.lowerBound >= title.upperBound, let topic = topics.last(in: title), topic.mayHeadReport else {
      return nil
    }
    if let before = topics.last(in: 0..<place.sentence.lowerBound), before != topic, before.mayHeadReport,
      String(decoding: text[title], as: UTF8.self).holds(before.name)
    {
      return before
    }
    return topic
  }

  /// The words of a noun phrase without what doesn't belong to the name.
  func clean(_ range: Range<Int>) -> String { Self.clean(text, range) }

  /// The same for words of another text.
  static func clean(_ text: [UInt8], _ range: Range<Int>) -> String {
    var label = range
    while LabelWords.leads.contains(startOf: text, label) || LabelWords.tails.contains(endOf: text, label) {
      let before = label
      label = LabelWords.leads.droppingStarts(of: text, label)
      label = LabelWords.tails.droppingEnds(of: text, label)
      if label == before { break }
    }
    label = afterList(text, label)
    if label.count > 6, text.ends(label, with: "中"), !text.ends(label, with: "集中") { label = label.dropLast(3) }
    return String(decoding: withoutBlanks(text[label]), as: UTF8.self)
  }

  /// The name that sums up a list, where it is one: 合同、文件等其他重大事项.
  ///
  /// 等级 and 等候 sum up nothing.
  private static func afterList(_ text: [UInt8], _ label: Range<Int>) -> Range<Int> {
    var at = label.upperBound - 18
    while at >= label.lowerBound {
      if text[at] == 0xE7, text[at + 1] == 0xAD, text[at + 2] == 0x89 {
        let name = at + 3..<label.upperBound
        let isWord = text.begins(name, with: "级") || text.begins(name, with: "候")
        let isOneTitle = text.begins(label, with: "《") && label.count <= 90
        return isWord || isOneTitle || text[name].count(where: { $0 & 0xC0 != 0x80 }) < 5 ? label : name
      }
      at -= 1
    }
    return label
  }

  private static func withoutBlanks(_ label: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard label.contains(where: { $0 <= 0x20 || $0 == 0xE3 }) else { return label }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(label.count)
    var at = label.startIndex
    while at < label.endIndex {
      if label[at] <= 0x20 {
        at += 1
      } else if label[at] == 0xE3, label.endIndex - at > 2, label[at + 1] == 0x80, label[at + 2] == 0x80 {
        at += 3  // the ideographic space
      } else {
        bytes.append(label[at])
        at += 1
      }
    }
    return bytes[...]
  }
}
