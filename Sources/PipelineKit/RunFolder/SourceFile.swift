import Glibc

/// A file that rows are copied from, opened once for all copies.
final class SourceFile: @unchecked Sendable {
  /// A part of it that is copied as it is, and what its pieces must hash to.
  struct Part {
    /// The lengths of the pieces and their hashes.
    typealias Pieces = [(bytes: Int, hash: UInt32)]

    var file: SourceFile
    var start: Int
    var count: Int
    var pieces: Pieces.SubSequence

    var range: Range<Int> { start..<(start + count) }

    /// Takes pieces from the beginning, as many as `room` holds and one at least.
    mutating func take(_ room: Int) -> Part {
      var taken = self
      taken.count = 0
      var end = pieces.startIndex
      while end < pieces.endIndex, end == pieces.startIndex || taken.count + pieces[end].bytes <= room {
        taken.count += pieces[end].bytes
        end += 1
      }
      taken.pieces = pieces[..<end]
      pieces = pieces[end...]
      start += taken.count
      count -= taken.count
      return taken
    }
  }

  let path: String
  private let descriptor: Int32

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

  /// Reads a part into aligned memory: all the sectors that it touches, as a direct read wants it.
  func read(_ range: Range<Int>, into memory: UnsafeMutableRawBufferPointer) throws -> UnsafeRawBufferPointer {
    let start = range.lowerBound & ~(DirectFile.alignment - 1)
    let wanted = range.upperBound - start
    var have = 0
    while have < wanted {
      let room = DirectFile.aligned(wanted) - have
      let count = pread(descriptor, memory.baseAddress! + have, room, off_t(start + have))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw RunFailure(.inputOutput, "output: cannot read '\(path)': \(FileSystem.reason)")
      }
      // Shorter than it was when it was published.
      guard count > 0 else { throw PublishedRows.Damage(path: path) }
      have += count
    }
    return UnsafeRawBufferPointer(rebasing: memory[(range.lowerBound - start)..<wanted])
  }
}
