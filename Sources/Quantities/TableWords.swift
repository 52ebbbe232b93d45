/// The words that reading the cells of a table rests on.
///
/// A word belongs here for what it says of a column's or a row's numbers: that they are names and no amounts, what they are
/// measured in, or that the column says nothing of what is counted.
enum TableWords {
  /// Ends of headings above numbers that identify something or put it in order.
  private static let identifiers = list(
    "序号 编号 编码 号码 代码 代号 电话 手机 传真 邮编 邮政编码 文号 证号 账号 热线 排名 名次 位次 时间 日期 年份 年度 年 页码 页数号 楼层 房间号 房号 门牌号 行次 栏次 次序 No No. QQ 微信号 索引号 备案号"
  )

  /// Headings of columns that do not name their rows, and beginnings of such.
  private static let besides = list("单位 计量单位 备注 说明 依据 来源 数据来源 地址 期限 要求")
  private static let besideLeads = list("责任 牵头 负责 联系 备注 完成时 工作措施")

  /// Ends of headings that say what is counted one by one.
  static let counts: [(ending: [UInt8], unit: String)] = [
    ("件数", "件"), ("人数", "人"), ("人次数", "人次"), ("人次", "人次"), ("场次数", "场次"), ("场次", "场次"), ("次数", "次"), ("户数", "户"),
    ("份数", "份"), ("家数", "家"), ("起数", "起"), ("场数", "场"),
  ].map { (Array($0.utf8), $1) }

  private static let rates = list("率 占比 比重 比例")
  private static let growths = list("增幅 增长率 增速 降幅 涨幅")
  private static let changes = list("增减 增长 增幅 同比 环比 变化 降幅 增速 涨幅 升降 上升 下降 比上年 较上年 ±")
  private static let money = list("金额 资金 经费 费 额 款 收入 支出 损失")

  private static func list(_ words: String) -> [[UInt8]] { words.split(separator: " ").map { Array($0.utf8) } }

  /// Whether bare numbers below or behind these words are no amounts.
  static func isIdentifier(_ words: ArraySlice<UInt8>) -> Bool {
    // 2025年 is more than 年.
    identifiers.contains { $0.count > 3 ? words.suffix($0.count).elementsEqual($0) : words.elementsEqual($0) }
  }

  private static let amounts = list("数 量 额 值 计 年 月 季度 同期 完成 目标 计划")

  /// Whether a heading says that the numbers below it are amounts or where they belong in time.
  static func isAmount(_ words: ArraySlice<UInt8>) -> Bool {
    amounts.contains { words.suffix($0.count).elementsEqual($0) }
  }

  /// Whether a column with this heading says something beside what its rows are.
  static func isBeside(_ words: ArraySlice<UInt8>) -> Bool {
    besides.contains { words.elementsEqual($0) } || besideLeads.contains { words.starts(with: $0) }
  }

  /// Whether the words name a share.
  static func isRate(_ words: ArraySlice<UInt8>) -> Bool {
    rates.contains { words.suffix($0.count).elementsEqual($0) } && !isChange(words)
  }

  /// Whether the words name a growth rate.
  static func isGrowth(_ words: ArraySlice<UInt8>) -> Bool {
    growths.contains { words.suffix($0.count).elementsEqual($0) }
  }

  /// Whether the words name a change.
  static func isChange(_ words: ArraySlice<UInt8>) -> Bool { changes.contains { holds(words, $0) } }

  /// Whether the words name money.
  static func isMoney(_ words: ArraySlice<UInt8>) -> Bool {
    money.contains { words.suffix($0.count).elementsEqual($0) }
  }

  private static func holds(_ words: ArraySlice<UInt8>, _ word: [UInt8]) -> Bool {
    guard words.count >= word.count else { return false }
    return (words.startIndex...(words.endIndex - word.count)).contains { words[$0...].starts(with: word) }
  }
}
