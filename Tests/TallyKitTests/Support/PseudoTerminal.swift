import Foundation
import Glibc
import Synchronization

/// A terminal that keeps what is written to it.
final class PseudoTerminal: Sendable {
  /// The path that a process opens.
  let path: String
  private let master: Int32
  private let received = Mutex<[UInt8]>([])

  init() throws {
    // What posix_openpt, unlockpt and ptsname do on Linux; Swift does not import them. The numbers are TIOCSPTLCK and
    // TIOCGPTN.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &isLocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    path = "/dev/pts/\(number)"
  }

  deinit { close(master) }

  /// Keeps what is written while `process` runs.
  func record(while process: () throws -> Void) throws {
    // Held open, so that the end of the process is not the end of the terminal before all is read.
    let slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    let isRead = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [self] in
      var block = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(master, &block, block.count)
        guard count > 0 else { break }
        received.withLock { $0 += block[..<count] }
      }
      isRead.signal()
    }
    defer {
      close(slave)
      isRead.wait()
    }
    try process()
  }

  /// What was written, once `record` is over.
  var text: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }
}

/// What a person sees in the end: the lines of a terminal after cursor movements and erasures.
func screen(of text: String) -> [String] {
  var lines = [""]
  var row = 0
  var rest = text[...].unicodeScalars
  while let scalar = rest.popFirst() {
    switch scalar {
    case "\r": break
    case "\n":
      row += 1
      if row == lines.count { lines.append("") }
    case "\u{1B}":
      let sequence = rest.prefix { !("A"..."z").contains($0) || $0 == "[" }
      rest = rest.dropFirst(sequence.count)
      switch rest.popFirst() {
      case "A": row = max(0, row - 1)
      case "K": lines[row] = ""
      default: lines[row] += "?"
      }
    default: lines[row].unicodeScalars.append(scalar)
    }
  }
  return lines
}
