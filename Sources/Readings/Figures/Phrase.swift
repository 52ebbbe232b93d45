/// What the words around a figure say it counts, before any look at other figures.
struct Phrase: Sendable {
  /// The bytes of the noun phrase; nil where the clause has none.
  var noun: Range<Int>?
  /// The bytes of the verb.
  var verb: Range<Int>?
  /// Whether the verb stands right before the figure, so that the noun phrase, if any, is its subject.
  var verbIsLast = false
  /// The bytes of the word that says how much something moved, right before the figure.
  var change: Range<Int>?
  /// Whether the words lead to a value reached (提升至) rather than to a difference (提升).
  var reaches = false
  /// Whether the verb moves what is counted, so that a rate tells how far: 压减材料16%.
  var moves = false
  /// Whether the figure is an average, and so no part of a sum.
  var isAverage = false
  /// Whether the figure is what there is altogether, whatever was done to some of it: 新建9处，总数达82处.
  var isTotal = false
  /// Whether the piece speaks of a whole place: 全市司法所126个.
  var isScoped = false
  /// The first token of the piece.
  var first = 0
  /// Whether a word of wanting stands in the clause: 力争, 确保.
  var wants = false
  /// Whether the figure is the share that something has (占12%).
  var isShare = false
  /// The bytes of who is served or seen to, before the verb: 为企业开展体检.
  var beneficiary: Range<Int>?
  /// The tokens of the event that the things counted take part in: 9个部门开展法治督察.
  var event: Range<Int>?
  /// Whether the item continues a list whose verb stands before its first item: 审查合同3件、报告2件.
  var sharesVerb = false
  /// Whether the clause says nothing but that what came before succeeded: 调解30件，成功28件.
  var succeeds = false
  /// Whether the clause says that it counts everything up to now: 累计.
  var accumulates = false
  /// Whether the clause counts what there was when the year began: 年初在册9人.
  var isAtBeginning = false
  /// Whether the figure bounds a class: 7日以内, 50人以上.
  var isBound = false
  /// Whether the figure is called a goal: 200件的目标.
  var isGoal = false
  /// Whether a word of striving stands in the clause: 力争.
  var strives = false
  /// Whether the noun phrase names something that was done: 谈心谈话300人次.
  var isEvent = false
  /// Whether the piece stands right behind a figure and a comma: 合同3份，报告2份.
  var followsFigure = false
  /// The bytes of who acts, right before the verb: 公众提出意见.
  var agent: Range<Int>?
  var rule = LabelRule.beforeFigure

  /// Whether the words before the figure say neither what it counts nor what was done or changed.
  var isBare: Bool { noun == nil && verb == nil && change == nil && !isShare }
}
