/// What comes after each candidate of a text.
struct Lookahead {
  /// For each candidate the next one with the same numbering and the following number; nil if there is none.
  let followers: [Int?]
  /// For each candidate the next one, itself included, that begins a line; the number of candidates if there is none.
  private let lineStarts: [Int]

  init(_ candidates: [Candidate]) {
    let numbers = Marker.largest + 2
    // By numbering and number; -1 where none has come.
    var seen = [Int32](repeating: -1, count: Numbering.allCases.count * numbers)
    var followers = [Int?](repeating: nil, count: candidates.count)
    var lineStarts = [Int](repeating: candidates.count, count: candidates.count)
    var nextLineStart = candidates.count
    for index in candidates.indices.reversed() {
      if candidates[index].lead == .lineStart { nextLineStart = index }
      lineStarts[index] = nextLineStart
      let marker = candidates[index].marker
      guard let number = marker.number else { continue }
      let at = Int(marker.numbering.rawValue) * numbers + number
      if seen[at + 1] >= 0 { followers[index] = Int(seen[at + 1]) }
      seen[at] = Int32(index)
    }
    self.followers = followers
    self.lineStarts = lineStarts
  }

  /// The first candidate from `index` on that begins a line, if any.
  func lineStart(from index: Int) -> Int? {
    guard index < lineStarts.count, lineStarts[index] < lineStarts.count else { return nil }
    return lineStarts[index]
  }
}

extension Array where Element == UInt8 {
  /// The first year of four digits with 年 behind it.
  func firstYear(before end: Int) -> Int? {
    var at = 0
    while true {
      at = skippingIdeographs(from: at, before: end)
      guard at < end else { return nil }
      if let year = year(at: at, before: end) { return year.value }
      let (code, length) = codePoint(at: at, before: end)
      at += length
      // A number's later digits begin no year.
      if code.digit != nil {
        while at < end, case let (next, nextLength) = codePoint(at: at, before: end), next.digit != nil {
          at += nextLength
        }
      }
    }
  }
}
