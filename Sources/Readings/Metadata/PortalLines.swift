/// What lines of a portal say that were left in a text: 发布时间：2025-03-31, 来源：蒸阳区司法局, 索 引 号：….
///
/// Only the lines above and below a report's paragraphs are read, and only labels that begin a word.
struct PortalLines {
  /// What a label's value is.
  enum Label: String {
    case published, issued, issuer, source
    case indexNumber = "index-number"
  }

  /// What is said, by label, in the order of the text.
  private(set) var said: [Label: [Found<String>]] = [:]

  /// The longest line that is a portal's, in bytes.
  private static let longest = 400
  /// How far a value may stand from its label, in scalars.
  private static let reach = 12
  /// The longest value, in scalars.
  private static let longestValue = 40
  private static let firstLines = 6
  private static let lastLines = 6

  init(_ text: [UInt8], _ frame: ReportFrame) {
    var end = 0
    for line in frame.firstLines.prefix(Self.firstLines) {
      let passage = Passage(text, line)
      guard !Self.isProse(passage), line.count < Self.longest else { break }
      let days = said[.issued]?.count ?? 0
      let isLabelled = read(passage, isHead: true)
      // Beside a date of its own kind a line has none of another.
      if said[.published] == nil, said[.issued]?.count ?? 0 == days {
        readWithoutLabel(passage, besideLabels: isLabelled)
      }
      end = line.upperBound
    }
    for line in frame.lastLines.prefix(Self.lastLines) where line.lowerBound >= end {
      let passage = Passage(text, line)
      guard !Self.isProse(passage), line.count < Self.longest else { break }
      read(passage, isHead: false)
    }
  }

  private static func isProse(_ passage: Passage) -> Bool { passage.scalars.contains(0x3002) }

  /// Reads the labels of a line; whether it has any.
  @discardableResult
  private mutating func read(_ passage: Passage, isHead: Bool) -> Bool {
    var isLabelled = false
    var at = 0
    while at < passage.count {
      guard at == 0 || !passage.scalars[at - 1].isHan, let (label, end) = Self.label(passage, at: at),
        isHead || !Self.general.contains(where: { passage.has($0, at: at) })
      else {
        at += 1
        continue
      }
      at = end
      switch label {
      case .published, .issued:
        let days = end..<min(passage.count, end + Self.reach)
        guard let start = days.first(where: { CalendarReader.date(passage, at: $0) != nil }),
          let date = CalendarReader.date(passage, at: start), !CalendarReader.beginsRange(passage, behind: date.end)
        else { continue }
        said[label, default: []].append(Found(date.iso, .page, passage.bytes(start..<date.end)))
        isLabelled = true
        at = date.end
      case .issuer, .source, .indexNumber:
        // A label without a colon is a word of the text.
        guard let value = value(passage, behind: end) else { continue }
        said[label, default: []].append(Found(passage.string(value), .page, passage.bytes(value)))
        isLabelled = true
        at = value.upperBound
      }
    }
    return isLabelled
  }

  /// The value behind a label's colon, up to a wide gap, a sign or the next label.
  private func value(_ passage: Passage, behind end: Int) -> Range<Int>? {
    var start = CalendarReader.skipBlanks(passage, end)
    guard start < passage.count, passage.scalars[start] == 0xFF1A || passage.scalars[start] == 0x3A else { return nil }
    start = CalendarReader.skipBlanks(passage, start + 1)
    var at = start
    var stop = start
    while at < passage.count, at - start <= Self.longestValue {
      let scalar = passage.scalars[at]
      if Self.ends.contains(scalar) { break }
      if scalar.isBlankScalar {
        let next = CalendarReader.skipBlanks(passage, at)
        if next >= passage.count || next - at > 1 || scalar == 0x3000 || Self.label(passage, at: next) != nil
          || CalendarReader.date(passage, at: next) != nil || Self.hasColon(passage, from: next)
        {
          break
        }
        at = next
        continue
      }
      at += 1
      stop = at
    }
    return stop > start && stop - start <= Self.longestValue ? start..<stop : nil
  }

  private static func hasColon(_ passage: Passage, from start: Int) -> Bool {
    passage.scalars[start..<min(start + 8, passage.count)].contains { $0 == 0xFF1A || $0 == 0x3A }
  }

  private static let ends = ScalarSet("，。；|｜【】[]\t")

  /// The label at the index; one of four characters and less may have blanks in it (索 引 号).
  private static func label(_ passage: Passage, at index: Int) -> (Label, Int)? {
    guard index < passage.count, beginnings.contains(passage.scalars[index]) else { return nil }
    for (label, words) in labels {
      for word in words where word.scalars[0] == passage.scalars[index] {
        var at = index
        var count = 0
        while count < word.scalars.count, at < passage.count {
          if passage.scalars[at] == word.scalars[count] {
            count += 1
          } else if count == 0 || !passage.scalars[at].isBlankScalar {
            break
          }
          at += 1
        }
        if count == word.scalars.count { return (label, at) }
      }
    }
    return nil
  }

  /// Below a report 日期： is that of its signature.
  private static let general = Word.list("时间 日期")
  private static let labels: [(Label, [Word])] = [
    (.issued, Word.list("成文日期 成文时间 印发日期 印发时间 发文日期 发文时间 制发日期 签发日期")),
    (.published, Word.list("发布时间 发布日期 公开时间 公开日期 发表时间 发稿时间 上传时间 更新时间 时间 日期")),
    (.issuer, Word.list("发布机构 发布单位 发布部门 发文机关 发文单位 公开单位 公开机构 责任单位 信息提供单位")),
    (.source, Word.list("信息来源 文章来源 稿件来源 来源 稿源")), (.indexNumber, Word.list("信息索引号 索引号")),
  ]
  /// What labels begin with; hardly any other character has to be compared with all of them.
  private static let beginnings: ScalarSet = {
    var beginnings: ScalarSet = []
    for word in labels.flatMap(\.1) { beginnings.insert(word.scalars[0]) }
    return beginnings
  }()

  // MARK: - Lines without labels

  /// A day of its own, with or without a time of day and the name of a body: 2025-03-31 10:20 蒸阳区司法局.
  ///
  /// In brackets under a title it is the report's own date, not the page's.
  private mutating func readWithoutLabel(_ passage: Passage, besideLabels: Bool) {
    let range = passage.trimmed
    guard range.count <= 60 || besideLabels,
      let start = range.first(where: { CalendarReader.date(passage, at: $0) != nil }),
      let date = CalendarReader.date(passage, at: start), !CalendarReader.beginsRange(passage, behind: date.end)
    else { return }
    if besideLabels {
      said[.published, default: []].append(Found(date.iso, .page, passage.bytes(start..<date.end)))
      return
    }
    let before = Self.trimmed(passage, range.lowerBound..<start)
    let behind = Self.trimmed(passage, Self.skipTime(passage, date.end)..<range.upperBound)
    let names = [before, behind].filter { !$0.isEmpty }
    let agencies = names.compactMap { AgencyReader().whole(passage, $0).map(\.range) }
    guard names.count <= 1, agencies.count == names.count else { return }
    let isBracketed = passage.scalars[range.lowerBound..<start].contains { $0 == 0x28 || $0 == 0xFF08 }
    let label: Label = isBracketed ? .issued : .published
    said[label, default: []].append(Found(date.iso, isBracketed ? .text : .page, passage.bytes(start..<date.end)))
    if let agency = agencies.first, !isBracketed {
      said[.source, default: []].append(Found(passage.string(agency), .page, passage.bytes(agency)))
    }
  }

  private static func trimmed(_ passage: Passage, _ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, passage.scalars[first].isBlankScalar || brackets.contains(passage.scalars[first]) {
      range = first + 1..<range.upperBound
    }
    while let last = range.last, passage.scalars[last].isBlankScalar || brackets.contains(passage.scalars[last]) {
      range = range.lowerBound..<last
    }
    return range
  }

  private static let brackets: ScalarSet = [0x28, 0x29, 0xFF08, 0xFF09, 0x7C, 0xFF5C, 0x2D, 0x2014, 0x5B, 0x5D]

  /// The end of the time of day behind a date.
  private static func skipTime(_ passage: Passage, _ index: Int) -> Int {
    var at = CalendarReader.skipBlanks(passage, index)
    guard let hour = passage.number(at: at), hour.value < 25, hour.end < passage.count,
      passage.scalars[hour.end] == 0x3A || passage.scalars[hour.end] == 0xFF1A
    else { return index }
    at = hour.end
    while at < passage.count,
      passage.scalars[at].digitValue != nil || passage.scalars[at] == 0x3A || passage.scalars[at] == 0xFF1A
    {
      at += 1
    }
    return at
  }
}
