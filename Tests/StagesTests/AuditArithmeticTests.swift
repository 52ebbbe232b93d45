import PipelineKit
import PipelineTesting
import Testing

@testable import Stages

struct AuditArithmeticTests {
  private func checks(_ text: String, mask: Int? = nil) throws -> (Document, [Check]) {
    var document = Document(text: text)
    document.metadata.period = "2025"
    _ = try ExtractMetrics([:]).process(&document)
    #expect(try AuditArithmetic([:]).process(&document) == .keep)
    return (document, document.checks)
  }

  @Test func `parts that add up hold`() throws {
    let (document, found) = try checks("办理法律援助案件126件，其中刑事案件70件、民事案件50件、行政案件6件。")
    let check = try #require(found.first { $0.kind == "sum" })
    #expect(check.holds && check.computed == 126)
    #expect(document.metrics[check.stated].value == 126)
    #expect(check.terms.map { document.metrics[$0].value } == [70, 50, 6])
  }

  @Test func `parts that miss the whole by a little are a finding, and the document goes on`() throws {
    let (_, found) = try checks("办理法律援助案件126件，其中刑事案件70件、民事案件50件、行政案件5件。")
    let check = try #require(found.first { $0.kind == "sum" })
    #expect(!check.holds && check.computed == 125)
    #expect(check.message.contains("125") && check.message.contains("126"))
  }

  @Test func `a rate whose counts stand beside it is computed again`() throws {
    let (_, found) = try checks("调解矛盾纠纷300件，调解成功297件，调解成功率99%。")
    let check = try #require(found.first { $0.kind == "rate" })
    #expect(check.holds && check.computed == 99)
  }

  @Test func `masked figures prove nothing`() throws {
    #expect(try checks("办理法律援助案件*件，其中刑事案件70件、民事案件50件。").1.isEmpty)
  }

  @Test func `without figures there are no checks`() throws {
    #expect(try checks("各项工作稳步推进。").1.isEmpty)
  }
}
