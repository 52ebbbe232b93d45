import PipelineTesting
import Testing

@testable import WebArchives

/// Archives for tests.
enum Archive {
  static func record(_ type: String, _ uri: String?, _ block: [UInt8], _ more: String = "") -> [UInt8] {
    let target = uri.map { "WARC-Target-URI: \($0)\r\n" } ?? ""
    let head = "WARC/1.1\r\nWARC-Type: \(type)\r\n\(target)\(more)Content-Length: \(block.count)\r\n\r\n"
    return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
  }

  static func page(_ uri: String, _ body: String, status: Int = 200, type: String = "text/html") -> [UInt8] {
    let head = "HTTP/1.1 \(status) OK\r\nContent-Type: \(type)\r\n\r\n"
    return record("response", uri, Array((head + body).utf8))
  }
}

struct WARCFileTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func entries(_ bytes: [UInt8]) throws -> [String] {
    let file = try WARCFile(path: try folder.write(bytes, to: "a.warc"))
    var found: [String] = []
    while let entry = file.next() {
      switch entry {
      case .record(let record): found.append(record.uri ?? record.type)
      case .fault(_, let failure): found.append(failure.code)
      }
    }
    return found
  }

  private let records = [
    Archive.record("warcinfo", nil, Array("software: x\r\n".utf8)), Archive.page("http://a/1", "one"),
    Archive.page("<http://a/2>", "two\r\n\r\nWARC/1.0 is a format\r\n"), Archive.page("http://a/3", "three"),
  ]
  private let names = ["warcinfo", "http://a/1", "http://a/2", "http://a/3"]

  @Test func `reads record after record, plain or compressed`() throws {
    #expect(try entries(Array(records.joined())) == names)
    #expect(try entries(Array(records.map(GzipFiles.stored).joined())) == names)
    #expect(try entries([]) == [])
  }

  @Test(arguments: [false, true])
  func `a record is found again by its place`(isCompressed: Bool) throws {
    let path = try folder.write(Array(records.map { isCompressed ? GzipFiles.stored($0) : $0 }.joined()), to: "a")
    let file = try WARCFile(path: path)
    var offsets: [Int] = []
    while case .record(let record)? = file.next() { offsets.append(record.offset) }
    let coding = ContentCoding(maxBytes: 1000, maxRatio: 10)
    let bodies = try offsets.dropFirst().reversed().map { offset in
      String(
        decoding: try HTTPMessage(try WARCFile(path: path).block(at: offset, limit: 1000), coding: coding).body,
        as: UTF8.self)
    }
    #expect(bodies == ["three", "two\r\n\r\nWARC/1.0 is a format\r\n", "one"])
    let large = #expect(throws: FetchFailure.self) { try file.block(at: offsets[1], limit: 5) }
    #expect(large?.code == "too-large")
  }

  @Test func `damage costs the record that it hit`() throws {
    var bytes = Array(records.joined())
    let start = records[0].count
    bytes[start] = 0x58
    #expect(try entries(bytes) == ["warcinfo", "damaged-record", "http://a/2", "http://a/3"])
    // A length that leads into the middle of another record.
    let wrong =
      records[0] + Archive.record("response", "http://a/x", Array("abc".utf8)).map { $0 == 0x33 ? 0x39 : $0 }
      + records[3]
    #expect(try entries(wrong) == ["warcinfo", "damaged-record", "http://a/3"])
    let huge = Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n".utf8) + records[3]
    #expect(try entries(huge) == ["truncated-record", "http://a/3"])
    #expect(
      try entries(Array(records.joined().dropLast(8))) == ["warcinfo", "http://a/1", "http://a/2", "truncated-record"])
    #expect(try entries(Array("no archive at all".utf8)) == ["damaged-record"])
  }

  @Test func `a record that is cut anywhere costs itself and not the one behind it`() throws {
    let whole = Archive.page("http://a/x", "cut")
    for kept in 1..<(whole.count - 4) {
      let found = try entries(records[1] + Array(whole.prefix(kept)) + records[3])
      #expect(found == ["http://a/1", "damaged-record", "http://a/3"], "cut behind \(kept) bytes")
    }
  }

  @Test func `a length that ends at a line of the next record's head costs its own record`() throws {
    let text = "HTTP/1.1 200 OK\r\n\r\nx"
    let next = Archive.page("http://a/3", "three")
    let version = text.utf8.count + 4 + "WARC/1.1".utf8.count
    let head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/x\r\nContent-Length: \(version)\r\n\r\n"
    #expect(try entries(Array("\(head)\(text)\r\n\r\n".utf8) + next) == ["damaged-record", "http://a/3"])
  }

  @Test func `damage of a compressed file costs the member that it hit`() throws {
    let members = records.map(GzipFiles.stored)
    var damaged = members
    damaged[1][30] ^= 0xFF
    #expect(try entries(Array(damaged.joined())) == ["warcinfo", "damaged-record", "http://a/2", "http://a/3"])
    #expect(
      try entries(Array(members.joined().dropLast(5))) == ["warcinfo", "http://a/1", "http://a/2", "truncated-record"])
    let noise = members[0] + [0x1F, 0x8B, 0x08, 0x00, 0xFF] + members[3]
    #expect(try entries(noise).last == "http://a/3")
    #expect(try entries(GzipFiles.stored(Array(records.joined()))) == ["joined-records"])
  }

  @Test(arguments: 0..<UInt64(150)) func `any damage is survived, and every record behind it is found`(seed: UInt64)
    throws
  {
    var generator = SeededGenerator(seed: seed)
    let isCompressed = seed % 2 == 0
    var parts = records.map { isCompressed ? GzipFiles.stored($0) : $0 }
    for _ in 0..<3 { parts[1][generator.below(parts[1].count)] = UInt8(generator.below(256)) }
    let found = try entries(Array(parts.joined()))
    #expect(found.first == "warcinfo" && found.last == "http://a/3")
    _ = try entries(
      generator.bytes(of: ["WARC/1.0\r\n", "Content-Length: ", "5", "\r\n", "\u{1F}", "x"], count: 100, noise: 4))
  }

  @Test func `an answer is unchunked and expanded`() throws {
    let coding = ContentCoding(maxBytes: 1000, maxRatio: 10)
    func body(_ head: String, _ body: [UInt8]) throws -> String {
      String(
        decoding: try HTTPMessage(Array("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n".utf8) + body, coding: coding).body,
        as: UTF8.self)
    }
    #expect(try body("Transfer-Encoding: chunked", Array("3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n".utf8)) == "abcde")
    #expect(
      try body("Transfer-Encoding: chunked", Array("abcde".utf8)) == "abcde", "archives that store what they have read")
    #expect(try body("Content-Encoding: gzip", GzipFiles.stored(Array("abc".utf8))) == "abc")
    #expect(try body("X: y", []) == "")
    #expect(throws: FetchFailure.self) { try body("Content-Length: 9", Array("abc".utf8)) }
    #expect(throws: FetchFailure.self) { try HTTPMessage(Array("abc".utf8), coding: coding) }
    #expect(HTTPMessage.head(of: Array("HTTP/1.0 404\nA: b\n c\n\n".utf8))?["a"] == "b c")
  }
}
