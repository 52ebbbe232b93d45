import Testing

@testable import Outline

struct WordTableTests {
  private let table = WordTable([("问题", 1), ("问题导向", 2), ("不足", 3), ("、", 4)])

  @Test(arguments: [("问题导向", 2, 12), ("问题导", 1, 6), ("不足、", 3, 6), ("、不足", 4, 3)])
  func `the longest word is found`(_ text: String, _ value: Int, _ length: Int) {
    let bytes = Array(text.utf8)
    let found = table.word(in: bytes, at: 0, before: bytes.count)
    #expect(found?.value == value && found?.length == length)
  }

  @Test func `a word that the range cuts is none`() {
    #expect(table.word(in: Array("问题".utf8), at: 0, before: 5) == nil)
    #expect(table.word(in: Array("问号".utf8), at: 0, before: 6) == nil)
    #expect(table.word(in: Array("a".utf8), at: 0, before: 1) == nil)
  }

  @Test func `a filter of pairs passes over none of its words and most of the rest`() {
    let words = ["问题", "不足", "短板弱项", "困难"].map { Array($0.utf8) }
    let filter = PairFilter(words)
    for word in words { #expect(word.withUnsafeBytes { filter.mayHold($0, at: 0) }) }
    let others = ["工作", "法律", "援助", "普法", "调解", "公证", "律师", "社区"].map { Array($0.utf8) }
    #expect(others.count { $0.withUnsafeBytes { filter.mayHold($0, at: 0) } } <= 1)
  }
}
