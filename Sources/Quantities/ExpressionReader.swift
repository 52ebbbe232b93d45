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
    let tables = tables ?? TableCells.tables(in: text)
    return (
      TextTable.merge(quantities.quantities(in: decoded), with: tables, in: text),
      periods.periods(in: decoded, reference: reference)
    )
  }
}
