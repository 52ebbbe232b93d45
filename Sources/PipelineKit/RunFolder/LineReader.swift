import Glibc

/// Reads the lines of a file one after the other, in little memory whatever its size.
package enum LineReader {
  /// What is read at once; a longer line takes as much as it needs.
  private static let blockBytes = 1 << 20

  /// Hands each line, without its line feed, to `body`, until that gives false; false where the file cannot be read.
  ///
  /// What stands behind the last line feed is a line as well. The bytes are valid while `body` runs.
  package static func forEachLine(
    in path: String, _ body: (UnsafeRawBufferPointer) throws -> Bool
  ) rethrows -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: blockBytes)
    // What has been read of a line whose end has not.
    var begun = 0
    while true {
      if begun == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
      let count = buffer.withUnsafeMutableBytes {
        read(file, $0.baseAddress.unsafelyUnwrapped + begun, $0.count - begun)
      }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      let goesOn = try buffer.withUnsafeMutableBytes { buffer in
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<(begun + count)])
        if count == 0 {
          if begun > 0 { _ = try body(bytes) }
          return false
        }
        var start = 0
        var end = bytes.lineEnd(from: begun)
        while end < bytes.count {
          guard try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) else { return false }
          start = end + 1
          end = bytes.lineEnd(from: start)
        }
        begun = bytes.count - start
        buffer.copyBytes(from: bytes[start...])
        return true
      }
      if !goesOn { return true }
    }
  }
}
