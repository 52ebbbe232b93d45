import Foundation
import PipelineTesting
import Testing

@testable import NearDuplicates

struct TextSketchTests {
  @Test(
    arguments: [
      ("办理案件12件。", " 办理\n案件 12\u{3000}件 "), ("共ＡＢ12%", "共AB１２％"), ("“八五”普法", "\"八五\"普法"), ("a\u{200B}b\u{FEFF}", "ab"),
      ("甲，乙；丙（丁）", "甲,乙;丙(丁)"), ("受理1,234件", "受理1234件"), ("投入3.5万元", "投入３．５万元"), ("　", ""),
    ])
  func `blanks, width and punctuation are no difference`(a: String, b: String) {
    #expect(TextSketch(a).isSameText(as: TextSketch(b)))
  }

  @Test(
    arguments: [
      ("12件", "13件"), ("12件", "*2件"), ("**件", "XX件"), ("甲县", "乙县"), ("1.2", "12"), ("", "一"), ("三件", "四件"),
      ("12件", "件12"),
      ("受理1,23件", "受理123件，4"),
    ])
  func `a figure, a mask, a name or an order is`(a: String, b: String) {
    #expect(!TextSketch(a).isSameText(as: TextSketch(b)))
  }

  @Test func `is the same on every machine and in every process`() {
    let sketch = TextSketch("全县共办理法律援助案件1234件，同比增长5.6%，白水镇司法所被评为先进。")
    let sum = sketch.rawValue.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    #expect(sum == 10_519_441_623_888_650_810)
  }

  @Test func `takes less than 400 bytes however long the text is`() {
    let sentence = (0..<3000).map { "第\($0)项工作在白水镇办理案件\($0 * 7)件，" }.joined()
    #expect(TextSketch(sentence).rawValue.count <= 220 + 3 * (40 + 12))
    #expect(TextSketch("").rawValue.count == 220)
  }

  @Test func `comes back from JSON and from bytes, and only from such as are one`() throws {
    let sketch = TextSketch("办理法律援助案件12件，白水镇调解纠纷34件。")
    let json = try JSONEncoder().encode([sketch])
    #expect(try JSONDecoder().decode([TextSketch].self, from: json) == [sketch])
    #expect(TextSketch(rawValue: sketch.rawValue) == sketch)
    #expect(TextSketch(rawValue: Array(sketch.rawValue.dropLast())) == nil)
    var later = sketch.rawValue
    later[27] += 1
    #expect(TextSketch(rawValue: later) == nil)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([TextSketch].self, from: Data(#"["AA=="]"#.utf8)) }
  }

  @Test(arguments: 0..<UInt64(200))
  func `takes any bytes, also cut and malformed ones`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = ["办理", "12", ".", ",", "*", "X", "十二", "县", "\n", "（", "、", "𠀀", "1,234.5", "某某", "×", "一", "百分之"]
    let bytes = generator.bytes(of: pieces, count: 40, noise: 6)
    for end in [bytes.count, bytes.count / 2, 1, 0] {
      let sketch = bytes[..<end].withContiguousStorageIfAvailable { TextSketch(utf8: $0) }
      #expect(sketch == bytes[..<end].withContiguousStorageIfAvailable { TextSketch(utf8: $0) })
      #expect(sketch.flatMap { TextSketch(rawValue: $0.rawValue) } == sketch)
    }
  }
}

struct TextScanTests {
  /// The letters and figures of a text: each figure as its place, `*` where masked, `'` where common.
  private func scan(_ text: String) -> (letters: String, figures: String, masks: Int) {
    var text = text
    return text.withUTF8 { bytes in
      let scan = TextScan(bytes)
      let letters = (0..<scan.letterCount).map { scan.letters[TextScan.margin + $0] }
      let figures = scan.figures.map { figure in
        "\(figure.place)" + (figure.ordinal > 0 ? "+\(figure.ordinal)" : "") + (figure.isMasked ? "*" : "")
          + (!figure.isMasked && figure.value & 0x80 != 0 ? "'" : "")
      }
      return (String(decoding: letters, as: UTF16.self), figures.joined(separator: " "), scan.maskRuns)
    }
  }

  @Test(
    arguments: [
      ("办理12件", "办理件", "2", 0), ("办理**件", "办理件", "2*", 1), ("办理1*3件", "办理件", "2*", 1), ("办理XX件", "办理件", "2*", 1),
      ("投入3.5万元", "投入元", "2", 0), ("投入*.*万元", "投入元", "2*", 1), ("投入3.**万元", "投入元", "2*", 1),
      ("1, 234件", "件", "0", 0), ("3．\u{200B} 5万", "", "0", 0), ("1\u{FEFF}2件", "件", "0", 0),
      ("12 15件", "件", "0 0+1", 0), ("12—15件", "件", "0 0+1", 0),
      ("1,234件和1，234件", "件和件", "0 2", 0), ("2024年5月", "年月", "0' 1'", 0), ("增长100%", "增长", "2'", 0),
      ("2024 年 5\n月", "年月", "0' 1'", 0), ("三\u{3000}件", "件", "0'", 0), ("五 十五条", "条", "0", 0),
      ("共十二件", "共件", "1", 0), ("三件一件", "件一件", "0'", 0), ("统一思想", "统一思想", "", 0), ("十四五规划", "十四五规划", "", 0),
      ("万众一心", "万众一心", "", 0), ("一是抓落实", "一是抓落实", "", 0), ("占百分之五", "占百分之", "4'", 0), ("二〇二四年", "年", "0'", 0),
      ("某县", "县", "0*", 0), ("某某县", "县", "0*", 1), ("XX县", "县", "0*", 1), ("Excel表", "EXcel表", "", 0),
      ("X光片", "光片", "0*", 1),
      ("1.加强领导\n2、压实责任\n(3)抓好落实", "加强领导压实责任抓好落实", "", 0),
    ])
  func `tells letters, figures and masks apart`(text: String, letters: String, figures: String, masks: Int) {
    let found = scan(text)
    #expect(found.letters == letters && found.figures == figures && found.masks == masks, "\(found)")
  }

  @Test func `a masked copy has the letters and the places of its original`() {
    let plain = scan("全年受理案件1,234件，办结12.5%，涉及3.6万元，其中民事56—78件。")
    let masked = scan("全年受理案件****件，办结**%，涉及*.*万元，其中民事**—**件。")
    #expect(plain.letters == masked.letters)
    #expect(plain.figures == masked.figures.replacing("*", with: ""))
  }

  /// The names of a text: the letters of each that is named, and the ending alone of others.
  @Test(
    arguments: [
      ("报告称青山县和佛山市", ["青山县", "佛山市"]), ("在全县各乡镇和社区", ["县", "镇", "乡", "区"]), ("现将**县工作，*镇", []), ("现将**白水县工作", ["白水县"]),
      ("农村和城市，新区", ["村", "市", "区"]), ("县委", ["县"]), ("江南省青山市白水县", ["江南省", "青山市", "白水县"]),
    ])
  func `tells names from what areas are called`(text: String, names: [String]) {
    var text = text
    let found = text.withUTF8 { bytes in
      let scan = TextScan(bytes)
      return scan.names.map { name in
        let length = name.value & 0x80 == 0 ? 3 : 1
        let letters = (0..<length).map { scan.letters[TextScan.margin + name.place + $0] }
        return String(decoding: letters, as: UTF16.self)
      }
    }
    #expect(found.sorted() == names.sorted())
  }
}
