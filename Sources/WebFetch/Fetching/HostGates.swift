import Foundation
import WebArchives

/// What is known of each host in a run, and whose turn it is: one request to a host at a time, and a pause after each.
///
/// All state is behind one lock; whoever changes it wakes all who wait.
final class HostGates: @unchecked Sendable {
  struct Host {
    var isBusy = false
    var readyAt = ContinuousClock.now
    /// Requests in a row that got no answer.
    var unanswered = 0
    var hasAnswered = false
    /// Why nothing more is asked of the host in this run.
    var givenUp: FetchFailure?
    var addresses: [NetworkAddress] = []
  }

  let condition = NSCondition()
  private var hosts: [String: Host] = [:]

  /// Reads or changes what is known of a host.
  func with<Value>(_ host: String, _ body: (inout Host) -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    return body(&hosts[host, default: Host()])
  }

  /// Whether any host has answered; nil where none was asked.
  var someAnswered: Bool? {
    condition.lock()
    defer { condition.unlock() }
    let asked = hosts.values.filter { $0.hasAnswered || $0.unanswered > 0 || $0.givenUp != nil }
    return asked.isEmpty ? nil : asked.contains(where: \.hasAnswered)
  }

  /// Waits for a host's turn and takes it.
  func enter(_ host: String) {
    condition.lock()
    defer { condition.unlock() }
    while !claim(host) { _ = condition.wait(until: Date(timeIntervalSinceNow: 0.01)) }
  }

  /// Takes a host's turn if it is free and its pause is over; the lock is held.
  func claim(_ host: String) -> Bool {
    guard canBegin(host) == nil else { return false }
    hosts[host, default: Host()].isBusy = true
    return true
  }

  /// When a host's pause is over, the far future where it is busy, nil where it may be asked now; the lock is held.
  func canBegin(_ host: String) -> ContinuousClock.Instant? {
    guard let known = hosts[host] else { return nil }
    if known.isBusy { return .now + .seconds(3600) }
    return known.readyAt > .now ? known.readyAt : nil
  }

  /// Gives a host's turn back.
  func leave(_ host: String) {
    condition.lock()
    hosts[host, default: Host()].isBusy = false
    condition.broadcast()
    condition.unlock()
  }

  /// Leaves a host alone for a while; the lock is held.
  func rest(_ host: String, _ seconds: Double) {
    let until = ContinuousClock.now + .seconds(seconds)
    if hosts[host, default: Host()].readyAt < until { hosts[host, default: Host()].readyAt = until }
  }

  /// Asks nothing more of a host; the lock is held.
  func giveUp(_ host: String, _ failure: FetchFailure) {
    hosts[host, default: Host()].givenUp = failure
    hosts[host, default: Host()].hasAnswered = true
  }
}
