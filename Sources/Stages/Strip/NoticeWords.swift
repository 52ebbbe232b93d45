/// The words that the notices of document sites are made of, by what they say.
enum NoticeWords {
  /// What a word says of the text.
  enum Meaning: Sendable {
    /// What unlocks it: paying, membership, logging in.
    case key
    /// What one then may do with it: read it.
    case read
    /// Download it, print it.
    case use
    /// All of it, or what is left.
    case whole
    /// What is left and cannot be seen.
    case rest
    /// That reading is over.
    case end
    /// What a site calls its texts.
    case thing
    /// Small words.
    case other
    /// A word of asking, as in 请登录, that makes a notice of a key and a use.
    case ask
    /// A part of the text in place of the whole: 试读, 预览.
    case preview
  }

  private static let lists: [(Meaning, String)] = [
    (
      .key,
      """
      付费 付款 支付 购买 收费 vip svip 会员 充值 积分 下载券 下载币 金币 文币 学币 财富值 余额 登录 登陆 注册 关注 公众号 扫码 扫描 二维码 订阅 解锁 升级 权限 打赏 验证码 口令 \
      包年 包月 年卡 月卡 特权 专享 专属 客户端 app 微信号 小程序
      """
    ),
    (.end, "结束 完毕 到此为止"),
    (.read, "阅读 查看 浏览 观看 显示 看 读 可见"),
    (.use, "展开 下载 获取 领取 打开 复制 享受"),
    (.whole, "全文 完整 完整版 更多 全部 原文 全篇 整篇 原文档 无水印 高清版"),
    (.rest, "剩余 余下 其余 剩下 还剩 未读 未完 待续 未阅 后续 隐藏 继续阅读 继续查看 继续浏览 后面"),
    (.preview, "试读 试看 试阅 预览 节选 部分内容"),
    (
      .ask,
      "请 后 可 可以 即可 需 需要 须 必须 点击 立即 马上 免费 开通 成为 加入 继续 才能 才可 方可 回复 输入 仅限 仅供 仅 还有"
    ),
    (.thing, "内容 文档 文章 资料 资源 本文 本文档 本资料 本内容 该文档 此文 正文 章节 服务"),
    (
      .other,
      """
      部分 页 页面 字 版 文件 附件 格式 word ppt pdf doc docx wps 电脑 手机 用户 账号 帐号 本站 文库 \
      客服 链接 按钮 下方 上方 右上角 左下角 右下角 您 你 的 到 为 已 已经 共 当前 只 只能 最多 供 前 以 以上 以下 是 了 能 将 和 或 并 在 此 此处 该 本 这 温馨提示 提示 \
      注意 如 若 如需 想 想要 方便 使用 一键 快速 尚未 没有 还没有 未 无 权 无法 不 不能 扫 超出 超过 总页数 页数 第 至 起 只需 仅需 全站 整站 所有 海量 篇 次 个 天 元 \
      现在 优惠 限时 原价 价格 按 要 完 还 有 更 由 微信 长按 识别 分享 转发 好友 朋友圈 一下 我们 啦 哦 吧 呢 即 刻 时 通过 进行 用 这里 暂 展示 提供 约 大小 作者 设置 付 费 购 钱
      """
    ),
  ]

  /// The words in the order of their first characters, longest first among those of one.
  struct Table: Sendable {
    /// Where the words of each first character begin among all, and the end of the last.
    private var first = [Int32](repeating: 0, count: FirstCharacters.count + 1)
    /// The same without places, which is small enough to stay at hand.
    private let firsts: FirstCharacters
    /// Where each word begins in `letters`, and the end of the last.
    private var starts: [Int32] = []
    private var letters: [UInt8] = []
    private var meanings: [Meaning] = []

    fileprivate init(_ lists: [(Meaning, String)]) {
      let words = lists.flatMap { meaning, list in
        Array(list.utf8).split { $0 <= 0x20 }.map { letters in
          (letters: letters, code: letters.withUnsafeBufferPointer { FirstCharacters.code($0, 0) }, meaning: meaning)
        }
      }
      firsts = FirstCharacters(of: words.map { Array($0.letters) })
      for word in words { first[word.code + 1] += 1 }
      for code in 0..<FirstCharacters.count { first[code + 1] += first[code] }
      for word in words.sorted(by: { ($0.code, $1.letters.count) < ($1.code, $0.letters.count) }) {
        starts.append(Int32(letters.count))
        letters += word.letters
        meanings.append(word.meaning)
      }
      starts.append(Int32(letters.count))
    }

    /// The longest word that begins at `at`.
    @inline(__always)
    func word(in bytes: UnsafeBufferPointer<UInt8>, at: Int) -> (meaning: Meaning, length: Int)? {
      guard firsts.contains(bytes, at) else { return nil }
      let code = FirstCharacters.code(bytes, at)
      for index in Int(first[code])..<Int(first[code + 1]) {
        let (start, end) = (Int(starts[index]), Int(starts[index + 1]))
        if stands(start, end, bytes, at) { return (meanings[index], end - start) }
      }
      return nil
    }

    private func stands(_ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
      guard at + end - start <= bytes.count else { return false }
      for letter in start..<end where bytes[at + letter - start] != letters[letter] { return false }
      return true
    }
  }

  /// All of them.
  static let table = Table(lists)
}
