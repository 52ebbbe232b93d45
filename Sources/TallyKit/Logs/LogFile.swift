import Foundation
import Glibc
import Logging
import PipelineKit
import Synchronization

/// A file that log lines are added to, one JSON object each.
///
/// Opening it moves a file that has grown large aside (`tally.jsonl.1`, the oldest with the highest number), so that
/// nobody else need look after it. Several processes may write to one file: each line is written at once.
final class LogFile: Sendable {
  /// A file of this size is moved aside; at 300 bytes a line it has some 50,000.
  static let maxBytes = 16 << 20
  /// So many that were moved aside are kept.
  static let kept = 5

  let path: String
  private let descriptor: Int32
  private let fault = Mutex<String?>(nil)

  init(_ path: String, maxBytes: Int = LogFile.maxBytes) throws {
    self.path = path
    descriptor = try Self.open(path, maxBytes: maxBytes)
  }

  deinit { close(descriptor) }

  /// Why a line could not be written; nil where all could.
  var failure: String? { fault.withLock { $0 } }

  func append(_ line: [UInt8]) {
    let written = line.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard written != line.count else { return }
    // A run is not worth less for a line of its log.
    fault.withLock { $0 = $0 ?? (written < 0 ? String(cString: strerror(errno)).lowercased() : "no space left") }
  }

  private static func open(_ path: String, maxBytes: Int) throws -> Int32 {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    while true {
      let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else {
        let reason = String(cString: strerror(errno)).lowercased()
        throw RunFailure(.cannotCreate, "log: cannot open '\(path)': \(reason); choose another with --log")
      }
      // Two that open it at once must not both move it.
      flock(descriptor, LOCK_EX)
      var (own, named) = (stat(), stat())
      guard fstat(descriptor, &own) == 0, stat(path, &named) == 0, own.st_ino == named.st_ino else {
        close(descriptor)
        continue
      }
      if own.st_mode & S_IFMT != S_IFREG || own.st_size <= maxBytes || !moveAside(path) {
        flock(descriptor, LOCK_UN)
        return descriptor
      }
      close(descriptor)
    }
  }

  /// False where the file cannot be moved; then it grows on.
  private static func moveAside(_ path: String) -> Bool {
    for number in stride(from: kept - 1, to: 0, by: -1) { rename("\(path).\(number)", "\(path).\(number + 1)") }
    return rename(path, "\(path).1") == 0
  }
}

/// Writes log lines as JSON: time, level, message, run, pipeline, then what else there is by name.
struct LogLines: LogHandler {
  private static let first = ["run", "pipeline"]
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  let file: LogFile

  init(_ file: LogFile, level: Logger.Level) {
    self.file = file
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata
    if let own = event.metadata { fields.merge(own) { $1 } }
    let time = Date().formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
    var members: [(String, JSONValue)] = [
      ("time", .string(time)), ("level", .string(event.level.rawValue)),
      ("message", .string(event.message.description)),
    ]
    for key in Self.first { if let value = fields.removeValue(forKey: key) { members.append((key, Self.json(value))) } }
    members += fields.sorted { $0.key < $1.key }.map { ($0.key, Self.json($0.value)) }
    file.append(Array((JSONValue.object(members).compact + "\n").utf8))
  }

  private static func json(_ value: Logger.Metadata.Value) -> JSONValue {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value):
      switch value {
      case let number as Int: .integer(number)
      case let number as Int32: .integer(Int(number))
      case let number as Double where number.isFinite: .number(number)
      default: .string(value.description)
      }
    case .array(let values): .array(values.map(json))
    case .dictionary(let values): .object(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
  }
}
