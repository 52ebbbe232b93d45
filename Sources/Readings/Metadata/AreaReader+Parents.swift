import Outline

extension AreaReader {
  /// Completes areas by the larger ones around them.
  ///
  /// What the areas' own name chains goes first. Of the places of that name in the gazetteer, the text decides, then the
  /// page, then the site's domain; where nothing does, only what they share is added. A place that no gazetteer knows has
  /// the parents that the text states, or the page, the domain, or else a prefecture that the text names more than any
  /// other. A masked name only has masked parents, unless its own chain says more.
  ///
  /// - Parameters:
  ///   - pageNames: What the page says of who speaks, the most trusted first: issuer, site, source, page title.
  ///   - sources: The paths or URLs that the document comes from.
  func completed(_ areas: [Found<String>], in text: [UInt8], pageNames: [String], sources: [String] = [])
    -> [Found<String>]
  {
    guard let first = areas.first else { return [] }
    let isMasked = { (area: Found<String>) in area.value.unicodeScalars.contains(where: \.value.isMask) }
    if isMasked(first) { return maskedParents(of: first.value, in: text) + areas }
    if areas.contains(where: isMasked) { return areas }
    return AreaContext(text: text, pageNames: pageNames, sources: sources).completed(areas)
  }

  /// *省 and *市 above *县, where the text has them.
  private func maskedParents(of name: String, in text: [UInt8]) -> [Found<String>] {
    let mask = String(String.UnicodeScalarView(name.unicodeScalars.prefix { $0.value.isMask }))
    let larger: [String] =
      switch PlaceName.kind(name) {
      case .province: []
      case .city, .prefecture: ["省", "自治区"]
      case .county, .zone: ["省", "自治区", "市", "州"]
      case .town: ["省", "自治区", "市", "州", "县", "区"]
      }
    var parents: [Found<String>] = []
    for suffix in larger {
      if let range = text.firstRange(of: Array((mask + suffix).utf8)) {
        parents.append(Found(mask + suffix, .text, range))
      }
    }
    // 自治区、*市: a list names the autonomous region beside the masked area.
    if parents.isEmpty, larger.contains("自治区"), let range = text.firstRange(of: Array("自治区、\(name)".utf8)) {
      parents = [Found("自治区", .text, range.lowerBound..<range.lowerBound + 9)]
    }
    return parents
  }
}

extension Array where Element == UInt8 {
  /// Where some bytes stand first, from an index on.
  func firstRange(of bytes: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard !bytes.isEmpty else { return nil }
    // The last byte of a first character of three is seldom another's.
    let probe = Swift.min(2, bytes.count - 1)
    var at = start
    while at + bytes.count <= count {
      at = firstIndex(of: bytes[probe], in: at + probe..<count) - probe
      guard at + bytes.count <= count else { return nil }
      if (0..<bytes.count).allSatisfy({ self[at + $0] == bytes[$0] }) { return at..<at + bytes.count }
      at += 1
    }
    return nil
  }
}
