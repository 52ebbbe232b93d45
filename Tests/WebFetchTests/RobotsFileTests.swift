import PipelineTesting
import Testing

@testable import WebFetch

struct RobotsFileTests {
  private func robots(_ text: String, agent: String = "Tally") -> RobotsFile {
    RobotsFile(Array(text.utf8), agent: agent)
  }

  @Test(arguments: [
    ("", "/a", true), ("User-agent: *\nDisallow:", "/a", true), ("User-agent: *\nDisallow: /", "/a", false),
    ("User-agent: *\nDisallow: /", "/robots.txt", true), ("User-agent: *\nDisallow: /a", "/ab", false),
    ("User-agent: *\nDisallow: /a/", "/a", true), ("User-agent: *\nDisallow: /A", "/a", true),
    // The longest rule decides, wherever it stands; of two equally long ones the one that allows.
    ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", true),
    ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/bc", true),
    ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b", false), ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true),
    ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true), ("User-agent: *\nDisallow: /\nAllow: /$", "/", true),
    ("User-agent: *\nDisallow: /\nAllow: /$", "/a", false),
    // Wildcards.
    ("User-agent: *\nDisallow: /*.pdf", "/a/b.pdf?x", false), ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", true),
    ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf.pdf", false), ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false),
    ("User-agent: *\nDisallow: /a*b*c", "/acb", true), ("User-agent: *\nDisallow: *", "/x", false),
    ("User-agent: *\nDisallow: /a$b", "/a$b", false),
    ("User-agent: *\nDisallow: /*?*sort=", "/list?page=1&sort=up", false),
    ("User-agent: *\nDisallow: /$", "/a", true),
    // One spelling of paths.
    ("User-agent: *\nDisallow: /司法", "/%E5%8F%B8%E6%B3%95/a", false),
    ("User-agent: *\nDisallow: /%7Euser", "/~user", false),
    ("User-agent: *\nDisallow: /a%3cb", "/a%3Cb", false), ("User-agent: *\nDisallow: /a%2Fb", "/a/b", true),
    // Groups.
    ("User-agent: tally\nDisallow: /\nUser-agent: *\nAllow: /", "/a", false),
    ("User-agent: *\nDisallow: /\nUser-agent: TALLY\nDisallow: /x", "/a", true),
    ("User-agent: other\nUser-agent: tally\nDisallow: /a", "/a", false),
    ("User-agent: tally\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: tally\nDisallow: /c", "/c", false),
    ("User-agent: tally\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: tally\nDisallow: /c", "/b", true),
    ("User-agent: tally/2.0\nDisallow: /a", "/a", false), ("User-agent: tallyho\nDisallow: /a", "/a", true),
    ("User-agent: tal\nDisallow: /a", "/a", true), ("User-agent: other\nDisallow: /", "/a", true),
    ("User-agent: *\nSitemap: http://a/b\nUser-agent: x\nDisallow: /a", "/a", false),
    // What people write.
    ("\u{FEFF}User-agent: *\r\nDisallow: /a # why\r\n", "/a", false), ("user-AGENT :  *\rdisallow :/a\r", "/a", false),
    ("Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", true), ("User-agent: *\nDisalow: /a", "/a", true),
    ("# all\n\n\nUser-agent: *\n\nDisallow: /a", "/a", false), ("<html><body>404</body></html>", "/a", true),
  ])
  func `what a site asks for holds`(text: String, path: String, allows: Bool) {
    #expect(robots(text).allows(path: path) == allows)
  }

  @Test func `the delay is that of the groups that count`() {
    let text = "User-agent: *\nCrawl-delay: 9\nUser-agent: tally\nCrawl-delay: 2.5\nDisallow: /a\n"
    #expect(robots(text).crawlDelay == 2.5)
    #expect(robots(text, agent: "other").crawlDelay == 9)
    #expect(robots("User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1\nCrawl-delay: inf").crawlDelay == nil)
  }

  @Test func `names sitemaps wherever they stand`() {
    #expect(
      robots("Sitemap: http://a/1\nUser-agent: x\nDisallow: /\nsitemap:http://a/2").sitemaps == [
        "http://a/1", "http://a/2",
      ])
  }

  @Test(.timeLimit(.minutes(1))) func `a rule made to cost time costs little`() {
    let stars = String(repeating: "*a", count: 1000) + "b$"
    #expect(robots("User-agent: *\nDisallow: /\(stars)").allows(path: "/" + String(repeating: "a", count: 8000)))
  }

  @Test(arguments: 0..<UInt64(50)) func `any bytes are read`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "User-agent:", "*", "\n", "Disallow: /", "Allow:", "$", "%", "%4", "a", ":", "#", "\r", "Crawl-delay: 1e",
    ]
    let file = RobotsFile(generator.bytes(of: pieces, count: 200, noise: 5), agent: "tally")
    #expect(file.allows(path: "/robots.txt"))
    _ = file.allows(path: String(decoding: generator.bytes(40), as: UTF8.self))
  }
}
