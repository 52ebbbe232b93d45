import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct StripPaywallTests {
  private func process(_ text: String, _ options: [String: String] = [:]) throws -> (Document, Outcome) {
    var document = Document(text: text)
    let outcome = try StripPaywall(options).process(&document)
    return (document, outcome)
  }

  @Test func `keeps what the markers enclosed, and where it stood`() throws {
    let (document, outcome) = try process("共##paidbegin##12件##paidend##。本资料由用户上传")
    #expect(outcome == .keep)
    #expect(document.text == "共12件。")
    #expect(document.paidSpans == [3..<8])
  }

  @Test func `knows the markers and notices that the file states, and then no others`() throws {
    let options = ["markers": "[{ open: '<<', close: '>>' }]", "notices": "[网友上传]"]
    let (document, _) = try process("共<<12>>件##paidend##网友上传docshare", options)
    #expect(document.text == "共12件##paidend##docshare")
    #expect(document.paidSpans == [3..<5])
  }

  @Test func `leaves brackets where the file says so`() throws {
    let text = "【付费后阅读全文】12件"
    #expect(try process(text).0.text == "12件")
    #expect(try process(text, ["drop-bracketed-notices": "false"]).0.text == text)
  }

  @Test func `leaves lines where the file says so`() throws {
    let text = "办理案件12件。\n登录后查看全文"
    #expect(try process(text).0.text == "办理案件12件。")
    #expect(try process(text, ["drop-notice-lines": "false"]).0.text == text)
  }

  @Test func `reports a document whose rest is missing, and drops it where the file says so`() throws {
    let text = "办理案件12件，其中调解9件，判决3件，\n剩余内容需付费阅读"
    let (document, outcome) = try process(text)
    #expect(outcome == .keep && document.isTruncated)
    #expect(try process(text, ["truncated": "drop"]).1 == .drop(reason: "truncated"))
    #expect(try process("办理案件12件。", ["truncated": "drop"]).1 == .keep)
    #expect(try !process("办理案件12件。").0.isTruncated)
  }

  @Test(arguments: ["##paidbegin##", "##paidbegin##\n##paidend##\n", "登录后查看全文", "本资料由用户上传"])
  func `rejects a text of nothing but markers`(text: String) throws {
    #expect(try process(text).1 == .reject(Failure(code: "no-text", "nothing is left beside markers")))
  }

  @Test(
    arguments: [
      ("[{ open: x, close: x }]", "'strip-paywall': 'x' both opens and closes; the two markers must differ"),
      ("[{ open: x }]", "'markers' of 'strip-paywall' needs both 'open' and 'close'"),
      ("[{ open: x, clos: y }]", "'markers' of 'strip-paywall' has an unknown key 'clos'; did you mean 'close'?"),
      ("[{ open: '', close: y }]", "'markers' of 'strip-paywall' has an empty 'open'; a marker is a text"),
      ("[x]", "'markers' of 'strip-paywall' must be { open: …, close: … }"),
      ("x", "'markers' of 'strip-paywall' must be a list ([a, b]), not 'x'"),
    ])
  func `says what is wrong with a marker pair`(markers: String, message: String) throws {
    let found = #expect(throws: Diagnostics.self) { try StripPaywall(["markers": markers]) }
    #expect(found?.mistakes.map(\.message) == [message])
    #expect(found?.mistakes.first?.position?.line == 5)
  }

  @Test func `a marker pair reads as it is written`() throws {
    let pair = MarkerPair(open: "a \"b\"", close: "\\c")
    let (document, _) = try process("1a \"b\"2\\c3", ["markers": "[\(pair.yaml)]"])
    #expect(document.text == "123")
  }
}
