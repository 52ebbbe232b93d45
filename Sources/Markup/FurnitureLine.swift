/// Tells the lines around a text that belong to the site.
enum FurnitureLine {
  /// Where the reader stands, as in 当前位置：首页.
  static func isPath(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 360 else { return false }
    if let end = places.end(in: line, at: line.startIndex) {
      guard end < line.endIndex else { return true }
      return line[end] == 0x3A || line[end] == 0x20 || line[end] == 0x5B || starts(line[end...], separators)
    }
    let home = homes.end(in: line, at: firstLetter(line))
    return home != nil && arrows(in: line) >= 1
  }

  /// What comes before or after, as in 上一篇.
  static func isNeighbour(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 400, let end = neighbours.end(in: line, at: firstLetter(line)) else { return false }
    return end == line.endIndex || line[end] == 0x3A || line[end] == 0x20 || starts(line[end...], separators)
  }

  /// Who runs the site: 版权所有, ICP备, 网站标识码.
  static func isImprint(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 700 else { return false }
    if runners.end(in: line, at: firstLetter(line)) != nil { return true }
    return line.indices.contains { at in
      // No word begins within a character.
      if line[at] & 0xC0 == 0x80 { return false }
      if imprints.end(in: line, at: at) != nil { return true }
      // 网站备案和测评 and 公安备案12家 are matters of the report's.
      return registrations.end(in: line, at: at).map { isFollowedByName(line, $0) } ?? false
    }
  }

  /// What only leads on to other pages or asks for something: 相关阅读, 点击上方蓝字, 广告.
  static func isCall(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 90 else { return false }
    let start = firstLetter(line)
    if calls.end(in: line, at: start) != nil || wholeLines.contains(line) { return true }
    // 广告监管 is a matter of the report's.
    return ambiguousCalls.end(in: line, at: start).map { !goesOn(line, $0) } ?? false
  }

  /// What a site says of its rights and duties below a text: 版权声明：…, or a line of its own about 转载 and 侵权.
  static func isDisclaimer(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 1500 else { return false }
    if let end = disclaimers.end(in: line, at: firstLetter(line)), end < line.endIndex,
      line[end] == 0x3A || starts(line[end...], separators)
    {
      return true
    }
    guard !countsThings(line) else { return false }
    var found: [Int] = []
    var speaksOfSite = false
    var at = line.startIndex
    while at < line.endIndex {
      if line[at] >= 0xE4, let (word, end) = rights.find(in: line, at: at, gaps: false) {
        if !found.contains(word) { found.append(word) }
        at = end
      } else if line[at] >= 0xE4, let end = sites.end(in: line, at: at) {
        speaksOfSite = true
        at = end
      } else {
        at += 1
      }
    }
    return found.count >= (speaksOfSite ? 2 : 4)
  }

  /// What asks for a click or a scan: 点击查看大图, 打开APP阅读全文, 扫描二维码关注公众号.
  static func isPrompt(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 90, let end = asks.end(in: line, at: firstLetter(line)) else { return false }
    return line[end...].indices.contains { askedFor.end(in: line, at: $0) != nil }
  }

  /// Whether a line begins with what leads on: 延伸阅读：….
  static func leadsOn(_ line: ArraySlice<UInt8>) -> Bool {
    let start = firstLetter(line)
    return related.end(in: line, at: start) != nil || asks.end(in: line, at: start) != nil
  }

  /// A heading after which a page lists other pages.
  static func isRelatedHeading(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 60, let end = related.end(in: line, at: firstLetter(line)) else { return false }
    let rest = line[end...]
    // 相关信息公开情况 is a heading of the report's.
    return rest.count <= 12 && (!goesOn(line, end) || relatedEnds.contains(rest))
  }

  /// A heading of a part of the page, other than its text, that is told by where it stands.
  static func isSectionHeading(_ line: ArraySlice<UInt8>) -> Bool {
    if isRelatedHeading(line) { return true }
    guard line.count <= 60, let end = sections.end(in: line, at: firstLetter(line)) else { return false }
    return line[end...].count <= 24
  }

  /// Who took a picture, at the end of a line: 孟三 摄, （资料图）.
  static func isPhotoCredit(_ line: ArraySlice<UInt8>) -> Bool {
    var end = line.endIndex
    for mark in ["。", "）", ")", "】", "]"] where line[..<end].suffix(mark.utf8.count).elementsEqual(mark.utf8) {
      end -= mark.utf8.count
    }
    return photoCredits.contains { end - line.startIndex > $0.count && line[..<end].suffix($0.count).elementsEqual($0) }
  }

  private static let photoCredits = ["摄", "摄影", "供图", "资料图", "资料图片", "制图", "图片来源网络", "配图"].map { Array($0.utf8) }

  /// A row of buttons in brackets, whatever they say: 【评论】【论坛】【大 中 小】【打印】.
  private static func isBracketed(_ line: ArraySlice<UInt8>) -> Bool {
    var groups = 0
    var inside: Int?
    var at = line.startIndex
    while at < line.endIndex {
      if line[at...].starts(with: "【".utf8) {
        guard inside == nil else { return false }
        inside = at
        at += 3
      } else if line[at...].starts(with: "】".utf8) {
        guard let start = inside, at - start <= 27 else { return false }
        (inside, groups) = (nil, groups + 1)
        at += 3
      } else {
        guard inside != nil || line[at] <= 0x20 else { return false }
        at += 1
      }
    }
    return groups >= 3 && inside == nil
  }

  /// A line of buttons and counters alone.
  static func isButtons(_ line: ArraySlice<UInt8>) -> Bool {
    if line.first == 0xE3, line.count <= 300, isBracketed(line) { return true }
    // What begins with anything else has text that is neither.
    guard line.count <= 300, !line.isEmpty, InformationWords.mayBegin(line, line.startIndex),
      let read = InformationLine.read(line)
    else { return false }
    return read.buttons > 0 && read.unexplained.isEmpty && read.values.isEmpty
      && (read.buttons > 1 || read.labels > 0 || line.count > 3)
  }

  /// Which of a text's pages this is, with the ways to the others: 第1页/共3页 << 上一页 | 下一页 >>, [1] [2] [3] 下一页.
  static func isPager(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 120 else { return false }
    var words = 0
    var at = line.startIndex
    while at < line.endIndex {
      if let end = pagers.end(in: line, at: at) {
        words += 1
        at = end
      } else if let end = pagerParts.end(in: line, at: at) {
        at = end
      } else if line[at] < 0x80, !(line[at] | 0x20 >= 0x61 && line[at] | 0x20 <= 0x7A) {
        at += 1
      } else if let end = separators.end(in: line, at: at) {
        at = end
      } else {
        return false
      }
    }
    return words > 0
  }

  // MARK: - Parts

  private static func starts(_ bytes: ArraySlice<UInt8>, _ words: WordList) -> Bool {
    words.end(in: bytes, at: bytes.startIndex) != nil
  }

  /// Past brackets and arrows at the start.
  private static func firstLetter(_ line: ArraySlice<UInt8>) -> Int {
    var at = line.startIndex
    while at < line.endIndex {
      if let end = separators.end(in: line, at: at) {
        at = end
      } else if line[at] < 0x30 || line[at] == 0x3E || line[at] == 0x5B {
        at += 1
      } else {
        break
      }
    }
    return at
  }

  /// Whether a line says how many of something there were, as only a report does: 查处侵权案件12起.
  private static func countsThings(_ line: ArraySlice<UInt8>) -> Bool {
    line.indices.dropFirst().contains { at in
      line[at] >= 0xE4 && PageDate.isDigit(line[at - 1]) && counters.end(in: line, at: at) != nil
    }
  }

  /// Whether a word of the line's own goes on at `at`, rather than a sign, a blank or its end.
  private static func goesOn(_ line: ArraySlice<UInt8>, _ at: Int) -> Bool {
    at < line.endIndex && line[at] >= 0xE4 && line[at] <= 0xE9
  }

  /// Whether what begins at `at` is the name or the long number that a word before it announces.
  private static func isFollowedByName(_ line: ArraySlice<UInt8>, _ at: Int) -> Bool {
    guard at < line.endIndex else { return false }
    if line[at] == 0x3A || line[at] == 0x20 || starts(line[at...], nameSigns) { return true }
    return line[at...].prefix(8).count { PageDate.isDigit($0) } == 8
  }

  private static func arrows(in line: ArraySlice<UInt8>) -> Int {
    line.indices.count { line[$0] == 0x3E || line[$0] >= 0xC2 && arrowSigns.end(in: line, at: $0) != nil }
  }

  private static let pagers = WordList(
    """
    上一页 下一页 前一页 后一页 首页 尾页 末页 上页 下页 返目录 返回目录 回目录 返回首页 返回顶部 返回列表 全文阅读 余下全文 页 跳转 跳转到 转到 go « » ‹ › ＜ ＞ ＜＜ ＞＞ 【 】 ［ ］
    """)
  /// What says nothing without one of those: 共 heads the last row of a table as well.
  private static let pagerParts = WordList("第 共 当前")
  private static let separators = InformationWords.separators.adding("→")
  private static let nameSigns = WordList("： （ 【")
  private static let arrowSigns = WordList("› » ＞ → ﹥ >")
  private static let homes = WordList("首页 网站首页 主页 本站首页 home")
  private static let places = WordList(
    """
    当前位置 当前的位置 当前所在位置 您当前位置 您当前的位置 您当前所在位置 您的位置 您的当前位置 您现在的位置 您现在位置 您所在的位置 您所在位置 你的位置 你现在的位置 你当前的位置 \
    你所在的位置 现在位置 现在的位置 所在位置 所处位置 您所处的位置 网站当前位置 目前位置
    """)
  private static let neighbours = WordList("上一篇 下一篇 上一条 下一条 上一篇文章 下一篇文章 上一条信息 下一条信息 上篇 下篇 上一则 下一则 前一篇 后一篇")
  private static let imprints = WordList(
    "icp备 icp证 icp证号 公网安备 网站标识码 版权所有 备案序号 copyright © ©️ 违法和不良信息举报 建议使用ie 建议使用1 浏览器浏览本")
  private static let registrations = WordList("公安备案 网站备案 公安备案号 网站备案号")
  private static let runners = WordList("主办单位： 主办单位: 主办： 主办: 承办单位： 承办单位: 技术支持： 技术支持: 版权声明： 版权声明: 免责声明： 免责声明:")
  private static let calls = WordList(
    """
    点击上方蓝字 点击蓝字 长按识别 长按二维码 扫描二维码 扫一扫 微信扫一扫 关注我们 欢迎关注 展开剩余 展开全文 点击查看全文 查看全文 正在加载 页面加载中 加载中 正在读取 \
    请稍候 advertisement 分享到 分享至 分享： 分享: 共1页 本文链接 本页由 下载需付费 原标题： 原标题: 原题： 分隔线--
    """)
  private static let ambiguousCalls = WordList("广告 扫码 扫码关注 扫码阅读 扫码查看")
  private static let wholeLines = WordList(
    "编辑 锁定 讨论 播报 [编辑] 编辑本段 回目录 顶 踩 赞 追问 举报 回复 喜欢 转载 收藏 更多图册 end -end- ▲ ▼ 发消息 返回"
  ).adding(phrases: ["- end -"])
  private static let disclaimers = WordList(
    "版权声明 免责声明 郑重声明 特别声明 重要声明 严正声明 本网声明 本站声明 版权与免责声明 版权说明 版权提示 声明 转载声明 转载说明 转载请注明 侵权声明 法律声明")
  private static let rights = WordList(
    "转载 版权 著作权 侵权 稿酬 不代表 观点 立场 投资建议 风险自担 后果自负 及时删除 予以删除 联系我们 与我们联系 与本网联系 注明来源 注明出处 授权 许可 严禁 禁止 镜像 违者 真实性 所有权 追究")
  private static let sites = WordList("本网 本站 本平台 本公众号 本报 本刊 本社 报社 网站 网友 平台 如需转载 转载请")
  private static let counters = WordList("件 起 家 个 宗 场 名 人 批 项 次 万 余 多 部 份")
  private static let asks = WordList("扫描 扫一扫 扫码 长按 关注 下载 打开 点击 搜索 登录 注册 请点击 请扫描 欢迎关注 更多精彩 更多内容 戳 点个")
  private static let askedFor = WordList(
    "二维码 公众号 app 客户端 小程序 微信号 视频号 更多 全文 原文 大图 下一页 蓝字 专题 订阅 查看 进入 阅读 详情 浏览 观看 收看 在看 扫一扫 朋友圈 分享")
  private static let related = WordList(
    """
    相关阅读 相关链接 相关新闻 相关文章 相关信息 相关内容 相关报道 相关推荐 相关文档 相关资讯 相关个股 相关股票 相关基金 相关专题 相关视频 相关图集 延伸阅读 关联阅读 扩展阅读 推荐阅读 推荐文章 猜你喜欢 猜您喜欢 为你推荐 为您推荐 热门推荐 \
    热门文章 热点文章 热点新闻 最新文章 网友评论 最新评论 评论列表
    """
  ).adding(phrases: [
    "related articles", "related stories", "related posts", "related:", "top rated comments", "you may also like",
    "you might also like", "recommended for you", "read next",
  ])
  private static let relatedEnds = WordList("推荐 更多 列表 排行 排行榜 导读 查看更多 的文章 的人")
  private static let sections = WordList("相关阅读").adding(phrases: [
    "related", "recommended", "you may like", "you might like", "more from", "more stories", "more news",
    "more on this", "more in", "most read", "most popular", "most viewed", "popular posts", "top stories",
    "latest news", "latest stories", "trending", "don't miss", "don’t miss", "also read", "comments", "leave a comment",
    "leave a reply", "post a comment", "join the conversation", "about the author", "share this", "sign up",
    "newsletter", "breaking news", "subscribe", "follow us", "tell us what you think",
  ])
}
