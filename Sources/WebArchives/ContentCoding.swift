/// Undoes what servers pack bodies with.
public struct ContentCoding: Sendable {
  /// What a request says it can read.
  ///
  /// Brotli is not offered: no library here reads it.
  package static let accepted = "gzip, deflate"
  /// Below so many bytes nobody minds how much a body grew.
  private static let smallBytes = 1 << 20

  /// The most that a body may hold once it is expanded, in bytes.
  public var maxBytes: Int
  /// The most that a larger body may have grown by.
  public var maxRatio: Int

  /// Makes limits.
  public init(maxBytes: Int, maxRatio: Int) { (self.maxBytes, self.maxRatio) = (maxBytes, maxRatio) }

  /// The body behind `encoding`, a `Content-Encoding` field, if there is one.
  ///
  /// Throws ``FetchFailure``: `unknown-encoding`, `damaged-encoding`, `truncated-body`, `too-large`, `too-compressed`.
  public func decoded(_ body: [UInt8], encoding: String?) throws(FetchFailure) -> [UInt8] {
    var body = body
    let names = (encoding ?? "").lowercased().split(separator: ",").map { String($0).trimmed }
    guard names.count <= 3 else { throw FetchFailure("unknown-encoding", "the body is packed more than three times") }
    // What was applied last is undone first.
    for name in names.reversed() {
      switch name {
      case "", "identity": continue
      case "gzip", "x-gzip": body = try expanded(body, .gzip)
      case "deflate": body = try expanded(body, Self.isZlib(body) ? .zlib : .rawDeflate)
      default: throw FetchFailure("unknown-encoding", "the body is packed as '\(name)', which was not asked for")
      }
    }
    return body
  }

  /// The expanded bytes of a gzip file, or the bytes as they are.
  public func unpacked(_ file: [UInt8]) throws(FetchFailure) -> [UInt8] {
    file.starts(with: [0x1F, 0x8B, 0x08]) ? try expanded(file, .gzip) : file
  }

  /// Servers mean either form by `deflate`.
  private static func isZlib(_ body: [UInt8]) -> Bool {
    body.count >= 2 && body[0] & 15 == 8 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
  }

  private func expanded(_ body: [UInt8], _ format: Inflation.Format) throws(FetchFailure) -> [UInt8] {
    // Some servers label an empty body.
    guard !body.isEmpty else { return body }
    let inflation = Inflation(format)
    var out: [UInt8] = []
    let most = min(maxBytes, max(Self.smallBytes, body.count.multipliedReportingOverflow(by: maxRatio).partialValue))
    body.withUnsafeBufferPointer { input in
      var rest = input[...]
      while inflation.state == .underWay {
        let used = inflation.expand(UnsafeBufferPointer(rebasing: rest)) { piece in
          out += piece
          return out.count <= most
        }
        rest = rest.dropFirst(used)
        guard inflation.state == .ended, format == .gzip, rest.first == 0x1F, out.count <= most else { break }
        inflation.reset()
      }
    }
    if out.count > maxBytes {
      throw FetchFailure("too-large", "the body expands to more than 'max-bytes' (\(maxBytes))")
    }
    if out.count > most {
      throw FetchFailure(
        "too-compressed", "\(body.count) bytes expand to more than \(maxRatio) times as many ('max-expansion')")
    }
    switch inflation.state {
    case .ended: return out
    case .underWay:
      throw FetchFailure(
        "truncated-body", "the compressed body ends after \(out.count) expanded bytes, before its end",
        isTransient: true)
    case .damaged:
      throw FetchFailure(
        "damaged-encoding", "the compressed body is damaged after \(out.count) expanded bytes", isTransient: true)
    }
  }
}
