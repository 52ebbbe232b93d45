import ArgumentParser
import Foundation
import Glibc

/// Runs the command in a process of its own and lets out of its standard error what a mail should have.
///
/// Nothing of a run that went well, and at most 15 lines of another, whatever stages, libraries and crashes print by
/// themselves. A run that the system kills, short of memory, cannot say so; this process does.
enum CronGuard {
  /// Tells the process that it has a guard: the guard's id.
  private static let variable = "TALLY_CRON_GUARD"
  nonisolated(unsafe) private static var child: pid_t = 0
  nonisolated(unsafe) private static var hasForwarded = false

  /// Returns in the process that is to work; in the other throws the exit code once that one has ended.
  static func guardProcess() throws {
    guard ProcessInfo.processInfo.environment[variable] != "\(getppid())" else { return }
    let (identifier, errors) = try spawn()
    child = identifier
    forwardSignals()
    var tail = ErrorTail(room: TroubleReport.maxLines)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(errors, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      tail.append(buffer[..<count])
    }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    if signal != 0 {
      let name = String(cString: strsignal(signal)).lowercased()
      let line = "tally: error: run: ended by signal \(signal) (\(name)); the next run clears up; run it again\n"
      tail.append(Array(line.utf8)[...])
    }
    if code != 0 { for line in tail.lines { Console.note(line) } }
    throw ExitCode(code)
  }

  private static func spawn() throws -> (pid_t, Int32) {
    var ends: [Int32] = [0, 0]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A signal to the whole group would come twice: from its sender and from here.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var words = CommandLine.arguments.map { strdup($0) } + [nil]
    let environment = ProcessInfo.processInfo.environment.merging([variable: "\(getpid())"]) { $1 }
    var pairs = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    guard pipe(&ends) == 0 else { throw failure(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    var identifier: pid_t = 0
    let fault = posix_spawn(&identifier, "/proc/self/exe", &actions, &attributes, &words, &pairs)
    close(ends[1])
    guard fault == 0 else { throw failure(fault) }
    return (identifier, ends[0])
  }

  private static func failure(_ number: Int32) -> ExitCode {
    Console.failure("run: cannot start a process: \(String(cString: strerror(number)).lowercased())", code: 74)
  }

  /// The first one is handed on; the run hears it, tidies up and ends.
  private static func forwardSignals() {
    Signals.onSignals { number in
      guard !CronGuard.hasForwarded else { return }
      CronGuard.hasForwarded = true
      kill(CronGuard.child, number)
    }
  }
}

/// The last lines of a stream, and the first: what a crash prints comes first, and what the run says of itself last.
struct ErrorTail {
  private let room: Int
  private var first: String?
  private var last: [String] = []
  private var count = 0
  private var rest: [UInt8] = []
  /// A line that does not end is cut here.
  private static let maxBytes = 1 << 14

  init(room: Int) { self.room = room }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") { endLine() } else if rest.count < Self.maxBytes { rest.append(byte) }
    }
  }

  private mutating func endLine() {
    let line = String(decoding: rest, as: UTF8.self)
    rest.removeAll(keepingCapacity: true)
    count += 1
    first = first ?? line
    last.append(line)
    if last.count > room { last.removeFirst() }
  }

  /// At most as many lines as there is room for.
  var lines: [String] {
    var all = self
    if !rest.isEmpty { all.endLine() }
    guard all.count > room, let first = all.first else { return all.last }
    let kept = room - 2
    return [first, "(\(all.count - kept - 1) lines left out)"] + all.last.suffix(kept)
  }
}
