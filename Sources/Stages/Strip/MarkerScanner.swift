/// Takes paywall markers and notices out of a text and says what stood between the markers.
///
/// An opening marker that is never closed runs to the end of the text; a closing one that nothing opened only goes. A
/// line that held nothing else goes with its marker. One pass; a marker may stand in the middle of a word.
struct MarkerScanner: Sendable {
  private enum Mark: Sendable {
    case open(pair: Int)
    case close(pair: Int)
    case notice
  }

  /// Texts to take out, by their first byte; longer ones first, so that the longest wins.
  private let marks: [UInt8: [(text: [UInt8], mark: Mark)]]
  private let bracketed: BracketedNotice?
  /// Whether anything to take out begins with these two bytes: for nearly every place of a text this ends the matter.
  private let isStart: [Bool]

  init(markers: [MarkerPair], notices: [String], dropsBracketedNotices: Bool) {
    var all: [([UInt8], Mark)] = notices.filter { !$0.isEmpty }.map { (Array($0.utf8), .notice) }
    for (pair, marker) in markers.enumerated() {
      all.append((Array(marker.open.utf8), .open(pair: pair)))
      all.append((Array(marker.close.utf8), .close(pair: pair)))
    }
    let sorted = all.sorted { $0.0.count > $1.0.count }
    marks = Dictionary(grouping: sorted) { $0.0[0] }.mapValues { $0.map { (text: $0.0, mark: $0.1) } }
    bracketed = dropsBracketedNotices ? BracketedNotice() : nil
    var isStart = [Bool](repeating: false, count: 1 << 16)
    for text in sorted.map(\.0) + (dropsBracketedNotices ? BracketedNotice.openings : []) {
      let first = Int(text[0]) << 8
      if text.count > 1 {
        isStart[first | Int(text[1])] = true
      } else {
        for second in 0..<256 { isStart[first | second] = true }
      }
    }
    self.isStart = isStart
  }

  /// The text without markers, and the UTF-8 ranges of what they enclosed.
  func scan(_ text: String) -> (text: String, spans: [Range<Int>]) {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var spans: [Range<Int>] = []
    var opened: (pair: Int, at: Int)?
    var hasCutInLine = false
    var i = 0
    while i < bytes.count {
      if let (length, mark) = cut(in: bytes, at: i) {
        switch mark {
        case .open(let pair): if opened == nil { opened = (pair, out.count) }
        case .close(let pair):
          if let start = opened, start.pair == pair {
            spans.append(start.at..<out.count)
            opened = nil
          }
        case .notice: break
        }
        hasCutInLine = true
        i += length
        continue
      }
      // A line is over: where a cut has left nothing of it, its line feed goes too.
      if bytes[i] == UInt8(ascii: "\n") {
        let isEmpty = out.isEmpty || out.last == UInt8(ascii: "\n")
        if !(hasCutInLine && isEmpty) { out.append(bytes[i]) }
        hasCutInLine = false
      } else {
        out.append(bytes[i])
      }
      i += 1
    }
    if let opened { spans.append(opened.at..<out.count) }
    if hasCutInLine, out.last == UInt8(ascii: "\n") { out.removeLast() }
    let kept = spans.map { min($0.lowerBound, out.count)..<min($0.upperBound, out.count) }.filter { !$0.isEmpty }
    return (String(decoding: out, as: UTF8.self), kept)
  }

  private func cut(in bytes: [UInt8], at i: Int) -> (Int, Mark)? {
    let second = i + 1 < bytes.count ? Int(bytes[i + 1]) : 0
    guard isStart[Int(bytes[i]) << 8 | second] else { return nil }
    if let candidates = marks[bytes[i]] {
      for (text, mark) in candidates where bytes[i...].starts(with: text) { return (text.count, mark) }
    }
    return bracketed?.length(in: bytes, at: i).map { ($0, .notice) }
  }
}
