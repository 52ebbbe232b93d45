/// Finds authors in lines without a label: 清溪晚报记者 张三 李四, 文/张三, By Jane Doe.
enum Byline {
  /// The author that a short line names in Chinese; nil where it is no byline.
  static func author(in line: ArraySlice<UInt8>) -> String? {
    guard line.count >= 4, line.count <= 150 else { return nil }
    let start = Outlet.trimmed(line).lowerBound
    guard start < line.endIndex else { return nil }
    if let end = signs.end(in: line, at: start) { return names(line[end...], closing: false) }
    for at in line.indices where line[at] == 0xE8 {
      guard let end = reporters.end(in: line, at: at) else { continue }
      if let names = names(line[end...], closing: false) { return names }
    }
    return nil
  }

  /// The reporters that a report names in brackets at its beginning: 本报讯（记者 张三）.
  static func reporter(in paragraph: ArraySlice<UInt8>) -> String? {
    let head = paragraph.prefix(150)
    for at in head.indices where head[at] == 0xEF || head[at] == 0x28 {
      let next = at + (head[at] == 0x28 ? 1 : 3)
      guard next < head.endIndex, head[at] == 0x28 || head[at + 1] == 0xBC && head[at + 2] == 0x88 else { continue }
      // 本报 or the name of a paper may stand before the word.
      for place in next..<min(next + 31, head.endIndex) where head[place] == 0xE8 {
        guard let end = reporters.end(in: head, at: place) else { continue }
        return names(head[end...], closing: true)
      }
      return nil
    }
    return nil
  }

  /// The name alone between brackets in which some papers sign a report: （张三）.
  static func signature(in line: ArraySlice<UInt8>) -> String? {
    guard line.count >= 8, line.count <= 18, line.starts(with: "（".utf8) || line.first == 0x28 else { return nil }
    let own = line[Outlet.trimmed(line)]
    return own.count <= 9 && own.count + 2 <= line.count && isName(own) ? String(decoding: own, as: UTF8.self) : nil
  }

  // MARK: - Chinese

  /// Names of people one after the other, parted by blanks and signs; with `closing`, a bracket must follow them.
  private static func names(_ line: ArraySlice<UInt8>, closing: Bool) -> String? {
    var found: [ArraySlice<UInt8>] = []
    var at = line.startIndex
    while at < line.endIndex {
      if let next = InformationLineReader.separatorEnd(line, at) {
        // The bracket that closes ends the list.
        if closing, line[at] == 0x29 || line[at..<next].elementsEqual("）".utf8) { break }
        at = next
        continue
      }
      var end = at
      while end < line.endIndex, InformationLineReader.separatorEnd(line, end) == nil {
        end += InformationLineReader.width(line[end])
      }
      end = min(end, line.endIndex)
      if others.contains(line[at..<end]) {
        at = end
        continue
      }
      if let after = others.end(in: line, at: at), after < end { at = after }
      guard let name = name(line[at..<end]) else { break }
      found.append(name)
      at = end
    }
    guard !found.isEmpty, found.count <= 6 else { return nil }
    return found.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }

  /// A name, without what its bearer did behind it.
  private static func name(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for ending in [0, 3, 6] where word.count > ending + 5 {
      guard ending == 0 || deeds.contains(word.suffix(ending)) else { continue }
      if isName(word.dropLast(ending)) { return word.dropLast(ending) }
    }
    return nil
  }

  /// Whether a word is a Chinese name: two to four characters, the first of them a surname.
  static func isName(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.count % 3 == 0, word.count >= 6, word.count <= 12 else { return false }
    let places = stride(from: word.startIndex, to: word.endIndex, by: 3)
    guard places.allSatisfy({ word[$0] >= 0xE4 && word[$0] <= 0xE9 }), !noNames.contains(word) else { return false }
    if word.count == 12 { return doubles.end(in: word, at: word.startIndex) != nil }
    return surnames.end(in: word, at: word.startIndex) != nil && !deeds.contains(word.suffix(6))
  }

  private static let reporters = WordList("记者")
  private static let signs = WordList(
    "文/ 文／ 文| 文｜ 文丨 图文/ 文图/ 撰文/ 撰文｜ 撰文| 撰文丨 作者/ 作者| 作者｜ 作者丨 采写/ 采写｜ 整理/ 记者/ 记者｜ 记者丨 记者| 文·"
  ).adding(phrases: ["文 / ", "文 | ", "文 ｜ ", "撰文 | ", "作者 | ", "作者 ｜ ", "撰文 ", "采写 "])
  private static let others = WordList("通讯员 特约通讯员 实习记者 实习生 见习记者 特约记者 摄影记者 记者 本报记者 和 与")
  private static let deeds = WordList("报道 摄影 文 摄 整理 采写 文图 图文 供稿 撰稿 编译")
  private static let noNames = WordList(
    "待续 完结 节选 全文 和平 本文 高层 万元 方法 方面 时间 成果 全国 于此 陈述 金融 江苏 江西 安徽 宁夏 广西 海南 云南 河南 河北 湖南 湖北 山东 山西")
  private static let doubles = WordList("欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 端木 南宫 夏侯 阿不 买买")
  private static let surnames = WordList(
    """
    王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 萧 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 \
    汪 范 金 石 廖 贾 夏 韦 付 傅 方 白 邹 孟 熊 秦 邱 江 尹 薛 闫 阎 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戴 莫 孔 向 汤 常 温 康 施 文 牛 樊 葛 邢 安 齐 易 乔 伍 庞 \
    颜 倪 庄 聂 章 鲁 岳 翟 殷 詹 申 欧 耿 关 兰 焦 俞 左 柳 甘 祝 包 宁 尚 符 舒 阮 柯 纪 梅 童 凌 毕 单 季 裴 霍 涂 成 苗 谷 盛 曲 翁 冉 骆 蓝 路 游 辛 靳 欧阳 管 柴 蒙 鲍 华 喻 祁 \
    蒲 房 滕 屈 饶 解 牟 艾 尤 阳 时 穆 农 司 卓 古 吉 缪 简 车 项 连 芦 麦 褚 娄 窦 戚 岑 景 党 宫 费 卜 冷 晏 席 卫 米 柏 宗 瞿 桂 全 佟 应 臧 闵 苟 邬 边 卞 姬 师 和 仇 栾 隋 商 刁 沙 \
    荣 巫 寇 桑 郎 甄 丛 仲 虞 敖 巩 明 佘 池 查 麻 苑 迟 邝 官 封 谈 匡 鞠 惠 荆 乐 冀 郁 胥 南 班 储 原 栗 燕 楚 鄢 劳 谌 奚 皮 粟 冼 蔺 楼 盘 满 闻 位 厉 伊 仝 区 郜 海 阚 花 权 强 帅 \
    屠 豆 朴 盖 练 廉 禹 井 祖 漆 巴 丰 支 卿 国 狄 平 计 索 宣 晋 相 初 门 云 容 敬 来 扈 晁 芮 都 普 阙 浦 戈 伏 鹿 薄 邸 雍 辜 羊 阿 乌 母 裘 亓 修 邰 赫 杭 况 那 宿 鲜 印 逯 隆 茹 诺 战 \
    慕 危 玉 银 亢 嵇 公 哈 湛 宾 戎 勾 茅 利 于 呼 居 揭 干 但 尉 冶 斯 元 束 檀 衣 信 展 阴 昝 智 幸 奉 植 衡 富 尧 闭 由
    """)

  // MARK: - English

  /// The name behind By; nil where the line begins otherwise.
  static func english(in line: ArraySlice<UInt8>) -> String? {
    let own = line[Outlet.trimmed(line)]
    guard own.count >= 4, own.count <= 150 else { return nil }
    return english.end(in: own, at: own.startIndex).flatMap { englishName(own[$0...]) }
  }

  /// The account that posted something, as in 清溪人 发表于 2009-3-2 12:30 and 2009-3-2 12:30 by 清溪人.
  static func poster(in line: ArraySlice<UInt8>) -> String? {
    guard line.count <= 240 else { return nil }
    for at in line.indices {
      let isFirst = at > line.startIndex && line[at - 1] <= 0x20
      if isFirst, let end = by.end(in: line, at: at), end < line.endIndex,
        PageDate.firstWithTime(in: line[..<at]) != nil
      {
        let rest = line[Outlet.trimmed(line[end...])]
        return account(rest.prefix { $0 > 0x20 && $0 != 0x28 })
      }
      if line[at] == 0xE5, posted.end(in: line, at: at) != nil, PageDate.firstWithTime(in: line[at...]) != nil {
        return account(line[Outlet.trimmed(line[..<at])])
      }
    }
    return nil
  }

  private static func account(_ words: ArraySlice<UInt8>) -> String? {
    guard words.count >= 4, words.count <= 30, !words.contains(where: { $0 <= 0x20 || $0 == 0x3A }) else { return nil }
    let name = String(decoding: words, as: UTF8.self)
    return InformationWords.labels.contains(words) || InformationWords.buttons.contains(words) ? nil : name
  }

  private static let by = WordList("").adding(phrases: ["by "])
  private static let posted = WordList("发表于 发布于")

  /// Up to eight words with capitals, as behind By.
  private static func englishName(_ rest: ArraySlice<UInt8>) -> String? {
    let line = rest.drop { $0 == 0x20 || $0 == 0x3A }
    guard let first = line.first, first >= 0x41 && first <= 0x5A || first >= 0xC3 else { return nil }
    var end = line.startIndex
    var words = 0
    while end < line.endIndex {
      let wordEnd = line[end...].firstIndex { $0 == 0x20 || $0 == 0x2C || $0 == 0x7C } ?? line.endIndex
      let word = line[end..<wordEnd]
      guard let letter = word.first, letter >= 0x41 && letter <= 0x5A || letter >= 0xC3 || particles.contains(word),
        WesternDate.read(line, at: end) == nil, !ends.contains(word)
      else { break }
      words += 1
      end = wordEnd
      guard end < line.endIndex, line[end] == 0x20 else { break }
      end += 1
    }
    var name = line[line.startIndex..<end]
    while let last = name.last, last == 0x20 || last == 0x2D || last == 0x2C { name.removeLast() }
    if let cut = particles.contains(name.split(separator: 0x20).last ?? []) ? name.lastIndex(of: 0x20) : nil {
      name = name[..<cut]
    }
    name = name.prefix { $0 != 0x40 }
    guard words >= 1, words <= 8, name.count >= 4 else { return nil }
    return String(decoding: name, as: UTF8.self)
  }

  private static let english = WordList("").adding(phrases: ["by ", "by: ", "written by ", "posted by "])
  private static let particles = WordList("and de da del der di du la le van von bin al & y e")
  private static let ends = WordList("on at updated published posted in | • · -")
}
