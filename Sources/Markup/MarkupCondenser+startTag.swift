extension MarkupCondenser {
  /// Longer names libxml2 takes apart.
  static var maxName: Int { 99 }

  /// Condenses the start tag at `from`; nil where it ends nowhere, what has been written being void.
  ///
  /// Attributes are told apart as browsers do. Those that nothing depends on go.
  mutating func condenseStartTag(_ from: Int) -> Int? {
    var at = from + 2
    while at < count, ByteScan.isName(base[at]) { at += 1 }
    guard at < count, at - from <= Self.maxName else { return nil }
    keep(from, at)
    // Most tags have no attributes.
    if base[at] == UInt8(ascii: ">") {
      write(UInt8(ascii: ">"))
      return at + 1
    }
    let firstSign = at
    let written = out
    let first = attributes.count
    var seen: UInt32 = 0
    while true {
      while at < count, ByteScan.isMarkupBlank(base[at]) { at += 1 }
      guard at < count else { return nil }
      if base[at] == UInt8(ascii: ">") { break }
      if base[at] == UInt8(ascii: "/"), at + 1 < count, base[at + 1] == UInt8(ascii: ">") { break }
      guard let next = readAttribute(at, &seen) else { return nil }
      at = next
    }
    let end = base[at] == UInt8(ascii: "/") ? at + 2 : at + 1
    if !usesPlaceholders {
      attributes.removeLast(attributes.count - first)
      out = written
      keep(firstSign, end)
      return end
    }
    if attributes.count > first {
      let own = Int32(truncatingIfNeeded: first)..<Int32(truncatingIfNeeded: attributes.count)
      tags.append(CondensedMarkup.StartTag(end: out - start, attributes: own))
    }
    keep(at, end)
    return end
  }

  /// Reads the attribute at `from`, keeps it if it counts, and returns what is behind it; nil where its value ends nowhere.
  private mutating func readAttribute(_ from: Int, _ seen: inout UInt32) -> Int? {
    var at = from
    // A name may be anything, as in `@click="a > b"`, though only plain ones count.
    let isPlain = ByteScan.isNameStart(base[at])
    repeat { at += 1 } while at < count && (ByteScan.isName(base[at]) || !isPlain && !Self.endsName(base[at]))
    let name = from..<at
    while at < count, ByteScan.isMarkupBlank(base[at]) { at += 1 }
    var value = name
    if at < count, base[at] == UInt8(ascii: "=") {
      at += 1
      while at < count, ByteScan.isMarkupBlank(base[at]) { at += 1 }
      guard at < count else { return nil }
      if base[at] == UInt8(ascii: "\"") || base[at] == UInt8(ascii: "'") {
        guard let end = closingQuote(at) else { return nil }
        value = at + 1..<end
        at = end + 1
      } else {
        let start = at
        while at < count, base[at] != UInt8(ascii: ">"), !ByteScan.isMarkupBlank(base[at]) { at += 1 }
        value = start..<at
      }
    }
    guard let known = AttributeName.named(base + name.lowerBound, name.count), seen & 1 << known.rawValue == 0 else {
      return at
    }
    seen |= 1 << known.rawValue
    if hasReference(value) {
      write(0x20)
      keep(from, at)
      // Nothing that follows may become part of a value without quotes.
      write(0x20)
    } else {
      attributes.append(
        MarkupTree.Attribute(
          name: known, start: Int32(truncatingIfNeeded: value.lowerBound), count: Int32(truncatingIfNeeded: value.count)
        ))
    }
    return at
  }

  @inline(__always)
  private static func endsName(_ byte: UInt8) -> Bool {
    ByteScan.isMarkupBlank(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
  }

  /// The quote that closes the one at `from`.
  private mutating func closingQuote(_ from: Int) -> Int? {
    let isDouble = base[from] == UInt8(ascii: "\"")
    guard !(isDouble ? isWithoutQuote.double : isWithoutQuote.single) else { return nil }
    if let end = ByteScan.find(base[from], base, from + 1, count) { return end }
    if isDouble { isWithoutQuote.double = true } else { isWithoutQuote.single = true }
    return nil
  }

  /// Whether libxml2 may find a character reference in a value; `?a=1&b=2` has none.
  private mutating func hasReference(_ value: Range<Int>) -> Bool {
    var isReference = false
    var at = value.lowerBound
    while let sign = ByteScan.find(UInt8(ascii: "&"), base, at, value.upperBound) {
      at = sign + 1
      while at < value.upperBound, ByteScan.isName(base[at]) { at += 1 }
      guard at < value.upperBound else { break }
      if base[at] == UInt8(ascii: "#") {
        var end = at + 1
        while end < value.upperBound, ByteScan.isName(base[end]) { end += 1 }
        if end > at + 1 { checkNumber(at + 1, end) }
      }
      if base[at] == UInt8(ascii: ";") || base[at] == UInt8(ascii: "#") || base[at] >= 0x80 { isReference = true }
    }
    return isReference
  }
}
