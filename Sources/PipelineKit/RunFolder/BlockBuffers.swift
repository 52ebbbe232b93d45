/// Memory to read and write blocks with, shared by all files of a run: most of its threads wait, and new memory costs more
/// than what is done with it.
final class BlockBuffers: @unchecked Sendable {
  /// So many blocks are under way at once: enough for a disk that is asked for several at a time.
  private static let limit = 4

  private let monitor = Monitor()
  private let returned: Monitor.Condition
  private var free: [AlignedBuffer] = []
  private var count = 0

  init() { returned = monitor.condition() }

  /// Lends memory; waits until there is some.
  ///
  /// Whoever has taken a block has its memory already, so that no block waits for one behind it.
  func take() -> AlignedBuffer {
    monitor.locked {
      while free.isEmpty, count == Self.limit { returned.wait() }
      if let buffer = free.popLast() { return buffer }
      count += 1
      return AlignedBuffer(AlignedBuffer.hugeBytes)
    }
  }

  /// Takes memory back.
  func give(back buffer: AlignedBuffer) {
    monitor.locked {
      free.append(buffer)
      returned.signal()
    }
  }
}
