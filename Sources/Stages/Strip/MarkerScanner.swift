/// Finds the markers of document sites in a text, and what else they put in word for word.
///
/// An opening marker that is never closed runs to the end of the text; a closing one that nothing opened only goes. One
/// pass; a marker may stand in the middle of a word, have zero-width characters inside and be written full-width.
struct MarkerScanner: Sendable {
  private enum Mark: Sendable {
    case open(pair: Int)
    case close(pair: Int)
    case notice
  }

  /// What was found, in the bytes of the text.
  struct Found {
    /// What goes, ascending.
    var cuts: [Range<Int>] = []
    /// What the markers enclose, ascending.
    var spans: [Range<Int>] = []
  }

  /// Texts to take out, by their first byte; longer ones first, so that the longest wins.
  private let marks: [[(text: [UInt8], mark: Mark)]]
  /// Whether anything to take out begins with these two bytes: for nearly every place of a text this ends the matter.
  private let isStart: [Bool]
  private let first: FirstCharacters

  init(markers: [MarkerPair], notices: [String]) {
    var all: [([UInt8], Mark)] = notices.filter { !$0.isEmpty }.map { (Array($0.utf8), .notice) }
    for (pair, marker) in markers.enumerated() {
      all.append((Array(marker.open.utf8), .open(pair: pair)))
      all.append((Array(marker.close.utf8), .close(pair: pair)))
    }
    var marks = [[(text: [UInt8], mark: Mark)]](repeating: [], count: 256)
    for (text, mark) in all.sorted(by: { $0.0.count > $1.0.count }) { marks[Int(text[0])].append((text, mark)) }
    var isStart = [Bool](repeating: false, count: 1 << 16)
    var firsts: [[UInt8]] = []
    for text in all.map(\.0) {
      let first = Int(text[0]) << 8
      if text.count > 1 {
        isStart[first | Int(text[1])] = true
        // Behind a letter an invisible or a full-width character may follow.
        if text[0] < 0x80 { for second in [0xC2, 0xE2, 0xEF] { isStart[first | second] = true } }
      } else {
        for second in 0..<256 { isStart[first | second] = true }
      }
      firsts.append(text)
      if text[0] > 0x20, text[0] < 0x7F {
        let wide = text[0] < 0x60 ? [0xEF, 0xBC, text[0] + 0x60] : [0xEF, 0xBD, text[0] + 0x20]
        isStart[0xEF00 | Int(wide[1])] = true
        firsts.append(wide)
      }
    }
    first = FirstCharacters(of: firsts)
    (self.marks, self.isStart) = (marks, isStart)
  }

  func scan(_ bytes: [UInt8]) -> Found { bytes.withUnsafeBufferPointer { scan($0) } }

  private func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Found {
    var found = Found()
    var opened: (pair: Int, at: Int)?
    var i = 0
    while true {
      i = first.next(in: bytes, i..<bytes.count)
      guard i < bytes.count else { break }
      guard isStart[Int(bytes[i]) << 8 | (i + 1 < bytes.count ? Int(bytes[i + 1]) : 0)],
        let (length, mark) = mark(in: bytes, at: i)
      else {
        i = min(i + FirstCharacters.width(bytes[i]), bytes.count)
        continue
      }
      switch mark {
      case .open(let pair): if opened == nil { opened = (pair, i + length) }
      case .close(let pair):
        if let start = opened, start.pair == pair {
          found.spans.append(start.at..<i)
          opened = nil
        }
      case .notice: break
      }
      found.cuts.append(i..<i + length)
      i += length
    }
    if let opened { found.spans.append(opened.at..<bytes.count) }
    return found
  }

  private func mark(in bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> (Int, Mark)? {
    let first = PlainSpelling.narrow(bytes, i) ?? bytes[i]
    for (text, mark) in marks[Int(first)] {
      if let end = end(of: text, in: bytes, at: i) { return (end - i, mark) }
    }
    guard first != bytes[i] else { return nil }
    for (text, mark) in marks[Int(bytes[i])] where bytes[i...].starts(with: text) { return (text.count, mark) }
    return nil
  }

  /// Where `text` ends that begins at `start`, invisible characters inside it aside; nil where another text stands there.
  private func end(of text: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    var at = start
    var next = 0
    while next < text.count {
      guard at < bytes.count else { return nil }
      if bytes[at] == text[next] {
        at += 1
      } else if text[next] < 0x80, PlainSpelling.narrow(bytes, at) == text[next] {
        at += 3
      } else if next > 0, case let hidden = PlainSpelling.hiddenLength(bytes, at), hidden > 0 {
        at += hidden
        continue
      } else {
        return nil
      }
      next += 1
    }
    return at
  }
}
