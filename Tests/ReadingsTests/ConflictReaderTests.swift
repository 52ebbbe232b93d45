import Quantities
import Testing

@testable import Readings

struct ConflictReaderTests {
  private func figure(
    _ value: Double?, _ unit: String = "件", kind: FigureKind = .actual, period: String? = "2024",
    qualifier: Qualifier = .exact, partOf: Int? = nil
  ) -> Figure {
    Figure(
      quantity: Quantity(range: 0..<1, value: value, unit: unit, qualifier: qualifier, isMasked: value == nil),
      label: "法律援助案件", kind: kind, isChange: kind == .change, period: period, sentence: 0..<9, partOf: partOf)
  }

  private func values(_ figures: [Figure], _ metrics: [String?]) -> [Double] {
    Fact.all(in: figures, metrics: metrics).map(\.value)
  }

  @Test func `exact figures with an id and a period are facts`() {
    #expect(values([figure(120), figure(7, "人")], ["aid", "aid"]) == [120, 7])
    #expect(values([figure(120), figure(120)], ["aid", "aid"]) == [120])
    #expect(values([figure(120), figure(9, kind: .target)], ["aid", "aid"]) == [120, 9])
  }

  @Test func `masked and approximate figures, changes, and what has no id or period are no facts`() {
    #expect(values([figure(nil), figure(120, qualifier: .approx), figure(4, kind: .change)], ["a", "b", "c"]).isEmpty)
    #expect(values([figure(120), figure(130, period: nil)], [nil, "aid"]).isEmpty)
  }

  @Test func `a metric that the report takes apart is no fact`() {
    #expect(values([figure(120), figure(80), figure(40)], ["aid", "aid", "aid"]).isEmpty)
    // The whole is blanked out, and its part is not the whole.
    #expect(values([figure(nil), figure(80, partOf: 0)], ["aid", "aid"]).isEmpty)
    #expect(values([figure(200), figure(80, partOf: 0)], ["cases", "aid"]) == [200, 80])
  }

  private func body(_ name: String, _ area: String...) throws -> ReportingBody {
    try #require(ReportingBody(name: name, area: area))
  }

  private func fact(_ value: Double, _ period: String = "2024") -> Fact {
    Fact(metric: "aid", period: period, unit: "件", isTarget: false, value: value, figure: 0)
  }

  @Test func `each report is held against the first that states the fact`() throws {
    let body = try body("青山县司法局", "湖北省", "青山县")
    let conflicts = ConflictReader().conflicts(among: [
      (body, [fact(120), fact(8, "2023")]), (body, [fact(118)]), (body, [fact(120), fact(8, "2023")]),
      (body, [fact(117)]),
    ])
    #expect(conflicts.map(\.report) == [1, 3])
    #expect(conflicts.map(\.earlier) == [0, 0])
    #expect(
      conflicts.first?.message(label: "法律援助案件", source: "a.html")
        == "法律援助案件 in 2024 is 120 in 'a.html', stated 118")
  }

  @Test(arguments: [
    ("青山县司法局", ["湖北省", "青山县"]), ("湖北省青山县司法局", ["湖北省", "青山县"]), ("县司法局", ["湖北省", "黄陵市", "青山县"]),
    ("司法局", ["青山县"]),
  ])
  func `a body is one under its full and its short name`(name: String, area: [String]) throws {
    let other = try #require(ReportingBody(name: name, area: area))
    let reports = [(body: try body("青山县司法局", "湖北省", "青山县"), facts: [fact(120)]), (body: other, facts: [fact(118)])]
    #expect(ConflictReader().conflicts(among: reports).count == 1)
  }

  @Test(arguments: [
    ("青山县司法局", ["湖南省", "青山县"]), ("青山县法院", ["湖北省", "青山县"]), ("湖北省司法厅", ["湖北省"]),
    ("青山县城关司法所", ["湖北省", "青山县"]),
  ])
  func `another body may state another value`(name: String, area: [String]) throws {
    let other = try #require(ReportingBody(name: name, area: area))
    let reports = [(body: try body("青山县司法局", "湖北省", "青山县"), facts: [fact(120)]), (body: other, facts: [fact(118)])]
    #expect(ConflictReader().conflicts(among: reports).isEmpty)
  }

  @Test func `a body whose name is blanked out, or whose area is unknown, is compared with none`() {
    #expect(ReportingBody(name: "××县司法局", area: ["湖北省"]) == nil)
    #expect(ReportingBody(name: "县司法局", area: ["某县"]) == nil)
    #expect(ReportingBody(name: "县司法局", area: []) == nil)
  }
}
