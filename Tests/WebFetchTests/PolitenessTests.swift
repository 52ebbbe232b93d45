import Foundation
import PipelineTesting
import Synchronization
import Testing
import WebArchives

@testable import WebFetch

struct PolitenessTests {
  private func portal(
    robots: [LoopbackServer.Step],
    _ pages: @escaping @Sendable (LoopbackServer.Request) -> [LoopbackServer.Step] = { _ in
      LoopbackServer.reply("x")
    }
  ) throws -> Portal {
    try Portal { $0.target == "/robots.txt" ? robots : pages($0) }
  }

  // MARK: - robots.txt

  @Test func `robots txt is read once a site, before anything else`() throws {
    let portal = try portal(robots: LoopbackServer.reply("User-agent: *\nDisallow: /closed/"))
    let fetcher = PageFetcher(portal.settings)
    #expect(try fetcher.isAllowed(try portal.url("/open/a")))
    #expect(try fetcher.isAllowed(try portal.url("/closed/a")) == false)
    _ = try fetcher.page(try portal.url("/open/a"))
    #expect(portal.server.requests.map(\.target) == ["/robots.txt", "/open/a"])
  }

  @Test(arguments: [200, 204, 401, 403, 404, 410, 451])
  func `a site without rules allows all`(status: Int) throws {
    let portal = try portal(robots: LoopbackServer.reply(status))
    #expect(try PageFetcher(portal.settings).isAllowed(try portal.url("/a")))
  }

  @Test(arguments: [500, 503, 429])
  func `a site that cannot say what it allows is left alone, until another day`(status: Int) throws {
    let portal = try portal(robots: LoopbackServer.reply(status))
    let failure = #expect(throws: FetchFailure.self) {
      try PageFetcher(portal.settings).isAllowed(try portal.url("/a"))
    }
    #expect(failure?.code == "robots-unreachable" && failure?.isTransient == true)
    let page = try portal.failure("/a")
    #expect(page?.code == "robots-unreachable")
    #expect(portal.server.targets.isEmpty)
  }

  @Test func `robots txt may be a redirect, and one in a circle is none`() throws {
    let moved = try Portal { request in
      switch request.target {
      case "/robots.txt": LoopbackServer.reply(301, ["Location": "/rules"])
      case "/rules": LoopbackServer.reply("User-agent: *\nDisallow: /")
      default: LoopbackServer.reply("x")
      }
    }
    #expect(try PageFetcher(moved.settings).isAllowed(try moved.url("/a")) == false)
    let circle = try portal(robots: LoopbackServer.reply(301, ["Location": "/robots.txt"]))
    #expect(try PageFetcher(circle.settings).isAllowed(try circle.url("/a")))
  }

  @Test func `where a redirect leads, the rules of that place hold`() throws {
    let portal = try Portal { request in
      if request.target == "/robots.txt" {
        let isOther = request.fields["host"]?.hasPrefix("b.test") == true
        return LoopbackServer.reply(isOther ? "User-agent: tally\nDisallow: /closed" : "")
      }
      return LoopbackServer.reply(
        302, ["Location": "http://b.test:\(request.fields["host"]?.split(separator: ":").last ?? "")/closed"])
    }
    let failure = try portal.failure("/a")
    #expect(failure?.code == "robots-disallowed" && failure?.isTransient == false)
    #expect(portal.server.targets == ["/a"])
  }

  @Test func `the pause is the longer of ours and theirs, up to a bound`() throws {
    var portal = try portal(robots: LoopbackServer.reply("User-agent: *\nCrawl-delay: 5"))
    for (delay, most, expected) in [(1.0, 30.0, 5.0), (7, 30, 7), (1, 2, 2), (3, 2, 3)] {
      portal.settings.delay = delay
      portal.settings.maxCrawlDelay = most
      let request = PageRequest(portal.settings, HostGates())
      let url = try portal.url("/a")
      #expect(request.pause(of: url) == delay)
      var turn = url.host
      try request.siteRules(of: url, turn: &turn)
      #expect(request.pause(of: url) == expected)
    }
  }

  // MARK: - Turns

  @Test func `a host gets one request at a time, and many hosts are asked at once`() throws {
    let running = Mutex((now: [String: Int](), most: [String: Int](), hosts: 0))
    let portal = try Portal { request in
      guard request.target != "/robots.txt" else { return LoopbackServer.reply(404) }
      let host = request.fields["host"] ?? ""
      running.withLock { state in
        state.now[host, default: 0] += 1
        state.most[host] = max(state.most[host] ?? 0, state.now[host] ?? 0)
        state.hosts = max(state.hosts, state.now.values.filter { $0 > 0 }.count)
      }
      usleep(30_000)
      running.withLock { $0.now[host, default: 0] -= 1 }
      return LoopbackServer.reply("x")
    }
    let fetcher = PageFetcher(portal.settings)
    let urls = try (0..<6).flatMap { number in
      try ["a.test", "b.test", "127.0.0.1"].map { try portal.url("/\(number)", host: $0) }
    }
    for url in urls { fetcher.announce(url) }
    for url in urls { _ = try fetcher.page(url) }
    let state = running.withLock { $0 }
    #expect(state.most.count == 3 && state.most.values.allSatisfy { $0 == 1 })
    #expect(state.hosts > 1)
    #expect(portal.server.mostOpen <= 3)
    #expect(portal.server.targets.count == 18)
  }

  @Test func `there is a pause between two requests to a host`() throws {
    let times = Mutex([ContinuousClock.Instant]())
    var portal = try Portal { request in
      if request.target != "/robots.txt" { times.withLock { $0.append(.now) } }
      return LoopbackServer.reply("x")
    }
    portal.settings.delay = 0.2
    let fetcher = PageFetcher(portal.settings)
    for path in ["/a", "/b", "/c"] { fetcher.announce(try portal.url(path)) }
    for path in ["/a", "/b", "/c"] { _ = try fetcher.page(try portal.url(path)) }
    let found = times.withLock { $0 }
    #expect(found.count == 3)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.duration(to: $1) >= .milliseconds(190) })
  }

  @Test func `there is a pause behind every request, also behind robots txt and a redirect`() throws {
    let times = Mutex([ContinuousClock.Instant]())
    var portal = try Portal { request in
      times.withLock { $0.append(.now) }
      return request.target == "/a" ? LoopbackServer.reply(302, ["Location": "/b"]) : LoopbackServer.reply("x")
    }
    portal.settings.delay = 0.2
    #expect(try portal.fetch("/a") == "x")
    let found = times.withLock { $0 }
    #expect(found.count == 3)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.duration(to: $1) >= .milliseconds(190) })
  }

  @Test func `a robots txt that leads to another host waits for its turn there`() throws {
    let times = Mutex([ContinuousClock.Instant]())
    var portal = try Portal { request in
      let host = request.fields["host"] ?? ""
      guard host.hasPrefix("b.test") else {
        return LoopbackServer.reply(302, ["Location": "http://b.test:\(host.split(separator: ":").last ?? "")/rules"])
      }
      times.withLock { $0.append(.now) }
      return LoopbackServer.reply("")
    }
    portal.settings.delay = 0.2
    let fetcher = PageFetcher(portal.settings)
    for host in ["a.test", "b.test", "127.0.0.1"] { fetcher.prepare(try portal.url("/", host: host)) }
    for host in ["a.test", "b.test", "127.0.0.1"] {
      #expect(try fetcher.isAllowed(try portal.url("/", host: host)))
    }
    let found = times.withLock { $0 }
    #expect(found.count == 3)
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.duration(to: $1) >= .milliseconds(190) })
  }

  @Test func `nothing is fetched ahead of a single page`() throws {
    let portal = try portal(robots: LoopbackServer.reply(404))
    let fetcher = PageFetcher(portal.settings)
    for number in 0..<20 { fetcher.announce(try portal.url("/\(number)")) }
    _ = try fetcher.page(try portal.url("/7"))
    usleep(50_000)
    #expect(portal.server.targets == ["/7"])
  }

  // MARK: - Copies

  /// A portal whose page has a version, and knows it again by its tag or its date.
  private func versioned(_ fields: [String: String]) throws -> Portal {
    try portal(robots: LoopbackServer.reply(404)) { request in
      let isKnown = request.fields["if-none-match"] == "\"1\"" || request.fields["if-modified-since"] != nil
      return isKnown ? LoopbackServer.reply(304) : LoopbackServer.reply("one", fields)
    }
  }

  @Test(arguments: [["ETag": "\"1\""], ["Last-Modified": "Sun, 06 Nov 1994 08:49:37 GMT"]])
  func `a page that has not changed is not sent again`(fields: [String: String]) throws {
    let portal = try versioned(fields)
    #expect(try portal.fetch() == "one")
    #expect(try portal.fetch() == "one")
    #expect(portal.server.requests.filter { $0.target == "/" }.count == 2)
    #expect(portal.server.requests.last?.fields["if-none-match"] == fields["ETag"])
    #expect(portal.server.requests.last?.fields["if-modified-since"] == fields["Last-Modified"])
  }

  @Test func `a copy without its body, or a damaged one, is fetched anew`() throws {
    let portal = try versioned(["ETag": "\"1\""])
    _ = try portal.fetch()
    let page = try #require(portal.settings.store.page(of: try portal.url("/")))
    try portal.folder.write("two", to: "store/a.test_\(portal.server.port)/\(page.body)")
    #expect(portal.settings.store.body(of: page, at: try portal.url("/")) == nil)
    #expect(try portal.fetch() == "one")
    #expect(portal.server.requests.last?.fields["if-none-match"] == nil)
  }

  @Test func `a changed page takes the place of its copy`() throws {
    let text = Mutex("one")
    let portal = try portal(robots: LoopbackServer.reply(404)) { _ in LoopbackServer.reply(text.withLock { $0 }) }
    #expect(try portal.fetch() == "one")
    text.withLock { $0 = "two" }
    #expect(try portal.fetch() == "two")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: portal.folder.path + "/store/a.test_\(portal.server.port)")
    #expect(files.filter { $0.hasSuffix(".body") }.count == 2, "the page and robots.txt")
    #expect(!files.contains { $0.hasSuffix(".part") })
  }

  @Test func `offline nothing is asked`() throws {
    var portal = try portal(robots: LoopbackServer.reply("User-agent: *\nDisallow: /closed"))
    #expect(try portal.fetch("/a") == "x")
    let before = portal.server.requests.count
    portal.settings.isOffline = true
    #expect(try portal.fetch("/a") == "x")
    let failure = try portal.failure("/b")
    #expect(failure?.code == "not-stored" && failure?.isTransient == true)
    let fetcher = PageFetcher(portal.settings)
    #expect(try fetcher.isAllowed(try portal.url("/closed")) == false)
    #expect(try fetcher.isAllowed(try portal.url("/", host: "unknown.test")))
    #expect(portal.server.requests.count == before)
  }

  @Test func `a store that cannot be written is nobody's page's fault`() throws {
    var portal = try portal(robots: LoopbackServer.reply(404))
    portal.settings.store = PageStore(folder: try portal.folder.write("a file", to: "file") + "/store")
    #expect(throws: StoreFault.self) { try PageFetcher(portal.settings).page(try portal.url("/")) }
  }

  @Test func `a copy is on the disk before it counts`() throws {
    let portal = try portal(robots: LoopbackServer.reply(404))
    let steps = Mutex([String]())
    var settings = portal.settings
    let pages = portal.folder.path + "/store/a.test_\(portal.server.port)"
    let key = PageStore.key(of: try portal.url("/a"))
    settings.store.sync = { descriptor in
      let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")) ?? ""
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      let isThere = FileManager.default.fileExists(atPath: "\(pages)/\(key).json")
      let what =
        name.contains(".body.")
        ? "body" : name.contains(".json.") ? "page" : name.hasPrefix("a.test") ? "folder" : "store"
      if name.hasPrefix(key) || !name.hasSuffix(".part") { steps.withLock { $0.append("\(what) \(isThere)") } }
      return fsync(descriptor)
    }
    _ = try PageFetcher(settings).page(try portal.url("/a"))
    #expect(steps.withLock { $0 } == ["store false", "folder false", "body false", "page false", "folder true"])
    settings.store.sync = { _ in
      errno = EIO
      return -1
    }
    #expect(throws: StoreFault.self) { try PageFetcher(settings).page(try portal.url("/b")) }
    #expect(settings.store.page(of: try portal.url("/b")) == nil)
    #expect(!(try FileManager.default.contentsOfDirectory(atPath: pages)).contains { $0.hasSuffix(".part") })
  }

  @Test func `what a killed run left half written is taken away, and what a living one writes is not`() throws {
    let portal = try portal(robots: LoopbackServer.reply(404))
    let pages = "store/a.test_\(portal.server.port)"
    // No process has so high a number.
    try portal.folder.write("half", to: "\(pages)/x.json.\(Int32.max).part")
    try portal.folder.write("half", to: "\(pages)/y.json.\(getpid()).part")
    _ = try portal.fetch("/a")
    #expect(!portal.folder.contains("\(pages)/x.json.\(Int32.max).part"))
    #expect(portal.folder.contains("\(pages)/y.json.\(getpid()).part"))
  }

  @Test func `a copy keeps what its server said`() throws {
    let portal = try portal(robots: LoopbackServer.reply(404)) { _ in
      LoopbackServer.reply("x", ["Content-Type": "Text/HTML; charset=\"GBK\"", "X-A": "1: 2"])
    }
    _ = try portal.fetch("/a?b")
    let page = try #require(portal.settings.store.page(of: try portal.url("/a?b")))
    #expect(page.head.mediaType == "text/html" && page.head.charset == "GBK" && page.head.kind == .html)
    #expect(page.head["x-a"] == "1: 2" && page.status == 200 && page.bytes == 1)
  }
}
