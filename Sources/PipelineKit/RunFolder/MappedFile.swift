import Glibc

/// The bytes of a file, mapped rather than read: a table may be larger than the memory.
final class MappedFile: @unchecked Sendable {
  /// The bytes; valid as long as this object.
  let bytes: UnsafeRawBufferPointer

  /// Maps the file at `path`; nil where that fails, as `errno` says.
  init?(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    if size == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else { return nil }
    madvise(start, size, MADV_SEQUENTIAL)
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  /// Hands on the parts of the file at `path`, or all of it; false where it cannot be read.
  ///
  /// A few parts are read rather than mapped: what is read ahead of each in vain would be many times as much.
  static func withParts(
    of path: String, _ ranges: [Range<Int>]?, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Bool {
    guard let ranges else {
      guard let file = MappedFile(path) else { return false }
      try withExtendedLifetime(file) { try body(file.bytes) }
      return true
    }
    guard let file = SourceFile(path) else { return false }
    let longest = ranges.map(\.count).max() ?? 0
    let buffer = AlignedBuffer(longest + 2 * DirectFile.alignment)
    for range in ranges {
      let bytes = try file.read(range, into: buffer.memory)
      try withExtendedLifetime(buffer) { try body(bytes) }
    }
    return true
  }

  /// How much of a file that is read once is worth holding.
  static let windowBytes = 4 << 20

  /// Lets the memory go that holds a part of a mapped file, but for the page at its end; gives where the rest begins.
  static func release(_ bytes: UnsafeRawBufferPointer, from start: Int, upTo end: Int) -> Int {
    let upTo = end & ~(DirectFile.alignment - 1)
    guard upTo > start, let base = bytes.baseAddress else { return start }
    madvise(UnsafeMutableRawPointer(mutating: base + start), upTo - start, MADV_DONTNEED)
    return upTo
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }
}
