import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct SegmentOutlineTests {
  private func outline(_ text: String) throws -> (Document, [Segment]) {
    var document = Document(text: text)
    #expect(try SegmentOutline([:]).process(&document) == .keep)
    return (document, document.outline)
  }

  @Test func `headings become segments with level, parent and role`() throws {
    let text = """
      某县司法局2025年工作总结
      一、主要工作成效
      （一）人民调解
      调解纠纷300件。
      （二）法律援助
      办理案件126件。
      二、存在的问题
      人手不足。
      三、2026年工作计划
      力争办理案件150件。
      """
    let (_, segments) = try outline(text)
    let headed = segments.filter { !$0.marker.isEmpty }
    #expect(headed.map(\.marker) == ["一、", "（一）", "（二）", "二、", "三、"])
    #expect(headed.map(\.title) == ["主要工作成效", "人民调解", "法律援助", "存在的问题", "2026年工作计划"])
    #expect(headed.map(\.role) == ["achievements", "achievements", "achievements", "problems", "plan"])
    #expect(headed.map(\.level) == [1, 2, 2, 1, 1])
    let first = try #require(segments.firstIndex { $0.marker == "一、" })
    #expect(headed[1].parent == first && headed[2].parent == first && headed[3].parent == nil)
  }

  @Test func `a segment's range begins at its marker and holds its subsections`() throws {
    let (document, segments) = try outline("一、工作\n（一）调解\n调解3件。\n二、计划\n提高质效。")
    let bytes = Array(document.text.utf8)
    let texts = segments.filter { !$0.marker.isEmpty }.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(texts.first?.hasPrefix("一、工作") == true && texts.first?.contains("调解3件。") == true)
    #expect(texts.last == "二、计划\n提高质效。")
  }

  @Test func `a report without headings is one segment without marker and title`() throws {
    let text = "全年办理案件12件。\n办结9件。"
    let (_, segments) = try outline(text)
    #expect(segments.map(\.range) == [0..<text.utf8.count])
    #expect(segments.allSatisfy { $0.marker.isEmpty && $0.title.isEmpty && $0.parent == nil })
    #expect(try outline("").1.isEmpty)
  }

  @Test(arguments: 0..<UInt64(100))
  func `ranges lie inside the text, and parents come first`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["一、", "二、", "（一）", "1.", "一是", "二是", "第一章", "工作", "问题", "计划", "。", "\n", "12件", " "]
    let (document, segments) = try outline(generator.text(of: pieces, count: 40))
    for (index, segment) in segments.enumerated() {
      #expect(0 <= segment.range.lowerBound && segment.range.upperBound <= document.text.utf8.count)
      if let parent = segment.parent { #expect(parent < index && segments[parent].level < segment.level) }
    }
  }
}
