import Foundation
import PipelineTesting
import Synchronization
import Testing
import WebArchives

@testable import WebFetch

/// A portal on this machine, and what it takes to fetch from it.
struct Portal {
  let server: LoopbackServer
  let folder: TemporaryFolder
  var settings: FetchSettings

  /// Names that end in `.test` lead to the server; `private.test` leads to an address that is not allowed.
  init(_ answer: @escaping @Sendable (LoopbackServer.Request) -> [LoopbackServer.Step]) throws {
    server = try LoopbackServer(answer)
    folder = try TemporaryFolder()
    settings = FetchSettings(contact: "reports@example.org", store: PageStore(folder: folder.path + "/store"))
    settings.delay = 0
    settings.retries = 2
    settings.firstBackoff = 0.01
    settings.longestBackoff = 5
    settings.times = RequestTimes(connect: 5, firstByte: 5, body: 5, whole: 10)
    settings.resolver = HostResolver(allowed: ["a.test", "b.test", "127.0.0.1"]) { host in
      if host == "gone.test" { throw FetchFailure.unanswered("unknown-host", "'gone.test' cannot be resolved") }
      let address = host == "private.test" ? "10.0.0.1" : host == "rebound.test" ? "127.0.0.2" : "127.0.0.1"
      return [NetworkAddress(address)].compactMap { $0 }
    }
  }

  /// A portal of one page.
  init(page: [LoopbackServer.Step]) throws {
    try self.init { $0.target == "/robots.txt" ? LoopbackServer.reply(404) : page }
  }

  func url(_ path: String, host: String = "a.test") throws -> WebURL {
    try WebURL("http://\(host):\(server.port)\(path)")
  }

  func fetch(_ path: String = "/") throws -> String {
    let fetcher = PageFetcher(settings)
    let url = try url(path)
    return String(decoding: try fetcher.body(of: try fetcher.page(url), at: url), as: UTF8.self)
  }

  func failure(_ path: String = "/") throws -> FetchFailure? {
    do {
      _ = try fetch(path)
      return nil
    } catch { return error as? FetchFailure }
  }
}

struct PageFetcherTests {
  // MARK: - Pages

  @Test func `fetches a page and says who asks`() throws {
    let portal = try Portal(page: LoopbackServer.reply("<p>报告"))
    #expect(try portal.fetch("/a?b=1") == "<p>报告")
    let request = try #require(portal.server.requests.last)
    #expect(request.target == "/a?b=1")
    #expect(request.fields["user-agent"] == "Tally (+reports@example.org)")
    #expect(request.fields["host"] == "a.test:\(portal.server.port)")
    #expect(request.fields["accept-encoding"] == "gzip, deflate")
    #expect(request.fields["if-none-match"] == nil)
  }

  @Test func `a packed page is stored as it reads`() throws {
    let body = GzipFiles.stored(Array("<p>报告".utf8))
    let portal = try Portal(page: LoopbackServer.reply(200, ["Content-Encoding": "gzip"], body: body))
    #expect(try portal.fetch() == "<p>报告")
  }

  @Test func `a page in chunks, or up to the end of the connection, is whole`() throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    let chunked = Array("\(head)Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n".utf8)
    #expect(try Portal(page: [.send(chunked)]).fetch() == "abc")
    #expect(try Portal(page: [.send(Array("\(head)\r\nabc".utf8)), .close]).fetch() == "abc")
  }

  @Test func `a page is fetched once in a run`() throws {
    let portal = try Portal(page: LoopbackServer.reply("x"))
    let fetcher = PageFetcher(portal.settings)
    for _ in 0..<3 { _ = try fetcher.page(try portal.url("/a")) }
    #expect(portal.server.targets == ["/a"])
  }

  // MARK: - What fails

  @Test(arguments: [
    (404, "http-404", false, 1), (410, "http-410", false, 1), (403, "http-status", false, 1),
    (204, "http-status", false, 1),
    (304, "http-status", false, 1), (500, "http-status", true, 3), (503, "http-status", true, 3),
    (429, "http-status", true, 3),
  ])
  func `a status tells whether another try helps`(status: Int, code: String, isTransient: Bool, tries: Int) throws {
    let portal = try Portal(page: LoopbackServer.reply(status))
    let failure = try portal.failure()
    #expect(failure?.code == code && failure?.isTransient == isTransient)
    #expect(portal.server.targets.count == tries)
  }

  @Test func `what fails for a while is asked for again`() throws {
    let tries = Mutex(0)
    let portal = try Portal { request in
      guard request.target != "/robots.txt" else { return LoopbackServer.reply(404) }
      let number = tries.withLock { count in
        count += 1
        return count
      }
      return number < 3 ? LoopbackServer.reply(number == 1 ? 500 : 502) : LoopbackServer.reply("fine")
    }
    #expect(try portal.fetch() == "fine")
    #expect(portal.server.targets.count == 3)
  }

  @Test func `a server that says when to come back is obeyed`() throws {
    let tries = Mutex([ContinuousClock.Instant]())
    let portal = try Portal { request in
      guard request.target != "/robots.txt" else { return LoopbackServer.reply(404) }
      let isFirst = tries.withLock { tries in
        tries.append(.now)
        return tries.count == 1
      }
      return isFirst ? LoopbackServer.reply(429, ["Retry-After": "1"]) : LoopbackServer.reply("fine")
    }
    #expect(try portal.fetch() == "fine")
    let times = tries.withLock { $0 }
    #expect(times.count == 2 && times[0].duration(to: times[1]) > .milliseconds(950))
  }

  @Test func `a server that wants more time than there is gets it, and its other pages wait for another day`() throws {
    let portal = try Portal(page: LoopbackServer.reply(503, ["Retry-After": "3600"]))
    let fetcher = PageFetcher(portal.settings)
    let first = #expect(throws: FetchFailure.self) { try fetcher.page(try portal.url("/a")) }
    let second = #expect(throws: FetchFailure.self) { try fetcher.page(try portal.url("/b")) }
    #expect(first?.code == "http-status" && first?.isTransient == true)
    #expect(second?.code == "host-unreachable" && second?.isTransient == true)
    #expect(portal.server.targets == ["/a"])
    #expect(!fetcher.allAreUnreachable)
  }

  @Test func `times are bounded, each by its own`() throws {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab".utf8)
    let drip = [LoopbackServer.Step](repeating: .wait(0.1), count: 20).flatMap { [$0, .send([0x61])] }
    let patient = RequestTimes(connect: 5, firstByte: 20, body: 20, whole: 20)
    for (code, limit, steps) in [
      ("timeout-first-byte", \RequestTimes.firstByte, [LoopbackServer.Step.wait(2)]),
      ("timeout-body", \.body, [.send(head), .wait(2)]), ("timeout-request", \.whole, [.send(head)] + drip),
    ] {
      var portal = try Portal(page: steps + [.close])
      portal.settings.retries = 0
      portal.settings.times = patient
      portal.settings.times[keyPath: limit] = 0.5
      let failure = try portal.failure()
      #expect(failure?.code == code && failure?.isTransient == true)
    }
  }

  @Test func `a body that is cut, or an answer that is none, is seen`() throws {
    let cut = Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".utf8)
    let chunks = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc".utf8)
    for (code, steps) in [
      ("truncated-body", [LoopbackServer.Step.send(cut), .close]), ("truncated-body", [.send(chunks), .close]),
      ("connection-closed", [.close]), ("bad-response", [.send(Array("SSH-2.0-OpenSSH\r\n\r\n".utf8)), .close]),
    ] {
      var portal = try Portal(page: steps)
      portal.settings.retries = 0
      let failure = try portal.failure()
      #expect(failure?.code == code && failure?.isTransient == true)
    }
  }

  @Test func `a body is read up to the limit and no further`() throws {
    let endless: [LoopbackServer.Step] = [
      .send(Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".utf8)),
      .flood([UInt8](repeating: 0x61, count: 1 << 16), times: 1 << 14), .close,
    ]
    let announced: [LoopbackServer.Step] = [
      .send(Array("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".utf8)), .wait(0.2), .close,
    ]
    for steps in [endless, announced] {
      var portal = try Portal(page: steps)
      portal.settings.coding.maxBytes = 1 << 20
      let failure = try portal.failure()
      #expect(failure?.code == "too-large" && failure?.isTransient == false)
    }
    // Of what is no page nobody reads a gigabyte either.
    let error: [LoopbackServer.Step] = [
      .send(Array("HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n".utf8)),
      .flood([UInt8](repeating: 0x61, count: 1 << 16), times: 1 << 14), .close,
    ]
    #expect(try Portal(page: error).failure()?.code == "http-404")
  }

  @Test func `a gzip bomb is not expanded`() throws {
    let bomb = Array((0..<300).map { _ in GzipFiles.tenThousand }.joined())
    let portal = try Portal(page: LoopbackServer.reply(200, ["Content-Encoding": "gzip"], body: bomb))
    let failure = try portal.failure()
    #expect(failure?.code == "too-compressed" && failure?.isTransient == false)
  }

  // MARK: - Redirects

  /// A portal whose answers are redirects, by path.
  private func redirecting(_ targets: @escaping @Sendable (Int) -> [String: String]) throws -> Portal {
    let port = Mutex(0)
    let portal = try Portal { request in
      guard request.target != "/robots.txt" else { return LoopbackServer.reply(404) }
      let target = targets(port.withLock { $0 })[request.target]
      return target.map { LoopbackServer.reply(302, ["Location": $0]) } ?? LoopbackServer.reply("at \(request.target)")
    }
    port.withLock { $0 = portal.server.port }
    return portal
  }

  @Test func `redirects are followed and noted`() throws {
    let portal = try redirecting { ["/a": "b", "/b": "//b.test:\($0)/c?d"] }
    #expect(try portal.fetch("/a") == "at /c?d")
    let page = portal.settings.store.page(of: try portal.url("/a"))
    #expect(page?.finalURL == "http://b.test:\(portal.server.port)/c?d")
    #expect(portal.server.requests.map(\.target) == ["/robots.txt", "/a", "/b", "/robots.txt", "/c?d"])
  }

  @Test(arguments: [
    ("/loop", "redirect-loop"), ("/self", "redirect-loop"), ("/0", "too-many-redirects"), ("/none", "bad-redirect"),
    ("/file", "bad-redirect"), ("/login", "bad-redirect"), ("/private", "forbidden-address"),
    ("/rebound", "forbidden-address"), ("/metadata", "forbidden-address"), ("/mapped", "forbidden-address"),
  ])
  func `a redirect leads to no harm`(path: String, code: String) throws {
    let portal = try redirecting { port in
      var targets = [
        "/loop": "/loop2", "/loop2": "/loop", "/self": "/self", "/none": "", "/file": "file:///etc/passwd",
        "/login": "http://user:password@b.test/", "/private": "http://private.test:\(port)/",
        "/rebound": "http://rebound.test:\(port)/", "/metadata": "http://169.254.169.254/latest/",
        "/mapped": "http://[::ffff:127.0.0.1]:\(port)/",
      ]
      for hop in 0..<9 { targets["/\(hop)"] = "/\(hop + 1)" }
      if targets["/none"] == "" { targets["/none"] = "http://" }
      return targets
    }
    let failure = try portal.failure(path)
    #expect(failure?.code == code && failure?.isTransient == false)
    #expect(portal.server.requests.allSatisfy { $0.fields["host"]?.hasPrefix("a.test") == true })
  }

  @Test func `a redirect without encryption behind one with it is refused`() throws {
    let head = HTTPHead(status: 301, fields: [HTTPHead.Field(name: "location", value: "http://a.test/")])
    let failure = #expect(throws: FetchFailure.self) {
      try PageRequest.target(of: head, at: try WebURL("https://a.test/"), [])
    }
    #expect(failure?.code == "redirect-downgrade")
    #expect(try PageRequest.target(of: head, at: try WebURL("http://a.test/x"), []).description == "http://a.test/")
  }

  // MARK: - Addresses

  @Test func `a host that is not public is never connected to`() throws {
    var portal = try Portal(page: LoopbackServer.reply("x"))
    let lookup: HostResolver.Lookup = { _ in [NetworkAddress("127.0.0.1")].compactMap { $0 } }
    portal.settings.resolver = HostResolver(lookup: lookup)
    for host in ["a.test", "127.0.0.1", "2130706433", "[::1]", "[::ffff:7f00:1]"] {
      let url = try portal.url("/", host: host)
      let failure = #expect(throws: FetchFailure.self) { try PageFetcher(portal.settings).page(url) }
      #expect(failure?.code == "forbidden-address")
    }
    #expect(portal.server.requests.isEmpty)
  }

  @Test func `a host is looked up once, so that what was checked is what is asked`() throws {
    var portal = try Portal(page: LoopbackServer.reply("x"))
    let lookups = Mutex(0)
    portal.settings.resolver = HostResolver(allowed: ["127.0.0.1"]) { _ in
      lookups.withLock { $0 += 1 }
      return [NetworkAddress(lookups.withLock { $0 } == 1 ? "127.0.0.1" : "10.0.0.1")].compactMap { $0 }
    }
    let fetcher = PageFetcher(portal.settings)
    for path in ["/a", "/b", "/c"] { _ = try fetcher.page(try portal.url(path)) }
    #expect(lookups.withLock { $0 } == 1)
  }

  @Test func `an address that nobody answers at gives way to the next`() throws {
    var portal = try Portal(page: LoopbackServer.reply("x"))
    portal.settings.resolver = HostResolver(allowed: ["a.test"]) { _ in
      ["127.0.0.9", "127.0.0.1"].compactMap { NetworkAddress($0) }
    }
    #expect(try portal.fetch() == "x")
  }

  @Test func `a host that gives no answer costs its pages a few tries and no more`() throws {
    let portal = try Portal(page: LoopbackServer.reply("x"))
    let fetcher = PageFetcher(portal.settings)
    let codes = try (0..<5).map { number in
      let url = try portal.url("/\(number)", host: "gone.test")
      return #expect(throws: FetchFailure.self) { try fetcher.page(url) }?.code
    }
    #expect(codes == ["unknown-host", "host-unreachable", "host-unreachable", "host-unreachable", "host-unreachable"])
    #expect(fetcher.allAreUnreachable)
    _ = try fetcher.page(try portal.url("/"))
    #expect(!fetcher.allAreUnreachable)
  }
}
