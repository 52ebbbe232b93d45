import Glibc
import PipelineKit

/// Reads whole files, up to a limit.
enum FileBytes {
  private static let blockBytes = 1 << 18

  /// The bytes of the file at `path`; throws ``Failure`` where it cannot be read or is larger than `limit`.
  static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable() }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw Failure(code: "too-large", "the file has \(size) bytes, and 'max-bytes' is \(limit)")
    }
    var bytes: [UInt8] = []
    var isAtEnd = false
    while !isAtEnd {
      let room = max(size - bytes.count + 1, blockBytes)
      let block = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = 0
        let read = Glibc.read(descriptor, buffer.baseAddress, room)
        guard read >= 0 || errno == EINTR else { throw unreadable() }
        isAtEnd = read == 0
        count = max(0, read)
      }
      if bytes.isEmpty { bytes = block } else { bytes += block }
      guard bytes.count <= limit else {
        throw Failure(code: "too-large", "the file has more bytes than 'max-bytes' (\(limit))")
      }
    }
    return bytes
  }

  private static func unreadable() -> Failure {
    Failure(
      code: "unreadable", "the file cannot be read: \(String(cString: strerror(errno)).lowercased())", class: .transient
    )
  }
}
