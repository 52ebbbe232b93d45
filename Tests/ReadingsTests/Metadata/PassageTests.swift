import PipelineTesting
import Testing

@testable import Readings

struct PassageTests {
  /// Blanks, letters and pieces of characters in any order.
  private func bytes(_ seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] =
      [" ", "\t", "　", "\u{A0}", "\u{2003}", "\u{FEFF}", "局", "é", "😀", "a"].map { Array($0.utf8) }
      + [[0xE3], [0x80], [0xE3, 0x80], [0xC2], [0xF0, 0x9F], [0xFF]]
    return (0..<Int.random(in: 0..<12, using: &random)).flatMap { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
  }

  @Test(arguments: 0..<UInt64(300))
  func `a line is trimmed as its scalars are, whatever its bytes`(seed: UInt64) {
    let line = bytes(seed)
    let passage = Passage(line, 0..<line.count)
    let expected = passage.trimmed.isEmpty ? nil : passage.bytes(passage.trimmed)
    #expect(Passage.trimmed(line, 0..<line.count) == expected)
  }

  @Test func `words stand where their scalars do`() {
    let passage = Passage("2024年度A局")
    #expect(passage.has("年度", at: 4) && passage.has("A局", at: 6) && passage.has(Word("年度"), at: 4))
    #expect(!passage.has("年度", at: 3) && !passage.has("局长", at: 7) && !passage.has("年", at: 8))
    #expect(!passage.has("年", at: -1) && !passage.has(Word("年"), at: -1))
    #expect(passage.ends(with: "A局", 0..<8) && !passage.ends(with: "年度", 0..<8) && !passage.ends(with: "A局", 7..<8))
  }

  @Test func `an index finds the longest of its words`() {
    let index = WordIndex("委员会 委 政府 政府办公室 政府办")
    let passage = Passage("市政府办公室和县委员会")
    #expect(index.longest(in: passage, at: 1)?.scalars.count == 5)
    #expect(index.longest(in: passage, at: 8)?.scalars.count == 3)
    #expect(index.longest(in: passage, at: 0) == nil && index.longest(in: passage, at: 11) == nil)
    #expect(index.ending(of: 0..<11, in: passage) == 3 && index.ending(of: 0..<4, in: passage) == 3)
  }

  @Test func `bytes are found at the first place, whatever their number`() {
    let text = Array("县青山县青山县司法局".utf8)
    #expect(text.firstRange(of: Array("青山县司".utf8)) == 12..<24)
    #expect(text.firstRange(of: Array("县".utf8), from: 1) == 9..<12)
    #expect(text.firstRange(of: Array("青山县".utf8), from: 4) == 12..<21)
    #expect(text.firstRange(of: Array("局长".utf8)) == nil && text.firstRange(of: []) == nil)
  }
}
