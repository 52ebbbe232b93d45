import Foundation
import GRDB
import PipelineKit

// Members that fulfil the protocol are documented there.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension StateStore {
  public func memory() throws -> RunMemory {
    let spill = String(path.dropLast(".sqlite".count)) + ".inputs"
    return try access { try database.read { try Self.memory($0, spillingTo: spill) } }
  }

  /// `path` is where a file may be made for what need not be in memory; nil where none may.
  static func memory(_ db: Database, spillingTo path: String?) throws -> RunMemory {
    var memory = RunMemory(inputs: RememberedInputs(spillingTo: path))
    var fingerprints: [Int64: String] = [:]
    let decoder = JSONDecoder()
    for row in try Row.fetchAll(db, sql: "SELECT id, fingerprint, steps FROM legs") {
      let steps: String = row[2]
      fingerprints[row[0]] = row[1]
      // A leg that cannot be read explains nothing any more, and its fingerprint still holds.
      memory.legs[row[1]] = try? decoder.decode(LegFingerprint.self, from: Data(steps.utf8))
    }
    // A file that is only looked at may still be an earlier version's.
    let hasLayers = try db.columns(in: "inputs").contains { $0.name == "layers_file" }
    let layers = hasLayers ? "layers_file, layers_start, layers_bytes" : "NULL, NULL, NULL"
    let inputs = try Row.fetchCursor(
      db,
      sql:
        "SELECT source, validator, revision, content, leg, outcome, run, id, \(layers) FROM inputs"
    )
    while let row = try inputs.next() {
      guard let leg = fingerprints[row[4]], let outcome: Data = row[5] else { continue }
      let content: Int64? = row[3]
      let id: Int64 = row[7]
      try memory.inputs.append(
        id: RecordID(bits: UInt64(bitPattern: id)), source: row[0], validator: row[1], revision: row[2],
        content: content.map { UInt64(bitPattern: $0) }, leg: leg, outcome: [UInt8](outcome), run: row[6],
        layers: place(row))
    }
    memory.inputs.index()
    memory.layout = try Self.layout(db)
    return memory
  }

  private static func place(_ row: Row) -> LayerPlace? {
    guard let file: Int = row[8], let start: Int = row[9], let count: Int = row[10] else { return nil }
    return LayerPlace(file: file, start: start, count: count)
  }

  private static func layout(_ db: Database) throws -> RunLayout? {
    guard let row = try Row.fetchOne(db, sql: "SELECT folder, manifest, sinks, files, entries FROM layout") else {
      return nil
    }
    let files: String = row[3]
    let entries: Data = row[4]
    var layout = RunLayout(
      folder: row[0], manifest: row[1], sinks: row[2], files: files.split(separator: "\n").map(String.init))
    return layout.append([UInt8](entries)) ? layout : nil
  }

  public var layersFolder: String? { String(path.dropLast(".sqlite".count)) + ".layers" }

  public func commit(_ findings: RunFindings) throws {
    try access {
      try database.write { db in
        try Self.insert(findings.run, db)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for leg in findings.legs {
          let steps = String(decoding: try encoder.encode(leg), as: UTF8.self)
          try db.execute(
            sql: "INSERT OR IGNORE INTO legs (fingerprint, steps) VALUES (?, ?)", arguments: [leg.fingerprint, steps])
        }
        var legs: [String: Int64] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, fingerprint FROM legs") { legs[row[1]] = row[0] }
        let delete = try db.makeStatement(sql: "DELETE FROM inputs WHERE id = ?")
        for id in findings.gone { try delete.execute(arguments: [Int64(bitPattern: id.bits)]) }
        let insert = try db.makeStatement(
          sql: """
            INSERT OR REPLACE INTO inputs (
              id, source, validator, revision, content, leg, outcome, run, layers_file, layers_start, layers_bytes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        try findings.changed.forEach { input in
          guard let leg = legs[input.leg] else { preconditionFailure("an input of a leg that nobody knows") }
          try insert.execute(arguments: [
            Int64(bitPattern: input.id.bits), input.source, input.validator, input.revision,
            input.content.map { Int64(bitPattern: $0) }, leg, Data(input.outcome.bytes), input.run,
            input.layers?.file, input.layers?.start, input.layers?.count,
          ])
        }
        try Self.replace(findings.rejects, db)
        try db.execute(sql: "DELETE FROM layout")
        if let layout = findings.layout {
          try db.execute(
            sql: "INSERT INTO layout (one, folder, manifest, sinks, files, entries) VALUES (1, ?, ?, ?, ?, ?)",
            arguments: [
              layout.folder, layout.manifest, layout.sinks, layout.files.joined(separator: "\n"), Data(layout.bytes),
            ])
        }
        FaultPoint.committing.reach()
      }
    }
  }

  public func note(_ run: RunRecord) throws {
    try access { try database.write { try Self.insert(run, $0) } }
  }

  static func insert(_ run: RunRecord, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO runs (id, status, message, started, ended, fingerprint, listed, published, dropped, rejected, reused)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.id, run.status.rawValue, run.message, run.started, run.ended, run.fingerprint, run.listed, run.published,
        run.dropped, run.rejected, run.reused,
      ])
  }

  static func replace(_ rejects: [RejectRecord], _ db: Database) throws {
    try db.execute(sql: "DELETE FROM rejects")
    let insert = try db.makeStatement(
      sql: """
        INSERT OR REPLACE INTO rejects (source, revision, stage, code, class, message, attempts, first_seen)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for reject in rejects {
      try insert.execute(arguments: [
        reject.source, reject.revision, reject.stage, reject.failure.code, reject.failure.class.rawValue,
        reject.failure.message, reject.attempts, reject.firstSeen,
      ])
    }
  }
}
