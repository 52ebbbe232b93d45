/// Reads what elements say in attributes made for it: `<time datetime>`, `itemprop="datePublished"`.
enum MarkedElement {
  /// The day of publication that an element before node `end` gives, and whether it is called so.
  static func published(_ tree: MarkupTree, _ marked: [Int], before end: Int, after title: Int) -> String? {
    var first: String?
    for node in marked where node < end {
      let property = tree.attribute(.itemprop, of: node)
      let isNamed = property.map { published.contains($0) } ?? false
      guard isNamed || property == nil && node > title, !isAside(tree, node) else { continue }
      guard let value = value(tree, node), let day = day(value) else { continue }
      if isNamed { return day }
      first = first ?? day
    }
    return first
  }

  /// The author that an element before node `end` names.
  static func author(_ tree: MarkupTree, _ marked: [Int], before end: Int) -> String? {
    for node in marked where node < end {
      guard let property = tree.attribute(.itemprop, of: node), authors.contains(property), !isAside(tree, node) else {
        continue
      }
      // The name may be one property of several.
      let name =
        marked.first {
          $0 > node && $0 < Int(tree.nodes[node].end)
            && tree.attribute(.itemprop, of: $0)?.elementsEqual("name".utf8) == true
        } ?? node
      let text = tree.attribute(.content, of: name).map { Array($0) } ?? tree.collapsedText(in: name)
      guard text.count <= Outlet.longest else { continue }
      let plain = Byline.english(in: text[...]) ?? Byline.author(in: text[...]) ?? String(decoding: text, as: UTF8.self)
      if let author = Outlet.author(plain) { return author }
    }
    return nil
  }

  private static func value(_ tree: MarkupTree, _ node: Int) -> [UInt8]? {
    if let value = tree.attribute(.datetime, of: node) ?? tree.attribute(.content, of: node) { return Array(value) }
    let text = tree.collapsedText(in: node)
    return text.count <= 60 ? text : nil
  }

  private static func day(_ value: [UInt8]) -> String? {
    let trimmed = value[...].drop { $0 <= 0x20 }
    guard !trimmed.isEmpty else { return nil }
    return
      (PageDate.read(trimmed, at: trimmed.startIndex, isLabelled: true)
      ?? WesternDate.read(trimmed, at: trimmed.startIndex))?.iso
  }

  /// Whether an element stands in a comment, a list of other pages or the frame of the page.
  private static func isAside(_ tree: MarkupTree, _ node: Int) -> Bool {
    var above = Int(tree.nodes[node].parent)
    for _ in 0..<12 where above >= 0 {
      switch tree.nodes[above].tag {
      case .nav, .aside, .footer: return true
      default: break
      }
      if FurnitureElement.name(tree, above) == .certain { return true }
      if tree.attribute(.itemprop, of: above)?.elementsEqual("comment".utf8) == true { return true }
      above = Int(tree.nodes[above].parent)
    }
    return false
  }

  private static let published = WordList("datepublished pubdate datecreated")
  private static let authors = WordList("author creator")
}
