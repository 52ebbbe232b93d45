import Foundation
import PipelineKit
import PipelineTesting
import Stages
import Testing

/// A portal whose owner means harm: nothing is read that is not a page, nothing reached that is not public, nothing written
/// outside the folders of the run.
struct HostilePortalTests {
  private let folder: TemporaryFolder
  /// A server that nobody may reach: it stands for what listens inside.
  private let inside: LoopbackServer
  private static let secret = "the secret of this machine"

  init() throws {
    folder = try TemporaryFolder()
    inside = try LoopbackServer { _ in LoopbackServer.reply(Self.secret) }
    try folder.write(Self.secret, to: "outside/secret.html")
    try folder.write(Self.secret, to: "job/secret.html")
  }

  private static let ownFiles: Set<String> = [
    "outside", "outside/secret.html", "job", "job/secret.html", "job/hostile.yaml",
  ]

  /// Addresses that lead inside, as links and redirects write them.
  private var doors: [String] {
    let hosts = NamedHosts.addresses.keys.filter { $0 != "portal.test" }.sorted()
    let spellings = [
      "127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.1.", "[::1]", "[::ffff:7f00:1]", "0",
      "0.0.0.0",
      "１２７.0.0.1", "127。0。0。1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[fe80::1]", "[64:ff9b::7f00:1]",
    ]
    return (hosts + spellings).map { "http://\($0):\(inside.port)/secret.html" }
  }

  /// What leads to files, or is no place at all.
  private var nowhere: [String] {
    [
      "file://\(folder.path)/outside/secret.html", "file:///etc/passwd", "FILE:/etc/passwd", "ftp://portal.test/a.html",
      "gopher://127.0.0.1:\(inside.port)/_GET", "data:text/html,secret", "javascript:alert(1)", "unix:/run/docker.sock",
      "http://portal.test@127.0.0.1:\(inside.port)/secret.html", "http:\\\\user@127.0.0.1\\secret.html", "http://",
      "http://../",
      "http://a b/", "http://portal.test:99999/", "http://%00/", "http://portal.test%2f@127.0.0.1/",
    ]
  }

  /// Names of pages that would like to be somewhere else.
  private let names = [
    "/../../../../outside/secret.html", "/%2e%2e/%2e%2e/outside/secret.html", "/..%2f..%2foutside%2fsecret.html",
    "/..\\..\\outside\\secret.html", "/a/%2e%2e%5c..%5csecret.html", "/\u{1}\u{1B}[2J.html", "/%00.html",
    "/%0d%0aSet-Cookie:x.html",
    "/\u{202E}lmth.html", "/$(touch outside).html", "/`id`.html", "/a;rm -rf outside.html", "/|sh.html",
    "/~root/x.html",
    "/CON.html", "/" + String(repeating: "x/", count: 2000) + ".html", "/.html", "/-rf.html", "/*.html",
  ]

  private func pipeline(_ port: Int, _ more: String) throws -> Pipeline {
    let file = try folder.write(
      """
      name: hostile
      stages:
        - use: fetch-pages
          with:
            contact: reports@example.org
            store: store
            allow-hosts: [portal.test]
            same-host: false
            delay-seconds: 0
            connect-seconds: 2
            first-byte-seconds: 5
            retries: 0
            max-bytes: 1000000
            \(more)
        - use: strip-markup
        - use: emit-jsonl

      """, to: "job/hostile.yaml")
    return try PipelineReader(stages: [NamedHosts.self] + builtInStages).read(path: file).pipeline
  }

  private func lines(_ name: String, of run: Runner.Report) throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: run.folder + "/" + name))
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
    }
  }

  /// Runs, and sees that every input is accounted for, nothing inside was reached, and nothing lies where it should not.
  private func run(_ server: LoopbackServer, _ more: String) throws -> (documents: [String], rejects: [String: String])
  {
    let run = try Runner(try pipeline(server.port, more)).run()
    let documents = try lines("documents.jsonl", of: run)
    let rejects = try lines("rejects.jsonl", of: run)
    #expect(run.books.listed == run.books.published + run.books.dropped + run.books.rejected)
    #expect(documents.count == run.books.published && rejects.count == run.books.rejected)
    #expect(inside.requests.isEmpty && inside.mostOpen == 0, "\(inside.requests)")
    for document in documents { #expect((document["text"] as? String)?.contains(Self.secret) == false) }
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let isPage =
        path.wholeMatch(of: /job\/store\/portal\.test_[0-9]+\/[0-9a-f]{64}(\.[0-9a-f]{16}\.body|\.json)/) != nil
      let isFolder = path.wholeMatch(of: /job\/store(\/portal\.test_[0-9]+)?/) != nil
      #expect(isPage || isFolder || Self.ownFiles.contains(path) || path.hasPrefix("job/out"), "\(path)")
    }
    let codes = rejects.map { ($0["source"] as? String ?? "", $0["code"] as? String ?? "") }
    return (documents.compactMap { $0["source"] as? String }, Dictionary(codes) { "\($0) and \($1)" })
  }

  /// A portal that answers every path with a page, but for those that it lists.
  private func portal(_ pages: [String: [LoopbackServer.Step]]) throws -> LoopbackServer {
    try LoopbackServer { request in
      if request.target == "/robots.txt" { return LoopbackServer.reply(404) }
      return pages[request.target] ?? LoopbackServer.reply("<title>页</title><p>全年办理案件126件。</p>")
    }
  }

  // MARK: - Links

  @Test func `links lead nowhere that is not public, and their names to no other place`() throws {
    let escaped = { (text: String) in text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;") }
    let list = (doors + nowhere + names).map { "<a href=\"\(escaped($0))\">x</a>" }.joined(separator: "\n")
    let server = try portal(["/": LoopbackServer.reply(list)])
    let found = try run(server, "indexes: [{ url: 'http://portal.test:\(server.port)/' }]")
    #expect(Set(found.rejects.values) == ["forbidden-address"])
    #expect(found.rejects.keys.allSatisfy { $0.hasSuffix(":\(inside.port)/secret.html") })
    #expect(found.rejects.count >= 15)
    // Of the names, those with dots are pages of the portal; what they would say to a terminal or a shell is escaped.
    #expect(found.documents.count >= 15)
    for source in found.documents {
      #expect(source.hasPrefix("http://portal.test"))
      #expect(source.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !source.contains("/../"), "\(source)")
    }
  }

  @Test func `a sitemap and a feed are as harmless as an index`() throws {
    let escaped = { (text: String) in text.replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
    let places = doors + nowhere + names
    let sitemap = "<urlset>" + places.map { "<url><loc>\(escaped($0))</loc></url>" }.joined() + "</urlset>"
    let feed =
      "<rss><channel>" + places.map { "<item><link>\(escaped($0))</link></item>" }.joined() + "</channel></rss>"
    let further =
      "<sitemapindex>" + (doors + nowhere).map { "<sitemap><loc>\(escaped($0))</loc></sitemap>" }.joined()
      + "</sitemapindex>"
    let server = try portal([
      "/a.xml": LoopbackServer.reply(sitemap), "/b.xml": LoopbackServer.reply(feed),
      "/c.xml": LoopbackServer.reply(further),
    ])
    let url = "http://portal.test:\(server.port)"
    let found = try run(server, "sitemaps: ['\(url)/a.xml', '\(url)/c.xml']\n      feeds: ['\(url)/b.xml']")
    #expect(Set(found.rejects.values) == ["forbidden-address", "bad-url"])
    #expect(found.rejects["file:///etc/passwd"] == "bad-url")
    #expect(found.documents.allSatisfy { $0.hasPrefix("http://portal.test") })
  }

  // MARK: - Answers

  @Test func `redirects lead nowhere that is not public`() throws {
    var pages: [String: [LoopbackServer.Step]] = [:]
    for (number, place) in (doors + nowhere).enumerated() {
      // A field's value holds no control characters; a server that puts some there ends the field.
      pages["/\(number).html"] = LoopbackServer.reply(302, ["Location": place])
    }
    let server = try portal(pages)
    let urls = pages.keys.map { "'http://portal.test:\(server.port)\($0)'" }.sorted().joined(separator: ", ")
    let found = try run(server, "urls: [\(urls)]")
    #expect(found.documents.isEmpty && found.rejects.count == pages.count)
    #expect(Set(found.rejects.values) == ["forbidden-address", "bad-redirect"])
  }

  @Test func `a robots txt leads nowhere either`() throws {
    let door = "http://loopback.test:\(inside.port)/robots.txt"
    let server = try LoopbackServer { _ in LoopbackServer.reply(302, ["Location": door]) }
    let found = try run(server, "urls: ['http://portal.test:\(server.port)/a.html']")
    #expect(Set(found.rejects.values) == ["forbidden-address"])
  }

  private static let line = [UInt8](repeating: 0x61, count: 1 << 16)
  private static let status = Array("HTTP/1.1 200 OK\r\n".utf8)
  private static let chunked = status + Array("Transfer-Encoding: chunked\r\n\r\n".utf8)

  /// Answers without an end, and such as contradict themselves, with what becomes of their pages.
  private static let answers: [(name: String, steps: [LoopbackServer.Step], code: String)] = [
    ("fields", [.send(status), .flood(Array("X-Field: value\r\n".utf8), times: 1 << 20), .close], "bad-response"),
    ("a field", [.send(status + Array("X: ".utf8)), .flood(line, times: 1 << 12), .close], "bad-response"),
    ("a first line", [.flood(line, times: 1 << 12), .close], "bad-response"),
    (
      "a chunk's extension", [.send(chunked + Array("1;".utf8)), .flood(line, times: 1 << 12), .close], "truncated-body"
    ),
    (
      "a trailer",
      [.send(chunked + Array("1\r\na\r\n0\r\n".utf8)), .flood(Array("X: y\r\n".utf8), times: 1 << 20), .close],
      "truncated-body"
    ),
    (
      "a chunk of a size beyond numbers",
      [.send(chunked + Array("FFFFFFFFFFFFFFFFF\r\n".utf8)), .flood(line, times: 1 << 8), .close], "truncated-body"
    ),
    ("a negative length", [.send(status + Array("Content-Length: -1\r\n\r\n".utf8)), .close], "bad-response"),
    (
      "two lengths", [.send(status + Array("Content-Length: 1\r\nContent-Length: 5\r\n\r\nabcde".utf8)), .close],
      "bad-response"
    ),
    (
      "packing",
      LoopbackServer.reply(
        200, ["Content-Encoding": "gzip"],
        body: Array(
          repeatElement(GzipFiles.tenThousand, count: 1000).joined())), "too-large"
    ),
    (
      "packing upon packing",
      LoopbackServer.reply(
        200, ["Content-Encoding": Array(repeating: "gzip", count: 100).joined(separator: ",")], body: [1]),
      "unknown-encoding"
    ),
    (
      "a wait beyond numbers", LoopbackServer.reply(503, ["Retry-After": String(repeating: "9", count: 400)]),
      "http-status"
    ),
  ]

  @Test(arguments: answers.map(\.name))
  func `no answer has its way`(_ name: String) throws {
    let answer = try #require(Self.answers.first { $0.name == name })
    let server = try portal(["/a.html": answer.steps])
    let found = try run(server, "urls: ['http://portal.test:\(server.port)/a.html']")
    #expect(found.documents.isEmpty && Array(found.rejects.values) == [answer.code])
  }
}
