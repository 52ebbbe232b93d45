import Glibc
import PipelineTesting
import Testing

@testable import Markup

private let report = "2024年，全县办理法律援助案件１２６件，同比增长百分之八。现将有关情况报告如下：\n"

/// The text in another charset.
private func encoded(_ text: String, _ charset: String) -> [UInt8] {
  guard let descriptor = iconv_open(charset, "UTF-8"), descriptor != iconv_t(bitPattern: -1) else { return [] }
  defer { iconv_close(descriptor) }
  var input = text.utf8.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: text.utf8.count * 4 + 8)
  var left = input.count
  var room = output.count
  let size = output.count
  input.withUnsafeMutableBufferPointer { from in
    output.withUnsafeMutableBufferPointer { to in
      var source = from.baseAddress
      var target = to.baseAddress
      iconv(descriptor, &source, &left, &target, &room)
    }
  }
  return output[..<(size - room)].map { UInt8(bitPattern: $0) }
}

private func page(declaring charset: String?) -> String {
  let meta = charset.map { "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=\($0)\">" } ?? ""
  return "<html><head>\(meta)<title>报告</title></head><body><p>\(report)</p></body></html>"
}

struct CharsetDecoderTests {
  @Test func `reads a character of Big5 that one table of it lacks`() throws {
    let bytes = encoded(page(declaring: "big5"), "BIG5") + [0xA1, 0xFE] + encoded("全年計畫。", "BIG5")
    let decoded = try CharsetDecoder.decode(bytes, looksLikeMarkup: true)
    #expect(decoded.charset == "Big5" && decoded.replaced == 0)
    #expect(decoded.text.hasSuffix("／全年計畫。"))
  }

  @Test func `bad bytes beside much Chinese make it no Latin text`() {
    let bytes = encoded(String(repeating: report, count: 8), "GBK") + (0..<40).flatMap { _ in [0xFF, 0x20] as [UInt8] }
    #expect(throws: DecodingFailure.self) { try CharsetDecoder.decode(bytes, looksLikeMarkup: true, tolerance: 2) }
  }

  @Test(
    arguments: [
      ("UTF-8", nil, "UTF-8"), ("UTF-8", "utf-8", "UTF-8"), ("UTF-8", "gb2312", "UTF-8"), ("UTF-8", "big5", "UTF-8"),
      ("GBK", nil, "GB18030"), ("GBK", "gbk", "GB18030"), ("GBK", "gb2312", "GB18030"), ("GBK", "utf-8", "GB18030"),
      ("GBK", "iso-8859-1", "GB18030"), ("GBK", "big5", "GB18030"), ("GB18030", "gb2312", "GB18030"),
    ] as [(String, String?, String)])
  func `reads a page whatever it declares`(charset: String, declared: String?, expected: String) throws {
    let source = page(declaring: declared)
    let decoded = try CharsetDecoder.decode(encoded(source, charset), looksLikeMarkup: true)
    #expect(decoded.text == source)
    #expect(decoded.charset == expected)
  }

  @Test(arguments: [nil, "big5", "utf-8", "gb2312"] as [String?])
  func `tells Big5 from GBK by its commonest characters`(declared: String?) throws {
    let head = declared.map { "<meta charset=\($0)>" } ?? ""
    let source = head + "<p>本年度的工作，是在市政府的領導下，為人民服務。有一件案件，在法院。不大的問題，中國人都了解。</p>"
    let decoded = try CharsetDecoder.decode(encoded(source, "BIG5"), looksLikeMarkup: true)
    #expect(decoded.text == source)
    #expect(decoded.charset == "Big5")
  }

  @Test func `reads characters of four bytes under a GB2312 label`() throws {
    let source = "<meta charset=gb2312><p>朱镕基、陶喆、㙍𬭚𠮷</p>"
    #expect(try CharsetDecoder.decode(encoded(source, "GB18030"), looksLikeMarkup: true).text == source)
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE"])
  func `knows UTF-16 by its mark or by the NULs of its ASCII`(charset: String) throws {
    let bytes = encoded(report + "12345\n", charset)
    let bare = try CharsetDecoder.decode(bytes, looksLikeMarkup: false)
    #expect(bare == DecodedText(text: report + "12345\n", charset: charset, evidence: .content))
    let mark: [UInt8] = charset == "UTF-16LE" ? [0xFF, 0xFE] : [0xFE, 0xFF]
    let marked = try CharsetDecoder.decode(mark + bytes, looksLikeMarkup: false)
    #expect(marked == DecodedText(text: report + "12345\n", charset: charset, evidence: .byteOrderMark))
  }

  @Test func `leaves the byte order mark out of the text`() throws {
    let decoded = try CharsetDecoder.decode([0xEF, 0xBB, 0xBF] + Array("正文".utf8), looksLikeMarkup: true)
    #expect(decoded == DecodedText(text: "正文", charset: "UTF-8", evidence: .byteOrderMark))
  }

  @Test func `says what decided the charset`() throws {
    let bytes = encoded(report, "GBK")
    #expect(try CharsetDecoder.decode(bytes, transport: "GBK", looksLikeMarkup: false).evidence == .transport)
    #expect(try CharsetDecoder.decode(bytes, looksLikeMarkup: false).evidence == .content)
    #expect(
      try CharsetDecoder.decode(encoded(page(declaring: "gbk"), "GBK"), looksLikeMarkup: true).evidence == .declaration)
    #expect(try CharsetDecoder.decode(Array("plain".utf8), looksLikeMarkup: true).charset == "UTF-8")
  }

  @Test func `names the first byte that is text in no charset`() {
    let bytes = Array("工作总结".utf8) + [0xFF] + Array("报告".utf8)
    #expect(throws: DecodingFailure(charset: "UTF-8", offset: 12)) {
      try CharsetDecoder.decode(bytes, looksLikeMarkup: false)
    }
    let cut = encoded(report, "GBK").dropLast(2)
    #expect(throws: DecodingFailure(charset: "GB18030", offset: cut.count - 1)) {
      try CharsetDecoder.decode(Array(cut), looksLikeMarkup: false)
    }
  }

  /// A page of a line of navigation and some seven hundred bytes of Chinese, in which characters stand that GB2312 lacks.
  private static func chinese(_ text: String, meta: String?, after padding: Int = 0) -> String {
    let head = meta.map { "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=\($0)\">" } ?? ""
    let filler = padding > 0 ? "<!--\(String(repeating: "-x", count: padding / 2))-->" : ""
    return "<html><head>\(filler)\(head)<title>工作</title></head><body><div>首页 通知 公告</div>"
      + (1...5).map { "<p>第\($0)季度，\(text)全县共办理法律援助案件，群众满意度稳步提高，各项工作有序推进。</p>" }.joined() + "</body></html>"
  }

  private static let traditional =
    "<html><head>META<title>工作</title></head><body><div>首頁 通知 公告</div>"
    + String(repeating: "<p>本年度的工作，是在市政府的領導下，為人民服務。不大的案件有一百件，中國人都了解法律的作用。</p>", count: 6) + "</body></html>"

  /// Pages by the charset that they are in, what they declare, and the charset that must come out.
  private static let pages: [(charset: String, declared: String?, padding: Int, text: String, expected: String)] = [
    ("GBK", "gbk", 0, "朱镕和陶喆、堃", "GB18030"), ("GBK", "gb2312", 0, "朱镕和陶喆、堃", "GB18030"),
    ("GBK", nil, 0, "朱镕和陶喆、堃", "GB18030"), ("GBK", "utf-8", 0, "朱镕和陶喆、堃", "GB18030"),
    ("GBK", "iso-8859-1", 0, "朱镕和陶喆、堃", "GB18030"), ("GBK", "gbk", 1500, "朱镕和陶喆、堃", "GB18030"),
    ("GBK", "gbk", 9000, "朱镕和陶喆、堃", "GB18030"), ("GBK", "windows-1252", 0, "朱镕和陶喆、堃", "GB18030"),
    ("GB18030", "gb18030", 0, "㙍和𬭚、𠮷", "GB18030"), ("GB18030", "gb2312", 0, "㙍和𬭚、𠮷", "GB18030"),
    ("GB18030", nil, 0, "㙍和𬭚、𠮷", "GB18030"), ("BIG5", "big5", 0, "", "Big5"), ("BIG5", nil, 0, "", "Big5"),
    ("BIG5", "utf-8", 0, "", "Big5"), ("BIG5", "gb2312", 0, "", "Big5"), ("UTF-8", "utf-8", 0, "㙍和𬭚、𠮷", "UTF-8"),
    ("UTF-8", "gb2312", 0, "㙍和𬭚、𠮷", "UTF-8"), ("UTF-8", nil, 0, "㙍和𬭚、𠮷", "UTF-8"),
    ("UTF-8", "iso-8859-1", 0, "㙍和𬭚、𠮷", "UTF-8"), ("UTF-16LE", nil, 0, "㙍和𬭚、𠮷", "UTF-16LE"),
    ("UTF-16BE", "utf-8", 0, "㙍和𬭚、𠮷", "UTF-16BE"),
  ]

  @Test(arguments: pages.indices)
  func `reads every character of a page in any charset`(index: Int) throws {
    let page = Self.pages[index]
    let meta = page.declared.map { "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=\($0)\">" } ?? ""
    let source =
      page.charset == "BIG5"
      ? Self.traditional.replacing("META", with: meta)
      : Self.chinese(page.text, meta: page.declared, after: page.padding)
    let bytes = encoded(source, page.charset)
    let decoded = try CharsetDecoder.decode(bytes, looksLikeMarkup: true)
    #expect(decoded.text == source)
    #expect(decoded.charset == page.expected)
    #expect(decoded.replaced == 0)
    #expect(
      PageReader().read(markup: decoded.text).text.contains(page.charset == "BIG5" ? "為人民服務" : "第5季度，" + page.text))
    // A page that was not received whole ends inside a character.
    if page.charset != "UTF-16BE", page.charset != "UTF-16LE" {
      let cut = encoded("<p>" + source.replacing("</p></body></html>", with: ""), page.charset).dropLast()
      let rest = try CharsetDecoder.decode(Array(cut), looksLikeMarkup: true)
      #expect(rest.charset == page.expected)
      #expect(rest.text.hasSuffix("\u{FFFD}"))
      #expect(rest.replaced == 1)
    }
  }

  @Test(
    arguments: [("UTF-8", [0xEF, 0xBB, 0xBF]), ("UTF-16LE", [0xFF, 0xFE]), ("GB18030", [0x84, 0x31, 0x95, 0x33])]
      as [(String, [UInt8])])
  func `believes a byte order mark above all`(charset: String, mark: [UInt8]) throws {
    let source = Self.chinese("㙍和𬭚、𠮷", meta: "big5")
    let decoded = try CharsetDecoder.decode(mark + encoded(source, charset), transport: "gbk", looksLikeMarkup: true)
    #expect(decoded.text == source)
    #expect(decoded.evidence == .byteOrderMark)
    #expect(decoded.disbelieved == (charset == "GB18030" ? "big5" : "gbk"))
  }

  @Test(
    arguments: [
      ("<p>Le café du théâtre était fermé ; à bientôt, Zoé !</p>", nil),
      ("<p>Müller, Größe und Übermut</p>", "iso-8859-1"),
      ("<p>situação, ações e informação da comissão</p>", "windows-1252"),
      ("<p>It’s “quoted” – and done…</p>", "utf-8"),
      ("<b>© 2024 Firm</b>", nil),
    ] as [(String, String?)])
  func `reads Latin letters of one byte as windows-1252`(text: String, declared: String?) throws {
    let source = (declared.map { "<meta charset=\($0)>" } ?? "") + text
    let decoded = try CharsetDecoder.decode(encoded(source, "CP1252"), looksLikeMarkup: true)
    #expect(decoded.text == source)
    #expect(decoded.charset == "windows-1252")
    #expect(decoded.disbelieved == (declared == "utf-8" ? "utf-8" : nil))
  }

  @Test(arguments: ["<td>是</td><td>否</td>", "<p>A级、B级</p>", "<li>1、证</li><li>2、书</li>"])
  func `takes single Chinese characters for no Latin letters`(markup: String) throws {
    #expect(try CharsetDecoder.decode(encoded(markup, "GBK"), looksLikeMarkup: true).text == markup)
  }

  @Test func `says which charset was named and not believed`() throws {
    func decode(_ charset: String, _ declared: String, transport: String? = nil) throws -> String? {
      try CharsetDecoder.decode(
        encoded(page(declaring: declared), charset), transport: transport, looksLikeMarkup: true
      )
      .disbelieved
    }
    #expect(try decode("GBK", "gb2312") == nil)
    #expect(try decode("GBK", "utf-8") == "utf-8")
    #expect(try decode("GBK", "gbk", transport: "ISO-8859-1") == "ISO-8859-1")
    #expect(try decode("UTF-8", "koi8-r") == "koi8-r")
  }

  @Test func `leaves out a few NULs and counts them`() throws {
    for charset in ["UTF-8", "GBK"] {
      var bytes = encoded(page(declaring: nil), charset)
      bytes.insert(0, at: bytes.count - 3)
      bytes.append(0)
      let decoded = try CharsetDecoder.decode(bytes, looksLikeMarkup: true)
      #expect(decoded.text == page(declaring: nil))
      #expect(decoded.removed == 2)
    }
  }

  @Test func `says how many bytes are malformed and why the charset was tried`() {
    let long = String(repeating: report, count: 40)
    let bytes = encoded("<meta charset=gbk>" + long, "GBK").flatMap { $0 == 0x32 ? [0xFF, 0xFF] : [$0] }
    let failure = #expect(throws: DecodingFailure.self) {
      try CharsetDecoder.decode(bytes, looksLikeMarkup: true, tolerance: 2)
    }
    #expect(failure?.malformed ?? 0 > 40)
    #expect(failure?.evidence == .declaration)
    #expect(failure?.charset == "GB18030")
  }

  @Test func `replaces a few malformed bytes only where it is told to`() throws {
    let long = String(repeating: report, count: 40)
    var bytes = encoded(long, "GBK")
    bytes.insert(0xFF, at: 0)
    #expect(throws: DecodingFailure.self) { try CharsetDecoder.decode(bytes, looksLikeMarkup: true) }
    let decoded = try CharsetDecoder.decode(bytes, looksLikeMarkup: true, tolerance: 1)
    #expect(decoded.text == "\u{FFFD}" + long)
    #expect(decoded.replaced == 1)
  }

  @Test(
    arguments: [
      [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00],
      Array("文字".utf8) + [0x00, 0x01, 0x02] + Array("text".utf8), [0x01, 0x00, 0x02, 0x00, 0x03, 0x00],
    ] as [[UInt8]])
  func `refuses binary content`(bytes: [UInt8]) {
    #expect(throws: DecodingFailure.self) { try CharsetDecoder.decode(bytes, looksLikeMarkup: true) }
  }

  @Test func `the table of GB18030 reads what iconv reads`() {
    var random = SeededGenerator(seed: 11)
    var samples = [encoded(report + "１㐀𠀀é\u{80}€", "GB18030"), [0xC4], [0xC4, 0xE3, 0x81], [0x80, 0xFF, 0x81, 0x30]]
    // All pairs, each on a line.
    samples.append((0x80...0xFF).flatMap { lead in (0x30...0xFF).flatMap { [lead, $0, 0x0A] as [UInt8] } })
    for _ in 0..<200 {
      let count = Int.random(in: 1...300, using: &random)
      samples.append(
        (0..<count).map { _ in UInt8.random(in: Bool.random(using: &random) ? 0...255 : 0x81...0xFE, using: &random) })
    }
    for bytes in samples {
      let (output, other) = bytes.withUnsafeBufferPointer {
        (Transcoder(charset: .gb18030, allowsCut: true).output($0, upTo: .max)?.bytes, Transcoder.iconvOutput($0))
      }
      #expect(output == other)
    }
  }

  @Test func `any bytes are decoded or refused at an offset inside them`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      do throws(DecodingFailure) {
        _ = try CharsetDecoder.decode(bytes, looksLikeMarkup: true, tolerance: Int.random(in: 0...50, using: &random))
      } catch {
        #expect(bytes.indices.contains(error.offset))
      }
    }
  }
}
