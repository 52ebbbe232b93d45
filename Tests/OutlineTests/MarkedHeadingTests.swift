import PipelineTesting
import Testing

@testable import Outline

/// The sections with a title, each as "level marker title".
private func titled(_ text: String, _ headings: [(String, Int)] = []) -> [String] {
  let headings = headings.map { MarkedHeading(text: $0.0, level: $0.1) }
  return OutlineReader().sections(in: Array(text.utf8), headings: headings).filter { !$0.title.isEmpty }.map {
    "\($0.level) \($0.marker)\($0.title)"
  }
}

struct MarkedHeadingTests {
  @Test func `encloses numbered headings in those of the markup`() {
    #expect(
      titled("导语。\n普法宣传\n一、进学校\n讲了。\n二、进乡村\n讲了。\n人民调解\n一、建队伍\n建了。", [("普法宣传", 2), ("人民调解", 2)])
        == ["1 普法宣传", "2 一、进学校", "2 二、进乡村", "1 人民调解", "2 一、建队伍"])
  }

  @Test func `keeps one heading where the markup names a numbered one`() {
    #expect(
      titled("导语。\n一、普法\n做了。\n存在问题\n人少。\n二、调解\n做了。", [("一、普法", 2), ("存在问题", 2), ("二、调解", 2)])
        == ["1 一、普法", "1 存在问题", "1 二、调解"])
  }

  @Test func `nests headings by their level, whatever the outermost is`() {
    #expect(
      titled("导语。\n普法\n进校\n讲了。\n进村\n讲了。\n调解：\n做了。", [("普法", 3), ("进校", 5), ("进村", 5), ("调解：", 3)])
        == ["1 普法", "2 进校", "2 进村", "1 调解"])
  }

  @Test func `puts a heading among numbers that go on into the item before`() {
    #expect(
      titled("一、甲\n做了。\n典型案例\n有一案。\n二、乙\n做了。", [("典型案例", 3)]) == ["1 一、甲", "2 典型案例", "1 二、乙"])
  }

  @Test(arguments: [
    [("某县司法局工作总结", 1)], [("2025年1月3日", 2)], [("各位代表：", 2)], [("做了许多事。", 2)], [("某县司法局", 2)], [("没有这一行", 2)],
  ])
  func `leaves alone what markup names for its looks`(headings: [(String, Int)]) {
    #expect(titled("某县司法局工作总结\n2025年1月3日\n各位代表：\n做了许多事。\n又做了。\n某县司法局", headings) == [])
  }

  @Test func `takes lines that follow each other for a list`() {
    #expect(titled("导语。\n甲组\n乙组\n丙组\n丁组\n如上。", [("甲组", 2), ("乙组", 2), ("丙组", 2), ("丁组", 2)]) == [])
  }
}

struct MarkdownHeadingTests {
  @Test(arguments: [
    ("# 总结\n导语。\n## 普法\n做了。\n### 进校：\n讲了。\n## 调解 ##\n做了。", ["1 普法", "2 进校", "1 调解"]),
    ("导语。\n## 一、普法\n做了。\n## 二、调解\n（一）建队伍\n做了。", ["1 一、普法", "1 二、调解", "2 （一）建队伍"]),
    ("## 普法\n做了。\n## 调解\n做了。", ["1 普法", "1 调解"]),
  ])
  func `reads the headings of Markdown`(text: String, headings: [String]) {
    #expect(titled(text) == headings)
  }

  @Test(arguments: ["导语。\n#1 号楼\n做了。", "导语。\n#普法宣传#\n做了。", "导语。\n####### 普法\n做了。", "导语。\n## \n做了。", "做了。\n## 普法"])
  func `leaves other number signs alone`(text: String) {
    #expect(titled(text) == [])
  }

  @Test func `ends a section before the signs of the next heading`() {
    let text = Array("导语。\n## 一、普法\n做了。\n## 二、调解\n做了。".utf8)
    let sections = OutlineReader().sections(in: text)
    #expect(
      sections.map { String(decoding: text[$0.range], as: UTF8.self) } == ["导语。", "一、普法\n做了。", "二、调解\n做了。"])
  }
}

struct MarkedHeadingPropertyTests {
  @Test(arguments: 0..<UInt64(200))
  func `nests marked lines, in order and within the text`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var text: [UInt8] = []
    var headings: [MarkedHeading] = []
    for _ in 0..<Int.random(in: 0..<12, using: &random) {
      switch Int.random(in: 0..<3, using: &random) {
      case 0: text += Array("\n\(String(repeating: "#", count: Int.random(in: 1...7, using: &random))) ".utf8)
      case 1:
        let line = ["普法", "一、调解", "存在问题：", ""].randomElement(using: &random) ?? ""
        headings.append(MarkedHeading(text: line, level: Int.random(in: 0...7, using: &random)))
        text += Array("\n\(line)\n".utf8)
      default: break
      }
      text += randomText(seed: random.next()).prefix(60)
    }
    let sections = OutlineReader().sections(in: text, headings: headings)
    expectNesting(sections, in: text)
  }
}
