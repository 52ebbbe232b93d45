/// A place where a heading or list item may begin.
struct Candidate {
  /// What stands before it.
  enum Lead {
    /// It begins its line.
    case lineStart
    /// A sentence or clause ended before it, or a colon announced it.
    case stop
    /// A comma stands before it.
    case comma
  }

  var marker: Marker
  var start: Int
  var lead: Lead
  /// The index of its line.
  var line: Int
}

/// The lines, clause ends and possible markers of a text, found in one pass.
struct PunctuationScanner {
  /// The lines without their line feeds.
  private(set) var lines: [Range<Int>] = []
  /// The ends of sentences and clauses (。！？；) outside brackets and quotation marks.
  private(set) var stops: [Range<Int>] = []
  /// The colons outside brackets and quotation marks.
  private(set) var colons: [Range<Int>] = []
  /// The possible markers, in the order of the text.
  private(set) var candidates: [Candidate] = []

  private var enclosures = Enclosures()

  init(_ text: [UInt8]) {
    var start = 0
    while start < text.count {
      let end = text.lineEnd(from: start)
      read(text, start..<end)
      start = end + 1
    }
  }

  private mutating func read(_ text: [UInt8], _ line: Range<Int>) {
    let index = lines.count
    lines.append(line)
    enclosures.read(text, line)
    let ranges = enclosures.ranges
    var enclosed = 0
    var lead: Candidate.Lead? = .lineStart
    // ## 一、…: the signs of a Markdown heading stand before its number.
    var at = text.markdownHeading(text.trimmingBlanks(line))?.content.lowerBound ?? line.lowerBound
    enclosed = enclosures.first(from: at, after: enclosed)
    while at < line.upperBound {
      if lead == nil, text[at] &- 0x30 < 10 || (text[at] | 0x20) &- 0x61 < 26 {
        // Within a number or a Latin word.
        at += 1
        continue
      }
      if let lead, let marker = Marker(in: text, at: at, before: line.upperBound) {
        candidates.append(Candidate(marker: marker, start: at, lead: lead, line: index))
        // A marker may be followed by another: 一、（一）…
        at = marker.end
        enclosed = enclosures.first(from: at, after: enclosed)
        at = text.skippingBlanks(from: at, before: line.upperBound)
        continue
      }
      let next = text.skippingIdeographs(from: at, before: line.upperBound)
      if next > at {
        lead = nil
        at = next
        continue
      }
      if enclosed < ranges.count, case let range = ranges[enclosed], range.lowerBound == at {
        enclosed += 1
        lead = text.endsSentence(before: range) ? .stop : nil
        at = range.upperBound
        continue
      }
      let (code, length) = text.codePoint(at: at, before: line.upperBound)
      switch code {
      case .of("。"), .of("！"), .of("？"), .of("；"), 0x21, 0x3F, 0x3B, 0xFF61:
        stops.append(at..<at + length)
        lead = .stop
      case 0x2E where text.isFullStop(at: at, in: line):
        stops.append(at..<at + 1)
        lead = .stop
      case .of("："), 0x3A:
        colons.append(at..<at + length)
        lead = .stop
      case .of("，"), 0x2C: lead = .comma
      default: if !code.isBlank { lead = nil }
      }
      at += length
    }
  }
}

extension Array where Element == UInt8 {
  /// Whether a sentence ends inside the enclosed range, right before its closing mark.
  fileprivate func endsSentence(before range: Range<Int>) -> Bool {
    let close = range.upperBound - (self[range.upperBound - 1] < 0x80 ? 1 : 3)
    guard close - 3 >= range.lowerBound else { return false }
    let code = codePoint(at: close - 3, before: close).code
    return code == .of("。") || code == .of("！") || code == .of("？") || code == .of("；")
  }
}
