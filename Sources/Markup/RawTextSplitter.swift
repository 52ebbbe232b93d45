import Glibc

/// Parts markup from what stands in it that is none: scripts, style sheets and comments.
///
/// libxml2 walks through these character by character although nothing is read from most of them; taken out beforehand, they cost
/// hardly more than a copy. Their elements stay, empty.
struct RawTextSplitter {
  /// The markup without them.
  private(set) var markup: [UInt8] = []
  /// The scripts, one after the other.
  private(set) var scripts: [UInt8] = []
  /// Where each script stands in `scripts`.
  private(set) var ranges: [Range<Int>] = []

  private let bytes: UnsafeBufferPointer<UInt8>
  /// The first byte that is not yet copied.
  private var kept = 0

  /// Splits UTF-8; what is left open, a comment or a quoted value, stays as it is up to the end.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    markup.reserveCapacity(bytes.count)
    var at = 0
    while let tag = find(UInt8(ascii: "<"), from: at), tag + 1 < bytes.count {
      let next = bytes[tag + 1]
      if next == UInt8(ascii: "!"), matches("--", at: tag + 2) {
        guard let end = commentEnd(from: tag + 4) else { break }
        keep(upTo: tag, skipTo: end)
        at = end
      } else if next | 0x20 >= 0x61, next | 0x20 <= 0x7A {
        guard let end = tagEnd(from: tag + 2) else { break }
        at = end
        if isName("script", at: tag + 1) {
          at = elementEnd("</script", from: end)
          ranges.append(scripts.count..<scripts.count + at - end)
          scripts.append(contentsOf: bytes[end..<at])
          keep(upTo: end, skipTo: at)
        } else if isName("style", at: tag + 1) {
          at = elementEnd("</style", from: end)
          keep(upTo: end, skipTo: at)
        }
      } else {
        at = tag + 1
      }
    }
    keep(upTo: bytes.count, skipTo: bytes.count)
  }

  private mutating func keep(upTo end: Int, skipTo next: Int) {
    markup.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[kept..<end]))
    kept = next
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Behind the `-->` that ends a comment.
  private func commentEnd(from start: Int) -> Int? {
    var at = start
    while let sign = find(UInt8(ascii: ">"), from: at) {
      if sign >= start + 2, bytes[sign - 1] == 0x2D, bytes[sign - 2] == 0x2D { return sign + 1 }
      if sign >= start + 3, bytes[sign - 1] == 0x21, bytes[sign - 2] == 0x2D, bytes[sign - 3] == 0x2D {
        return sign + 1
      }
      at = sign + 1
    }
    return nil
  }

  /// Behind the `>` of a tag; one in a quoted value does not count.
  private func tagEnd(from start: Int) -> Int? {
    var at = start
    var isValue = false
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: ">"): return at + 1
      case UInt8(ascii: "="): isValue = true
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if isValue {
          guard let end = find(bytes[at], from: at + 1) else { return nil }
          at = end
        }
        isValue = false
      case 0x09...0x0D, 0x20: break
      default: isValue = false
      }
      at += 1
    }
    return nil
  }

  /// Where an element's end tag begins, or the end of the page.
  private func elementEnd(_ endTag: StaticString, from start: Int) -> Int {
    var at = start
    while let tag = find(UInt8(ascii: "<"), from: at) {
      if matches(endTag, at: tag) { return tag }
      at = tag + 1
    }
    return bytes.count
  }

  private func isName(_ name: StaticString, at start: Int) -> Bool {
    guard matches(name, at: start) else { return false }
    let end = start + name.utf8CodeUnitCount
    return end == bytes.count || bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: ">")
      || bytes[end] == UInt8(ascii: "/")
  }

  private func matches(_ word: StaticString, at start: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    for i in 0..<count where bytes[start + i] != word.utf8Start[i] {
      guard bytes[start + i] | 0x20 == word.utf8Start[i], word.utf8Start[i] >= 0x61 else { return false }
    }
    return true
  }
}
