import Testing

@testable import Readings

struct LexiconTests {
  private func match(_ word: String) -> (class: WordClass, length: Int)? {
    let codes = Array(word.utf16.prefix(4)) + [0, 0, 0, 0]
    return Lexicon.standard.match(codes[0], codes[1], codes[2], codes[3])
  }

  @Test(arguments: [("化解矛盾纠纷", 4), ("化解", 2), ("化解了", 2), ("获", 1), ("调解成功率", 4)])
  func `the longest word counts`(_ text: String, _ length: Int) { #expect(match(text)?.length == length) }

  @Test(arguments: ["龙岗区", "龘溪镇", "\u{FFFD}", "％", "😀村", "a", "", "一村"])
  func `what begins no word is none`(_ text: String) { #expect(match(text) == nil) }

  @Test func `every character may be asked for`() {
    let lexicon = Lexicon.standard
    let found = (UInt16.min...UInt16.max).filter { lexicon.match($0, 0x89E3, 0, 0) != nil }
    #expect(found.allSatisfy(lexicon.beginsWord))
    #expect(found.contains(0x5316))
  }
}
