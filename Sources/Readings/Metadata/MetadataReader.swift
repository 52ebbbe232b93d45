import Outline

/// Reads what a report says of itself: title, issuer, area, periods, the day of publication, index number and origin.
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
    let titled = ReportTitleReader().titles(of: text, frame, hints)
    metadata.title = titled.first
    metadata.candidates[.title] = titled
    let title = metadata.title.map { TitlePassage($0, text) }
    let signOff = SignOffReader(text, frame)
    let agencies = IssuerReader(text: text, frame: frame, hints: hints, signer: signOff.signer)
    let issuers = agencies.issuers(title: title)
    metadata.issuer = issuers.first?.name
    metadata.candidates[.issuer] = issuers.map(\.name)
    metadata.area = agencies.area(issuer: issuers.first, title: title)
    metadata.candidates[.area] = issuers.compactMap(\.areas.last)
    let lines = PortalLines(text, frame)
    let days = PublicationReader(hints: hints, lines: lines, signOff: signOff).days
    metadata.published = days.first
    metadata.candidates[.published] = days
    let periods = PeriodsReader(text: text, frame: frame, sections: sections)
    let stated = periods.periods(title: title, published: days.first?.value)
    let own = periods.period(among: stated)
    metadata.period = own.map { Found($0.value.text, $0.evidence, $0.range) }
    metadata.candidates[.period] = stated.map { Found($0.value.text, $0.evidence, $0.range) }
    metadata.planPeriod = periods.planPeriod(title: title, after: own?.value)
    let indices = statements("index-number", hints) + (lines.said[.indexNumber] ?? [])
    metadata.indexNumber = indices.first
    metadata.candidates[.indexNumber] = indices
    let origins = statements("source", hints) + (lines.said[.source] ?? [])
    metadata.origin = origins.first
    metadata.candidates[.origin] = origins
    return metadata
  }

  private func statements(_ field: String, _ hints: MetadataHints) -> [Found<String>] {
    (hints.statements[field] ?? []).filter { !$0.value.isEmpty }.map { Found($0.value, .page, place: $0.place) }
  }
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
  /// The first paragraphs: from the first line that is one, or the first lines where none is.
  private(set) var opening: [Range<Int>] = []
  /// The last lines that are not blank, from the end.
  private(set) var lastLines: [Range<Int>] = []
  /// The starts of the numbered headings.
  let headings: [Int]

  private static let firstCount = 12
  private static let openingCount = 4
  /// A line of so many bytes is a paragraph, whatever its signs.
  private static let paragraph = 240
  private static let lastCount = 24

  init(_ text: [UInt8], _ sections: [Section]) {
    headings = sections.filter { !$0.marker.isEmpty }.map(\.range.lowerBound)
    var start = 0
    while start < text.count, firstLines.count < Self.firstCount {
      let end = text.lineEnd(from: start)
      if let line = Passage.trimmed(text, start..<end) { firstLines.append(line) }
      start = end + 1
    }
    let prose = firstLines.firstIndex { $0.count > Self.paragraph || Self.isProse(Passage(text, $0)) }
    opening = Array(firstLines[(prose ?? 0)...].prefix(Self.openingCount))
    var end = text.count
    while end > 0, lastLines.count < Self.lastCount {
      let start = text.lineStart(before: end)
      if let line = Passage.trimmed(text, start..<end) { lastLines.append(line) }
      end = start - 1
    }
  }

  /// Whether a line has a full stop or a comma, or announces the report.
  private static func isProse(_ passage: Passage) -> Bool {
    passage.scalars.contains { $0 == 0x3002 || $0 == 0xFF0C }
      || passage.scalars.indices.contains { passage.has("现将", at: $0) }
  }
}
