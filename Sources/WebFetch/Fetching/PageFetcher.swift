import Foundation
import WebArchives

/// Fetches pages politely: many hosts at once, each of them one request at a time.
///
/// Pages are asked for in the order in which they were announced, a few ahead of those that somebody waits for. Threads
/// are there only while there is something to do.
public final class PageFetcher: @unchecked Sendable {
  private enum Goal: Hashable {
    case page(WebURL)
    case rules(WebURL)

    var url: WebURL {
      switch self {
      case .page(let url), .rules(let url): url
      }
    }
  }

  private struct Job {
    var goal: Goal
    var attempt = 1
    var notBefore = ContinuousClock.now
  }

  private enum Progress {
    case underWay
    /// What a page was fetched to stands in the store: a run may have many.
    case done((any Error)?)
  }

  /// How many pages are fetched ahead for each one that may be under way.
  private static let pagesAhead = 4

  private let settings: FetchSettings
  private let gates = HostGates()
  private let request: PageRequest
  private var jobs: [Job] = []
  private var progress: [Goal: Progress] = [:]
  private var announced: [WebURL] = []
  private var places: [WebURL: Int] = [:]
  /// The furthest of the announced pages that somebody waits for, and up to which they have been started.
  private var wanted = 0
  private var aheadUntil = 0
  private var demands = 0
  private var threads = 0
  private var condition: NSCondition { gates.condition }

  /// Makes a fetcher; nothing is opened before the first page.
  public init(_ settings: FetchSettings) {
    self.settings = settings
    request = PageRequest(settings, gates)
  }

  /// Says that a page will be wanted, so that it can be fetched ahead.
  public func announce(_ url: WebURL) {
    condition.lock()
    defer { condition.unlock() }
    guard places[url] == nil else { return }
    places[url] = announced.count
    announced.append(url)
    startAhead()
  }

  /// The page of a URL, in the store; waits for it.
  ///
  /// Throws ``FetchFailure``, and ``StoreFault`` where the store cannot be written. A page that was fetched in this run is
  /// not fetched again.
  public func page(_ url: WebURL) throws -> StoredPage {
    if settings.isOffline {
      guard let page = settings.store.page(of: url) else {
        throw FetchFailure("not-stored", "the store has no copy, and 'offline' fetches none", isTransient: true)
      }
      return page
    }
    condition.lock()
    if let place = places[url] {
      demands += 1
      wanted = max(wanted, place)
      // What was passed over is wanted by nobody.
      if demands == 1 { aheadUntil = place }
    }
    start(.page(url))
    startAhead()
    condition.unlock()
    try wait(for: .page(url))
    guard let page = settings.store.page(of: url) else { throw Self.damaged }
    return page
  }

  /// The body of a page that was fetched.
  public func body(of page: StoredPage, at url: WebURL) throws(FetchFailure) -> [UInt8] {
    guard let body = settings.store.body(of: page, at: url) else { throw Self.damaged }
    return body
  }

  private static let damaged = FetchFailure(
    "damaged-store", "the stored copy of the page is missing or damaged", isTransient: true)

  /// Whether the site's robots.txt lets the page be fetched; waits for it.
  ///
  /// Throws ``FetchFailure`` where the site cannot be asked, and ``StoreFault``.
  public func isAllowed(_ url: WebURL) throws -> Bool {
    let site = try WebURL("/robots.txt", relativeTo: url)
    if settings.isOffline {
      return try request.storedRules(of: url).allows(url)
    }
    condition.lock()
    start(.rules(site))
    condition.unlock()
    try wait(for: .rules(site))
    return request.knownRules(of: url)?.allows(url) ?? false
  }

  /// Asks for the rules of a site without waiting for them.
  public func prepare(_ url: WebURL) {
    guard !settings.isOffline, let site = try? WebURL("/robots.txt", relativeTo: url) else { return }
    condition.lock()
    start(.rules(site))
    condition.unlock()
  }

  /// Whether hosts were asked and none has answered.
  public var allAreUnreachable: Bool { gates.someAnswered == false }

  // MARK: - Jobs

  /// Starts the announced pages behind the ones that are wanted; the lock is held.
  private func startAhead() {
    // Whoever wants a single page does not want those behind it.
    guard demands > 1, !settings.isOffline else { return }
    let end = min(announced.count, wanted + settings.concurrency * Self.pagesAhead)
    for url in announced[min(aheadUntil, end)..<end] { start(.page(url)) }
    aheadUntil = max(aheadUntil, end)
  }

  /// The lock is held.
  private func start(_ goal: Goal) {
    guard progress[goal] == nil else { return }
    progress[goal] = .underWay
    jobs.append(Job(goal: goal))
    if threads < settings.concurrency {
      threads += 1
      Thread.detachNewThread { [self] in work() }
    }
    condition.broadcast()
  }

  private func wait(for goal: Goal) throws {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if case .done(let error) = progress[goal] {
        if let error { throw error }
        return
      }
      condition.wait()
    }
  }

  private func work() {
    while let job = take() {
      var turn = job.goal.url.host
      var fault: (any Error)?
      do {
        if let failure = gates.with(turn, \.givenUp) { throw failure }
        switch job.goal {
        case .page(let url): try request.page(url, turn: &turn)
        case .rules(let url): try request.siteRules(of: url, turn: &turn)
        }
      } catch { fault = error }
      finish(job, fault, turn)
    }
  }

  /// The next job whose host is free, which is then taken; nil where nothing is left to do.
  private func take() -> Job? {
    condition.lock()
    defer { condition.unlock() }
    while !jobs.isEmpty {
      var soonest = ContinuousClock.now + .seconds(1)
      for (place, job) in jobs.enumerated() {
        let host = job.goal.url.host
        if job.notBefore > .now {
          soonest = min(soonest, job.notBefore)
        } else if let ready = gates.canBegin(host) {
          soonest = min(soonest, ready)
        } else if gates.claim(host) {
          return jobs.remove(at: place)
        }
      }
      let wait = ContinuousClock.now.duration(to: soonest)
      _ = condition.wait(until: Date(timeIntervalSinceNow: max(0.001, wait / .seconds(1))))
    }
    threads -= 1
    return nil
  }

  private func finish(_ job: Job, _ fault: (any Error)?, _ turn: String) {
    gates.leave(turn)
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    if let failure = fault as? FetchFailure, failure.isTransient, failure.code != "host-unreachable",
      job.attempt <= settings.retries
    {
      let backoff = settings.backoff
      guard (failure.retryAfter ?? 0) <= backoff.longest else {
        giveUp(turn, failure)
        progress[job.goal] = .done(fault)
        return
      }
      let seconds = backoff.seconds(after: job.attempt, of: job.goal.url, retryAfter: failure.retryAfter)
      // A server that says when to come back means all of its pages.
      if failure.retryAfter != nil { gates.rest(turn, seconds) }
      jobs.append(Job(goal: job.goal, attempt: job.attempt + 1, notBefore: .now + .seconds(seconds)))
      return
    }
    progress[job.goal] = .done(fault)
  }

  /// Leaves a host alone that asked for more time than a run has; the lock is held.
  private func giveUp(_ host: String, _ failure: FetchFailure) {
    let asked = (failure.retryAfter ?? 0).shown
    gates.giveUp(
      host,
      FetchFailure(
        "host-unreachable", "'\(host)' asked to be left alone for \(asked) s: \(failure.message)", isTransient: true))
  }
}
