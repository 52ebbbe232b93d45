/// The words that completing a label rests on.
///
/// A word belongs here for what it leaves open: a noun that says nothing without its owner or its field, an ending of those
/// who act, a word that no label begins or ends with. What a word does in a clause is in ``Lexicon``.
enum LabelWords {
  /// Verbs of handing out and showing, whose 资料 is there to inform.
  static let handsOut: WordList = ["发放", "派发", "印发", "赠送", "分发", "张贴", "悬挂", "制作", "出动"]

  /// Verbs of printing and passing on what others wrote.
  static let printing: WordList = ["采用", "刊发", "刊登", "刊载", "转载", "转发", "报道", "推介", "采纳", "录用"]

  /// Verbs whose object is who gets something.
  static let handsOver: WordList = ["移送", "移交", "转交", "转办", "转送", "报送", "抄送", "交办"]

  /// Endings of those who get it.
  static let receivers = WordList(bodies.words + ["纪委", "监委", "法院", "检察院", "单位", "公安", "政府"])

  /// Verbs of giving money.
  static let funding: WordList = ["投入", "拨付", "筹集", "争取", "安排", "落实"]

  /// What money is said to be for, or to come from, where it belongs to nothing else.
  static let ownMoney: WordList = ["罚没", "罚款", "捐款", "投资", "贷款", "融资"]

  /// Verbs of admonishing, done to those who are supervised.
  static let admonitions: WordList = ["训诫", "警告"]

  /// Words that tell one kind of problems from others.
  static let attributesOfProblems: WordList = ["突出", "共性", "作风", "风险", "执法", "典型"]

  /// Endings of who handles cases.
  static let bodies: WordList = [
    "处", "所", "中心", "局", "室", "站", "会", "委", "机构", "法院", "政府", "财政", "负责人", "组织", "部门", "机关", "单位",
  ]

  /// Those whom a case is about, who may end it and are not what is counted: 申请人撤回9件.
  static let parties: WordList = ["申请人", "当事人", "原告", "被告", "起诉人", "上诉人", "双方"]

  /// Endings of the ways that things come in by, which tell them from others.
  static let channels: WordList = ["平台", "机制"]

  /// Endings of bodies of justice that cases come to, beside the one that reports.
  static let courts: WordList = ["法院", "检察院", "检察机关", "公安机关", "公安局"]

  /// Nouns that belong to something named before.
  static let dependent: WordList = [
    "问题", "事项", "群众", "金额", "量", "面积", "标的额", "人数", "议题", "整改措施", "人员", "价值", "学生", "党员", "均", "领域", "一等奖", "二等奖",
    "三等奖",
    "优秀奖",
  ]

  /// Persons among them, who belong to an event and to nothing else.
  static let persons: WordList = ["群众", "人员", "学生", "党员"]

  /// Endings of words for persons.
  static let personEnds: WordList = [
    "人", "员", "对象", "群众", "者", "师", "属", "工", "生", "干部", "子女", "妇女", "儿童", "问", "民", "警",
  ]

  /// Nouns that say too little alone.
  static let generic: WordList = [
    "公益活动", "案件", "援助案件", "案卷", "对象", "业务", "申请", "费用", "经费", "档案", "线索", "事务", "案", "补贴", "资金", "材料", "意见", "建议", "隐患",
    "损失", "服务", "专项资金", "卷宗", "案件卷宗", "集中教育", "集中学习", "公益活动", "公益劳动", "个别谈话", "见面核查", "心理辅导", "上门服务", "巡回宣讲",
    "信息化核查", "预警",
    "薪酬", "热线", "资料", "咨询", "投资", "成本", "证件", "补助",
  ]

  /// Endings of words that stand before what they qualify.
  static let attributes = WordList(
    [
      "级", "类", "审", "领域", "型", "方面", "系统", "专职", "兼职", "民事", "刑事", "行政", "涉外", "涉港", "涉台", "国内", "线上", "线下", "诉讼",
      "非诉",
    ] + grades.words)

  /// What things and people are found to be.
  static let grades: WordList = ["优秀", "良好", "优良", "不合格", "较差", "称职", "不称职"]

  /// Verbs of finding a grade.
  static let grading: WordList = ["评定", "评为", "获评", "评出", "认定"]

  /// What an attribute at the head of a label qualifies (行政法律援助案件: 法律援助案件); nil where there is none.
  static func afterAttribute(_ label: String) -> String? {
    guard let attribute = attributes.words.first(where: { label.begins(with: $0) }) else { return nil }
    let noun = label.dropFirst(attribute.count)
    return noun.count >= 2 ? String(noun) : nil
  }

  /// What rates of cases begin with: 结案率 behind 接待310人次 is not theirs.
  static let caseRates: WordList = ["结案", "办结", "审结", "受理", "立案", "胜诉", "败诉", "调撤"]

  /// Words for the way of something, which leave a rate as short as it is: 按期办结率.
  static let manners: WordList = ["平均", "按期", "按时", "及时", "如期", "当场", "一次"]

  /// Levels of courts and bodies, one in place of another.
  static let levels: WordList = ["一审", "二审", "再审", "终审", "省级", "市级", "县级", "区级", "镇级", "村级", "线上", "线下"]

  /// Words of how many it came to, which name nothing by themselves: 实际完成130件.
  static let adverbs: WordList = ["实际", "应", "实"]

  /// What is changed where persons move, and not counted: 居住地变更迁出9人.
  static let grounds: WordList = ["居住地", "执行地", "户籍地", "户籍"]

  /// Endings of what is called a goal.
  static let goals: WordList = ["任务", "目标", "任务数", "目标数", "计划数", "指标", "目标值"]

  /// Verbs of meeting a goal.
  static let meeting: WordList = ["完成", "落实", "实现", "办结"]

  /// Verbs of what was left from before the time reported on.
  static let carriedOver: WordList = ["结转", "积存", "遗留", "旧存", "留存"]

  /// Verbs after which a rate is no share of what was done.
  static let reached: WordList = ["保持", "控制", "达到", "提高", "提升", "实现", "占"]

  /// Verbs that say how many an event reached.
  static let reaching: WordList = ["惠及", "覆盖", "受益", "受教育", "吸引", "辐射", "参训", "参学"]

  /// What a label does not begin with.
  static let leads: WordList = [
    "各级各类", "各类", "各项", "各种", "全部", "所有", "有关", "相关", "的", "了", "、", "各级", "共有", "现有", "我所",
    "我处", "我镇", "我乡", "我街道", "我中心",
  ]

  /// What a label does not end with.
  static let tails: WordList = ["等", "的", "共", "、", "数量", "总数", "工作", "活动等", "集中", "大约", "约需", "实际"]
}
