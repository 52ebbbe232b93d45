import Crypto
import Glibc

/// A file of a run that is being written: counts rows and bytes and hashes as it goes.
public final class TableFile {
  /// What the manifest says of a file.
  public struct Summary: Sendable, Hashable {
    /// The file's name.
    public var name: String
    /// Lines.
    public var rows: Int
    /// Bytes.
    public var bytes: Int
    /// SHA-256 in hex.
    public var sha256: String
  }

  /// What is written at once, at least: large enough for few calls, small enough to be still in the cache when hashed.
  private static let blockBytes = 1 << 16
  let name: String
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var rows = 0
  private var bytes = 0
  private var hash = SHA256()

  init(name: String, folder: String) throws {
    self.name = name
    path = folder + "/" + name
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw RunFailure(.cannotCreate, "output: cannot create '\(path)': \(FileSystem.reason)")
    }
  }

  deinit { close(descriptor) }

  /// Appends lines; `lines` ends with a line feed.
  public func append(_ lines: [UInt8]) throws {
    guard !lines.isEmpty else { return }
    rows += Self.lineFeeds(in: lines)
    if buffer.isEmpty, lines.count >= Self.blockBytes { return try write(lines) }
    buffer += lines
    if buffer.count >= Self.blockBytes { try flush() }
  }

  /// Writes out what is buffered and makes the file durable.
  func finish() throws -> Summary {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("sync") }
    return Summary(name: name, rows: rows, bytes: bytes, sha256: Digest.hex(hash.finalize()))
  }

  private func flush() throws {
    try write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func write(_ block: [UInt8]) throws {
    hash.update(data: block)
    bytes += block.count
    try block.withUnsafeBytes { all in
      var rest = all[...]
      while !rest.isEmpty {
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw failure("write") }
        rest = rest.dropFirst(written)
      }
    }
  }

  private static func lineFeeds(in lines: [UInt8]) -> Int {
    lines.withUnsafeBytes { lines in
      guard let base = lines.baseAddress else { return 0 }
      var count = 0
      var at = 0
      while at < lines.count, let found = memchr(base + at, 0x0A, lines.count - at) {
        count += 1
        at = UnsafeRawPointer(found) - base + 1
      }
      return count
    }
  }

  private func failure(_ verb: String) -> RunFailure {
    RunFailure(.inputOutput, "output: cannot \(verb) '\(path)': \(FileSystem.reason)")
  }
}

extension Slice<UnsafeRawBufferPointer> {
  fileprivate var baseAddress: UnsafeRawPointer? { base.baseAddress.map { $0 + startIndex } }
}
