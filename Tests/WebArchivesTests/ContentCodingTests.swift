import PipelineTesting
import Testing

@testable import WebArchives

struct ContentCodingTests {
  private let coding = ContentCoding(maxBytes: 4 << 20, maxRatio: 100)
  private let text = Array("全年办理案件126件".utf8)
  /// `hello` as RFC 1950 and RFC 1951 pack it.
  private let zlib: [UInt8] = [
    0x78, 0x9C, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x06, 0x2C, 0x02, 0x15,
  ]

  private func code(_ body: [UInt8], _ encoding: String?, _ limits: ContentCoding? = nil) -> String? {
    do throws(FetchFailure) {
      _ = try (limits ?? coding).decoded(body, encoding: encoding)
      return nil
    } catch { return error.code }
  }

  @Test func `undoes what servers pack bodies with`() throws {
    let packed = GzipFiles.stored(text)
    #expect(try coding.decoded(packed, encoding: "gzip") == text)
    #expect(try coding.decoded(packed, encoding: " X-GZIP ,identity") == text)
    #expect(try coding.decoded(GzipFiles.stored(packed), encoding: "gzip, gzip") == text)
    #expect(try coding.decoded(packed + packed, encoding: "gzip") == text + text)
    #expect(try coding.decoded(text, encoding: nil) == text)
    #expect(try coding.decoded([], encoding: "gzip") == [])
  }

  @Test func `deflate is read with and without its wrapper`() throws {
    #expect(try coding.decoded(zlib, encoding: "deflate") == Array("hello".utf8))
    #expect(try coding.decoded(Array(zlib[2..<9]), encoding: "deflate") == Array("hello".utf8))
  }

  @Test func `what is cut, damaged or packed otherwise is told apart`() {
    let packed = GzipFiles.stored(text)
    var damaged = packed
    damaged[packed.count - 6] ^= 1
    #expect(code(Array(packed.dropLast(9)), "gzip") == "truncated-body")
    #expect(code(damaged, "gzip") == "damaged-encoding")
    #expect(code(text, "gzip") == "damaged-encoding")
    #expect(code(text, "br") == "unknown-encoding")
    #expect(code(text, "gzip, gzip, gzip, gzip") == "unknown-encoding")
  }

  @Test func `a bomb is not expanded`() {
    // Three hundred members of ten thousand letters each: 3 MB from 13 kB.
    let bomb = Array((0..<300).map { _ in GzipFiles.tenThousand }.joined())
    #expect(code(bomb, "gzip") == "too-compressed")
    #expect(code(bomb, "gzip", ContentCoding(maxBytes: 4 << 20, maxRatio: 1000)) == nil)
    #expect(code(bomb, "gzip", ContentCoding(maxBytes: 1 << 20, maxRatio: 1000)) == "too-large")
    #expect(code(GzipFiles.tenThousand, "gzip") == nil)
  }
}
