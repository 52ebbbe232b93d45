/// Finds the area that a report is of where no agency with its place is named.
struct OwnAreaReader {
  let text: [UInt8]
  let frame: ReportFrame

  /// How much of a report is read for the papers that it names, in bytes.
  private static let reach = 60_000

  /// The areas, largest first: that of the title (榆溪县2024年…), that of the announcement (现将榆溪县2024年工作报告如下), and that of
  /// the area's own papers (《榆溪县法治政府建设实施方案》) where they are all of one place of the reporter's level.
  func areas(title: TitlePassage?) -> [Found<String>] {
    if let title, let area = AreaReader().area(atStartOf: title.passage, title.range) {
      return AreaReader().chain(in: title.passage, area).map {
        Found(title.passage.string($0), .title, title.bytes($0))
      }
    }
    return announced() ?? named() ?? []
  }

  private func announced() -> [Found<String>]? {
    for line in frame.opening {
      let passage = Passage(text, line)
      for at in passage.scalars.indices where passage.has("现将", at: at) {
        if let areas = areas(passage, behind: at + 2) { return areas }
      }
    }
    return nil
  }

  private func named() -> [Found<String>]? {
    let end = min(text.count, Self.reach)
    guard let level = level(0..<end) else { return nil }
    var found: [Found<String>]?
    var at = 0
    while case let mark = text.firstIndex(of: 0xE3, in: at..<end), mark < end {
      at = mark + 3
      guard at < end, text[mark + 1] == 0x80, text[mark + 2] == 0x8A else { continue }  // 《
      let passage = Passage(text, at..<min(at + Self.clause, end))
      guard let areas = areas(passage, behind: 0), let own = areas.last,
        own.value.unicodeScalars.last?.value == level
      else { continue }
      if let known = found?.last, known.value != own.value { return nil }
      found = found ?? areas
    }
    return found
  }

  /// The areas that a clause begins with: 榆溪县有关工作, 榆溪县法治政府建设实施方案.
  private func areas(_ passage: Passage, behind index: Int) -> [Found<String>]? {
    var at = index
    if let year = CalendarReader.year(passage, at: at) { at = passage.has("度", at: year.end) ? year.end + 1 : year.end }
    let start = at
    var end = start
    while at < passage.count, at - start < Self.longest, passage.scalars[at].isHan || passage.scalars[at].isMask,
      !Self.matters.stands(in: passage, at: at), !AgencyWords.noName.contains(passage.scalars[at]),
      !AgencyWords.joints.contains(passage.scalars[at])
    {
      at += 1
      if at - start >= 2, AgencyReader().isAreaEnd(passage, at: at - 1) { end = at }
    }
    guard end > start, !Self.noAreas.contains(where: { passage.ends(with: $0, start..<end) }),
      !PlaceName.isPointing(passage.string(start..<end))
    else { return nil }
    return AreaReader().chain(in: passage, start..<end).map { Found(passage.string($0), .text, passage.bytes($0)) }
  }

  /// The longest chain of areas, in scalars.
  private static let longest = 20
  /// How far a year, a chain of areas and what goes on behind them reach, in bytes.
  private static let clause = 120
  /// What goes on behind an area.
  private static let matters = WordIndex("有关 相关 工作 法治 司法 人民 依法 普法 法律 行政 关于 上半年 下半年 推进 贯彻 落实 物业 管理 政府 党")
  private static let noAreas = Word.list("市区 城区 县区 辖区 地区 园区 开发区 省市 自治区 县市")

  /// 县 where the report speaks of 全县 most, and so on.
  private func level(_ range: Range<Int>) -> UInt32? {
    var counts: [UInt32: Int] = [:]
    var at = range.lowerBound + 1
    let end = max(at, range.upperBound - 4)
    // 全 and 我 by their last two bytes, and what follows them.
    while case let found = text.firstIndex(of: (0x85, 0xA8), or: (0x88, 0x91), in: at..<end), found < end {
      at = found + 1
      guard text[found - 1] == (text[found] == 0x85 ? 0xE5 : 0xE6) else { continue }
      let next = Passage(text, found + 2..<found + 5).scalars[0]
      if AgencyWords.areaSuffixes.contains(next) { counts[next, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}
