import Foundation
import GRDB
import Glibc
import PipelineKit

extension StateStore {
  /// Looks at every page, index and reference; throws a ``RunFailure`` that says what is damaged.
  public func verify() throws {
    try access {
      try database.read { db in
        let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
        guard found == ["ok"] else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: found.joined(separator: "; "))
        }
        try db.checkForeignKeys()
        let blobs = try Row.fetchCursor(db, sql: "SELECT source, outcome FROM inputs")
        while let row = try blobs.next() {
          let outcome: Data = row[1]
          guard RememberedInput.Outcome(bytes: [UInt8](outcome)) != nil else {
            let source: String = row[0]
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "what is kept of '\(source)' cannot be read")
          }
        }
      }
    }
  }

  /// Forgets all but the last runs, and what no input needs any more; gives how many runs and bytes that was.
  public func prune(keeping count: Int) throws -> (runs: Int, bytes: Int) {
    let before = try size()
    let runs = try access {
      try database.write { db in
        try db.execute(
          sql: "DELETE FROM runs WHERE number NOT IN (SELECT number FROM runs ORDER BY number DESC LIMIT ?)",
          arguments: [count])
        let runs = db.changesCount
        try db.execute(sql: "DELETE FROM legs WHERE id NOT IN (SELECT leg FROM inputs)")
        return runs
      }
    }
    try access {
      try database.vacuum()
      _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }
    return (runs, max(0, before - (try size())))
  }

  private func size() throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.size] as? Int) ?? 0
  }

  /// Makes the state of a pipeline anew, with runs and rejects and nothing else; what it held is lost.
  public static func rebuilt(
    folder: String, name: String, runs: [RunRecord], rejects: [RejectRecord]
  ) throws -> StateStore {
    // The lock is taken on a file of its own, so that a run that is under way keeps what it has.
    let lock = Glibc.open(folder + "/" + name + ".lock", O_RDWR | O_CLOEXEC)
    if lock >= 0 {
      defer { close(lock) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
        throw RunFailure(.locked, "state: a run has '\(folder)/\(name).sqlite'; wait for it to end")
      }
    }
    try remove(folder: folder, name: name)
    let store = try StateStore(folder: folder, name: name)
    try store.access {
      try store.database.write { db in
        for run in runs { try insert(run, db) }
        try replace(rejects, db)
      }
    }
    return store
  }
}
