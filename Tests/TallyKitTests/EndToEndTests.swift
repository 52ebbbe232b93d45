import Foundation
import PipelineKit
import PipelineTesting
import Testing

/// Every pipeline of the repository over its sample reports, by the program as people run it.
struct EndToEndTests {
  static let pipelines =
    ((try? FileManager.default.contentsOfDirectory(atPath: Binary.repository + "/Pipelines")) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  private func path(_ pipeline: String) -> String { Binary.repository + "/Pipelines/" + pipeline }

  /// Runs a pipeline and gives what it published.
  private func run(_ pipeline: String, in folder: TemporaryFolder, _ arguments: String...) throws -> PublishedRun {
    let result = try Binary.run(
      ["run", path(pipeline), "--output", folder.path, "--progress", "none"] + arguments, in: folder.path)
    #expect([0, 3].contains(result.code), "\(result.errors)")
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder.path).first)
    return try PublishedRun("\(folder.path)/\(name)/current")
  }

  @Test func `there are pipelines to run`() {
    #expect(Self.pipelines.contains("judicial-reports.yaml"))
  }

  @Test(arguments: pipelines)
  func `a pipeline of the repository passes the check`(_ pipeline: String) throws {
    let result = try Binary.run(["check", path(pipeline)])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("\(path(pipeline)): ok, "))
  }

  @Test(arguments: pipelines)
  func `the books balance, and every file is what the manifest says`(_ pipeline: String) throws {
    let folder = try TemporaryFolder()
    let run = try run(pipeline, in: folder)
    for stage in run.manifest.stages {
      #expect(stage.in == stage.out + stage.dropped.values.reduce(0, +) + stage.rejected, "\(stage.stage)")
    }
    let counts = run.manifest.run
    #expect(counts.published > 0)
    #expect(counts.listed == counts.published + counts.dropped + counts.rejected)
    #expect(try run.rows("documents").count == counts.published)
    #expect(try run.rows("rejects").count == counts.rejected)
    #expect(run.manifest.files.map(\.name) == Table.all.map(\.file).sorted())
    let found = try run.manifest.files.map { file in
      let bytes = try run.bytes(file.name)
      let rows = bytes.filter { $0 == UInt8(ascii: "\n") }.count
      return PublishedRun.Manifest.File(
        name: file.name, rows: rows, bytes: bytes.count, sha256: Digest.sha256(bytes))
    }
    #expect(found == run.manifest.files)
  }

  @Test(arguments: pipelines)
  func `every line is as its schema says, ids are unique and references lead somewhere`(_ pipeline: String) throws {
    let folder = try TemporaryFolder()
    let run = try run(pipeline, in: folder)
    var ids: [String: Set<String>] = [:]
    for table in Table.all {
      let schema = try SchemaCheck(try Binary.run(["schema", table.name]).output)
      let lines = try run.lines(table.name)
      #expect(lines.flatMap(schema.faults).prefix(3) == [], "\(table.name)")
      guard table.columns.contains(where: { $0.name == "id" }), table.name != "changes" else { continue }
      let own = try run.rows(table.name).compactMap { $0["id"]?.string }
      ids[table.name] = Set(own)
      #expect(ids[table.name]?.count == lines.count, "an id of \(table.name) stands twice")
    }
    let references: [(table: String, key: String, to: String)] = [
      ("documents", "duplicate_of", "documents"), ("segments", "document_id", "documents"),
      ("segments", "parent_id", "segments"), ("metrics", "document_id", "documents"),
      ("metrics", "segment_id", "segments"), ("metrics", "part_of", "metrics"), ("metrics", "ratio_of", "metrics"),
      ("checks", "document_id", "documents"), ("checks", "terms", "metrics"), ("checks", "stated", "metrics"),
      ("duplicates", "document_id", "documents"), ("duplicates", "of", "documents"),
    ]
    for (table, key, target) in references {
      for row in try run.rows(table) {
        let named = (row[key]?.strings ?? []) + [row[key]?.string].compactMap { $0 }
        #expect(ids[target]?.isSuperset(of: named) == true, "\(table).\(key): \(named)")
      }
    }
  }

  @Test(arguments: pipelines)
  func `spans read as written, counted in code points`(_ pipeline: String) throws {
    let folder = try TemporaryFolder()
    let run = try run(pipeline, in: folder)
    let documents = try run.rows("documents").map { row in
      (row["id"]?.string ?? "", Array((row["text"]?.string ?? "").unicodeScalars))
    }
    let texts = Dictionary(uniqueKeysWithValues: documents)
    func slice(_ row: JSON, _ start: Int?, _ end: Int?) -> String? {
      guard let text = row["document_id"]?.string.flatMap({ texts[$0] }), let start, let end, start <= end,
        end <= text.count
      else { return nil }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: text[start..<end])
      return String(view)
    }
    for metric in try run.rows("metrics") {
      #expect(slice(metric, metric["start"]?.integer, metric["end"]?.integer) == metric["text"]?.string)
      let bounds = metric["sentence"]?.array?.compactMap(\.integer) ?? []
      let sentence = try #require(slice(metric, bounds.first, bounds.last))
      #expect(sentence.contains(metric["text"]?.string ?? "\u{0}"))
      #expect(metric["masked"]?.bool == false || (metric["value"] == .null && metric["value_high"] == .null))
    }
    for segment in try run.rows("segments") {
      let text = try #require(slice(segment, segment["start"]?.integer, segment["end"]?.integer))
      if let marker = segment["marker"]?.string { #expect(text.hasPrefix(marker)) }
    }
    for document in try run.rows("documents") {
      let length = texts[document["id"]?.string ?? ""]?.count ?? 0
      for span in document["paid_spans"]?.array ?? [] {
        let bounds = span.array?.compactMap(\.integer) ?? []
        #expect(bounds.count == 2 && bounds[0] < bounds[1] && bounds[1] <= length)
      }
    }
  }

  @Test(arguments: pipelines)
  func `any number of jobs gives equal bytes, and a second run changes nothing`(_ pipeline: String) throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    let one = try run(pipeline, in: first, "--jobs", "1")
    let four = try run(pipeline, in: second, "--jobs", "4")
    for (name, bytes) in try one.tables() { #expect(try bytes == four.tables()[name], "\(name)") }
    let again = try run(pipeline, in: first)
    #expect(again.manifest.run_id == "000002")
    #expect(try again.lines("changes").isEmpty)
    for (name, bytes) in try one.tables() where name != "changes" {
      #expect(try bytes == again.tables()[name], "\(name)")
    }
    let runs = URL(fileURLWithPath: one.path).deletingLastPathComponent().path + "/runs"
    #expect(try FileManager.default.contentsOfDirectory(atPath: runs).sorted() == ["000001", "000002"])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: one.path) == "runs/000002")
  }

  @Test func `the main job finds figures, sections, checks and copies`() throws {
    let folder = try TemporaryFolder()
    let run = try run("judicial-reports.yaml", in: folder)
    for table in ["metrics", "segments", "checks", "duplicates"] {
      #expect(try !run.rows(table).isEmpty, "\(table)")
    }
    #expect(try run.rows("metrics").contains { $0["masked"]?.bool == true })
  }
}
