/// A figure already read, as far as later ones lean on it.
struct Reading: Sendable {
  var index: Int
  var label: String
  var action: String?
  var unit: Unit
  var depth: Int
  var isChange: Bool
  /// The label of the count that the figure is a part of.
  var wholeLabel: String?
  var sentence: Range<Int>
  /// Who the clause says is served or seen to.
  var beneficiary: String?
  /// Whether the figure counts the object of a verb, so that a list may go on with other objects.
  var isObject = false
  /// Whether the figure counts everything up to now: 累计.
  var accumulates = false
}

/// Completes what a phrase leaves out from earlier figures and from the topic.
struct LabelResolver: Sendable {
  let text: [UInt8]
  let topics: TopicIndex

  /// Where a figure stands among the others.
  struct Place: Sendable {
    var unit: Unit
    var depth: Int
    /// Earlier figures of the paragraph, the nearest last.
    var earlier: ArraySlice<Reading>
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
  private static func joined(_ owner: String, _ noun: String) -> String {
    for count in stride(from: min(owner.count, noun.count), to: 0, by: -1) where owner.hasSuffix(noun.prefix(count)) {
      return owner + noun.dropFirst(count)
    }
    return owner + noun
  }

  /// The label of a phrase and the principle that found it.
  func label(of phrase: Phrase, at place: Place) -> (label: String, rule: LabelRule) {
    guard let range = phrase.noun, case let noun = clean(range), !noun.isEmpty else { return inherited(phrase, place) }
    if noun == "其他", let other = other(place) { return (noun + other, .completed) }
    if let verb = phrase.verb, phrase.verbIsLast, place.unit.family == .cases, clean(verb).hasSuffix("办证") {
      // 为老人上门办证5件: the verb holds what is counted.
      return (Self.bodies.contains { noun.hasSuffix($0) } ? "公证" : noun + "公证", .completed)
    }
    if let whole = place.whole, !whole.label.isEmpty, place.unit.isComparable(to: whole.unit) {
      return part(noun, of: whole, phrase: phrase, place)
    }
    if phrase.rule == .objectAfter { return (noun, .objectAfter) }
    if phrase.isShare { return (noun + "占比", .beforeFigure) }
    let count = noun.utf8.count / 3
    let previous = nearest(place)
    if place.unit.family == .rate && phrase.rule == .beforeFigure || Measure.ends(Array(noun.utf8), at: noun.utf8.count)
    {
      if count <= 4 || count <= 6 && (noun.hasPrefix("平均") || noun.contains("满意")), !noun.hasPrefix("服务"),
        let owner = owner(of: noun, place)
      {
        return (Self.joined(owner, noun), .completed)
      }
      return (noun, phrase.rule)
    }
    if phrase.verbIsLast, count <= 3, let previous, !previous.label.isEmpty, previous.unit.isComparable(to: place.unit)
    {
      return (noun + previous.label, .completed)
    }
    if count <= 4, let head = Self.dependent.first(where: { noun.hasSuffix($0) }), count - head.utf8.count / 3 <= 2,
      !Self.persons.contains(head) && head != "领域" || count == 2 || noun.hasPrefix("参")
    {
      if !Self.persons.contains(head), let agent = phrase.agent, case let name = clean(agent),
        (2...4).contains(name.count),
        !PhraseReader.agents.contains(where: { name.hasSuffix($0) })
      {
        return (name + noun, .completed)
      }
      if let owner = place.earlier.last(where: {
        $0.sentence.lowerBound == place.sentence.lowerBound && $0.depth <= place.depth && !$0.label.isEmpty
          && !$0.label.hasSuffix(head) && $0.unit.family != .rate
          && (!Self.persons.contains(head) || $0.unit.countsEvents || reaches(phrase))
          && !$0.label.hasSuffix("量") && !$0.label.hasSuffix("人数")
      }) {
        return (Self.joined(stem(of: owner.label), noun), .completed)
      }
      if let attribute = attribute(of: noun, phrase, place) { return (attribute + noun, .completed) }
      if !Self.persons.contains(head), head != "领域", let topic = topic(place), !noun.contains(topic.name) {
        return (topic.name + noun, .topic)
      }
    }
    if phrase.verbIsLast, place.unit.family == .cases, Self.bodies.contains(where: { noun.hasSuffix($0) }) {
      // 公证处办证80件: who does it is not what is counted.
      return inherited(phrase, place)
    }
    if place.unit.countsEvents, phrase.verbIsLast, let verb = phrase.verb, let range = phrase.noun,
      range.upperBound == verb.lowerBound
    {
      // 信息化核查300次: the event is the checking.
      return (clean(range.lowerBound..<verb.upperBound), .beforeFigure)
    }
    if noun == "调解", place.unit.family == .cases { return (noun + "案件", .completed) }
    if ["资料", "材料"].contains(noun), place.unit.family == .items, let verb = phrase.verb,
      Self.handsOut.contains(String(decoding: text[verb], as: UTF8.self))
    {
      return ("宣传" + noun, .completed)
    }
    if let agent = phrase.agent, case let way = clean(agent), (2...4).contains(way.count), noun.count <= 4,
      place.earlier.contains(where: {
        $0.sentence.lowerBound == place.sentence.lowerBound && $0.label.hasSuffix(noun)
          && $0.unit.name == place.unit.name
      }), !Self.bodies.contains(where: { way.hasSuffix($0) })
    {
      // 办理公证30件，节假日办理公证2件: what stands before the verb tells the two counts apart.
      return (way + noun, .completed)
    }
    if let sibling = sibling(of: noun, place) { return (sibling, .completed) }
    if let beneficiary = phrase.beneficiary, !phrase.verbIsLast, case let served = clean(beneficiary),
      served.count <= 6, !noun.contains(served)
    {
      return (served + noun, .beforeFigure)
    }
    if place.unit.family == .people, count <= 6, !Self.namesPeople(noun),
      !Topic.all.contains(where: { noun.contains($0.name) }),
      noun.first != "“", let people = people(place)
    {
      return (people.contains(noun) ? people : people + noun, .completed)
    }
    if let longer = longer(than: noun, place) { return (longer, .completed) }
    if noun.hasSuffix("对象"), count <= 6, let people = topic(place)?.people, people.hasSuffix("对象"),
      !noun.contains(people)
    {
      var own = noun.hasPrefix("现有") ? noun.dropFirst(2) : noun[...]
      if own.count > 2, people.contains(own) { own = "对象" }
      return (own.dropLast(2) + people, .topic)
    }
    if ["训诫", "警告"].contains(where: { noun.hasPrefix($0) }), let people = topic(place)?.people, people.hasSuffix("对象") {
      return (people + noun, .topic)
    }
    if Self.generic.contains(noun) {
      if let agent = phrase.agent, case let name = clean(agent), (2...6).contains(name.count),
        !Self.bodies.contains(where: { name.hasSuffix($0) })
      {
        return (name + noun, .completed)
      }
      if noun == "损失",
        let owner = place.earlier.last(where: {
          $0.sentence.lowerBound == place.sentence.lowerBound && $0.label.count <= 6
            && ($0.unit.countsPeople || $0.label.hasSuffix("企业"))
        })
      {
        return (owner.label + noun, .completed)
      }
      if noun != "费用",
        let served = place.earlier.last(where: {
          $0.sentence.lowerBound == place.sentence.lowerBound && $0.beneficiary != nil
        })?.beneficiary,
        served.count <= 6
      {
        return (served + noun, .completed)
      }
      if let topic = topic(place) {
        return (place.unit.family == .cases && topic.cases.hasSuffix(noun) ? topic.cases : topic.name + noun, .topic)
      }
    }
    return (noun, phrase.rule)
  }

  private static let handsOut: Set<String> = ["发放", "派发", "印发", "赠送", "分发"]

  /// A short noun that begins like the head of the label before it: after 法律服务工作站, 工作室 is 法律服务工作室.
  private func sibling(of noun: String, _ place: Place) -> String? {
    guard noun.count >= 3, noun.count <= 5, let last = place.earlier.last, last.depth <= place.depth,
      last.sentence.lowerBound == place.sentence.lowerBound, last.unit.family == place.unit.family,
      place.unit.family == .items || place.unit.family == .people
    else { return nil }
    let head = last.label.suffix(noun.count)
    guard head.count < last.label.count, head.prefix(2) == noun.prefix(2), head != noun else { return nil }
    return last.label.dropLast(head.count) + noun
  }

  /// What 其他 is the rest of: the head that the items before it share, or the whole.
  private func other(_ place: Place) -> String? {
    let siblings = place.earlier.suffix(2).filter { $0.depth == place.depth && $0.label.count > 2 }
    let heads = siblings.map { $0.label.suffix(2) }
    if heads.count == 2, heads[0] == heads[1] { return String(heads[0]) }
    if let whole = place.whole { return whole.label }
    return heads.last.map(String.init)
  }

  /// What the sentence said before of a noun that it repeats bare: 整治突出问题，查摆问题5个.
  private func attribute(of noun: String, _ phrase: Phrase, _ place: Place) -> String? {
    guard noun == "问题", let range = phrase.noun else { return nil }
    let bytes = Array(noun.utf8)
    var position = range.lowerBound - bytes.count
    while position >= place.sentence.lowerBound + 6 {
      if text[position] == bytes[0], text[position..<position + bytes.count].elementsEqual(bytes) {
        let name = String(decoding: text[position - 6..<position], as: UTF8.self)
        return Self.attributesOfProblems.contains(name) ? name : nil
      }
      position -= 1
    }
    return nil
  }

  private static let attributesOfProblems: Set<String> = ["突出", "共性", "作风", "风险", "执法", "典型"]

  /// An earlier label of the sentence that ends with a short noun, or that a short noun begins, for the same kind of unit.
  private func longer(than noun: String, _ place: Place) -> String? {
    guard noun.count <= 4 else { return nil }
    for reading in place.earlier.reversed()
    where reading.sentence.lowerBound == place.sentence.lowerBound && reading.depth <= place.depth {
      guard reading.label.count > noun.count, place.unit.isComparable(to: reading.unit) else { continue }
      if noun.count <= 3, reading.label.hasSuffix(noun) { return reading.label }
      if place.unit.countsPeople, reading.label.hasPrefix(noun) { return reading.label }
    }
    if place.unit.countsPeople, let people = topic(place)?.people, people.count > noun.count, people.hasPrefix(noun) {
      return people
    }
    return nil
  }

  /// The persons that the sentence has named.
  private func namedPeople(_ place: Place) -> String? {
    place.earlier.last {
      $0.sentence.lowerBound == place.sentence.lowerBound && $0.depth <= place.depth && $0.unit.countsPeople
        && Self.namesPeople($0.label)
    }?.label
  }

  /// The persons that a clause about people leaves out.
  private func people(_ place: Place) -> String? {
    if let named = namedPeople(place) { return named }
    guard let topic = topic(place), topic.people.hasSuffix("对象") else { return nil }
    return topic.people
  }

  /// Endings of who handles cases.
  private static let bodies = ["处", "所", "中心", "局", "室", "站", "会", "委", "机构", "法院", "政府", "财政", "负责人", "组织", "部门"]

  /// Nouns that belong to something named before.
  private static let dependent = [
    "问题", "事项", "群众", "金额", "量", "面积", "标的额", "人数", "议题", "整改措施", "人员", "价值", "学生", "党员", "均", "领域", "一等奖", "二等奖",
    "三等奖",
    "优秀奖",
  ]

  /// Persons among them, who belong to an event and to nothing else.
  private static let persons: Set<String> = ["群众", "人员", "学生", "党员"]

  /// Nouns that say too little alone.
  private static let generic: Set<String> = [
    "公益活动", "案件", "援助案件", "案卷", "对象", "业务", "申请", "费用", "经费", "档案", "线索", "事务", "案", "补贴", "资金", "材料", "意见", "建议", "隐患",
    "损失", "服务", "专项资金", "卷宗", "案件卷宗", "集中教育", "集中学习", "公益活动", "公益劳动", "个别谈话", "见面核查", "心理辅导", "上门服务", "巡回宣讲",
    "信息化核查", "预警",
    "薪酬", "资料", "咨询", "投资", "成本", "证件", "补助",
  ]

  private func part(_ noun: String, of whole: Reading, phrase: Phrase, _ place: Place) -> (
    label: String, rule: LabelRule
  ) {
    if phrase.verbIsLast, noun.utf8.count <= 9, !whole.label.contains(noun) { return (noun + whole.label, .part) }
    let head = String(whole.label.suffix(2))
    if !phrase.verbIsLast, !noun.hasSuffix(head), let verb = phrase.verb,
      Relations.isOutcome(String(decoding: text[verb], as: UTF8.self))
    {
      // 驳回诉讼请求6件: what was dismissed is said, what is counted are the cases.
      return (whole.label, .part)
    }
    if noun.hasSuffix(head) {
      if let topic = Topic.all.first(where: { whole.label.contains($0.name) }), !noun.contains(topic.name),
        noun.count <= 6
      {
        return (topic.name + noun, .part)
      }
      return (noun, .part)
    }
    if whole.label.contains(noun) { return (whole.label, .part) }
    if noun.count >= 3, noun.last == whole.label.last || noun.dropLast().last == whole.label.last {
      return (noun, .part)
    }
    if noun.count <= 8 {
      return (Self.attributes.contains { noun.hasSuffix($0) } ? noun + whole.label : whole.label + noun, .part)
    }
    return (noun, phrase.rule)
  }

  /// Endings of words that stand before what they qualify.
  private static let attributes = ["级", "类", "审", "领域", "型", "方面", "系统", "专职", "兼职", "民事", "刑事", "行政"]

  private func inherited(_ phrase: Phrase, _ place: Place) -> (label: String, rule: LabelRule) {
    if phrase.isShare {
      let owner = place.earlier.last {
        $0.sentence.lowerBound == place.sentence.lowerBound && !$0.label.isEmpty && $0.unit.family != .rate
      }
      return owner.map { (stem(of: $0.label) + "占比", .completed) } ?? (
        topic(place).map { $0.name + "占比" } ?? "", .topic
      )
    }
    if let whole = place.whole, !whole.label.isEmpty { return (whole.label, .inherited) }
    if place.unit.family == .rate, phrase.verbIsLast, phrase.change == nil, let verb = phrase.verb,
      let last = nearestCount(place)
    {
      // 已完成97%: the share of it that was completed.
      let name = clean(verb)
      if !Self.reached.contains(name) { return (Self.joined(stem(of: last.label), name) + "率", .completed) }
    }
    // A change, or a bare number beside another one, speaks of the figure right before it.
    if phrase.change != nil || phrase.verb == nil || reaches(phrase),
      let last = place.earlier.last(where: { $0.depth <= place.depth && !$0.label.isEmpty }),
      last.sentence.lowerBound == place.sentence.lowerBound
    {
      return (last.label, .inherited)
    }
    let previous = nearest(place)
    if let previous, previous.sentence.lowerBound == place.sentence.lowerBound {
      // People who did or underwent something are people: 推荐就业6人 after 发放低保 is not about 低保.
      if place.unit.countsPeople, phrase.verbIsLast, !Self.namesPeople(previous.label), !reaches(phrase),
        let people = namedPeople(place) ?? topic(place)?.people
      {
        return (people, .topic)
      }
      // 在册90人，入矫8人: those who come are not on the register yet.
      // 受理61件，其中刑事28件；结案47件: behind the list the clause speaks of the whole again.
      if phrase.verbIsLast, let whole = previous.wholeLabel, place.unit.isComparable(to: previous.unit) {
        return (whole, .inherited)
      }
      let label =
        previous.label.hasPrefix("在册") && phrase.verb != nil ? String(previous.label.dropFirst(2)) : previous.label
      return (asCase(label, phrase, place), .inherited)
    }
    if let topic = topic(place), let subject = topic.subject(of: place.unit) { return (subject, .topic) }
    if let previous { return (asCase(previous.label, phrase, place), .inherited) }
    return ("", .none)
  }

  /// An application that was taken on or decided is a case: 收到复议申请9件，审结7件.
  private func asCase(_ label: String, _ phrase: Phrase, _ place: Place) -> String {
    guard label.hasSuffix("申请"), place.unit.family == .cases, phrase.verb != nil, phrase.verbIsLast,
      let topic = topic(place), topic.cases.hasSuffix("案件")
    else { return label }
    return topic.cases
  }

  /// Verbs after which a rate is no share of what was done.
  private static let reached: Set<String> = ["保持", "控制", "达到", "提高", "提升", "实现", "占"]

  private func nearestCount(_ place: Place) -> Reading? {
    place.earlier.last {
      $0.sentence.lowerBound == place.sentence.lowerBound && $0.unit.family != .rate && !$0.label.isEmpty
        && !$0.isChange
    }
  }

  /// Whether the verb says how many an event reached.
  private func reaches(_ phrase: Phrase) -> Bool {
    guard let verb = phrase.verb else { return false }
    return ["惠及", "覆盖", "受益", "受教育", "吸引", "辐射"].contains(String(decoding: text[verb], as: UTF8.self))
  }

  private static func namesPeople(_ label: String) -> Bool {
    ["人", "员", "对象", "群众", "者", "师", "属", "工", "生", "干部", "子女", "问", "民", "警"].contains { label.hasSuffix($0) }
  }

  /// The nearest earlier figure that this one may share its label with.
  func nearest(_ place: Place) -> Reading? {
    var fallback: Reading?
    if place.unit.family == .items,
      let same = place.earlier.last(where: {
        $0.depth <= place.depth && $0.unit.name == place.unit.name && !$0.label.isEmpty
          && $0.sentence.lowerBound == place.sentence.lowerBound
      })
    {
      return same
    }
    for reading in place.earlier.reversed() where reading.depth <= place.depth {
      if reading.label.isEmpty || reading.unit.family == .rate && place.unit.family != .rate { continue }
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
    for reading in place.earlier.reversed() where reading.sentence.lowerBound == place.sentence.lowerBound {
      if reading.unit.family == .rate || reading.label.isEmpty || reading.isChange { continue }
      if reading.depth > place.depth { continue }
      // A time is that of an event or a case, not of the people who wait for it.
      if place.unit.family == .time, reading.unit.countsPeople, reading.unit.family == .people { continue }
      return rate.hasPrefix(reading.label) ? nil : stem(of: reading.label)
    }
    guard let topic = topic(place) else { return nil }
    return rate.contains(topic.name) ? nil : topic.name
  }

  /// A label without what it owes to its own completion, so that chains do not grow.
  private func stem(of label: String) -> String {
    if let of = label.lastIndex(of: "的") { return String(label[label.index(after: of)...]) }
    return label.count > 12 ? String(label.suffix(8)) : label
  }

  /// The field of work that a figure stands in.
  func topic(_ place: Place) -> Topic? {
    if let topic = topics.last(in: place.sentence) { return topic }
    for title in place.titles {
      if let topic = topics.last(in: title) { return topic }
    }
    return topics.last(in: place.paragraph)
  }

  /// The words of a noun phrase without what doesn't belong to the name.
  func clean(_ range: Range<Int>) -> String {
    var label = Substring(decoding: text[range], as: UTF8.self)
    var changed = true
    while changed {
      changed = false
      for lead in Self.leads where label.hasPrefix(lead) && label.utf8.count > lead.utf8.count {
        label = label.dropFirst(lead.count)
        changed = true
      }
      for tail in Self.tails where label.hasSuffix(tail) && label.utf8.count > tail.utf8.count {
        label = label.dropLast(tail.count)
        changed = true
      }
    }
    // 合同、文件等其他重大事项: what 等 sums up is the name, where it is one.
    if let and = label.lastIndex(of: "等"), label[label.index(after: and)...].count >= 5,
      label.first != "《" || label.count > 30,
      !["级", "候"].contains(label[label.index(after: and)])
    {
      label = label[label.index(after: and)...]
    }
    if label.hasSuffix("中"), label.count > 2, !label.hasSuffix("集中") { label = label.dropLast() }
    return String(label.filter { !$0.isWhitespace })
  }

  private static let leads = [
    "各级各类", "各类", "各项", "各种", "全部", "所有", "有关", "相关", "的", "了", "到", "出", "、", "多", "各级", "在", "共有", "我所",
    "我处", "我镇", "我乡", "我街道", "我中心",
  ]
  private static let tails = ["等", "的", "共", "、", "数量", "总数", "工作", "活动等", "约", "集中"]
}
