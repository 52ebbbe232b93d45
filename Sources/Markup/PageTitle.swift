/// Finds the title of a page: the line that its `<title>` repeats, or its heading.
struct PageTitle {
  /// The title as it stands.
  var text: String
  /// What is left of it without blanks, to know it again.
  var key: [UInt8]
  /// Where it was found: `heading` or `title-element`.
  var evidence: String

  init(_ bytes: ArraySlice<UInt8>, _ evidence: String) {
    text = String(decoding: bytes, as: UTF8.self)
    key = Self.key(bytes)
    self.evidence = evidence
  }

  /// Bytes without blanks, with signs that heading and `<title>` may differ in made plain.
  static func key(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let all = Array(bytes)
    var out: [UInt8] = []
    out.reserveCapacity(all.count)
    var at = 0
    while at < all.count {
      let blank = Blank.length(all, at, all.count)
      if blank > 0 {
        at += blank
      } else if all[at] == 0xE2, at + 2 < all.count, let plain = plain(all[at + 1], all[at + 2]) {
        out += plain
        at += 3
      } else {
        out.append(all[at])
        at += 1
      }
    }
    return out
  }

  /// … ‘ ’ “ ” as they are typed.
  private static func plain(_ second: UInt8, _ third: UInt8) -> [UInt8]? {
    switch (second, third) {
    case (0x80, 0xA6): [0x2E, 0x2E, 0x2E]
    case (0x80, 0x98), (0x80, 0x99): [0x27]
    case (0x80, 0x9C), (0x80, 0x9D): [0x22]
    default: nil
    }
  }

  /// Whether a line is this title again.
  func isRepeated(in line: ArraySlice<UInt8>) -> Bool {
    line.count <= 3 * key.count + 60 && Self.key(line) == key
  }

  /// The title of a page whose running text begins with block `body`.
  static func find(in list: BlockList, before body: Int, declared: [[UInt8]]) -> PageTitle? {
    let names = declared.map { key($0[...]) }.filter { !$0.isEmpty }
    var best: (index: Int, score: Int)?
    for (index, block) in list.blocks.prefix(body + 1).enumerated() where block.length >= 4 && block.range.count <= 400
    {
      let line = key(list.bytes(of: block))
      guard names.contains(where: { contains($0, line) }) else { continue }
      // The site's name stands in <title> as well, but is shorter, and often a link.
      var score = line.count
      if block.linked * 2 > block.range.count { score /= 3 }
      if block.heading > 0 { score += 12 }
      // <title> begins with the page and ends with the site, however long its name.
      if names.contains(where: { $0.starts(with: line) }) { score += 60 }
      if score >= best?.score ?? 0 { best = (index, score) }
    }
    if let best, best.score * 3 >= (names.map { mainPart($0[...]).count }.max() ?? 0) {
      return PageTitle(list.bytes(of: list.blocks[best.index]), "heading")
    }
    if let heading = heading(in: list, before: body, upTo: names.isEmpty ? 3 : 1) { return heading }
    guard let first = declared.first(where: { !$0.isEmpty }) else { return nil }
    let part = mainPart(first[...])
    return part.isEmpty ? nil : PageTitle(part, "title-element")
  }

  /// The block that is the title as the page declares it: the first heading that is, else the first line; nil where none is.
  static func line(in list: BlockList, declared: [[UInt8]]) -> Int? {
    let names = declared.map { key($0[...]) }.filter { !$0.isEmpty }
    guard !names.isEmpty else { return nil }
    let parts = names.map { Array(mainPart($0[...])) }
    let least = parts.map(\.count).max() ?? 0
    var first: Int?
    for (index, block) in list.blocks.enumerated()
    where block.length >= 4 && block.range.count <= 400 {
      // Only a heading still counts behind the first line that is the title; a title may lead to its own page.
      guard block.heading > 0 || first == nil && block.linked * 2 <= block.range.count else { continue }
      let line = key(list.bytes(of: block))
      if line.count * 2 >= least, names.contains(where: { $0.starts(with: line) }) {
        if block.heading > 0 { return index }
        first = first ?? index
      } else if block.heading > 0, parts.contains(where: { $0.count * 3 >= line.count * 2 && contains(line, $0) }) {
        // [求助] and the like may stand before it.
        return index
      }
    }
    return first
  }

  /// The first of some blocks, as an index into them, that is a heading of the first or second level and stands in `<title>`.
  static func heading(in list: BlockList, among chosen: [Int], declared: [[UInt8]]) -> Int? {
    let names = declared.map { key($0[...]) }.filter { !$0.isEmpty }
    return chosen.indices.first {
      let block = list.blocks[chosen[$0]]
      guard block.heading == 1 || block.heading == 2, block.length >= 2, block.range.count <= 400 else { return false }
      let line = key(list.bytes(of: block))
      return names.contains { $0.starts(with: line) && line.count * 2 >= mainPart($0[...]).count }
    }
  }

  /// The highest heading before the text.
  private static func heading(in list: BlockList, before body: Int, upTo level: UInt8) -> PageTitle? {
    var best: Block?
    for block in list.blocks.prefix(body + 1) where block.heading > 0 && block.heading <= level && block.length >= 4 {
      guard block.linked * 2 <= block.range.count, block.range.count <= 400 else { continue }
      if block.heading <= best?.heading ?? 9 { best = block }
    }
    return best.map { PageTitle(list.bytes(of: $0), "heading") }
  }

  private static func contains(_ all: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, part.count <= all.count else { return false }
    return (0...all.count - part.count).contains { all[$0] == part[0] && all[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// `<title>` without the names of the site and of its sections.
  static func mainPart(_ title: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var parts: [ArraySlice<UInt8>] = []
    var start = title.startIndex
    var at = start
    while at < title.endIndex {
      if let end = separatorEnd(title, at), at > start {
        parts.append(title[start..<at])
        start = end
        at = end
      } else {
        at += 1
      }
    }
    parts.append(title[start...])
    let trimmed = parts.map { part in
      let bytes = Array(part)
      return bytes[Blank.trimmed(bytes, 0..<bytes.count)]
    }
    // A title is longer than what stands around it; the first of equals counts.
    return trimmed.enumerated().max { ($0.element.count, -$0.offset) < ($1.element.count, -$1.offset) }?.element ?? []
  }

  private static func separatorEnd(_ title: ArraySlice<UInt8>, _ at: Int) -> Int? {
    switch title[at] {
    case UInt8(ascii: "_"), UInt8(ascii: "|"): return at + 1
    case UInt8(ascii: "-"):
      // A hyphen within a Latin word or a number parts nothing.
      let next = at + 1 < title.endIndex ? title[at + 1] : 0x20
      let previous = title[at - (at > title.startIndex ? 1 : 0)]
      return next == 0x20 || next == 0x2D || previous >= 0x80 && next >= 0x80 ? at + 1 : nil
    case 0xEF: return title[at...].starts(with: "｜".utf8) ? at + 3 : nil
    default: return nil
    }
  }
}
