import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct AuditConflictsTests {
  private let stage: AuditConflicts

  init() throws { stage = try AuditConflicts([:]) }

  private func report(_ count: Int, _ source: String, published: String?) throws -> Document {
    var document = Document(text: "2024年办理法律援助案件\(count)件。", source: source)
    document.metadata.issuer = "青山县司法局"
    document.metadata.area = ["湖北省", "青山县"]
    document.metadata.published = published
    _ = try ExtractMetrics([:]).process(&document)
    document.metrics[0].metric = "legal_aid_cases"
    return document
  }

  private func verdicts(_ documents: [Document]) -> [RecordID: CorpusVerdict] {
    var parts = [stage.emptyAggregate(), stage.emptyAggregate()]
    for (index, document) in documents.enumerated() {
      stage.add(stage.signature(of: document), to: &parts[index % 2])
    }
    stage.merge(parts[1], into: &parts[0])
    return stage.resolve(parts[0])
  }

  @Test func `the later report has the check, whatever comes first`() throws {
    let earlier = try report(120, "z.txt", published: "2025-01-03")
    let later = try report(118, "a.txt", published: "2025-02-01")
    for documents in [[earlier, later], [later, earlier]] {
      let found = verdicts(documents)
      #expect(Set(found.keys) == [later.id])
      let check = try #require(found[later.id]?.checks.first)
      #expect(check.kind == "conflict" && !check.holds && check.computed == 120)
      #expect(later.metrics[check.stated].value == 118)
      #expect(check.others == [MetricReference(document: earlier.id, metric: earlier.metricIDs[0])])
      #expect(check.message == "法律援助案件 in 2024 is 120 in 'z.txt', stated 118")
    }
  }

  @Test func `equal values are no conflict, and a report without a date comes last`() throws {
    let dated = try report(120, "b.txt", published: "2025-01-03")
    #expect(verdicts([dated, try report(120, "a.txt", published: nil)]).isEmpty)
    let undated = try report(121, "a.txt", published: nil)
    #expect(Array(verdicts([undated, dated]).keys) == [undated.id])
  }

  @Test func `a report without issuer or area is compared with none`() throws {
    var nobody = try report(118, "a.txt", published: nil)
    nobody.metadata.issuer = nil
    var nowhere = try report(117, "b.txt", published: nil)
    nowhere.metadata.area = []
    #expect(verdicts([try report(120, "c.txt", published: nil), nobody, nowhere]).isEmpty)
  }
}
