/// The walk over a page that condenses it.
struct MarkupCondenser {
  let base: UnsafePointer<UInt8>
  let count: Int
  let usesPlaceholders: Bool
  /// Where the first byte was written.
  private(set) var start: UnsafeMutablePointer<UInt8>
  /// Where the next byte is written.
  var out: UnsafeMutablePointer<UInt8>

  var texts: [Range<Int32>] = []
  var tags: [CondensedMarkup.StartTag] = []
  var attributes: [MarkupTree.Attribute] = []
  var scripts: [Range<Int>] = []

  /// Whether the page goes on without a quote of either kind, so that none is looked for again.
  var isWithoutQuote = (double: false, single: false)
  /// The ends that the page goes on without, so that none is looked for again: time stays linear.
  private var missing: Set<Ending> = []

  private enum Ending { case comment, characterData, drawing, title, textArea }
  /// Whether a character reference could be one to a placeholder, so that none may be used.
  private(set) var mistakesReferences = false
  /// The end tag of the element in which white space counts that is open.
  private var preformattedEnd: StaticString?

  /// The shortest text that a placeholder pays for.
  private static let leastText = 10

  init(_ base: UnsafePointer<UInt8>, _ count: Int, placeholders: Bool) {
    (self.base, self.count, usesPlaceholders) = (base, count, placeholders)
    (start, out) = (UnsafeMutablePointer(mutating: base), UnsafeMutablePointer(mutating: base))
    guard placeholders else { return }
    texts.reserveCapacity(count / 192 + 16)
    tags.reserveCapacity(count / 192 + 16)
    attributes.reserveCapacity(count / 128 + 16)
  }

  /// Writes the condensed page to `start`, which has room for twice the page; returns its size.
  mutating func condense(into start: UnsafeMutablePointer<UInt8>) -> Int {
    (self.start, out) = (start, start)
    var at = 0
    while at < count, ByteScan.isMarkupBlank(base[at]) { at += 1 }
    while at < count, !mistakesReferences {
      at = base[at] == UInt8(ascii: "<") ? readMarkup(at) : readText(at, to: count)
    }
    return out - start
  }

  @inline(__always)
  mutating func keep(_ from: Int, _ to: Int) {
    out.update(from: base + from, count: to - from)
    out += to - from
  }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    out.pointee = byte
    out += 1
  }

  // MARK: - Text

  /// Condenses the text at `from` up to the next `<` or `&`, or the character reference that begins there.
  private mutating func readText(_ from: Int, to limit: Int) -> Int {
    if base[from] == UInt8(ascii: "&") { return readReference(from, to: limit) }
    let end = ByteScan.findMarkup(base, from, limit)
    guard usesPlaceholders else {
      keep(from, end)
      return end
    }
    var first = from
    var hasLineFeed = false
    while first < end, ByteScan.isMarkupBlank(base[first]) {
      hasLineFeed = hasLineFeed || base[first] == 0x0A || base[first] == 0x0D
      first += 1
    }
    if first == end, end < limit, base[end] == UInt8(ascii: "<"), preformattedEnd == nil {
      // Between tags, white space is one blank or one line feed, however much there is.
      write(hasLineFeed ? 0x0A : 0x20)
    } else if first < end, end - from >= Self.leastText, hasNumber(texts.count) {
      writePlaceholder(from, end)
    } else {
      keep(from, end)
    }
    return end
  }

  private func hasNumber(_ number: Int) -> Bool { number < Placeholder.limit }

  private mutating func writePlaceholder(_ from: Int, _ end: Int) {
    out = Placeholder.write(texts.count, to: out)
    texts.append(Int32(truncatingIfNeeded: from)..<Int32(truncatingIfNeeded: end))
  }

  /// Keeps a reference, with the semicolon that the oldest ones may lack, or writes the character that it stands for.
  private mutating func readReference(_ from: Int, to limit: Int) -> Int {
    var end = from + 1
    while end < limit, ByteScan.isName(base[end]) || base[end] == UInt8(ascii: "#") { end += 1 }
    let isEnded = end < limit && base[end] == UInt8(ascii: ";")
    let next = isEnded ? end + 1 : end
    if end - from > 2, base[from + 1] == UInt8(ascii: "#") { checkNumber(from + 2, end) }
    for (name, text) in Self.characters
    where end - from - 1 == name.utf8CodeUnitCount && isExactly(name, at: from + 1)
      && (isEnded || name.utf8CodeUnitCount == 4 && name.utf8Start[0] == 0x6E)
    {
      out.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
      out += text.utf8CodeUnitCount
      return next
    }
    keep(from, next)
    if !isEnded, Self.unended.contains(where: { end - from - 1 == $0.utf8CodeUnitCount && isExactly($0, at: from + 1) })
    {
      write(UInt8(ascii: ";"))
    }
    return next
  }

  /// The references that are common in texts and that libxml2 looks for in a long list.
  private static let characters: [(name: StaticString, text: StaticString)] = [
    ("nbsp", "\u{A0}"), ("ldquo", "“"), ("rdquo", "”"), ("lsquo", "‘"), ("rsquo", "’"), ("mdash", "—"), ("ndash", "–"),
    ("hellip", "…"), ("middot", "·"), ("bull", "•"),
  ]
  private static let unended: [StaticString] = ["amp", "lt", "gt", "quot", "copy", "reg", "middot"]

  private func isExactly(_ word: StaticString, at start: Int) -> Bool {
    for i in 0..<word.utf8CodeUnitCount where base[start + i] != word.utf8Start[i] { return false }
    return true
  }

  /// Sees to it that a numeric reference is not taken for a placeholder.
  mutating func checkNumber(_ from: Int, _ end: Int) {
    let isHex = base[from] | 0x20 == UInt8(ascii: "x")
    let isTaken = Placeholder.couldBeReferred(digits: end - from - (isHex ? 1 : 0), isHex: isHex)
    if usesPlaceholders, isTaken { mistakesReferences = true }
  }

  private static let names: [StaticString] = ["&nbsp", "&amp", "&lt", "&gt", "&quot", "&copy", "&reg", "&middot"]

  // MARK: - Markup

  /// Condenses the tag or the comment at `from`.
  private mutating func readMarkup(_ from: Int) -> Int {
    guard from + 1 < count else { return keepOpaque(from) }
    switch base[from + 1] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return readStartTag(from)
    case UInt8(ascii: "/"): return readEndTag(from)
    case UInt8(ascii: "!"):
      if matches("--", at: from + 2) { return readComment(from) }
      return matches("[cdata[", at: from + 2) ? readCharacterData(from) : dropTag(from)
    case UInt8(ascii: "?"): return dropTag(from)
    case UInt8(ascii: "_"), UInt8(ascii: ":"): return keepOpaque(from)
    default:
      keep(from, from + 1)
      return from + 1
    }
  }

  /// Keeps what is none of the tags that are read here: up to the next `<`.
  private mutating func keepOpaque(_ from: Int) -> Int {
    let end = ByteScan.find(UInt8(ascii: "<"), base, from + 1, count) ?? count
    keep(from, end)
    return end
  }

  /// Leaves out the type of the document, and what browsers take for a comment, as `<![if …]>`, `<?php …>` and `</ p>`.
  private mutating func dropTag(_ from: Int) -> Int {
    guard let sign = ByteScan.find(UInt8(ascii: ">"), base, from + 1, count) else { return keepRest(from) }
    return sign + 1
  }

  /// Keeps the rest of a page, in which no tag ends.
  private mutating func keepRest(_ from: Int) -> Int {
    keep(from, count)
    return count
  }

  private mutating func readStartTag(_ from: Int) -> Int {
    let firstAttribute = attributes.count
    let start = out
    let end: Int
    if let found = condenseStartTag(from) {
      end = found
    } else {
      attributes.removeLast(attributes.count - firstAttribute)
      out = start
      end = recoverStartTag(from)
    }
    switch base[from + 1] | 0x20 {
    case UInt8(ascii: "s"):
      if isName("script", at: from + 1) {
        let stop = elementEnd("</script", from: end)
        scripts.append(end..<stop)
        return stop
      }
      if isName("style", at: from + 1) { return elementEnd("</style", from: end) }
      if isName("svg", at: from + 1), base[end - 2] != UInt8(ascii: "/") { return drawingEnd(from: end) }
    case UInt8(ascii: "t"):
      if isName("textarea", at: from + 1) { return readTextArea(end, writtenAt: start) }
      if isName("title", at: from + 1) { return readRawText(end, endTag: "</title", .title) }
    case UInt8(ascii: "p"): if isName("pre", at: from + 1) { preformattedEnd = "</pre" }
    default: break
    }
    return end
  }

  /// Ends a tag with a quote that nothing closes at the next `>`: browsers lose the rest of such a page.
  private mutating func recoverStartTag(_ from: Int) -> Int {
    guard let sign = ByteScan.find(UInt8(ascii: ">"), base, from, count) else { return keepRest(from) }
    var end = from + 2
    while ByteScan.isName(base[end]) { end += 1 }
    if end - from <= Self.maxName {
      keep(from, end)
      write(UInt8(ascii: ">"))
    }
    return sign + 1
  }

  private mutating func readEndTag(_ from: Int) -> Int {
    guard from + 2 < count, ByteScan.isLetter(base[from + 2]) else { return dropTag(from) }
    if let end = preformattedEnd, matches(end, at: from) { preformattedEnd = nil }
    guard let sign = ByteScan.find(UInt8(ascii: ">"), base, from + 2, count) else { return keepRest(from) }
    keep(from, sign + 1)
    return sign + 1
  }

  /// Condenses the content of a text area; without an end tag, its start tag goes, so that it hides nothing.
  private mutating func readTextArea(_ from: Int, writtenAt start: UnsafeMutablePointer<UInt8>) -> Int {
    let end = readRawText(from, endTag: "</textarea", .textArea)
    if missing.contains(.textArea) {
      while let last = tags.last, last.end >= start - self.start { tags.removeLast() }
      out = start
    }
    return end
  }

  /// Condenses the content of an element that holds text alone, up to its end tag.
  private mutating func readRawText(_ from: Int, endTag: StaticString, _ ending: Ending) -> Int {
    guard !missing.contains(ending) else { return from }
    let end = elementEnd(endTag, from: from)
    guard end < count else {
      missing.insert(ending)
      return from
    }
    guard usesPlaceholders else { return from }
    var at = from
    while at < end {
      if base[at] == UInt8(ascii: "&") {
        at = readReference(at, to: end)
      } else {
        let stop = ByteScan.find(UInt8(ascii: "&"), base, at, end) ?? end
        at = writeCharacters(at, stop) ? stop : readMarkup(at)
      }
    }
    return at
  }

  /// Writes text that may hold `<` and `&`; false where there is no placeholder left for it.
  private mutating func writeCharacters(_ from: Int, _ end: Int) -> Bool {
    guard hasNumber(texts.count) else { return false }
    // White space alone must be seen as such, and what is not worth a placeholder must not be.
    if (from..<end).allSatisfy({ ByteScan.isMarkupBlank(base[$0]) }) {
      keep(from, end)
    } else {
      writePlaceholder(from, end)
    }
    return true
  }

  private mutating func readCharacterData(_ from: Int) -> Int {
    var at = from + 9
    while usesPlaceholders, !missing.contains(.characterData),
      let sign = ByteScan.find(UInt8(ascii: ">"), base, at, count)
    {
      if sign >= from + 11, base[sign - 1] == UInt8(ascii: "]"), base[sign - 2] == UInt8(ascii: "]") {
        return writeCharacters(from + 9, sign - 2) ? sign + 1 : dropTag(from)
      }
      at = sign + 1
    }
    missing.insert(.characterData)
    return dropTag(from)
  }

  // MARK: - Comments and scripts

  private mutating func readComment(_ from: Int) -> Int {
    // `<!-->` and `<!--->` are whole comments.
    if matches(">", at: from + 4) { return from + 5 }
    if matches("->", at: from + 4) { return from + 6 }
    var at = from + 4
    while !missing.contains(.comment), let sign = ByteScan.find(UInt8(ascii: ">"), base, at, count) {
      if sign >= from + 6, base[sign - 1] == 0x2D, base[sign - 2] == 0x2D { return sign + 1 }
      if sign >= from + 7, base[sign - 1] == 0x21, base[sign - 2] == 0x2D, base[sign - 3] == 0x2D { return sign + 1 }
      at = sign + 1
    }
    missing.insert(.comment)
    return keepRest(from)
  }

  /// Where an element's end tag begins, or the end of the page.
  private func elementEnd(_ endTag: StaticString, from start: Int) -> Int {
    var at = start
    while let tag = ByteScan.find(UInt8(ascii: "<"), base, at, count) {
      if matches(endTag, at: tag) { return tag }
      at = tag + 1
    }
    return count
  }

  /// Where the end tag of a drawing begins, in which no text is looked for; without one, where it begins itself.
  private mutating func drawingEnd(from start: Int) -> Int {
    guard !missing.contains(.drawing) else { return start }
    let end = elementEnd("</svg", from: start)
    guard end == count else { return end }
    missing.insert(.drawing)
    return start
  }

  private func isName(_ name: StaticString, at start: Int) -> Bool {
    let end = start + name.utf8CodeUnitCount
    return matches(name, at: start) && (end == count || !ByteScan.isName(base[end]))
  }

  /// Whether a word of lower-case letters and signs stands at `start`, in any case.
  private func matches(_ word: StaticString, at start: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard start + length <= count else { return false }
    for i in 0..<length where base[start + i] != word.utf8Start[i] {
      guard word.utf8Start[i] >= 0x61, base[start + i] | 0x20 == word.utf8Start[i] else { return false }
    }
    return true
  }
}
