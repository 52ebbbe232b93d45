/// The brackets and quotation marks of a line that have their partner in it.
///
/// A bracket without a partner encloses nothing: one stray quotation mark must not swallow the rest of a paragraph. Nor does
/// a quotation of several sentences: it is somebody's speech, not a name.
struct Enclosures {
  /// The outermost enclosed ranges, brackets included, ascending.
  private(set) var ranges: [Range<Int>] = []
  /// Where the marks stand that may end a sentence (。！？ and points of half width), enclosed or not.
  private(set) var stops: [Int] = []
  private var open: [(kind: Int, start: Int)] = []

  init() { stops.reserveCapacity(32) }

  /// Finds the enclosed ranges of one line, replacing those of the line before.
  mutating func read(_ text: [UInt8], _ line: Range<Int>) {
    ranges.removeAll(keepingCapacity: true)
    stops.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    var waiting = [8 of Int](repeating: 0)  // how many of each kind are open
    var at = line.lowerBound
    while true {
      at = text.skippingIdeographs(from: at, before: line.upperBound)
      guard at < line.upperBound else { break }
      // Digits are most of what is left; of ASCII only these are brackets: ( ) [ ].
      let first = text[at]
      if first < 0x80, first != 0x28, first != 0x29, first != 0x5B, first != 0x5D {
        if first == 0x2E || first == 0x21 || first == 0x3F { stops.append(at) }
        at += 1
        continue
      }
      let (code, length) = text.codePoint(at: at, before: line.upperBound)
      if code.endsSentence {
        stops.append(at)
        at += length
        continue
      }
      switch Self.bracket(code) {
      case .none: break
      case .opens(let kind):
        open.append((kind, at))
        waiting[kind] += 1
      case .closes(let kind) where waiting[kind] > 0:
        while let last = open.popLast() {
          waiting[last.kind] -= 1
          guard last.kind == kind else { continue }
          let range = last.start..<at + length
          if Self.isQuotation(kind), range.count > Self.longestName, holdsSentences(text, range) { break }
          while let previous = ranges.last, previous.lowerBound > last.start { ranges.removeLast() }
          ranges.append(range)
          break
        }
      case .closes: break
      }
      at += length
    }
  }

  /// The index of the first range that begins at or behind a byte, from an index on.
  func first(from byte: Int, after index: Int) -> Int {
    var index = index
    while index < ranges.count, ranges[index].lowerBound < byte { index += 1 }
    return index
  }

  /// The length in bytes beyond which a quotation is no name or slogan: some forty characters.
  private static let longestName = 120

  private static func isQuotation(_ kind: Int) -> Bool { kind == 1 || kind == 6 }

  /// Whether a sentence ends inside a quotation, outside what is enclosed in it, and another one follows.
  private func holdsSentences(_ text: [UInt8], _ range: Range<Int>) -> Bool {
    var inner = ranges.partitioningIndex { $0.lowerBound > range.lowerBound }
    var at = range.lowerBound
    while true {
      at = text.skippingIdeographs(from: at, before: range.upperBound)
      guard at < range.upperBound else { break }
      if inner < ranges.count, ranges[inner].lowerBound == at {
        at = ranges[inner].upperBound
        inner += 1
        continue
      }
      let (code, length) = text.codePoint(at: at, before: range.upperBound)
      at += length
      if code.endsSentence { return at + 3 < range.upperBound }
    }
    return false
  }

  private enum Bracket {
    case none
    case opens(Int)
    case closes(Int)
  }

  @inline(__always)
  private static func bracket(_ code: CodePoint) -> Bracket {
    // The commonest marks first.
    if code == .of("，") || code == .of("、") { return .none }
    return switch code {
    case 0x28, 0xFF08: .opens(0)  // ( （
    case 0x29, 0xFF09: .closes(0)
    case 0x201C: .opens(1)  // “
    case 0x201D: .closes(1)
    case 0x2018: .opens(2)  // ‘
    case 0x2019: .closes(2)
    case 0x300A: .opens(3)  // 《
    case 0x300B: .closes(3)
    case 0x3010: .opens(4)  // 【
    case 0x3011: .closes(4)
    case 0x3014, 0x5B, 0xFF3B: .opens(5)  // 〔 [
    case 0x3015, 0x5D, 0xFF3D: .closes(5)
    case 0x300C: .opens(6)  // 「
    case 0x300D: .closes(6)
    case 0x300E: .opens(7)  // 『
    case 0x300F: .closes(7)
    default: .none
    }
  }
}
