import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct FetchWARCTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func record(_ type: String, _ uri: String?, _ block: [UInt8], _ more: String = "") -> [UInt8] {
    let target = uri.map { "WARC-Target-URI: \($0)\r\n" } ?? ""
    let head = "WARC/1.0\r\nWARC-Type: \(type)\r\n\(target)\(more)Content-Length: \(block.count)\r\n\r\n"
    return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
  }

  private func page(_ uri: String, _ body: [UInt8], _ head: String = "Content-Type: text/html") -> [UInt8] {
    record("response", uri, Array("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n".utf8) + body)
  }

  private func list(_ options: [String: String] = [:]) throws -> (stage: FetchWARC, inputs: [Input]) {
    let stage = try FetchWARC(["root": "."].merging(options) { $1 }, folder: folder.path)
    var inputs: [Input] = []
    try stage.list { inputs.append($0) }
    return (stage, inputs)
  }

  private func outcomes(_ inputs: [Input]) -> [String] {
    inputs.map { input in
      switch input.verdict {
      case .keep: input.source
      case .drop(let reason): "drop \(reason)"
      case .reject(let failure): "reject \(failure.code)"
      }
    }
  }

  @Test func `pages are documents, and every other record is accounted for`() throws {
    let records = [
      record("warcinfo", nil, Array("x: y".utf8)),
      record("request", "http://a/1", Array("GET / HTTP/1.1\r\n\r\n".utf8)),
      page("http://a/1", Array("<p>一".utf8)), page("http://a/1", Array("<p>later".utf8)),
      page("http://a/2.txt", Array("二".utf8), "Content-Type: text/plain"),
      page("http://a/3.pdf", Array("%PDF".utf8), "Content-Type: application/pdf"),
      record("response", "http://a/4", Array("HTTP/1.1 404 No\r\n\r\n".utf8)), record("revisit", "http://a/1", []),
      record("response", nil, Array("HTTP/1.1 200 OK\r\n\r\nx".utf8)),
      record("response", "http://a/5", Array("x".utf8)),
      record("response", "http://a/6", Array("HTTP/1.1 200 OK\r\n\r\nx".utf8), "WARC-Truncated: length\r\n"),
      record("response", "http://a/7", Array("HTTP/1.1 200 OK\r\n\r\nx".utf8), "WARC-Segment-Number: 1\r\n"),
      record("continuation", "http://a/7", []), record("metadata", "http://a/1", []),
    ]
    let expected = [
      "drop warcinfo", "drop request", "http://a/1", "drop same-uri", "http://a/2.txt", "drop not-a-page",
      "drop http-status", "drop revisit", "reject no-uri", "reject bad-response", "reject truncated-record",
      "reject segmented-record", "reject segmented-record", "drop metadata",
    ]
    try folder.write(Array(records.joined()), to: "crawl/a.warc")
    let plain = try list()
    #expect(outcomes(plain.inputs).dropLast(2) + ["drop metadata"] == expected.dropLast(2) + ["drop metadata"])
    #expect(plain.inputs.count == records.count)
    #expect(Set(plain.inputs.map(\.source)).count == records.count, "each input has a name of its own")
    #expect(plain.inputs[0].source == "crawl/a.warc:0")
    let document = try plain.stage.fetch(plain.inputs[2])
    #expect(document.source == "http://a/1" && document.text == "<p>一" && document.mediaType == "text/html")
    #expect(document.revision == Digest.sha256(Array("<p>一".utf8)))
    #expect(try plain.stage.fetch(plain.inputs[4]).mediaType == "text/plain")
  }

  @Test func `what the answer says of its charset, its chunks and its packing is undone`() throws {
    let packed = GzipFiles.stored(EncodedTexts.gbk)
    let chunked = Array("\(String(packed.count, radix: 16))\r\n".utf8) + packed + Array("\r\n0\r\n\r\n".utf8)
    let head = "Content-Type: text/html; charset=gb2312\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    try folder.write(GzipFiles.stored(page("http://a/1", chunked, head)), to: "a.warc.gz")
    let (stage, inputs) = try list()
    let document = try stage.fetch(try #require(inputs.first))
    #expect(document.text == EncodedTexts.simplified)
    #expect(document.charset == "GB18030" && document.charsetEvidence == "transport")
  }

  @Test func `a broken record costs itself`() throws {
    let members = [
      page("http://a/1", Array("<p>1".utf8)), page("http://a/2", []), page("http://a/3", Array("<p>3".utf8)),
    ]
    .map(GzipFiles.stored)
    var damaged = members
    damaged[0][40] ^= 0xFF
    try folder.write(Array(damaged.joined()), to: "a.warc.gz")
    let (stage, inputs) = try list()
    #expect(outcomes(inputs) == ["reject damaged-record", "http://a/2", "http://a/3"])
    let failure = #expect(throws: Failure.self) { try stage.fetch(inputs[1]) }
    #expect(failure?.code == "empty" && failure?.revision == Digest.sha256([]))
    #expect(try stage.fetch(inputs[2]).text == "<p>3")
  }

  @Test func `a page beyond the limit is rejected`() throws {
    try folder.write(page("http://a/1", [UInt8](repeating: 0x61, count: 3000)), to: "a.warc")
    let (stage, inputs) = try list(["max-bytes": "1000"])
    let failure = #expect(throws: Failure.self) { try stage.fetch(inputs[0]) }
    #expect(failure?.code == "too-large" && failure?.class == .permanent)
  }

  @Test func `a root that is no folder ends the run`() throws {
    let failure = #expect(throws: RunFailure.self) { try list(["root": "gone"]) }
    #expect(failure?.kind == .noInput)
    #expect(failure?.message.hasPrefix("fetch-warc: root 'gone' is no folder") == true)
  }
}
