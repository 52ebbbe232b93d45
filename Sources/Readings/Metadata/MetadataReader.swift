import Outline

/// Reads what a report says of itself: title, issuer, area, periods and the day of publication.
///
/// What the title says goes before the signature, the opening, the page and the headings. Nothing is invented: a text that
/// begins with prose has no title unless its page has one, and a report without a section of plans has no plan's period.
/// A plan that only says that it comes next (下一步工作打算) covers what follows the report's period.
public struct MetadataReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// Reads the metadata of a text (UTF-8, one paragraph a line) with its outline and what else is known of it.
  public func metadata(of text: [UInt8], sections: [Section], hints: MetadataHints) -> ReportMetadata {
    let frame = ReportFrame(text, sections)
    var metadata = ReportMetadata()
    let titles = ReportTitleReader()
    let titled = [
      titles.title(in: text, firstLines: frame.firstLines, headings: frame.headings),
      hints.pageTitle.flatMap { titles.title(ofPage: $0) },
    ].compactMap { $0 }
    metadata.title = titled.first
    metadata.candidates[.title] = titled
    let title = metadata.title.map { TitlePassage($0, text) }
    let agencies = IssuerReader(text: text, frame: frame, hints: hints)
    let issuers = agencies.issuers(title: title)
    metadata.issuer = issuers.first?.name
    metadata.candidates[.issuer] = issuers.map(\.name)
    metadata.area = agencies.area(issuer: issuers.first, title: title)
    metadata.candidates[.area] = issuers.compactMap(\.areas.last)
    let periods = PeriodsReader(text: text, frame: frame, sections: sections)
    let stated = periods.periods(title: title)
    let own = periods.period(among: stated)
    metadata.period = own.map { Found($0.value.text, $0.evidence, $0.range) }
    metadata.candidates[.period] = stated.map { Found($0.value.text, $0.evidence, $0.range) }
    metadata.planPeriod = periods.planPeriod(title: title, after: own?.value)
    let days = [publishedOnPage(hints), publishedInLine(text, frame), signed(text, frame)].compactMap { $0 }
    metadata.published = days.first
    metadata.candidates[.published] = days
    return metadata
  }

  private func publishedOnPage(_ hints: MetadataHints) -> Found<String>? {
    guard let field = hints.fields["published"] else { return nil }
    let passage = Passage(field)
    let date = passage.scalars.indices.lazy.compactMap { CalendarReader.date(passage, at: $0) }.first
    return date.map { Found($0.iso, .page) }
  }

  /// 发布时间：2025-03-31 in a line of the portal that was left in the text.
  private func publishedInLine(_ text: [UInt8], _ frame: ReportFrame) -> Found<String>? {
    for line in frame.firstLines.prefix(6) where line.count < 400 {
      let passage = Passage(text, line)
      guard
        let label = passage.scalars.indices.first(where: { passage.longest(of: Self.publicationLabels, at: $0) != nil })
      else {
        continue
      }
      for at in label..<min(passage.count, label + 12) {
        if let date = CalendarReader.date(passage, at: at) {
          return Found(date.iso, .page, passage.bytes(at..<date.end))
        }
      }
    }
    return nil
  }

  /// The date of the signature.
  private func signed(_ text: [UInt8], _ frame: ReportFrame) -> Found<String>? {
    for line in frame.lastLines where line.count < 200 {
      let passage = Passage(text, line)
      let range = passage.trimmed
      for at in range {
        guard let date = CalendarReader.date(passage, at: at) else { continue }
        // A date that a sentence goes on after is no signature's.
        let rest = date.end..<range.upperBound
        guard rest.isEmpty || passage.has("印发", at: date.end) || passage.scalars[rest].allSatisfy(\.isClosingBracket),
          isSignature(passage, range.lowerBound..<at)
        else {
          break
        }
        return Found(date.iso, .signOff, passage.bytes(at..<date.end))
      }
    }
    return nil
  }

  private static let publicationLabels = Word.list("发布时间 发布日期 发文时间 发文日期 公开时间 公开日期 成文日期 印发日期 时间 日期")

  private func isSignature(_ passage: Passage, _ before: Range<Int>) -> Bool {
    before.count <= 30
      && !passage.scalars[before].contains { $0 == 0x3002 || $0 == 0xFF0C || $0 == 0x2C || $0 == 0xFF1B }
  }
}

extension UInt32 {
  fileprivate var isClosingBracket: Bool { self == 0x29 || self == 0xFF09 }
}

/// The title as a passage; in the text where it stands there on one line.
struct TitlePassage {
  let passage: Passage
  let range: Range<Int>
  private let evidenceRange: Range<Int>?

  init(_ title: Found<String>, _ text: [UInt8]) {
    if let bytes = title.range, String(decoding: text[bytes], as: UTF8.self) == title.value {
      passage = Passage(text, bytes)
    } else {
      passage = Passage(title.value)
    }
    range = 0..<passage.count
    evidenceRange = title.range
  }

  /// The bytes in the text of a part of the title; the whole title's where it stands on two lines.
  func bytes(_ range: Range<Int>) -> Range<Int>? { passage.bytes(range) ?? evidenceRange }
}

/// The lines around a report's body.
struct ReportFrame {
  /// The first lines that are not blank, in order.
  private(set) var firstLines: [Range<Int>] = []
  /// The last lines that are not blank, from the end.
  private(set) var lastLines: [Range<Int>] = []
  /// The starts of the numbered headings.
  let headings: Set<Int>

  private static let firstCount = 10
  private static let lastCount = 8

  init(_ text: [UInt8], _ sections: [Section]) {
    headings = Set(sections.lazy.filter { !$0.marker.isEmpty }.map(\.range.lowerBound))
    var start = 0
    while start < text.count, firstLines.count < Self.firstCount {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      if let line = Self.trimmed(text, start..<end) { firstLines.append(line) }
      start = end + 1
    }
    var end = text.count
    while end > 0, lastLines.count < Self.lastCount {
      let start = text[..<end].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if let line = Self.trimmed(text, start..<end) { lastLines.append(line) }
      end = start - 1
    }
  }

  private static func trimmed(_ text: [UInt8], _ line: Range<Int>) -> Range<Int>? {
    let passage = Passage(text, line)
    let range = passage.trimmed
    return range.isEmpty ? nil : passage.bytes(range)
  }
}
