import Markup
import PipelineKit
import Stages
import WebArchives
import WebFetch

/// Where pages to fetch are named.
struct PageListing: Sendable {
  var urls: [WebURL] = []
  var file: FilePath?
  var indexes: [PageIndex] = []
  var sitemaps: [WebURL] = []
  var feeds: [WebURL] = []
  /// What is taken of pages that a list names.
  var found = PageChoice(include: [], exclude: [])
  var staysOnHost = true
  var maxPages = 0
  let coding: ContentCoding

  init(coding: ContentCoding) { self.coding = coding }

  var isEmpty: Bool { urls.isEmpty && file == nil && indexes.isEmpty && sitemaps.isEmpty && feeds.isEmpty }

  /// One walk through all of it.
  struct Walk {
    /// What ends a list before its end.
    private struct Full: Error {}

    /// How many sitemaps one index of them may lead to.
    private static let maxSitemaps = 1000
    /// How many lines ahead of a page its site's rules are asked for, so that sites that do not answer are waited for together.
    private static let linesAhead = 64
    /// How many malformed bytes in a thousand a list may hold: addresses are ASCII, whatever stands around them.
    private static let badBytesOfList = 20
    /// The largest file of URLs, in bytes.
    private static let maxFileBytes = 1 << 30

    private let listing: PageListing
    private let fetcher: PageFetcher
    private let yield: (Input) throws -> Void
    private var seen: Set<String> = []
    private var taken = 0

    init(_ listing: PageListing, _ fetcher: PageFetcher, _ yield: @escaping (Input) throws -> Void) {
      (self.listing, self.fetcher, self.yield) = (listing, fetcher, yield)
    }

    mutating func list() throws {
      try offer(listing.urls.map { .success($0) })
      if let file = listing.file { try offer(try lines(of: file)) }
      for url in listing.sitemaps { try bounded(url) { walk throws in try walk.listSitemaps(url) } }
      for url in listing.feeds { try bounded(url) { walk throws in try walk.listFeed(url) } }
      for index in listing.indexes { try bounded(index.url) { walk throws in try walk.listIndex(index) } }
    }

    // MARK: - Pages

    private mutating func offer(_ url: WebURL) throws {
      guard seen.insert(url.description).inserted else { return }
      var input = Input(source: url.description, locator: url.description)
      do {
        if try !fetcher.isAllowed(url) { input.verdict = .drop(reason: "robots-disallowed") }
      } catch let failure as FetchFailure {
        input.verdict = .reject(Failure(failure))
      } catch let fault as StoreFault { throw RunFailure(fault) }
      if input.verdict == .keep { fetcher.announce(url) }
      try yield(input)
    }

    /// Offers a page that a list names, if it is one to take.
    private mutating func offer(_ url: WebURL, foundAt list: WebURL, _ choice: PageChoice? = nil) throws {
      guard !listing.staysOnHost || url.host == list.host, listing.found.takes(url), choice?.takes(url) ?? true,
        !seen.contains(url.description)
      else { return }
      taken += 1
      guard taken <= listing.maxPages else { throw Full() }
      try offer(url)
    }

    private mutating func bounded(_ url: WebURL, _ list: (inout Walk) throws -> Void) throws {
      do { try list(&self) } catch is Full {
        let message = "it leads to more pages than 'max-pages' (\(listing.maxPages)) in all; the rest is not fetched"
        try reject(url.description, FetchFailure("too-many-pages", message))
      }
    }

    /// Accounts for a list that cannot be read.
    private mutating func reject(_ name: String, _ failure: FetchFailure) throws {
      // What should be a URL may be anything.
      let source = String(name.prefix(500))
      guard seen.insert(source).inserted else { return }
      let isForbidden = failure.code == "robots-disallowed"
      try yield(
        Input(
          source: source, locator: source,
          verdict: isForbidden ? .drop(reason: failure.code) : .reject(Failure(failure))))
    }

    /// A line of a file: a URL, or what is none and why.
    private enum Line {
      case success(WebURL)
      case failure(String, FetchFailure)
    }

    /// Offers pages of any hosts, whose rules are asked for some hosts ahead.
    private mutating func offer(_ lines: [Line]) throws {
      for (place, line) in lines.enumerated() {
        for ahead in place == 0 ? lines.prefix(Self.linesAhead) : lines.dropFirst(place + Self.linesAhead - 1).prefix(1)
        {
          if case .success(let url) = ahead { fetcher.prepare(url) }
        }
        switch line {
        case .success(let url): try offer(url)
        case .failure(let text, let failure): try reject(text, failure)
        }
      }
    }

    private func lines(of file: FilePath) throws -> [Line] {
      let bytes: [UInt8]
      do { bytes = try FileBytes.read(file.absolute, limit: Self.maxFileBytes) } catch let failure as Failure {
        throw RunFailure(.noInput, "fetch-pages: 'urls-file' ('\(file.place)'): \(failure.message)")
      }
      return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
        let text = line.drop { $0 == "\u{FEFF}" || $0.isWhitespace }
        guard let first = text.first, first != "#" else { return nil }
        do throws(FetchFailure) { return .success(try WebURL(String(text))) } catch {
          return .failure(String(text), error)
        }
      }
    }

    // MARK: - Lists

    /// The text of a list, and where it stands.
    private func read(_ url: WebURL) throws -> (text: String, url: WebURL) {
      do {
        guard try fetcher.isAllowed(url) else {
          throw FetchFailure("robots-disallowed", "robots.txt asks programs not to fetch it")
        }
        let page = try fetcher.page(url)
        let body = try listing.coding.unpacked(try fetcher.body(of: page, at: url))
        let decoded = try CharsetDecoder.decode(
          body, transport: page.head.charset, looksLikeMarkup: true, tolerance: Self.badBytesOfList)
        return (decoded.text, try WebURL(page.finalURL))
      } catch let failure as DecodingFailure {
        throw FetchFailure("undecodable", "\(failure)")
      } catch let fault as StoreFault { throw RunFailure(fault) }
    }

    private static func tooMany(_ what: String, _ most: Int) -> FetchFailure {
      FetchFailure("too-many-pages", "it leads to more than \(most) \(what); the rest is not read")
    }

    private mutating func listSitemaps(_ url: WebURL) throws {
      var waiting = [url]
      var visited: Set<WebURL> = [url]
      var at = 0
      while at < waiting.count {
        defer { at += 1 }
        let (links, place): (SitemapLinks, WebURL)
        do {
          let list = try read(waiting[at])
          (links, place) = (SitemapLinks(list.text), list.url)
          guard links.isSitemap else { throw FetchFailure("not-a-sitemap", "what stands there is no sitemap") }
        } catch let failure as FetchFailure {
          try reject(waiting[at].description, failure)
          continue
        }
        for name in links.pages { try offer(name, at: place) }
        for name in links.sitemaps {
          do throws(FetchFailure) {
            let further = try WebURL(name, relativeTo: place)
            guard !listing.staysOnHost || further.host == place.host, visited.insert(further).inserted else { continue }
            guard waiting.count < Self.maxSitemaps else { throw Self.tooMany("sitemaps", Self.maxSitemaps) }
            waiting.append(further)
          } catch { try reject(error.code == "too-many-pages" ? url.description : name, error) }
        }
      }
    }

    private mutating func listFeed(_ url: WebURL) throws {
      var next: WebURL? = url
      var visited: Set<WebURL> = []
      while let current = next, visited.count < Self.maxSitemaps, visited.insert(current).inserted {
        do {
          let (text, place) = try read(current)
          let links = FeedLinks(text)
          guard links.isFeed else { throw FetchFailure("not-a-feed", "what stands there is no feed") }
          for name in links.pages { try offer(name, at: place) }
          next = links.next.flatMap { try? WebURL($0, relativeTo: place) }
        } catch let failure as FetchFailure { return try reject(current.description, failure) }
      }
    }

    private mutating func offer(_ name: String, at list: WebURL) throws {
      do { try offer(try WebURL(name, relativeTo: list), foundAt: list) } catch let failure as FetchFailure {
        try reject(name, failure)
      }
    }

    private mutating func listIndex(_ index: PageIndex) throws {
      var waiting: [(url: WebURL, depth: Int, number: Int?)] = [(index.url, 0, index.next == nil ? nil : index.first)]
      var visited: Set<WebURL> = [index.url]
      var at = 0
      let most = index.maxPages ?? PageIndex.mostPages
      var isCut = false
      func enter(_ url: WebURL, _ depth: Int, _ number: Int?) {
        guard visited.insert(url).inserted else { return }
        if waiting.count < most { waiting.append((url, depth, number)) } else { isCut = true }
      }
      while at < waiting.count {
        let (url, depth, number) = waiting[at]
        at += 1
        let before = seen.count
        do {
          let (text, place) = try read(url)
          let links = PageLinks(text, at: place, within: index.within)
          let staysOnHost = listing.staysOnHost
          let isKnown = { (page: WebURL) in !staysOnHost || page.host == place.host || page.host == url.host }
          let chosen = links.pages.filter { index.pages.takes($0) && isKnown($0) && !index.indexes.takes($0) }
          let further = depth < index.depth ? links.pages.filter { index.indexes.takes($0) && isKnown($0) } : []
          if chosen.isEmpty, further.isEmpty, url == index.url {
            let what = links.hasPart ? "has no link that the rules take" : "has no element that 'within' chooses"
            throw FetchFailure("no-links", "the index \(what); has the site changed?")
          }
          for page in chosen { try offer(page, foundAt: page.host == url.host ? url : place) }
          for page in further { enter(page, depth + 1, nil) }
          if let number {
            if seen.count > before, let page = try index.page(number) { enter(page, depth, number + 1) }
          } else if index.next == nil, let page = links.next, isKnown(page) {
            enter(page, depth, nil)
          }
        } catch let failure as FetchFailure {
          // The page behind the last of a counted row is missing, and that is how the row ends.
          if number != nil, url != index.url, ["http-404", "http-410", "not-stored"].contains(failure.code) {
            continue
          }
          try reject(url.description, failure)
        }
      }
      // Who states how many pages to read wants no more; nobody has stated this bound.
      if isCut, index.maxPages == nil { try reject(index.url.description, Self.tooMany("index pages", most)) }
    }
  }
}
