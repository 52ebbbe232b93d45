import Foundation
import PipelineTesting
import Testing

@testable import PipelineKit

struct LineBucketsTests {
  @Test(arguments: [1, 7, 100, 10_000])
  func `lines come in the order of their ids, wherever they were held`(_ limit: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(limit))
    let lines = (0..<500).map { number in
      // Some with common beginnings.
      IdentifiedLine(
        id: RecordID(bits: UInt64(generator.below(1 << 40)) << (number % 3 == 0 ? 24 : 4)), hash: UInt64(number))
    }
    do {
      let buckets = LineBuckets(path: folder.path + "/b", limit: limit)
      #expect(buckets.isEmpty)
      for line in lines { try buckets.append(line) }
      #expect(!buckets.isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty, "files have no names")
      let found = try (0..<LineBuckets.count).flatMap { try buckets.lines(of: $0) }
      #expect(found.map(\.id) == lines.map(\.id).sorted())
      #expect(Set(found.map(\.hash)) == Set(lines.map(\.hash)))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a folder in which no file can be made is an error`() throws {
    let folder = try TemporaryFolder()
    let buckets = LineBuckets(path: folder.path + "/missing/b", limit: 2)
    try buckets.append(IdentifiedLine(id: RecordID(bits: 1), hash: 0))
    #expect(throws: RunFailure.self) { try buckets.append(IdentifiedLine(id: RecordID(bits: 2), hash: 0)) }
  }
}
