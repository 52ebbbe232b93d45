import PipelineKit
import WebFetch

@testable import WebStages

/// `fetch-pages` with hosts of a test's own: names whose addresses the test says, in place of the system's.
struct NamedHosts: Source {
  static let name = FetchPages.name
  static let version = FetchPages.version
  static let documentation = FetchPages.documentation
  static let adds = FetchPages.adds
  static let options = FetchPages.options

  /// The addresses of a name.
  ///
  /// `portal.test` is the portal, which its test allows, and so is all that ends in `.here.test`; the others are what a hostile portal's owner would write into their DNS.
  static let addresses: [String: [String]] = [
    "portal.test": ["127.0.0.1"], "loopback.test": ["127.0.0.1"], "six.test": ["::1"],
    "mixed.test": ["8.8.8.8", "127.0.0.1"],
    "metadata.test": ["169.254.169.254"], "private.test": ["10.0.0.1"], "mapped.test": ["::ffff:127.0.0.1"],
    "localhost": ["127.0.0.1", "::1"], "nat64.test": ["64:ff9b::7f00:1"], "any.test": ["0.0.0.0"],
  ]

  private let pages: FetchPages

  init(_ options: inout OptionReader) throws {
    pages = try FetchPages(&options) { host in
      let known = host.hasSuffix(".here.test") ? ["127.0.0.1"] : Self.addresses[host] ?? []
      return known.compactMap { NetworkAddress($0) }
    }
  }

  func list(_ yield: (Input) throws -> Void) throws { try pages.list(yield) }

  func fetch(_ input: Input) throws -> Document { try pages.fetch(input) }
}
