import Foundation
import Glibc
import PipelineTesting

/// The built `tally`, run as a process of its own.
enum Binary {
  /// What a process left behind.
  struct Result {
    /// The exit code; 128 and the signal's number where a signal ended it, as shells count.
    var code: Int32
    var output: String
    var errors: String
    /// The last line on standard error.
    var lastLine: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The repository.
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path

  /// The executable: beside the bundle of these tests, whatever the build folder is called.
  static let path: String = {
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folders = [bundle, CommandLine.arguments[0]].map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    let paths = (folders + [repository + "/.build/debug"]).map { $0 + "/tally" }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? paths[0]
  }()

  /// Runs `tally` to its end.
  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], in folder: String? = nil
  ) throws -> Result {
    let process = try SpawnedProcess(path, arguments, input: input, environment: environment, folder: folder)
    return try process.wait()
  }

  /// Runs a line of shell with `tally` on its path.
  static func shell(_ line: String, in folder: String? = nil) throws -> Result {
    let bin = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let search = bin + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    return try SpawnedProcess("/bin/sh", ["-c", line], environment: ["PATH": search], folder: folder).wait()
  }
}

/// A process whose streams are files, so that it never waits for a reader.
final class SpawnedProcess {
  /// A hang fails its test after so many seconds; nothing else here depends on time.
  private static let patience = 180.0
  /// So many microseconds pass between two looks at a process.
  static let poll: UInt32 = 3000

  struct Hang: Error, CustomStringConvertible {
    var command: String
    var description: String { "'\(command)' did not end within \(SpawnedProcess.patience) s" }
  }

  private let identifier: pid_t
  private let command: String
  private let streams: TemporaryFolder
  private var isRunning = true

  /// Starts a program with the text of `input` as its standard input.
  ///
  /// `output` and `errors` are paths that its streams go to in place of files of its own.
  init(
    _ program: String, _ arguments: [String], input: String = "", environment: [String: String] = [:],
    folder: String? = nil, output: String? = nil, errors: String? = nil
  ) throws {
    command = ([program] + arguments).joined(separator: " ")
    streams = try TemporaryFolder()
    let inputPath = try streams.write(input, to: "input")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let create = O_WRONLY | O_CREAT | O_NOCTTY
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, inputPath, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output ?? streams.path + "/output", create, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors ?? streams.path + "/errors", create, 0o600)
    // What the runner of the tests ignores or blocks is no business of the program.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    // The shell changes the folder and then is the program: the process stays the same.
    let change = folder.map { ["/bin/sh", "-c", #"cd "$0" && exec "$@""#, $0] } ?? []
    let line = change + [program] + arguments
    var words = line.map { strdup($0) } + [nil]
    var pairs = variables.map { strdup($0) } + [nil]
    defer { (words + pairs).forEach { free($0) } }
    var child: pid_t = 0
    let fault = posix_spawn(&child, line[0], &actions, &attributes, &words, &pairs)
    guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EIO) }
    identifier = child
  }

  deinit {
    guard isRunning else { return }
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(identifier, signal) }

  /// The processes that it has started.
  var children: [pid_t] {
    let text = FileManager.default.contents(atPath: "/proc/\(identifier)/task/\(identifier)/children") ?? Data()
    return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap { pid_t($0) }
  }

  /// The most memory that the process has held since it is this program, in bytes; nil once it has ended.
  var peakBytes: Int? {
    let status = FileManager.default.contents(atPath: "/proc/\(identifier)/status") ?? Data()
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }

  /// Waits until `condition` holds; false where the process ended before it did.
  func runs(polling microseconds: UInt32 = SpawnedProcess.poll, until condition: () -> Bool) throws -> Bool {
    let start = Date()
    while !condition() {
      var information = siginfo_t()
      let ended = waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) == 0
      if ended, information.si_signo == SIGCHLD { return condition() }
      try pause(since: start, microseconds)
    }
    return true
  }

  /// Waits for the end, and gives what the process left behind.
  func wait() throws -> Binary.Result {
    let start = Date()
    var status: Int32 = 0
    while waitpid(identifier, &status, WNOHANG) == 0 { try pause(since: start) }
    isRunning = false
    let signal = status & 0x7F
    return Binary.Result(
      code: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: text("output"), errors: text("errors"))
  }

  private func pause(since start: Date, _ microseconds: UInt32 = poll) throws {
    guard Date().timeIntervalSince(start) < Self.patience else { throw Hang(command: command) }
    usleep(microseconds)
  }

  private func text(_ name: String) -> String {
    let data = FileManager.default.contents(atPath: streams.path + "/" + name) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
