import Glibc

/// An IPv4 or IPv6 address.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
  /// Four bytes or sixteen.
  public let bytes: [UInt8]

  /// Reads an address in its usual spelling (`192.0.2.1`, `2001:db8::1`); nil where it is none.
  public init?(_ text: String) {
    var four = in_addr()
    var sixteen = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      bytes = withUnsafeBytes(of: &four) { Array($0) }
    } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
      bytes = withUnsafeBytes(of: &sixteen) { Array($0) }
    } else {
      return nil
    }
  }

  /// Reads an IPv4 address also in parts that are octal, hex or left out (`0x7f.1`, `2130706433`), as resolvers do.
  init?(oldSpelling text: String) {
    var four = in_addr()
    guard inet_aton(text, &four) != 0 else { return nil }
    bytes = withUnsafeBytes(of: &four) { Array($0) }
  }

  init?(_ socket: UnsafePointer<sockaddr>) {
    switch Int32(socket.pointee.sa_family) {
    case AF_INET:
      bytes = socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
        withUnsafeBytes(of: address.pointee.sin_addr) { Array($0) }
      }
    case AF_INET6:
      bytes = socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
        withUnsafeBytes(of: address.pointee.sin6_addr) { Array($0) }
      }
    default: return nil
    }
  }

  /// The usual spelling.
  public var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { preconditionFailure("no address") }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the address is one of the public internet.
  ///
  /// It is not where it is this machine's, a private or shared network's (also behind carriers' translators), of one link, of
  /// many receivers, kept for documentation or tests, or an IPv4 address in the clothes of an IPv6 one. An address of
  /// a NAT64 gateway is as public as the IPv4 address that it stands for.
  public var isPublic: Bool {
    if bytes.count == 4 { return !Self.reserved4.contains { contains($0) } }
    if Self.gateway.map(contains) == true {
      return !Self.reserved4.contains { NetworkAddress(bytes: Array(bytes[12...])).contains($0) }
    }
    return Self.global.map(contains) == true && !Self.reserved6.contains { contains($0) }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The addresses that share their first bits.
  private struct Block: Sendable {
    var start: NetworkAddress
    var bits: Int

    init?(_ text: String) {
      let parts = text.split(separator: "/")
      guard parts.count == 2, let start = NetworkAddress(String(parts[0])), let bits = Int(parts[1]) else { return nil }
      (self.start, self.bits) = (start, bits)
    }
  }

  private func contains(_ block: Block) -> Bool {
    guard bytes.count == block.start.bytes.count else { return false }
    return bytes.indices.allSatisfy { at in
      let bits = min(8, max(0, block.bits - 8 * at))
      let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
      return bytes[at] & mask == block.start.bytes[at] & mask
    }
  }

  /// IANA's registries of special-purpose addresses, without the few entries that are reachable from anywhere.
  private static let reserved4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
  ].compactMap(Block.init)
  /// All of IPv6 that is given out for use on the internet; loopback, mapped, local and multicast addresses lie outside.
  private static let global = Block("2000::/3")
  private static let reserved6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].compactMap(Block.init)
  private static let gateway = Block("64:ff9b::/96")
}
