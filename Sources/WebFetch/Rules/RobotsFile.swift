import WebArchives

/// What a site asks of programs in its robots.txt, as RFC 9309 says.
///
/// The rules of every group that names the program count together; where none does, those of the groups for `*`. Of the rules
/// that match a path the longest decides, and where two are equally long the one that allows. `*` in a rule stands
/// for any characters, `$` at its end for the end of the path. The file itself may always be read.
public struct RobotsFile: Sendable {
  private struct Rule: Sendable {
    var allows: Bool
    var pattern: [UInt8]
  }

  private struct Group {
    var agents: [[UInt8]] = []
    var rules: [Rule] = []
    var delay: Double?
  }

  /// How much of a file is read, in bytes; more is ignored, as the standard allows.
  static let maxBytes = 512 << 10
  /// A rule that is longer is somebody's mistake, and would take long to match.
  private static let maxPatternBytes = 2048

  private let rules: [Rule]
  /// The seconds that the site wants between two requests.
  public let crawlDelay: Double?
  /// The sitemaps that the file names, as they stand there.
  public let sitemaps: [String]

  /// A site without rules.
  public static let allowingAll = RobotsFile([], agent: "")

  /// Reads a file for the program whose product token is `agent`.
  public init(_ bytes: [UInt8], agent: String) {
    var groups: [Group] = []
    var sitemaps: [String] = []
    var opensGroup = true
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for line in bytes[mark...].prefix(Self.maxBytes).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      guard let (key, value) = Self.parts(line) else { continue }
      switch key {
      case "user-agent", "useragent", "user agent":
        // Names in a row head one group; a rule between them ends it.
        if opensGroup || groups.isEmpty { groups.append(Group()) }
        opensGroup = false
        groups[groups.count - 1].agents.append(Self.token(value))
      case "allow", "disallow":
        opensGroup = true
        guard !groups.isEmpty, !value.isEmpty, value.count <= Self.maxPatternBytes else { continue }
        groups[groups.count - 1].rules.append(Rule(allows: key == "allow", pattern: Self.normalized(value)))
      case "crawl-delay":
        opensGroup = true
        guard !groups.isEmpty, let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0,
          seconds.isFinite
        else { continue }
        groups[groups.count - 1].delay = seconds
      case "sitemap": sitemaps.append(String(decoding: value, as: UTF8.self))
      default: continue
      }
    }
    self.sitemaps = sitemaps
    let name = agent.lowercased().utf8
    var own = groups.filter { $0.agents.contains { $0.elementsEqual(name) } }
    if own.isEmpty { own = groups.filter { $0.agents.contains(Array("*".utf8)) } }
    rules = own.flatMap(\.rules)
    crawlDelay = own.compactMap(\.delay).max()
  }

  /// Whether the page may be fetched.
  public func allows(_ url: WebURL) -> Bool { allows(path: url.pathAndQuery) }

  /// Whether a path, with its query, may be fetched.
  public func allows(path: String) -> Bool {
    let path = Self.normalized(path.utf8)
    guard !path.elementsEqual("/robots.txt".utf8) else { return true }
    var longest = -1
    var allows = true
    for rule in rules where rule.pattern.count >= longest && Self.matches(rule.pattern, path) {
      allows = rule.allows || (rule.pattern.count == longest && allows)
      longest = rule.pattern.count
    }
    return allows
  }

  // MARK: - Lines

  private static func parts(_ line: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    let line = line.prefix { $0 != UInt8(ascii: "#") }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let key = String(decoding: trimmed(line[..<colon]), as: UTF8.self).lowercased()
    return (key, trimmed(line[(colon + 1)...]))
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes.drop { $0 <= 0x20 }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return bytes
  }

  /// The name of a program without its version, in small letters.
  private static func token(_ value: ArraySlice<UInt8>) -> [UInt8] {
    if value.first == UInt8(ascii: "*") { return [UInt8(ascii: "*")] }
    let name = value.prefix { (0x41...0x5A).contains($0 & ~0x20) || $0 == 0x2D || $0 == 0x5F }
    return name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  private static func normalized(_ path: some Collection<UInt8>) -> [UInt8] {
    PercentEncoding.normalized(path, keeping: "!$&'()*+,;=:@/?")
  }

  /// Whether the pattern matches the beginning of the path; time grows with the product of their lengths at worst.
  private static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
    let isAnchored = pattern.last == UInt8(ascii: "$")
    let end = isAnchored ? pattern.count - 1 : pattern.count
    var (p, t) = (0, 0)
    var star: (pattern: Int, path: Int)?
    while true {
      if p == end, !isAnchored || t == path.count { return true }
      if p < end, pattern[p] == UInt8(ascii: "*") {
        p += 1
        star = (p, t)
      } else if p < end, t < path.count, pattern[p] == path[t] {
        p += 1
        t += 1
      } else {
        // The last star takes one character more.
        guard let last = star, last.path < path.count else { return false }
        star = (last.pattern, last.path + 1)
        (p, t) = (last.pattern, last.path + 1)
      }
    }
  }
}
