import Testing

@testable import Outline

struct SentenceReaderTests {
  private func sentences(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return SentenceReader().sentences(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func `ends a sentence at its mark and at the end of the line`() {
    #expect(sentences("办理8件。办结7件！  怎么样？\n 一、标题\n\n完") == ["办理8件。", "办结7件！", "怎么样？", "一、标题", "完"])
  }

  @Test func `reads no other lines than those that hold a place`() {
    let bytes = Array("一、标题\n办理8件。办结7件（含！）。\n二、标题\n\n占7.5%.另有3件".utf8)
    let all = SentenceReader().sentences(in: bytes)
    #expect(all.count == 6)
    // Two places on the second line, one at the end of the text.
    let places = [all[1].lowerBound, all[2].lowerBound + 6, bytes.count - 1]
    #expect(SentenceReader().sentences(in: bytes, onLinesOf: places) == [all[1], all[2], all[4], all[5]])
    #expect(SentenceReader().sentences(in: bytes, onLinesOf: []).isEmpty)
  }

  @Test func `keeps clauses together`() {
    #expect(sentences("受理9件；办结8件，其中：民事5件。") == ["受理9件；办结8件，其中：民事5件。"])
  }

  @Test func `does not end a sentence in brackets or quotation marks`() {
    #expect(sentences("推行“一次办好。马上就办！”机制（详见附件。）成效明显。") == ["推行“一次办好。马上就办！”机制（详见附件。）成效明显。"])
  }

  @Test func `takes several closing marks for one end`() {
    #expect(sentences("真的吗？！好。") == ["真的吗？！", "好。"])
  }

  @Test func `is not led astray by a bracket without a partner`() {
    #expect(sentences("建成（阵地。再建。") == ["建成（阵地。", "再建。"])
  }

  @Test func `does not end a sentence at a decimal point`() {
    #expect(sentences("占7.5%，增2.0个百分点。") == ["占7.5%，增2.0个百分点。"])
  }

  @Test(arguments: [
    ("办结9件.今年再办.", ["办结9件.", "今年再办."]), ("达100%.全年无投诉.", ["达100%.", "全年无投诉."]), ("（含3件）.下一步再办", ["（含3件）.", "下一步再办"]),
  ])
  func `takes a half-width full stop behind Chinese for the end of a sentence`(text: String, expected: [String]) {
    #expect(sentences(text) == expected)
  }

  @Test(arguments: ["系统升级到2.0版.doc", "3.15活动办了1.5万场", "见县局网站.cn页面", "等等...还有"])
  func `leaves other full stops alone`(text: String) {
    #expect(sentences(text) == [text])
  }

  @Test func `ends the sentences of a speech, but not those of a slogan`() {
    let speech = ["“上半年，我们共受理法律援助案件98件，其中农民工讨薪案件45件。", "下半年，我们将再培训调解员120名，力争调解成功率达到98%以上。”", "局长李某说。"]
    #expect(sentences(speech.joined()) == speech)
    let slogan = "叫响“群众来访有人接。群众诉求有人管。”的承诺。"
    #expect(sentences(slogan) == [slogan])
    let name = "评选“" + String(repeating: "全县人民调解工作先进集体和先进个人", count: 4) + "。”活动。"
    #expect(sentences(name) == [name])
  }
}
