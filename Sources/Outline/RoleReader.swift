/// Reads the role of a section off the words of its heading.
///
/// A heading tells its section's role where it is made of little else: 存在的问题和不足, 2024年重点工作. In a heading that
/// names a subject (紧盯执法突出问题，提升执法质量) the same words say nothing about the role.
struct RoleReader {
  /// The year that the report is about, by which 2024年工作 is a result or a plan; nil if unknown.
  var year: Int?
  /// The role of what no heading tells otherwise.
  var base: Role = .achievements

  /// The longest heading that is read, in bytes; a longer one is a sentence.
  private static let longest = 120
  /// How many code points beyond the known words a heading has that still is about nothing but the role.
  private static let fewUnknown = 2
  /// The same where words of time or existence stand with them.
  private static let someUnknown = 9

  /// What the words of a range say.
  private struct Count {
    var problem = 0, existence = 0, treatment = 0, plan = 0, future = 0, result = 0, request = 0, concession = 0
    var intention = 0, unknown = 0, hasYear = false
    var firstDecisive: RoleWord?
    var last: RoleWord?

    mutating func add(_ word: RoleWord) {
      switch word {
      case .problem: problem += 1
      case .existence: existence += 1
      case .treatment: treatment += 1
      case .plan: plan += 1
      case .future: future += 1
      case .result: result += 1
      case .request: request += 1
      case .concession: concession += 1
      case .intention: intention += 1
      case .work, .filler: break
      }
      if firstDecisive == nil, word == .problem || word == .plan || word == .result { firstDecisive = word }
      if word != .filler { last = word }
    }
  }

  private func count(_ text: [UInt8], _ range: Range<Int>) -> Count {
    var count = Count()
    var at = range.lowerBound
    while at < range.upperBound {
      if let year = text.year(at: at, before: range.upperBound) {
        if let own = self.year, year.value > own { count.add(.future) }
        count.hasYear = true
        at = year.end
      } else if let (word, length) = RoleWord.word(in: text, at: at, before: range.upperBound) {
        count.add(word)
        at += length
      } else {
        let (code, length) = text.codePoint(at: at, before: range.upperBound)
        if !code.isBlank, code >= 0x80 {
          count.unknown += 1
          count.last = nil
        }
        at += length
      }
    }
    return count
  }

  /// The role that a heading's own words tell; nil where they tell none.
  func role(ofHeading range: Range<Int>, in text: [UInt8]) -> Role? {
    guard !range.isEmpty, range.count <= Self.longest else { return nil }
    let words = count(text, range)
    let isBare = words.unknown <= Self.fewUnknown
    if words.problem > 0, words.treatment == 0, words.firstDecisive == .problem,
      isBare || (words.existence > 0 && words.concession == 0 && words.unknown <= Self.someUnknown)
    {
      return .problems
    }
    let isTimed = words.future > 0 && words.unknown <= Self.someUnknown
    switch words.last {
    case .plan where words.firstDecisive != .result:
      if isTimed || isBare || (words.hasYear && words.unknown <= Self.someUnknown) { return .plan }
    case .work where isTimed && words.result == 0: return .plan
    case .future where isBare: return .plan
    case .result where isBare && words.plan == 0: return .achievements
    case .result where isTimed && words.plan > 0 && words.firstDecisive == .plan: return .plan
    case .request where isBare: return .other
    default: break
    }
    return nil
  }

  /// Whether a sentence turns to what is wrong (但仍存在一些不足) or to what is planned (下一步，我们将…).
  func role(announcedBy range: Range<Int>, in text: [UInt8]) -> Role? {
    guard !range.isEmpty, range.count <= 4 * Self.longest else { return nil }
    let words = count(text, range)
    if words.problem > 0, words.existence > 0, words.concession > 0, words.treatment == 0 { return .problems }
    var start = text.skippingBlanks(from: range.lowerBound, before: range.upperBound)
    if let year = text.year(at: start, before: range.upperBound), let own = self.year, year.value > own {
      start = year.end
      return words.intention > 0 && words.future > 0 ? .plan : nil
    }
    if start < range.upperBound, RoleWord.word(in: text, at: start, before: range.upperBound)?.word == .future,
      words.intention > 0
    {
      return .plan
    }
    return nil
  }

  /// The role of a whole report by its title: a mere plan is a plan throughout.
  func role(ofTitle range: Range<Int>, in text: [UInt8]) -> Role {
    let words = count(text, range)
    return words.plan > 0 && words.result == 0 && words.future == 0 ? .plan : .achievements
  }
}

extension Array where Element == UInt8 {
  /// A year of four digits with 年 behind it.
  func year(at start: Int, before end: Int) -> (value: Int, end: Int)? {
    guard start < end, codePoint(at: start, before: end).code.digit != nil,
      let numeral = arabicNumeral(at: start, before: end), (1900...2199).contains(numeral.value), numeral.end < end,
      case let (code, length) = codePoint(at: numeral.end, before: end), code == .of("年")
    else { return nil }
    return (numeral.value, numeral.end + length)
  }
}
