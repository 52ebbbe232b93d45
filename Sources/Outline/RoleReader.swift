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
  private struct Words {
    /// By the raw values of the words' kinds.
    private var counts = [16 of Int](repeating: 0)
    /// How many code points stand in no known word.
    var unknown = 0
    var hasYear = false
    /// The first that names a problem, a plan or a result.
    private(set) var firstDecisive: RoleWord?
    /// The last that is no filler; nil where unknown words come last.
    var last: RoleWord?

    mutating func add(_ word: RoleWord) {
      // 虽然面临困难，但…: what stood before is granted, not reported.
      if word == .adversative, has(.concessive) {
        for granted in [RoleWord.problem, .existence, .concessive] { counts[granted.rawValue] = 0 }
      }
      counts[word.rawValue] += 1
      if firstDecisive == nil, word == .problem || word == .plan || word == .result { firstDecisive = word }
      if word != .filler, word != .past { last = word }
    }

    func has(_ word: RoleWord) -> Bool { counts[word.rawValue] > 0 }

    /// Whether something turns from the good to the bad.
    var concedes: Bool { has(.concession) || has(.concessive) || has(.adversative) }
  }

  private func words(_ text: [UInt8], _ range: Range<Int>) -> Words {
    var words = Words()
    var at = range.lowerBound
    let table = RoleWord.table
    while at < range.upperBound {
      let (code, length) = text.codePoint(at: at, before: range.upperBound)
      if code.isHan, !table.hasWord(beginningWith: code) {
        // Most characters.
        words.unknown += 1
        words.last = nil
        at += length
      } else if code.digit != nil, let year = text.year(at: at, before: range.upperBound) {
        if let own = self.year, year.value > own { words.add(.future) }
        words.hasYear = true
        at = year.end
      } else if let (word, length) = table.word(beginningWith: code, in: text, at: at, before: range.upperBound) {
        words.add(word)
        at += length
      } else if code == .of("“"), let name = text.shortQuotation(at: at, before: range.upperBound) {
        // “八五”普法: a name says nothing.
        at = name
      } else {
        if code.isHan {
          words.unknown += 1
          words.last = nil
        }
        at += length
      }
    }
    return words
  }

  /// The role that a heading's own words tell; nil where they tell none.
  func role(ofHeading range: Range<Int>, in text: [UInt8]) -> Role? {
    guard !range.isEmpty, range.count <= Self.longest else { return nil }
    let words = words(text, range)
    let isBare = words.unknown <= Self.fewUnknown
    if words.has(.problem), !words.has(.treatment), words.firstDecisive == .problem,
      isBare || (words.has(.existence) && !words.concedes && words.unknown <= Self.someUnknown)
    {
      return .problems
    }
    let isShort = words.unknown <= Self.someUnknown
    let isTimed = words.has(.future) && isShort
    switch words.last {
    case .plan where words.firstDecisive != .result:
      if isTimed || isBare || (words.hasYear && isShort) { return .plan }
    case .work where (isTimed || (isBare && words.has(.plan))) && !words.has(.result): return .plan
    case .work where isBare && base != .plan && (words.has(.past) || words.hasYear): return .achievements
    case .future where isBare: return .plan
    case .result where isBare && !words.has(.plan): return .achievements
    case .result where isTimed && words.has(.plan) && words.firstDecisive == .plan: return .plan
    case .opening where isBare: return .intro
    case .request where isBare: return .other
    case .background where words.unknown == 0 && !words.has(.work) && !words.has(.past) && !words.hasYear: return .other
    default: break
    }
    return nil
  }

  /// Whether a sentence turns to what is wrong (但仍存在一些不足) or to what is planned (下一步，我们将…).
  func role(announcedBy range: Range<Int>, in text: [UInt8]) -> Role? {
    guard !range.isEmpty, range.count <= 4 * Self.longest else { return nil }
    // Most sentences do neither, which costs less to see than to read their words.
    let isFuture = beginsInFuture(range, text)
    guard isFuture || mayNameProblem(range, text) else { return nil }
    let words = words(text, range)
    if words.has(.problem), words.has(.existence), words.concedes, !words.has(.treatment) { return .problems }
    return isFuture && words.has(.intention) ? .plan : nil
  }

  /// Whether a word for what is wrong may stand in the range.
  private func mayNameProblem(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    let starts = RoleWord.problemStarts
    return text.withUnsafeBytes { text in
      var at = range.lowerBound
      while at + 5 < range.upperBound {
        let head = UInt32(littleEndian: text.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        guard head & 0xFF >= 0xE0, head & 0xC0_C000 == 0x80_8000 else {
          at += 1
          continue
        }
        if starts.mayHold(text, at: at) { return true }
        at += 3
      }
      return false
    }
  }

  /// Whether one of the first two clauses begins with a time to come: 下一步，…; 针对以上问题，2025年….
  private func beginsInFuture(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    var at = range.lowerBound
    for _ in 0..<2 {
      // “下半年，我们将…”: quoted speech announces as well.
      while at < range.upperBound, case let (code, length) = text.codePoint(at: at, before: range.upperBound),
        code.isBlank || code == .of("“") || code == 0x22
      { at += length }
      guard at < range.upperBound else { return false }
      if let year = text.year(at: at, before: range.upperBound) {
        if let own = self.year, year.value > own { return true }
      } else if RoleWord.table.word(in: text, at: at, before: range.upperBound)?.value == .future {
        return true
      }
      while true {
        at = text.skippingIdeographs(from: at, before: range.upperBound)
        guard at < range.upperBound else { break }
        let (code, length) = text.codePoint(at: at, before: range.upperBound)
        at += length
        if code == .of("，") || code == 0x2C { break }
      }
    }
    return false
  }

  /// The role of a whole report by its title: a mere plan is a plan throughout.
  func role(ofTitle range: Range<Int>, in text: [UInt8]) -> Role {
    let words = words(text, range)
    let isPlan = words.has(.plan) || text.holdsPlanTitle(range)
    return isPlan && !words.has(.result) && !words.has(.future) ? .plan : .achievements
  }
}

extension Array where Element == UInt8 {
  /// Whether what plans are called stands in the range.
  fileprivate func holdsPlanTitle(_ range: Range<Int>) -> Bool {
    let table = RoleWord.planTitles
    return range.contains { at in self[at] >= 0xE0 && table.word(in: self, at: at, before: range.upperBound) != nil }
  }

  /// A year of four digits with 年 behind it.
  func year(at start: Int, before end: Int) -> (value: Int, end: Int)? {
    guard start < end, codePoint(at: start, before: end).code.digit != nil,
      let numeral = arabicNumeral(at: start, before: end), (1900...2199).contains(numeral.value), numeral.end < end,
      case let (code, length) = codePoint(at: numeral.end, before: end), code == .of("年")
    else { return nil }
    return (numeral.value, numeral.end + length)
  }

  /// Where a quotation of a few characters ends whose opening mark stands at `start`.
  fileprivate func shortQuotation(at start: Int, before end: Int) -> Int? {
    var at = start + 3
    while at < end, at - start <= 18 {
      let (code, length) = codePoint(at: at, before: end)
      at += length
      if code == .of("”") { return at }
    }
    return nil
  }
}
