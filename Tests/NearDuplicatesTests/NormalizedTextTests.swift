import Testing

@testable import NearDuplicates

struct NormalizedTextTests {
  @Test(arguments: [
    ("办理案件 12 件。", "办理案件12件。"), ("（一）工作，成效", "(一)工作,成效"), ("“八五”普法", "\"八五\"普法"),
    ("第一段\n第二段", "第一段\r\n\u{3000}\u{3000}第二段"), ("１２３％", "123%"),
  ])
  func `blanks, widths and quotes do not tell texts apart`(_ a: String, _ b: String) {
    #expect(NormalizedText.digest(of: a) == NormalizedText.digest(of: b))
  }

  @Test(arguments: [("办理12件", "办理13件"), ("办理*件", "办理12件"), ("甲县", "乙县"), ("1.2", "12"), ("", "一")])
  func `a figure, a mask or a name does`(_ a: String, _ b: String) {
    #expect(NormalizedText.digest(of: a) != NormalizedText.digest(of: b))
  }

  @Test func `a text longer than a block has one digest however it is cut`() {
    let long = String(repeating: "全年办理法律援助案件若干件。", count: 20_000)
    let spaced = String(repeating: "全年办理 法律援助案件若干件。\n", count: 20_000)
    #expect(NormalizedText.digest(of: long) == NormalizedText.digest(of: spaced))
    #expect(NormalizedText.digest(of: long) != NormalizedText.digest(of: long + "一"))
  }
}
