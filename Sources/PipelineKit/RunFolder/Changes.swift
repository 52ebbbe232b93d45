import Foundation
import Glibc

/// Compares a run's tables with those of the previous published run.
///
/// Memory: about forty bytes for each record of the larger table of the two runs, while it is being compared.
enum Changes {
  private static let tables: [Table] = [.documents, .segments, .metrics, .checks]

  /// Writes `changes.jsonl`: deletions, insertions and updates, table by table, in the order of ids.
  static func write(to staging: StagingFolder, previous: String?) throws {
    let file = try staging.create(Table.changes.file)
    for table in tables {
      let before = try previous.map { try lines(of: table, in: $0) } ?? [:]
      let after = try lines(of: table, in: staging.path)
      var changes: [(id: RecordID, op: String)] = []
      for (id, hash) in after where before[id] != hash {
        changes.append((id, before[id] == nil ? "insert" : "update"))
      }
      for id in before.keys where after[id] == nil { changes.append((id, "delete")) }
      var writer = JSONWriter()
      for change in changes.sorted(by: { $0.id < $1.id }) {
        writer.record(.changes) { row in
          row.key("op", change.op)
          row.key("table", table.name)
          row.key("id", change.id.description)
        }
      }
      try file.append(writer.bytes)
    }
  }

  /// A hash of each line by the id that it states.
  private static func lines(of table: Table, in folder: String) throws -> [RecordID: UInt64] {
    let path = folder + "/" + table.file
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) } catch {
      throw RunFailure(
        .inputOutput, "output: cannot read '\(path)'; if the run is damaged, link 'current' to another, or remove it")
    }
    let head = Array("{\"schema\":\"\(table.schema)\",\"id\":\"".utf8)
    var found: [RecordID: UInt64] = [:]
    try data.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while let start = rest.first.map({ _ in rest.startIndex }) {
        let end = newline(in: bytes, from: start)
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard let id = id(of: line, behind: head) else {
          throw RunFailure(
            .inputOutput,
            "output: a line of '\(path)' has no id; if the run is damaged, link 'current' to another, or remove it")
        }
        guard found.updateValue(hash(line), forKey: id) == nil else {
          throw RunFailure(.internal, "output: id '\(id)' stands twice in '\(path)'; please report this")
        }
        rest = bytes[min(end + 1, bytes.count)...]
      }
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
    guard line.count >= head.count + 16, line.starts(with: head) else { return nil }
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
