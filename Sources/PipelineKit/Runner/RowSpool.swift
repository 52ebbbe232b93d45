import Glibc

/// The rows of documents that wait for the verdicts of the corpus stages: in memory up to a bound, and in a file behind it.
///
/// Used from one thread.
final class RowSpool {
  /// Where a document's rows are.
  enum Place {
    case memory(EncodedRows)
    case file(start: Int, extents: [RunLayout.Extent])
  }

  private static let blockBytes = 1 << 20
  private let path: String
  private var descriptor: Int32 = -1
  private var block: [UInt8] = []
  private var written = 0

  /// Makes a spool whose file, if one is needed, is at `path`.
  init(path: String) { self.path = path }

  deinit { remove() }

  /// Puts rows into the file.
  func append(_ rows: EncodedRows) throws -> Place {
    if descriptor < 0 {
      descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw fault("create") }
    }
    let place = Place.file(start: written + block.count, extents: rows.extents)
    for part in rows.parts { block += part }
    if block.count >= Self.blockBytes { try flush() }
    return place
  }

  /// The rows at a place.
  func rows(at place: Place) throws -> EncodedRows {
    switch place {
    case .memory(let rows): return rows
    case .file(let start, let extents):
      try flush()
      let count = extents.reduce(0) { $0 + $1.bytes }
      let bytes = try [UInt8](unsafeUninitializedCapacity: count) { target, initialized in
        let range = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<count])
        guard FileSystem.read(into: range, from: descriptor, at: start) else { throw fault("read") }
        initialized = count
      }
      return EncodedRows(bytes: bytes, extents: extents)
    }
  }

  /// Takes the file away.
  func remove() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(path)
    descriptor = -1
  }

  private func flush() throws {
    guard block.withUnsafeBytes({ FileSystem.write($0, to: descriptor) }) else { throw fault("write") }
    written += block.count
    block.removeAll(keepingCapacity: true)
  }

  private func fault(_ verb: String) -> RunFailure {
    RunFailure(.inputOutput, "output: cannot \(verb) '\(path)': \(FileSystem.reason)")
  }
}
