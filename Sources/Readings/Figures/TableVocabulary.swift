/// The words of table headings that say something else than what is counted.
///
/// A word belongs here for what it says alone or at the end of a heading: a comparison, a promise, a sum, or nothing but
/// that something is counted. Longer words stand before those that they begin with.
enum TableVocabulary {
  /// The year before the one reported.
  static let yearBefore = ["上年同期数", "去年同期数", "上年同期", "去年同期", "上年度", "上年", "去年", "上期", "同期数", "同期", "基期"]

  /// The span reported.
  static let thisYear = ["本年度", "本年", "今年", "当年", "本期", "报告期", "全年", "累计"]

  /// What is wanted.
  static let targets = [
    "年度目标", "目标任务数", "目标任务", "目标数", "目标值", "目标", "计划任务", "计划数", "计划", "任务数", "任务", "预期", "年初预算数", "年初预算",
    "调整预算数", "调整预算", "预算数", "预算",
  ]

  /// What was reached.
  static let actuals = [
    "实际完成数", "实际完成", "实际数", "实际", "完成情况", "完成数", "完成值", "已完成", "完成", "实绩", "决算数", "决算", "执行数", "执行情况",
  ]

  /// Headings that only say that something is counted.
  static let measures: Set<String> = [
    "数", "值", "量", "数量", "数值", "数据", "件数", "人数", "次数", "场次", "人次", "户数", "份数", "家数", "个数", "宗数", "起数", "场数", "案件数",
    "案件",
    "绝对数", "统计数", "规模", "指标值", "指标", "情况", "项目", "内容", "件", "人", "次",
  ]

  /// Words that name what is counted though they are verbs elsewhere.
  static let nouns: Set<String> = ["编制", "收入", "支出", "结余"]

  /// Ends of the names of bodies and places: what they did is counted, not they.
  static let bodies = ["司法所", "局", "镇", "乡", "街道", "县", "区", "市", "村", "社区", "中心", "支队", "大队", "委员会"]

  /// What captions end with beside the name of what they show.
  static let captionTails = ["表", "统计", "一览", "汇总", "明细", "情况", "实施", "数据", "分类", "基本", "主要", "业务"]

  /// Words for a change, and those that lead to one.
  private static let changes = [
    "比上年", "较上年", "比去年", "较去年", "与上年", "同比", "环比", "增减", "增长", "增幅", "增速", "变化", "降幅", "涨幅", "升降", "上升", "下降", "±",
  ]

  /// How many characters stand before the first word for a change; nil without one.
  static func change(in words: String) -> Int? {
    changes.compactMap { change in
      words.holds(change)
        ? words.range(of: change).map { words.distance(from: words.startIndex, to: $0.lowerBound) } : nil
    }.min()
  }

  /// How far a sum reaches, and what the words say beside it: 支出合计 sums up 支出.
  ///
  /// Nil where the words are no sum.
  static func total(_ words: String) -> (reach: TableHeading.Total, of: String)? {
    if ["合计", "总计", "总数", "共计", "合计数", "总量"].contains(words) { return (.all, "") }
    guard let sum = ["合计", "总计", "小计"].first(where: { words.ends(with: $0) }) else { return nil }
    let summed = String(words.dropLast(sum.count))
    // 全市合计, 各所合计, 以上合计.
    if ["全", "各", "以上"].contains(where: { summed.begins(with: $0) }) { return (.all, "") }
    return (.group, summed)
  }

  /// The verb that the words begin with, of two characters or more.
  static func verb(in words: String) -> String? {
    let codes = Array(words.utf16.prefix(4))
    func code(_ i: Int) -> UInt16 { i < codes.count ? codes[i] : 0 }
    guard let match = Lexicon.standard.match(code(0), code(1), code(2), code(3)), match.length > 1,
      match.class == .verb || match.class == .light
    else { return nil }
    return String(words.prefix(match.length))
  }
}

extension String {
  /// Where `word` stands first.
  fileprivate func range(of word: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<index(start, offsetBy: word.count) }
      start = index(after: start)
    }
    return nil
  }
}
