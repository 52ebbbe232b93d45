import Foundation
import PipelineTesting
import Testing

/// A portal of 2,000 pages behind a real server, fetched by the built program on two nights and once offline.
///
/// nginx is Debian's; `Scripts/test` installs it.
struct NginxPortalTests {
  private struct Night {
    var result: Binary.Result
    var run: PublishedRun
    var peakBytes: Int
    /// The access log's lines of this night.
    var log: [Substring]
  }

  private func night(_ portal: NginxPortal, _ arguments: String...) throws -> Night {
    let before = try portal.nginx.log.count
    let process = try SpawnedProcess(
      Binary.path, ["run", portal.pipeline, "--progress", "none"] + arguments, folder: portal.folder.path)
    var peak = 0
    _ = try process.runs {
      peak = max(peak, process.peakBytes ?? 0)
      return false
    }
    let result = try process.wait()
    return Night(
      result: result, run: try PublishedRun(portal.folder.path + "/out/portal/current"), peakBytes: peak,
      log: try Array(portal.nginx.log.dropFirst(before)))
  }

  @Test(.enabled(if: Nginx.path != nil, "nginx is not installed; 'Scripts/test' installs it"))
  func `a portal of 2,000 pages is accounted for page by page, two nights running, and offline`() throws {
    let portal = try NginxPortal()
    let published = portal.kept.union(portal.others)
    let first = try night(portal)
    try #require(first.result.code == 3, "\(first.result.errors)")

    // Every page that is listed is published, dropped or rejected, and each as it deserves.
    let books = first.run.manifest.run
    #expect(books.listed == NginxPortal.pages)
    #expect(books.published + books.dropped + books.rejected == books.listed)
    let sources = try first.run.sources()
    #expect(Set(sources) == published && sources.count == published.count)
    let codes = try first.run.rejectCodes()
    let surprises = codes.filter { portal.rejected[$0.key] != $0.value }
    #expect(codes == portal.rejected, "\(surprises)")
    #expect(first.run.manifest.stages.first?.dropped == portal.dropped)
    let texts = try first.run.rows("documents").filter { $0["source"]?.string?.contains("/gbk/") == true }
    #expect(texts.count == 10 && texts.allSatisfy { $0["text"]?.string?.contains(EncodedTexts.simplified) == true })
    // Whether a page comes too soon is a matter of the machine's speed; it is had in the end, and nothing else is the matter.
    for number in 0..<6 {
      let line = "/limited/\(number).html "
      let answers = first.log.filter { $0.contains(line) }.map { $0.split(separator: " ")[1] }
      #expect(answers.last == "200" && answers.dropLast().allSatisfy { $0 == "429" }, "\(answers)")
    }
    #expect(first.log.filter { $0.contains("/flaky/0.html ") }.map { $0.split(separator: " ")[1] } == ["500", "200"])

    // What robots.txt forbids, what no rule takes, and what a redirect leads to outside is never asked for.
    #expect(!first.log.contains { $0.contains("/closed/") || $0.contains("/nav.html") || $0.contains("/other/") })

    // On the second night the server is asked whether its pages still hold, sends none of them, and the bytes are the same.
    let second = try night(portal)
    let places = Set(portal.kept.map(Self.place))
    let asked = second.log.filter { line in places.contains(String(line.prefix { $0 != " " })) }
    #expect(asked.count >= portal.kept.count)
    let answers = Dictionary(grouping: asked) { $0.split(separator: " ")[1] }.mapValues(\.count)
    #expect(answers["304"] == portal.kept.count && answers["200"] == nil, "\(answers)")
    #expect(asked.allSatisfy { !$0.hasSuffix(" -") })
    for table in ["documents", "rejects"] {
      #expect(try second.run.bytes(table + ".jsonl") == first.run.bytes(table + ".jsonl"))
    }

    // A change of rules needs no new fetch.
    let offline = try night(portal, "--set", "fetch-pages.offline=true")
    #expect(offline.log.isEmpty)
    #expect(try offline.run.bytes("documents.jsonl") == first.run.bytes("documents.jsonl"))

    // A gigabyte, and what expands to one, are left where they are.
    let peak = max(first.peakBytes, second.peakBytes)
    #expect(peak > 0 && peak < 256 << 20, "\(peak) bytes")
  }

  /// How the access log names a URL.
  private static func place(of url: String) -> String {
    let rest = url.dropFirst("http://".count)
    return String(rest.prefix { $0 != ":" } + rest.drop { $0 != "/" })
  }
}
