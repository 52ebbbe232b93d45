import Testing

@testable import Markup

private func bytes(_ line: String) -> ArraySlice<UInt8> { Array(line.utf8)[...] }

struct FurnitureLineTests {
  @Test(arguments: [
    "版权声明：本文由本站原创，转载请注明出处。", "【免责声明】本网所载内容不代表本网观点。", "如需转载请与本报社联系，未经授权严禁镜像。",
    "郑重声明：以上内容与本站立场无关，不构成投资建议。", "凡注明来源为其他媒体的稿件，版权归原作者所有，本网转载不代表赞同其观点。",
  ])
  func `a site's words on its rights are told`(line: String) {
    #expect(FurnitureLine.isDisclaimer(bytes(line)))
  }

  @Test(arguments: [
    "加强著作权保护，全年查处侵权案件二十一起。", "声明公证三百件，委托公证二百件。", "未经授权不得进入，各所落实安全检查。", "办理版权登记转让事项四十件，群众表示满意。",
    "版权保护有力，查处侵权案件12起，指导平台下架侵权链接300个。",
  ])
  func `a report's words on rights are its own`(line: String) {
    #expect(!FurnitureLine.isDisclaimer(bytes(line)))
  }

  @Test(arguments: [
    ("广告", true), ("广告：", true), ("扫码关注", true), ("广告监管执法12件", false), ("扫码入企检查制度", false), ("【广告】", true),
  ])
  func `a word that a report uses as well is a call only by itself`(line: String, isCall: Bool) {
    #expect(FurnitureLine.isCall(bytes(line)) == isCall)
  }

  @Test(arguments: [
    ("某公安备案号：12010302000001", true), ("某公安备案 12010302000001", true), ("网站备案：某-2024-07", true),
    ("完成门户网站备案和测评，未发生安全事故。", false), ("核查公安备案12家", false),
  ])
  func `a registration is an imprint where its number follows`(line: String, isImprint: Bool) {
    #expect(FurnitureLine.isImprint(bytes(line)) == isImprint)
  }

  @Test(arguments: [
    ("相关阅读", true), ("相关文章推荐", true), ("相关链接：", true), ("最新文章 >>", true), ("相关信息公开情况", false), ("相关新闻宣传", false),
  ])
  func `a heading of other pages ends with its word`(line: String, isHeading: Bool) {
    #expect(FurnitureLine.isRelatedHeading(bytes(line)) == isHeading)
  }

  @Test(arguments: ["扫描二维码关注公众号", "打开某某APP阅读全文", "点击查看更多精彩内容", "【点击进入专题】", "长按识别二维码，关注我们的公众号"])
  func `what asks for a click or a scan is told`(line: String) {
    #expect(FurnitureLine.isPrompt(bytes(line)))
  }

  @Test(arguments: ["关注重点人群，走访困难家庭。", "微信公众号推送普法文章", "登记在册的社区矫正对象", "开通二维码受理窗口"])
  func `what was done with codes and accounts is no prompt`(line: String) {
    #expect(!FurnitureLine.isPrompt(bytes(line)))
  }

  @Test(arguments: [
    ("第1页/共1页 << 上一页 | 下一页 >>", true), ("[1] [2] [3] 下一页", true), ("返目录下一页", true), ("上一页 1 2 3 下一页 尾页", true),
    ("第3章 公证", false), ("共\t120\t85", false), ("1", false), ("3 2 1", false), ("共计办理12件", false), ("页数", false),
  ])
  func `a pager is told from a numbered line`(line: String, isPager: Bool) {
    #expect(FurnitureLine.isPager(bytes(line)) == isPager)
  }

  @Test(arguments: [
    ("11月4日晚，阅览室里坐满了人。孟三 摄", true), ("开放日现场（资料图）", true), ("图为公证员上门服务。王五供图", true), ("摄", false),
    ("全年组织拍摄普法短片十二部", false),
  ])
  func `who took a picture is told by the end of the line`(line: String, isCredit: Bool) {
    #expect(FurnitureLine.isPhotoCredit(bytes(line)) == isCredit)
  }

  @Test(arguments: [
    ("【评论】【论坛】【收藏此页】【大 中 小】【打印】", true), ("【打印】【关闭】【返回】", true), ("【公证】全年办理三百件。", false),
    ("【一】【二】各所的情况", false), ("【】", false),
  ])
  func `a row of brackets is a row of buttons`(line: String, isRow: Bool) {
    #expect(FurnitureLine.isButtons(bytes(line)) == isRow)
  }
}
