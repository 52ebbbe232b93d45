import Testing

@testable import Outline

/// The numbered headings of a text, each as "level marker title".
private func headings(_ text: String) -> [String] {
  OutlineReader().sections(in: Array(text.utf8)).filter { !$0.marker.isEmpty }.map {
    "\($0.level) \($0.marker)\($0.title)"
  }
}

struct HeadingTests {
  @Test(arguments: [
    ("一、普法宣传", "1 一、普法宣传"), ("一．普法宣传", "1 一．普法宣传"), ("（一）普法宣传", "1 （一）普法宣传"), ("(一) 普法宣传", "1 (一)普法宣传"),
    ("1.普法宣传", "1 1.普法宣传"), ("1、普法宣传", "1 1、普法宣传"), ("１．普法宣传", "1 １．普法宣传"), ("（1）普法宣传", "1 （1）普法宣传"),
    ("1）普法宣传", "1 1）普法宣传"), ("①普法宣传", "1 ①普法宣传"), ("⑴普法宣传", "1 ⑴普法宣传"), ("㈠普法宣传", "1 ㈠普法宣传"),
    ("一是普法宣传", "1 一是普法宣传"), ("十二、普法宣传", "1 十二、普法宣传"), ("二十一、普法宣传", "1 二十一、普法宣传"), ("Ⅰ、普法宣传", "1 Ⅰ、普法宣传"),
    ("第一部分 普法宣传", "1 第一部分普法宣传"), ("第三章　普法宣传", "1 第三章普法宣传"), ("　　一、普法宣传：", "1 一、普法宣传"), ("1.2024年普法宣传", "1 1.2024年普法宣传"),
    ("1.12348热线建设", "1 1.12348热线建设"),
  ])
  func `reads a number at the start of a line`(text: String, heading: String) {
    #expect(headings(text + "\n全年开展活动12场。") == [heading])
  }

  @Test(arguments: [
    "1-2名同志参加培训。", "3.15宣传活动如期开展。", "2.0版系统上线。", "1.5万人次参加。", "（2021—2025年）规划已经印发。", "一、二级案件分类办理。", "1、2号楼已经验收。",
    "2024、2025两年。", "第一责任人职责落实到位。", "第三次会议召开。", "最后一公里打通了。", "首先要感谢各位。", "12.4宣传日。", "依照办法第二条(1)项办理。", "一是一，二是二，实事求是。",
    "全年办结。1名同志受到表彰。", "“一是学习，二是实践”成为共识。", "落实“三项制度”（一是公示；二是记录）。", "共办理56件。2.5万元已经发放。",
  ])
  func `leaves alone what only looks like a number`(text: String) {
    #expect(headings(text) == [])
  }

  @Test func `reads headings within a paragraph`() {
    #expect(
      headings("一、调解工作成效明显。1、建好队伍。全县有调解员30名。2、用好机制。调解120件。\n二、公证工作稳步推进。1、减证便民。办证80件。2、上门服务。上门9次。")
        == [
          "1 一、调解工作成效明显", "2 1、建好队伍", "2 2、用好机制", "1 二、公证工作稳步推进", "2 1、减证便民", "2 2、上门服务",
        ])
  }

  @Test(arguments: [
    "主要是：一是人手不足；二是经费不足；三是场地不足。", "主要是：一是人手不足，二是经费不足，三是场地不足。", "工作推进慢。一是人手不足。二是经费不足。三是场地不足。",
  ])
  func `ends an item where the clause ends or the next item begins`(text: String) {
    #expect(headings(text) == ["1 一是人手不足", "1 二是经费不足", "1 三是场地不足"])
  }

  @Test func `reads adverbs and ordinals as a list`() {
    #expect(
      headings("首先，抓学习。学了3次。其次，抓培训。训了2次。最后，抓考核。考了1次。") == ["1 首先，抓学习", "1 其次，抓培训", "1 最后，抓考核"])
    #expect(headings("第一，抓学习。学了3次。第二，抓培训。训了2次。") == ["1 第一，抓学习", "1 第二，抓培训"])
  }

  @Test func `ends a title at its colon`() {
    #expect(headings("一、行政复议：全年受理9件。\n二、普法（含12月：宪法宣传周）工作") == ["1 一、行政复议", "1 二、普法（含12月：宪法宣传周）工作"])
  }

  @Test func `keeps brackets and quotations together in a title`() {
    #expect(headings("一、打造“学、用。”阵地（含乡镇；村）工作。建成3个。") == ["1 一、打造“学、用。”阵地（含乡镇；村）工作"])
  }

  @Test func `does not let a stray quotation mark swallow the paragraph`() {
    #expect(headings("一、建设“阵地。建成3个。\n二、其他“工作。") == ["1 一、建设“阵地", "1 二、其他“工作"])
  }
}

struct NestingTests {
  @Test func `takes levels from the order in which numberings first nest`() {
    #expect(
      headings("一、甲\n一是乙\n1.丙\n做了事。\n2.丁\n做了事。\n二是戊\n1.己\n二、庚")
        == ["1 一、甲", "2 一是乙", "3 1.丙", "3 2.丁", "2 二是戊", "3 1.己", "1 二、庚"])
    #expect(
      headings("（一）甲\n1．乙。一是丙。做了。二是丁。做了。\n2．戊。一是己。做了。\n（二）庚")
        == ["1 （一）甲", "2 1．乙", "3 一是丙", "3 二是丁", "2 2．戊", "3 一是己", "1 （二）庚"])
  }

  @Test func `restarts numbers below a new heading`() {
    #expect(headings("一、甲\n1.乙\n2.丙\n二、丁\n1.戊") == ["1 一、甲", "2 1.乙", "2 2.丙", "1 二、丁", "2 1.戊"])
  }

  @Test func `starts over after a heading without a number`() {
    #expect(
      headings("全年工作如下。\n一、甲\n做了。\n二、乙\n做了。\n下半年工作计划：\n一、丙\n1.丁\n二、戊")
        == ["1 一、甲", "1 二、乙", "1 一、丙", "2 1.丁", "1 二、戊"])
  }

  @Test func `goes on over skipped and repeated numbers`() {
    #expect(headings("一、甲\n做了。\n三、乙\n做了。\n三、丙\n做了。\n四、丁") == ["1 一、甲", "1 三、乙", "1 三、丙", "1 四、丁"])
  }

  @Test func `nests a list in an item of the same style`() {
    #expect(
      headings("一、甲\n一是乙。做了。\n二是丙。一是排查纠纷。排查9次。二是化解纠纷。化解8件。\n三是丁。做了。")
        == ["1 一、甲", "2 一是乙", "2 二是丙", "3 一是排查纠纷", "3 二是化解纠纷", "2 三是丁"])
  }

  @Test func `goes on in a list whose numbers are written in two ways`() {
    #expect(headings("一、甲\n1.乙\n做了。\n2、丙\n做了。\n3．丁") == ["1 一、甲", "2 1.乙", "2 2、丙", "2 3．丁"])
  }

  @Test func `closes an inline list when a line begins with a new numbering`() {
    #expect(headings("一、甲\n主要抓了两点：一是乙；二是丙。\n（一）丁\n做了。\n（二）戊") == ["1 一、甲", "2 一是乙", "2 二是丙", "2 （一）丁", "2 （二）戊"])
  }

  @Test func `reads two headings on one line`() {
    #expect(headings("一、（一）甲\n做了。\n（二）乙") == ["1 一、", "2 （一）甲", "2 （二）乙"])
  }

  @Test func `reads a text that is cut in front`() {
    #expect(headings("件。二是乙。做了。三是丙。做了。\n二、丁\n（一）戊") == ["1 二是乙", "1 三是丙", "1 二、丁", "2 （一）戊"])
  }
}

struct RoleTests {
  private func roles(_ text: String) -> [Role] {
    OutlineReader().sections(in: Array(text.utf8)).filter { !$0.marker.isEmpty }.map(\.role)
  }

  @Test(arguments: [
    "存在的问题", "存在的主要问题和不足", "问题和困难", "面临的困难与挑战", "工作中存在的短板弱项", "存在不足及原因分析", "当前司法行政工作存在的薄弱环节",
  ])
  func `finds problems`(title: String) {
    #expect(roles("2024年，我局做了工作。\n一、甲\n二、\(title)\n（一）子项") == [.achievements, .problems, .problems])
  }

  @Test(arguments: [
    "下一步工作打算", "2025年工作计划", "2025年工作", "2025年重点工作", "下半年工作安排", "明年工作思路", "今后工作设想", "下一阶段主要任务", "四季度工作重点", "工作打算",
    "2025年全面依法治县工作要点", "下一步改进措施",
  ])
  func `finds plans`(title: String) {
    #expect(roles("2024年，我局做了工作。\n一、甲\n二、\(title)\n（一）子项") == [.achievements, .plan, .plan])
  }

  @Test(arguments: [
    "2024年工作", "2024年重点工作完成情况", "主要做法和成效", "紧盯突出问题，提升执法质量", "坚持问题导向", "帮扶困难群众", "制定五年普法规划", "计划执行情况", "推动矛盾问题化解",
    "上半年工作情况", "聚焦短板弱项抓整改",
  ])
  func `takes other headings for achievements`(title: String) {
    #expect(roles("2024年，我局做了工作。\n一、甲\n二、\(title)\n（一）子项") == [.achievements, .achievements, .achievements])
  }

  @Test func `lets a subheading have a role of its own`() {
    #expect(
      roles("一、普法工作\n（一）主要成效\n（二）存在问题\n（三）下一步打算\n二、调解工作") == [
        .achievements, .achievements, .problems, .plan, .achievements,
      ])
  }

  @Test func `carries the role of a heading without a number over its list`() {
    #expect(roles("全年工作如下。\n一、甲\n做了。\n存在问题\n一、乙\n二、丙\n明年工作计划：\n一、丁") == [.achievements, .problems, .problems, .plan])
  }

  @Test func `reads a heading without a number before a list on its line`() {
    #expect(
      roles("全年工作如下。\n一、甲\n做了。\n存在问题：一是人少；二是钱少。\n下一步打算：1.招人。2.筹钱。") == [
        .achievements, .problems, .problems, .plan, .plan,
      ])
  }

  @Test func `finds problems that a paragraph announces`() {
    let text = "2024年，我局做了工作。\n一、甲\n1、乙\n做了。\n2、丙\n做了。\n虽然有了进步，但也还存在一些不足，主要是：一是人少；二是钱少。\n二、2025年工作"
    let sections = OutlineReader().sections(in: Array(text.utf8))
    #expect(
      sections.map(\.role) == [
        .intro, .achievements, .achievements, .achievements, .problems, .problems, .problems, .plan,
      ])
    #expect(sections.map(\.level) == [1, 1, 2, 2, 1, 2, 2, 1])
    #expect(sections[4].marker.isEmpty && sections[4].title.isEmpty)
  }

  @Test func `is a plan throughout where the title says so`() {
    #expect(roles("某县司法局2025年工作要点\n一、甲\n二、乙") == [.plan, .plan])
    #expect(roles("某县司法局2024年工作总结和2025年工作要点\n一、甲\n二、乙") == [.achievements, .achievements])
  }

  @Test func `gives the text before the first heading as introduction`() throws {
    let first = try #require(OutlineReader().sections(in: Array("某局总结\n去年做了事。\n一、甲\n做了。".utf8)).first)
    #expect(first.role == .intro && first.level == 1 && first.marker.isEmpty && first.range == 0..<31)
  }

  @Test func `takes a text without headings for one section`() {
    #expect(OutlineReader().sections(in: Array("办理8件。\n办结7件。\n".utf8)).map(\.role) == [.achievements])
    #expect(OutlineReader().sections(in: []).isEmpty)
    #expect(OutlineReader().sections(in: Array(" \n　\n".utf8)).isEmpty)
  }
}
