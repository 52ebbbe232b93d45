import Foundation
import PipelineTesting

/// A folder with reports and a pipeline over them, for one test.
final class Workspace {
  let folder: TemporaryFolder
  /// The pipeline's file.
  let pipeline: String
  var output: String { folder.path + "/out" }

  /// Makes an empty `reports` folder, and a pipeline named `test` that reads it; `head` is put above its stages.
  init(head: String = "") throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/reports", withIntermediateDirectories: true)
    let stages = """
      name: test
      \(head)
      stages:
        - use: fetch-files
          with: { root: reports }
        - use: strip-markup
        - use: strip-paywall
        - use: segment-outline
        - use: extract-metadata
        - use: extract-metrics
        - use: audit-arithmetic
        - use: dedupe
        - use: emit-jsonl

      """
    pipeline = try folder.write(stages, to: "test.yaml")
  }

  /// Writes a report.
  func add(_ text: String, as name: String) throws { try folder.write(text, to: "reports/" + name) }

  /// Writes a report of bytes.
  func add(_ bytes: [UInt8], as name: String) throws { try folder.write(bytes, to: "reports/" + name) }

  /// Writes so much that a run is still busy long after its first second.
  func addPlenty() throws {
    let body = String(repeating: "全年办理法律援助案件312件，接待群众来访4501人次，同比增长5.2%。\n", count: 200)
    for number in 0..<400 { try add("\(number)号报告\n" + body, as: "\(number).txt") }
  }

  /// Runs the pipeline.
  func run(_ arguments: String...) throws -> Binary.Result { try Binary.run(["run", pipeline] + arguments) }

  /// What was published last.
  func published() throws -> PublishedRun { try PublishedRun(folder.path + "/out/test/current") }

  /// The names in the folder of runs.
  func runs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out/test/runs").sorted()
  }
}

/// A report that every stage has something to do with.
let sampleReport = """
  青禾县司法局2024年工作总结
  2024年，青禾县司法局围绕中心工作，扎实履职。
  一、2024年工作开展情况
  （一）法律援助。全年受理法律援助案件128件，其中民事案件96件，为群众挽回经济损失350余万元。
  （二）人民调解。调解矛盾纠纷1020件，成功1001件，成功率98.1%。
  二、存在的问题
  一是基层力量不足。
  三、2025年工作计划
  力争全年开展法治宣传活动60场次以上。

  """
