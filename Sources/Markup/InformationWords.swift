/// The words of the lines in which pages speak of themselves.
enum InformationWords {
  private static let byMeaning: [InformationLine.Label: String] = [
    .published: """
    发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期 公开时间 公开日期 信息时间 信息日期 更新时间 更新日期 \
    上传时间 上传日期 添加时间 添加日期 录入时间 刊登时间 刊发时间 生成日期 文章时间 加入时间 published
    """,
    .dated: "时间 日期 date",
    .issued: "成文日期 发文日期 发文时间 印发日期 制发日期 成文时间 生效日期 实施日期 废止日期 失效日期",
    .source: "来源 信息来源 文章来源 新闻来源 稿件来源 稿源 来源单位 文章出处 出处 内容来源 资讯来源 来自 转载自 source",
    .author: "作者 文章作者 撰稿 撰稿人 供稿 供稿人 供稿单位 记者 通讯员 author",
    .issuer: "发布机构 发布单位 公开单位 公开机构 公开主体 公开部门 发文机关 发文单位 发文机构 信息公开单位 制发机关 制定机关 信息提供单位 信息发布机构",
    .indexNumber: "索引号 信息索引号 信息索引 索引",
    .documentNumber: "发文字号 文号 文件编号 发文文号 信息文号",
    .site: "发布网站 网站名称",
  ]

  private static let others = """
    编辑 责任编辑 责编 编审 编校 校对 审核 审核人 初审 复审 终审 一审 二审 三审 签发 签发人 监制 统筹 录入 录入人 录入者 发布人 发布者 上传人 上传者 \
    浏览 浏览次数 浏览量 浏览数 点击 点击数 点击量 点击次数 点击率 阅读 阅读量 阅读数 阅读次数 访问量 访问次数 访问 人气 热度 评论 评论数 下载 \
    下载次数 下载量 字体 字号 字体大小 文章字体 文字大小 字体显示 分享 分享到 分享至 转发 打印 视力保护色 保护视力色 背景色 背景颜色 主题分类 \
    主题词 主题 体裁分类 体裁 服务对象 组配分类 信息类别 信息分类 分类 所属类别 公开方式 公开形式 公开范围 公开程序 公开属性 公开类别 公开目录 公开时限 \
    公开责任部门 责任部门 有效性 效力状态 时效性 是否有效 文件状态 状态 标题 名称 信息名称 文件名称 文件标题 关键词 关键字 内容概述 信息来源链接 语种 \
    更新频率 数据量 数据格式 文档编号 文档大小 文件大小 大小 页数 字数 格式 文件格式 价格 售价 积分 栏目 所属栏目 频道 tags tag 标签 views
    """

  /// What each of `labels` says, in their order; `.other` for one whose value nobody asks for.
  static let meanings: [InformationLine.Label] = {
    var all: [String: InformationLine.Label] = [:]
    for (meaning, words) in byMeaning {
      for word in words.split(whereSeparator: \.isWhitespace) { all[String(word)] = meaning }
    }
    return labels.words.map { all[String(decoding: $0, as: UTF8.self)] ?? .other }
  }()

  static let labels = WordList(
    ([others] + byMeaning.keys.sorted { $0.rawValue < $1.rawValue }.map { byMeaning[$0] ?? "" }).joined(separator: " "))

  /// Buttons and what stands on them.
  static let buttons = WordList(
    """
    打印本页 打印此页 打印此文 打印文章 打印本文 打印 关闭窗口 关闭本页 关闭此页 关闭页面 关闭 返回顶部 返回首页 返回列表 返回上一页 返回上页 返回页首 返回目录 返目录 回目录 返回 \
    收藏本页 加入收藏 收藏此页 添加收藏 收藏 大 中 小 特大 超大 默认 字体 字号 繁体 简体 分享到 分享至 分享 微信 微博 新浪微博 腾讯微博 qq空间 qq好友 qq \
    朋友圈 微信好友 微信朋友圈 人人网 豆瓣 百度贴吧 复制链接 复制网址 转发 推荐 推荐给好友 发送给朋友 发给好友 举报 纠错 我要纠错 朗读 语音播报 收听 扫一扫 手机看 手机版 \
    手机扫一扫 在手机打开当前页 扫一扫在手机打开当前页 用手机扫一扫 点赞 赞 在看 阅读原文 写留言 评论 我要评论 发表评论 查看评论 网友评论 跟帖 参与 下载 \
    立即下载 下载文档 下载本文 广告 原创 展开全文 阅读全文 展开剩余 收起 更多 more 上一页 下一页 首页 尾页 末页 保存 保存本页 顶部 投稿 a+ a- print share
    """)

  /// What a number on such a line counts.
  static let counted = WordList("次 人 条 评论 阅读 个评论 条评论 人评论 人参与 人浏览 次浏览 次阅读 次点击 点击 浏览 赞 % 页 kb mb 元")

  static let addresses = WordList("http:// https:// www.")

  static let separators = WordList("： 【 】 （ ） 〖 〗 ［ ］ 「 」 ｜ │ ┃ · • ／ － — – › » ﹥ ＞ ， 、 ； ▶ ◆ ■ ● ★ ☆ × →")
    .adding("\u{3000}").adding("\u{2002}").adding("\u{2003}").adding("\u{200B}")
}
