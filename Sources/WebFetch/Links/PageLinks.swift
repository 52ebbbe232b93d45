import WebArchives

/// The links of a page.
public struct PageLinks: Sendable {
  /// The pages that are linked to, each once, in the order of the page; what is no http or https URL is left out.
  public private(set) var pages: [WebURL] = []
  /// The page that comes next in a list of several (`rel=next`, on a link or in the head).
  public private(set) var next: WebURL?
  /// What a page without links in the chosen part lacks: the part, or the links in it.
  public private(set) var hasPart = false

  /// Reads the links of a page that came from `url`; with `part`, those within the elements that it chooses.
  ///
  /// The next page is looked for on the whole page.
  public init(_ text: String, at url: WebURL, within part: ElementSelector? = nil) {
    var scanner = TagScanner(text, isXML: false)
    var base = url
    var seen: Set<WebURL> = []
    // The chosen elements that are open: their name, and how many of that name are open in them.
    var open: [(name: String, depth: Int)] = []
    hasPart = part == nil
    while let token = scanner.next() {
      switch token {
      case .start(let tag):
        let isEmpty = tag.isClosed || Self.empty.contains(tag.name)
        if !isEmpty {
          for index in open.indices where open[index].name == tag.name { open[index].depth += 1 }
          if let part, part.matches(tag) {
            open.append((tag.name, 1))
            hasPart = true
          }
        }
        guard let reference = tag["href"] else { continue }
        switch tag.name {
        case "base": if let found = try? WebURL(reference, relativeTo: url) { base = found }
        case "a", "area", "link":
          guard let found = try? WebURL(reference, relativeTo: base) else { continue }
          let relations = (tag["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
          if relations.contains("next"), next == nil { next = found }
          guard tag.name != "link", part == nil || !open.isEmpty, !reference.trimmed.hasPrefix("#") else { continue }
          if seen.insert(found).inserted { pages.append(found) }
        default: continue
        }
      case .end(let name):
        for index in open.indices.reversed() where open[index].name == name {
          open[index].depth -= 1
          // Whatever was opened within has ended with it.
          if open[index].depth == 0 { open.removeSubrange(index...) }
        }
      case .text: continue
      }
    }
  }

  /// Elements that have no end.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]
}
