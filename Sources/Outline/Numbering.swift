/// A style of numbering headings and list items.
enum Numbering: UInt8, CaseIterable {
  /// 第一部分
  case part
  /// 第一章
  case chapter
  /// 第一节
  case section
  /// 一、
  case chinese
  /// 一．
  case chineseDot
  /// 一 with a blank behind it
  case chineseBare
  /// Ⅰ、
  case roman
  /// （一）
  case chineseBracketed
  /// 一）
  case chineseHalfBracketed
  /// 1.
  case arabicDot
  /// 1、
  case arabicComma
  /// 1.1
  case decimal
  /// 1.1.1
  case decimalDeep
  /// （1）
  case arabicBracketed
  /// 1）
  case arabicHalfBracketed
  /// A.
  case latin
  /// ①
  case circled
  /// 第一，
  case ordinal
  /// 首先，
  case adverb
  /// 一是
  case verbal
  /// 一要
  case imperative

  /// The customary order of the styles in official documents, smaller above.
  ///
  /// 一、 stands above （一）, and that above 1、 and （1）. The order only breaks ties where the document itself has not shown how it nests two styles.
  var rank: Int {
    switch self {
    case .part: 0
    case .chapter: 1
    case .section: 2
    case .chinese, .chineseDot, .chineseBare, .roman: 3
    case .chineseBracketed: 4
    case .chineseHalfBracketed, .arabicDot, .arabicComma: 5
    case .decimal: 6
    case .decimalDeep, .arabicBracketed: 7
    case .arabicHalfBracketed, .latin: 8
    case .circled: 9
    case .ordinal, .adverb, .verbal, .imperative: 10
    }
  }

  /// Whether the number stands in digits, as quantities do.
  var isArabic: Bool {
    switch self {
    case .arabicDot, .arabicComma, .arabicBracketed, .arabicHalfBracketed, .decimal, .decimalDeep: true
    default: false
    }
  }

  /// Whether writers mix the two styles within one list.
  func isAkin(to other: Numbering) -> Bool {
    switch (self, other) {
    case (.arabicDot, .arabicComma), (.arabicComma, .arabicDot), (.chinese, .chineseDot), (.chineseDot, .chinese),
      (.verbal, .imperative), (.imperative, .verbal), (.chinese, .chineseBare), (.chineseBare, .chinese):
      true
    default: self == other
    }
  }
}
