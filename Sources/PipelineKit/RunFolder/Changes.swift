import Foundation
import Glibc

/// Compares a run's tables with those of the previous published run.
///
/// Memory: sixteen bytes for each record of the larger table in both runs, while it is being compared.
enum Changes {
  private static let tables: [Table] = [.documents, .segments, .metrics, .checks]
  private static let blockBytes = 1 << 18

  /// A line by the id that it states.
  private struct Line {
    var id: RecordID
    /// A hash of its bytes; zero where there is no other run's line to hold against it.
    var hash: UInt64
  }

  /// Writes `changes.jsonl`: deletions, insertions and updates, table by table, in the order of ids.
  static func write(to staging: StagingFolder, previous: String?) throws {
    let file = try staging.create(Table.changes.file)
    var writer = JSONWriter()
    for table in tables {
      let before = try previous.map { try lines(of: table, in: $0, hashed: true) } ?? []
      let after = try lines(of: table, in: staging.path, hashed: !before.isEmpty)
      func note(_ op: String, _ id: RecordID) throws {
        writer.record(.changes) { row in
          row.member("op", op)
          row.member("table", table.name)
          row.member("id", id)
        }
        guard writer.bytes.count >= blockBytes else { return }
        try file.append(writer.bytes)
        writer.removeAll()
      }
      var old = 0
      for line in after {
        while old < before.count, before[old].id < line.id {
          try note("delete", before[old].id)
          old += 1
        }
        if old < before.count, before[old].id == line.id {
          if before[old].hash != line.hash { try note("update", line.id) }
          old += 1
        } else {
          try note("insert", line.id)
        }
      }
      for line in before[old...] { try note("delete", line.id) }
    }
    try file.append(writer.bytes)
  }

  /// The lines of a table in the order of their ids.
  private static func lines(of table: Table, in folder: String, hashed: Bool) throws -> [Line] {
    let path = folder + "/" + table.file
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) } catch {
      throw RunFailure(
        .inputOutput, "output: cannot read '\(path)'; if the run is damaged, link 'current' to another, or remove it")
    }
    let head = Array("{\"schema\":\"\(table.schema)\",\"id\":\"".utf8)
    var found: [Line] = []
    try data.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = newline(in: bytes, from: start)
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard let id = id(of: line, behind: head) else {
          throw RunFailure(
            .inputOutput,
            "output: a line of '\(path)' has no id; if the run is damaged, link 'current' to another, or remove it")
        }
        found.append(Line(id: id, hash: hashed ? hash(line) : 0))
        start = end + 1
      }
    }
    found.sort { $0.id < $1.id }
    for (line, next) in zip(found, found.dropFirst()) where line.id == next.id {
      throw RunFailure(.internal, "output: id '\(line.id)' stands twice in '\(path)'; please report this")
    }
    return found
  }

  private static func newline(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress, let at = memchr(base + start, 0x0A, bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(at) - base
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

  /// Eight bytes at a time: lines of documents are long.
  private static func hash(_ line: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(line.count) &* 0x9E37_79B9_7F4A_7C15
    var at = 0
    while at + 8 <= line.count {
      hash = (hash ^ line.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 32
      at += 8
    }
    for byte in line[at...] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash ^ (hash >> 29)
  }
}
