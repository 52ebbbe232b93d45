/// Reads a line in which a page speaks of itself, from left to right.
struct InformationLineReader {
  private let bytes: ArraySlice<UInt8>
  private let isRow: Bool
  private var at: Int
  private(set) var result = InformationLine()
  /// In how many pieces the text that nothing explains stands, and where the last of them does.
  private var pieces = 0
  private var piece = 0..<0
  /// That text itself, in place, since most lines are left before it matters.
  private var rest = InlineArray<90, UInt8>(repeating: 0)
  private var restCount = 0

  init(bytes: ArraySlice<UInt8>, isRow: Bool) {
    (self.bytes, self.isRow, at) = (bytes, isRow, bytes.startIndex)
  }

  /// False where a value is none that such a line has.
  mutating func read() -> Bool {
    while at < bytes.endIndex {
      let byte = bytes[at]
      if !InformationWords.mayBegin(bytes, at) {
        guard skip() else { return false }
      } else if let next = Self.separatorEnd(bytes, at) {
        at = next
      } else if !PageDate.isDigit(byte), let (label, end) = label(at) {
        let isOther = label == .dated && endsWord(before: at)
        at = end
        if !isOther { result.labels += 1 }
        guard value(of: isOther ? .effective : label) else { return false }
      } else if byte >= 0x80, let end = InformationWords.clocks.end(in: bytes, at: at) {
        result.isClock = true
        guard skip(to: end) else { return false }
      } else if let date = date(at) {
        // The days of a notice or an event, as 2025-03-31至2025-04-07, are none of the page's.
        if let end = rangeEnd(date) { at = end } else { take(date, at) }
      } else if let end = address(at) {
        result.hasAddress = true
        at = end
      } else if let end = PageDate.isDigit(byte) ? count(at) : button(at) {
        at = end
      } else {
        guard skip() else { return false }
      }
    }
    explainOutlet()
    result.unexplained = (0..<restCount).map { rest[$0] }
    return true
  }

  // MARK: - Text that nothing explains

  /// Passes over text to where something may begin again.
  private mutating func skip() -> Bool { skip(to: InformationWords.nextStart(bytes, after: at)) }

  private mutating func skip(to end: Int) -> Bool {
    if piece.upperBound == at, pieces > 0 {
      piece = piece.lowerBound..<end
    } else {
      piece = at..<end
      pieces += 1
    }
    // More text than this that nothing explains makes a line of something else.
    guard restCount + end - at <= rest.count else { return false }
    while at < end {
      rest[restCount] = bytes[at]
      restCount += 1
      at += 1
    }
    return true
  }

  /// Takes the name of a paper or site beside a date with its time for the source, as in 2025年3月31日03:18 清溪晚报.
  private mutating func explainOutlet() {
    guard pieces == 1, !result.isClock, piece.count <= 60,
      result.values.contains(where: { !$0.isLabelled && $0.hasTime }),
      !result.values.contains(where: { $0.label == .source }), Outlet.isName(bytes[piece])
    else { return }
    result.values.append(
      InformationLine.Value(label: .source, text: String(decoding: bytes[piece], as: UTF8.self), isLabelled: false))
    result.labels += 1
    restCount = 0
  }

  // MARK: - Dates

  private func date(_ at: Int) -> PageDate? {
    PageDate.read(bytes, at: at) ?? (bytes[at] < 0x80 ? WesternDate.read(bytes, at: at) : nil)
  }

  /// The end of the span that a date begins; nil where it begins none.
  private func rangeEnd(_ date: PageDate) -> Int? {
    guard let next = date.rangeEnd(in: bytes) else { return nil }
    return self.date(next)?.end ?? next
  }

  /// Takes a date without a label; a word behind it may say what happened on it.
  private mutating func take(_ date: PageDate, _ start: Int) {
    var value = InformationLine.Value(label: .published, text: date.iso, isLabelled: false, hasTime: date.hasTime)
    value.isApart = isApart(start, date.end)
    value.isBracketed =
      start >= bytes.startIndex + 3 && Self.isSign(bytes, start - 3, 0xEF, 0xBC, 0x88)
      || start > bytes.startIndex && bytes[start - 1] == 0x28 && !date.hasTime
    at = date.end
    var next = at
    if next < bytes.endIndex, bytes[next] == 0x20 { next += 1 }
    if let end = InformationWords.zones.end(in: bytes, at: next),
      end == bytes.endIndex || !InformationWords.isLetter(bytes[end])
    {
      at = end
    } else if let end = InformationWords.endings.end(in: bytes, at: next), endsWord(end) {
      value.isLabelled = true
      result.labels += 1
      at = end
    }
    result.values.append(value)
  }

  /// Whether signs, blanks or the line's ends stand on both sides.
  private func isApart(_ start: Int, _ end: Int) -> Bool {
    let isBehind = end == bytes.endIndex || Self.separatorEnd(bytes, end) != nil
    guard isBehind, start > bytes.startIndex, bytes[start - 1] >= 0x80 else {
      return isBehind && (start == bytes.startIndex || !WesternDate.isWord(bytes[start - 1]))
    }
    for width in 2...3 where start - width >= bytes.startIndex {
      if Self.separatorEnd(bytes, start - width) == start { return true }
    }
    return false
  }

  // MARK: - Labels and values

  /// The label at `at` with the colon behind it; in a row also with the end of the cell, and before a date also without either.
  private func label(_ at: Int) -> (InformationLine.Label, Int)? {
    guard let (word, end) = InformationWords.labels.find(in: bytes, at: at, gaps: true) else { return nil }
    let label = InformationWords.meanings[word]
    if bytes[at] < 0x80, end < bytes.endIndex, InformationWords.isLetter(bytes[end]) { return nil }
    // 发布： is a label with its colon.
    if Self.isSign(bytes, end - 3, 0xEF, 0xBC, 0x9A), end < bytes.endIndex { return (label, end) }
    var place = end
    while place < bytes.endIndex, bytes[place] != 0x09, bytes[place] != 0x3A,
      !Self.isSign(bytes, place, 0xEF, 0xBC, 0x9A), let next = Self.separatorEnd(bytes, place)
    {
      place = next
    }
    let colon: Int
    if place == bytes.endIndex {
      return nil
    } else if bytes[place] == 0x3A || isRow && bytes[place] == 0x09 && isCellStart(at) {
      colon = 1
    } else if Self.isSign(bytes, place, 0xEF, 0xBC, 0x9A) {
      colon = 3
    } else {
      guard label.isDate, label != .dated || isCellStart(at), date(place) != nil else { return nil }
      return (label, place)
    }
    place += colon
    while isRow, place < bytes.endIndex, bytes[place] == 0x09 { place += 1 }
    return (label, place)
  }

  /// Whether an ideograph that nothing explains stands right before `at`: 统计时间 is no 时间, and its day none of the page's.
  private func endsWord(before at: Int) -> Bool {
    pieces > 0 && piece.upperBound == at && at >= bytes.startIndex + 3 && (0xE4...0xE9).contains(bytes[at - 3])
  }

  private mutating func value(of label: InformationLine.Label) -> Bool {
    if label.isDate, let date = InformationLine.date(in: bytes, behind: at) {
      result.values.append(InformationLine.Value(label: label, text: date.iso, isLabelled: true, hasTime: date.hasTime))
      at = date.end
      return true
    }
    let start = at
    var end = start
    while end < bytes.endIndex, !endsValue(end, start, of: label) {
      if label.isDate, let date = date(end) {
        if let end = rangeEnd(date) {
          at = end
          return true
        }
        result.values.append(
          InformationLine.Value(label: label, text: date.iso, isLabelled: true, hasTime: date.hasTime))
        at = date.end
        return true
      }
      end += Self.width(bytes[end])
    }
    end = min(end, bytes.endIndex)
    let range = Outlet.trimmed(bytes[start..<end])
    at = end
    if range.isEmpty { result.isOpen = end == bytes.endIndex }
    if label.isDate {
      // 发布：蒸阳区司法局
      if label == .published, Outlet.isBody(bytes[range]) {
        result.values.append(
          InformationLine.Value(label: .issuer, text: String(decoding: bytes[range], as: UTF8.self), isLabelled: true))
      }
      return range.count <= 30
    }
    guard range.count <= (label == .other ? 240 : 160), !bytes[range].contains(UInt8(ascii: "=")) else { return false }
    if label != .other, !range.isEmpty, !InformationWords.labels.contains(bytes[range]) {
      result.values.append(
        InformationLine.Value(label: label, text: String(decoding: bytes[range], as: UTF8.self), isLabelled: true))
    }
    return true
  }

  /// Whether a value that begins at `start` ends before `end`: with its cell, at a sign, at a label or a button.
  private func endsValue(_ end: Int, _ start: Int, of label: InformationLine.Label) -> Bool {
    let byte = bytes[end]
    if isRow && byte == 0x09 || byte == 0x7C { return true }
    if Self.isSign(bytes, end, 0xEF, 0xBD, 0x9C) || Self.isSign(bytes, end, 0xE3, 0x80, 0x91) { return true }
    guard !PageDate.isDigit(byte), InformationWords.mayBegin(bytes, end) else { return false }
    guard end > start || label == .other else { return false }
    if self.label(end) != nil { return true }
    guard let next = Self.separatorEnd(bytes, end), next < bytes.endIndex else { return false }
    if InformationWords.buttons.end(in: bytes, at: next).map({ endsWord($0) }) == true { return true }
    return !label.isDate && PageDate.isDigit(bytes[next]) && date(next) != nil
  }

  // MARK: - Other parts

  private mutating func button(_ at: Int) -> Int? {
    guard let end = InformationWords.buttons.end(in: bytes, at: at), endsWord(end) else { return nil }
    result.buttons += 1
    return end
  }

  private func isCellStart(_ at: Int) -> Bool { at == bytes.startIndex || bytes[at - 1] == 0x09 }

  /// Whether a button's word ends at `end`, rather than going on as part of a longer text.
  private func endsWord(_ end: Int) -> Bool {
    end == bytes.endIndex || bytes[end] < 0x3A || Self.separatorEnd(bytes, end) != nil
      || InformationWords.buttons.end(in: bytes, at: end) != nil || label(end) != nil
  }

  /// The end of a number with what it counts.
  private func count(_ start: Int) -> Int? {
    var end = start
    while end < bytes.endIndex, PageDate.isDigit(bytes[end]) || bytes[end] == 0x2C { end += 1 }
    while end < bytes.endIndex, bytes[end] == 0x20 { end += 1 }
    return InformationWords.counted.end(in: bytes, at: end)
  }

  private func address(_ start: Int) -> Int? {
    guard bytes[start] | 0x20 == 0x68 || bytes[start] | 0x20 == 0x77,
      InformationWords.addresses.end(in: bytes, at: start) != nil
    else { return nil }
    var end = start
    while end < bytes.endIndex, bytes[end] > 0x20, bytes[end] < 0x80 { end += 1 }
    return end
  }

  /// The end of the sign or blank at `at`; nil where there is none.
  static func separatorEnd(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Int? {
    switch bytes[at] {
    case 0x09...0x0D, 0x20, 0x7C, 0x2F, 0x5B, 0x5D, 0x28, 0x29, 0x3A, 0x3E, 0x2D, 0x2C, 0x3B, 0x7E, 0x2A, 0x5F:
      return at + 1
    case 0xC2: return at + 1 < bytes.endIndex && (bytes[at + 1] == 0xA0 || bytes[at + 1] == 0xB7) ? at + 2 : nil
    case 0xE2, 0xE3, 0xE4, 0xEF: return InformationWords.separators.end(in: bytes, at: at)
    default: return nil
    }
  }

  /// Whether the character of these three bytes stands at `at`.
  private static func isSign(
    _ bytes: ArraySlice<UInt8>, _ at: Int, _ first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> Bool {
    bytes[at] == first && at + 2 < bytes.endIndex && bytes[at + 1] == second && bytes[at + 2] == third
  }

  static func width(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}
