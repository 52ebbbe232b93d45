import PipelineKit
import Stages
import WebArchives
import WebFetch

/// Which of the pages that were found are taken, by patterns on their URLs.
struct PageChoice: Sendable {
  private let include: [PathPattern]
  private let exclude: [PathPattern]

  init(include: [String], exclude: [String]) {
    self.include = include.map(PathPattern.init)
    self.exclude = exclude.map(PathPattern.init)
  }

  func takes(_ url: WebURL) -> Bool {
    let text = url.description
    return include.contains { $0.matches(text) } && !exclude.contains { $0.matches(text) }
  }
}

/// A page whose links are pages to fetch, and how it goes on.
struct PageIndex: OptionValue {
  /// The place of the page's number in a pattern of further pages.
  static let number = "{n}"

  let url: WebURL
  let within: ElementSelector?
  let pages: PageChoice
  /// The links that lead to further indexes.
  let indexes: PageChoice
  let depth: Int
  /// The pattern of further pages; nil where the page itself names the next.
  let next: String?
  let first: Int
  /// How many pages of it are read; nil leaves it at a bound that no honest index reaches.
  let maxPages: Int?

  /// How many pages of an index are read that states no bound.
  static let mostPages = 1000

  static let typeName = "index ({ url, within, include, exclude, follow, depth, next, first, max-pages })"
  static let jsonSchema: JSONValue = [
    "type": "object",
    "properties": [
      "url": ["type": "string"], "within": ["type": "string"],
      "include": ["type": "array", "items": ["type": "string"]],
      "exclude": ["type": "array", "items": ["type": "string"]],
      "follow": ["type": "array", "items": ["type": "string"]],
      "depth": ["type": "integer", "minimum": 0, "maximum": 10], "next": ["type": "string"],
      "first": ["type": "integer", "minimum": 0], "max-pages": ["type": "integer", "minimum": 1],
    ],
    "required": ["url"], "additionalProperties": false,
  ]
  private static let keys = ["url", "within", "include", "exclude", "follow", "depth", "next", "first", "max-pages"]

  init(_ node: ConfigNode, in file: ConfigContext) throws {
    guard case .mapping(let members) = node.content else { throw Mistake("must be { url: …, … }") }
    var nodes: [String: ConfigNode] = [:]
    for (key, value) in members {
      let name = key.scalar ?? ""
      guard Self.keys.contains(name) else {
        let hint = NearestName.suggestion(for: name, among: Self.keys)
        throw Mistake("has an unknown key '\(name)'\(hint)", at: key.position)
      }
      nodes[name] = value
    }
    func read<Value: OptionValue>(_ name: String, _ value: Value) throws -> Value {
      guard let node = nodes[name] else { return value }
      do { return try Value(node, in: file) } catch let broken as Mistake {
        throw Mistake("'\(name)' \(broken.message)", at: broken.position ?? node.position)
      }
    }
    func mistake(_ message: String, _ name: String) -> Mistake { Mistake(message, at: nodes[name]?.position) }
    guard let place = nodes["url"]?.scalar else { throw Mistake("needs a 'url'") }
    do throws(FetchFailure) { url = try WebURL(place) } catch { throw mistake("'url': \(error.message)", "url") }
    let part: String? = try read("within", nil)
    within = try part.map { text in
      guard let selector = ElementSelector(text) else {
        throw mistake("'within' must be elements, classes and ids (ul.news, #list), not '\(text)'", "within")
      }
      return selector
    }
    pages = PageChoice(include: try read("include", ["**"]), exclude: try read("exclude", []))
    let follow: [String] = try read("follow", [])
    indexes = PageChoice(include: follow, exclude: [])
    depth = try read("depth", follow.isEmpty ? 0 : 1)
    guard (0...10).contains(depth) else { throw mistake("'depth' must be from 0 to 10, not \(depth)", "depth") }
    next = try read("next", nil)
    if let next, !next.contains(Self.number) {
      throw mistake("'next' must hold '{n}' where the page's number stands, unlike '\(next)'", "next")
    }
    first = try read("first", 1)
    maxPages = try read("max-pages", nil)
    guard maxPages ?? 1 > 0 else { throw mistake("'max-pages' must be at least 1", "max-pages") }
  }

  var yaml: String { "{ url: \(url.description.yaml) }" }

  /// The address of the page with number `n`.
  func page(_ n: Int) throws(FetchFailure) -> WebURL? {
    guard let next else { return nil }
    return try WebURL(next.replacing(Self.number, with: String(n)), relativeTo: url)
  }
}
