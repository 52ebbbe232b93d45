/// A text taken apart in one pass over its bytes: letters, figures, masks and names.
///
/// Letters are the characters that are left without blanks, punctuation, digits, numerals that count something, and masks: what
/// a report and its masked copy share. A figure stands at a place among the letters, so that its surroundings are the
/// same in both.
struct TextScan: ~Copyable {
  typealias Code = FoldingTable.Code

  /// A number, or a mask in place of one.
  struct Figure {
    /// How many letters stand before it.
    var place: Int
    /// How many figures stand before it at the same place.
    var ordinal: Int
    /// Seven bits of what it says; the eighth is set on what many reports share: dates, one digit, 100%, hotlines.
    var value: UInt8
    var isMasked: Bool
    /// Written in Chinese numerals, which those who blank out figures overlook.
    var isSpelled: Bool
  }

  /// The name of an area, or what an area is called where it is not named (全县, 区委).
  struct Name {
    /// How many letters stand before it.
    var place: Int
    /// Seven bits of what it says; the eighth is set where it is not named.
    var value: UInt8
  }

  /// How many blank letters stand before the first and behind the last, so that surroundings are read without a test.
  static let margin = 8

  /// The letters, from ``margin`` on.
  let letters: UnsafeMutablePointer<UInt16>
  private(set) var letterCount = 0
  /// What tells whether two texts are the same: letters, numbers and masks in order.
  let content: UnsafeMutablePointer<UInt16>
  private(set) var contentCount = 0
  private(set) var figures: [Figure] = []
  private(set) var names: [Name] = []
  private(set) var maskRuns = 0

  private let bytes: UnsafeBufferPointer<UInt8>
  private let codes: UnsafePointer<UInt16>
  /// Where the letters began that no mark, figure or mask has interrupted.
  private var unbroken = 0
  private var isBrokenByMask = false
  private var atLineStart = true
  private var afterOpening = false

  /// Scans `bytes`, which should be UTF-8; what is not is passed over.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    let room = bytes.count + 2 * Self.margin
    letters = .allocate(capacity: room)
    content = .allocate(capacity: room)
    letters.initialize(repeating: 0, count: Self.margin)
    codes = FoldingTable.shared.codes
    figures.reserveCapacity(64)
    scan()
    for at in 0..<Self.margin {
      letters[Self.margin + letterCount + at] = 0
      content[contentCount + at] = 0
    }
  }

  deinit {
    letters.deallocate()
    content.deallocate()
  }

  private mutating func scan() {
    var at = 0
    let out = letters + Self.margin
    while at < bytes.count {
      let (code, next) = code(at: at)
      if code &- Code.first >= Code.count {
        out[letterCount] = code
        content[contentCount] = code
        letterCount += 1
        contentCount += 1
        atLineStart = false
        afterOpening = false
        at = next
      } else if code >= Code.areaEnding {
        letter(Self.scalar(of: code))
        endOfName(code)
        at = next
      } else if code >= Code.digit {
        at = number(from: at)
      } else {
        if code != Code.blank, code != Code.invisible { interrupt(code) }
        at = next
      }
    }
  }

  /// The code of the character at `at`, and where the next one begins.
  @inline(__always)
  private func code(at: Int) -> (UInt16, next: Int) {
    let base = bytes.baseAddress.unsafelyUnwrapped
    let lead = base[at]
    if lead >= 0xE0, lead < 0xF0, at &+ 2 < bytes.count {
      let scalar = Int(lead & 0x0F) << 12 | Int(base[at &+ 1] & 0x3F) << 6 | Int(base[at &+ 2] & 0x3F)
      return (codes[scalar], at &+ 3)
    }
    if lead < 0x80 { return (codes[Int(lead)], at &+ 1) }
    if lead >= 0xC0, lead < 0xE0, at &+ 1 < bytes.count {
      return (codes[Int(lead & 0x1F) << 6 | Int(base[at &+ 1] & 0x3F)], at &+ 2)
    }
    if lead >= 0xF0, at &+ 3 < bytes.count {
      // The rare characters beyond the plane are letters; fourteen bits keep them off the codes.
      return (0x8000 | UInt16(base[at &+ 2] & 0x3F) << 6 | UInt16(base[at &+ 3] & 0x3F), at &+ 4)
    }
    return (Code.blank, at &+ 1)
  }

  @inline(__always)
  private mutating func letter(_ code: UInt16) {
    letters[Self.margin + letterCount] = code
    letterCount += 1
    content[contentCount] = code
    contentCount += 1
    atLineStart = false
    afterOpening = false
  }

  private mutating func interrupt(_ code: UInt16) {
    unbroken = letterCount
    isBrokenByMask = false
    if code == Code.newline { atLineStart = true } else if code != Code.open { atLineStart = false }
    afterOpening = code == Code.open
  }

  /// The letter that stands for a numeral or an area's ending.
  private static func scalar(of code: UInt16) -> UInt16 {
    let scalar =
      code >= Code.areaEnding
      ? FoldingTable.areaEndings[Int(code - Code.areaEnding)] : FoldingTable.numerals[Int(code - Code.numeral)]
    return UInt16(scalar.value)
  }
}

// MARK: - Names

extension TextScan {
  /// What stands before an area's ending without naming one: 全县, 各镇, 县区; and words that only end as one: 社区, 农村.
  private static let common: Set<UInt32> = {
    let endings = FoldingTable.areaEndings.map(\.value)
    var common = Set("全我各本该此两多每个跨到在为和县市省".unicodeScalars.flatMap { one in endings.map { one.value << 16 | $0 } })
    let words = ["社辖地园小景山林牧老新校厂片灾城库矿郊战禁区", "城都超门上夜菜市", "农乡新山渔侨全村", "城乡集市重小古镇", "城水下老返乡"]
    for word in words {
      let letters = word.unicodeScalars.map(\.value)
      for letter in letters.dropLast() { common.insert(letter << 16 | letters[letters.count - 1]) }
    }
    return common
  }()

  /// Notes the name that an area's ending closes: two letters before it, and the ending.
  ///
  /// Where none is named, the ending alone tells a county's report from a city's.
  private mutating func endOfName(_ code: UInt16) {
    let end = Self.margin + letterCount
    let word = UInt32(letters[end - 2]) << 16 | UInt32(letters[end - 1])
    let isNamed = letterCount - unbroken >= 3 && !Self.common.contains(word)
    // What stands behind a mask is named, though nobody can read how.
    if !isNamed, isBrokenByMask, letterCount - unbroken <= 3 { return }
    let length = isNamed ? 3 : 1
    var text = UInt64(code)
    if isNamed { text |= UInt64(letters[end - 3]) << 32 | UInt64(letters[end - 2]) << 16 }
    let value = UInt8(truncatingIfNeeded: Mixer.mix(text)) & 0x7F
    names.append(Name(place: letterCount - length, value: isNamed ? value : value | 0x80))
  }
}

// MARK: - Figures

extension TextScan {
  /// A run of digits, numerals and masks as it is read.
  private struct Run {
    var value: UInt64 = 0
    var digits = 0
    var masks = 0
    var latinMasks = 0
    var nameless = 0
    var numerals: [UInt16] = []
    var firstDigits = 0
    var hasPoint = false
  }

  /// Reads a run of digits, numerals and masks, decides what it is, and gives where reading goes on.
  private mutating func number(from start: Int) -> Int {
    var run = Run()
    let contentStart = contentCount
    var at = start
    var isSeparated = false
    while at < bytes.count {
      let (code, next) = code(at: at)
      guard code &- Code.first < Code.count else { break }
      let isBlank = code == Code.blank || code == Code.newline
      if code == Code.invisible || code == Code.blank && isSeparated || isBlank && isSpelledOn(run, next) {
        at = next
        continue
      }
      isSeparated = false
      if code >= Code.digit, code < Code.mask {
        let digit = UInt64(code - Code.digit)
        run.value = (run.value ^ (digit + 1)) &* 0x100_0000_01B3
        if run.digits < 4 { run.firstDigits = run.firstDigits * 10 + Int(digit) }
        run.digits += 1
        append(0x30 + UInt16(digit))
      } else if code >= Code.mask, code < Code.numeral {
        run.masks += 1
        if code == Code.mask + 1, bytes[at] & 0x5F == 0x58 || bytes[at] == 0xEF { run.latinMasks += 1 }
        if code == Code.mask + 4 { run.nameless += 1 }
        append(UInt16(FoldingTable.masks[Int(code - Code.mask)][0].value))
      } else if code >= Code.numeral, code < Code.areaEnding {
        let numeral = code - Code.numeral
        run.value = (run.value ^ (UInt64(numeral) + 17)) &* 0x100_0000_01B3
        run.numerals.append(numeral)
        append(Self.scalar(of: code))
      } else if code == Code.point, run.digits + run.masks > 0, digits(from: next, atLeast: 1, orMasks: true) {
        run.value = (run.value ^ 64) &* 0x100_0000_01B3
        run.hasPoint = true
        isSeparated = true
        append(0x2E)
      } else if code == Code.comma, run.digits > 0, digits(from: next, atLeast: 3), !digits(from: next, atLeast: 4) {
        // A separator of thousands says nothing, and a blank behind it is a slip.
        isSeparated = true
      } else {
        break
      }
      at = next
    }
    settle(run, contentStart: contentStart, before: following(at))
    return at
  }

  /// Whether a blank or a broken line stands within a number in Chinese numerals: blanks between such characters are a matter of layout.
  private func isSpelledOn(_ run: Run, _ next: Int) -> Bool {
    guard run.digits == 0, run.masks == 0, next < bytes.count else { return false }
    let code = code(at: next).0
    return code >= Code.numeral && code < Code.areaEnding
  }

  /// What stands behind a number, be there blanks or a broken line between.
  private func following(_ start: Int) -> UInt16 {
    var at = start
    while at < bytes.count {
      let (code, next) = code(at: at)
      if code != Code.blank, code != Code.invisible, code != Code.newline { return code }
      at = next
    }
    return Code.newline
  }

  @inline(__always)
  private mutating func append(_ code: UInt16) {
    content[contentCount] = code
    contentCount += 1
  }

  /// Whether so many digits follow.
  private func digits(from start: Int, atLeast count: Int, orMasks: Bool = false) -> Bool {
    var at = start
    var found = 0
    while found < count {
      guard at < bytes.count else { return false }
      let (code, next) = code(at: at)
      if code == Code.invisible || code == Code.blank && found == 0 {
        at = next
        continue
      }
      guard code >= Code.digit, code < (orMasks ? Code.numeral : Code.mask) else { return false }
      found += 1
      at = next
    }
    return true
  }

  /// Makes a figure, a mask or letters of a run.
  private mutating func settle(_ run: Run, contentStart: Int, before following: UInt16) {
    if run.digits == 0, run.masks == 0, !counts(run.numerals, before: following) {
      for at in contentStart..<contentCount { spell(content[at]) }
      return
    }
    if run.masks > 0, run.masks == run.latinMasks, run.digits == 0,
      isLatin(at: contentStart - 1) || Self.isLatin(following)
    {
      // The x of a word is no mask.
      for at in contentStart..<contentCount { spell(content[at]) }
      return
    }
    defer {
      unbroken = letterCount
      isBrokenByMask = run.masks > 0
      atLineStart = false
      afterOpening = false
    }
    // One 某 by itself is how anybody's report speaks of somebody (李某); 某某 and all others blank something out.
    if run.masks > 1 || run.masks > run.nameless { maskRuns += 1 }
    // The number of an item says where it stands, and no more.
    let endsItem = following == Code.listMark || following == Code.point || following == Code.close
    if run.masks == 0, run.digits <= 2, endsItem, atLineStart || afterOpening && following == Code.close { return }
    let ordinal = figures.last.map { $0.place == letterCount ? $0.ordinal + 1 : 0 } ?? 0
    let value = UInt8(truncatingIfNeeded: Mixer.mix(run.value)) & 0x7F
    let common = isCommon(run, before: following)
    figures.append(
      Figure(
        place: letterCount, ordinal: ordinal, value: common ? value | 0x80 : value, isMasked: run.masks > 0,
        isSpelled: run.digits + run.masks == 0))
  }

  private mutating func spell(_ code: UInt16) {
    letters[Self.margin + letterCount] = code
    letterCount += 1
    atLineStart = false
    afterOpening = false
  }

  /// Whether other reports say the same there, so that to agree in it means little: a date (年, 月, 日 behind, or a year in
  /// the number of a document), one digit, 100 %, a hotline (12348), 24小时.
  private func isCommon(_ run: Run, before following: UInt16) -> Bool {
    if run.digits + run.numerals.count == 1 { return true }
    if following == 0x5E74 || following == 0x6708 || following == 0x65E5 { return !run.hasPoint }
    guard run.numerals.isEmpty, !run.hasPoint else { return false }
    switch (run.digits, run.firstDigits) {
    case (4, 1949...2099): return following < Code.digit && following >= Code.first
    case (5, 1230...1239): return true
    case (3, 100): return following == Code.mark
    case (2, 24): return following == 0x5C0F
    default: return false
    }
  }

  /// Whether Chinese numerals say how many, and not which or whether: 十二, 三件, and not 统一, 十四五, 一是.
  private func counts(_ numerals: [UInt16], before following: UInt16) -> Bool {
    let first = numerals[0]
    if numerals.count == 1 {
      if first == 1 || first >= 13 { return false }
      if Self.classifiers.contains(following) { return true }
      let end = Self.margin + letterCount
      return letterCount >= 2 && letters[end - 1] == 0x4E4B && letters[end - 2] == 0x5206
    }
    var digits = 0
    var scales = 0
    var digitsInRow = 0
    var longestRow = 0
    for numeral in numerals {
      if numeral >= 12 {
        scales += 1
        digitsInRow = 0
      } else {
        digits += 1
        digitsInRow += numeral == 0 || numeral == 11 ? 0 : 1
        longestRow = max(longestRow, digitsInRow)
      }
    }
    if scales == 0 { return digits >= 3 }
    return longestRow <= 1 && (digits > 0 || first == 12)
  }

  /// What is counted with a single numeral and is seldom part of a phrase.
  private static let classifiers = Set("件次起场人名家户份处所条项例宗批辆台间亩".unicodeScalars.map { UInt16($0.value) })

  private func isLatin(at place: Int) -> Bool { place >= 0 && Self.isLatin(content[place]) }

  private static func isLatin(_ code: UInt16) -> Bool {
    (0x61...0x7A).contains(code | 0x20)
  }
}
