import PipelineTesting
import Testing

@testable import Outline

struct ByteSearchTests {
  /// Texts with line feeds, marks and bytes that are no UTF-8, of many lengths.
  private static func texts(_ count: Int) -> [[UInt8]] {
    var random = SeededGenerator(seed: 11)
    let pieces = ["办", "理", "案件", "，", "。", "\n", "7", "a", "é", "㐀", "鿿", "ꀀ", "가", "😀"]
    return (0..<count).map { random.bytes(of: pieces, count: $0 % 40, noise: 30) }
  }

  @Test func `finds the first place of a byte in a range`() {
    for text in Self.texts(120) {
      for start in text.indices {
        for end in [start, (start + text.count) / 2, text.count] {
          let expected = text[start..<end].firstIndex(of: 0x0A) ?? end
          #expect(text.firstIndex(of: 0x0A, in: start..<end) == expected)
        }
      }
    }
  }

  @Test func `finds the first place of either of two pairs of bytes in a range`() {
    // The last two bytes of 理, and those of 件 with a place where only the first stands.
    let (one, other): ((UInt8, UInt8), (UInt8, UInt8)) = ((0x90, 0x86), (0xBB, 0xB6))
    for text in Self.texts(120) where !text.isEmpty {
      for start in text.indices {
        for end in [start, (start + text.count) / 2, text.count - 1] where end >= start {
          let expected = (start..<end).first { at in
            (text[at], text[at + 1]) == one || (text[at], text[at + 1]) == other
          }
          #expect(text.firstIndex(of: one, or: other, in: start..<end) == expected ?? end)
        }
      }
    }
  }

  @Test func `finds where the line of a byte begins and ends`() {
    for text in Self.texts(120) {
      for at in 0...text.count {
        #expect(text.lineEnd(from: at) == text[at...].firstIndex(of: 0x0A) ?? text.count)
        #expect(text.lineStart(before: at) == text[..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        for start in [0, at / 3, max(0, at - 8), at] {
          let expected = text[start..<at].lastIndex(of: 0x0A).map { $0 + 1 } ?? start
          #expect(text.lineStart(before: at, from: start) == expected)
        }
      }
    }
  }

  @Test func `steps over Chinese characters and nothing else`() {
    for text in Self.texts(200) {
      var start = 0
      while start < text.count {
        var expected = start
        while expected < text.count, case let (code, length) = text.codePoint(at: expected, before: text.count),
          (0x4000..<0xC000).contains(code)
        { expected += length }
        #expect(text.skippingIdeographs(from: start, before: text.count) == expected)
        start += text.codePoint(at: start, before: text.count).length
      }
    }
  }
}
