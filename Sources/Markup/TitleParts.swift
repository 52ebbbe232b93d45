/// Parts a declared title into the page's own and the names of its site and sections.
enum TitleParts {
  /// What parts a title, the strongest first: a hyphen within words parts nothing where a stronger sign is there.
  private enum Sign: Int { case spaced, underline, hyphen }

  /// A declared title without the names of the site and of its sections.
  static func mainPart(_ title: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = withoutBracketedSite(trimmed(title))
    var isParted = false
    for sign in [Sign.underline, .spaced, .hyphen] {
      let parts = parts(of: rest, at: sign)
      guard parts.count > 1 else { continue }
      let own = withoutSites(parts)
      // Behind a stronger sign, a weaker one is the title's own unless it parts the name of a site.
      if isParted, own.count == parts.count { continue }
      isParted = true
      rest = sign == .underline ? longest(own) : joined(own, in: rest)
    }
    return rest
  }

  /// The name of the site in a declared title; nil where it has none.
  static func site(in title: ArraySlice<UInt8>) -> String? {
    for sign in [Sign.underline, .spaced, .hyphen] {
      let parts = parts(of: trimmed(title), at: sign)
      guard parts.count > 1 else { continue }
      for end in [parts.last, parts.first].compactMap({ $0 }) where isSite(end) && !isGreeting(end) && length(end) >= 4
      {
        return String(decoding: end, as: UTF8.self)
      }
    }
    return nil
  }

  private static func longest(_ parts: [ArraySlice<UInt8>]) -> ArraySlice<UInt8> {
    parts.dropFirst().reduce(parts.first ?? []) { length($1) > length($0) ? $1 : $0 }
  }

  /// Parts with the signs between them, without short ones at the end, which name sections.
  private static func joined(_ parts: [ArraySlice<UInt8>], in all: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var own = parts[...]
    while own.count > 1, let first = own.first, let last = own.last, length(last) <= 8 {
      // Of words in Latin letters the name of a site may be nearly as long.
      let isLatin = last.allSatisfy { $0 < 0x80 }
      guard isLatin ? last.count < first.count : length(last) * 2 <= length(first) else { break }
      own.removeLast()
    }
    guard let first = own.first, let last = own.last else { return all }
    return all[first.startIndex..<last.endIndex]
  }

  /// Parts without those at both ends that are named as sites and sections are; at least one is left.
  private static func withoutSites(_ parts: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
    var own = parts[...]
    while own.count > 1, let last = own.last, isSite(last) || isSection(last) { own.removeLast() }
    while own.count > 1, let first = own.first, isSite(first) || isSection(first) { own.removeFirst() }
    return Array(own)
  }

  private static func parts(of title: ArraySlice<UInt8>, at sign: Sign) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var start = title.startIndex
    var at = start
    while at < title.endIndex {
      if at > start, let end = separatorEnd(title, at, sign) {
        parts.append(trimmed(title[start..<at]))
        start = end
        at = end
      } else {
        at += 1
      }
    }
    parts.append(trimmed(title[start...]))
    return parts.filter { !$0.isEmpty }
  }

  private static func separatorEnd(_ title: ArraySlice<UInt8>, _ at: Int, _ sign: Sign) -> Int? {
    switch (sign, title[at]) {
    case (.underline, UInt8(ascii: "_")): return at + 1
    case (.spaced, 0x20): return spaced.end(in: title, at: at)
    case (.spaced, UInt8(ascii: "|")), (.spaced, 0xEF), (.spaced, 0xE4), (.spaced, 0xC2), (.spaced, UInt8(ascii: ":")),
      (.spaced, UInt8(ascii: "<")), (.spaced, UInt8(ascii: ">")):
      return tight.end(in: title, at: at)
    case (_, UInt8(ascii: "-")):
      if let end = doubled.end(in: title, at: at) { return sign == .spaced ? end : nil }
      // A hyphen within a Latin word or a number parts nothing.
      guard at + 1 < title.endIndex, at > title.startIndex else { return nil }
      let (previous, next) = (title[at - 1], title[at + 1])
      if sign == .spaced { return next == 0x20 && previous >= 0x80 ? at + 2 : nil }
      return sign == .hyphen && previous >= 0x80 && next >= 0x80 ? at + 1 : nil
    default: return nil
    }
  }

  // MARK: - Names

  /// Whether a title says what the page is about, rather than naming its site or nothing.
  static func isTelling(_ title: ArraySlice<UInt8>) -> Bool {
    length(title) >= 4 && !isSite(title) && !isSection(title) && !isGreeting(title)
  }

  /// Whether words are the name of a site, or greet its visitors.
  static func isSite(_ words: ArraySlice<UInt8>) -> Bool {
    guard length(words) <= 30, ![6, 9, 12].contains(where: { words.count >= $0 && papers.contains(words.suffix($0)) })
    else { return false }
    return isGreeting(words) || [3, 6, 9, 12].contains { words.count >= $0 && siteEnds.contains(words.suffix($0)) }
      || domains.contains { words.count > $0.count && words.suffix($0.count).elementsEqual($0) }
  }

  /// Whether words name a section, as 正文 or 首页.
  static func isSection(_ words: ArraySlice<UInt8>) -> Bool {
    let own = words[Outlet.trimmed(words)]
    return own.isEmpty || sections.contains(own)
  }

  private static func isGreeting(_ words: ArraySlice<UInt8>) -> Bool {
    words.indices.contains { words[$0] >= 0xE4 && greetings.end(in: words, at: $0) != nil }
  }

  /// A title without 标题： before it.
  static func withoutLabel(_ title: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let all = trimmed(title)
    guard let end = labels.end(in: all, at: all.startIndex) else { return all }
    let rest = trimmed(all[end...])
    return rest.isEmpty ? all : rest
  }

  /// A title without the name of its site in brackets before it, as 【清溪网】.
  private static func withoutBracketedSite(_ title: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let start = opening.end(in: title, at: title.startIndex),
      let close = title.indices.first(where: { $0 > start && closing.end(in: title, at: $0) != nil }),
      isSite(title[start..<close]), let end = closing.end(in: title, at: close)
    else { return title }
    let rest = trimmed(title[end...])
    return rest.isEmpty ? title : rest
  }

  /// A length in Chinese characters; a Latin letter counts a quarter.
  static func length(_ words: ArraySlice<UInt8>) -> Int { Block.measure(words).length }

  /// Without blanks at both ends, and without the tabs of empty cells.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end {
      if Blank.isASCIIBlank(bytes[start]) {
        start += 1
      } else if end - start >= 3, isIdeographicBlank(bytes, start) {
        start += 3
      } else if end - start >= 2, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if Blank.isASCIIBlank(bytes[end - 1]) {
        end -= 1
      } else if end - start >= 3, isIdeographicBlank(bytes, end - 3) {
        end -= 3
      } else if end - start >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
        end -= 2
      } else {
        break
      }
    }
    return bytes[start..<end]
  }

  private static func isIdeographicBlank(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Bool {
    bytes[at] == 0xE3 && bytes[at + 1] == 0x80 && bytes[at + 2] == 0x80
  }

  private static let spaced = WordList("-").adding(phrases: [
    " - ", " – ", " — ", " | ", " · ", " • ", " » ", " « ", " :: ", " -", " / ", " ｜ ",
  ])
  private static let tight = WordList("| ｜ 丨 » « :: << >> < >")
  private static let doubled = WordList("--")
  private static let opening = WordList("【 〖 [ 「")
  private static let closing = WordList("】 〗 ] 」")
  private static let labels = WordList("标题： 标题: 主题： 主题: 题目： 题目: 文章标题： 文章标题: [标题]")
  private static let greetings = WordList("欢迎访问 欢迎光临 欢迎您 谢谢您访问 感谢您访问 欢迎来到 无标题 未命名")
  private static let sections = WordList(
    """
    首页 正文 新闻 详情 详细 内容 显示 文章 文档 详情页 内容页 正文页 详细页 文章页 浏览 阅读 查看 主页 网站首页 帖子 主题 新闻中心 新闻动态 工作动态 政务公开 信息公开 政务动态 通知公告 公告公示 公示公告 \
    要闻 资讯 文章内容 新闻内容 信息内容 浏览文章 查看文章 阅读文章 新闻详情 文章详情 内容详情 untitled document index home article news detail 评论 导航 公告 统计 存档 随笔分类 文章分类 收藏 相册 链接 null \
    搜索 登录 分类 标签 目录 最新评论 最新文章 友情链接 全文 无
    """)
  /// Papers whose names end as those of newspapers do: 关于…的通报, 工作汇报.
  private static let papers = WordList("通报 汇报 简报 年报 半年报 月报 季报 旬报 专报 喜报 战报 捷报 预报 申报 上报 统计公报 情况公报")
  private static let siteEnds = WordList(
    """
    网 网站 门户 论坛 博客 频道 在线 报 日报 晚报 晨报 早报 时报 商报 周刊 杂志 人民政府 政府网 信息网 门户网站 新闻网 社区 贴吧 百科 百科全书 新闻中心 官网 官方网站 首页 图书馆 知乎 豆瓣 公众号 博客园 \
    空间 留言板 电视台 电台 广播网 客户端 传媒 公报 留言 讨论区 文库 频道首页 blog forum
    """)
  private static let domains = [".com", ".cn", ".net", ".org", "blog", "Blog", "BLOG", "Forum"].map { Array($0.utf8) }
}
