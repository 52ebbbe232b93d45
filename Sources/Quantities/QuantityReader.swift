/// How numbers are told from names.
public enum QuantityReading: Sendable, Hashable {
  /// As work reports are read: names, slogans, ordinals, dates and identifiers are no quantities.
  case report
  /// Every number with a unit, slogans and quotations too; dates and ordinals are still left out.
  case plain
}

/// Reads the quantities of a text.
///
/// Ordinals (第三次), dates (4月22日, 2021-2025), identifiers (12345), names with a number (“八五”普法, 两个维护) and masks
/// that stand for names (XX县) are no quantities. A number without classifier counts where a rate or total states it
/// (脱管率为0), where it is plainly an amount (30万), and where it fills the cell of a table (cells are parted by tabs).
///
/// Units are as written and never converted. Coins are decimals of the 元 (5元3角 is 5.3), shares in tenths are percentages
/// (六成五 is 65 %), and a duration of several parts counts the smallest (1小时20分钟 is 80 分钟). 几 and 数 for a digit keep
/// both ends (几十 is 20…90); 余, 多 and 来 keep the number as written. A plain blank never joins groups of digits.
public struct QuantityReader: Sendable {
  private let reading: QuantityReading
  private let alphabet = NumeralAlphabet.shared

  /// Makes a reader.
  public init(_ reading: QuantityReading = .report) { self.reading = reading }

  /// The quantities of `text` (UTF-8), in the order of the text, never overlapping.
  ///
  /// `tables` are the tables of the text; nil has them found.
  public func quantities(in text: [UInt8], tables: [TextTable]? = nil) -> [Quantity] {
    TextTable.merge(prose(in: text), with: tables ?? TableCells.tables(in: text), in: text)
  }

  /// The quantities of a text that is no table, or of a cell.
  func prose(in text: [UInt8]) -> [Quantity] { quantities(in: FoldedText(text)) }

  /// The quantities of a decoded text.
  func quantities(in text: FoldedText) -> [Quantity] {
    var parser = QuantityParser(text: text, reading: reading)
    var i = 0
    while case let next = alphabet.firstIndex(in: text.scalars, from: i), next < text.count {
      i = next
      switch alphabet.kind(text[i]) {
      case .quote where reading == .report: i = parser.afterQuotation(at: i)
      case .title where reading == .report: i = parser.afterTitle(at: i)
      case .ordinalMark: i = parser.afterOrdinal(at: i)
      case .mask: i = parser.masked(at: i)
      case .half: i = parser.half(at: i)
      case .arabicDigit, .chineseDigit, .formalDigit, .scale, .tens, .vague: i = parser.stated(at: i)
      default: i += 1
      }
    }
    return parser.found
  }
}
