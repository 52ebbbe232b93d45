/// The number of a heading or list item, as it stands in the text.
struct Marker {
  /// Its style.
  var numbering: Numbering
  /// The number; nil for 最后, which is whatever comes next.
  var number: Int?
  /// Where it ends (exclusive).
  var end: Int
  /// Whether it may as well begin a list of numbers: 三、四季度, 1、2号楼.
  var isDoubtful = false
}

extension Marker {
  /// The largest number a heading has; years, quantities and document numbers are larger.
  static let largest = 199

  /// Reads the marker that starts at `start`, if one does.
  ///
  /// Whether it may stand there is for the caller to say.
  init?(in text: [UInt8], at start: Int, before end: Int) {
    guard start < end else { return nil }
    let (code, length) = text.codePoint(at: start, before: end)
    switch code {
    case 0x28, 0xFF08: self.init(bracketedIn: text, at: start + length, before: end)
    case 0x2460...0x2473: self.init(numbering: .circled, number: Int(code - 0x245F), end: start + length)
    case 0x2474...0x2487: self.init(numbering: .arabicBracketed, number: Int(code - 0x2473), end: start + length)
    case 0x2488...0x249B: self.init(numbering: .arabicDot, number: Int(code - 0x2487), end: start + length)
    case 0x3220...0x3229: self.init(numbering: .chineseBracketed, number: Int(code - 0x321F), end: start + length)
    case 0x2160...0x216B: self.init(romanIn: text, at: start, before: end)
    case .of("第"): self.init(ordinalIn: text, at: start + length, before: end)
    case .of("首"), .of("其"), .of("再"), .of("最"): self.init(adverbIn: text, at: start, before: end)
    default:
      if code.digit != nil {
        self.init(arabicIn: text, at: start, before: end)
      } else if code.chineseDigit != nil {
        self.init(chineseIn: text, at: start, before: end)
      } else if (0x41...0x4A).contains(code) {
        // A. 法律援助, but not the first letter of a word.
        guard start + 1 < end, case let (mark, width) = text.codePoint(at: start + 1, before: end),
          mark.isDot || mark == .of("、"), start + 1 + width < end,
          text.codePoint(at: text.skippingBlanks(from: start + 1 + width, before: end - 1), before: end).code.isHan
        else { return nil }
        self.init(numbering: .latin, number: Int(code - 0x40), end: start + 1 + width)
      } else {
        return nil
      }
    }
  }

  private init?(bracketedIn text: [UInt8], at start: Int, before end: Int) {
    let first = text.skippingBlanks(from: start, before: end)
    guard first < end else { return nil }
    let isArabic = text.codePoint(at: first, before: end).code.digit != nil
    guard
      let numeral = isArabic ? text.arabicNumeral(at: first, before: end) : text.chineseNumeral(at: first, before: end),
      (1...99).contains(numeral.value)
    else { return nil }
    let close = text.skippingBlanks(from: numeral.end, before: end)
    guard close < end else { return nil }
    let (code, length) = text.codePoint(at: close, before: end)
    guard code == 0x29 || code == 0xFF09 else { return nil }
    var stop = close + length
    if stop < end, case let (next, nextLength) = text.codePoint(at: stop, before: end),
      next == .of("、") || next == .of("．")
    {
      stop += nextLength
    }
    self.init(numbering: isArabic ? .arabicBracketed : .chineseBracketed, number: numeral.value, end: stop)
  }

  private init?(romanIn text: [UInt8], at start: Int, before end: Int) {
    let (code, length) = text.codePoint(at: start, before: end)
    guard start + length < end else { return nil }
    let (next, nextLength) = text.codePoint(at: start + length, before: end)
    guard next == .of("、") || next.isDot else { return nil }
    self.init(numbering: .roman, number: Int(code - 0x215F), end: start + length + nextLength)
  }

  /// 第一部分, 第一章, 第一节, and 第一， in running text (but not 第一责任人 or 第三次).
  private init?(ordinalIn text: [UInt8], at start: Int, before end: Int) {
    guard start < end,
      let numeral = text.arabicNumeral(at: start, before: end) ?? text.chineseNumeral(at: start, before: end),
      (1...99).contains(numeral.value), numeral.end < end
    else { return nil }
    let (code, length) = text.codePoint(at: numeral.end, before: end)
    let next = numeral.end + length
    switch code {
    case .of("章"): self.init(numbering: .chapter, number: numeral.value, end: next)
    case .of("节"): self.init(numbering: .section, number: numeral.value, end: next)
    case .of("篇"): self.init(numbering: .part, number: numeral.value, end: next)
    case .of("部"):
      guard next < end, case let (last, lastLength) = text.codePoint(at: next, before: end), last == .of("分") else {
        return nil
      }
      self.init(numbering: .part, number: numeral.value, end: next + lastLength)
    case .of("，"), 0x2C, .of("、"), .of("："), 0x3A: self.init(numbering: .ordinal, number: numeral.value, end: next)
    default: return nil
    }
  }

  private static let adverbs: [(word: [UInt8], numbering: Numbering, number: Int?)] = {
    let adverbs: [(String, Int?)] = [("首先", 1), ("其次", 2), ("再次", 3), ("最后", nil)]
    let ordinals: [(String, Int?)] = [("其一", 1), ("其二", 2), ("其三", 3), ("其四", 4), ("其五", 5)]
    return adverbs.map { (Array($0.0.utf8), .adverb, $0.1) } + ordinals.map { (Array($0.0.utf8), .ordinal, $0.1) }
  }()

  private init?(adverbIn text: [UInt8], at start: Int, before end: Int) {
    for (word, numbering, number) in Self.adverbs where text[start..<end].starts(with: word) && start + word.count < end
    {
      let (code, length) = text.codePoint(at: start + word.count, before: end)
      guard code == .of("，") || code == 0x2C || code == .of("、") || code == .of("：") || code == 0x3A else { return nil }
      self.init(numbering: numbering, number: number, end: start + word.count + length)
      return
    }
    return nil
  }

  private init?(chineseIn text: [UInt8], at start: Int, before end: Int) {
    guard let numeral = text.chineseNumeral(at: start, before: end), (1...Self.largest).contains(numeral.value) else {
      return nil
    }
    let mark = text.skippingBlanks(from: numeral.end, before: end)
    guard mark < end else { return nil }
    let (code, length) = text.codePoint(at: mark, before: end)
    let next = mark + length
    switch code {
    case .of("、"):
      let second = text.chineseNumeral(at: next, before: end)?.value
      self.init(numbering: .chinese, number: numeral.value, end: next, isDoubtful: second == numeral.value + 1)
    case 0x2E, 0xFF0E, 0xFF61: self.init(numbering: .chineseDot, number: numeral.value, end: next)
    case 0x29, 0xFF09: self.init(numbering: .chineseHalfBracketed, number: numeral.value, end: next)
    case .of("是") where mark == numeral.end:
      // 一是一、二是二 is a saying.
      guard text.chineseNumeral(at: next, before: end)?.value != numeral.value else { return nil }
      self.init(numbering: .verbal, number: numeral.value, end: next)
    case .of("要") where mark == numeral.end: self.init(numbering: .imperative, number: numeral.value, end: next)
    case .of("，"), 0x2C:
      guard text.chineseNumeral(at: text.skippingBlanks(from: next, before: end), before: end) == nil else {
        return nil
      }
      self.init(numbering: .chineseBare, number: numeral.value, end: next)
    default:
      // 一　工作开展情况, but not the columns of a table: 一 二 三.
      guard mark > numeral.end, code >= 0x3400, code.chineseDigit == nil, text[numeral.end] != 0x09 else { return nil }
      self.init(numbering: .chineseBare, number: numeral.value, end: mark)
    }
  }

  private init?(arabicIn text: [UInt8], at start: Int, before end: Int) {
    guard let numeral = text.arabicNumeral(at: start, before: end), (1...Self.largest).contains(numeral.value) else {
      return nil
    }
    let mark = text.skippingBlanks(from: numeral.end, before: end)
    guard mark < end else { return nil }
    let (code, length) = text.codePoint(at: mark, before: end)
    let next = mark + length
    switch code {
    case .of("、"):
      let second = text.arabicNumeral(at: next, before: end)?.value
      self.init(numbering: .arabicComma, number: numeral.value, end: next, isDoubtful: second == numeral.value + 1)
    case 0x29, 0xFF09: self.init(numbering: .arabicHalfBracketed, number: numeral.value, end: next)
    case 0x2E, 0xFF0E: self.init(dottedIn: text, number: numeral.value, after: next, before: end)
    default: return nil
    }
  }

  /// `1.` and `1.1`, but not the decimal 1.5万 or the day 3.15.
  private init?(dottedIn text: [UInt8], number: Int, after dot: Int, before end: Int) {
    guard let second = text.arabicNumeral(at: dot, before: end) else {
      self.init(numbering: .arabicDot, number: number, end: dot)
      return
    }
    if second.value >= 1000 || second.end - dot >= 4 {
      // A year or a hotline's number begins the title: 1.2023年工作回顾.
      self.init(numbering: .arabicDot, number: number, end: dot)
      return
    }
    guard second.value >= 1, second.end < end else { return nil }
    var last = second, numbering = Numbering.decimal
    if case let (code, length) = text.codePoint(at: second.end, before: end), code.isDot,
      let third = text.arabicNumeral(at: second.end + length, before: end), (1...99).contains(third.value),
      third.end < end
    {
      last = third
      numbering = .decimalDeep
    }
    if numbering == .decimal, text.codePoint(at: second.end, before: end).code == .of("月"), second.value <= 12 {
      // 4.6月底前完成…: an item that begins with a date, if the list has come so far.
      self.init(numbering: .arabicDot, number: number, end: dot, isDoubtful: true)
      return
    }
    // A number's decimals are followed by its unit, a section's number by a space.
    guard last.value <= 99, text.codePoint(at: last.end, before: end).code.isBlank else { return nil }
    self.init(numbering: numbering, number: last.value, end: last.end)
  }
}
