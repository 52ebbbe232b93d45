import Quantities
import Testing

@testable import Readings

private func figure(
  _ value: Double?, _ unit: String, label: String = "行政复议案件", action: String? = nil, kind: FigureKind = .actual,
  isChange: Bool = false, partOf: Int? = nil, ratioOf: Figure.Ratio? = nil, qualifier: Qualifier = .exact,
  sentence: Int = 0
) -> Figure {
  Figure(
    quantity: Quantity(range: 0..<1, value: value, unit: unit, qualifier: qualifier, isMasked: value == nil),
    label: label,
    action: action, kind: kind, isChange: isChange, period: "2025", sentence: sentence * 100..<sentence * 100 + 90,
    partOf: partOf, ratioOf: ratioOf)
}

struct ArithmeticReaderTests {
  @Test func `adds up the parts of a whole`() throws {
    let checks = ArithmeticReader().checks(of: [
      figure(20, "件"), figure(12, "件", partOf: 0), figure(5, "件", partOf: 0), figure(3, "件", partOf: 0),
    ])
    let check = try #require(checks.first)
    #expect(checks.count == 1)
    #expect(check.kind == .sum)
    #expect(check.terms == [1, 2, 3])
    #expect(check.stated == 0)
    #expect(check.holds)
    #expect(check.message == "12 + 5 + 3 = 20, stated 20")
  }

  @Test func `reports parts that exceed their whole by a little`() throws {
    let check = try #require(
      ArithmeticReader().checks(of: [
        figure(60, "卷"), figure(40, "卷", partOf: 0), figure(24, "卷", partOf: 0),
      ]).first)
    #expect(!check.holds)
    #expect(check.message == "40 + 24 = 64, stated 60")
  }

  @Test(arguments: [
    [figure(60, "件"), figure(40, "件", partOf: 0), figure(12, "件", partOf: 0)],
    [figure(60, "件"), figure(50, "件", partOf: 0), figure(40, "件", partOf: 0)],
    [figure(60, "件"), figure(8, "件", action: "结转", partOf: 0), figure(55, "件", action: "审结", partOf: 0)],
    [figure(nil, "件"), figure(40, "件", partOf: 0), figure(24, "件", partOf: 0)],
    [figure(60, "件", qualifier: .approx), figure(40, "件", partOf: 0), figure(24, "件", partOf: 0)],
  ])
  func `takes incomplete, overlapping, masked and approximate lists for no mistake`(figures: [Figure]) {
    #expect(ArithmeticReader().checks(of: figures).isEmpty)
  }

  @Test(arguments: [(57.0, 4.0, 7.02, true), (32, 5, 15.6, true), (40, 30, 75, true), (206, 182, 89.7, false)])
  func `divides a rate's counts, to its last decimal`(whole: Double, part: Double, stated: Double, holds: Bool) throws {
    let check = try #require(
      ArithmeticReader().checks(of: [
        figure(whole, "件"), figure(part, "件"), figure(stated, "%", ratioOf: .init(numerator: 1, denominator: 0)),
      ]).first)
    #expect(check.kind == .rate)
    #expect(check.holds == holds)
  }

  @Test func `computes the growth from a baseline`() throws {
    let checks = ArithmeticReader().checks(of: [
      figure(80, "件", kind: .baseline), figure(96, "件"), figure(25, "%", kind: .change, isChange: true),
    ])
    let check = try #require(checks.first)
    #expect(check.terms == [1, 0])
    #expect(!check.holds)
    #expect(check.message == "80 to 96 is a change of 20%, stated 25%")
  }

  @Test func `finds a figure that is stated twice`() {
    let again = [figure(20, "件", action: "审结"), figure(20, "件", action: "审结", sentence: 1)]
    #expect(ArithmeticReader().checks(of: again).map(\.kind) == [.restated])
    let other = [figure(20, "件", action: "审结"), figure(20, "件", action: "受理", sentence: 1)]
    #expect(ArithmeticReader().checks(of: other).isEmpty)
  }

  @Test(arguments: [(1200.0, 1210.0), (110, 101), (96, 93)])
  func `a figure stated again with nearly its value does not hold`(before: Double, again: Double) throws {
    let checks = ArithmeticReader().checks(of: [figure(before, "件"), figure(again, "件", sentence: 1)])
    let check = try #require(checks.first)
    #expect(check.kind == .restated && !check.holds && check.computed == before && check.stated == 1)
    #expect(check.message == "行政复议案件 is \(before.plain) before, stated \(again.plain)")
  }

  @Test(arguments: [(1200.0, 300.0), (8, 9)])
  func `values far apart, or small, are two things with one label`(before: Double, again: Double) {
    #expect(ArithmeticReader().checks(of: [figure(before, "件"), figure(again, "件", sentence: 1)]).isEmpty)
  }

  @Test(arguments: [(26.0, 18.0, 11.0), (48, 30, 23), (60, 40, 26)])
  func `a mistake in a small sum is one of whole things`(whole: Double, one: Double, other: Double) throws {
    let check = try #require(
      ArithmeticReader().checks(of: [figure(whole, "件"), figure(one, "件", partOf: 0), figure(other, "件", partOf: 0)])
        .first)
    #expect(!check.holds && check.computed == one + other)
  }
}
