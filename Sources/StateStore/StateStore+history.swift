import Foundation
import GRDB
import PipelineKit

extension StateStore {
  /// The runs that the state of a pipeline knows, in their order, also those that published nothing; none where there is no
  /// state yet.
  ///
  /// Only reads, so that it may be asked while a run is under way.
  public static func runs(folder: String, name: String) throws -> [RunRecord] {
    try read(folder: folder, name: name) { db in
      guard try db.tableExists("runs") else { return [] }
      return try Row.fetchAll(db, sql: "SELECT * FROM runs ORDER BY number").map(record)
    } ?? []
  }

  /// What the runs of a pipeline remember; nothing where there is no state yet.
  ///
  /// Only reads, likewise.
  public static func memory(folder: String, name: String) throws -> RunMemory {
    try read(folder: folder, name: name) { db in
      try db.tableExists("layout") ? try memory(db, spillingTo: nil) : RunMemory()
    } ?? RunMemory()
  }

  private static func read<T>(folder: String, name: String, _ body: (Database) throws -> T) throws -> T? {
    let path = folder + "/" + name + ".sqlite"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "tally.history"
    do { return try DatabaseQueue(path: path, configuration: configuration).read(body) } catch {
      throw failure(error, path)
    }
  }

  private static func record(_ row: Row) -> RunRecord {
    var run = RunRecord(
      id: row["id"], status: RunRecord.Status(rawValue: row["status"]) ?? .failed, message: row["message"],
      started: row["started"], ended: row["ended"], fingerprint: row["fingerprint"])
    run.listed = row["listed"]
    run.published = row["published"]
    run.dropped = row["dropped"]
    run.rejected = row["rejected"]
    run.reused = row["reused"]
    return run
  }
}
