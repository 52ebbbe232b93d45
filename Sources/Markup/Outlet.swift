/// Cleans the names of sources and authors, and tells those that are none.
enum Outlet {
  /// The longest name of a source or author, in bytes.
  static let longest = 90

  /// Whether words are the name of a paper, a station or a site.
  static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    let own = name[trimmed(name)]
    guard own.count >= 6, own.count <= 60 else { return false }
    return hasEnding(own, endings) && !own.contains { $0 == 0x3A || $0 == 0x3D }
  }

  /// Whether a name is that of a site or an organisation rather than of a person.
  static func isOrganisation(_ name: ArraySlice<UInt8>) -> Bool {
    hasEnding(name, endings) || hasEnding(name, organisations)
  }

  /// Whether words are the name of a public body.
  static func isBody(_ name: ArraySlice<UInt8>) -> Bool {
    let own = name[trimmed(name)]
    guard own.count >= 6, own.count <= 75, own.allSatisfy({ $0 >= 0x80 }) else { return false }
    return hasEnding(own, bodies)
  }

  private static let bodies = WordList("局 厅 委 办 政府 法院 检察院 办公室 委员会 中心 司法所 街道 支队 大队 管委会 公证处")

  /// The name of a source; nil for one that says that nobody knows it.
  static func source(_ text: String) -> String? {
    guard let name = cleaned(text), !emptySources.contains(name[...]) else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  /// The name of an author; nil for an address, an account of the site or a word for nobody.
  static func author(_ text: String) -> String? {
    guard var name = cleaned(text) else { return nil }
    if let byline = Byline.english(in: name[...]) { name = Array(byline.utf8) }
    guard !nobodies.contains(name[...]), name.contains(where: { !PageDate.isDigit($0) }),
      notNames.end(in: name[...], at: 0) == nil
    else {
      return nil
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// A name without the signs around it and without what follows it; nil for an address or a sentence.
  private static func cleaned(_ text: String) -> [UInt8]? {
    var bytes = Array(text.utf8)
    if let end = bytes.indices.first(where: { cuts.end(in: bytes[...], at: $0) != nil }) {
      bytes.removeSubrange(end...)
    }
    let name = Array(bytes[trimmed(bytes[...])])
    guard name.count >= 2, name.count <= longest else { return nil }
    if InformationWords.addresses.end(in: name[...], at: 0) != nil || name.contains(0x3C) { return nil }
    return name.indices.contains { stops.end(in: name[...], at: $0) != nil } ? nil : name
  }

  /// The range of bytes without blanks, brackets and other signs at their ends; brackets that close within stay.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> Range<Int> {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end, let next = InformationLineReader.separatorEnd(bytes[..<end], start) { start = next }
    trimming: while end > start {
      if bytes[end - 1] < 0x80 {
        switch bytes[end - 1] {
        case 0x5D, 0x29: if bytes[start..<end].contains(bytes[end - 1] == 0x5D ? 0x5B : 0x28) { break trimming }
        default: break
        }
        guard InformationLineReader.separatorEnd(bytes, end - 1) == end else { break }
        end -= 1
      } else if end - start >= 2, InformationLineReader.separatorEnd(bytes[..<end], end - 2) == end {
        end -= 2
      } else if end - start >= 3, bytes[end - 3] >= 0xE0,
        InformationLineReader.separatorEnd(bytes[..<end], end - 3) == end
      {
        // ） that （ opens within the name belongs to it.
        if bytes[end - 1] == 0x89, bytes[end - 3] == 0xEF, hasOpening(bytes[start..<end]) { break }
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  private static func hasOpening(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.indices.contains { bytes[$0] == 0xEF && bytes[$0...].starts(with: "（".utf8) }
  }

  private static func hasEnding(_ name: ArraySlice<UInt8>, _ words: WordList) -> Bool {
    [3, 4, 6, 9, 12].contains { name.count >= $0 && words.contains(name.suffix($0)) }
  }

  private static let endings = WordList(
    "网 报 社 台 在线 周刊 月刊 双周刊 杂志 频道 电视 广播 客户端 头条 传媒 融媒 融媒体 融媒体中心 论坛 博客 门户 资讯 新闻 网站 新闻中心 公众号 日报 导刊 学报 .com .cn")
  private static let organisations = WordList("公司 科技 网络 集团 中心 政府 委员会 编辑部 工作室 贡献者 team inc. ltd")
  private static let emptySources = WordList("未知 不详 无 暂无 none null unknown undefined n/a")
  private static let nobodies = WordList(
    """
    admin administrator webmaster editor root user test guest unknown anonymous none null undefined staff system default author \
    佚名 未知 不详 匿名 管理员 本站 本网 网络 互联网 原创 转载 编辑 小编 站长 无 系统管理员 超级管理员 网站管理员 本站原创 网友 游客 作者 暂无 n/a 维基媒体项目贡献者
    """
  ).adding(phrases: ["contributors to wikimedia projects"])
  /// What begins the credit of a picture.
  private static let notNames = WordList("photo photograph photography photos image images credit via ©")
  /// What begins something else behind a name.
  private static let cuts = WordList("【 出自[ 出自： 责任编辑 责编 编辑： 编辑: 点击 浏览 打印 字号 字体 我要 发表评论 ┊ &nbsp http:// https:// \t")
    .adding(phrases: ["\u{3000}\u{3000}", "    ", "\u{A0}\u{A0}\u{A0}"])
  private static let stops = WordList("。 ！ ？ ； ， {{ =")
}
