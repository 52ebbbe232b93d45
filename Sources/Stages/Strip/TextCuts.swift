/// Takes ranges out of a text and keeps count of where the rest has gone.
struct TextCuts {
  /// What is left.
  private(set) var text: [UInt8] = []
  /// The pieces that are left: where each stood and where it stands, ascending.
  private var kept: [(from: Int, to: Int, count: Int)] = []

  /// Takes `cuts`, which ascend and do not overlap, out of `text`; a line of which nothing is left goes with its line feed.
  init(_ cuts: [Range<Int>], in text: [UInt8]) {
    self.text.reserveCapacity(text.count)
    var at = 0
    var hasCutInLine = false
    for cut in cuts {
      keep(text, at..<cut.lowerBound, &hasCutInLine)
      hasCutInLine = true
      at = cut.upperBound
    }
    keep(text, at..<text.count, &hasCutInLine)
    if hasCutInLine, self.text.last == 0x0A, !kept.isEmpty {
      self.text.removeLast()
      kept[kept.count - 1].count -= 1
    }
  }

  private mutating func keep(_ source: [UInt8], _ range: Range<Int>, _ hasCutInLine: inout Bool) {
    var range = range
    if hasCutInLine, let first = range.first, source[first] == 0x0A, text.isEmpty || text.last == 0x0A {
      range = range.dropFirst()
      hasCutInLine = false
    }
    guard !range.isEmpty else { return }
    kept.append((range.lowerBound, text.count, range.count))
    text += source[range]
    hasCutInLine = false
  }

  /// Where a place of the text as it was has gone.
  func place(_ offset: Int) -> Int {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if kept[middle].from <= offset { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let piece = kept[low - 1]
    return piece.to + min(offset - piece.from, piece.count)
  }

  /// Where ranges have gone, without those of which nothing is left.
  func places(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.map { place($0.lowerBound)..<place($0.upperBound) }.filter { !$0.isEmpty }
  }
}
