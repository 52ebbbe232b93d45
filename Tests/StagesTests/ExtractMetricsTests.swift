import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct ExtractMetricsTests {
  private static let catalog = """
    version: 1
    neutral: [共, 累计]
    metrics:
      - id: legal_aid.cases
        name: 办理法律援助案件数
        unit: 件
        measure: flow
        recognise:
          - all: [法律援助, 案件]
            rest: []
            actions: [办理]
    """

  private func metrics(_ text: String, _ options: [String: String] = [:], period: String? = "2025") throws -> [Metric] {
    var document = Document(text: text)
    _ = try SegmentOutline([:]).process(&document)
    document.metadata.period = period
    #expect(try ExtractMetrics(options).process(&document) == .keep)
    return document.metrics
  }

  /// What is wrong with a catalogue, as a run would say it.
  private func mistakes(_ catalog: String) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write(catalog, to: "catalog.yaml")
    do {
      _ = try metrics("办理案件12件。", ["catalog": path])
      return ""
    } catch let diagnostics as Diagnostics {
      return diagnostics.rendered.replacing(folder.path + "/", with: "")
    }
  }

  @Test func `reads number, unit, label, action and place of a figure`() throws {
    let text = "全年共办理法律援助案件1.2万件。"
    let metric = try #require(try metrics(text).first)
    #expect(metric.value == 12_000 && metric.unit == "件")
    #expect(metric.label == "法律援助案件" && metric.action == "办理")
    #expect(metric.period == "2025" && metric.kind == "actual" && metric.qualifier == "exact")
    let bytes = Array(text.utf8)
    #expect(String(decoding: bytes[metric.range], as: UTF8.self) == "1.2万件")
    #expect(String(decoding: bytes[metric.sentence], as: UTF8.self).hasPrefix("全年共办理"))
  }

  @Test func `a masked figure has no value`() throws {
    let metric = try #require(try metrics("办理法律援助案件*件。").first)
    #expect(metric.isMasked && metric.value == nil && metric.unit == "件")
  }

  @Test func `dates, section numbers and document numbers are no figures`() throws {
    #expect(try metrics("一、工作\n2025年3月8日，印发《意见》（政办发〔2025〕3号），开通12348热线。").isEmpty)
  }

  @Test func `a figure knows its segment`() throws {
    let found = try metrics("一、人民调解\n调解纠纷300件。\n二、法律援助\n办理案件126件。")
    #expect(found.map(\.segment) == [0, 1])
  }

  @Test func `with a catalogue a figure that it recognises has its id, and a change has none`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.catalog, to: "catalog.yaml")
    let stage = try ExtractMetrics(["catalog": "catalog.yaml"], folder: folder.path)
    var document = Document(text: "办理法律援助案件126件，同比增长8%。提供法律咨询500人次。")
    #expect(try stage.process(&document) == .keep)
    #expect(document.metrics.map(\.metric) == ["legal_aid.cases", nil, nil])
    #expect(document.metrics.map(\.value) == [126, 8, 500])
  }

  @Test func `without a catalogue, and with null for one, no figure has an id`() throws {
    #expect(try metrics("办理法律援助案件126件。").map(\.metric) == [nil])
    #expect(try metrics("办理法律援助案件126件。", ["catalog": "null"]).map(\.metric) == [nil])
    let found = #expect(throws: Diagnostics.self) { try ExtractMetrics(["catalog": "''"]) }
    #expect(found?.mistakes.map(\.message) == ["'catalog' of 'extract-metrics' must be a path, not ''"])
  }

  @Test func `a catalogue is opened when it is first needed, and a missing one ends the run`() throws {
    let stage = try ExtractMetrics(["catalog": "/nowhere/catalog.yaml"])
    var document = Document(text: "办理案件12件。")
    let found = #expect(throws: Diagnostics.self) { try stage.process(&document) }
    #expect(found?.rendered == "/nowhere/catalog.yaml: error: cannot be read as UTF-8 text; is the path right?\n")
  }

  @Test func `names every mistake of a catalogue with its place`() throws {
    let found = try mistakes(
      """
      version: 2
      metric: []
      metrics:
        - id: a
          name: 甲
          unit: 件
          measure: flux
          recognise:
            - all: [甲]
              action: [办理]
        - id: a
          name: 乙
          unit: 件
          measure: stock
          parent: b
          recognise:
            - none: [乙]
      """)
    let places = found.split(separator: "\n").filter { $0.hasPrefix("catalog.yaml") }
    #expect(
      places == [
        "catalog.yaml:1:10: error: 'version' of the catalogue must be 1, not 2",
        "catalog.yaml:2:1: error: unknown key 'metric' of the catalogue; did you mean 'metrics'?",
        "catalog.yaml:7:14: error: unknown measure 'flux'; did you mean 'flow'?",
        "catalog.yaml:10:9: error: unknown key 'action' of an entry of 'recognise'; did you mean 'actions'?",
        "catalog.yaml:15:13: error: 'parent' of 'a' is no metric of the catalogue: 'b'; did you mean 'a'?",
        "catalog.yaml:17:9: error: an entry of 'recognise' needs a word in 'all' or 'any'",
      ])
  }

  @Test func `an id that stands twice is a mistake`() throws {
    let twice = Self.catalog + "\n" + Self.catalog.split(separator: "\n").dropFirst(3).joined(separator: "\n")
    #expect(
      try mistakes(twice).hasPrefix("catalog.yaml:12:5: error: metric 'legal_aid.cases' stands twice; keep one\n"))
  }

  @Test(
    arguments: [
      ("version: 1\nmetrics: []\n", ""), ("version: 1\n", "catalog.yaml:1:1: error: missing key 'metrics', a list\n"),
      ("", "catalog.yaml: error: the file is empty\n"),
      ("- 1\n", "catalog.yaml:1:1: error: the catalogue must be a mapping, not a list\n"),
    ])
  func `says what a catalogue must be`(catalog: String, expected: String) throws {
    #expect(try mistakes(catalog).split(separator: "\n").first.map { $0 + "\n" } ?? "" == expected)
  }
}
