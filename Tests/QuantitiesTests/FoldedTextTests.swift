import PipelineTesting
import Testing

@testable import Quantities

struct FoldedTextTests {
  private static let pieces = ["桥", "7", "é", "😀", "\n", "〇", "\u{3000}", "丁"]

  @Test(arguments: 0..<20)
  func `gives the scalars of a text with the byte that each begins at`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = random.text(of: Self.pieces, count: 60)
    let folded = FoldedText(Array(text.utf8))
    #expect(folded.scalars == Array(text.unicodeScalars))
    var offset = 0
    for (i, scalar) in text.unicodeScalars.enumerated() {
      #expect(folded.bytes(i..<i + 1) == offset..<offset + scalar.utf8.count)
      offset += scalar.utf8.count
    }
  }

  @Test(arguments: [
    ("Ａ（１）", "A(1)"), ("兩個億", "两个亿"), ("二○二四", "二〇二四"), ("○二", "○二"), ("桥○", "桥○"),
  ])
  func `folds width and traditional forms`(text: String, folded: String) {
    #expect(FoldedText(Array(text.utf8)).scalars == Array(folded.unicodeScalars))
  }

  @Test(arguments: [
    ([0xE6, 0xA1] as [UInt8], 2), ([0xE6, 0x41, 0xA5], 3), ([0xED, 0xA0, 0x80], 3), ([0xFF, 0xC0, 0x80], 3),
    ([0xF0, 0x9F, 0x98], 3), ([0xF4, 0x90, 0x80, 0x80], 4),
  ])
  func `gives a replacement for each byte that is no UTF-8`(bytes: [UInt8], count: Int) {
    let scalars = FoldedText(bytes).scalars
    #expect(scalars.count == count)
    #expect(scalars.first == "\u{FFFD}")
    #expect(FoldedText(bytes + Array("桥".utf8)).scalars.last == "桥")
  }

  @Test func `finds words at an index and before it`() {
    let text = FoldedText(Array("截至目前".utf8))
    #expect(text.has("目前", at: 2))
    #expect(!text.has("目前", at: 3))
    #expect(!text.has("目录", at: 2))
    #expect(text.has("截至", endingAt: 2))
    #expect(!text.has("未截至", endingAt: 2))
    #expect(!text.has("截至", at: -1))
    #expect(!text.has("截", endingAt: 0))
  }

  @Test func `finds the longest word of many with the same or other first characters`() {
    let table = WordTable([
      ("桥", 1), ("桥梁", 2), ("桥梁检测", 3), ("路", 4), ("隧道", 5), ("a", 6), ("一", 7), ("丁", 8), ("丘", 9),
    ])
    func value(_ text: String, _ index: Int) -> Int? {
      table.longest(in: FoldedText(Array(text.utf8)), at: index)?.value
    }
    #expect(value("桥梁检测", 0) == 3)
    #expect(value("桥梁检查", 0) == 2)
    #expect(value("桥头", 0) == 1)
    #expect(value("大路", 1) == 4)
    #expect(value("隧", 0) == nil)
    #expect(value("隧道", 0) == 5)
    #expect(value("ba", 1) == 6)
    #expect(value("河", 0) == nil)
    #expect([value("一", 0), value("丁", 0), value("丘", 0)] == [7, 8, 9])
    #expect(value("万", 0) == nil)
  }
}
