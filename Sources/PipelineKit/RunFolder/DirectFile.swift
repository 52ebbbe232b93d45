import Glibc

/// A file that is written or read past the page cache, where the file system can: half a gigabyte a night that nobody reads
/// again before it is forgotten would cost more there than its hashing.
///
/// Where it cannot, everything is the same through the cache.
enum DirectFile {
  /// Linux's O_DIRECT, a macro that Swift does not see.
  #if arch(arm64) || arch(arm)
    private static let direct: Int32 = 0o200000
  #else
    private static let direct: Int32 = 0o40000
  #endif

  /// What positions, lengths and memory are multiples of; no disk has larger sectors.
  static let alignment = 4096

  /// Rounds up to a multiple of the alignment.
  static func aligned(_ count: Int) -> Int { (count + alignment - 1) & ~(alignment - 1) }

  /// Opens a file directly, or else through the cache; a negative number where neither works, as `errno` says.
  static func open(_ path: String, _ flags: Int32) -> Int32 {
    let descriptor = Glibc.open(path, flags | direct | O_CLOEXEC, 0o644)
    if descriptor >= 0 || errno != EINVAL { return descriptor }
    return Glibc.open(path, (flags & ~O_EXCL) | O_CLOEXEC, 0o644)
  }

  /// Makes writes of any length possible from here on, through the cache.
  static func endDirect(_ descriptor: Int32) {
    let flags = fcntl(descriptor, F_GETFL)
    if flags >= 0 { _ = fcntl(descriptor, F_SETFL, flags & ~direct) }
  }
}

/// Memory at an address that direct reads and writes can use.
final class AlignedBuffer {
  /// What the system can hand out as one page: a direct read or write then has one page to hold, and not five hundred.
  static let hugeBytes = 2 << 20

  private(set) var memory: UnsafeMutableRawBufferPointer

  init(_ count: Int) { memory = Self.allocate(count) }

  deinit { memory.deallocate() }

  /// Makes room for so many bytes; what it held is lost.
  func reserve(_ count: Int) {
    guard count > memory.count else { return }
    memory.deallocate()
    memory = Self.allocate(count)
  }

  private static func allocate(_ count: Int) -> UnsafeMutableRawBufferPointer {
    let isHuge = count >= hugeBytes
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: DirectFile.aligned(count), alignment: isHuge ? hugeBytes : DirectFile.alignment)
    // Where the system has none, it has small ones.
    if isHuge { madvise(memory.baseAddress, memory.count, MADV_HUGEPAGE) }
    return memory
  }
}
