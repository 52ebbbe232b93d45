/// What a unit measures, which decides how it is read.
enum UnitKind: Sendable {
  /// 件, 人次, 个: counts with whole numbers.
  case count
  /// Money.
  case money
  /// % and ‰.
  case percent
  /// 个百分点.
  case points
  /// Lengths, areas, weights, volumes, amounts of data.
  case measure
  /// 天, 个工作日, 小时.
  case duration
  /// 日 and 年, which name a date more often than a duration.
  case calendar
  /// 摄氏度.
  case temperature
  /// 岁.
  case age
  /// 分 of a score; after 时 it is a minute.
  case score
  /// 倍, 番.
  case multiple
  /// 成: tenths.
  case tenths
}

/// A unit or classifier as a text writes it.
struct Unit: Sendable {
  /// Which numbers a unit takes, and what it can be besides.
  struct Traits: OptionSet, Sendable {
    let rawValue: Int
    /// Counts after 0…9 only: 三类 and 五处 are mostly names or other words.
    static let arabicOnly = Traits(rawValue: 1)
    /// Ends names as well (*村, XX处), so that a mask before it must be seen to count.
    static let endsNames = Traits(rawValue: 2)
    /// Begins many words, and is a unit only where nothing follows: 9对对象 and 9对应 count no pairs.
    static let endsClause = Traits(rawValue: 4)
  }

  /// The unit as given out.
  var name: String
  var kind: UnitKind
  var traits: Traits = []
}

extension WordTable where Value == Unit {
  /// All units that reports count and measure with.
  static let units = WordTable(
    list(
      .count,
      "件 人次 人 名 个 次 场 场次 起 份 期 条 项 册 部 幅 面 例 卷 家 家次 件次 户 户次 张 轮 轮次 批次 批 所 位 支 首 封 台次 车次 警次 班次 人/次 艘 桩 宗 笔 枚 株 棵 盏 顶 辆 届次 频次 条次 项次 份次 篇次 卷次 场/次"
    )
      + list(.count, "村 处 台 站", [.arabicOnly, .endsNames])
      + list(
        .count,
        "本 篇 节 类 种 套 组 只 句 字 款 单 架 列 课时 学时 讲 集 副 道 口 页 门 套次 座 间 股 头 颗 粒 栋 幢 期次 题 单元 通 席 袋 箱 盒 瓶 剂次 辆次 架次",
        .arabicOnly)
      + list(.count, "对 双 则 桶 包 片 根 把 床 束 剂 路 趟 版 队 羽", [.arabicOnly, .endsClause])
      + list(.money, "元 美元 欧元 港元 港币 日元 英镑 块 块钱 韩元 卢布 泰铢 台币 新台币 澳元 加元 澳门元 新加坡元 瑞士法郎 美金")
      + ["元整", "元正", "圆整", "圆正", "圆", "人民币元", "元人民币"].map { ($0, Unit(name: "元", kind: .money)) }
      + list(.percent, "% ‰")
      + [("﹪", Unit(name: "%", kind: .percent)), ("％", Unit(name: "%", kind: .percent))]
      + [("个百分点", Unit(name: "个百分点", kind: .points)), ("百分点", Unit(name: "个百分点", kind: .points))]
      + list(
        .measure,
        "公里 千米 米 厘米 毫米 平方米 平米 平方公里 平方千米 ㎡ m² 亩 公顷 公斤 千克 克 吨 斤 立方米 升 毫升 千瓦时 千瓦 兆 GB TB MB KB km cm mm kg ㎞ ㎏ ㎡ 海里 英里 里 毫克 微克 mg ml mL 平方厘米 平方分米 立方厘米 立方 公升 分米 微米 纳米 英尺 英寸 磅 盎司 克拉 兆瓦 瓦时 度电 马力 千伏 千帕 兆帕 赫兹 千赫 兆赫 分贝 千卡 大卡 字节 比特 公里/小时 海里/小时 米/秒 人年"
      )
      + list(.measure, "顷 丈 尺 寸 伏 瓦 卡路里 斗 石", .arabicOnly)
      + list(.temperature, "摄氏度 ℃ °C 华氏度 ℉ °F")
      + list(
        .duration,
        "天 个工作日 工作日 个小时 小时 分钟 秒 秒钟 个月 个星期 个自然日 自然日 个昼夜 周 个钟头 个半月")
      + list(.calendar, "日 年 个年头 个日历天")
      + list(.age, "岁 周岁")
      + list(.score, "分")
      + list(.multiple, "倍 番 折")
      + list(.tenths, "成"))

  private static func list(_ kind: UnitKind, _ words: String, _ traits: Unit.Traits = []) -> [(String, Unit)] {
    words.split(separator: " ").map { (String($0), Unit(name: String($0), kind: kind, traits: traits)) }
  }
}
