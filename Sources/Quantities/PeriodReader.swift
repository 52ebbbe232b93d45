/// Reads the periods of a text against a reference.
///
/// Conventions, where usage differs:
///
/// - Ends are named and belong to the span: 1月至6月 and 3月1日至5日 hold June and the 5th.
/// - A month or day without year takes the year named right before it in the list or span (2024年8月和10月), else the
///   reference's.
/// - 近三年 are whole years, the reference's own the last of them; so are months. 前8个月 counts from January.
/// - 年底 is a state as of the last day of the year; 6月底 is the month, unless 截至 makes a state of it or 前 sets it as a
///   limit. 年初 is January.
/// - 6月30日前 and 及以前 hold the day; 2018年以前 ends before the year begins, and 2018年以后 begins after it.
/// - Weeks begin on Monday; the first week of a month or year is the first that begins in it.
/// - “八五”普法 and plans (“十四五”规划) are names and no periods; “十四五”期间 is one.
///
/// Clock times, lunar dates and, in reports, whatever counts from the day of writing (昨天, 三天后) are not read.
public struct PeriodReader: Sendable {
  /// What texts it reads.
  public let register: PeriodRegister

  /// Makes a reader of reports, or of another kind of text.
  public init(_ register: PeriodRegister = .report) { self.register = register }

  /// The periods of `text` (UTF-8), in the order of the text, never overlapping.
  ///
  /// `reference` is the last day of the reported period, or a day in it: 今年, 上半年, 4月22日 count from it;
  /// without it, mentions that need one are left out.
  public func periods(in text: [UInt8], reference: CalendarDate?) -> [PeriodMention] {
    periods(in: FoldedText(text), reference: reference)
  }

  /// The periods of a decoded text, or of those lines of it alone that `lines` are the scalars of.
  func periods(in decoded: FoldedText, reference: CalendarDate?, within lines: [Range<Int>]? = nil) -> [PeriodMention] {
    spans(in: decoded, reference: reference, within: lines).map {
      PeriodMention(range: decoded.bytes($0.range), period: $0.period.iso)
    }
  }

  /// The periods with their scalars.
  func spans(in text: FoldedText, reference: CalendarDate?, within lines: [Range<Int>]? = nil) -> [Span] {
    let parser = PeriodParser(text: text, reference: reference, register: register)
    var found: [Span] = []
    for line in lines ?? [0..<text.count] { read(line, with: parser, into: &found) }
    return found
  }

  /// A period and the scalars that name it.
  typealias Span = (range: Range<Int>, period: CalendarPeriod)

  private func read(_ line: Range<Int>, with parser: PeriodParser, into found: inout [Span]) {
    let text = parser.text
    // A sentence's end is looked at too: what was named before it does not hold after it.
    let stops = register == .report ? Self.beginningsAndEnds : Self.spokenBeginningsAndEnds
    let (continuations, units) = (Self.continuations, Self.units)
    var before: CalendarUnit?
    var i = line.lowerBound
    while case let next = stops.firstIndex(in: text.scalars, from: i), next < line.upperBound {
      i = next
      if text[i] == "。" || text[i] == "\n" {
        before = nil
        i += 1
        continue
      }
      if register == .report {
        // Most 上, 同 and 全 begin other words than a mention, and what follows them tells.
        let next = text[i + 1]
        guard text[i].isASCIIDigit || next.isASCIIDigit || continuations.contains(next) else {
          i += 1
          continue
        }
        // Most numbers of a report are counts: digits alone, behind which nothing stands that a date, a span or a longer
        // number goes on with.
        var end = i
        while text[end].isASCIIDigit { end += 1 }
        if end > i, units.contains(text[end]) {
          i = end
          continue
        }
      }
      var named = PeriodParser.Named(before: before)
      if let last = found.last, Self.joins(text, last.range.upperBound..<i) { named.here = last.period.named }
      if let (period, end) = parser.period(at: i, after: named) {
        found.append((i..<end, period))
        before = period.named ?? before
        i = end
      } else {
        i = parser.afterNumber(at: i)
      }
    }
  }

  /// Whether a list goes on over `gap`, so that the year named before it holds after it.
  private static func joins(_ text: FoldedText, _ gap: Range<Int>) -> Bool {
    guard gap.count == 1 else { return false }
    switch text[gap.lowerBound] {
    case "、", "和", "及", "与": return true
    default: return false
    }
  }

  /// Units and signs that stand behind counts and never in a period.
  private static let units: ScalarSet = "件人名次场起份家条项位篇户所部张类宗例支批，。；）%％元"
  private static let continuations: ScalarSet =
    "〇零一二三四五六七八九十廿两百千年月季个半世初底末前后至到止今去近来度旬日号以、和与及-—–~－―−./,\u{20}\u{A0}\u{3000}\u{2009}\u{202F}"
  /// What a mention can begin with.
  private static let beginningsAndEnds: ScalarSet = "。\n0123456789〇零一二三四五六七八九十两今去上下本全前后近年目明来大次翌同当第截迄过最未“Q"
  private static let spokenBeginningsAndEnds: ScalarSet =
    "。\n0123456789〇零一二三四五六七八九十两廿今去上下本全前后近年目明来大次翌同当第截迄过最未“Q这昨尋寻听聽星礼周月元妇植国愚五劳青儿建教圣母父感万平忏煎棕基濯沈主耶神复东接往向之再民宣光咸道嘉乾雍康顺半"
}
