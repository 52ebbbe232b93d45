/// Reads what one cell of a table holds.
struct CellReader: Sendable {
  private let text: [UInt8]
  private let quantities = QuantityReader()

  init(_ text: [UInt8]) { self.text = text }

  /// Signs before or behind a number, and words in their place.
  private enum Sign {
    case none, up, down, atLeast, atMost
  }

  private static let signs: [(bytes: [UInt8], sign: Sign)] = [
    ("+", .up), ("＋", .up), ("±", .up), ("↑", .up), ("▲", .up), ("⬆", .up), ("↓", .down), ("▼", .down), ("▽", .down),
    ("⬇", .down), ("≥", .atLeast), ("≧", .atLeast), (">", .atLeast), ("＞", .atLeast), ("≤", .atMost), ("≦", .atMost),
    ("<", .atMost), ("＜", .atMost),
  ].map { (Array($0.utf8), $1) }

  /// What may stand between the beginning of a cell and its number.
  private static let leads = [
    "约", "近", "超", "超过", "达", "达到", "共", "不低于", "不少于", "不超过", "至少", "突破", "上升", "下降", "增长", "减少", "增加", "提高", "降低",
    "提升",
    "同比增长", "同比下降", "同比上升", "增", "减", "升", "降", "力争", "力争达到",
  ].map { Array($0.utf8) }

  /// What the cell holds, and whether it is a number that may be a year.
  func read(_ range: Range<Int>) -> (content: TextTable.Content, isYear: Bool) {
    if isBlank(range) { return (.blank, false) }
    guard range.count <= 90 else { return (.words, false) }
    let bracket = range.dropFirst().first { opens($0) }
    guard let first = figures(range.lowerBound..<(bracket ?? range.upperBound)) else { return (.words, false) }
    if let bracket {
      var inner = text.trimmingTableBlanks(bracket + (text[bracket] == 0x28 ? 1 : 3)..<range.upperBound)
      for closing in [")", "）"] where text[inner].suffix(closing.utf8.count).elementsEqual(closing.utf8) {
        inner = inner.lowerBound..<inner.upperBound - closing.utf8.count
      }
      // Bare numbers in brackets are notes as often as figures.
      return (.figures(first + (figures(inner) ?? []).filter { $0.unit != nil }), false)
    }
    return (.figures(first), isYear(range))
  }

  /// The quantity with a unit that its table states: 51 with 万元 is 510,000 元.
  func measured(_ bare: Quantity, in unit: String) -> Quantity {
    var quantity = bare
    let bytes = [0x09] + text[bare.range].filter { $0 > 0x20 } + Array(unit.utf8)
    let read = quantities.prose(in: withoutSigns(bytes))
    if read.count == 1, read[0].unit != nil {
      quantity.unit = read[0].unit
      if let value = read[0].value, let given = bare.value {
        quantity.value = (given < 0) == (value < 0) ? value : -value
      }
    } else {
      quantity.unit = unit
    }
    return quantity
  }

  private func withoutSigns(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for (sign, _) in Self.signs where bytes.dropFirst().starts(with: sign) { bytes.removeSubrange(1..<1 + sign.count) }
    for (sign, _) in Self.signs {
      while let at = (1..<bytes.count).first(where: { bytes[$0...].starts(with: sign) }) {
        bytes.removeSubrange(at..<at + sign.count)
      }
    }
    return bytes
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    var rest = text[range]
    while !rest.isEmpty {
      guard let mark = Self.blanks.first(where: { rest.starts(with: $0) }) else { return false }
      rest = rest.dropFirst(mark.count)
    }
    return true
  }

  private static let blanks = ["-", "—", "–", "―", "/", "\\", "…", "─", "－", "／", "无", " ", "　", "\u{A0}", "\u{FEFF}"]
    .map { Array($0.utf8) }

  private func opens(_ at: Int) -> Bool {
    text[at] == 0x28 || text[at] == 0xEF && at + 2 < text.count && text[at + 1] == 0xBC && text[at + 2] == 0x88
  }

  private func isYear(_ range: Range<Int>) -> Bool {
    guard range.count == 4, let year = Int(String(decoding: text[range], as: UTF8.self)) else { return false }
    return (1949...2099).contains(year)
  }

  /// The quantities of a cell that holds nothing else; nil where it holds words or nothing.
  private func figures(_ given: Range<Int>) -> [Quantity]? {
    var core = text.trimmingTableBlanks(given)
    let whole = core
    var sign = Sign.none
    if let (bytes, found) = Self.signs.first(where: { text[core].starts(with: $0.bytes) }) {
      sign = found
      core = text.trimmingTableBlanks(core.lowerBound + bytes.count..<core.upperBound)
    } else if let (bytes, found) = Self.signs.first(where: { text[core].suffix($0.bytes.count).elementsEqual($0.bytes) }
    ),
      found == .up || found == .down
    {
      sign = found
      core = text.trimmingTableBlanks(core.lowerBound..<core.upperBound - bytes.count)
    }
    guard !core.isEmpty else { return nil }
    var read = quantities.prose(in: [0x09] + text[core] + [0x0A])
    if read.isEmpty, let bounded = bounded(core) { read = [bounded] }
    guard let first = read.first else { return nil }
    let lead = text[core.lowerBound..<core.lowerBound + max(0, first.range.lowerBound - 1)]
    guard lead.isEmpty || Self.leads.contains(where: { lead.elementsEqual($0) }) else { return nil }
    for (i, quantity) in read.enumerated() {
      let end = i + 1 < read.count ? read[i + 1].range.lowerBound : core.count + 1
      guard isMark(core.lowerBound + quantity.range.upperBound - 1..<core.lowerBound + end - 1) else { return nil }
    }
    for i in read.indices {
      let range = read[i].range
      read[i].range = core.lowerBound + range.lowerBound - 1..<core.lowerBound + range.upperBound - 1
    }
    switch sign {
    case .none: break
    case .up: read[0].range = whole.lowerBound..<max(read[0].range.upperBound, read.count == 1 ? whole.upperBound : 0)
    case .down:
      read[0].value = read[0].value.map { -abs($0) }
      read[0].range = whole.lowerBound..<max(read[0].range.upperBound, read.count == 1 ? whole.upperBound : 0)
    case .atLeast, .atMost:
      read[0].qualifier = sign == .atLeast ? .lowerBound : .upperBound
      read[0].range = whole.lowerBound..<read[0].range.upperBound
    }
    return read
  }

  /// A bare number behind a word that bounds it: 不少于50.
  private func bounded(_ core: Range<Int>) -> Quantity? {
    guard let lead = Self.leads.filter({ text[core].starts(with: $0) }).max(by: { $0.count < $1.count }),
      case let rest = text[core].dropFirst(lead.count),
      var number = quantities.prose(in: [0x09] + rest + [0x0A]).first
    else { return nil }
    // With a unit behind it, the number is read with its bound.
    number.qualifier = quantities.prose(in: text[core] + Array("件".utf8)).first?.qualifier ?? number.qualifier
    number.range = number.range.lowerBound + lead.count..<number.range.upperBound + lead.count
    return number
  }

  /// Whether bytes are marks that part quantities, or nothing.
  private func isMark(_ range: Range<Int>) -> Bool {
    var rest = text[range]
    while !rest.isEmpty {
      guard let mark = ["，", "、", "/", ",", ";", "；", "。", " ", "　"].first(where: { rest.starts(with: $0.utf8) }) else {
        return false
      }
      rest = rest.dropFirst(mark.utf8.count)
    }
    return true
  }
}
