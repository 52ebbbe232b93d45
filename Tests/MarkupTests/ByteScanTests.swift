import PipelineTesting
import Testing

@testable import Markup

struct ByteScanTests {
  /// Texts with blanks, control characters and bytes that are no UTF-8, of many lengths.
  private static func texts(_ count: Int) -> [[UInt8]] {
    var random = SeededGenerator(seed: 7)
    let pieces = ["办", "理", "案件", "，", "。", "\n", " ", "\u{1}", "a", "7", "é", "\u{3000}", "가", "😀"]
    return (0..<count).map { random.bytes(of: pieces, count: $0 % 40, noise: 30) }
  }

  @Test func `finds the first blank or control character`() {
    for text in Self.texts(120) where !text.isEmpty {
      text.withUnsafeBufferPointer { bytes in
        for start in text.indices {
          for end in [start, (start + text.count) / 2, text.count] where end >= start {
            let expected = text[start..<end].firstIndex { $0 <= 0x20 } ?? end
            #expect(ByteScan.findLow(bytes.baseAddress!, start, end) == expected)
          }
        }
      }
    }
  }

  @Test func `counts the characters of UTF-8 and stops at what is none`() {
    for text in Self.texts(400) {
      let scan = text.withUnsafeBufferPointer { ByteScan.utf8($0, stopsAtFirst: true) }
      guard let valid = String(validating: text, as: UTF8.self) else {
        #expect(String(validating: text[..<(scan.firstBad ?? text.count)], as: UTF8.self) != nil)
        #expect(scan.firstBad != nil)
        continue
      }
      #expect(scan.firstBad == nil)
      #expect(scan.wide == valid.unicodeScalars.count { $0.value >= 0x800 })
      #expect(scan.narrow == valid.unicodeScalars.count { $0.value >= 0x80 && $0.value < 0x800 })
    }
  }

  @Test func `sees a malformed character wherever it stands in a run of Chinese`() {
    let run = Array("办理法律援助案件三百余件".utf8)
    for at in run.indices {
      for byte in [0x41, 0xC0, 0xE4, 0xFF] as [UInt8] {
        var text = run
        text[at] = byte
        guard String(validating: text, as: UTF8.self) == nil else { continue }
        let scan = text.withUnsafeBufferPointer { ByteScan.utf8($0, stopsAtFirst: true) }
        // Behind a letter in place of a lead the rest of the character is left.
        #expect(scan.firstBad == (at % 3 == 0 && byte == 0x41 ? at + 1 : at - at % 3))
      }
    }
  }

  @Test func `makes the same text of bytes as decoding them does`() {
    for text in Self.texts(400) { #expect(String(checking: text) == String(decoding: text, as: UTF8.self)) }
  }
}
