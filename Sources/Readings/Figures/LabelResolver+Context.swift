/// What the sentence around a figure says of a noun that is short of something.
extension LabelResolver {
  /// A short noun that begins like the head of the label before it: after 法律服务工作站, 工作室 is 法律服务工作室.
  ///
  /// An attribute like the one of the label before it: after 国家级示范项目, 省级 is 省级示范项目.
  func sibling(of noun: String, _ place: Place) -> String? {
    if let last = place.earlier.last, last.sentence.lowerBound == place.sentence.lowerBound, noun.length <= 4,
      last.unit.name.equals(place.unit.name), let mark = noun.unicodeScalars.last,
      mark == "级" || mark == "类" || mark == "型",
      let end = last.label.unicodeScalars.prefix(5).lastIndex(of: mark),
      case let rest = last.label[last.label.unicodeScalars.index(after: end)...], !rest.isEmpty
    {
      return noun + rest
    }
    guard place.unit.family == .items || place.unit.family == .people, let last = place.earlier.last,
      last.depth <= place.depth, last.sentence.lowerBound == place.sentence.lowerBound,
      last.unit.family == place.unit.family, case let length = noun.length, (3...5).contains(length)
    else { return nil }
    let head = last.label.lastPoints(length)
    guard head.startIndex > last.label.startIndex, head.firstPoints(2).equals(noun.firstPoints(2)), !head.equals(noun)
    else { return nil }
    return last.label[..<head.startIndex] + noun
  }

  /// What 其他 is the rest of: the head that the items before it share, or the whole.
  func other(_ place: Place) -> String? {
    let siblings = place.earlier.suffix(2).filter { $0.depth == place.depth && $0.label.length > 2 }
    let heads = siblings.map { $0.label.lastPoints(2) }
    if heads.count == 2, heads[0] == heads[1] { return String(heads[0]) }
    if let whole = place.whole { return whole.label }
    return heads.count == 1 ? String(heads[0]) : nil
  }

  /// What the sentence said before of a noun that it repeats bare: 整治突出问题，查摆问题5个.
  func attribute(of noun: String, _ phrase: Phrase, _ place: Place) -> String? {
    guard noun.equals("问题"), let range = phrase.noun else { return nil }
    let bytes = Array(noun.utf8)
    var position = range.lowerBound - bytes.count
    while position >= place.sentence.lowerBound + 6 {
      if text[position] == bytes[0], text[position..<position + bytes.count].elementsEqual(bytes) {
        let name = position - 6..<position
        return LabelWords.attributesOfProblems.contains(text, name) ? String(decoding: text[name], as: UTF8.self) : nil
      }
      position -= 1
    }
    return nil
  }

  /// An earlier label of the sentence that ends with a short noun, or that a short noun begins, for the same kind of unit.
  func longer(than noun: String, _ phrase: Phrase, _ place: Place) -> String? {
    let length = noun.length
    // 新建规范化司法所5个，全市司法所126个: all of them are not those of before.
    guard length <= 4, !phrase.isScoped, !(LabelWords.persons.contains(noun) && reaches(phrase)) else { return nil }
    for reading in place.earlier.reversed()
    where reading.sentence.lowerBound == place.sentence.lowerBound && reading.depth <= place.depth {
      guard place.unit.isComparable(to: reading.unit), reading.label.length > length else { continue }
      if length <= 3, reading.label.ends(with: noun) { return reading.label }
      if place.unit.countsPeople, reading.label.begins(with: noun) { return reading.label }
    }
    if place.unit.countsPeople, let people = topic(place)?.people, people.length > length,
      people.begins(with: noun)
    {
      return people
    }
    return nil
  }

  /// The persons that the sentence has named.
  func namedPeople(_ place: Place) -> String? {
    place.earlier.last {
      $0.sentence.lowerBound == place.sentence.lowerBound && $0.depth <= place.depth && $0.unit.countsPeople
        && Self.namesPeople($0.label)
    }?.label
  }

  /// The persons that a clause about people leaves out.
  func people(_ place: Place) -> String? {
    if let named = namedPeople(place) { return named }
    guard let topic = topic(place), topic.people.ends(with: "对象") else { return nil }
    return topic.people
  }

  /// Whether a label names persons.
  static func namesPeople(_ label: String) -> Bool {
    LabelWords.personEnds.contains(endOf: label.ends(with: "”") ? label.dropLast() : label[...])
  }
}
