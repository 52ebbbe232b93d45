import PipelineTesting
import Testing

@testable import Outline

/// Texts of the marks and words that outlines are made of, in any order; some with bytes that are no UTF-8.
func randomText(seed: UInt64) -> [UInt8] {
  var random = SeededGenerator(seed: seed)
  let pieces = [
    "一、", "二、", "三、", "（一）", "(二)", "1.", "2、", "３．", "（1）", "①", "②", "一是", "二是", "三是", "一要", "第一，", "第二部分", "首先，",
    "其次，",
    "最后，", "1.1 ", "调解工作", "存在的问题", "下一步工作打算", "2025年工作", "但还存在不足：", "。", "；", "：", "，", "\n", "\n", "“", "”", "（", "）",
    "(", "12件",
    "　", "\t", "十", "下半年计划：\n",
  ]
  var text: [UInt8] = []
  for _ in 0..<Int.random(in: 0..<120, using: &random) {
    if Int.random(in: 0..<25, using: &random) == 0 {
      text.append(UInt8.random(in: 0...255, using: &random))
    } else {
      text += Array(pieces.randomElement(using: &random, or: "。").utf8)
    }
  }
  return text
}

extension Array {
  fileprivate func randomElement(using random: inout SeededGenerator, or other: Element) -> Element {
    randomElement(using: &random) ?? other
  }
}

/// Expects sections that nest, in order and within the text, and read as they stand in it.
func expectNesting(_ sections: [Section], in text: [UInt8]) {
  for (index, section) in sections.enumerated() {
    #expect(section.range.lowerBound >= 0 && section.range.upperBound <= text.count && !section.range.isEmpty)
    #expect(text[section.range].starts(with: section.marker.utf8))
    #expect(section.titleRange.lowerBound >= section.range.lowerBound)
    #expect(section.titleRange.upperBound <= section.range.upperBound)
    #expect(String(decoding: text[section.titleRange], as: UTF8.self) == section.title)
    if index > 0 { #expect(section.range.lowerBound >= sections[index - 1].range.lowerBound) }
    if let parent = section.parent {
      #expect(parent < index && sections[parent].level == section.level - 1)
      #expect(sections[parent].range.lowerBound <= section.range.lowerBound)
      #expect(sections[parent].range.upperBound >= section.range.upperBound)
    } else {
      #expect(section.level == 1)
    }
    // The next section that is not below it begins where it has ended.
    if let next = sections[(index + 1)...].first(where: { $0.level <= section.level }) {
      #expect(next.range.lowerBound >= section.range.upperBound)
    }
  }
}

struct OutlinePropertyTests {
  @Test(arguments: 0..<UInt64(300))
  func `nests sections, in order and within the text`(seed: UInt64) {
    let text = randomText(seed: seed)
    let sections = OutlineReader().sections(in: text)
    expectNesting(sections, in: text)
  }

  @Test(arguments: 0..<UInt64(100))
  func `covers everything but white space with sentences`(seed: UInt64) {
    let text = randomText(seed: seed)
    let sentences = SentenceReader().sentences(in: text)
    var end = 0
    for sentence in sentences {
      #expect(!sentence.isEmpty && sentence.upperBound <= text.count)
      #expect(sentence.lowerBound >= end && text.isBlank(end..<sentence.lowerBound))
      end = sentence.upperBound
    }
    #expect(text.isBlank(end..<text.count))
  }

  @Test(arguments: 0..<UInt64(300))
  func `covers everything but white space with sections`(seed: UInt64) {
    let text = randomText(seed: seed)
    var end = 0
    for section in OutlineReader().sections(in: text) where section.parent == nil {
      #expect(text.isBlank(end..<section.range.lowerBound))
      end = section.range.upperBound
    }
    #expect(text.isBlank(end..<text.count))
  }

  @Test(arguments: 0..<UInt64(300))
  func `takes any bytes`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    for section in OutlineReader().sections(in: text) { #expect(section.range.upperBound <= text.count) }
    for sentence in SentenceReader().sentences(in: text) { #expect(sentence.upperBound <= text.count) }
  }

  // Quadratic time would keep these from ending in any time that somebody waits for a test.
  @Test(arguments: [
    "一、甲\n", "一是", "一是，", "（一）1.①", "（", "“一是”", "1.1 \n", "首先，", "最后，", "但存在问题：一是。", "下半年计划：\n", "三、四", "普法\n宣讲。\n",
    "下一步，我们将。", "附件：1.\n",
  ])
  func `reads twenty thousand of the same`(piece: String) {
    let text = Array(String(repeating: piece, count: 20_000).utf8)
    let sections = OutlineReader().sections(in: text)
    #expect(sections.allSatisfy { $0.range.upperBound <= text.count } && !sections.isEmpty)
    #expect(!SentenceReader().sentences(in: text).isEmpty)
  }
}
