import PipelineTesting
import Testing

@testable import PipelineKit

struct BlockWriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Lines of random lengths, some longer than a block.
  private func pieces(_ generator: inout SeededGenerator, _ count: Int) -> [[UInt8]] {
    (0..<count).map { number in
      let length = generator.below(number % 40 == 7 ? 1_500_000 : 30_000)
      return number % 11 == 3 ? [] : Array("{\"a\":\"\(String(repeating: "x", count: length))\"}\n".utf8)
    }
  }

  private func part(of file: SourceFile, _ pieces: [[UInt8]], _ range: Range<Int>) -> SourceFile.Part {
    let start = pieces[..<range.lowerBound].reduce(0) { $0 + $1.count }
    let own = pieces[range].map { piece in (bytes: piece.count, hash: piece.withUnsafeBytes { RowHash.short($0) }) }
    return SourceFile.Part(file: file, start: start, count: own.reduce(0) { $0 + $1.bytes }, pieces: own[...])
  }

  @Test(arguments: 0..<UInt64(4))
  func `bytes and parts of another file stand in the order in which they came`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let earlier = pieces(&generator, 300)
    let path = try folder.write(earlier.flatMap { $0 }, to: "earlier")
    let file = try #require(SourceFile(path))
    let writer = try BlockWriter(folder.path + "/new", BlockBuffers())
    var expected: [UInt8] = []
    var next = 0
    while next < earlier.count {
      let upTo = min(earlier.count, next + 1 + generator.below(60))
      try writer.append(part(of: file, earlier, next..<upTo))
      for piece in earlier[next..<upTo] { expected += piece }
      for piece in pieces(&generator, generator.below(3)) {
        try writer.append(piece)
        expected += piece
      }
      // Now and then a gap, as where a document has gone.
      next = upTo + generator.below(2)
    }
    writer.end()
    let (count, sha256) = try writer.finish()
    #expect(count == expected.count && sha256 == Digest.sha256(expected))
    #expect(try folder.read("new") == String(decoding: expected, as: UTF8.self))
  }

  @Test func `a piece that is not what was published is told`() throws {
    let earlier = (0..<200).map { number in Array("{\"number\":\(number)}\n".utf8) }
    var damaged = earlier.flatMap { $0 }
    damaged[damaged.count / 2] ^= 1
    let path = try folder.write(damaged, to: "earlier")
    let writer = try BlockWriter(folder.path + "/new", BlockBuffers())
    let file = try #require(SourceFile(path))
    try writer.append(part(of: file, earlier, 0..<earlier.count))
    writer.end()
    #expect(throws: PublishedRows.Damage.self) { try writer.finish() }
  }

  @Test func `a file that has become shorter is told`() throws {
    let earlier = (0..<200).map { number in Array("{\"number\":\(number)}\n".utf8) }
    let path = try folder.write(earlier.dropLast().flatMap { $0 }, to: "earlier")
    let writer = try BlockWriter(folder.path + "/new", BlockBuffers())
    let file = try #require(SourceFile(path))
    try writer.append(part(of: file, earlier, 0..<earlier.count))
    writer.end()
    #expect(throws: PublishedRows.Damage.self) { try writer.finish() }
  }

  @Test func `a line that is no object is told, whatever follows`() throws {
    let writer = try BlockWriter(folder.path + "/new", BlockBuffers())
    try writer.append(Array("{}\n{\n".utf8))
    writer.end()
    #expect(throws: RunFailure.self) { try writer.finish() }
  }

  @Test func `a block has as many pieces as there is room for, and one at least`() throws {
    let path = try folder.write([], to: "earlier")
    let file = try #require(SourceFile(path))
    var queue = BlockQueue()
    let pieces = [40, 70, 30, 200].map { [UInt8](repeating: 0x20, count: $0) }
    queue.append(.copy(part(of: file, pieces, 0..<4)))
    queue.append(.bytes([UInt8](repeating: 0x20, count: 150), 0..<150))
    var blocks: [BlockQueue.Block] = []
    while !queue.isEmpty { blocks.append(queue.take(100)) }
    #expect(blocks.map(\.count) == [40, 100, 200, 100, 50])
    #expect(blocks.map(\.start) == [0, 40, 140, 340, 440] && blocks.map(\.number) == Array(0..<5))
    #expect(queue.held == 0)
  }
}
