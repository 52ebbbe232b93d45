import PipelineTesting
import Testing

@testable import Readings

struct WordListTests {
  private static let characters = ["件", "数", "中", "率", "a", "é", "1", "律师"]

  /// Random words and texts, short ones among them: a word then often fills the text, or lies at one of its ends.
  @Test(arguments: 0..<40)
  func `finds the words that strings find`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<6).map { _ in random.text(of: Self.characters, count: 1 + random.below(2)) }
    let list = WordList(words)
    for _ in 0..<200 {
      let label = random.text(of: Self.characters, count: random.below(8))
      let around = random.text(of: Self.characters, count: random.below(4))
      let text = Array((around + label + around).utf8)
      let range = around.utf8.count..<around.utf8.count + label.utf8.count
      #expect(list.contains(label) == words.contains(label))
      #expect(list.contains(text, range) == words.contains(label))
      #expect(list.contains(startOf: text, range) == words.contains { label.hasPrefix($0) })
      #expect(list.contains(startOf: label) == words.contains { label.hasPrefix($0) })
      #expect(list.contains(endOf: text, range) == words.contains { label.hasSuffix($0) })
      #expect(list.first(endOf: label) == words.first { label.hasSuffix($0) })
      #expect(list.contains(partOf: label) == words.contains { label.contains($0) })
    }
  }

  @Test func `drops each word once in turn and leaves something`() {
    let list: WordList = ["各", "的", "各类"]
    func rest(_ text: String) -> (String, String) {
      let bytes = Array(text.utf8)
      let starts = list.droppingStarts(of: bytes, bytes.indices)
      let ends = list.droppingEnds(of: bytes, bytes.indices)
      return (String(decoding: bytes[starts], as: UTF8.self), String(decoding: bytes[ends], as: UTF8.self))
    }
    #expect(rest("各的各类桥") == ("桥", "各的各类桥"))
    #expect(rest("的各桥") == ("各桥", "的各桥"))
    #expect(rest("桥的各类") == ("桥的各类", "桥的"))
    #expect(rest("各") == ("各", "各"))
  }

  @Test(arguments: [("桥梁检测", "检测报告", 6), ("桥梁", "梁", 3), ("桥梁", "梁桥梁", 3), ("桥", "路", 0), ("", "路", 0)])
  func `measures what one text ends with and the other begins with`(text: String, other: String, size: Int) {
    #expect(text.overlap(with: other) == size)
  }

  @Test func `takes code points from either end`() {
    #expect("桥梁检测".lastPoints(2) == "检测")
    #expect("桥梁检测".firstPoints(3) == "桥梁检")
    #expect("桥".lastPoints(2) == "桥")
    #expect("桥".firstPoints(2) == "桥")
  }
}
