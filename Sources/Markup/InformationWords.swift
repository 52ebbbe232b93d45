/// The words of the lines in which pages speak of themselves.
enum InformationWords {
  private static let byMeaning: [InformationLine.Label: String] = [
    .published: """
    发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期 公开时间 公开日期 信息时间 信息日期 上传时间 上传日期 添加时间 添加日期 录入时间 录入日期 刊登时间 刊登日期 \
    刊发时间 刊发日期 生成日期 生成时间 文章时间 加入时间 提交时间 提交日期 发帖时间 发帖日期 发贴时间 发贴日期 发言时间 创建时间 创建日期 公布日期 公布时间 \
    出版日期 出版时间 登载时间 见报时间 见报日期 发布于 发表于 发布在 发表在 发布 发表 发布： 创建于 刊于 发帖于 发贴于 发于 首发于 上传于 提交于 \
    published posted
    """,
    .updated: """
    更新时间 更新日期 更新于 最后更新 最近更新 最后更新时间 最近更新时间 最后更新于 最后修改 最后修改时间 最后修改于 最后修订于 修改时间 修改日期 修改于 修订时间 \
    最后编辑于 最后编辑时间 编辑于 最新更新 本页面最后修订于 updated modified
    """,
    .dated: "时间 日期 date",
    .issued: "成文日期 发文日期 发文时间 印发日期 印发时间 制发日期 成文时间 签发日期",
    .effective: "生效日期 生效时间 实施日期 施行日期 实施时间 废止日期 失效日期 失效时间 截止日期 截止时间 活动时间 会议时间 开始时间 结束时间",
    .source:
      "来源 信息来源 文章来源 新闻来源 稿件来源 稿源 来源单位 文章出处 出处 内容来源 资讯来源 来自 转载自 转自 摘自 消息来源 来源媒体 媒体来源 原文来源 图文来源 来源网站 文章转自 出自 source",
    .author: """
    作者 文章作者 原作者 本文作者 撰稿 撰稿人 撰文 供稿 供稿人 供稿单位 供稿作者 投稿人 记者 本报记者 本网记者 通讯员 特约记者 特约通讯员 见习记者 文字记者 文字 文/图 图/文 文图 图文 \
    发帖人 发贴人 发信人 楼主 送交者 作者姓名 文 文字整理 采写 整理 执笔 author
    """,
    .issuer: """
    发布机构 发布单位 发布部门 公开单位 公开机构 公开主体 公开部门 发文机关 发文单位 发文机构 信息公开单位 制发机关 制发单位 制定机关 信息提供单位 信息发布机构 \
    信息发布单位 信息公开机构 颁布单位 发文部门 责任单位
    """,
    .indexNumber: "索引号 信息索引号 信息索引 索引 索引编号 公开索引号 信息索取号 索取号",
    .documentNumber: "发文字号 文号 文件编号 发文文号 信息文号 文件字号 公文文号 发文号 文件文号 文书号",
    .site: "发布网站 网站名称",
    .title: "标题 信息名称 文件名称 文件标题 信息标题 文章标题 主题 名称 题目",
  ]

  private static let others = """
    编辑 责任编辑 责编 编审 编校 校对 审核 审核人 审稿 初审 复审 终审 一审 二审 三审 签发 签发人 监制 统筹 录入 录入人 录入者 录入员 发布人 发布者 上传人 上传者 排版 制作 策划 版面编辑 值班编辑 \
    浏览 浏览次数 浏览量 浏览数 点击 点击数 点击量 点击次数 点击率 阅读 阅读量 阅读数 阅读次数 访问量 访问次数 访问 人气 热度 评论 评论数 下载 查看 查看次数 回复 回复数 推荐 收藏数 回帖 \
    下载次数 下载量 字体 字号 字体大小 文章字体 文字大小 字体显示 分享 分享到 分享至 转发 打印 视力保护色 保护视力色 背景色 背景颜色 主题分类 \
    主题词 体裁分类 体裁 服务对象 组配分类 信息类别 信息分类 分类 所属类别 公开方式 公开形式 公开范围 公开程序 公开属性 公开类别 公开目录 公开时限 \
    公开责任部门 责任部门 有效性 效力状态 时效性 是否有效 文件状态 状态 关键词 关键字 内容概述 信息来源链接 语种 \
    更新频率 数据量 数据格式 文档编号 文档大小 文件大小 大小 页数 字数 格式 文件格式 价格 售价 积分 栏目 所属栏目 频道 tags tag 标签 views 所属分类 版次 版面 最后回复 等级 \
    摄影 摄 图片来源 图片 制图 原标题 当前时间 现在时间 今日 今天
    """

  /// What each of `labels` says, in their order; `.other` for one whose value nobody asks for.
  static let meanings: [InformationLine.Label] = {
    var all: [String: InformationLine.Label] = [:]
    for (meaning, words) in byMeaning {
      for word in words.split(whereSeparator: \.isWhitespace) { all[String(word)] = meaning }
    }
    for (word, meaning) in phrases { all[word] = meaning }
    return labels.words.map { all[String(decoding: $0, as: UTF8.self)] ?? .other }
  }()

  /// Labels of several words.
  private static let phrases: [(String, InformationLine.Label)] = [
    ("published on", .published), ("published at", .published), ("posted on", .published), ("posted @", .published),
    ("posted at", .published), ("first published", .published), ("originally published", .published),
    ("date published", .published), ("publish date", .published), ("published date", .published),
    ("publication date", .published), ("date posted", .published), ("release date", .published),
    ("last updated", .updated), ("last updated on", .updated), ("last modified", .updated), ("updated on", .updated),
    ("updated at", .updated), ("date modified", .updated), ("last update", .updated), ("written by", .author),
    ("posted by", .author),
  ]

  static let labels = WordList(
    ([others] + byMeaning.keys.sorted { $0.rawValue < $1.rawValue }.map { byMeaning[$0] ?? "" }).joined(separator: " ")
  ).adding(phrases: phrases.map(\.0))

  /// Buttons and what stands on them.
  static let buttons = WordList(
    """
    打印本页 打印此页 打印此文 打印文章 打印本文 打印 关闭窗口 关闭本页 关闭此页 关闭页面 关闭 返回顶部 返回首页 返回列表 返回上一页 返回上页 返回页首 返回目录 返目录 回目录 返回 \
    收藏本页 加入收藏 收藏此页 添加收藏 收藏 大 中 小 特大 超大 默认 字体 字号 繁体 简体 分享到 分享至 分享 微信 微博 新浪微博 腾讯微博 qq空间 qq好友 qq \
    朋友圈 微信好友 微信朋友圈 人人网 豆瓣 百度贴吧 复制链接 复制网址 转发 推荐 推荐给好友 发送给朋友 发给好友 举报 纠错 我要纠错 朗读 语音播报 收听 扫一扫 手机看 手机版 \
    手机扫一扫 在手机打开当前页 扫一扫在手机打开当前页 用手机扫一扫 点赞 赞 在看 阅读原文 写留言 评论 我要评论 发表评论 查看评论 网友评论 跟帖 参与 下载 \
    立即下载 下载文档 下载本文 广告 原创 展开全文 阅读全文 展开剩余 收起 更多 more 上一页 下一页 首页 尾页 末页 保存 保存本页 顶部 投稿 a+ a- print share \
    只看该作者 只看楼主 倒序浏览 正序浏览 电梯直达 引用 回复 使用道具 编辑 显示全部楼层 点击此处收藏本文 我要说说 我来说两句 发表看法 字号：
    """)

  /// What a number on such a line counts.
  static let counted = WordList("次 人 条 评论 阅读 个评论 条评论 人评论 人参与 人浏览 次浏览 次阅读 次点击 点击 浏览 赞 % 页 kb mb 元")

  static let addresses = WordList("http:// https:// www.")

  static let separators = WordList("： 【 】 （ ） 〖 〗 ［ ］ 「 」 ｜ │ ┃ · • ／ － — – › » ﹥ ＞ ， 、 ； ▶ ◆ ■ ● ★ ☆ × → 〓 丨")
    .adding("\u{3000}").adding("\u{2002}").adding("\u{2003}").adding("\u{200B}")

  /// Words of a clock in a page's head.
  static let clocks = WordList("今天是 今天 今日 现在是 现在时间 当前时间 北京时间 您好 你好 欢迎 农历 天气")

  /// What says behind a day that something was published or changed on it, as in 于2005年8月22日发表.
  static let endings = WordList("发表 发布 上贴 上帖 发帖 发贴 提交 上传 刊登 刊发 首发 发言 张贴")

  /// The time zones behind an English time.
  static let zones = WordList("est edt et pst pdt pt cst cdt ct mst mdt gmt utc bst ist hst cet z")

  /// Whether any of the words above, or a date, may begin at `at`; at most places none does.
  static func mayBegin(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes0 in
      leads.withUnsafeBufferPointer { mayBegin(bytes0, at - bytes.startIndex, $0) }
    }
  }

  /// The first place behind `at` where any of them may begin.
  static func nextStart(_ bytes: ArraySlice<UInt8>, after at: Int) -> Int {
    let offset = bytes.withUnsafeBufferPointer { bytes0 in
      leads.withUnsafeBufferPointer { leads in
        var next = at - bytes.startIndex
        repeat {
          next += InformationLineReader.width(bytes0[next])
        } while next < bytes0.count
          && !mayBegin(bytes0, next, leads)
        return min(next, bytes0.count)
      }
    }
    return bytes.startIndex + offset
  }

  @inline(__always)
  private static func mayBegin(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ leads: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let byte = bytes[at]
    if byte < 0x80 {
      guard leads[Int(byte) >> 3] & (1 << (byte & 7)) != 0 else { return false }
      // Within a word of letters no other begins.
      return !isLetter(byte) || at == 0 || !isLetter(bytes[at - 1])
    }
    guard byte >= 0xE0 else { return byte == 0xC2 }
    guard byte < 0xF0, at + 2 < bytes.count else { return false }
    let point = Int(byte & 0x0F) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
    return leads[point >> 3] & (1 << UInt8(point & 7)) != 0
  }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  /// A bit for each character of one or three bytes that one of the words, a sign or a date begins with.
  private static let leads: [UInt8] = {
    var bits = [UInt8](repeating: 0, count: 1 << 13)
    func set(_ point: Int) { bits[point >> 3] |= 1 << UInt8(point & 7) }
    for sign in 0..<0x80 where InformationLineReader.separatorEnd([UInt8(sign)], 0) != nil { set(sign) }
    for digit in 0x30...0x39 { set(digit) }
    let dates = WordList("一 二 １ ２ jan feb mar apr may jun jul aug sep oct nov dec")
    for list in [labels, buttons, addresses, separators, clocks, dates] {
      for word in list.words {
        if word[0] < 0x80 {
          set(Int(word[0]))
          if isLetter(word[0]) { set(Int(word[0] & ~0x20)) }
        } else if word[0] >= 0xE0, word[0] < 0xF0, word.count >= 3 {
          set(Int(word[0] & 0x0F) << 12 | Int(word[1] & 0x3F) << 6 | Int(word[2] & 0x3F))
        }
      }
    }
    return bits
  }()
}
