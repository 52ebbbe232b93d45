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

  /// What is handed to the writer at once, at least.
  private static let blockBytes = 1 << 18
  let name: String
  private let writer: BlockWriter
  private var buffer: [UInt8] = []
  private var rows = 0

  init(name: String, folder: String, buffers: BlockBuffers) throws {
    self.name = name
    writer = try BlockWriter(folder + "/" + name, buffers)
  }

  deinit { writer.abandon() }

  /// Appends lines; `lines` ends with a line feed.
  public func append(_ lines: [UInt8]) throws {
    try append(lines[...], rows: lines.withUnsafeBytes { $0.lineFeeds })
  }

  /// Appends so many lines that have been counted.
  func append(_ lines: ArraySlice<UInt8>, rows count: Int) throws {
    guard !lines.isEmpty else { return }
    rows += count
    if buffer.isEmpty {
      // One document's lines between others that are copied need no memory of their own, if they are all of their array.
      buffer = Array(lines)
    } else {
      buffer.reserveCapacity(Self.blockBytes + Self.blockBytes / 4)
      buffer += lines
    }
    if buffer.count >= Self.blockBytes { try flush() }
  }

  /// Appends so many lines of another file.
  func append(_ part: SourceFile.Part, rows count: Int) throws {
    try flush()
    try writer.append(part)
    rows += count
  }

  /// Writes out what is buffered, behind which nothing comes, and does not wait for it.
  func end() throws {
    try flush()
    writer.end()
  }

  /// Waits until all is written and durable.
  func finish() throws -> Summary {
    try end()
    let (bytes, sha256) = try writer.finish()
    return Summary(name: name, rows: rows, bytes: bytes, sha256: sha256)
  }

  private func flush() throws {
    if buffer.isEmpty { return }
    try writer.append(buffer)
    // The writer has the memory now.
    buffer = []
  }
}

extension UnsafeRawBufferPointer {
  /// How many lines end here.
  var lineFeeds: Int {
    var found = 0
    var end = lineEnd(from: 0)
    while end < count {
      found += 1
      end = lineEnd(from: end + 1)
    }
    return found
  }

  /// Where the line that holds the byte at `start` ends: at its line feed, or at the end of the bytes.
  func lineEnd(from start: Int) -> Int {
    guard start < count, let base = baseAddress, let found = memchr(base + start, 0x0A, count - start) else {
      return count
    }
    return UnsafeRawPointer(found) - base
  }
}
