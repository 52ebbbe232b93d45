import Foundation
import Glibc

/// A line by the id that it states.
struct IdentifiedLine {
  var id: RecordID
  /// A hash of its bytes; zero where there is no other run's line to hold against it.
  var hash: UInt64
}

/// The lines of a table in the order of their ids, in buckets by the first bits of these: in memory while they are few, and
/// in a file a bucket, without a name, behind that.
final class LineBuckets {
  /// How many buckets there are; their order is that of the ids.
  static let count = 64
  /// How many lines are held in memory: sorting takes as much again.
  private static let limit = 1 << 17

  private let path: String
  private let limit: Int
  private var held: [IdentifiedLine] = []
  private var isSorted = false
  private var files: [Int32] = []

  /// Makes empty buckets whose files, if they are needed, begin with `path`; memory holds `limit` lines.
  init(path: String, limit: Int = LineBuckets.limit) {
    self.path = path
    self.limit = limit
  }

  deinit {
    for file in files { close(file) }
  }

  /// Whether there are no lines.
  var isEmpty: Bool { held.isEmpty && files.isEmpty }

  /// Adds a line.
  func append(_ line: IdentifiedLine) throws {
    held.append(line)
    isSorted = false
    if held.count >= limit { try spill() }
  }

  /// The lines of a bucket in the order of their ids.
  func lines(of bucket: Int) throws -> [IdentifiedLine] {
    guard files.isEmpty else {
      if !held.isEmpty { try spill() }
      var lines = try read(bucket)
      Self.sort(&lines)
      return lines
    }
    if !isSorted { Self.sort(&held) }
    isSorted = true
    func first(_ bucket: Int) -> Int {
      var (low, high) = (0, held.count)
      while low < high {
        let middle = (low + high) / 2
        if Self.bucket(of: held[middle].id) < bucket { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return Array(held[first(bucket)..<first(bucket + 1)])
  }

  private static func bucket(of id: RecordID) -> Int { Int(id.bits >> 58) }

  /// Puts what is held into the files.
  private func spill() throws {
    if files.isEmpty {
      for bucket in 0..<Self.count {
        let file = open("\(path)-\(bucket)", O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        // Without a name it goes with the buckets, and is never published.
        guard file >= 0, unlink("\(path)-\(bucket)") == 0 else { throw fault("create", bucket) }
        files.append(file)
      }
    }
    Self.sort(&held)
    var start = 0
    while start < held.count {
      let bucket = Self.bucket(of: held[start].id)
      var end = start
      while end < held.count, Self.bucket(of: held[end].id) == bucket { end += 1 }
      let isWritten = held[start..<end].withUnsafeBytes { FileSystem.write($0, to: files[bucket]) }
      guard isWritten else { throw fault("write", bucket) }
      start = end
    }
    held.removeAll(keepingCapacity: true)
  }

  private func read(_ bucket: Int) throws -> [IdentifiedLine] {
    var status = stat()
    guard fstat(files[bucket], &status) == 0 else { throw fault("read", bucket) }
    let stride = MemoryLayout<IdentifiedLine>.stride
    let size = Int(status.st_size)
    return try [IdentifiedLine](unsafeUninitializedCapacity: size / stride) { target, initialized in
      let bytes = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[..<size])
      guard FileSystem.read(into: bytes, from: files[bucket], at: 0) else { throw fault("read", bucket) }
      initialized = size / stride
    }
  }

  private func fault(_ verb: String, _ bucket: Int) -> RunFailure {
    RunFailure(.inputOutput, "output: cannot \(verb) '\(path)-\(bucket)': \(FileSystem.reason)")
  }

  /// Sorts by ids, byte by byte from the last: ids are spread evenly, and nothing is compared.
  private static func sort(_ lines: inout [IdentifiedLine]) {
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
}
