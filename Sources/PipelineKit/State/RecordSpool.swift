import Glibc
import Synchronization

/// Records that a run needs again before it ends: the last of them in memory, and all others in a file without a name.
///
/// The file goes with the spool, however the run ends. For all threads.
final class RecordSpool: Sendable {
  /// What is gathered before it is written, as a rule.
  private static let blockBytes = 1 << 20
  /// What is read at once of a record whose length is not known.
  private static let likelyBytes = 1 << 10
  /// Each record stands behind its length.
  private static let headBytes = 4

  /// What has been written; it only grows, so that it may be read while more is added.
  private struct File {
    var descriptor: Int32 = -1
    var size = 0
  }

  private struct Content {
    var file = File()
    var block: [UInt8] = []
    var written: Int { file.size }
  }

  /// Where the file is made; nil where all stays in memory.
  private let path: String?
  /// What is gathered before it is written: runs of a few thousand documents need no file for what is known of each.
  private let blockBytes: Int
  private let content = Mutex(Content())

  /// Makes a spool whose file, if one is needed, is made at `path`, and has no name from then on.
  ///
  /// It is needed once more than `bytes` have been gathered.
  init(path: String?, holding bytes: Int = blockBytes) { (self.path, blockBytes) = (path, bytes) }

  deinit {
    content.withLock { content in
      if content.file.descriptor >= 0 { close(content.file.descriptor) }
    }
  }

  /// Puts a record behind the others; gives its place.
  func append(_ record: [UInt8]) throws -> Int { try append([record[...]]) }

  /// Puts a record, in parts, behind the others; gives its place.
  func append(_ parts: [ArraySlice<UInt8>]) throws -> Int {
    try content.withLock { content in
      let place = content.written + content.block.count
      let count = parts.reduce(0) { $0 + $1.count }
      guard let head = UInt32(exactly: count) else { preconditionFailure("a record of 4 GB") }
      withUnsafeBytes(of: head.littleEndian) { content.block.append(contentsOf: $0) }
      for part in parts { content.block += part }
      if content.block.count >= blockBytes { try flush(&content) }
      return place
    }
  }

  /// The record at a place, about so many bytes long.
  func record(at place: Int, expecting bytes: Int = likelyBytes) throws -> [UInt8] {
    Array(try slice(at: place, expecting: bytes))
  }

  /// The record at a place, about so many bytes long, as a part of what was read for it.
  func slice(at place: Int, expecting bytes: Int) throws -> ArraySlice<UInt8> {
    let (held, file) = content.withLock { content -> (ArraySlice<UInt8>?, File) in
      let inBlock = place - content.written
      guard inBlock >= 0 else { return (nil, content.file) }
      let start = inBlock + Self.headBytes
      // A copy: what is added to the block must not have to leave it for a record's sake.
      return (Array(content.block[start..<(start + Self.length(content.block[inBlock...]))])[...], content.file)
    }
    return try held ?? read(file, at: place, expecting: bytes + Self.headBytes)
  }

  /// Hands on all records in their order; none may be added meanwhile.
  func forEach(_ body: ([UInt8]) throws -> Void) throws {
    let end = content.withLock { $0.written + $0.block.count }
    var place = 0
    while place < end {
      let record = try record(at: place)
      place += Self.headBytes + record.count
      try body(record)
    }
  }

  private static func length(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { Int(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self))) }
  }

  private func read(_ file: File, at place: Int, expecting count: Int) throws -> ArraySlice<UInt8> {
    let first = try bytes(of: file, place..<min(place + count, file.size))
    let length = Self.length(first[...])
    let have = first.count - Self.headBytes
    if length <= have { return first[Self.headBytes..<(Self.headBytes + length)] }
    let rest = place + first.count
    return first.dropFirst(Self.headBytes) + (try bytes(of: file, rest..<(rest + length - have)))
  }

  private func bytes(of file: File, _ range: Range<Int>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { target, initialized in
      let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<range.count])
      guard FileSystem.read(into: target, from: file.descriptor, at: range.lowerBound) else { throw fault("read") }
      initialized = range.count
    }
  }

  private func flush(_ content: inout Content) throws {
    guard let path else { return }
    if content.file.descriptor < 0 {
      content.file.descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard content.file.descriptor >= 0, unlink(path) == 0 else { throw fault("create") }
    }
    let isWritten = content.block.withUnsafeBytes { FileSystem.write($0, to: content.file.descriptor) }
    guard isWritten else { throw fault("write") }
    content.file.size += content.block.count
    content.block.removeAll(keepingCapacity: true)
  }

  private func fault(_ verb: String) -> RunFailure {
    RunFailure(.inputOutput, "output: cannot \(verb) '\(path ?? "")': \(FileSystem.reason)")
  }
}
