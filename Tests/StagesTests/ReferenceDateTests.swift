import PipelineKit
import Quantities
import Testing

@testable import Stages

struct ReferenceDateTests {
  @Test(
    arguments: [
      ("2025", "2025-12-31"), ("2025-H1", "2025-06-30"), ("2025-H2", "2025-12-31"), ("2025-Q1", "2025-03-31"),
      ("2025-Q3", "2025-09-30"), ("2025-04", "2025-04-30"), ("2024-02", "2024-02-29"), ("2025-02", "2025-02-28"),
      ("2000-02", "2000-02-29"), ("2025-04-22", "2025-04-22"), ("2025-01/2025-06", "2025-06-30"),
      ("2021/2025", "2025-12-31"), ("../2025-12-31", "2025-12-31"), ("2025-01-01/2025-11", "2025-11-30"),
    ])
  func `is the last day of a period`(period: String, day: String) {
    #expect(ReferenceDate.lastDay(of: period)?.iso == day)
  }

  @Test(arguments: [
    "", "..", "2024/..", "去年", "25", "9999", "2025-13", "2025-00", "2025-02-30", "2025-04-00", "/", "-",
  ])
  func `a period without an end has no last day`(period: String) {
    #expect(ReferenceDate.lastDay(of: period) == nil)
  }

  @Test func `a report's period counts before its day of publication`() {
    var metadata = Metadata()
    #expect(ReferenceDate.of(metadata) == nil)
    metadata.published = "2026-01-08"
    #expect(ReferenceDate.of(metadata)?.iso == "2026-01-08")
    metadata.period = "2025"
    #expect(ReferenceDate.of(metadata)?.iso == "2025-12-31")
    metadata.period = "2025/.."
    #expect(ReferenceDate.of(metadata)?.iso == "2026-01-08")
  }
}
