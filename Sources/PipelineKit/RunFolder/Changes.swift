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

  /// Writes `changes.jsonl`: deletions, insertions and updates, table by table, in the order of ids.
  static func write(to staging: StagingFolder, previous: String?) throws {
    let file = try staging.create(Table.changes.file)
    var writer = JSONWriter()
    for table in tables {
      let before = try previous.map { try lines(of: table, in: $0, hashed: true) } ?? []
      let after = try lines(of: table, in: staging.path, hashed: !before.isEmpty)
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

  /// The lines of a table in the order of their ids.
  private static func lines(of table: Table, in folder: String, hashed: Bool) throws -> [Line] {
    let path = folder + "/" + table.file
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    let head = Array("{\"schema\":\"\(table.schema)\",\"id\":\"".utf8)
    var found: [Line] = []
    try mapped(path) { bytes in
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
    sort(&found)
    for (line, next) in zip(found, found.dropFirst()) where line.id == next.id {
      throw RunFailure(.internal, "output: id '\(line.id)' stands twice in '\(path)'; please report this")
    }
    return found
  }

  /// Hands on the bytes of a file, which is mapped rather than read: a table may be larger than the memory.
  private static func mapped(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let damage = RunFailure(
      .inputOutput, "output: cannot read '\(path)'; if the run is damaged, link 'current' to another, or remove it")
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw damage }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw damage }
    let size = Int(status.st_size)
    if size == 0 { return }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else { throw damage }
    defer { munmap(start, size) }
    madvise(start, size, MADV_SEQUENTIAL)
    try body(UnsafeRawBufferPointer(start: start, count: size))
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

  /// Four words of eight bytes at a time, each with a sum of its own, for none has to wait for the other.
  private static func hash(_ line: UnsafeRawBufferPointer) -> UInt64 {
    let factor: UInt64 = 0xBF58_476D_1CE4_E5B9
    func mixed(_ hash: UInt64, _ at: Int) -> UInt64 {
      let product = (hash ^ line.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* factor
      return product ^ (product >> 32)
    }
    var (a, b, c, d) = (UInt64(line.count), UInt64(1), UInt64(2), UInt64(3))
    var at = 0
    while at + 32 <= line.count {
      (a, b, c, d) = (mixed(a, at), mixed(b, at + 8), mixed(c, at + 16), mixed(d, at + 24))
      at += 32
    }
    var hash = a
    for part in [b, c, d] { hash = ((hash ^ part) &* factor) ^ (hash >> 29) }
    while at + 8 <= line.count {
      hash = mixed(hash, at)
      at += 8
    }
    for byte in line[at...] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash ^ (hash >> 29)
  }
}
