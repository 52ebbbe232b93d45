import PipelineTesting
import Testing

@testable import Stages

struct SiteNoticeTests {
  private static let first = "今年以来，我局共办理法律援助案件147件，调解纠纷312件，取得明显成效。"
  private static let cut = "今年以来，我局共办理法律援助案件147件，调解纠纷312件，其中"

  private func scan(_ text: String) -> PaywallScan {
    PaywallScan(
      text, markers: MarkerScanner(markers: [.paid], notices: []),
      notices: NoticeScanner(dropsBracketed: true, dropsLines: true))
  }

  /// Notices that say that there is more to read.
  private static let ofRest = [
    "剩余内容需付费阅读", "余下全文需购买", "还有12页未读，继续阅读", "还剩23页未读", "剩余80%未读", "展开剩余80%", "开通VIP阅读全文", "付费后可查看", "试读结束",
    "预览已结束", "试读已结束，请付费后继续阅读", "本文档共12页 当前预览3页", "登录后查看全文", "您还没有登录，请登录后查看", "关注公众号回复“工作总结”查看全文", "扫码关注后阅读全文",
    "未完待续", "此处内容为会员专享，开通会员后可查看", "以上为部分内容，完整内容请下载", "温馨提示：当前文档最多只能预览5页，请下载原文档以浏览全部内容", "剩\u{200B}余内容需*付*费阅读",
    "ＶＩＰ会员可查看全文",
    "隐藏内容需回复后可见",
  ]
  /// Notices that only ask for something.
  private static let ofAsking = [
    "下载全文需付费", "点击下载完整版", "点击下载完整版（￥3.00）", "开通会员下载全文", "加入VIP，免费下载资源", "成为会员，免费下载", "更多内容请下载后查看",
  ]

  @Test(arguments: ofRest + ofAsking)
  func `a notice goes as a line, in brackets, behind a sentence and behind a word that was cut for it`(notice: String) {
    #expect(scan("\(Self.first)\n\(notice)").text == Self.first)
    #expect(scan("\(Self.first)\n  \(notice)  \n\(Self.first)").text == "\(Self.first)\n\(Self.first)")
    #expect(scan("\(Self.first)【\(notice)】").text == Self.first)
    #expect(scan("\(Self.first)\(notice)").text == Self.first)
    #expect(scan("\(Self.cut)\(notice)").text == Self.cut)
  }

  @Test(arguments: ofRest)
  func `a notice at the end says that the rest is missing`(notice: String) {
    #expect(scan("\(Self.first)\n\(notice)").isTruncated)
    #expect(scan("\(Self.first)\n\(notice)\n青禾县司法局\n2025年1月6日").isTruncated)
    #expect(!scan("\(Self.first)\n\(notice)\n\(Self.first)").isTruncated)
  }

  @Test(arguments: ofAsking)
  func `a notice that only asks says so where the text breaks off before it`(notice: String) {
    #expect(!scan("\(Self.first)\n\(notice)").isTruncated)
    #expect(!scan("\(Self.first)\n青禾县司法局\n2025年1月6日\n\(notice)").isTruncated)
    #expect(scan("\(Self.cut)\n\(notice)").isTruncated)
    #expect(scan("\(Self.cut)\(notice)").isTruncated)
    #expect(scan("\(Self.cut)【\(notice)】").isTruncated)
    #expect(!scan("\(Self.cut)【\(notice)】调解成功305件。").isTruncated)
  }

  @Test(
    arguments: [
      "会员单位付费", "律师协会会员费", "政府付费购买服务", "政府购买服务全文见附件", "我局为困难群众免费下载法律文书", "阅读全文可登录县政府网站", "欢迎登录青禾县人民政府网站查看全文",
      "（三）推进网上预约、登录查询服务", "二、登录后查看全文", "3.登录后查看全文", "会员大会全部结束", "新增注册会员1200人", "免费查看档案", "剩余12件", "其余3件正在办理",
      "剩余任务全部完成",
      "扫码阅读", "开展扫码阅读服务", "微信公众号阅读量", "公众号关注用户、阅读、下载", "订阅下载12万次", "下载次数", "补偿款全部支付完毕", "内容", "更多", "全部", "附件下载",
      "未完成2项",
      "农家书屋免费阅读全部开放", "其余案件登录系统查看", "开通“12348”平台", "青禾县司法局", "2025年1月6日", "登录12348平台", "付费公证",
    ])
  func `a report's own line stays`(line: String) {
    for text in ["\(Self.first)\n\(line)", "\(Self.first)\n\(line)\n\(Self.first)", "\(Self.first)\(line)", line] {
      let found = scan(text)
      #expect(found.text == text)
      #expect(!found.isTruncated)
    }
  }

  @Test func `lines that together are a notice go together`() {
    #expect(scan("\(Self.first)\n剩余内容\n需付费\n阅读\n\(Self.first)").text == "\(Self.first)\n\(Self.first)")
    #expect(scan("\(Self.first)\n剩余\n12\n件").text == "\(Self.first)\n剩余\n12\n件")
  }

  @Test(arguments: ["…", "……", "...", "……\n", "....."])
  func `an ellipsis at the end is a preview's`(end: String) {
    #expect(scan(Self.cut + end).isTruncated)
    #expect(scan(Self.cut + end).text == Self.cut + end)
  }

  @Test(arguments: [cut, first, "\(first)\n青禾县司法局", "\(cut)..", "\(cut)……\n\(first)", "", "……", "\(first)1."])
  func `a text that simply ends is whole`(text: String) {
    #expect(!scan(text).isTruncated)
    #expect(scan(text).text == text)
  }

  @Test(arguments: 0..<UInt64(200))
  func `only notices go, whatever stands around them`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let own = [Self.first, "一、主要工作", "（二）会员单位付费", "剩余12件", "青禾县司法局", Self.cut + "。", "阅读全文可登录县政府网站"]
    var lines: [(text: String, isOwn: Bool)] = []
    for _ in 0..<20 {
      let isOwn = generator.below(3) > 0
      let list = isOwn ? own : Self.ofRest + Self.ofAsking
      lines.append((list[generator.below(list.count)], isOwn))
    }
    let found = scan(lines.map(\.text).joined(separator: "\n"))
    #expect(found.text == lines.filter(\.isOwn).map(\.text).joined(separator: "\n"))
  }

  @Test(arguments: 0..<UInt64(200))
  func `any bytes are scanned, and nothing comes in`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "##paidbegin##", "##paidend##", "剩余", "内容", "付费", "登录", "阅读", "全文", "【", "】", "\n", "。", "案件", "…", "＃", "“",
    ]
    let text = String(decoding: generator.bytes(of: pieces, count: 60, noise: 12), as: UTF8.self)
    let found = scan(text)
    var rest = text.utf8[...]
    for byte in found.text.utf8 {
      let place = rest.firstIndex(of: byte)
      #expect(place != nil)
      rest = rest[(place.map { rest.index(after: $0) } ?? rest.endIndex)...]
    }
    for span in found.spans { #expect(span.upperBound <= found.text.utf8.count && !span.isEmpty) }
  }
}
