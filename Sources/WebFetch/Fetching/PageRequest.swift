import Glibc
import Synchronization
import WebArchives

/// One try at getting one page, or the rules of one site: addresses, redirects, validators, the store.
///
/// The turn of the URL's host has been taken before and is given back afterwards; where a redirect leads to another host, the turns
/// change.
final class PageRequest: Sendable {
  private let settings: FetchSettings
  private let transport: HTTPTransport
  private let gates: HostGates
  private let rules = Mutex<[String: RobotsFile]>([:])

  init(_ settings: FetchSettings, _ gates: HostGates) {
    (self.settings, self.gates) = (settings, gates)
    transport = HTTPTransport(times: settings.times, trustedRoots: settings.trustedRoots)
  }

  /// The rules of a URL's site, where they have been read.
  func knownRules(of url: WebURL) -> RobotsFile? { rules.withLock { $0[url.origin] } }

  /// Gets a page.
  ///
  /// `host` is the host whose turn is taken, before and after. Throws ``FetchFailure`` and ``StoreFault``.
  @discardableResult
  func page(_ url: WebURL, turn host: inout String) throws -> StoredPage {
    let stored = settings.store.page(of: url).flatMap { page in
      // Validators without the body would bring a 304 that nobody can use.
      settings.store.body(of: page, at: url) == nil ? nil : page
    }
    var current = url
    var visited: Set<WebURL> = [url]
    while true {
      try changeTurn(from: &host, to: current.host)
      let site = try siteRules(of: current, turn: &host)
      // A robots.txt may have led to another host.
      try changeTurn(from: &host, to: current.host)
      guard site.allows(current) else {
        throw FetchFailure("robots-disallowed", "robots.txt of '\(current.authority)' asks programs not to fetch it")
      }
      var fields = baseFields
      let isKnown = stored?.finalURL == current.description
      if isKnown, let head = stored?.head {
        if let tag = head["ETag"] { fields.append(("If-None-Match", tag)) }
        if let time = head["Last-Modified"] { fields.append(("If-Modified-Since", time)) }
      }
      let answer = try get(current, fields, maxBytes: settings.coding.maxBytes)
      switch answer.head.status {
      case 200:
        let body = try settings.coding.decoded(answer.body, encoding: answer.head["Content-Encoding"])
        return try settings.store.save(body, head: answer.head, of: url, from: current)
      case 304:
        if isKnown, let stored { return stored }
        throw Self.failure(answer.head)
      case 301, 302, 303, 307, 308:
        current = try Self.target(of: answer.head, at: current, visited)
        visited.insert(current)
        guard visited.count <= settings.maxRedirects + 1 else {
          throw FetchFailure("too-many-redirects", "more than \(settings.maxRedirects) redirects ('max-redirects')")
        }
      default: throw Self.failure(answer.head)
      }
    }
  }

  /// Reads the rules of a site, unless that has been done; its host's turn is taken before, `host`'s afterwards.
  @discardableResult
  func siteRules(of url: WebURL, turn host: inout String) throws -> RobotsFile {
    if let known = knownRules(of: url) { return known }
    let found = try readRules(try WebURL("/robots.txt", relativeTo: url), turn: &host)
    rules.withLock { $0[url.origin] = found }
    // The pause that the rules ask for begins with them.
    rest(url)
    return found
  }

  /// The rules of a site as they are stored; one without allows all.
  func storedRules(of url: WebURL) throws -> RobotsFile {
    if let known = knownRules(of: url) { return known }
    let found = storedRules(at: try WebURL("/robots.txt", relativeTo: url))
    rules.withLock { $0[url.origin] = found }
    return found
  }

  /// The seconds between two requests to the site of `url`.
  func pause(of url: WebURL) -> Double {
    let asked = knownRules(of: url)?.crawlDelay ?? 0
    return max(settings.delay, min(asked, settings.maxCrawlDelay))
  }

  /// Begins the pause behind a request.
  private func rest(_ url: WebURL) {
    let until = ContinuousClock.now + .seconds(pause(of: url))
    gates.with(url.host) { $0.readyAt = max($0.readyAt, until) }
  }

  // MARK: - Rules

  private func storedRules(at place: WebURL) -> RobotsFile {
    guard let page = settings.store.page(of: place), page.status == 200,
      let body = settings.store.body(of: page, at: place)
    else { return .allowingAll }
    return RobotsFile(body, agent: settings.agent)
  }

  private func readRules(_ place: WebURL, turn host: inout String) throws -> RobotsFile {
    var current = place
    var visited: Set<WebURL> = [place]
    while true {
      try changeTurn(from: &host, to: current.host)
      let answer = try get(current, baseFields, maxBytes: 4 << 20)
      let status = answer.head.status
      switch status {
      case 200:
        let body = try settings.coding.decoded(answer.body, encoding: answer.head["Content-Encoding"])
        try settings.store.save(body, head: answer.head, of: place, from: current)
        return RobotsFile(body, agent: settings.agent)
      case 301, 302, 303, 307, 308:
        guard visited.count <= 5 else { return .allowingAll }
        do { current = try Self.target(of: answer.head, at: current, visited) } catch { return .allowingAll }
        visited.insert(current)
      case 429, 500...:
        // Who cannot say what is allowed must be taken to forbid all, until the next run.
        var failure = FetchFailure(
          "robots-unreachable", "robots.txt of '\(place.authority)' answers \(status), so nothing is fetched there",
          isTransient: true)
        failure.retryAfter = Self.retryAfter(answer.head)
        throw failure
      default:
        try settings.store.save([], head: answer.head, of: place, from: current)
        return .allowingAll
      }
    }
  }

  // MARK: - Requests

  private var baseFields: [(String, String)] {
    [
      ("User-Agent", settings.userAgent), ("Accept", "text/html,application/xhtml+xml,text/plain,*/*;q=0.5"),
      ("Accept-Language", "zh-CN,zh;q=0.9,*;q=0.5"), ("Accept-Encoding", ContentCoding.accepted),
    ]
  }

  private func changeTurn(from host: inout String, to next: String) throws {
    guard next != host else { return }
    gates.leave(host)
    gates.enter(next)
    host = next
    if let failure = gates.with(next, \.givenUp) { throw failure }
  }

  private func get(_ url: WebURL, _ fields: [(String, String)], maxBytes: Int) throws -> HTTPAnswer {
    // Who is redirected on one host waits there as well; a host that nothing was asked of is free at once.
    let wait = ContinuousClock.now.duration(to: gates.with(url.host, \.readyAt))
    if wait > .zero { usleep(UInt32(min(wait / .microseconds(1), 3.6e9))) }
    defer { rest(url) }
    do {
      let answer = try ask(url, fields, maxBytes)
      gates.with(url.host) { host in
        host.hasAnswered = true
        host.unanswered = 0
      }
      return answer
    } catch let failure as FetchFailure {
      gates.with(url.host) { host in
        if failure.isUnanswered {
          host.unanswered += 1
          if host.unanswered >= max(3, settings.retries + 1) {
            host.givenUp = FetchFailure(
              "host-unreachable",
              "'\(url.host)' gave no answer \(host.unanswered) times in a row, at last: \(failure.message)",
              isTransient: true)
          }
        } else if failure.code != "forbidden-address" {
          host.hasAnswered = true
          host.unanswered = 0
        }
      }
      throw failure
    }
  }

  /// Asks the host's addresses one after the other, until one can be connected to; the first is then the one that was.
  private func ask(_ url: WebURL, _ fields: [(String, String)], _ maxBytes: Int) throws -> HTTPAnswer {
    var addresses = gates.with(url.host, \.addresses)
    if addresses.isEmpty {
      addresses = Array(try settings.resolver.addresses(of: url.host).prefix(4))
      gates.with(url.host) { $0.addresses = addresses }
    }
    for (place, address) in addresses.enumerated() {
      do {
        let answer = try transport.get(url, at: address, fields: fields, maxBytes: maxBytes)
        if place > 0 { gates.with(url.host) { $0.addresses.swapAt(0, place) } }
        return answer
      } catch {
        let isDead = error.code == "connect-failed" || error.code == "timeout-connect"
        guard isDead, place < addresses.count - 1 else { throw error }
      }
    }
    preconditionFailure("a host has an address")
  }

  /// Where a redirect leads; throws ``FetchFailure`` where nobody should go.
  static func target(of head: HTTPHead, at url: WebURL, _ visited: Set<WebURL>) throws(FetchFailure) -> WebURL {
    guard let location = head["Location"] else {
      throw FetchFailure("bad-redirect", "the answer \(head.status) says no 'Location'")
    }
    let target: WebURL
    do { target = try WebURL(location, relativeTo: url) } catch {
      throw FetchFailure("bad-redirect", "a redirect that cannot be followed: \(error.message)")
    }
    guard target.scheme == .https || url.scheme == .http else {
      throw FetchFailure("redirect-downgrade", "a redirect from https to http ('\(target)')")
    }
    guard !visited.contains(target) else {
      throw FetchFailure("redirect-loop", "a redirect back to '\(target)'")
    }
    return target
  }

  private static func retryAfter(_ head: HTTPHead) -> Double? {
    head["Retry-After"].flatMap { Backoff.seconds(retryAfter: $0, now: time(nil)) }
  }

  /// What an answer means that is no page.
  private static func failure(_ head: HTTPHead) -> FetchFailure {
    let status = head.status
    switch status {
    case 404: return FetchFailure("http-404", "there is no such page (404)")
    case 410: return FetchFailure("http-410", "the page is gone (410)")
    default:
      var failure = FetchFailure(
        "http-status", "the server answers \(status)",
        isTransient: status >= 500 || [408, 425, 429].contains(status))
      failure.retryAfter = retryAfter(head)
      return failure
    }
  }
}
