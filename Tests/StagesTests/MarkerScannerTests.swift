import PipelineTesting
import Testing

@testable import Stages

/// Both scanners, as the stage has them.
private struct PaywallScanner {
  var markers: MarkerScanner
  var notices: NoticeScanner

  init(markers: [MarkerPair], notices: [String], dropsBracketedNotices: Bool) {
    self.markers = MarkerScanner(markers: markers, notices: notices)
    self.notices = NoticeScanner(dropsBracketed: dropsBracketedNotices, dropsLines: true)
  }

  func scan(_ text: String) -> PaywallScan { PaywallScan(text, markers: markers, notices: notices) }
}

struct MarkerScannerTests {
  private let scanner = PaywallScanner(
    markers: [.paid, MarkerPair(open: "[[vip", close: "vip]]")], notices: ["本文档由用户上传", "文库"],
    dropsBracketedNotices: true)

  /// The text without markers, and what they enclosed.
  private func scan(_ text: String) -> (text: String, paid: [String]) {
    let found = scanner.scan(text)
    let bytes = Array(found.text.utf8)
    return (found.text, found.spans.map { String(decoding: bytes[$0], as: UTF8.self) })
  }

  @Test func `joins a word that a marker has cut`() {
    let found = scan("办理法律##paidbegin##援助案件126##paidend##件。")
    #expect(found.text == "办理法律援助案件126件。")
    #expect(found.paid == ["援助案件126"])
  }

  @Test(arguments: [
    "共＃＃paidbegin##1##paidend##件", "é##paidbegin##1##paidend##件", "𠀀##paidbegin##1##paidend##件",
    "##paidbegin##1##paidend##",
    "文##paidbegin##1##paidend##本", "##paidbegin##1##paidend##😀",
  ])
  func `finds a marker behind and before characters of any length`(text: String) {
    #expect(scan(text).paid == ["1"])
  }

  @Test func `finds a notice after what begins like it`() {
    #expect(scan("本文本文档由用户上传文文库本").text == "本文文本")
  }

  @Test func `spans count bytes`() {
    #expect(scanner.scan("共##paidbegin##1件##paidend##").spans == [3..<7])
  }

  @Test func `an opening marker that nothing closes runs to the end`() {
    let found = scan("共12件。##paidbegin##其中调解\n成功9件")
    #expect(found.text == "共12件。其中调解\n成功9件")
    #expect(found.paid == ["其中调解\n成功9件"])
  }

  @Test func `a closing marker that nothing opened only goes`() {
    let found = scan("共12##paidend##件")
    #expect(found.text == "共12件" && found.paid.isEmpty)
  }

  @Test(
    arguments: [
      "##paid\u{200B}begin##12件##pai\u{FEFF}dend##", "＃＃paidbegin＃＃12件＃＃paidend＃＃", "##ｐａｉｄｂｅｇｉｎ##12件##paid\u{AD}end#＃",
      "#\u{2060}#paidbegin##12件##paidend\u{200D}##",
    ])
  func `a marker may be written full-width and have invisible characters inside`(text: String) {
    let found = scan("共办理案件\(text)。")
    #expect(found.text == "共办理案件12件。")
    #expect(found.paid == ["12件"])
  }

  @Test func `invisible characters of the text stay`() {
    #expect(scan("共\u{200B}##paidbegin##\u{200B}1件").text == "共\u{200B}\u{200B}1件")
    #expect(scan("＃1号##文件").text == "＃1号##文件")
  }

  @Test(
    arguments: [
      ("共【付##paidbegin##费后阅读】12件##paidend##。", "共12件。", ["12件"]),
      ("共##paidbegin##12件【付费后##paidend##阅读】。", "共12件。", ["12件"]),
      ("共##paidbegin##12件【付费后阅读】9人##paidend##。", "共12件9人。", ["12件9人"]),
      ("共1件。\n##paidbegin##剩余内容需付费##paidend##阅读\n共2件。##paidend##", "共1件。\n共2件。", []),
      ("##paidbegin##\n登录后查看全文\n##paidend##\n共2件。", "共2件。", []),
      ("共##paidbegin##1件。\n登录后查看全文\n共2##paidend##件。", "共1件。\n共2件。", ["1件。\n共2"]),
    ])
  func `a marker in a notice and a notice in a span spoil neither`(text: String, left: String, paid: [String]) {
    let found = scan(text)
    #expect(found.text == left)
    #expect(found.paid == paid)
  }

  @Test func `a marker that stands alone takes its line with it`() {
    let found = scan("一\n##paidbegin##\n二\n##paidend##\n三")
    #expect(found.text == "一\n二\n三")
    #expect(found.paid == ["二\n"])
    #expect(scan("##paidbegin##\n一").text == "一")
    #expect(scan("一\n##paidend##").text == "一")
    #expect(scan("一\n##paidbegin##").paid.isEmpty)
  }

  @Test func `empty lines of the text stay`() {
    #expect(scan("一\n\n二\n").text == "一\n\n二\n")
    #expect(scan("一##paidend##\n\n二").text == "一\n\n二")
  }

  @Test func `keeps apart what several pairs enclose`() {
    #expect(scan("a##paidbegin##b##paidend##c##paidbegin##d##paidend##e").paid == ["b", "d"])
    #expect(scan("##paidbegin##一##paidend##[[vip二vip]]").paid == ["一", "二"])
  }

  @Test func `inside a pair the other one's markers only go, and so does a second opening`() {
    let found = scan("##paidbegin##一[[vip二vip]]三##paidbegin##四##paidend##五")
    #expect(found.text == "一二三四五")
    #expect(found.paid == ["一二三四"])
    #expect(scan("##paidbegin##一vip]]二##paidend##").paid == ["一二"])
  }

  @Test func `nothing between two markers is no span`() {
    #expect(scan("一##paidbegin####paidend##二").paid.isEmpty)
  }

  @Test func `the longest of several texts that fit is taken out`() {
    let scanner = PaywallScanner(markers: [], notices: ["本文", "本文由网友上传", ""], dropsBracketedNotices: false)
    #expect(scanner.scan("本文由网友上传。本文共12页").text == "。共12页")
  }

  @Test func `takes notices out wherever they stand, also inside a pair`() {
    let found = scan("调解文库成功\n本文档由用户上传\n##paidbegin##九文库件##paidend##")
    #expect(found.text == "调解成功\n九件")
    #expect(found.paid == ["九件"])
  }

  @Test(
    arguments: [
      "【付费后可阅读全文】", "（试读结束，开通会员查看更多）", "[剩余内容请下载后查看]", "(VIP会员可下载全文)", "==本文未完，购买后继续阅读==",
      "……点击下载完整版（￥5.00）……", "〖会员可查看其余8页〗", "（本文共9页，付费后浏览余下部分）", "（未完待续）", "【VIP专享文档】",
    ])
  func `takes out what a site says in brackets`(notice: String) {
    #expect(scan("共受理案件\(notice)12件。").text == "共受理案件12件。")
    #expect(scan("第一段\n\(notice)\n第二段").text == "第一段\n第二段")
  }

  @Test(
    arguments: [
      "完成整改36项（未完成2项）", "未完工程（含未完结诉讼3件）", "基本公共法律服务（政府付费）", "公证（付费12件，免费30件）",
      "培训律师（律师协会会员可免费参加）", "【VIP窗口】3个", "（一）办理案件12件（二）办结9件", "（购买服务岗位6个）", "［2025］3号",
      "政府购买法律服务（全文见附件）", "印发《意见》（县政办发〔2025〕3号）", "发放资料……累计1200份……受益3000人", "（下载“掌上12348”3万次）",
    ])
  func `leaves the report's own brackets`(text: String) {
    #expect(scan(text).text == text)
  }

  @Test func `of brackets in brackets only the site's go`() {
    #expect(scan("（其中办结9件【付费查看全文】，在办3件）").text == "（其中办结9件，在办3件）")
    #expect(scan("（其中办结9件（付费查看全文））").text == "（其中办结9件）")
  }

  @Test func `brackets never close on another line, nor far away`() {
    #expect(scan("（付费阅读\n全文）").text == "（付费阅读\n全文）")
    let long = "（付费阅读" + String(repeating: "案", count: 60) + "）"
    #expect(scan(long).text == long)
  }

  @Test func `brackets stay where the option says so`() {
    let scanner = PaywallScanner(markers: [.paid], notices: [], dropsBracketedNotices: false)
    #expect(scanner.scan("【付费后阅读全文】").text == "【付费后阅读全文】")
  }

  private static let words = ["办理", "案件", "12", "件", "。", "\n", "（", "）", "【", "】", "……", "==", "#", "未完成"]

  @Test(arguments: 0..<UInt64(300))
  func `a text without markers and notices stays as it is`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = generator.text(of: Self.words, count: 30)
    let found = scanner.scan(text)
    #expect(found.text == text)
    #expect(found.spans.isEmpty)
  }

  @Test(arguments: 0..<UInt64(300))
  func `spans lie inside the text, in order, between characters`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let marks = ["##paidbegin##", "##paidend##", "[[vip", "vip]]", "文库", "付费阅读"]
    let text = generator.text(of: Self.words + marks + marks, count: 40)
    let found = scanner.scan(text)
    let bytes = Array(found.text.utf8)
    var end = 0
    for span in found.spans {
      #expect(span.lowerBound >= end && span.upperBound <= bytes.count && !span.isEmpty)
      for bound in [span.lowerBound, span.upperBound] where bound < bytes.count {
        #expect(bytes[bound] & 0xC0 != 0x80)
      }
      end = span.upperBound
    }
  }

  @Test(arguments: 0..<UInt64(200))
  func `any bytes are scanned`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let text = String(decoding: generator.bytes(200), as: UTF8.self) + "##paidbegin##"
    #expect(scanner.scan(text).text.utf8.count <= text.utf8.count)
  }
}
