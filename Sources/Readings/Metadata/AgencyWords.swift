/// The words that names of public bodies are made of.
enum AgencyWords {
  /// Bodies as they stand behind the name of an area, in full and as people shorten them.
  ///
  /// Any other that ends in 局 or 厅 is read as well; the rest of the endings (中心, 所, 处) are words of their own too often.
  static let bodies = WordIndex(
    """
    司法局 司法厅 司法所 人民政府 政府 公安局 公安厅 公安分局 人民法院 法院 人民检察院 检察院 派出所 市场监督管理局 市场监督管理所 市场监管局 市场监管所 \
    人力资源和社会保障局 人力资源社会保障局 住房和城乡建设局 卫生健康委员会 卫生健康委 卫健委 发展和改革委员会 发展改革委 发展改革委员会 发改委 政法委员会 政法委 国资委 \
    国有资产监督管理委员会 委员会办公室 委员会 管委会 办事处 委办公室 委办 政府办公室 政府办 依法治县办 依法治市办 依法治区办 普法办 司法行政中心 \
    农业农村局 教育局 教育体育局 教育和体育局 财政局 民政局 审计局 统计局 税务局 信访局 水利局 水务局 交通运输局 自然资源局 生态环境局 住建局 应急管理局 卫生健康局 \
    医疗保障局 林业局 商务局 文化和旅游局 文化广电旅游局 城市管理局 城市管理综合执法局 综合行政执法局 行政审批局 政务服务管理局 退役军人事务局 乡村振兴局 民族宗教事务局 科技局 \
    科学技术局 工业和信息化局 发展和改革局 人社局 体育局 数据局 机关事务管理局 \
    法律援助中心 公共法律服务中心 公证处 仲裁委员会 律师协会 社区矫正中心 社区矫正管理局 强制隔离戒毒所 戒毒所 监狱 看守所 行政复议中心 矛盾纠纷调处中心 \
    综治中心 行政执法大队 综合执法大队 执法支队 救援支队 救援大队 服务中心 档案馆 法学会 调解中心 人民调解委员会 政务中心 研究室 信访办 领导小组办公室 领导小组 联席会议办公室
    """)

  /// The bodies that report on the administration of justice and the rule of law.
  static let reporting = WordIndex("司法局 司法厅 人民政府")

  /// What parts of a body are called that act in its name: a bureau's party group, its office.
  static let organs = WordIndex("办公室 党组 党委 党支部 党总支 机关党委 机关党支部 委员会")

  /// How names of bodies end.
  static let endings = Word.list(
    "局 厅 委 委员会 办 办公室 政府 法院 检察院 所 处 中心 党组 党委 支部 总支 支队 大队 总队 协会 学会 研究室 档案馆 监狱 分局 管委会 司 署 站 校 公司 集团 联合会 总会 基金会 工会"
  )

  /// What comes behind an ending where it ends no name: 司法局长, 政府采购, 委员.
  static let continuations = WordIndex("长 员 面 部 限 势 促 域 采购 信息 网 性 规章 投资 购买 债务 职能 治理 部门 层面")

  /// Bodies of the whole state, whose names have no place.
  static let national = WordIndex("司法部 公安部 国务院 最高人民法院 最高人民检察院 国家税务总局 中央政法委")

  /// Words that end in 局 and 厅 and name no body: 格局, 大厅.
  static let noBodies = Word.list("格局 大局 全局 布局 结局 当局 变局 新局 开局 破局 棋局 胜局 时局 定局 大厅 客厅 餐厅 展厅 前厅 服务厅 音乐厅 会议厅")

  /// What comes before 政府 where it names none: 法治政府.
  static let adjectives = Word.list("法治 数字 智慧 电子 阳光 诚信 服务型 服务 效能 廉洁 责任 各级 本级 基层 乡镇 我国 中央")

  /// What goes behind the name of an agency in a title.
  static let subjects = WordIndex(
    "关于 工作 年度 述职 述廉 履职 法治 依法 上半年 下半年 第一 第二 第三 第四 一季度 二季度 三季度 四季度 前三季度 普法 行政 贯彻 落实 推进 开展 司法行政 党建 党风 半年 年终 季度 度 主要 重点")

  /// What agencies do in titles, and no name has in it.
  static let verbs = WordIndex(
    "推进 加强 深化 开展 落实 贯彻 全力 实施 召开 组织召开 强化 扎实 做好 打造 提升 优化 完善 举行 创建 聚焦 助力 着力 多措 认真 积极 持续 进一步 关于 切实 坚持 努力 不断 深入 有效 走进 赴 印发 审查 办理 半年 季度"
  )

  /// What comes before a name in running text without being part of it.
  static let companions = WordIndex(
    "随着 按照 根据 依托 通过 围绕 结合 协调 邀请 联合 协助 配合 会同 陪同 报请 报送 争取 紧跟 参加 参与 前往 来自 隶属 作为 面向 依据 遵照 组织 要求 依照 现任 担任 指导 领导")

  /// What stands in sentences, but not in names; 各 and 全 make 各区司法局 and 全市 no names.
  static let noName = ScalarSet("在对向由和与为的将各全本我该及被受经给同据是并等两以把让使已也且")
  /// The same where a name is known to go on: 住房和城乡建设局.
  static let joints = ScalarSet("和与及")

  static let areaSuffixes = ScalarSet("省市县区州盟旗乡镇")
  /// Words that an area's suffix begins: 市场, 乡村.
  static let noAreas = WordIndex(
    "市场 市容 市域 市级 市直 市管理 市更新 市运行 市建设 区域 区划 区级 区直 区矫正 县域 县级 县直 乡村 乡镇 乡风 省级 省直 州级 旗帜 镇域 镇级")
  /// Words that an area's suffix ends: 社区, 依法治县.
  static let noAreaEnds = Word.list(
    "社区 园区 校区 景区 小区 库区 乡镇 辖区 片区 灾区 战区 军区 全市 全县 全区 全省 全州 法治市 法治县 法治区 法治省 法治州 法治旗")
}
