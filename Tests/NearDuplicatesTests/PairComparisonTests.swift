import PipelineTesting
import Testing

@testable import NearDuplicates

struct PairComparisonTests {
  private func compare(_ a: String, _ b: String) -> PairComparison { PairComparison(TextSketch(a), TextSketch(b)) }

  private func sample(_ seed: UInt64) -> (report: SampleReport, generator: SeededGenerator) {
    var generator = SeededGenerator(seed: seed)
    let template = SampleReport.template(&generator)
    return (SampleReport(template, &generator), generator)
  }

  @Test(arguments: 0..<UInt64(20))
  func `a text in another form is exact`(seed: UInt64) {
    let (report, _) = sample(seed)
    let pair = compare(report.text, report.text.replacing("。\n", with: " . "))
    #expect(pair.relation == .exact && pair.similarity == 1)
  }

  @Test(arguments: 0..<UInt64(20))
  func `sentences left out, moved or added make a near copy`(seed: UInt64) {
    let (report, _) = sample(seed)
    #expect(compare(report.text, report.dropping([3, 9, 14]).text).relation == .near)
    let lines = report.text.split(separator: "\n").map(String.init)
    let moved = lines[20...] + lines[..<8] + lines[8..<20]
    #expect(compare(report.text, moved.joined(separator: "\n")).relation == .near)
    let site = "首页>政务公开>工作总结 发布时间：2025-03-07 来源：本站 浏览次数：4821 字体：大 中 小\n"
    let around = site + report.text + "上一篇：关于公证质量检查的通知 下一篇：召开视频会议 主办：信息中心 电话：0731-5567 网站地图 联系我们 隐私声明"
    let pair = compare(report.text, around)
    #expect(pair.relation == .near && pair.containment > 0.95)
  }

  @Test(arguments: 0..<UInt64(20), [1, 2])
  func `a corrected figure or two make a revision, which is a near copy`(seed: UInt64, count: Int) {
    let (report, _) = sample(seed)
    let pair = compare(report.text, report.correcting(count).text)
    #expect(pair.relation == .near && pair.differentFigures == count && pair.equalFigures > 15)
  }

  @Test(arguments: 0..<UInt64(20), ["*", "**", "XX", "××", "＊＊＊", "□□"])
  func `figures or names blanked out make a masked copy`(seed: UInt64, sign: String) {
    let (report, _) = sample(seed)
    let figures = compare(report.text, report.text { _ in sign })
    #expect(figures.relation == .masked && figures.similarity == 1 && figures.differentFigures == 0)
    let names = compare(report.text, report.text(hidden: sign) { String($0) })
    #expect(names.relation == .masked && names.differentNames == 0)
  }

  @Test(arguments: 0..<UInt64(50))
  func `another body's figures in the same words are a template, however alike the texts are`(seed: UInt64) {
    var (report, generator) = sample(seed)
    #expect(compare(report.text, report.sibling(&generator).text).relation == .template)
    let sameBody = compare(report.text, report.sibling(&generator, sameBody: true).text)
    #expect(sameBody.relation == .template && sameBody.similarity == 1)
  }

  @Test(arguments: 0..<UInt64(20))
  func `a template stays one where a quarter of the figures are the same`(seed: UInt64) {
    var (report, generator) = sample(seed)
    var other = report.sibling(&generator)
    for place in 0..<(report.figures.count / 4) { other.figures[place] = report.figures[place] }
    #expect(compare(report.text, other.text).relation == .template)
  }

  @Test func `two bodies' texts without figures are told apart by names`() {
    let words = """
      @县司法局深入推进依法行政，@县各乡镇按照统一部署开展普法宣传，群众满意度不断提高。在&镇，司法所工作人员走村入户化解邻里纠纷，\
      把矛盾消除在萌芽状态。@县公共法律服务中心优化窗口设置，为老年人提供上门服务。下一步，@县将继续加强队伍建设，落实各项制度，\
      推动全县法治建设再上新台阶，&镇将建成法治文化长廊。
      """
    func text(_ county: String, _ town: String) -> String {
      words.replacing("@", with: county).replacing("&", with: town)
    }
    #expect(compare(text("青山", "白水"), text("龙泉", "金溪")).relation == .template)
    #expect(compare(text("青山", "白水"), text("青山", "白水") + "特此报告。").relation == .near)
    #expect(compare(text("青山", "白水"), text("XX", "XX")).relation == .masked)
  }

  @Test(arguments: 0..<UInt64(50))
  func `reports of other templates are unrelated`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let first = SampleReport.template(&generator, sentences: 12)
    let second = SampleReport.template(&generator, sentences: 12)
    #expect(compare(SampleReport(first, &generator).text, SampleReport(second, &generator).text).relation == nil)
  }

  @Test func `short texts are exact copies or nothing`() {
    #expect(compare("办理案件12件。", "办理案件13件。").relation == nil)
    #expect(compare("办理案件12件。", "办理案件**件。").relation == nil)
    #expect(compare("办理案件12件。", "办理 案件 12 件").relation == .exact)
    #expect(compare("", " \n").relation == nil)
  }

  @Test(arguments: 0..<UInt64(100))
  func `says the same of a pair in either order`(seed: UInt64) {
    var (report, generator) = sample(seed)
    let texts = [
      report.text, report.masked, report.sibling(&generator).text, report.dropping([1, 2]).text,
      report.correcting(2).text,
    ]
    for a in texts { for b in texts { #expect(compare(a, b) == compare(b, a)) } }
  }
}
