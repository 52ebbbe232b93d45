import Foundation
import Glibc
import Synchronization

/// Survives a stage that crashes: the process starts itself anew, and the document is rejected.
///
/// A trap leaves memory that nobody may trust, so nothing goes on in it. The handler notes the stage and the document
/// that its thread was working on, and replaces the process by a new one of the same program, arguments and lock; that
/// one reads the note and rejects the document without touching it. A run is a pure function of its input, so that the
/// rest comes out as if nothing had happened. A crash outside any document ends the process, as it should.
public enum CrashRestart {
  /// What the process that this one replaced hands on: the descriptor of its lock, and when the run began.
  private static let variable = "TALLY_RESTARTED_RUN"

  struct Predecessor {
    var lock: Int32
    var started: Date
  }

  /// Takes what a predecessor handed on, once; a child process must not find it.
  static func takePredecessor() -> Predecessor? {
    guard let text = ProcessInfo.processInfo.environment[variable] else { return nil }
    unsetenv(variable)
    let parts = text.split(separator: ":")
    guard parts.count == 2, let lock = Int32(parts[0]), let seconds = Double(parts[1]) else { return nil }
    return Predecessor(lock: lock, started: Date(timeIntervalSince1970: seconds))
  }
  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT]

  /// What a worker's thread is doing, in memory that a signal handler may read.
  final class Journal: @unchecked Sendable {
    static let capacity = 8192
    /// The length in the first eight bytes, then the note.
    private let memory = UnsafeMutableRawPointer.allocate(byteCount: Journal.capacity + 8, alignment: 8)
    private let alternateStack = UnsafeMutableRawPointer.allocate(byteCount: 64 << 10, alignment: 16)

    init() { clear() }

    deinit {
      memory.deallocate()
      alternateStack.deallocate()
    }

    /// Makes this the journal of the calling thread, and gives the thread a stack for a handler of its overflow.
    func adopt() {
      guard let key = Handler.journalKey.withLock({ $0 }) else { return }
      pthread_setspecific(key, memory)
      var stack = stack_t(ss_sp: alternateStack, ss_flags: 0, ss_size: 64 << 10)
      sigaltstack(&stack, nil)
    }

    func note(stage: String, source: String) {
      clear()
      // A file's name may hold anything but NUL.
      let line = Array("\(stage)\0\(source)\0".utf8)
      // A note that does not fit cannot name its document; better none than half a name.
      guard line.count <= Self.capacity else { return }
      memory.advanced(by: 8).copyMemory(from: line, byteCount: line.count)
      memory.storeBytes(of: line.count, as: Int.self)
    }

    func clear() { memory.storeBytes(of: 0, as: Int.self) }
  }

  /// Takes over crashes from here on.
  ///
  /// `notes` is a file that this process and its successors share.
  static func install(notes path: String, lock: Int32, started: Date) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw RunFailure(.cannotCreate, "run: cannot create '\(path)': \(FileSystem.reason)") }
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    let created = key
    Handler.journalKey.withLock { $0 = created }
    var environment = ProcessInfo.processInfo.environment
    environment[variable] = "\(lock):\(started.timeIntervalSince1970)"
    Handler.program = strdup("/proc/self/exe")
    Handler.arguments = strings(CommandLine.arguments)
    Handler.environment = strings(environment.map { "\($0.key)=\($0.value)" })
    Handler.notes = file
    Handler.lock = lock
    Handler.key = key
    for signal in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { Handler.crashed($0) }
      action.sa_flags = Int32(bitPattern: UInt32(SA_ONSTACK)) | Int32(SA_NODEFER)
      sigaction(signal, &action, nil)
    }
  }

  /// The stages that crashed before, by source, as the predecessors left them.
  ///
  /// Throws where the same document stands there twice: rejecting it has not helped.
  static func read(notes path: String) throws -> [String: String] {
    let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    let fields = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    var crashed: [String: String] = [:]
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      let (stage, source) = (fields[index], fields[index + 1])
      guard crashed.updateValue(stage, forKey: source) == nil else {
        throw RunFailure(.internal, "run: '\(stage)' crashed on '\(source)' twice; leave the file out and report this")
      }
    }
    return crashed
  }

  private static func strings(_ list: [String]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: list.count + 1)
    for (index, text) in list.enumerated() { array[index] = strdup(text) }
    array[list.count] = nil
    return array
  }

  /// What the handler reads; written once, before any worker starts.
  private enum Handler {
    static let journalKey = Mutex<pthread_key_t?>(nil)
    nonisolated(unsafe) static var key = pthread_key_t()
    nonisolated(unsafe) static var notes: Int32 = -1
    nonisolated(unsafe) static var lock: Int32 = -1
    nonisolated(unsafe) static var program: UnsafeMutablePointer<CChar>?
    nonisolated(unsafe) static var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    nonisolated(unsafe) static var environment: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    /// Only calls that a signal handler may make.
    static func crashed(_ signal: Int32) {
      if let journal = pthread_getspecific(key), let program, let arguments, let environment {
        let length = journal.load(as: Int.self)
        if length > 0, write(notes, journal.advanced(by: 8), length) == length {
          var none = sigset_t()
          sigemptyset(&none)
          pthread_sigmask(SIG_SETMASK, &none, nil)
          // Only the successor may inherit the lock, so it is closed on every other exec.
          _ = fcntl(lock, F_SETFD, 0)
          execve(program, arguments, environment)
        }
      }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = SIG_DFL
      sigaction(signal, &action, nil)
      raise(signal)
    }
  }
}
