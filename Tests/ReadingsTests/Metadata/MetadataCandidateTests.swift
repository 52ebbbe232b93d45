import Outline
import Readings
import Testing

private func read(_ text: String, hints: MetadataHints = MetadataHints()) -> ReportMetadata {
  let bytes = Array(text.utf8)
  return MetadataReader().metadata(of: bytes, sections: OutlineReader().sections(in: bytes), hints: hints)
}

private let body = "\n2024年，蒸阳区司法局办理法律援助案件80件，调解纠纷120件，群众满意。\n蒸阳区司法局\n2025年1月3日"

struct MetadataCandidateTests {
  @Test func `every place that speaks of a field is heard, and the most trusted wins`() {
    let hints = MetadataHints(
      pageTitle: "蒸阳区司法局2024年总结", fields: ["published": "2025-01-09", "issuer": "蒸阳区人民政府"])
    let found = read("蒸阳区司法局2024年工作总结" + body, hints: hints)
    #expect(found.candidates[.issuer]?.map(\.value) == ["蒸阳区司法局", "蒸阳区司法局", "蒸阳区人民政府", "蒸阳区司法局"])
    #expect(found.candidates[.issuer]?.map(\.evidence) == [.title, .signOff, .page, .text])
    #expect(found.candidates[.published]?.map(\.value) == ["2025-01-09", "2025-01-03"])
    #expect(found.candidates[.period]?.map(\.value) == ["2024", "2024"])
    for field in MetadataField.allCases {
      guard let first = found.candidates[field]?.first else { continue }
      switch field {
      case .title: #expect(found.title == first)
      case .issuer: #expect(found.issuer == first)
      case .published: #expect(found.published == first)
      case .period: #expect(found.period == first)
      case .area: #expect(found.area.last == first)
      case .indexNumber: #expect(found.indexNumber == first)
      case .origin: #expect(found.origin == first)
      case .planPeriod: break
      }
    }
  }

  @Test func `a field that nothing speaks of has no candidates`() {
    let found = read("这是一段没有名字的话，也没有日期。")
    #expect(found.issuer == nil && found.candidates[.issuer]?.isEmpty != false)
    #expect(found.published == nil && found.candidates[.published]?.isEmpty != false)
  }

  @Test(arguments: [
    ("site", "怀化市人民政府门户网站", ["湖南省", "怀化市", "蒸阳区"]), ("source", "怀化市司法局", ["湖南省", "怀化市", "蒸阳区"]),
    ("site", "湖南省人民政府", ["湖南省", "蒸阳区"]), ("site", "某文库", ["蒸阳区"]), ("source", "蒸阳区司法局", ["蒸阳区"]),
  ])
  func `the page says whose district it is`(field: String, value: String, areas: [String]) {
    #expect(read("蒸阳区司法局2024年工作总结" + body, hints: MetadataHints(fields: [field: value])).area.map(\.value) == areas)
  }

  @Test func `what the page says of a prefecture goes before what the text happens to name`() {
    let text = "蒸阳区司法局2024年工作总结\n2024年，在长沙市、长沙市开会两次，办理案件80件。"
    #expect(read(text).area.map(\.value) == ["湖南省", "长沙市", "蒸阳区"])
    #expect(read(text, hints: MetadataHints(fields: ["site": "衡阳市人民政府"])).area.map(\.value) == ["湖南省", "衡阳市", "蒸阳区"])
  }

  @Test(arguments: [
    ("2025年上半年", "力争四季度平均审理周期降到42天以内", "2025-H2"), ("2025年上半年", "下半年办理案件90件", "2025-H2"),
    ("2024年", "2025年一季度完成整改", "2025"), ("2024年", "2025年办理案件90件", "2025"),
  ])
  func `one step of a plan is not all that it covers`(period: String, step: String, plan: String) {
    let text = "蒸阳区司法局\(period)工作总结\n一、工作情况\n办理案件80件。\n二、下一步工作打算\n继续努力，\(step)。"
    #expect(read(text).planPeriod?.value == plan)
  }
}
