import Outline

/// Finds who reports, and for which area.
struct IssuerReader {
  /// An issuer and the areas that its name has.
  struct Issuer {
    var name: Found<String>
    var areas: [Found<String>]
    /// Whether it is named without its place: 县司法局, or merely 局 for 我局.
    var isAbbreviated = false
    /// The name of its place without an area's suffix: 三塘 of 三塘司法所; empty where the name has an area.
    var place = ""
    /// Whether it is the owner of a site that was named.
    var isSite = false
    /// Whether it may be the one that speaks in the text.
    var mayBeSpeaker = true
  }

  let text: [UInt8]
  let frame: ReportFrame
  let hints: MetadataHints
  let signer: SignOffReader.Signer?
  private let speaker: SpeakerReader

  /// How far into a paragraph its opening goes, in scalars.
  private static let opening = 160

  init(text: [UInt8], frame: ReportFrame, hints: MetadataHints, signer: SignOffReader.Signer?) {
    (self.text, self.frame, self.hints, self.signer) = (text, frame, hints, signer)
    speaker = SpeakerReader(text, frame)
  }

  /// Who reports, by each place that says so, the most trusted first.
  ///
  /// A name without its place is completed by the first fuller one that ends in the same words, and else by the title's
  /// area. Who is no candidate for the speaker comes last; what only the text suggests counts where no place says more. The
  /// report of a person (述职报告) is that of the agency that it names outright, or of none.
  func issuers(title: TitlePassage?) -> [Issuer] {
    let isPersonal = title.map { $0.passage.contains(anyOf: Self.personal, in: $0.range) } ?? false
    var found = [title.flatMap(titled), signed(), underTitle(title)].compactMap { $0 } + onPage("issuer")
    if !isPersonal { found += opening().map { [$0] } ?? [] }
    found += onPage("source") + onPage("author")
    found.removeAll(where: \.isSite)
    if !isPersonal { found += onPage("site").filter { $0.mayBeSpeaker && isSpeakersSite($0) } }
    found = found.filter(\.mayBeSpeaker) + found.filter { !$0.mayBeSpeaker }
    if !isPersonal, !found.contains(where: { !$0.isAbbreviated && $0.mayBeSpeaker }) {
      found += [fromParagraphs() ?? derived(title)].compactMap { $0 }
    }
    return completed(found, title)
  }

  /// Puts the fuller form of an abbreviated name before it.
  private func completed(_ found: [Issuer], _ title: TitlePassage?) -> [Issuer] {
    guard let first = found.first, first.isAbbreviated else { return found.filter(isName) }
    var found = found
    if let fuller = found.firstIndex(where: { !$0.isAbbreviated && $0.name.value.hasSuffix(first.name.value) }) {
      found.insert(found.remove(at: fuller), at: 0)
    } else if let composed = composed(title, first.name.value) {
      found.insert(composed, at: 0)
    }
    return found.filter(isName)
  }

  /// 我局 and 司法局 alone are no names; 县司法局 is what many readers know it by.
  private func isName(_ issuer: Issuer) -> Bool {
    let name = issuer.name.value.unicodeScalars
    return !issuer.isAbbreviated
      || name.count > 1 && name.first.map { AgencyWords.areaSuffixes.contains($0.value) } ?? false
  }

  // MARK: - Places

  private func titled(_ title: TitlePassage) -> Issuer? {
    let passage = title.passage
    if let agency = AgencyReader().first(in: passage, title.range, .name) {
      return issuer(passage, agency, .title) { title.bytes($0) }
    }
    // 我局2024年工作总结
    guard let at = title.range.dropLast().first(where: { passage.has("我", at: $0) || passage.has("本", at: $0) }),
      speaker.endings.contains(passage.scalars[at + 1])
    else { return nil }
    return Issuer(
      name: Found(passage.string(at + 1..<at + 2), .title, title.bytes(at..<at + 2)), areas: [], isAbbreviated: true)
  }

  private func signed() -> Issuer? {
    signer.map { signer in issuer(signer.passage, signer.agency, .signOff) { signer.passage.bytes($0) } }
  }

  /// The agency in a line between title and text: the author's post in a report on duty, the body in whose name a speech is held.
  private func underTitle(_ title: TitlePassage?) -> Issuer? {
    for line in frame.firstLines.prefix(5) where line.lowerBound < frame.opening.first?.lowerBound ?? 0 {
      let passage = Passage(text, line)
      let range = passage.trimmed
      if let own = title?.bytes(0..<(title?.passage.count ?? 0)), own.overlaps(line) { continue }
      // A label's value is the page's; a date's line is read with its place.
      guard range.count <= 40, !passage.scalars.contains(where: { $0 == 0xFF1A || $0 == 0x3A }) else { continue }
      if let agency = AgencyReader().first(in: passage, range, .name), !agency.isAbbreviated,
        agency.range.lowerBound == range.lowerBound || passage.scalars[agency.range.lowerBound - 1].isBlankScalar
      {
        return issuer(passage, agency, .text) { passage.bytes($0) }
      }
    }
    return nil
  }

  /// The agencies that the page names in a field, the most trusted place first.
  private func onPage(_ field: String) -> [Issuer] {
    (hints.statements[field] ?? []).compactMap { statement in
      let passage = Passage(statement.value)
      var range = passage.trimmed
      // 青山县人民政府网 is a site, and says only whose.
      let site = Self.sites.first { passage.ends(with: $0, range) }
      if let site { range = range.lowerBound..<range.upperBound - site.scalars.count }
      let agency = AgencyReader().first(in: passage, range, .name) ?? AgencyReader().whole(passage, range)
      return agency.map { agency in
        var issuer = issuer(passage, agency, .page) { _ in nil }
        issuer.name.place = statement.place
        issuer.mayBeSpeaker = speaker.maybe(passage, agency)
        issuer.isSite = site != nil
        return issuer
      }
    }
  }

  /// The reports of persons.
  private static let personal = Word.list("述职 述廉")
  /// What governments report on.
  private static let governmentMatters = Word.list("法治政府 依法行政")
  private static let sites = Word.list("政务服务网 门户网站 官方网站 信息公开网 官网 网站 网")

  /// Whether a site is that of the body that speaks: a bureau's own, or a government's where one speaks.
  private func isSpeakersSite(_ issuer: Issuer) -> Bool {
    guard ["政府", "政府办公室", "政府办"].contains(where: issuer.name.value.hasSuffix) else { return true }
    return speaker.isGovernment && issuer.name.value.hasSuffix("政府")
  }

  private func issuer(
    _ passage: Passage, _ agency: AgencyReader.Agency, _ evidence: Evidence, _ bytes: (Range<Int>) -> Range<Int>?
  ) -> Issuer {
    var agency = agency
    // A bureau's office signs and publishes for the bureau; that of a government is a body of its own.
    if evidence != .title, passage.ends(with: "局办公室", agency.range) || passage.ends(with: "厅办公室", agency.range) {
      agency.range = agency.range.lowerBound..<agency.range.upperBound - 3
    }
    let areas = agency.area.isEmpty ? [] : AreaReader().chain(in: passage, agency.area)
    return Issuer(
      name: Found(passage.string(agency.range), evidence, bytes(agency.range)),
      areas: areas.map { Found(passage.string($0), evidence, bytes($0)) }, isAbbreviated: agency.isAbbreviated,
      place: passage.string(agency.place))
  }

  // MARK: - Running text

  /// The agency that the first lines name as the one that acts: 2024年，蒸阳区司法局在区委领导下….
  private func opening() -> Issuer? {
    for line in frame.opening {
      let passage = Passage(text, line)
      let range = 0..<min(passage.count, Self.opening)
      for place in [AgencyReader.Place.report, .text] {
        let agencies = AgencyReader().all(in: passage, range, place)
        if let agency = agencies.first(where: { isSubject(passage, $0) }) {
          return issuer(passage, agency, .text) { passage.bytes($0) }
        }
      }
    }
    return nil
  }

  /// Whether an agency in running text may be the one that speaks: it is none of several, and nothing is done under it.
  private func isSubject(_ passage: Passage, _ agency: AgencyReader.Agency) -> Bool {
    guard speaker.maybe(passage, agency) else { return false }
    let (start, end) = (agency.range.lowerBound, agency.range.upperBound)
    if start > 0, passage.scalars[start - 1] == 0x3001 { return false }
    guard end < passage.count else { return true }
    if Self.behindOthers.contains(where: { passage.has($0, at: end) }) { return false }
    // 在怀化市司法局的有力指导下 ends its clause so.
    let clauseEnd = passage.scalars[end...].firstIndex(where: Self.clauseEnds.contains) ?? passage.count
    let clauseStart = passage.scalars[..<start].lastIndex(where: Self.clauseEnds.contains).map { $0 + 1 } ?? 0
    if passage.has("下", at: clauseEnd - 1), Self.leads.contains(where: { passage.has($0, at: clauseStart) }) {
      return false
    }
    return
      !(clauseEnd - end < 16 && passage.contains(anyOf: Self.tutelage, in: end..<clauseEnd)
      && Self.leads.contains(where: { passage.has($0, at: clauseStart) }))
  }

  private static let behindOthers = Word.list("、 和 与 及 等 印发 下发 转发 的 组织召开 《 〔 党组书记 局长 副局长 领导")
  private static let clauseEnds = ScalarSet("，。；：,;:\n")
  private static let leads = Word.list("在 按照 根据 经 由 对照 遵照 依照 坚持在")
  private static let tutelage = Word.list("指导 领导 关心 支持 部署 要求 安排 通知 帮助")

  /// The agency that the text names most as one that acts; nil where no name stands out.
  private func fromParagraphs() -> Issuer? {
    var counts: [String: Int] = [:]
    var first: [(name: String, issuer: Issuer)] = []
    var start = 0
    while start < text.count {
      let end = text.lineEnd(from: start)
      defer { start = end + 1 }
      guard mayNameReporter(start..<end) else { continue }
      let passage = Passage(text, start..<end)
      for agency in AgencyReader().all(in: passage, 0..<passage.count, .report) where isSubject(passage, agency) {
        let name = passage.string(agency.range)
        counts[name, default: 0] += 1
        if counts[name] == 1 { first.append((name, issuer(passage, agency, .text) { passage.bytes($0) })) }
      }
    }
    let ranked = first.sorted { counts[$0.name, default: 0] > counts[$1.name, default: 0] }
    guard let best = ranked.first else { return nil }
    guard ranked.count == 1 || counts[best.name, default: 0] >= 2 * counts[ranked[1].name, default: 0] else {
      return nil
    }
    return best.issuer
  }

  /// Whether a paragraph has 司 or 人, with which the names of the bodies begin that report.
  private func mayNameReporter(_ paragraph: Range<Int>) -> Bool {
    let bytes = text.span.extracting(paragraph)
    var at = 0
    while at + 2 < bytes.count {
      let first = bytes[at]
      if first == 0xE5 && bytes[at + 1] == 0x8F && bytes[at + 2] == 0xB8 { return true }
      if first == 0xE4 && bytes[at + 1] == 0xBA && bytes[at + 2] == 0xBA { return true }
      at += 1
    }
    return false
  }

  // MARK: - From the report's area

  /// 县司法局 or 我局 in the report of an area that title or text name: the area's bureau; otherwise its government.
  private func derived(_ title: TitlePassage?) -> Issuer? {
    guard let body = selfNaming() else {
      let isOfGovernment =
        title?.passage.contains(anyOf: Self.governmentMatters, in: title?.range ?? 0..<0) ?? false
        || speaker.isGovernment
      // A government's report names its area in its title.
      guard isOfGovernment, let title, AreaReader().area(atStartOf: title.passage, title.range) != nil else {
        return nil
      }
      return composed(title, "人民政府")
    }
    return composed(title, body)
  }

  /// What the speaker calls itself without its place: 县农业农村局, or a bureau of justice for 我局 where the report is about that.
  private func selfNaming() -> String? {
    for line in frame.opening.prefix(3) {
      let passage = Passage(text, line)
      let range = 0..<min(passage.count, Self.opening)
      for agency in AgencyReader().all(in: passage, range, .name)
      where agency.isAbbreviated && isSubject(passage, agency)
        && AgencyWords.areaSuffixes.contains(passage.scalars[agency.range.lowerBound])
        && (passage.ends(with: "局", agency.range) || passage.ends(with: "厅", agency.range))
      {
        return passage.string(agency.range)
      }
    }
    guard let ending = [0x5C40, 0x5385].first(where: speaker.endings.contains) else { return nil }
    let head = Passage(text, 0..<min(text.count, Self.reach))
    guard head.contains(anyOf: Self.subjects, in: 0..<head.count) else { return nil }
    return ending == 0x5C40 ? "司法局" : "司法厅"
  }

  private static let subjects = Word.list("司法 法律援助 人民调解 社区矫正 普法 依法治 法治政府")
  /// How much of a report is read for what it is about, in bytes.
  private static let reach = 20_000

  /// The report's area with a body that is named without it: 蒸阳区 and 区司法局.
  private func composed(_ title: TitlePassage?, _ body: String) -> Issuer? {
    let areas = OwnAreaReader(text: text, frame: frame).areas(title: title)
    guard let name = areas.last?.value else { return nil }
    var rest = body[...]
    if let first = rest.unicodeScalars.first, AgencyWords.areaSuffixes.contains(first.value) {
      guard name.unicodeScalars.last == first else { return nil }
      rest = rest.dropFirst()
    }
    // A body named without even 县 may be any of the area's: 研究室 is none of the county's own.
    guard rest.unicodeScalars.count > 1, rest.count < body.count || ["局", "厅", "政府"].contains(where: rest.hasSuffix)
    else { return nil }
    return Issuer(name: Found(name + rest, .inference), areas: areas)
  }

  // MARK: - Area

  /// The areas of the issuer, else those of the title, else those that the page names, with the larger ones around them.
  func area(issuer: Issuer?, title: TitlePassage?) -> [Found<String>] {
    if let issuer, Self.isNational(issuer) { return [Found("中国", .inference)] }
    var areas = issuer?.areas ?? []
    if areas.isEmpty { areas = OwnAreaReader(text: text, frame: frame).areas(title: title) }
    if areas.isEmpty {
      areas = ["issuer", "source", "site"].flatMap(onPage).first { !$0.areas.isEmpty }?.areas ?? []
      if let issuer, let own = area(ofPlace: issuer) {
        areas = Self.towns.contains { own.value.hasSuffix($0) } ? areas.filter { $0.value != own.value } + [own] : [own]
      }
    }
    let sources = [hints.source] + (hints.statements["canonical-url"]?.map(\.value) ?? [])
    return areas.isEmpty ? [] : AreaReader().completed(areas, in: text, pageNames: pageNames, sources: sources)
  }

  private static func isNational(_ issuer: Issuer) -> Bool {
    let passage = Passage(issuer.name.value)
    return AgencyWords.national.longest(in: passage, at: 0).map { $0.scalars.count == passage.count } ?? false
  }

  private var pageNames: [String] {
    ["issuer", "site", "source", "author", "location"].flatMap { hints.statements[$0]?.map(\.value) ?? [] }
      + [hints.pageTitle].compactMap { $0 }
  }

  /// The area that a name's place is, as page or text have it in full: 三塘镇 for 三塘司法所, 横湾县 for 横湾司法局.
  private func area(ofPlace issuer: Issuer) -> Found<String>? {
    guard !issuer.place.isEmpty else { return nil }
    let isOffice = ["司法所", "派出所", "管理所"].contains { issuer.name.value.hasSuffix($0) }
    let passage = Passage(text, 0..<text.count)
    for suffix in isOffice ? Self.towns : Self.counties {
      let name = issuer.place + suffix
      if pageNames.contains(where: { $0.contains(name) }) { return Found(name, .page) }
      let word = Word(name)
      if let at = passage.firstIndex(of: word, in: 0..<passage.count) {
        return Found(name, .text, passage.bytes(at..<at + word.scalars.count))
      }
    }
    return nil
  }

  private static let towns = ["镇", "乡", "街道"]
  private static let counties = ["县", "市", "区", "旗", "州"]
}
