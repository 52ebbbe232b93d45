/// What a unit tells of the figure that it belongs to.
struct Unit: Sendable {
  /// Units that count the same kind of thing.
  enum Family: Sendable, Equatable {
    case cases
    case people
    case turnout
    case rate
    case money
    case time
    case events
    case items
    case none
  }

  let family: Family
  /// The unit as written.
  let name: String

  init(_ unit: String?) {
    family = unit.map(Self.family) ?? .none
    name = unit ?? ""
  }

  /// Whether the unit counts occasions, so that a verb before it is the event itself (开展排查6次).
  var countsEvents: Bool { family == .events || family == .turnout }

  /// Whether the unit counts persons, present or served.
  var countsPeople: Bool { family == .people || family == .turnout }

  /// Whether the unit counts persons or bodies.
  var mayAct: Bool { countsPeople || family == .items && Self.bodies.contains(name) }

  /// Whether two figures may count the same things.
  func isComparable(to other: Unit) -> Bool {
    family == other.family && family != .none && (family != .items || isMeasure == other.isMeasure)
  }

  /// Whether the unit measures things and does not count them: 长廊1条（长120米）.
  private var isMeasure: Bool { Self.measures.contains(endOf: name) }

  private static let measures: WordList = ["米", "里", "亩", "公顷", "吨", "斤", "千克", "千瓦时"]

  /// Whether what is counted may follow the unit.
  func mayPrecedeNoun(before: Phrase) -> Bool {
    switch family {
    case .rate, .time, .none: false
    case .money: before.noun == nil
    default: true
    }
  }

  private static func family(_ unit: String) -> Family {
    if let number = unit.withBytes({ names.firstIndex(of: $0, $0.indices) }) { return families[number] }
    return unit.ends(with: "元") ? .money : unit.isEmpty ? .none : .items
  }

  private static let members: [(Family, [String])] = [
    (.cases, ["件", "起", "宗", "例", "桩", "案", "件次"]),
    (.people, ["人", "名", "位", "个人"]),
    (.turnout, ["人次", "人(次)", "人（次）", "家次", "户次", "余人次", "人次以上"]),
    (.rate, ["%", "％", "‰", "个百分点", "百分点", "分", "成", "倍"]),
    (.events, ["次", "场", "场次", "期", "届", "轮", "课时", "节", "堂", "回", "批次", "趟"]),
    (.time, ["天", "日", "小时", "分钟", "秒", "工作日", "个工作日", "个月", "年", "个小时", "周", "月"]),
  ]
  /// Units of bodies.
  private static let bodies: WordList = ["家", "个"]
  private static let names = WordList(members.flatMap(\.1))
  private static let families = members.flatMap { family, words in words.map { _ in family } }
}

/// Nouns that measure rather than count.
enum Measure {
  private static let endings: WordList = [
    "率", "满意度", "知晓度", "参与度", "比例", "占比", "比重", "时限", "时长", "周期", "时间", "期限", "金额", "面积", "标的额", "总额", "阅读量", "播放量",
    "观看量",
    "点击量", "浏览量", "业务量", "办案量", "人数", "得分", "总分", "数量", "标的", "覆盖面", "案件量", "投诉量", "增幅", "均值", "次数", "关注量", "拥有量",
  ]

  private static let shares: WordList = ["占比", "比例", "比重"]

  /// Whether `text` up to `end` ends with a noun for a share.
  static func isShare(_ text: [UInt8], at end: Int) -> Bool {
    shares.contains(endOf: text, 0..<end)
  }

  /// Whether `text` up to `end` ends with such a noun.
  static func ends(_ text: [UInt8], at end: Int) -> Bool {
    endings.contains(endOf: text, 0..<end)
  }

  /// Whether a label is one or ends with one.
  static func ends(_ label: String) -> Bool { endings.contains(endOf: label) }
}
