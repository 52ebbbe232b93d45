import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct GzipTests {
  private func failure(_ bytes: [UInt8], limit: Int = 1 << 20) -> Failure? {
    do {
      _ = try Gzip.expand(bytes, limit: limit)
      return nil
    } catch { return error as? Failure }
  }

  @Test func `knows a gzip file by its first bytes`() {
    #expect(Gzip.isCompressed(GzipFiles.tenThousand))
    #expect(!Gzip.isCompressed([0x1F, 0x8B]))
    #expect(!Gzip.isCompressed(Array("text".utf8)))
    #expect(!Gzip.isCompressed([]))
  }

  @Test(arguments: 0..<UInt64(20))
  func `gives back what was stored, in one member or several`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let members = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
      generator.bytes(Int.random(in: 0...2_000, using: &generator))
    }
    #expect(try Gzip.expand(members.flatMap(GzipFiles.stored), limit: 1 << 20) == members.flatMap { $0 })
  }

  @Test func `passes over what pads the last member`() throws {
    let padded = GzipFiles.stored([1, 2, 3]) + [UInt8](repeating: 0, count: 500)
    #expect(try Gzip.expand(padded, limit: 10) == [1, 2, 3])
  }

  @Test func `a file cut anywhere is truncated, unless it is cut between two members`() throws {
    let member = GzipFiles.stored(Array("工作总结".utf8))
    for end in 1..<member.count { #expect(failure(Array(member[..<end]))?.code == "truncated-gzip", "\(end)") }
    for end in 1..<member.count {
      #expect(failure(member + member[..<end])?.code == "truncated-gzip", "in the second, at \(end)")
    }
    for end in 10..<GzipFiles.tenThousand.count {
      #expect(failure(Array(GzipFiles.tenThousand[..<end]))?.code == "truncated-gzip", "compressed, at \(end)")
    }
  }

  @Test func `a changed byte of the content is damage`() {
    var bytes = GzipFiles.stored(Array("全县办理126件".utf8))
    bytes[bytes.count - 12] ^= 1
    #expect(failure(bytes)?.code == "damaged-gzip")
    #expect(failure([0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF])?.code == "damaged-gzip")
  }

  @Test func `expansion stops at the limit`() throws {
    #expect(try Gzip.expand(GzipFiles.tenThousand, limit: 10_000).count == 10_000)
    #expect(failure(GzipFiles.tenThousand, limit: 9_999)?.code == "too-large")
    let many = (0..<100).flatMap { _ in GzipFiles.tenThousand }
    #expect(failure(many, limit: 20_000)?.message == "the file expands to more than 'max-bytes' (20000)")
  }

  @Test(arguments: 0..<UInt64(200))
  func `any bytes behind the head are expanded or refused`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let bytes = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF] + generator.bytes(40)
    if let failure = failure(bytes) { #expect(["truncated-gzip", "damaged-gzip"].contains(failure.code)) }
  }
}
