import Outline
import Testing

@testable import Readings

private let body = """

  2024年，各项工作取得新进展。
  一、主要工作
  办理案件80件，调解纠纷300件，挽回损失20万元。

  """

private func read(_ text: String, fields: [String: String] = [:]) -> ReportMetadata {
  let bytes = Array(text.utf8)
  return MetadataReader().metadata(
    of: bytes, sections: OutlineReader().sections(in: bytes), hints: MetadataHints(fields: fields))
}

struct AgencyNameTests {
  @Test(arguments: [
    ("关于青山县司法局2023年度工作情况的报告", "青山县司法局"), ("2023年度青山县司法局法治建设工作报告", "青山县司法局"),
    ("青山县住房和城乡建设局关于2023年度法治政府建设情况的报告", "青山县住房和城乡建设局"), ("青山县白云镇司法所2023年工作总结", "青山县白云镇司法所"),
    ("青山县司法局白云司法所2023年工作总结", "青山县司法局白云司法所"), ("青山县司法局法律援助中心2023年工作总结", "青山县司法局法律援助中心"),
    ("中共青山县委全面依法治县委员会办公室2023年工作总结", "中共青山县委全面依法治县委员会办公室"), ("北山区司法局党组2023年工作总结", "北山区司法局党组"),
    ("青山市民政局2023年法治政府建设总结", "青山市民政局"), ("青山县乡村振兴局2023年法治政府建设总结", "青山县乡村振兴局"), ("晋城市司法局2023年工作总结", "晋城市司法局"),
    ("青山县政府2023年法治政府建设工作报告", "青山县政府"), ("青山县人民法院工作报告", "青山县人民法院"), ("司法部2023年法治政府建设年度报告", "司法部"),
    ("临湖高新技术产业开发区管理委员会关于2023年度法治政府建设情况的报告", "临湖高新技术产业开发区管理委员会"),
    ("三江区普法依法治理领导小组办公室2023年工作总结", "三江区普法依法治理领导小组办公室"),
  ])
  func `reads the whole name in a title`(title: String, issuer: String) {
    let found = read(title + body).issuer
    #expect(found?.value == issuer && found?.evidence == .title)
  }

  @Test(arguments: ["上半年共审查县政府合同3件。", "第三季度协助区政府办理议案2件。", "全年为县政府审查文件9件。"])
  func `what was done for a body is no name of one`(text: String) {
    #expect(read("全县依法治县工作稳步推进。\n" + text).issuer == nil)
    #expect(read("全县依法治县工作稳步推进。\n" + text).area.isEmpty)
  }

  @Test func `a body of the whole state has its area`() {
    #expect(read("司法部2023年法治政府建设年度报告" + body).area.map(\.value) == ["中国"])
    #expect(read("怀化市公安部门2023年工作总结" + body).issuer == nil)
  }

  @Test(arguments: [
    "2023年法治政府建设工作报告", "青山县构建司法行政工作新格局情况汇报", "司法局局长2023年述职述廉报告", "2023年政府工作报告落实情况", "全面加强司法所建设工作总结",
  ])
  func `reads no name where none stands`(title: String) {
    #expect(read(title + body).issuer == nil)
  }
}

struct IssuerCompletionTests {
  @Test(arguments: [
    ("县司法局2024年工作总结", "青山县司法局"), ("司法局2024年工作总结", "青山县司法局"), ("市司法局2024年工作总结", "*市司法局"),
    ("县农业农村局2024年法治政府建设工作总结", "青山县农业农村局"), ("2024年度县人民政府法治政府建设报告", "青山县人民政府"),
  ])
  func `a name without its place is completed by the one that ends alike`(title: String, issuer: String) {
    let signed = read(title + body + issuer + "\n2025年1月15日").issuer
    #expect(signed?.value == issuer && signed?.evidence == .signOff)
    for field in ["issuer", "source"] {
      #expect(read(title + body, fields: [field: issuer]).issuer == Found(issuer, .page))
    }
  }

  @Test func `我局 is completed, too`() {
    let text = "我局2024年工作总结" + body + "我局将继续努力。\n青山县司法局\n2025年1月15日"
    #expect(read(text).issuer?.value == "青山县司法局")
    #expect(read("我局2024年工作总结" + body + "我局将继续努力。").issuer == nil)
  }

  @Test(arguments: [
    ("县司法局2024年工作总结", "青山县委政法委", "县司法局"), ("青山县司法局2024年工作总结", "湖南省青山县司法局", "青山县司法局"),
    ("*县司法局2024年工作总结", "青山县司法局", "*县司法局"),
  ])
  func `any other name leaves it as it stands`(title: String, signer: String, issuer: String) {
    #expect(read(title + body + signer + "\n2025年1月15日").issuer?.value == issuer)
  }
}

struct SpeakerTests {
  @Test(arguments: [
    "现将青山县司法局2024年工作情况报告如下：\n一、主要工作\n调解300件。", "2024年，在怀化市司法局的有力指导下，青山县司法局办理案件80件。\n一、主要工作\n调解300件。",
    "2024年，我局办理案件80件。\n一、主要工作\n青山县司法局牵头调解300件。青山县司法局联合青山县法院开展普法。", "2024年以来青山县司法局办理案件80件。",
  ])
  func `an untitled report is that of the agency which acts in it`(text: String) {
    #expect(read(text).issuer?.value == "青山县司法局")
    #expect(read(text).issuer?.evidence == .text)
  }

  @Test(arguments: [
    "2024年，在县委和怀化市司法局有力指导下，我局办理案件80件。", "2024年，按照怀化市司法局、怀化市公安局部署要求，办理案件80件。", "2024年，办理案件80件。青山县司法局、白河县司法局先后来访。",
    "2024年，我局办理案件80件，青山县公安局、青山县法院给予支持。",
  ])
  func `no other agency of the text is taken for it`(text: String) {
    #expect(read(text).issuer == nil)
  }

  @Test func `who speaks decides between a bureau and the government whose site it is`() {
    let title = "2024年法治政府建设工作报告"
    let speaking = title + body + "我局将继续努力。我局还将抓好落实。"
    let fields = ["site": "青山县人民政府门户网站", "source": "青山县人民政府网"]
    #expect(read(speaking, fields: fields).issuer == nil)
    #expect(read(speaking, fields: fields).area.map(\.value) == ["青山县"])
    #expect(read(speaking, fields: ["source": "青山县人民政府办公室"]).issuer?.value == "青山县人民政府办公室")
    #expect(read("青山县" + speaking, fields: fields).issuer == Found("青山县司法局", .inference))
    #expect(read(speaking, fields: fields.merging(["issuer": "青山县司法局"]) { $1 }).issuer?.value == "青山县司法局")
  }

  @Test(arguments: [
    ("现将榆溪县有关工作汇报如下：\n一、人民调解\n我局调解300件。", "榆溪县司法局"), ("2024年，县司法局办理案件80件。\n落实《榆溪县法治政府建设实施方案》，全县调解300件。", "榆溪县司法局"),
    ("2024年，县农业农村局坚持依法行政。\n落实《榆溪县农业发展规划》，全县办案30件。", "榆溪县农业农村局"),
  ])
  func `the report's own area tells whose bureau it is`(text: String, issuer: String) {
    #expect(read(text).issuer == Found(issuer, .inference))
    #expect(read(text).area.last?.value == "榆溪县")
  }

  @Test(arguments: [
    "2024年，县司法局办理案件80件。\n落实《榆溪县规划》和《白河县规划》，全县调解300件。", "2024年，县司法局办理案件80件。\n落实《怀化市物业管理条例》，全县调解300件。",
    "现将全县有关工作汇报如下：\n我局调解300件。",
  ])
  func `and where the text names several or none, nothing is invented`(text: String) {
    #expect(read(text).issuer?.evidence != .inference)
    #expect(read(text).area.isEmpty)
  }

  @Test func `a report on duty is that of the agency it names outright, or of none`() {
    let title = "2024年度述职述廉报告"
    let text = "\n2024年，我认真履行职责，青山县司法局各项工作取得新进展。我局办理案件80件。"
    #expect(read(title + text).issuer == nil)
    #expect(read(title + "\n青山县司法局党组书记、局长　张三" + text).issuer?.value == "青山县司法局")
    #expect(read("青山县司法局局长" + title + text).issuer?.value == "青山县司法局")
    #expect(read(title + text + "\n青山县司法局 张三").issuer == nil)
    #expect(read("司法所所长" + title + text).issuer == nil)
  }

  @Test func `a place without its suffix is found in full`() {
    let office = "三塘司法所2024年工作总结\n2024年，三塘司法所在三塘镇党委领导下调解纠纷67起。"
    #expect(read(office, fields: ["site": "衡南县人民政府"]).area.map(\.value).suffix(2) == ["衡南县", "三塘镇"])
    #expect(read("横湾司法局2024年工作总结\n2024年，在横湾县委领导下调解纠纷67起。").area.map(\.value) == ["横湾县"])
    #expect(read("横湾司法局2024年工作总结\n2024年，调解纠纷67起。").area.isEmpty)
  }
}
