/// Labels that a figure takes from another one.
extension LabelResolver {
  /// The label of a part of a count that has been read.
  func part(_ noun: String, of whole: Reading, phrase: Phrase, _ place: Place) -> (
    label: String, rule: LabelRule
  ) {
    if phrase.verbIsLast, noun.utf8.count <= 9 || LabelWords.bodies.contains(endOf: noun), !whole.label.holds(noun) {
      return (noun + whole.label, .part)
    }
    if place.unit.family == .cases || place.unit.countsPeople, noun.length <= 12, phrase.rule == .beforeFigure,
      LabelWords.bodies.contains(endOf: noun), !noun.holds(whole.label), !whole.label.holds(noun)
    {
      // 调解纠纷90件，其中镇调委会60件: who did it tells the part from the rest.
      return (noun + whole.label, .part)
    }
    let head = whole.label.lastPoints(2)
    if !phrase.verbIsLast, !noun.ends(with: head), let verb = phrase.verb,
      Relations.isOutcome(String(decoding: text[verb], as: UTF8.self))
    {
      // 驳回诉讼请求6件: what was dismissed is said, what is counted are the cases.
      return (whole.label, .part)
    }
    if noun.ends(with: head) {
      if let topic = Topic.all.first(where: { whole.label.holds($0.name) }), !noun.holds(topic.name),
        noun.length <= 6, !topic.name.ends(with: head)
      {
        return (topic.name + noun, .part)
      }
      return (noun, .part)
    }
    // 来信、来访90件，其中来信40件: of a list its own item, of one name the name.
    if whole.label.holds(noun) { return (whole.label.contains("、") ? noun : whole.label, .part) }
    let isAttribute =
      LabelWords.attributes.contains(endOf: noun)
      || place.unit.family == .cases && noun.begins(with: "涉") && noun.length <= 5
    if isAttribute, noun.length <= 8 { return (Self.joined(noun, whole.label), .part) }
    if Self.isClass(noun) {
      // 35岁以下干警 names who they are, 35岁以下 does not.
      return (["以上", "以下", "以内", "岁"].contains(where: noun.ends(with:)) ? whole.label + noun : noun, .part)
    }
    if place.unit.family == .money, noun.length >= 4, Self.ownFunds.contains(endOf: noun) { return (noun, .part) }
    // 纠纷，其中劳动争议: a name of several words needs no bare noun before it.
    if whole.label.length <= 2, noun.length >= 4 { return (noun, .part) }
    // 鉴定业务，其中法医临床鉴定: it says itself what field it belongs to.
    if noun.length >= 4, whole.label.begins(with: noun.lastPoints(2)) { return (noun, .part) }
    if noun.length >= 3, let last = whole.label.unicodeScalars.last, noun.lastPoints(2).unicodeScalars.contains(last) {
      return (noun, .part)
    }
    return noun.length <= 8 ? (whole.label + noun, .part) : (noun, phrase.rule)
  }

  /// Endings of money that says itself what it is for: 项目经费.
  private static let ownFunds: WordList = ["经费", "支出", "收入", "资金", "费"]

  /// Whether a name begins with the bounds of a class: 60岁以上.
  static func isClass(_ name: String) -> Bool { name.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }

  /// The label of a phrase without a noun.
  func inherited(_ phrase: Phrase, _ place: Place) -> (label: String, rule: LabelRule) {
    if phrase.isShare {
      let owner = place.earlier.last {
        $0.sentence.lowerBound == place.sentence.lowerBound && !$0.label.isEmpty && $0.unit.family != .rate
      }
      return owner.map { (stem(of: $0.label) + "占比", .completed) } ?? (
        topic(place).map { $0.name + "占比" } ?? "", .topic
      )
    }
    // 其中涉外30件，增加5件: what changed is the part before it.
    if let whole = place.whole, !whole.label.isEmpty, phrase.change == nil { return (whole.label, .inherited) }
    if place.unit.family == .money, let verb = phrase.verb, text.isWord("支出", verb),
      let income = place.earlier.last, income.label.ends(with: "收入"),
      income.sentence.lowerBound == place.sentence.lowerBound
    {
      // 拨款收入9万元，支出8万元: what was spent is no income.
      return (income.label.dropLast(2) + "支出", .completed)
    }
    if place.unit.family == .money, phrase.change == nil, let verb = phrase.verb,
      LabelWords.funding.contains(text, verb),
      !place.earlier.contains(where: {
        $0.unit.family == .money && $0.sentence.lowerBound == place.sentence.lowerBound
      })
    {
      // 投入38万元用于改造: money that nothing names.
      return ("资金", .completed)
    }
    if place.unit.family == .rate, phrase.verbIsLast, phrase.change == nil, let verb = phrase.verb,
      let last = nearestCount(place)
    {
      // 已完成97%: the share of it that was completed.
      let name = clean(verb)
      if !LabelWords.reached.contains(name) { return (Self.joined(stem(of: last.label), name) + "率", .completed) }
    }
    // A change, or a bare number beside another one, speaks of the figure right before it.
    if phrase.change != nil || phrase.verb == nil || reaches(phrase),
      let last = place.earlier.last(where: {
        $0.depth <= place.depth && !$0.label.isEmpty
          && ($0.unit.family != .rate || place.unit.family == .rate)
      }),
      last.sentence.lowerBound == place.sentence.lowerBound
    {
      return (last.label, .inherited)
    }
    let previous = nearest(place, unmeasured: phrase.verbIsLast)
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
        previous.label.begins(with: "在册") && phrase.verb != nil ? String(previous.label.dropFirst(2)) : previous.label
      return (asCase(label, phrase, place), .inherited)
    }
    if let topic = topic(place), let subject = topic.subject(of: place.unit) { return (subject, .topic) }
    if let previous { return (asCase(previous.label, phrase, place), .inherited) }
    return ("", .none)
  }

  /// An application that was taken on or decided is a case: 收到复议申请9件，审结7件.
  func asCase(_ label: String, _ phrase: Phrase, _ place: Place) -> String {
    guard label.ends(with: "申请"), place.unit.family == .cases, phrase.verb != nil, phrase.verbIsLast,
      let topic = topic(place), topic.cases.ends(with: "案件"),
      label.length < 4 || topic.keywords.contains(where: { label.holds($0) })
    else { return label }
    return topic.cases
  }

  /// The last count of the sentence.
  func nearestCount(_ place: Place) -> Reading? {
    place.earlier.last {
      $0.sentence.lowerBound == place.sentence.lowerBound && $0.unit.family != .rate && !$0.label.isEmpty
        && !$0.isChange
    }
  }

  /// Whether the verb says how many an event reached.
  func reaches(_ phrase: Phrase) -> Bool {
    guard let verb = phrase.verb else { return false }
    return LabelWords.reaching.contains(text, verb)
  }
}
