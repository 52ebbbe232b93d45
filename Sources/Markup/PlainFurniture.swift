/// Tells the lines that a portal leaves around a text copied from it, where no markup says what is a menu.
enum PlainFurniture {
  /// Whether a line is a menu: names of a site's parts and nothing else.
  ///
  /// A report has some of them as headings, so that those count only beside others.
  static func isMenu(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 400 else { return false }
    var words = 0
    var at = line.startIndex
    var isSiteOnly = false
    while at < line.endIndex {
      if let end = siteOnly.end(in: line, at: at) {
        isSiteOnly = true
        words += 1
        at = end
      } else if let end = parts.end(in: line, at: at) {
        words += 1
        at = end
      } else if line[at] < 0x30 || line[at] == UInt8(ascii: "|") || line[at] == UInt8(ascii: ">") {
        at += 1
      } else if line[at] == 0xC2, at + 1 < line.endIndex, line[at + 1] == 0xA0 || line[at + 1] == 0xB7 {
        at += 2
      } else if let end = InformationWords.separators.end(in: line, at: at) {
        at = end
      } else {
        return false
      }
    }
    return words > 1 || isSiteOnly
  }

  /// Whether a line counts visitors: 您是第1256位访客.
  static func isCounter(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 100, counters.end(in: line, at: line.startIndex) != nil else { return false }
    return line.contains { $0 >= 0x30 && $0 <= 0x39 } || line.count <= 45
  }

  /// Whether a line says how to reach who runs the site; beside 版权所有 it is the site's, and else may be the report's.
  static func isContact(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count <= 300, let end = contacts.end(in: line, at: line.startIndex), end < line.endIndex else {
      return false
    }
    return line[end] == UInt8(ascii: ":") || line[end...].starts(with: "：".utf8)
  }

  /// Whether a line speaks of the rest of the text, which then may not be there: 展开剩余80%.
  static func saysRestIsMissing(_ line: ArraySlice<UInt8>) -> Bool {
    line.count <= 90 && line.indices.contains { line[$0] >= 0xE3 && rests.end(in: line, at: $0) != nil }
  }

  private static let rests = WordList("展开剩余 剩余 余下 未读 继续阅读 查看全文 阅读全文 下载全文 下载需付费 下载完整")
  private static let siteOnly = WordList(
    """
    首页 网站首页 主页 设为首页 加入收藏 网站地图 联系我们 关于我们 网站声明 隐私声明 隐私保护 使用帮助 无障碍 无障碍浏览 无障碍阅读 长者模式 长者助手 长者专区 关怀版 适老化 \
    适老版 进入关怀版 手机版 移动版 登录 注册 用户登录 个人中心 退出 搜索 请输入关键字 全站搜索 english ipv6 网站支持ipv6 本网站支持ipv6 站内搜索 返回首页
    """)
  private static let parts = WordList(
    """
    政务公开 信息公开 政府信息公开 政府信息公开目录 法定主动公开内容 办事服务 政务服务 公共服务 互动交流 政民互动 新闻中心 新闻动态 新闻资讯 工作动态 要闻动态 通知公告 公示公告 机构概况 \
    机构职能 机构设置 领导之窗 领导信息 政策文件 政策法规 法律法规 政策解读 解读回应 数据开放 数据发布 专题专栏 规划计划 工作总结 计划总结 统计信息 财政信息 人事信息 微信 微博 客户端 \
    智能问答 简体 繁体 移动端
    """)
  private static let counters = WordList("您是第 您是本站第 你是第 您是本页第 本站访问量 网站访问量 本页访问量 总访问量 今日访问量 今日访问 访问统计")
  private static let contacts = WordList(
    "地址 单位地址 联系地址 办公地址 通讯地址 邮编 邮政编码 电话 联系电话 办公电话 咨询电话 值班电话 传真 邮箱 电子邮箱 电子邮件 联系邮箱 网址 举报电话 联系我们 网站维护 维护单位")
}
