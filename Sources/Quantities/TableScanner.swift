/// Finds the rows of tables in a plain text: lines whose cells are parted by tabs, by upright lines, or by wide blanks.
///
/// A tab parts cells wherever it stands. Upright lines and blanks also stand in menus and signatures: there, three lines
/// that have as many cells each make a table, and most of the lower ones must begin a cell with a number.
struct TableScanner {
  private let text: [UInt8]
  private let lines: [(range: Range<Int>, kind: Kind)]

  /// A line with more cells than this is no row that anybody reads.
  private static let widest = 200

  /// What parts the cells of a line.
  private enum Kind: Equatable {
    case none
    /// Dashes and corners between rows.
    case rule
    case tabs
    /// Upright lines, the first one at the head of the line.
    case framed
    /// Upright lines or blanks somewhere in the line.
    case loose
  }

  /// Reads the lines of `text` outside `known`, ranges of lines in ascending order.
  ///
  /// Lines before the first and behind the last one that may be a row are not kept.
  init(_ text: [UInt8], known: [Range<Int>]) {
    self.text = text
    var lines: [(range: Range<Int>, kind: Kind)] = []
    var known = known[...]
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      var hasTab = false
      var hasBar = false
      var hasGap = false
      var hasInk = false
      var i = 0
      while true {
        // A continuation byte stands behind a sign that was looked at, or behind ink.
        let run = i
        i = Self.skippingPlain(bytes, from: i)
        if i > run { hasInk = true }
        guard i < bytes.count, bytes[i] != 0x0A else {
          while let first = known.first, first.upperBound <= start { known.removeFirst() }
          let isKnown = known.first.map { $0.lowerBound <= start } ?? false
          if !isKnown, hasTab || hasBar || hasGap {
            lines.append((start..<i, Self.kind(bytes, start..<i, hasTab: hasTab)))
          } else if lines.last.map({ $0.kind != .none }) ?? false {
            let kind = isKnown ? Kind.none : Self.kind(bytes, start..<i, hasTab: false)
            lines.append((start..<i, kind == .rule ? .rule : .none))
          }
          i += 1
          (start, hasTab, hasBar, hasGap, hasInk) = (i, false, false, false, false)
          guard i <= bytes.count else { break }
          continue
        }
        let next = (i + 1 < bytes.count ? bytes[i + 1] : 0, i + 2 < bytes.count ? bytes[i + 2] : 0)
        switch bytes[i] {
        case 0x09: hasTab = true
        case 0x20: if hasInk, next.0 == 0x20 { hasGap = true }
        case 0x7C: hasBar = true
        case 0xE3 where next == (0x80, 0x80):
          if hasInk { hasGap = true }
          i += 2
        default:
          // Box drawing, U+2500…257F, and the upright line in full width.
          if bytes[i] == 0xE2 ? next.0 == 0x94 || next.0 == 0x95 : bytes[i] == 0xEF && next == (0xBD, 0x9C) {
            hasBar = true
          }
          hasInk = true
        }
        i += 1
      }
    }
    self.lines = lines
  }

  /// The first byte from `start` on that is not plain, or the end.
  @inline(__always)
  private static func skippingPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    typealias Block = SIMD16<UInt8>
    var i = start
    // Two more bytes are looked at, since most signs of one lead byte part nothing: 。 has that of the wide blank.
    while i + 18 <= bytes.count {
      let base = UnsafeRawPointer(bytes.baseAddress! + i)
      let first = base.loadUnaligned(as: Block.self)
      let second = base.loadUnaligned(fromByteOffset: 1, as: Block.self)
      let third = base.loadUnaligned(fromByteOffset: 2, as: Block.self)
      let isASCII = first .<= Block(repeating: 0x20) .| first .== Block(repeating: 0x7C)
      let isBlank = first .== Block(repeating: 0xE3) .& (second & third) .== Block(repeating: 0x80)
      let isFrame = first .== Block(repeating: 0xE2) .& (second & Block(repeating: 0xFE)) .== Block(repeating: 0x94)
      let isBar = first .== Block(repeating: 0xEF) .& second .== Block(repeating: 0xBD)
      let found = unsafeBitCast(isASCII .| isBlank .| isFrame .| isBar, to: SIMD2<UInt64>.self)
      if found.x != 0 { return i + found.x.trailingZeroBitCount / 8 }
      if found.y != 0 { return i + 8 + found.y.trailingZeroBitCount / 8 }
      i += 16
    }
    while i < bytes.count, isPlain(bytes[i]) { i += 1 }
    return i
  }

  /// Whether a byte neither parts cells nor begins a sign that does, nor ends a line.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte < 0x80 ? byte > 0x20 && byte != 0x7C || byte == 0x0D : byte != 0xE3 && byte != 0xE2 && byte != 0xEF
  }

  private static func kind(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, hasTab: Bool) -> Kind {
    var i = line.lowerBound
    while i < line.upperBound, bytes[i] == 0x20 { i += 1 }
    var isRule = false
    for j in i..<line.upperBound {
      switch bytes[j] {
      case 0x2D, 0x3D, 0x2B: isRule = true
      case 0x7C, 0x3A, 0x20, 0x09, 0x0D: break
      case 0xE2 where j + 2 < line.upperBound && bytes[j + 1] >= 0x94 && bytes[j + 1] <= 0x95: isRule = true
      case 0x80...0xBF: break
      default: return hasTab ? .tabs : framed(bytes, i) ? .framed : .loose
      }
    }
    return hasTab ? .tabs : isRule ? .rule : .none
  }

  private static func framed(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    guard i + 2 < bytes.count else { return false }
    return bytes[i] == 0x7C || bytes[i] == 0xE2 && (bytes[i + 1] == 0x94 || bytes[i + 1] == 0x95)
      || bytes[i] == 0xEF && bytes[i + 1] == 0xBD && bytes[i + 2] == 0x9C
  }

  /// The tables, their cells not read yet.
  func tables() -> [TextTable] {
    var tables: [TextTable] = []
    var i = 0
    while i < lines.count {
      let kind = lines[i].kind
      guard kind != .none, kind != .rule else {
        i += 1
        continue
      }
      var rows: [TextTable.Row] = []
      var end = i
      while end < lines.count {
        if lines[end].kind == kind {
          if let last = rows.last, lines[end].range.lowerBound > last.line.upperBound + 1, !bridges(end, kind) { break }
          rows.append(row(lines[end].range, kind))
        } else if lines[end].kind != .rule, !isSubheading(end, in: kind) {
          break
        }
        end += 1
      }
      if kind == .loose { rows = AlignedRows(text).aligned(rows) }
      if let first = rows.first, first.cells.count > 1 || rows.count > 1,
        rows.allSatisfy({ $0.cells.count <= Self.widest })
      {
        tables.append(TextTable(rows: rows))
      }
      i = max(end, i + 1)
    }
    return tables
  }

  /// Whether what stands between a row and the one before it lets the table go on.
  private func bridges(_ index: Int, _ kind: Kind) -> Bool {
    index > 0 && (lines[index - 1].kind == .rule || isSubheading(index - 1, in: kind))
  }

  /// Whether a line without cells parts a table into groups of rows: short, and the table goes on behind it as before.
  private func isSubheading(_ index: Int, in kind: Kind) -> Bool {
    guard kind == .tabs, lines[index].kind == .none, index > 0, index + 1 < lines.count, lines[index + 1].kind == kind,
      lines[index - 1].kind == kind, lines[index].range.count <= 60,
      lines[index + 1].range.lowerBound == lines[index].range.upperBound + 1
    else { return false }
    let before = row(lines[index - 1].range, kind)
    let after = row(lines[index + 1].range, kind)
    return before.cells.count == after.cells.count
      && after.cells.dropFirst().contains { text[$0.range].contains { $0 >= 0x30 && $0 <= 0x39 } }
  }

  // MARK: Cells

  private func row(_ line: Range<Int>, _ kind: Kind) -> TextTable.Row {
    var cells: [TextTable.Cell] = []
    var start = line.lowerBound
    var i = start
    func close(_ end: Int) { cells.append(TextTable.Cell(range: text.trimmingTableBlanks(start..<end))) }
    switch kind {
    case .tabs:
      while i < line.upperBound {
        if text[i] == 0x09 {
          close(i)
          start = i + 1
        }
        i += 1
      }
      close(line.upperBound)
    default:
      let whole = text.trimmingTableBlanks(line)
      start = whole.lowerBound
      i = start
      while i < whole.upperBound {
        let bar = text.barLength(at: i)
        if bar > 0 {
          // A frame has no cells outside it.
          if i > whole.lowerBound { close(i) }
          start = i + bar
          i += bar
          continue
        }
        let gap = kind == .loose ? text.gapLength(at: i) : 0
        if gap > 0 {
          if start < i { close(i) }
          start = i + gap
          i += gap
          continue
        }
        i += 1
      }
      if start < whole.upperBound { close(whole.upperBound) }
    }
    return TextTable.Row(line: line, cells: cells)
  }
}

extension [UInt8] {
  /// How many bytes of an upright line stand at `i`; 0 for none.
  fileprivate func barLength(at i: Int) -> Int {
    if self[i] == 0x7C { return 1 }
    guard i + 2 < count else { return 0 }
    if self[i] == 0xEF, self[i + 1] == 0xBD, self[i + 2] == 0x9C { return 3 }
    return self[i] == 0xE2 && self[i + 1] >= 0x94 && self[i + 1] <= 0x95 ? 3 : 0
  }

  /// How many bytes of a blank that is wide enough to part cells stand at `i`; 0 for none.
  fileprivate func gapLength(at i: Int) -> Int {
    var end = i
    var isWide = false
    while end < count, case let length = blankLength(at: end), length > 0 {
      isWide = isWide || length == 3 || end > i
      end += length
    }
    return isWide ? end - i : 0
  }

  /// How many bytes of a blank stand at `i`; 0 for none.
  fileprivate func blankLength(at i: Int) -> Int {
    switch self[i] {
    case 0x20, 0x0D, 0x09: 1
    case 0xC2 where i + 1 < count && self[i + 1] == 0xA0: 2
    case 0xE3 where i + 2 < count && self[i + 1] == 0x80 && self[i + 2] == 0x80: 3
    default: 0
    }
  }

  /// A range without the blanks at its ends.
  func trimmingTableBlanks(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, case let length = blankLength(at: start), length > 0, start + length <= end { start += length }
    while end > start {
      if blankLength(at: end - 1) == 1 {
        end -= 1
      } else if end - 2 >= start, blankLength(at: end - 2) == 2 {
        end -= 2
      } else if end - 3 >= start, blankLength(at: end - 3) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// How wide a range is set in a font of even widths, in columns of half width.
  func width(_ range: Range<Int>) -> Int {
    var width = 0
    for byte in self[range] where byte & 0xC0 != 0x80 { width += byte < 0xE0 ? 1 : 2 }
    return width
  }
}
