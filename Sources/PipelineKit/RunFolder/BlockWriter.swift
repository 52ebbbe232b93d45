import Crypto
import Foundation
import Glibc

/// Hashes and writes one file on threads of its own, in the order in which things are handed over.
///
/// A thread takes a block: bytes, and parts of other files that are to be copied. It reads and looks at them by itself, hashes
/// when the blocks before have been hashed, and writes by itself again: so one thread's disk is another's processor. What
/// goes wrong is thrown by the next call.
final class BlockWriter: @unchecked Sendable {
  /// Bytes that may wait; more, and the caller waits.
  private static let waitingBytes = 8 << 20
  /// What is written at once: large enough for the disk, small enough to be hashed while it is in the processor's cache.
  ///
  /// What is read and what is written of it fill a huge page.
  private static let blockBytes = AlignedBuffer.hugeBytes / 2 - 2 * DirectFile.alignment
  /// One reads, one hashes, one writes.
  private static let mostThreads = 3
  /// What is read in vain between two parts of a file, rather than reading twice.
  private static let gapBytes = 1 << 16

  private let path: String
  private let descriptor: Int32
  private let buffers: BlockBuffers
  private let monitor = Monitor()
  /// There is something to take, or nothing more will come.
  private let work: Monitor.Condition
  /// There is room for more.
  private let room: Monitor.Condition
  /// Another block has been hashed.
  private let turn: Monitor.Condition
  private let done: Monitor.Condition
  private var queue = BlockQueue()
  private var threads = 0
  private var isClosed = false
  private var failure: (any Error)?
  /// How many blocks have been hashed.
  private var hashed = 0
  // What belongs to the block whose turn it is, and to the last thread behind all of them.
  private var hash = SHA256()
  private var size = 0
  /// The end of what was hashed, where it does not fill a sector.
  private var rest: [UInt8] = []

  /// Begins to write the file at `path`, which must be new.
  init(_ path: String, _ buffers: BlockBuffers) throws {
    (self.path, self.buffers) = (path, buffers)
    (work, room) = (monitor.condition(), monitor.condition())
    (turn, done) = (monitor.condition(), monitor.condition())
    descriptor = DirectFile.open(path, O_WRONLY | O_CREAT | O_EXCL)
    guard descriptor >= 0 else {
      throw RunFailure(.cannotCreate, "output: cannot create '\(path)': \(FileSystem.reason)")
    }
    do { try monitor.locked { try addThread() } } catch {
      close(descriptor)
      throw error
    }
  }

  /// Hands over bytes: whole lines.
  func append(_ bytes: [UInt8]) throws { try put(.bytes(bytes, bytes.indices)) }

  /// Hands over a part of another file.
  func append(_ part: SourceFile.Part) throws { try put(.copy(part)) }

  /// Says that nothing more will be handed over.
  func end() {
    monitor.locked {
      isClosed = true
      work.broadcast()
    }
  }

  /// Waits until all is written and durable, and gives its length and its SHA-256.
  func finish() throws -> (bytes: Int, sha256: String) {
    monitor.locked { while threads > 0 { done.wait() } }
    if let failure { throw failure }
    return (size, Digest.hex(hash.finalize()))
  }

  /// Ends the threads, whatever is still to be written.
  func abandon() { fail(CancellationError()) }

  private func fail(_ error: any Error) {
    monitor.locked {
      isClosed = true
      if failure == nil { failure = error }
      for condition in [work, room, turn] { condition.broadcast() }
    }
  }

  private func put(_ part: BlockQueue.Part) throws {
    try monitor.locked {
      while failure == nil, queue.held > Self.waitingBytes { room.wait() }
      if let failure { throw failure }
      queue.append(part)
      while threads < Self.mostThreads, queue.waiting > threads * Self.blockBytes {
        // Those that are there do it as well.
        do { try addThread() } catch { break }
      }
      work.broadcast()
    }
  }

  private func addThread() throws {
    try SystemThread.start { [self] in run() }
    threads += 1
  }

  private func run() {
    do {
      while waitForWork() {
        let buffer = buffers.take()
        defer { buffers.give(back: buffer) }
        if let block = take() { try write(block, buffer) }
      }
    } catch { fail(error) }
    let isLast = monitor.locked {
      if threads == 1 { return true }
      threads -= 1
      return false
    }
    if isLast { finishFile() }
  }

  /// The last thread's work: writes the rest and makes it all durable.
  private func finishFile() {
    do { if monitor.locked({ failure == nil }) { try seal() } } catch { fail(error) }
    close(descriptor)
    monitor.locked {
      threads -= 1
      done.broadcast()
    }
  }

  /// False behind the last block.
  private func waitForWork() -> Bool {
    monitor.locked {
      while failure == nil, queue.isEmpty, !isClosed { work.wait() }
      return failure == nil && !queue.isEmpty
    }
  }

  /// The next block; nil where others have taken them all.
  private func take() -> BlockQueue.Block? {
    monitor.locked {
      guard failure == nil, !queue.isEmpty else { return nil }
      defer { room.broadcast() }
      return queue.take(Self.blockBytes)
    }
  }

  private func write(_ block: BlockQueue.Block, _ buffer: AlignedBuffer) throws {
    // One half for what is read, one for what is written, each with the rest of the sectors before and behind.
    buffer.reserve(2 * DirectFile.aligned(block.count + 2 * DirectFile.alignment))
    let half = buffer.memory.count / 2
    let input = UnsafeMutableRawBufferPointer(rebasing: buffer.memory[..<half])
    let output = UnsafeMutableRawBufferPointer(rebasing: buffer.memory[half...])
    // It stands in its sectors behind the end of the block before.
    let start = block.start % DirectFile.alignment
    try gather(block, input, UnsafeMutableRawBufferPointer(rebasing: output[start...]))
    let isTurn = monitor.locked {
      while failure == nil, hashed < block.number { turn.wait() }
      return failure == nil
    }
    guard isTurn else { return }
    output.copyBytes(from: rest)
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: output[start..<(start + block.count)]))
    size += block.count
    let whole = (start + block.count) & ~(DirectFile.alignment - 1)
    rest = Array(output[whole..<(start + block.count)])
    monitor.locked {
      hashed += 1
      turn.broadcast()
    }
    try put(UnsafeRawBufferPointer(rebasing: output[..<whole]), at: block.start - start)
  }

  /// Puts the parts of a block together.
  private func gather(
    _ block: BlockQueue.Block, _ input: UnsafeMutableRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws {
    var end = 0
    var window = 0..<0
    var read = UnsafeRawBufferPointer(start: nil, count: 0)
    for (place, part) in block.parts.enumerated() {
      let target = UnsafeMutableRawBufferPointer(rebasing: output[end..<(end + part.count)])
      switch part {
      case .bytes(let bytes, let range):
        try bytes.withUnsafeBytes { bytes in
          if range.lowerBound == 0 { try audit(bytes) }
          target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
      case .copy(let own):
        if !(window.contains(own.range.lowerBound) && own.range.upperBound <= window.upperBound) {
          window = Self.window(block.parts[place...], from: own)
          read = try own.file.read(window, into: input)
        }
        let start = own.start - window.lowerBound
        try copy(own, UnsafeRawBufferPointer(rebasing: read[start..<(start + own.count)]), target)
      }
      end += part.count
    }
  }

  /// What is read at once of the file of the first part: it, and those of the others that stand close behind it.
  private static func window(_ parts: ArraySlice<BlockQueue.Part>, from first: SourceFile.Part) -> Range<Int> {
    var window = first.range
    for case .copy(let next) in parts.dropFirst() {
      guard next.file === first.file, next.start >= window.upperBound, next.start - window.upperBound <= gapBytes,
        next.range.upperBound - window.lowerBound <= blockBytes
      else { break }
      window = window.lowerBound..<next.range.upperBound
    }
    return window
  }

  /// Copies pieces, each of which must be what was published.
  private func copy(
    _ part: SourceFile.Part, _ bytes: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer
  ) throws {
    var start = 0
    for (length, expected) in part.pieces {
      let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + length)])
      let hash = target.baseAddress.map { RowHash.short(piece, copiedTo: $0 + start) }
      guard hash == expected else { throw PublishedRows.Damage(path: part.file.path) }
      start += length
    }
  }

  /// Looks at lines that were just made; those that are copied were looked at when they were.
  private func audit(_ lines: UnsafeRawBufferPointer) throws {
    if let broken = RowAudit.firstBroken(in: lines) {
      throw RunFailure(
        .internal, "output: a line of '\(path)' is no JSON object (\(broken + 1) of a block); please report this")
    }
  }

  /// Writes bytes to their place in the file.
  private func put(_ bytes: UnsafeRawBufferPointer, at place: Int) throws {
    var written = 0
    while written < bytes.count {
      let count = pwrite(descriptor, bytes.baseAddress! + written, bytes.count - written, off_t(place + written))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw fault("write") }
      written += count
      // What is left of a block that was cut short no longer begins at a sector.
      if written < bytes.count { DirectFile.endDirect(descriptor) }
    }
  }

  private func seal() throws {
    DirectFile.endDirect(descriptor)
    try rest.withUnsafeBytes { try put($0, at: size - rest.count) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw fault("sync") }
  }

  private func fault(_ verb: String) -> RunFailure {
    RunFailure(.inputOutput, "output: cannot \(verb) '\(path)': \(FileSystem.reason)")
  }
}
