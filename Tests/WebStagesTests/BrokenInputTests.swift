import Foundation
import PipelineKit
import PipelineTesting
import Stages
import Testing

/// Five hundred broken gzip files, archives and answers go through one run, and each is accounted for.
struct BrokenInputTests {
  private static let files = 170
  private static let archives = 170
  private static let answers = 160

  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private static func page(_ name: String) -> [UInt8] {
    Array("<!DOCTYPE html><title>\(name)</title><p>\(name)：全年办理法律援助案件126件。".utf8)
  }

  /// A whole answer, packed and chunked in one way or another.
  private static func answer(_ number: Int) -> [UInt8] {
    let gzip = number % 3 == 1
    let body = gzip ? GzipFiles.stored(page("\(number)")) + GzipFiles.tenThousand : page("\(number)")
    let coding = gzip ? "Content-Encoding: gzip\r\n" : ""
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\(coding)"
    guard number % 2 == 0 else { return Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body }
    let half = body.count / 2
    return Array("\(head)Transfer-Encoding: chunked\r\n\r\n\(String(half, radix: 16))\r\n".utf8) + body[..<half]
      + Array("\r\n\(String(body.count - half, radix: 16))\r\n".utf8) + body[half...] + Array("\r\n0\r\n\r\n".utf8)
  }

  private static func record(_ uri: String, _ block: [UInt8]) -> [UInt8] {
    let head =
      "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: \(uri)\r\nContent-Length: \(block.count)\r\n\r\n"
    return Array(head.utf8) + block + Array("\r\n\r\n".utf8)
  }

  private func lines(_ name: String, of run: Runner.Report) throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(fileURLWithPath: run.folder + "/" + name))
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
    }
  }

  private func run(_ port: Int) throws -> Runner.Report {
    let hosts = (0..<Self.answers).map { "\($0).here.test" }
    let file = try folder.write(
      """
      name: broken
      limits: { document-seconds: 10 }
      stages:
        - use: fetch-files
          with: { root: files, max-bytes: 1000000 }
        - use: fetch-warc
          with: { root: archives, max-bytes: 1000000 }
        - use: fetch-pages
          with:
            contact: reports@example.org
            store: store
            allow-hosts: [\(hosts.joined(separator: ", "))]
            urls: [\(hosts.map { "'http://\($0):\(port)/'" }.joined(separator: ", "))]
            delay-seconds: 0
            retries: 0
            first-byte-seconds: 20
            body-seconds: 20
            max-bytes: 1000000
        - use: strip-markup
        - use: emit-jsonl

      """, to: "broken.yaml")
    return try Runner(try PipelineReader(stages: [NamedHosts.self] + builtInStages).read(path: file).pipeline).run()
  }

  /// The limit ends a hang; nothing else here depends on time.
  @Test(.timeLimit(.minutes(5)))
  func `five hundred broken inputs are each published, dropped or rejected, and what stands beside them is kept`()
    throws
  {
    for number in 0..<Self.files {
      var generator = SeededGenerator(seed: UInt64(number))
      let whole = GzipFiles.stored(Self.page("\(number)")) + (number % 2 == 0 ? GzipFiles.tenThousand : [])
      try folder.write(generator.broken(whole), to: "files/\(number).html.gz")
    }
    var beside: Set<String> = []
    for number in 0..<Self.archives {
      var generator = SeededGenerator(seed: UInt64(1000 + number))
      let names = ["first", "middle", "last"].map { "http://archive.test/\(number)/\($0)" }
      var records = names.map { Self.record($0, Self.answer(number)) }
      let isPacked = number % 2 == 0
      if isPacked { records = records.map(GzipFiles.stored) }
      records[1] = generator.broken(records[1])
      try folder.write(Array(records.joined()), to: "archives/\(number).warc\(isPacked ? ".gz" : "")")
      beside.formUnion([names[0], names[2]])
    }
    let server = try LoopbackServer { request in
      guard request.target != "/robots.txt" else { return LoopbackServer.reply(404) }
      let number = request.fields["host"].flatMap { Int($0.prefix { $0 != "." }) } ?? 0
      var generator = SeededGenerator(seed: UInt64(2000 + number))
      return [.send(generator.broken(Self.answer(number))), .close]
    }
    let run = try run(server.port)

    let published = try lines("documents.jsonl", of: run).compactMap { $0["source"] as? String }
    let rejected = try lines("rejects.jsonl", of: run)
    let books = run.books
    #expect(books.listed == books.published + books.dropped + books.rejected)
    #expect(published.count == books.published && rejected.count == books.rejected)
    let codes = Dictionary(grouping: rejected) { $0["code"] as? String ?? "" }.mapValues(\.count)
    #expect(
      !codes.keys.contains { ["crashed", "deadline", "stage-failed", "broken-layer", ""].contains($0) }, "\(codes)")

    let named = published + rejected.compactMap { $0["source"] as? String }
    #expect(Set(named).count == named.count)
    // Nothing that fetch-files lists is dropped; of the answers those whose type has become another one are.
    #expect(named.filter { $0.hasSuffix(".html.gz") }.count == Self.files)
    let answers = named.filter { $0.contains(".here.test") }.count
    #expect(answers + (books.steps[2].dropped["not-a-page"] ?? 0) == Self.answers)
    let lost = beside.subtracting(published)
    #expect(lost.isEmpty, "\(lost.sorted())")
  }
}
