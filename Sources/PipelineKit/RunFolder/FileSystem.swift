import Foundation
import Glibc

/// The few calls by which a run becomes durable: each says what failed, on which path, and why.
enum FileSystem {
  /// The reason of the last failed call, in the words of the system.
  static var reason: String { String(cString: strerror(errno)).lowercased() }

  static func makeFolder(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    let above = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if above != path { try makeFolder(above) }
    // Another process may have made it in between, which is as well.
    guard mkdir(path, 0o777) == 0 || (errno == EEXIST && stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
    else {
      throw RunFailure(
        .cannotCreate, "output: cannot create folder '\(path)': \(reason); choose another with --output")
    }
  }

  static func rename(_ from: String, to: String) throws {
    guard Glibc.rename(from, to) == 0 else {
      throw RunFailure(.inputOutput, "output: cannot rename '\(from)' to '\(to)': \(reason)")
    }
  }

  /// Makes what was written to a file, or the names in a folder, survive a power cut.
  static func sync(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw RunFailure(.inputOutput, "output: cannot open '\(path)': \(reason)") }
    defer { close(file) }
    // A file system that cannot sync says EINVAL; there is nothing better to do on it.
    guard fsync(file) == 0 || errno == EINVAL else {
      throw RunFailure(.inputOutput, "output: cannot sync '\(path)': \(reason)")
    }
  }

  /// Writes all bytes to an open file; false where that fails, as `errno` says.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Fills `target` from an open file, beginning at `offset`; false where that fails or the file ends before, as `errno` says.
  static func read(into target: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int) -> Bool {
    var have = 0
    while have < target.count {
      errno = 0
      let count = pread(descriptor, target.baseAddress! + have, target.count - have, off_t(offset + have))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      have += count
    }
    return true
  }

  static func write(_ text: String, to path: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) } catch {
      throw RunFailure(.inputOutput, "output: cannot write '\(path)': \(why(error))")
    }
  }

  /// Puts a file in the place of another, all of it at once, so that a reader has the one or the other.
  static func replace(_ path: String, with text: String) throws {
    let new = path + ".new"
    try write(text, to: new)
    do {
      try sync(new)
      try rename(new, to: path)
    } catch {
      _ = unlink(new)
      throw error
    }
    try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  static func remove(_ path: String) throws {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw RunFailure(.inputOutput, "output: cannot remove '\(path)': \(why(error))")
    }
  }

  private static func why(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let code = underlying?.domain == NSPOSIXErrorDomain ? underlying?.code : nil
    return code.map { String(cString: strerror(Int32($0))).lowercased() } ?? error.localizedDescription.lowercased()
  }
}
