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
    // The chosen element that is open, and how many of its name are open in it. What is chosen within it changes nothing.
    var open: (name: String, depth: Int)?
    hasPart = part == nil
    while let token = scanner.next() {
      switch token {
      case .start(let tag):
        let isEmpty = tag.isClosed || Self.empty.contains(tag.name)
        if !isEmpty {
          if open != nil {
            if open?.name == tag.name { open?.depth += 1 }
          } else if let part, part.matches(tag) {
            open = (tag.name, 1)
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
          guard tag.name != "link", part == nil || open != nil, !reference.trimmed.hasPrefix("#") else { continue }
          if seen.insert(found).inserted { pages.append(found) }
        default: continue
        }
      case .end(let name):
        guard open?.name == name else { continue }
        open?.depth -= 1
        if open?.depth == 0 { open = nil }
      case .text: continue
      }
    }
  }

  /// Elements that have no end.
  private static let empty: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
  ]
}
