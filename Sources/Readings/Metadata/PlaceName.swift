/// What the parts of a place's name say: its kind, the peoples of an autonomous area, and what is left.
enum PlaceName {
  private static let longKinds = list("特别行政区 自治区 自治州 自治县 自治旗 地区 新区 林区 特区 矿区")
  private static let peoples = list(
    """
    满族 回族 蒙古族 蒙古 藏族 苗族 彝族 壮族 布依族 朝鲜族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 \
    柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 塔吉克族 塔吉克 鄂温克族 保安族 裕固族 独龙族 怒族 普米族 维吾尔 各族
    """)

  private static func list(_ words: String) -> [[UInt8]] { words.split(separator: " ").map { Array($0.utf8) } }

  /// How many bytes of a name stay without its kind and peoples.
  static func stemLength(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    // 矿区 is the whole name of some.
    let kind = longKinds.first { $0.count < name.count && ends(name, name.count, with: $0) }?.count ?? 3
    var end = name.count - kind
    guard kind == 9 else { return end }
    // At least two characters are a name: 东乡族自治县.
    while let people = peoples.first(where: { ends(name, end, with: $0) && end - $0.count >= 6 }) {
      end -= people.count
    }
    return end
  }

  private static func ends(_ name: UnsafeBufferPointer<UInt8>, _ end: Int, with word: [UInt8]) -> Bool {
    guard end >= word.count else { return false }
    let start = end - word.count
    for offset in word.indices where name[start + offset] != word[offset] { return false }
    return true
  }

  // MARK: - Kinds

  /// What kind of area a name is by its ending.
  enum Kind {
    case province
    /// A prefecture by its ending: 自治州, 盟, 地区.
    case prefecture
    /// A city, which may be a prefecture or a county.
    case city
    case county
    case town
    /// A development zone and the like.
    case zone
  }

  /// The endings that tell a kind, the first that fits.
  private static let kinds: [(kind: Kind, endings: [[UInt8]])] = [
    (.province, list("省 自治区 行政区")), (.town, list("镇 乡 街道 苏木")), (.prefecture, list("州 盟 地区")), (.city, list("市")),
    (.zone, list("开发区 高新区 经开区 示范区 园区 管理区 合作区 保税区 度假区 试验区 新区")),
  ]

  static func kind(_ name: String) -> Kind {
    var name = name
    return name.withUTF8 { name in
      kinds.first { $0.endings.contains { ends(name, name.count, with: $0) } }?.kind ?? .county
    }
  }

  /// Words that end like the names of areas and name none.
  private static let common: Set<String> = [
    "社区", "园区", "地区", "山区", "景区", "校区", "小区", "片区", "辖区", "县区", "老区", "灾区", "库区", "牧区", "城市", "都市", "县市", "省市", "省区",
    "市县", "市区",
    "自治区", "自治州", "自治县", "乡镇", "城乡", "城镇", "街道",
  ]

  /// Whether a name only points to an area: 全县, 我市, 本区, 各乡镇.
  static func isPointing(_ name: String) -> Bool {
    if common.contains(name) { return true }
    let scalars = Array(name.unicodeScalars)
    guard let last = scalars.last, scalars.count > 1 else { return true }
    if "全各".unicodeScalars.contains(scalars[0]), common.contains(String(name.dropFirst())) { return true }
    return pointers.contains(scalars[scalars.count - 2]) && endings.contains(last)
  }

  private static let pointers = Set("全我本各该贵".unicodeScalars)
  private static let endings = Set("省市县区州盟旗镇乡".unicodeScalars)
}
