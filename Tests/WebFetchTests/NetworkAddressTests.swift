import Testing
import WebArchives

@testable import WebFetch

struct NetworkAddressTests {
  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0", "192.167.1.1", "169.253.1.1",
    "223.255.255.255", "198.20.0.1", "192.0.1.1", "2606:4700::1111", "240e::1", "2001:4860:4860::8888",
    "64:ff9b::808:808",
  ])
  func `addresses of the internet are public`(text: String) throws {
    #expect(try #require(NetworkAddress(text)).isPublic)
  }

  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8", "::8.8.8.8",
    "64:ff9b::a00:1", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "3fff::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "4000::1",
  ])
  func `every other address is not`(text: String) throws {
    #expect(try #require(NetworkAddress(text)).isPublic == false)
  }

  @Test(arguments: ["", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::1%lo", "localhost", "1.2.3.4 ", "[::1]"])
  func `what is no address is none`(text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  @Test(arguments: ["8.8.8.8", "2001:db8::1", "::ffff:1.2.3.4"])
  func `is written as it is read`(text: String) {
    #expect(NetworkAddress(text)?.description == text)
  }
}

struct HostResolverTests {
  private func resolver(_ addresses: String..., allowed: [String] = []) -> HostResolver {
    HostResolver(allowed: allowed) { _ in addresses.compactMap { NetworkAddress($0) } }
  }

  @Test func `a host whose addresses are all public is found`() throws {
    #expect(try resolver("8.8.8.8", "2606:4700::1111").addresses(of: "example.org").count == 2)
  }

  @Test func `one address that is not public is enough to refuse a host`() {
    let failure = #expect(throws: FetchFailure.self) {
      try resolver("8.8.8.8", "192.168.0.1").addresses(of: "example.org")
    }
    #expect(failure?.code == "forbidden-address")
    #expect(
      failure?.message
        == "'example.org' is 192.168.0.1, which is no public address; 'allow-hosts' names hosts that may be")
    #expect(failure?.isTransient == false)
  }

  @Test(arguments: ["127.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1"])
  func `an address is checked without being looked up`(host: String) {
    let failure = #expect(throws: FetchFailure.self) { try resolver("8.8.8.8").addresses(of: host) }
    #expect(failure?.code == "forbidden-address")
  }

  @Test func `what is allowed is a host by its name, or an address wherever it comes from`() throws {
    #expect(try resolver("10.0.0.1", allowed: ["Portal.Internal"]).addresses(of: "portal.internal").count == 1)
    #expect(try resolver("10.0.0.1", allowed: ["10.0.0.1"]).addresses(of: "other.internal").count == 1)
    #expect(throws: FetchFailure.self) {
      try resolver("10.0.0.1", allowed: ["portal.internal"]).addresses(of: "other.internal")
    }
  }

  @Test func `a host without an address may have one tomorrow`() {
    let failure = #expect(throws: FetchFailure.self) { try resolver().addresses(of: "example.org") }
    #expect(failure?.code == "unknown-host")
    #expect(failure?.isTransient == true)
  }
}
