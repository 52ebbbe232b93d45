import Testing

@testable import Markup

private func text(_ plain: String) -> String { PageReader().read(plain: plain).text }

struct PageBreaksTests {
  private static let paragraphs = [
    "全年共办理行政复议案件八十六件，审结七十九件，其中调解和解三十一件，综合纠错率百分之十二，没有一件被法院撤销。",
    "组织开展执法案卷评查两次，抽查案卷三百二十卷，发现问题一百四十个，均已督促整改到位，执法质量稳步提升。",
    "深入实施法律明白人培养工程，培训骨干九百余人，开展各类宣传四百场，发放资料三万份，受众超过十万人次。",
    "选派律师担任一百二十个村的法律顾问，提供咨询两千余次，参与调处纠纷二百件，审查合同一百五十份。",
    "依法办理法律援助案件三百四十件，为受援人挽回损失六百万元，回访满意率达到百分之九十九，受到群众好评。",
    "加强社区矫正监管，开展集中教育四十八次，走访家庭五百户，全年没有发生重大再犯罪案件和脱管漏管情况。",
  ].map { $0 + $0 }

  /// Two paragraphs a page, each third paragraph cut by a page's end.
  private func paged(_ marks: [String]) -> String {
    let p = Self.paragraphs
    return [
      p[0], p[1], marks[0], p[2], String(p[3].prefix(24)), marks[1], String(p[3].dropFirst(24)), p[4], marks[2], p[5],
    ]
    .joined(separator: "\n")
  }

  @Test(
    arguments: [
      (1...3).map { "- \($0) -" }, (1...3).map { "—\($0)—" }, (1...3).map { "－ \($0) －" }, ["- １ -", "- ２ -", "- ３ -"],
      (1...3).map { "第\($0)页" }, (1...3).map { "第 \($0) 页 共 4 页" }, (1...3).map { "共4页 第\($0)页" },
      (1...3).map { "第\($0)页/共4页" }, (1...3).map { "\($0)/4" }, (4...6).map { "\($0) / 12" },
      (1...3).map { "Page \($0) of 4" },
      (1...3).map { "\n\($0)\n" }, (1...3).map { "\($0)\u{C}" }, (1...3).map { "·\($0)·" },
      (1...3).map { "青禾县司法局工作总结\n- \($0) -" }, (1...3).map { "- \($0) -\n\u{C}青禾县司法局工作总结" },
      (1...3).map { "青禾县司法局工作总结  第\($0)页" }, (1...3).map { "第\($0)页  青禾县司法局工作总结" },
      Array(repeating: "\u{C}", count: 3), Array(repeating: "\u{C}青禾县司法局工作总结", count: 3),
    ])
  func `takes out the numbers of pages, and what stands on each of them`(marks: [String]) {
    #expect(text(paged(marks)) == Self.paragraphs.joined(separator: "\n"))
  }

  @Test func `a title that stands on every page stays once`() {
    let name = "青禾县司法局2024年工作总结"
    let page = PageReader().read(plain: name + "\n" + paged((1...3).map { "- \($0) -\n\u{C}\(name)" }))
    #expect(page.text == ([name] + Self.paragraphs).joined(separator: "\n"))
    #expect(page.title == name)
  }

  @Test(
    arguments: [
      // Figures that do not count on, or too near each other.
      ["12", "7", "30"], ["1", "1", "1"], ["2022", "2023", "2024"], ["- 5 -\n- 5 -", "- 5 -", "- 5 -"],
    ])
  func `keeps figures that are no pages'`(marks: [String]) {
    let kept = text(paged(marks)).split(separator: "\n").count { line in line.allSatisfy { !$0.isLetter } }
    #expect(kept >= 2)
  }

  @Test func `keeps a table whose cells stand a line each`() {
    let cells = (1...6).flatMap { ["\($0)", "第\($0)司法所", "\($0 * 17)", "\($0 * 31)"] }
    let whole = ([Self.paragraphs[0], "序号", "单位", "案件", "人次"] + cells + [Self.paragraphs[1]]).joined(separator: "\n")
    #expect(text(whole) == whole)
  }

  @Test func `keeps numbers that head sections`() {
    let whole = Self.paragraphs.enumerated().map { "\($0 + 1)\n\($1)\($1)\($1)\($1)" }.joined(separator: "\n")
    #expect(text(whole) == whole)
  }

  @Test(arguments: ["第3页中的数据有误，以本页为准，其余各页的数据经核对均没有问题，特此说明。", "3/4的司法所", "共12页", "12页", "1/2"])
  func `keeps what only resembles a page number`(line: String) {
    let whole = [Self.paragraphs[0], line, Self.paragraphs[1]].joined(separator: "\n")
    #expect(text(whole) == whole)
  }

  @Test(arguments: ["- 0 -", "- 12", "第页", "共4页", "第9页 共4页", "2024", "3-4", "12345", "", "3 4", "第3页第4页"])
  func `reads no label where none is whole`(line: String) {
    let label = PageLabel.read(Array(line.utf8)[...])
    #expect(label == nil || label?.name.isEmpty == false)
  }
}
