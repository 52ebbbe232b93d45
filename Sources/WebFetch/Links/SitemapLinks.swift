import WebArchives

/// What a sitemap lists (sitemaps.org): pages, or further sitemaps; a plain list of URLs counts as one too.
public struct SitemapLinks: Sendable {
  /// The pages, as they are written.
  public private(set) var pages: [String] = []
  /// The further sitemaps, as they are written.
  public private(set) var sitemaps: [String] = []
  /// Whether the text is a sitemap at all.
  public private(set) var isSitemap = false

  /// Reads a sitemap.
  public init(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "<")) else {
      pages = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
      isSitemap = pages.contains { $0.hasPrefix("http") }
      return
    }
    var scanner = TagScanner(text, isXML: true)
    var path: [String] = []
    var place = ""
    while let token = scanner.next() {
      switch token {
      case .start(let tag):
        if tag.name == "urlset" || tag.name == "sitemapindex" { isSitemap = true }
        guard !tag.isClosed, path.count < 64 else { continue }
        path.append(tag.name)
        place = ""
      case .text(let text): if path.last == "loc" { place += text }
      case .end(let name):
        if name == "loc", path.last == "loc", path.count > 1, isSitemap {
          let place = place.trimmed
          switch path[path.count - 2] {
          case "url" where !place.isEmpty: pages.append(place)
          case "sitemap" where !place.isEmpty: sitemaps.append(place)
          default: break
          }
        }
        if let index = path.lastIndex(of: name) { path.removeSubrange(index...) }
      }
    }
  }
}

/// What a feed lists: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom.
public struct FeedLinks: Sendable {
  /// The entries' pages, as they are written, in the order of the feed.
  public private(set) var pages: [String] = []
  /// The feed's next part (RFC 5005), as it is written.
  public private(set) var next: String?
  /// Whether the text is a feed at all.
  public private(set) var isFeed = false

  /// Reads a feed.
  public init(_ text: String) {
    var scanner = TagScanner(text, isXML: true)
    var path: [String] = []
    var entry: (link: String, guid: String)?
    var content = ""
    var isPermanent = true
    while let token = scanner.next() {
      switch token {
      case .start(let tag):
        if ["rss", "rdf", "feed"].contains(tag.name) { isFeed = true }
        if tag.name == "item" || tag.name == "entry" { entry = ("", "") }
        content = ""
        if tag.name == "guid" { isPermanent = tag["ispermalink"]?.lowercased() != "false" }
        if tag.name == "link", let place = tag["href"] {
          let relation = tag["rel"]?.lowercased() ?? "alternate"
          if relation == "next", entry == nil { next = place }
          if relation == "alternate", entry?.link.isEmpty == true, path.last == "entry" { entry?.link = place }
        }
        if !tag.isClosed, path.count < 64 { path.append(tag.name) }
      case .text(let text): if path.last == "link" || path.last == "guid" { content += text }
      case .end(let name):
        let parent = path.count > 1 ? path[path.count - 2] : ""
        if path.last == name, parent == "item" {
          if name == "link", entry?.link.isEmpty == true { entry?.link = content.trimmed }
          if name == "guid", isPermanent, content.trimmed.hasPrefix("http") { entry?.guid = content.trimmed }
        }
        if name == "item" || name == "entry", let found = entry {
          let place = found.link.isEmpty ? found.guid : found.link
          if !place.isEmpty { pages.append(place) }
          entry = nil
        }
        if let index = path.lastIndex(of: name) { path.removeSubrange(index...) }
      }
    }
  }
}
