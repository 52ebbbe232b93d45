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
  mutating func number(from start: Int) -> Int {
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
