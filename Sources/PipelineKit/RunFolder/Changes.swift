import Foundation
import Glibc

/// Compares a run's tables with those of the previous published run.
///
/// Memory: sixteen bytes for each record of the larger table in both runs, while it is being compared.
enum Changes {
  private static let tables: [Table] = [.documents, .segments, .metrics, .checks]
  private static let blockBytes = 1 << 18

  /// More than a row takes, whatever the table.
  private static let longestRow = 256

  /// What happened to a row.
  private enum Operation: String {
    case delete, insert, update
  }

  /// A line by the id that it states.
  private struct Line {
    var id: RecordID
    /// A hash of its bytes; zero where there is no other run's line to hold against it.
    var hash: UInt64
  }

  /// The parts of a table in which two runs may differ.
  struct Parts {
    var before: [Range<Int>]
    var after: [Range<Int>]
  }

  /// Writes `changes.jsonl`: deletions, insertions and updates, table by table, in the order of ids.
  ///
  /// `parts` gives the parts of a table outside which the two runs have the same rows; nil is all of it.
  static func write(to staging: StagingFolder, previous: String?, parts: (Table) -> Parts? = { _ in nil }) throws {
    let file = try staging.create(Table.changes.file)
    var writer = JSONWriter()
    for table in tables {
      let parts = parts(table)
      let before = try previous.map { try lines(of: table, in: $0, within: parts?.before, hashed: true) } ?? []
      let after = try lines(of: table, in: staging.path, within: parts?.after, hashed: !before.isEmpty)
      func note(_ op: Operation, _ id: RecordID) throws {
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
    try file.append(writer.bytes)
  }

  /// The lines of a table in the order of their ids: those of `ranges`, or of all the file.
  private static func lines(
    of table: Table, in folder: String, within ranges: [Range<Int>]?, hashed: Bool
  ) throws -> [Line] {
    let path = folder + "/" + table.file
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let head = Array(table.rowHead.utf8)
    var found: [Line] = []
    let isRead = try MappedFile.withParts(of: path, ranges) { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes.lineEnd(from: start)
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard let id = id(of: line, behind: head) else {
          throw RunFailure(
            .inputOutput,
            "output: a line of '\(path)' has no id; if the run is damaged, link 'current' to another, or remove it")
        }
        found.append(Line(id: id, hash: hashed ? RowHash.hash(line) : 0))
        start = end + 1
      }
    }
    guard isRead else {
      throw RunFailure(
        .inputOutput, "output: cannot read '\(path)'; if the run is damaged, link 'current' to another, or remove it")
    }
    sort(&found)
    for (line, next) in zip(found, found.dropFirst()) where line.id == next.id {
      throw RunFailure(.internal, "output: id '\(line.id)' stands twice in '\(path)'; please report this")
    }
    return found
  }

  /// Sorts by ids, byte by byte from the last: ids are spread evenly, and nothing is compared.
  private static func sort(_ lines: inout [Line]) {
    guard lines.count > 1 else { return }
    var other = lines
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var starts = [256 of Int](repeating: 0)
      for line in lines { starts[Int(line.id.bits >> shift & 0xFF)] += 1 }
      var sum = 0
      for digit in 0..<256 {
        let count = starts[digit]
        starts[digit] = sum
        sum += count
      }
      for line in lines {
        let digit = Int(line.id.bits >> shift & 0xFF)
        other[starts[digit]] = line
        starts[digit] += 1
      }
      swap(&lines, &other)
    }
  }

  /// The id of a line: sixteen hex digits behind the head that every line of a table has.
  private static func id(of line: UnsafeRawBufferPointer, behind head: [UInt8]) -> RecordID? {
    guard line.count >= head.count + 16, let base = line.baseAddress, memcmp(base, head, head.count) == 0 else {
      return nil
    }
    var bits: UInt64 = 0
    for byte in line[head.count..<(head.count + 16)] {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte) else { return nil }
      bits = bits << 4 | UInt64(byte - (isDigit ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
    return RecordID(bits: bits)
  }
}
