import NearDuplicates
import PipelineKit

/// Which hosts are public bodies' own, and which are shops for documents.
struct HostLists: Sendable {
  private let official: [String]
  private let shops: [String]

  init(official: [String], shops: [String]) {
    self.official = official.map { $0.lowercased() }
    self.shops = shops.map { $0.lowercased() }
  }

  /// How far the place that a document comes from is to be trusted.
  func trust(in document: Document) -> DuplicateIndex.HostTrust {
    let hosts = Self.hosts(in: document.source) + Self.hosts(in: document.page?.fields["canonical-url"] ?? "")
    let isCut = document.isTruncated || !document.paidSpans.isEmpty
    if isCut || hosts.contains(where: { Self.lists(shops, $0) }) { return .shop }
    return hosts.contains { Self.lists(official, $0) } ? .official : .unknown
  }

  /// The host of an address; of a path, the folders that could be one, as programs that fetch a site make them.
  private static func hosts(in source: String) -> [String] {
    let lowered = source.lowercased()
    guard let scheme = lowered.firstRange(of: "://") else {
      return lowered.split(separator: "/").dropLast().filter { $0.contains(".") }.map(String.init)
    }
    let host = lowered[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return [String(host.split(separator: "@").last?.split(separator: ":").first ?? "")]
  }

  private static func lists(_ names: [String], _ host: String) -> Bool {
    names.contains { host == $0 || host.hasSuffix("." + $0) }
  }
}
