import Crypto
import Foundation
import Glibc

/// Hashes and writes the blocks of one file on a thread of its own, in the order in which they are handed over.
///
/// A block is given as bytes, or as a part of another file that is to be copied. What goes wrong is thrown by the next call.
final class BlockWriter: @unchecked Sendable {
  /// A part of another file, with what its pieces must hash to.
  struct Copy {
    var file: SourceFile
    var range: Range<Int>
    /// The lengths of its pieces, which make up the range, and their hashes.
    var pieces: [(bytes: Int, hash: UInt32)]
  }

  private enum Block {
    case bytes([UInt8])
    case copy(Copy)
  }

  /// A file that is copied from, opened once for all copies.
  final class SourceFile: @unchecked Sendable {
    let path: String
    fileprivate let descriptor: Int32

    /// Opens the file at `path`; nil where that fails, as `errno` says.
    init?(_ path: String) {
      self.path = path
      descriptor = DirectFile.open(path, O_RDONLY)
      if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// How long it is, bytes.
    var size: Int {
      var status = stat()
      return fstat(descriptor, &status) == 0 ? Int(status.st_size) : -1
    }
  }

  /// Bytes that may wait; more, and the caller waits.
  private static let waitingBytes = 8 << 20
  /// What is written at once: large enough for the disk, small enough to be hashed while it is in the processor's cache.
  private static let blockBytes = 1 << 20

  private let path: String
  private let descriptor: Int32
  private let condition = NSCondition()
  private var queue: [Block] = []
  private var queuedBytes = 0
  private var isClosed = false
  private var isDone = false
  private var failure: (any Error)?
  // The thread's own, until it is done.
  private var hash = SHA256()
  private var written = 0
  private let output = AlignedBuffer(BlockWriter.blockBytes)
  private var held = 0

  /// Begins to write the file at `path`, which must be new.
  init(_ path: String) throws {
    self.path = path
    descriptor = DirectFile.open(path, O_WRONLY | O_CREAT | O_EXCL)
    guard descriptor >= 0 else {
      throw RunFailure(.cannotCreate, "output: cannot create '\(path)': \(FileSystem.reason)")
    }
    do { try SystemThread.start { [self] in work() } } catch {
      close(descriptor)
      throw error
    }
  }

  /// Hands over bytes.
  func append(_ bytes: [UInt8]) throws { try put(.bytes(bytes), bytes.count) }

  /// Hands over a part of another file.
  func append(_ copy: Copy) throws { try put(.copy(copy), copy.pieces.count * 16) }

  /// Says that nothing more will be handed over.
  func end() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  /// Waits until all is written and durable, and gives its length and its SHA-256.
  func finish() throws -> (bytes: Int, sha256: String) {
    condition.lock()
    while !isDone { condition.wait() }
    condition.unlock()
    if let failure { throw failure }
    return (written, Digest.hex(hash.finalize()))
  }

  /// Ends the thread, whatever is still to be written.
  func abandon() {
    condition.lock()
    isClosed = true
    if failure == nil { failure = CancellationError() }
    condition.broadcast()
    condition.unlock()
  }

  private func put(_ block: Block, _ count: Int) throws {
    condition.lock()
    defer { condition.unlock() }
    while failure == nil, queuedBytes > 0, queuedBytes + count > Self.waitingBytes { condition.wait() }
    if let failure { throw failure }
    queue.append(block)
    queuedBytes += count
    condition.broadcast()
  }

  private func work() {
    let outcome = Result {
      while let blocks = take() {
        for block in blocks {
          switch block {
          case .bytes(let bytes): try bytes.withUnsafeBytes { try addAudited($0) }
          case .copy(let copy): try add(copy)
          }
        }
      }
      try seal()
    }
    close(descriptor)
    condition.lock()
    if case .failure(let error) = outcome, failure == nil { failure = error }
    isDone = true
    condition.broadcast()
    condition.unlock()
  }

  /// All blocks that wait; nil behind the last.
  private func take() -> [Block]? {
    condition.lock()
    defer { condition.unlock() }
    while failure == nil, queue.isEmpty, !isClosed { condition.wait() }
    guard failure == nil, !queue.isEmpty else { return nil }
    defer {
      queue = []
      queuedBytes = 0
      condition.broadcast()
    }
    return queue
  }

  /// Adds lines that were just made; those that are copied were looked at when they were.
  private func addAudited(_ lines: UnsafeRawBufferPointer) throws {
    if let broken = RowAudit.firstBroken(in: lines) {
      throw RunFailure(
        .internal, "output: a line of '\(path)' is no JSON object (\(broken + 1) of a block); please report this")
    }
    try add(lines)
  }

  private func add(_ bytes: UnsafeRawBufferPointer) throws {
    hash.update(bufferPointer: bytes)
    var rest = UnsafeRawBufferPointer(rebasing: bytes[...])
    while !rest.isEmpty {
      let count = min(rest.count, Self.blockBytes - held)
      let target = UnsafeMutableRawBufferPointer(rebasing: output.memory[held..<(held + count)])
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
      held += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if held == Self.blockBytes { try flush() }
    }
  }

  private let input = AlignedBuffer(BlockWriter.blockBytes)

  /// Copies as many pieces at a time as a block has room for.
  private func add(_ copy: Copy) throws {
    var at = copy.range.lowerBound
    var next = 0
    while next < copy.pieces.count {
      var count = 0
      var upTo = next
      repeat {
        count += copy.pieces[upTo].bytes
        upTo += 1
      } while upTo < copy.pieces.count && count + copy.pieces[upTo].bytes <= Self.blockBytes
      let bytes = try read(copy.file, at..<(at + count))
      var piece = 0
      for (length, expected) in copy.pieces[next..<upTo] {
        let part = UnsafeRawBufferPointer(rebasing: bytes[piece..<(piece + length)])
        guard RowHash.short(part) == expected else { throw PublishedRows.Damage(path: copy.file.path) }
        piece += length
      }
      try add(bytes)
      at += count
      next = upTo
    }
  }

  /// Reads a part of a file: all the sectors that it touches, as a direct read wants it.
  private func read(_ file: SourceFile, _ range: Range<Int>) throws -> UnsafeRawBufferPointer {
    let start = range.lowerBound & ~(DirectFile.alignment - 1)
    let wanted = range.upperBound - start
    input.reserve(wanted)
    var have = 0
    while have < wanted {
      let room = DirectFile.aligned(wanted) - have
      let count = pread(file.descriptor, input.memory.baseAddress! + have, room, off_t(start + have))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw RunFailure(.inputOutput, "output: cannot read '\(file.path)': \(FileSystem.reason)")
      }
      // Shorter than it was when it was published.
      guard count > 0 else { throw PublishedRows.Damage(path: file.path) }
      have += count
    }
    return UnsafeRawBufferPointer(rebasing: input.memory[(range.lowerBound - start)..<wanted])
  }

  private func flush() throws {
    var rest = UnsafeRawBufferPointer(rebasing: output.memory[..<held])
    written += held
    held = 0
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault("write") }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      // What is left of a block that was cut short no longer begins at a sector.
      if !rest.isEmpty { DirectFile.endDirect(descriptor) }
    }
  }

  /// Writes the rest and makes it all durable.
  private func seal() throws {
    condition.lock()
    let isAbandoned = failure != nil
    condition.unlock()
    if isAbandoned { return }
    DirectFile.endDirect(descriptor)
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw fault("sync") }
  }

  private func fault(_ verb: String) -> RunFailure {
    RunFailure(.inputOutput, "output: cannot \(verb) '\(path)': \(FileSystem.reason)")
  }
}
