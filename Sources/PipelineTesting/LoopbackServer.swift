import Foundation
import Glibc
import Synchronization

/// A small HTTP server on 127.0.0.1 for tests: it says what the test tells it to, byte by byte, also what no real server should.
///
/// A thread for each connection; connections stay open until the client or an answer closes them.
public final class LoopbackServer: Sendable {
  /// What a client asked.
  public struct Request: Sendable {
    /// The path and query.
    public var target: String
    /// The header fields, names in small letters.
    public var fields: [String: String]
  }

  /// What the server does in answer.
  public enum Step: Sendable {
    /// Sends bytes.
    case send([UInt8])
    /// Sends the same bytes again and again, as often as said or until the client goes.
    case flood([UInt8], times: Int)
    /// Waits, seconds.
    case wait(Double)
    /// Closes the connection.
    case close
  }

  private struct State {
    var requests: [Request] = []
    var open = 0
    var mostOpen = 0
  }

  /// The port.
  public let port: Int
  private let listener: Int32
  private let state = Mutex(State())
  private let answer: @Sendable (Request) -> [Step]

  /// Starts a server.
  public init(_ answer: @escaping @Sendable (Request) -> [Step]) throws {
    self.answer = answer
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isUp = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isUp else { throw CocoaError(.fileReadUnknown) }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else {
          if client >= 0 { close(client) }
          return
        }
        Thread.detachNewThread { self.serve(client) }
      }
    }
  }

  deinit {
    // Wakes the thread that accepts; closing alone would not.
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// The server's address as a URL without a path.
  public var url: String { "http://127.0.0.1:\(port)" }
  /// The requests so far.
  public var requests: [Request] { state.withLock { $0.requests } }
  /// The targets of the requests so far, without robots.txt.
  public var targets: [String] { requests.map(\.target).filter { $0 != "/robots.txt" } }
  /// How many connections were open at once at most.
  public var mostOpen: Int { state.withLock { $0.mostOpen } }

  /// A whole answer.
  public static func reply(
    _ status: Int = 200, _ fields: [String: String] = [:], body: [UInt8] = []
  ) -> [Step] {
    var fields = ["Content-Type": "text/html", "Content-Length": String(body.count)].merging(fields) { $1 }
    if status == 304 { fields["Content-Length"] = nil }
    let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
    return [.send(Array("HTTP/1.1 \(status) Said\r\n\(lines)\r\n".utf8) + body)]
  }

  /// A whole answer of text.
  public static func reply(_ text: String, _ fields: [String: String] = [:]) -> [Step] {
    reply(200, fields, body: Array(text.utf8))
  }

  private func serve(_ client: Int32) {
    state.withLock { state in
      state.open += 1
      state.mostOpen = max(state.mostOpen, state.open)
    }
    defer {
      close(client)
      state.withLock { $0.open -= 1 }
    }
    var pending: [UInt8] = []
    while let request = Self.request(client, &pending) {
      state.withLock { $0.requests.append(request) }
      for step in answer(request) {
        switch step {
        case .send(let bytes): guard Self.send(bytes, to: client) else { return }
        case .flood(let bytes, let times):
          for _ in 0..<times { guard Self.send(bytes, to: client) else { return } }
        case .wait(let seconds): usleep(UInt32(seconds * 1e6))
        case .close: return
        }
      }
    }
  }

  private static func request(_ client: Int32, _ pending: inout [UInt8]) -> Request? {
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let text = String(decoding: pending, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        pending = Array(text[end.upperBound...].utf8)
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
          let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
          if parts.count == 2 { fields[parts[0].lowercased()] = parts[1] }
        }
        let target = lines[0].split(separator: " ").dropFirst().first.map(String.init) ?? ""
        return Request(target: target, fields: fields)
      }
      let count = recv(client, &block, block.count, 0)
      guard count > 0 else { return nil }
      pending += block[..<count]
    }
  }

  private static func send(_ bytes: [UInt8], to client: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(client, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
