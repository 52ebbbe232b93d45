import PipelineTesting
import Testing

@testable import Markup

private func text(_ plain: String) -> String { PageReader().read(plain: plain).text }

/// Breaks lines as an editor does: at so many columns, punctuation never at a line's start, Latin words and numbers whole.
private func wrapped(_ line: String, at width: Int) -> [String] {
  var pieces: [String] = []
  for character in line {
    let isLatin = character.isASCII && character != " "
    if let last = pieces.last?.last, "，。；：、）％%".contains(character) || isLatin && last.isASCII && last != " " {
      pieces[pieces.count - 1].append(character)
    } else {
      pieces.append(String(character))
    }
  }
  func columns(_ text: String) -> Int { text.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }
  var lines = [""]
  for piece in pieces {
    if columns(lines[lines.count - 1]) + columns(piece) > width { lines.append("") }
    if lines[lines.count - 1].isEmpty, lines.count > 1, piece == " " { continue }
    lines[lines.count - 1] += piece
  }
  return lines.map { String($0.trimmingSuffix { $0 == " " }) }
}

extension String {
  fileprivate func trimmingSuffix(_ isBlank: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isBlank($0) }.map { index(after: $0) } ?? startIndex)]
  }
}

struct LineWrapsTests {
  /// A report, a paragraph a line.
  private static let report = [
    "青禾县司法局2024年工作总结",
    "2024年，在县委、县政府的正确领导下，我局坚持服务大局，认真履行各项职责，较好完成了全年任务。现将有关情况总结如下：",
    "一、主要工作情况",
    "（一）夯实基层基础",
    "一是抓队伍。全年招录司法助理员16名，组织业务培训23期、1480人次，实现乡镇全覆盖。二是抓阵地。新建规范化司法所5个，改造提升9个，累计投入资金265.8万元，群众办事更加便利；三是抓制度。修订完善各类制度31项，编印手册4200册。",
    "（二）化解矛盾纠纷",
    "全县各级调解组织共排查纠纷3716次，调处各类案件2954件，成功2901件，成功率98.2%，涉及当事人7083人，防止民间纠纷转化为刑事案件17件，为建设平安青禾作出了积极贡献。",
    "二、存在的不足",
    "回顾一年来的工作，虽然取得了一些成绩，但与上级的要求和群众的期盼相比仍有差距，主要是经费保障不足、专业人才偏少、宣传形式单一。",
    "三、下一步的打算",
    "来年要突出抓好规范执法、便民服务和队伍建设三件大事，着力解决群众反映强烈的突出问题，推动各项工作再上新台阶，以实际成效迎接上级检查。",
    "1.进一步加大普法力度，力争全年开展各类宣传活动300场次以上，受众达到5万人次，把法治宣传教育深入到每一个村组、每一所学校、每一家企业。",
    "2.进一步做好法律援助，严格落实经济困难告知承诺制，降低门槛、扩大范围、简化手续，力争办结案件350件以上，做到应援尽援、应援优援、及时高效。",
    "青禾县司法局",
    "2025年1月6日",
  ]

  @Test(arguments: [48, 60, 72, 76, 80], ["indent", "gap"])
  func `joins what was broken at a fixed width`(width: Int, style: String) {
    var lines: [String] = []
    for (index, line) in Self.report.enumerated() {
      let isParagraph = index > 0 && index < Self.report.count - 2
      lines += wrapped(style == "indent" && isParagraph ? "\u{3000}\u{3000}" + line : line, at: width)
      if style == "gap" { lines.append("") }
    }
    #expect(text(lines.joined(separator: "\n")) == Self.report.joined(separator: "\n"))
  }

  @Test(arguments: [48, 60, 72, 76, 80])
  func `where nothing marks paragraphs, a full line that ends a sentence may end one`(width: Int) {
    let lines = Self.report.flatMap { wrapped($0, at: width) }
    let found = text(lines.joined(separator: "\n")).split(separator: "\n").map(String.init)
    #expect(found.joined() == Self.report.joined())
    for line in found { #expect(line.hasSuffix("。") || Self.report.contains { $0.hasSuffix(line) }, "\(line)") }
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{B}", "\r\r\n"])
  func `whatever ends a line may have wrapped it`(end: String) {
    let lines = Self.report.flatMap { wrapped($0, at: 68) }
    #expect(text(lines.joined(separator: end)) == Self.report.joined(separator: "\n"))
    #expect(text(Self.report.joined(separator: end)) == Self.report.joined(separator: "\n"))
  }

  @Test func `joins lines that have the same number of characters`() {
    let lines = Self.report.flatMap { line in
      let all = Array(line)
      return stride(from: 0, to: all.count, by: 36).map { String(all[$0..<min($0 + 36, all.count)]) }
    }
    #expect(text(lines.joined(separator: "\n")) == Self.report.joined(separator: "\n"))
  }

  @Test func `a text with an empty line after each line has wraps as well`() {
    let lines = Self.report.flatMap { wrapped($0, at: 70) }
    #expect(text(lines.joined(separator: "\n\n")) == Self.report.joined(separator: "\n"))
  }

  @Test func `a text with a paragraph a line stays as it is`() {
    let whole = Self.report.joined(separator: "\n")
    #expect(text(whole) == whole)
  }

  @Test(
    arguments: [
      // Items of one length, with commas and without a full stop.
      (1...9).map { "（\($0)）加强组织领导，压实工作责任，健全长效机制，确保各项任务落到实处、取得实效" },
      (1...9).map { "\($0).加强组织领导，压实工作责任，健全长效机制，确保各项任务落到实处、取得实效" },
      // Paragraphs of one length that end as paragraphs do.
      Array(repeating: "全县共排查纠纷三百七十一次，调处各类案件二百九十五件，成功二百九十件，群众满意度较高。", count: 9),
      // Paragraphs that begin with two blanks and have no full stop.
      Array(repeating: "\u{3000}\u{3000}全县共排查纠纷三百七十一次，调处各类案件二百九十五件，成功二百九十件，群众满意", count: 9),
      // Rows of a table.
      (1...9).map { "青禾县第\($0)司法所，编制人数\t调解案件数，成功件数\t培训人次，受益人数\t\($0)" },
      (1...9).map { "青禾县第\($0)司法所，编制人数    调解案件数，成功件数    培训人次，受益人数    \($0)" },
      // Short lines, as in a list of names or a poem.
      Array(repeating: "甲司法所、乙司法所、丙司法所", count: 12),
    ])
  func `lines of one length that are no wrapped text stay apart`(lines: [String]) {
    let expected = lines.map { $0.replacing("\u{3000}", with: "") }
    #expect(text(lines.joined(separator: "\n")) == expected.joined(separator: "\n"))
  }

  @Test func `joins Latin lines with a blank, and a word that was parted without`() {
    let lines = [
      "The county bureau of justice handled one hundred and twenty cases in the",
      "course of the year, and the mediation committees settled nearly all of the",
      "disputes that had been brought before them, which is a considerable im-",
      "provement on the figures of the previous year and of the one before, when",
      "the number of lawyers in the county was far too small to serve everybody.",
      "",
      "In the coming year the bureau intends to open four more offices, and it is",
      "going to train one thousand mediators, whose work is paid by the county.",
    ]
    #expect(
      text(lines.joined(separator: "\n"))
        == [
          lines[0...2].joined(separator: " ").dropLast() + lines[3...4].joined(separator: " "),
          lines[6...7].joined(separator: " ")[...],
        ].joined(separator: "\n"))
  }

  @Test func `a soft hyphen goes, and so does a byte order mark in the middle`() {
    let body = "本局印制co\u{AD}operation手册\u{FEFF}三百册，发放到全县各个乡镇的司法所和调解委员会。"
    #expect(text(body) == "本局印制cooperation手册三百册，发放到全县各个乡镇的司法所和调解委员会。")
    #expect(text("a co\u{AD}\noperation") == "a cooperation")
  }

  @Test func `blanks of every kind go at the ends of a line and stay inside`() {
    let body = "全县共有 司法所\u{A0}十六个\u{3000}，其中\u{200B}规范化司法所十一个，达到了省里规定的标准。"
    let blanks = " \t\u{A0}\u{3000}\u{2003}\u{200B}\u{200D}\u{2060}\u{202F}\u{FEFF}"
    #expect(text(blanks + body + blanks + "\n" + blanks + "\n" + body) == body + "\n" + body)
  }

  private static let pieces = [
    "全县共排查纠纷，", "调处案件二百件", "。", "\n", "\n", "\r\n", "\u{3000}\u{3000}", "  ", "一、", "（二）", "3.", "- 4 -", "5", "\u{C}",
    "第6页 共9页", "word ", "hy-", "2024年", "\t", "青禾县司法局", "\u{AD}", "\u{2028}", "全县各级调解组织认真履职，取得较好成效",
  ]

  @Test(arguments: 0..<UInt64(300))
  func `any bytes are read, and nothing comes in`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(of: Self.pieces, count: 120, noise: 9)
    let plain = String(decoding: bytes, as: UTF8.self)
    let page = PageReader().read(plain: plain)
    // What is left are the text's own characters in their order; only a blank may join two lines.
    var rest = plain.unicodeScalars[...]
    for scalar in page.text.unicodeScalars where scalar != " " && scalar != "\n" {
      let place = rest.firstIndex(of: scalar)
      #expect(place != nil)
      rest = rest[(place.map { rest.index(after: $0) } ?? rest.endIndex)...]
    }
    #expect(!page.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().contains { $0.isEmpty })
  }
}
