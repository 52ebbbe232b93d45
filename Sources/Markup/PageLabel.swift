/// The number of a page, in a line of its own or beside the name that stands on every page.
struct PageLabel {
  enum Kind {
    /// - 3 -, 第3页, Page 3: what nothing else looks like.
    case marked
    /// 3/12.
    case fraction
    /// 3.
    case bare
  }

  var number: Int
  /// How many pages there are; nil where the label does not say.
  var total: Int?
  var kind: Kind
  /// The text beside it, in the bytes of the line; empty where it stands alone.
  var name: Range<Int>

  /// Reads a line; nil where it is no page number.
  static func read(_ line: ArraySlice<UInt8>) -> PageLabel? {
    guard line.count <= 200, line.contains(where: { $0 >= 0x30 && $0 <= 0x39 || $0 == 0xEF }) else { return nil }
    if var label = alone(line) {
      label.name = line.startIndex..<line.startIndex
      return label
    }
    // Behind or before a name, parted from it by a blank.
    var at = line.startIndex + 1
    while at + 1 < line.endIndex {
      if line[at] == 0x20 || line[at] == 0x09 {
        let before = Blank.trimmed(Array(line[..<at]), 0..<at - line.startIndex)
        let name = line.startIndex + before.lowerBound..<line.startIndex + before.upperBound
        if let label = alone(trimmed(line[(at + 1)...])), label.kind != .bare {
          return PageLabel(number: label.number, total: label.total, kind: label.kind, name: name)
        }
        if let label = alone(trimmed(line[..<at])), label.kind == .marked {
          let rest = trimmed(line[(at + 1)...])
          return PageLabel(
            number: label.number, total: label.total, kind: .marked, name: rest.startIndex..<rest.endIndex)
        }
      }
      at += 1
    }
    return nil
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let all = Array(bytes)
    let range = Blank.trimmed(all, 0..<all.count)
    return bytes[bytes.startIndex + range.lowerBound..<bytes.startIndex + range.upperBound]
  }

  /// Reads a label and nothing else.
  private static func alone(_ line: ArraySlice<UInt8>) -> PageLabel? {
    var at = line.startIndex
    let leading = skip(line, &at, decorations)
    guard var label = numbers(line, &at) else { return nil }
    let trailing = skip(line, &at, decorations)
    guard at == line.endIndex, label.number > 0, label.number < 1000 else { return nil }
    if label.kind != .marked, leading > 0 || trailing > 0 {
      guard leading > 0, trailing > 0 else { return nil }
      label.kind = .marked
    }
    if let total = label.total, total < label.number { return nil }
    return label
  }

  private static func numbers(_ line: ArraySlice<UInt8>, _ at: inout Int) -> PageLabel? {
    var number: Int?
    var total: Int?
    var isMarked = false
    while at < line.endIndex {
      let start = at
      if let end = pageWords.end(in: line, at: at) {
        at = end
        _ = skip(line, &at, wideBlank)
        guard let value = value(line, &at) else { return nil }
        let isTotal = totals.end(in: line, at: start) == end
        if isTotal, total == nil {
          total = value
        } else if !isTotal, number == nil {
          number = value
        } else {
          return nil
        }
        _ = skip(line, &at, wideBlank)
        if let end = pages.end(in: line, at: at) {
          at = end
        } else if line[start] >= 0x80 {
          return nil
        }
        isMarked = true
      } else if let value = value(line, &at) {
        guard number == nil else { return nil }
        number = value
        let end = at
        _ = skip(line, &at, wideBlank)
        if let slash = slashes.end(in: line, at: at) {
          at = slash
          _ = skip(line, &at, wideBlank)
          guard let second = self.value(line, &at), total == nil else { return nil }
          total = second
        } else {
          at = end
        }
        if let page = pages.end(in: line, at: at) {
          // 3页 alone says how many, not which.
          guard total != nil else { return nil }
          at = page
          isMarked = true
        }
      } else {
        break
      }
      let end = at
      _ = skip(line, &at, wideBlank)
      if let slash = joints.end(in: line, at: at) {
        at = slash
        _ = skip(line, &at, wideBlank)
      }
      if pageWords.end(in: line, at: at) == nil {
        at = end
        break
      }
    }
    guard let number else { return nil }
    return PageLabel(
      number: number, total: total, kind: isMarked ? .marked : total == nil ? .bare : .fraction, name: 0..<0)
  }

  /// A number of up to four digits, also full-width ones.
  private static func value(_ line: ArraySlice<UInt8>, _ at: inout Int) -> Int? {
    var value = 0
    var digits = 0
    while at < line.endIndex {
      if line[at] >= 0x30, line[at] <= 0x39 {
        value = value * 10 + Int(line[at] - 0x30)
        at += 1
      } else if line[at] == 0xEF, at + 2 < line.endIndex, line[at + 1] == 0xBC, line[at + 2] >= 0x90,
        line[at + 2] <= 0x99
      {
        value = value * 10 + Int(line[at + 2] - 0x90)
        at += 3
      } else {
        break
      }
      digits += 1
      guard digits <= 4 else { return nil }
    }
    return digits > 0 ? value : nil
  }

  /// Skips words of a list; how many of them were no blanks.
  private static func skip(_ line: ArraySlice<UInt8>, _ at: inout Int, _ words: WordList) -> Int {
    var count = 0
    while at < line.endIndex {
      if line[at] == 0x20 || line[at] == 0x09 {
        at += 1
      } else if line[at] == 0xC2, at + 1 < line.endIndex, line[at + 1] == 0xA0 || line[at + 1] == 0xB7 {
        // A no-break space or a middle dot.
        if line[at + 1] == 0xB7 { count += 1 }
        at += 2
      } else if let end = wideBlank.end(in: line, at: at) {
        at = end
      } else if let end = words.end(in: line, at: at) {
        at = end
        count += 1
      } else {
        break
      }
    }
    return count
  }

  private static let decorations = WordList("- — – － ─ ━ ~ ～ • ‐ ‑ − ﹣")
  private static let wideBlank = WordList("").adding("\u{3000}")
  private static let pageWords = WordList("第 共 page p. of")
  private static let totals = WordList("共 of")
  private static let pages = WordList("页")
  private static let slashes = WordList("/ ／")
  private static let joints = WordList("/ ／ ， , ｜ |")
}
