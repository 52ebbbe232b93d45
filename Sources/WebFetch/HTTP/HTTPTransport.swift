import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization
import WebArchives

/// How long each part of a request may take, seconds.
public struct RequestTimes: Sendable, Hashable {
  /// Until the connection stands, with its encryption.
  public var connect: Double
  /// From the request to the first byte of the answer.
  public var firstByte: Double
  /// From one part of the body to the next.
  public var body: Double
  /// From the beginning to the end.
  public var whole: Double

  /// Makes times.
  public init(connect: Double, firstByte: Double, body: Double, whole: Double) {
    (self.connect, self.firstByte, self.body, self.whole) = (connect, firstByte, body, whole)
  }
}

/// An answer as it came: nothing expanded, no redirect followed.
struct HTTPAnswer: Sendable {
  var head: HTTPHead
  /// The body of a 200; of other answers nothing.
  var body: [UInt8]
}

/// Sends requests to addresses that have been checked, and waits for the answers.
///
/// A client is bound to one address of one host: it never asks a resolver, and still names the host in the request and
/// verifies the certificate against it. Certificates are verified against the system's roots.
final class HTTPTransport: Sendable {
  private struct Peer: Hashable {
    var host: String
    var address: NetworkAddress
  }

  private let times: RequestTimes
  private let trustedRoots: [String]
  private let clients = Mutex<[Peer: HTTPClient]>([:])

  init(times: RequestTimes, trustedRoots: [String] = []) {
    self.times = times
    self.trustedRoots = trustedRoots
  }

  deinit {
    // Ends in the background: this may be one of the clients' own threads.
    for client in clients.withLock({ Array($0.values) }) { client.shutdown { _ in } }
  }

  /// Asks `address` for `url` and waits for the whole answer, of whose body no more than `maxBytes` is read.
  ///
  /// Throws ``FetchFailure``.
  func get(
    _ url: WebURL, at address: NetworkAddress, fields: [(String, String)], maxBytes: Int
  ) throws(FetchFailure) -> HTTPAnswer {
    let receiver = Receiver(times: times, maxBytes: maxBytes)
    do {
      var request = try HTTPClient.Request(url: url.description)
      for (name, value) in fields { request.headers.add(name: name, value: value) }
      let deadline = NIODeadline.now() + .seconds(times.whole)
      return try client(for: url, at: address).execute(request: request, delegate: receiver, deadline: deadline).wait()
    } catch let failure as FetchFailure {
      // Of an answer that is no page its head is all that counts.
      guard failure.code == Receiver.enough, let head = receiver.head else { throw failure }
      return HTTPAnswer(head: head, body: [])
    } catch {
      throw receiver.failure(for: error, times)
    }
  }

  private func client(for url: WebURL, at address: NetworkAddress) throws -> HTTPClient {
    try clients.withLock { clients in
      let peer = Peer(host: url.host, address: address)
      if let client = clients[peer] { return client }
      var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
      configuration.dnsOverride = [url.host: address.description]
      configuration.timeout.connect = .seconds(times.connect)
      configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
      configuration.connectionPool.retryConnectionEstablishment = false
      configuration.httpVersion = .http1Only
      if !trustedRoots.isEmpty {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(
          try trustedRoots.map { try NIOSSLCertificate(bytes: Array($0.utf8), format: .pem) })
        configuration.tlsConfiguration = tls
      }
      let client = HTTPClient(configuration: configuration)
      clients[peer] = client
      return client
    }
  }
}

extension TimeAmount {
  fileprivate static func seconds(_ seconds: Double) -> TimeAmount { .nanoseconds(Int64(seconds * 1e9)) }
}

/// Collects one answer within its limits.
private final class Receiver: HTTPClientResponseDelegate {
  typealias Response = HTTPAnswer

  private struct State {
    var isSent = false
    var head: HTTPHead?
    var body: [UInt8] = []
    var timer: Scheduled<Void>?
  }

  /// Of an answer that is no page, so much is read that the connection can be used again.
  private static let maxOtherBytes = 1 << 16

  private let times: RequestTimes
  private let maxBytes: Int
  private let state = Mutex(State())

  init(times: RequestTimes, maxBytes: Int) { (self.times, self.maxBytes) = (times, maxBytes) }

  func didSendRequest(task: HTTPClient.Task<HTTPAnswer>) {
    state.withLock { $0.isSent = true }
    wait(
      times.firstByte, task,
      .unanswered("timeout-first-byte", "no answer within \(times.firstByte.shown) s ('first-byte-seconds')"))
  }

  func didReceiveHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    let fields = head.headers.map { HTTPHead.Field(name: $0.name, value: $0.value.trimmed) }
    state.withLock { $0.head = HTTPHead(status: Int(head.status.code), fields: fields) }
    if head.status == .ok, let length = head.headers.first(name: "Content-Length").flatMap(Int.init), length > maxBytes
    {
      let failure = FetchFailure("too-large", "the page has \(length) bytes, and 'max-bytes' is \(maxBytes)")
      return task.eventLoop.makeFailedFuture(failure)
    }
    waitForBody(task)
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    waitForBody(task)
    let failure = state.withLock { state -> FetchFailure? in
      let isPage = state.head?.status == 200
      state.body.append(contentsOf: buffer.readableBytesView)
      guard state.body.count > (isPage ? maxBytes : Self.maxOtherBytes) else { return nil }
      state.body = []
      return isPage
        ? FetchFailure("too-large", "the page has more bytes than 'max-bytes' (\(maxBytes))")
        : FetchFailure(Self.enough, "")
    }
    return failure.map { task.eventLoop.makeFailedFuture($0) } ?? task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveError(task: HTTPClient.Task<HTTPAnswer>, _ error: any Error) { stopTimer() }

  func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer {
    stopTimer()
    return try state.withLock { state in
      guard let head = state.head else { throw FetchFailure.unanswered("bad-response", "the answer has no head") }
      return HTTPAnswer(head: head, body: head.status == 200 ? state.body : [])
    }
  }

  // MARK: - Time

  private func waitForBody(_ task: HTTPClient.Task<HTTPAnswer>) {
    wait(
      times.body, task,
      FetchFailure("timeout-body", "nothing more came for \(times.body.shown) s ('body-seconds')", isTransient: true))
  }

  private func wait(_ seconds: Double, _ task: HTTPClient.Task<HTTPAnswer>, _ failure: FetchFailure) {
    let timer = task.eventLoop.scheduleTask(in: .seconds(seconds)) { task.fail(reason: failure) }
    let old = state.withLock { state in
      defer { state.timer = timer }
      return state.timer
    }
    old?.cancel()
  }

  private func stopTimer() { state.withLock { $0.timer.take() }?.cancel() }

  // MARK: - Faults

  /// Stands for having read enough of an answer that is no page.
  static let enough = "enough"

  var head: HTTPHead? { state.withLock { $0.head } }

  /// The failure that an error of the client stands for.
  func failure(for error: any Error, _ times: RequestTimes) -> FetchFailure {
    let (isSent, hasHead) = state.withLock { ($0.isSent, $0.head != nil) }
    switch error as? HTTPClientError {
    case .connectTimeout?, .tlsHandshakeTimeout?, .getConnectionFromPoolTimeout?:
      return .unanswered("timeout-connect", "no connection within \(times.connect.shown) s ('connect-seconds')")
    case .deadlineExceeded?:
      let message = "not done within \(times.whole.shown) s ('request-seconds')"
      return hasHead
        ? FetchFailure("timeout-request", message, isTransient: true) : .unanswered("timeout-request", message)
    case .invalidURL?, .emptyHost?: return FetchFailure("bad-url", "the URL cannot be asked for")
    default: break
    }
    if hasHead {
      return FetchFailure("truncated-body", "the connection was closed before the end of the body", isTransient: true)
    }
    switch error {
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      return .unanswered("tls-failed", "no encrypted connection: \(Self.reason(error))")
    case is HTTPParserError: return .unanswered("bad-response", "the answer is no HTTP: \(Self.reason(error))")
    default:
      return isSent
        ? .unanswered("connection-closed", "the connection was closed without an answer")
        : .unanswered("connect-failed", "no connection: \(Self.reason(error))")
    }
  }

  /// The system's words where it has some: what libraries say names sockets and memory.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
    case let error as NIOConnectionError: error.connectionErrors.first.map { reason($0.error) } ?? "no address"
    case let error as NIOSSLError: String("\(error)".prefix { $0 != "(" })
    default: "\(error)"
    }
  }
}

extension Double {
  /// Without a decimal point where there is nothing behind it.
  var shown: String { self == rounded() && abs(self) < 1e9 ? String(Int(self)) : String(self) }
}
