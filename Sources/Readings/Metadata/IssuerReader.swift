/// Finds who reports, and for which area.
struct IssuerReader {
  /// An issuer and the areas that its name has.
  struct Issuer {
    var name: Found<String>
    var areas: [Found<String>]
  }

  let text: [UInt8]
  let frame: ReportFrame
  let hints: MetadataHints

  /// How far into a paragraph its opening goes, in scalars.
  private static let opening = 160

  /// Who reports, by each place that says so, the most trusted first; later paragraphs are read only where no other does.
  func issuers(title: TitlePassage?) -> [Issuer] {
    let agencies = AgencyReader()
    var found: [Issuer?] = []
    if let title, let agency = agencies.first(in: title.passage, title.range, strict: false) {
      found.append(issuer(title.passage, agency, .title) { title.bytes($0) })
    }
    found.append(signed())
    found.append(hints.fields["issuer"].flatMap(onPage))
    found.append(opening())
    found += ["source", "site"].map { hints.fields[$0].flatMap(onPage) }
    let stated = found.compactMap { $0 }
    if !stated.isEmpty { return stated }
    return [title.flatMap(derived) ?? fromParagraphs()].compactMap { $0 }
  }

  /// The agency that the first lines name.
  private func opening() -> Issuer? {
    for line in frame.firstLines.prefix(4) {
      let passage = Passage(text, line)
      let range = 0..<min(passage.count, Self.opening)
      if let agency = AgencyReader().first(in: passage, range, strict: true) {
        return issuer(passage, agency, .text) { passage.bytes($0) }
      }
    }
    return nil
  }

  /// The agency that the opening of a later paragraph names (2025年，蒸阳区司法局将…).
  private func fromParagraphs() -> Issuer? {
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      let passage = Passage(text, start..<min(end, start + Self.opening))
      if let agency = AgencyReader().first(in: passage, 0..<passage.count, strict: true) {
        return issuer(passage, agency, .text) { passage.bytes($0) }
      }
      start = end + 1
    }
    return nil
  }

  /// The agency in the signature, above its date or in one line with it.
  private func signed() -> Issuer? {
    for line in frame.lastLines where line.count <= 120 {
      let passage = Passage(text, line)
      var range = passage.trimmed
      if let at = range.first(where: { CalendarReader.date(passage, at: $0) != nil }), at > range.lowerBound {
        range = range.lowerBound..<at
        while !range.isEmpty,
          passage.scalars[range.upperBound - 1] == 0x20 || passage.scalars[range.upperBound - 1] == 0x3000
        {
          range = range.lowerBound..<range.upperBound - 1
        }
      }
      if let agency = AgencyReader().whole(passage, range) {
        return issuer(passage, agency, .signOff) { passage.bytes($0) }
      }
    }
    return nil
  }

  private func onPage(_ value: String) -> Issuer? {
    let passage = Passage(value)
    return AgencyReader().first(in: passage, passage.trimmed, strict: false).map {
      issuer(passage, $0, .page) { _ in nil }
    }
  }

  private func issuer(
    _ passage: Passage, _ agency: AgencyReader.Agency, _ evidence: Evidence, _ bytes: (Range<Int>) -> Range<Int>?
  ) -> Issuer {
    let areas = agency.area.isEmpty ? [] : AreaReader().chain(in: passage, agency.area)
    return Issuer(
      name: Found(passage.string(agency.range), evidence, bytes(agency.range)),
      areas: areas.map { Found(passage.string($0), evidence, bytes($0)) })
  }

  /// 县司法局 or 我局 in the report of an area that the title names: the area's bureau; otherwise its government.
  private func derived(_ title: TitlePassage) -> Issuer? {
    guard let area = AreaReader().area(atStartOf: title.passage, title.range) else { return nil }
    let areas = AreaReader().chain(in: title.passage, area)
    guard let own = areas.last else { return nil }
    let name = title.passage.string(own)
    guard let level = name.unicodeScalars.last else { return nil }
    let bureau = Word("\(level)司法局")
    var speaksAsBureau = false, speaksAsGovernment = title.passage.contains(anyOf: ["法治政府", "依法行政"], in: title.range)
    for line in frame.firstLines.prefix(3) {
      let passage = Passage(text, line)
      let range = 0..<min(passage.count, Self.opening)
      speaksAsBureau =
        speaksAsBureau || passage.contains(anyOf: ["我局", "我厅"], in: range)
        || range.contains { passage.has(bureau, at: $0) && !passage.has("的", at: $0 + 4) }
      speaksAsGovernment = speaksAsGovernment || passage.contains(anyOf: Self.governments, in: range)
    }
    guard speaksAsBureau || speaksAsGovernment else { return nil }
    return Issuer(
      name: Found(name + (speaksAsBureau ? "司法局" : "人民政府"), .inference),
      areas: areas.map { Found(title.passage.string($0), .title, title.bytes($0)) })
  }

  private static let governments = Word.list("我县 我市 我区 我省 我州 我旗 县政府 市政府 区政府 人民政府")

  func area(issuer: Issuer?, title: TitlePassage?) -> [Found<String>] {
    var areas = issuer?.areas ?? []
    if areas.isEmpty, let title, let area = AreaReader().area(atStartOf: title.passage, title.range) {
      areas = AreaReader().chain(in: title.passage, area).map {
        Found(title.passage.string($0), .title, title.bytes($0))
      }
    }
    let named =
      ["issuer", "site", "source", "author", "location"].compactMap { hints.fields[$0] }
      + [hints.pageTitle].compactMap { $0 }
    let sources = [hints.source, hints.fields["canonical-url"]].compactMap { $0 }
    return areas.isEmpty ? [] : AreaReader().completed(areas, in: text, pageNames: named, sources: sources)
  }
}
