/// The places of the gazetteer that a text names, found in one pass.
struct AreaNamings {
  /// A place that is named.
  struct Naming {
    /// The first place of that name.
    var place: Int
    var count: Int
    /// Where it is named first.
    var range: Range<Int>
    /// Where it is named first with a body that may stand above others (怀化市司法局, 庆阳市委); nil where it is not.
    var superior: Range<Int>?
  }

  /// The provinces and prefectures, and the counties with a body, in the order of their first mention; without those that
  /// are only visited (赴长沙市、杭州市学习).
  private(set) var namings: [Naming] = []

  /// A province and the name that a conjunction puts beside it or that follows it: 甘肃省和湄宁市.
  private(set) var pairs: [(province: Int, city: Range<Int>)] = []

  init(_ text: [UInt8], _ gazetteer: Gazetteer) {
    var known: [Int: Int] = [:]
    text.withUnsafeBufferPointer { text in
      var at = 0
      var visitEnd = 0
      while case let next = gazetteer.nextBeginning(from: at, in: text), next < text.count {
        at = next
        guard let place = gazetteer.place(at: at, in: text) else {
          at += 3
          continue
        }
        let range = at..<at + gazetteer.places[place].name.count
        at = range.upperBound
        if range.lowerBound >= visitEnd, Self.isVisited(text, range.lowerBound) {
          visitEnd = Self.clauseEnd(text, range.upperBound)
        }
        guard range.lowerBound >= visitEnd else { continue }
        let isCounty = gazetteer.places[place].level == .county
        let isSuperior = Self.isSuperior(text, range)
        guard isSuperior || !isCounty else { continue }
        if gazetteer.places[place].level == .province, let city = Self.city(text, after: range.upperBound) {
          pairs.append((place, city))
        }
        if let naming = known[place] {
          namings[naming].count += 1
          if isSuperior, namings[naming].superior == nil { namings[naming].superior = range }
        } else {
          known[place] = namings.count
          namings.append(Naming(place: place, count: 1, range: range, superior: isSuperior ? range : nil))
        }
      }
    }
  }

  /// How many characters the name of a body behind its place has at most.
  private static let longestBody = 12

  /// Whether a body is named behind the place.
  private static func isSuperior(_ text: UnsafeBufferPointer<UInt8>, _ place: Range<Int>) -> Bool {
    guard let first = scalar(text, place.upperBound) else { return false }
    if first == 0x59D4 { return true }  // 委
    var at = place.upperBound
    for _ in 0..<longestBody {
      guard let scalar = scalar(text, at), scalar.isHan, !noBody.contains(scalar) else { return false }
      // 局, 厅, 政府
      if scalar == 0x5C40 || scalar == 0x5385 || scalar == 0x653F && self.scalar(text, at + 3) == 0x5E9C { return true }
      at += 3
    }
    return false
  }

  /// Whether a place at the byte is one that others go to or come from.
  static func isVisited(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    scalar(text, at - 3).map(visits.contains) ?? false
  }

  /// The end of the clause that the byte stands in.
  private static func clauseEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < text.count, text[at] != 0x0A, text[at] != 0x2C, text[at] != 0x3B {
      if let scalar = scalar(text, at), scalar == 0xFF0C || scalar == 0x3002 || scalar == 0xFF1B { return at }
      at += 1
    }
    return at
  }

  private static let visits = ScalarSet("赴到往与同请援帮")
  private static let noBody = ScalarSet("的在和与及内将把为对以了各")
  /// The longest name of a city that no gazetteer knows, in characters.
  private static let longestCity = 5

  /// The city that is named behind a province, with or without a conjunction.
  private static func city(_ text: UnsafeBufferPointer<UInt8>, after end: Int) -> Range<Int>? {
    var start = end
    if let joint = scalar(text, start), joint == 0x548C || joint == 0x53CA || joint == 0x3001 { start += 3 }  // 和 及 、
    var at = start
    for length in 1...longestCity {
      guard let scalar = scalar(text, at), scalar.isHan, !noBody.contains(scalar) else { return nil }
      at += 3
      if length > 2, scalar == 0x5E02 || scalar == 0x5DDE || scalar == 0x76DF { return start..<at }  // 市 州 盟
    }
    return nil
  }

  /// The scalar of three bytes at the byte.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
    guard at >= 0, at + 3 <= text.count, text[at] & 0xF0 == 0xE0, text[at + 1] & 0xC0 == 0x80,
      text[at + 2] & 0xC0 == 0x80
    else { return nil }
    return UInt32(text[at] & 0x0F) << 12 | UInt32(text[at + 1] & 0x3F) << 6 | UInt32(text[at + 2] & 0x3F)
  }
}
