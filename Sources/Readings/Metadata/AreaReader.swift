/// Reads areas: cuts names into the areas that they chain, and completes them by the larger ones around them.
struct AreaReader {
  let gazetteer = Gazetteer.shared

  private static let suffixes = ScalarSet("省市县区州盟旗")
  private static let townSuffixes = Word.list("镇 乡 街道 苏木")
  private static let longSuffixes = WordIndex("特别行政区 自治区 自治州 自治县 自治旗 地区 开发区 高新区 新区 林区 特区 矿区")

  // MARK: - Chains

  /// The areas that a name chains, largest first: 湖南省怀化市芷江侗族自治县; none where it only points (全县).
  func chain(in passage: Passage, _ range: Range<Int>) -> [Range<Int>] {
    var areas: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let rest = start..<range.upperBound
      let isMasked = passage.scalars[start].isMask
      let isWhole = !isMasked && !gazetteer.places(named: passage.string(rest)).isEmpty
      let end = isWhole ? rest.upperBound : (isMasked ? nil : knownEnd(passage, rest)) ?? cut(passage, rest)
      areas.append(start..<end)
      start = end
    }
    return areas.filter { !PlaceName.isPointing(passage.string($0)) }
  }

  /// Where a name of the gazetteer ends that the range begins with and that something is left behind.
  private func knownEnd(_ passage: Passage, _ range: Range<Int>) -> Int? {
    let text = Array(passage.string(range).utf8)
    return text.withUnsafeBufferPointer { text in
      if let place = gazetteer.place(at: 0, in: text), case let length = gazetteer.places[place].name.count / 3,
        length + 2 <= range.count
      {
        return range.lowerBound + length
      }
      for place in gazetteer.shortPlaces(at: 0, in: text) {
        let end = range.lowerBound + gazetteer.places[place].stemLength / 3
        guard end + 2 <= range.upperBound else { continue }
        let inner = gazetteer.places(named: passage.string(end..<range.upperBound))
        if inner.contains(where: { gazetteer.parents($0).contains(place) }) { return end }
        // A county that no gazetteer knows still shows where the province's name ends.
        if gazetteer.places[place].level == .province, end + 3 <= range.upperBound,
          PlaceName.kind(passage.string(range)) == .county
        {
          return end
        }
      }
      return nil
    }
  }

  /// Where the first area of a range ends by the endings of names.
  private func cut(_ passage: Passage, _ range: Range<Int>) -> Int {
    // 沙市区 and 津市市 are one name: either side of a cut has a name of its own.
    let minimum = passage.scalars[range.lowerBound].isMask ? 1 : 2
    var at = range.lowerBound
    while at < range.upperBound {
      let long = Self.longSuffixes.longest(in: passage, at: at)
      let end = long.map { at + $0.scalars.count } ?? at + 1
      if long != nil || Self.suffixes.contains(passage.scalars[at]), at - range.lowerBound >= minimum,
        end < range.upperBound,
        range.upperBound - end >= minimum + 1
          || !gazetteer.places(named: passage.string(end..<range.upperBound)).isEmpty
      {
        return end
      }
      at = end
    }
    return range.upperBound
  }

  // MARK: - Titles

  /// The area at the start of a title that names no agency: 榆溪县2024年法治政府建设年度报告.
  func area(atStartOf passage: Passage, _ range: Range<Int>) -> Range<Int>? {
    var at = range.lowerBound
    if passage.has("关于", at: at) { at += 2 }
    if let year = CalendarReader.year(passage, at: at) { at = passage.has("度", at: year.end) ? year.end + 1 : year.end }
    var start = at
    var end: Int?
    while at < range.upperBound, at - start < 20, passage.scalars[at].isHan || passage.scalars[at].isMask {
      if at > start, isEnd(passage, at: at), mayFollow(passage, at: at + 1, before: range.upperBound) { end = at + 1 }
      if Self.matters.contains(where: { passage.has($0, at: at) }) { break }
      if let time = Self.times.first(where: { passage.has($0, at: at) }) {
        start = at + time.scalars.count
        at = start
        end = nil
      } else {
        at += 1
      }
    }
    if let end { return PlaceName.isPointing(passage.string(start..<end)) ? nil : start..<end }
    return shortArea(passage, start..<range.upperBound)
  }

  private func isEnd(_ passage: Passage, at index: Int) -> Bool {
    Self.suffixes.contains(passage.scalars[index])
      || Self.townSuffixes.contains { passage.has($0, at: index - $0.scalars.count + 1) }
  }

  private static let matters = Word.list("人民 法治 工作 司法")
  /// What may stand between a year and an area.
  private static let times = Word.list("半年 季度 月份 年度 全年")

  /// What a title goes on with behind an area.
  private static let subjects = Word.list(
    """
    人民 法治 工作 司法 依法 公证 法律 法院 检察 公安 普法 信访 行政 关于 全面 贯彻 推进 落实 开展 社区矫正 法学会 律师 委 市场 农业 财政 教育 民政 审计 统计 税务 水利 卫生 \
    应急 生态 自然 林业 医疗 城市 综合 交通 住房 人力 政务 政府 党 人大 政协 机关 各 年 上半年 下半年 第 前
    """)

  /// Whether an area may end before the index: what follows is no Chinese character, or a word that a title goes on with.
  private func mayFollow(_ passage: Passage, at index: Int, before end: Int) -> Bool {
    guard index < end, passage.scalars[index].isHan else { return true }
    return Self.subjects.contains { passage.has($0, at: index) } || CalendarReader.year(passage, at: index) != nil
      || passage.scalars[index].isMask
  }

  /// 衡阳 of 衡阳司法局2024年工作总结: a province's or prefecture's short name before a body or a year.
  private func shortArea(_ passage: Passage, _ range: Range<Int>) -> Range<Int>? {
    let text = Array(passage.string(range.lowerBound..<min(range.lowerBound + 8, range.upperBound)).utf8)
    let places = text.withUnsafeBufferPointer { gazetteer.shortPlaces(at: 0, in: $0) }
    for place in places {
      let end = range.lowerBound + gazetteer.places[place].stemLength / 3
      if end < range.upperBound,
        Self.bodies.contains(where: { passage.has($0, at: end) }) || CalendarReader.year(passage, at: end) != nil
      {
        return range.lowerBound..<end
      }
    }
    return nil
  }

  private static let bodies = Word.list("司法局 司法厅 人民政府 公证处 法律援助")
}
