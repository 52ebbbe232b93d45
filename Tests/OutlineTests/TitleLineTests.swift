import Testing

@testable import Outline

/// The sections of a text, each as "level marker|title role".
private func outline(_ text: String, title: String? = nil) -> [String] {
  OutlineReader().sections(in: Array(text.utf8), title: title).map {
    "\($0.level) \($0.marker)|\($0.title) \($0.role.rawValue)"
  }
}

struct TitleLineTests {
  @Test func `reads lines that tell a role as headings, above the first sentence, too`() {
    #expect(
      outline("某县司法局2024年工作总结\n一年来的主要工作\n全年办案90件。一是抓学习。学了3次。二是抓培训。训了2次。\n存在的问题\n人手不足。\n明年工作打算\n再接再厉。")
        == [
          "1 | intro", "1 |一年来的主要工作 achievements", "2 一是|抓学习 achievements", "2 二是|抓培训 achievements",
          "1 |存在的问题 problems", "1 |明年工作打算 plan",
        ])
  }

  @Test func `reads lines that name subjects as headings where there are several`() {
    #expect(
      outline("今年工作如下。\n法律援助\n受理80件。\n公证服务：\n办证90件。\n普法宣传，形式多样\n宣讲7场。")
        == ["1 | intro", "1 |法律援助 achievements", "1 |公证服务 achievements", "1 |普法宣传，形式多样 achievements"])
  }

  @Test func `puts subjects below the numbers around them and below parts`() {
    #expect(
      outline("一、工作情况\n（一）法治建设\n执法监督\n评查9卷。\n行政复议\n受理8件。\n（二）法律服务\n法律援助\n办理7件。\n二、存在问题\n人少。")
        == [
          "1 一、|工作情况 achievements", "2 （一）|法治建设 achievements", "3 |执法监督 achievements", "3 |行政复议 achievements",
          "2 （二）|法律服务 achievements", "3 |法律援助 achievements", "1 二、|存在问题 problems",
        ])
    #expect(
      outline("总结如下。\n主要成效\n法律援助\n办理7件。\n公证服务\n办证6件。\n存在问题\n人少。")
        == [
          "1 | intro", "1 |主要成效 achievements", "2 |法律援助 achievements", "2 |公证服务 achievements", "1 |存在问题 problems",
        ])
  }

  @Test func `nests lists that begin anew behind each of them`() {
    #expect(
      outline("某局半年工作\n上半年工作总结\n一、普法\n宣讲9场。\n二、调解\n调解8件。\n下半年工作计划\n一、普法\n再讲。\n二、调解\n再调。")
        == [
          "1 | intro", "1 |上半年工作总结 achievements", "2 一、|普法 achievements", "2 二、|调解 achievements",
          "1 |下半年工作计划 plan", "2 一、|普法 plan", "2 二、|调解 plan",
        ])
  }

  @Test func `nests lists of different numbers behind their parts`() {
    #expect(
      outline("法院工作报告\n2019年工作回顾\n一、审判\n审结9件。\n二、执行\n执结8件。\n2020年工作安排\n第一，抓审判。再审。\n第二，抓执行。再执。")
        .filter { !$0.contains(" |") }
        == ["2 一、|审判 achievements", "2 二、|执行 achievements", "2 第一，|抓审判 plan", "2 第二，|抓执行 plan"])
  }

  @Test func `keeps numbers outermost that had no heading above them at first`() {
    #expect(
      outline("全年工作如下。\n一、普法\n宣讲9场。\n二、调解\n调解8件。\n下半年工作计划：\n一、普法\n再讲。")
        == [
          "1 | intro", "1 一、|普法 achievements", "1 二、|调解 achievements", "1 |下半年工作计划 plan", "1 一、|普法 plan",
        ])
  }

  @Test(arguments: [
    // The second line of a title, one short line, a wrapped sentence, figures, fields, a signature, one addressed.
    "云岭县司法局\n2024年工作总结\n全年办案90件。", "全年办案90件。\n法律援助\n受理80件。", "全年办案90件，\n同比有所增长\n受理80件。\n其中农民工案件\n占三成。",
    "今年以来办案。\n受理80件\n办结70件。\n办理90件\n办结60件。", "今年以来办案。\n来源：县司法局\n受理80件。\n作者：王某\n办结70件。",
    "全年办案90件。\n云岭县司法局\n2024年12月1日", "县人大常委会：\n现将工作报告如下。\n各位代表：\n请审议。",
  ])
  func `leaves other short lines alone`(text: String) {
    #expect(OutlineReader().sections(in: Array(text.utf8)).allSatisfy { $0.title.isEmpty })
  }

  @Test func `takes the role of a plan from a title that stands outside the text`() {
    let text = "为做好全年工作，制定本要点。\n一、扩大覆盖面\n二、提高质量"
    #expect(
      outline(text, title: "某县法律援助中心2024年工作要点").map { $0.split(separator: " ").last } == ["intro", "plan", "plan"])
    #expect(
      outline(text, title: "某县法律援助中心2024年工作总结").map { $0.split(separator: " ").last } == [
        "intro", "achievements", "achievements",
      ])
  }

  @Test(arguments: ["附件：1.基本数据表\n2.推荐名单", "附：1.数据表\n2.名单", "附件1：数据表\n附件2：名单", "附件\n1.数据表\n2.名单"])
  func `takes the names of attachments for no headings`(attachments: String) {
    #expect(outline("一、工作\n办案9件。\n\(attachments)") == ["1 一、|工作 achievements"])
  }

  @Test(arguments: ["附：案件分类表\n类别\t件数\n民事\t9", "附件：分类表\n1.民事\n2.刑事"])
  func `headings go on behind an attachment that stands among them`(attachment: String) {
    #expect(
      outline("一、工作\n办案9件。\n\(attachment)\n二、存在问题\n人员不足。") == [
        "1 一、|工作 achievements", "1 二、|存在问题 problems",
      ])
    // A list of names with numbers of its own is none.
    #expect(outline("一、工作\n办案9件。\n附件：\n一、数据表\n二、名单") == ["1 一、|工作 achievements"])
  }
}

struct GenreTests {
  private func roles(_ text: String) -> [String] {
    outline(text).dropFirst().map { String($0.split(separator: " ").last ?? "") }
  }

  @Test(arguments: ["某县2023年法治建设重点工作任务清单", "某县普法宣传实施方案", "某局2024年工作要点", "关于做好依法治县工作的实施意见"])
  func `takes all of a plan for plan`(title: String) {
    #expect(roles("\(title)\n请认真执行。\n一、普法\n二、工作措施") == ["plan", "plan"])
  }

  @Test(arguments: ["某县司法局2024年工作方案落实情况报告", "某局2023年工作总结及2024年工作方案", "某县关于实施“八五”普法规划情况的报告"])
  func `takes a report on a plan for a report`(title: String) {
    #expect(roles("\(title)\n现报告如下。\n一、普法\n二、主要举措") == ["achievements", "achievements"])
  }

  @Test(arguments: [
    ("原因分析", "problems"), ("需要关注的情况", "problems"), ("督察反映出的行政执法问题", "problems"), ("基本情况", "other"),
    ("机构设置及人员情况", "other"),
    ("其他需要报告的事项", "other"), ("几点体会", "other"), ("概述", "intro"), ("“八五”普法工作思路", "plan"), ("下一步工作措施", "plan"),
    ("一年来的主要工作", "achievements"), ("案件基本情况", "achievements"), ("主要措施", "achievements"), ("问题办理情况", "achievements"),
  ])
  func `reads what a heading is about`(title: String, role: String) {
    #expect(roles("2023年，我局做了工作。\n一、甲\n二、\(title)") == ["achievements", role])
  }
}

struct TurnTests {
  @Test func `sets text apart that changes its role within a paragraph`() {
    #expect(
      outline("某局2024年工作\n一、普法。宣讲30场，成效良好。但仍存在形式单一等问题。下一步，将丰富形式。\n二、调解。调解9件。")
        == [
          "1 | intro", "1 一、|普法 achievements", "2 | problems", "2 | plan", "1 二、|调解 achievements",
        ])
  }

  @Test func `gives each list in a paragraph the role that the words before it tell`() {
    #expect(
      outline("某局2024年工作\n一、党建。学习9次。虽然有了进步，但还存在不足：一是学习不深；二是宣传不够。下一步，我局将：一是加强学习；二是加强宣传。")
        .filter { $0.contains("是|") }
        == ["2 一是|学习不深 problems", "2 二是|宣传不够 problems", "2 一是|加强学习 plan", "2 二是|加强宣传 plan"])
  }

  @Test func `goes back to the role around in the next paragraph`() {
    #expect(
      outline("今年办案90件。不过工作中也还存在一些不足。\n我局还开展了宣传9场。\n下一步，我局将加强培训。")
        == ["1 | achievements", "1 | problems", "1 | achievements", "1 | plan"])
  }

  @Test func `reads the words before a colon that tell a role`() {
    #expect(
      outline("（一）学习情况。学了9次。\n（二）廉洁情况。严格自律。\n不足之处：学习不够系统。\n今后努力方向：加强学习。")
        == ["1 （一）|学习情况 achievements", "1 （二）|廉洁情况 achievements", "1 |不足之处 problems", "1 |今后努力方向 plan"])
  }

  @Test func `keeps the words before a colon within the item that they belong to`() {
    #expect(
      outline("某局2024年工作\n一、整改情况\n1.关于普法的问题\n存在不足：（1）形式单一；（2）对象单一。\n2.关于调解的问题\n调解9件。")
        == [
          "1 | intro", "1 一、|整改情况 achievements", "2 1.|关于普法的问题 achievements", "3 |存在不足 problems", "3 （1）|形式单一 problems",
          "3 （2）|对象单一 problems", "2 2.|关于调解的问题 achievements",
        ])
  }

  @Test func `carries the role over the list that a line announces`() {
    #expect(
      outline("2024年工作如下。\n一、普法\n宣讲9场。\n二、调解\n调解8件。\n下一步，我们将抓好以下工作：\n一、普法\n再讲。\n二、调解\n再调。")
        .suffix(2) == ["1 一、|普法 plan", "1 二、|调解 plan"])
  }

  @Test(arguments: [
    "一、普法。虽然面临不少困难，但取得了良好成效。", "一、普法。针对存在的问题，开展整改9项。", "一、普法。下半年开展宣讲9场。", "一、普法。同时看到了成效。",
  ])
  func `leaves sentences alone that only mention problems or times`(text: String) {
    #expect(outline("某局2024年工作\n" + text).count == 2)
  }
}

struct MoreNumberTests {
  private func markers(_ text: String) -> [String] {
    OutlineReader().sections(in: Array(text.utf8)).map(\.marker).filter { !$0.isEmpty }
  }

  @Test(arguments: [
    ("一　工作情况\n办案9件。\n二　存在问题\n人少。", ["一　", "二　"]), ("一，工作情况\n办案9件。\n二，存在问题\n人少。", ["一，", "二，"]),
    ("工作如下：其一，抓学习；其二，抓培训。", ["其一，", "其二，"]), ("一、甲.办案9件.\n二、乙.办案8件.", ["一、", "二、"]),
    ("主要是:一、人少.二、钱少.", ["一、", "二、"]), ("A．法律援助。办理9件。\nB．公证。办证8件。", ["A．", "B．"]),
    ("1.甲。做了。\n2.乙。做了。\n3.6月底前办结。", ["1.", "2.", "3."]),
  ])
  func `reads numbers as typists write them`(text: String, expected: [String]) {
    #expect(markers(text) == expected)
  }

  @Test(arguments: [
    "110、119联动机制运行顺畅。", "A.B.C三类对象分类管理。", "A、B两个园区建成。", "一 二 三 合计\n1 2 3 6", "全年办结.见www.abc.cn.一、甲", "增长3.6月度最高。",
    "一，二，三，大家一起来。",
  ])
  func `leaves alone what no list goes on with`(text: String) {
    #expect(markers(text) == [])
  }
}
