import WebArchives

/// An absolute `http` or `https` URL in its normal form, so that one page has one name.
///
/// Scheme and host in small letters, no default port, no dot segments, no fragment, percent signs as RFC 3986 wants them. A
/// host that is not ASCII is written in Punycode. References are read as browsers do: blanks around them and line ends within
/// go, a backslash is a slash. A URL with a name or password is none.
public struct WebURL: Sendable, Hashable, CustomStringConvertible {
  /// The schemes that pages are fetched by.
  public enum Scheme: String, Sendable, Hashable {
    /// Without encryption.
    case http
    /// With TLS.
    case https

    var defaultPort: Int { self == .http ? 80 : 443 }
  }

  /// The scheme.
  public let scheme: Scheme
  /// The host: a name, or an address without brackets.
  public let host: String
  /// The port.
  public let port: Int
  /// The path, from its `/` on.
  public let path: String
  /// What stands behind the question mark.
  public let query: String?

  /// Reads an absolute URL; throws ``FetchFailure`` `bad-url`.
  public init(_ text: String) throws(FetchFailure) { try self.init(text, base: nil) }

  /// Reads a reference as it stands on the page at `base`; throws ``FetchFailure`` `bad-url`.
  public init(_ reference: String, relativeTo base: WebURL) throws(FetchFailure) {
    try self.init(reference, base: base)
  }

  private init(_ text: String, base: WebURL?) throws(FetchFailure) {
    guard text.utf8.count <= 8192 else { throw Self.bad("the URL is longer than 8192 bytes") }
    var rest = Self.cleaned(text)[...]
    rest = rest.prefix { $0 != UInt8(ascii: "#") }
    var scheme = base?.scheme
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<colon]) {
      let name = String(decoding: rest[..<colon], as: UTF8.self).lowercased()
      guard let known = Scheme(rawValue: name) else {
        throw Self.bad("'\(name)' is not fetched; only http and https are")
      }
      scheme = known
      rest = rest[(colon + 1)...]
      // `http:page` counts as a path of the same site in browsers alone; nobody means it.
      guard rest.starts(with: "//".utf8) else { throw Self.bad("there must be '//' behind '\(name):'") }
    }
    guard let scheme else { throw Self.bad("'\(Self.shown(text))' has no scheme; write http:// or https://") }
    self.scheme = scheme
    let path: ArraySlice<UInt8>
    if rest.starts(with: "//".utf8) {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      (host, port) = try Self.authority(rest[..<end], scheme)
      rest = rest[end...]
      (path, query) = Self.split(rest)
      self.path = Self.withoutDots(Self.normalized(path))
      return
    }
    guard let base else { throw Self.bad("'\(Self.shown(text))' has no host") }
    (host, port) = (base.host, base.port)
    let own: String?
    (path, own) = Self.split(rest)
    query = rest.isEmpty || (path.isEmpty && own == nil) ? base.query : own
    if path.isEmpty {
      self.path = base.path
    } else if path.first == UInt8(ascii: "/") {
      self.path = Self.withoutDots(Self.normalized(path))
    } else {
      let folder = base.path.utf8[...(base.path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? base.path.utf8.startIndex)]
      self.path = Self.withoutDots(Array(folder) + Self.normalized(path))
    }
  }

  /// The URL as it is written.
  public var description: String { origin + pathAndQuery }

  /// Scheme, host and port.
  public var origin: String { scheme.rawValue + "://" + authority }

  /// Host, and port where it is not the scheme's own.
  public var authority: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == scheme.defaultPort ? name : "\(name):\(port)"
  }

  /// What a request asks the host for.
  public var pathAndQuery: String { query.map { path + "?" + $0 } ?? path }

  // MARK: - Parts

  private static func bad(_ message: String) -> FetchFailure { FetchFailure("bad-url", message) }

  private static func shown(_ text: String) -> String {
    text.utf8.count > 100 ? String(decoding: text.utf8.prefix(100), as: UTF8.self) + "…" : text
  }

  private static func cleaned(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return []
    }
    var isQuery = false
    return bytes[first...last].compactMap { byte in
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { isQuery = true }
      if byte == 0x09 || byte == 0x0A || byte == 0x0D { return nil }
      return byte == UInt8(ascii: "\\") && !isQuery ? UInt8(ascii: "/") : byte
    }
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, (0x61...0x7A).contains(first | 0x20) else { return false }
    return bytes.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2B || byte == 0x2D
        || byte == 0x2E
    }
  }

  private static func split(_ rest: ArraySlice<UInt8>) -> (path: ArraySlice<UInt8>, query: String?) {
    guard let mark = rest.firstIndex(of: UInt8(ascii: "?")) else { return (rest, nil) }
    let query = PercentEncoding.normalized(rest[(mark + 1)...], keeping: "!$&()*+,;=:@/?")
    return (rest[..<mark], String(decoding: query, as: UTF8.self))
  }

  private static func normalized(_ path: ArraySlice<UInt8>) -> [UInt8] {
    PercentEncoding.normalized(path, keeping: "!$&'()*+,;=:@/")
  }

  private static func withoutDots(_ path: [UInt8]) -> String {
    var segments: [ArraySlice<UInt8>] = []
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
    for (place, part) in parts.enumerated() {
      let isLast = place == parts.count - 1
      if part.elementsEqual("..".utf8) {
        _ = segments.popLast()
        if isLast { segments.append([]) }
      } else if part.elementsEqual(".".utf8) {
        if isLast { segments.append([]) }
      } else {
        segments.append(part)
      }
    }
    return "/" + segments.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }

  private static func authority(
    _ bytes: ArraySlice<UInt8>, _ scheme: Scheme
  ) throws(FetchFailure) -> (host: String, port: Int) {
    guard !bytes.contains(UInt8(ascii: "@")) else { throw bad("the URL holds a name or password; leave them out") }
    var name = bytes
    var port = scheme.defaultPort
    let bracket = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
    if let colon = bytes[bracket...].lastIndex(of: UInt8(ascii: ":")) {
      name = bytes[..<colon]
      let digits = String(decoding: bytes[(colon + 1)...], as: UTF8.self)
      if !digits.isEmpty {
        guard let number = Int(digits), (1...65535).contains(number), digits.utf8.first != UInt8(ascii: "+") else {
          throw bad("'\(shown(digits))' is no port")
        }
        port = number
      }
    }
    return (try HostName.normalized(name), port)
  }
}
