import WebArchives

/// How pages are fetched.
public struct FetchSettings: Sendable {
  /// The program's name, as robots.txt knows it: letters, `-` and `_`.
  public var agent = "Tally"
  /// A mail address or a page at which a site's keeper reaches somebody.
  public var contact: String
  /// Where pages are kept.
  public var store: PageStore
  /// Whether pages come from the store alone.
  public var isOffline = false
  /// How many requests are under way at once; never more than one to a host.
  public var concurrency = 8
  /// Seconds between the end of a request and the next to the same host.
  public var delay = 1.0
  /// The longest delay that a robots.txt may ask for, seconds; one that wants more gets this.
  public var maxCrawlDelay = 30.0
  /// How long each part of a request may take.
  public var times = RequestTimes(connect: 10, firstByte: 30, body: 30, whole: 120)
  /// What a body may hold.
  public var coding = ContentCoding(maxBytes: 16 << 20, maxRatio: 100)
  /// How many redirects are followed for a page.
  public var maxRedirects = 5
  /// How often a page is asked for again where that may help.
  public var retries = 3
  /// Seconds before the first of these, doubled for each one after it.
  public var firstBackoff = 1.0
  /// The longest wait before one, seconds.
  ///
  /// A server that asks for more is left alone for the rest of the run.
  public var longestBackoff = 60.0
  /// Who finds hosts, and which hosts may be anywhere.
  public var resolver = HostResolver()
  /// Certificates (PEM) that are trusted in place of the system's; for tests.
  var trustedRoots: [String] = []

  /// Makes settings.
  public init(contact: String, store: PageStore) { (self.contact, self.store) = (contact, store) }

  /// The `User-Agent` field.
  var userAgent: String { "\(agent) (+\(contact))" }
  var backoff: Backoff { Backoff(first: firstBackoff, longest: longestBackoff) }
}
