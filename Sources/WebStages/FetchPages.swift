import PipelineKit
import Stages
import WebArchives
import WebFetch

struct FetchPages: Source {
  static let name = "fetch-pages"
  static let version = 1
  static let documentation = """
    Fetches pages from the web, politely, and keeps a copy of each.

    Pages are named one by one (`urls`; `urls-file`, one a line, `#` before a remark), or found: in `sitemaps` (also
    compressed, and indexes of sitemaps), in `feeds` (RSS, Atom), and by the links of `indexes`. `include` and `exclude`
    are patterns on the whole URL of a page that was found; unless `same-host` is false, it stands on its list's host. Each
    page counts once, under its URL in normal form, in the order in which it was found.

    An index is `{ url, within, include, exclude, follow, depth, next, first, max-pages }`. `within` chooses the elements
    whose links count (`ul.news, #list`). Links that `follow` takes lead to further indexes, `depth` deep. The next page
    is the one that the index names (`rel=next`), or `next` is a pattern relative to it (`index_{n}.html`), counted from
    `first` until a page is missing or brings nothing new. An index without a link is rejected: its site has changed.

    robots.txt holds (RFC 9309), also its `Crawl-delay` up to `max-crawl-delay-seconds`. A host gets one request at
    a time and a pause behind each. What fails for a while is asked for again, as late as `Retry-After` says; a host that
    does not answer, or wants more time than `max-backoff-seconds`, is left alone for the rest of the run. A page that waits
    longer than ten times the pipeline's `document-seconds` is rejected as `deadline`. Where the stored copy has an
    `ETag` or `Last-Modified`, the server is asked whether it still holds. With `offline` nothing is fetched, and pages
    and lists are read from `store` alone: a change of rules needs no new fetch.

    Only http and https; certificates are verified; no redirect from https to http. A host with an address that is not
    public (private, loopback, link-local, shared, multicast) is refused, named or redirected to, unless `allow-hosts`
    has it; what was checked is what is connected to. Pages may be packed by gzip or deflate; Brotli is not asked for.
    The charset comes from a byte order mark, the answer's header, the page's declaration and its content, as with
    `fetch-files`.

    Rejected and worth another try: `unknown-host`, `connect-failed`, `tls-failed`, `connection-closed`, `bad-response`,
    `timeout-connect`, `timeout-first-byte`, `timeout-body`, `timeout-request`, `truncated-body`, `damaged-encoding`,
    `host-unreachable`, `robots-unreachable`, `http-status` (500 and above, 408, 425, 429), `not-stored`, `damaged-store`.
    Rejected for good: `bad-url`, `forbidden-address`, `http-404`, `http-410`, `http-status` (others), `bad-redirect`,
    `redirect-loop`, `redirect-downgrade`, `too-many-redirects`, `robots-disallowed` (behind a redirect), `too-large`,
    `too-compressed`, `unknown-encoding`, `empty`, `undecodable`, `no-links`, `not-a-sitemap`, `not-a-feed`,
    `too-many-pages`. Dropped: `robots-disallowed`, `not-a-page` (another media type). If no host answers, the run ends.

    ```yaml
    - use: fetch-pages
      with:
        contact: reports@example.org
        store: ../State/Pages
        indexes: [{ url: "https://example.org/reports/", include: ["**/*.html"], next: "index_{n}.html" }]
    ```
    """
  static let adds: Set<Layer> = [.source, .text]
  static let urls = Option("urls", default: [String](), help: "pages to fetch")
  static let urlsFile = Option<FilePath?>("urls-file", default: nil, help: "file of pages to fetch, one a line")
  static let indexes = Option("indexes", default: [PageIndex](), help: "pages whose links are pages to fetch")
  static let sitemaps = Option("sitemaps", default: [String](), help: "sitemaps that list pages to fetch")
  static let feeds = Option("feeds", default: [String](), help: "feeds (RSS, Atom) that list pages to fetch")
  static let include = Option("include", default: ["**"], help: "patterns of URLs to take from lists and indexes")
  static let exclude = Option("exclude", default: [String](), help: "patterns of URLs to leave out of them")
  static let sameHost = Option("same-host", default: true, help: "whether pages stand on the host that lists them")
  static let maxPages = Option(
    "max-pages", default: 100_000, range: 1...10_000_000, help: "most pages that are taken from lists and indexes")
  static let badBytes = Option(
    "bad-bytes-per-thousand", range: 0...100,
    help: "malformed bytes that become U+FFFD, more reject the page; null is 2 for pages, 0 for text")
  static let options: [any OptionDeclaration] =
    [urls, urlsFile, indexes, sitemaps, feeds, include, exclude, sameHost, maxPages] + FetchOptions.all + [badBytes]

  private let listing: PageListing
  private let decoder: FileDecoder
  private let fetcher: OnFirstUse<PageFetcher>

  init(_ options: inout OptionReader) throws { try self.init(&options, lookup: HostResolver.systemLookup) }

  /// Tests say where hosts are.
  init(_ options: inout OptionReader, lookup: @escaping HostResolver.Lookup) throws {
    let settings = try FetchOptions.settings(&options, lookup: lookup)
    var listing = PageListing(coding: settings.coding)
    listing.urls = try options.webURLs(Self.urls)
    listing.file = try options.read(Self.urlsFile)
    listing.indexes = try options.read(Self.indexes)
    listing.sitemaps = try options.webURLs(Self.sitemaps)
    listing.feeds = try options.webURLs(Self.feeds)
    listing.found = PageChoice(include: try options.read(Self.include), exclude: try options.read(Self.exclude))
    listing.staysOnHost = try options.read(Self.sameHost)
    listing.maxPages = try options.read(Self.maxPages)
    if listing.isEmpty {
      throw Mistake("nothing to fetch; state 'urls', 'urls-file', 'indexes', 'sitemaps' or 'feeds'")
    }
    self.listing = listing
    decoder = FileDecoder(maxBytes: settings.coding.maxBytes, badBytes: try options.read(Self.badBytes))
    fetcher = OnFirstUse { PageFetcher(settings) }
  }

  func list(_ yield: (Input) throws -> Void) throws {
    let fetcher = try fetcher()
    try withoutActuallyEscaping(yield) { yield in
      var walk = PageListing.Walk(listing, fetcher, yield)
      try walk.list()
    }
    if fetcher.allAreUnreachable {
      throw RunFailure(.unreachable, "fetch-pages: no host answers; is the network up, and are the URLs right?")
    }
  }

  func fetch(_ input: Input) throws -> Document {
    do {
      let url = try WebURL(input.locator)
      let fetcher = try fetcher()
      let page = try fetcher.page(url)
      guard page.head.kind != .other else { throw Drop(reason: "not-a-page") }
      return try decoder.document(of: try fetcher.body(of: page, at: url), source: input.source, head: page.head)
    } catch let failure as FetchFailure {
      throw Failure(failure)
    } catch let fault as StoreFault { throw RunFailure(fault) }
  }
}
