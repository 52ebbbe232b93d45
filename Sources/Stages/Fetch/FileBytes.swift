import Glibc
import PipelineKit

/// Reads whole files, up to a limit.
package enum FileBytes {
  /// What is read at once of a stream, which does not say how long it is, and the least room for a file.
  ///
  /// Room that is not written to takes no memory, and after so large a block the allocator gives less back to the system
  /// between two files, which would be a twentieth of the time in page faults.
  private static let blockBytes = 1 << 22

  /// The bytes of the file at `path`; throws ``Failure`` where it cannot be read or is larger than `limit`.
  package static func read(_ path: String, limit: Int) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable() }
    defer { close(descriptor) }
    return try read(descriptor: descriptor, limit: limit)
  }

  /// The bytes of an open file or stream, to its end.
  static func read(descriptor: Int32, limit: Int) throws -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable() }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw Failure(code: "too-large", "the file has \(size) bytes, and 'max-bytes' is \(limit)")
    }
    // One byte more than the file has, so that its end shows without another buffer.
    var bytes = try block(descriptor, max(size + 1, blockBytes))
    while true {
      guard bytes.read.count <= limit else {
        throw Failure(code: "too-large", "the file has more bytes than 'max-bytes' (\(limit))")
      }
      if bytes.isAtEnd { return bytes.read }
      let next = try block(descriptor, blockBytes)
      bytes.read += next.read
      bytes.isAtEnd = next.isAtEnd
    }
  }

  /// Reads until so many bytes are there, or no more come.
  private static func block(_ descriptor: Int32, _ room: Int) throws -> (read: [UInt8], isAtEnd: Bool) {
    var isAtEnd = false
    let bytes = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = 0
      while count < room {
        let read = Glibc.read(descriptor, buffer.baseAddress! + count, room - count)
        if read < 0, errno == EINTR { continue }
        guard read >= 0 else { throw unreadable() }
        isAtEnd = read == 0
        if isAtEnd { break }
        count += read
      }
    }
    return (bytes, isAtEnd)
  }

  private static func unreadable() -> Failure {
    Failure(
      code: "unreadable", "the file cannot be read: \(String(cString: strerror(errno)).lowercased())", class: .transient
    )
  }
}
