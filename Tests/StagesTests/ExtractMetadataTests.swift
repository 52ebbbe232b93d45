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

  @Test func `says of what the page states where on the page it stands`() throws {
    let facts = PageFacts(
      title: "某县司法局2025年工作总结", evidence: ["title": "heading"],
      statements: [
        "published": [
          .init(value: "2026-01-05", place: "line"), .init(value: "2026-01-06", place: "meta pubdate"),
          .init(value: "2026-01-07", place: "url", isIndirect: true),
        ],
        "index-number": [.init(value: "0143/2026-00031", place: "table")],
        "source": [.init(value: "县司法局", place: "line")],
      ])
    let found = try metadata("2025年，我局办理案件12件。\n某县司法局\n2025年12月30日", page: facts)
    #expect(found.indexNumber == "0143/2026-00031" && found.origin == "县司法局")
    #expect(found.evidence["index_number"] == "page: table" && found.evidence["origin"] == "page: line")
    #expect(found.evidence["title"] == "page: heading")
    #expect(
      found.candidates["published"]?.map(\.evidence) == ["page: line", "page: meta pubdate", "sign-off", "page: url"])
  }

  @Test(
    arguments: [
      ("www.qingxi.gov.cn/202601/t20260105_12.html", "2026-01-05"), ("reports/2026-01-05/a.txt", nil),
    ] as [(String, String?)])
  func `the source's address tells the day where nothing else does`(source: String, day: String?) throws {
    let found = try metadata("2025年，我局办理案件12件。", source: source)
    #expect(found.published == day)
    #expect(found.evidence["published"] == day.map { _ in "source" })
  }
}
