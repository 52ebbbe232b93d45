/// Reads text that was saved from a page without its markup.
enum PlainPage {
  /// The title, the lines and the fields of a text; the title stays its first line, as it is the report's own.
  static func read(_ text: String) -> Page {
    var text = text
    var all = text.withUTF8 { PageBreaks.removed(from: PlainLines(Array($0))) }
    let first = all.lines.indices.first { isProse(all.bytes($0)) } ?? all.lines.count
    let last = all.lines.indices.last { isProse(all.bytes($0)) } ?? -1
    var fields = FieldsFound()
    var kept: [PlainLine] = []
    var head = 0
    var body = 0..<0
    kept.reserveCapacity(all.lines.count)
    let tail = all.lines.indices[(last + 1)...]
    let hasImprint = tail.contains { FurnitureLine.isImprint(all.bytes($0)) }
    // What follows are other pages.
    let end = last < 0 ? nil : tail.first { FurnitureLine.isRelatedHeading(all.bytes($0)) }
    for (index, line) in all.lines.prefix(end ?? all.lines.count).enumerated() {
      let isHead = index < first
      let isTail = index > last
      if isTail, hasImprint, PlainFurniture.isContact(all.bytes(index)) { continue }
      if isHead || isTail, isFurniture(all.bytes(index), isHead: isHead, isTail: isTail, &fields) {
        if isHead, kept.count == 1 { head = 1 }
        continue
      }
      if index == first { body = kept.count..<kept.count }
      kept.append(line)
      if index >= first, index <= last { body = body.lowerBound..<kept.count }
    }
    all.lines = kept
    body = widened(body, in: all)
    var page = Page(title: nil, text: "")
    page.title = PlainTitle.find(
      in: all, before: body.isEmpty ? kept.count : body.lowerBound, isDescribed: head == 1)
    (page.text, page.lines) = joined(all, body: body, capacity: text.utf8.count)
    (page.fields, page.evidence, page.statements) = (fields.named, fields.origins, fields.statements)
    if page.title != nil { page.evidence["title"] = "first-lines" }
    return page
  }

  /// The lines of a text, trimmed, without empty ones.
  static func lines(of text: [UInt8]) -> [[UInt8]] {
    let all = PlainLines(text)
    return all.lines.indices.map { Array(all.bytes($0)) }
  }

  /// The text, a paragraph a line, and these lines: what an editor or an export has broken is whole again.
  private static func joined(_ all: PlainLines, body: Range<Int>, capacity: Int) -> (String, [PageLine]) {
    let wraps = LineWraps(all, body: body)
    var lines: [PageLine] = []
    var start = 0
    var out: [UInt8] = []
    out.reserveCapacity(capacity)
    for index in all.lines.indices {
      if index > 0 {
        if wraps.isJoined(index - 1, index) {
          let joint = wraps.joint(index - 1, index)
          out.removeLast(joint.dropped)
          if joint.blank { out.append(0x20) }
        } else {
          lines.append(PageLine(range: start..<out.count, kind: .paragraph))
          out.append(0x0A)
          start = out.count
        }
      }
      out += all.bytes(index)
    }
    if start < out.count { lines.append(PageLine(range: start..<out.count, kind: .paragraph)) }
    return (String(checking: out), lines)
  }

  private static func isProse(_ line: ArraySlice<UInt8>) -> Bool {
    let (length, stops, _) = Block.measure(line)
    guard length >= 20, stops >= 1 else { return false }
    return line.count > 400 || InformationLine.read(line)?.isWhole != true && !FurnitureLine.isImprint(line)
  }

  /// Running text with the lines at both ends that an editor has broken so early that they do not look like prose.
  private static func widened(_ body: Range<Int>, in all: PlainLines) -> Range<Int> {
    var body = body
    if body.isEmpty {
      guard let first = all.lines.indices.first(where: { isClause(all.bytes($0)) }) else { return body }
      body = first..<first + 1
    }
    while body.upperBound < all.lines.count, isClause(all.bytes(body.upperBound)) {
      body = body.lowerBound..<body.upperBound + 1
    }
    while body.lowerBound > 0, isClause(all.bytes(body.lowerBound - 1)) {
      body = body.lowerBound - 1..<body.upperBound
    }
    return body
  }

  private static func isClause(_ line: ArraySlice<UInt8>) -> Bool {
    let (length, stops, wide) = Block.measure(line)
    return length >= 12 && (stops >= 1 || wide == 0 && line.count { $0 == 0x20 } >= 5)
  }

  private static func isFurniture(
    _ line: ArraySlice<UInt8>, isHead: Bool, isTail: Bool, _ fields: inout FieldsFound
  ) -> Bool {
    // Whether the rest is missing is for a later stage to see.
    if PlainFurniture.saysRestIsMissing(line) { return false }
    if FurnitureLine.isPath(line) || FurnitureLine.isNeighbour(line) || FurnitureLine.isButtons(line) { return true }
    if PlainFurniture.isMenu(line) || PlainFurniture.isCounter(line) { return true }
    if FurnitureLine.isCall(line) || isTail && FurnitureLine.isImprint(line) { return true }
    guard let information = InformationLine.read(line), information.isWhole, !information.mayState(line),
      information.labels > 0 || information.hasAddress,
      !(isTail && information.isSignature)
    else { return false }
    fields.add(information, isBeforeText: isHead, followsTitle: isHead)
    return true
  }
}
