/// The words around a number that bound its value.
final class QualifierWords: Sendable {
  static let shared = QualifierWords()

  private let before = WordTable<Qualifier?>(
    pairs(.approx, "约 大约 约莫 约为 约有 近 将近 接近 大概 大致 估计 约达 近达 约合")
      + pairs(
        .lowerBound,
        "超 超过 突破 不低于 不少于 不下于 不得少于 不得低于 不小于 至少 最少 逾 高于 大于 多于 不下 不止 远超 已超 ≥ > 上 大于等于 大于或等于 大于或者等于 高于或等于 达到或超过 不亚于 最低 破")
      + pairs(
        .upperBound,
        "不超过 不超 不高于 不多于 不大于 不得超过 不得高于 不得多于 不能超过 未超过 未超 不足 不到 不满 未满 最多 至多 低于 少于 小于 ≤ < 不逾 不突破 未突破 小于等于 小于或等于 小于或者等于 低于或等于 最高不超过 不会超过 不宜超过 不应超过 未达到 未达 不及"
      )
      // Words that end in a qualifier and say something else.
      + "侦破 打破 攻破 识破 爆破 冲破 告破 规民约 缔约 毁约 婚约 盟约 节约 签约 预约 履约 违约 条约 契约 公约 特约 邀约 合约 解约 租约 续约 相约 集约 附近 最近 临近 邻近 靠近 就近 亲近 逼近 走近 贴近 赶超 反超 以上 网上 线上 会上 街上 路上 台上 身上 马上 手上 晚上 早上 基础上 总体上 历史上 原则上 村上 县上 市上 乡上 镇上 省上 高超"
      .split(separator: " ").map { (String($0), nil) },
    backward: true)

  private let adverbs = WordTable<Qualifier?>(
    pairs(.lowerBound, "至少 最少 不少于") + pairs(.upperBound, "最多 至多"))

  private let after = WordTable<Qualifier?>(
    pairs(.approx, "左右 上下 余 许 多")
      + pairs(.lowerBound, "以上 及以上 或以上 或者以上 或更多 或者更多 (含)以上 (含)以上 之上 开外")
      + pairs(.upperBound, "以内 以下 之内 之下 及以下 或以下 或者以下 或更少 或者更少 (含)以下 (含)以内"))

  /// The last characters of what may break through a mark: 量, 额, 收入.
  private static let measureEnds: ScalarSet = "量数额值收入"

  private static func pairs(_ qualifier: Qualifier, _ words: String) -> [(String, Qualifier?)] {
    words.split(separator: " ").map { (String($0), qualifier) }
  }

  /// The bound that the words right before the number at `start` state, if any.
  func before(_ text: FoldedText, _ start: Int) -> (qualifier: Qualifier, start: Int)? {
    var end = text.lastInk(before: start) + 1
    // 约占30%, 超过了5件.
    if text[end - 1] == "了" || text[end - 1] == "达" || text[end - 1] == "为" || text[end - 1] == "有"
      || text[end - 1] == "占"
    {
      if before.longest(in: text, at: end) == nil { end -= 1 }
    }
    if let match = before.longest(in: text, at: end), let qualifier = match.value,
      text[end - 1] != "上" || "百千万亿".unicodeScalars.contains(text[start]),
      text[end - 1] != "破" || match.length > 1 || end > 1 && Self.measureEnds.contains(text[end - 2])
    {
      // 上 is a bound in 上百件, and where something is in 会上3人; 破 in 播放量破万次, and an act in 立案9起，破7起.
      return (qualifier, end - match.length)
    }
    if let start = about(text, start) { return (.approx, start) }
    // An adverb may stand before the verb: 至少配备3名.
    for back in 3...7 {
      let at = start - back
      guard at >= 0 else { return nil }
      if let match = adverbs.longest(in: text, at: at), let qualifier = match.value,
        at + match.length <= start, (at + match.length..<start).allSatisfy({ text[$0].isHan })
      {
        return (qualifier, at)
      }
    }
    return nil
  }

  /// Where 约 stands that is parted from the number by the verb and what it is measured by: 约占总数的60%, 约需3天.
  private func about(_ text: FoldedText, _ number: Int) -> Int? {
    for back in 2...14 where number >= back {
      let at = number - back
      guard text[at + 1].isHan else { return nil }
      guard text[at] == "约", Self.afterAbout.contains(text[at + 1]), !Self.pacts.contains(text[at - 1]) else {
        continue
      }
      // Only a share has what it is of between.
      guard back <= 3 || text[number - 1] == "的" else { return nil }
      return text[at - 1] == "大" ? at - 1 : at
    }
    return nil
  }

  private static let afterAbout: ScalarSet = "占为需用达有是合"
  /// What 约 ends a word with: 签约, 履约.
  private static let pacts: ScalarSet = "签预违缔条契公毁婚盟节履特邀合解租续相集"

  /// The bound stated right after the unit that ends at `end`, and where its word ends.
  func after(_ text: FoldedText, _ end: Int) -> (qualifier: Qualifier, end: Int)? {
    guard let match = after.longest(in: text, at: end), let qualifier = match.value else { return nil }
    if match.length == 1 {
      // 余 and 多 are the first characters of other words too, unless the clause ends with them.
      guard text[end + 1].endsClause else { return nil }
    }
    return (qualifier, end + match.length)
  }
}
