/// Reads areas and the larger ones around them.
struct AreaReader {
  private static let suffixes: Set<UInt32> = Set("省市县区州盟旗".unicodeScalars.map(\.value))
  private static let longSuffixes = Word.list("特别行政区 自治区 自治州 自治县 自治旗 地区 开发区 高新区 新区 林区 特区 矿区")

  /// The areas that a name chains, largest first: 湖南省怀化市芷江侗族自治县.
  func chain(in passage: Passage, _ range: Range<Int>) -> [Range<Int>] {
    var areas: [Range<Int>] = []
    var start = range.lowerBound
    if let names = Gazetteer.namesByFirst[passage.scalars.indices.contains(start) ? passage.scalars[start] : 0] {
      // 吉林省吉林市: a known name is taken whole.
      for (_, word) in names.sorted(by: { $0.word.scalars.count > $1.word.scalars.count })
      where passage.has(word, at: start) && start + word.scalars.count < range.upperBound {
        areas.append(start..<start + word.scalars.count)
        start += word.scalars.count
        break
      }
    }
    var at = start
    while at < range.upperBound {
      let long = passage.longest(of: Self.longSuffixes, at: at)
      let isSuffix = Self.suffixes.contains(passage.scalars[at])
      let end = long.map { at + $0.scalars.count } ?? at + 1
      // 沙市区 and 津市市 are one name: either side of a cut has a name of its own.
      let minimum = passage.scalars[start].isMask ? 1 : 2
      if (long != nil || isSuffix) && at - start >= minimum && end <= range.upperBound
        && (range.upperBound == end || range.upperBound - end >= minimum + 1)
      {
        areas.append(start..<end)
        start = end
      }
      at = end
    }
    if start < range.upperBound {
      if start == range.lowerBound || areas.isEmpty { return [range] }
      areas[areas.count - 1] = areas[areas.count - 1].lowerBound..<range.upperBound
    }
    return areas
  }

  /// The area at the start of a title that names no agency: 榆溪县2024年法治政府建设年度报告.
  func area(atStartOf passage: Passage, _ range: Range<Int>) -> Range<Int>? {
    var at = range.lowerBound
    if passage.has("关于", at: at) { at += 2 }
    if let year = CalendarReader.year(passage, at: at) { at = passage.has("度", at: year.end) ? year.end + 1 : year.end }
    let start = at
    var end: Int?
    while at < range.upperBound, at - start < 20, passage.scalars[at].isHan || passage.scalars[at].isMask {
      if at > start, Self.suffixes.contains(passage.scalars[at]) { end = at + 1 }
      if passage.has("人民", at: at) || passage.has("法治", at: at) || passage.has("工作", at: at)
        || passage.has("司法", at: at)
      {
        break
      }
      at += 1
    }
    return end.map { start..<$0 }
  }

  /// Completes areas by the larger ones that the page's names or the text have or the gazetteer knows.
  ///
  /// A site or a source that is a prefecture's (怀化市人民政府) says whose county this is; the text may name any prefecture.
  func completed(_ areas: [Found<String>], in text: [UInt8], pageNames: [String]) -> [Found<String>] {
    guard let own = areas.last, let first = areas.first, !Gazetteer.isProvince(first.value) else { return areas }
    if let masked = maskedParents(of: first.value, in: text) { return masked + areas }
    var parents: [Found<String>] = []
    var province = Gazetteer.provinceOfPrefecture[first.value].map { Found($0, .gazetteer) }
    let named = names(in: text)
    let onPage = pageNames.flatMap { names(in: Array($0.utf8)).map(\.name) }
    if province == nil, areas.count == 1,
      let prefecture = onPage.first(where: { Gazetteer.provinceOfPrefecture[$0] != nil && $0 != own.value })
    {
      let known = Gazetteer.provinceOfPrefecture[prefecture].map { Found($0, Evidence.gazetteer) }
      return (known.map { [$0] } ?? []) + [Found(prefecture, .page)] + areas
    }
    if province == nil, areas.count == 1 {
      let prefectures = named.filter { Gazetteer.provinceOfPrefecture[$0.name] != nil && $0.name != own.value }
        .sorted { ($0.count, $1.range.lowerBound) > ($1.count, $0.range.lowerBound) }
      let isClear = prefectures.count == 1 || prefectures.count > 1 && prefectures[0].count >= 2 * prefectures[1].count
      if let prefecture = prefectures.first, isClear {
        parents = [Found(prefecture.name, .text, prefecture.range)]
        province = Gazetteer.provinceOfPrefecture[prefecture.name].map { Found($0, .gazetteer) }
      }
    }
    let provinces = named.filter { Gazetteer.isProvince($0.name) }
    if let known = province {
      if let inText = provinces.first(where: { $0.name == known.value }) {
        province = Found(known.value, .text, inText.range)
      } else if !provinces.isEmpty, !parents.isEmpty {
        // The text names another province: the prefecture is some other place's.
        parents = []
        province = nil
      }
    }
    if province == nil, let name = onPage.first(where: Gazetteer.isProvince) { province = Found(name, .page) }
    if province == nil, provinces.count == 1 { province = Found(provinces[0].name, .text, provinces[0].range) }
    return (province.map { [$0] } ?? []) + parents + areas
  }

  /// *省 and *市 above *县, where the text has them.
  private func maskedParents(of name: String, in text: [UInt8]) -> [Found<String>]? {
    let word = Word(name)
    guard let first = word.scalars.first, first.isMask, let last = word.scalars.last else { return nil }
    let mask = name.unicodeScalars.prefix { $0.value.isMask }
    var parents: [Found<String>] = []
    for suffix in ["省", "自治区", "市"] where suffix.unicodeScalars.first?.value != last {
      let parent = Array((String(mask) + suffix).utf8)
      if let range = text.firstRange(of: parent) { parents.append(Found(String(mask) + suffix, .text, range)) }
    }
    return parents
  }

  private struct Naming {
    var name: String
    var count: Int
    var range: Range<Int>
  }

  /// The provinces and prefectures that the text names, in the order of their first mention.
  private func names(in text: [UInt8]) -> [Naming] {
    let passage = Passage(text, 0..<text.count)
    var namings: [Naming] = []
    for at in passage.scalars.indices {
      guard let names = Gazetteer.namesByFirst[passage.scalars[at]] else { continue }
      for (name, word) in names where passage.has(word, at: at) {
        if let known = namings.firstIndex(where: { $0.name == name }) {
          namings[known].count += 1
        } else {
          namings.append(
            Naming(name: name, count: 1, range: passage.offsets[at]..<passage.offsets[at + word.scalars.count]))
        }
      }
    }
    return namings
  }
}

extension Array where Element == UInt8 {
  fileprivate func firstRange(of bytes: [UInt8]) -> Range<Int>? {
    guard let first = bytes.first, count >= bytes.count else { return nil }
    for at in 0...(count - bytes.count) where self[at] == first && self[at..<(at + bytes.count)].elementsEqual(bytes) {
      return at..<at + bytes.count
    }
    return nil
  }
}
