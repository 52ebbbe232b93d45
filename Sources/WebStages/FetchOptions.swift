import PipelineKit
import Stages
import WebArchives
import WebFetch

/// The options of `fetch-pages` that say how pages are fetched.
enum FetchOptions {
  static let contact = Option<String>("contact", help: "mail address or page of who runs this, sent with each request")
  static let store = Option<FilePath>("store", help: "folder of the stored copies, relative to the pipeline file")
  static let offline = Option("offline", default: false, help: "whether pages come from the stored copies alone")
  static let agent = Option("user-agent", default: "Tally", help: "name of the program, as robots.txt knows it")
  static let allowHosts = Option(
    "allow-hosts", default: [String](), help: "hosts or addresses that may be private or local")
  static let concurrency = Option(
    "concurrency", default: 8, range: 1...64, help: "requests under way at once, never more than one to a host")
  static let delay = Option(
    "delay-seconds", default: 1.0, range: 0...3600, help: "pause between two requests to a host")
  static let maxCrawlDelay = Option(
    "max-crawl-delay-seconds", default: 30.0, range: 0...3600, help: "longest pause that a robots.txt may ask for")
  static let connect = Option("connect-seconds", default: 10.0, range: 0.01...600, help: "time for a connection")
  static let firstByte = Option(
    "first-byte-seconds", default: 30.0, range: 0.01...600, help: "time from the request to the first of the answer")
  static let body = Option(
    "body-seconds", default: 30.0, range: 0.01...600, help: "time from one part of the body to the next")
  static let request = Option("request-seconds", default: 120.0, range: 0.01...3600, help: "time for a whole request")
  static let maxBytes = Option(
    "max-bytes", default: 16 << 20, range: 1...1 << 30, help: "largest page, before and after decompression")
  static let maxExpansion = Option(
    "max-expansion", default: 100, range: 1...100_000, help: "most that a packed page above 1 MiB may grow by")
  static let maxRedirects = Option("max-redirects", default: 5, range: 0...20, help: "redirects followed for a page")
  static let retries = Option(
    "retries", default: 3, range: 0...20, help: "how often a page is asked for again where that may help")
  static let backoff = Option(
    "backoff-seconds", default: 1.0, range: 0...600, help: "wait before the first of these, doubled for each one more")
  static let maxBackoff = Option("max-backoff-seconds", default: 60.0, range: 0...3600, help: "longest wait before one")

  static let all: [any OptionDeclaration] = [
    contact, store, offline, agent, allowHosts, concurrency, delay, maxCrawlDelay, connect, firstByte, body, request,
    maxBytes, maxExpansion, maxRedirects, retries, backoff, maxBackoff,
  ]

  /// The settings that the options make; `lookup` finds the addresses of hosts.
  static func settings(
    _ options: inout OptionReader, lookup: @escaping HostResolver.Lookup
  ) throws -> FetchSettings {
    let who = try options.read(contact)
    guard who.contains("@") || who.contains("://"), who.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw options.mistake("'contact' must be a mail address or the URL of a page, not '\(who)'", in: contact)
    }
    var settings = FetchSettings(contact: who, store: PageStore(folder: try options.read(store).absolute))
    settings.isOffline = try options.read(offline)
    settings.agent = try options.read(agent)
    guard !settings.agent.isEmpty,
      settings.agent.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F })
    else {
      throw options.mistake("'user-agent' must be of letters, '-' and '_', not '\(settings.agent)'", in: agent)
    }
    settings.resolver = HostResolver(allowed: try options.read(allowHosts), lookup: lookup)
    settings.concurrency = try options.read(concurrency)
    settings.delay = try options.read(delay)
    settings.maxCrawlDelay = try options.read(maxCrawlDelay)
    settings.times = RequestTimes(
      connect: try options.read(connect), firstByte: try options.read(firstByte), body: try options.read(body),
      whole: try options.read(request))
    settings.coding = ContentCoding(maxBytes: try options.read(maxBytes), maxRatio: try options.read(maxExpansion))
    settings.maxRedirects = try options.read(maxRedirects)
    settings.retries = try options.read(retries)
    settings.firstBackoff = try options.read(backoff)
    settings.longestBackoff = try options.read(maxBackoff)
    return settings
  }
}

extension OptionReader {
  /// The URLs of an option; a wrong one is a mistake in the file.
  mutating func webURLs(_ option: PipelineKit.Option<[String]>) throws -> [WebURL] {
    try read(option).map { text in
      do throws(FetchFailure) { return try WebURL(text) } catch {
        throw mistake("'\(option.name)': \(error.message)", in: option)
      }
    }
  }
}

extension RunFailure {
  /// Pages that cannot be kept end the run.
  init(_ fault: StoreFault) {
    self.init(.inputOutput, "fetch-pages: cannot write '\(fault.path)': \(fault.reason); check 'store'")
  }
}
