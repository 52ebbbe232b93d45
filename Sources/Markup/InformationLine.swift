/// A line in which a page speaks of itself: labels with values, dates, buttons, and nothing else.
///
/// 发布时间：2025-03-31 来源：… 浏览次数：21 字体：【大 中 小】 is one, and so is a row of the table with the index number.
struct InformationLine {
  /// What a label's value is.
  enum Label: String {
    case published, dated, issued, source, author, issuer, site, other
    case indexNumber = "index-number"
    case documentNumber = "document-number"

    /// Whether its value is a day.
    var isDate: Bool { self == .published || self == .dated || self == .issued }
  }

  /// The labelled values in their order; a date without a label is `published` with `isLabelled` false.
  var values: [(label: Label, value: String, isLabelled: Bool)] = []
  /// How many labels and buttons it has.
  var labels = 0
  var buttons = 0
  /// Text that is neither label, value, date nor button.
  var unexplained: [UInt8] = []
  var hasAddress = false
  /// Whether a day stands in it with its time of day, and nothing tells what for.
  var hasTime = false

  /// Whether it holds nothing but what a page says of itself.
  var isWhole: Bool {
    if values.contains(where: { !$0.isLabelled }) && labels + buttons == 0 { return unexplained.isEmpty }
    return labels + buttons > 0 && unexplained.isEmpty || isHeaded
  }

  /// Whether all it has is 日期：…, as under a signature.
  var isSignature: Bool {
    !values.isEmpty && values.allSatisfy { $0.label == .dated } && buttons == 0 && labels == values.count
  }

  /// Whether it begins with the name of the site that its labels follow.
  var isHeaded: Bool {
    let name = String(decoding: unexplained, as: UTF8.self)
    guard unexplained.count <= 90, !unexplained.isEmpty, labels > 0 || hasAddress else { return false }
    guard hasAddress || values.contains(where: { $0.label.isDate }) || labels > 1 else { return false }
    return !name.contains { "。，；,;".contains($0) }
  }

  /// Reads a line; nil where it is too long to be one, or has a sentence in it.
  static func read(_ line: ArraySlice<UInt8>, isRow: Bool = false) -> InformationLine? {
    guard line.count <= 700, !hasSentence(line) else { return nil }
    var reader = Reader(bytes: line, isRow: isRow, at: line.startIndex)
    return reader.read() ? reader.result : nil
  }

  /// The day behind a label of publication, in a line of any other content; nil where there is none.
  static func publication(in line: ArraySlice<UInt8>) -> String? {
    guard line.count <= 700 else { return nil }
    var at = line.startIndex
    while at < line.endIndex {
      defer { at += 1 }
      guard line[at] >= 0xE0, let (word, end) = InformationWords.labels.find(in: line, at: at, gaps: false),
        InformationWords.meanings[word] == .published
      else { continue }
      // Up to a colon and two blanks of any kind may stand between them.
      for start in end..<min(end + 8, line.endIndex) where line[start] >= 0x30 && line[start] <= 0x39 {
        if let date = PageDate.read(line, at: start) ?? WesternDate.read(line, at: start) { return date.iso }
        break
      }
    }
    return nil
  }

  /// Whether 。 stands in a line; no value has it.
  private static func hasSentence(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      var at = 2
      while at < bytes.count {
        // Its last byte tells it apart from most others.
        if bytes[at] == 0x82, bytes[at - 1] == 0x80, bytes[at - 2] == 0xE3 { return true }
        at += 1
      }
      return false
    }
  }

  private struct Reader {
    let bytes: ArraySlice<UInt8>
    let isRow: Bool
    var at: Int
    var result = InformationLine()

    /// False where a value is none that such a line has.
    mutating func read() -> Bool {
      while at < bytes.endIndex {
        if let separator = separator(at) {
          at += separator
        } else if let (label, end) = label(at) {
          at = end
          result.labels += 1
          guard value(of: label) else { return false }
        } else if isDigit(at), let date = PageDate.read(bytes, at: at) {
          result.values.append((.published, date.iso, false))
          result.hasTime = result.hasTime || date.hasTime
          at = date.end
        } else if bytes[at] < 0x80, let date = WesternDate.read(bytes, at: at) {
          result.values.append((.published, date.iso, false))
          at = date.end
        } else if let end = address(at) {
          result.hasAddress = true
          at = end
        } else if let end = InformationWords.buttons.end(in: bytes, at: at), endsWord(end) {
          result.buttons += 1
          at = end
        } else if isDigit(at), let end = count(at) {
          at = end
        } else {
          let next = at + Self.width(bytes[at])
          result.unexplained += bytes[at..<min(next, bytes.endIndex)]
          guard result.unexplained.count <= 90 else { return false }
          at = min(next, bytes.endIndex)
        }
      }
      return true
    }

    private mutating func value(of label: Label) -> Bool {
      let start = at
      var end = start
      while end < bytes.endIndex {
        if isRow && bytes[end] == 0x09 || bytes[end] == 0x7C { break }
        if isSign(end, 0xEF, 0xBD, 0x9C) || isSign(end, 0xE3, 0x80, 0x91) { break }
        if end > start || label == .other {
          if self.label(end) != nil { break }
          if let gap = separator(end), end + gap < bytes.endIndex, gap == 1 || bytes[end] >= 0xC2,
            InformationWords.buttons.end(in: bytes, at: end + gap) != nil
              || !label.isDate && isDigit(end + gap) && PageDate.read(bytes, at: end + gap) != nil
          {
            break
          }
        }
        if label.isDate, bytes[end] < 0x80,
          let date = PageDate.read(bytes, at: end) ?? WesternDate.read(bytes, at: end)
        {
          end = date.end
          result.values.append((label, date.iso, true))
          at = end
          return true
        }
        end += Self.width(bytes[end])
      }
      end = min(end, bytes.endIndex)
      let text = String(
        decoding: bytes[Blank.trimmed(Array(bytes[start..<end]), 0..<end - start).shifted(by: start)], as: UTF8.self)
      at = end
      if label.isDate { return text.utf8.count <= 30 }
      guard text.utf8.count <= (label == .other ? 240 : 120), !text.contains("。"), !text.contains("=") else {
        return false
      }
      if label != .other, !text.isEmpty { result.values.append((label, text, true)) }
      return true
    }

    /// The label at `at` with the colon behind it; in a row also with the end of the cell.
    private func label(_ at: Int) -> (Label, Int)? {
      guard let (word, end) = InformationWords.labels.find(in: bytes, at: at, gaps: true) else { return nil }
      var place = end
      while place < bytes.endIndex, let gap = separator(place), bytes[place] != 0x09, bytes[place] != 0x3A {
        if isSign(place, 0xEF, 0xBC, 0x9A) { break }
        place += gap
      }
      guard place < bytes.endIndex else { return nil }
      let colon: Int
      if bytes[place] == 0x3A || isRow && bytes[place] == 0x09 && isCellStart(at) {
        colon = 1
      } else if isSign(place, 0xEF, 0xBC, 0x9A) {
        colon = 3
      } else {
        return nil
      }
      place += colon
      while isRow, place < bytes.endIndex, bytes[place] == 0x09 { place += 1 }
      return (InformationWords.meanings[word], place)
    }

    private func isDigit(_ at: Int) -> Bool { at < bytes.endIndex && bytes[at] >= 0x30 && bytes[at] <= 0x39 }

    /// Whether the character of three bytes stands at `at`: ：, ｜ or 】.
    private func isSign(_ at: Int, _ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
      bytes[at] == first && at + 2 < bytes.endIndex && bytes[at + 1] == second && bytes[at + 2] == third
    }

    private func isCellStart(_ at: Int) -> Bool { at == bytes.startIndex || bytes[at - 1] == 0x09 }

    /// Whether a button's word ends at `end`, rather than going on as part of a longer text.
    private func endsWord(_ end: Int) -> Bool {
      end == bytes.endIndex || separator(end) != nil || InformationWords.buttons.end(in: bytes, at: end) != nil
        || label(end) != nil || bytes[end] < 0x3A
    }

    /// The end of a number with what it counts.
    private func count(_ start: Int) -> Int? {
      var end = start
      while end < bytes.endIndex, bytes[end] >= 0x30 && bytes[end] <= 0x39 || bytes[end] == 0x2C { end += 1 }
      guard end > start else { return nil }
      while end < bytes.endIndex, bytes[end] == 0x20 { end += 1 }
      return InformationWords.counted.end(in: bytes, at: end)
    }

    private func address(_ start: Int) -> Int? {
      guard InformationWords.addresses.end(in: bytes, at: start) != nil else { return nil }
      var end = start
      while end < bytes.endIndex, bytes[end] > 0x20, bytes[end] < 0x80 { end += 1 }
      return end
    }

    private func separator(_ at: Int) -> Int? {
      switch bytes[at] {
      case 0x09...0x0D, 0x20, 0x7C, 0x2F, 0x5B, 0x5D, 0x28, 0x29, 0x3A, 0x3E, 0x2D, 0x2C, 0x3B, 0x7E, 0x2A, 0x5F:
        return 1
      case 0xC2: return at + 1 < bytes.endIndex && (bytes[at + 1] == 0xA0 || bytes[at + 1] == 0xB7) ? 2 : nil
      case 0xE2, 0xE3, 0xEF: return InformationWords.separators.end(in: bytes, at: at).map { $0 - at }
      default: return nil
      }
    }

    static func width(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
  }
}

extension Range<Int> {
  fileprivate func shifted(by offset: Int) -> Range<Int> { lowerBound + offset..<upperBound + offset }
}
