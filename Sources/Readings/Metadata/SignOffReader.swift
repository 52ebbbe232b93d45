import Outline

/// Finds the signature behind a report's text: who reports, and the day.
///
/// The two stand on lines of their own in either order, or on one line; annexes, contacts and the like may follow.
struct SignOffReader {
  /// A signature's agency with the passage that it stands in.
  typealias Signer = (passage: Passage, agency: AgencyReader.Agency)

  /// The day, as an ISO 8601 date with its bytes; nil where none signs.
  private(set) var day: (iso: String, range: Range<Int>?)?
  /// Who signs.
  private(set) var signer: Signer?

  /// The longest line of a signature, in bytes.
  private static let longest = 200
  /// How many lines agency and date may be apart.
  private static let reach = 2

  /// What a line says.
  private struct Line {
    var signer: Signer?
    var day: (iso: String, range: Range<Int>?)?
    /// Whether it says who printed the paper when, below the signature.
    var isImprint = false
  }

  /// Reads a text's last lines, and where none of them signs, those below the beginning of its paragraphs.
  init(_ text: [UInt8], _ frame: ReportFrame) {
    var lines: [Line] = []
    for line in frame.lastLines {
      let passage = Passage(text, line)
      let isProse = line.count > Self.longest || passage.scalars.contains(0x3002) && line.count > 60
      let read = line.count <= Self.longest ? Self.read(passage, passage.trimmed) : Line()
      // A report in one paragraph is signed behind its last sentence.
      lines.append(read.day == nil && isProse ? Self.readEnd(passage) : read)
      if isProse { break }
    }
    let days = lines.indices.filter { lines[$0].day != nil }
    guard let dated = days.first(where: { !lines[$0].isImprint }) ?? days.first else {
      signer = lines.lazy.compactMap(\.signer).first
      if let pair = Self.pair(in: text, below: frame.opening.first?.lowerBound ?? 0) {
        (day, signer) = (pair.day, signer ?? pair.signer)
      }
      return
    }
    day = lines[dated].day
    let near = max(dated - Self.reach, 0)...min(dated + Self.reach, lines.count - 1)
    signer =
      lines[dated].signer
      ?? near.sorted { abs($0 - dated) < abs($1 - dated) }.lazy.compactMap { lines[$0].signer }.first
      ?? lines.lazy.compactMap(\.signer).first
  }

  /// The last agency and date that stand together, on one line or two, above the text of an annex: they confirm each other.
  private static func pair(in text: [UInt8], below head: Int) -> Line? {
    var end = text.count
    // The day of the line below, or that line where it has no date. Whether such a line signs is only asked beside a
    // day: most texts that come here have none.
    var day = Line().day
    var undated: Range<Int>?
    while end > head {
      let start = text.lineStart(before: end)
      defer { end = start - 1 }
      guard end - start <= longest else {
        (day, undated) = (nil, nil)
        continue
      }
      let own = start..<end
      if Passage.trimmed(text, own) == nil { continue }
      if CalendarReader.mayHoldDate(text, own), let line = dated(text, own) {
        if line.day != nil, let signer = line.signer ?? undated.flatMap({ Self.undated(text, $0).signer }) {
          return Line(signer: signer, day: line.day)
        }
        (day, undated) = (line.day, nil)
      } else {
        if day != nil, let signer = Self.undated(text, own).signer { return Line(signer: signer, day: day) }
        (day, undated) = (nil, own)
      }
    }
    return nil
  }

  private static func dated(_ text: [UInt8], _ line: Range<Int>) -> Line? {
    let passage = Passage(text, line)
    return dated(passage, passage.trimmed)
  }

  private static func undated(_ text: [UInt8], _ line: Range<Int>) -> Line {
    let passage = Passage(text, line)
    return undated(passage, passage.trimmed)
  }

  // MARK: - Lines

  /// 蒸阳区司法局 2025年1月3日, 2025年1月3日 蒸阳区司法局, 报告单位：蒸阳区司法局（盖章）, 二〇二五年一月三日.
  private static func read(_ passage: Passage, _ range: Range<Int>) -> Line {
    dated(passage, range) ?? undated(passage, range)
  }

  private static func undated(_ passage: Passage, _ range: Range<Int>) -> Line {
    Line(signer: signer(passage, name(passage, range)))
  }

  /// What a line with a date says, which is nothing where the date is no signature's; nil where it has none.
  private static func dated(_ passage: Passage, _ range: Range<Int>) -> Line? {
    for at in range {
      guard let date = CalendarReader.date(passage, at: at) else { continue }
      let before = name(passage, range.lowerBound..<at)
      let rest = date.end..<range.upperBound
      let behind = isBracketed(passage, rest) ? rest.upperBound..<rest.upperBound : name(passage, rest)
      guard !CalendarReader.beginsRange(passage, behind: date.end), mayPrecede(passage, before),
        mayFollow(passage, behind)
      else { return Line() }
      let day = (iso: date.iso, range: passage.bytes(at..<date.end))
      let isImprint = passage.contains(anyOf: printing, in: behind)
      return Line(signer: signer(passage, before) ?? signer(passage, behind), day: day, isImprint: isImprint)
    }
    return nil
  }

  private static func readEnd(_ passage: Passage) -> Line {
    let range = passage.trimmed
    guard let stop = range.last(where: { stops.contains(passage.scalars[$0]) && $0 + 1 < range.upperBound }) else {
      return Line()
    }
    let line = read(passage, stop + 1..<range.upperBound)
    return line.day == nil ? Line() : line
  }

  private static let stops: ScalarSet = [0x3002, 0xFF01, 0xFF1B, 0x21, 0x3B]

  /// A part of a line without blanks, brackets, seals (（盖章）) and the label before it (报告单位：).
  private static func name(_ passage: Passage, _ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = range.last {
      if passage.scalars[last].isBlankScalar || signs.contains(passage.scalars[last]) {
        range = range.lowerBound..<last
      } else if let seal = passage.scalars[range].lastIndex(where: { $0 == 0x28 || $0 == 0xFF08 }),
        passage.scalars[last] == 0x29 || passage.scalars[last] == 0xFF09,
        passage.contains(anyOf: seals, in: seal..<last + 1)
      {
        range = range.lowerBound..<seal
      } else if closing.contains(passage.scalars[last]) {
        range = range.lowerBound..<last
      } else if let word = labels.first(where: { passage.ends(with: $0, range) }) {
        // What 报告日期： leaves of a label before the date.
        range = range.lowerBound..<range.upperBound - word.scalars.count
      } else {
        break
      }
    }
    while let first = range.first,
      passage.scalars[first].isBlankScalar || closing.contains(passage.scalars[first])
        || signs.contains(passage.scalars[first])
    {
      range = first + 1..<range.upperBound
    }
    if let colon = passage.scalars[range].firstIndex(where: { $0 == 0xFF1A || $0 == 0x3A }),
      colon - range.lowerBound <= 8
    {
      return name(passage, colon + 1..<range.upperBound)
    }
    return range
  }

  private static let signs: ScalarSet = [0x3002, 0xFF0C, 0x2C, 0xFF1A, 0x3A, 0x2014, 0x2D, 0xFF1B, 0x2E, 0x5F, 0x7C]
  private static let closing: ScalarSet = [0x28, 0xFF08, 0x29, 0xFF09, 0x5B, 0x5D, 0x3010, 0x3011]
  private static let printing = Word.list("印发 印制")
  private static let seals = Word.list("章 印 公章")
  private static let labels = Word.list("报告日期 报送日期 报告时间 报送时间 填报日期 填报时间 填表日期 成文日期 日期 时间")

  /// What may stand before a date: nothing, a body, a person; 截至 and the words of a sentence may not.
  private static func mayPrecede(_ passage: Passage, _ range: Range<Int>) -> Bool {
    if range.isEmpty || signer(passage, range) != nil { return true }
    guard passage.scalars[range].allSatisfy({ $0.isHan || $0.isMask || $0.isBlankScalar || $0 == 0xB7 }) else {
      return false
    }
    if AgencyWords.endings.contains(where: { passage.ends(with: $0, range) }) { return range.count <= 30 }
    let letters = passage.scalars[range].count { !$0.isBlankScalar }
    return letters <= 4 && !passage.contains(anyOf: leads, in: range)
  }

  private static let leads = Word.list("截至 截止 至 自 从 于 到 在 为 附件 以来 其中 下午 会议 活动 培训 实施 施行 生效")

  /// What may stand behind a date: nothing, a body, a word of what was done with the report on that day.
  private static func mayFollow(_ passage: Passage, _ range: Range<Int>) -> Bool {
    range.isEmpty || signer(passage, range) != nil
      || rests.contains { $0.scalars.count == range.count && passage.has($0, at: range.lowerBound) }
  }

  /// Whether all of a range stands in one pair of brackets: （共印30份）, （星期三）.
  private static func isBracketed(_ passage: Passage, _ range: Range<Int>) -> Bool {
    let start = CalendarReader.skipBlanks(passage, range.lowerBound)
    guard start < range.upperBound, passage.scalars[start] == 0x28 || passage.scalars[start] == 0xFF08 else {
      return false
    }
    let end = passage.scalars[range].firstIndex { $0 == 0x29 || $0 == 0xFF09 }
    return end == range.upperBound - 1
  }

  private static let rests = Word.list("印发 报送 报 印 印制 发布 发 上报 稿 定稿 填报 呈报 拟 草拟 完稿 修订 星期一 星期二 星期三 星期四 星期五")

  /// The agency that a part of a line is, also with blanks between its characters.
  private static func signer(_ passage: Passage, _ range: Range<Int>) -> Signer? {
    if let agency = AgencyReader().whole(passage, range) { return (passage, agency) }
    guard range.contains(where: { passage.scalars[$0].isBlankScalar }) else { return nil }
    let letters = range.filter { !passage.scalars[$0].isBlankScalar }
    // Single characters, or they are words of their own.
    guard zip(letters, letters.dropFirst()).allSatisfy({ $1 > $0 + 1 }),
      case let joined = passage.picking(letters), let agency = AgencyReader().whole(joined, 0..<joined.count)
    else { return nil }
    return (joined, agency)
  }
}
