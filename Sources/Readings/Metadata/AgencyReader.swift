/// Finds the names of public bodies: an area's name and the body's, 蒸阳区司法局, *市人民政府.
struct AgencyReader {
  /// An agency in a passage.
  struct Agency {
    /// Its scalars.
    var range: Range<Int>
    /// The part that names the area; empty where the body is named alone.
    var area: Range<Int>
    /// The name of its place where that stands without an area's suffix: 横湾 of 横湾司法局; else empty.
    var place = 0..<0
    /// Whether it is named without its place, as 县司法局 and 司法局 are.
    var isAbbreviated = false
  }

  /// Where a name stands, which decides what counts as one.
  enum Place {
    /// Running text: only bodies that report on justice and the rule of law, right behind the name of an area.
    case report
    /// Running text: any known body right behind the name of an area.
    case text
    /// A title, a signature, a field of the page.
    case name
  }

  /// The longest name of a body's own, in scalars, behind that of its area.
  private static let longestStem = 16
  private static let longest = 34

  /// The first agency in the range; one named without its place only where `place` is `name`.
  func first(in passage: Passage, _ range: Range<Int>, _ place: Place) -> Agency? {
    range.lazy.filter { mayBegin(passage, at: $0, in: range) }
      .compactMap { agency(in: passage, at: $0, before: range.upperBound, place) }.first
  }

  /// All agencies in the range, which do not overlap.
  func all(in passage: Passage, _ range: Range<Int>, _ place: Place) -> [Agency] {
    var found: [Agency] = []
    var at = range.lowerBound
    // In running text the body stands right behind an area, so names begin near such a place and nowhere else.
    var next = place == .name ? range.upperBound : nextBody(passage, from: at, before: range.upperBound, place)
    while at < range.upperBound {
      if place != .name {
        if at >= next { next = nextBody(passage, from: at + 1, before: range.upperBound, place) }
        guard next < range.upperBound else { break }
        at = max(at, next - Self.longest + 1)
      }
      if mayBegin(passage, at: at, in: range),
        let agency = agency(in: passage, at: at, before: range.upperBound, place)
      {
        found.append(agency)
        at = agency.range.upperBound
      } else {
        at += 1
      }
    }
    return found
  }

  /// Where the next body begins that stands right behind what may be an area; `end` if there is none.
  private func nextBody(_ passage: Passage, from start: Int, before end: Int, _ place: Place) -> Int {
    let suffixes = AgencyWords.areaSuffixes
    let words = place == .report ? AgencyWords.reporting : AgencyWords.bodies
    return (max(start, 1)..<max(end, 1)).first { at in
      suffixes.contains(passage.scalars[at - 1]) && words.stands(in: passage, at: at)
    } ?? end
  }

  /// Whether a name may begin: at the start, behind a sign, behind a time (2024年, 上半年, 一年来) and 关于.
  private func mayBegin(_ passage: Passage, at index: Int, in range: Range<Int>) -> Bool {
    guard index > range.lowerBound, case let scalar = passage.scalars[index - 1] else { return true }
    guard scalar.isHan || scalar.isMask || scalar.digitValue != nil else { return true }
    guard Self.leadEnds.contains(scalar) else { return false }
    // 2024年度 goes on behind 年.
    return !passage.has("度", at: index) && Self.leads.contains { passage.has($0, at: index - $0.scalars.count) }
  }

  private static let leads = Word.list("关于 年 年度 半年 季度 月 月份 以来 年来 月来 现将 中共")
  /// What they end in.
  private static let leadEnds = ScalarSet("于年度月份来将共")

  private func agency(in passage: Passage, at start: Int, before end: Int, _ place: Place) -> Agency? {
    guard !passage.has("关于", at: start), start == 0 || !passage.has("中共", at: start - 2) else { return nil }
    if place == .name, let body = AgencyWords.national.longest(in: passage, at: start),
      case let stop = start + body.scalars.count, stop <= end, !continues(passage, at: stop)
    {
      return Agency(range: start..<stop, area: start..<start)
    }
    let areaStart = passage.has("中共", at: start) ? start + 2 : start
    var at = areaStart
    var areaEnd: Int?
    var hasJoint = false
    let limit = min(end, start + Self.longest)
    while at < limit {
      let scalar = passage.scalars[at]
      if let body = body(passage, at: at, before: end, place) {
        let stop = at + body.scalars.count
        let area = areaEnd ?? areaStart
        if place == .name {
          guard !hasJoint || areaEnd != nil else { return nil }
          return agency(passage, start, areaStart..<area, body: at, stop, before: end)
        }
        guard areaEnd == at, !passage.has("的", at: stop) else { return nil }
        return Agency(range: start..<stop, area: areaStart..<area)
      }
      if place == .name, let areaEnd, at >= areaEnd + 2, Self.isStrong(scalar), !continues(passage, at: at + 1),
        !AgencyWords.noBodies.contains(where: { passage.has($0, at: at + 1 - $0.scalars.count) })
      {
        return agency(passage, start, areaStart..<areaEnd, body: areaEnd, at + 1, before: end)
      }
      if AgencyWords.joints.contains(scalar), place == .name, areaEnd != nil {
        hasJoint = true
      } else {
        guard scalar.isHan || scalar.isMask, !AgencyWords.noName.contains(scalar) || passage.has("全面依法", at: at)
        else { return nil }
      }
      if AgencyWords.verbs.stands(in: passage, at: at) { return nil }
      if place != .name, AgencyWords.companions.stands(in: passage, at: at) { return nil }
      // 县司法局 alone names no place.
      if isAreaEnd(passage, at: at), at > areaStart { areaEnd = at + 1 }
      if let areaEnd, at - areaEnd > Self.longestStem { return nil }
      at += 1
    }
    return nil
  }

  private static func isStrong(_ scalar: UInt32) -> Bool { scalar == 0x5C40 || scalar == 0x5385 }

  /// Whether an area's suffix stands at the index, and not 市 of 市场 or 区 of 社区.
  func isAreaEnd(_ passage: Passage, at index: Int) -> Bool {
    AgencyWords.areaSuffixes.contains(passage.scalars[index])
      && !AgencyWords.noAreas.stands(in: passage, at: index)
      && !AgencyWords.noAreaEnds.contains { passage.has($0, at: index - $0.scalars.count + 1) }
  }

  /// The body whose name begins at the index.
  private func body(_ passage: Passage, at index: Int, before end: Int, _ place: Place) -> Word? {
    guard let body = (place == .report ? AgencyWords.reporting : AgencyWords.bodies).longest(in: passage, at: index),
      index + body.scalars.count <= end, !continues(passage, at: index + body.scalars.count)
    else { return nil }
    if body.scalars.count == 2, passage.has("工作报告", at: index + 2) { return nil }
    if body.scalars.count == 2,
      AgencyWords.adjectives.contains(where: { passage.has($0, at: index - $0.scalars.count) })
    {
      return nil
    }
    return body
  }

  private func continues(_ passage: Passage, at index: Int) -> Bool {
    AgencyWords.continuations.stands(in: passage, at: index)
  }

  /// The agency whose body's name runs from `body` to `stop`, with its organ or the body below it.
  private func agency(
    _ passage: Passage, _ start: Int, _ area: Range<Int>, body: Int, _ stop: Int, before end: Int
  ) -> Agency? {
    var stop = stop
    var isBelow = false
    if let organ = AgencyWords.organs.longest(in: passage, at: stop), case let next = stop + organ.scalars.count,
      next <= end, isEnd(passage, at: next, before: end)
    {
      stop = next
    } else if let next = bodyBelow(passage, at: stop, before: end) {
      stop = next
      isBelow = true
    }
    if !area.isEmpty { return Agency(range: start..<stop, area: area) }
    let lead = area.lowerBound..<body
    let isAbbreviated = !isBelow && isNoPlace(passage, lead, body: body..<stop)
    guard isAbbreviated || (1...6).contains(lead.count) else { return nil }
    let place = isAbbreviated ? 0..<0 : lead
    return Agency(
      range: start..<stop, area: lead.lowerBound..<lead.lowerBound, place: place, isAbbreviated: isAbbreviated)
  }

  /// Whether what stands before a body names no place: 县司法局, 县委政法委 and 司法局, but not 横湾司法局.
  private func isNoPlace(_ passage: Passage, _ lead: Range<Int>, body: Range<Int>) -> Bool {
    if lead.isEmpty { return true }
    if lead.count <= 8, !Self.standBehindPlaces.contains(where: { passage.ends(with: $0, body) }) { return true }
    guard AgencyWords.areaSuffixes.contains(passage.scalars[lead.lowerBound]) else { return false }
    return lead.count == 1 || lead.count == 2 && passage.has("委", at: lead.lowerBound + 1)
  }

  private static let standBehindPlaces = Word.list("局 厅 所 政府 法院 检察院 公证处 监狱")

  /// The end of the body below another: 青山县司法局白云司法所, but not 青山县司法局公共法律服务中心建设.
  private func bodyBelow(_ passage: Passage, at start: Int, before end: Int) -> Int? {
    var at = start
    while at < min(end, start + 12), passage.scalars[at].isHan || passage.scalars[at].isMask {
      if let body = AgencyWords.bodies.longest(in: passage, at: at), case let stop = at + body.scalars.count,
        stop <= end, isEnd(passage, at: stop, before: end), body.scalars.count > 2
      {
        return stop
      }
      if AgencyWords.verbs.stands(in: passage, at: at) || AgencyWords.subjects.stands(in: passage, at: at)
        || AgencyWords.noName.contains(passage.scalars[at])
      {
        return nil
      }
      at += 1
    }
    return nil
  }

  private func isEnd(_ passage: Passage, at index: Int, before end: Int) -> Bool {
    index == end || !passage.scalars[index].isHan || CalendarReader.yearNumber(passage, at: index) != nil
      || AgencyWords.subjects.stands(in: passage, at: index)
  }

  /// The agency that a line consists of, as in a signature.
  func whole(_ passage: Passage, _ range: Range<Int>) -> Agency? {
    if let agency = first(in: passage, range, .name), agency.range == range { return agency }
    // Bodies that no list has, and those without an area's suffix: 横湾司法局.
    guard (4...30).contains(range.count), AgencyWords.endings.contains(where: { passage.ends(with: $0, range) }),
      !range.contains(where: { AgencyWords.verbs.stands(in: passage, at: $0) })
    else { return nil }
    let body = AgencyWords.bodies.ending(of: range, in: passage)
    var areaEnd: Int?
    for at in range {
      let scalar = passage.scalars[at]
      guard scalar.isHan || scalar.isMask, !AgencyWords.noName.contains(scalar) || AgencyWords.joints.contains(scalar)
      else { return nil }
      if areaEnd == nil, at > range.lowerBound, isAreaEnd(passage, at: at) { areaEnd = at + 1 }
    }
    guard body != nil || areaEnd != nil else { return nil }
    var agency = Agency(range: range, area: range.lowerBound..<(areaEnd ?? range.lowerBound))
    if areaEnd == nil, let body { agency.place = range.lowerBound..<range.upperBound - body }
    return agency
  }
}
