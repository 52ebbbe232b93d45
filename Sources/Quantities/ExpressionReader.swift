/// Reads the quantities and the periods of a text together, decoding it once.
public struct ExpressionReader: Sendable {
  private let quantities: QuantityReader
  private let periods = PeriodReader()

  /// Makes a reader.
  public init(_ reading: QuantityReading = .report) { quantities = QuantityReader(reading) }

  /// What `text` (UTF-8) states, in the order of the text: the answers of `QuantityReader` and of `PeriodReader`.
  ///
  /// `tables` are the tables of the text; nil has them found.
  public func figures(in text: [UInt8], reference: CalendarDate?, tables: [TextTable]? = nil)
    -> (quantities: [Quantity], periods: [PeriodMention])
  {
    let decoded = FoldedText(text)
    return (
      quantities(in: text, decoded, tables ?? TableCells.tables(in: text)),
      periods.periods(in: decoded, reference: reference)
    )
  }

  /// The same for those who ask when a quantity holds: without the periods of lines that have no quantity.
  ///
  /// In a text with tables all periods are read, since the headings of a column may say when its figures hold.
  public func figuresInContext(in text: [UInt8], reference: CalendarDate?, tables: [TextTable])
    -> (quantities: [Quantity], periods: [PeriodMention])
  {
    let decoded = FoldedText(text)
    let quantities = quantities(in: text, decoded, tables)
    guard tables.isEmpty else { return (quantities, periods.periods(in: decoded, reference: reference)) }
    return (quantities, periods.periods(in: decoded, reference: reference, within: decoded.lines(of: quantities)))
  }

  private func quantities(in text: [UInt8], _ decoded: FoldedText, _ tables: [TextTable]) -> [Quantity] {
    TextTable.merge(quantities.quantities(in: decoded), with: tables, in: text)
  }
}

extension FoldedText {
  /// The scalars of the lines that hold a quantity, each once; quantities ascend.
  fileprivate func lines(of quantities: [Quantity]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    for quantity in quantities {
      if let last = lines.last, quantity.range.lowerBound <= Int(offsets[last.upperBound]) { continue }
      lines.append(line(around: index(ofByte: quantity.range.lowerBound)))
    }
    return lines
  }
}
