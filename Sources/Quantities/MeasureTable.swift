/// What a unit of a general reading measures.
enum Measure: Sendable {
  /// A length, weight, area, volume …; `factor` leads to metres, grams or millilitres, where suites ask for those.
  case dimension(factor: ExactDecimal?)
  /// A volume, which a fraction without 之 may stand before: 三分一汤匙.
  case volume(factor: ExactDecimal?)
  /// A whole currency unit, which coins may follow.
  case money
  /// A coin by its power of ten of the whole unit: 角 −1, 分 −2.
  case coin(Int)
  case temperature
  /// A duration by the unit of the case format and how many of them.
  case duration(String, ExactDecimal)
}

/// The units that a general recognizer is asked for beyond those that reports count with.
///
/// The factors are those of the suites, which round (海里 1853 m, 尺 0.333 m). A unit in Latin letters is read in lower,
/// upper and given case, and only where no letter follows it.
struct MeasureTable: Sendable {
  static let shared = MeasureTable()

  private let words: WordTable<Measure>

  /// The unit at `index`, the longest there is.
  func unit(_ text: FoldedText, at index: Int) -> (measure: Measure, end: Int)? {
    guard let match = words.longest(in: text, at: index) else { return nil }
    let end = index + match.length
    guard !text[end - 1].isASCIILetter || !text[end].isASCIILetter else { return nil }
    return (match.value, end)
  }

  /// The end of a foreign currency whose country stands before its noun: 300老挝基普, 5利比里亚元.
  func foreignCurrency(_ text: FoldedText, at index: Int) -> Int? {
    for noun in index + 1..<index + 6 {
      guard text[noun - 1].isHan, text[noun - 1] != "的", text[noun - 1] != "个" else { return nil }
      if let match = Self.currencyNouns.longest(in: text, at: noun) { return noun + match.length }
    }
    return nil
  }

  private static let currencyNouns = WordTable(
    "法郎 卢比 比索 披索 第纳尔 克朗 先令 里拉 盾 镑 马克 卢布 里亚尔 迪拉姆 铢 元 基普 瑞尔 塔卡 先令 图格里克 索姆 坚戈 马纳特 德拉姆 拉里")

  func isVolume(_ text: FoldedText, at index: Int) -> Bool {
    if case .volume? = unit(text, at: index)?.measure { true } else { false }
  }

  private init() {
    var entries: [(String, Measure)] = []
    func add(_ lines: String, _ measure: (ExactDecimal?) -> Measure) {
      for group in lines.split(separator: "\n") {
        let sides = group.split(separator: "=")
        let value = measure(sides.count > 1 ? ExactDecimal(decimal: sides[1].drop { $0 == " " }) : nil)
        for word in sides[0].split(separator: " ") {
          for form in Set([String(word), word.lowercased(), word.uppercased()]).sorted() {
            entries.append((form, value))
          }
        }
      }
    }
    add(Self.lengths + Self.weights + Self.others) { .dimension(factor: $0) }
    add(Self.volumes) { .volume(factor: $0) }
    add(Self.currencies) { _ in .money }
    add("角 毛 毫 角钱 毛钱") { _ in .coin(-1) }
    add("分 仙 美分 分钱") { _ in .coin(-2) }
    add("度 摄氏度 华氏度 华氏温度 摄氏温度 ° ℃ ℉ °C °F 开尔文 开氏度 兰氏度 度C 度F") { _ in .temperature }
    for (code, unit) in ["s", "min", "h", "d", "w", "mo", "y", "q"].map({ ($0, Self.durations[$0] ?? "") }) {
      add(unit) { .duration(code, $0 ?? ExactDecimal(1)) }
    }
    words = WordTable(entries)
  }

  private static let lengths = """
    公里 千米 km ㎞ kilometer kilometers=1000
    公尺 米 m meter meters metre metres=1
    分米 公寸 dm=0.1
    厘米 公分 cm ㎝=0.01
    毫米 公厘 mm ㎜=0.001
    微米 µm µM μm μM um=0.000001
    纳米 奈米 nm=0.000000001
    皮米 pm=0.000000000001
    里 里地 华里 市里=500
    英里 英哩 哩 mile miles mi=1609.31
    海里 浬 海哩=1853
    英尺 英呎 呎 foot feet ft=0.3048
    英寸 英吋 吋 inch inches=0.0254
    码 yard yards yd=0.914383
    丈=3.33
    尺 市尺=0.333
    寸 市寸=0.0333
    光年=9460000000000000

    """

  private static let weights = """
    微克 µg μg ug=0.000001
    毫克 mg ㎎=0.001
    克 公克 g=1
    千克 公斤 kg ㎏=1000
    吨 公吨 噸 t=1000000
    斤 市斤=500
    两 市两=50
    钱=5
    担=50000
    克拉=0.2
    磅 lb lbs
    盎司 盎斯 安士 oz

    """

  private static let others = """
    平方公里 平方千米 平方米 平方公尺 平米 平方 平 ㎡ m² m2 km² km2 平方厘米 平方公分 平方分米 平方毫米 平方英里 平方英尺 平方英寸 平方码 平方尺 英亩 公顷 公亩 顷 亩 坪
    千比特 千字节 兆比特 兆字节 吉比特 吉字节 太比特 太字节 拍字节 比特 字节 KB MB GB TB PB Kb Mb Gb
    千瓦 兆瓦 瓦 瓦特 千瓦时 千瓦小时 瓦时 度电 兆瓦时 kW MW kWh W 马力 匹
    赫兹 千赫 千赫兹 兆赫 兆赫兹 吉赫 吉赫兹 赫 Hz kHz MHz GHz
    帕 帕斯卡 千帕 兆帕 百帕 标准大气压 大气压 毫米汞柱 巴 毫巴 kPa MPa Pa
    焦 焦耳 千焦 千焦耳 卡路里 千卡 大卡 卡 kcal kJ
    伏 伏特 千伏 毫伏 安培 毫安 毫安时 欧姆 千欧 兆欧 牛顿 千牛 分贝 摩尔 流明 坎德拉 弧度 角度 法拉 库仑
    公里每小时 千米每小时 公里/小时 千米/小时 公里/时 千米/时 公里每时 千米每时 公里每秒 千米每秒 公里/秒 千米/秒 米每秒 米/秒 米每分钟 米每分 米/分钟 英里每小时 英里/小时 英尺每秒 英尺/秒 海里每小时 海里/小时 厘米每秒 节 马赫 迈 km/h m/s mph
    像素 万像素 ppm 人年 车公里

    """

  private static let volumes = """
    升 公升 立升 L 毫升 ml cc 西西 公撮 分升 dl 厘升
    立方米 立方公尺 立方 立方厘米 立方分米 立方毫米 立方英尺 立方英寸 立方千米 m³ m3 cm³ 方
    加仑 加侖 gal 品脱 夸脱 液盎司 液量盎司 蒲式耳
    茶匙 小匙=5
    汤匙 湯匙 大匙=15
    """

  private static let durations = [
    "s": "秒 秒钟 s sec secs\n毫秒=0.001",
    "min": "分钟 min mins\n刻钟=15\n个字=5\n个骨=15",
    "h": "小时 h hr hrs 个小时 钟头 个钟头 个钟 钟\n个半天=12",
    "d": "天 日 个工作日 工作日 个自然日 自然日 个昼夜 昼夜 整天 天时间 个白天\n旬=10",
    "w": "周 星期 个星期 礼拜 个礼拜",
    "mo": "个月",
    "y": "年 周年 个年头 年头 年时间 学年 个学年\n世纪 个世纪=100\n年代=10",
    "q": "季度 个季度",
  ]

  private static let currencies = """
    元 圆 块 块钱 元钱 元整 元正 圆整 圆正 块整 元人民币 人民币元 人民币 RMB CNY 大洋 蚊 蚊鸡 个大洋
    美元 美圆 美金 美刀 刀 USD 欧元 EUR 欧 英镑 GBP 镑 先令 港元 港币 港圆 港纸 HKD 日元 日圆 JPY 韩元 韩圆 韩币 KRW 朝鲜元
    台币 新台币 TWD 新台币元 台币元 澳元 澳币 AUD 澳大利亚元 加元 加币 加拿大元 CAD 新元 新币 新加坡元 SGD 新西兰元 纽元 纽币 NZD 澳门元 澳门币 葡币 MOP
    瑞士法郎 法郎 法国法郎 比利时法郎 CHF 德国马克 马克 芬兰马克 里拉 意大利里拉 土耳其里拉 埃斯库多 比塞塔 荷兰盾 盾 印尼盾 越南盾 印尼卢比 卢比 印度卢比 INR 巴基斯坦卢比 尼泊尔卢比 斯里兰卡卢比
    卢布 俄罗斯卢布 RUB 白俄罗斯卢布 泰铢 铢 THB 林吉特 令吉 马币 马来西亚林吉特 比索 披索 菲律宾比索 墨西哥比索 阿根廷比索 智利比索 哥伦比亚比索 雷亚尔 巴西雷亚尔 BRL 里亚尔 沙特里亚尔 伊朗里亚尔 卡塔尔里亚尔 也门里亚尔
    迪拉姆 阿联酋迪拉姆 第纳尔 科威特第纳尔 伊拉克第纳尔 约旦第纳尔 塞尔维亚第纳尔 克朗 瑞典克朗 挪威克朗 丹麦克朗 冰岛克朗 捷克克朗 福林 匈牙利福林 兹罗提 波兰兹罗提 列弗 保加利亚列弗 列伊 罗马尼亚列伊 库纳 克罗地亚库纳
    兰特 南非兰特 奈拉 尼日利亚奈拉 塞地 先令币 肯尼亚先令 坦桑尼亚先令 乌干达先令 比尔 埃塞俄比亚比尔 埃及镑 黎巴嫩镑 叙利亚镑 苏丹镑 谢克尔 新谢克尔 以色列新谢克尔 格里夫纳 乌克兰格里夫纳 坚戈 索姆 苏姆 图格里克 基普 瑞尔 缅元 缅甸元 塔卡 努扎 拉菲亚 阿富汗尼 马纳特 拉里 德拉姆 索尔 玻利瓦尔 瓜拉尼 科朗 格查尔 伦皮拉 比特币 牙买加元 斐济元
    """
}
