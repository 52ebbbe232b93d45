/// Reads the periods of a text against a reference.
///
/// A month or day without year takes the year named right before it (2024年8月和10月), else the reference's. 年底 is a state
/// as of the last day of the year; 6月底 is the month, unless 截至 makes a state of it. “八五”普法 and plans (“十四五”规划) are
/// names and no periods; “十四五”期间 is one.
public struct PeriodReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The periods of `text` (UTF-8), in the order of the text, never overlapping.
  ///
  /// `reference` is the last day of the reported period, or a day in it: 今年, 上半年, 4月22日 count from it;
  /// without it, mentions that need one are left out.
  public func periods(in text: [UInt8], reference: CalendarDate?) -> [PeriodMention] {
    periods(in: FoldedText(text), reference: reference)
  }

  /// The periods of a decoded text.
  func periods(in decoded: FoldedText, reference: CalendarDate?) -> [PeriodMention] {
    spans(in: decoded, reference: reference).map {
      PeriodMention(range: decoded.bytes($0.range), period: $0.period.iso)
    }
  }

  /// The periods with their scalars.
  func spans(in text: FoldedText, reference: CalendarDate?) -> [(range: Range<Int>, period: CalendarPeriod)] {
    let parser = PeriodParser(text: text, reference: reference)
    var found: [(range: Range<Int>, period: CalendarPeriod)] = []
    var i = 0
    while i < text.count {
      guard Self.beginnings.contains(text.scalars[i]) else {
        i += 1
        continue
      }
      var inherited: Int?
      if let last = found.last, Self.joins(text, last.range.upperBound..<i), case .span(let unit, _) = last.period {
        inherited = unit.year
      }
      if let (period, end) = parser.period(at: i, inherited: inherited) {
        found.append((i..<end, period))
        i = end
      } else {
        i = parser.afterNumber(at: i)
      }
    }
    return found
  }

  /// Whether a list goes on over `gap`, so that the year named before it holds after it.
  private static func joins(_ text: FoldedText, _ gap: Range<Int>) -> Bool {
    guard gap.count == 1 else { return false }
    switch text[gap.lowerBound] {
    case "、", "和", "及", "与": return true
    default: return false
    }
  }

  /// What a mention can begin with.
  private static let beginnings: ScalarSet = "0123456789〇零一二三四五六七八九十今去上下本全前近年目当明来第截迄过同“当"
}
