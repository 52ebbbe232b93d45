import Foundation
import GRDB
import Glibc
import PipelineKit

/// What runs of a pipeline remember, in an SQLite file beside it: `<folder>/<pipeline>.sqlite`.
///
/// The file is journaled ahead (WAL), checked whenever it is opened, and brought up to this version's schema. One process
/// at a time has it. It can be deleted: the next run then works on every input, and nothing else is lost.
public final class StateStore: RunState {
  /// The path of the file.
  public let path: String
  let database: DatabaseQueue
  private let lock: Int32

  /// Opens the state of the pipeline `name` in `folder`, and makes it where there is none.
  ///
  /// Throws a ``RunFailure``: `locked` where another process has it, `cannotCreate` where it cannot be made, `inputOutput`
  /// where it is damaged, of a newer version, or on a network file system, where SQLite's locks do not hold.
  public init(folder: String, name: String) throws {
    path = folder + "/" + name + ".sqlite"
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw RunFailure(.cannotCreate, "state: cannot create folder '\(folder)'; name another under 'state'")
    }
    if let kind = NetworkFileSystem.kind(of: folder) {
      throw RunFailure(
        .inputOutput,
        "state: '\(folder)' is on a network file system (\(kind)), where locks do not hold; name a local folder under 'state'"
      )
    }
    lock = Glibc.open(folder + "/" + name + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard lock >= 0 else {
      let reason = String(cString: strerror(errno)).lowercased()
      throw RunFailure(.cannotCreate, "state: cannot write in '\(folder)': \(reason); name another under 'state'")
    }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      close(lock)
      throw RunFailure(.locked, "state: another run has '\(path)'; wait for it to end")
    }
    do { database = try Self.open(path) } catch {
      close(lock)
      throw Self.failure(error, path)
    }
  }

  deinit { close(lock) }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.label = "tally.state"
    readAhead(path)
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.inDatabase { db in
      let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
      guard found == "ok" else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: found) }
    }
    let migrator = Schema.migrator
    let isNewer = try database.read { try migrator.hasBeenSuperseded($0) }
    guard !isNewer else {
      throw RunFailure(
        .inputOutput, "state: '\(path)' was written by a newer version of tally; use that one, or delete the file")
    }
    try migrator.migrate(database)
    return database
  }

  /// Asks for the whole file, which is about to be read twice: to be checked, and for what it holds.
  ///
  /// After a day it is on disk alone, and SQLite reads a page at a time, which takes three times as long.
  private static func readAhead(_ path: String) {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    // Of more at once the kernel would read the beginning only.
    let step = off_t(1 << 20)
    for start in stride(from: 0, to: lseek(file, 0, SEEK_END), by: Int(step)) {
      _ = posix_fadvise(file, start, step, POSIX_FADV_WILLNEED)
    }
  }

  /// Deletes the state of a pipeline, whatever it holds; the lock must not be held.
  public static func remove(folder: String, name: String) throws {
    for suffix in [".sqlite", ".sqlite-wal", ".sqlite-shm"] {
      let path = folder + "/" + name + suffix
      guard unlink(path) == 0 || errno == ENOENT else {
        throw RunFailure(
          .inputOutput, "state: cannot remove '\(path)': \(String(cString: strerror(errno)).lowercased())")
      }
    }
  }

  /// Runs `body`, and says of an error of SQLite which file it is about and what to do.
  func access<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw Self.failure(error, path) }
  }

  static func failure(_ error: any Error, _ path: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let what = error.message.map { ": \($0.lowercased())" } ?? ""
    switch error.resultCode {
    // A header that is wrong, or a table that is missing, is a plain error.
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR:
      return RunFailure(
        .inputOutput,
        "state: '\(path)' is damaged\(what); 'tally state rebuild PIPELINE' makes it anew from the published runs")
    case .SQLITE_FULL:
      return RunFailure(.inputOutput, "state: no space is left for '\(path)'; make some, and run again")
    default: return RunFailure(.inputOutput, "state: '\(path)' cannot be used\(what)")
    }
  }
}
