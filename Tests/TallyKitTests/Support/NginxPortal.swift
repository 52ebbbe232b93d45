import Foundation
import Glibc
import PipelineTesting
import Synchronization

/// Ten sites of one portal with 2,000 pages, and what should become of each page.
///
/// nginx serves them as its configuration says; what no honest server does comes from a small one behind it.
struct NginxPortal {
  /// How many pages are listed in all.
  static let pages = 2000

  let nginx: Nginx
  let folder: TemporaryFolder
  /// The pipeline's file.
  let pipeline: String
  /// The pages that are published and do not change, by URL.
  private(set) var kept: Set<String> = []
  /// The other pages that are published.
  private(set) var others: Set<String> = []
  private(set) var rejected: [String: String] = [:]
  private(set) var dropped: [String: Int] = [:]
  private let behind: LoopbackServer

  init() throws {
    folder = try TemporaryFolder(inMemory: true)
    behind = try Self.serverBehind()
    try Self.writeSites(into: folder)
    nginx = try Nginx(in: folder, Self.configuration(behind: behind.port))
    let port = nginx.port
    func url(_ site: Int, _ path: String) -> String { "http://127.0.0.\(site):\(port)/\(path)" }

    for number in 0..<400 {
      kept.insert(url(1, "news/\(number).html"))
      kept.insert(url(2, "s\(number / 100)/\(number).html"))
      kept.insert(url(3, "m/\(number).html"))
      kept.insert(url(4, "f/\(number).html"))
    }
    for number in 0..<10 {
      kept.insert(url(5, "gbk/\(number).html"))
      others.insert(url(5, "moved/\(number).html"))
    }
    for number in 0..<6 {
      kept.insert(url(5, "limited/\(number).html"))
      others.insert(url(5, "flaky/\(number).html"))
    }
    rejected = [
      url(5, "broken.html"): "http-status", url(5, "gone.html"): "http-410", url(5, "missing.html"): "http-404",
      url(5, "forbidden.html"): "http-status", url(5, "loop.html"): "redirect-loop",
      url(5, "out.html"): "forbidden-address", url(5, "file.html"): "bad-redirect", url(5, "empty.html"): "empty",
      url(5, "huge.html"): "too-large", url(5, "endless.html"): "too-large", url(5, "bomb.html"): "too-large",
      url(5, "small-bomb.html"): "too-compressed",
      url(6, "stalled.html"): "timeout-body", url(6, "cut.html"): "truncated-body",
      url(7, "late.html"): "timeout-first-byte", url(8, "drip.html"): "timeout-request",
      url(9, "nobody.html"): "connect-failed", url(10, "any.html"): "robots-unreachable",
      "ftp://127.0.0.5/a.html": "bad-url",
    ]
    let left = [url(5, "closed/a.html"), url(5, "closed/b.html"), url(5, "paper.pdf")]
    dropped = ["robots-disallowed": 2, "not-a-page": 1]
    // The sites that are slow come first, so that they are waited for together.
    var list = rejected.keys.sorted().reversed() + left
    list += (kept.union(others)).filter { $0.contains("127.0.0.5:") }.sorted()
    for number in 0..<(Self.pages - 1600 - list.count) {
      let page = url(5, "plain/\(number).html")
      list.append(page)
      kept.insert(page)
    }
    try folder.write(list.joined(separator: "\n"), to: "urls.txt")
    pipeline = try folder.write(Self.pipeline(port), to: "portal.yaml")
  }

  private static func pipeline(_ port: Int) -> String {
    """
    name: portal
    stages:
      - use: fetch-pages
        with:
          contact: reports@example.org
          store: State/Pages
          allow-hosts: [\((1...10).map { "127.0.0.\($0)" }.joined(separator: ", "))]
          urls-file: urls.txt
          sitemaps: ["http://127.0.0.3:\(port)/sitemap.xml"]
          feeds: ["http://127.0.0.4:\(port)/feed.xml"]
          indexes:
            - { url: "http://127.0.0.1:\(port)/news/", within: ul.list, next: "index_{n}.html" }
            - { url: "http://127.0.0.2:\(port)/", follow: ["**/s?/"], include: ["**/s?/*.html"] }
          delay-seconds: 0
          connect-seconds: 3
          first-byte-seconds: 2
          body-seconds: 2
          request-seconds: 3
          max-bytes: 8000000
          retries: 1
          backoff-seconds: 0.05
          max-backoff-seconds: 5
      - use: strip-markup
      - use: emit-jsonl

    """
  }

  // MARK: - What the sites hold

  private static func page(_ name: String) -> String {
    "<!DOCTYPE html><meta charset=utf-8><title>\(name)号报告</title><p>\(name)号报告：全年办理法律援助案件312件。</p>"
  }

  private static func writeSites(into folder: TemporaryFolder) throws {
    func write(_ text: String, to place: String) throws { try folder.write(text, to: "www/" + place) }
    func links(_ numbers: Range<Int>, _ folder: String = "") -> String {
      numbers.map { "<li><a href='\(folder)\($0).html'>\($0)</a>" }.joined()
    }
    func locations(_ numbers: Range<Int>) -> String {
      "<urlset>" + numbers.map { "<url><loc>/m/\($0).html</loc></url>" }.joined() + "</urlset>"
    }
    for number in 0..<400 {
      for place in ["1/news/", "2/s\(number / 100)/", "3/m/", "4/f/", "5/plain/"] {
        try write(page("\(place)\(number)"), to: "\(place)\(number).html")
      }
    }
    for part in 0..<8 {
      let list = "<a href=/nav.html>首页</a><ul class='list'>\(links(part * 50..<(part + 1) * 50))</ul>"
      try write(list, to: "1/news/" + (part == 0 ? "index.html" : "index_\(part).html"))
    }
    try write("<a href=/other/>其他</a>" + (0..<4).map { "<a href=s\($0)/>\($0)</a>" }.joined(), to: "2/index.html")
    for section in 0..<4 {
      try write("<a href=/>首页</a>" + links(section * 100..<(section + 1) * 100), to: "2/s\(section)/index.html")
    }
    try write(
      "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap><loc>/2.xml.gz</loc></sitemap></sitemapindex>",
      to: "3/sitemap.xml")
    try write(locations(0..<200), to: "3/1.xml")
    try folder.write(GzipFiles.stored(Array(locations(200..<400).utf8)), to: "www/3/2.xml.gz")
    let items = (0..<400).map { "<item><link>/f/\($0).html</link></item>" }.joined()
    try write("<rss><channel>\(items)</channel></rss>", to: "4/feed.xml")

    try write("User-agent: *\nDisallow: /closed/\n", to: "5/robots.txt")
    for number in 0..<10 {
      try write(page("kept\(number)"), to: "5/kept/\(number).html")
      try write(page("limited\(number)"), to: "5/limited/\(number).html")
      try folder.write(EncodedTexts.page(EncodedTexts.gbk, declaring: "utf-8"), to: "www/5/gbk/\(number).html")
    }
    try write("", to: "5/empty.html")
    try write("%PDF-1.7", to: "5/paper.pdf")
    // A few members in little, which show by how much they grow, and a gigabyte, which shows by its size.
    try folder.write(Array(repeatElement(GzipFiles.tenThousand, count: 500).joined()), to: "www/5/small-bomb.html")
    // More than a hundred thousand members of ten thousand letters: a gigabyte in 6 MB.
    var members = GzipFiles.tenThousand
    while members.count < GzipFiles.tenThousand.count * 100_000 { members += members }
    try folder.write(members, to: "www/5/bomb.html")
    // A file of a gigabyte that takes no room.
    truncate(try folder.write("<p>", to: "www/5/huge.html"), 1 << 30)
    try write(String(repeating: "慢", count: 100_000), to: "8/drip.html")
  }

  // MARK: - How they answer

  private static func configuration(behind: Int) -> String {
    let sites = (1...10).filter { $0 != 9 }.map { site in
      "server { listen 127.0.0.\(site):{port}; root {folder}/www/\(site);\n\(rules(of: site, behind))\n}"
    }
    return """
      log_format short '$server_addr$request_uri $status $http_if_none_match';
      access_log {folder}/access.log short;
      types { text/html html; text/plain txt; application/xml xml; application/pdf pdf; application/gzip gz; }
      keepalive_requests 100000;
      map $status $retry { 429 1; }
      limit_req_zone $server_addr zone=few:1m rate=2r/s;
      proxy_buffering off;
      \(sites.joined(separator: "\n"))
      """
  }

  private static func rules(of site: Int, _ behind: Int) -> String {
    switch site {
    case 2: "gzip on; gzip_min_length 1;"
    case 5:
      """
      location /moved/ { rewrite ^/moved/(.*)$ /kept/$1 permanent; }
      location /gbk/ { types { } default_type "text/html; charset=utf-8"; }
      location /limited/ {
        limit_req zone=few burst=3 nodelay; limit_req_status 429; add_header Retry-After $retry always;
      }
      location /flaky/ { proxy_pass http://127.0.0.1:\(behind); }
      location = /broken.html { return 500; }
      location = /gone.html { return 410; }
      location = /forbidden.html { return 403; }
      location = /loop.html { return 302 /loop.html; }
      location = /out.html { return 302 http://10.0.0.1/out.html; }
      location = /file.html { return 302 file:///etc/passwd; }
      location ~ bomb.html { add_header Content-Encoding gzip; }
      location = /endless.html { sub_filter '<p>' '<p >'; try_files /huge.html =404; }
      """
    case 6, 7: "location / { proxy_pass http://127.0.0.1:\(behind); } location = /robots.txt { return 404; }"
    case 8: "limit_rate 2000;"
    case 10: "location = /robots.txt { return 503; }"
    default: ""
    }
  }

  /// Does what nginx does not.
  private static func serverBehind() throws -> LoopbackServer {
    let seen = Mutex(Set<String>())
    return try LoopbackServer { request in
      let begun = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>begun".utf8)
      switch request.target {
      case "/stalled.html": return [.send(begun), .wait(3), .close]
      case "/cut.html": return [.send(begun), .close]
      case "/late.html": return [.wait(3), .close]
      default:
        let isFirst = seen.withLock { $0.insert(request.target).inserted }
        return isFirst ? LoopbackServer.reply(500) : LoopbackServer.reply(page(request.target))
      }
    }
  }
}
