/// The words of headings that tell a section's role, with what each says.
enum RoleWord: Int {
  /// Names what is wrong: 问题, 不足.
  case problem
  /// Says that something wrong is there: 存在, 面临.
  case existence
  /// Says that something wrong is dealt with (紧盯突出问题, 问题整改), or uses a problem's name for something else (困难群众).
  case treatment
  /// Names a plan: 打算, 思路.
  case plan
  /// Names a time to come: 下一步, 明年.
  case future
  /// Names a time gone by: 一年来, 上半年.
  case past
  /// Names a result or a course of work: 成效, 开展情况.
  case result
  /// Names a request or a reflection: 建议, 体会.
  case request
  /// Names what the body is, rather than what it did: 基本情况, 机构职能.
  case background
  /// Names the opening of a report: 概述.
  case opening
  /// Names work as such, without saying whether it is done or planned: 工作, 任务.
  case work
  /// Turns from the good to the bad: 清醒认识到, 与此同时.
  case concession
  /// Grants what comes before 但: 虽然, 尽管.
  case concessive
  /// Sets what follows against what was granted: 但.
  case adversative
  /// Says that something will be done: 将, 要.
  case intention
  /// Says nothing about the role: 主要, 的, 和.
  case filler

  private static let lists: [(RoleWord, String)] = [
    (.problem, "原因分析 主要原因 成因分析 成因 深层原因 需要关注 值得关注 需关注 问题 不足 困难 短板 弱项 差距 薄弱环节 薄弱点 挑战 瓶颈 制约因素 难点 堵点 痛点 欠缺 缺点 短板弱项 困境"),
    (.existence, "存在 反映出 反映 暴露出 暴露 查出 发现 面临 尚有 还有 仍有 遇到 有待 表现"),
    (
      .treatment,
      "解决 化解 办理 处理 处置 回应 整改 整治 紧盯 聚焦 破解 针对 围绕 补齐 纠治 治理 攻克 克服 坚持 导向 应对 困难群众 困难群体 困难职工 困难家庭 经济困难 困难人员 困难企业 困难党员 直面 着力 突破 疏通 消除 破除"
    ),
    (.plan, "计划 打算 安排 思路 规划 谋划 设想 部署 要点 展望 对策 努力方向 工作方向 改进 目标任务 目标 安排部署 重点任务"),
    (.future, "下一步 下步 下一阶段 下阶段 下月 下个月 下周 下季 下一季度 下一年 下半年 下季度 明年 来年 今后 接下来 四季度 第四季度 后续 新的一年 新一年 未来 下一年度 下个阶段 下一个阶段"),
    (
      .result,
      "成效 成绩 成果 情况 做法 总结 回顾 亮点 经验 进展 举措和成效 举措及成效 措施和成效 措施及成效 举措与成效 做法和成效 做法及成效 开展情况 完成情况 落实情况 履职情况 职责情况 进展情况 工作情况 措施落实 特色 报告 完成 开展 推进情况 部署情况 安排情况 计划完成 目标完成 任务完成 目标任务完成 计划执行"
    ),
    (.request, "建议 意见建议 意见和建议 请求 启示 体会 经验体会 经验启示 附件 名词解释 用语说明 名词说明 其他事项 其他需要报告的事项 其他需要说明的事项 需要说明的问题 其他情况 其他需要说明的情况"),
    (.background, "基本情况 基本概况 概况 单位概况 机构职能 职能职责 人员情况 人员构成 机构设置 主要职责 部门职责 工作职责 人员编制 队伍现状"), (.opening, "概述 引言 前言 导语 开头语"),
    (.past, "一年来 过去一年 今年以来 去年以来 上半年 前三季度 半年来 五年来 近年来 全年 本年度 今年"),
    (.work, "工作 措施 举措 任务 重点工作 工作重点 重点 总体要求 总体目标 主要任务"),
    (.concessive, "尽管 虽然 虽 面对"), (.adversative, "但 但是 然而"),
    (.concession, "清醒 看到 认识到 认识 同时 对照 对标 仍 还 尚 相比 与此同时"),
    (.intention, "将 要 我们 我局 拟"),
    (
      .filler,
      "主要 的 和 及 与 、 以及 年度 部门 单位 机构 推进 司法行政 法治政府建设 法治建设 司法局 我局 全县 全市 全区 全省 全州 我县 我市 我区 一些 不少 方面 几个 有关 具体 基本 总体 取得 当前 目前 中 原因 分析 以来 年 各项 法治 落实 自身 下 一 点 实施"
    ),
  ]

  /// What plans are called that are no words for plans in headings: a report tells of the 方案 it has drawn up.
  static let planTitles = WordTable(["方案", "任务清单", "重点工作任务", "实施意见", "行动计划"].map { ($0, ()) })

  /// All words with what each says, so that 问题导向 is found before 问题.
  static let table = WordTable(lists.flatMap { word, list in list.split(separator: " ").map { (String($0), word) } })

  /// What the words for what is wrong begin with.
  static let problemStarts = PairFilter(
    lists.filter { $0.0 == .problem }.flatMap { $0.1.split(separator: " ").map { Array($0.utf8) } })
}
