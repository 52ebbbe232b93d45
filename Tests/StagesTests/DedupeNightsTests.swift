import Foundation
import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

/// Runs of one pipeline, night after night, over a folder whose reports come, are corrected and go.
struct DedupeNightsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      name: nights
      stages:
        - use: fetch-files
          with: { root: in }
        - use: segment-outline
        - use: extract-metadata
        - use: extract-metrics
        - use: dedupe
        - use: emit-jsonl
          with: { directory: out }
      """, to: "nights.yaml")
  }

  private func report(_ cases: String, published day: Int, ending: String = "") -> String {
    """
    青山县司法局2024年工作总结

    一、主要工作
    （一）法律援助。全年受理法律援助案件\(cases)件，为困难群众挽回经济损失236.5万元，解答法律咨询5120人次，律师值班覆盖看守所和法院。
    （二）人民调解。全县调解组织排查纠纷1892次，调解矛盾纠纷1436件，调解成功1420件，选聘专职人民调解员86名。
    （三）社区矫正。在册社区矫正对象143人，组织集中教育24场次，开展走访谈话1180人次，没有发生重新犯罪。
    （四）普法宣传。开展法治讲座和广场宣传68场次，发放宣传资料23000份，培训“法律明白人”512名。\(ending)

    青山县司法局
    2025年1月\(day)日
    """
  }

  /// Runs a night, and gives who stands for whom by source, and the changes of documents as `op source`.
  private func run() throws -> (folded: [String: String], changes: Set<String>) {
    let pipeline = try PipelineReader(stages: builtInStages).read(path: folder.path + "/nights.yaml").pipeline
    _ = try Runner(pipeline, settings: Runner.Settings()).run()
    let current = "out/nights/current/"
    let documents = try rows(current + "documents.jsonl")
    let known = documents.compactMap { row in row["id"].flatMap { id in row["source"].map { (id, $0) } } }
    var names = Dictionary(uniqueKeysWithValues: known)
    var folded: [String: String] = [:]
    for row in documents {
      if let source = row["source"], let other = row["duplicate_of"] { folded[source] = names[other] }
    }
    for name in ["a.txt", "b.txt", "c.txt"] { names[RecordID(source: name).description] = name }
    let changes = try rows(current + "changes.jsonl").filter { $0["table"] == "documents" }
    return (folded, Set(changes.map { "\($0["op"] ?? "") \(names[$0["id"] ?? ""] ?? "")" }))
  }

  /// The string members of each line.
  private func rows(_ file: String) throws -> [[String: String]] {
    try folder.read(file).split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(object as? [String: Any]).compactMapValues { $0 as? String }
    }
  }

  @Test func `a revision replaces, and taking it away brings the first version back`() throws {
    try folder.write(report("326", published: 8), to: "in/a.txt")
    #expect(try run().folded.isEmpty)
    try folder.write(report("329", published: 19), to: "in/b.txt")
    var night = try run()
    #expect(night.folded == ["a.txt": "b.txt"])
    #expect(night.changes == ["update a.txt", "insert b.txt"])
    try FileManager.default.removeItem(atPath: folder.path + "/in/b.txt")
    night = try run()
    #expect(night.folded.isEmpty)
    #expect(night.changes == ["update a.txt", "delete b.txt"])
  }

  @Test func `taking the original away promotes the copy`() throws {
    try folder.write(report("326", published: 8, ending: "工作扎实推进。"), to: "in/a.txt")
    try folder.write(report("***", published: 8), to: "in/c.txt")
    #expect(try run().folded == ["c.txt": "a.txt"])
    #expect(!(try folder.read("out/nights/current/metrics.jsonl").contains(RecordID(source: "c.txt").description)))
    try FileManager.default.removeItem(atPath: folder.path + "/in/a.txt")
    let night = try run()
    #expect(night.folded.isEmpty)
    #expect(night.changes == ["delete a.txt", "update c.txt"])
    #expect(try folder.read("out/nights/current/metrics.jsonl").contains(RecordID(source: "c.txt").description))
  }

  @Test func `another folder of reports is held against what was published`() throws {
    try folder.write(report("326", published: 8), to: "in/a.txt")
    _ = try run()
    let earlier = folder.path + "/out/nights/runs/000001"
    let yaml = try folder.read("nights.yaml").replacing("dedupe", with: "dedupe\n    with: { earlier: [\(earlier)] }")
    try folder.write(yaml.replacing("name: nights", with: "name: later"), to: "later.yaml")
    try FileManager.default.removeItem(atPath: folder.path + "/in/a.txt")
    try folder.write(report("326", published: 8, ending: "成效明显。"), to: "in/b.txt")
    let pipeline = try PipelineReader(stages: builtInStages).read(path: folder.path + "/later.yaml").pipeline
    _ = try Runner(pipeline, settings: Runner.Settings()).run()
    let link = try #require(try rows("out/later/current/duplicates.jsonl").first)
    let (one, other) = (RecordID(source: "a.txt").description, RecordID(source: "b.txt").description)
    #expect(link["document_id"] == other && link["of"] == one && link["relation"] == "near")
  }

  // MARK: Sketches of earlier runs

  /// Publishes a run of a dozen reports, leaves a copy of one in the folder, and writes a pipeline that compares the two.
  private func publishEarlier() throws -> String {
    for number in 0..<12 { try folder.write(report("\(326 + 7 * number)", published: 8), to: "in/a\(number).txt") }
    _ = try run()
    let earlier = folder.path + "/out/nights/runs/000001"
    for number in 0..<12 { try FileManager.default.removeItem(atPath: folder.path + "/in/a\(number).txt") }
    try folder.write(report("326", published: 8, ending: "成效明显。"), to: "in/b.txt")
    for (name, options) in [("plain", ""), ("kept", ", sketches: kept")] {
      let yaml = try folder.read("nights.yaml")
        .replacing("dedupe", with: "dedupe\n    with: { earlier: [\(earlier)]\(options) }")
      try folder.write(yaml.replacing("name: nights", with: "name: \(name)"), to: "\(name).yaml")
    }
    return earlier
  }

  /// What a pipeline publishes of documents and copies.
  private func published(_ name: String) throws -> String {
    let pipeline = try PipelineReader(stages: builtInStages).read(path: folder.path + "/\(name).yaml").pipeline
    _ = try Runner(pipeline, settings: Runner.Settings()).run()
    let current = "out/\(name)/current/"
    return try folder.read(current + "documents.jsonl") + folder.read(current + "duplicates.jsonl")
  }

  /// The one file of sketches.
  private func kept() throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/kept")
    try #require(names.count == 1, "\(names)")
    return folder.path + "/kept/" + names[0]
  }

  @Test func `what is kept of an earlier run stands for its documents, and no byte differs`() throws {
    let earlier = try publishEarlier()
    let plain = try published("plain")
    #expect(plain.contains(RecordID(source: "a0.txt").description))
    #expect(try published("kept") == plain)
    let file = try kept()
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)).count < 700 * 12)
    // The documents are read no more: there is nothing in them.
    let documents = earlier + "/documents.jsonl"
    let size = try Data(contentsOf: URL(fileURLWithPath: documents)).count
    try Data(repeating: 0x20, count: size).write(to: URL(fileURLWithPath: documents))
    #expect(try published("kept") == plain)
    try FileManager.default.removeItem(atPath: file)
    #expect(throws: RunFailure.self) { try published("kept") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/kept").isEmpty)
  }

  @Test(arguments: ["a bit", "the end", "the version", "everything", "the run", "an option"])
  func `a file of sketches is made again where something differs`(what: String) throws {
    let earlier = try publishEarlier()
    let plain = try published("plain")
    _ = try published("kept")
    let file = URL(fileURLWithPath: try kept())
    let whole = try Data(contentsOf: file)
    var bytes = whole
    switch what {
    case "a bit": bytes[bytes.count / 2] ^= 0x10
    case "the end": bytes.removeLast(31)
    case "the version": bytes[8] += 1
    case "everything": bytes = Data()
    case "the run":
      let manifest = URL(fileURLWithPath: earlier + "/manifest.json")
      try (Data(contentsOf: manifest) + [0x0A]).write(to: manifest)
    default:
      let yaml = try folder.read("kept.yaml").replacing("sketches:", with: "official-hosts: [example], sketches:")
      try folder.write(yaml, to: "kept.yaml")
    }
    try bytes.write(to: file)
    #expect(try published("kept") == plain)
    let made = try Data(contentsOf: URL(fileURLWithPath: try kept()))
    #expect((made == whole) == !["the run", "an option"].contains(what))
  }

  @Test func `a folder that cannot be made ends the run`() throws {
    _ = try publishEarlier()
    try folder.write("", to: "kept")
    let error = #expect(throws: RunFailure.self) { try published("kept") }
    #expect(error?.message.contains("dedupe: cannot create folder '\(folder.path)/kept' ('sketches')") == true)
  }
}
