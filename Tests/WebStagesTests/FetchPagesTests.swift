import Foundation
import PipelineKit
import PipelineTesting
import Synchronization
import Testing

@testable import WebStages

struct FetchPagesTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private typealias Site = [String: [LoopbackServer.Step]]

  /// A server of pages by path; `{here}` in a page is its own address.
  private func serve(_ pages: [String: String], types: [String: String] = [:]) throws -> LoopbackServer {
    let here = Mutex("")
    let server = try LoopbackServer { request in
      guard let page = pages[request.target] else { return LoopbackServer.reply(404) }
      let text = page.replacing("{here}", with: here.withLock { $0 })
      return LoopbackServer.reply(text, types[request.target].map { ["Content-Type": $0] } ?? [:])
    }
    here.withLock { $0 = server.url }
    return server
  }

  private func stage(_ options: [String: String]) throws -> FetchPages {
    let defaults = [
      "contact": "reports@example.org", "store": "store", "allow-hosts": "[127.0.0.1]", "delay-seconds": "0",
      "retries": "1", "backoff-seconds": "0.01",
    ]
    return try FetchPages(defaults.merging(options) { $1 }, folder: folder.path)
  }

  private func list(_ stage: FetchPages) throws -> [Input] {
    var inputs: [Input] = []
    try stage.list { inputs.append($0) }
    return inputs
  }

  /// What is listed: the path of a page, or its end.
  private func outcomes(_ options: [String: String], _ server: LoopbackServer) throws -> [String] {
    try list(try stage(options)).map { input in
      let name = input.source.replacing(server.url, with: "")
      switch input.verdict {
      case .keep: return name
      case .drop(let reason): return "\(name) drop \(reason)"
      case .reject(let failure): return "\(name) reject \(failure.code)"
      }
    }
  }

  // MARK: - Documents

  @Test func `a page becomes a document under its URL`() throws {
    let server = try serve(["/a?x=1": "<p>报告"])
    let stage = try stage(["urls": "['\(server.url)/b/../a?x=1#top']"])
    let document = try stage.fetch(try #require(try list(stage).first))
    #expect(document.source == "\(server.url)/a?x=1" && document.id == RecordID(source: document.source))
    #expect(document.revision == Digest.sha256(Array("<p>报告".utf8)))
    #expect(document.mediaType == "text/html" && document.text == "<p>报告")
  }

  @Test(arguments: [
    ("text/html; charset=GBK", "", "transport"), ("text/html", "gb2312", "declaration"), ("text/html", "", "content"),
    ("text/html; charset=utf-8", "gbk", "declaration"), ("text/html; charset=big5", "utf-8", "content"),
  ])
  func `the charset comes from header, page and content, and a wrong one is not believed`(
    type: String, declared: String, evidence: String
  ) throws {
    let body = declared.isEmpty ? EncodedTexts.gbk : EncodedTexts.page(EncodedTexts.gbk, declaring: declared)
    let server = try LoopbackServer { _ in LoopbackServer.reply(200, ["Content-Type": type], body: body) }
    let stage = try stage(["urls": "['\(server.url)/a']"])
    let document = try stage.fetch(try #require(try list(stage).first))
    #expect(document.text.contains(EncodedTexts.simplified))
    #expect(document.charset == "GB18030" && document.charsetEvidence == evidence)
  }

  @Test func `what is no page is dropped, and a page under another type is one`() throws {
    let server = try serve(
      ["/a": "%PDF", "/b": "<!DOCTYPE html><html><p>b", "/c": "words"],
      types: ["/a": "application/pdf", "/b": "text/plain", "/c": "text/plain"])
    let stage = try stage(["urls": "['\(server.url)/a', '\(server.url)/b', '\(server.url)/c']"])
    let inputs = try list(stage)
    let drop = #expect(throws: Drop.self) { try stage.fetch(inputs[0]) }
    #expect(drop?.reason == "not-a-page")
    #expect(try stage.fetch(inputs[1]).mediaType == "text/html")
    #expect(try stage.fetch(inputs[2]).mediaType == "text/plain")
  }

  @Test func `a page that fails is a reject with its class`() throws {
    let server = try LoopbackServer { LoopbackServer.reply($0.target == "/a" ? 404 : $0.target == "/b" ? 500 : 204) }
    let stage = try stage(["urls": "['\(server.url)/a', '\(server.url)/b']"])
    let failures = try list(stage).map { input in #expect(throws: Failure.self) { try stage.fetch(input) } }
    #expect(failures.map { $0?.code } == ["http-404", "http-status"])
    #expect(failures.map { $0?.class } == [.permanent, .transient])
  }

  // MARK: - Lists

  @Test func `a file of URLs may hold remarks, and a wrong line is a reject`() throws {
    let server = try serve([:])
    try folder.write(
      "\u{FEFF}# pages\r\n\(server.url)/a\r\n\r\n  \(server.url)/b\nnonsense\n\(server.url)/a\n", to: "urls.txt")
    #expect(
      try outcomes(["urls-file": "urls.txt", "urls": "['\(server.url)/b']"], server)
        == ["/b", "/a", "nonsense reject bad-url"])
    let missing = #expect(throws: RunFailure.self) { try list(try stage(["urls-file": "gone.txt"])) }
    #expect(missing?.kind == .noInput)
  }

  @Test func `an index gives its links by rules, and more of them by its pages`() throws {
    let server = try serve([
      "/i/":
        "<a href='/nav.html'></a><ul class=news><a href=1.html>1</a><a href=/other/2.html>2</a><a href='//127.0.0.2/3.html'></ul>",
      "/i/index_1.html": "<ul class=news><a href=1.html></a><a href=4.html></a></ul>",
      "/i/index_2.html": "<ul class=news><a href=5.html></a></ul>",
    ])
    let rules = "within: ul.news, include: ['**/i/*.html'], exclude: ['**/4.html']"
    #expect(
      try outcomes(["indexes": "[{ url: '\(server.url)/i/', \(rules), next: 'index_{n}.html' }]"], server) == [
        "/i/1.html"
      ],
      "a page that brings nothing new ends the row")
    #expect(
      try outcomes(["indexes": "[{ url: '\(server.url)/i/', within: ul.news, next: 'index_{n}.html' }]"], server)
        == ["/i/1.html", "/other/2.html", "/i/4.html", "/i/5.html"])
    #expect(
      try outcomes(
        ["indexes": "[{ url: '\(server.url)/i/', within: ul.news, next: 'index_{n}.html', max-pages: 2 }]"], server)
        == ["/i/1.html", "/other/2.html", "/i/4.html"])
    #expect(
      try outcomes(
        ["same-host": "false", "indexes": "[{ url: '\(server.url)/i/', within: ul.news, include: ['**/3.html'] }]"],
        server)
        == ["http://127.0.0.2/3.html reject forbidden-address"])
  }

  @Test func `the next page and further indexes are found by their links`() throws {
    let server = try serve([
      "/": "<a href=/a/>section</a><a href=/p1.html>1</a><a rel=next href=/2/>next</a>",
      "/2/": "<a href=/p2.html>2</a><a rel=next href=/>round</a>",
      "/a/": "<a href=/a/deep/>deeper</a><a href=/p3.html>3</a>", "/a/deep/": "<a href=/p4.html>4</a>",
    ])
    let index = "url: '\(server.url)', include: ['**/*.html']"
    #expect(try outcomes(["indexes": "[{ \(index) }]"], server) == ["/p1.html", "/p2.html"])
    #expect(
      try outcomes(["indexes": "[{ \(index), follow: ['**/a/**'] }]"], server) == ["/p1.html", "/p3.html", "/p2.html"])
    #expect(
      try outcomes(["indexes": "[{ \(index), follow: ['**/a/**'], depth: 2 }]"], server)
        == ["/p1.html", "/p3.html", "/p2.html", "/p4.html"])
  }

  @Test func `an index that gives nothing is a reject, and so is one that fails`() throws {
    let server = try serve(["/a": "<p>moved", "/b": "<ul></ul><a href=c>"])
    let indexes = ["a", "b", "gone"].map { "{ url: '\(server.url)/\($0)', within: ul }" }.joined(separator: ", ")
    #expect(
      try outcomes(["indexes": "[\(indexes)]"], server)
        == ["/a reject no-links", "/b reject no-links", "/gone reject http-404"])
  }

  @Test func `sitemaps lead to pages and to each other`() throws {
    let packed = GzipFiles.stored(Array("<urlset><url><loc>/s/3.html</loc></url></urlset>".utf8))
    let pages = [
      "/sitemap.xml":
        "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/2.xml.gz</loc></sitemap><sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>",
      "/1.xml":
        "<urlset><url><loc>/s/1.html</loc></url><url><loc>http://other.example/2.html</loc></url><url><loc>ftp://x/</loc></url></urlset>",
      "/no.xml": "<html>",
    ]
    let server = try LoopbackServer { request in
      if request.target == "/2.xml.gz" {
        return LoopbackServer.reply(200, ["Content-Type": "application/gzip"], body: packed)
      }
      return pages[request.target].map { LoopbackServer.reply($0) } ?? LoopbackServer.reply(404)
    }
    #expect(
      try outcomes(["sitemaps": "['\(server.url)/sitemap.xml', '\(server.url)/no.xml']"], server)
        == ["/s/1.html", "ftp://x/ reject bad-url", "/s/3.html", "/no.xml reject not-a-sitemap"])
    #expect(
      try outcomes(["sitemaps": "['\(server.url)/sitemap.xml']", "exclude": "['**/3.html']", "max-pages": "1"], server)
        == ["/s/1.html", "ftp://x/ reject bad-url"])
  }

  @Test func `feeds lead to pages`() throws {
    let server = try serve([
      "/rss": "<rss><channel><item><link>{here}/1</link></item></channel></rss>",
      "/atom": "<feed><link rel='next' href='/atom2'/><entry><link href='/2'/></entry></feed>",
      "/atom2": "<feed><link rel='next' href='/atom'/><entry><link href='/3'/></entry></feed>", "/no": "<p>",
    ])
    #expect(
      try outcomes(["feeds": "['\(server.url)/rss', '\(server.url)/atom', '\(server.url)/no']"], server)
        == ["/1", "/2", "/3", "/no reject not-a-feed"])
  }

  @Test func `more pages than are allowed are said and not fetched`() throws {
    let links = (0..<50).map { "<a href=/\($0)>" }.joined()
    let server = try serve(["/": links])
    let found = try outcomes(["indexes": "[{ url: '\(server.url)' }]", "max-pages": "3"], server)
    #expect(found == ["/0", "/1", "/2", "/ reject too-many-pages"])
  }

  // MARK: - Rules and addresses

  @Test func `what robots txt forbids is dropped, pages and lists alike`() throws {
    let server = try serve([
      "/robots.txt": "User-agent: *\nDisallow: /closed\nDisallow: /sitemap",
      "/": "<a href=/open>1</a><a href=/closed/2>2</a>",
    ])
    #expect(
      try outcomes(["indexes": "[{ url: '\(server.url)' }]", "sitemaps": "['\(server.url)/sitemap.xml']"], server)
        == ["/sitemap.xml drop robots-disallowed", "/open", "/closed/2 drop robots-disallowed"])
  }

  @Test func `an address that is not public is refused unless it is named`() throws {
    let server = try serve(["/a": "x"])
    let found = try outcomes(["urls": "['\(server.url)/a']", "allow-hosts": "[]"], server)
    #expect(found == ["/a reject forbidden-address"])
    #expect(server.requests.isEmpty)
  }

  @Test func `a host that does not answer costs its pages, and the run only where no host does`() throws {
    let server = try serve(["/a": "x"])
    // Nothing listens where a server was a moment ago.
    let gone = try LoopbackServer { _ in [] }.url
    #expect(
      try outcomes(["urls": "['\(gone)/a', '\(server.url)/a']"], server) == ["\(gone)/a reject connect-failed", "/a"])
    let failure = #expect(throws: RunFailure.self) { try list(try stage(["urls": "['\(gone)/a']"])) }
    #expect(failure?.kind == .unreachable)
  }

  @Test func `offline the same is listed and read without a request`() throws {
    let server = try serve(["/": "<a href=/1>1</a><a href=/2>2</a>", "/1": "one", "/2": "two"])
    let options = ["indexes": "[{ url: '\(server.url)' }]"]
    func texts(_ more: [String: String]) throws -> [String] {
      let stage = try stage(options.merging(more) { $1 })
      return try list(stage).map { try stage.fetch($0).text }
    }
    #expect(try texts([:]) == ["one", "two"])
    let asked = server.requests.count
    #expect(try texts(["offline": "true"]) == ["one", "two"])
    #expect(server.requests.count == asked)
  }

  @Test func `a store that cannot be written ends the run`() throws {
    let server = try serve(["/a": "x"])
    try folder.write("a file", to: "store")
    let failure = #expect(throws: RunFailure.self) { try list(try stage(["urls": "['\(server.url)/a']"])) }
    #expect(failure?.kind == .inputOutput)
    #expect(failure?.message.contains("check 'store'") == true)
  }

  // MARK: - Options

  @Test(arguments: [
    (["urls": "[]"], "nothing to fetch; state 'urls', 'urls-file', 'indexes', 'sitemaps' or 'feeds'"),
    (["urls": "['ftp://a/']"], "'urls': 'ftp' is not fetched; only http and https are"),
    (["urls": "['http://u:p@a/']"], "'urls': the URL holds a name or password; leave them out"),
    (["contact": "me"], "'contact' must be a mail address or the URL of a page, not 'me'"),
    (["user-agent": "'Tally 1'"], "'user-agent' must be of letters, '-' and '_', not 'Tally 1'"),
  ])
  func `mistakes are said before anything is fetched`(options: [String: String], message: String) {
    let found = #expect(throws: Diagnostics.self) { try stage(["urls": "['http://a/']"].merging(options) { $1 }) }
    #expect(found?.mistakes.map(\.message) == ["'fetch-pages': \(message)"])
  }

  @Test(arguments: [
    ("{ within: ul }", "needs a 'url'"), ("{ url: a }", "'url': 'a' has no scheme; write http:// or https://"),
    ("{ url: 'http://a/', witin: ul }", "has an unknown key 'witin'; did you mean 'within'?"),
    (
      "{ url: 'http://a/', within: 'ul > li' }",
      "'within' must be elements, classes and ids (ul.news, #list), not 'ul > li'"
    ),
    (
      "{ url: 'http://a/', next: 'index.html' }",
      "'next' must hold '{n}' where the page's number stands, unlike 'index.html'"
    ),
    ("{ url: 'http://a/', depth: 11 }", "'depth' must be from 0 to 10, not 11"),
    ("{ url: 'http://a/', max-pages: 0 }", "'max-pages' must be at least 1"),
    ("{ url: 'http://a/', include: x }", "'include' must be a list ([a, b]), not 'x'"), ("x", "must be { url: …, … }"),
  ])
  func `mistakes in an index are said`(index: String, message: String) {
    let found = #expect(throws: Diagnostics.self) { try stage(["indexes": "[\(index)]"]) }
    #expect(found?.mistakes.first?.message.hasSuffix(message) == true, "\(found?.mistakes.map(\.message) ?? [])")
  }

  @Test func `building it opens nothing and asks nobody`() throws {
    #expect(throws: Never.self) { try stage(["urls": "['http://nobody.invalid/']", "store": "/nowhere/at/all"]) }
  }
}
