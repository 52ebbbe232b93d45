/// What is known around an area's name: the text, the page and the address of the document.
struct AreaContext {
  private let gazetteer = Gazetteer.shared
  private let text: [UInt8]
  private let pageNames: [String]
  /// The places that the site's domain belongs to.
  private let sitePlaces: [Int]
  /// The places that the text and the page's names have.
  private let inText: AreaNamings
  private let onPage: AreaNamings

  init(text: [UInt8], pageNames: [String], sources: [String]) {
    self.text = text
    self.pageNames = pageNames
    sitePlaces = sources.lazy.map(gazetteer.places(atSite:)).first { !$0.isEmpty } ?? []
    inText = AreaNamings(text, gazetteer)
    onPage = AreaNamings(Array(pageNames.joined(separator: "\n").utf8), gazetteer)
  }

  /// The larger areas of an area, each with where it was found.
  private struct Parents {
    var province: Found<String>?
    var prefecture: Found<String>?
    var county: Found<String>?

    var chain: [Found<String>] { [province, prefecture, county].compactMap { $0 } }
  }

  /// The areas with the larger ones around them.
  func completed(_ areas: [Found<String>]) -> [Found<String>] {
    guard let own = areas.last else { return [] }
    let kind = PlaceName.kind(own.value)
    var stated = parents(stated: areas.dropLast())
    guard kind != .province else { return areas }
    addNamesBefore(own.value, to: &stated, isTown: kind == .town)
    if kind == .town, stated.county == nil { stated.county = superiorCounty() }
    if let county = stated.county {
      // What lies in a county lies where the county does.
      stated.county = nil
      return completed(county, stated) + [own]
    }
    return completed(own, stated)
  }

  private func completed(_ own: Found<String>, _ stated: Parents) -> [Found<String>] {
    var parents = stated
    let candidates = gazetteer.places(named: own.value).filter { mayLie($0, in: stated) }
    if candidates.contains(where: { gazetteer.places[$0].parent == nil }) { return [own] }
    let left = supported(candidates)
    if left.count == 1 {
      fill(&parents, with: gazetteer.parents(left[0]))
    } else if !left.isEmpty {
      // Several, and nothing decides between them: what they share is certain.
      let provinces = Set(left.map(gazetteer.province))
      if let province = provinces.first, provinces.count == 1 { fill(&parents, with: [province]) }
    } else {
      addUnknown(own.value, &parents)
    }
    return parents.chain + [own]
  }

  // MARK: - What the name's own chain says

  private func parents(stated areas: ArraySlice<Found<String>>) -> Parents {
    var parents = Parents()
    for area in areas { add(area, to: &parents) }
    return parents
  }

  /// Puts a stated area where it stands, by its full name where it is a short one.
  private func add(_ area: Found<String>, to parents: inout Parents) {
    let places = gazetteer.places(named: area.value)
    let larger = places.filter { gazetteer.places[$0].level != .county }
    let place = larger.count == 1 ? larger[0] : places.count == 1 ? places[0] : nil
    let level: Gazetteer.Level =
      if let place {
        gazetteer.places[place].level
      } else {
        switch PlaceName.kind(area.value) {
        case .province: .province
        case .prefecture, .city: .prefecture
        case .county, .town, .zone: .county
        }
      }
    let isShort = level != .county && place != nil
    let found = Found(isShort ? gazetteer.name(place ?? 0) : area.value, area.evidence, area.range)
    switch level {
    case .province: parents.province = parents.province ?? found
    case .prefecture: parents.prefecture = parents.prefecture ?? found
    case .county: parents.county = parents.county ?? found
    }
  }

  /// Adds the names that stand right before the area's where the text or the page repeats it: 霁安市 of 霁安市泠丰县人民政府.
  private func addNamesBefore(_ own: String, to parents: inout Parents, isTown: Bool) {
    guard parents.prefecture == nil || parents.province == nil else { return }
    let chains =
      [names(before: own, in: text, .text, isTown: isTown)]
      + pageNames.map { names(before: own, in: Array($0.utf8), .page, isTown: isTown) }
    for areas in chains {
      var extended = parents
      for area in areas { add(area, to: &extended) }
      if isConsistent(extended) { parents = extended }
    }
  }

  /// Whether the prefecture lies in the province, where both are known.
  private func isConsistent(_ parents: Parents) -> Bool {
    guard let province = parents.province, let prefecture = parents.prefecture,
      let place = gazetteer.places(named: prefecture.value).first
    else { return true }
    return gazetteer.name(gazetteer.province(place)) == province.value
  }

  /// How many places of a name in a text are looked at.
  private static let longestSearch = 64
  private static let longestChain = 16
  /// A province, a prefecture and a county.
  private static let longestParents = 3

  private func names(before own: String, in text: [UInt8], _ evidence: Evidence, isTown: Bool) -> [Found<String>] {
    let name = Array(own.utf8)
    var start = 0
    for _ in 0..<Self.longestSearch {
      guard let range = text.firstRange(of: name, from: start) else { return [] }
      start = range.upperBound
      let chain = text.withUnsafeBufferPointer {
        self.chain(endingAt: range.lowerBound, in: $0, evidence, mayBeCounty: isTown)
      }
      if !chain.isEmpty { return chain }
    }
    return []
  }

  /// The areas that end right before the byte; none where what stands there is no name.
  private func chain(
    endingAt end: Int, in text: UnsafeBufferPointer<UInt8>, _ evidence: Evidence, mayBeCounty: Bool = false,
    depth: Int = 0
  ) -> [Found<String>] {
    guard depth < Self.longestParents, let last = AreaNamings.scalar(text, end - 3),
      Self.larger.contains(last) || mayBeCounty && Self.counties.contains(last)
    else { return [] }
    var starts: [Int] = []
    var start = end
    while starts.count < Self.longestChain, let scalar = AreaNamings.scalar(text, start - 3), scalar.isHan {
      start -= 3
      starts.append(start)
    }
    // The longest name of the gazetteer that ends here, with its own chain before it.
    for start in starts.reversed() {
      guard let place = gazetteer.place(at: start, in: text), start + gazetteer.places[place].name.count == end,
        mayBeCounty || gazetteer.places[place].level != .county
      else { continue }
      if AreaNamings.isVisited(text, start) { return [] }
      return chain(endingAt: start, in: text, evidence, depth: depth + 1)
        + [Found(gazetteer.name(place), evidence, evidence == .text ? start..<end : nil)]
    }
    // A name that no gazetteer knows stands behind a sign; 区 ends none of a prefecture.
    guard let first = starts.last, (3...5).contains(starts.count), last != 0x533A || mayBeCounty else { return [] }
    let name = String(decoding: text[first..<end], as: UTF8.self)
    return PlaceName.isPointing(name) ? [] : [Found(name, evidence, evidence == .text ? first..<end : nil)]
  }

  private static let counties = ScalarSet("县旗")
  /// 省 市 州 盟 区: what the names of larger areas end in.
  private static let larger = ScalarSet("省市州盟区")

  // MARK: - Places of the gazetteer

  /// Whether a place may lie in the stated areas.
  private func mayLie(_ place: Int, in stated: Parents) -> Bool {
    let names = gazetteer.parents(place).map(gazetteer.name)
    return [stated.province, stated.prefecture].allSatisfy { $0.map { names.contains($0.value) } ?? true }
  }

  /// Those of the places that the text, or else the page or the domain point to.
  private func supported(_ candidates: [Int]) -> [Int] {
    guard candidates.count > 1 else { return candidates }
    var left = candidates
    let counted = [inText, onPage].map { namings in
      namings.namings.map { (place: $0.place, count: $0.count * ($0.superior != nil ? 4 : 1)) }
    }
    for witness in counted + [sitePlaces.map { (place: $0, count: 1) }] {
      let counts = left.map { candidate in
        let own = gazetteer.places[candidate].parent
        return witness.first { $0.place == own }?.count ?? 0
      }
      let best = counts.max() ?? 0
      if best > 0 {
        let others = counts.filter { $0 > 0 && $0 < best }
        if counts.filter({ $0 == best }).count == 1, others.allSatisfy({ 2 * $0 <= best }),
          let index = counts.firstIndex(of: best)
        {
          return [left[index]]
        }
      }
      let inProvince = left.filter { candidate in
        witness.contains { $0.place == gazetteer.province(candidate) }
      }
      if !inProvince.isEmpty { left = inProvince }
      if left.count == 1 { break }
    }
    return left
  }

  /// Fills what is not stated with places, and tells where each is named.
  private func fill(_ parents: inout Parents, with places: [Int]) {
    for place in places {
      let found = found(place)
      switch gazetteer.places[place].level {
      case .province: parents.province = parents.province ?? found
      case .prefecture: parents.prefecture = parents.prefecture ?? found
      case .county: parents.county = parents.county ?? found
      }
    }
  }

  /// A place with the first witness that names it.
  private func found(_ place: Int) -> Found<String> {
    let name = gazetteer.name(place)
    if let naming = inText.namings.first(where: { $0.place == place }) {
      return Found(name, .text, naming.superior ?? naming.range)
    }
    if onPage.namings.contains(where: { $0.place == place }) { return Found(name, .page) }
    return Found(name, sitePlaces == [place] ? .source : .gazetteer)
  }

  // MARK: - Places that no gazetteer knows

  private func addUnknown(_ own: String, _ parents: inout Parents) {
    if PlaceName.kind(own) == .zone, let place = placeOfZone(own) {
      let isCounty = gazetteer.places[place].level == .county
      fill(&parents, with: gazetteer.parents(place) + [place])
      if isCounty { return }
    }
    if parents.prefecture == nil, PlaceName.kind(own) != .prefecture,
      parents.province == nil || isProvince(parents.province)
    {
      addPrefecture(own, &parents)
    }
    if let prefecture = parents.prefecture, parents.province == nil,
      let place = gazetteer.places(named: prefecture.value).first(where: { gazetteer.places[$0].level == .prefecture })
    {
      fill(&parents, with: gazetteer.parents(place))
    }
    if parents.province == nil { parents.province = province() }
  }

  private func isProvince(_ found: Found<String>?) -> Bool {
    found.map { gazetteer.places(named: $0.value).contains { gazetteer.places[$0].parent == nil } } ?? false
  }

  /// The place whose name a zone begins with: 长沙 of 长沙高新区.
  private func placeOfZone(_ zone: String) -> Int? {
    let scalars = Array(zone.unicodeScalars)
    for length in stride(from: scalars.count - 2, through: 2, by: -1) {
      var name = String.UnicodeScalarView()
      name.append(contentsOf: scalars[..<length])
      let places = gazetteer.places(named: String(name))
      if let prefecture = places.first(where: { gazetteer.places[$0].level == .prefecture }) { return prefecture }
      if places.count == 1 { return places[0] }
    }
    return nil
  }

  private func addPrefecture(_ own: String, _ parents: inout Parents) {
    let provinceName = parents.province?.value
    let fits = { (place: Int) in
      gazetteer.places[place].level == .prefecture && gazetteer.name(place) != own
        && (provinceName == nil || gazetteer.name(gazetteer.province(place)) == provinceName)
    }
    // A superior that the text states.
    let superiors = inText.namings.filter { fits($0.place) && $0.superior != nil }
    if superiors.count == 1, let range = superiors[0].superior {
      parents.prefecture = Found(gazetteer.name(superiors[0].place), .text, range)
      return
    }
    if let pair = inText.pairs.first {
      let name = String(decoding: text[pair.city], as: UTF8.self)
      if name != own, gazetteer.places(named: name).isEmpty {
        parents.prefecture = Found(name, .text, pair.city)
        parents.province = parents.province ?? found(pair.province)
        return
      }
    }
    if let naming = onPage.namings.first(where: { fits($0.place) }) {
      parents.prefecture = Found(gazetteer.name(naming.place), .page)
      return
    }
    if sitePlaces.count == 1, fits(sitePlaces[0]) {
      parents.prefecture = Found(gazetteer.name(sitePlaces[0]), .source)
      return
    }
    // A prefecture that is named more than any other, if the text names no province but its own.
    let provinces = inText.namings.filter { gazetteer.places[$0.place].level == .province }.map(\.place)
    let named = inText.namings.filter { fits($0.place) }.sorted {
      ($0.count, $1.range.lowerBound) > ($1.count, $0.range.lowerBound)
    }
    guard let first = named.first, named.count == 1 || first.count >= 2 * named[1].count,
      provinces.isEmpty || provinces.contains(gazetteer.province(first.place))
    else { return }
    parents.prefecture = Found(gazetteer.name(first.place), .text, first.range)
  }

  /// The province that the page, the domain or the text alone name.
  private func province() -> Found<String>? {
    let isProvince = { (place: Int) in gazetteer.places[place].level == .province }
    let named = inText.namings.filter { isProvince($0.place) }
    let superiors = named.filter { $0.superior != nil }
    if superiors.count == 1 { return found(superiors[0].place) }
    if let naming = onPage.namings.first(where: { isProvince($0.place) }) {
      return Found(gazetteer.name(naming.place), .page)
    }
    let sites = Set(sitePlaces.map(gazetteer.province))
    if sites.count == 1, let site = sites.first { return Found(gazetteer.name(site), .source) }
    return named.count == 1 ? found(named[0].place) : nil
  }

  // MARK: - Counties of towns

  private static let countyEnds = Word.list("县 区 旗 市")

  /// The county whose body the text or the page names: 溪阜县司法局.
  private func superiorCounty() -> Found<String>? {
    let known = inText.namings.filter { gazetteer.places[$0.place].level == .county }
    if known.count == 1, let range = known[0].superior { return Found(gazetteer.name(known[0].place), .text, range) }
    for (names, evidence) in [([text], Evidence.text), (pageNames.map { Array($0.utf8) }, .page)] {
      for name in names {
        let passage = Passage(name, 0..<name.count)
        if let county = county(in: passage) {
          return Found(passage.string(county), evidence, evidence == .text ? passage.bytes(county) : nil)
        }
      }
    }
    return nil
  }

  private static let justice = Word("司法局")
  private static let stops = ScalarSet("在和与及、由经按对受向的是")

  /// The first county with a bureau of justice.
  private func county(in passage: Passage) -> Range<Int>? {
    for at in passage.scalars.indices where passage.has(Self.justice, at: at) && at >= 3 {
      guard Self.countyEnds.contains(where: { passage.has($0, at: at - 1) }) else { continue }
      var start = at
      while start > 0, at - start < 12, case let scalar = passage.scalars[start - 1], scalar.isHan,
        !Self.stops.contains(scalar)
      {
        start -= 1
      }
      let areas = AreaReader().chain(in: passage, start..<at)
      if let last = areas.last, last.count >= 2, PlaceName.kind(passage.string(last)) != .town { return last }
    }
    return nil
  }
}
