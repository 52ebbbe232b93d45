/// Finds the title of a page: the line that its `<title>` repeats, or its heading.
struct PageTitle {
  /// The title as it stands.
  var text: String
  /// What is left of it without blanks, to know it again.
  var key: [UInt8]
  /// The same of each of its lines, where it stands on several.
  private var lineKeys: [[UInt8]] = []
  /// Where it was found: `heading`, `line` or `title-element`.
  var evidence: String

  /// The longest line that is a title, in bytes.
  private static let longest = 400

  init(_ bytes: ArraySlice<UInt8>, _ evidence: String) {
    let bytes = TitleParts.withoutLabel(bytes)
    text = String(decoding: bytes, as: UTF8.self)
    key = Self.key(bytes)
    self.evidence = evidence
  }

  /// Bytes without blanks, with signs that heading and `<title>` may differ in made plain.
  static func key(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { all in
      var kept = 0
      var at = 0
      while at < all.count {
        guard let (width, byte, count) = special(all, at) else {
          at += 1
          continue
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: all[kept..<at]))
        for _ in 0..<count { out.append(byte) }
        at += width
        kept = at
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: all[kept...]))
    }
    return out
  }

  /// How many bytes a blank or a sign at `at` has, and what stands for it in a key; nil for anything else.
  @inline(__always)
  private static func special(
    _ all: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> (width: Int, byte: UInt8, count: Int)? {
    let first = all[at]
    if first < 0x80 {
      guard Blank.isASCIIBlank(first) else { return nil }
      return (1, 0, 0)
    }
    if first == 0xC2 {
      guard at + 1 < all.count, all[at + 1] == 0xA0 else { return nil }
      return (2, 0, 0)
    }
    guard first == 0xE2 || first == 0xE3 || first == 0xEF, at + 2 < all.count else { return nil }
    switch (first, all[at + 1], all[at + 2]) {
    case (0xE3, 0x80, 0x80), (0xE2, 0x80, 0x80...0x8B), (0xEF, 0xBB, 0xBF): return (3, 0, 0)
    case (0xE2, 0x80, 0xA6): return (3, 0x2E, 3)
    case (0xE2, 0x80, 0x98), (0xE2, 0x80, 0x99): return (3, 0x27, 1)
    case (0xE2, 0x80, 0x9C), (0xE2, 0x80, 0x9D): return (3, 0x22, 1)
    default: return nil
    }
  }

  /// Whether a line is this title again.
  func isRepeated(in line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 3 * key.count + 60, line.count * 3 >= key.count || !lineKeys.isEmpty, !key.isEmpty else {
      return false
    }
    let other = Self.key(TitleParts.withoutLabel(line))
    return other == key || lineKeys.contains(other)
  }

  /// What stands behind this title in a line that begins with it; nil where none does.
  func rest(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let count = text.utf8.count
    guard count >= 8, line.count > count + 8, line.starts(with: text.utf8) else { return nil }
    return line[(line.startIndex + count)...]
  }

  // MARK: - Finding it

  /// The title of a page whose running text begins with block `body`.
  static func find(in list: BlockList, before body: Int, declared: [[UInt8]]) -> PageTitle? {
    let names = declared.map { key($0[...]) }.filter { !$0.isEmpty }
    let parts = declared.filter { !$0.isEmpty }.map { TitleParts.mainPart($0[...]) }
    if let repeated = repeated(in: list, before: body, names, parts: parts) {
      return whole(repeated, in: list, before: body, names, "heading")
    }
    let main = parts.first ?? []
    let isTelling = TitleParts.isTelling(main) && !beginsPath(main, in: list, before: body)
    if let heading = heading(in: list, before: body, upTo: isTelling ? 1 : 3) {
      return whole(heading, in: list, before: body, names, "heading")
    }
    // Where <title> names only the site, the line above the date or the text is the title.
    if !isTelling, let line = HeadLine.find(in: list, before: body) {
      return PageTitle(list.bytes(of: list.blocks[line]), "line")
    }
    return main.contains(where: { !PageDate.isDigit($0) }) ? PageTitle(main, "title-element") : nil
  }

  /// The title that line `index` is, or a part of: an element may break it with `<br>`.
  private static func whole(
    _ index: Int, in list: BlockList, before body: Int, _ names: [[UInt8]], _ evidence: String
  ) -> PageTitle {
    var title = PageTitle(list.bytes(of: list.blocks[index]), evidence)
    let own = list.blocks[index]
    var first = index
    var last = index
    while first > 0, list.blocks[first - 1].element == own.element, isPart(list, first - 1) { first -= 1 }
    while last + 1 < min(body, list.blocks.count), list.blocks[last + 1].element == own.element,
      isPart(list, last + 1)
    {
      last += 1
    }
    guard last > first, last - first < mostLines else { return title }
    let lines = (first...last).map { TitleParts.withoutLabel(list.bytes(of: list.blocks[$0])) }
    let joined = lines.dropFirst().reduce(into: Array(lines[0])) { joined, line in
      if let last = joined.last, let next = line.first, last < 0x80, next < 0x80 { joined.append(0x20) }
      joined += line
    }
    let whole = key(joined[...])
    guard own.heading > 0 || names.contains(where: { contains($0, whole) }) else { return title }
    (title.text, title.key) = (String(decoding: joined, as: UTF8.self), whole)
    title.lineKeys = lines.map { key($0) }
    return title
  }

  /// The most lines that a title has.
  private static let mostLines = 3

  /// Whether a line may be one of a title's: no date, no second title behind a dash.
  private static func isPart(_ list: BlockList, _ index: Int) -> Bool {
    let block = list.blocks[index]
    let line = list.bytes(of: block)
    guard block.range.count <= longest, block.linked == 0, block.stops == 0, !block.isRow, block.length >= 2 else {
      return false
    }
    if line.starts(with: "—".utf8) || line.starts(with: "（".utf8) || line.first == 0x28 { return false }
    return InformationLine.read(line).map { $0.values.isEmpty && $0.labels == 0 } ?? true
  }

  /// The line above the text that is a part of the declared titles.
  private static func repeated(
    in list: BlockList, before body: Int, _ names: [[UInt8]], parts: [ArraySlice<UInt8>]
  ) -> Int? {
    guard !names.isEmpty else { return nil }
    let mains = parts.map { key($0) }
    let longestName = names.map(\.count).max() ?? 0
    var best: (index: Int, score: Int)?
    for (index, block) in list.blocks.prefix(body + 1).enumerated() {
      let bytes = block.range.count
      guard bytes <= longest, bytes <= 3 * longestName, block.length >= (block.heading > 0 ? 2 : 4) else { continue }
      let line = key(TitleParts.withoutLabel(list.bytes(of: block)))
      guard names.contains(where: { contains($0, line) }) else { continue }
      // The site's name stands in <title> as well, but is shorter, and often a link.
      var score = line.count
      if block.linked * 2 > bytes { score /= 3 }
      if block.heading > 0 { score += 12 }
      // <title> begins with the page and ends with the site, however long its name.
      if names.contains(where: { $0.starts(with: line) }) { score += 60 }
      if TitleParts.isSite(line[...]) { score -= 100 } else if mains.contains(line) { score += 40 }
      if score >= best?.score ?? 0 { best = (index, score) }
    }
    guard let best, best.score * 3 >= (mains.map(\.count).max() ?? 0) else { return nil }
    return best.index
  }

  /// The block that is the title as the page declares it: the first heading that is, else the first line; nil where none is.
  static func line(in list: BlockList, declared: [[UInt8]]) -> Int? {
    let names = declared.filter { !$0.isEmpty }.map { (whole: key($0[...]), main: key(TitleParts.mainPart($0[...]))) }
    guard !names.isEmpty else { return nil }
    // Blanks and signs aside, a line is at most half as long again as what it repeats.
    let most = min(longest, 3 * (names.map(\.whole.count).max() ?? 0))
    var first: Int?
    for (index, block) in list.blocks.enumerated() where block.length >= 4 && block.range.count <= most {
      // Only a heading still counts behind the first line that is the title; a title may lead to its own page.
      guard block.heading > 0 || first == nil && block.linked * 2 <= block.range.count else { continue }
      let line = key(list.bytes(of: block))
      if names.contains(where: { $0.whole.starts(with: line) && line.count * 2 >= $0.main.count }) {
        if block.heading > 0 { return index }
        first = first ?? index
      } else if block.heading > 0,
        names.contains(where: { $0.main.count * 3 >= line.count * 2 && contains(line, $0.main) })
      {
        // [求助] and the like may stand before it.
        return index
      }
    }
    return first
  }

  /// The highest heading before the text, the nearest of equals; a link only right above it.
  private static func heading(in list: BlockList, before body: Int, upTo level: UInt8) -> Int? {
    var best: Int?
    let sidebarEnd = sidebarEnd(list, before: body)
    for (index, block) in list.blocks.prefix(body + 1).enumerated()
    where block.heading > 0 && block.heading <= level && block.length >= 4 {
      guard block.range.count <= longest, block.linked * 2 <= block.range.count || index + 1 == body else { continue }
      let line = list.bytes(of: block)
      guard !TitleParts.isSite(line), !TitleParts.isSection(line) else { continue }
      if block.heading > 1, index < sidebarEnd { continue }
      if block.heading <= best.map({ list.blocks[$0].heading }) ?? 9 { best = index }
    }
    return best
  }

  /// Whether a path such as 清溪论坛 > 文学 begins with words, which name the site then.
  private static func beginsPath(_ words: ArraySlice<UInt8>, in list: BlockList, before body: Int) -> Bool {
    guard words.count <= 60 else { return false }
    return list.blocks.prefix(body + 1).contains { block in
      let line = list.bytes(of: block)
      guard line.count > words.count, line.count <= longest, line.starts(with: words) else { return false }
      return arrows.end(
        in: line, at: line[(line.startIndex + words.count)...].firstIndex { $0 != 0x20 } ?? line.endIndex)
        != nil
    }
  }

  private static let arrows = WordList("> » › ＞ -> → ﹥ ≫")

  /// The end of what has more links between itself and the text than belong to a page's own head.
  private static func sidebarEnd(_ list: BlockList, before body: Int) -> Int {
    let links = list.blocks.prefix(body).indices.reversed().lazy.filter {
      list.blocks[$0].linked * 2 > list.blocks[$0].range.count
    }
    return links.dropFirst(5).first.map { $0 + 1 } ?? 0
  }

  private static func contains(_ all: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, part.count <= all.count else { return false }
    return all.withUnsafeBufferPointer { all in
      part.withUnsafeBufferPointer { part in
        let last = part.count - 1
        return (0...all.count - part.count).contains { at in
          // The third byte tells Chinese characters apart.
          all[at + min(2, last)] == part[min(2, last)] && all[at + last] == part[last]
            && all[at..<at + part.count].elementsEqual(part)
        }
      }
    }
  }
}
