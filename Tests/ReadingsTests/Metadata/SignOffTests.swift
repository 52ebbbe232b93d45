import Outline
import Testing

@testable import Readings

private let body = """
  2024年工作总结
  2024年，我局认真履行职责，各项工作取得新进展。
  一、主要工作
  办理案件80件，调解纠纷300件，挽回损失20万元。

  """

private func read(_ text: String) -> ReportMetadata {
  let bytes = Array(text.utf8)
  return MetadataReader().metadata(
    of: bytes, sections: OutlineReader().sections(in: bytes), hints: MetadataHints())
}

struct SignOffTests {
  @Test(arguments: [
    "青山县司法局\n2025年1月15日", "青山县司法局 2025年1月15日", "青山县司法局2025年1月15日", "2025年1月15日\n青山县司法局", "2025年1月15日　　青山县司法局",
    "青山县司法局\n二〇二五年一月十五日", "青山县司法局\n二○二五年一月十五日", "青山县司法局\n二0二五年一月十五日", "青山县司法局\n二０二五年元月十五日", "青山县司法局（盖章）\n2025年1月15日",
    "（青山县司法局　2025年1月15日）", "青 山 县 司 法 局\n2025 年 1 月 15 日", "报送单位：青山县司法局　报送日期：2025年1月15日", "青山县司法局　2025.1.15",
    "青山县司法局\n2025年1月15日印发", "青山县司法局\n2025年1月15日（共印30份）",
  ])
  func `reads agency and day in any order, on one line or two`(signature: String) throws {
    let found = read(body + signature)
    #expect(found.issuer?.value.filter { $0 != " " } == "青山县司法局" && found.issuer?.evidence == .signOff)
    #expect(found.published?.value == "2025-01-15" && found.published?.evidence == .signOff)
    let text = Array((body + signature).utf8)
    for value in [found.issuer, found.published] {
      let range = try #require(value?.range)
      #expect(signature.contains(String(decoding: text[range], as: UTF8.self)))
    }
  }

  @Test(arguments: [
    "附件：1.法律援助统计表\n　　　2.调解统计表", "（联系人：李四；联系电话：0745-7654321）", "抄送：县委办，县政府办。", "（此件公开发布）",
    "附件1\n\n青山县法治建设任务清单\n一、法律援助\n1.扩大覆盖面，办理案件90件。\n2.抓好质量。",
  ])
  func `reads a signature that something follows`(rest: String) {
    let found = read(body + "青山县司法局\n2025年1月15日\n" + rest)
    #expect(found.issuer?.value == "青山县司法局")
    #expect(found.published == Found("2025-01-15", .signOff, found.published?.range))
  }

  @Test func `above an annex's own text agency and date confirm each other`() {
    let annex = "\n法治建设任务清单\n坚持统筹推进，办理法律援助案件90件，群众满意度达到98%以上，各项任务按期完成。\n各乡镇、各部门按季度报送进展情况，年底前完成全部任务，并接受督察。"
    for signature in ["青山县司法局\n2025年1月15日", "2025年1月15日\n青山县司法局", "青山县司法局　2025年1月15日"] {
      let found = read(body + signature + annex)
      #expect(found.published?.value == "2025-01-15" && found.issuer?.value == "青山县司法局")
    }
    for line in ["2025年1月15日", "青山县司法局\n各乡镇按时完成\n2025年1月15日", "截至2025年1月15日\n青山县司法局"] {
      #expect(read(body + line + annex).published == nil)
    }
  }

  @Test func `a report in one paragraph is signed behind its last sentence`() {
    let found = read("2024年工作总结\n2024年，青山县司法局办理案件80件。下一步，我局将继续努力。青山县司法局 2025年1月15日")
    #expect(found.published?.value == "2025-01-15")
  }

  @Test(arguments: [
    "数据截至2024年12月31日", "附件：2024年12月31日统计表", "活动时间：2025年1月15日", "2025年1月15日至2025年1月20日", "2025年2月30日", "有效期至2099年12月31日",
    "2025年1月",
    "2024年12月4日，开展宣传活动。",
  ])
  func `takes no other day for that of a signature`(line: String) {
    #expect(read(body + line).published == nil)
  }

  @Test func `who printed a paper does not sign it, and a bureau's office signs for the bureau`() {
    let printed = "区司法局办公室　　　　2025年1月18日印发"
    #expect(read(body + "青山县司法局\n2025年1月15日\n抄送：县委办。\n青山县司法局办公室　2025年1月18日印发").published?.value == "2025-01-15")
    #expect(read(body + "二〇二五年一月十五日\n青山" + printed).published?.value == "2025-01-15")
    #expect(read(body + "二〇二五年一月十五日\n青山" + printed).issuer?.value == "青山区司法局")
    // That of a government is a body of its own.
    #expect(read(body + "青山县人民政府办公室\n2025年1月15日").candidates[.issuer]?.first?.value == "青山县人民政府办公室")
  }

  @Test(arguments: ["中共青山县司法局党组", "青山县人力资源和社会保障局", "横湾司法局", "青山县全面依法治县委员会办公室", "云溪苗族自治县法律援助中心", "××县司法局"])
  func `knows a body by how its name is built`(name: String) {
    #expect(read(body.replacing("我局", with: "单位") + name + "\n2025年1月15日").issuer?.value == name)
  }
}
