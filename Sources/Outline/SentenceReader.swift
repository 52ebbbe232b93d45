/// Splits a text into sentences.
///
/// 。 ！ ？ and the end of a line end a sentence; ； does not, because what a list parts by ； (受理109件；办结56件) shares
/// its subject. Brackets and quotation marks hold their sentences together with the one around them. A full stop of half
/// width ends one only behind Chinese (办结.今年…); behind a digit it is a decimal point or belongs to a number.
public struct SentenceReader: Sendable {
  /// Makes a reader.
  public init() {}

  /// The sentences of `text` (UTF-8) as byte ranges, in order, each with its closing punctuation; together they cover
  /// everything but white space.
  public func sentences(in text: [UInt8]) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var enclosures = Enclosures()
    var start = 0
    while start < text.count {
      let end = text.lineEnd(from: start)
      split(text, start..<end, &enclosures, into: &sentences)
      start = end + 1
    }
    return sentences
  }

  /// The sentences of those lines alone that hold one of `positions`, which ascend.
  public func sentences(in text: [UInt8], onLinesOf positions: [Int]) -> [Range<Int>] {
    var sentences: [Range<Int>] = []
    var enclosures = Enclosures()
    var end = -1
    for position in positions where position > end {
      end = text.lineEnd(from: position)
      split(text, text.lineStart(before: position)..<end, &enclosures, into: &sentences)
    }
    return sentences
  }

  private func split(
    _ text: [UInt8], _ line: Range<Int>, _ enclosures: inout Enclosures, into sentences: inout [Range<Int>]
  ) {
    guard !line.isEmpty else { return }
    enclosures.read(text, line)
    var enclosed = enclosures.ranges[...]
    var start = line.lowerBound
    func close(_ end: Int) {
      let sentence = text.trimmingBlanks(start..<end)
      if !sentence.isEmpty { sentences.append(sentence) }
      start = end
    }
    for stop in enclosures.stops where stop >= start {
      while let range = enclosed.first, range.upperBound <= stop { enclosed.removeFirst() }
      if let range = enclosed.first, range.lowerBound < stop { continue }
      if text[stop] == 0x2E, !text.isFullStop(at: stop, in: line) { continue }
      var at = stop + (text[stop] < 0x80 ? 1 : 3)
      // Several closing marks (！！, ？！) close one sentence, and the quotation mark behind them belongs to it.
      while at < line.upperBound, case let (next, nextLength) = text.codePoint(at: at, before: line.upperBound),
        next.endsSentence || next == .of("”") || next == .of("」")
      { at += nextLength }
      close(at)
    }
    close(line.upperBound)
  }
}

extension UInt32 {
  /// Whether it ends a sentence.
  var endsSentence: Bool {
    self == .of("。") || self == .of("！") || self == .of("？") || self == 0x21 || self == 0x3F || self == 0xFF61
  }
}

extension Array where Element == UInt8 {
  /// Whether the `.` at `index` stands where 。 should: behind Chinese, a closing mark or a percentage, and not before a
  /// Latin word.
  func isFullStop(at index: Int, in line: Range<Int>) -> Bool {
    guard index > line.lowerBound else { return false }
    let before = codePoint(endingAt: index, from: line.lowerBound).code
    guard before.isHan || before.closesEnclosure || before == 0x25 || before == 0xFF05 else { return false }
    guard index + 1 < line.upperBound else { return true }
    let next = self[index + 1]
    return !(next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) && next != 0x2E
  }
}

extension UInt32 {
  /// Whether it is a Chinese character.
  var isHan: Bool { self >= 0x3400 && self < 0xA000 }

  /// Whether it closes a bracket or quotation.
  fileprivate var closesEnclosure: Bool {
    switch self {
    case 0x22, 0x29, 0xFF09, 0x201D, 0x2019, 0x300B, 0x3011, 0x300D, 0x300F: true
    default: false
    }
  }
}
