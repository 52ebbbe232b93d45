/// What a word does in a clause, as far as finding what a figure counts needs it.
enum WordClass: UInt8, Sendable {
  /// A verb wherever it stands: 办理, 审结.
  case verb
  /// A verb that takes an event as its object: 开展, 举办.
  case light
  /// A verb at the head of a clause, part of a noun elsewhere: 调解, 培训.
  case gerund
  /// A verb that says how much something moved: 增长, 缩短.
  case change
  /// A word of wanting: 力争, 确保.
  case modal
  /// A word that carries no part of a label: 共, 累计, 达到.
  case function
  /// A preposition or conjunction: 为, 对, 与.
  case preposition
  /// A scope: 全县, 全市.
  case scope
  /// A word that would be read wrongly by its characters: 对象, 合同.
  case noun
}

/// The words that the reading of labels rests on.
///
/// A word belongs here for what it does in a clause, and to the class that it has most often where a figure is near: a
/// verb that only sometimes acts is a `gerund`, and a name that holds the characters of a verb or of a function word is a
/// `noun`, which keeps it whole (派出所, 共性). Words that only complete a label are in ``LabelWords``, fields of work in
/// ``Topic``. Words have at most four characters.
struct Lexicon: Sendable {
  static let standard = Lexicon()

  // Every character of every sentence is looked up, so that the tables are small enough for the nearest cache.

  /// The words of at most four characters, the code of the first one lowest: by their first characters, the longest of one
  /// first.
  private let words: [UInt64]
  /// The classes of the words.
  private let classes: [WordClass]
  /// The first characters of words.
  private let firsts: NumberSet
  /// How many first characters lie in the blocks of 64 codes before each.
  private let firstsBefore: [Int32]
  /// Where the words of each first character begin in `words`; one more entry closes the last, and another stands for a character
  /// behind all first ones, which has no words.
  private let starts: [UInt16]

  /// Whether a word begins with the character.
  @inline(__always)
  func beginsWord(_ code: UInt16) -> Bool { firsts.contains(Int(code)) }

  /// Whether a word of two characters or more stands at the start of some text.
  func beginsName(_ text: Substring.UnicodeScalarView) -> Bool {
    let codes = text.prefix(4).map { UInt16(truncatingIfNeeded: $0.value) } + [0, 0, 0, 0]
    return match(codes[0], codes[1], codes[2], codes[3]).map { $0.length > 1 } ?? false
  }

  /// Finds the longest word that begins with these characters (codes of the Basic Multilingual Plane, 0 where the text ends).
  func match(_ a: UInt16, _ b: UInt16, _ c: UInt16, _ d: UInt16) -> (class: WordClass, length: Int)? {
    let first = Int(firstsBefore[Int(a >> 6)]) + firsts.countInBlock(below: Int(a))
    let text = UInt64(a) | UInt64(b) << 16 | UInt64(c) << 32 | UInt64(d) << 48
    for i in Int(starts[first])..<Int(starts[first + 1]) {
      // No character has the code 0.
      let unused = words[i].leadingZeroBitCount & ~15
      if words[i] == text & (.max >> UInt64(unused)) { return (classes[i], 4 - unused / 16) }
    }
    return nil
  }

  private init() {
    var classOf: [UInt64: WordClass] = [:]
    for (wordClass, words) in Self.wordsOfClasses {
      for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        var key: UInt64 = 0
        for (i, code) in word.utf16.enumerated() {
          precondition(i < 4, "words have at most four characters")
          key |= UInt64(code) << UInt64(16 * i)
        }
        classOf[key] = wordClass
      }
    }
    let sorted = classOf.sorted { a, b in
      (a.key & 0xFFFF, a.key.leadingZeroBitCount / 16, a.key) < (b.key & 0xFFFF, b.key.leadingZeroBitCount / 16, b.key)
    }
    words = sorted.map(\.key)
    classes = sorted.map(\.value)
    let codes = words.map { Int($0 & 0xFFFF) }
    firsts = NumberSet(count: 1 << 16, codes)
    firstsBefore = firsts.countsBeforeBlocks
    starts =
      codes.indices.filter { $0 == 0 || codes[$0] != codes[$0 - 1] }.map { UInt16($0) }
      + [UInt16(codes.count), UInt16(codes.count)]
  }

  /// Later classes win where a word stands twice.
  private static let wordsOfClasses: [(WordClass, String)] = [
    (
      .verb,
      """
      办理 受理 审理 审结 办结 结案 新收 收到 收案 收件 接收 新接收 接待 接听 接受 接访 转办 转送
      交办 代理 承办 承接 指派 选派 委派 派出 发放 派发 印发 下发 制发 赠送 送去 发送 发布 推送
      刊发 公布 公开 公示 制作 摄制 创作 编印 编写 编制 起草 制定 修订 出台 拟定 修改 化解 排查
      调处 调解成功 挽回 追回 讨回 追讨 减免 免收 减收 节约 节省 避免 预防 防止 防范 杜绝 走访
      走访慰问 慰问 深入 走进 惠及 受益 受援 受教育 参加 参与 到场 出席 列席 旁听 通过 提出 出具
      反馈 发出 开出 下达 查摆 查找 发现 整改 督促 督促整改 督办 收集 征集 梳理 清理 废止 保留
      收回 撤销 取消 注销 吊销 核发 颁发 换发 评查 抽查 核查 查处 查办 约谈 通报 移送 立案 罚没
      评选 评选出 选取 选聘 选任 选出 遴选 挑选 招录 招聘 聘任 聘请 配备 配置 增配 选配 配齐 新增
      新建 改建 扩建 建成 建立 设立 设置 成立 组建 打造 创建 升级 改造 提档升级 改造提升 挂牌 获评
      荣获 获得 获 获奖 入选 命名 表彰 投入 支出 落实 拨付 划拨 争取 募集 筹集 缴纳 赋予 下放
      委托 签订 签约 结对 对接 推荐 介绍 推荐就业 救助帮扶 帮困扶助 资助 衔接 解矫 入矫 在册 在矫
      列管 管控 在管 收监 收监执行 解除 终止 变更 迁出 迁入 训诫 警告 给予 提请 期满解除 期满解矫
      送达 维持 驳回 驳回起诉 撤回 撤回起诉 纠错 直接纠错 调解和解 确认违法 责令履行 败诉 胜诉
      结转 积存 旧存 遗留 翻修 翻建 报销 拒收 上交 上缴 批捕 安装 种植 栽种 清运 扩充 包案 主持 协调 解答 回复 答复 回访 涉及 占 报备 印制 张贴 悬挂 查阅 查询 移交 转移 引导 攻克
      攻坚 消除 阅办 吸纳 吸收 解决 处置 处理 办复 办证 上门办证 核准 依赖 审议 细化 安排 部署
      搭建 开设 开通 开辟 开庭 出庭 出警 出动 出版 上传 录入 录制 采购 购置 添置 租用 新制定
      新受理 新登记 注册 采纳 采信 采用 健全 整合 精简 压减 归集 上报 报送 报请 刊登 刊载 播放
      播出 转发 点赞 精通 擅长 组成 完成 达标 位于 分布 具备 具有 持有 担任 兼任 取得 考取 考入
      借调 抽调 招考 招收 引进 轮训 值班 驻点 轮值 到岗 在岗 在职 在编 离任 列入 纳入
      入库 入驻 进驻 签收 缴存 存入 拒办 代写 查封 助力 撬动 带动 促成 促进 化解矛盾 会见 迎查
      宣告 宣告失效 宣布 宣布失效 宣布废止 容缺受理 受聘 续聘 解聘 承诺 兑现 述法 现场述法
      签署 起诉 上诉 抗诉 立项 施行 启用 建档 立卷 归档 集聚 拥有 增设 撤并 联建 驻 履行 抓好 聘 聘用 录用 任用
      明确 摸排 拒绝 自查 自查出 覆盖 选调 捐助 捐赠 投放 新设 赔付 裁判 选树 创办 购买 认领 追缴
      兑付 惩处 问责 查实 核实 引入 吸引 孵化 收缴 修缮 修建 揭牌 授予 授牌 评为 获批 申领 换证
      培育 培养 销号 整改销号 跟踪整改 纠正 准予备案 终结 捐资 准予 要求纠正 解读 宣讲解读 提起 进村
      入户 下乡 接入 流失 退回 抽取 识破 拖欠 支付 转出 转入 转来 离职 重新犯罪 撰写 编入 走遍 形成 分解
      剩余 判决 改建 改扩建 转岗 清查 停业整顿 讲授 讲 上课 参考 合格 互查 新办 清退 批示 听取 签批
      司法确认 脱管漏管 暂缓 暂缓上会 赔付 存在 实行 代收 生成 参训 参学 参评 继续有效 办证 新办证 出庭应诉
      必接必送 现在册 撤销登记 设 协助 点名 责令 公示 接回 转移 引发 坐班 收取 抵制 劝返 劝阻 稳控 息访 办成 认定 评定 入围 参保
      注入 设点 补正 收治 收教 戒治 考核合格 结案归档 不予受理 不予立案 不予许可 不予支持 不予备案 不予采纳 告知处理 实有
      应出庭 实际出庭 出庭作证 持证上岗 书面述法 注销登记 在所 在押 职级晋升 交流轮岗
      不予公开 予以公开 部分公开 无法提供 不予处理 代拟 代书 转正 外聘 特聘 返聘 核定 更新 建成运行 建成投用 建成使用 新购 新装 配发 派驻 报到 加强 强化 深化 优化 加大 宣判 取缔 关停 关闭 淘汰 没收 扣押 冻结 曝光 劝退 刑拘 办好 佩戴 打破 破解 破除 评出 创成 新办理 调成 转交 完善 汇集 汇聚 实考 应考 实到 应到 接报 被诉 复议纠错 立案侦查 提起公诉 移送起诉 刑事拘留 行政拘留 未结 未办结 未审结 未化解 未整改 受到 调处成功 化解成功 不予处罚 免予处罚 减轻处罚 从轻处罚 责令改正 审执结 执结 批准逮捕 发生 还差 尚差 仍差 破获 侦破 打掉 捣毁 辞退 分获 编发 布设 受案 荣立 获赞 达成 推行 提拔 抓获 查获 缴获 逮捕 拘留
      """
    ),
    (
      .light,
      """
      开展 举办 举行 召开 提供 进行 实施 作出 做出 组织 组织开展 组织召开 组织举办 开办 承接 承办
      主办 联办 展开 推出 自查出 查出
      """
    ),
    (
      .gerund,
      """
      培训 咨询 服务 宣传 宣讲 教育 调解 援助 审查 审核 监督 检查 巡查 督查 督察 执法 考核 考评
      测评 评估 评议 评审 普查 调查 调研 讲座 会诊 指导 辅导 帮教 帮扶 矫正 训练 竞赛 演练 鉴定
      仲裁 公证 复议 应诉 诉讼 审批 登记 备案 听证 听证审理 听审 研判 座谈 学习 考试 测试 整治
      治理 管理 监管 建设 报告 阅卷 见证 谈话 辩护 认罪 认罚 处罚 救助 安置 解纷 预警 巡访 家访
      志愿 观摩 展播 展演 巡演 演出 征求 提醒 年审 论证 会商 法治体检 心理辅导 心理疏导 上门服务
      远程会见 视频会见 体检 赋权 预约 申请 申报 报名 就业 规范 保障 推广 推进 提升 履职 复核
      备案审查 请假 考察 发展 联系 使用 执行 阅读 观看 知晓 满意 审判 信访 退休 保持 心理咨询
      见面核查 上门走访 入户走访 实地查访 电话回访 教育帮扶 研究 讨论 巡回宣讲 督导 帮助
      和解 晋升 推选 选送 树立 表扬 嘉奖 批准 更换 铺设 拆除 修复 抢修 劝导
      安抚 兑换 退还 返还 发还 退赔 补发 填报 领取 接管 参观 轮岗 谋划 策划 试行
      探索 培树 代办 帮办 受训 公开听证 公开审理 公开宣判 公开招聘 公开选拔 签到 合并 调整 动态调整 侦查 联合检查 联合执法 联合督查 联合整治 联合巡查 联合调解 联合宣传 联合惩戒
      """
    ),
    (
      .change,
      """
      增长 下降 上升 提高 提升 增加 减少 降低 缩短 压缩 压减 减至 降至 增至 升至 下降至 提升至
      提高至 提升到 提高到 缩短至 缩短到 压缩至 压缩到 压减至 压减到 上升到 上升至 增加到 增加至
      减少到 减少至 降低到 降低至 增长到 增长至 降到 升到 增到 减到 增幅 降幅 涨幅 增速 下滑
      回落 攀升 扩大到 扩大至 精简至 精简到 拓展到 扩展到 翻番 收窄 放缓 回升 增收 减收
      提速 缩减 递增 递减 激增 锐减 上涨 下跌 上浮 下浮 上扬 微增 微降 压降 调减 调增 多出 少出 净增 净增加 净增长 净减少
      """
    ),
    (
      .modal,
      """
      力争 确保 争取 计划 拟 拟新 将 预计 目标 目标是 要 努力 保证 实现 严格确保 力求
      全力 持续保持 保持 稳定 控制 维持在 大力推动 推动 不断
      """
    ),
    (
      .function,
      """
      共 共计 合计 总计 累计 累计达 一共 总共 约 近 超 超过 突破 逾 达 达到 均达 均达到 均为
      高达 多达 不低于 不少于 不超过 不足 至少 仅 仅为 仅有 只有 为 是 有 共有 现有 仍有 尚有 均
      均有 分别 分别为 其中 其中含 含 包括 包含 占 占比达 到 至 在 出 了 过 地 得 已 已经 均已
      先后 陆续 及时 成功 积极 有效 依法 切实 认真 全面 大力 深入 持续 全部 各 各类 各项 各种
      各级各类 有关 相关 该 其 等 并 并且 且 也 还 又 再 再次 新 年均 月均 平均 每年 每月
      每季度 全年 全年共 年内 当年 本年 今年 今年以来 年初以来 去年 上年 上年度 上年同期 去年同期
      上半年 下半年 一季度 前三季度 本年度 年度 截至 截止 目前 截至目前 截止目前 至今 以来 期间 日前
      近年 近年来 同时 此外 另外 另 超额 须 同比 环比 较 比 相比 每 每个 每村 每件 每名 首次 最终 最高
      最低 约为 大约 左右 精心 扎实 广泛 常态化 定期 及 稳定 稳定在 保持在 控制在 维持在 就 即
      总数 总量 总数达 超出 破 一般为 一般在 通常 继续 进一步 高质量 圆满 圆满完成 率先 顺利 严格 全程 现 现已 到村 期末 予以 当庭 带头 限期 完整 向上 向上级 随机 逐一 逐项 逐步 到位 免费 就地
      正 正在 曾 没有 仍 尚 尚未 刚 即将 特 平均仅有 余 最 更 更加 由此 预计达 当场 同期 近期
      累计达到 最少 最多 逐人 逐案 逐户 逐件 逐村 逐个 逐所 共同 经 高质高效 高效 高质 快速 妥善 稳妥 就地 有力 依规 主动 始终 一直 合力
      低于 高于 高出 超出 低出 少于 多于 大于 小于 不高于 不多于 不大于 不小于 年终 年初 年底 年末 月底 上年末 期初 日均 周均 每次 每所 每场
      每期 每家 每户 每人 每位 每周 每天 每日 每站 每镇 每乡
      """
    ),
    (
      .preposition,
      """
      为 对 向 由 从 距 把 被 将 给 以 用 按 按照 根据 依据 依托 通过 针对 围绕 聚焦 结合 借助
      利用 与 和 同 跟 因 由于 让 使 于 关于 联合 会同 面向 集中在 邀请 及 以及 或 或者
      """
    ),
    (
      .scope,
      """
      全县 全市 全区 全省 全州 全旗 全国 全镇 全乡 全系统 全局 我县 我市 我区 我省 我局 我州 本县
      本市 本区 本局 辖区 辖区内 境内 县域 县域内 市域 区内 县内 市内 各县市区
      """
    ),
    (
      .noun,
      """
      对象 合同 共同 共同体 公共 共同被告 单独被告 为民 因为 认为 行为 成为 以上 以下 以内 以外
      以案 存在感 将来 用品 专用 公用 信用 适用 费用 作用 应用 经济 经费 经营 财经 从业 服从 自治 自治区
      自治州 自治县 自然 自愿 自首 自行 当事人 当事 当前 当地 当日 应当 和谐 和睦 和平 调和
      与会 参与人 参与率 训诫处罚 警告处罚 及时率 设备 设施 设计 不合格 派出所 协调小组 协调会 共性 共性问题 参考率 合格证 考生 判决书 支付令 存在问题 使命 大使 大使馆 同志 同步 同意 不同 相同 协同 同学 学会 会员 给付 供给
      给水 让步 向导 方向 导向 面对 对外 对口 对策 对照 对话 针对性 到期 到庭 到案 在线 在建
      在校 所在 内在 现在 在逃 达人 达标率 传达 至上 甚至 是否 还是 凡是 有限 有限公司 有效期
      有奖 所有 国有 私有 有序 具有 的士 目的 地区 地方 土地 基地 阵地 场地 实地 属地 产地 地点
      地址 得分 心得 过程 过错 过渡 过渡性 通过率 了解 出庭 出庭率 出证率 出证 产出
      突出 进出口 出口 演出 出租 出境 出入境 出院 出监 出狱 年度 年龄 年轻 近亲 亲近 附近 超市
      超限 超载 达州 要求 要点 要素 重要 主要 需要 必要 必须 须知 无须 胡须 纪要 摘要 要案 全部门 新闻 新型 新增量
      新时代 新兴 创新 高新 翻新 新区 新村 再审 再犯 再犯罪 再犯罪率 各界 等级 等候 平等 高等
      中等 初等 等候时间 并购 目标值 目标任务 差距 距离 相距 间距 一并 且末 本级 本科 基本 成本 样本 日本 本人 读本 书本 文本
      其他 尤其 其它 极其 无障碍 无偿 无锡 无线 无人 未成年 未成年人 未检 正式 正义 公正 矫正 修正
      改正 正面 现场 现代 现有 表现 发现率 实现率 兑现率 现行 现金 现行有效 不动产 不良 不予
      不服 不起诉 不作为 不当 较大 比例 比赛 比重 占比 占有 占地 占用 占道 占线 每股 就业 就医 成就
      造就 就诊 另案 另行 约束 约定 预约 条约 合约 契约 违约 履约 签约率 大约 超期 超标 初审 初级
      初中 初次 初犯 初步 总额度 最高法 最低工资 最后 零售 零就业 特殊 特色 特邀 特别 特困 独特
      特约 多元 多发 多部门 多样 多数 多媒体 很多 诸多 多方 多层次 少年 青少年 少数 少数民族 缺少
      年少 多调 大多 大多数 儿童 重点人员 重点人群 重点对象 重点领域 重点项目 重点企业 重点单位
      重点任务 重点工作 重点案件 重点执法 重点青少 重点场所 重点群体 统一战线 联合国 联合会 工商联
      直接融资 集中隔离 集中教育 集中学习 集中宣传 集中整治 集中供养 定期会议 人民调解 调解组织 调解员
      调解室 调解中心 调解委员 调解协议 调解书 调解队伍 法律援助 法律服务 法律咨询 法律顾问 法律文书
      服务站 服务中心 服务所 服务点 服务室 服务团 服务队 服务窗口 服务平台 服务机构 服务工作 服务对象
      服务人员 培训班 培训会 培训课 咨询电话 宣传册 宣传品 宣传单 宣传资料 宣传活动 宣传月 宣传周
      宣传片 宣传栏 宣传画 宣传材料 宣传手册 检查站 检查院 检察院 检察机关 监督员 监督证 监督站 监督点
      审查员 审核员 审核人员 办理时限 办结率 办理时间 办案人员 办案补贴 办案周期 审批时限 审查时限
      审批事项 整改方案 整改措施 整改清单 整改率 发展中心 发展大会 工作人员 工作室 工作站 工作者
      建设项目 学习专题 志愿者 志愿服务 执法人员 执法单位 执法部门 执法机关 执法主体 执法案卷 执法证
      执法事项 执法证件 公证处 公证员 公证事项 公证机构 公证书 公证费 仲裁员 仲裁委 仲裁机构 鉴定机构
      鉴定人 鉴定所 行政复议 行政应诉 行政诉讼 行政执法 行政审批 行政处罚 行政机关 规范性 规范性文
      规范化 社区矫正 安置帮教 督察组 巡视组 指导员 指导案例 指导站 评估机构 教育基地 教育学习 管理人员
      管理局 管理站 建设局 发展局 保障局 服务局 起诉意见 处理意见 建议 意见建议 意见 提案 获得感
      占地面积 委托人 委托书 委托单位 代理人 代表 落实情况 推进会 推荐书 联系点 联系人 监督联系 承诺书
      承诺制 明白人 受援人 受理率 结案率 化解率 成功率 投诉举报 举报 投诉 申请人 申请 核查率 处罚决定
      处罚案件 决定书 处罚案卷 应诉案件 通知书 建议书 意见书 督办单 研究会 讨论会 座谈会 听证会 发布会
      推介会 招聘会 解答率 使用率 覆盖率 使用人 覆盖面 知晓率 参与度 满意度 满意率 免罚清单 免罚事项
      免罚案件 轻罚 办证大厅 服务大厅 窗口 备案率 报备率 审查率 培训率 救助金 慰问金 补助金 补贴
      安置房 接收人 衔接率 帮教率 安置率 援助案件 援助中心 援助机构 援助律师 援助工作 援助站 法律事务
      参与党员 信息化 信息 有关部门 相关部门 相关单位 相关问题 年均增速 认罪认罚 列管对象 在册对象
      行业性 季度 人均水平 总工会 总局 共青团 中共 公共场所 到会 达成率
      为先 为主 为例 为由 有害 仅供 全面依法 成功案例 时限 出监所 各类人员 同一 统一考试 免费师范
      地名 地图 平均 所均 人均 户均 村均 案均 一等奖 二等奖 三等奖 优秀奖 中小学校 审查意见 当场处罚
      执行地 学习型 总金额 诉讼请求 法律建议 防范建议 处理结果 办结结果 各级 到家 纪检组 工作经费
      自治条例 在职干部 在编干部 参与者 参与人员 参训人员 参会人员 参考人员 合格率 优秀率 参训率 采纳率 建设工作 建设资金 建设经费
      宣传教育 教育活动 外出 临近 就近 靠近 邻近 外出请假 临近退休 法律帮助 对待 被告 驻村 驻村工作
      作为 工作 在矫对象 在矫人员 在册人员 在管对象 在管人员 列管人员 专项编制 事业编制 行政编制 人员编制
      即办件 即办 即时 案结事了 按期 按时 督办函 依法治市 依法治县 依法治区 依法治省
      依法治国 依法治州 依法治校 依法治企 依法行政 不在编 不在岗 不在册 作品 原创作品 居住地 户籍地 经营地 实事求是 国是 三等功 二等功 一等功 集体三等 集体二等 用户 注册用户 组织关系 全覆盖 应诉率 收费 诉讼案件 仲裁案件 复议案件 信访案件 公证案件 鉴定案件 非诉案件 同行 同级 因私 因公 因病 方式 形式 政府建设 团队建设 支部建设 机关建设 组织建设 站所建设 社会建设
      被骗 被骗群众 被执行人 最美 出让金 因案致贫 因病致贫 因灾致贫 研究生 审查起诉 心理咨询 咨询师 工伤认定 接访窗口 评估报告 调查报告
      宣传展板 鉴定报告 信访总量 案件总量
      信息公开 政务公开 党务公开 司法公开 警务公开 院务公开 村务公开 政策解读 用时 耗时 村规民约 乡规民约 有效投诉 有效线索 有效诉求 热线 在押人员 服刑人员 戒毒人员 转移支付 通知辩护 通知代理 指定辩护 申请援助 模拟法庭 接待窗口 接待室 接待大厅 接待中心 接待日 公务接待 核定编制 政府采购 慰问品 站点 站房 所需 度假 量化 司法鉴定 破案 破产 破坏 破损 破格 爆破 律师比 增长率 积极分子 讲师 讲师团 组织生活 主题党日 用车 公务用车 用人 用工 用地 用房 用水 用电 用印 用语 监督平台 预警提示 告知承诺 复议前置 从宽 从严 从轻 从重 检查频次 下降率 上升率 增长幅度 下降幅度 上升幅度 压缩幅度 每万人 每千人 每百人 每百户
      """
    ),
  ]
}
