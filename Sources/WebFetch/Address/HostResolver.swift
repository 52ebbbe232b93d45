import Glibc
import WebArchives

/// Finds the addresses of hosts, and refuses hosts that have one which pages may not be fetched from.
public struct HostResolver: Sendable {
  /// Gives all addresses of a name; throws ``FetchFailure``.
  public typealias Lookup = @Sendable (_ host: String) throws -> [NetworkAddress]

  private let allowed: Set<String>
  private let lookup: Lookup

  /// Makes a resolver; `allowed` are names or addresses that may be anywhere, as they stand in URLs.
  public init(allowed: [String] = [], lookup: @escaping Lookup = systemLookup) {
    self.allowed = Set(allowed.map { $0.lowercased() })
    self.lookup = lookup
  }

  /// The addresses of `host`; throws ``FetchFailure`` `forbidden-address` where one of them is not of the public internet,
  /// unless the host or the address is allowed, and what the lookup throws.
  func addresses(of host: String) throws -> [NetworkAddress] {
    let found = try NetworkAddress(host).map { [$0] } ?? lookup(host)
    guard !found.isEmpty else { throw FetchFailure.unanswered("unknown-host", "'\(host)' has no address") }
    guard !allowed.contains(host) else { return found }
    // A name with one public and one private address would reach the private one at its owner's choice.
    if let address = found.first(where: { !$0.isPublic && !allowed.contains($0.description) }) {
      let name = address.description == host ? "'\(host)'" : "'\(host)' is \(address), which"
      throw FetchFailure("forbidden-address", "\(name) is no public address; 'allow-hosts' names hosts that may be")
    }
    return found
  }

  /// Asks the system's resolver.
  public static let systemLookup: Lookup = { host in
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &list)
    guard status == 0 else {
      throw FetchFailure.unanswered(
        "unknown-host", "'\(host)' cannot be resolved: \(String(cString: gai_strerror(status)).lowercased())")
    }
    defer { freeaddrinfo(list) }
    var found: [NetworkAddress] = []
    var next = list
    while let entry = next {
      if let socket = entry.pointee.ai_addr, let address = NetworkAddress(socket), !found.contains(address) {
        found.append(address)
      }
      next = entry.pointee.ai_next
    }
    return found
  }
}
