import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct ExtractMetadataTests {
  private func metadata(_ text: String, page: PageFacts? = nil, source: String = "report.txt") throws -> Metadata {
    var document = Document(text: text, source: source)
    document.page = page
    _ = try SegmentOutline([:]).process(&document)
    #expect(try ExtractMetadata([:]).process(&document) == .keep)
    return document.metadata
  }

  @Test func `finds whose report it is, of where and when`() throws {
    let found = try metadata(
      """
      湖南省桃江县司法局2025年工作总结和2026年工作计划
      2025年，桃江县司法局围绕中心工作，办理案件126件。
      一、2026年工作计划
      进一步提升服务水平。
      桃江县司法局
      2025年12月30日
      """)
    #expect(found.title == "湖南省桃江县司法局2025年工作总结和2026年工作计划")
    #expect(found.issuer?.hasSuffix("桃江县司法局") == true)
    #expect(found.area == ["湖南省", "益阳市", "桃江县"])
    #expect(found.period == "2025")
    #expect(found.planPeriod == "2026")
    #expect(found.published == "2025-12-30")
    #expect(Set(found.evidence.keys) == ["title", "issuer", "area", "period", "plan_period", "published"])
  }

  @Test func `what the report does not say is null, and has no evidence`() throws {
    let found = try metadata("全力做好各项工作。")
    #expect(found.period == nil && found.planPeriod == nil && found.published == nil && found.issuer == nil)
    #expect(found.area.isEmpty)
    #expect(!found.evidence.keys.contains("period"))
  }

  @Test func `a masked name stays as it stands`() throws {
    #expect(try metadata("XX县司法局2024年上半年工作总结\n上半年，我局办理案件12件。").issuer == "XX县司法局")
  }

  @Test func `the day of publication comes from the page before the signature`() throws {
    let facts = PageFacts(title: "某县司法局2025年工作总结", fields: ["published": "2026-01-05"])
    let found = try metadata("2025年，我局办理案件12件。\n某县司法局\n2025年12月30日", page: facts)
    #expect(found.published == "2026-01-05")
    #expect(found.title == "某县司法局2025年工作总结")
  }
}
