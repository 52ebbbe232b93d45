import PipelineTesting

/// A report put together for a test: a template of sentences with a body's names and figures in them.
struct SampleReport {
  /// `#` stands for a figure, `@` for the county, `&` for a town.
  var sentences: [String]
  var county: String
  var town: String
  var figures: [Int]

  private static let stock = [
    "@县司法局坚持把矛盾化解放在基层", "全年排查各类纠纷#件次", "调解成功#件", "涉及当事人#人", "&镇司法所被评为先进单位",
    "举办专题讲座#场", "发放普法读本#册", "新建法治文化广场#处", "培养法律明白人#名", "@县开展宪法宣传周活动#次",
    "受理法律援助申请#件", "为困难群众挽回损失#万元", "接听热线来电#个", "农民工讨薪案件办结#件", "值班律师提供咨询#人次",
    "在册矫正对象#人", "组织集中教育#次", "解除矫正#人", "&镇建成安置帮教基地#个", "走访重点人员家庭#户",
    "审查规范性文件#件", "清理过时文件#份", "办理行政复议案件#件", "复议纠错#件", "出庭应诉#次",
    "公证处办理公证#件", "上门服务老年人#人", "司法鉴定机构完成鉴定#例", "律师事务所增加到#家", "律师参与信访接待#次",
    "招录辅助人员#名", "组织业务培训#期", "维修办公用房#平方米", "配备执法记录仪#台", "@县委听取工作汇报#次",
    "通过网络直播普法#场", "制作短视频#部", "点击量达到#万次", "仲裁委员会受理案件#件", "人民陪审员参审#件",
  ]

  /// A template of its own: so many sentences, each once, in an order of its own.
  static func template(_ generator: inout SeededGenerator, sentences count: Int = 30) -> [String] {
    Array(stock.shuffled(using: &generator).prefix(count))
  }

  /// Another body's report of the template.
  init(_ sentences: [String], _ generator: inout SeededGenerator) {
    let first = Array("青白云石龙金玉安平永长宁东清兴和")
    let second = Array("山水川河江湖泉溪源阳岭岗坪原城台")
    func name(_ generator: inout SeededGenerator) -> String {
      "\(first[generator.below(16)])\(second[generator.below(16)])"
    }
    self.sentences = sentences
    county = name(&generator)
    town = name(&generator)
    figures = sentences.map { _ in 11 + generator.below(900) }
  }

  var text: String { text { String($0) } }

  /// The text with each figure written by `write`, and with `hidden` in place of all names.
  func text(hidden: String? = nil, _ write: (Int) -> String) -> String {
    var text = "\(hidden ?? county)县司法局2024年工作总结\n"
    for (sentence, figure) in zip(sentences, figures) {
      for character in sentence {
        switch character {
        case "#": text += write(figure)
        case "@": text += hidden ?? county
        case "&": text += hidden ?? town
        default: text.append(character)
        }
      }
      text += "。\n"
    }
    return text
  }

  var masked: String { text { _ in "**" } }

  /// The report with other figures, and in another place if asked.
  func sibling(_ generator: inout SeededGenerator, sameBody: Bool = false) -> SampleReport {
    var other = SampleReport(sentences, &generator)
    if sameBody { (other.county, other.town) = (county, town) }
    return other
  }

  /// The report without some of its sentences.
  func dropping(_ places: Set<Int>) -> SampleReport {
    var other = self
    other.sentences = sentences.enumerated().filter { !places.contains($0.offset) }.map(\.element)
    other.figures = figures.enumerated().filter { !places.contains($0.offset) }.map(\.element)
    return other
  }

  /// The report with some figures corrected.
  func correcting(_ count: Int) -> SampleReport {
    var other = self
    let places = sentences.indices.filter { sentences[$0].contains("#") }
    for place in places.prefix(count) { other.figures[place] += 7 }
    return other
  }
}
