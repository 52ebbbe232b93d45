import Foundation
import Glibc

/// Compares a run's tables with those of the previous published run.
///
/// Memory: sixteen bytes for each record of a table in both runs, up to a hundred thousand; more are sorted in parts on
/// disk.
enum Changes {
  static let tables: [Table] = [.documents, .segments, .metrics, .checks]
  private static let blockBytes = 1 << 18

  /// More than a row takes, whatever the table.
  private static let longestRow = 256

  /// What happened to a row.
  private enum Operation: String {
    case delete, insert, update
  }

  /// What is known of a table without reading it.
  struct Known {
    /// The parts of the earlier run's table outside which this one has the same rows; nil is all of it.
    var before: [Range<Int>]?
    /// This run's lines, but for those that are the earlier one's.
    var after: LineBuckets
  }

  /// Writes `changes.jsonl`: deletions, insertions and updates, table by table, in the order of ids.
  ///
  /// `known` gives what is known of a table; of others this run's file is read, which must be written by then.
  /// `earlier` has the previous run's lines, where they have been read already.
  static func write(
    to staging: StagingFolder, previous: String?, _ earlier: EarlierLines?, known: (Table) -> Known?
  ) throws {
    let file = try staging.create(Table.changes.file)
    var writer = JSONWriter()
    for table in tables {
      let known = known(table)
      let before =
        try earlier?.lines(of: table)
        ?? lines(of: table, in: previous, within: known?.before, hashed: true, aside: staging.path + "/.before")
      let after =
        try known?.after
        ?? lines(of: table, in: staging.path, within: nil, hashed: !before.isEmpty, aside: staging.path + "/.after")
      for bucket in 0..<LineBuckets.count {
        try compare(before.lines(of: bucket), with: after.lines(of: bucket)) { op, id in
          writer.row(upTo: Self.longestRow) { row in
            row.raw("{\"schema\":")
            row.string(Table.changes.schema)
            row.raw(",\"op\":")
            row.string(op.rawValue)
            row.raw(",\"table\":")
            row.string(table.name)
            row.raw(",\"id\":")
            row.id(id)
            row.raw("}")
          }
          guard writer.bytes.count >= blockBytes else { return }
          try file.append(writer.bytes)
          writer.removeAll()
        }
      }
    }
    try file.append(writer.bytes)
  }

  /// Tells what became of each line, both lists being in the order of ids.
  private static func compare(
    _ before: [IdentifiedLine], with after: [IdentifiedLine], _ note: (Operation, RecordID) throws -> Void
  ) throws {
    try audit(before)
    try audit(after)
    var old = 0
    for line in after {
      while old < before.count, before[old].id < line.id {
        try note(.delete, before[old].id)
        old += 1
      }
      if old < before.count, before[old].id == line.id {
        if before[old].hash != line.hash { try note(.update, line.id) }
        old += 1
      } else {
        try note(.insert, line.id)
      }
    }
    for line in before[old...] { try note(.delete, line.id) }
  }

  private static func audit(_ lines: [IdentifiedLine]) throws {
    for (line, next) in zip(lines, lines.dropFirst()) where line.id == next.id {
      throw RunFailure(.internal, "output: id '\(line.id)' stands twice in a table; please report this")
    }
  }

  /// The lines of a table: those of `ranges`, or of all the file; none where there is no such file.
  ///
  /// `check` is asked now and then, and throws where they are no longer wanted.
  static func lines(
    of table: Table, in folder: String?, within ranges: [Range<Int>]?, hashed: Bool, aside: String,
    check: () throws -> Void = {}
  ) throws -> LineBuckets {
    let found = LineBuckets(path: aside)
    guard let folder else { return found }
    let path = folder + "/" + table.file
    guard FileManager.default.fileExists(atPath: path) else { return found }
    let reading = LineReading(table, in: path, isHashed: hashed)
    let isRead = try MappedFile.withParts(of: path, ranges) { bytes in
      var start = 0
      var released = 0
      while start < bytes.count {
        let end = bytes.lineEnd(from: start)
        try found.append(try reading.line(UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        start = end + 1
        if ranges == nil, start - released > MappedFile.windowBytes {
          released = MappedFile.release(bytes, from: released, upTo: start)
          try check()
        }
      }
    }
    guard isRead else {
      throw RunFailure(
        .inputOutput, "output: cannot read '\(path)'; if the run is damaged, link 'current' to another, or remove it")
    }
    return found
  }
}
