/// What stands around a number and makes a name, an idiom or a date of it.
///
/// The lists are data: formulae of political language that no principle tells from counted things.
enum NumeralContext {
  /// Characters that make a noun with 数 after them: 人数百余 is a number of people and 百余.
  static let nounsInNumber: ScalarSet = "人次件个户家总指参基倍分少多点天份条例函复单位字套次岁期页"

  /// What follows 个 in slogans: verbs, adverbs and the heads of set phrases (两个维护, 三个不, 四个自信).
  static let slogansAfterClassifier = WordTable(
    "维护 坚决 坚持 坚定 确立 自信 意识 必须 务必 到位 到户 不 更 最 一 敢 带头 结合 规定 责任 代表 大局 明确 全面 先行 革命 统筹 文明 毫不 服务大局 覆盖 全覆盖 方面 层面 阶段 维度 环节 关键 聚焦 突出 强化 提升 注重 严格 统一 纳入 转变 转向 清零 零 百分百 百分之 清单 规范 机制化 面向 下功夫 前所未有 有利于 走在前 作表率 带动 满意 相互 怎么 什么 什么样 世界 时代 百年 当年"
  )

  /// Formulae whose classifier is none of 个.
  static let formulae = WordTable(
    "八项规定 四项基本原则 三项制度 五项制度 三项机制 四项机制 三项建设 六项纪律 三项清单 五条禁令 六条禁令 四条禁令 三条红线 三条底线 四张清单 三张清单 一张清单 五张清单 两张网 四张网 三张网 三项重点 三大 五大 两类人员 五类人员 三类人员 两支队伍 三支队伍 五支队伍 七台河 五台山 五台县 三台县 九台区 五家渠 三家村 八家户 九部委 三部曲 四部曲 五部曲 两部法 三起三落 三人成虎 三人行 两面三刀 八面玲珑 四面八方 三项改革 两项改革 三项工程 两项工程 三条主线 二期工程 三期工程 二期项目 三期项目 一期工程 四期工程 二期建设 三期建设 八小时外 八小时以外 八小时之外"
  )

  /// Chinese numerals with 项, 条, 件 … that a verb or 制度 follows are mostly named by their count.
  static let nounsAfterNamedCount = WordTable("制度 规定 行动 原则 纪律 职能 职责 机制 清单 禁令 铁律 措施到位")

  /// Words before a number that say which one it is, not how many: 前三名, 近五年.
  static let ranks: ScalarSet = "第前"

  /// Verbs and prepositions before a place: *村 after them is the place's name.
  static let beforePlaces: ScalarSet = "驻在到自赴向与和由于对至从往、的该本各"

  /// Words that a classifier's character begins; after a mask they are the noun itself (XX人民法院, XX项目).
  static let nounsFromClassifier = WordTable(
    "人民 人员 人大 人才 人士 人事 人力 名称 名单 名誉 名城 个人 个体 次数 场所 场地 场镇 起诉 起草 份额 期间 期限 条例 条款 条件 项目 部门 部队 部署 部分 部长 部委 面积 面貌 例会 卷宗 家庭 家园 家长 家政 所有 所长 处理 处置 处罚 处长 台账 位置 张家 户籍 户口 批复 批准 支队 支部 支持 轮训 首次 首席 首家 首届 首批 封闭 分局 分院 分钟制 分管 本级 本地 节日 门户 类型 元旦 元宝 米业 里程 天然 天气 年度 日报 周边"
  )

  /// Words whose first character is no classifier even after 0…9: 期间, 通过.
  static let nounsAfterNumber = WordTable(
    "人民 条例 期间 通过 通知 通报 通道 通信 部门 部委 次要 场所 家庭 面积 位置 名列 级别 节能 类似 批准 批复 位数")

  /// What makes a duration of days of a number with 日: 5日内, 20日压缩至.
  static let afterDays: ScalarSet = "内以压缩延减"

  /// What follows 年 in a date: 2.3年度.
  static let afterYearOfDate: ScalarSet = "度初底末中终"

  /// The last characters of verbs that shorten or lengthen a time limit: 压缩至5日.
  static let shortening: ScalarSet = "缩短长少延减"

  /// What rates, totals and measures end with: 漏管率为0.
  static let measuredNouns: ScalarSet = "率数量比值分额例度"

  /// 成 begins these words: 三成 is a share, 三成员 none.
  static let wordsWithShare: ScalarSet = "立功为员效果就本长熟绩都因人品交案型套年语千"
}
