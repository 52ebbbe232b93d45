/// Completes nouns, one step for each way in which a noun can be short of something.
///
/// A step gives nil where it has nothing to say of the noun.
extension LabelResolver {
  typealias Label = (label: String, rule: LabelRule)

  /// A rate or another measure: a short one is that of what was counted last, or of the field of work.
  func measured(_ noun: String, _ phrase: Phrase, _ place: Place) -> Label {
    // 按期办结率 is 办结率 with the manner of it.
    let count = noun.length - (LabelWords.manners.contains(startOf: noun) ? 2 : 0)
    if count <= 4 || count <= 6 && noun.holds("满意"), !noun.begins(with: "服务"),
      !LabelWords.ownMoney.contains(startOf: noun), let owner = owner(of: noun, place),
      count < 4 || !owner.holds(noun.firstPoints(2)) || owner.overlap(with: noun) > 0
    {
      return (Self.joined(owner, noun), .completed)
    }
    return (noun, phrase.rule)
  }

  /// A noun that belongs to something named before: 问题, 金额.
  func dependent(_ noun: String, _ phrase: Phrase, _ place: Place) -> Label? {
    let count = noun.length
    if phrase.verbIsLast, place.unit.family == .cases, LabelWords.parties.contains(noun) {
      return inherited(phrase, place)
    }
    let isPrinted =
      phrase.verbIsLast && place.unit.family == .items
      && phrase.verb.map { LabelWords.printing.contains(text, $0) } ?? false
    if phrase.verbIsLast, count <= 3 || isPrinted, !place.unit.countsEvents,
      let previous = nearest(place),
      !previous.label.isEmpty,
      isPrinted
        || (place.unit.family == .items
          ? previous.unit.name.equals(place.unit.name) : previous.unit.isComparable(to: place.unit)),
      !place.unit.countsPeople || Self.namesPeople(previous.label)
    {
      // 编发信息90条，省级媒体采用7条: who took some of them tells these from the rest.
      let base = base(of: previous, place)
      // 新收一审案件9件，二审审结8件: another level of the same.
      let isLevel = LabelWords.levels.contains(noun) && LabelWords.levels.contains(startOf: base)
      return (noun + (isLevel ? String(base.dropFirst(2)) : base), .completed)
    }
    if count <= 4, let head = LabelWords.dependent.first(endOf: noun),
      count - head.utf8.count / 3 <= 2,
      !LabelWords.persons.contains(head) && head != "领域" || count == 2 || noun.begins(with: "参")
    {
      if !LabelWords.persons.contains(head), let agent = phrase.agent, case let name = clean(agent),
        (2...4).contains(name.length),
        !PhraseReader.agents.contains(endOf: name)
      {
        return (name + noun, .completed)
      }
      if !LabelWords.ownMoney.contains(startOf: noun),
        let owner = place.earlier.last(where: { mayOwn(head, $0, phrase, place) })
      {
        // 评查案卷88卷，其中行政许可32卷，发现问题41个: found in all of them, and not in the last part.
        let whole = place.unit.isComparable(to: owner.unit) ? nil : owner.wholeLabel
        let name = stem(of: whole ?? owner.label)
        // 作品获一等奖9件、二等奖8件: the second prize is not the first one's.
        let isPrize = head.ends(with: "奖") && name.ends(with: "奖") && name.length > 3
        return (Self.joined(isPrize ? String(name.dropLast(3)) : name, noun), .completed)
      }
      if let attribute = attribute(of: noun, phrase, place) { return (attribute + noun, .completed) }
      if !LabelWords.persons.contains(head), head != "领域", let topic = topic(place), !noun.holds(topic.name) {
        return (topic.name + noun, .topic)
      }
    }
    return nil
  }

  /// Whether what an earlier figure counts may have what a noun with this head names.
  private func mayOwn(_ head: String, _ reading: Reading, _ phrase: Phrase, _ place: Place) -> Bool {
    guard reading.sentence.lowerBound == place.sentence.lowerBound, reading.depth <= place.depth,
      !reading.label.isEmpty,
      !reading.label.ends(with: head), reading.unit.family != .rate
    else { return false }
    if reading.label.ends(with: "量") || reading.label.ends(with: "人数") { return false }
    if LabelWords.persons.contains(head) {
      return !reading.unit.countsPeople && (reading.unit.countsEvents || reaches(phrase)) && !Self.wasHandedOut(reading)
    }
    if head == "金额" { return !reading.unit.countsPeople }
    // 发放联系卡90张，解决问题9个: not the cards'.
    if Self.wasHandedOut(reading), head == "问题" || head == "事项" { return false }
    // 派驻人员9人，受理事项90件: nobody's matters.
    if head == "事项" || head == "议题", reading.unit.countsPeople { return false }
    // 收费9万元，三成的事项免费: money has no matters of its own.
    return reading.unit.family != .money
  }

  /// The label that an earlier one was completed with, so that chains do not grow.
  private func base(of reading: Reading, _ place: Place) -> String {
    let labels = place.earlier.filter { $0.sentence == reading.sentence && !$0.label.isEmpty }.map(\.label)
    let bases = labels.filter { reading.label.ends(with: $0) }
    return bases.min { $0.utf8.count < $1.utf8.count } ?? reading.label
  }

  /// Whether what a figure counts went to those whom it reached, and they are not among it: 发放宣传册900份，受教育群众80人.
  private static func wasHandedOut(_ reading: Reading) -> Bool {
    reading.action.map(LabelWords.handsOut.contains(endOf:)) ?? false
  }

  /// A noun with a verb that says what is counted, or who does it.
  func acted(_ noun: String, _ phrase: Phrase, _ place: Place) -> Label? {
    if !phrase.verbIsLast, place.unit.family == .cases || place.unit.countsPeople || place.unit.name.equals("条"),
      let verb = phrase.verb, LabelWords.handsOver.contains(text, verb), LabelWords.receivers.contains(endOf: noun)
    {
      // 移送公安机关9件: who gets them is not what is counted.
      let label = inherited(phrase, place)
      if !label.label.isEmpty { return label }
      return place.unit.family == .cases ? ("案件", .completed) : place.unit.countsPeople ? ("人员", .completed) : label
    }
    if phrase.verbIsLast, place.unit.family == .cases || place.unit.countsPeople,
      LabelWords.bodies.contains(endOf: noun)
    {
      // 公证处办证80件, 司法所接回9人: who does it is not what is counted. What others do is not of this field.
      return LabelWords.courts.contains(endOf: noun) ? (noun, phrase.rule) : inherited(phrase, place)
    }
    if place.unit.countsEvents, phrase.verbIsLast, let verb = phrase.verb, let range = phrase.noun,
      range.upperBound == verb.lowerBound
    {
      // 信息化核查300次: the event is the checking.
      return (clean(range.lowerBound..<verb.upperBound), .beforeFigure)
    }
    if place.unit.countsPeople, noun.equals("咨询"), let verb = phrase.verb, text.isWord("解答", verb) {
      // Those who asked are counted, whoever they are.
      return ("群众咨询", .completed)
    }
    if place.unit.family == .cases, noun.equals("调解") { return (noun + "案件", .completed) }
    if place.unit.family == .items, let verb = phrase.verb, LabelWords.handsOut.contains(text, verb),
      noun.equals("资料") || noun.equals("材料")
    {
      return ("宣传" + noun, .completed)
    }
    return nil
  }

  /// A noun that another figure of the sentence has too, or that its clause says the owner of.
  func toldApart(_ noun: String, _ phrase: Phrase, _ place: Place) -> Label? {
    if let agent = phrase.agent, text.begins(agent, with: "每"), !noun.begins(with: "每") {
      // 每万人拥有律师5名: no count of lawyers.
      return (clean(agent) + noun, .completed)
    }
    if let agent = phrase.agent, LabelWords.channels.contains(endOf: text, agent), noun.length <= 3,
      case let name = clean(agent), name.length > 4
    {
      // 警调对接平台受理纠纷90件: by which way they came in.
      return (name.dropLast(2) + noun, .completed)
    }
    if let agent = phrase.agent, case let way = clean(agent), (2...4).contains(way.length), noun.length <= 4,
      place.earlier.contains(where: {
        $0.sentence.lowerBound == place.sentence.lowerBound && $0.label.ends(with: noun)
          && $0.unit.name.equals(place.unit.name)
      }), !LabelWords.bodies.contains(endOf: way)
    {
      // 办理公证30件，节假日办理公证2件: what stands before the verb tells the two counts apart.
      return (way + noun, .completed)
    }
    if let sibling = sibling(of: noun, place) { return (sibling, .completed) }
    if let beneficiary = phrase.beneficiary, !phrase.verbIsLast, case let served = clean(beneficiary),
      served.length <= 6, !noun.holds(served)
    {
      return (served + noun, .beforeFigure)
    }
    return nil
  }

  /// What persons did or underwent, where the unit counts persons.
  func persons(_ noun: String, _ place: Place) -> Label? {
    if place.unit.family == .people, noun.length <= 6, !Self.namesPeople(noun),
      !Topic.all.contains(where: { noun.holds($0.name) }),
      !noun.begins(with: "“"), let people = people(place)
    {
      return (people.holds(noun) ? people : people + noun, .completed)
    }
    return nil
  }

  /// 对象 and what was done to them, with the field of work that they are subjects of.
  func subjects(_ noun: String, _ place: Place) -> Label? {
    if noun.ends(with: "对象"), noun.length <= 6, let people = topic(place)?.people, people.ends(with: "对象"),
      !noun.holds(people), !Topic.all.contains(where: { noun.holds($0.name) })
    {
      var own = noun.begins(with: "现有") ? noun.dropFirst(2) : noun[...]
      if own.length > 2, people.holds(own) { own = "对象" }
      var attribute = own.dropLast(2)
      // 重点帮教对象 are 重点安置帮教对象.
      if attribute.length > 2, people.holds(attribute.lastPoints(2)) { attribute = attribute.dropLast(2) }
      return (attribute + people, .topic)
    }
    if LabelWords.admonitions.contains(startOf: noun), let people = topic(place)?.people,
      people.ends(with: "对象")
    {
      return (people + noun, .topic)
    }
    return nil
  }

  /// A noun that says too little alone: what its clause, the sentence or the field of work adds.
  func generic(_ noun: String, _ phrase: Phrase, _ place: Place) -> Label? {
    if LabelWords.generic.contains(noun) {
      if let agent = phrase.agent, case let name = clean(agent), (2...6).contains(name.length),
        !LabelWords.bodies.contains(endOf: name)
      {
        return (name + noun, .completed)
      }
      if noun.equals("损失"),
        let owner = place.earlier.last(where: {
          $0.sentence.lowerBound == place.sentence.lowerBound && $0.label.length <= 6
            && ($0.unit.countsPeople || $0.label.ends(with: "企业"))
        })
      {
        return (owner.label + noun, .completed)
      }
      if !noun.equals("费用"),
        let served = place.earlier.last(where: {
          $0.sentence.lowerBound == place.sentence.lowerBound && $0.beneficiary != nil
        })?.beneficiary,
        served.length <= 6
      {
        return (served + noun, .completed)
      }
      if let agent = phrase.agent, LabelWords.courts.contains(endOf: text, agent) {
        // 全市法院受理案件900件: what others do is not of this field.
        return (noun, phrase.rule)
      }
      if let topic = topic(place) {
        return (place.unit.family == .cases && topic.cases.ends(with: noun) ? topic.cases : topic.name + noun, .topic)
      }
    }
    return nil
  }
}
