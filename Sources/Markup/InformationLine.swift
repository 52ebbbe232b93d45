/// A line in which a page speaks of itself: labels with values, dates, buttons, and nothing else.
///
/// 发布时间：2025-03-31 来源：… 浏览次数：21 字体：【大 中 小】 is one, and so is a row of the table with the index number.
struct InformationLine {
  /// What a label's value is.
  enum Label: String {
    case published, updated, dated, issued, effective, source, author, issuer, site, title, other
    case indexNumber = "index-number"
    case documentNumber = "document-number"

    /// Whether its value is a day.
    var isDate: Bool {
      switch self {
      case .published, .updated, .dated, .issued, .effective: true
      default: false
      }
    }
  }

  /// What a line says.
  struct Value {
    var label: Label
    /// A day as `2025-03-31`, or the words behind the label.
    var text: String
    /// Whether a label says what it is; a date without one is `published`.
    var isLabelled: Bool
    /// Whether a time of day stands behind a date.
    var hasTime = false
    /// Whether nothing but signs and blanks touches a date, as in （2025年3月31日）.
    var isApart = true
    /// Whether it stands between brackets of the width of a character, as a report's own date does.
    var isBracketed = false
  }

  /// The values in their order.
  var values: [Value] = []
  /// How many labels and buttons it has.
  var labels = 0
  var buttons = 0
  /// Text that is neither label, value, date nor button.
  var unexplained: [UInt8] = []
  var hasAddress = false
  /// Whether it shows the visitor's own day, as 今天是2025年3月31日 does.
  var isClock = false
  /// The label at its end whose value must stand in the next line, if it stands anywhere.
  var isOpen = false

  /// Whether it holds nothing but what a page says of itself.
  var isWhole: Bool {
    if values.contains(where: { !$0.isLabelled }) && labels + buttons == 0 { return unexplained.isEmpty }
    return labels + buttons > 0 && unexplained.isEmpty || isHeaded
  }

  /// Whether all it has is 日期：…, as under a signature.
  var isSignature: Bool {
    !values.isEmpty && values.allSatisfy { $0.label == .dated } && buttons == 0 && labels == values.count
  }

  /// Whether a line with one label may be a report's own: behind it stands a figure with what it counts, and no day.
  ///
  /// 来源：群众来信120件 is a statement, 浏览次数：120次 and 发布时间：2025-03-31 are none.
  func mayState(_ line: ArraySlice<UInt8>) -> Bool {
    guard labels == 1, buttons == 0, !values.contains(where: { $0.label.isDate }) else { return false }
    guard let colon = line.indices.first(where: { line[$0] == 0x3A || line[$0...].starts(with: "：".utf8) }) else {
      return false
    }
    let value = line[(colon + 1)...]
    return value.contains { $0 >= 0x30 && $0 <= 0x39 } && value.count { $0 >= 0xE4 && $0 <= 0xE9 } >= 3
  }

  /// Whether it begins with the name of the site that its labels follow.
  var isHeaded: Bool {
    guard unexplained.count <= 90, !unexplained.isEmpty, labels > 0 || hasAddress else { return false }
    guard hasAddress || values.contains(where: { $0.label.isDate }) || labels > 1 else { return false }
    return !unexplained.indices.contains { Self.stops.end(in: unexplained[...], at: $0) != nil }
  }

  private static let stops = WordList("。 ， ； , ;")

  /// Reads a line; nil where it is too long to be one, or has a sentence in it.
  static func read(_ line: ArraySlice<UInt8>, isRow: Bool = false) -> InformationLine? {
    guard line.count <= 700, !hasSentence(line) else { return nil }
    var reader = InformationLineReader(bytes: line, isRow: isRow)
    return reader.read() ? reader.result : nil
  }

  /// The day behind a label of publication, in a line of any other content; nil where there is none.
  static func publication(in line: ArraySlice<UInt8>) -> PageDate? {
    guard line.count <= 700 else { return nil }
    var at = line.startIndex
    while at < line.endIndex {
      defer { at += 1 }
      guard line[at] >= 0xE0 || line[at] | 0x20 == 0x70, InformationWords.mayBegin(line, at),
        let (word, end) = InformationWords.labels.find(in: line, at: at, gaps: false),
        InformationWords.meanings[word] == .published
      else { continue }
      if let date = date(in: line, behind: end) { return date }
    }
    return nil
  }

  /// The date behind a label: up to a colon, a bracket and two blanks of any kind may stand between them.
  static func date(in line: ArraySlice<UInt8>, behind end: Int) -> PageDate? {
    var at = end
    while at < min(end + 10, line.endIndex) {
      if let date = PageDate.read(line, at: at, isLabelled: true) ?? WesternDate.read(line, at: at) {
        // The days of a notice or an event: 2025-03-31至2025-04-07.
        return date.rangeEnd(in: line) == nil ? date : nil
      }
      guard let next = InformationLineReader.separatorEnd(line, at) else { return nil }
      at = next
    }
    return nil
  }

  /// Whether 。 stands in a line; no value has it.
  private static func hasSentence(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      var at = 2
      // Its last byte tells it apart from most others.
      while let last = ByteScan.find(0x82, base, at, bytes.count) {
        if base[last - 1] == 0x80, base[last - 2] == 0xE3 { return true }
        at = last + 1
      }
      return false
    }
  }
}
