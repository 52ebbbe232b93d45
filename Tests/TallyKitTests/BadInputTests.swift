import Foundation
import PipelineTesting
import Testing

/// Input that is not what it should be costs itself and nothing else.
struct BadInputTests {
  /// A bad input, by what it puts beside a good report.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: String
    var code: String
    var make: @Sendable (Workspace, String) throws -> Void
  }

  static let rejected: [Case] = [
    .init(testDescription: "an empty file", source: "bad.txt", code: "empty") { try $0.add("", as: $1) },
    .init(testDescription: "a binary file", source: "bad.txt", code: "undecodable") {
      var generator = SeededGenerator(seed: 1)
      try $0.add(generator.bytes(5000), as: $1)
    },
    .init(testDescription: "a gzip file cut short", source: "bad.txt.gz", code: "truncated-gzip") {
      try $0.add(Array(gzipped.dropLast(12)), as: $1)
    },
    .init(testDescription: "a gzip file with a flipped byte", source: "bad.txt.gz", code: "damaged-gzip") {
      var bytes = gzipped
      bytes[bytes.count - 7] ^= 0xFF
      try $0.add(bytes, as: $1)
    },
    .init(testDescription: "a link that leads nowhere", source: "bad.txt", code: "unreadable") {
      let path = $0.folder.path + "/reports/" + $1
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    },
    .init(testDescription: "a page without text", source: "bad.html", code: "no-text") {
      try $0.add("<html><body><script>draw()</script></body></html>", as: $1)
    },
  ]

  /// `printf '青禾县\n' | gzip -n`.
  private static let gzipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x7B, 0x39, 0x77, 0xD2, 0xF3, 0x65, 0xFB, 0x9E,
    0xF6, 0xED, 0xE7, 0x02, 0x00, 0xDE, 0x58, 0x35, 0x51, 0x0A, 0x00, 0x00, 0x00,
  ]

  @Test(arguments: rejected)
  func `a bad input is a reject with its code, and the good one beside it is published`(_ bad: Case) throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    try bad.make(work, bad.source)
    let result = try work.run()
    #expect(result.code == 3, "\(result.errors)")
    let run = try work.published()
    #expect(try run.rejectCodes() == [bad.source: bad.code])
    #expect(try run.sources() == ["good.txt"])
    #expect(try run.rows("metrics").count == 7)
  }

  @Test(arguments: ["charset=gb2312", "charset=big5", "charset=utf-16", "charset=nonsense"])
  func `a page that is not in the charset it declares is read as what it is`(_ declared: String) throws {
    let work = try Workspace()
    let paragraphs = sampleReport.split(separator: "\n").map { "<p>\($0)</p>" }.joined()
    try work.add("<html><head><meta \(declared)></head><body>\(paragraphs)</body></html>", as: "page.html")
    #expect(try work.run().code == 0)
    let document = try #require(try work.published().rows("documents").first)
    #expect(document["charset"] == .string("UTF-8"))
    #expect(document["text"]?.string?.contains("调解矛盾纠纷1020件") == true)
  }

  @Test func `a folder that leads into itself is dropped and counted`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "sub/good.txt")
    let link = work.folder.path + "/reports/sub/loop"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "..")
    #expect(try work.run().code == 0)
    let run = try work.published()
    #expect(run.manifest.stages[0].dropped == ["directory-loop": 1])
    #expect(try run.sources() == ["sub/good.txt"])
  }

  @Test func `a line of twenty megabytes is a document like another`() throws {
    let work = try Workspace()
    try work.add(sampleReport, as: "good.txt")
    let line = String(repeating: "我局坚持以人民为中心的发展思想，", count: 440_000)
    #expect(line.utf8.count > 20_000_000)
    try work.add(line, as: "long.txt")
    // Only the stages up to the clean text: what more there is to read in a line is tested with the readers.
    let text = try work.folder.read("test.yaml").split(separator: "\n").filter { line in
      !["segment-outline", "extract-metadata", "extract-metrics", "audit-arithmetic"].contains { line.hasSuffix($0) }
    }
    try work.folder.write(text.joined(separator: "\n") + "\n", to: "test.yaml")
    let result = try work.run()
    #expect(result.code == 0, "\(result.errors)")
    let texts = try work.published().rows("documents").compactMap { $0["text"]?.string?.utf8.count }
    #expect(texts.last == line.utf8.count)
  }

  @Test func `a sentence of many figures takes no longer than its length`() throws {
    let work = try Workspace()
    try work.add(String(repeating: "受理案件312件，接待来访4501人次，", count: 3000), as: "long.txt")
    #expect(try work.run().code == 0)
    #expect(try work.published().rows("metrics").count == 6000)
  }
}
