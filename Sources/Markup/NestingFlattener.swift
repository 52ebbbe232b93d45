/// Takes the nesting out of markup, for pages nested deeper than any author writes.
///
/// libxml2 looks for the start of every stray end tag among all open elements, so a page of nothing but open elements and stray
/// end tags takes time quadratic in its length. Such a page is read as one level: elements that part paragraphs become breaks,
/// others vanish.
enum NestingFlattener {
  /// The markup with breaks in place of elements; scripts, style sheets and what describes the page stay.
  static func flattened(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<"), let (tag, isEnd, nameEnd) = name(bytes, at) else {
        out.append(bytes[at])
        at += 1
        continue
      }
      let end = tagEnd(bytes, nameEnd)
      switch tag {
      case .script, .style:
        // Their end tag ends them, whatever stands inside; a stray one is left out.
        guard !isEnd else { break }
        let stop = elementEnd(bytes, end, tag)
        out += bytes[at..<stop]
        if stop == bytes.count { return out }
        at = stop
        continue
      case .title, .meta, .textarea: out += bytes[at..<end]
      default: if tag.isBlock { out += Array("<br>".utf8) }
      }
      at = end
    }
    return out
  }

  /// The tag at `at`, whether it is an end tag, and the end of its name; nil where none begins.
  private static func name(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (Tag, Bool, Int)? {
    var start = at + 1
    guard start < bytes.count else { return nil }
    let isEnd = bytes[start] == UInt8(ascii: "/")
    if isEnd { start += 1 }
    guard start < bytes.count, bytes[start] | 0x20 >= 0x61, bytes[start] | 0x20 <= 0x7A else { return nil }
    var end = start
    var lower: [UInt8] = []
    while end < bytes.count, bytes[end] > 0x2F, bytes[end] != UInt8(ascii: ">"), bytes[end] < 0x80 {
      if end - start < 12 { lower.append(bytes[end] >= 0x41 && bytes[end] <= 0x5A ? bytes[end] | 0x20 : bytes[end]) }
      end += 1
    }
    return (lower.withUnsafeBufferPointer { Tag.named($0.baseAddress!, $0.count) }, isEnd, end)
  }

  /// Behind the `>` of a tag; quotes are not trusted, so that one that is left open swallows nothing.
  private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    var at = from
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") { at += 1 }
    return min(at + 1, bytes.count)
  }

  /// Behind the end tag of an element whose content is no markup.
  private static func elementEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int, _ tag: Tag) -> Int {
    var at = from
    while at + 1 < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), bytes[at + 1] == UInt8(ascii: "/"), let (other, _, end) = name(bytes, at),
        other == tag
      {
        return tagEnd(bytes, end)
      }
      at += 1
    }
    return bytes.count
  }
}
