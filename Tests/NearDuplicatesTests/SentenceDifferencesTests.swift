import NearDuplicates
import Testing

struct SentenceDifferencesTests {
  @Test func `blanks, width and order make no difference`() {
    let differences = SentenceDifferences(
      ["办理案件126件，调解9件。", "开展宣传12场。", "培训30人。"], ["开展宣传１２场。", "办理案件 126 件,调解9件。", "培训30人。"])
    #expect(differences.shared == 3)
    #expect(differences.changed.isEmpty && differences.onlyFirst.isEmpty && differences.onlySecond.isEmpty)
  }

  @Test(
    arguments: [
      ("他说“办案126件”，调解９件", "他说：\"办案126件\" 调解9件。"), ("办理案件**件", "办理案件＊＊件"), ("办案○○件", "办案●◯件"), ("成功率98.5％", "成功率 98．5%"),
    ])
  func `punctuation and the way a mask is drawn make no difference`(one: String, other: String) {
    #expect(SentenceDifferences([one], [other]).shared == 1)
  }

  @Test(arguments: [("办案9、8件", "办案98件"), ("办案9.8件", "办案98件"), ("办案1.2、3件", "办案1.23件")])
  func `what parts figures makes a difference`(one: String, other: String) {
    #expect(SentenceDifferences([one], [other]).shared == 0)
  }

  @Test func `某 is a word, and a point counts before a digit only`() {
    let pair = SentenceDifferences(["某县办案12.5件共3."], ["某县办案×件共3"]).changed.first
    #expect(pair?.figures?.map(\.first) == ["12.5"] && pair?.figures?.map(\.second) == ["×"])
  }

  @Test func `figures that differ and figures that are blanked out are told apart`() throws {
    let differences = SentenceDifferences(["办理案件126件，调解9件，成功率98.5%。"], ["办理案件129件，调解*件，成功率98.5%。"])
    #expect(differences.shared == 0)
    let figures = try #require(differences.changed.first?.figures)
    #expect(figures.map(\.first) == ["126", "9"])
    #expect(figures.map(\.second) == ["129", "*"])
    #expect(figures.map(\.isMasked) == [false, true])
  }

  @Test func `a sentence with other words is a change where it is near, and another sentence where not`() {
    let differences = SentenceDifferences(
      ["全年开展法治宣传活动12场，发放资料300份。", "新建法律援助工作站两个。"], ["全年共开展各类法治宣传活动12场，发放资料300份。", "组织集中学习。"])
    #expect(differences.changed.map(\.first) == ["全年开展法治宣传活动12场，发放资料300份。"])
    #expect(differences.changed.map(\.figures) == [[]])
    #expect(differences.onlyFirst == ["新建法律援助工作站两个。"])
    #expect(differences.onlySecond == ["组织集中学习。"])
  }

  @Test func `a sentence that stands twice is shared twice only where both have it twice`() {
    let differences = SentenceDifferences(["一是抓落实。", "一是抓落实。"], ["一是抓落实。"])
    #expect(differences.shared == 1 && differences.onlyFirst == ["一是抓落实。"])
  }

  @Test func `sentences with another number of figures have no pairs of figures`() throws {
    let differences = SentenceDifferences(["全年办理法律援助案件126件。"], ["全年办理法律援助案件126件126件。"])
    let pair = try #require(differences.changed.first)
    #expect(pair.figures == nil && differences.changed.count == 1)
  }

  @Test func `nothing is compared with nothing`() {
    let differences = SentenceDifferences([], ["一。"])
    #expect(differences.shared == 0 && differences.onlySecond == ["一。"] && differences.changed.isEmpty)
  }
}
