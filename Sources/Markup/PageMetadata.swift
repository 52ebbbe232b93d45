/// What a page says of itself where readers don't see it: `<meta>`, `<link>`, `<title>`, the data of its scripts.
struct PageMetadata {
  /// Titles, the most exact first: of the article, then of the document.
  var titles: [[UInt8]] = []
  /// Fields by name, each with where it was found.
  var fields: [String: (value: String, evidence: String)] = [:]

  init(_ tree: MarkupTree) {
    var articleTitles: [[UInt8]] = []
    var documentTitle: [UInt8]?
    for node in tree.nodes.indices {
      switch tree.nodes[node].tag {
      case .title: if documentTitle == nil { documentTitle = tree.collapsedText(in: node) }
      case .meta: read(tree, node, &articleTitles)
      case .link: readLink(tree, node)
      default: break
      }
    }
    titles = articleTitles + [documentTitle ?? []]
  }

  private mutating func read(_ tree: MarkupTree, _ node: Int, _ articleTitles: inout [[UInt8]]) {
    guard
      let name = tree.attribute(.name, of: node) ?? tree.attribute(.property, of: node)
        ?? tree.attribute(.itemprop, of: node),
      name.count <= 40, let content = tree.attribute(.content, of: node), !content.isEmpty, content.count <= 2000
    else { return }
    let value = Blank.collapsed(Array(content))
    let key = String(decoding: name, as: UTF8.self).lowercased()
    func set(_ field: String) {
      if fields[field] == nil, !value.isEmpty {
        fields[field] = (String(decoding: value, as: UTF8.self), "meta \(key)")
      }
    }
    switch key {
    case "articletitle", "og:title": if value.count <= 600 { articleTitles.append(value) }
    case "pubdate", "publishdate", "publish_date", "publishtime", "pub_date", "article:published_time", "datepublished",
      "og:release_date", "og:pubdate", "publication_date", "weibo:article:create_at", "firstpublishedtime":
      if fields["published"] == nil, let date = PageDate.read(value[...], at: 0) {
        fields["published"] = (date.iso, "meta \(key)")
      }
    case "contentsource", "source", "article:source": set("source")
    case "author", "article:author": set("author")
    case "sitename", "og:site_name": set("site")
    case "og:url", "url": if fields["canonical-url"] == nil { set("canonical-url") }
    case "description", "og:description": set("description")
    default: break
    }
  }

  /// `<link rel="canonical">` says better than any other where a page belongs.
  private mutating func readLink(_ tree: MarkupTree, _ node: Int) {
    guard let relation = tree.attribute(.rel, of: node), relation.elementsEqual("canonical".utf8),
      let target = tree.attribute(.href, of: node), !target.isEmpty, target.count <= 2000
    else { return }
    fields["canonical-url"] = (String(decoding: Blank.collapsed(Array(target)), as: UTF8.self), "link canonical")
  }

  /// The date of publication in the data of scripts: `"datePublished": "2025-03-31…"`.
  static func scriptedDate(in tree: MarkupTree) -> String? {
    for range in tree.scriptRanges {
      let script = tree.scripts[range]
      for at in script.indices where script[at] == 0x22 || script[at] == 0x27 {
        guard at + 1 < script.endIndex, let end = dateKeys.end(in: script, at: at + 1), end + 3 < script.endIndex,
          script[end] == script[at]
        else { continue }
        let start = script[end...].prefix(6).firstIndex { $0 >= 0x30 && $0 <= 0x39 }
        if let start, let date = PageDate.read(script, at: start) { return date.iso }
      }
    }
    return nil
  }

  private static let dateKeys = WordList(
    "datepublished publishtime publishdate publish_time publish_date pubtime pubdate publishedat published_at")
}
