/// What a page says of itself where readers don't see it: `<meta>`, `<link>`, `<title>`, the data of its scripts.
struct PageMetadata {
  /// A value with where it was found.
  typealias Field = (value: String, evidence: String)

  /// Titles, the most exact first: of the article, then of the document.
  private(set) var titles: [[UInt8]] = []
  /// Whether the first of them is said to be the article's.
  private(set) var hasArticleTitle = false
  /// Fields by name; `published` is a day.
  private(set) var fields: [String: Field] = [:]
  /// The day of the last change.
  private(set) var modified: Field?
  /// The day on which the page was made, which may be that of its publication.
  private var created: Field?
  /// Elements that may give the day or the author in an attribute, in the order of the page.
  private(set) var marked: [Int] = []

  /// Elements beyond these are those of a list.
  private static let mostMarked = 100

  init(_ tree: MarkupTree) {
    var articleTitles: [[UInt8]] = []
    var documentTitle: [UInt8]?
    // An element's attributes follow those of the elements before it.
    var marks = tree.attributes.indices.filter {
      tree.attributes[$0].name == .itemprop || tree.attributes[$0].name == .datetime
    }[...]
    for node in tree.nodes.indices where tree.nodes[node].tag != .text {
      let element = tree.nodes[node]
      switch element.tag {
      case .title: if documentTitle == nil { documentTitle = tree.collapsedText(in: node) }
      case .meta: read(tree, node, &articleTitles)
      case .link: readLink(tree, node)
      default: break
      }
      if let next = marks.first, next < Int(element.start + element.count) {
        marks = marks.drop { $0 < Int(element.start + element.count) }
        if element.tag != .meta, element.tag != .link, marked.count < Self.mostMarked { marked.append(node) }
      }
    }
    let data = StructuredData(tree)
    read(data)
    if articleTitles.isEmpty, let headline = data.headline, headline.count <= 600 { articleTitles.append(headline) }
    hasArticleTitle = !articleTitles.isEmpty
    titles = articleTitles
    if let documentTitle, !titles.contains(documentTitle) { titles.append(documentTitle) }
  }

  private mutating func set(_ field: String, _ value: String?, _ evidence: @autoclosure () -> String) {
    guard fields[field] == nil, let value, !value.isEmpty else { return }
    fields[field] = (value, evidence())
  }

  private mutating func read(_ tree: MarkupTree, _ node: Int, _ articleTitles: inout [[UInt8]]) {
    guard
      let name = tree.attribute(.name, of: node) ?? tree.attribute(.property, of: node)
        ?? tree.attribute(.itemprop, of: node),
      let meaning = MetaName.meaning(of: name), let content = tree.attribute(.content, of: node), !content.isEmpty,
      content.count <= 4000
    else { return }
    let value = Blank.collapsed(Array(content))
    let text = String(decoding: value, as: UTF8.self)
    let origin = { "meta \(String(decoding: name, as: UTF8.self).lowercased())" }
    switch meaning {
    case .title:
      if !value.isEmpty, value.count <= 600, articleTitles.count < 4, !articleTitles.contains(value) {
        articleTitles.append(value)
      }
    case .published: set("published", Self.day(value), origin())
    case .created: if created == nil, let day = Self.day(value) { created = (day, origin()) }
    case .updated: if modified == nil, let day = Self.day(value) { modified = (day, origin()) }
    case .source: set("source", Outlet.source(text), origin())
    case .author:
      // What a site calls itself, or the firm that made it, is nobody who wrote.
      if let author = Outlet.author(text), !Outlet.isOrganisation(value[...]) { set("author", author, origin()) }
    case .site:
      if value.count <= 120, InformationWords.addresses.end(in: value[...], at: 0) == nil {
        set("site", text, origin())
      }
    case .address: if value.contains(UInt8(ascii: "/")) { set("canonical-url", text, origin()) }
    case .description: set("description", text, origin())
    case .indexNumber: set("index-number", text, origin())
    case .documentNumber: set("document-number", text, origin())
    case .issuer: set("issuer", text, origin())
    }
  }

  private static func day(_ value: [UInt8]) -> String? {
    guard !value.isEmpty else { return nil }
    if let date = PageDate.read(value[...], at: 0, isLabelled: true) ?? WesternDate.read(value[...], at: 0) {
      return date.iso
    }
    // Wed, 20 Nov 2019; Wed Nov 20 10:00:00 2019
    let rest = value.drop { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }.drop { $0 == 0x20 || $0 == 0x2C }
    return rest.isEmpty || rest.count == value.count ? nil : WesternDate.read(rest, at: rest.startIndex)?.iso
  }

  /// `<link rel="canonical">` says better than any other where a page belongs.
  private mutating func readLink(_ tree: MarkupTree, _ node: Int) {
    guard let relation = tree.attribute(.rel, of: node), relation.elementsEqual("canonical".utf8),
      let target = tree.attribute(.href, of: node), !target.isEmpty, target.count <= 2000
    else { return }
    fields["canonical-url"] = (String(decoding: Blank.collapsed(Array(target)), as: UTF8.self), "link canonical")
  }

  private mutating func read(_ data: StructuredData) {
    set("published", data.published, "json-ld")
    if let created { set("published", created.value, created.evidence) }
    if modified == nil, let day = data.modified { modified = (day, "json-ld") }
    // A list of names says who wrote; a meta element may say which account did.
    if !data.authors.isEmpty { fields["author"] = (data.authors.joined(separator: ", "), "json-ld") }
    set("site", data.publisher, "json-ld")
    set("canonical-url", data.url, "json-ld")
    set("description", data.description, "json-ld")
  }
}
