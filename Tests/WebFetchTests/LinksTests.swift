import PipelineTesting
import Testing

@testable import WebFetch

struct PageLinksTests {
  private let url: WebURL
  init() throws { url = try WebURL("http://example.org/a/index.html") }

  private func links(_ page: String, _ part: String? = nil) -> [String] {
    PageLinks(page, at: url, within: part.flatMap(ElementSelector.init)).pages.map(\.description)
  }

  @Test func `gives each link once, in the order of the page`() {
    let page = """
      <a href="b.html">1</a><A HREF=c.html>2</A><a href='/d?x=1&amp;y=2'>3</a><a href="b.html#part">again</a>
      <area href="//other.example/"><a href="javascript:f()">no</a><a href="mailto:a@b">no</a><a>no</a><a href="#top">no</a>
      """
    #expect(
      links(page) == [
        "http://example.org/a/b.html", "http://example.org/a/c.html", "http://example.org/d?x=1&y=2",
        "http://other.example/",
      ])
  }

  @Test func `links start from the base that the page names`() {
    #expect(links("<base href='/x/'><a href=y>1</a>") == ["http://example.org/x/y"])
  }

  @Test func `comments, scripts and broken tags hold no links`() {
    let page = """
      <!-- <a href=1>1</a> --><script>"<a href=2>"</script><style><a href=3></style><title><a href=4></title>
      < a href=5><a title="<a href=6>" href=7><a href="8
      """
    #expect(links(page) == ["http://example.org/a/7", "http://example.org/a/8"])
  }

  @Test(arguments: [
    ("#list", ["2", "3", "4"]), ("ul.news", ["3"]), ("ul", ["3", "5"]), ("ul.news, .foot", ["3", "6"]), (".news.x", []),
    ("div.a.b", ["2", "3", "4"]), ("DIV", ["2", "3", "4", "6"]),
  ])
  func `a selector chooses the part that counts`(part: String, expected: [String]) {
    let page = """
      <a href=1>1</a><div id=list class="a b"><a href=2>2</a><br><ul class="news"><li><a href=3>3</a><li></ul><p><a href=4>4</a>
      </div><ul><li><a href=5>5</a></ul><div class=foot><div></div><a href=6>6</a></div>
      """
    #expect(links(page, part) == expected.map { "http://example.org/a/\($0)" })
  }

  @Test func `a part within a part ends with it, and a page of nothing but parts is read to its end`() {
    #expect(links("<ul><div><ul><a href=1></ul></ul><a href=2></div>", "ul, div") == ["http://example.org/a/1"])
    let nested = String(repeating: "<div>", count: 300_000) + "<a href=1>" + String(repeating: "</div>", count: 300_000)
    #expect(links(nested + "<a href=2>", "div") == ["http://example.org/a/1"])
  }

  @Test(arguments: ["", ".", "#", "ul > li", "a[href]", "ul,", "a:hover", "ul li"])
  func `what the selector cannot say is no selector`(text: String) {
    #expect(ElementSelector(text) == nil)
  }

  @Test func `the next page is named in the head or by a link`() {
    let page = "<link rel='prefetch next' href=2.html><ul></ul><a rel=next href=3.html>next</a>"
    let found = PageLinks(page, at: url, within: ElementSelector("ul"))
    #expect(found.next?.description == "http://example.org/a/2.html")
    #expect(found.pages.isEmpty && found.hasPart)
    #expect(PageLinks("<a href=1>", at: url, within: ElementSelector("ul")).hasPart == false)
  }

  @Test(arguments: 0..<UInt64(100)) func `any page is read to its end`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "<a href=", "\"", "'", ">", "</a>", "<", "<!--", "-->", "<![CDATA[", "]]>", "&#x", ";", "=", "/", "<div", "x",
      " ",
    ]
    let page = generator.text(of: pieces, count: 300)
    let whole = PageLinks(page, at: url)
    let part = PageLinks(page, at: url, within: ElementSelector("div"))
    #expect(Set(part.pages).isSubset(of: whole.pages) && Set(whole.pages).count == whole.pages.count)
    #expect(part.next == whole.next && whole.hasPart)
    #expect(SitemapLinks(page).pages.isEmpty && FeedLinks(page).pages.isEmpty)
  }
}

struct SitemapLinksTests {
  @Test func `lists pages`() {
    let links = SitemapLinks(
      """
      <?xml version="1.0"?><!-- <loc>no</loc> --><urlset xmlns="x" xmlns:image="y"><url><loc> http://a/1?x=1&amp;y=2
      </loc><lastmod>2025-01-01</lastmod><image:image><image:loc>http://a/p.png</image:loc></image:image></url>
      <url><loc><![CDATA[http://a/2]]></loc></url><url><loc></loc></url></urlset>
      """)
    #expect(links.isSitemap && links.pages == ["http://a/1?x=1&y=2", "http://a/2"] && links.sitemaps.isEmpty)
  }

  @Test func `lists further sitemaps`() {
    let links = SitemapLinks("<sitemapindex><sitemap><loc>http://a/1.xml.gz</loc></sitemap></sitemapindex>")
    #expect(links.isSitemap && links.sitemaps == ["http://a/1.xml.gz"] && links.pages.isEmpty)
  }

  @Test func `may be plain text, and is not any page`() {
    #expect(SitemapLinks("http://a/1\r\n\r\nhttp://a/2\n").pages == ["http://a/1", "http://a/2"])
    #expect(!SitemapLinks("<html><body>404</body></html>").isSitemap)
    #expect(!SitemapLinks("not found").isSitemap)
  }
}

struct FeedLinksTests {
  @Test func `reads RSS`() {
    let links = FeedLinks(
      """
      <rss version="2.0"><channel><link>http://a/</link><atom:link rel="self" href="http://a/rss"/>
      <item><title>x</title><link> http://a/1 </link><guid>http://a/g</guid></item>
      <item><guid>http://a/2</guid></item><item><guid isPermaLink="false">http://a/no</guid></item></channel></rss>
      """)
    #expect(links.isFeed && links.pages == ["http://a/1", "http://a/2"] && links.next == nil)
  }

  @Test func `reads RSS 1 and Atom`() {
    let rdf = FeedLinks(
      "<rdf:RDF><channel><link>http://a/</link></channel><item rdf:about='x'><link>http://a/1</link></item></rdf:RDF>")
    #expect(rdf.isFeed && rdf.pages == ["http://a/1"])
    let atom = FeedLinks(
      """
      <feed><link href="http://a/"/><link rel="next" href="?page=2"/><entry><link rel="edit" href="http://a/e"/>
      <link href="/1"/><link rel="alternate" href="/other"/></entry><entry><id>x</id></entry></feed>
      """)
    #expect(atom.isFeed && atom.pages == ["/1"] && atom.next == "?page=2")
  }

  @Test func `is not any page`() { #expect(!FeedLinks("<html><link href=x></html>").isFeed) }
}
